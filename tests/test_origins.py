from __future__ import annotations

from datetime import timedelta

import pytest
from invented import START, article, edited, report, shown

from briefing.dedupe.evidence import differences
from briefing.dedupe.fold import fold

_A, _B = report(1), report(2)
_WHOLE = " ".join(_A)


def test_the_credited_agency_is_the_origin_of_all_its_copies() -> None:
    copies = [article(f"c{n}", edited(_A, 60, n), n, agency="Harbour Wire" if n % 2 else None) for n in range(7)]
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
    groups = fold([article("a", f"{opening} {_WHOLE}", outlet="Orlen Today")])
    assert [group.origin for group in groups] == [origin]


def test_two_names_of_one_newsroom_are_one_origin() -> None:
    articles = [article("a", _WHOLE, outlet="BBC"), article("b", " ".join(_B), outlet="BBC News Online")]
    assert {group.origin for group in fold(articles)} == {"BBC News"}


def test_the_credit_of_a_piece_that_joins_two_reports_is_lent_to_neither() -> None:
    merged = article("merged", " ".join([*_A, *_B]), 4, agency="Harbour Wire")
    groups = fold([article("a", _WHOLE), article("b", " ".join(_B), 1), merged])
    assert [group.origin for group in groups] == ["Outlet a", "Outlet b"]


def test_the_latest_version_of_an_outlet_counts_and_the_earlier_is_kept() -> None:
    later = " ".join([*_A[:-1], "Nine of the wounded have died since then, the guard said in the evening."])
    articles = [
        article("first", _WHOLE, 0, outlet="Orlen Today"),
        article("reprint", _WHOLE, 1, outlet="Merrow Post"),
        article("second", later, 3, outlet="Orlen Today"),
    ]
    assert shown(fold(articles)) == [("second", [("first", "earlier version"), ("reprint", "near-duplicate")])]


def test_a_page_whose_text_was_changed_is_told_as_edited() -> None:
    rewritten = " ".join([*_A[:8], *report(6, 8)])
    articles = [
        article("was", _WHOLE, url="https://news.example/1", retrieved=START),
        article("is", rewritten, url="https://news.example/1", retrieved=START + timedelta(hours=5)),
        article("other", " ".join(_B), url="https://news.example/2"),
    ]
    assert shown(fold(articles)) == [("is", [("was", "edited")]), ("other", [])]


def test_a_dropped_denial_is_told_before_a_longer_cut() -> None:
    denial = "The guard denied that it had fired first."
    whole, cut = (
        article("a", " ".join([*_A[:9], denial, *_A[9:]])),
        article("b", " ".join([*_A[:9], *_A[9:15], *_B[:1]])),
    )
    assert differences(whole, cut) == (denial, _B[0])
    assert differences(whole, whole) == (None, None)


def test_without_a_credit_the_original_outlet_is_the_origin() -> None:
    groups = fold([article("a", _WHOLE, outlet="Orlen Today"), article("b", _WHOLE, 1, outlet="Merrow Post")])
    assert [group.origin for group in groups] == ["Orlen Today"]
