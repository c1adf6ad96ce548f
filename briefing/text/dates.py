"""Dates in running text, relative to the day of publication. It refuses to guess: what is unsure is not returned.

It knows calendar words, tenses and quotation marks; it does not know the clock, the reader's time zone, or when a
quoted speaker spoke. The day of publication is the UTC date of `Article.published`.

Conventions (Source: TIMEX3 as in TimeML 1.2.1, "Annotation Guidelines", with the granularity written out as a range):
a bare weekday is the most recent such day up to and including publication unless the verb looks ahead; weeks are ISO
weeks; "early", "late", "earlier this" X is the whole X; "overnight" is two days, "last night" the day before; "N weeks,
months, years ago" is the whole unit; seasons are three months.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from briefing.model import Article, Sentence, Span
from briefing.text.date_place import Place, is_name_or_habit
from briefing.text.date_rules import read
from briefing.text.date_values import Reading, written
from briefing.text.date_words import GRAMMAR
from briefing.text.quotation import Quotation

# Kinds that carry their year: nothing has to be resolved, and no day of publication is needed.
_EXPLICIT = frozenset(("iso", "full", "month_year", "year"))
_HAS_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date as an article prints it. `span.of(article.text) == text`, and `sentence` (a span as well) covers it.

    `value` is an ISO date or "from/to", both days included. `explicit` says that the words carry the year themselves,
    so that nothing was resolved.
    """

    article: str
    span: Span
    sentence: Span
    text: str
    value: str
    explicit: bool = False


def dates(article: Article, sentences: Sequence[Sentence]) -> tuple[DateMention, ...]:
    """Return the dates that `sentences` of `article` mention and that can be told, in reading order.

    Without a day of publication only dates that carry their year are returned. Habits ("every Friday"), names ("Black
    Friday") and words of the day inside quotations ("today", "tomorrow") are left alone.
    """
    published = article.published.date() if article.published else None
    mentions: list[DateMention] = []
    quotation, paragraph, anchor = Quotation(article.text), -1, None
    for sentence in sentences:
        if sentence.paragraph != paragraph:
            quotation, paragraph = Quotation(article.text, sentence.span.start), sentence.paragraph
        here: date | None = None
        for found in GRAMMAR.finditer(sentence.text):
            quoted = quotation.open_at(sentence.span.start + found.start())
            place = Place(sentence.text, found, quoted=quoted, published=published, anchor=here or anchor)
            reading = _resolve(place)
            if reading is None:
                continue
            first, last = reading
            here = first if first == last else here
            span = Span(sentence.span.start + found.start(), sentence.span.start + found.start() + len(place.words))
            mentions.append(
                DateMention(
                    article=article.id,
                    span=span,
                    sentence=sentence.span,
                    text=place.words,
                    value=written(reading),
                    explicit=bool(_HAS_YEAR.search(place.words)),
                )
            )
        anchor = here
    return tuple(mentions)


def _resolve(place: Place) -> Reading:
    """Return the period a place means, None where it is a name, a habit, unsure, or beyond the calendar."""
    if place.published is None and place.kind not in _EXPLICIT and not _HAS_YEAR.search(place.words):
        return None
    if is_name_or_habit(place):
        return None
    try:
        return read(place)
    except (OverflowError, ValueError):
        return None
