"""Many texts counted at once are counted as each of them by itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from briefing.chapters import tally as tally_module
from briefing.chapters.tally import tally
from briefing.chapters.terms import Terms, terms
from briefing.chapters.vectors import counts

# What parts words, links them, makes numbers, ends sentences; letters with and without a place in Western sets.
_PIECES = st.sampled_from(
    (
        *" .,!?:\n\t\0\x81'’-_“”\"…—15²½aBéŒÿßſİğΣ한🎨\u00a0\u2009",
        *("23", "'s", "’S", "  ", ". ", "The", "“The", "said", "Kavesh", "Norvia’s", "mother-in-law", "U.S."),
        *("1.5m", "1.2-5.000", "2,000"),
    )
)
_TEXTS = st.lists(st.lists(_PIECES, max_size=25).map("".join), max_size=8)


def _each(texts: list[str]) -> list[Terms]:
    found = tally(texts)
    spelt = found.words.split()
    told, first = [], 0
    for many in found.many.tolist():
        here = slice(first, first + many)
        first += many
        words = [spelt[number] for number in found.word[here]]
        names = frozenset(word for word, name in zip(words, found.name[here], strict=True) if name)
        told.append(Terms(dict(zip(words, found.seen[here].tolist(), strict=True)), names))
    assert first == len(found.word) == len(found.seen) == len(found.name)
    return told


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
@example(["", "Kavesh"])
@example(["’s's x", "x’s's a’s", "Norvia’s's"])
@example(["a 1.2-5.000 b", "x1.2-3-four 5,5.5,five", "1.5mm", "9.9’s 8.8’ss"])
def test_many_texts_are_counted_as_one_by_one(texts: list[str]) -> None:
    assert _each(texts) == [terms(text) for text in texts]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_texts_are_counted_as_one_by_one(texts: list[str]) -> None:
    assert _each(texts) == [terms(text) for text in texts]


@pytest.mark.parametrize("at_once", [4, 20, 50])
@settings(max_examples=60, deadline=None)
@given(_TEXTS)
def test_how_many_are_looked_at_in_one_go_changes_nothing(at_once: int, texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tally_module, "_AT_ONCE", at_once)
        assert _each(texts) == [terms(text) for text in texts]


def test_a_text_longer_than_what_is_looked_at_in_one_go_counts_in_full() -> None:
    texts = ["Kavesh said no. " * 9000, "Norvia said so.", "Kavesh said so. " * 4000]
    assert _each(texts) == [terms(text) for text in texts]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.lists(_PIECES, max_size=12).map("".join), st.booleans()), min_size=1, max_size=9))
@example([("Kavesh said", False), ("Norvia said", False), ("Kavesh met", True)])
def test_what_is_counted_beside_copies_is_what_is_counted_without_them(told: list[tuple[str, bool]]) -> None:
    shares = [told[first : first + 2] for first in range(0, len(told), 2)]
    found = counts([tally([text for text, _ in share]) for share in shares], [wanted for _, wanted in told])
    alone = [tally([text]) for text, wanted in told if wanted]
    assert np.diff(found.place).tolist() == [len(one.word) for one in alone]
    for one, first, beyond in zip(alone, found.place[:-1], found.place[1:], strict=True):
        words = one.words.split()
        entries = zip(found.word[first:beyond], found.seen[first:beyond], found.name[first:beyond], strict=True)
        expected = zip(one.word, one.seen, one.name, strict=True)
        assert sorted((found.words[word], seen, name) for word, seen, name in entries) == sorted(
            (words[word], seen, name) for word, seen, name in expected
        )
