"""Signs that a sentence gives somebody's words or view of whom no claim was found: printed, it would lose its speaker.

Such a sentence is left out. The signs are conservative: a quotation of some length, and the phrases with which English
reports a stance without a reporting verb of speech. Source: Quirk et al., A Comprehensive Grammar (1985), 16.31 and 17.26.
"""

from __future__ import annotations

import re

from briefing.summarize.signs import Wording, sign

_QUOTED = re.compile(r"[“\"«]([^”\"»]*)")
_LONG = 4  # words; a shorter quotation is a name or a single word held at arm's length
_STANCES = tuple(
    sign(re.compile(pattern, re.IGNORECASE))
    for pattern in (
        r"['’]s?\s(?:\w+\s)?(?:view|position|stance|argument|contention|assertion|claim|accusation|insistence|demand)s?\s(?:is|was|has been|that)\b",
        r"\bwhat\s(?:[\w.’'-]+\s){1,6}?(?:alleges?|says?|calls?|called|describes?|described|considers?|sees?|views?|claims?)\b",
        (
            r"\b(?:issued?|issues|makes?|made|repeat(?:s|ed)|renew(?:s|ed)|voice[sd]|level(?:s|ed|led)|rais(?:es|ed)|lays?|laid|plac(?:es|ed)|put|puts|pins?|pinned)\s(?:\w+\s){0,2}?"
            r"(?:calls?|threats?|demands?|accusations?|allegations?|warnings?|appeals?|blame|doubts?|concerns?|fears?|ultimatum|condemnation)\b(?!\s(?:by|of|from)\s)"
        ),
        r"\b(?:play(?:s|ed)?|tamp(?:s|ed)?)\sdown\b",
        r"\b(?:downplay|brush)(?:s|ed)?(?:\soff)?\b",
        r"\b(?:demands|insists|rejects|wants|fears|believes|regards|considers|contends|maintains)\b",
        r"\b(?:has|have|had|is|are|was|were)\s(?:\w+ly\s)?(?:been\s)?(?:claiming|saying|accusing|insisting|arguing|alleging|denying|warning|demanding|threatening|blaming)\b",
        r"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbeing )(?<!\bis )(?<!\bare )\b(?:denie[sd]|accuse[sd]|insisted|vow(?:s|ed)|threaten(?:s|ed)|blame[sd]|condemn(?:s|ed)|denounce[sd]|alleged\sthat)\b",
        r"\b(?:is|are|remains?)\s(?:deeply\s|very\s)?(?:concerned|worried|convinced|adamant|confident|reluctant|opposed|furious|outraged)\b",
    )
)


def unheard(wording: Wording) -> str | None:
    """Return why a sentence without a speaker must not be printed in the outlet's voice, None if it may."""
    if any(len(found[1].split()) >= _LONG for found in _QUOTED.finditer(wording.text)):
        return "words in quotation marks whose speaker is not told"
    outside = _QUOTED.sub(" ", wording.text)
    if any(wording.may_have(one) and one.pattern.search(outside) for one in _STANCES):
        return "somebody's view in the outlet's words, its holder not certain"
    return None
