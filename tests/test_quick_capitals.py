"""Patterns that begin with what is rare find what the plain ones find, and looks before them miss nothing."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.summarize.heads import _NAME as HEADED_BY
from briefing.summarize.looks import _NAME as NAME
from briefing.summarize.looks import look
from briefing.summarize.people import _FULL as FULL
from briefing.summarize.pieces import _HEADED as HEADED
from briefing.summarize.pieces import _SHOUTED as SHOUTED
from briefing.summarize.pieces import is_headed
from briefing.summarize.signs import Wording

_PART = r"[A-Z][\w’'-]*[a-z]\w*"
_PLAIN = {
    HEADED_BY: re.compile(r"\b[A-Z][a-z]{2,}\b"),
    NAME: re.compile(r"(?<=[a-z,;:’'”\"] )[A-Z][\w’'-]+"),
    FULL: re.compile(
        rf"\b{_PART}(?: (?:{_PART}|[A-Z]\.|[Aa]l-[A-Z][\w’'-]+|bin|ibn|van|von|de))*? (?:[Aa]l-)?{_PART}\b(?! [A-Z][a-z])"
    ),
}
_PIECES = (
    "Ona", "Palst", "O’Brien", "Al-Assad", "al-Assad", "bin", "van", "de", "J.", "NATO", "McKay", "É", "the", "said", "’s", "-", "”", ",", "_", "7", "1.5x", "–",
)  # fmt: skip
_TEXTS = st.lists(
    st.tuples(st.sampled_from(_PIECES), st.sampled_from((" ", " ", " ", "", ". ", "\n"))), max_size=12
).map(lambda found: "".join(piece + gap for piece, gap in found))


@settings(max_examples=1000)
@given(_TEXTS)
def test_names_are_found_from_their_capitals(text: str) -> None:
    for quick, plain in _PLAIN.items():
        for start in (0, 1):
            assert [found.span() for found in quick.finditer(text, start)] == [
                found.span() for found in plain.finditer(text, start)
            ]


@given(_TEXTS)
def test_a_number_begins_a_word(text: str) -> None:
    assert look(Wording(text)).numbers == len(re.findall(r"\b\d[\d,.]*\b", text))


@given(
    st.lists(
        st.sampled_from(
            ("Job ", "chat ", "in ", "Lund ", "- ", "A", "The ", ", ", "Fox News ", ":", "(", "WAR ", "TALKS ")
        ),
        max_size=14,
    ).map("".join)
)
def test_a_headline_stands_before_a_free_dash(text: str) -> None:
    assert is_headed(text) == bool(HEADED.match(text) or SHOUTED.match(text))
