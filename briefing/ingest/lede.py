"""What stands at the head of a report: dateline, byline, date line. It reads lines, and knows no article and no format."""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.ingest.moments import moment
from briefing.ingest.newsrooms import AGENCIES, NO_PLACES, PLACES
from briefing.ingest.vocabulary import BYLINES, CALENDAR, PARTICLES, ROLES

_HEAD = 140  # characters; the longest dateline met has 96
_LONGEST_LINE = 140  # a byline or date line by itself
_MOST_WORDS = 16
_BREAKS = re.compile(r"\s?[—–]\s?|\s?--+\s?|\s-\s?|-\s|:\s|\.\s|\)\s?(?=[^\W\d_a-z]|[\"“‘«'])")
# A cheap look before all else: a dateline begins with a capital, and goes on with a mark or another capital.
_OPENING = re.compile(r"\(?[^\W\d_a-z][\w.'’/-]*(?:[,)]|\s?[—–(:/-]|\s[^\W\d_a-z])")
_CREDITED = re.compile(r"[(/\d]")  # without one of these there is neither date nor agency
_PIECES = re.compile(r"[,;]\s*|\s*[()]\s*|\s*/\s*|\.?\s*$|\.\s+(?=/)")
# More words than a place, a date or an agency has, and nothing between them that would part pieces.
_LONG_PIECE = re.compile(r"(?:[^ ,;()/.]+ ){5}[^ ,;()/.]")
_LONG_START = re.compile(r"(?:[^ ,;()/.:—–-]+ ){5}[^ ,;()/.:—–-]")  # the same, and no break among them either
_MONTH = r"(?i:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_WEEKDAY = r"(?i:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?i:day)?\.?"
_DATE = re.compile(
    rf"(?:{_WEEKDAY}\s+)?(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH})(?:\s+\d{{4}})?|{_WEEKDAY}|\d{{4}}(?:-\d\d-\d\d)?|\d{{1,2}}\.\d{{1,2}}\.\d{{4}}"
)
_PLACE = re.compile(r"[^\W\d_][\w’'.-]*(?:\s[^\W\d_][\w’'.-]*){0,4}")
_LOWER_IN_PLACES = frozenset(["of", "the", "de", "del", "la", "el", "al", "an", "on", "upon", "sur", "am", "du", "and"])
_TITLES = frozenset(
    [
        "president",
        "minister",
        "prime",
        "king",
        "queen",
        "general",
        "colonel",
        "secretary",
        "chancellor",
        "ambassador",
        "spokesman",
        "spokeswoman",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sen",
        "rep",
        "gov",
    ]
)
_CREDIT = re.compile(r"[^\W\d_a-z][\w’'.&-]*(?:\s[^\W\d_a-z][\w’'.&-]*){0,3}")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_NAME = re.compile(r"[^\W\d_a-z][\w’'-]*\.?|(?:al|el|ul|bin)-[^\W\d_a-z][\w’'-]*")
_DATE_WORDS = re.compile(
    rf"(?i:first published|published|posted|updated?|last (?:updated|modified)|created|modified|issued|date|time|at|on|by)\b:?|{_WEEKDAY}\b|{_MONTH}(?=[\s\d,]|$)"
    r"|\d+(?:st|nd|rd|th|h)?\b|\b(?i:[ap]\.?m)\b\.?|\b[A-Z]{2,4}\b|[\s,:;.|/+()·•–—-]"
)
_AGO = re.compile(
    r"(?i:(?:(?:last )?(?:updated|published|posted|modified)\s*:?\s*)?(?:about )?(?:\d{1,3}|an?)\s+(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s?\s+ago)\.?"
)
_FIGURE = re.compile(r"\d")
_PARTS = re.compile(r"\s*[|•·]\s*|\s+[–—-]+\s+|;\s+")


# A place in words of its own and a credit in capitals: "Near the Orsen border (CNN) -- ".
_LOOSE = re.compile(r"[A-Z][\w’'-]* [a-z]+ [\w’' -]{1,40} \(([A-Z]{2,6})\)\s*(?:--|—|–|-)\s+")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline's length in characters, the place, and the agency that it credits."""

    length: int
    place: str | None
    agency: str | None


@dataclass(slots=True)
class _Lead:
    """What the pieces of a possible dateline are."""

    places: list[str]
    caps: bool = False
    dated: bool = False
    agency: str | None = None


def dateline(paragraph: str, *, first: bool) -> Dateline | None:
    """Return the dateline that the paragraph begins with, mark and space behind it included.

    `first`: whether this is the first paragraph of prose; further down only a date or an agency beside the place count.
    """
    head = paragraph[:_HEAD]
    if "(" in head and (loose := _LOOSE.match(head)) and _begins(paragraph, loose.end()):
        return Dateline(loose.end(), None, AGENCIES.get(loose[1]))
    if _LONG_START.match(head) or not _OPENING.match(paragraph):
        return None
    if not first and not _CREDITED.search(head):
        return None
    for found in _BREAKS.finditer(head):
        if not _begins(paragraph, found.end()):
            continue
        lead = _lead(head[: found.end()] if found[0].startswith(")") else head[: found.start()])
        if lead is None:
            continue
        if _convinces(lead, found[0].strip(), first=first) and not _dotted_away(head, found, lead):
            place = ", ".join(lead.places) or None
            return Dateline(found.end(), place, lead.agency)
    return None


def _begins(paragraph: str, at: int) -> bool:
    """Whether prose begins at this place."""
    rest = paragraph[at : at + 2].lstrip("\"'“‘«([„")
    return bool(rest) and (rest[0].isupper() or rest[0].isdigit() or not rest[0].islower()) and rest[0].isalnum()


def _dotted_away(head: str, found: re.Match[str], lead: _Lead) -> bool:
    """Whether a full stop that seemed to end the dateline is followed by more of it: "MOSCOW, October 3. /TASS/."."""
    return found[0].startswith(".") and lead.agency is None and head[found.end() : found.end() + 1] == "/"


def _convinces(lead: _Lead, mark: str, *, first: bool) -> bool:
    """Whether the pieces, together with the mark behind them, make a dateline and nothing else."""
    if mark in {".", ":"}:
        known = bool(lead.places) and lead.places[0].title() in PLACES
        return bool(lead.places) and bool(lead.agency or (first and mark == ":" and known and lead.caps))
    if lead.agency or (lead.dated and lead.places and (lead.caps or first)):
        return mark != ")" or lead.agency is not None
    if not first or not lead.places or mark == ")":
        return False
    return lead.caps or (lead.places[0] in PLACES and mark in {"—", "–", "--"})


def _lead(text: str) -> _Lead | None:
    """Read the pieces before the mark; None as soon as one is neither place, date nor agency."""
    if _LONG_PIECE.match(text):
        return None
    lead = _Lead([])
    bracketed = "(" in text or "/" in text
    for piece in filter(None, (part.strip() for part in _PIECES.split(text))):
        if piece in AGENCIES and not (piece.isupper() and not bracketed and not lead.places):
            lead.agency = AGENCIES[piece]
        elif _DATE.fullmatch(piece):
            lead.dated = True
        elif lead.places and not lead.agency and f"({piece})" in text and _is_credit(piece, lead):
            lead.agency = piece
        elif not lead.dated and len(lead.places) < 3 and _is_place(piece):  # noqa: PLR2004 - city, region, country
            lead.caps = lead.caps or (not lead.places and piece.isupper())
            lead.places.append(piece)
        else:
            return None
    return lead if lead.places or lead.agency else None


def _is_credit(piece: str, lead: _Lead) -> bool:
    """Whether a name in brackets is an agency that no table knows: any name behind a date, else an acronym behind a place."""
    if lead.dated:
        return _CREDIT.fullmatch(piece) is not None
    return lead.caps and _ACRONYM.fullmatch(piece) is not None and piece not in NO_PLACES


def _is_place(piece: str) -> bool:
    if piece in NO_PLACES or len(piece) < 3 or not _PLACE.fullmatch(piece):  # noqa: PLR2004 - "UK", "EU"
        return False
    words = piece.split()
    if any(word.lower() in CALENDAR or word.lower().rstrip(".") in _TITLES or word in NO_PLACES for word in words):
        return False
    return all(
        word[0].isupper() or word in _LOWER_IN_PLACES or word[:3] in {"al-", "el-", "ad-", "ar-"} for word in words
    )


def is_dateline(line: str) -> Dateline | None:
    """Read a whole line as a dateline: "STEPANAKERT, Oct 3 (Reuters)"."""
    if len(line) > _LONGEST_LINE:
        return None
    lead = _lead(line.rstrip(" -–—:"))
    if lead and lead.places and (lead.agency or (lead.dated and lead.caps)):
        return Dateline(len(line), ", ".join(lead.places), lead.agency)
    return None


def is_date(line: str) -> bool:
    """Whether a whole line says nothing but when: "Published: 3 October 2020, 14:05 GMT", "6 years ago"."""
    if len(line) > _LONGEST_LINE or len(line.split()) > _MOST_WORDS:
        return False
    if _AGO.fullmatch(line):
        return True
    return bool(_FIGURE.search(line)) and not _DATE_WORDS.sub("", line) and moment(line) is not None


@dataclass(frozen=True, slots=True)
class Byline:
    """Names as printed, the place and agency beside them, and the words of the date, where there are any."""

    names: str | None
    place: str | None = None
    agency: str | None = None
    date: str | None = None


def byline(line: str) -> Byline | None:
    """Read a whole line as a byline: "By Jane Doe in Yerevan | 3 October 2020"; None where any word does not fit."""
    opening = BYLINES.match(line)
    if not opening or len(line) > _LONGEST_LINE or len(line.split()) > _MOST_WORDS:
        return None
    parts = [part for part in _PARTS.split(line[opening.end() :]) if part]
    if not parts:
        return None
    date = next((part for part in parts[1:] if is_date(part)), None)
    others = [part for part in parts if part != date]
    names, _, place = others[0].partition(" in ")
    agency = next((AGENCIES[part] for part in (names, *others[1:]) if part in AGENCIES), None)
    if names in AGENCIES:
        return Byline(names, place or None, agency, date)
    if not all(map(_are_names, [names, *([place] if place else []), *others[1:]])):
        return None
    return Byline(names.strip(" ,"), place or None, agency, date)


def _are_names(text: str) -> bool:
    """Whether every word is a name or stands beside names; the first must be one, and no word may belong to a date."""
    words = [word.strip(",;:()") for word in text.split()]
    if not words or not _NAME.fullmatch(words[0]) or words[0].lower() in {"the", "an", "a"}:
        return words[:1] == ["The"] and text in AGENCIES
    return all(
        word.lower().rstrip(".") not in CALENDAR
        and (_NAME.fullmatch(word) or word.lower() in ROLES or word in PARTICLES or word in "&/")
        for word in words
    )


def names_only(line: str) -> bool:
    """Whether a line holds two to twelve words, all of them names: a byline that does not say so."""
    words = line.split()
    return 2 <= len(words) <= 12 and _are_names(line) and words[-1][0].isupper()  # noqa: PLR2004 - first and last name; three authors
