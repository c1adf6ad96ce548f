"""Average-linkage clustering of sparse unit vectors, exact, without a full matrix of all against all.

A merge at average similarity t needs at least one pair at t, so clusters lie inside the connected components of the graph
of such pairs; only these are clustered in full.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefing.chapters.linkage import linked
from briefing.chapters.rows import Floats, Places, Rows, likeness

# A component above this many members is cut at a higher threshold first: its full matrix would take 8 · n² bytes.
_LARGEST = 3000
_STEP = 1.25
_LOWEST = 0.01  # the second level where the first is nothing
# Parts of the work, with so many rows each at least; smaller ones cost more than they save.
_SHARES, _WORTH_A_SHARE = 4, 4000
_WAITING = 1 << 20  # pairs that are held before they are told together; bounds the memory, changes nothing


# Like `map`: gives the number of each share to a function and returns the results; the caller may use several cores for it.
Each = Callable[[Callable[[int], list[Any]], Sequence[int]], Iterable[list[Any]]]


def clusters(
    vectors: Rows, days: Sequence[float | None], threshold: float, fade: float | None, each: Each = map
) -> list[int]:
    """Return the number of the cluster of each row; clusters are numbered by their first row.

    Similarity is the cosine times exp(-|days apart| / fade); where a day is unknown the factor is that of UNKNOWN days.
    `fade` None leaves time out.
    """
    when = np.array([np.nan if day is None else day for day in days])
    label = [-1] * len(vectors)
    components = sorted(_components(vectors, when, threshold, fade, each), key=len, reverse=True)
    shares = _shares(sum(len(rows) for rows in components if len(rows) > 1))

    def share_of(share: int) -> list[list[int]]:  # dealt out: the largest to different ones
        dealt = components[share::shares]
        return [members for rows in dealt for members in _linked(vectors, when, rows, threshold, fade)]

    groups = [members for some in each(share_of, range(shares)) for members in some]
    for number, members in enumerate(sorted(groups)):
        for row in members:
            label[row] = number
    return label


def _shares(rows: int) -> int:
    return min(_SHARES, 1 + rows // _WORTH_A_SHARE)


UNKNOWN = 2.5  # days apart that two articles count as when a day is unknown; measured on articles without dates


def _faded(similarity: Floats, one: Floats, other: Floats, fade: float | None) -> Floats:
    if fade is None:
        return similarity
    apart = np.abs(one - other)
    return similarity * np.exp(-np.where(np.isnan(apart), UNKNOWN, apart) / fade)


def _components(vectors: Rows, when: Floats, threshold: float, fade: float | None, each: Each) -> Iterator[Places]:
    """Yield the connected components of the graph of pairs at the threshold or above; too large ones are cut again, higher."""
    levels = [threshold]
    while levels[-1] < 1:
        levels.append(max(levels[-1] * _STEP, _LOWEST))
    left = np.ones(len(vectors), dtype=np.bool_)
    for level, least in zip(levels, _hanging(vectors, when, levels, fade, each), strict=True):
        for part in _parts(least):
            if left[part[0]] and (len(part) <= _LARGEST or level >= 1):
                left[part] = False
                yield part


def _hanging(vectors: Rows, when: Floats, levels: Sequence[float], fade: float | None, each: Each) -> list[Places]:
    """Return for each level the lowest row that each row hangs together with by pairs of that level or above.

    What hangs together by some of the pairs is told for each share of them, and then what hangs together by that.
    """
    shares = _shares(len(vectors))

    def held(share: int) -> list[Places]:
        return _held(vectors, when, levels, fade, (share, shares))

    first, *others = each(held, range(shares))
    for other in others:
        first = [_connected(len(vectors), one, one[by])[one] for one, by in zip(first, other, strict=True)]
    return first


def _held(
    vectors: Rows, when: Floats, levels: Sequence[float], fade: float | None, share: tuple[int, int]
) -> list[Places]:
    """Return the same by the pairs of one of so many shares.

    Pairs are forgotten as soon as both of a pair hang together at its level: what many thousand reports of one matter have
    in common is more than the memory holds.
    """
    held = [np.arange(len(vectors)) for _ in levels]
    found: list[_Pairs] = []
    waiting = 0
    for some in _pairs(vectors, when, levels, fade, share):
        found.append(some.of(_apart(held, some)))
        waiting += len(found[-1].one)
        if waiting > _WAITING:
            held, found, waiting = _joined(held, found), [], 0
    return _joined(held, found)


def _apart(held: Sequence[Places], pairs: _Pairs) -> NDArray[Any]:
    """Return which pairs join what does not hang together yet at their level."""
    apart = np.zeros(len(pairs.one), dtype=np.bool_)
    for level in np.flatnonzero(np.bincount(pairs.level)).tolist():
        these = np.flatnonzero(pairs.level == level)
        apart[these] = held[level][pairs.one[these]] != held[level][pairs.other[these]]
    return apart


def _joined(held: Sequence[Places], found: Sequence[_Pairs]) -> list[Places]:
    if not found:
        return list(held)
    one, other, level = (
        np.concatenate(side) for side in zip(*((some.one, some.other, some.level) for some in found), strict=True)
    )
    joined = []
    for number, least in enumerate(held):
        these = level >= number
        joined.append(_connected(len(least), least[one[these]], least[other[these]])[least])
    return joined


def _connected(count: int, one: NDArray[Any], other: NDArray[Any]) -> Places:
    """Return for each number the lowest of its connected component in a graph, by its edges.

    Each takes the lowest number that it or a neighbour has, and then that of whom it has it from, until nothing changes.
    """
    least = np.arange(count)
    while True:
        before = least.copy()
        lower = np.minimum(least[one], least[other])
        for end in (one, other):
            np.minimum.at(least, least[end], lower)
            np.minimum.at(least, end, lower)
        least = least[least]
        if np.array_equal(least, before):
            return least


def _parts(least: Places) -> list[Places]:
    """Return the components, the members of each in order."""
    order = np.argsort(least, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(least[order])) + 1)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs of rows, and the number of the highest level that each reaches."""

    one: NDArray[np.int32]
    other: NDArray[np.int32]
    level: NDArray[np.int8]

    def of(self, which: NDArray[Any]) -> _Pairs:
        return _Pairs(self.one[which], self.other[which], self.level[which])


def _pairs(
    vectors: Rows, when: Floats, levels: Sequence[float], fade: float | None, share: tuple[int, int]
) -> Iterator[_Pairs]:
    """Yield the pairs of rows at the lowest level or above; those without a common term are none, whatever the level."""
    for start, cosine in likeness(vectors, *share):
        flat = cosine.ravel()
        near = np.flatnonzero(flat >= (levels[0] or np.nextafter(0, 1)))
        one, other = (side + start for side in np.divmod(near, cosine.shape[1]))
        faded = _faded(flat[near], when[one], when[other], fade)
        level = np.searchsorted(levels, faded, side="right") - 1
        yield _Pairs(one.astype(np.int32), other.astype(np.int32), level.astype(np.int8)).of(level >= 0)


def _linked(vectors: Rows, when: Floats, rows: Places, threshold: float, fade: float | None) -> list[list[int]]:
    """Average linkage inside one component, cut at the threshold."""
    if len(rows) == 1:
        return [rows.tolist()]
    found = linked(_distances(vectors.of(rows), when[rows], fade), 1 - threshold)
    return [rows[members].tolist() for members in found]


def _distances(vectors: Rows, when: Floats, fade: float | None) -> Floats:
    """Return the distances of all rows to each other."""
    distance = np.zeros((len(vectors), len(vectors)))
    for start, cosine in likeness(vectors):
        here = slice(start, start + len(cosine))
        similarity = _faded(cosine, when[here, None], when[None, start:], fade)
        # Rounded, so that the last bits of a sum cannot decide a tie differently on another machine.
        above = np.triu(np.round(1 - np.clip(similarity, 0, 1), 9), 1)
        distance[here, start:] += above
        distance[start:, here] += above.T
    return distance
