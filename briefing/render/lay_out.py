"""The brief laid out as a sheet: masthead, chapters, sources, what was left aside, and how it was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC

from briefing.model import Aside, Brief, Decision, Line, Notice, Severity, Source, Status
from briefing.render.desk import Desk, party
from briefing.render.escape import file_name, name, right_to_left, visible, web_address
from briefing.render.lay_chapter import lay_chapter
from briefing.render.lay_charts import outlets
from briefing.render.sheet import Fact, Group, Sheet, SourceEntry
from briefing.render.wording import Wording

# Hex digits of a digest that are printed: 48 bits tell apart any two files one will ever compare by eye.
_DIGEST = 12
_ADDRESS = 90  # characters of an address that are printed; the link has them all
_NAMES = 10  # names printed of one group; the rest is counted, and stands in brief.json


def lay_out(brief: Brief, wording: Wording, page: str) -> Sheet:
    """Compute everything that a template places."""
    desk = Desk(brief, wording)
    chapters = tuple(lay_chapter(desk, chapter, index) for index, chapter in enumerate(brief.chapters, start=1))
    title = visible(brief.title) or wording.labels.document.untitled
    return Sheet(
        language=wording.language,
        page=page,
        title=title,
        running=f"{title} · {visible(brief.serial)}" if brief.serial else title,
        handling=brief.handling.value,
        tone=brief.handling.value.removeprefix("TLP:").partition("+")[0].lower(),
        sharing=wording.label("handling", brief.handling.name.lower()),
        masthead=tuple(_masthead(brief, wording)),
        chapters=chapters,
        sources=tuple(_source(desk, source) for source in brief.sources),
        passages=tuple(desk.passages),
        sides=tuple(dict.fromkeys(party(line.side) for line in _lines(brief) if line.side)),
        compared=any(line.status is not Status.NEW for line in _lines(brief)) or any(c.changes for c in brief.chapters),
        coverage=outlets(desk, brief.sources),
        notices=_notices(wording, brief.notices),
        asides=_asides(wording, brief.asides),
        aside_count=len(brief.asides),
        promise=_promise(brief, wording),
        colophon=tuple(_colophon(brief, wording)),
        created=f"{brief.cutoff.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if brief.cutoff else None,
        version=brief.recipe.version,
    )


def _lines(brief: Brief) -> Iterable[Line]:
    return (line for chapter in brief.chapters for line in chapter.lines)


def _masthead(brief: Brief, wording: Wording) -> Iterable[Fact]:
    document = wording.labels.document
    if brief.serial:
        yield Fact(label=document.serial, value=visible(brief.serial))
    yield Fact(label=document.cutoff, value=wording.moment(brief.cutoff) if brief.cutoff else document.no_cutoff)
    if brief.first and brief.last:
        yield Fact(label=document.period, value=wording.period(brief.first.astimezone(UTC), brief.last.astimezone(UTC)))
    if brief.window_hours is not None:
        yield Fact(
            label=document.window, value=wording.labels.colophon.window_hours.format(n=f"{brief.window_hours:g}")
        )
    recipe = brief.recipe
    read = (wording.count("articles", recipe.articles), wording.count("outlets", recipe.outlets))
    yield Fact(label=wording.labels.colophon.read, value=", ".join(read))


def _colophon(brief: Brief, wording: Wording) -> Iterable[Fact]:
    recipe, labels = brief.recipe, wording.labels.colophon
    counts = {"files": recipe.files, "articles": recipe.articles, "originals": recipe.originals}
    counts |= {"copies": recipe.copies, "outlets": recipe.outlets}
    yield Fact(label=labels.version, value=f"briefing {visible(recipe.version)}")
    yield Fact(label=labels.read, value=", ".join(wording.count(kind, number) for kind, number in counts.items()))
    cutoff = wording.moment(brief.cutoff) if brief.cutoff else wording.labels.document.no_cutoff
    yield Fact(label=wording.labels.document.cutoff, value=cutoff)
    yield Fact(label=labels.words, value=wording.number(recipe.words))
    yield Fact(label=labels.ranker, value=visible(recipe.ranker))
    if brief.edits:
        yield Fact(label=wording.labels.review.changed, value=_edits(brief, wording))
    yield Fact(label=labels.inputs, value=visible(recipe.inputs)[:_DIGEST])
    yield Fact(label=labels.profile, value=visible(recipe.profile)[:_DIGEST])


def _promise(brief: Brief, wording: Wording) -> str:
    promise: str = wording.labels.document.no_sentence_generated
    noted = any(edit.decision is Decision.NOTE for edit in brief.edits)
    return f"{promise} {wording.labels.review.promise}" if noted else promise


def _edits(brief: Brief, wording: Wording) -> str:
    """Say what an editor changed: how many lines in which way, and who it was."""
    counted = Counter(edit.decision for edit in brief.edits)
    what = ", ".join(wording.count(decision.value, counted[decision]) for decision in Decision if counted[decision])
    who = ", ".join(sorted({visible(edit.who) for edit in brief.edits}))
    written: str = wording.labels.review.by.format(what=what, who=who)
    return written


def _source(desk: Desk, source: Source) -> SourceEntry:
    wording = desk.wording
    title = name(source.title) if source.title else file_name(visible(source.path))
    url = web_address(source.url)
    host, slash, rest = (url or "").partition("://")[2].partition("/")
    address = None if url or not source.url else visible(source.url)
    own = source.language if source.language != wording.language else None
    return SourceEntry(
        number=source.number,
        anchor=f"source-{source.number}",
        outlet=desk.outlet(source),
        title=title,
        language=own if own and own.isalpha() else None,
        rtl=right_to_left(title),
        published=desk.published(source, short=True),
        iso=source.published.isoformat() if source.published else None,
        agency=wording.labels.source.agency.format(name=name(source.agency)) if source.agency else None,
        byline=name(source.byline) if source.byline else None,
        url=url,
        host=host or None,
        rest=_short(slash + rest),
        address=_short(address) if address else None,
        also=tuple(_also(wording, source)),
        file=_place(source),
        digest=source.sha256[:_DIGEST],
        back=desk.back(source.number),
    )


def _place(source: Source) -> str:
    """Name the file and the place inside it, without saying an archive's name twice."""
    path, member = file_name(visible(source.path)), visible(source.member or "")
    if not member or member.startswith(f"{path}!/"):
        return member or path
    return f"{path}, {member}"


def _short(address: str) -> str:
    return address if len(address) <= _ADDRESS else f"{address[: _ADDRESS - 1]}…"


def _also(wording: Wording, source: Source) -> Iterable[str]:
    """Name who else carried the report: outlet, and headline where it is another one, with the kind of copy."""
    for copy in source.copies:
        outlet = name(copy.outlet) if copy.outlet else wording.labels.document.no_outlet
        other = copy.title if copy.title and copy.title != source.title else None
        named = f"{outlet}, “{name(other)}”" if other else outlet
        yield f"{named} ({wording.label('copies', copy.reason)})"


def _notices(wording: Wording, notices: tuple[Notice, ...]) -> tuple[Group, ...]:
    """Group what has the same trouble: first what is lost, then what is incomplete, then remarks."""
    groups: dict[tuple[Severity, str], list[str]] = {}
    for notice in sorted(notices, key=lambda notice: list(Severity).index(notice.severity)):
        groups.setdefault((notice.severity, notice.message), []).append(_subject(notice.subject))
    return tuple(
        _group(wording, visible(message), wording.label("severity", severity), names)
        for (severity, message), names in groups.items()
    )


def _asides(wording: Wording, asides: tuple[Aside, ...]) -> tuple[Group, ...]:
    groups: dict[str, list[str]] = {}
    for aside in asides:
        called = " – ".join(name(part) for part in (aside.outlet, aside.title) if part)
        groups.setdefault(aside.reason, []).append(called or file_name(visible(aside.path)))
    return tuple(
        _group(wording, visible(reason), wording.count("articles", len(names)), names)
        for reason, names in groups.items()
    )


def _group(wording: Wording, remark: str, kind: str, names: list[str]) -> Group:
    more = len(names) - _NAMES
    return Group(
        remark=remark,
        kind=kind,
        names=tuple(names[:_NAMES]),
        total=len(names),
        more=wording.more(more) if more > 0 else None,
    )


def _subject(subject: str) -> str:
    """Print a subject that looks like a path as the file's name; headlines may hold a slash, but no suffix after it."""
    shown = name(subject)
    path = shown.partition("!/")[0]
    suffix = path.rpartition("/")[2].rpartition(".")[2]
    looks = "://" not in path and (path.startswith(("/", "./", "../")) or (suffix.isalnum() and len(suffix) <= 5))  # noqa: PLR2004 - .jsonl
    return file_name(shown) if looks and "/" in path else shown
