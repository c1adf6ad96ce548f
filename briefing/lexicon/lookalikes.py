"""Letters that look like others, so that a name can be told from its imitation.

The table stands in lookalikes.tsv, with its source. It knows letters; it refuses to know which of two names is the true one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_]+")
# What looks alike among the letters of one alphabet. Source: Unicode Technical Standard 39, confusables.txt.
_ALIKE = (("rn", "m"), ("vv", "w"), ("0", "o"), ("1", "l"))
_CAPITAL_I = str.maketrans("I|", "ll")


@cache
def _table() -> dict[int, str]:
    text = files("briefing.lexicon").joinpath("lookalikes.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {ord(other): letter for letter, others in rows for other in others}


def skeleton(name: str) -> str:
    """Return what a name looks like: two names that the eye takes for one have the same skeleton.

    Letters of other alphabets are led back to Latin ones, accents, case and what is neither letter nor digit are left out.
    Source: the skeleton of Unicode Technical Standard 39, section 4, made blunter.
    """
    latin = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name).translate(_table()))
    plain = "".join(letter for letter in latin.translate(_CAPITAL_I).casefold() if letter.isalnum())
    for like, letter in _ALIKE:
        plain = plain.replace(like, letter)
    return plain


def spelling(name: str) -> str:
    """Return the letters and digits of a name, without case and punctuation: "Al-Jazeera" is "Al Jazeera"."""
    return "".join(letter for letter in unicodedata.normalize("NFC", name).casefold() if letter.isalnum())


def is_mixed(name: str) -> bool:
    """Whether a word of a name mixes Latin letters with ones of another alphabet that only look like them."""
    table = _table()
    return any(
        any(ord(letter) in table for letter in word) and any(letter.isascii() for letter in word)
        for word in _WORD.findall(name)
    )
