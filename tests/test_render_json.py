from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_render_sample import BRIEF
from test_render_strangers import HOSTILE, hostile_brief

from briefing.model import (
    Aside,
    Balance,
    Brief,
    BriefChapter,
    Change,
    Citation,
    Decision,
    Dispute,
    DisputeKind,
    Edit,
    Figure,
    Handling,
    Line,
    Notice,
    Position,
    Recipe,
    Relation,
    RenderError,
    Section,
    SectionKind,
    Severity,
    Side,
    Source,
    SourceCopy,
    Span,
    Status,
    TimelineEntry,
)
from briefing.render import decode, render

_TEXT = st.text(max_size=6)
_NAME = st.text(min_size=1, max_size=6)
_WORD = st.none() | _TEXT
_TEXTS = st.lists(_TEXT, max_size=2).map(tuple)
_WHOLE = st.integers(0, 10**6)
_SHARE = st.floats(0, 1)
_FIRST, _LAST = datetime(1, 1, 2), datetime(9999, 12, 30)  # noqa: DTZ001 - hypothesis adds the zone
_MOMENT = st.none() | st.datetimes(_FIRST, _LAST, timezones=st.just(UTC))
_SPAN = st.builds(lambda start, more: Span(start, start + more), _WHOLE, st.integers(1, 99))


def _few(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


_LINE = st.builds(
    Line,
    id=_TEXT,
    text=st.text(min_size=1, max_size=9).filter(str.strip),
    citations=st.lists(
        st.builds(Citation, source=_WHOLE, article=_TEXT, span=_SPAN, text=_TEXT, before=_WORD, after=_WORD),
        min_size=1,
        max_size=2,
    ).map(tuple),
    speaker=_WORD,
    side=_WORD,
    act=_WORD,
    event_date=_WORD,
    status=st.sampled_from(Status),
    origins=_WHOLE,
    salience=_SHARE,
    why=_TEXT,
    note=_WORD,
)


@st.composite
def _sections(draw: st.DrawFn) -> tuple[Section, ...]:
    lines = [draw(_few(_LINE)) for _ in SectionKind]
    return tuple(
        Section(kind=kind, lines=found, empty=None if found else "nothing")
        for kind, found in zip(SectionKind, lines, strict=True)
    )


_FIGURE = st.builds(
    Figure, quantity=_TEXT, whose=_WORD, low=_WHOLE, high=_WHOLE, article=_TEXT, span=_SPAN, text=_TEXT, says=_WORD, side=_WORD,
    as_of=_MOMENT, relation=st.sampled_from(Relation),
)  # fmt: skip
_DISPUTE = st.builds(
    Dispute, kind=st.sampled_from(DisputeKind), about=_TEXT, positions=_few(st.builds(Position, side=_TEXT, lines=_TEXTS))
)  # fmt: skip
_CHAPTER = st.builds(
    BriefChapter,
    id=_TEXT,
    headline=_TEXT,
    sides=_few(st.builds(Side, id=_TEXT, name=_TEXT, aliases=_TEXTS, members=_TEXTS, outlets=_TEXTS, found=_TEXT)),
    balance=_few(st.builds(Balance, side=_TEXT, claims=_WHOLE, words=_WHOLE, outlets=_WHOLE, own=_WHOLE)),
    bottom_line=_few(_LINE),
    sections=_sections(),
    disputes=_few(_DISPUTE),
    figures=_few(_FIGURE),
    timeline=_few(st.builds(TimelineEntry, date=_TEXT, line=_TEXT)),
    changes=_few(st.builds(Change, status=_TEXT, line=_WORD, text=_WORD, before=_WORD, after=_WORD)),
    gaps=_TEXTS,
)
_COPY = st.builds(
    SourceCopy, article=_TEXT, outlet=_WORD, title=_WORD, url=_WORD, published=_MOMENT, similarity=_SHARE, reason=_TEXT
)
_SOURCE = st.builds(
    Source, number=_WHOLE, article=_TEXT, outlet=_WORD, title=_WORD, url=_WORD, published=_MOMENT, published_day_only=st.booleans(),
    path=_TEXT, member=_WORD, media_type=_TEXT, sha256=_TEXT, language=_WORD, byline=_WORD, dateline=_WORD, agency=_WORD,
    copies=_few(_COPY), origin=_TEXT,
)  # fmt: skip
BRIEFS = st.builds(
    Brief,
    title=_TEXT,
    serial=_WORD,
    handling=st.sampled_from(Handling),
    cutoff=_MOMENT,
    window_hours=st.none() | st.floats(0, 10**6),
    first=_MOMENT,
    last=_MOMENT,
    chapters=_few(_CHAPTER),
    sources=_few(_SOURCE),
    asides=_few(st.builds(Aside, article=_TEXT, outlet=_WORD, title=_WORD, path=_TEXT, reason=_TEXT)),
    notices=_few(st.builds(Notice, room=_TEXT, severity=st.sampled_from(Severity), subject=_TEXT, message=_TEXT)),
    edits=_few(
        st.builds(
            Edit, line=_NAME, decision=st.sampled_from(Decision), value=_WORD, who=_NAME, when=_MOMENT.filter(bool)
        )
    ),
    recipe=st.builds(
        Recipe, version=_TEXT, inputs=_TEXT, profile=_TEXT, words=_WHOLE, ranker=_TEXT, files=_WHOLE, articles=_WHOLE,
        originals=_WHOLE, copies=_WHOLE, outlets=_WHOLE,
    ),
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(BRIEFS)
def test_nothing_of_a_brief_is_lost_in_json(brief: Brief) -> None:
    assert decode(render(brief, "json")) == brief


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(BRIEFS)
def test_any_brief_can_be_read_as_a_page(brief: Brief) -> None:
    assert render(brief, "html").endswith(b"</html>\n")
    assert brief.handling.value.encode() in render(brief, "md")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_come_back_from_json_as_they_went_in(text: str) -> None:
    brief = hostile_brief(text)
    assert decode(render(brief, "json")) == brief


def test_the_scorers_find_the_keys_of_the_contract() -> None:
    raw = render(BRIEF, "json")
    tree = json.loads(raw)
    assert raw.endswith(b"}\n")
    assert tree["schema"] == "briefing/1"
    assert {"title", "serial", "handling", "cutoff", "window_hours", "chapters", "sources", "notices", "recipe"} <= set(
        tree
    )
    chapter = tree["chapters"][0]
    assert [section["kind"] for section in chapter["sections"]] == ["situation", "claims", "diplomacy", "background"]
    assert set(chapter["sections"][0]["lines"][0]["quotes"][0]) == {
        "source", "article", "start", "end", "text", "before", "after",
    }  # fmt: skip
    line = {
        "id",
        "text",
        "quotes",
        "speaker",
        "side",
        "act",
        "event_date",
        "status",
        "origins",
        "salience",
        "why",
        "note",
    }
    assert line <= set(chapter["bottom_line"][0])
    assert {"number", "article", "outlet", "title", "url", "published", "sha256", "copies", "origin"} <= set(
        tree["sources"][0]
    )
    assert tree["cutoff"] == "2031-03-04T06:00:00+00:00"


def _broken(**changes: object) -> bytes:
    return json.dumps(json.loads(render(BRIEF, "json")) | changes).encode()


@pytest.mark.parametrize(
    ("raw", "named"),
    [
        (b"", "not a brief.json"),
        (b"\xff\xfe", "not a brief.json"),
        (b"[" * 100_000, "not a brief.json"),
        (b'{"schema": NaN}', "not a brief.json"),
        (b"[]", "the file must be an object"),
        (b"{}", "schema is missing"),
        (_broken(schema="briefing/9"), "briefing/9"),
        (_broken(handling="TLP:PURPLE"), "handling must be one of TLP:RED"),
        (_broken(cutoff="yesterday"), "cutoff must be an ISO time"),
        (_broken(cutoff="2031-03-04T06:00:00"), "with its zone"),
        (_broken(chapters={}), "chapters must be a list"),
        (_broken(sources=[{"number": True}]), "sources[0].number must be a whole number"),
        (_broken(recipe=None), "recipe must be an object"),
        (_broken(window_hours="24"), "window_hours must be a number"),
    ],
)
def test_a_damaged_brief_says_what_is_wrong_with_it(raw: bytes, named: str) -> None:
    with pytest.raises(RenderError) as raised:
        decode(raw)
    assert named in str(raised.value)


def test_a_line_without_a_source_is_refused_and_named() -> None:
    tree = json.loads(render(BRIEF, "json"))
    tree["chapters"][0]["sections"][1]["lines"][2]["quotes"] = []
    with pytest.raises(RenderError, match=r"chapters\[0\]\.sections\[1\]\.lines\[2\].*without a source"):
        decode(json.dumps(tree).encode())
