"""That looking up the words of a text answers as its patterns do."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.summarize.sections import _is_shouted
from briefing.summarize.signs import _PARTS, _RUN, _SIGNS, Sign, Wording, _ways, needed
from briefing.text import words
from briefing.text.folded import folded
from briefing.text.tokens import as_printed, counted

_WAYS = [(one, way) for one in _SIGNS for way in _ways(one.pattern.pattern)]
_ODD = st.sampled_from(("", " ", "-", "’s", "'", "“", "” ", "_", "7", "é", "ſ", "\n", ". The "))


def _example(way: str) -> str:
    """A text that a way through a pattern stands for, whatever can be left out being there."""
    for construct, text in (
        (r"\\b|\^", ""), (r"\[\\s-\]", " "), (r"\.", "they "), (r"\[([^\]\\])[^\]]*\]", r"\1"), (r"\[[^\]]*\]", "x"), (r"\\[sS]", " "),
        (r"\\d", "9"), (r"\\w", "x"), (r"\{(\d)[^}]*\}", "xx"), (r"[?*+]", ""),
    ):  # fmt: skip
        way = re.sub(construct, text, way)
    return way


@pytest.mark.parametrize("one", _SIGNS, ids=lambda one: one.pattern.pattern[:30])
def test_every_way_through_a_pattern_is_found(one: Sign) -> None:
    examples = [_example(way) for way in _ways(one.pattern.pattern)]
    for example in examples:
        for text in (example, example.upper(), example.capitalize(), f"He “{example}”, and so on.", f"x{example}x"):
            assert Wording(text).has(one) == bool(one.pattern.search(text)), text
    assert sum(bool(one.pattern.search(example)) for example in examples) > len(examples) / 2


_PIECES = st.lists(st.one_of(_ODD, st.sampled_from(_WAYS).map(lambda entry: _example(entry[1]))), max_size=8)
_MATCHES = st.sampled_from(_SIGNS).flatmap(lambda one: st.from_regex(one.pattern))


@settings(max_examples=1000, deadline=None)
@given(_MATCHES, _PIECES)
def test_a_sign_is_found_where_its_pattern_is(match: str, pieces: list[str]) -> None:
    for text in (match, "".join([*pieces, match, *pieces])):
        wording = Wording(text)
        for one in _SIGNS:
            found = bool(one.pattern.search(text))
            assert wording.may_have(one) >= found
            assert wording.has(one) == found
            assert wording.has(one) == found  # and so it does when it is asked again


@settings(max_examples=300, deadline=None)
@given(_PIECES)
def test_what_a_quotation_is_cut_from_has_no_sign_that_the_whole_cannot_have(pieces: list[str]) -> None:
    text = "".join(pieces)
    for cut in (r"[“\"«][^”\"»]*[”\"»]?", r"[“\"«]([^”\"»]*)"):
        wording = Wording(text)
        for one in _SIGNS:
            wording.has(one)  # what was asked before changes nothing
            assert wording.may_have(one) >= bool(one.pattern.search(re.sub(cut, " ", text)))


def test_letters_are_folded_as_patterns_without_regard_to_case_fold_them() -> None:
    anything = re.compile("[a-z0-9]", re.IGNORECASE)
    for number in range(sys.maxunicode + 1):
        if anything.fullmatch(letter := chr(number)):
            assert re.fullmatch(folded(letter), letter, re.IGNORECASE)


@pytest.mark.parametrize("pattern", ["kill", r"\bkill|\w+ed", r"[“\"]\bx", r"\b\w+ \w+"])
def test_a_pattern_that_tells_no_word_is_no_sign(pattern: str) -> None:
    with pytest.raises(ValueError, match="no word"):
        needed(re.compile(pattern))


def test_words_are_taken_from_a_pattern() -> None:
    assert needed(re.compile(r"\b(?:cease-?fires?|in[\s-]the[\s-]19\d\ds|str[iu]ck)\b")) == {
        (("cease.", "fire"), False), (("ceasefire",), True), (("19", "the."), False), (("str",), True),
    }  # fmt: skip


@given(st.text(alphabet="abcABCÄÉßé .,“”0\ud800", max_size=60))
def test_shouting_is_more_than_half_of_the_letters_in_capitals(text: str) -> None:
    assert _is_shouted(text) == (sum(map(str.isupper, text)) > 0.5 * sum(map(str.isalpha, text)))


_TYPED = st.text(alphabet="aAkKsSnNUu19².,'’-_ éÉßſıİσςΣǅ—“", max_size=40)


@settings(max_examples=1000, deadline=None)
@given(st.one_of(_TYPED, st.text(max_size=40)))
def test_words_are_counted_alike_one_by_one_and_in_their_text(text: str) -> None:
    printed = as_printed(text)
    assert printed is None or [*map(counted, printed)] == words(text)
    assert [*Wording(text).words] == words(text)


@pytest.mark.parametrize(
    "text", ["In 1.5x2014 it", "in 3,2b1999", "a U.N. envoy in 2014's", "was_1999 we_", "ſign up, ONLINE.I think"]
)
def test_the_signs_of_a_text_are_those_of_its_runs_of_letters(text: str) -> None:
    bits = 0
    for run in _RUN.findall(text):
        bits |= _PARTS[run]
    assert [bool(bits & one.sure) or one.can_be_in(bits) for one in _SIGNS] == [*map(Wording(text).may_have, _SIGNS)]


@settings(max_examples=500, deadline=None)
@given(_TYPED, _TYPED)
def test_no_word_hides_a_sign_behind_it(before: str, after: str) -> None:
    for pieces in ((before, "1999", after), (before, " kill ", after), (before, "UN", after)):
        text = "".join(pieces)
        wording = Wording(text)
        for one in _SIGNS:
            assert wording.has(one) == bool(one.pattern.search(text)), text


def test_letters_in_lower_case_stay_letters_and_digits_one_for_one() -> None:
    for number in range(sys.maxunicode + 1):
        letter, low = chr(number), chr(number).lower()
        if letter != "İ":
            for kind in (r"[^\W_]", r"[^\W\d_]", r"\d"):
                assert bool(re.fullmatch(kind, letter)) == bool(re.fullmatch(kind, low)), letter
