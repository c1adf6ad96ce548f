"""What is counted of an article before any two are compared: few numbers. They are independent of each other, and made together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from briefing.dedupe.shingles import Hashes, Places, hashed_together, runs
from briefing.model import Article
from briefing.text import prose

_SHINGLE = 5  # words: as packages.md section 5 measured; shorter ones are shared by reports that are none of each other
_PARTED = 1 << 18  # shingles sorted at once; bounds the memory, changes nothing
_MOST_PARTS = 16  # all shingles are looked at once for each part
_UPPER = np.uint64(32)
Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Sketches:
    """Of each of some articles: a digest of its words, how many it has, and how many of its shingles are in the sample.

    `sample` are these, those of one article in order and behind those of the one before.
    """

    words: list[bytes]
    size: Places
    many: Places
    sample: Hashes


# Like `map`: gives each of some shares to a function and returns the results in order; the caller may use several cores for it.
Each = Callable[[Callable[[Sequence[Article]], Sketches], Sequence[Sequence[Article]]], Iterable[Sketches]]


def sketched(articles: Sequence[Article], one_in: int) -> Sketches:
    """Return what folding keeps of articles; of their shingles one in so many, the same ones in every text."""
    digests, sizes, samples = [], [], []
    for words, many in hashed_together([prose(article) for article in articles]):
        pieces = runs(words, _SHINGLE)
        chosen = pieces % np.uint64(one_in) == 0
        first = 0
        for size in many.tolist():
            own = words[first : first + size]
            beyond = first + size - _SHINGLE + 1
            if beyond > first:
                sample = pieces[first:beyond][chosen[first:beyond]]
            else:  # too short for a shingle, which is then all of it
                sample = runs(own, _SHINGLE)
                sample = sample[sample % np.uint64(one_in) == 0]
            sample.sort()
            samples.append(sample)
            digests.append(blake2b(own.tobytes(), digest_size=16).digest())
            sizes.append(size)
            first += size
    sample = np.concatenate(samples)
    whose = np.repeat(np.arange(len(samples)), [len(one) for one in samples])
    new = np.ones(len(sample), dtype=np.bool_)
    new[1:] = (sample[1:] != sample[:-1]) | (whose[1:] != whose[:-1])
    return Sketches(digests, np.array(sizes), np.bincount(whose[new], minlength=len(samples)), sample[new])


def shared(samples: Sequence[Hashes]) -> list[Numbers]:
    """Return a number for each shingle that stands in two articles or more, -1 for the others: they propose nobody.

    The larger the shingle, the larger its number. Some are sorted at a time, which bounds the memory.
    """
    numbers = [np.full(len(sample), -1, dtype=np.int32) for sample in samples]
    parts = min(_MOST_PARTS, 1 + sum(map(len, samples)) // _PARTED)
    known = 0
    for part in range(parts):
        places = [_of_part(sample, part, parts) for sample in samples]
        pieces = np.concatenate([sample[place] for sample, place in zip(samples, places, strict=True)])
        found, many = _numbered(pieces)
        ends = np.cumsum([len(place) for place in places])
        for number, place, told in zip(numbers, places, np.split(found, ends[:-1]), strict=True):
            number[place] = np.where(told < 0, told, told + known)
        known += many
    return numbers


def _of_part(sample: Hashes, part: int, parts: int) -> Places:
    """Return the places of the shingles of one of so many parts of equal width."""
    return np.flatnonzero((sample >> _UPPER) * np.uint64(parts) >> _UPPER == part)


def _numbered(pieces: Hashes) -> tuple[Numbers, int]:
    """Number those that stand there more than once in their order, the others -1; return how many numbers there are as well."""
    order = np.argsort(pieces)
    same = np.zeros(len(order) + 1, dtype=np.bool_)
    same[1:-1] = pieces[order[1:]] == pieces[order[:-1]]
    first, several = ~same[:-1] & same[1:], same[:-1] | same[1:]
    numbers = np.full(len(pieces), -1, dtype=np.int32)
    numbers[order[several]] = (np.cumsum(first) - 1)[several]
    return numbers, int(np.count_nonzero(first))
