from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.ingest.draft import Block, Draft
from briefing.ingest.finish import finished
from briefing.ingest.furniture import furnish
from briefing.ingest.moments import moment
from briefing.ingest.reading import Reading
from briefing.ingest.settings import IngestSettings
from briefing.model import FurnitureKind

_CASES = Path(__file__).parent / "cases" / "ingest"
_PROSE = (
    "The envoys of both sides met on Monday and said that the talks would go on for the rest of the week.",
    "The ministry of the interior said that two people had been hurt when a wall of the station fell.",
    "Observers counted four shots in the night, fewer than before, and none of them hit a house.",
    "Schools in the lower town stayed closed, and will not open again before the end of the month.",
)


def _fires() -> list[Any]:
    table = tomllib.loads((_CASES / "furniture.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["about"]) for case in table]


def _spared() -> list[str]:
    return list(tomllib.loads((_CASES / "spared.toml").read_text(encoding="utf-8"))["lines"])


def _read(lines: list[str], **facts: Any) -> Reading:  # noqa: ANN401 - any field of a draft
    return furnish([Block(line) for line in lines], Draft(blocks=[], media_type="text/plain", **facts))


def _among(line: str, where: str) -> tuple[list[str], int]:
    place = {"first": 0, "middle": 2, "last": 4}[where]
    return [*_PROSE[:place], line, *_PROSE[place:]], place


@pytest.mark.parametrize("case", _fires())
def test_what_is_no_prose_is_set_apart_and_tells_what_it_knows(case: dict[str, Any]) -> None:
    lines, place = _among(case["line"], case.get("where", "middle"))
    reading = _read(lines)
    kind = FurnitureKind(case["kind"])
    if "piece" in case:
        start = case["line"].index(case["piece"])
        assert reading.pieces == [(place, start, start + len(case["piece"]), kind)]
        assert reading.kinds == [None] * len(lines)
    else:
        assert reading.kinds == [kind if number == place else None for number in range(len(lines))]
        assert not reading.pieces
    for name in ("byline", "dateline", "agency"):
        if name in case:
            assert getattr(reading, name) == case[name]
    if "published" in case:
        found = moment(reading.published)
        assert found
        assert found.at.date().isoformat() == case["published"]


@pytest.mark.parametrize("where", ["first", "middle", "last"])
@pytest.mark.parametrize("line", _spared())
def test_ordinary_prose_is_never_set_apart(line: str, where: str) -> None:
    lines, _ = _among(line, where)
    reading = _read(lines)
    assert reading.kinds == [None] * len(lines)
    assert not reading.pieces


def test_the_case_tables_have_not_shrunk() -> None:
    assert len(_fires()) >= 50
    assert len(_spared()) >= 50


def test_the_headline_that_the_text_repeats_is_not_a_sentence() -> None:
    reading = _read(["Envoys meet in Karsin for a third day", *_PROSE], title="Envoys meet in Karsin for third day")
    assert reading.kinds[0] is FurnitureKind.HEADLINE
    assert reading.title == "Envoys meet in Karsin for third day"


def test_a_first_sentence_that_resembles_the_headline_stays() -> None:
    reading = _read(
        ["Envoys met in Karsin for a third day, the ministry said.", *_PROSE],
        title="Envoys meet in Karsin for third day",
    )
    assert reading.kinds[0] is None


def test_a_headline_is_not_guessed_where_the_format_has_a_place_for_it() -> None:
    assert _read(["Envoys meet in Karsin", *_PROSE]).title is None
    assert _read(["Envoys meet in Karsin", *_PROSE], headless=True).title == "Envoys meet in Karsin"
    assert _read(["The envoys met in Karsin.", *_PROSE], headless=True).title is None


def test_the_outlets_own_summary_is_set_apart_up_to_the_first_sentence() -> None:
    bullets = [
        "Story highlights Envoys meet for a third day",
        "Ministry of Ostra says nothing",
        "Observers count four shots in the night",
    ]
    reading = _read([*bullets, *_PROSE])
    assert reading.kinds == [FurnitureKind.HIGHLIGHTS] * 3 + [None] * 4


def test_a_list_of_other_stories_is_set_apart() -> None:
    lines = [
        *_PROSE[:2],
        "More on this story",
        "Envoy leaves Karsin",
        "Who guards the roads",
        "A bridge and its history",
        *_PROSE[2:],
    ]
    assert _read(lines).kinds == [None] * 2 + [FurnitureKind.LINKS] * 4 + [None] * 2


def test_what_stands_twice_is_read_once_and_short_answers_may_return() -> None:
    reading = _read([*_PROSE, "“No,” she said.", *_PROSE[:2], "He waited.", "“No,” she said."])
    assert reading.kinds == [None] * 5 + [FurnitureKind.REPEATED] * 2 + [None] * 2


def test_a_text_without_end_marks_keeps_its_lines() -> None:
    lines = [
        "shots heard near the bridge",
        "two cars burnt",
        "the army says nothing",
        "the mayor has left the town",
        "more to follow",
    ]
    assert _read(lines).kinds == [None] * 5


def test_a_telex_in_capitals_keeps_its_sentences() -> None:
    lines = [line.upper() for line in _PROSE]
    assert _read(lines).kinds == [None] * 4


def test_an_agency_given_as_author_is_credited() -> None:
    assert _read(list(_PROSE), byline="Agence France-Presse").agency == "AFP"


_BITS = st.sampled_from(
    ["KARSIN", "(Reuters)", " - ", " — ", "By", "Mila", "Tern", "Oct 3", "2020", "Read more:", "Photo", "/", "(", ")", ".", "“", "”", "|",
     "said", "the", "©", "Story highlights", "\u202e", "\x00", "\u200b", "\ud800", "\u00a0", "\n", " ", "ab", "Ünder", "中文。", "1", ":"]
)  # fmt: skip


@given(st.lists(st.lists(_BITS, max_size=12).map(" ".join), max_size=12), st.booleans())
@settings(max_examples=80, deadline=None)
def test_furniture_lies_inside_a_clean_text(lines: list[str], headless: bool) -> None:  # noqa: FBT001 - hypothesis calls by position
    draft = Draft(
        blocks=[Block(line) for line in lines],
        media_type="text/plain",
        headless=headless,
        title=None if headless else "Karsin said",
    )
    for one in finished(draft, IngestSettings(least_words=0)):
        if not isinstance(one, dict):
            continue
        text = one["text"]
        assert all(
            line == line.strip() and line and line.isprintable() and "  " not in line
            for line in text.split("\n")
            if text
        )
        last = 0
        for _, start, end in one["furniture"]:
            assert last <= start < end <= len(text)
            last = end


def _seconds(lines: list[str]) -> float:
    """Return the least of three runs: what else the process collects and clears falls into one of them at most."""
    spent = []
    for _ in range(3):
        start = time.process_time()
        _read(lines)
        spent.append(time.process_time() - start)
    return min(spent)


@pytest.mark.parametrize(
    "line", ["(" * 400, "A. " * 100, "KARSIN, " * 40, "By A " * 60, "- — " * 90, "(AP Photo " * 30, "read more " * 30]
)
def test_hostile_lines_take_time_in_proportion_to_their_number(line: str) -> None:
    few, many = _seconds([line] * 200), _seconds([line] * 2000)
    assert many < 0.1 + 40 * few
