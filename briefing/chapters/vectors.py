"""Articles as sparse vectors of their words, and of their names alone."""

from __future__ import annotations

import itertools
import math
import re
import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.chapters.rows import Rows
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


@dataclass(frozen=True, slots=True)
class Counts:
    """The terms of many articles in few bytes: numbers of words, how often each stands there, whether it is a name there.

    Those of article n lie between `place[n]` and `place[n + 1]`.
    """

    words: Sequence[str]
    place: NDArray[np.int64]
    word: NDArray[np.int64]
    seen: NDArray[np.int64]
    name: NDArray[np.bool_]


def counts(texts: Iterable[str]) -> Counts:
    """Return the terms of the texts, one text after the other."""
    numbers: dict[str, int] = {}
    place, word, seen, name = array("q", [0]), array("I"), array("I"), bytearray()
    for text in texts:
        found = terms(text)
        word.extend(numbers.setdefault(low, len(numbers)) for low in found.count)
        seen.extend(found.count.values())
        name.extend(low in found.names for low in found.count)
        place.append(len(word))
    return Counts(
        words=list(numbers),
        place=np.array(place),
        word=np.array(word, dtype=np.int64),
        seen=np.array(seen, dtype=np.int64),
        name=np.frombuffer(bytes(name), dtype=np.bool_),
    )


def matrix(articles: Counts, *, names_only: bool, boost: float, keep: int) -> Rows:
    """Return a row for each article over the vocabulary, with rows of length 1 (or 0): (1 + log tf) · smoothed idf, names times `boost`.

    Only words of two articles or more count, and of each article the `keep` heaviest. Source: tf-idf with smoothed idf as
    in Manning, Raghavan, Schütze, Introduction to Information Retrieval (2008), chapter 6.
    """
    many = len(articles.place) - 1
    frequency = np.bincount(articles.word, minlength=len(articles.words))
    common = [number for number in range(len(frequency)) if frequency[number] > 1]
    column_of = np.full(len(frequency), -1, dtype=np.int64)
    column_of[sorted(common, key=articles.words.__getitem__)] = np.arange(len(common))
    # Logarithms are the interpreter's own: those of numpy may differ in the last bit from machine to machine.
    rarity = np.array([math.log((1 + many) / (1 + often)) + 1 for often in range(many + 1)])[frequency]
    often = np.array([1 + math.log(max(1, seen)) for seen in range(int(articles.seen.max(initial=0)) + 1)])
    weight = often[articles.seen] * rarity[articles.word] * np.where(articles.name, boost, 1.0)
    columns = column_of[articles.word]
    counts_ = (columns >= 0) & articles.name if names_only else columns >= 0
    place, column, value = [0], array("q"), array("d")
    for first, beyond in itertools.pairwise(articles.place.tolist()):
        inside = np.flatnonzero(counts_[first:beyond]) + first
        heaviest = inside[np.lexsort((columns[inside], weight[inside]))[::-1][:keep]]
        weighed = weight[heaviest]
        length = math.sqrt(sum((weighed * weighed).tolist())) or 1.0
        column.frombytes(columns[heaviest].tobytes())
        value.frombytes((weighed / length).tobytes())
        place.append(len(column))
    return Rows(np.array(place), np.array(column, dtype=np.intp), np.array(value))
