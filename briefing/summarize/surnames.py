"""Where the bare surnames of some people stand in a text, with Mr or Ms before them or without.

A pattern made for each article would cost more than all its searches: the names are looked for one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

HONORIFIC = r"(?:Mr|Mrs|Ms|Dr)\.? "
_LED = re.compile(rf"(?<![\w’'.\]-]){HONORIFIC}\Z")
_FIRST = re.compile(HONORIFIC)
_LONGEST = 5  # code points of an honorific
_GROWN = re.compile(r"[\w’'.\]-]")  # what makes a name behind it a piece of another


class Surnames:
    """Some surnames, to be found in texts."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the surnames; at one place a longer one goes before one that it begins with."""
        self._names = sorted(set(names), key=lambda name: (-len(name), name))

    def found(self, text: str) -> list[tuple[int, int, str]]:
        """Return where they stand, without overlap: start with the honorific, end, surname."""
        there = [name for name in self._names if name in text]
        places = sorted(place for rank, name in enumerate(there) for place in _places(text, name, rank))
        found, reached = [], 0
        for start, _, rank, end in places:
            if start >= reached:
                found.append((start, end, there[rank]))
                reached = end
        return found

    def of(self, name: str) -> str | None:
        """Return the surname that a name is, or that stands behind its honorific; None for any other name."""
        led = _FIRST.match(name)
        bare = name[led.end() :] if led else name
        known = next((one for one in (bare, name) if one in self._names), None)
        return known if _is_edge(name, len(name)) else None


def _places(text: str, name: str, rank: int) -> Iterator[tuple[int, bool, int, int]]:
    """Yield where a name stands in a text, as whole words: start, whether without honorific, rank, end."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        if _is_edge(text, end):
            if led := _LED.search(text, max(0, at - _LONGEST), at):
                yield led.start(), False, rank, end
            if not (at and _GROWN.match(text, at - 1)):
                yield at, True, rank, end
        at = text.find(name, at + 1)


def _is_edge(text: str, end: int) -> bool:
    """Whether a word ends there, or begins."""
    return _EDGE.match(text, end) is not None


_EDGE = re.compile(r"\b")
