"""Figures in running text: a number, what was counted, whose, and how the figures of one quantity stand to each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from briefing.lexicon import find
from briefing.model import Article, Claim, Figure, Sentence, Span
from briefing.text.folded import folded, holds
from briefing.text.listed import listed

_UNITS = {
    word: number
    for number, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
}
_TENS = {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}
_NUMBER_WORDS = "|".join(sorted({*_UNITS, *_TENS} - {"zero", "one"}, key=lambda word: (-len(word), word)))
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{_NUMBER_WORDS}|one)(?:\s+(?:hundred|thousand|million))?"
_RANGE = rf"(?:(?:at least|more than|over|about|around|some|nearly|almost|up to|as many as|fewer than|between)\s+)?(?P<low>{_NUMBER})(?:\s*(?:and|to|-|–)\s*(?P<high>{_NUMBER}))?"
_WHO = r"people|persons|civilians|soldiers|troops|servicemen|fighters|militants|rebels|police(?:men| officers)?|officers|children|women|men|journalists|residents|Palestinians|Israelis|Armenians|Azerbaijanis|Syrians|Ukrainians|Russians|Afghans|Americans|insurgents|terrorists|protesters|demonstrators|others|workers|students|guards"
_DONE = {
    "killed": r"killed|dead|died|slain|murdered|massacred",
    "wounded": r"wounded|injured|hurt",
    "captured": r"captured|taken prisoner|taken captive|detained|arrested|held",
    "displaced": r"displaced|fled|evacuated|left homeless",
    "missing": r"missing",
}
_PASSIVE = {
    quantity: rf"\b{_RANGE}\s+(?P<who>(?:[\w’'-]+\s+){{0,3}}?(?:{_WHO})\b(?:\s+(?:of|from|in)\s+(?:the\s+)?(?:[A-Z][\w’'-]+\s*){{1,4}})?(?:\s+(?:were|was|had been|have been|are|is|being|reported|confirmed|left))*)\s*(?:\w+ly\s+)?(?:{done})\b"
    for quantity, done in _DONE.items()
}
_ACTIVE = {
    "killed": rf"\b(?:kill(?:ed|ing|s)|claimed the lives of|death toll (?:\w+\s+){{0,6}}?(?:to|at|of)|deaths? of)\s+(?P<who>(?:(?!since|in|on|by|after|before|between|during|until|from)\w+\s+){{0,1}}?){_RANGE}\b(?!\s*(?:per cent|percent|%|years?|days?|hours?|minutes?|months?|weeks?|miles|kilomet|o’clock|a\.m|p\.m|January|February|March|April|May|June|July|August|September|October|November|December))",
    "wounded": rf"\b(?:wound(?:ed|ing|s)|injur(?:ed|ing|es))\s+(?P<who>){_RANGE}\b(?!\s*(?:per cent|percent|%|years?|days?|hours?|minutes?))",
}
_BARE = {
    "killed": rf"\b(?P<who>){_RANGE}\s+(?:dead|deaths|were killed|killed|had died|have died)\b",
    "wounded": rf"\b(?P<who>){_RANGE}\s+(?:wounded|injured|were wounded|were injured)\b",
}
# What a sentence holds without which it tells no figure: one of these, a number, and for each pattern a word of its own.
_TRIGGERS = listed(
    "kill dead die death wound injur hurt captur prisoner detain arrest displac fled evacuat missing slain casualt"
)
_NUMBERED = re.compile(rf"\d|one|{_NUMBER_WORDS}")
_PATTERNS = (
    *((quantity, tuple(_DONE[quantity].split("|")), pattern) for quantity, pattern in _PASSIVE.items()),
    ("killed", ("kill", "claimed the lives of", "death"), _ACTIVE["killed"]),
    ("wounded", ("wound", "injur"), _ACTIVE["wounded"]),
    ("killed", ("dead", "death", "killed", "died"), _BARE["killed"]),
    ("wounded", ("wounded", "injured"), _BARE["wounded"]),
)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Each pattern costs a millisecond, and most briefs need few of them."""
    return re.compile(pattern, re.IGNORECASE)


def number(text: str) -> int | None:
    """Return the value of a number as printed ("1,300", "twelve", "two hundred"), None if it cannot be told."""
    value = 1
    total = None
    for word in text.lower().replace(",", "").split():
        if word in {"hundred", "thousand", "million"} and total is not None:
            total *= {"hundred": 100, "thousand": 1000, "million": 1_000_000}[word]
        elif word.isdigit() and len(word) <= 9:  # noqa: PLR2004 - more digits count nobody
            total = int(word)
        elif word in _UNITS or word in _TENS:
            total = _UNITS.get(word, _TENS.get(word, value))
        else:
            return None
    return total


def figures(article: Article, sentences: Iterable[Sentence], claims: Sequence[Claim]) -> tuple[Figure, ...]:
    """Return the figures of an article in reading order; a figure inside a claim is said by its speaker."""
    found: list[Figure] = []
    for sentence in sentences:
        low = folded(sentence.text)
        if not holds(low, _TRIGGERS) or not _NUMBERED.search(low):
            continue
        here: dict[Span, Figure] = {}
        for quantity, words, pattern in _PATTERNS:
            if not holds(low, words):
                continue
            # A figure that a fuller pattern has read already is not read again.
            known = [span for span, other in here.items() if other.quantity == quantity]
            for match in _compiled(pattern).finditer(sentence.text):
                figure = _figure(article, sentence, quantity, match, claims)
                if figure and not any(figure.span.overlaps(span) for span in known):
                    here.setdefault(figure.span, figure)
        found.extend(here[span] for span in sorted(here))
    return tuple(found)


def _figure(
    article: Article, sentence: Sentence, quantity: str, match: re.Match[str], claims: Sequence[Claim]
) -> Figure | None:
    low = number(match["low"])
    high = number(match["high"]) if match["high"] else low
    if low is None or high is None or low > high or (low > 1900 and low < 2100 and "," not in match["low"]):  # noqa: PLR2004 - a year
        return None
    span = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
    claim = next((claim for claim in claims if any(part.overlaps(span) for part in claim.content)), None)
    return Figure(
        quantity=quantity,
        whose=_whose(match["who"]),
        low=low,
        high=high,
        article=article.id,
        span=span,
        text=span.of(article.text),
        says=claim.speaker if claim else None,
        side=claim.side if claim else None,
        as_of=article.published,
    )


def _whose(printed: str) -> str | None:
    """Whose people: the party named, and what they were ("Armenia: soldiers"); None where nothing is said."""
    mentions = find(printed)
    kind = re.search(rf"\b({_WHO})\b", printed, re.IGNORECASE)
    parts = [mentions[0].party] if mentions else []
    if (
        kind
        and kind[1].lower() not in {"people", "persons", "others", "men"}
        and not (mentions and kind[1] in printed[mentions[0].span.start : mentions[0].span.end])
    ):
        parts.append(kind[1].lower())
    return ": ".join(parts) or None
