"""When an article was published, from the words of its source. It reads no clock: what cannot be told stays None."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

# Hours east of UTC. Left out where one abbreviation has several owners (IST, AMT, BST is kept for British news).
# Source: RFC 5322 section 4.3 for the American ones; IANA time zone database for the others.
_ZONES = {
    "Z": 0.0, "UT": 0.0, "UTC": 0.0, "GMT": 0.0, "WET": 0.0,
    "EST": -5.0, "EDT": -4.0, "CST": -6.0, "CDT": -5.0, "MST": -7.0, "MDT": -6.0, "PST": -8.0, "PDT": -7.0,
    "AKST": -9.0, "AKDT": -8.0, "HST": -10.0, "NST": -3.5, "NDT": -2.5, "BRT": -3.0,
    "BST": 1.0, "WEST": 1.0, "CET": 1.0, "CEST": 2.0, "EET": 2.0, "EEST": 3.0, "MSK": 3.0, "TRT": 3.0,
    "GET": 4.0, "AZT": 4.0, "GST": 4.0, "IRST": 3.5, "AFT": 4.5, "PKT": 5.0, "NPT": 5.75, "ICT": 7.0, "WIB": 7.0,
    "HKT": 8.0, "SGT": 8.0, "PHT": 8.0, "AWST": 8.0, "JST": 9.0, "KST": 9.0, "AEST": 10.0, "AEDT": 11.0,
    "NZST": 12.0, "NZDT": 13.0, "SAST": 2.0, "CAT": 2.0, "WAT": 1.0, "EAT": 3.0,
}  # fmt: skip
_AMERICAN = {"ET": -5.0, "CT": -6.0, "MT": -7.0, "PT": -8.0}  # an hour more while summer time is in force
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
# Strings, in any case of letters, that re compiles where one is first tried: most collections name their days in one way.
_ISO = r"(?<!\d)(\d{4})([-/.]?)(\d{2})\2(\d{2})(?!\d)"
_DAY_FIRST = rf"(?<!\d){_DAY}(?:\s+of)?[\s-]+{_MONTH}[\s,-]+(\d{{4}})(?!\d)"
_MONTH_FIRST = rf"\b{_MONTH}[\s-]+{_DAY}[\s,-]+(\d{{4}})(?!\d)"
_YEAR_MONTH = rf"(?<!\d)(\d{{4}})[\s-]+{_MONTH}[\s-]+{_DAY}(?!\d)"
_SHORT_YEAR = rf"^\w{{3,9}},\s+(\d{{1,2}})[\s-]{_MONTH}[\s-](\d{{2}})(?=\s)"  # RFC 822
_NUMBERS = r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)"
_EPOCH = re.compile(r"(\d{10})(\d{3})?(?:\.\d+)?")
_ZONE = r"(Z(?![a-z])|(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?|[+-−]\d{2}:?\d{2}|[A-Z]{2,4}\b)"
_REST = rf"\s*([ap]\.?\s?m\b\.?)?,?\s*\(?{_ZONE}?"
_CLOCK = rf"(?<![\d.:])(\d{{1,2}})[:.h](\d{{2}})(?:[:.](\d{{2}})(?:[.,]\d{{1,9}})?)?(?!\d){_REST}"
_JOINED_CLOCK = rf"[T ,]{{0,2}}(\d{{2}})(\d{{2}})(\d{{2}})?(?!\d){_REST}"  # T101500Z, 1530 GMT
_BARE_HOUR = rf"(?<![\d:])(\d{{1,2}})()()\s*([ap]\.?\s?m\b\.?),?\s*\(?{_ZONE}?"
_ASCTIME = rf"\b{_MONTH}\s+(\d{{1,2}})\s+[\d:]{{5,8}}(?:\s+[A-Z]{{3,4}})?\s+(\d{{4}})"
_DAYS = (
    (_ISO, (1, 3, 4)), (_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2)), (_YEAR_MONTH, (1, 2, 3)), (_SHORT_YEAR, (3, 2, 1)),
    (_ASCTIME, (3, 1, 2)),
)  # fmt: skip
_OTHER = re.compile(r"\b(?:updated?|modified|last)\b", re.IGNORECASE)  # from here on another date may stand
_DIGIT = re.compile(r"\d")  # without one there is no day and no time of day
_LONGEST = 120  # characters looked at
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, aware and in UTC; `day_only` when the source named a day without a time."""

    at: datetime
    day_only: bool


def moment(words: str | None) -> Moment | None:
    """Read a date with or without time and zone; None when there is none, or when day and month cannot be told apart.

    A time without a zone is taken as UTC.
    """
    text = " ".join((words or "")[: _LONGEST * 2].split())[:_LONGEST]
    if not _DIGIT.search(text):
        return None
    epoch = _EPOCH.fullmatch(text)
    if epoch:
        at = datetime.fromtimestamp(int(epoch[1]), UTC)
        return Moment(at, day_only=False) if at.year in _YEARS else None
    found = _day(text)
    if found is None:
        return None
    day, start, end = found
    rest = _OTHER.split(text[end:], maxsplit=1)[0]
    clock = (
        _clock(rest, joined=True)
        or _clock(text[:start])
        or (_clock(text[start:end]) if ":" in text[start:end] else None)
    )
    if clock is None:
        return Moment(datetime(day.year, day.month, day.day, tzinfo=UTC), day_only=True)
    hour, minute, second, zone = clock
    local = datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=UTC)
    return Moment(local - timedelta(hours=_offset(zone, local)), day_only=False)


def _day(text: str) -> tuple[date, int, int] | None:
    """Return the first day named in the text and where it stands."""
    for pattern, order in _DAYS:
        found = re.search(pattern, text, re.IGNORECASE)
        if found:
            year, month, day = (_number(found[group]) for group in order)
            if pattern is _SHORT_YEAR:
                year += 2000 if year < 70 else 1900  # noqa: PLR2004 - RFC 5322 section 4.3 says 50; Unix time begins in 1970
            made = _valid(year, month, day)
            return (made, found.start(), found.end()) if made else None
    found = re.search(_NUMBERS, text)
    made = _figures(found) if found else None
    return (made, found.start(), found.end()) if found and made else None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _MONTHS[word.lower()]


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _figures(found: re.Match[str]) -> date | None:
    """Read 3.10.2020 as most of the world writes it; 3/10/2020 only where no other reading is possible."""
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    readings = {made for made in (_valid(year, second, first), _valid(year, first, second)) if made}
    if found[2] == ".":
        return _valid(year, second, first)
    return readings.pop() if len(readings) == 1 else None


def _clock(text: str, *, joined: bool = False) -> tuple[int, int, int, str] | None:
    """Return hour, minute, second and the zone as written, of the first time of day in the text."""
    if not text:
        return None
    found = (
        (re.match(_JOINED_CLOCK, text, re.IGNORECASE) if joined else None)
        or re.search(_CLOCK, text, re.IGNORECASE)
        or re.search(_BARE_HOUR, text, re.IGNORECASE)
    )
    if not found:
        return None
    hour, minute, second = (int(part or 0) for part in found.group(1, 2, 3))
    half = (found[4] or "").lower()[:1]
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 - hours of half a day
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 - hours of a day, minutes of an hour
        return None
    return hour, minute, min(second, 59), found[5] or ""


def _offset(zone: str, local: datetime) -> float:
    """Return hours east of UTC; 0 for a zone that is missing or unknown."""
    name = zone.upper()
    if name in _AMERICAN:
        return _AMERICAN[name] + _is_american_summer(local)
    if name in _ZONES:
        return _ZONES[name]
    found = re.search(r"([+\-−])(\d{1,2}):?(\d{2})?$", name)
    if not found:
        return 0.0
    hours = int(found[2]) + int(found[3] or 0) / 60
    return 0.0 if hours > 14 else -hours if found[1] != "+" else hours  # noqa: PLR2004 - the easternmost zone is +14


def _is_american_summer(local: datetime) -> bool:
    """Whether daylight time is in force. Source: Energy Policy Act of 2005 (second Sunday of March, first of November)."""
    march, november = date(local.year, 3, 14), date(local.year, 11, 7)
    begin, end = (day - timedelta(days=(day.weekday() + 1) % 7) for day in (march, november))
    return begin <= local.date() < end
