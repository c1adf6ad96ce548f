"""Whether a pattern of words stands in a text, without searching a text in which none of its words does.

A chapter has thousands of sentences and dozens of patterns; most patterns stand in few sentences. What each word can be part
of is found out once for each word. It refuses to know what a pattern means, and never answers otherwise than the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from itertools import count
from operator import or_

from briefing.text import STOP_WORDS, words
from briefing.text.folded import folded
from briefing.text.tokens import as_printed, counted

_RUN = re.compile(r"\w+")
_REMEMBERED = 1 << 16  # words; a chapter of 120 reports has some 10,000


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern that begins at the beginning of a word, and its bits.

    `sure`: a word that is a match by itself stands in the text. Each of `ways`: the words do by which a match of several is told;
    `maybe` has the bits of all of them.
    """

    pattern: re.Pattern[str]
    sure: int
    maybe: int
    ways: tuple[int, ...]

    def can_be_in(self, bits: int) -> bool:
        """Whether the words of a way are among those of a text."""
        if bits & self.maybe:
            for way in self.ways:
                if bits & way == way:
                    return True
        return False


class Wording:
    """A text with its words as they are counted, and the signs in it as far as they have been asked for."""

    __slots__ = ("_bits", "_missed", "text", "words")

    def __init__(self, text: str) -> None:
        """Look up each word of a text."""
        self.text = text
        printed = as_printed(text) if "_" not in text else None
        # Tuples of strings are no business of the garbage collector; a list of each sentence would be.
        self.words = tuple(words(text) if printed is None else map(_COUNTED.__getitem__, printed))
        bits = _TORN if printed is None else reduce(or_, map(_PARTS.__getitem__, printed), 0)
        self._bits = reduce(or_, map(_PARTS.__getitem__, _RUN.findall(text)), 0) if bits & _TORN else bits
        self._missed = 0  # the signs that were sought and do not stand there: with a piece cut out they still might

    def has(self, sign: Sign) -> bool:
        """Whether the pattern of a sign stands in the text."""
        bits = self._bits
        if bits & sign.sure:
            return True
        if not bits & sign.maybe or self._missed & sign.sure or not sign.can_be_in(bits):
            return False
        if sign.pattern.search(self.text):
            self._bits |= sign.sure
            return True
        self._missed |= sign.sure
        return False

    def may_have(self, sign: Sign) -> bool:
        """Whether the sign can stand in the text, or in what is left of it when some of it is put out by spaces."""
        return bool(self._bits & sign.sure) or sign.can_be_in(self._bits)


def sign(pattern: re.Pattern[str]) -> Sign:
    """Return a pattern as a sign, which `needed` must be able to read."""
    sure = 1 << next(_BIT)
    firsts: dict[str, set[str]] = {}  # by the second word
    # What looks around itself decides in its text alone.
    alone = not _LOOKS_AROUND.search(pattern.pattern)
    for told, single in needed(pattern):
        if single and alone:
            _WHOLE.setdefault(_known(told[0]), []).append((pattern, sure))
        else:
            firsts.setdefault(told[-1], set()).add(told[0])
    ways: dict[frozenset[str], set[str]] = {}  # few: the same words go before many others
    for second, several in sorted(firsts.items()):
        ways.setdefault(frozenset(several), set()).add(second)
    bits = tuple(_bit_of(first) | _bit_of(second) for first, second in ways.items())
    made = Sign(pattern, sure, reduce(or_, bits, 0), bits)
    _SIGNS.append(made)
    _PARTS.clear()
    return made


def _bit_of(words: Iterable[str]) -> int:
    """Return a bit of its own for some words of `needed`."""
    bit = 1 << next(_BIT)
    for word in words:
        _PARTS_OF[_known(word)] = _PARTS_OF.get(word, 0) | bit
    return bit


def _known(word: str) -> str:
    """Return a word of `needed`, which will be looked for from now on."""
    _LENGTHS[word[:2]] = _LENGTHS.get(word[:2], _SHORT) | {len(word)}
    return word


_SIGNS: list[Sign] = []
_BIT = count(1)
_TORN = 1  # the bit of a word that may end inside a run of letters and digits, and so tells nothing of it: "1.5x" of "1.5x7"
_LOOKS_AROUND = re.compile(r"\(\?<?[=!]|[$^]")


# What the words of `needed` tell: the patterns of which such a word can be the whole match, and the bits of the others.
_WHOLE: dict[str, list[tuple[re.Pattern[str], int]]] = {}
_PARTS_OF: dict[str, int] = {}
# How long those are that begin with the same two letters; shorter ones can begin any word.
_SHORT = frozenset((0, 1))
_LENGTHS: dict[str, frozenset[int]] = {}


class _Parts(dict[str, int]):
    """What signs each word can be part of, remembered: the bits of `Sign`. A word is one run of letters, or several ("U.N.")."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        runs = [word] if word.isalnum() else _RUN.findall(word)
        bits = _TORN if len(runs) > 1 and runs[0].isdecimal() and not runs[-1].isdecimal() else 0
        bits = self[word] = reduce(or_, map(_bits_of, runs), bits)
        return bits


def _bits_of(run: str) -> int:
    bits, whole = 0, folded(run) + _END
    for length in _LENGTHS.get(whole[:2], _SHORT):
        begin = whole[:length]
        bits |= _PARTS_OF.get(begin, 0)
        for pattern, sure in _WHOLE.get(begin, ()):
            if pattern.search(run):
                bits |= sure
    return bits


_PARTS = _Parts()


class _Counted(dict[str, str]):
    """Words as they are counted by how they are printed, remembered."""

    def __missing__(self, word: str) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        plain = self[word] = counted(word)
        return plain


_COUNTED = _Counted()


_GAPS = frozenset((" ", "-", r"\s", r"[\s-]"))  # elements that part two words
_OFTEN = re.compile(r"(?:[?*+]|\{[\d,]+\})\??")
_LITERAL = re.compile(r"[A-Za-z0-9]+(?![?*+{])")
_LETTERS = re.compile(r"(?:(?:[A-Za-z0-9]|\\[wdb]|\[(?:[A-Za-z0-9_-]|\\d)+\])(?:[?*+]|\{[\d,]+\})?)*")
_ANYTHING = "."


def needed(pattern: re.Pattern[str]) -> frozenset[tuple[tuple[str, ...], bool]]:
    """Return for each way in which a pattern can match how two words of the match begin, and whether the match is one word.

    Of several words the longest that are no function words; one where no second is told. With a stop behind it, it is the
    whole word. Raises ValueError where a pattern does not tell one.
    """
    found = set()
    for way in _ways(pattern.pattern):
        first, *others = way.split(" ")
        single = not others and _LETTERS.fullmatch(first) is not None and first.startswith(r"\b")
        parts = (first[2:], *others) if first.startswith(r"\b") else others
        # A gap follows all but the last.
        begins = {_beginning(part + " ") for part in parts[:-1]} | {_beginning(part) for part in parts[-1:]}
        best = sorted(begins - {""}, key=lambda word: (word.rstrip(_END) in STOP_WORDS, -len(word), word))[:2]
        if not (best or single):
            raise ValueError(f"no word that must stand in a match: {way!r} of {pattern.pattern!r}")
        found.add((tuple(best) or ("",), single))
    return frozenset(found)


def _beginning(part: str) -> str:
    """Return the letters that a word of a match begins with, in lower case, and a stop where it ends with them; "" where that is not told."""
    found = _LITERAL.match(part)
    return "" if found is None else found[0].lower() + (_END if part.startswith(_ENDS, found.end()) else "")


_END = "."
_ENDS = (" ", r"\b", "’", "'")  # what in a pattern stands behind the last letter of a word


def _ways(source: str) -> list[str]:
    """Return the ways in which a pattern can match, without its groups, and with a space for what parts two words."""
    done: list[str] = []
    ways, at = [""], 0
    while at < len(source):
        if source[at] == "|":
            done, ways, at = [*done, *ways], [""], at + 1
            continue
        end = _end(source, at)
        often = _OFTEN.match(source, end)
        each = _variants(source[at:end], often[0] if often else "")
        ways = [f"{way}{one}" for way in ways for one in each]
        at = often.end() if often else end
    return [*done, *ways]


def _variants(element: str, often: str) -> list[str]:
    """Return what stands in a way for an element of a pattern."""
    if element.startswith(("(?=", "(?!", "(?<")):
        return [""]
    if element.startswith("("):
        inner = _ways(element.removeprefix("(").removeprefix("?:")[:-1])
        return inner if not often else ["", *inner] if often == "?" else [_ANYTHING]
    if element in _GAPS:
        return [" "] if not often or often[0] == "+" else ["", " "]
    return [element + often]


def _end(source: str, at: int) -> int:
    """Return where the element of a pattern that begins at `at` ends; letters that nothing repeats are one."""
    if run := _LITERAL.match(source, at):
        return run.end()
    if source[at] == "\\":
        return at + 2
    if source[at] == "[":
        return source.index("]", at + 2) + 1
    if source[at] != "(":
        return at + 1
    at += 1
    while source[at] != ")":
        at = _end(source, at)
    return at + 1
