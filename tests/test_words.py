from __future__ import annotations

import re
import time
from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.dedupe import shingles as shingles_module
from briefing.dedupe import sketch as sketch_module
from briefing.dedupe.cover import compared, share, told
from briefing.dedupe.evidence import _lacking
from briefing.dedupe.shingles import hashed, hashed_together, runs, spelt
from briefing.dedupe.sketch import shared
from briefing.text import STOP_WORDS, WORD, words


def shingles(tokens: list[str], size: int = 5) -> list[int]:
    found: list[int] = runs(hashed(" ".join(tokens))[0], size).tolist()
    return found


def _spelt_by_python(text: str) -> bytes | str:
    try:
        return text.encode("cp1252")
    except UnicodeEncodeError:
        return text


@given(st.text(st.characters() | st.sampled_from("\0\x80\x81\x9f\ud800ŠŒŸ€“”’–…\ufffd")))
def test_a_text_is_spelt_as_python_spells_it(text: str) -> None:
    assert spelt(text) == _spelt_by_python(text)


def test_every_letter_is_spelt_as_python_spells_it() -> None:
    letters = map(chr, range(0x3000))
    assert [letter for letter in letters if spelt(letter) != _spelt_by_python(letter)] == []


_TOKENS = st.lists(st.sampled_from(["fire", "ceased", "at", "noon", "in", "Orlen", "1000"]), max_size=30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Army shelled Orlen.", ["the", "army", "shelled", "orlen"]),
        ("Okren’s men, soldiers' wives", ["okren", "men", "soldiers", "wives"]),
        ("They don’t trust O'Brien", ["they", "don't", "trust", "o'brien"]),
        ("1,000 men, 12,345,678 shells", ["1000", "men", "12345678", "shells"]),
        ("5.7 percent of $3.2bn", ["5.7", "percent", "of", "3.2bn"]),
        ("a well-known Su-25", ["a", "well", "known", "su", "25"]),
        ("U.N. and UN, U.S., p.m.", ["un", "and", "un", "u.s", "pm"]),
        ("Ärzte in Łódź, 'война'", ["ärzte", "in", "łódź", "война"]),
        ("snake_case — … !", ["snake", "case"]),
        ("", []),
    ],
)
def test_the_same_word_is_found_however_it_is_typed(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text(max_size=60))
def test_words_are_lower_case_and_never_empty(text: str) -> None:
    for word in words(text):
        assert word == word.lower()
        assert word
        assert WORD.search(word)


def test_function_words_are_written_as_words_are_found() -> None:
    assert 150 <= len(STOP_WORDS) <= 260
    assert [word for word in sorted(STOP_WORDS) if words(word) != [word]] == []
    assert not STOP_WORDS & {"war", "said", "president", "killed", "army"}


def test_shingles_are_the_same_numbers_on_every_machine() -> None:
    assert shingles(["The", "guns", "fell", "silent", "at", "dawn"]) == [
        73467204301597021,
        14171148457361987538,
    ]


@given(_TOKENS, st.integers(1, 7))
def test_there_is_one_shingle_for_each_different_run_of_words(tokens: list[str], size: int) -> None:
    wanted = {tuple(tokens[at : at + size]) for at in range(max(1, len(tokens) - size + 1))} if tokens else set()
    found = shingles(tokens, size)
    assert len({*found}) == len(wanted)
    assert all(0 <= value < 2**64 for value in found)


@given(_TOKENS, _TOKENS, _TOKENS)
def test_a_passage_keeps_its_shingles_wherever_it_is_reprinted(
    before: list[str], passage: list[str], after: list[str]
) -> None:
    if len(passage) >= 5:
        assert {*shingles(passage)} <= {*shingles(before + passage + after)}


def test_a_shingle_of_no_words_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one word"):
        shingles(["fire"], 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Army", "the army"),
        ("the army’s guns", "the army's guns"),
        ("“We shall,” he said", '"We shall", he said'),
        ("talks—again", "talks – again"),
        ("Łódź\u2028ŁÓDŹ", "łódź łódź"),
    ],
)
def test_a_reprint_set_in_other_type_has_the_same_words(one: str, other: str) -> None:
    assert hashed(one)[0].tolist() == hashed(other)[0].tolist()


@given(st.text(max_size=40))
def test_a_word_is_told_where_it_begins(text: str) -> None:
    words_, begin = hashed(text)
    lower = text.lower()
    assert len(words_) == len(begin)
    for number, place in enumerate(begin.tolist()):
        assert hashed(lower[place:])[0].tolist() == words_.tolist()[number:]


def test_order_matters() -> None:
    assert [*shingles(["a", "b", "c", "d", "e"])] != [*shingles(["b", "a", "c", "d", "e"])]


@pytest.mark.parametrize("unit", ["1,", "a.", "a'", "1.a", "é’", "word ", "1"])
def test_a_hostile_text_costs_time_in_proportion_to_its_length(unit: str) -> None:
    def cost(length: int) -> float:
        start = time.process_time()
        text = unit * (length // len(unit))
        words(text)
        runs(hashed(text)[0], 5)
        return time.process_time() - start

    small, large = cost(125_000), cost(1_000_000)
    assert large < 16 * small + 0.5, f"{unit!r}: {small:.3f} s for 125,000 characters, {large:.3f} s for 1,000,000"


_WESTERN = st.text(st.sampled_from([bytes([code]).decode("cp1252", "replace") for code in range(256)]), max_size=80)


@given(_WESTERN)
def test_one_byte_a_letter_tells_the_same_words_as_code_points(text: str) -> None:
    # A letter beyond the Western ones makes the whole text be read as code points.
    text = 25 * "Orlen " + text
    short, long = told(text), told(f"{text} 한")
    assert short.words.tolist() == long.words[:-1].tolist()
    assert short.begin.tolist() == long.begin[:-1].tolist()
    assert short.facts.tolist() == long.facts[:-1].tolist()
    assert short.own.tolist() == long.own[:-1].tolist()


@given(st.lists(st.text(max_size=30) | _WESTERN, max_size=8), st.sampled_from([1, 20, 1 << 16]))
def test_texts_hashed_together_have_the_words_of_each(texts: list[str], at_once: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shingles_module, "_AT_ONCE", at_once)
        found = list(hashed_together(texts))
    assert [word for words, _ in found for word in words.tolist()] == [
        word for text in texts for word in hashed(text)[0].tolist()
    ]
    assert [size for _, many in found for size in many.tolist()] == [len(hashed(text)[0]) for text in texts]


@given(
    st.lists(st.lists(st.integers(0, 1 << 64 - 1), max_size=12, unique=True).map(sorted), min_size=1, max_size=6),
    st.integers(1, 9),
)
def test_shingles_of_two_articles_or_more_are_numbered_in_their_order(samples: list[list[int]], parted: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sketch_module, "_PARTED", parted)
        found = shared([np.array(sample, dtype=np.uint64) for sample in samples])
    standing = Counter(piece for sample in samples for piece in sample)
    number = {piece: at for at, piece in enumerate(sorted(piece for piece, many in standing.items() if many > 1))}
    assert [one.tolist() for one in found] == [[number.get(piece, -1) for piece in sample] for sample in samples]


@given(
    st.lists(st.integers(0, 40), max_size=60),
    st.lists(st.lists(st.integers(0, 44), max_size=24), max_size=6),
    st.randoms(use_true_random=False),
)
def test_a_sentence_is_lacking_where_less_than_half_of_it_is_covered(
    whole: list[int],
    others: list[list[int]],
    chance: Any,  # noqa: ANN401 - a random.Random of hypothesis
) -> None:
    def printed(numbers: list[int]) -> str:
        return " ".join(f"w{number}" for number in numbers)

    cuts = [whole[first : first + chance.randrange(30)] for first in range(0, len(whole), 7)]
    edited = [[99 if chance.random() < 0.1 else number for number in cut] for cut in cuts]
    texts, other = [printed(one) for one in (*others, *cuts, *edited)], told(printed(whole))
    expected = [len(told(text).words) >= 5 and share(compared(told(text), other)[0]) < 0.5 for text in texts]
    assert list(_lacking(texts, other)) == expected


@given(st.text("ab1.,'’ -é", max_size=30))
def test_a_plain_word_is_told_as_any_other(text: str) -> None:
    assert WORD.findall(text) == re.findall(WORD.pattern.removeprefix("[a-z]+(?=[ ,])|"), text)
