from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import BOILERPLATE, PARTS, article, edited, pick, report, shown

from briefing.dedupe import DedupeSettings
from briefing.dedupe.fold import fold
from briefing.model import Article, CopyReason, Furniture, FurnitureKind, Origin, Span

_A, _B = report(1), report(2)
_WHOLE = " ".join(_A)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(_WHOLE, "identical", id="the same words"),
        pytest.param(_WHOLE.replace(". ", ".\n\n"), "identical", id="other paragraphs"),
        pytest.param(_WHOLE.upper(), "identical", id="in capitals"),
        pytest.param(edited(_A, 60, 7), "near-duplicate", id="lightly edited"),
        pytest.param(" ".join(_A[:16]), "near-duplicate", id="the last sentence or two left out"),
        pytest.param(" ".join(_A[:11]), "contained", id="cut to two thirds"),
        pytest.param(" ".join(_A[6:]), "contained", id="the top left out"),
        pytest.param(" ".join(_A[:5]), "contained", id="the first lines alone"),
        pytest.param(" ".join([*_A, *report(3, 3)]), "near-duplicate", id="a local paragraph added"),
        pytest.param(" ".join([*report(4, 12), *_A]), "contained", id="wire copy inside a longer piece"),
        pytest.param(" ".join([*_A[:9], *report(5, 3), *_A[9:]]), "near-duplicate", id="a paragraph set in"),
    ],
)
def test_a_reprint_is_no_second_report(text: str, reason: str) -> None:
    groups = fold([article("first", _WHOLE), article("again", text, 3)])
    assert [len(group.articles) for group in groups] == [2]
    assert [copy.reason.value for copy in groups[0].copies] == [reason]


def test_a_new_headline_makes_no_new_report() -> None:
    groups = fold(
        [article("a", _WHOLE, title="Bridge falls"), article("b", _WHOLE, 2, title="Nobody hurt as bridge falls")]
    )
    assert shown(groups) == [("a", [("b", "identical")])]


def test_the_outlets_furniture_makes_no_new_report() -> None:
    text = f"Subscribe to the Gazette for nine crowns a month.\n{_WHOLE}\nAll rights reserved by the Gazette and its heirs."
    blocked = tuple(
        Furniture(kind=FurnitureKind.NOTICE, span=span)
        for span in (Span(0, text.index("\n")), Span(text.rindex("\n") + 1, len(text)))
    )
    assert shown(fold([article("a", _WHOLE), article("b", text, 2, furniture=blocked)])) == [
        ("a", [("b", "identical")])
    ]


def test_the_earliest_whole_version_is_the_original() -> None:
    late, early, cut = (
        article("late", _WHOLE, 9),
        article("early", edited(_A, 60, 3), 1),
        article("cut", " ".join(_A[:9])),
    )
    assert [group.original.id for group in fold([late, early, cut])] == ["early"]


@pytest.mark.parametrize(
    "merged",
    [
        pytest.param([*_A, *_B], id="both whole"),
        pytest.param([*_A[:9], *_B[:9]], id="half of each"),
        pytest.param(edited([*_A, *_B], 20, 3).split(". "), id="both whole and edited"),
    ],
)
def test_two_independent_reports_stay_two_when_a_third_outlet_joins_them(merged: list[str]) -> None:
    groups = fold([article("a", _WHOLE), article("b", " ".join(_B), 1), article("merged", " ".join(merged), 4)])
    assert [(group.original.id, group.origin) for group in groups] == [("a", "Outlet a"), ("b", "Outlet b")]
    assert "merged" in {copy.article.id for copy in groups[0].copies}


def test_a_piece_that_joins_two_reports_is_listed_behind_both() -> None:
    groups = fold([article("a", _WHOLE), article("b", " ".join(_B), 1), article("merged", " ".join([*_A, *_B]), 4)])
    assert shown(groups) == [("a", [("merged", "joined")]), ("b", [("merged", "joined")])]


def test_extracts_of_an_earlier_report_are_no_reports_of_their_own() -> None:
    long = article("long", " ".join([*_A, *_B]))
    assert len(fold([long, article("top", _WHOLE, 3), article("end", " ".join(_B), 4)])) == 1


def test_a_piece_with_much_of_its_own_joins_no_two_reports() -> None:
    piece = article("piece", " ".join([*report(7, 30), *_A[:9], *_B[:9]]), 5)
    groups = fold([article("a", " ".join(_A[:9])), article("b", " ".join(_B[:9]), 1), piece])
    assert {frozenset(article.id for article in group.articles) for group in groups} in (
        {frozenset({"piece", "a"}), frozenset({"b"})},
        {frozenset({"piece", "b"}), frozenset({"a"})},
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(_A, _B, id="two reports"),
        pytest.param([*_A, BOILERPLATE], [*_B, BOILERPLATE], id="a shared background paragraph at the end"),
        pytest.param([BOILERPLATE, *_A], [BOILERPLATE, *_B], id="a shared background paragraph at the top"),
        pytest.param([*_A[:9], BOILERPLATE], [*_B[:9], BOILERPLATE], id="short reports with a shared paragraph"),
        pytest.param([*_A[:6], *report(9, 5)], [*report(8, 9), *_A[:6]], id="half of it shared"),
        pytest.param([f"Quake of magnitude {n} shakes {place}, nobody hurt." for n, place in enumerate(PARTS[2])], [f"Prices in {place} rose by {n} crowns." for n, place in enumerate(PARTS[2])], id="the same places in two lists"),
        pytest.param(sorted(_A), report(10), id="the words of one, sorted, against another"),
    ],
)  # fmt: skip
def test_different_reports_are_never_folded(one: list[str], other: list[str]) -> None:
    groups = fold([article("one", " ".join(one)), article("other", " ".join(other), 1)])
    assert [len(group.articles) for group in groups] == [1, 1]


def test_a_template_filled_with_other_facts_is_another_report() -> None:
    def bulletin(seed: int) -> str:
        return " ".join(
            f"District {at}: {pick(PARTS[0], seed, at, 0)} {pick(PARTS[1], seed, at, 1)} {pick(PARTS[2], seed, at, 2)}."
            for at in range(14)
        )

    assert len(fold([article(str(seed), bulletin(seed), seed) for seed in range(6)])) == 6


def test_a_bulletin_with_the_figures_of_another_day_is_another_report() -> None:
    def bulletin(day: int) -> str:
        return " ".join(
            f"The guard counted {17 * day + at} trucks at {place.title()} in the night of the {day}th, it said in its report to the council, and {3 * at + day} of them were sent back to the lower road without a search."
            for at, place in enumerate(PARTS[1][:9])
        )

    assert len(fold([article(str(day), bulletin(day), day) for day in range(2, 8)])) == 6


def test_a_standing_paragraph_folds_none_of_many_reports() -> None:
    articles = [article(f"n{seed:03}", " ".join([*report(100 + seed, 8), BOILERPLATE]), seed) for seed in range(120)]
    assert [len(group.articles) for group in fold(articles)] == [1] * 120


@pytest.mark.parametrize("every", [60, 40, 20])
def test_fifty_edited_copies_are_one_origin_against_one_independent_report(every: int) -> None:
    poison = [article(f"p{seed:02}", edited(_A, every, seed), seed) for seed in range(50)]
    groups = fold([*poison, article("honest", " ".join(_B), 60)])
    assert sorted(len(group.articles) for group in groups) == [1, 50]
    assert len({group.origin for group in groups}) == 2


def test_undated_copies_come_behind_dated_ones() -> None:
    undated = Article(id="x", text=_WHOLE, origin=Origin(path="x.txt", media_type="text/plain", sha256="0" * 64))
    assert shown(fold([undated, article("dated", _WHOLE, 90)])) == [("dated", [("x", "identical")])]


def test_nothing_folds_to_nothing() -> None:
    assert fold([]) == ()
    assert [group.copies for group in fold([article("empty", "")])] == [()]


_TEXTS = st.lists(
    st.one_of(
        st.builds(lambda number, length: " ".join(report(number, length)), st.integers(1, 4), st.integers(1, 14)),
        st.builds(lambda number, every, seed: edited(report(number), every, seed), st.integers(1, 4), st.integers(8, 60), st.integers(0, 9)),
        st.builds(lambda one, other: " ".join([*report(one, 9), *report(other, 9)]), st.integers(1, 4), st.integers(1, 4)),
        st.text(max_size=20),
        st.just(BOILERPLATE),
    ),
    max_size=9,
)  # fmt: skip


def _articles(texts: Sequence[str], hours: Sequence[int]) -> list[Article]:
    return [article(f"a{number}", text, hours[number % len(hours)]) for number, text in enumerate(texts)]


@settings(max_examples=60, deadline=None)
@given(_TEXTS, st.lists(st.integers(0, 3), min_size=1, max_size=9), st.randoms(use_true_random=False))
def test_the_order_of_articles_decides_nothing(texts: list[str], hours: list[int], chance: Any) -> None:  # noqa: ANN401 - a random.Random of hypothesis
    articles = _articles(texts, hours)
    mixed = list(articles)
    chance.shuffle(mixed)
    assert fold(articles) == fold(mixed)


@settings(max_examples=60, deadline=None)
@given(_TEXTS, st.lists(st.integers(0, 3), min_size=1, max_size=9))
def test_every_article_is_kept_once_with_its_evidence_unless_it_joins_several(
    texts: list[str], hours: list[int]
) -> None:
    articles = _articles(texts, hours)
    groups = fold(articles)
    joined = {copy.article.id for group in groups for copy in group.copies if copy.reason is CopyReason.JOINED}
    kept = [article.id for group in groups for article in group.articles if article.id not in joined]
    assert sorted([*kept, *joined]) == sorted(article.id for article in articles)
    for group in groups:
        assert group.origin
        for copy in group.copies:
            assert 0 <= copy.similarity <= 1
            assert copy.similarity > 0 or copy.article.text == group.original.text
            assert (
                copy.similarity == 1 and copy.reason is CopyReason.IDENTICAL
            ) or copy.reason is not CopyReason.IDENTICAL


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=6, unique=True), st.lists(st.integers(0, 5), max_size=8))
def test_identical_reprints_never_add_an_origin(numbers: list[int], again: list[int]) -> None:
    reports = [article(f"r{number}", " ".join(report(number)), number) for number in numbers]
    reprints = [
        article(f"x{at}", " ".join(report(numbers[one % len(numbers)])), 50 + at) for at, one in enumerate(again)
    ]
    once, more = fold(reports), fold([*reports, *reprints])
    assert [group.original for group in once] == [group.original for group in more]
    assert [group.origin for group in once] == [group.origin for group in more]


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 500), st.integers(1, 500))
def test_two_generated_reports_are_folded_only_if_they_are_one(one: int, other: int) -> None:
    groups = fold([article("a", " ".join(report(one))), article("b", " ".join(report(other)), 1)])
    assert len(groups) == (1 if one == other else 2)


def test_a_stricter_threshold_keeps_more_apart() -> None:
    pair = [article("a", _WHOLE), article("b", " ".join([*_A[:14], *report(6, 4)]), 1)]
    assert len(fold(pair, DedupeSettings(contained=0.6))) == 1
    assert len(fold(pair, DedupeSettings(contained=0.95))) == 2


@pytest.mark.parametrize("kind", ["many reports", "one report many times", "one paragraph in all"])
def test_folding_costs_time_in_proportion_to_the_number_of_reports(kind: str) -> None:
    def text(number: int) -> str:
        if kind == "one report many times":
            return edited(_A, 60, number)
        return " ".join(report(1000 + number, 9)) + (f" {BOILERPLATE}" if kind == "one paragraph in all" else "")

    def cost(count: int) -> float:
        articles = [article(f"t{number:05}", text(number), number) for number in range(count)]
        begun = time.process_time()
        fold(articles)
        return time.process_time() - begun

    small, large = min(cost(60) for _ in range(2)), cost(600)
    assert large < 20 * small + 0.2, f"{small:.3f} s for 60 reports, {large:.3f} s for 600"
