"""What changed since the previous brief: what moved, what was denied, what is new, and what nobody reports any more."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from briefing.model import BriefChapter, Change, Line, Section, SectionKind, Status
from briefing.summarize.memory import Recall, names
from briefing.summarize.report import Dossier, Previous

# Cosine of the names from which a chapter of today goes on with one of yesterday. Checked on four conflicts cut into days:
# .55 to .9 for one conflict on two days, below .2 for two conflicts.
_GOES_ON = 0.35
_ORDER = (Status.REVERSED, Status.UPDATED, Status.NEW)


def successors(previous: Previous, dossiers: Sequence[Dossier]) -> dict[str, int]:
    """Return for each chapter of the previous brief, by id, the number of the dossier that goes on with it, if one does."""
    present = [names([report.article.text for report in dossier.reports[:_REPORTS]]) for dossier in dossiers]
    found = {}
    for chapter in previous.chapters:
        own = names([line.citations[0].text for line in chapter.lines] + [chapter.headline])
        likest = max(range(len(present)), key=lambda number: (_cosine(own, present[number]), -number), default=None)
        if likest is not None and _cosine(own, present[likest]) >= _GOES_ON:
            found[chapter.id] = likest
    return found


_REPORTS = 40  # of a dossier that are asked for their names: more say the same


def _cosine(one: dict[str, int], other: dict[str, int]) -> float:
    weight = [{word: 1 + math.log(count) for word, count in names_.items()} for names_ in (one, other)]
    product = sum(value * weight[1].get(word, 0.0) for word, value in weight[0].items())
    length = math.sqrt(sum(v * v for v in weight[0].values()) * sum(v * v for v in weight[1].values()))
    return round(product / length, 6) if length else 0.0


def marked(chapter: BriefChapter, recalled: dict[str, Recall]) -> BriefChapter:
    """Return the chapter with the status of each line; what is carried over sinks to the end of its side."""
    sections = tuple(
        Section(kind=section.kind, lines=_sunk(section, recalled), empty=section.empty) for section in chapter.sections
    )
    bottom = tuple(_marked(line, recalled) for line in chapter.bottom_line)
    return replace(chapter, sections=sections, bottom_line=bottom)


def _marked(line: Line, recalled: dict[str, Recall]) -> Line:
    return replace(line, status=recalled[line.id].status) if line.id in recalled else line


def _sunk(section: Section, recalled: dict[str, Recall]) -> tuple[Line, ...]:
    lines = [_marked(line, recalled) for line in section.lines]
    sides = list(dict.fromkeys(line.side for line in lines)) if section.kind is SectionKind.CLAIMS else []
    return tuple(
        sorted(
            lines,
            key=lambda line: (sides.index(line.side) if sides else 0, line.status is Status.CARRIED),
        )
    )


def changes(
    chapter: BriefChapter,
    recalled: dict[str, Recall],
    heard: Collection[str],
    earlier: Sequence[BriefChapter],
    previous: Previous,
) -> tuple[Change, ...]:
    """Return what differs from the chapters that this one goes on with, the gravest first.

    `heard` are the earlier lines, by their ids, of which any chapter of today still speaks.

    A line is listed as new only if its event is: history told for the first time, and what the earlier brief could have
    told, are none. A chapter that goes on with none is new as a whole: its bottom line stands for it.
    """
    if not earlier:
        return tuple(Change(status=Status.NEW.value, line=line.id) for line in chapter.bottom_line)
    ranked = sorted(_told(chapter, recalled, previous), key=lambda entry: entry[0])
    met = {entry.earlier.id for entry in recalled.values() if entry.earlier}
    gone = [
        Change(status="dropped", line=None, text=line.text)
        for before in earlier
        for line in sorted(_news(before), key=lambda line: (-line.salience, line.id))
        if line.id not in met and line.id not in heard
    ]
    return (*(change for _, change in ranked), *gone)


def _told(
    chapter: BriefChapter, recalled: dict[str, Recall], previous: Previous
) -> Iterator[tuple[tuple[int, float, str], Change]]:
    for line in _news(chapter):
        recall = recalled.get(line.id)
        if (
            recall is None
            or recall.status is Status.CARRIED
            or (recall.status is Status.NEW and _is_past(line, previous))
        ):
            continue
        change = Change(
            status=recall.status.value,
            line=line.id,
            text=recall.earlier.text if recall.earlier else None,
            before=recall.before,
            after=recall.after,
        )
        yield (_ORDER.index(recall.status), -line.salience, line.id), change


def _news(chapter: BriefChapter) -> Iterator[Line]:
    for section in chapter.sections:
        if section.kind is not SectionKind.BACKGROUND:
            yield from section.lines


def _is_past(line: Line, previous: Previous) -> bool:
    """Whether a line's event lies on a day before that of the previous cut-off."""
    if line.event_date is None or previous.cutoff is None:
        return False
    return (
        line.event_date.partition("/")[2] < previous.cutoff.date().isoformat()
        if "/" in line.event_date
        else (line.event_date < previous.cutoff.date().isoformat())
    )


def lost(previous: Previous, follows: dict[str, int]) -> tuple[Change, ...]:
    """Return the bottom lines of the chapters that no chapter of today goes on with."""
    return tuple(
        Change(status="dropped", line=None, text=line.text)
        for chapter in previous.chapters
        if chapter.id not in follows
        for line in chapter.bottom_line
    )
