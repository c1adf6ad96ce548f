"""What a copy left out of the report it repeats, and what it put in: one sentence of each, a denial before all others."""

from __future__ import annotations

import re

from briefing.dedupe.cover import Told, compared, share, told
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
    found = []
    for sentence in sentences(article):
        words = told(sentence.text)
        if len(words.words) >= _SHORTEST and share(compared(words, other)[0]) < _HALF:
            found.append(sentence.text)
    denials = [text for text in found if _DENIAL.search(text)]
    return max(denials or found, key=len, default=None)
