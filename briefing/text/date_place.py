"""One date expression in its sentence: its words, what stands around it, and where the verb looks.

It knows no calendar and tells no date (`date_rules` does). All looks are bounded, so that a sentence of a megabyte
costs no more a word than a short one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from briefing.text import date_words as words

# How far around an expression a verb is looked for, in code points: the length of a long clause.
_REACH = 160
# How far its immediate neighbours are looked at: the longest phrase of `date_words` that stands before or behind.
_NEAR = 40
_CLAUSE = re.compile(r"[;—]|:\s|, (?:and|but|while|when|after|as|where|which|who) | but | – | -- ")
_OPENING = re.compile(r"\s*(?:In|On|At|During|After|Since|By|With|For|From|Between|As)\s")
# An expression within this many words of the beginning of its clause belongs to the verb behind it; so does one that a
# verb follows within this many code points.
_FRONT, _NEXT_VERB = 3, 12
# A sentence that is nothing but its date ("3 years ago", the age of a web page) may have this many marks around it.
_MARKS = 8
_SEPTEMBER, _ELEVENTH, _STILL_NEWS = 9, 11, 30


class Place:
    """One expression in its sentence: its words and kind, whether it is quoted, and the days it may refer to.

    `published` is the day of publication, `anchor` the day that was told last, both None where there is none.
    """

    __slots__ = ("anchor", "end", "kind", "low", "published", "quoted", "start", "text", "words")

    def __init__(
        self, text: str, found: re.Match[str], *, quoted: bool, published: date | None, anchor: date | None
    ) -> None:
        self.text, self.kind, self.words = text, found.lastgroup or "", found[0]
        self.start, self.end = found.span()
        self.low = found[0].lower()
        self.quoted, self.published, self.anchor = quoted, published, anchor

    @property
    def today(self) -> date:
        """The day of publication; only asked for where there is one."""
        if self.published is None:
            raise ValueError(f"no day of publication for {self.words!r}")
        return self.published

    def before(self, reach: int = _NEAR) -> str:
        """Return what stands before, in lower case."""
        return self.text[max(0, self.start - reach) : self.start].lower()

    def after(self, reach: int = _NEAR) -> str:
        """Return what stands behind, in lower case."""
        return self.text[self.end : self.end + reach].lower()

    def weekdays(self) -> Iterator[int]:
        """Yield the weekdays named, in order; Monday is 0."""
        return (words.WEEKDAYS[w] for w in words.WORDS.findall(self.low) if w in words.WEEKDAYS)

    def weekday(self) -> int | None:
        """Return the first weekday named; Monday is 0."""
        return next(self.weekdays(), None)

    def month(self) -> int | None:
        """Return the first month named; January is 1."""
        return next((words.MONTHS[w] for w in words.WORDS.findall(self.low) if w in words.MONTHS), None)

    def numbers(self) -> list[int]:
        """Return the figures in it, in order."""
        return [int(figure) for figure in re.findall(r"\d+", self.low)]

    def stands_alone(self) -> bool:
        """Whether the sentence has no other words."""
        if len(self.text) > len(self.words) + _MARKS:
            return False
        return not (self.text[: self.start] + self.text[self.end :]).strip(" ()[]:.,")

    def tense(self) -> str | None:
        """Return where the verb looks: "past", "perfect", "future" or None.

        The nearest cue before it in its clause decides; where it opens the clause, or the verb follows at once, the
        first cue behind it; else the nearest in the sentence.
        """
        ahead = self.text[max(0, self.start - _REACH) : self.start]
        clause = _CLAUSE.split(ahead)[-1]
        if cue := _last_cue(clause):
            return cue
        fronted = len(clause.split()) <= _FRONT or _OPENING.match(clause)
        behind = self.text[self.end : self.end + (_REACH if fronted else _NEXT_VERB)]
        if found := words.CUES.search(behind):
            return _tense_of(found)
        return _last_cue(ahead)


def _last_cue(text: str) -> str | None:
    found = None
    for found in words.CUES.finditer(text):  # noqa: B007 - the last one is what is asked for
        pass
    return _tense_of(found) if found else None


def _tense_of(found: re.Match[str]) -> str:
    return (found.lastgroup or "").removesuffix("1")


def is_name_or_habit(place: Place) -> bool:
    """Whether the words are part of a name, a habit, or too vague: then no date is told."""
    before, after = place.before(), place.after()
    if words.HABIT_BEFORE.search(before) or place.stands_alone():
        return True
    if place.kind in ("weekday", "month") and words.INDEFINITE_BEFORE.search(before):
        return True
    if place.kind in ("weekday", "month_day", "month", "weekend") and words.NAME_AFTER.match(after):
        return True
    return place.kind == "month_day" and _is_the_attacks(place, after)


def _is_the_attacks(place: Place, after: str) -> bool:
    """Whether "September 11" means the attacks of 2001 and not a day of this year."""
    if place.month() != _SEPTEMBER or place.numbers()[:1] != [_ELEVENTH]:
        return False
    if place.published is None:
        return True
    since = (place.published - date(place.published.year, _SEPTEMBER, _ELEVENTH)).days
    return not 0 <= since <= _STILL_NEWS or bool(words.SEPTEMBER_11.match(after))
