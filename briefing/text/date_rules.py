"""Which rule reads which kind of date expression: the kinds of `date_words.GRAMMAR` against `date_days`, `date_periods`."""

from __future__ import annotations

from collections.abc import Callable

from briefing.text import date_days as days
from briefing.text import date_periods as periods
from briefing.text.date_place import Place
from briefing.text.date_values import Reading

_RULES: dict[str, Callable[[Place], Reading]] = {
    "iso": periods.iso,
    "full": periods.full,
    "span": periods.span,
    "month_day": periods.month_day,
    "month_year": periods.month_year,
    "year": periods.year_alone,
    "before_yesterday": days.before_yesterday,
    "overnight": days.overnight,
    "week_day": days.week_day,
    "weekday": days.weekday,
    "day": days.day_word,
    "year_ago_month": periods.year_ago_month,
    "ago": periods.ago,
    "weekend": periods.weekend,
    "period": periods.period,
    "named_month": periods.named_month,
    "month": periods.month_alone,
    "before": days.counted(-1),
    "after": days.counted(1),
    "same": days.counted(0),
    "days_from": days.days_from,
    "clock": days.clock,
}


def read(place: Place) -> Reading:
    """Return what a place means, None where it is unsure; raises OverflowError or ValueError beyond the calendar."""
    return _RULES[place.kind](place)
