"""An article while its furniture is found, and the first looks at a line: does it end, is it short."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from briefing.model import FurnitureKind as Kind

_END_MARKS = frozenset('.!?…:;,—–-。！？։।।؟؛،"”»')
_CLOSERS = "\"'”’»)]*_ "
_SENTENCE_ENDS = frozenset(".!?…。！？։।॥؟")
_WORD = re.compile(r"\w+")
_SHORT = 12  # words of a subheading or link
_SHORT_CHARS = 30  # the same in a script without spaces
HEAD_LINES = 6  # among which bylines, date lines and the repeated headline stand
TAIL_LINES = 4  # among which credits stand


@dataclass(slots=True)
class Reading:
    """An article while its furniture is found: paragraphs, the kind of each, pieces of paragraphs, and what they told."""

    lines: list[str]
    kinds: list[Kind | None]
    pieces: list[tuple[int, int, int, Kind]] = field(default_factory=list)
    title: str | None = None
    byline: str | None = None
    dateline: str | None = None
    agency: str | None = None
    published: str | None = None

    def prose(self) -> list[int]:
        """Return the numbers of the paragraphs that are prose."""
        return [number for number, kind in enumerate(self.kinds) if kind is None]

    def whole(self) -> set[int]:
        """Return the numbers of the paragraphs of which nothing is set apart yet, not even a piece."""
        return set(self.prose()) - {number for number, *_ in self.pieces}


def has_end(line: str) -> bool:
    """Whether a line ends as a sentence does, closing quotation marks and brackets aside."""
    if line[-1:] in _SENTENCE_ENDS:
        return True
    core = line.rstrip(_CLOSERS)
    return bool(core) and core[-1] in _SENTENCE_ENDS


def is_open(line: str) -> bool:
    """Whether a line ends without any mark, as headlines and links do."""
    return line[-1] not in _END_MARKS and not has_end(line)


def count(line: str) -> int:
    """Return the number of words."""
    return line.count(" ") + 1


def is_short(line: str) -> bool:
    """Whether a line is as short as headlines and links are, and ends without any mark as they do."""
    return is_open(line) and count(line) <= _SHORT and (len(line) <= _SHORT_CHARS or " " in line)


def plain(line: str | None) -> list[str]:
    """Return the words of a line in lower case."""
    return [word.lower() for word in _WORD.findall(line or "")]


def first_word(line: str) -> str | None:
    """Return the first of the words that `plain` returns."""
    found = _WORD.search(line)
    return found[0].lower() if found else None
