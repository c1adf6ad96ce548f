"""Whether a form that can be a reporting verb is one where it stands: finite, not negated, no noun, no adjective."""

from __future__ import annotations

from briefing.attribute.grammar import MARKS, Words
from briefing.lexicon import grammar_words as lex
from briefing.lexicon.cues import Cue, cues

_NEGATION = lex.NEGATIONS | {"without"}
_SPEAKERS = lex.PRONOUNS | lex.ROLES
_NO_CONTENT = lex.PREPOSITIONS - {"for", "on"}
_SUBJECTS = lex.PERSONAL | {"there", "it", "they"}
_CLAUSE_OPENS = lex.DETERMINERS | _SUBJECTS | {"more"}
_PHRASE_OPENS = lex.DETERMINERS | {"for", "on"}


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
    if (head := _head_before_place(words, place + 1)) is not None:
        return words.low[head].endswith("s")
    low = words.low[place]
    return (
        low in {"they", "we", "i", "who", "some", "many", "others", ",", "people", "police"}
        or (low.endswith("s") and not low.endswith("ss"))
        or words.is_name(place)
    )


def _head_before_place(words: Words, at: int) -> int | None:
    """As in "Syrians in the area | claim": the number of the noun that a phrase of place, ending at `at`, hangs on."""
    for place in range(at - 2, max(0, at - _PLACE), -1):
        if words.is_stop(place) or words.quoted[place] or words.low[place] in lex.CONJUNCTIONS:
            return None
        if words.low[place] in {"in", "at", "near"}:
            return place - 1 if words.is_name(place - 1) or words.low[place - 1] in lex.ROLES else None
    return None


_PLACE = 6  # words of a phrase of place


def _finite_noun(words: Words, at: int) -> bool:
    """Whether "claims", "reports", "calls" is the verb of a sentence: a speaker before it, content behind it."""
    if at == 0 or at + 1 >= len(words):
        return False
    before, following = words.low[at - 1], words.low[at + 1]
    if following in {"that", ":"} or (words.quoted[at + 1] and words.word[at + 1] in MARKS):
        return (
            before not in lex.DETERMINERS
            and before not in lex.PREPOSITIONS
            and (words.is_name(at - 1) or before in _SPEAKERS)
        )
    if following in _NO_CONTENT or words.is_stop(at + 1):
        return False
    if before.endswith("s") and before in lex.ROLES and cues()[words.low[at]].form == "base":
        return True
    head = _head_before_place(words, at)
    if head is not None and words.low[head].endswith("s") and cues()[words.low[at]].form == "base":
        return following in _CLAUSE_OPENS or following.isdigit()
    if words.is_name(at - 1) and words.word[at].islower() and following in _SUBJECTS:
        return True
    return before in {"he", "she", "they", "it"} or (
        words.is_name(at - 1) and not words.word[at][0].isupper() and following in _PHRASE_OPENS
    )
