"""Headlines: the article's own where its text repeats it, those of its parts, those of other stories, and summaries."""

from __future__ import annotations

from briefing.ingest.lede import names_only
from briefing.ingest.reading import HEAD_LINES, Reading, count, first_word, has_end, is_open, is_short, plain
from briefing.ingest.vocabulary import HIGHLIGHTS, HIGHLIGHTS_ALONE, LINK_LIST, UNFINISHED
from briefing.model import FurnitureKind as Kind

_OPENERS = frozenset("-–—•·▪●‣◦*")
_LONGEST_MARK = 60  # words of a line that may repeat the title
_TITLE_WORDS = 25
_HIGHLIGHTS_MOST, _HIGHLIGHT_WORDS = 8, 32
_HIGHLIGHTS_CHARS = max(map(len, HIGHLIGHTS_ALONE))
_RUN = 3  # short lines in a row that make a list of links
_SHOUTED_SHARE = 0.3  # of all lines: above it the text is a telex, which knows no small letters
_QUOTED_HEAD = 5


def title(reading: Reading, *, headless: bool) -> None:
    """Mark the headline where the text repeats it; take it from the first line where the format has no place for one."""
    if not reading.title and headless:
        _first_line(reading)
    prose = reading.prose()
    wanted = plain(reading.title)
    if not wanted:
        return
    for number in prose[:HEAD_LINES]:
        line = reading.lines[number]
        if reading.kinds[number] is None and len(line) <= 4 * len(reading.title or "") + 40 and _repeats(line, wanted):
            reading.kinds[number] = Kind.HEADLINE


def _first_line(reading: Reading) -> None:
    """Take the title from the first line, and the next where it stops at a word that cannot be the last."""
    prose = reading.prose()
    if len(prose) < 2:  # noqa: PLR2004 - a headline and what it heads
        return
    line, following = (reading.lines[number] for number in prose[:2])
    if count(line) > _TITLE_WORDS or not is_open(line) or line[0] in _OPENERS or names_only(line):
        return
    goes_on = line.rpartition(" ")[2].lower() in UNFINISHED and is_short(following) and len(prose) > 2  # noqa: PLR2004 - as above
    reading.title = f"{line} {following}" if goes_on else line
    for number in prose[: 1 + goes_on]:
        reading.kinds[number] = Kind.HEADLINE


def _repeats(line: str, wanted: list[str]) -> bool:
    """Whether a line is the title over again: the same words; or, without an end mark, nearly the same or ending with them."""
    if has_end(line) or len(wanted) < 4:  # noqa: PLR2004 - a short title may begin any line
        return first_word(line) == wanted[0] and plain(line) == wanted
    words = plain(line)
    if words == wanted:
        return True
    if len(words) > _LONGEST_MARK:
        return False
    tail = wanted[-max(4, len(wanted) - 2) :]
    if words[-len(tail) :] == tail:
        return True
    common = len(set(words) & set(wanted))
    return common >= 0.7 * max(len(set(words)), len(set(wanted)))  # our choice: two words in seven may differ


def highlights(reading: Reading) -> None:
    """Mark the outlet's own summary: from its heading on, as long as lines have no end mark."""
    for number in reading.prose()[:HEAD_LINES]:
        line = reading.lines[number]
        core = line.strip(" :")
        if not (len(core) <= _HIGHLIGHTS_CHARS and core.lower() in HIGHLIGHTS_ALONE) and not HIGHLIGHTS.match(line):
            continue
        reading.kinds[number] = Kind.HIGHLIGHTS
        for following in range(number + 1, min(number + 1 + _HIGHLIGHTS_MOST, len(reading.lines))):
            text = reading.lines[following]
            if (has_end(text) and text[-1] not in '"”?') or count(text) > _HIGHLIGHT_WORDS:
                break
            reading.kinds[following] = reading.kinds[following] or Kind.HIGHLIGHTS
        return


def short_lines(reading: Reading) -> frozenset[int]:
    """Return the numbers of the lines that are as short as headlines and links are, and end without any mark."""
    return frozenset(number for number, line in enumerate(reading.lines) if is_short(line))


def link_lists(reading: Reading, short: frozenset[int]) -> None:
    """Mark short lines without end marks that stand in a row, follow the heading of a list, or close the article."""
    run: list[int] = []
    whole = reading.whole()
    for number in range(len(reading.lines) + 1):
        inside = number < len(reading.lines)
        if number in whole and number in short:
            run.append(number)
            continue
        headed = bool(run) and run[0] > 0 and LINK_LIST.match(reading.lines[run[0] - 1]) is not None
        if len(run) >= _RUN or headed or not inside:
            for each in run:
                reading.kinds[each] = Kind.LINKS
        run = []


def subheadings(reading: Reading, short: frozenset[int]) -> None:
    """Mark short lines without end mark above prose, and shouted ones of any mark in a text that does not shout."""
    lines = reading.lines
    shouts = [number for number in reading.whole() if lines[number].isupper() and count(lines[number]) <= _TITLE_WORDS]
    if len(shouts) <= _SHOUTED_SHARE * len(reading.lines):
        for number in shouts:
            reading.kinds[number] = Kind.HEADLINE
    for number in sorted(reading.whole()):
        if number + 1 < len(lines) and _heads(lines[number], is_short=number in short):
            reading.kinds[number] = Kind.HEADLINE


def _heads(line: str, *, is_short: bool) -> bool:
    """Whether a line can head what follows: short and open, or a few quoted words."""
    if line[0] in "‘'“\"" and line[-1] in "’'”\"" and count(line) <= _QUOTED_HEAD and not has_end(line):
        return True
    return is_short and line[0] not in _OPENERS and not line[0].islower()
