"""Figures in running text: a number, what was counted, whose, and how the figures of one quantity stand to each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from briefing.lexicon import find
from briefing.model import Article, Claim, Figure, Relation, Sentence, Span
from briefing.text import STOP_WORDS, words

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
    quantity: re.compile(
        rf"\b{_RANGE}\s+(?P<who>(?:[\w’'-]+\s+){{0,3}}?(?:{_WHO})\b(?:\s+(?:of|from|in)\s+(?:the\s+)?(?:[A-Z][\w’'-]+\s*){{1,4}})?(?:\s+(?:were|was|had been|have been|are|is|being|reported|confirmed|left))*)\s*(?:\w+ly\s+)?(?:{done})\b",
        re.IGNORECASE,
    )
    for quantity, done in _DONE.items()
}
_ACTIVE = {
    "killed": re.compile(
        rf"\b(?:kill(?:ed|ing|s)|claimed the lives of|death toll (?:\w+\s+){{0,6}}?(?:to|at|of)|deaths? of)\s+(?P<who>(?:(?!since|in|on|by|after|before|between|during|until|from)\w+\s+){{0,1}}?){_RANGE}\b(?!\s*(?:per cent|percent|%|years?|days?|hours?|minutes?|months?|weeks?|miles|kilomet|o’clock|a\.m|p\.m|January|February|March|April|May|June|July|August|September|October|November|December))",
        re.IGNORECASE,
    ),
    "wounded": re.compile(
        rf"\b(?:wound(?:ed|ing|s)|injur(?:ed|ing|es))\s+(?P<who>){_RANGE}\b(?!\s*(?:per cent|percent|%|years?|days?|hours?|minutes?))",
        re.IGNORECASE,
    ),
}
_BARE = {
    "killed": re.compile(
        rf"\b(?P<who>){_RANGE}\s+(?:dead|deaths|were killed|killed|had died|have died)\b", re.IGNORECASE
    ),
    "wounded": re.compile(rf"\b(?P<who>){_RANGE}\s+(?:wounded|injured|were wounded|were injured)\b", re.IGNORECASE),
}
_TRIGGER = re.compile(
    r"kill|dead|die|death|wound|injur|hurt|captur|prisoner|detain|arrest|displac|fled|evacuat|missing|slain|casualt",
    re.IGNORECASE,
)


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
        if not _TRIGGER.search(sentence.text):
            continue
        here: dict[Span, Figure] = {}
        for table in (_PASSIVE, _ACTIVE, _BARE):
            for quantity, pattern in table.items():
                # A figure that a fuller pattern has read already is not read again.
                known = [span for span, other in here.items() if other.quantity == quantity]
                for match in pattern.finditer(sentence.text):
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


_ALIKE = 0.35  # share of the shorter sentence's words that stand in the other: below it two figures count other dead
_TOTAL = re.compile(r"\b(?:toll|in all|altogether|total|so far|since)\b", re.IGNORECASE)


def related(found: Sequence[tuple[Figure, str]]) -> tuple[Figure, ...]:
    """Return the figures with their relations; each comes with the sentence it stands in.

    Figures of one quantity and of the same people are compared only where their sentences tell of the same thing (their
    words agree, or both give a total). Then the same voice, later and higher, is an update; voices of two sides with other
    values a dispute. What cannot be compared stays alone: two numbers of two events are no disagreement.
    """
    groups: dict[tuple[str, str | None], list[tuple[Figure, frozenset[str], bool]]] = {}
    for figure, sentence in found:
        own = frozenset(words(figure.text))
        bag = frozenset(
            word
            for word in words(sentence)
            if word not in STOP_WORDS | _COMMON
            and word not in own
            and not word[0].isdigit()
            and word not in _party_words(figure)
        )
        groups.setdefault((figure.quantity, figure.whose), []).append((figure, bag, bool(_TOTAL.search(sentence))))
    placed: list[Figure] = []
    for group in groups.values():
        group.sort(key=lambda entry: (entry[0].as_of or _NEVER, entry[0].article, entry[0].span))
        for number, (figure, bag, total) in enumerate(group):
            near = group[max(0, number - _NEAR) : number + _NEAR]
            placed.append(replace(figure, relation=_against(figure, bag, near, total=total)))
    return tuple(placed)


_NEVER = datetime.max.replace(tzinfo=UTC)
_NEAR = 60  # figures before and after in time that one is set against: the cost stays linear in the material


# Words that every sentence about the dead has: that they stand in two makes them no report of one event.
_COMMON = frozenset(
    (
        "killed",
        "wounded",
        "injured",
        "dead",
        "died",
        "people",
        "soldiers",
        "civilians",
        "army",
        "forces",
        "troops",
        "military",
        "ministry",
        "defence",
        "defense",
        "health",
        "officials",
        "said",
        "says",
        "government",
        "least",
    )
)


def _party_words(figure: Figure) -> frozenset[str]:
    return frozenset(words(figure.whose or ""))


def _other_value(one: Figure, other: Figure) -> bool:
    """Whether two values contradict: a number inside the range of the other does not."""
    return one.high < other.low or other.high < one.low


def _against(
    figure: Figure, bag: frozenset[str], group: Sequence[tuple[Figure, frozenset[str], bool]], *, total: bool
) -> Relation:
    """Set a figure against the others of its group; a day's dead and the war's total are of another scope."""
    alike = [
        (other, is_total)
        for other, its, is_total in group
        if _other_value(figure, other) and (_share(bag, its) >= _ALIKE or (total and is_total))
    ]
    relation = _relation(figure, [other for other, is_total in alike if is_total == total])
    if relation is Relation.ALONE and any(is_total != total for _, is_total in alike):
        return Relation.OTHER_SCOPE
    return relation


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the poorer sentence's words in the other; a sentence that names no event speaks of the whole."""
    poorer = min(len(one), len(other))
    return len(one & other) / poorer if poorer > 1 else 1.0


def _relation(figure: Figure, others: Sequence[Figure]) -> Relation:
    if figure.side and any(other.side and other.side != figure.side for other in others):
        return Relation.DISPUTE
    earlier = [
        other
        for other in others
        if other.as_of and figure.as_of and other.as_of < figure.as_of and other.high < figure.high
    ]
    same = [other for other in earlier if (other.side == figure.side if figure.side else other.says == figure.says)]
    return Relation.UPDATE if same else Relation.ALONE
