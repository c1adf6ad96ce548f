from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from test_render_sample import BRIEF, figure

from briefing.model import Brief, Figure, Relation, TimelineEntry
from briefing.render import RenderSettings
from briefing.render.charts import days_chart, outlets_chart
from briefing.render.lay_charts import bars
from briefing.render.lay_out import lay_out
from briefing.render.sheet import Sheet
from briefing.render.shelf import Shelf
from briefing.render.wording import Wording


def _day(number: int) -> date:
    return date(2031, 3, number)


def _sheet(brief: Brief, settings: RenderSettings | None = None) -> Sheet:
    settings = settings or RenderSettings()
    return lay_out(brief, Wording.of(Shelf(None), settings.language), settings.page)


def test_a_picture_of_two_days_is_left_out() -> None:
    two = [(_day(2), _day(3)), (_day(3), _day(3)), (_day(2), _day(2))]
    assert days_chart(two, {_day(2): 4}, "x") is None
    assert days_chart([*two, (_day(5), _day(5))], {_day(2): 4}, "x") is not None


def test_a_picture_of_few_or_too_many_outlets_is_left_out() -> None:
    row: tuple[list[date], list[date]] = ([_day(1), _day(2), _day(3)], [])
    assert outlets_chart([row] * 2, "x") is None
    assert outlets_chart([row] * 13, "x") is None
    assert outlets_chart([([_day(1)], [])] * 5, "x") is None
    assert outlets_chart([row] * 3, "x") is not None


def test_each_event_report_and_copy_has_its_mark() -> None:
    days = days_chart([(_day(n), _day(n)) for n in (1, 1, 4, 9)], {_day(1): 2, _day(9): 1}, "x")
    outlets = outlets_chart([([_day(1), _day(4)], [_day(9)]), ([_day(1)], []), ([], [_day(4)])], "x")
    assert days is not None
    assert outlets is not None
    assert (days.svg.count("<circle"), days.svg.count("<rect")) == (4, 2)
    assert (outlets.svg.count("<circle"), outlets.svg.count('fill="none"')) == (5, 2)


def test_a_picture_is_sound_and_keeps_its_marks_inside() -> None:
    chart = days_chart([(_day(n), _day(n + 2)) for n in (1, 12, 28)], {_day(1): 7, _day(30): 1}, 'A & B "<c>"')
    assert chart is not None
    svg = ET.fromstring(chart.svg)  # noqa: S314 - our own text
    assert svg[0].text == 'A & B "<c>"'
    width = float(svg.attrib["width"].removesuffix("pt"))
    middles = [float(mark.attrib["cx"]) for mark in svg.iter("{http://www.w3.org/2000/svg}circle")]
    assert all(0 < middle < width for middle in middles)
    assert middles == sorted(middles)
    assert sum(chart.rows) == pytest.approx(float(svg.attrib["height"].removesuffix("pt")), abs=1)


def test_the_words_of_a_picture_say_all_that_it_shows() -> None:
    chapter = BRIEF.chapters[0]
    line = chapter.timeline[0].line
    dated = tuple(TimelineEntry(date=f"2031-03-0{n}", line=line) for n in (1, 1, 2, 4))
    laid = _sheet(replace(BRIEF, chapters=(replace(chapter, timeline=dated),))).chapters[0]
    assert laid.days is not None
    assert laid.days.title == (
        "Events and cited reports by day. Events: 1 Mar 2031 2, 2 Mar 2031 1, 4 Mar 2031 1; Reports cited: 3 Mar 2031 7."
    )
    assert laid.days.title in laid.days.svg
    assert [row.name for row in laid.days.rows] == ["Events", "Reports cited"]


def test_copies_are_told_from_own_reports() -> None:
    spread = tuple(
        replace(source, published=datetime(2031, 3, number + 1, tzinfo=UTC))
        for number, source in enumerate(BRIEF.sources)
    )
    coverage = _sheet(replace(BRIEF, sources=spread)).coverage
    assert coverage is not None
    assert "Litoral Press: 3 Mar 2031 1" in coverage.title
    assert coverage.svg.count('fill="none"') == 2


def _figure(low: int, relation: Relation, **more: object) -> Figure:
    return figure(low, str(low), "somebody", None, "a1", relation, **more)


def test_figures_that_can_be_compared_stand_on_one_scale() -> None:
    rows = (_figure(40, Relation.DISPUTE, high=50), _figure(100, Relation.DISPUTE), _figure(25, Relation.ALONE))
    assert bars(rows) == ((40.0, 50.0), (100.0, 100.0), (25.0, 25.0))


@pytest.mark.parametrize(
    "rows",
    [
        (_figure(40, Relation.ALONE), _figure(100, Relation.ALONE)),
        (_figure(40, Relation.DISPUTE), _figure(40, Relation.DISPUTE)),
        (_figure(40, Relation.OTHER_SCOPE), _figure(100, Relation.UPDATE)),
        (_figure(40, Relation.DISPUTE, whose=None), _figure(100, Relation.DISPUTE, whose=None)),
        (_figure(40, Relation.DISPUTE), _figure(100, Relation.DISPUTE, whose="Veldmark")),
    ],
    ids=["nothing compares them", "one value", "another scope", "whose is unknown", "of other people"],
)
def test_figures_that_cannot_be_compared_get_no_bar(rows: tuple[Figure, ...]) -> None:
    assert set(bars(rows)) == {None}


def test_the_range_of_a_dispute_is_told() -> None:
    group = _sheet(BRIEF).chapters[0].groups[0]
    assert (group.quantity, group.whose, group.span, len(group.rows)) == ("Soldiers killed", "Orsenia", "0–16", 2)
    assert [row.side for row in group.rows] == [None, "Veldmark"]
