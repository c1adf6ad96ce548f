from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.dedupe import DedupeSettings, differences, fold
from briefing.model import Article, Copies, CopyReason, Furniture, FurnitureKind, Origin, Span

_START = datetime(2020, 3, 2, 6, tzinfo=UTC)
# What a sentence of an invented report is put together from, part by part, and the words that an editor puts in.
_PARTS = tuple(
    tuple(part.split("|"))
    for part in (
        "The harbour master|A patrol|The water board|Nine trucks|The mayor of Orlen|Two brigades|A survey ship|The dam keeper|Some forty farmers|The night train|A convoy|The ferry|Three envoys|The union|An old bridge|The guard",
        "left|reached|crossed|lost|counted|closed|opened|repaired|passed|burned|searched|circled|missed|found|guarded|emptied",
        "the northern gate|a field kitchen|the salt road|nine barrels|the lower town|a row of tents|the old depot|its second pump|the eastern pier|a stone wall|the signal box|two wooden huts|the river camp|a mountain pass|the grain store|several boats",
        "before dawn|late on Monday|in heavy rain|after the truce|without a word|for a third time|under a full moon|at great cost|by mistake|as snow fell|on foot|with some delay|in plain sight|during the fair|near Merrow|within the hour",
        "because fog came in|while music played|though orders differed|and nobody spoke|until lamps failed|as maps had shown|since wells ran dry|but only briefly|when bells rang|after votes were read|and bread ran short|where roads meet|so witnesses recall|whatever papers print|once guards changed|before news spread",
    )
)
_EDITS = (
    "harbour", "lantern", "Tuesday", "granite", "willow", "seven", "quietly", "market", "copper", "beneath", "orchard", "yellow", "treaty", "ladder", "winter", "signal",
)  # fmt: skip
_BOILERPLATE = (
    "The valley has been divided since an armistice line was drawn through it two generations ago. Its people trade in "
    "salt and apples and have voted three times on a common road. The last count ended without a result, and the courts of "
    "both towns have put off their ruling to the autumn."
)  # fmt: skip


def _pick(choices: Sequence[str], *seed: object) -> str:
    """Choose by a hash of the seed: varied, and the same on every machine."""
    digest = blake2b(repr(seed).encode(), digest_size=8).digest()
    return choices[int.from_bytes(digest, "big") % len(choices)]


def _report(number: int, length: int = 18) -> list[str]:
    """Return the sentences of an invented report; two numbers share hardly a run of five words."""
    return [
        " ".join(_pick(choices, number, at, part) for part, choices in enumerate(_PARTS)) + "." for at in range(length)
    ]


def _edited(sentences: Sequence[str], every: int, seed: int) -> str:
    """Replace about one word in so many, at places that differ from seed to seed."""
    words = " ".join(sentences).split()
    for at in range(seed % every, len(words), every):
        words[at] = _pick(_EDITS, seed, at)
    return " ".join(words)


def _article(name: str, text: str, hour: int = 0, **further: Any) -> Article:  # noqa: ANN401 - any field of an article
    further.setdefault("outlet", f"Outlet {name}")
    return Article(
        id=name,
        text=text,
        origin=Origin(path=f"{name}.txt", media_type="text/plain", sha256="0" * 64),
        published=_START + timedelta(hours=hour),
        **further,
    )


def _shown(groups: Sequence[Copies]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(group.original.id, [(copy.article.id, copy.reason.value) for copy in group.copies]) for group in groups]


_A, _B = _report(1), _report(2)
_WHOLE = " ".join(_A)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(_WHOLE, "identical", id="the same words"),
        pytest.param(_WHOLE.replace(". ", ".\n\n"), "identical", id="other paragraphs"),
        pytest.param(_WHOLE.upper(), "identical", id="in capitals"),
        pytest.param(_edited(_A, 60, 7), "near-duplicate", id="lightly edited"),
        pytest.param(" ".join(_A[:16]), "near-duplicate", id="the last sentence or two left out"),
        pytest.param(" ".join(_A[:11]), "contained", id="cut to two thirds"),
        pytest.param(" ".join(_A[6:]), "contained", id="the top left out"),
        pytest.param(" ".join(_A[:5]), "contained", id="the first lines alone"),
        pytest.param(" ".join([*_A, *_report(3, 3)]), "near-duplicate", id="a local paragraph added"),
        pytest.param(" ".join([*_report(4, 12), *_A]), "contained", id="wire copy inside a longer piece"),
        pytest.param(" ".join([*_A[:9], *_report(5, 3), *_A[9:]]), "near-duplicate", id="a paragraph set in"),
    ],
)
def test_a_reprint_is_no_second_report(text: str, reason: str) -> None:
    groups = fold([_article("first", _WHOLE), _article("again", text, 3)])
    assert [len(group.articles) for group in groups] == [2]
    assert [copy.reason.value for copy in groups[0].copies] == [reason]


def test_a_new_headline_makes_no_new_report() -> None:
    groups = fold(
        [_article("a", _WHOLE, title="Bridge falls"), _article("b", _WHOLE, 2, title="Nobody hurt as bridge falls")]
    )
    assert _shown(groups) == [("a", [("b", "identical")])]


def test_the_outlets_furniture_makes_no_new_report() -> None:
    text = f"Subscribe to the Gazette for nine crowns a month.\n{_WHOLE}\nAll rights reserved by the Gazette and its heirs."
    blocked = tuple(
        Furniture(kind=FurnitureKind.NOTICE, span=span)
        for span in (Span(0, text.index("\n")), Span(text.rindex("\n") + 1, len(text)))
    )
    assert _shown(fold([_article("a", _WHOLE), _article("b", text, 2, furniture=blocked)])) == [
        ("a", [("b", "identical")])
    ]


def test_the_earliest_whole_version_is_the_original() -> None:
    late, early, cut = (
        _article("late", _WHOLE, 9),
        _article("early", _edited(_A, 60, 3), 1),
        _article("cut", " ".join(_A[:9])),
    )
    assert [group.original.id for group in fold([late, early, cut])] == ["early"]


@pytest.mark.parametrize(
    "merged",
    [
        pytest.param([*_A, *_B], id="both whole"),
        pytest.param([*_A[:9], *_B[:9]], id="half of each"),
        pytest.param(_edited([*_A, *_B], 20, 3).split(". "), id="both whole and edited"),
    ],
)
def test_two_independent_reports_stay_two_when_a_third_outlet_joins_them(merged: list[str]) -> None:
    groups = fold([_article("a", _WHOLE), _article("b", " ".join(_B), 1), _article("merged", " ".join(merged), 4)])
    assert [(group.original.id, group.origin) for group in groups] == [("a", "Outlet a"), ("b", "Outlet b")]
    assert "merged" in {copy.article.id for copy in groups[0].copies}


def test_a_piece_that_joins_two_reports_is_listed_behind_both() -> None:
    groups = fold([_article("a", _WHOLE), _article("b", " ".join(_B), 1), _article("merged", " ".join([*_A, *_B]), 4)])
    assert _shown(groups) == [("a", [("merged", "joined")]), ("b", [("merged", "joined")])]


def test_extracts_of_an_earlier_report_are_no_reports_of_their_own() -> None:
    long = _article("long", " ".join([*_A, *_B]))
    assert len(fold([long, _article("top", _WHOLE, 3), _article("end", " ".join(_B), 4)])) == 1


def test_a_piece_with_much_of_its_own_joins_no_two_reports() -> None:
    piece = _article("piece", " ".join([*_report(7, 30), *_A[:9], *_B[:9]]), 5)
    groups = fold([_article("a", " ".join(_A[:9])), _article("b", " ".join(_B[:9]), 1), piece])
    assert {frozenset(article.id for article in group.articles) for group in groups} in (
        {frozenset({"piece", "a"}), frozenset({"b"})},
        {frozenset({"piece", "b"}), frozenset({"a"})},
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(_A, _B, id="two reports"),
        pytest.param([*_A, _BOILERPLATE], [*_B, _BOILERPLATE], id="a shared background paragraph at the end"),
        pytest.param([_BOILERPLATE, *_A], [_BOILERPLATE, *_B], id="a shared background paragraph at the top"),
        pytest.param([*_A[:9], _BOILERPLATE], [*_B[:9], _BOILERPLATE], id="short reports with a shared paragraph"),
        pytest.param([*_A[:6], *_report(9, 5)], [*_report(8, 9), *_A[:6]], id="half of it shared"),
        pytest.param([f"Quake of magnitude {n} shakes {place}, nobody hurt." for n, place in enumerate(_PARTS[2])], [f"Prices in {place} rose by {n} crowns." for n, place in enumerate(_PARTS[2])], id="the same places in two lists"),
        pytest.param(sorted(_A), _report(10), id="the words of one, sorted, against another"),
    ],
)  # fmt: skip
def test_different_reports_are_never_folded(one: list[str], other: list[str]) -> None:
    groups = fold([_article("one", " ".join(one)), _article("other", " ".join(other), 1)])
    assert [len(group.articles) for group in groups] == [1, 1]


def test_a_template_filled_with_other_facts_is_another_report() -> None:
    def bulletin(seed: int) -> str:
        return " ".join(
            f"District {at}: {_pick(_PARTS[0], seed, at, 0)} {_pick(_PARTS[1], seed, at, 1)} {_pick(_PARTS[2], seed, at, 2)}."
            for at in range(14)
        )

    assert len(fold([_article(str(seed), bulletin(seed), seed) for seed in range(6)])) == 6


def test_a_standing_paragraph_folds_none_of_many_reports() -> None:
    articles = [_article(f"n{seed:03}", " ".join([*_report(100 + seed, 8), _BOILERPLATE]), seed) for seed in range(120)]
    assert [len(group.articles) for group in fold(articles)] == [1] * 120


@pytest.mark.parametrize("every", [60, 40, 20])
def test_fifty_edited_copies_are_one_origin_against_one_independent_report(every: int) -> None:
    poison = [_article(f"p{seed:02}", _edited(_A, every, seed), seed) for seed in range(50)]
    groups = fold([*poison, _article("honest", " ".join(_B), 60)])
    assert sorted(len(group.articles) for group in groups) == [1, 50]
    assert len({group.origin for group in groups}) == 2


def test_the_credited_agency_is_the_origin_of_all_its_copies() -> None:
    copies = [_article(f"c{n}", _edited(_A, 60, n), n, agency="Harbour Wire" if n % 2 else None) for n in range(7)]
    groups = fold(copies)
    assert [group.origin for group in groups] == ["Harbour Wire"]


@pytest.mark.parametrize(
    ("opening", "origin"),
    [
        ("TASS reported on Monday that the road was shut.", "TASS"),
        ("Two trucks burned, the Reuters news agency reported.", "Reuters"),
        ("By our correspondent, with AFP.", "AFP"),
        ("He told Reuters that the road was shut.", "Orlen Today"),
        ("Reporters asked the AP for its pictures.", "Orlen Today"),
    ],
)
def test_a_report_that_names_its_agency_is_the_agencys(opening: str, origin: str) -> None:
    groups = fold([_article("a", f"{opening} {_WHOLE}", outlet="Orlen Today")])
    assert [group.origin for group in groups] == [origin]


def test_two_names_of_one_newsroom_are_one_origin() -> None:
    articles = [_article("a", _WHOLE, outlet="BBC"), _article("b", " ".join(_B), outlet="BBC News Online")]
    assert {group.origin for group in fold(articles)} == {"BBC News"}


def test_the_credit_of_a_piece_that_joins_two_reports_is_lent_to_neither() -> None:
    merged = _article("merged", " ".join([*_A, *_B]), 4, agency="Harbour Wire")
    groups = fold([_article("a", _WHOLE), _article("b", " ".join(_B), 1), merged])
    assert [group.origin for group in groups] == ["Outlet a", "Outlet b"]


def test_the_latest_version_of_an_outlet_counts_and_the_earlier_is_kept() -> None:
    later = " ".join([*_A[:-1], "Nine of the wounded have died since then, the guard said in the evening."])
    articles = [
        _article("first", _WHOLE, 0, outlet="Orlen Today"),
        _article("reprint", _WHOLE, 1, outlet="Merrow Post"),
        _article("second", later, 3, outlet="Orlen Today"),
    ]
    assert _shown(fold(articles)) == [("second", [("first", "earlier version"), ("reprint", "near-duplicate")])]


def test_a_page_whose_text_was_changed_is_told_as_edited() -> None:
    rewritten = " ".join([*_A[:8], *_report(6, 8)])
    articles = [
        _article("was", _WHOLE, url="https://news.example/1", retrieved=_START),
        _article("is", rewritten, url="https://news.example/1", retrieved=_START + timedelta(hours=5)),
        _article("other", " ".join(_B), url="https://news.example/2"),
    ]
    assert _shown(fold(articles)) == [("is", [("was", "edited")]), ("other", [])]


def test_a_dropped_denial_is_told_before_a_longer_cut() -> None:
    denial = "The guard denied that it had fired first."
    whole, cut = (
        _article("a", " ".join([*_A[:9], denial, *_A[9:]])),
        _article("b", " ".join([*_A[:9], *_A[9:15], *_B[:1]])),
    )
    assert differences(whole, cut) == (denial, _B[0])
    assert differences(whole, whole) == (None, None)


def test_without_a_credit_the_original_outlet_is_the_origin() -> None:
    groups = fold([_article("a", _WHOLE, outlet="Orlen Today"), _article("b", _WHOLE, 1, outlet="Merrow Post")])
    assert [group.origin for group in groups] == ["Orlen Today"]


def test_undated_copies_come_behind_dated_ones() -> None:
    undated = Article(id="x", text=_WHOLE, origin=Origin(path="x.txt", media_type="text/plain", sha256="0" * 64))
    assert _shown(fold([undated, _article("dated", _WHOLE, 90)])) == [("dated", [("x", "identical")])]


def test_nothing_folds_to_nothing() -> None:
    assert fold([]) == ()
    assert [group.copies for group in fold([_article("empty", "")])] == [()]


_TEXTS = st.lists(
    st.one_of(
        st.builds(lambda number, length: " ".join(_report(number, length)), st.integers(1, 4), st.integers(1, 14)),
        st.builds(lambda number, every, seed: _edited(_report(number), every, seed), st.integers(1, 4), st.integers(8, 60), st.integers(0, 9)),
        st.builds(lambda one, other: " ".join([*_report(one, 9), *_report(other, 9)]), st.integers(1, 4), st.integers(1, 4)),
        st.text(max_size=20),
        st.just(_BOILERPLATE),
    ),
    max_size=9,
)  # fmt: skip


def _articles(texts: Sequence[str], hours: Sequence[int]) -> list[Article]:
    return [_article(f"a{number}", text, hours[number % len(hours)]) for number, text in enumerate(texts)]


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
    reports = [_article(f"r{number}", " ".join(_report(number)), number) for number in numbers]
    reprints = [
        _article(f"x{at}", " ".join(_report(numbers[one % len(numbers)])), 50 + at) for at, one in enumerate(again)
    ]
    once, more = fold(reports), fold([*reports, *reprints])
    assert [group.original for group in once] == [group.original for group in more]
    assert [group.origin for group in once] == [group.origin for group in more]


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 500), st.integers(1, 500))
def test_two_generated_reports_are_folded_only_if_they_are_one(one: int, other: int) -> None:
    groups = fold([_article("a", " ".join(_report(one))), _article("b", " ".join(_report(other)), 1)])
    assert len(groups) == (1 if one == other else 2)


def test_a_stricter_threshold_keeps_more_apart() -> None:
    pair = [_article("a", _WHOLE), _article("b", " ".join([*_A[:14], *_report(6, 4)]), 1)]
    assert len(fold(pair, DedupeSettings(contained=0.6))) == 1
    assert len(fold(pair, DedupeSettings(contained=0.95))) == 2


@pytest.mark.parametrize("kind", ["many reports", "one report many times", "one paragraph in all"])
def test_folding_costs_time_in_proportion_to_the_number_of_reports(kind: str) -> None:
    def text(number: int) -> str:
        if kind == "one report many times":
            return _edited(_A, 60, number)
        return " ".join(_report(1000 + number, 9)) + (f" {_BOILERPLATE}" if kind == "one paragraph in all" else "")

    def cost(count: int) -> float:
        articles = [_article(f"t{number:05}", text(number), number) for number in range(count)]
        begun = time.process_time()
        fold(articles)
        return time.process_time() - begun

    small, large = min(cost(60) for _ in range(2)), cost(600)
    assert large < 20 * small + 0.2, f"{small:.3f} s for 60 reports, {large:.3f} s for 600"
