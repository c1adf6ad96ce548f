"""Articles as sparse vectors of their words, and of their names alone."""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from briefing.text import STOP_WORDS

_WORD = re.compile(r"[^\W_][\w’'-]*[^\W_]|\d[\d,.]*\d")
_SENTENCE_ENDS = frozenset('.!?“"\n:')
_SHORTEST = 3  # letters
_MOST_FORMS = 1 << 19  # a hostile text of random words must not grow the table for ever
_NAME_SHARE = 0.5  # share of its occurrences inside a sentence with a capital that makes a word a name


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
        if word[0].isupper() and text[max(0, found.start() - 2) : found.start()].strip(" ")[-1:] not in _SENTENCE_ENDS:
            capital[low] = capital.get(low, 0) + 1
    return Terms(count=count, names=frozenset(low for low, seen in capital.items() if seen >= _NAME_SHARE * count[low]))


class _Forms(dict[str, str]):
    """What each form met so far counts as, "" for one that does not count; one string in memory for all articles."""

    def __missing__(self, form: str) -> str:
        if len(self) >= _MOST_FORMS:
            self.clear()
        low = form.lower().removesuffix("'s").removesuffix("’s")
        counts = len(low) >= _SHORTEST and low not in STOP_WORDS
        self[form] = sys.intern(low) if counts else ""
        return self[form]


_FORMS = _Forms()


def matrix(articles: Sequence[Terms], *, names_only: bool, boost: float, keep: int) -> Any:  # noqa: ANN401 - scipy ships no types
    """Return an n × vocabulary CSR matrix with rows of length 1 (or 0): (1 + log tf) · smoothed idf, names times `boost`.

    Only words of two articles or more count, and of each article the `keep` heaviest. Source: tf-idf with smoothed idf as
    in Manning, Raghavan, Schütze, Introduction to Information Retrieval (2008), chapter 6.
    """
    from scipy import sparse

    frequency = Counter(word for article in articles for word in article.count)
    columns = {word: number for number, word in enumerate(sorted(word for word, seen in frequency.items() if seen > 1))}
    rarity = {word: math.log((1 + len(articles)) / (1 + frequency[word])) + 1 for word in columns}
    place: list[int] = [0]
    column: list[int] = []
    value: list[float] = []
    for article in articles:
        weighed = sorted(
            (
                ((1 + math.log(article.count[word])) * rarity[word] * (boost if word in article.names else 1.0), word)
                for word in (article.names if names_only else article.count)
                if word in rarity
            ),
            reverse=True,
        )[:keep]
        length = math.sqrt(sum(weight * weight for weight, _ in weighed)) or 1.0
        column.extend(columns[word] for _, word in weighed)
        value.extend(weight / length for weight, _ in weighed)
        place.append(len(column))
    return sparse.csr_matrix((value, column, place), shape=(len(articles), max(1, len(columns))))
