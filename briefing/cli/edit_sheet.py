"""The brief as a small text that an editor changes, and what was decided by changing it.

A row is a decision, the id of a line, and its words; a heading is a section, or a side of the claims. A row below another
heading is moved there; rows that begin with ">" below it are a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from briefing.cli.terminal import plain
from briefing.model import Brief, BriefChapter, Decision, Edit, Line, SectionKind, SettingsError

_HEAD = """\
# {title}, {day}. Write keep, drop or pin in front of a line; put a line below another heading to move it there or to give it
# to another side; begin a row with > below a line for a note of the desk. The words of a line stand in a source: they stay.
"""
_BOTTOM = "bottom line"
_NOBODY = "nobody"
_ROW = re.compile(r"(keep|drop|pin)\s+(\S+)\s+(.*)")
_HEADING = re.compile(r"\[([a-z ]+)(?:: (.+))?\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What is decided of a line: keep, drop or pin, its section (None: only in the bottom line), its side, its note."""

    word: str = "keep"
    section: str | None
    side: str | None
    note: str | None = None


def as_sheet(made: Brief, edits: Sequence[Edit], day: str) -> str:
    """Return the text for a brief as it was made and the decisions so far."""
    parts = [_HEAD.format(title=" ".join(made.title.split()), day=day)]
    for number, chapter in enumerate(made.chapters, 1):
        parts.append(f"\n== {number} {' '.join(chapter.headline.split())}\n")
        states = _states(chapter, edits)
        for heading, section, side in _headings(chapter, states):
            parts.append(f"\n[{heading}]\n")
            parts.extend(
                _rows(line, states[line.id])
                for line in _lines(chapter)
                if states[line.id].section == section
                and (section != SectionKind.CLAIMS or states[line.id].side == side)
            )
    return "".join(parts)


def _rows(line: Line, state: _State) -> str:
    note = "".join(f"> {row}\n" for row in (state.note or "").splitlines())
    return f"{state.word} {line.id} {_plain(line.text)}\n{note}"


def _plain(text: str) -> str:
    return plain(" ".join(text.split()))


def _lines(chapter: BriefChapter) -> list[Line]:
    """Every line of a chapter once."""
    return list({line.id: line for line in (*chapter.bottom_line, *chapter.lines)}.values())


def _headings(chapter: BriefChapter, states: dict[str, _State]) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield each heading with the section and the side that it stands for."""
    if any(state.section is None for state in states.values()):
        yield _BOTTOM, None, None
    for kind in SectionKind:
        if kind is not SectionKind.CLAIMS:
            yield kind.value, kind.value, None
            continue
        named = [state.side for state in states.values() if state.section == kind and state.side]
        for side in dict.fromkeys((*(side.name for side in chapter.sides), *sorted(named))):
            yield f"{kind.value}: {side}", kind.value, side
        yield f"{kind.value}: {_NOBODY}", kind.value, None


def _states(chapter: BriefChapter, edits: Sequence[Edit]) -> dict[str, _State]:
    """Return what holds for each line: as it was made, then as it was decided."""
    states = _made(chapter)
    made = dict(states)
    for edit in edits:
        state = states.get(edit.line)
        if state is None:
            continue
        match edit.decision:
            case Decision.KEEP:
                state = made[edit.line]
            case Decision.DROP | Decision.PIN:
                state = replace(state, word=edit.decision.value)
            case Decision.MOVE:
                state = replace(state, section=edit.value)
            case Decision.SIDE:
                state = replace(state, side=edit.value)
            case Decision.NOTE:
                state = replace(state, note=edit.value)
        states[edit.line] = state
    return states


def _made(chapter: BriefChapter) -> dict[str, _State]:
    section_of = {line.id: section.kind.value for section in chapter.sections for line in section.lines}
    return {line.id: _State(section=section_of.get(line.id), side=line.side) for line in _lines(chapter)}


def decided(text: str, made: Brief, edits: Sequence[Edit], who: str, when: datetime) -> tuple[Edit, ...]:
    """Return the decisions that a changed text adds to those so far; raises SettingsError that names the row."""
    states = {name: state for chapter in made.chapters for name, state in _states(chapter, edits).items()}
    plain = {name: state for chapter in made.chapters for name, state in _made(chapter).items()}
    wanted = _read(text, made, states)
    missing = sorted(states.keys() - wanted.keys())
    if missing:
        raise SettingsError(f"lines that are gone: {', '.join(missing)} – write drop in front of a line instead")
    found: list[Edit] = []
    for name, state in wanted.items():
        if state != states[name]:
            if states[name] != plain[name]:
                found.append(Edit(line=name, decision=Decision.KEEP, who=who, when=when))
            found.extend(_edits(name, state, plain[name], who, when))
    return tuple(found)


def _edits(name: str, state: _State, made: _State, who: str, when: datetime) -> Iterator[Edit]:
    """What is wanted of a line, said in full: what was decided before is taken back first, the log is only ever added to."""
    told: list[tuple[Decision, str | None]] = []
    if state.section != made.section and state.section is not None:
        told.append((Decision.MOVE, state.section))
    if state.side != made.side:
        told.append((Decision.SIDE, state.side))
    if state.note:
        told.append((Decision.NOTE, state.note))
    if state.word != "keep":
        told.append((Decision(state.word), None))
    for decision, value in told:
        yield Edit(line=name, decision=decision, value=value, who=who, when=when)


def _read(text: str, made: Brief, states: dict[str, _State]) -> dict[str, _State]:
    """Return what the text says of each line."""
    reader = _Reader(made, states)
    for number, row in enumerate(text.splitlines(), 1):
        if row.strip() and not row.startswith("#"):
            reader.take(row, f"row {number}: {row[:60]}")
    return reader.found


class _Reader:
    """Reads a text row by row: where it stands, and what it has found so far."""

    def __init__(self, made: Brief, states: dict[str, _State]) -> None:
        self.found: dict[str, _State] = {}
        self._states = states
        self._lines = {
            line.id: (number, _plain(line.text))
            for number, chapter in enumerate(made.chapters, 1)
            for line in _lines(chapter)
        }
        self._chapter, self._last = 0, ""
        self._section: str | None = None
        self._side: str | None = None

    def take(self, row: str, where: str) -> None:
        """Take one row in; raises SettingsError for one that cannot be understood."""
        if row.startswith("=="):
            self._chapter = _number(row, where)
        elif heading := _HEADING.fullmatch(row.strip()):
            self._section, self._side = _heading(heading, where)
        elif row.startswith(">") and self._last:
            state = self.found[self._last]
            note = "\n".join(part for part in (state.note, row[1:].strip()) if part)
            self.found[self._last] = replace(state, note=note or None)
        elif found := _ROW.fullmatch(row.strip()):
            self._line(found[1], found[2], found[3], where)
        else:
            raise SettingsError(f"not understood: {where} – begin it with keep, drop, pin, >, # or a heading")

    def _line(self, word: str, name: str, text: str, where: str) -> None:
        chapter, words = self._lines.get(name, (0, ""))
        if chapter != self._chapter or name in self.found:
            raise SettingsError(f"no line of this chapter, or twice: {where} – put it back")
        if _plain(text) != words:
            raise SettingsError(
                f"words of a source were changed: {where} – put them back, and write a note below the line"
            )
        side = self._side if self._section == SectionKind.CLAIMS else self._states[name].side
        self.found[name] = _State(word=word, section=self._section, side=side)
        self._last = name


def _number(row: str, where: str) -> int:
    number = row[2:].strip().partition(" ")[0]
    if not number.isdigit():
        raise SettingsError(f"no chapter: {where} – leave the headings as they were")
    return int(number)


def _heading(found: re.Match[str], where: str) -> tuple[str | None, str | None]:
    """Return section and side of a heading."""
    kind, side = found[1], found[2]
    if kind == _BOTTOM and side is None:
        return None, None
    if kind not in set(SectionKind) or (side is not None) != (kind == SectionKind.CLAIMS):
        raise SettingsError(f"no section: {where} – leave the headings as they were")
    return kind, None if side == _NOBODY else side
