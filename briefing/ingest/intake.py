"""The parent's side of reading: bytes in, articles and notices out; every parser runs in the guarded child."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, BinaryIO

from briefing.ingest.folders import Found, content, files, notice
from briefing.ingest.identity import content_id, distinct
from briefing.ingest.settings import IngestSettings
from briefing.isolate import Failure, Guard, Limits, Reason
from briefing.model import Article, Furniture, FurnitureKind, Notice, Origin, Severity, Span

_TARGET = "briefing.ingest.door:parse"
_FAR = datetime(9999, 1, 1, tzinfo=UTC)  # undated articles come last
_WHY = {
    Reason.DIED: "its parser crashed on it; it is broken or hostile",
    Reason.TIMEOUT: "its parser found no end; it is broken or hostile",
    Reason.MEMORY: "its parser needed too much memory; it is too large, broken or hostile",
    Reason.OUTPUT: "it unpacks to too much",
    Reason.ERROR: "its parser failed",
    Reason.GARBLED: "its parser gave no sensible answer; it is broken or hostile",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What was read. `files` counts the files looked at, `digests` are the SHA-256 of those read, in hex, sorted.

    `known` counts the files that were not read, since the caller knows what is in them.
    """

    articles: tuple[Article, ...]
    notices: tuple[Notice, ...]
    files: int
    digests: tuple[str, ...]
    known: int = 0


_Word = tuple[Severity, str]  # what a notice says, whoever it concerns
_APART = 5  # members with the same trouble that get a notice each; more of them share one, and remarks always do
_NAMED = 8  # members named in a shared notice


@dataclass(slots=True)
class _Harvest:
    """What one file gave so far: articles, and by what there is to say the members it concerns."""

    name: str
    digest: str
    articles: list[Article] = field(default_factory=list)
    words: dict[_Word, list[str | None]] = field(default_factory=dict)


def read(
    paths: Sequence[str],
    *,
    settings: IngestSettings | None = None,
    stdin: BinaryIO | None = None,
    progress: Callable[[int, int], None] | None = None,
    known: Collection[str] = (),
) -> Intake:
    """Read files, folders (with all below them that is not hidden) and "-" (`stdin`); never raises for a bad file.

    `progress` is called with the number of files done and their total. Files whose SHA-256 (hex) is `known` are not parsed.
    The order of `paths` changes nothing.
    """
    settings = settings or IngestSettings()
    found = list(files(paths, settings))
    notices = [one for one in found if isinstance(one, Notice)]
    todo = [one for one in found if isinstance(one, Found)]
    articles: list[Article] = []
    digests: list[str] = []
    passed = 0
    with Guard(_limits(settings)) as guard:
        for number, file in enumerate(todo):
            if progress:
                progress(number, len(todo))
            raw = content(file, settings, stdin)
            if isinstance(raw, Notice):
                notices.append(raw)
                continue
            if known and sha256(raw).hexdigest() in known:
                passed += 1
                continue
            harvest = _harvest(guard, file.name, raw, settings)
            digests.append(harvest.digest)
            articles += harvest.articles
            notices += _notices(harvest, settings.notices_per_file)
    if progress:
        progress(len(todo), len(todo))
    named, renamed = distinct(articles)
    notices += _clashes(renamed)
    return Intake(
        articles=tuple(sorted(named, key=_article_order)),
        notices=tuple(sorted(notices, key=lambda one: (one.subject, one.severity, one.message))),
        files=len(found),
        digests=tuple(sorted(digests)),
        known=passed,
    )


def _limits(settings: IngestSettings) -> Limits:
    return Limits(wall_seconds=settings.answer_seconds, total_seconds=settings.file_seconds)


def _article_order(article: Article) -> tuple[Any, ...]:
    return (
        article.published or _FAR,
        article.outlet or "",
        article.title or "",
        article.id,
        article.origin.path,
        article.origin.member or "",
    )


def _harvest(guard: Guard, name: str, raw: bytes, settings: IngestSettings) -> _Harvest:
    """Have one file parsed; where a member costs the child its life, go on behind it with a new child."""
    harvest = _Harvest(name, sha256(raw).hexdigest())
    arguments: dict[str, Any] = {"name": name, "settings": asdict(settings), "skip": 0}
    for _ in range(settings.retries_per_file + 1):
        member: str | None = None
        failure: Failure | None = None
        for answer in guard.stream(_TARGET, raw, arguments):
            if isinstance(answer, Failure):
                failure = answer
            elif isinstance(answer.value, dict) and "begun" in answer.value:
                arguments["skip"], member = _begun(answer.value["begun"], arguments["skip"])
            else:
                _take(harvest, answer.value)
        if failure:
            _say(harvest, Severity.LOST, member, _obituary(failure))
        if not failure or member is None:
            break
    else:
        _say(
            harvest,
            Severity.LOST,
            None,
            "too many of its members are broken or hostile; the rest was not read, unpack it and sort them out",
        )
    return harvest


def _obituary(failure: Failure) -> str:
    detail = f" ({failure.message})" if failure.message else ""
    return f"{_WHY[failure.reason]}{detail}; open it yourself before you trust it"


def _begun(value: Any, before: int) -> tuple[int, str | None]:  # noqa: ANN401 - the child's answer is not trusted
    """Return the number and name of the member that is about to be parsed."""
    match value:
        case [int(unit), str(member)] if unit > before:
            return unit, member
    return before, None


def _take(harvest: _Harvest, value: Any) -> None:  # noqa: ANN401 - as above
    """Add what one answer of the child holds."""
    try:
        for severity, member, message in value.get("notices", ()):
            _say(harvest, Severity(severity), member, message)
        for record in value.get("articles", ()):
            harvest.articles.append(_article(record, harvest))
    except (TypeError, KeyError, ValueError, AttributeError):
        _say(harvest, Severity.LOST, None, f"{_WHY[Reason.GARBLED]}; open it yourself before you trust it")


def _say(harvest: _Harvest, severity: Severity, member: str | None, message: str) -> None:
    harvest.words.setdefault((severity, str(message)), []).append(member)


def _subject(name: str, member: str | None) -> str:
    """Name a member of a file: "in/talks.zip!/a.html", "in/wire.jsonl!line 3"."""
    if not member:
        return name
    base = name.rpartition("/")[2]
    return name + member[len(base) :] if member.startswith(f"{base}!") else f"{name}!{member}"


def _notices(harvest: _Harvest, most: int) -> list[Notice]:
    """Return the notices of a file, at most `most`; what many of its members share is said once."""
    result = []
    for (severity, message), members in harvest.words.items():
        if len(members) <= (_APART if severity is not Severity.REMARK else 1):
            result += [notice(_subject(harvest.name, member), message, severity) for member in members]
            continue
        named = ", ".join(str(member) for member in members[:_NAMED])
        rest = f" and {len(members) - _NAMED} more" if len(members) > _NAMED else ""
        result.append(notice(harvest.name, f"{len(members)} members ({named}{rest}): {message}", severity))
    if len(result) > most:
        result[most:] = [
            notice(
                harvest.name,
                f"{len(result) - most} more notices are not listed; mend those named first",
                Severity.DEGRADED,
            )
        ]
    if not harvest.articles and not result:
        result.append(notice(harvest.name, "it holds no article; leave it out"))
    return result


def _article(record: dict[str, Any], harvest: _Harvest) -> Article:
    """Build the article from the child's JSON; raises KeyError, TypeError or ValueError when it is none."""
    spans = record["furniture"]
    text = str(record["text"])
    return Article(
        id=record["id"] or content_id(record["outlet"], record["title"], text),
        outlet=record["outlet"],
        title=record["title"],
        text=text,
        origin=Origin(
            path=harvest.name, media_type=record["media_type"], sha256=harvest.digest, member=record["member"]
        ),
        published=_moment(record["published"]),
        published_day_only=bool(record["day_only"]),
        retrieved=_moment(record["retrieved"]),
        url=record["url"],
        byline=record["byline"],
        dateline=record["dateline"],
        agency=record["agency"],
        language=record["language"],
        furniture=tuple(Furniture(kind=FurnitureKind(kind), span=Span(start, end)) for kind, start, end in spans),
    )


def _moment(words: str | None) -> datetime | None:
    return datetime.fromisoformat(words).astimezone(UTC) if words else None


def _clashes(renamed: dict[str, list[tuple[Article, str]]]) -> Iterator[Notice]:
    """Say which articles with a given id had to be called otherwise; for ids made from content nobody needs to know."""
    for path, pairs in sorted(renamed.items()):
        given = [
            (article, name)
            for article, name in pairs
            if name != content_id(article.outlet, article.title, article.text)
        ]
        if not given:
            continue
        article, name = min(given, key=lambda pair: pair[0].id)
        others = f" (and {len(given) - 1} more)" if len(given) > 1 else ""
        message = f"the id {name} stands on another article too, so this one{others} is called {article.id}; give each its own"
        yield notice(_subject(path, article.origin.member), message, Severity.REMARK)
