"""The words of many texts counted at once, as `terms` counts those of one (a law in the tests). Knows nothing of vectors.

Words are found and told apart as numbers in arrays of bytes: only the first of its kind becomes a Python string. For that a
text must be one byte a letter, as nearly all texts in Western languages are; the others are counted one by one.
Source: R. Karp and M. Rabin, "Efficient randomized pattern-matching algorithms" (1987), for the rolling hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.chapters.terms import NAME_SHARE, POSSESSIVES, SENTENCE_ENDS, SHORTEST, Terms, terms
from briefing.text import STOP_WORDS

Places = NDArray[np.intp]
Hashes = NDArray[np.uint64]
Mask = NDArray[np.bool_]
Counted = NDArray[np.int32]

# A letter and a mark of Western typesetting is one byte each, and so is the small letter of each capital.
_CODE = "cp1252"
_BETWEEN = (
    b"\0\0"  # texts: no part of a word, no end of a sentence; two letters back from the first of a text are still these
)
_AT_ONCE = 1 << 16  # letters: arrays of so many fit into the cache of a processor
_BASE = 6364136223846793005  # of the rolling hash: the odd multiplier of D. Knuth's MMIX generator (TAOCP 2, 3.3.4)
_LETTER, _LINK = 1, 2
_WORDS = 40  # bits that the number of a word takes, beside that of its text
_NUMBER = re.compile(rb"[0-9][0-9,.]*[0-9]")


@dataclass(frozen=True, slots=True)
class Tally:
    """The different words of some texts, one text behind the other: numbers in `words`, how often each stands there, whether as a name.

    `many` is how many different words each text has. `words` are parted by spaces. Small, since many wait for each other.
    """

    words: str
    many: Counted
    word: Counted
    seen: Counted
    name: Mask


class _Tables(NamedTuple):
    """What each byte is, and powers of the base of the rolling hash and of its inverse."""

    small: bytes
    kind: bytes  # a letter or digit, what links them inside a word, or neither
    capital: Mask
    ends: Mask  # a sentence
    up: Hashes
    down: Hashes


class _Found(NamedTuple):
    """Words in the order of the texts: in which text, their hash, where in the small letters they stand, whether as a name."""

    text: Places
    hash: Hashes
    begin: Places
    end: Places
    name: Mask


@cache
def _tables() -> _Tables:
    chars = [bytes([code]).decode(_CODE, "replace") for code in range(256)]
    up, down = (np.full(_AT_ONCE, base, dtype=np.uint64) for base in (_BASE, pow(_BASE, -1, 1 << 64)))
    up[0] = down[0] = 1
    return _Tables(
        small=bytes(char.lower().encode(_CODE, "replace")[0] for char in chars),
        kind=bytes(_LETTER if char.isalnum() else _LINK if char in "_’'-" else 0 for char in chars),
        capital=np.array([char.isupper() for char in chars]),
        ends=np.array([char in SENTENCE_ENDS for char in chars]),
        up=np.multiply.accumulate(up),
        down=np.multiply.accumulate(down),
    )


def tally(texts: Sequence[str]) -> Tally:
    """Return the words of the texts; the more texts, the cheaper each, in memory in proportion to their length."""
    coded = {number: raw for number, text in enumerate(texts) if (raw := _coded(text)) is not None}
    words, entries = _counted(coded)
    odd = {number: terms(text) for number, text in enumerate(texts) if number not in coded}
    if odd:
        words, more = _with(words, odd)
        entries = np.concatenate((entries, more), axis=1)
        entries = entries[:, np.argsort(entries[0], kind="stable")]
    text, word, seen, name = entries
    many = np.bincount(text, minlength=len(texts))
    return Tally(" ".join(words), many.astype(np.int32), word.astype(np.int32), seen.astype(np.int32), name > 0)


def _coded(text: str) -> bytes | None:
    """Return a text as one byte a letter; None where that cannot be, and for one that is very long."""
    if len(text) > _AT_ONCE - 2 * len(_BETWEEN):
        return None
    try:
        return text.encode(_CODE)
    except UnicodeEncodeError:
        return None


def _batches(coded: dict[int, bytes]) -> Iterator[list[int]]:
    """Yield the numbers of texts that are looked at in one go."""
    batch: list[int] = []
    room = 0
    for number, raw in coded.items():
        room -= len(raw) + len(_BETWEEN)
        if batch and room < 0:
            yield batch
            batch = []
        if not batch:
            room = _AT_ONCE - len(raw) - 2 * len(_BETWEEN)
        batch.append(number)
    if batch:
        yield batch


def _words(coded: dict[int, bytes], numbers: list[int]) -> tuple[_Found, bytes]:
    """Return the words of some texts that are long enough, and the small letters among which they stand."""
    tables = _tables()
    raw = _BETWEEN + b"".join(coded[number] + _BETWEEN for number in numbers)
    codes, small = (np.frombuffer(letters, dtype=np.uint8) for letters in (raw, raw.translate(tables.small)))
    begin, end = _bounds(raw)
    for possessive in POSSESSIVES:
        link, letter = possessive.encode(_CODE)
        end = end - 2 * ((small[end - 1] == letter) & (small[end - 2] == link) & (end - 2 >= begin))
    long = end - begin >= SHORTEST
    begin, end = begin[long], end[long]
    before = codes[begin - 1]
    before = np.where(before == ord(" "), codes[begin - 2], before)
    sums = np.zeros(len(raw) + 1, dtype=np.uint64)
    np.cumsum(small * tables.up[: len(raw)], out=sums[1:])  # whole numbers of 64 bits wrap around
    ends = np.cumsum([len(_BETWEEN) + len(coded[number]) for number in numbers])
    found = _Found(
        text=np.array(numbers)[np.searchsorted(ends, begin, side="right")],
        hash=(sums[end] - sums[begin]) * tables.down[begin],
        begin=begin,
        end=end,
        name=tables.capital[codes[begin]] & ~tables.ends[before],
    )
    return found, small.tobytes()


def _bounds(raw: bytes) -> tuple[Places, Places]:
    """Return where each word begins and ends: letters and digits, those linked taken together, or digits with points and commas."""
    kind = np.frombuffer(raw.translate(_tables().kind), dtype=np.uint8)
    letter = kind == _LETTER
    bounds = np.flatnonzero(letter[1:] != letter[:-1]) + 1
    begin, end = bounds[::2], bounds[1::2]
    links = np.cumsum(kind == _LINK)
    first, last = np.ones((2, len(begin)), dtype=np.bool_)
    first[1:] = last[:-1] = links[begin[1:] - 1] - links[end[:-1] - 1] < begin[1:] - end[:-1]
    begin, end = begin[first], end[last]
    single = np.flatnonzero(end - begin == 1)
    codes = np.frombuffer(raw, dtype=np.uint8)
    follows = codes[end[single]]
    kept = np.ones(len(begin), dtype=np.bool_)
    todo = single[(follows == ord(".")) | (follows == ord(","))].tolist()[::-1]
    while todo:
        at = todo.pop()
        number = _NUMBER.match(raw, begin[at]) if kept[at] and end[at] - begin[at] == 1 else None
        if not number:
            continue
        beyond = int(end.searchsorted(number.end()))
        if end[beyond] > number.end():  # the word goes on with letters: "1.5m"
            begin[beyond] = number.end() + int(letter[number.end() :].argmax())
            todo.append(beyond)
            beyond -= 1
        kept[at + 1 : beyond + 1] = False
        end[at] = number.end()
    kept &= end - begin > 1
    return begin[kept], end[kept]


def _counted(coded: dict[int, bytes]) -> tuple[list[str], NDArray[np.intp]]:
    """Return the different words, and of each word of a text: the number of the text, its own, how often it is seen, whether as a name."""
    batches = [_words(coded, numbers) for numbers in _batches(coded)]
    if not batches:
        return [], np.zeros((4, 0), dtype=np.intp)
    small = b"".join(letters for _, letters in batches).decode(_CODE, "replace")
    starts = np.cumsum([0, *(len(letters) for _, letters in batches)])
    moved = [
        found._replace(begin=found.begin + start, end=found.end + start)
        for (found, _), start in zip(batches, starts, strict=False)
    ]
    found = _Found(*map(np.concatenate, zip(*moved, strict=True)))
    first, word = _different(found.hash)
    words = [
        small[begin:end] for begin, end in zip(found.begin[first].tolist(), found.end[first].tolist(), strict=True)
    ]
    key = np.sort((found.text << _WORDS) + (word << 1) + found.name)
    new = np.flatnonzero(np.diff(key >> 1, prepend=-1))
    seen = np.diff(new, append=len(key))
    name = np.add.reduceat(key & 1, new) >= NAME_SHARE * seen if len(new) else new
    text, word = key[new] >> _WORDS, (key[new] & (1 << _WORDS) - 1) >> 1
    counts = np.array([word not in STOP_WORDS for word in words], dtype=np.bool_)
    return words, np.stack((text, word, seen, name))[:, counts[word]]


def _different(hashes: Hashes) -> tuple[Places, Places]:
    """Return where one of each different hash stands, and for each hash the number of that one."""
    order = np.argsort(hashes)
    new = np.diff(hashes[order], prepend=~hashes[order[:1]]) != 0
    which = np.empty_like(order)
    which[order] = np.cumsum(new) - 1
    return order[new], which


def _with(words: list[str], odd: dict[int, Terms]) -> tuple[list[str], NDArray[np.intp]]:
    """Return the words with those of texts that were counted one by one, and the entries of these."""
    known = {word: number for number, word in enumerate(words)}
    entries = [
        (number, known.setdefault(word, len(known)), seen, word in found.names)
        for number, found in odd.items()
        for word, seen in found.count.items()
    ]
    return list(known), np.array(entries, dtype=np.intp).reshape(-1, 4).T
