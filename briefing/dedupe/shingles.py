"""Shingles: runs of words as numbers, by which copies of a text are recognised. It knows no article and no threshold.

Source: A. Broder, "On the resemblance and containment of documents" (1997), for w-shingling; R. Karp and M. Rabin,
"Efficient randomized pattern-matching algorithms" (1987), for the rolling hash; BLAKE2b (RFC 7693) for single words.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Shingles = NDArray[np.uint64]  # in order, none twice

_BITS = 64
# Base of the rolling hash: the odd multiplier of D. Knuth's MMIX generator (TAOCP 2, 3.3.4), a full-period constant.
_BASE = np.uint64(6364136223846793005)
# News uses some hundred thousand word forms; a hostile text of random words must not grow the table for ever.
_MOST_WORDS = 1 << 19


class _Hashes(dict[str, int]):
    """The 64-bit hash of each word met so far: the same in every process and on every machine."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        value = int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=_BITS // 8).digest(), "big")
        self[word] = value
        return value


_HASHES = _Hashes()


def shingles(tokens: Sequence[str], size: int = 5) -> Shingles:
    """Return the hashes, 0 to 2**64 - 1, of all runs of `size` successive tokens.

    Fewer tokens than `size` are one shingle of all of them, so that short texts still equal themselves; no tokens are no
    shingles. Linear in the number of tokens whatever the size. Raises ValueError for a size below 1.
    """
    if size < 1:
        raise ValueError(f"a shingle has at least one word: {size}")
    hashes = np.fromiter(map(_HASHES.__getitem__, tokens), dtype=np.uint64, count=len(tokens))
    size = min(size, len(hashes))
    runs = len(hashes) - size + 1 if size else 0
    value = np.zeros(runs, dtype=np.uint64)
    for place in range(size):  # whole numbers of 64 bits wrap around: arithmetic modulo 2**64
        value = value * _BASE + hashes[place : place + runs]
    return np.unique(value)


def shared(one: Shingles, other: Shingles) -> int:
    """Return how many shingles stand in both."""
    return int(is_in(one, other).sum()) if len(one) <= len(other) else int(is_in(other, one).sum())


def is_in(some: Shingles, many: Shingles) -> NDArray[np.bool_]:
    """Return for each of some shingles whether it is among many."""
    if not len(many):
        return np.zeros(len(some), dtype=np.bool_)
    places = many.searchsorted(some)
    found: NDArray[np.bool_] = many[np.minimum(places, len(many) - 1)] == some
    return found
