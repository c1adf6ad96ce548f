"""The best states of words by their scores, and the pieces that the states make. It knows which state may follow which, and no word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]
Whole = NDArray[np.int64]

STATES = 13  # no piece, then for each kind of piece: the first word of one, a further word of it
_STRIDE = 48  # words of one stretch: stretches are decoded side by side
_BEGINS = np.arange(1, STATES, 2)[:, None]


def decoded(articles: Sequence[Vector]) -> list[Whole]:
    """Return the best states of the words of each article, of which no further word stands without a first one (Viterbi).

    The words are decoded in stretches side by side, those of all articles at once; a stretch may begin inside a piece, and
    one that goes on from nothing begins anew.
    """
    stretches = [-(-len(scores) // _STRIDE) for scores in articles]
    begins = [_STRIDE * number for number in accumulate(stretches, initial=0)]
    padded = np.zeros((begins[-1], STATES), dtype=np.float32)
    for begin, scores in zip(begins, articles, strict=False):
        padded[begin : begin + len(scores)] = scores
    steps = padded.reshape(-1, _STRIDE, STATES).transpose(1, 2, 0)
    path = _best(np.ascontiguousarray(steps)).T.reshape(-1)
    return [_opened(path[begin : begin + len(scores)]) for begin, scores in zip(begins, articles, strict=False)]


def _opened(state: Whole) -> Whole:
    """Let every further word that goes on from nothing be a first one."""
    before = np.concatenate([[0], state[:-1]])
    alone = (state > 0) & (state % 2 == 0) & (before != state) & (before != state - 1)
    result: Whole = state - alone
    return result


def _best(steps: Vector) -> Whole:
    """Return the best states (words, stretches) by the scores (words, states, stretches), all stretches a step at a time."""
    best = np.empty_like(steps)
    best[0] = steps[0]
    begun, further = best[:, 1::2], best[:, 2::2]
    highest = np.empty(steps.shape[2], dtype=np.float32)
    rows = zip(best, begun, further, steps[1:], steps[1:, 2::2], best[1:], further[1:], strict=False)
    for before, first, on, step, step_on, here, here_on in rows:
        np.add(step, np.maximum.reduce(before, axis=0, out=highest), out=here)
        np.add(step_on, np.maximum(first, on), out=here_on)
    came = np.empty((len(steps) - 1, *steps[0].shape), dtype=np.int64)
    came[:] = best[:-1].argmax(1)[:, None]
    came[:, 2::2] = np.where(begun[:-1] > further[:-1], _BEGINS, _BEGINS + 1)
    path = np.empty((len(steps), steps.shape[2]), dtype=np.int64)
    path[-1] = best[-1].argmax(0)
    columns = np.arange(steps.shape[2])
    for at in range(len(steps) - 1, 0, -1):
        path[at - 1] = came[at - 1][path[at], columns]
    return path


def pieces(state: Sequence[int] | Whole) -> Iterator[tuple[int, int, int]]:
    """Yield (kind, first word, word behind the last) of every piece, in reading order; each begins with a first word."""
    states = np.append(np.asarray(state, dtype=np.int64), 0)
    ends = np.flatnonzero((states == 0) | (states % 2 == 1))
    opens = np.flatnonzero(states[ends])
    first, behind = ends[opens], ends[opens + 1]
    yield from zip(((states[first] + 1) // 2).tolist(), first.tolist(), behind.tolist(), strict=True)
