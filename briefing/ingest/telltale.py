"""What a paragraph is by its own words alone: credit, caption, link, notice, code. It sees one paragraph at a time."""

from __future__ import annotations

import string

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
    OPEN_WORDS,
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
_MARKS = bytes(byte for byte in range(256) if chr(byte) not in string.ascii_letters + "\n")  # of UTF-8
# Without one of these in it as it stands no line is lowered to look for a phrase.
_FRAGMENTS = ("ights reserved", "nbox", "ewsletter", "ermission", "ign up", "rivacy")
_QUOTES = frozenset("\"'“‘„«")  # no pattern begins with one
_EDGES = ",:"  # marks that may stand at a first word
_HEAD = 3  # letters by which a line is let pass that begins as no pattern does
_HEADS = frozenset(word[:_HEAD] for word in FIRST_WORDS | OPEN_WORDS) | {
    f"{word}{mark}" for word in FIRST_WORDS | OPEN_WORDS if len(word) < _HEAD for mark in f"{string.punctuation} "
}


class Glance:
    """What stands nowhere in an article need not be looked for in each of its paragraphs."""

    def __init__(self, lines: list[str]) -> None:
        """Look at all the clean paragraphs of an article at once."""
        text = "\n".join(lines)
        self.contributed = "contribut" in text
        self.phrases = any(fragment in text for fragment in _FRAGMENTS)
        self.bars = "|" in text
        # By English letters alone, lines have letters enough but for these; what is rare is counted closely.
        kept = text.encode("utf-8", "replace").translate(None, _MARKS).split(b"\n")
        self.scarce = frozenset(
            line for line, letters in zip(lines, kept, strict=False) if len(letters) < max(1, _ODD_LETTERS * len(line))
        )


def kind_of(line: str, glance: Glance, *, is_open: bool, last: bool) -> Kind | None:
    """Return what a paragraph is by its own words alone; None for prose. `glance` is of the article that it stands in."""
    if len(line) < CREDIT_CHARS and line.strip("()[].—–- ") in AGENCIES:
        return Kind.CREDIT
    if glance.contributed and "contribut" in line and CONTRIBUTED.search(line):
        return Kind.CREDIT
    if _ends_as_caption(line):
        return Kind.CAPTION
    if _may_open(line, believed=is_open or last):
        found = _by_opening(line, is_open=is_open, last=last)
        if found:
            return found
    if glance.phrases and _has_phrase(line):
        return Kind.NOTICE
    if line in glance.scarce and _is_odd(line):
        return Kind.CODE
    return Kind.CODE if glance.bars and ((is_open and "|" in line) or line.count("|") > 1) else None


def _may_open(line: str, *, believed: bool) -> bool:
    """Whether any pattern may tell what the paragraph is; one that is not `believed` must say so with its first word.

    No pattern begins otherwise than the heads, but for captions that a bar or a count parts, and reports "from" somewhere.
    """
    if line[0] in _STARTS:
        return True
    head = line[:_HEAD].lower()
    known = head in _HEADS
    other = not (head.isascii() or line[0] in _QUOTES)  # letters beyond ASCII may be another case of theirs: "ſee also"
    if not believed:
        worded = known or other or line[0] in _EDGES
        if not (worded and line.split(None, 1)[0].strip(_EDGES).lower() in FIRST_WORDS):
            return False
    named = known and (head != "the" or line[4:5] in "OoVv")  # "The opinions …", "The views …"
    return named or other or "|" in line or "Hide " in line or (believed and "report" in line)


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
    if not (
        "/" in tail
        or "via " in tail
        or ("(" in tail and ("hoto" in tail or "HOTO" in tail or "Image" in tail or "Picture" in tail))
        or (":" in tail and ("Photo" in tail or "Picture" in tail))
    ):
        return False  # without one of these no caption ends so
    return CAPTION_END.search(tail) is not None


def _has_phrase(line: str) -> bool:
    if not any(fragment in line for fragment in _FRAGMENTS):
        return False
    lower = line.lower()
    return any(phrase in lower for phrase in NOTICE_PHRASES)


def _is_odd(line: str) -> bool:
    """Whether a line holds hardly a letter: rules, scores, tables, code. One that begins with words is let pass."""
    if line[:_ODD_LEAST].replace(" ", "").isalpha():
        return False
    marks = line.replace(" ", "")
    letters = sum(map(str.isalpha, marks))
    return letters == 0 or (len(marks) >= _ODD_LEAST and letters < _ODD_LETTERS * len(marks))
