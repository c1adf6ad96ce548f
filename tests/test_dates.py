from __future__ import annotations

import re
import time
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Article, Origin, Span
from briefing.text import DateMention, date_words, dates, sentences
from briefing.text.listed import listed

_CASES = Path(__file__).parent / "cases" / "dates"
_ORIGIN = Origin(path="case", media_type="text/plain", sha256="0" * 64)
_WORDS = (
    "Monday", "on Friday", "last Tuesday", "next Sunday", "today", "yesterday", "overnight", "the previous day",
    "Sept. 27", "27 September", "Feb. 29", "October 3, 2020", "9999 years ago", "two weeks ago", "last week", "in May",
    "this winter", "last summer", "over the weekend", "2 p.m. ET", "in 2016", "will", "said", "“", "”", '"', "\n", ".",
)  # fmt: skip


def _cases() -> list[Any]:
    found = []
    for path in sorted(_CASES.glob("*.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        for case in table["case"]:
            published = case.get("published", table["published"])
            found.append(
                pytest.param(published, case["text"], case["dates"], id=f"{path.stem}: {case['about']}"),
            )
    return found


def _article(text: str, published: str) -> Article:
    moment = datetime.fromisoformat(published).replace(hour=17, tzinfo=UTC) if published else None
    return Article(id="a", text=text, origin=_ORIGIN, published=moment)


def _mentions(text: str, published: str) -> tuple[DateMention, ...]:
    article = _article(text, published)
    return dates(article, sentences(article))


@pytest.mark.parametrize(("published", "text", "expected"), _cases())
def test_an_event_is_put_on_the_day_it_happened(published: str, text: str, expected: list[list[str]]) -> None:
    assert [[mention.text, mention.value] for mention in _mentions(text, published)] == expected


def test_the_case_table_has_not_shrunk() -> None:
    assert len(_cases()) >= 60


def test_a_date_that_carries_its_year_is_marked_so_that_nobody_prints_it_twice() -> None:
    mentions = _mentions("It was signed on October 3, 2018, and broken on Monday.", "2020-10-07")
    assert [(mention.text, mention.explicit) for mention in mentions] == [("October 3, 2018", True), ("Monday", False)]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=20), st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_every_date_stands_where_it_says_and_is_a_real_one(pieces: list[str], published: date) -> None:
    article = _article(" ".join(pieces), published.isoformat())
    found = sentences(article)
    last = 0
    for mention in dates(article, found):
        assert mention.span.of(article.text) == mention.text
        assert mention.sentence in {sentence.span for sentence in found}
        assert mention.sentence.covers(mention.span)
        assert last <= mention.span.start
        last = mention.span.end
        first, _, final = mention.value.partition("/")
        assert date.fromisoformat(first) <= date.fromisoformat(final or first)


def test_a_missing_publication_date_invents_none() -> None:
    text = "On Monday, yesterday, last week, Sept. 27, overnight, two days ago, at 5 p.m., in May, this summer he left."
    assert _mentions(text, "") == ()


@pytest.mark.parametrize(
    "unit", ["Monday ", "said ", "“today ", '"', "in May ", "1 ", "last ", "as early as ", "the day "]
)
def test_a_hostile_text_costs_time_in_proportion_to_its_length(unit: str) -> None:
    def cost(length: int) -> float:
        article = _article(unit * (length // len(unit)), "2020-10-07")
        whole = sentences(article)
        start = time.process_time()
        dates(article, whole)
        return time.process_time() - start

    small, large = cost(20_000), cost(80_000)
    assert large < 10 * small + 0.2, f"{unit!r}: {small:.3f} s for 20,000 characters, {large:.3f} s for 80,000"


def test_sentence_spans_are_those_that_were_given() -> None:
    article = _article("He left. The town fell on Monday.", "2020-10-07")
    (mention,) = dates(article, sentences(article))
    assert mention.sentence == Span(9, 33)


_PIECES = listed(
    "Monday Tues Sunday overnight Overnight January Sept. May Dec the The this This that That last Last next Next of on over Over at At during "
    "During as early Early earlier Earlier late Late later Later mid middle beginning end start hours coming past day days weekend week month "
    "year ago same previous preceding following before yesterday Yesterday Today tonight tomorrow morning night spring fall a A an An one One "
    "twelve Two about Around 3 31st 14:30 2016 2020-10-03 12 p.m. noon by in since , - – said /"
)
_PLAIN = re.compile(date_words.GRAMMAR.pattern.replace(date_words.STARTS, ""))


def _found(grammar: re.Pattern[str], text: str) -> list[tuple[str | None, tuple[int, int]]]:
    return [(found.lastgroup, found.span()) for found in grammar.finditer(text)]


@settings(deadline=None, max_examples=500)
@given(st.lists(st.tuples(st.sampled_from(_PIECES), st.sampled_from((" ", " ", " ", "-", ""))), max_size=25))
def test_every_expression_begins_as_the_look_ahead_says(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in pieces)
    assert _found(date_words.GRAMMAR, text) == _found(_PLAIN, text)
