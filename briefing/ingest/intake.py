"""The parent's side of reading: bytes in, articles and notices out; every parser runs in the guarded child."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, BinaryIO

from briefing.ingest.contents import Content, contents, size
from briefing.ingest.folders import Found, files, notice
from briefing.ingest.identity import content_id, distinct
from briefing.ingest.packed import kind_for
from briefing.ingest.readers import DOOR, Readers, all_cores
from briefing.ingest.settings import IngestSettings
from briefing.ingest.source import MB
from briefing.isolate import Failure, Guard, Limits, Reason
from briefing.model import Article, Furniture, FurnitureKind, Notice, Origin, Severity, Span

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

    file: Found
    digest: str
    kind: type[Article]
    articles: list[Article] = field(default_factory=list)
    words: dict[_Word, list[str | None]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The file as the user sees it."""
        return self.file.name

    def add(self, later: _Harvest) -> None:
        """Add what a later part of the file gave."""
        self.articles += later.articles
        for word, members in later.words.items():
            self.words.setdefault(word, []).extend(members)


def read(
    paths: Sequence[str],
    *,
    settings: IngestSettings | None = None,
    stdin: BinaryIO | None = None,
    progress: Callable[[int, int], None] | None = None,
    known: Collection[str] = (),
    readers: Readers | None = None,
) -> Intake:
    """Read files, folders (with all below them that is not hidden) and "-" (`stdin`); never raises for a bad file.

    `progress` is called with the number of files done and their total. Files whose SHA-256 (hex) is `known` are not parsed.
    The order of `paths` changes nothing. `readers` were started by the caller, who ends them; without them there are others.
    """
    if readers is None:
        with Readers() as own:
            return read(paths, settings=settings, stdin=stdin, progress=progress, known=known, readers=own)
    settings = settings or IngestSettings()
    found = list(files(paths, settings))
    todo = [one for one in found if isinstance(one, Found)]
    large = size(todo)
    desk = _Desk(settings, frozenset(known), progress or _silent, len(todo), kind_for(large))
    hands = all_cores() if large > _WORTH_A_CHILD else 1
    harvests: dict[Found, _Harvest] = {}
    for harvest in readers.each(desk.jobs(todo, stdin), hands, _limits(settings)):
        if harvests.setdefault(harvest.file, harvest) is not harvest:
            harvests[harvest.file].add(harvest)
    desk.progress(len(todo), len(todo))
    named, renamed = distinct([article for harvest in harvests.values() for article in harvest.articles])
    notices = [one for one in found if isinstance(one, Notice)] + desk.notices
    notices += [one for harvest in harvests.values() for one in _notices(harvest, settings.notices_per_file)]
    notices += _clashes(renamed)
    return Intake(
        articles=tuple(sorted(named, key=_article_order)),
        notices=tuple(sorted(notices, key=lambda one: (one.subject, one.severity, one.message))),
        files=len(found),
        digests=tuple(sorted(harvest.digest for harvest in harvests.values())),
        known=len(desk.passed),
    )


_WORTH_A_CHILD = 2 * MB  # bytes of all files together, from which a second child saves more than its start costs


def _silent(_done: int, _total: int) -> None:
    """Show no progress."""


@dataclass(slots=True)
class _Desk:
    """Hands the files out for reading, one after the other, and remembers those that were not."""

    settings: IngestSettings
    known: frozenset[str]
    progress: Callable[[int, int], None]
    total: int
    kind: type[Article]
    notices: list[Notice] = field(default_factory=list)
    passed: set[Found] = field(default_factory=set)

    def jobs(self, todo: Sequence[Found], stdin: BinaryIO | None) -> Iterator[Callable[[Guard], _Harvest]]:
        """Yield what a child is to do for each part of each file."""
        for number, file in enumerate(todo):
            self.progress(number, self.total)
            for one in contents(file, self.settings, stdin):
                if isinstance(one, Notice):
                    self.notices.append(one)
                elif one.digest in self.known:
                    self.passed.add(file)
                    break
                else:
                    yield partial(_harvest, content=one, settings=self.settings, kind=self.kind)


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


def _harvest(guard: Guard, content: Content, settings: IngestSettings, kind: type[Article]) -> _Harvest:
    """Have a file or a part of it parsed; where a member costs the child its life, go on behind it with a new child."""
    harvest = _Harvest(content.file, content.digest, kind)
    arguments: dict[str, Any] = {
        "name": harvest.name,
        "settings": asdict(settings),
        "skip": 0,
        "lines": content.lines,
    }
    for _ in range(settings.retries_per_file + 1):
        member: str | None = None
        failure: Failure | None = None
        for answer in guard.stream(DOOR, content.raw, arguments):
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
    return harvest.kind(
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
