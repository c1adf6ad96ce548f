"""Articles as sparse vectors of their words, and of their names alone."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.chapters.rows import Floats, Places, Rows
from briefing.chapters.tally import Tally, tally
from briefing.model import Article
from briefing.text import prose

_COUNTED = 1 << 20  # terms that are counted at once; bounds the memory, changes nothing
_TOGETHER = 256  # articles whose words are counted, or weighed, at once; bounds the memory, changes nothing


@dataclass(frozen=True, slots=True)
class Counts:
    """The terms of many articles in few bytes: numbers of words, how often each stands there, whether it is a name there.

    Those of article n lie between `place[n]` and `place[n + 1]`.
    """

    words: Sequence[str]
    place: NDArray[np.int64]
    word: NDArray[np.int32]
    seen: NDArray[np.int32]
    name: NDArray[np.bool_]


def together(articles: Sequence[Article]) -> list[Sequence[Article]]:
    """Return the articles in shares whose words are counted together."""
    return [articles[first : first + _TOGETHER] for first in range(0, len(articles), _TOGETHER)]


def tallied(articles: Sequence[Article]) -> Tally:
    """Return the words of the prose of a share of the articles, one article after the other."""
    return tally([prose(article) for article in articles])


def counts(tallies: Iterable[Tally], wanted: Sequence[bool]) -> Counts:
    """Return the terms of those articles that are wanted; it is asked of each article."""
    numbers: dict[str, int] = {}
    many, word, seen, name = [np.zeros(1, dtype=np.int32)], [], [], []
    first = 0
    for found in tallies:
        chosen = np.array(wanted[first : first + len(found.many)], dtype=np.bool_)
        first += len(found.many)
        inside = np.repeat(chosen, found.many)
        renumbered = np.array([numbers.setdefault(low, len(numbers)) for low in found.words.split()], dtype=np.int32)
        many.append(found.many[chosen])
        word.append(renumbered[found.word[inside]])
        seen.append(found.seen[inside])
        name.append(found.name[inside])
    place = np.cumsum(np.concatenate(many), dtype=np.int64)
    return Counts(list(numbers), place, np.concatenate(word), np.concatenate(seen), np.concatenate(name))


def matrix(articles: Counts, *, names_only: bool, boost: float, keep: int) -> Rows:
    """Return a row for each article over the vocabulary, with rows of length 1 (or 0): (1 + log tf) · smoothed idf, names times `boost`.

    Only words of two articles or more count, and of each article the `keep` heaviest, the heaviest first. Source: tf-idf with
    smoothed idf as in Manning, Raghavan, Schütze, Introduction to Information Retrieval (2008), chapter 6.
    """
    many = len(articles.place) - 1
    frequency = np.zeros(len(articles.words), dtype=np.intp)
    for first in range(0, len(articles.word), _COUNTED):  # numpy makes numbers of 64 bits of what it counts
        frequency += np.bincount(articles.word[first : first + _COUNTED], minlength=len(frequency))
    common = np.flatnonzero(frequency > 1).tolist()
    column_of = np.full(len(frequency), -1, dtype=np.int64)
    column_of[sorted(common, key=articles.words.__getitem__)] = np.arange(len(common))
    # Logarithms are the interpreter's own: those of numpy may differ in the last bit from machine to machine.
    rarity = np.array([math.log((1 + many) / (1 + often)) + 1 for often in range(many + 1)])[frequency]
    often = np.array([1 + math.log(max(1, seen)) for seen in range(int(articles.seen.max(initial=0)) + 1)])
    pieces = []
    for first in range(0, many, _TOGETHER):
        place = articles.place[first : first + _TOGETHER + 1]
        here = slice(place[0], place[-1])
        word, name = articles.word[here], articles.name[here]
        weight = often[articles.seen[here]] * rarity[word] * np.where(name, boost, 1.0)
        column = column_of[word]
        counts_ = (column >= 0) & name if names_only else column >= 0
        row = np.repeat(np.arange(len(place) - 1), np.diff(place))[counts_]
        pieces.append(_heaviest(row, column[counts_], weight[counts_], len(place) - 1, keep))
    size, columns, values = (np.concatenate(side) for side in zip(*pieces, strict=True))
    return Rows(np.concatenate(([0], np.cumsum(size))), columns, values)


_COLUMNS, _WEIGHTS = 26, 27  # bits that the number of a column takes, and that of a weight among those of some articles


def _heaviest(row: Places, column: Places, weight: Floats, rows: int, keep: int) -> tuple[Places, Places, Floats]:
    """Return of each row how many of its columns are kept, these columns, the heaviest first, and their weights at length 1.

    Of equal weights the higher column is kept. All is in one number, by which it is sorted: that is faster than any other way.
    """
    order = np.argsort(weight)
    new = np.diff(weight[order], prepend=-1.0) != 0
    different = weight[order[new]]
    rank = np.empty_like(order)
    rank[order] = np.cumsum(new) - 1
    lightest, least = (1 << _WEIGHTS) - 1, (1 << _COLUMNS) - 1
    key = np.sort((row << _WEIGHTS + _COLUMNS) + (lightest - rank << _COLUMNS) + (least - column))
    row = key >> _WEIGHTS + _COLUMNS
    size = np.bincount(row, minlength=rows)
    kept = np.arange(len(key)) - (np.cumsum(size) - size)[row] < keep
    key, row = key[kept], row[kept]
    weight = different[lightest - (key >> _COLUMNS & lightest)]
    length = np.sqrt(np.bincount(row, weight * weight, rows))  # one added to the other, as they stand
    return np.minimum(size, keep), least - (key & least), weight / length[row]
