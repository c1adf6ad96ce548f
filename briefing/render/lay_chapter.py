"""One chapter laid out: which line stands under which side, what faces what, which excerpt goes into which table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby

from briefing.model import BriefChapter, Change, Dispute, Line, Position, Section, SectionKind, TimelineEntry
from briefing.render.desk import Desk, capital, is_third, party
from briefing.render.escape import excerpt, right_to_left, visible
from briefing.render.lay_charts import days
from briefing.render.lay_figures import groups, rows
from briefing.render.sheet import Block, ChapterSheet, Contest, Entry, Moment, Part, Shift, Stand

# Widths of excerpts in characters: one line of the timeline, two of the changes, three of a dispute on A4.
_CHANGE = 110
_SHIFTS = 5  # changes of one kind that are printed; brief.json has them all
_STAND = 128
_MOMENT = 90
# A day that we resolved: the timeline has it in its own column, and the sentence without it is the source's again.
_RESOLVED = re.compile(
    r" \[(?=[^\]]*\d)(?:[\d–, -]|January|February|March|April|May|June|July|August|September|October|November|December)+\]"
)


def lay_chapter(desk: Desk, chapter: BriefChapter, index: int) -> ChapterSheet:
    """Lay out a chapter. Lines get their anchors in the four sections; everywhere else they are printed again."""
    desk.open(chapter.id)
    lines = {line.id: line for line in (*chapter.bottom_line, *chapter.lines)}
    apart = {line.id: desk.home(line) for line in chapter.bottom_line if line not in chapter.lines}
    parts = tuple(_part(desk, section, chapter) for section in chapter.sections)
    figures = rows(desk, chapter.figures)
    return ChapterSheet(
        anchor=f"chapter-{index}",
        headline=visible(chapter.headline),
        bottom_line=tuple(apart.get(line.id) or desk.home(line) for line in chapter.bottom_line),
        changes=tuple(_shifts(desk, chapter.changes, lines)),
        parts=parts,
        disputes=tuple(_contest(desk, dispute, lines) for dispute in chapter.disputes),
        figures=figures,
        groups=tuple(groups(desk, chapter.figures, figures)),
        timeline=tuple(_moments(desk, chapter.timeline, lines)),
        days=days(desk, chapter),
        gaps=tuple(visible(gap) for gap in chapter.gaps),
    )


def _part(desk: Desk, section: Section, chapter: BriefChapter) -> Part:
    by_side = section.kind is SectionKind.CLAIMS and section.lines
    return Part(
        kind=section.kind.value,
        heading=desk.wording.label("sections", section.kind),
        entries=() if by_side else tuple(desk.home(line) for line in section.lines),
        blocks=tuple(_blocks(desk, section.lines, chapter)) if by_side else (),
        balance=_balance(desk, chapter) if by_side else None,
        empty=visible(section.empty) if section.empty else None,
    )


def _blocks(desk: Desk, lines: tuple[Line, ...], chapter: BriefChapter) -> Iterable[Block]:
    """One block a side in the chapter's order, then third parties as they come up, then what could not be attributed."""
    claims = desk.wording.labels.claims
    # Where the desk had a hand in it, or nothing stood on its own, nothing printed does not mean that nothing was found.
    unprinted = desk.wording.labels.review.nothing
    heard_at_all = {entry.side for entry in chapter.balance if entry.claims}
    declared = [side.name for side in chapter.sides]
    found = [line.side for line in lines if line.side is not None and line.side not in declared]
    others = sorted(dict.fromkeys(found), key=is_third)
    for side in (*dict.fromkeys(declared), *others):
        entries = tuple(desk.home(line) for line in lines if line.side == side)
        nothing = unprinted if desk.edited or side in heard_at_all else claims.nothing
        heard, share = _heard(desk, side, chapter)
        yield Block(name=party(side), heard=heard, share=share, entries=entries, empty=None if entries else nothing)
    nobody = tuple(desk.home(line) for line in lines if line.side is None)
    if nobody:
        yield Block(name=claims.undetermined, heard=None, share=None, entries=nobody, empty=None)


def _balance(desk: Desk, chapter: BriefChapter) -> str | None:
    """How much of each side is in the material, in one line; None without sides."""
    said = [
        desk.wording.heard(
            party(entry.side), claims=entry.claims, words=entry.words, outlets=entry.outlets, own=entry.own
        )
        for entry in chapter.balance
    ]
    return f"{desk.wording.labels.claims.balance} {'; '.join(said)}." if said else None


def _heard(desk: Desk, side: str, chapter: BriefChapter) -> tuple[str | None, float | None]:
    """How much of one side is in the material: in words, and in percent of the side most heard."""
    own = next((entry for entry in chapter.balance if entry.side == side), None)
    if own is None:
        return None, None
    most = max(entry.claims for entry in chapter.balance)
    said = desk.wording.heard("", claims=own.claims, words=own.words, outlets=own.outlets, own=own.own)
    return said.strip(), round(100 * own.claims / most, 1) if most else 0.0


def _shifts(desk: Desk, changes: tuple[Change, ...], lines: Mapping[str, Line]) -> Iterable[Shift]:
    """The changes kind by kind; of a kind that has many, the first ones and how many more there are."""
    for kind, group in groupby(changes, key=lambda change: change.status):
        told = list(group)
        yield from (_shift(desk, change, lines) for change in told[:_SHIFTS])
        if len(told) > _SHIFTS:
            status, more = desk.wording.label("status", kind), desk.wording.more(len(told) - _SHIFTS)
            yield Shift(kind=kind, status=status, figure=None, entry=None, earlier=more, rtl=right_to_left(more))


def _shift(desk: Desk, change: Change, lines: Mapping[str, Line]) -> Shift:
    line = lines.get(change.line) if change.line else None
    status = desk.wording.label("status", change.status)
    figure = f"{visible(change.before)} → {visible(change.after)}" if change.before and change.after else None
    return Shift(
        kind=change.status,
        status=status,
        figure=figure,
        entry=replace(desk.again(line, _CHANGE), status=None) if line else None,
        earlier=excerpt(visible(change.text), _CHANGE) if change.text else None,
        rtl=right_to_left(line.text if line else change.text or status),
    )


def _contest(desk: Desk, dispute: Dispute, lines: Mapping[str, Line]) -> Contest:
    return Contest(
        kind=desk.wording.label("disputes", dispute.kind),
        about=capital(visible(dispute.about)),
        stands=tuple(_stands(desk, dispute.positions, lines)),
    )


def _stands(desk: Desk, positions: tuple[Position, ...], lines: Mapping[str, Line]) -> Iterable[Stand]:
    """One stand a side; where one sentence gives both ("… denied by Baku"), it is printed once and whole."""
    if len(positions) > 1 and len({position.lines for position in positions}) == 1:
        heading = desk.wording.same([party(position.side) for position in positions])
        yield Stand(heading=heading, entries=_excerpts(desk, positions[0], lines, 2 * _STAND))
        return
    for position in positions:
        heading = desk.wording.says(party(position.side))
        yield Stand(heading=heading, entries=_excerpts(desk, position, lines, _STAND))


def _excerpts(desk: Desk, position: Position, lines: Mapping[str, Line], width: int) -> tuple[Entry, ...]:
    return tuple(desk.again(lines[name], width) for name in position.lines if name in lines)


def _moments(desk: Desk, timeline: Iterable[TimelineEntry], lines: Mapping[str, Line]) -> Iterable[Moment]:
    for event in timeline:
        if event.line in lines:
            line = replace(lines[event.line], text=_RESOLVED.sub("", lines[event.line].text))
            # An excerpt that lost its speaker's name gets it in front, in small capitals half as wide again.
            room = _MOMENT - 3 * len(desk.again(line, _MOMENT).speaker or "") // 2
            entry = desk.again(line, room if room > 3 * _MOMENT // 4 else room + _MOMENT)
            date = visible(event.date)
            yield Moment(
                date=desk.wording.event(date),
                short=desk.wording.event(date, short=True),
                iso=date.partition("/")[0],
                entry=entry,
            )
