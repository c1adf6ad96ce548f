"""Which day's brief is due at a moment, and up to when it counts. Time zones are the standard library's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The brief of one day: the day where the reader is, and the cut-off in UTC."""

    day: date
    cutoff: datetime


def edition_at(now: datetime, zone: ZoneInfo, due: time) -> Edition:
    """Return the newest edition that is due at an aware moment: today's from the due time on, before it yesterday's.

    A due time that the clock jumps over in spring is taken with the offset before the jump (02:30 is then 03:30); one that
    comes twice in autumn is taken the first time. Source: PEP 495, fold=0.
    """
    today = now.astimezone(zone).date()
    days = (today + timedelta(days=shift) for shift in (0, -1, -2))
    return next(
        Edition(day=day, cutoff=moment)
        for day in days
        if (moment := datetime.combine(day, due, zone).astimezone(UTC)) <= now
    )
