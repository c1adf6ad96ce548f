"""What a paragraph is by its own words alone: credit, caption, link, notice, code. It sees one paragraph at a time."""

from __future__ import annotations

from briefing.ingest.newsrooms import AGENCIES
from briefing.ingest.vocabulary import (
    CAPTION_END,
    CAPTIONS,
    CAPTIONS_OPEN,
    CONTRIBUTED,
    CREDITS,
    CREDITS_LAST,
    CREDITS_OPEN,
    ENTRY_HEADS,
    FIRST_WORDS,
    LINKS,
    LINKS_OPEN,
    NO_CREDIT,
    NOTICE_PHRASES,
    NOTICES,
    NOTICES_OPEN,
    REPORTED_FROM,
)
from briefing.model import FurnitureKind as Kind

_STARTS = frozenset("([©-–—•*0123456789")  # first characters of notices, links and credits that are no letters
LONGEST_CHARS = 450  # no notice, caption or credit is longer, but for slide shows
CREDIT_CHARS = 60  # a bare agency, marks included
_CREDIT_WORDS = 30
_TAIL = 140  # characters in which a caption's own ending stands
_ODD_LETTERS = 0.45  # share of letters below which a line is a table, a score, or code
_ODD_LEAST = 16


def kind_of(line: str, *, is_open: bool, last: bool) -> Kind | None:
    """Return what a paragraph is by its own words alone; None for prose."""
    if len(line) < CREDIT_CHARS and line.strip("()[].—–- ") in AGENCIES:
        return Kind.CREDIT
    if "contribut" in line and CONTRIBUTED.search(line):
        return Kind.CREDIT
    if _ends_as_caption(line):
        return Kind.CAPTION
    if is_open or last or line[0] in _STARTS or line.split(None, 1)[0].strip(",:").lower() in FIRST_WORDS:
        found = _by_opening(line, is_open=is_open, last=last)
        if found:
            return found
    if _has_phrase(line):
        return Kind.NOTICE
    return Kind.CODE if _is_odd(line) or (is_open and "|" in line) or line.count("|") > 1 else None


def _by_opening(line: str, *, is_open: bool, last: bool) -> Kind | None:
    """Return what a paragraph is by its first words."""
    if (
        CREDITS.match(line)
        or (is_open and CREDITS_OPEN.match(line))
        or ((last or is_open) and CREDITS_LAST.match(line) and line.count(" ") < _CREDIT_WORDS)
    ):
        return Kind.CREDIT
    if last and REPORTED_FROM.search(line) and not NO_CREDIT.search(line) and line[:1].isupper():
        return Kind.CREDIT
    if CAPTIONS.match(line) or (is_open and CAPTIONS_OPEN.match(line)):
        return Kind.CAPTION
    if LINKS.match(line) or (is_open and LINKS_OPEN.match(line)):
        return Kind.LINKS
    if NOTICES.match(line) or (is_open and NOTICES_OPEN.match(line)):
        return Kind.NOTICE
    return Kind.HEADLINE if ENTRY_HEADS.match(line) else None


def _ends_as_caption(line: str) -> bool:
    tail = line[-_TAIL:]
    if not ("/" in tail or "hoto" in tail or "via " in tail or "HOTO" in tail or "mage" in tail or "icture" in tail):
        return False  # without one of these no caption ends so
    return CAPTION_END.search(tail) is not None


def _has_phrase(line: str) -> bool:
    if not (
        "ights reserved" in line
        or "nbox" in line
        or "ewsletter" in line
        or "ermission" in line
        or "ign up" in line
        or "rivacy" in line
    ):
        return False  # a look at the line as it is spares lowering it
    lower = line.lower()
    return any(phrase in lower for phrase in NOTICE_PHRASES)


def _is_odd(line: str) -> bool:
    """Whether a line holds hardly a letter: rules, scores, tables, code. One that begins with words is let pass."""
    if line[:_ODD_LEAST].replace(" ", "").isalpha():
        return False
    marks = line.replace(" ", "")
    letters = sum(map(str.isalpha, marks))
    return letters == 0 or (len(marks) >= _ODD_LEAST and letters < _ODD_LETTERS * len(marks))
