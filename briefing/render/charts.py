"""Small charts as SVG text: what happened and was reported when, and which outlet reported on which day.

Knows days, counts and a pen; knows no brief and no language. A chart holds marks alone: the names of its rows stand beside
it as text of the page, because no maker of PDF sets Arabic inside SVG right. It carries all that it shows as words in its
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
_EDGE = 4.0  # points at both ends of an axis
_ROW = 7.8  # points from one outlet to the next
_DAYS_WITH_TICKS = 45  # beyond it a tick a day is a grey band: ticks mark months
_STACK = 4  # events of one day that are drawn above each other
_WIDE, _NARROW = 367.0, 144.0  # points, beside the names of the rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Days on a line: `first` to `last`, from 0 to `right` in points."""

    first: date
    last: date
    right: float

    def at(self, day: date) -> float:
        """Return the middle of a day, so that the largest mark there stays inside."""
        return _EDGE + ((day - self.first).days + 0.5) * self.step

    @property
    def step(self) -> float:
        """The room of one day in points."""
        return (self.right - 2 * _EDGE) / ((self.last - self.first).days + 1)

    def ticks(self) -> Sequence[date]:
        """Return the days that get a tick: each of them, or the first of each month."""
        days = (self.last - self.first).days + 1
        every = [date.fromordinal(self.first.toordinal() + n) for n in range(days)]
        return every if days <= _DAYS_WITH_TICKS else [day for day in every if day.day == 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The drawing, and how high each of its rows is, in points, from the top."""

    svg: str
    rows: tuple[float, ...]


def days_chart(events: Sequence[tuple[date, date]], reports: Mapping[date, int], title: str) -> Chart | None:
    """Draw events as dots and reports as bars on one line of days; None for fewer than three days with an event."""
    if len({first for first, _ in events}) < _FEWEST_DAYS:
        return None
    days = [*reports, *(day for event in events for day in event)]
    axis = Axis(first=min(days), last=max(days), right=_WIDE)
    stacked: Counter[date] = Counter(first for first, _ in events)
    base = 5.5 * min(max(stacked.values()), _STACK) + 2
    parts = [
        _line(0, base, _WIDE, base),
        *(_line(axis.at(day), base, axis.at(day), base + 1.6) for day in axis.ticks()),
    ]
    parts += [_stretch(axis, event, base) for event in events if event[0] != event[1]]
    for day, number in sorted(stacked.items()):
        parts += [_circle(axis.at(day), base - 3.4 - 5.4 * n, 2.1) for n in range(min(number, _STACK))]
    high, width = max(reports.values(), default=1), max(1.2, min(9.0, axis.step * 0.6))
    parts += [_bar(axis.at(day) - width / 2, base + 3, width, 9 * n / high) for day, n in sorted(reports.items())]
    rows = (base, 12.0) if reports else (base,)
    return Chart(svg=_svg(_WIDE, sum(rows), title, parts), rows=rows)


def outlets_chart(rows: Sequence[tuple[Sequence[date], Sequence[date]]], title: str) -> Chart | None:
    """Draw one row an outlet: own reports as dots, copies as rings, larger where a day has several.

    None for fewer than three outlets or days, or more outlets than can be told apart.
    """
    days = {day for own, copies in rows for day in (*own, *copies)}
    if not _FEWEST_OUTLETS <= len(rows) <= _MOST_OUTLETS or len(days) < _FEWEST_DAYS:
        return None
    axis = Axis(first=min(days), last=max(days), right=_NARROW)
    parts: list[str] = []
    for index, (own, copies) in enumerate(rows):
        parts += _row(axis, Counter(own), Counter(copies), _ROW * (index + 0.5))
    return Chart(svg=_svg(_NARROW, _ROW * len(rows), title, parts), rows=(_ROW,) * len(rows))


def _row(axis: Axis, own: Counter[date], copies: Counter[date], middle: float) -> list[str]:
    parts = [_line(0, middle, axis.right, middle, faint=True)]
    parts += [_circle(axis.at(day), middle, min(3.6, 1.9 * sqrt(n))) for day, n in sorted(own.items())]
    for day, number in sorted(copies.items()):
        around = 1.9 * sqrt(own[day] + number) + (0.9 if own[day] else 0)
        parts.append(_circle(axis.at(day), middle, min(3.6, around), ring=True))
    return parts


def _stretch(axis: Axis, event: tuple[date, date], base: float) -> str:
    begin, end = (axis.at(day) for day in event)
    return f'<path d="M{begin:.1f} {base - 3.4:.1f}H{end:.1f}" stroke="currentColor" stroke-width="1.4"/>'


def _svg(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" direction="ltr" viewBox="0 0 {width:.0f} {height:.0f}" '
        f'width="{width:.0f}pt" height="{height:.0f}pt"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )


def _line(x1: float, y1: float, x2: float, y2: float, *, faint: bool = False) -> str:
    opacity = ' stroke-opacity=".25"' if faint else ""
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="currentColor" stroke-width=".5"{opacity}/>'


def _bar(x: float, y: float, width: float, height: float) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="currentColor" fill-opacity=".45"/>'


def _circle(x: float, y: float, radius: float, *, ring: bool = False) -> str:
    paint = 'fill="none" stroke="currentColor" stroke-width=".9"' if ring else 'fill="currentColor"'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {paint}/>'
