"""The words of the frame: labels, dates, numbers and counts as people write them. Never a word of a source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace

from briefing.model import RenderError
from briefing.render.escape import visible
from briefing.render.shelf import Shelf

_DAY = 10  # letters in an ISO day


def _russian(number: int) -> int:
    if number % 100 in range(11, 15):
        return 2
    return {1: 0, 2: 1, 3: 1, 4: 1}.get(number % 10, 2)


def _arabic(number: int) -> int:
    if number in {1, 2}:
        return number - 1
    return 2 if number % 100 in range(3, 11) else 3 if number % 100 in range(11, 100) else 4


# Which form of a counted noun a number takes. Source: Unicode CLDR 46, Language Plural Rules, cardinal (whole numbers).
_FORM: dict[str, Callable[[int], int]] = {
    "english": lambda number: 0 if number == 1 else 1,
    "french": lambda number: 0 if number in {0, 1} else 1,
    "russian": _russian,
    "arabic": _arabic,
}


@dataclass(frozen=True, slots=True)
class Wording:
    """Labels of one language, and how it writes dates and numbers. Times are printed in UTC and say so."""

    labels: SimpleNamespace
    language: str

    @classmethod
    def of(cls, shelf: Shelf, language: str) -> Wording:
        """Take the labels of `language` from the shelf."""
        return cls(shelf.labels(language), language)

    def label(self, table: str, key: str) -> str:
        """Return a label by name; an unknown key is printed as it is, so that a newer brief can still be read."""
        found: str = getattr(getattr(self.labels, table), key.replace("-", "_"), visible(key))
        return found

    def day(self, day: date) -> str:
        """Write a day: "27 September 2020"."""
        written: str = self.labels.dates.day.format(day=day.day, month=self._month(day), year=day.year)
        return written

    def short(self, day: date) -> str:
        """Write a day where room is scarce: "27 Sep 2020"."""
        dates = self.labels.dates
        written: str = dates.short.format(day=day.day, month=dates.short_months[day.month - 1], year=day.year)
        return written

    def moment(self, moment: datetime, *, day_only: bool = False, short: bool = False) -> str:
        """Write a moment in UTC: "27 September 2020, 08:15 UTC"; without the time where only the day is known."""
        here = moment.astimezone(UTC)
        day = self.short(here) if short else self.day(here)
        written: str = self.labels.dates.moment.format(date=day, time=f"{here:%H:%M}")
        return day if day_only else written

    def period(self, first: date, last: date) -> str:
        """Write a period of days, naming month and year once where that is enough."""
        dates = self.labels.dates
        if (first.year, first.month, first.day) == (last.year, last.month, last.day):
            return self.day(first)
        if (first.year, first.month) == (last.year, last.month):
            pattern = dates.within_month
        elif first.year == last.year:
            pattern = dates.within_year
        else:
            pattern = dates.across
        written: str = pattern.format(
            first=self.day(first),
            last=self.day(last),
            day=first.day,
            month=self._month(first),
            last_day=last.day,
            last_month=self._month(last),
            year=last.year,
        )
        return written

    def event(self, value: str, *, short: bool = False) -> str:
        """Write an event date, an ISO day or "from/to"; anything else is printed as it is. `short` shortens a single day."""
        first, _, last = value.partition("/")
        try:
            begin = date.fromisoformat(first[:_DAY])
            end = date.fromisoformat(last[:_DAY]) if last else begin
        except ValueError:
            return self._whole_month(value)
        return self.short(begin) if short and begin == end else self.period(begin, end)

    def _whole_month(self, value: str) -> str:
        try:
            begin = date.fromisoformat(f"{value}-01")
        except ValueError:
            return value
        dates = self.labels.dates
        written: str = dates.month.format(month=dates.alone[begin.month - 1], year=begin.year)
        return written

    def _month(self, day: date) -> str:
        name: str = self.labels.dates.months[day.month - 1]
        return name

    def number(self, number: int) -> str:
        """Write a whole number with separators: "2,300"."""
        separator: str = self.labels.numbers.thousands
        return f"{number:,}".replace(",", separator)

    def span(self, low: int, high: int) -> str:
        """Write one value, or lowest–highest."""
        return self.number(low) if low == high else f"{self.number(low)}–{self.number(high)}"

    def count(self, kind: str, number: int) -> str:
        """Write a count with its noun: "3 independent reports"."""
        forms: list[str] = getattr(self.labels.counts, kind)
        rule = self.labels.numbers.plural
        if rule not in _FORM:
            raise RenderError(f"unknown plural in the labels: {rule} – choose one of {', '.join(_FORM)}")
        form = min(_FORM[rule](number), len(forms) - 1)  # a translation may have words that do not change
        return forms[form].format(n=self.number(number))

    def heard(self, side: str, *, claims: int, words: int, outlets: int, own: int) -> str:
        """Write how much of a side is heard: "Orsenia 34 statements, 812 words, 7 outlets, none its own"."""
        counts = ", ".join(
            (self.count("statements", claims), self.count("words", words), self.count("outlets", outlets))
        )
        owned = self.labels.claims.none_own if not own else self.labels.claims.own.format(n=self.number(own))
        return f"{side} {counts}, {owned}" if claims else f"{side} {self.labels.claims.unheard}"

    def more(self, number: int) -> str:
        """Write how many were left out of a list: "and 12 more"."""
        written: str = self.labels.document.and_more.format(n=self.number(number))
        return written

    def same(self, sides: list[str]) -> str:
        """Write the head of positions that one and the same sentence gives: "Orsenia, Veldmark, in one sentence"."""
        written: str = self.labels.claims.same.format(sides=", ".join(sides))
        return written

    def says(self, side: str) -> str:
        """Write the head of a position: "Orsenia says"."""
        written: str = self.labels.claims.says.format(side=side)
        return written
