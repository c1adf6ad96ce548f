"""What in an article is no prose, and what it tells: title, byline, place, agency. It knows no format and no file.

Precision comes first: prose that is taken for furniture is lost to the brief, furniture that is taken for prose is only
ugly. Every rule therefore needs a sign that ordinary sentences do not have.
"""

from __future__ import annotations

import re

from briefing.ingest.draft import Block, Draft
from briefing.ingest.headings import highlights, link_lists, short_lines, subheadings, title
from briefing.ingest.lede import byline, dateline, is_date, is_dateline
from briefing.ingest.newsrooms import AGENCIES, AGENCY
from briefing.ingest.reading import HEAD_LINES, TAIL_LINES, Reading, count, has_end, is_open, plain
from briefing.ingest.telltale import CREDIT_CHARS, LONGEST_CHARS, Glance, kind_of
from briefing.ingest.vocabulary import CAPTIONS, CREDIT_TAIL, HELPED
from briefing.model import FurnitureKind as Kind

_REPEATED_WORDS = 4  # shorter lines may stand twice: "No.", "End of story."
_UNMARKED_SHARE = 0.5  # above it, the text does without end marks, and their absence says nothing
_CREDIT_MARKS = "()[].—–- "
_AGENCY_ENDS = frozenset(form.rpartition(" ")[2] for form in AGENCIES)
_BARE_CREDIT = re.compile(r"(?<=[.!?”\"])\s+[(\[]?(?:[—–-]+\s?)?[A-Z][\w /-]{1,40}[)\]]?\.?$")


def furnish(blocks: list[Block], draft: Draft) -> Reading:
    """Find the furniture of an article whose `blocks` are clean; its title, byline and date as known so far are `draft`'s."""
    reading = Reading([block.text for block in blocks], [block.kind for block in blocks])
    reading.title, reading.byline, reading.published = draft.title, draft.byline, draft.published
    reading.agency = AGENCIES.get(draft.byline or "")
    sentences = _with_end_marks(reading)
    _repetitions(reading)
    _head_lines(reading)
    title(reading, headless=draft.headless)
    _patterns(reading)
    highlights(reading)
    _credit_tails(reading)
    if sentences:
        short = short_lines(reading)
        link_lists(reading, short)
        subheadings(reading, short)
    _datelines(reading)
    return reading


def _with_end_marks(reading: Reading) -> bool:
    """Whether this text ends its sentences with marks at all."""
    total = sum(map(len, reading.lines))
    return sum(len(line) for line in reading.lines if not has_end(line)) <= _UNMARKED_SHARE * total


def _repetitions(reading: Reading) -> None:
    """Mark what already stood in the same article, word for word."""
    seen: set[str] = set()
    for number, line in enumerate(reading.lines):
        again = line in seen
        before = number > 0 and reading.kinds[number - 1] is Kind.REPEATED
        if again and reading.kinds[number] is None and (before or count(line) >= _REPEATED_WORDS):
            reading.kinds[number] = Kind.REPEATED
        seen.add(line)


def _head_lines(reading: Reading) -> None:
    """Find bylines, datelines and date lines among the first lines, and the byline without "By" that metadata confirms."""
    known = plain(reading.byline)
    for number in reading.prose():
        line = reading.lines[number]
        if len(line) > 140 or (number >= HEAD_LINES and not line.startswith(("By ", "BY "))):  # noqa: PLR2004 - as in lede.py
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
        elif known and len(known) > 1 and plain(line) == known:
            reading.kinds[number] = Kind.BYLINE
        elif place := is_dateline(line):
            reading.kinds[number] = Kind.DATELINE
            reading.dateline, reading.agency = reading.dateline or place.place, reading.agency or place.agency


def _patterns(reading: Reading) -> None:
    """Mark notices, links, captions and credits by their words."""
    last = len(reading.lines) - TAIL_LINES
    glance = Glance(reading.lines)
    for number in reading.prose():
        line = reading.lines[number]
        if len(line) > LONGEST_CHARS:
            reading.kinds[number] = Kind.CAPTION if "Hide Caption" in line and CAPTIONS.match(line) else None
            continue
        kind = kind_of(line, glance, is_open=is_open(line), last=number >= last)
        # Who helped with a report is not where it comes from: "AFP contributed to this report" makes it nobody's copy.
        if kind is Kind.CREDIT and not reading.agency and not HELPED.search(line):
            found = AGENCY.search(line)
            reading.agency = AGENCIES[found[0]] if found else None
        reading.kinds[number] = kind


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
    for number in reading.prose()[-TAIL_LINES:]:
        line = reading.lines[number]
        start = _credit_start(line)
        if start:
            credit = line[start:].strip(_CREDIT_MARKS)
            found = AGENCY.search(line, start)
            reading.agency = reading.agency or AGENCIES.get(credit) or (AGENCIES[found[0]] if found else None)
            reading.pieces.append((number, start, len(line), Kind.CREDIT))


def _credit_start(line: str) -> int | None:
    """Return where the credit at the end of a paragraph begins, the space before it included."""
    if line[-1] in ")]":
        found = CREDIT_TAIL.search(line, max(0, len(line) - 500))
        if found and found.start() > 0:
            return found.start()
    if line.rstrip(_CREDIT_MARKS).rpartition(" ")[2].lstrip(_CREDIT_MARKS) not in _AGENCY_ENDS:
        return None
    tail = _BARE_CREDIT.search(line, max(0, len(line) - CREDIT_CHARS))
    if tail and tail.start() > 0 and tail[0].strip(_CREDIT_MARKS) in AGENCIES:
        return tail.start()
    return None
