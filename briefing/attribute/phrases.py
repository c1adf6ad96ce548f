"""What ends a noun phrase, and whether it can be somebody who speaks."""

from __future__ import annotations

from briefing.attribute.grammar import Words
from briefing.lexicon import grammar_words as lex
from briefing.lexicon.cues import cues

Phrase = tuple[int, int]  # numbers of words, half-open
LONGEST = 28
_HARD = lex.AUXILIARIES | (lex.MODALS - {"to"}) | lex.VERBS | lex.NEGATIONS - {"no"}
_FINITE = lex.AUXILIARIES | lex.MODALS - {"to"} | lex.VERBS | frozenset(cues())
_FINITE_ENDINGS = ("ed", "'s", "’s", "n't", "n’t", "'re", "’re", "'ll", "’ll")
_NO_NAMES = lex.DETERMINERS | lex.TIME
APPOSITION = lex.DETERMINERS | {
    "who",
    "which",
    "whose",
    "former",
    "himself",
    "head",
    "chief",
    "deputy",
    "director",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "chairman",
    "president",
    "minister",
    "leader",
    "foreign",
    "formerly",
    "now",
    "then",
    "speaking",
    "citing",
    "quoting",
}


def is_verb(words: Words, at: int) -> bool:
    """Whether a lower-case word inside a phrase is rather the verb of a clause of its own."""
    low = words.low[at]
    if low in _HARD:
        return True
    cue = cues().get(low)
    if cue is not None and not cue.noun and cue.form != "base" and not low.endswith("ing"):
        return words.word[at].islower()
    if low.endswith("ed") and words.word[at].islower() and low not in lex.ADJECTIVE_ED and "-" not in low:
        after = words.low[at + 1] if at + 1 < len(words) else ""
        return after in lex.DETERMINERS or after in lex.PREPOSITIONS or bool(after and words.word[at + 1][0].isupper())
    return False


def speaks(words: Words, start: int, end: int) -> bool:
    """Whether the phrase can be somebody who speaks."""
    if end - start == 1 and words.low[start] in lex.PRONOUNS:
        return True
    lows = words.low[start:end]
    if not lex.ROLES.isdisjoint(lows):
        return True
    return any(
        word[0].isupper() and low not in _NO_NAMES for word, low in zip(words.word[start:end], lows, strict=True)
    )


def has_verb(words: Words, start: int, stop: int) -> bool:
    """Whether words [start, stop) hold a finite verb, as far as can be told by their forms."""
    for at in range(start + 1, stop):
        low = words.low[at]
        if low in _FINITE or (low.endswith(_FINITE_ENDINGS) and words.word[at].islower()):
            return True
        if low.endswith("s") and not low.endswith("ss") and words.low[at - 1] in lex.PRONOUNS:
            return True
    return False
