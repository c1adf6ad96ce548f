"""A sheet cut down to one page: bottom lines first, then as much of what changed, figures and disputes as there is room for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from briefing.render.sheet import ChapterSheet, Contest, Entry, FigureRow, Reference, Sheet, Shift

Part = TypeVar("Part", Shift, FigureRow, Contest)
# Room on one page in characters of running text: A4 and Letter as print.css sets them, measured on full pages.
_ROOM = 3400
_HEAD = 180  # what a chapter's head, or a table's, takes beside its words
_ROW = 130  # a row of a table
_SOURCE = 75  # a source; they stand in two columns


def flash(sheet: Sheet) -> Sheet:
    """Return the sheet with what fits on one page. Every chapter keeps its bottom line; only what is printed keeps its source."""
    bare = [_bare(chapter) for chapter in sheet.chapters]
    room = _ROOM - sum(_HEAD + _cost(chapter.bottom_line) for chapter in bare)
    chapters = []
    for number, (chapter, whole) in enumerate(zip(bare, sheet.chapters, strict=True)):
        share = room // (len(bare) - number)
        filled, used = _filled(chapter, whole, share)
        room -= used
        chapters.append(filled)
    cited = {mark.number for chapter in chapters for mark in _marks(chapter)}
    return replace(
        sheet,
        chapters=tuple(chapters),
        sources=tuple(replace(source, back=()) for source in sheet.sources if source.number in cited),
        passages=tuple(passage for passage in sheet.passages if passage.anchor in _shown(chapters)),
        asides=(),
        aside_count=0,
        coverage=None,
        layout="flash",
    )


def _bare(chapter: ChapterSheet) -> ChapterSheet:
    """The chapter with its bottom line alone, which now is where its lines stand."""
    lines = tuple(replace(entry, anchor=entry.link[1:], number=None) for entry in chapter.bottom_line)
    return replace(
        chapter,
        bottom_line=lines,
        changes=(),
        parts=(),
        disputes=(),
        figures=(),
        groups=(),
        timeline=(),
        days=None,
        gaps=(),
    )


def _filled(chapter: ChapterSheet, whole: ChapterSheet, room: int) -> tuple[ChapterSheet, int]:
    """Add changes, figures and disputes in this order while there is room; return how much of it they took."""
    home = {entry.link for entry in chapter.bottom_line}
    changes, spent = _while_room(whole.changes, room)
    figures, more = _while_room(whole.figures, room - spent)
    disputes, most = _while_room(whole.disputes, room - spent - more)
    shifts = tuple(replace(shift, entry=_unlinked(shift.entry, home) if shift.entry else None) for shift in changes)
    contests = tuple(
        replace(
            contest,
            stands=tuple(
                replace(stand, entries=tuple(_unlinked(entry, home) for entry in stand.entries))
                for stand in contest.stands
            ),
        )
        for contest in disputes
    )
    return replace(chapter, changes=shifts, figures=figures, disputes=contests), spent + more + most


def _while_room(entries: tuple[Part, ...], room: int) -> tuple[tuple[Part, ...], int]:
    kept, spent = [], _HEAD
    for entry in entries:
        spent += _weight(entry)
        if spent > room:
            break
        kept.append(entry)
    return tuple(kept), _HEAD + sum(map(_weight, kept)) if kept else 0


def _weight(entry: Shift | FigureRow | Contest) -> int:
    if isinstance(entry, Contest):
        return _ROW + sum(_cost(stand.entries) for stand in entry.stands)
    return _ROW + _SOURCE


def _cost(entries: Iterable[Entry]) -> int:
    return sum(len(entry.text) + _SOURCE * len(entry.references) + _ROW // 2 for entry in entries)


def _unlinked(entry: Entry, home: set[str]) -> Entry:
    """A line that is printed nowhere else on the page leads nowhere."""
    return replace(entry, number=None, link=entry.link if entry.link in home else "")


def _marks(chapter: ChapterSheet) -> Iterable[Reference]:
    disputed = (entry for contest in chapter.disputes for stand in contest.stands for entry in stand.entries)
    for entry in (*chapter.bottom_line, *disputed):
        yield from entry.references
    for row in chapter.figures:
        yield from row.references


def _shown(chapters: Iterable[ChapterSheet]) -> set[str | None]:
    return {mark.passage for chapter in chapters for mark in _marks(chapter)}
