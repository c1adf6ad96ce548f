"""Words and runs of words as numbers, by which copies of a text are recognised. It knows no article and no threshold.

Texts are hashed as one array: no word becomes a Python string, which is where the time of folding went.
Source: A. Broder, "On the resemblance and containment of documents" (1997), for w-shingling; R. Karp and M. Rabin,
"Efficient randomized pattern-matching algorithms" (1987), for the rolling hash, here of letters into words and of words
into runs; S. Vigna's splitmix64 for mixing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.intp]
Mask = NDArray[np.bool_]

# Base of the rolling hashes: the odd multiplier of D. Knuth's MMIX generator (TAOCP 2, 3.3.4), and its inverse modulo 2**64.
_BASE = 6364136223846793005
_INVERSE = pow(_BASE, -1, 1 << 64)
_MIX = np.uint64(0xBF58476D1CE4E5B9)  # the first multiplier of splitmix64
_HALF = np.uint64(31)
_BEYOND = 0xFFFF  # what lies here and higher is taken for letters
_NO_LETTERS = ((0x80, 0xC0), (0x2000, 0x2070), (0x20A0, 0x2C00), (0x3000, 0x3040), (0xFE00, 0xFE70), (0xFF00, 0xFF10))
# In this code a letter or mark of Western typesetting is one byte, and so is the small letter of each capital: a quarter of the
# memory that code points take, and small letters by a table. What is not in it is looked at as code points.
_WESTERN = "cp1252"
_AT_ONCE = 1 << 16  # letters: arrays of so many fit into the cache of a processor


def _table() -> Mask:
    """Return which characters are letters or digits; of those above ASCII all but the blocks of punctuation and signs."""
    letters = np.ones(_BEYOND + 1, dtype=np.bool_)
    letters[:0x80] = [chr(code).isalnum() for code in range(0x80)]
    for first, beyond in _NO_LETTERS:
        letters[first:beyond] = False
    return letters


_IS_LETTER = _table()
_CHARS = [bytes([code]).decode(_WESTERN, "replace") for code in range(256)]
_SMALL = bytes(char.lower().encode(_WESTERN, "replace")[0] for char in _CHARS)
_POINT = np.array([ord(char) for char in _CHARS], dtype=np.uint64)
_NONE = 0
_CODE = np.full(_BEYOND + 1, _NONE, dtype=np.uint8)
_CODE[[ord(char) for char in _CHARS if char != "\ufffd"]] = [
    code for code, char in enumerate(_CHARS) if char != "\ufffd"
]
_MOVED = 2  # a letter whose code is not its code point
_KIND = bytes(
    (_MOVED if point != code else 1) if _IS_LETTER[point] else 0 for code, point in enumerate(_POINT.tolist())
)


class _Powers:
    """Powers of a number modulo 2**64, as many as the longest text so far needed."""

    def __init__(self, base: int) -> None:
        self._base = np.uint64(base)
        self._known: Hashes = np.ones(1, dtype=np.uint64)

    def to(self, count: int) -> Hashes:
        if len(self._known) < count:
            size = 1 << (count - 1).bit_length()
            steps = np.full(size, self._base)
            steps[0] = 1
            self._known = np.multiply.accumulate(steps)
        return self._known[:count]


_UP, _DOWN = _Powers(_BASE), _Powers(_INVERSE)


def spelt(text: str) -> bytes | str:
    """Return a text as one byte a letter; as it is where that cannot be."""
    # Python's own codec looks letter after letter up and takes three times as long.
    raw = _CODE.take(np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2"), mode="clip").tobytes()
    if _NONE not in raw:
        return raw
    try:
        return text.encode(_WESTERN)
    except UnicodeEncodeError:
        return text


def small(raw: bytes) -> bytes:
    """Return a text of one byte a letter in small letters."""
    return raw.translate(_SMALL)


def hashed(text: str | bytes) -> tuple[Hashes, Places]:
    """Return the 64-bit hash of each word of `text` in order, whatever its case, and the place where the word begins.

    A word is a run of letters and digits; apostrophes and full stops part words, the same in every copy of a text. Places
    are code points of `text.lower()`. The same on every machine, the same for a text and for it `spelt`; linear in the length.
    """
    if isinstance(text, bytes):
        return _words(*_read(small(text)))
    points = np.frombuffer(text.lower().encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    return _words(points, _IS_LETTER[np.minimum(points, _BEYOND)])


def hashed_together(texts: Sequence[str]) -> Iterator[tuple[Hashes, Places]]:
    """Yield the hashes of the words of texts, one behind the other, some texts at a time, and how many words each text has."""
    batch: list[bytes] = []
    room = _AT_ONCE
    for text in texts:
        raw = spelt(text)
        if batch and (isinstance(raw, str) or len(raw) > room):
            yield _joined(batch)
            batch, room = [], _AT_ONCE
        if isinstance(raw, str):
            words, _ = hashed(raw)
            yield words, np.array([len(words)])
        else:
            batch.append(raw)
            room -= len(raw)
    if batch:
        yield _joined(batch)


def _joined(batch: Sequence[bytes]) -> tuple[Hashes, Places]:
    words, begin = _words(*_read(small(b"\n".join(batch))))
    ends = np.cumsum([len(raw) + 1 for raw in batch])
    return words, np.diff(begin.searchsorted(ends), prepend=0)


def _read(raw: bytes) -> tuple[NDArray[Any], Mask]:
    """Return the code points of letters in Western code, and which are letters; of what is no letter the code itself will do."""
    kind = raw.translate(_KIND)
    codes = np.frombuffer(raw, dtype=np.uint8)
    return _POINT.take(codes) if _MOVED in kind else codes, np.frombuffer(kind, dtype=np.uint8) > 0


def _words(points: NDArray[Any], letter: Mask) -> tuple[Hashes, Places]:
    padded = np.zeros(len(letter) + 2, dtype=np.bool_)
    padded[1:-1] = letter
    bounds = np.flatnonzero(padded[1:] != padded[:-1])
    begin, end = bounds[::2], bounds[1::2]
    sums = np.zeros(len(points) + 1, dtype=np.uint64)
    np.cumsum(points * _UP.to(len(points)), out=sums[1:])  # whole numbers of 64 bits wrap around
    return _mixed((sums[end] - sums[begin]) * _DOWN.to(len(points) + 1)[begin]), begin


def _mixed(values: Hashes) -> Hashes:
    values = (values ^ (values >> _HALF)) * _MIX
    return values ^ (values >> _HALF)


def runs(words: Hashes, size: int) -> Hashes:
    """Return the hash of each run of `size` successive words, in order.

    Fewer words than `size` are one run of all of them, so that short texts still equal themselves; no words are no runs.
    Raises ValueError for a size below 1.
    """
    if size < 1:
        raise ValueError(f"a run has at least one word: {size}")
    size = min(size, len(words))
    count = len(words) - size + 1 if size else 0
    value = np.zeros(count, dtype=np.uint64)
    for place in range(size):
        value = value * np.uint64(_BASE) + words[place : place + count]
    return _mixed(value)


def is_in(some: NDArray[Any], many: NDArray[Any]) -> Mask:
    """Return for each of some numbers whether it is among many, which are in order."""
    if not len(many):
        return np.zeros(len(some), dtype=np.bool_)
    places = many.searchsorted(some)
    found: Mask = many[np.minimum(places, len(many) - 1)] == some
    return found
