from __future__ import annotations

import time
import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.attribute import Roster, assign, claims, with_party
from briefing.figures import figures, related
from briefing.model import Article, Figure, Origin, Relation, Side
from briefing.pipeline.stages import dossier, survey
from briefing.settings import Profile
from briefing.text import sentences

_CASES = Path(__file__).parent / "cases" / "figures"
_ORIGIN = Origin(path="case", media_type="text/plain", sha256="0" * 64)
_START = datetime(2020, 3, 2, 9, tzinfo=UTC)
_SIDES = (Side(id="norway", name="Norway"), Side(id="chile", name="Chile"))
_ARMIES = ("The Norwegian army said", "The Chilean army said", "The Nepalese government said")
_PIECES = (
    "40", "1,300", "nine", "twenty", "two hundred", "20 to 30", "between 3 and", "at least", "2016", "people", "soldiers", "Norwegian",
    "were", "killed", "wounded", "injuring", "captured", "fled", "missing", "dead", "the death toll rose to", "per cent", "days", ".",
    " ", ",", "“", "\n", "999999999999999999", "٣", "²", "-", "–", "and", "in the bay", "said the army", "ı",
)  # fmt: skip


def _article(text: str, day: int = 0) -> Article:
    return Article(id=f"a{day}", text=text, origin=_ORIGIN, published=_START + timedelta(days=day))


def _read(article: Article) -> list[tuple[Figure, str]]:
    """The figures of an article, each with its sentence."""
    split = sentences(article)
    said = assign(with_party(claims(article, split), article, Roster()), _SIDES)
    return [
        (figure, next(sentence.text for sentence in split if sentence.span.overlaps(figure.span)))
        for figure in figures(article, split, said)
    ]


def _compared(texts: Sequence[str]) -> tuple[Figure, ...]:
    """The figures of some articles, one a day, with their relations, in the order of the articles."""
    found = related([entry for day, text in enumerate(texts) for entry in _read(_article(text, day))])
    return tuple(sorted(found, key=lambda figure: (figure.article, figure.span)))


def _table(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((_CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"])


def _cases(*names: str) -> list[Any]:
    """Cases that are wrong today carry their fault: they must fail, and say so once they pass."""
    return [
        pytest.param(
            case,
            id=f"{name}: {case['about']}",
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=case["fault"])]
            if "fault" in case
            else [],
        )
        for name in names
        for case in _table(name)
    ]


@pytest.mark.parametrize("case", _cases("read", "silent"))
def test_a_number_is_given_as_printed_with_whose_it_is_and_who_says_so(case: dict[str, Any]) -> None:
    article = _article(case["text"])
    found = [figure for figure, _ in _read(article)]
    expected = case.get("figures", [])
    assert [(figure.quantity, figure.low, figure.high) for figure in found] == [
        (figure["quantity"], figure["low"], figure.get("high", figure["low"])) for figure in expected
    ]
    for figure, wanted in zip(found, expected, strict=True):
        assert figure.text == figure.span.of(article.text)
        assert figure.as_of == article.published
        if "whose" in wanted:
            assert figure.whose == (wanted["whose"] or None)
        if "says" in wanted:
            assert figure.says == (wanted["says"] or None)


@pytest.mark.parametrize("case", _cases("related"))
def test_only_what_counts_the_same_people_is_set_against_each_other(case: dict[str, Any]) -> None:
    assert [figure.relation.value for figure in _compared(case["texts"])] == case["relations"]


def test_the_case_tables_have_not_shrunk() -> None:
    assert len(_table("read")) >= 45
    assert len(_table("silent")) >= 28
    assert len(_table("related")) >= 13


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join), st.text(max_size=80)))
def test_a_figure_is_never_a_number_that_is_not_printed(text: str) -> None:
    article = _article(text)
    for figure, sentence in _read(article):
        assert figure.text == figure.span.of(article.text)
        assert figure.text in sentence
        assert 0 <= figure.low <= figure.high
        assert figure.relation is Relation.ALONE


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(_ARMIES), st.integers(3, 900), st.integers(0, 3)), max_size=6),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_reports_changes_no_relation(
    told: list[tuple[str, int, int]],
    chance: Any,  # noqa: ANN401 - a random.Random of hypothesis
) -> None:
    texts = [f"{army} {count} Norwegian soldiers were killed in the bay." for army, count, _ in told]
    entries = [entry for text, (_, _, day) in zip(texts, told, strict=True) for entry in _read(_article(text, day))]
    mixed = list(entries)
    chance.shuffle(mixed)
    once, again = (
        {(one.side, one.low, one.as_of, one.relation) for one in related(bunch)} for bunch in (entries, mixed)
    )
    assert once == again


@settings(max_examples=40, deadline=None)
@given(st.integers(3, 900), st.integers(3, 900))
def test_no_figure_is_altered_averaged_or_lost_by_comparing(one: int, other: int) -> None:
    texts = [
        f"{army} {count} Norwegian soldiers were killed." for army, count in zip(_ARMIES, (one, other), strict=False)
    ]
    assert [figure.low for figure in _compared(texts)] == [one, other]
    assert len({figure.relation for figure in _compared(texts)}) == 1
    assert (_compared(texts)[0].relation is Relation.DISPUTE) == (one != other)


def _in_proportion(unit: str, length: int) -> None:
    def cost(size: int) -> float:
        article = _article(unit * (size // len(unit)))
        split = sentences(article)
        begun = time.process_time()
        figures(article, split, ())
        return time.process_time() - begun

    small, large = min(cost(length // 8) for _ in range(3)), cost(length)
    assert large < 20 * small + 0.1, f"{small:.3f} s for {length // 8} characters, {large:.3f} s for {length}"


@pytest.mark.parametrize("unit", ["40 people ", "at least 40 to 50 ", "the death toll of the of the ", "nine ", "9" * 40 + " ", "killed and wounded and ", "Norwegian Norwegian people "])  # fmt: skip
def test_a_hostile_text_is_counted_in_proportion_to_its_length(unit: str) -> None:
    _in_proportion(unit, 80_000)


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="each figure is compared with all before it; if this passes, join it with the others")  # fmt: skip
def test_a_hostile_list_of_the_killed_still_costs_the_square_of_its_length() -> None:
    _in_proportion("killed 40 ", 60_000)


def test_the_dead_of_an_earlier_war_are_no_rivals_of_todays() -> None:
    text = (
        "The war of four years ago, when 1,400 Norwegian soldiers were killed, began in Kelm. "
        "Shells killed nine Norwegian soldiers there on Monday."
    )
    article = Article(id="a", text=text, published=datetime(2031, 3, 4, 9, tzinfo=UTC), origin=_ORIGIN)
    chapter = survey([article], Profile()).chapters[0]
    assert {figure.high for figure in dossier(chapter).figures} == {9}
