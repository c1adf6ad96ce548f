"""What a text shows by itself, whoever says it and wherever it stands: signs, names, numbers and parties.

It is told from the words alone, so that it can be found out once for each sentence, and in any order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.lexicon import find, topics
from briefing.lexicon import grammar_words as lex
from briefing.summarize.signs import Sign, Wording, sign

PRIVATE = re.compile(
    r"\b(?:analysts?|experts?|professor|researcher|fellow|scholar|author|historian|economists?|strategist|columnist|critics|pollster|institute|university|think tank)\b",
    re.IGNORECASE,
)
YEAR = sign(re.compile(r"\b(1[89]\d\d|20\d\d)\b"))
DIPLOMACY, EVENT, STANDING = sign(topics.DIPLOMACY), sign(topics.EVENT), sign(topics.STANDING)
_NAME = re.compile(
    r"[A-Z](?<=[a-z,;:’'”\"] .)[\w’'-]+"
)  # what stands before a capital is asked behind it: most letters are none
_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_DIGITS = sign(re.compile(r"\b\d"))  # without one there is no number
# What stands at the beginning of a text. None of it is tried further on.
_DEFINITE = re.compile(r"(?:The|This|That|These|Those|Such|Another|Both)\b")
_PRONOUN_FIRST = re.compile(r"[“\"]?(?:He|She|They|It|His|Her|Their|Its|I|We)\b")
_SIGNS = {
    "diplomacy words": DIPLOMACY,
    "event words": EVENT,
    "standing words": STANDING,
    "toll words": sign(re.compile(r"\b(?:kill|wound|injur|dead|death|casualt|died)\w*", re.IGNORECASE)),
    "talk words": sign(
        re.compile(
            r"\b(?:talks|negotiat\w*|cease-?fire|truce|agreement|treaty|deal|proposal|plan|resolution|sanctions?|mediat\w*|summit)\b",
            re.IGNORECASE,
        )
    ),
    "decision words": sign(
        re.compile(
            r"\b(?:announced|ordered|declared|decided|approved|signed|suspended|withdrew|expelled|imposed|launched|agreed|rejected|accepted)\b"
        )
    ),
    "modal": sign(re.compile(r"\b(?:would|could|might|may|should|must|will)\b")),
    "opinion words": sign(
        re.compile(
            r"\b(?:should|must|perhaps|indeed|of course|clearly|surely|seems?|appears?|likely|arguably|after all|in fact|simply|really|certainly|obviously|hardly|too|even|question|hope|fear)\b",
            re.IGNORECASE,
        )
    ),
    "perfect": sign(re.compile(r"\b(?:has|have|had)\s+(?:\w+\s+)?(?:been|\w+ed)\b")),
    "present": sign(re.compile(r"\b(?:is|are|has|have|remains?|considers?|wants?|says?)\b")),
    "past": sign(re.compile(r"\b(?:was|were|had|said|\w{3,}ed)\b")),
    "home politics": sign(topics.HOME),
    "outsiders": sign(PRIVATE),
    "first person": sign(re.compile(r"\b(?:I|my|we|our|us|you|your)\b")),
    "refers back": sign(
        re.compile(
            r"\b(?:also|too|another|other|further|again|such|same|latter|former|meanwhile|however|instead)\b",
            re.IGNORECASE,
        )
    ),
    "year": YEAR,
    "pronoun": sign(re.compile(r"\b(?:he|she|they|him|her|them|his|their)\b")),
    "points back": sign(
        re.compile(
            r"\b(?:this|these|those|such(?: an?)?) (?!weeks?\b|months?\b|years?\b|days?\b|morning|afternoon|evening|summer|winter|spring|autumn|fall|weekend|as\b|who\b|that\b)[a-z]+"
            r"|\bthat (?:day|time|period|place|attack|statement|meeting|point|moment|incident|decision|deal|agreement|group|country|city|area)\b"
        )
    ),
    "the thing": sign(
        re.compile(
            r"\bthe (?:attack|strike|deal|agreement|treaty|move|decision|statement|group|official|report|two|meeting|talks|plan|operation|incident|country|region)\b"
        )
    ),
}
# In the order in which their weights are summed up: it decides the last bits of a sum.
SHOWN = (
    "diplomacy words",
    "event words",
    "standing words",
    "toll words",
    "talk words",
    "decision words",
    "modal",
    "opinion words",
    "perfect",
    "present",
    "past",
    "home politics",
    "outsiders",
    "first person",
    "definite start",
    "refers back",
    "quotation",
    "year",
    "connective",
    "colon",
    "pronoun start",
    "pronoun",
    "points back",
    "torn quotation",
    "the thing",
)
_BIT = {name: 1 << number for number, name in enumerate(SHOWN)}
_SIGNED: tuple[tuple[int, Sign], ...] = tuple((_BIT[name], one) for name, one in _SIGNS.items())


@dataclass(frozen=True, slots=True)
class Look:
    """What a text shows: which of SHOWN as bits, the first lowest; the numbers of its words, names, numbers and parties.

    `nobody_meant`: somebody is spoken of by a pronoun before anybody is named.
    """

    shown: int
    words: int
    names: int
    numbers: int
    parties: int
    nobody_meant: bool


def look(wording: Wording) -> Look:
    """Return what a text shows."""
    text = wording.text
    return Look(
        shown=_shown(wording),
        words=len(wording.words),
        names=len(_NAME.findall(text)),
        numbers=len(_NUMBER.findall(text)) if wording.has(_DIGITS) else 0,
        parties=len({mention.party for mention in find(text)}),
        nobody_meant=wording.may_have(_HE) and _nobody_meant(text),
    )


def _shown(wording: Wording) -> int:
    text = wording.text
    shown = 0
    for bit, one in _SIGNED:
        if wording.has(one):
            shown |= bit
    if _DEFINITE.match(text):
        shown |= _BIT["definite start"]
    if "“" in text or '"' in text:
        shown |= _BIT["quotation"]
    if topics.CONNECTIVES.match(text):
        shown |= _BIT["connective"]
    if ":" in text:
        shown |= _BIT["colon"]
    if _PRONOUN_FIRST.match(text):
        shown |= _BIT["pronoun start"]
    if "”" in text and "“" not in text[: text.index("”")]:
        shown |= _BIT["torn quotation"]
    return shown


_HE = sign(re.compile(r"\b(?:he|she|him|his|her|himself|herself)\b"))


def _nobody_meant(text: str) -> bool:
    """Whether somebody is spoken of by a pronoun before anybody is named that could be meant: parties and days cannot."""
    outside = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
    pronoun = _HE.pattern.search(outside)
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
