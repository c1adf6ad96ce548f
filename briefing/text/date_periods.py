"""How calendar dates, weeks, weekends, months, seasons and years are read. It answers None where it is unsure.

It knows nothing of weekdays and words of the day (`date_days`).
"""

from __future__ import annotations

import re
from datetime import date

from briefing.text import date_words as words
from briefing.text.date_place import Place
from briefing.text.date_values import DAY, Period, Reading, coming, latest, months, on_year, single, week, year

_HALF_YEAR = 183
# A day that is further ahead than nine months is hardly ever named without its year; a report is amended for some days.
_FAR_AHEAD, _AMENDED = 274, 3
_SATURDAY, _TUESDAY, _DECEMBER, _NEXT_WINTER_FROM = 5, 1, 12, 9
# A season that ended less than so many days ago: "last summer" may mean the one before.
_JUST_ENDED = 60
# A month further back is hardly ever named without "last" or its year. Source: measured on 278 dated expressions of
# news prose, annotated for this project.
_FAR_PAST, _FAR_PERFECT = 8, 5
_LIMIT_BEFORE = re.compile(r"\b(?:by|until|till|before|to|or)\s$")


def ago(place: Place) -> Reading:
    """Return the whole day, week, month or year of "three weeks ago"."""
    if words.APPROXIMATE.search(place.before()):
        return None
    found = words.WORDS.findall(place.low)
    count = words.NUMBERS.get(found[0]) or int(found[0])
    unit, today = found[1].removesuffix("s"), place.today
    if unit == "day":
        return single(today - count * DAY)
    if unit == "week":
        return week(today, -count)
    return months(today.year, today.month - count) if unit == "month" else year(today.year - count)


def weekend(place: Place) -> Reading:
    """Return the Saturday and Sunday of "over the weekend"; inside a weekend it is that one."""
    today, low = place.today, place.low
    in_it = today.weekday() >= _SATURDAY
    if low == "weekend" and (_is_a_weekend(place) or not re.match(r"\s[a-z]", place.after())):
        return None
    saturday = latest(_SATURDAY, today)
    if "last" in low:
        saturday -= 7 * DAY if in_it else 0 * DAY
    elif "coming" in low or (not in_it and place.tense() == "future"):
        saturday = coming(_SATURDAY, today)
    elif _is_another_weekend(place) or ("this weekend" in low and not in_it and today.weekday() > _TUESDAY):
        return None
    return saturday, saturday + DAY


def _is_a_weekend(place: Place) -> bool:
    return place.before().endswith(("every ", "each ", "one ", "long ", "easter "))


def _is_another_weekend(place: Place) -> bool:
    return place.low.startswith("the ") and bool(re.match(r"\s(?:of|before|after|when)\b", place.after()))


def period(place: Place) -> Reading:
    """Return the whole week, month, season or year of "last month", "earlier this week"."""
    found = words.WORDS.findall(place.low)
    unit, which, today = found[-1], found[-2], place.today
    shift = {"last": -1, "this": 0, "next": 1}[which]
    if _is_a_length(place, unit, shift):
        return None
    if unit == "week":  # at the end of a week, "last week" may already be the one that ends
        return week(today, shift) if shift >= 0 or today.weekday() < _SATURDAY else None
    if unit == "month":
        return months(today.year, today.month + shift)
    return year(today.year + shift) if unit == "year" else _season(words.SEASONS[unit], which, place)


def _is_a_length(place: Place, unit: str, shift: int) -> bool:
    """Whether it is a length of time ("in the next week"), a plan without a date, or a speaker's own week."""
    before = place.before()
    if re.search(r"\bthe (?:very )?$", before) or (place.low.startswith("of ") and not before.strip()):
        return True
    if place.quoted and unit in ("week", "month") and shift >= 0:
        return True
    return shift > 0 and bool(words.RUN_BEFORE.search(before) or words.RUN_OF_DAYS.match(place.after()))


def _season(first: int, which: str, place: Place) -> Reading:
    """Return the three months from month `first` on."""
    today = place.today
    around = [months(today.year + shift, first, 3) for shift in (-2, -1, 0, 1)]
    ended = next(season for season in reversed(around) if season[1] < today)
    ahead = next(season for season in around if season[0] > today)
    if which == "last":
        return ended if (today - ended[1]).days > _JUST_ENDED else None
    if which == "next":
        return ahead
    inside = next((season for season in around if season[0] <= today <= season[1]), None)
    if inside or first != _DECEMBER:
        return inside or months(today.year, first, 3)
    return ahead if today.month >= _NEXT_WINTER_FROM or place.tense() == "future" else ended


def named_month(place: Place) -> Reading:
    """Return the month of "last November", "this past June", "next May"."""
    month, today, low = place.month(), place.today, place.low
    if month is None:
        return None
    if "last" in low or "past" in low:
        return months(today.year - (month >= today.month), month)
    if "next" in low or "coming" in low:
        return months(today.year + (month <= today.month), month)
    return months(today.year, month)


def month_alone(place: Place) -> Reading:
    """Return a bare month: the most recent one, or the next one where the verb looks ahead."""
    month, today = place.month(), place.today
    if month is None or not _is_month(place):
        return None
    tense = place.tense()
    if tense == "future":
        return months(today.year + (month < today.month), month)
    if place.before().endswith("the ") and words.PLANNED_AFTER.match(place.after()):
        return None
    if _LIMIT_BEFORE.search(place.before()):
        return months(today.year, month) if month == today.month else None
    if (today.month - month) % 12 > (_FAR_PAST if tense == "past" else _FAR_PERFECT):
        return None
    return months(today.year - (month > today.month), month)


def _is_month(place: Place) -> bool:
    """Whether it is a month and not a name ("April Farrow"), a verb, or half of a date."""
    behind = place.text[place.end : place.end + 4]
    if re.match(r"\s+(?:\d|[A-Z])|[-’']?\d", behind) and "," not in behind[:2]:
        return bool(re.search(r"\b(?:in|since)\s$", place.before())) and not re.match(r"\s*\d", behind)
    return bool(words.MONTH_BEFORE.search(place.before())) or "-" in place.words or " " in place.words


def month_day(place: Place) -> Reading:
    """Return the day of "Sept. 27", "Saturday, 3 October": the nearest one that the verb allows."""
    month, number = place.month(), place.numbers()[0]
    if month is None:
        return None
    near = [day for shift in (-1, 0, 1) if (day := on_year(place.today.year + shift, month, number))]
    named = place.weekday()
    if named is not None:
        near = [day for day in near if day.weekday() == named]
    day = _of_tense(near, place, trusted=named is not None)
    return single(day) if day else None


def _of_tense(near: list[date], place: Place, *, trusted: bool) -> date | None:
    """Choose among the same day of several years: the nearest, unless the verb speaks against it."""
    today, tense = place.today, place.tense()
    nearest = min(near, key=lambda day: (abs((day - today).days), day > today), default=None)
    if nearest is None or trusted:
        return nearest
    if tense == "future" and not _is_attributive(place):
        ahead = next((day for day in near if day >= today), None)
        return ahead if ahead and (ahead - today).days <= _FAR_AHEAD else None
    ahead_by = (nearest - today).days
    return nearest if ahead_by <= _AMENDED or (tense != "past" and ahead_by <= _HALF_YEAR // 2) else None


def _is_attributive(place: Place) -> bool:
    """Whether it names an event ("the August 21 attack"), whose day has nothing to do with the verb."""
    return place.before().endswith("the ") and bool(re.match(r"\s[a-z]", place.after()))


def full(place: Place) -> Reading:
    """Return the day of a date that carries its year."""
    numbers, month = place.numbers(), place.month()
    day = on_year(numbers[1], month, numbers[0]) if month else None
    return single(day) if day else None


def span(place: Place) -> Reading:
    """Return the days of "October 2-4"."""
    month, (first, last, *years) = place.month(), place.numbers()
    if month is None or first >= last:
        return None
    if years:
        begin = on_year(years[0], month, first)
    else:
        near = [day for shift in (-1, 0, 1) if (day := on_year(place.today.year + shift, month, first))]
        begin = _of_tense(near, place, trusted=True)
    end = on_year(begin.year, month, last) if begin else None
    return (begin, end) if begin and end else None


def iso(place: Place) -> Reading:
    """Return the day of an ISO date; raises ValueError where the calendar has none."""
    return single(date.fromisoformat(place.words))


def month_year(place: Place) -> Reading:
    """Return the month of "late May 1974"."""
    month = place.month()
    return months(place.numbers()[-1], month) if month else None


def year_alone(place: Place) -> Reading:
    """Return the year of "in 2016"."""
    return year(place.numbers()[0])


def year_ago_month(place: Place) -> Period:
    """Return the month of "a year ago this month"."""
    return months(place.today.year - 1, place.today.month)
