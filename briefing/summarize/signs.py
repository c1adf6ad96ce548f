"""Whether a pattern of words stands in a text, without searching a text in which none of its words does.

A chapter has thousands of sentences and dozens of patterns; most patterns stand in few sentences. What each word can be part
of is found out once for each word. It refuses to know what a pattern means, and never answers otherwise than the pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

from briefing.text import STOP_WORDS, words
from briefing.text.folded import folded

_RUN = re.compile(r"\w+")
_REMEMBERED = 1 << 16  # words; a chapter of 120 reports has some 10,000


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern that begins at the beginning of a word, and its two bits.

    `sure`: one of its words stands in the text, and is a match by itself. `maybe`: a word of a match of several words does.
    """

    pattern: re.Pattern[str]
    sure: int
    maybe: int


class Wording:
    """A text with its words as they are counted, and the signs in it as far as they have been asked for."""

    __slots__ = ("_bits", "_missed", "text", "words")

    def __init__(self, text: str) -> None:
        """Look up each word of a text."""
        self.text = text
        self.words = words(text)
        self._bits = reduce(or_, map(_PARTS.__getitem__, _RUN.findall(text)), 0)
        self._missed = 0  # the signs that were sought and do not stand there: with a piece cut out they still might

    def has(self, sign: Sign) -> bool:
        """Whether the pattern of a sign stands in the text."""
        bits = self._bits
        if bits & sign.sure:
            return True
        if not bits & sign.maybe or self._missed & sign.maybe:
            return False
        if sign.pattern.search(self.text):
            self._bits |= sign.sure
            return True
        self._missed |= sign.maybe
        return False

    def may_have(self, sign: Sign) -> bool:
        """Whether the sign can stand in the text, or in what is left of it when some of it is put out by spaces."""
        return bool(self._bits & (sign.sure | sign.maybe))


def sign(pattern: re.Pattern[str]) -> Sign:
    """Return a pattern as a sign, which `needed` must be able to read."""
    made = Sign(pattern, 1 << 2 * len(_SIGNS), 2 << 2 * len(_SIGNS))
    _SIGNS.append(made)
    _beginnings.cache_clear()
    _PARTS.clear()
    return made


_SIGNS: list[Sign] = []
_LOOKS_AROUND = re.compile(r"\(\?<?[=!]|[$^]")


@cache
def _beginnings() -> tuple[dict[str, list[Sign]], dict[str, list[Sign]]]:
    """The signs by how a word of their matches begins: those of which it can be the whole match, and those of which a part."""
    whole: dict[str, list[Sign]] = {}
    parts: dict[str, list[Sign]] = {}
    for one in _SIGNS:
        # What looks around itself decides in its text alone.
        alone = not _LOOKS_AROUND.search(one.pattern.pattern)
        for word, single in needed(one.pattern):
            (whole if single and alone else parts).setdefault(word, []).append(one)
    return whole, parts


class _Parts(dict[str, int]):
    """What signs each word can be part of, remembered: the bits of `Sign`."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        whole, parts = _beginnings()
        bits, low = 0, folded(word)
        for end in range(len(low) + 1):
            begin = low[:end]
            for one in whole.get(begin, ()):
                if one.pattern.search(word):
                    bits |= one.sure
            for one in parts.get(begin, ()):
                bits |= one.maybe
        self[word] = bits
        return bits


_PARTS = _Parts()


_GAPS = frozenset((" ", "-", r"\s", r"[\s-]"))  # elements that part two words
_OFTEN = re.compile(r"(?:[?*+]|\{[\d,]+\})\??")
_LITERAL = re.compile(r"[A-Za-z0-9]+(?![?*+{])")
_LETTERS = re.compile(r"(?:(?:[A-Za-z0-9]|\\[wdb]|\[(?:[A-Za-z0-9_-]|\\d)+\])(?:[?*+]|\{[\d,]+\})?)*")
_ANYTHING = "."


def needed(pattern: re.Pattern[str]) -> frozenset[tuple[str, bool]]:
    """Return for each way in which a pattern can match how a word of the match begins, and whether the match is that word.

    Of several words the longest that is no function word. Raises ValueError where a pattern does not tell it.
    """
    found = set()
    for way in _ways(pattern.pattern):
        first, *others = way.split(" ")
        parts = (first[2:], *others) if first.startswith(r"\b") else others
        begins = [literal[0].lower() for part in parts if (literal := _LITERAL.match(part))]
        best = max(begins, key=lambda word: (word not in STOP_WORDS, len(word), word), default="")
        single = bool(parts) and not others and _LETTERS.fullmatch(first) is not None
        if not (best or single):
            raise ValueError(f"no word that must stand in a match: {way!r} of {pattern.pattern!r}")
        found.add((best, single))
    return frozenset(found)


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
