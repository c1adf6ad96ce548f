"""What a copy left out of the report it repeats, and what it put in: one sentence of each, a denial before all others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from briefing.dedupe.cover import LEAST, RUN, Told, compared, share, told
from briefing.dedupe.shingles import hashed_together, is_in, runs
from briefing.model import Article
from briefing.text import prose, sentences

_HALF = 0.5  # share of a sentence's words that stand in the other text, below which the sentence does not
_SHORTEST = 5  # words of a sentence worth telling
# Who drops a denial has changed what the report says. Source: the verbs of denying among the cues of `lexicon`.
_DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying)|refut\w+|reject\w+|dismiss\w+|disput\w+|denial)\b", re.IGNORECASE)


def differences(original: Article, copy: Article) -> tuple[str | None, str | None]:
    """Return a sentence of the original that the copy lacks, and one of the copy that the original lacks, verbatim.

    Of several a denial is told, else the longest; None where nothing of note is missing. Raises nothing.
    """
    return _missing(original, told(prose(copy))), _missing(copy, told(prose(original)))


def _missing(article: Article, other: Told) -> str | None:
    texts = [sentence.text for sentence in sentences(article)]
    found = [text for text, lacks in zip(texts, _lacking(texts, other), strict=True) if lacks]
    denials = [text for text in found if _DENIAL.search(text)]
    return max(denials or found, key=len, default=None)


def _lacking(texts: Sequence[str], other: Told) -> Iterator[bool]:
    """Yield for each sentence whether it is worth telling and less than half of it stands in the other text.

    Where none of its runs stands there, nothing of it does. Runs one behind the other that make a stretch are covered: where
    these are half of it, at least half is. Only the others are looked at more closely.
    """
    for words, many in hashed_together(texts):
        inside = is_in(runs(words, RUN), other.known[0])
        first = 0
        for size in many.tolist():
            beyond = first + size
            there = inside[first : beyond - RUN + 1].tobytes()
            if size < _SHORTEST:
                yield False
            elif not any(there):
                yield True
            elif sum(stretch for stretch in map(len, there.split(b"\0")) if stretch + RUN > LEAST) >= _HALF * size:
                yield False
            else:
                yield share(compared(Told("", words[first:beyond], np.arange(size)), other)[0]) < _HALF
            first = beyond
