"""Lines to paragraphs: which line ends were typed and which were only wrapped. It knows no format and no language."""

from __future__ import annotations

import re
from itertools import pairwise

from briefing.ingest.clean import is_plain, readable, tidy

# Plain text is wrapped at 60 to 80 columns, rarely up to 132; longer lines are paragraphs.
_WIDEST, _NARROWEST = 140, 40
_END_MARKS = frozenset('.!?…:;"”’»)]。！？։।।؟')
_BULLET = re.compile(r"(?:[-*•·▪●‣◦+]|\d{1,2}[.)])\s|(?:[-=_*~#]\s?){3,}$")
_DEEP_INDENT = 2
_NEARLY = 0.7  # of the width: how far a ragged line may fall short; letters of print differ by more than this
_WRAPPED = 0.5  # share of line ends that look wrapped, above which the text is; our choice, measured on the case table


def paragraphs(text: str, *, ragged: bool = False, plain: bool | None = None) -> list[str]:
    """Return the paragraphs of plain text, each on one line, none empty.

    A blank line always parts. Inside a block a line end is a wrapped one when its line is as full as the width of the text
    allows, or stops in the midst of a sentence, and the text as a whole looks wrapped; else each line is a paragraph.
    `ragged` is for letters of unequal breadth, as in PDF: a line that stops well before the width may go on. `plain` is
    what `is_plain` says of the text, where that is known; the paragraphs of plain text need no cleaning.
    """
    plain = is_plain(text) if plain is None else plain
    text = text if plain else readable(text).expandtabs(4)
    lines = text.split("\n")
    width = _width(lines)
    if width is None:
        return [line for line in map(str.strip if plain else tidy, lines) if line]
    result: list[str] = []
    parts: list[str] = []
    for before, line in zip(["", *lines], lines, strict=False):
        if parts and not (line.strip() and _continues(before, line, width, ragged=ragged)):
            result.append(tidy(" ".join(parts)))
            parts = []
        if line.strip():
            parts.append(line)
    if parts:
        result.append(tidy(" ".join(parts)))
    return result


def _width(lines: list[str]) -> int | None:
    """Return the column at which the text was wrapped; None where it was not.

    Each line end allows some widths: the line must fit, the next word not. The width that most line ends allow is it.
    """
    pairs = [(a, b) for a, b in pairwise(lines) if a.strip() and b.strip() and not _BULLET.match(b.lstrip())]
    midst = [_in_midst(a, b) for a, b in pairs]
    if not any(midst):
        return None
    votes = [0] * (_WIDEST + 1)
    for before, line in pairs:
        length = len(before.rstrip())
        for width in range(max(length, _NARROWEST), min(length + 1 + _first_word(line), _WIDEST + 1)):
            votes[width] += 1
    best = max(range(_NARROWEST, _WIDEST + 1), key=votes.__getitem__)
    wrapped = sum(mid or _is_full(a, b, best) for mid, (a, b) in zip(midst, pairs, strict=True))
    return best if wrapped >= _WRAPPED * len(pairs) and votes[best] else None


def _first_word(line: str) -> int:
    return len(line.split(None, 1)[0])


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the first word of the next line would not have fitted; an address fits nowhere and tells nothing."""
    before = line.strip()
    if " " not in before or _first_word(following) >= _NARROWEST:
        return False
    return width < len(line.rstrip()) + 1 + _first_word(following) and len(before) <= _WIDEST


def _in_midst(line: str, following: str) -> bool:
    """Whether a sentence runs over the line end; a letter of a script without capitals may go on with one."""
    first = following.lstrip()[0]
    return line.rstrip()[-1] not in _END_MARKS and first.isalpha() and not first.isupper()


def _continues(before: str, line: str, width: int, *, ragged: bool) -> bool:
    """Whether `line` goes on with the paragraph of the line before it, in a wrapped text."""
    if not before.strip() or _BULLET.match(line.lstrip()):
        return False
    if _in_midst(before, line):
        return True
    indent = len(line) - len(line.lstrip())
    if indent >= _DEEP_INDENT and indent > len(before) - len(before.lstrip()):
        return False
    unfinished = ragged and before.rstrip()[-1] not in _END_MARKS and len(before) >= _NEARLY * width
    return unfinished or _is_full(before, line, width)
