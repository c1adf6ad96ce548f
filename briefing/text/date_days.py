"""How expressions for single days are read: weekdays, words of the day, overnight, days counted from another day.

It knows nothing of months and years (`date_periods`), and answers None where it is unsure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from briefing.text import date_words as words
from briefing.text.date_place import Place
from briefing.text.date_values import DAY, Reading, coming, latest, single, week

# Six days back is also tomorrow: a report that was amended after its date, or a plan in a tense we do not see.
_DAYS_BACK = 6
_STANDING = re.compile(r",?\s(?:than|might|may|could|would|is|are|has|have)\b")
_PRESENT = re.compile(r"\b(?:is|are|remains?|still)\b")
# "the Monday protests" is a name or a habit; "the Monday after the vote" is a day.
_ADJECTIVE_AFTER = re.compile(r"[’']s|\s(?!after|before|of|when|that|in)[a-z]")
# "the day before the war began", "the following day’s": the expression counts from what stands behind it.
_CLAUSE_AFTER = re.compile(r"\s+(?:the|he|she|they|it|a|his|her|their|that|when|of|[a-z]+’s)\b")
# "The same day a school burned." opens a main clause; with a comma further on, it may open a subordinate one.
_MAIN_CLAUSE = re.compile(r"\s+an?\s[^,;]*[.!?]?$")
# It is told by looking to the end of the sentence, where that is no further than this.
_LONGEST_OPENING = 400


def weekday(place: Place) -> Reading:
    """Return the day of a weekday, with or without "last", "next", "this coming"."""
    number = place.weekday()
    if number is None:
        return None
    if day := _told_weekday(number, place):
        return single(day)
    if words.DEFINITE_BEFORE.search(place.before()) and not _ADJECTIVE_AFTER.match(place.after()):
        return None
    day = latest(number, place.today)
    tense = "future" if place.low.startswith("as ") else place.tense()
    if tense == "future":
        return single(coming(number, place.today))
    unsure = (place.today - day).days >= _DAYS_BACK or (tense == "either" and day != place.today)
    return None if unsure else single(day)


def _told_weekday(number: int, place: Place) -> date | None:
    """Return the day where the words themselves say which one."""
    if "next" in place.low:
        return week(place.today, 1)[0] + number * DAY
    if "coming" in place.low:
        return coming(number, place.today + DAY)
    if "last" in place.low or "past" in place.low:
        return latest(number, place.today - DAY)
    return None


def week_day(place: Place) -> Reading:
    """Return the day of "Tuesday of last week"."""
    number = place.weekday()
    shift = -1 if "last" in place.low else int("next" in place.low)
    return None if number is None else single(week(place.today, shift)[0] + number * DAY)


def overnight(place: Place) -> Reading:
    """Return the two days of a night; without a weekday it is the one that ends on the day of publication."""
    if place.quoted or words.OVERNIGHT_NOUN.match(place.after()):
        return None
    named = list(place.weekdays())
    if not named:
        return place.today - DAY, place.today
    first = latest(named[0], place.today)
    if len(named) == 1 and re.search(r"\b(?:into|to)\b", place.low):
        first -= DAY
    return first, first + DAY


def day_word(place: Place) -> Reading:
    """Return the day of "yesterday", "today", "tonight", "this morning", "tomorrow"."""
    low, today = place.low, place.today
    if "yesterday" in low or "last night" in low:
        return single(today - DAY)
    if place.quoted or words.RUN_OF_DAYS.match(place.after()) or words.RUN_BEFORE.search(place.before()):
        return None
    if "tomorrow" in low:
        return single(today + DAY)
    return single(today) if low != "today" or _is_this_day(place) else None


def _is_this_day(place: Place) -> bool:
    """Whether "today" is the day of publication and not "nowadays"."""
    if place.after()[:2] in ("’s", "'s"):
        return bool(words.EVENT_AFTER.match(place.after()))
    if _STANDING.match(place.after()):
        return False
    return place.tense() in ("past", "future", "either") and not _PRESENT.search(place.before(20))


def before_yesterday(place: Place) -> Reading:
    """Return the day before yesterday."""
    return None if place.quoted else single(place.today - 2 * DAY)


def counted(shift: int) -> Callable[[Place], Reading]:
    """Return the rule for "the previous day" and its like: `shift` days from the day told last."""

    def rule(place: Place) -> Reading:
        opens = shift == 0 and place.start == 0 and len(place.text) < _LONGEST_OPENING
        if _CLAUSE_AFTER.match(place.after()) and not (opens and _MAIN_CLAUSE.match(place.text, place.end)):
            return None
        return _from_anchor(place, shift)

    return rule


def days_from(place: Place) -> Reading:
    """Return the day of "six days later", counted from the day told last."""
    found = words.WORDS.findall(place.low)
    count = words.NUMBERS.get(found[0]) or int(found[0])
    return None if place.after().startswith(" than") else _from_anchor(place, count if "later" in found else -count)


def _from_anchor(place: Place, shift: int) -> Reading:
    return None if place.anchor is None or place.quoted else single(place.anchor + shift * DAY)


def clock(place: Place) -> Reading:
    """Return the day of a time of day: the day told last, else the day of publication."""
    if place.quoted or words.FULL_TIME_AFTER.match(place.text, place.end):
        return None
    return single(place.anchor or place.today)
