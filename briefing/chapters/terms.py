"""Which words of a text count, and which of them are names there. The definition; `tally` counts many texts by it at once."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

from briefing.text import STOP_WORDS

_WORD = re.compile(r"[^\W_][\w’'-]*[^\W_]|\d[\d,.]*\d")
SENTENCE_ENDS = frozenset('.!?“"\n:')
POSSESSIVES = ("'s", "’s")  # taken off in this order
SHORTEST = 3  # letters
NAME_SHARE = 0.5  # share of its occurrences inside a sentence with a capital that makes a word a name
_MOST_FORMS = 1 << 19  # a hostile text of random words must not grow the table for ever


@dataclass(frozen=True, slots=True)
class Terms:
    """How often each word stands in an article, and which of them are names there."""

    count: dict[str, int]
    names: frozenset[str]


def terms(text: str) -> Terms:
    """Count the words of a text in lower case, stop words and words of fewer than three letters left out."""
    count: dict[str, int] = {}
    capital: dict[str, int] = {}
    for found in _WORD.finditer(text):
        word = found[0]
        low = _FORMS[word]
        if not low:
            continue
        count[low] = count.get(low, 0) + 1
        if word[0].isupper() and text[max(0, found.start() - 2) : found.start()].strip(" ")[-1:] not in SENTENCE_ENDS:
            capital[low] = capital.get(low, 0) + 1
    return Terms(count=count, names=frozenset(low for low, seen in capital.items() if seen >= NAME_SHARE * count[low]))


class _Forms(dict[str, str]):
    """What each form met so far counts as, "" for one that does not count; one string in memory for all articles."""

    def __missing__(self, form: str) -> str:
        if len(self) >= _MOST_FORMS:
            self.clear()
        low = form.lower()
        for possessive in POSSESSIVES:
            low = low.removesuffix(possessive)
        counts = len(low) >= SHORTEST and low not in STOP_WORDS
        self[form] = sys.intern(low) if counts else ""
        return self[form]


_FORMS = _Forms()
