"""Average linkage of few things, by their distances alone.

Source: UPGMA, Sokal & Michener (1958); the nearest-neighbour chain, F. Murtagh, "A survey of recent advances in hierarchical
clustering algorithms" (1983), in the order of scipy.cluster.hierarchy, with which it agrees to the bit (a law in the tests).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_NO_MORE = np.inf


def linked(distance: NDArray[np.float64], farthest: float) -> list[list[int]]:
    """Return the clusters that are at most so far from each other on average, each in order, by their first member.

    `distance` is a full matrix, the same both ways; it is used up.
    """
    count = len(distance)
    np.fill_diagonal(distance, _NO_MORE)
    leader = list(range(count))
    for far, one, other in sorted(_merges(distance), key=lambda merge: merge[0]):
        if far > farthest:
            break
        leader[_led(leader, one)] = _led(leader, other)
    found: dict[int, list[int]] = {}
    for number in range(count):
        found.setdefault(_led(leader, number), []).append(number)
    return list(found.values())


def _led(leader: list[int], number: int) -> int:
    while leader[number] != number:
        leader[number] = number = leader[leader[number]]
    return number


def _merges(distance: NDArray[np.float64]) -> list[tuple[float, int, int]]:
    """Return all merges with their distances; of the two numbers the second stands for both from then on."""
    count = len(distance)
    size = [1] * count
    chain: list[int] = []
    merges = []
    first = 0
    for _ in range(count - 1):
        if not chain:
            while not size[first]:
                first += 1
            chain.append(first)
        while True:
            row = distance[chain[-1]]
            nearest = int(row.argmin())
            # Of equally near ones the one before, else two could follow each other for ever.
            if len(chain) > 1 and row[chain[-2]] <= row[nearest]:
                break
            chain.append(nearest)
        one, other = sorted((chain.pop(), chain.pop()))
        far = float(distance[one, other])
        merges.append((far, one, other))
        total = size[one] + size[other]
        mean = (size[one] * distance[one] + size[other] * distance[other]) / total
        size[one], size[other] = 0, total
        mean[other] = _NO_MORE
        distance[other] = distance[:, other] = mean
        distance[one] = distance[:, one] = _NO_MORE
    return merges
