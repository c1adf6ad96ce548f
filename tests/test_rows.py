"""That the numbers of all texts at once are, to the last bit, those that counting one text after the other gives."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.summarize.rows import Rows
from briefing.summarize.salience import _english, centrality, stemmer, support, vectors
from briefing.text import STOP_WORDS

_WORDS = (
    "talks",
    "talk",
    "talked",
    "the",
    "in",
    "border",
    "borders",
    "guns",
    "seven",
    "1000",
    "palst",
    "weller",
    "was",
    "minister",
)
_TEXTS = st.lists(st.lists(st.sampled_from(_WORDS), max_size=30), max_size=12)


def _one_by_one(texts: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """The vectors, counted text by text; each with its terms in their order."""
    counted = [Counter(stemmer()(word) for word in text if word not in STOP_WORDS) for text in texts]
    frequency = Counter(word for count in counted for word in count)
    found = []
    for count in counted:
        weight = {
            word: (1 + math.log(seen)) * (math.log((1 + len(texts)) / (1 + frequency[word])) + 1)
            for word, seen in count.items()
        }
        length = 0.0
        for one in weight.values():
            length += one * one
        found.append({word: weight[word] / (math.sqrt(length) or 1.0) for word in sorted(weight)})
    return found


def _terms(rows: Rows) -> list[list[float]]:
    return [rows.value[rows.place[row] : rows.place[row + 1]].tolist() for row in range(len(rows))]


@settings(deadline=None)
@given(_TEXTS)
def test_vectors_are_those_of_one_text_after_the_other(texts: list[list[str]]) -> None:
    found, wanted = vectors(texts), _one_by_one(texts)
    order = {stem: number for number, stem in enumerate(sorted({stem for row in wanted for stem in row}))}
    assert _terms(found) == [list(row.values()) for row in wanted]
    assert found.column.tolist() == [order[stem] for row in wanted for stem in row]
    assert found.width == max(1, len(order))


@settings(deadline=None)
@given(_TEXTS)
def test_products_are_summed_up_term_by_term(texts: list[list[str]]) -> None:
    rows, wanted = vectors(texts), _one_by_one(texts)
    weights = np.array([1 / (3 + number) for number in range(max(rows.width, len(rows)))])
    column = {stem: number for number, stem in enumerate(sorted({stem for row in wanted for stem in row}))}
    across = np.zeros(rows.width)
    for number, row in enumerate(wanted):
        told = 0.0
        for stem, value in row.items():
            told += value * float(weights[column[stem]])
            across[column[stem]] += value * weights[number]
        assert rows.times(weights[: rows.width])[number] == told
        for other, its in enumerate(wanted):
            like = 0.0
            for stem in row:
                like += row[stem] * its.get(stem, 0.0)
            assert rows.like(other)[number] == like
            assert rows.part(number, number + 1).times(rows.dense(other))[0] == like
    assert rows.across(weights[: len(rows)]).tolist() == across.tolist()


@settings(deadline=None)
@given(_TEXTS, st.data())
def test_rows_stand_beside_those_of_others(texts: list[list[str]], drawn: st.DataObject) -> None:
    others = drawn.draw(_TEXTS.filter(bool))
    whole = vectors([*texts, *others])
    rows, beside = whole.part(0, len(texts)), whole.part(len(texts), len(whole))
    of = drawn.draw(st.lists(st.integers(0, len(others) - 1), min_size=len(texts), max_size=len(texts)))
    wanted = [float(rows.dense(row) @ beside.dense(of[row])) for row in range(len(rows))]
    assert rows.beside(beside, of).tolist() == pytest.approx(wanted)
    assert rows.sums().tolist() == pytest.approx([sum(row) for row in _terms(rows)])
    held: dict[int, set[int]] = {}
    for row in range(len(rows)):
        for column in np.flatnonzero(rows.dense(row)).tolist():
            held.setdefault(column, set()).add(of[row])
    assert rows.groups(of).tolist() == [len(held.get(column, ())) for column in range(rows.width)]


def test_no_text_has_no_salience() -> None:
    assert centrality(vectors([])) == []
    assert support(vectors([]), []) == []
    assert vectors([[], ["talks"]]).sums().tolist() == [0.0, 1.0]


_ENGLISH = _english()
_ENDS = st.sampled_from(
    (
        "",
        "at",
        "an",
        "or",
        "n",
        "l",
        "ial",
        "ous",
        "um",
        "iz",
        "bl",
        "ant",
        "ement",
        "ator",
        "ction",
        "logi",
        "y",
        "ically",
        "eed",
        "'s",
    )
)


@settings(max_examples=1000)
@given(st.text(alphabet="abcdeglinorstuvxyzé0'", max_size=8), _ENDS)
def test_what_is_not_asked_of_snowball_is_its_own_stem(begin: str, end: str) -> None:
    word = begin.lstrip("'") + end.lstrip("'" if not begin else "")
    assert stemmer()(word) == _ENGLISH(word)
