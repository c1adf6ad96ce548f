"""Articles as sparse vectors of their words, and of their names alone."""

from __future__ import annotations

import itertools
import math
from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.chapters.rows import Rows
from briefing.chapters.tally import Tally, tally
from briefing.model import Article
from briefing.text import prose

# Like `map`: gives each of some shares to a function and returns the results in order; the caller may use several cores for it.
Each = Callable[[Callable[[Sequence[Article]], Tally], Sequence[Sequence[Article]]], Iterable[Tally]]

_TOGETHER = 512  # articles whose words are counted at once


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


def counts(articles: Sequence[Article], each: Each = map) -> Counts:
    """Return the terms of the prose of the articles, one article after the other."""
    chunks = [articles[first : first + _TOGETHER] for first in range(0, len(articles), _TOGETHER)]
    numbers: dict[str, int] = {}
    place, word, seen, name = [np.zeros(1, dtype=np.int64)], [], [], []
    for found in each(_tally, chunks):
        renumbered = np.array([numbers.setdefault(low, len(numbers)) for low in found.words], dtype=np.int64)
        place.append(place[-1][-1] + np.cumsum(found.many))
        word.append(renumbered[found.word])
        seen.append(found.seen)
        name.append(found.name)
    return Counts(
        list(numbers), np.concatenate(place), np.concatenate(word), np.concatenate(seen), np.concatenate(name)
    )


def _tally(articles: Sequence[Article]) -> Tally:
    return tally([prose(article) for article in articles])


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
