"""An editor's decisions carried out on a finished brief. They choose, order and comment; no cited word is ever altered.

Nothing that the editor has not seen takes the place of what was dropped: the brief becomes shorter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.model import (
    Brief,
    BriefChapter,
    Decision,
    Dispute,
    Edit,
    Line,
    Notice,
    Section,
    SectionKind,
    SettingsError,
    Severity,
)
from briefing.summarize.compose import resting

_EMPTIED = "Everything found for this section was taken out or moved by the desk."


@dataclass(slots=True)
class _Wish:
    """What is wanted of one line, earlier decisions overruled by later ones; None where nothing was said."""

    drop: Edit | None = None
    pin: Edit | None = None
    move: Edit | None = None
    side: Edit | None = None
    note: Edit | None = None

    def hear(self, edit: Edit) -> None:
        """Take a later decision in."""
        match edit.decision:
            case Decision.KEEP:
                self.drop = self.pin = self.move = self.side = self.note = None
            case Decision.DROP:
                self.drop = edit
            case Decision.PIN:
                self.pin, self.drop = edit, None
            case Decision.MOVE:
                self.move = edit
            case Decision.SIDE:
                self.side = edit
            case Decision.NOTE:
                self.note = edit if edit.value else None

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The decisions that stand; of a line that is dropped only that."""
        if self.drop:
            return (self.drop,)
        return tuple(edit for edit in (self.pin, self.move, self.side, self.note) if edit)


def edited(brief: Brief, edits: Sequence[Edit]) -> Brief:
    """Return the brief with the decisions carried out; those on lines that it does not have are told in a notice.

    A pure function: the same brief and decisions give the same brief. Raises SettingsError for a side that the line's chapter
    does not have.
    """
    wishes: dict[str, _Wish] = {}
    for edit in edits:
        wishes.setdefault(edit.line, _Wish()).hear(edit)
    present = {line.id for chapter in brief.chapters for line in (*chapter.lines, *chapter.bottom_line)}
    standing = {line: wish for line, wish in wishes.items() if wish.edits}
    carried = tuple(edit for line, wish in standing.items() if line in present for edit in wish.edits)
    idle = sorted(line for line in standing if line not in present)
    return replace(
        brief,
        chapters=tuple(_chapter(chapter, standing) for chapter in brief.chapters),
        notices=(*brief.notices, *((_idle(idle),) if idle else ())),
        edits=tuple(sorted(carried, key=lambda edit: (edit.when, edit.line, edit.decision))),
    )


def _idle(lines: Sequence[str]) -> Notice:
    return Notice(
        room="review",
        severity=Severity.REMARK,
        subject=", ".join(lines),
        message="decided upon by the desk, but not a line of this brief; the decisions wait for the line to come back",
    )


def _chapter(chapter: BriefChapter, wishes: Mapping[str, _Wish]) -> BriefChapter:
    sides = {side.name for side in chapter.sides}
    lines = [(section.kind, _line(line, wishes, sides)) for section in chapter.sections for line in section.lines]
    placed = [(_section_of(kind, line, wishes), line) for kind, line in lines if not _dropped(line.id, wishes)]
    sections = tuple(_section(section, placed, wishes) for section in chapter.sections)
    bottom = tuple(_line(line, wishes, sides) for line in chapter.bottom_line if not _dropped(line.id, wishes))
    kept = {line.id for _, line in placed} | {line.id for line in bottom}
    return replace(
        chapter,
        sections=sections,
        bottom_line=bottom,
        disputes=tuple(found for dispute in chapter.disputes if (found := _dispute(dispute, kept, wishes))),
        timeline=tuple(entry for entry in chapter.timeline if entry.line in kept),
        gaps=_gaps(chapter, [line for _, line in placed]),
        changes=tuple(change for change in chapter.changes if change.line is None or change.line in kept),
    )


def _gaps(chapter: BriefChapter, lines: Sequence[Line]) -> tuple[str, ...]:
    """The gaps with the lines counted anew."""
    before, after = resting(chapter.lines), resting(lines)
    return tuple(told for gap in chapter.gaps for told in (after if (gap,) == before else (gap,)))


def _dropped(line: str, wishes: Mapping[str, _Wish]) -> bool:
    return line in wishes and wishes[line].drop is not None


def _line(line: Line, wishes: Mapping[str, _Wish], sides: set[str]) -> Line:
    wish = wishes.get(line.id)
    if wish is None:
        return line
    if wish.side:
        side = wish.side.value
        if side is not None and side not in sides and not side.startswith("third:"):
            raise SettingsError(
                f"no side of this chapter: {side} for line {line.id} – choose one of {', '.join(sorted(sides)) or 'none'}, third:NAME, or null"
            )
        line = replace(line, side=side)
    return replace(line, note=wish.note.value) if wish.note else line


def _section_of(kind: SectionKind, line: Line, wishes: Mapping[str, _Wish]) -> SectionKind:
    wish = wishes.get(line.id)
    return SectionKind(wish.move.value or kind) if wish and wish.move else kind


def _section(section: Section, placed: Sequence[tuple[SectionKind, Line]], wishes: Mapping[str, _Wish]) -> Section:
    """The lines that belong here: pinned ones first in the order in which they were pinned, moved ones where they came from."""
    here = [line for kind, line in placed if kind is section.kind]
    pinned = {line.id: wish.pin.when for line in here if (wish := wishes.get(line.id)) and wish.pin}
    ordered = sorted(pinned, key=lambda name: (pinned[name], name))
    first = [line for name in ordered for line in here if line.id == name]
    lines = (*first, *(line for line in here if line.id not in pinned))
    return Section(kind=section.kind, lines=lines, empty=None if lines else section.empty or _EMPTIED)


def _dispute(dispute: Dispute, kept: set[str], wishes: Mapping[str, _Wish]) -> Dispute | None:
    """The dispute without the lines that are gone or were given to another side; None where a position has none left."""
    moved = {name for name, wish in wishes.items() if wish.side}
    positions = tuple(
        replace(position, lines=tuple(name for name in position.lines if name in kept and name not in moved))
        for position in dispute.positions
    )
    return replace(dispute, positions=positions) if all(position.lines for position in positions) else None
