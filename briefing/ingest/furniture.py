"""What in an article is no prose, and what it tells: title, byline, place, agency. It knows no format and no file.

Precision comes first: prose that is taken for furniture is lost to the brief, furniture that is taken for prose is only
ugly. Every rule therefore needs a sign that ordinary sentences do not have.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from briefing.ingest.draft import Block, Draft
from briefing.ingest.lede import byline, dateline, is_date, is_dateline, names_only
from briefing.ingest.newsrooms import AGENCIES
from briefing.ingest.telltale import CREDIT_CHARS, LONGEST_CHARS, kind_of
from briefing.ingest.vocabulary import CAPTIONS, CREDIT_TAIL, HIGHLIGHTS, HIGHLIGHTS_ALONE, LINK_LIST
from briefing.model import FurnitureKind as Kind

_END_MARKS = frozenset('.!?…:;,—–-。！？։।।؟؛،"”»')
_CLOSERS = "\"'”’»)]*_ "
_SENTENCE_ENDS = frozenset(".!?…。！？։।॥؟")
_OPENERS = frozenset("-–—•·▪●‣◦*")
_WORD = re.compile(r"\w+")
_LONGEST_MARK = 60  # words of a line that may repeat the title
_SHORT = 12  # words of a subheading or link
_SHORT_CHARS = 30  # the same in a script without spaces
_TITLE_WORDS = 25
_REPEATED_WORDS = 4  # shorter lines may stand twice: "No.", "End of story."
_HIGHLIGHTS_MOST, _HIGHLIGHT_WORDS = 8, 32
_UNFINISHED = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "into",
        "of",
        "on",
        "or",
        "over",
        "the",
        "to",
        "with",
        "after",
        "amid",
    ]
)
_HEAD_LINES = 6  # where bylines and date lines without a word of explanation are looked for
_TAIL_LINES = 4
_RUN = 3  # short lines in a row that make a list of links
_UNMARKED_SHARE = 0.5  # above it, the text does without end marks, and their absence says nothing
_SHOUTED_SHARE = 0.3  # of all lines: above it the text is a telex, which knows no small letters
_QUOTED_HEAD = 5
# In running credit lines; names that are also words or first names are looked for in brackets and bylines only.
_AMBIGUOUS = frozenset(
    [
        "AA",
        "PA",
        "CP",
        "TT",
        "MAP",
        "TAP",
        "APA",
        "NAN",
        "SPA",
        "PAP",
        "ANI",
        "APP",
        "CNA",
        "Trend",
        "Petra",
        "Fars",
        "Belga",
        "Antara",
        "Sputnik",
        "CNN",
    ]
)
_BARE_CREDIT = re.compile(r"(?<=[.!?”\"])\s+[(\[]?(?:[—–-]+\s?)?[A-Z][\w /-]{1,40}[)\]]?\.?$")
_AGENCY = re.compile(
    "|".join(rf"\b{re.escape(form)}\b" for form in sorted(AGENCIES, key=len, reverse=True) if form not in _AMBIGUOUS)
)


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


def furnish(blocks: list[Block], draft: Draft) -> Reading:
    """Find the furniture of an article whose `blocks` are clean; its title, byline and date as known so far are `draft`'s."""
    reading = Reading([block.text for block in blocks], [block.kind for block in blocks])
    reading.title, reading.byline, reading.published = draft.title, draft.byline, draft.published
    reading.agency = AGENCIES.get(draft.byline or "")
    sentences = _with_end_marks(reading)
    _repetitions(reading)
    _head_lines(reading)
    _title(reading, headless=draft.headless)
    _patterns(reading)
    _highlights(reading)
    _credit_tails(reading)
    if sentences:
        _link_lists(reading)
        _subheadings(reading)
    _datelines(reading)
    return reading


def has_end(line: str) -> bool:
    """Whether a line ends as a sentence does, closing quotation marks and brackets aside."""
    core = line.rstrip(_CLOSERS)
    return bool(core) and core[-1] in _SENTENCE_ENDS


def _is_open(line: str) -> bool:
    """Whether a line ends without any mark, as headlines and links do."""
    return line[-1] not in _END_MARKS and not has_end(line)


def _count(line: str) -> int:
    return line.count(" ") + 1


def _with_end_marks(reading: Reading) -> bool:
    """Whether this text ends its sentences with marks at all."""
    lengths = [(len(line), has_end(line)) for line in reading.lines]
    total = sum(length for length, _ in lengths)
    return sum(length for length, ends in lengths if not ends) <= _UNMARKED_SHARE * total or total == 0


def _repetitions(reading: Reading) -> None:
    """Mark what already stood in the same article, word for word."""
    seen: set[str] = set()
    for number, line in enumerate(reading.lines):
        again = line in seen
        before = number > 0 and reading.kinds[number - 1] is Kind.REPEATED
        if again and reading.kinds[number] is None and (before or _count(line) >= _REPEATED_WORDS):
            reading.kinds[number] = Kind.REPEATED
        seen.add(line)


def _head_lines(reading: Reading) -> None:
    """Find bylines, datelines and date lines among the first lines, and the byline without "By" that metadata confirms."""
    known = _plain(reading.byline)
    for number in reading.prose():
        line = reading.lines[number]
        if len(line) > 140 or (number >= _HEAD_LINES and not line.startswith(("By ", "BY "))):  # noqa: PLR2004 - as in lede.py
            continue
        if is_date(line):
            reading.kinds[number] = Kind.DATELINE
            reading.published = reading.published or line
        elif found := byline(line):
            reading.kinds[number] = Kind.BYLINE
            reading.byline = reading.byline or found.names
            reading.agency = reading.agency or found.agency
            reading.dateline = reading.dateline or found.place
            reading.published = reading.published or found.date
        elif known and len(known) > 1 and _plain(line) == known:
            reading.kinds[number] = Kind.BYLINE
        elif place := is_dateline(line):
            reading.kinds[number] = Kind.DATELINE
            reading.dateline, reading.agency = reading.dateline or place.place, reading.agency or place.agency


def _plain(line: str | None) -> list[str]:
    return [word.lower() for word in _WORD.findall(line or "")]


def _title(reading: Reading, *, headless: bool) -> None:
    """Mark the headline where the text repeats it; take it from the first line where the format has no place for one."""
    if not reading.title and headless:
        _first_line(reading)
    prose = reading.prose()
    wanted = _plain(reading.title)
    if not wanted:
        return
    for number in prose[:_HEAD_LINES]:
        line = reading.lines[number]
        if reading.kinds[number] is None and len(line) <= 4 * len(reading.title or "") + 40 and _repeats(line, wanted):
            reading.kinds[number] = Kind.HEADLINE


def _first_line(reading: Reading) -> None:
    """Take the title from the first line, and the next where it stops at a word that cannot be the last."""
    prose = reading.prose()
    if len(prose) < 2:  # noqa: PLR2004 - a headline and what it heads
        return
    line, following = (reading.lines[number] for number in prose[:2])
    if _count(line) > _TITLE_WORDS or not _is_open(line) or line[0] in _OPENERS or names_only(line):
        return
    goes_on = line.rpartition(" ")[2].lower() in _UNFINISHED and _is_short(following) and len(prose) > 2  # noqa: PLR2004 - as above
    reading.title = f"{line} {following}" if goes_on else line
    for number in prose[: 1 + goes_on]:
        reading.kinds[number] = Kind.HEADLINE


def _repeats(line: str, wanted: list[str]) -> bool:
    """Whether a line is the title over again: the same words; or, without an end mark, nearly the same or ending with them."""
    words = _plain(line)
    if words == wanted:
        return True
    if has_end(line) or len(wanted) < 4 or len(words) > _LONGEST_MARK:  # noqa: PLR2004 - a short title may begin any line
        return False
    tail = wanted[-max(4, len(wanted) - 2) :]
    if words[-len(tail) :] == tail:
        return True
    common = len(set(words) & set(wanted))
    return common >= 0.7 * max(len(set(words)), len(set(wanted)))  # our choice: two words in seven may differ


def _patterns(reading: Reading) -> None:
    """Mark notices, links, captions and credits by their words."""
    last = len(reading.lines) - _TAIL_LINES
    for number in reading.prose():
        line = reading.lines[number]
        if len(line) > LONGEST_CHARS:
            reading.kinds[number] = Kind.CAPTION if "Hide Caption" in line and CAPTIONS.match(line) else None
            continue
        kind = kind_of(line, is_open=_is_open(line), last=number >= last)
        if kind is Kind.CREDIT and not reading.agency:
            found = _AGENCY.search(line)
            reading.agency = AGENCIES[found[0]] if found else None
        reading.kinds[number] = kind


def _highlights(reading: Reading) -> None:
    """Mark the outlet's own summary: from its heading on, as long as lines have no end mark."""
    for number in reading.prose()[:_HEAD_LINES]:
        line = reading.lines[number]
        found = HIGHLIGHTS.match(line)
        alone = line.strip(" :").lower() in HIGHLIGHTS_ALONE
        if not alone and not (found and found[0].lower() == "story highlights"):
            continue
        reading.kinds[number] = Kind.HIGHLIGHTS
        for following in range(number + 1, min(number + 1 + _HIGHLIGHTS_MOST, len(reading.lines))):
            text = reading.lines[following]
            if (has_end(text) and text[-1] not in '"”?') or _count(text) > _HIGHLIGHT_WORDS:
                break
            reading.kinds[following] = reading.kinds[following] or Kind.HIGHLIGHTS
        return


def _link_lists(reading: Reading) -> None:
    """Mark short lines without end marks that stand in a row, follow the heading of a list, or close the article."""
    run: list[int] = []
    whole = reading.whole()
    for number in range(len(reading.lines) + 1):
        inside = number < len(reading.lines)
        if number in whole and _is_short(reading.lines[number]):
            run.append(number)
            continue
        headed = bool(run) and run[0] > 0 and LINK_LIST.match(reading.lines[run[0] - 1]) is not None
        if len(run) >= _RUN or headed or not inside:
            for each in run:
                reading.kinds[each] = Kind.LINKS
        run = []


def _is_short(line: str) -> bool:
    """Whether a line is as short as headlines and links are, and ends without any mark as they do."""
    return _count(line) <= _SHORT and (len(line) <= _SHORT_CHARS or " " in line) and _is_open(line)


def _subheadings(reading: Reading) -> None:
    """Mark short lines without end mark above prose, and shouted ones of any mark in a text that does not shout."""
    shouts = [
        number
        for number in reading.prose()
        if reading.lines[number].isupper() and _count(reading.lines[number]) <= _TITLE_WORDS
    ]
    if len(shouts) <= _SHOUTED_SHARE * len(reading.lines):
        for number in shouts:
            reading.kinds[number] = Kind.HEADLINE
    for number in sorted(reading.whole()):
        line = reading.lines[number]
        quoted = _count(line) <= _QUOTED_HEAD and line[0] in "‘'“\"" and line[-1] in "’'”\"" and not has_end(line)
        if (quoted or (_is_short(line) and line[0] not in _OPENERS and not line[0].islower())) and number + 1 < len(
            reading.lines
        ):
            reading.kinds[number] = Kind.HEADLINE


def _datelines(reading: Reading) -> None:
    """Mark the dateline in front of the first sentence, and of agency reports that follow further down."""
    for place, number in enumerate(reading.prose()):
        found = dateline(reading.lines[number], first=place == 0)
        if found:
            reading.pieces.append((number, 0, found.length, Kind.DATELINE))
            reading.dateline = reading.dateline or found.place
            reading.agency = reading.agency or found.agency


def _credit_tails(reading: Reading) -> None:
    """Mark a credit in brackets at the end of a paragraph, and a bare agency after the last sentence."""
    for number in reading.prose()[-_TAIL_LINES:]:
        line = reading.lines[number]
        start = _credit_start(line)
        if start:
            credit = line[start:].strip("()[].—–- ")
            found = _AGENCY.search(line, start)
            reading.agency = reading.agency or AGENCIES.get(credit) or (AGENCIES[found[0]] if found else None)
            reading.pieces.append((number, start, len(line), Kind.CREDIT))


def _credit_start(line: str) -> int | None:
    """Return where the credit at the end of a paragraph begins, the space before it included."""
    if line[-1] in ")]":
        found = CREDIT_TAIL.search(line, max(0, len(line) - 500))
        if found and found.start() > 0:
            return found.start()
    tail = _BARE_CREDIT.search(line, max(0, len(line) - CREDIT_CHARS))
    if tail and tail.start() > 0 and tail[0].strip("()[].—–- ") in AGENCIES:
        return tail.start()
    return None
