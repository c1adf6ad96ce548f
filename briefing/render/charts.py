"""Small charts as SVG text: what happened and was reported when, and which outlet reported on which day.

Knows days, counts and a pen; knows no brief and no language. Every chart carries all that it shows as words in its
`<title>`, uses one ink (`currentColor`, so that it is legible in black and white and in the dark), and is None where
there is too little to show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from math import sqrt

# A chart that shows less than this says less than the list beside it.
_FEWEST_DAYS = 3
_FEWEST_OUTLETS = 3
_MOST_OUTLETS = 12  # rows that fit beside the text they belong to
_ROW = 7.8  # points from one outlet to the next
_DAYS_WITH_TICKS = 45  # beyond it a tick a day is a grey band: ticks mark months
_FONT = "Source Sans Pro, Source Sans 3, DejaVu Sans, sans-serif"


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Days on a line: `first` to `last`, from `left` to `right` in points."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Return the middle of a day."""
        days = (self.last - self.first).days + 1
        return self.left + ((day - self.first).days + 0.5) * (self.right - self.left) / days

    @property
    def step(self) -> float:
        """The room of one day in points."""
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def ticks(self) -> Sequence[date]:
        """Return the days that get a tick: each of them, or the first of each month."""
        days = (self.last - self.first).days + 1
        every = [date.fromordinal(self.first.toordinal() + n) for n in range(days)]
        return every if days <= _DAYS_WITH_TICKS else [day for day in every if day.day == 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words in a chart: its title, the names of its rows, and the ends of its axis."""

    title: str
    rows: tuple[str, ...]
    ends: tuple[str, str]


def days_chart(events: Sequence[tuple[date, date]], reports: Mapping[date, int], words: Words) -> str | None:
    """Draw events as dots and reports as bars on one line of days; None for fewer than three days with an event."""
    if len({first for first, _ in events}) < _FEWEST_DAYS:
        return None
    days = [*reports, *(day for event in events for day in event)]
    axis = Axis(first=min(days), last=max(days), left=66, right=433)
    stacked: Counter[date] = Counter(first for first, _ in events)
    most = max(stacked.values())
    base = 5.5 * min(most, 4) + 2
    parts = [_words(0, base - 1, words.rows[0]), _line(axis.left, base, axis.right, base)]
    parts += [_line(axis.at(day), base, axis.at(day), base + 1.6) for day in axis.ticks()]
    parts += [_event(axis, event, base) for event in events if event[0] != event[1]]
    for day, number in sorted(stacked.items()):
        parts += [_circle(axis.at(day), base - 3.4 - 5.4 * n, 2.1) for n in range(min(number, 4))]
    foot = base + 3
    if reports:
        high = max(reports.values())
        width = max(1.2, min(9.0, axis.step * 0.6))
        parts += [
            _bar(axis.at(day) - width / 2, foot, width, 9 * number / high) for day, number in sorted(reports.items())
        ]
        parts.append(_words(0, foot + 7, words.rows[1]))
        foot += 9
    parts += [
        _words(axis.left, foot + 8, words.ends[0]),
        _words(axis.right, foot + 8, words.ends[1], end=True),
    ]
    return _svg(434, foot + 10, words.title, parts)


def outlets_chart(rows: Mapping[str, tuple[Sequence[date], Sequence[date]]], words: Words) -> str | None:
    """Draw one row an outlet: own reports as dots, copies as rings, larger where a day has several.

    None for fewer than three outlets or days, or more outlets than can be told apart.
    """
    days = {day for own, copies in rows.values() for day in (*own, *copies)}
    if not _FEWEST_OUTLETS <= len(rows) <= _MOST_OUTLETS or len(days) < _FEWEST_DAYS:
        return None
    axis = Axis(first=min(days), last=max(days), left=92, right=236)
    parts: list[str] = []
    for index, (name, (own, copies)) in enumerate(zip(words.rows, rows.values(), strict=True)):
        middle = 4.5 + _ROW * index
        parts += [_words(0, middle + 2.4, name), _line(axis.left, middle, axis.right, middle, faint=True)]
        counted, copied = Counter(own), Counter(copies)
        parts += [_circle(axis.at(day), middle, min(4.2, 2.1 * sqrt(n))) for day, n in sorted(counted.items())]
        parts += [
            _circle(
                axis.at(day), middle, min(4.4, 2.1 * sqrt(counted[day] + n)) + (0.9 if counted[day] else 0), ring=True
            )
            for day, n in sorted(copied.items())
        ]
    foot = 5 + _ROW * len(rows)
    parts += [_words(axis.left, foot + 3, words.ends[0]), _words(axis.right, foot + 3, words.ends[1], end=True)]
    return _svg(240, foot + 5, words.title, parts)


def _event(axis: Axis, event: tuple[date, date], base: float) -> str:
    begin, end = (axis.at(day) for day in event)
    return f'<path d="M{begin:.1f} {base - 3.4:.1f}H{end:.1f}" stroke="currentColor" stroke-width="1.4"/>'


def _svg(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}pt" height="{height:.0f}pt"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )


def _words(x: float, y: float, text: str, *, end: bool = False) -> str:
    anchor = ' text-anchor="end"' if end else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-family="{_FONT}" font-size="7" fill="currentColor"{anchor}>{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, *, faint: bool = False) -> str:
    opacity = ' stroke-opacity=".25"' if faint else ""
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="currentColor" stroke-width=".5"{opacity}/>'


def _bar(x: float, y: float, width: float, height: float) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="currentColor" fill-opacity=".45"/>'


def _circle(x: float, y: float, radius: float, *, ring: bool = False) -> str:
    paint = 'fill="none" stroke="currentColor" stroke-width=".9"' if ring else 'fill="currentColor"'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {paint}/>'
