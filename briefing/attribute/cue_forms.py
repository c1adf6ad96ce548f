"""Whether a form that can be a reporting verb is one where it stands: finite, not negated, no noun, no adjective."""

from __future__ import annotations

from briefing.attribute.grammar import MARKS, Words
from briefing.lexicon import grammar_words as lex
from briefing.lexicon.cues import Cue, cues

_NEGATION = lex.NEGATIONS | {"without"}


def is_cue(words: Words, at: int, cue: Cue) -> bool:
    """Whether a form that can be a reporting verb is one here: finite, not negated, no noun."""
    before = words.low[at - 1] if at else ""
    if before in _NEGATION or (at > 1 and words.low[at - 2] in _NEGATION and before not in {"only", ","}):
        return False
    if before in lex.MODALS or (at > 1 and words.low[at - 2] in lex.MODALS and before in lex.ADVERBS):
        return False
    if cue.form == "base" and not _plural_before(words, at):
        return False
    if before in lex.BE and cue.form in {"past", "participle"}:
        return False
    if before in lex.ARTICLES or before.endswith(
        ("'s", "’s", "s'", "s’")
    ):  # "the disputed region", "a reported attack"
        return False
    if cue.lemma == "recall" and words.low[at + 1 : at + 2] in (["its"], ["their"], ["his"], ["her"]):
        return False  # "recalled its ambassador"
    if cue.noun:
        return _finite_noun(words, at)
    return not (before in lex.DETERMINERS and cue.form in {"base", "third"})


def _plural_before(words: Words, at: int) -> bool:
    """Whether the base form has a subject it agrees with: "officials say", "they say", "Putin and Macron say"."""
    place = at - 1
    while place >= 0 and words.low[place] in lex.ADVERBS:
        place -= 1
    if place < 0:
        return False
    low = words.low[place]
    return (
        low in {"they", "we", "i", "who", "some", "many", "others", ",", "people", "police"}
        or (low.endswith("s") and not low.endswith("ss"))
        or words.is_name(place)
    )


def _finite_noun(words: Words, at: int) -> bool:
    """Whether "claims", "reports", "calls" is the verb of a sentence: a speaker before it, content behind it."""
    if at == 0 or at + 1 >= len(words):
        return False
    before, following = words.low[at - 1], words.low[at + 1]
    if following in {"that", ":"} or (words.quoted[at + 1] and words.word[at + 1] in MARKS):
        return (
            before not in lex.DETERMINERS
            and before not in lex.PREPOSITIONS
            and (words.is_name(at - 1) or before in lex.PRONOUNS | lex.ROLES)
        )
    if following in lex.PREPOSITIONS - {"for", "on"} or words.is_stop(at + 1):
        return False
    if before.endswith("s") and before in lex.ROLES and cues()[words.low[at]].form == "base":
        return True
    if words.is_name(at - 1) and words.word[at].islower() and following in lex.PERSONAL | {"there", "it", "they"}:
        return True
    return before in {"he", "she", "they", "it"} or (
        words.is_name(at - 1) and not words.word[at][0].isupper() and following in lex.DETERMINERS | {"for", "on"}
    )
