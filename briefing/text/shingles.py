"""Shingles: runs of words as numbers, by which copies of a text are recognised. It knows no article and no threshold.

Source: A. Broder, "On the resemblance and containment of documents" (1997), for w-shingling; R. Karp and M. Rabin,
"Efficient randomized pattern-matching algorithms" (1987), for the rolling hash; BLAKE2b (RFC 7693) for single words.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

_BITS = 64
_MASK = (1 << _BITS) - 1
# Base of the rolling hash: the odd multiplier of D. Knuth's MMIX generator (TAOCP 2, 3.3.4), a full-period constant.
_BASE = 6364136223846793005
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


def shingles(tokens: Sequence[str], size: int = 5) -> frozenset[int]:
    """Return the hashes, 0 to 2**64 - 1, of all runs of `size` successive tokens.

    Fewer tokens than `size` are one shingle of all of them, so that short texts still equal themselves; no tokens are no
    shingles. Linear in the number of tokens whatever the size. Raises ValueError for a size below 1.
    """
    if size < 1:
        raise ValueError(f"a shingle has at least one word: {size}")
    hashes = [_HASHES[token] for token in tokens]
    if not hashes:
        return frozenset()
    value = 0
    for new in hashes[:size]:
        value = (value * _BASE + new) & _MASK
    found = [value]
    leaving = pow(_BASE, size, 1 << _BITS)
    for new, old in zip(hashes[size:], hashes, strict=False):
        value = (value * _BASE + new - old * leaving) & _MASK
        found.append(value)
    return frozenset(found)
