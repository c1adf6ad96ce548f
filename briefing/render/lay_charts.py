"""Which numbers of a brief become a picture: events and cited reports by day, reports by outlet, figures side by side.

Draws nothing that the brief does not say in words: only what can be compared is put on one scale.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date
from itertools import groupby

from briefing.model import BriefChapter, Figure, Relation, Source, TimelineEntry
from briefing.render.charts import Chart, days_chart, outlets_chart
from briefing.render.desk import Desk
from briefing.render.escape import excerpt, visible
from briefing.render.sheet import Picture, PictureRow

_NAME = 27  # characters of an outlet's name in a chart
_DAY = 10  # letters in an ISO day
_BARS = 2  # fewer values than this cannot be compared


def days(desk: Desk, chapter: BriefChapter) -> Picture | None:
    """Picture the dated events of a chapter above the reports that it cites, day by day."""
    events = [event for event in map(_event, chapter.timeline) if event]
    cited = {citation.source for line in chapter.lines for citation in line.citations}
    reports = Counter(
        source.published.astimezone(UTC).date()
        for number in sorted(cited)
        if (source := desk.sources.get(number)) and source.published
    )
    if not events:
        return None
    labels = desk.wording.labels.charts
    dates = [*reports, *(day for event in events for day in event)]
    told = "; ".join(
        [f"{labels.events}: {_told(desk, Counter(first for first, _ in events))}"]
        + ([f"{labels.reports}: {_told(desk, reports)}"] if reports else [])
    )
    title = f"{labels.days}. {told}."
    drawn = days_chart(events, reports, title)
    return _picture(desk, drawn, title, (labels.events, labels.reports), sorted(dates)) if drawn else None


def outlets(desk: Desk, sources: Sequence[Source]) -> Picture | None:
    """Picture which outlet reported on which day, its own reports and the copies it printed."""
    rows: dict[str, tuple[list[date], list[date]]] = {}
    for source in sources:
        if source.published and source.outlet:
            rows.setdefault(source.outlet, ([], []))[0].append(source.published.astimezone(UTC).date())
        for copy in source.copies:
            if copy.published and copy.outlet:
                rows.setdefault(copy.outlet, ([], []))[1].append(copy.published.astimezone(UTC).date())
    ordered = dict(sorted(rows.items(), key=lambda row: (-len(row[1][0]) - len(row[1][1]), row[0])))
    dates = sorted(day for own, copies in ordered.values() for day in (*own, *copies))
    if not dates:
        return None
    labels, names = desk.wording.labels.charts, [visible(outlet) for outlet in ordered]
    told = "; ".join(
        f"{name}: {_told(desk, Counter(own + copies))}"
        for name, (own, copies) in zip(names, ordered.values(), strict=True)
    )
    title = f"{labels.outlets}. {told}."
    drawn = outlets_chart(tuple(ordered.values()), title)
    shown = [excerpt(name, _NAME).replace(" […]", "…") for name in names]
    return _picture(desk, drawn, title, shown, dates) if drawn else None


def _picture(desk: Desk, chart: Chart, title: str, names: Sequence[str], dates: Sequence[date]) -> Picture:
    rows = tuple(PictureRow(name=name, height=height) for name, height in zip(names, chart.rows, strict=False))
    return Picture(
        svg=chart.svg, title=title, rows=rows, first=desk.wording.short(dates[0]), last=desk.wording.short(dates[-1])
    )


def bars(figures: Sequence[Figure]) -> tuple[tuple[float, float] | None, ...]:
    """Return for each figure where its bar begins its range and ends, in percent of the highest it is compared with.

    Only what the brief itself compares stands on one scale: the same quantity of the same people, at least one of them an
    update or in dispute. None for the rest: no bar is better than a wrong one.
    """
    tops: dict[tuple[str, str | None], int] = {}
    for key, group in groupby(sorted(figures, key=_compared), key=_compared):
        same = [figure for figure in group if figure.whose and figure.relation is not Relation.OTHER_SCOPE]
        values = {(figure.low, figure.high) for figure in same}
        if len(values) >= _BARS and any(figure.relation is not Relation.ALONE for figure in same):
            tops[key[0], key[1] or None] = max(figure.high for figure in same)
    return tuple(_bar(figure, tops) for figure in figures)


def _compared(figure: Figure) -> tuple[str, str]:
    return figure.quantity, figure.whose or ""


def _bar(figure: Figure, tops: dict[tuple[str, str | None], int]) -> tuple[float, float] | None:
    top = tops.get((figure.quantity, figure.whose))
    if not top or figure.relation is Relation.OTHER_SCOPE:
        return None
    return round(100 * figure.low / top, 1), round(100 * figure.high / top, 1)


def _event(entry: TimelineEntry) -> tuple[date, date] | None:
    """Return first and last day; a month or anything else that is no day cannot be put on a line of days."""
    first, _, last = entry.date.partition("/")
    try:
        begin = date.fromisoformat(first[:_DAY])
        return begin, date.fromisoformat(last[:_DAY]) if last else begin
    except ValueError:
        return None


def _told(desk: Desk, counted: Counter[date]) -> str:
    days = ((desk.wording.short(day), desk.wording.number(number)) for day, number in sorted(counted.items()))
    return ", ".join(f"{day} {number}" for day, number in days)
