"""Calendar arithmetic for dates in running text: days, weeks, months, seasons around a day. Pure; knows no words.

Weeks are ISO 8601 weeks (Monday to Sunday); a weekend is Saturday and Sunday; seasons are three whole months. All
functions raise OverflowError or ValueError beyond the years 1 to 9999.
"""

from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(days=1)
Period = tuple[date, date]
# What an expression means; None where that is unsure.
Reading = Period | None


def single(day: date) -> Period:
    """Return the period of one day."""
    return day, day


def latest(weekday: int, day: date) -> date:
    """Return the last such weekday up to and including `day`; Monday is 0."""
    return day - DAY * ((day.weekday() - weekday) % 7)


def coming(weekday: int, day: date) -> date:
    """Return the first such weekday from `day` on, `day` included."""
    return day + DAY * ((weekday - day.weekday()) % 7)


def week(day: date, shift: int = 0) -> Period:
    """Return the ISO week of `day`, moved by `shift` weeks."""
    monday = day - DAY * day.weekday() + 7 * shift * DAY
    return monday, monday + 6 * DAY


def months(year: int, month: int, count: int = 1) -> Period:
    """Return `count` whole months; `month` counts from 1 and may lie outside the year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    after = month - 1 + count
    return date(year, month, 1), date(year + after // 12, after % 12 + 1, 1) - DAY


def year(number: int) -> Period:
    """Return a calendar year."""
    return date(number, 1, 1), date(number, 12, 31)


def on_year(number: int, month: int, day: int) -> date | None:
    """Return the day, or None where the calendar has none."""
    try:
        return date(number, month, day)
    except ValueError:
        return None


def written(period: Period) -> str:
    """Return an ISO date for one day, "from/to" for more."""
    first, last = period
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
