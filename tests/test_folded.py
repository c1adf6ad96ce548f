from __future__ import annotations

import re
from string import ascii_letters

from hypothesis import given
from hypothesis import strategies as st

from briefing.text.folded import folded

_WORD = st.text("aikstAIKST", min_size=1, max_size=3)
_TEXT = st.text("aikstAIKSTıİſK’Å ", max_size=12)


def test_every_letter_that_is_like_a_plain_one_becomes_it() -> None:
    for code in range(0x110000):
        for plain in re.findall("[a-z]", chr(code), re.IGNORECASE) and ascii_letters[:26]:
            if re.fullmatch(plain, chr(code), re.IGNORECASE):
                assert folded(chr(code)) == plain


@given(_WORD, _TEXT)
def test_what_is_found_whatever_its_case_stands_in_the_folded_text(word: str, text: str) -> None:
    if re.search(re.escape(word), text, re.IGNORECASE):
        assert word.lower() in folded(text)
