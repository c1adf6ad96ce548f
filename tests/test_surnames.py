"""That looking for surnames one by one finds what a pattern of all of them would."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.summarize.surnames import HONORIFIC, Surnames

_NAMES = (
    "Palst",
    "Palster",
    "al-Palst",
    "Al-Palst",
    "O’Brien",
    "Brien",
    "Weller",
    "Mr",
    "Mrs",
    "Dr",
    "A-",
    "Ona-Palst",
    "Élan",
)
_PIECES = st.lists(
    st.sampled_from(
        (*_NAMES, " ", " ", "Mr ", "Mr. ", "Mrs. ", "Dr ", "’s", "’", "-", ".", "]", "[", "x", "_", "é", "said ")
    ),
    max_size=12,
)


@settings(max_examples=2000, deadline=None)
@given(st.sets(st.sampled_from(_NAMES), min_size=1), _PIECES.map("".join))
def test_surnames_are_found_as_a_pattern_finds_them(names: set[str], text: str) -> None:
    listed = "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))
    pattern = re.compile(rf"(?<![\w’'.\]-])(?:{HONORIFIC})?({listed})\b")
    assert Surnames(names).found(text) == [(one.start(), one.end(), one[1]) for one in pattern.finditer(text)]
    whole = pattern.fullmatch(text)
    assert Surnames(names).of(text) == (whole[1] if whole else None)
