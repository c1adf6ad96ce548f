"""Clusters by our own linkage beside those of scipy, to the bit; cosines beside a product of scipy's matrices."""

from __future__ import annotations

import functools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse.csgraph import connected_components

from briefing.chapters import clusters as clusters_module
from briefing.chapters import rows as rows_module
from briefing.chapters.clusters import _components, _connected, _parts
from briefing.chapters.linkage import linked
from briefing.chapters.rows import Rows, likeness
from briefing.chapters.vectors import _heaviest


@st.composite
def _distances(draw: st.DrawFn) -> tuple[int, list[float]]:
    count = draw(st.integers(2, 14))
    # Few different distances: ties everywhere, where the order of merging decides.
    one = (
        st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])
        if draw(st.booleans())
        else st.floats(0, 1).map(lambda far: round(far, 9))
    )
    return count, draw(st.lists(one, min_size=count * (count - 1) // 2, max_size=count * (count - 1) // 2))


@settings(max_examples=300, deadline=None)
@given(_distances(), st.floats(0, 1))
def test_clusters_are_those_of_scipy(told: tuple[int, list[float]], farthest: float) -> None:
    count, far = told
    full = np.zeros((count, count))
    full[np.triu_indices(count, 1)] = far
    label = fcluster(linkage(np.array(far), "average"), farthest, "distance").tolist()
    expected: dict[int, list[int]] = {}
    for number, name in enumerate(label):
        expected.setdefault(name, []).append(number)
    assert linked(full + full.T, farthest) == list(expected.values())


@settings(max_examples=200, deadline=None)
@given(
    st.integers(1, 30).flatmap(
        lambda n: st.tuples(st.just(n), st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=40))
    )
)
def test_connected_components_are_those_of_scipy(told: tuple[int, list[tuple[int, int]]]) -> None:
    count, edges = told
    one, other = np.array(edges, dtype=np.intp).reshape(-1, 2).T
    graph = sparse.csr_matrix((np.ones(len(edges)), (one, other)), shape=(count, count))
    label = connected_components(graph, directed=False)[1].tolist()
    expected = [[n for n in range(count) if label[n] == name] for name in dict.fromkeys(label)]
    assert [part.tolist() for part in _parts(_connected(count, one, other))] == expected


def test_a_long_chain_is_one_component() -> None:
    order = np.random.default_rng(1).permutation(5000)
    assert set(_connected(5000, order[1:], order[:-1]).tolist()) == {0}


_TERMS = st.dictionaries(st.integers(0, 12), st.floats(0.001, 1), max_size=8).map(lambda terms: list(terms.items()))


@pytest.mark.parametrize("at_once", [1, 7, 1 << 18])
@settings(max_examples=60, deadline=None)
@given(st.lists(_TERMS, min_size=1, max_size=12))
def test_cosines_are_those_of_scipy_whatever_is_looked_at_in_one_go(
    at_once: int, told: list[list[tuple[int, float]]]
) -> None:
    place = np.cumsum([0, *map(len, told)])
    column, value = (np.array([term[side] for terms in told for term in terms]) for side in (0, 1))
    matrix = sparse.csr_matrix((value, column.astype(np.intp), place), shape=(len(told), 13))
    expected = np.triu((matrix @ matrix.T.tocsr()).toarray(), 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rows_module, "_AT_ONCE", at_once)
        found = np.zeros(expected.shape)
        for start, block in likeness(Rows(place, column.astype(np.intp), value)):
            found[start : start + len(block), start:] = block
    assert np.array_equal(found, expected)


@pytest.mark.parametrize(
    ("waiting", "at_once", "share"), [(0, 1, 1000), (0, 5, 4), (3, 1 << 18, 2), (1 << 20, 1 << 18, 1000), (9, 1, 1)]
)
@settings(max_examples=60, deadline=None)
@given(st.lists(_TERMS.filter(bool), min_size=1, max_size=14), st.sampled_from([0.1, 0.3, 0.6]))
def test_a_matter_of_any_size_is_cut_as_if_all_its_pairs_were_held(
    waiting: int, at_once: int, share: int, told: list[list[tuple[int, float]]], threshold: float
) -> None:
    place = np.cumsum([0, *map(len, told)])
    length = np.concatenate([np.full(len(terms), math.hypot(*(value for _, value in terms))) for terms in told])
    column, value = (np.array([term[side] for terms in told for term in terms]) for side in (0, 1))
    rows = Rows(place, column.astype(np.intp), value / length)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clusters_module, "_LARGEST", 2)
        patch.setattr(clusters_module, "_WAITING", waiting)
        patch.setattr(clusters_module, "_WORTH_A_SHARE", share)
        patch.setattr(rows_module, "_AT_ONCE", at_once)
        found = sorted(part.tolist() for part in _components(rows, np.zeros(len(told)), threshold, None, map))
    cosine = np.zeros((len(told), len(told)))
    for start, block in likeness(rows):
        cosine[start : start + len(block), start:] = block
    expected, left, level = [], set(range(len(told))), threshold
    while left:
        label = connected_components(sparse.csr_matrix(cosine >= level), directed=False)[1].tolist()
        for name in set(label):
            part = [number for number in range(len(told)) if label[number] == name]
            if part[0] in left and (len(part) <= 2 or level >= 1):
                left -= set(part)
                expected.append(part)
        level *= 1.25
    assert found == sorted(expected)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.integers(0, 9), st.sampled_from([0.5, 1.0, 1.5, 2.25]) | st.floats(0.1, 9), max_size=9),
        min_size=1,
        max_size=6,
    ),
    st.integers(1, 5),
)
def test_the_heaviest_columns_of_each_row_are_kept_at_length_one(rows: list[dict[int, float]], keep: int) -> None:
    entries = [(number, column, weight) for number, row in enumerate(rows) for column, weight in row.items()]
    row, column = (np.array([entry[side] for entry in entries], dtype=np.intp) for side in (0, 1))
    size, columns, values = _heaviest(row, column, np.array([entry[2] for entry in entries]), len(rows), keep)
    chosen = [sorted(((weight, column) for column, weight in row.items()), reverse=True)[:keep] for row in rows]
    assert size.tolist() == [len(one) for one in chosen]
    assert columns.tolist() == [column for one in chosen for _, column in one]
    lengths = [
        math.sqrt(functools.reduce(lambda total, entry: total + entry[0] * entry[0], one, 0.0)) for one in chosen
    ]
    assert values.tolist() == [
        weight / length for one, length in zip(chosen, lengths, strict=True) for weight, _ in one
    ]
