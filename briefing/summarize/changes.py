"""What differs from the previous brief: lines are new, updated, or carried; what is no longer reported is listed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.model import BriefChapter, Change, Line, Section, Status
from briefing.text import STOP_WORDS, words

_SAME, _LIKE = 0.85, 0.5  # Jaccard index of the words from which a line is carried, or tells of the same matter
_FIGURE = re.compile(r"\d[\d,.]*")
_DENIED = re.compile(r"\b(?:den(?:y|ies|ied)|withdr[ae]w|retract\w*|correct(?:ed|ion)|not true|false)\b", re.IGNORECASE)


def compared(chapter: BriefChapter, previous: Sequence[Line]) -> BriefChapter:
    """Return the chapter with the status of each line against the lines of the previous brief, and the changes."""
    if not previous:
        return chapter
    earlier = [(line, _bag(line)) for line in previous]
    met: set[str] = set()
    changes: list[Change] = []
    sections = []
    status_of: dict[str, Status] = {}
    for section in chapter.sections:
        lines = []
        for line in section.lines:
            status, known = _status(line, earlier)
            if known:
                met.add(known.id)
            if status is not Status.CARRIED:
                changes.append(Change(status=status.value, line=line.id, text=known.text if known else None))
            status_of[line.id] = status
            lines.append(replace(line, status=status))
        sections.append(Section(kind=section.kind, lines=tuple(lines), empty=section.empty))
    changes.extend(Change(status="dropped", line=None, text=line.text) for line in previous if line.id not in met)
    bottom = tuple(replace(line, status=status_of.get(line.id, line.status)) for line in chapter.bottom_line)
    return replace(chapter, sections=tuple(sections), bottom_line=bottom, changes=tuple(changes))


def _bag(line: Line) -> frozenset[str]:
    return frozenset(word for citation in line.citations[:1] for word in words(citation.text) if word not in STOP_WORDS)


def _status(line: Line, earlier: Sequence[tuple[Line, frozenset[str]]]) -> tuple[Status, Line | None]:
    bag = _bag(line)
    best, known = 0.0, None
    for other, words_ in earlier:
        share = 1.0 if other.id == line.id else len(bag & words_) / (len(bag | words_) or 1)
        if share > best:
            best, known = share, other
    if known is None or best < _LIKE:
        return Status.NEW, None
    if best < 1.0 and set(_FIGURE.findall(line.citations[0].text)) != set(_FIGURE.findall(known.citations[0].text)):
        return Status.UPDATED, known
    if best >= _SAME:
        return Status.CARRIED, known
    if bool(_DENIED.search(line.text)) != bool(_DENIED.search(known.text)):
        return Status.REVERSED, known
    return Status.CARRIED, known
