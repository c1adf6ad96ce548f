"""Average-linkage clustering of sparse unit vectors, exact, without a full matrix of all against all.

A merge at average similarity t needs at least one pair at t, so clusters lie inside the connected components of the graph
of such pairs; only these are clustered in full. Source: UPGMA, Sokal & Michener (1958).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_AT_ONCE = 1 << 18  # pairs looked at in one go; bounds the memory, changes nothing
# A component above this many members is cut at a higher threshold first: its full matrix would take 8 · n² bytes.
_LARGEST = 3000
_STEP = 1.25


def clusters(vectors: Any, days: Sequence[float | None], threshold: float, fade: float | None) -> list[int]:  # noqa: ANN401 - a scipy matrix
    """Return the number of the cluster of each row; clusters are numbered by their first row.

    Similarity is the cosine times exp(-|days apart| / fade); where a day is unknown the factor is that of UNKNOWN days.
    `fade` None leaves time out.
    """
    import numpy as np

    when = np.array([np.nan if day is None else day for day in days])
    label = [-1] * vectors.shape[0]
    groups = [
        members
        for component in _components(vectors, when, threshold, fade)
        for members in _linked(vectors, when, component, threshold, fade)
    ]
    for number, members in enumerate(sorted(groups)):
        for row in members:
            label[row] = number
    return label


UNKNOWN = 2.5  # days apart that two articles count as when a day is unknown; measured on articles without dates


def _faded(similarity: Any, one: Any, other: Any, fade: float | None) -> Any:  # noqa: ANN401 - numpy arrays
    import numpy as np

    if fade is None:
        return similarity
    apart = np.abs(one - other)
    return similarity * np.exp(-np.where(np.isnan(apart), UNKNOWN, apart) / fade)


def _components(vectors: Any, when: Any, threshold: float, fade: float | None) -> list[list[int]]:  # noqa: ANN401
    """Connected components of the graph of pairs at the threshold or above; too large ones are cut again, higher."""
    from scipy import sparse
    from scipy.sparse.csgraph import connected_components

    todo: list[tuple[list[int], float]] = [(list(range(vectors.shape[0])), threshold)]
    done: list[list[int]] = []
    while todo:
        rows, level = todo.pop()
        one, other = _pairs(vectors[rows], when[rows], level, fade)
        graph = sparse.csr_matrix(([1] * len(one), (one, other)), shape=(len(rows), len(rows)))
        count, label = connected_components(graph, directed=False)
        parts: list[list[int]] = [[] for _ in range(count)]
        for row, part in zip(rows, label, strict=True):
            parts[part].append(row)
        for part in parts:
            if len(part) > _LARGEST and level < 1:
                todo.append((part, level * _STEP))
            else:
                done.append(part)
    return done


def _pairs(vectors: Any, when: Any, level: float, fade: float | None) -> tuple[Any, Any]:  # noqa: ANN401
    import numpy as np

    firsts, seconds = [], []
    turned = vectors.T.tocsc()
    block = _block(vectors)
    for start in range(0, vectors.shape[0], block):
        product = (vectors[start : start + block] @ turned).tocoo()
        first = product.row + start
        keep = (product.data >= level) & (first < product.col)
        first, second, value = first[keep], product.col[keep], product.data[keep]
        strong = _faded(value, when[first], when[second], fade) >= level
        firsts.append(first[strong])
        seconds.append(second[strong])
    return np.concatenate(firsts), np.concatenate(seconds)


def _block(vectors: Any) -> int:  # noqa: ANN401
    return max(1, _AT_ONCE // int(vectors.shape[0]))


def _linked(vectors: Any, when: Any, rows: list[int], threshold: float, fade: float | None) -> list[list[int]]:  # noqa: ANN401
    """Average linkage inside one component, cut at the threshold."""
    if len(rows) == 1:
        return [rows]
    from scipy.cluster.hierarchy import fcluster, linkage

    distance = _distances(vectors[rows], when[rows], fade)
    label = fcluster(linkage(distance, "average"), 1 - threshold, "distance")
    found: dict[int, list[int]] = {}
    for row, number in zip(rows, label, strict=True):
        found.setdefault(int(number), []).append(row)
    return list(found.values())


def _distances(vectors: Any, when: Any, fade: float | None) -> Any:  # noqa: ANN401
    """Return the distances of each row to all later rows, row behind row; a block of rows is in memory at a time."""
    import numpy as np

    turned = vectors.T.tocsr()
    numbers = np.arange(vectors.shape[0])
    pieces = []
    block = _block(vectors)
    for start in range(0, len(numbers), block):
        here = slice(start, start + block)
        similarity = _faded((vectors[here] @ turned).toarray(), when[here, None], when[None, :], fade)
        # Rounded, so that the last bits of a sum cannot decide a tie differently on another machine.
        distance = np.round(1 - np.clip(similarity, 0, 1), 9)
        pieces.append(distance[numbers[here, None] < numbers[None, :]])
    return np.concatenate(pieces)
