"""Sparse vectors, a row for each text, and their products. It knows neither words nor sections.

Every sum runs in the order of the terms, so that its last bits are the same wherever numpy runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Vector = Any  # a numpy vector; the library is loaded when the first is made


class Rows:
    """Row n has its terms between `place[n]` and `place[n + 1]`: their columns, in order and each once, and their values above 0."""

    __slots__ = ("_row", "column", "place", "value", "width")

    def __init__(self, place: Vector, column: Vector, value: Vector, width: int) -> None:
        """Take the terms of all rows; `width` is the number of columns."""
        import numpy as np

        self.place, self.column, self.value, self.width = place, column, value, width
        self._row = np.repeat(np.arange(len(self)), np.diff(place))

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self.place) - 1

    def part(self, first: int, beyond: int) -> Rows:
        """Return the rows from `first` on that lie before `beyond`."""
        start, stop = self.place[first], self.place[beyond]
        return Rows(self.place[first : beyond + 1] - start, self.column[start:stop], self.value[start:stop], self.width)

    def times(self, vector: Vector) -> Vector:
        """Return the product of each row with a vector of all columns."""
        import numpy as np

        return np.bincount(self._row, self.value * vector[self.column], len(self))

    def across(self, vector: Vector) -> Vector:
        """Return the product of each column with a vector of all rows."""
        import numpy as np

        return np.bincount(self.column, self.value * vector[self._row], self.width)

    def dense(self, row: int) -> Vector:
        """Return a row with all its columns."""
        import numpy as np

        inside = slice(self.place[row], self.place[row + 1])
        full = np.zeros(self.width)
        full[self.column[inside]] = self.value[inside]
        return full

    def like(self, row: int) -> Vector:
        """Return the product of a row with every row."""
        return self.times(self.dense(row))

    def sums(self) -> Vector:
        """Return the sum of each row."""
        import numpy as np

        return _summed(self.value, np.diff(self.place))

    def beside(self, others: Rows, of: Sequence[int]) -> Vector:
        """Return the product of each row with a row of others, of which `of` gives the number."""
        import numpy as np

        here = np.array(of, dtype=np.int64)[self._row] * self.width + self.column
        there = others._row * self.width + others.column  # in order
        at = np.searchsorted(there, here)
        both = np.flatnonzero(there[np.minimum(at, len(there) - 1)] == here) if len(there) else at[:0]
        products = self.value[both] * others.value[at[both]]
        return _summed(products, np.bincount(self._row[both], minlength=len(self)))

    def groups(self, of: Sequence[int]) -> Vector:
        """Return for each column in how many groups of rows it stands; `of` gives the number of each row's group."""
        import numpy as np

        pairs = np.sort(np.array(of, dtype=np.int64)[self._row] * self.width + self.column)
        different = np.diff(pairs, prepend=-1) > 0
        return np.bincount(pairs[different] % self.width, minlength=self.width)


def _summed(values: Vector, many: Vector) -> Vector:
    """Return the sums of values that belong to one row after the other, so many to each."""
    import numpy as np

    sums = np.zeros(len(many))
    filled = np.flatnonzero(many)
    if len(filled):
        sums[filled] = np.add.reduceat(values, (np.cumsum(many) - many)[filled])
    return sums
