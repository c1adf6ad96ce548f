"""Articles as sparse vectors of their words, and of their names alone."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from briefing.text import STOP_WORDS

_WORD = re.compile(r"[^\W_][\w’'-]*[^\W_]|\d[\d,.]*\d")
_SENTENCE_ENDS = frozenset('.!?“"\n:')
_NAME_SHARE = 0.5  # share of its occurrences inside a sentence with a capital that makes a word a name


@dataclass(frozen=True, slots=True)
class Terms:
    """How often each word stands in an article, and which of them are names there."""

    count: dict[str, int]
    names: frozenset[str]


def terms(text: str) -> Terms:
    """Count the words of a text in lower case, stop words and words of fewer than three letters left out."""
    count: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for found in _WORD.finditer(text):
        word = found[0]
        low = word.lower().removesuffix("'s").removesuffix("’s")
        if len(low) < 3 or low in STOP_WORDS:  # noqa: PLR2004 - see the docstring
            continue
        count[low] += 1
        if word[0].isupper() and text[max(0, found.start() - 2) : found.start()].strip(" ")[-1:] not in _SENTENCE_ENDS:
            capital[low] += 1
    return Terms(
        count=dict(count), names=frozenset(word for word, seen in capital.items() if seen >= _NAME_SHARE * count[word])
    )


def matrix(articles: Sequence[Terms], *, names_only: bool, boost: float, keep: int) -> Any:  # noqa: ANN401 - scipy ships no types
    """Return an n × vocabulary CSR matrix with rows of length 1 (or 0): (1 + log tf) · smoothed idf, names times `boost`.

    Only words of two articles or more count, and of each article the `keep` heaviest. Source: tf-idf with smoothed idf as
    in Manning, Raghavan, Schütze, Introduction to Information Retrieval (2008), chapter 6.
    """
    from scipy import sparse

    frequency = Counter(word for article in articles for word in article.count)
    columns = {word: number for number, word in enumerate(sorted(word for word, seen in frequency.items() if seen > 1))}
    place: list[int] = [0]
    column: list[int] = []
    value: list[float] = []
    for article in articles:
        weighed = sorted(
            (
                (
                    (1 + math.log(seen))
                    * (math.log((1 + len(articles)) / (1 + frequency[word])) + 1)
                    * (boost if word in article.names else 1.0),
                    word,
                )
                for word, seen in article.count.items()
                if frequency[word] > 1 and (not names_only or word in article.names)
            ),
            reverse=True,
        )[:keep]
        length = math.sqrt(sum(weight * weight for weight, _ in weighed)) or 1.0
        column.extend(columns[word] for _, word in weighed)
        value.extend(weight / length for weight, _ in weighed)
        place.append(len(column))
    return sparse.csr_matrix((value, column, place), shape=(len(articles), max(1, len(columns))))
