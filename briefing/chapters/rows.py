"""Sparse vectors, a row for each article, and how like each other they are. It knows neither words nor time.

Sums run in a fixed order, that of the terms of the earlier row: the same bits wherever numpy runs, however many rows there are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]
Floats = NDArray[np.float64]

_AT_ONCE = 1 << 18  # pairs looked at in one go; bounds the memory, changes nothing


@dataclass(frozen=True, slots=True)
class Rows:
    """The terms of row n lie between `place[n]` and `place[n + 1]`: their columns, each once in a row, and their values above 0."""

    place: Places
    column: Places
    value: Floats

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.place) - 1

    def of(self, rows: Places) -> Rows:
        """Return some of the rows, in the order asked for."""
        many = self.place[rows + 1] - self.place[rows]
        inside = ranges(self.place[rows], many)
        return Rows(np.concatenate(([0], np.cumsum(many))), self.column[inside], self.value[inside])


def ranges(first: Places, many: Places) -> Places:
    """Return `many` numbers upwards from `first` for each of some places, one range behind the other."""
    ends = np.cumsum(many)
    return np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(first - ends + many, many)


def likeness(rows: Rows, share: int = 0, shares: int = 1) -> Iterator[tuple[int, Floats]]:
    """Yield blocks of cosines, each with the number of its first row: those of each row with all later ones, 0 with itself and before.

    The columns of a block begin with that row as well. Of so many shares of the blocks, those of one come.
    """
    count = len(rows)
    row = np.repeat(np.arange(count, dtype=np.int32), np.diff(rows.place))
    by_column = np.argsort(rows.column, kind="stable")
    later_row, later_value = row[by_column], rows.value[by_column]
    # The spot of each term among those of its column, which stand in order of their rows.
    spot = np.empty(len(by_column), dtype=np.int32)
    spot[by_column] = np.arange(len(by_column), dtype=np.int32)
    del by_column
    ends = np.cumsum(np.bincount(rows.column))
    block = max(1, _AT_ONCE // count)
    for start in range(share * block, count, shares * block):
        stop = min(start + block, count)
        cosine = np.zeros((stop - start) * (count - start))
        first, beyond = rows.place[start], rows.place[stop]
        after = ends[rows.column[first:beyond]] - spot[first:beyond] - 1  # how many of its column follow each term
        cuts = np.flatnonzero(np.diff(np.cumsum(after) // _AT_ONCE)) + 1
        for terms, many in zip(np.split(np.arange(first, beyond), cuts), np.split(after, cuts), strict=True):
            met = ranges(spot[terms] + 1, many)
            begin = (row[terms] - start).astype(np.intp) * (count - start) - start
            pair = np.repeat(begin, many) + later_row[met]
            np.add.at(cosine, pair, np.repeat(rows.value[terms], many) * later_value[met])  # one after the other
        yield start, cosine.reshape(stop - start, count - start)
