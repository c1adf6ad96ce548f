"""What can be seen of a sentence without understanding it: the numbers that section, salience and standing alone are told from.

Each trait is a number around [0, 1] with a name; the weights that join them are data (`weights.toml`) with their birthplace.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from briefing.lexicon import find, topics
from briefing.lexicon import grammar_words as lex
from briefing.model import Act, Article, Claim, Form, Sentence, Side
from briefing.summarize.alone import hangs, plain
from briefing.summarize.heads import Heads
from briefing.text import DateMention, words

_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_NAME = re.compile(r"(?<=[a-z,;:’'”\"] )[A-Z][\w’'-]+")
_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_MODAL = re.compile(r"\b(?:would|could|might|may|should|must|will)\b")
_OPINION = re.compile(
    r"\b(?:should|must|perhaps|indeed|of course|clearly|surely|seems?|appears?|likely|arguably|after all|in fact|simply|really|certainly|obviously|hardly|too|even|question|hope|fear)\b",
    re.IGNORECASE,
)
_PERFECT = re.compile(r"\b(?:has|have|had)\s+(?:\w+\s+)?(?:been|\w+ed)\b")
_PRESENT = re.compile(r"\b(?:is|are|has|have|remains?|considers?|wants?|says?)\b")
_PAST = re.compile(r"\b(?:was|were|had|said|\w{3,}ed)\b")
_PRIVATE = re.compile(
    r"\b(?:analysts?|experts?|professor|researcher|fellow|scholar|author|historian|economists?|strategist|columnist|critics|pollster|institute|university|think tank)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:I|my|we|our|us|you|your)\b")
_DEFINITE = re.compile(r"^(?:The|This|That|These|Those|Such|Another|Both)\b")
_OTHER = re.compile(
    r"\b(?:also|too|another|other|further|again|such|same|latter|former|meanwhile|however|instead)\b", re.IGNORECASE
)
_TOLL = re.compile(r"\b(?:kill|wound|injur|dead|death|casualt|died)\w*", re.IGNORECASE)
_GOVERN = re.compile(
    r"\b(?:announced|ordered|declared|decided|approved|signed|suspended|withdrew|expelled|imposed|launched|agreed|rejected|accepted)\b"
)
_TALK = re.compile(
    r"\b(?:talks|negotiat\w*|cease-?fire|truce|agreement|treaty|deal|proposal|plan|resolution|sanctions?|mediat\w*|summit)\b",
    re.IGNORECASE,
)
_LONG_LINE = 40  # words of a long line
_LATE, _WEEK, _CYCLE = 45, 7, 3  # days: history, what is no news any more, and the news cycle


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence with what the earlier stages know of it.

    `centrality` and `support` lie in [0, 1], `of` counts the sentences of the article, `rule` is the section by rule ("out" where the rules leave it out).
    """

    sentence: Sentence
    article: Article
    claim: Claim | None
    dates: Sequence[DateMention]
    sides: Sequence[Side]
    centrality: float
    support: float
    of: int
    printed: str
    rule: str
    heads: Heads = field(default_factory=Heads)


def as_read(seen: Seen) -> dict[str, float]:
    """Return the traits of a sentence as the reader of the brief meets it: names in brackets are words like others."""
    return traits(seen, plain(seen.printed))


def traits(seen: Seen, text: str | None = None) -> dict[str, float]:
    """Return the traits of a sentence by name; absent ones are 0. `text`: its words, where not as the source has them."""
    text = text or seen.sentence.text
    count = len(words(text))
    found = {
        "bias": 1.0,
        f"rule {seen.rule}": 1.0,
        "centrality": seen.centrality,
        "support": seen.support,
        "headlines": seen.heads.headlines,
        "own headline": seen.heads.own,
        "openings": seen.heads.openings,
        "leading names": seen.heads.names,
        "first": float(seen.sentence.index == 0),
        "second": float(seen.sentence.index == 1),
        "begins": math.exp(-seen.sentence.index / 8),
        "length": min(1.0, count / _LONG_LINE),
        "lede": float(seen.sentence.paragraph == 0),
        "early": math.exp(-seen.sentence.paragraph / 4),
        "late": seen.sentence.index / max(1, seen.of),
        "short": float(count < 10),  # noqa: PLR2004 - the ends of the lengths of news sentences
        "long": max(0.0, (count - 25) / 25),
        "very long": float(count > 45),  # noqa: PLR2004 - as above
        "names": min(1.0, len(_NAME.findall(text)) / 5),
        "numbers": min(1.0, len(_NUMBER.findall(text)) / 3),
    }
    found.update({name: float(bool(pattern.search(text))) for name, pattern in _PATTERNS.items()})
    found.update(_parties(text, seen.sides))
    found.update(_time(seen))
    found.update(_voice(seen))
    found["nobody meant"] = float(_nobody_meant(text))
    hanging = hangs(plain(seen.printed), said=seen.claim is not None and bool(seen.claim.speaker))
    found["hangs"] = float(hanging is not None)
    found["repaired"] = float("[" in seen.printed and seen.printed != text)
    return {name: value for name, value in found.items() if value}


_HE = re.compile(r"\b(?:he|she|him|his|her|himself|herself)\b")


def _nobody_meant(text: str) -> bool:
    """Whether somebody is spoken of by a pronoun before anybody is named that could be meant: parties and days cannot."""
    outside = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    pronoun = _HE.search(outside)
    if pronoun is None:
        return False
    parties = [mention.span for mention in find(text)]
    names = (name for name in re.finditer(r"\b[A-Z][\w’'-]+", text[: pronoun.start()]) if name.start() > 0)
    return not any(
        name[0].lower() not in lex.WEEKDAYS | lex.MONTHS
        and not any(span.start <= name.start() < span.end for span in parties)
        for name in names
    ) and not _OPENED_BY_NAME.match(text)


_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")
_OPENED_BY_NAME = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Gen|Col|Sen|Rep|President|Secretary|Minister|Senator|General|Ambassador)\b|[A-Z][\w’'-]+ (?:[A-Z]|said|told|has|is|was|also)"
)
_PATTERNS = {
    "diplomacy words": topics.DIPLOMACY,
    "event words": topics.EVENT,
    "standing words": topics.STANDING,
    "toll words": _TOLL,
    "talk words": _TALK,
    "decision words": _GOVERN,
    "modal": _MODAL,
    "opinion words": _OPINION,
    "perfect": _PERFECT,
    "present": _PRESENT,
    "past": _PAST,
    "home politics": topics.HOME,
    "outsiders": _PRIVATE,
    "first person": _FIRST,
    "definite start": _DEFINITE,
    "refers back": _OTHER,
    "quotation": re.compile(r"[“\"]"),
    "year": _YEAR,
    "connective": topics.CONNECTIVES,
    "colon": re.compile(r":"),
    "pronoun start": re.compile(r"^[“\"]?(?:He|She|They|It|His|Her|Their|Its|I|We)\b"),
    "pronoun": re.compile(r"\b(?:he|she|they|him|her|them|his|their)\b"),
    "points back": re.compile(
        r"\b(?:this|these|those|such(?: an?)?) (?!weeks?\b|months?\b|years?\b|days?\b|morning|afternoon|evening|summer|winter|spring|autumn|fall|weekend|as\b|who\b|that\b)[a-z]+"
        r"|\bthat (?:day|time|period|place|attack|statement|meeting|point|moment|incident|decision|deal|agreement|group|country|city|area)\b"
    ),
    "torn quotation": re.compile(r"^[^“]*”"),
    "the thing": re.compile(
        r"\bthe (?:attack|strike|deal|agreement|treaty|move|decision|statement|group|official|report|two|meeting|talks|plan|operation|incident|country|region)\b"
    ),
}


def _parties(text: str, sides: Sequence[Side]) -> dict[str, float]:
    mentions = {mention.party for mention in find(text)}
    named = sum(any(alias in text for alias in side.aliases) for side in sides)
    return {
        "one side": float(named == 1),
        "both sides": float(named > 1),
        "parties": min(1.0, len(mentions) / 3),
        "no party": float(not mentions and not named),
    }


def _time(seen: Seen) -> dict[str, float]:
    published = seen.article.published.date() if seen.article.published else None
    told = [date.fromisoformat(mention.value.partition("/")[2] or mention.value) for mention in seen.dates]
    if published is None or not told:
        return {"undated": 1.0}
    ages = [(published - day).days for day in told]
    return {
        "fresh": float(min(ages) <= _CYCLE),
        "older": float(_WEEK < min(ages) <= _LATE),
        "stale": float(min(ages) > _LATE),
        "dated": float(any("/" not in mention.value for mention in seen.dates)),
    }


def _voice(seen: Seen) -> dict[str, float]:
    claim = seen.claim
    if claim is None:
        return {"own voice": 1.0}
    found = {
        f"act {claim.act.value if claim.act else 'none'}": 1.0,
        "direct": float(claim.form is Form.DIRECT),
        "mixed": float(claim.form is Form.MIXED),
    }
    if not claim.speaker:
        found["voice of an outlet"] = 1.0
    elif claim.side is None:
        found["side unknown"] = 1.0
        found["outsider speaks"] = float(bool(_PRIVATE.search(claim.speaker)))
    elif claim.side.startswith("third:"):
        found["third party speaks"] = 1.0
    else:
        found["party speaks"] = 1.0
        found["party denies or accuses"] = float(claim.act in {Act.ACCUSE, Act.DENY, Act.THREATEN})
    printed = claim.source.of(seen.article.text).lower() if claim.source else ""
    found["speaker is a pronoun"] = float(printed in lex.PRONOUNS)
    found["speaker is elsewhere"] = float(not (claim.source and seen.sentence.span.overlaps(claim.source)))
    return found
