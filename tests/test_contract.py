"""brief.json and the JSON Lines of the stages have the keys and types that other programs rely on.

The shapes are written out here a second time, on purpose: a change of the program must not change what is promised.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from conftest import Rows

# A shape is a type, a pattern, a tuple of alternatives (None among them), a list of one shape, or a dict of shapes.
# A dict names the keys that must be there; further keys are free.
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(/\d{4}-\d\d-\d\d)?")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_WORDS = re.compile(r".*\S.*", re.DOTALL)
_ACT = re.compile("assert|accuse|deny|threaten|demand|justify|offer|announce|concede|react")
_QUOTE = {"source": int, "article": _WORDS, "start": int, "end": int, "text": _WORDS}
_LINE = {
    "id": _WORDS, "text": _WORDS, "quotes": [_QUOTE], "speaker": (_WORDS, None), "side": (_WORDS, None), "act": (_ACT, None),
    "event_date": (_DAY, None), "status": re.compile("new|updated|reversed|carried"), "origins": int, "salience": float,
    "why": _WORDS,
}  # fmt: skip
_CHAPTER = {
    "id": _WORDS,
    "headline": _WORDS,
    "sides": [{"name": _WORDS, "aliases": [_WORDS]}],
    "bottom_line": [_LINE],
    "sections": [{"kind": re.compile("situation|claims|diplomacy|background"), "lines": [_LINE]}],
    "disputes": [
        {
            "kind": re.compile("denial|counter-accusation|figures"),
            "about": _WORDS,
            "positions": [{"side": _WORDS, "lines": [_WORDS]}],
        }
    ],
    "figures": list, "timeline": list, "changes": list, "gaps": list,
}  # fmt: skip
_SOURCE = {
    "number": int, "article": _WORDS, "outlet": (_WORDS, None), "title": (_WORDS, None), "url": (_WORDS, None),
    "published": (_TIME, None), "sha256": _SHA256, "copies": list, "origin": _WORDS,
}  # fmt: skip
_BRIEF = {
    "schema": re.compile("briefing/1"), "title": _WORDS, "serial": (_WORDS, None), "handling": re.compile("TLP:.+"),
    "cutoff": (_TIME, None), "window_hours": (float, int, None), "chapters": [_CHAPTER], "sources": [_SOURCE],
    "notices": [{"room": _WORDS, "severity": re.compile("lost|degraded|remark"), "subject": _WORDS, "message": _WORDS}],
    "recipe": dict,
}  # fmt: skip
_PLACE = {"start": int, "end": int, "text": _WORDS}
_STAGES = {
    "sources": {
        "id": _WORDS, "outlet": (_WORDS, None), "title": (_WORDS, None), "url": (_WORDS, None),
        "published": (str, None), "language": (re.compile("[a-z]{2}"), None), "text": _WORDS,
    },
    "claims": {
        "article": _WORDS, "form": re.compile("direct|indirect|mixed"), "content": [_PLACE], "cue": (_PLACE, None),
        "source": (_PLACE, None), "speaker": (_WORDS, None), "side": (_WORDS, None), "act": (_ACT, None),
    },
    "stories": {"story": _WORDS, "headline": (_WORDS, None), "articles": [_WORDS]},
    "copies": {
        "original": _WORDS,
        "copies": [{"article": _WORDS, "similarity": float, "reason": re.compile("identical|near-duplicate|contained")}],
        "origin": _WORDS,
    },
    "dates": {"article": _WORDS, "start": int, "end": int, "text": _WORDS, "sentence": _WORDS, "value": _DAY},
}  # fmt: skip
_SECTIONS = ["situation", "claims", "diplomacy", "background"]


def faults(value: object, shape: object, where: str = "brief") -> Iterator[str]:
    """Yield each place where a value is not of its shape."""
    match shape:
        case tuple():
            if all(list(faults(value, one)) for one in shape):
                yield f"{where}: {value!r} is none of {shape}"
        case [inner] if isinstance(value, list):
            for number, member in enumerate(value):
                yield from faults(member, inner, f"{where}[{number}]")
        case dict() if isinstance(value, dict):
            yield from (f"{where}.{key} is missing" for key in shape if key not in value)
            for key in shape.keys() & value.keys():
                yield from faults(value[key], shape[key], f"{where}.{key}")
        case _:
            if not _simple(value, shape):
                yield f"{where}: {value!r} is not {shape}"


def _simple(value: object, shape: object) -> bool:
    """Whether a value without parts is of its shape; True is no number, whatever Python says."""
    if isinstance(shape, re.Pattern):
        return isinstance(value, str) and shape.fullmatch(value) is not None
    if isinstance(shape, type):
        return isinstance(value, shape) and not isinstance(value, bool)
    return value is None and shape is None


def ties(brief: dict[str, Any]) -> Iterator[str]:
    """Yield each reference of a brief that leads nowhere."""
    sources = {source["number"]: source["article"] for source in brief["sources"]}
    if list(sources) != list(range(1, len(sources) + 1)):
        yield "sources are not numbered 1, 2, 3 …"
    for chapter in brief["chapters"]:
        if [section["kind"] for section in chapter["sections"]] != _SECTIONS:
            yield f"chapter {chapter['id']}: not the four sections in their order"
        lines = [line for section in chapter["sections"] for line in section["lines"]]
        names = {side["name"] for side in chapter["sides"]}
        for line in (*lines, *chapter["bottom_line"]):
            yield from (f"line {line['id']}: {fault}" for fault in _line_ties(line, names, sources))
        named = [
            name for dispute in chapter["disputes"] for position in dispute["positions"] for name in position["lines"]
        ]
        named += [event["line"] for event in chapter["timeline"]]
        known = {line["id"] for line in lines}
        yield from (f"line {name} is named and is not there" for name in named if name not in known)


def _line_ties(line: dict[str, Any], names: set[str], sources: dict[int, str]) -> Iterator[str]:
    if not line["quotes"]:
        yield "no citation"
    if not 0 <= line["salience"] <= 1 or line["origins"] < 1:
        yield f"salience {line['salience']}, origins {line['origins']}"
    if line["side"] and line["side"] not in names and not re.fullmatch(r"third:.+", line["side"]):
        yield f"side {line['side']} is none of the chapter's"
    for quote in line["quotes"]:
        if sources.get(quote["source"]) != quote["article"]:
            yield f"source {quote['source']} is not article {quote['article']}"
        if quote["end"] - quote["start"] != len(quote["text"]):
            yield "offsets and text differ in length"


def _complaints(brief: dict[str, Any]) -> list[str]:
    return list(faults(brief, _BRIEF)) or list(ties(brief))


def test_a_program_that_reads_the_brief_finds_every_promised_key(brief: dict[str, Any]) -> None:
    assert _complaints(brief) == []


def test_times_in_the_brief_can_be_read_and_carry_a_zone(brief: dict[str, Any]) -> None:
    times = [brief["cutoff"], *(source["published"] for source in brief["sources"])]
    assert all(datetime.fromisoformat(moment).tzinfo for moment in times if moment)


def _first(brief: dict[str, Any], section: int = 0) -> Any:  # noqa: ANN401 - a line as JSON holds it
    return brief["chapters"][0]["sections"][section]["lines"][0]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda brief: _first(brief, 1).pop("side"), id="a key is missing"),
        pytest.param(lambda brief: brief["sources"][0].update(number="1"), id="a text for a number"),
        pytest.param(lambda brief: _first(brief).update(origins=True), id="a truth value for a number"),
        pytest.param(lambda brief: brief.update(cutoff="2020-10-04T20:40:00"), id="a time without zone"),
        pytest.param(lambda brief: brief["chapters"][0]["sections"].pop(), id="three sections"),
        pytest.param(lambda brief: _first(brief)["quotes"].clear(), id="no citation"),
        pytest.param(lambda brief: _first(brief)["quotes"][0].update(source=99), id="a source that is not there"),
        pytest.param(lambda brief: _first(brief).update(side="Atlantis"), id="a side that is none"),
    ],
)
def test_the_check_of_the_contract_is_no_rubber_stamp(
    brief: dict[str, Any], spoil: Callable[[dict[str, Any]], object]
) -> None:
    spoilt = copy.deepcopy(brief)
    spoil(spoilt)
    assert _complaints(spoilt)


@pytest.mark.parametrize("verb", _STAGES)
def test_a_pipe_gets_one_complete_record_a_line(verb: str, stage: Callable[[str], Rows]) -> None:
    rows = stage(verb)
    assert len(rows) > 1
    assert [fault for row in rows for fault in faults(row, _STAGES[verb], verb)] == []


def test_places_that_the_stages_name_hold_the_words_they_name(stage: Callable[[str], Rows]) -> None:
    texts = {row["id"]: row["text"] for row in stage("sources")}
    places = [(row["article"], row) for row in stage("dates")]
    for claim in stage("claims"):
        places += [(claim["article"], place) for place in (*claim["content"], claim["cue"], claim["source"]) if place]
    assert len(places) > 50
    assert [place for article, place in places if texts[article][place["start"] : place["end"]] != place["text"]] == []
    assert all(row["sentence"] in texts[row["article"]] for row in stage("dates"))
