"""Where the content of an attribution begins and ends, once its cue is known."""

from __future__ import annotations

from briefing.attribute.grammar import MARKS, Words
from briefing.attribute.phrases import Phrase, has_verb
from briefing.attribute.source import before
from briefing.lexicon import grammar_words as lex
from briefing.lexicon.cues import Cue, cues

_FAR = 16  # words between a cue and the "that" of its content: "said in a statement released late Sunday by state media that"
_RECIPIENT = 8


def start_behind(words: Words, cue: int, kind: Cue) -> tuple[int, str] | None:
    """Return (number of the first word of the content, kind of complement) behind a cue; None when nothing can be content."""
    if "whom" in kind.takes:
        return _behind_whom(words, cue, kind)
    that = _that(words, cue + 1)
    if that is not None and "that" in kind.takes:
        noun = "np" in kind.takes and that > cue + 1 and words.low[that - 1] in lex.CLAIM_NOUNS
        return (cue + 1, "np") if noun else (that, "that")
    if "to" in kind.takes and words.low[cue + 1 : cue + 2] == ["to"] and cue + 3 < words.last():
        return cue + 1, "to"
    at = over_adjuncts(words, cue + 1)
    if at >= words.last():
        return None
    return _marked(words, at, kind) if _is_mark(words, at) else _worded(words, at, kind)


def _is_mark(words: Words, at: int) -> bool:
    return bool(words.quoted[at]) or words.is_stop(at)


def _opens_a_clause(words: Words, at: int) -> bool:
    """Whether a word or two in quotation marks only begin a reported clause: "said “many” rebels have been killed"."""
    stop = at
    while stop < words.last() and words.quoted[stop]:
        stop += 1
    spoken = sum(word[0].isalnum() for word in words.word[at:stop])
    return (
        spoken <= _MARKED_WORDS
        and stop < words.last()
        and not words.is_stop(stop)
        and has_verb(words, stop, words.last())
    )


_MARKED_WORDS = 3


def _marked(words: Words, at: int, kind: Cue) -> tuple[int, str] | None:
    """Content that opens with a colon, a comma and a quotation, or a quotation."""
    more = at + 1 < words.last()
    if words.quoted[at] and "bare" in kind.takes and _opens_a_clause(words, at):
        return at, "bare"
    if words.quoted[at]:
        return (at, "quote") if kind.takes & {"quote", "np", "bare"} else None
    if words.word[at] == ":" and more:
        return at + 1, "quote"
    if words.word[at] == "," and more and words.word[at + 1] in MARKS and words.quoted[at + 1]:
        return at + 1, "quote"
    return None


# Prepositions and questions that can open a reported clause: "said in the spring it would", "asked whether".
_OPENS_CLAUSE = frozenset(
    ("in", "on", "at", "after", "during", "under", "for", "about", "with", "since", "between", "among", "by", "from")
)
_SUBORDINATES = lex.CONJUNCTIONS - {
    "what",
    "how",
    "why",
    "whether",
    "if",
    "no",
    "when",
}  # those of questions may open one
_HAS_SUBJECT = lex.BE | lex.MODALS - {"to"}
_NO_CLAUSE = lex.PREPOSITIONS | lex.MODALS | lex.AUXILIARIES
_CLOSED = lex.DETERMINERS | lex.PRONOUNS
_TOLD = lex.OCCASIONS | lex.ROLES


def _worded(words: Words, at: int, kind: Cue) -> tuple[int, str] | None:
    """Content that opens with a word: an infinitive, a phrase with its preposition, a clause, a noun phrase."""
    low = words.low[at]
    if low in {"to", "for", "of", "on"} and low in kind.takes:
        return at, low
    if low in _SUBORDINATES:
        return None
    preposition = low in lex.PREPOSITIONS
    if "np" in kind.takes and words.last() - at == 1 and low in {"this", "that", "it", "them", "these"}:
        return at, "np"
    if "bare" in kind.takes and (not preposition or low in _OPENS_CLAUSE):
        return at, "bare"
    if "np" in kind.takes and not preposition and low not in lex.AUXILIARIES:
        return at, "np"
    if "quote" in kind.takes and not preposition and any(words.quoted[at : min(words.last(), at + _FAR)]):
        return at, "quote"
    return None


def _that(words: Words, at: int) -> int | None:
    """Return the place of a "that" which opens the content, looking over adjuncts and no clause."""
    for place in range(at, min(len(words), at + _FAR)):
        if words.low[place] == "that":
            following = words.low[place + 1] if place + 1 < len(words) else ""
            return place if place == at or following not in lex.AUXILIARIES else None
        if words.quoted[place] or words.word[place] in ";:.":
            return None
        if words.word[place] == "," and place + 1 < len(words) and words.low[place + 1] in {"and", "but"}:
            return None
        if place > at and words.low[place] in _HAS_SUBJECT:
            return None
        if place == at and (words.low[place] in lex.DETERMINERS or words.low[place] in lex.PRONOUNS):
            return None
    return None


def over_adjuncts(words: Words, at: int) -> int:
    """Step over days and occasions: "on Saturday", "in a statement", "to reporters in Geneva"."""
    while at < len(words) and not words.quoted[at]:
        low = words.low[at]
        if (low in lex.TIME and words.word[at] not in {"May", "This", "Last"}) or (
            low in lex.ADVERBS and low != "that"
        ):
            at += 1
        elif low in lex.PREPOSITIONS and (behind := _occasion(words, at)):
            at = behind
        else:
            break
    return at


def _occasion(words: Words, at: int) -> int | None:
    """Return the end of a prepositional phrase headed by an occasion: "in a televised interview with X", or None."""
    for place in range(at + 1, min(len(words), at + _RECIPIENT)):
        if words.quoted[place] or words.is_stop(place) or words.low[place] in lex.CONJUNCTIONS:
            return None
        if words.low[place] in lex.OCCASIONS:
            end = place + 1
            while end < len(words) and (words.low[end] in lex.OCCASIONS or words.low[end].isdigit()):
                end += 1
            return end
    return None


def _behind_whom(words: Words, cue: int, kind: Cue) -> tuple[int, str] | None:
    """Content behind somebody who is told, accused, warned: "told Reuters that", "accused Turkey of"."""
    last = words.last()
    for place in range(cue + 1, min(last, cue + _FAR)):
        low = words.low[place]
        if words.quoted[place]:
            return (place, "quote") if place > cue + 1 or "quote" in kind.takes else None
        if low == "that" and "that" in kind.takes:
            return place, "that"
        if low == "of" and "of" in kind.takes and place == cue + 1:
            return None  # "men accused of theft": a participle, nobody accuses
        if low == "of" and "of" in kind.takes:
            return (cue + 1 if kind.lemma == "accuse" else place), "of"
        if words.word[place] in ";:" or (words.word[place] == "," and "quote" not in kind.takes):
            break
    if "bare" not in kind.takes or cue + 1 >= last:
        return None
    at = cue + 1
    if kind.lemma != "warn":
        at = _recipient(words, at, last)
        at = over_adjuncts(words, at)
    if at >= last or words.is_stop(at) or words.low[at] in _NO_CLAUSE:
        return None
    return at, "bare"


def _recipient(words: Words, at: int, last: int) -> int:
    """Step over who is told: a pronoun, names, or an article with its noun."""
    if words.low[at] in {"me", "us", "him", "her", "them", "you"}:
        return at + 1
    if words.low[at] in lex.DETERMINERS:
        at += 1
        while (
            at < last
            and words.word[at][0].isalnum()
            and words.low[at] not in _CLOSED
            and words.low[at - 1] not in _TOLD
        ):
            at += 1
        return at
    while at < last and words.word[at][0].isupper():
        at += 1
    if at < last and words.low[at] in _TOLD:
        at += 1
    return at


def stop_of(words: Words, start: int, kind: str) -> int:
    """Return where content of a kind that begins at `start` ends: with the sentence, or where another voice begins."""
    last = words.last()
    if kind == "quote":
        last = _quotations_end(words, start, last)
    for at in range(start + 1, last):
        if words.quoted[at]:
            continue
        if words.low[at] in {"and", "but"} and _second_verb(words, at + 1, last):
            return at
        if words.word[at] not in {",", ";", "—", "–"}:
            continue
        if words.word[at] == ";" or _other_voice(words, at + 1, last):
            return at
    return max(start, last)


def _quotations_end(words: Words, start: int, last: int) -> int:
    """Quoted content ends with the last quotation that goes on from the first: "called it a “crime” and a “mistake”"."""
    end = start
    for at in range(start, last):
        if words.quoted[at]:
            end = at + 1
        elif end > start and (words.low[at] in cues() or at - end >= _RECIPIENT):
            break
    return end if end > start else last


_SECOND = frozenset(
    (
        "say",
        "add",
        "call",
        "accuse",
        "warn",
        "vow",
        "urge",
        "tell",
        "deny",
        "insist",
        "demand",
        "condemn",
        "reject",
        "promise",
        "pledge",
        "denounce",
        "threaten",
        "announce",
        "declare",
        "blame",
        "criticize",
        "criticise",
    )
)


def _second_verb(words: Words, at: int, last: int) -> bool:
    """Whether a second reporting verb of the same subject follows: "… and said"."""
    while at < last and words.low[at] in lex.ADVERBS:
        at += 1
    if at >= last or words.quoted[at]:
        return False
    cue = cues().get(words.low[at])
    return cue is not None and not cue.noun and cue.form in {"past", "third"} and cue.lemma in _SECOND


def _other_voice(words: Words, at: int, last: int) -> bool:
    """Whether, behind a comma, somebody else speaks, or the same speaker is cued anew."""
    if at >= last:
        return False
    low = words.low[at]
    if low == "according":
        return True
    cue = cues().get(low)
    if cue is not None and low.endswith("ing") and not cue.noun:
        return True
    if _answer(words, at):
        return True
    if low not in {"while", "but", "and", "though", "although", "as"}:
        return False
    for place in range(at + 1, min(last, at + _FAR)):
        if words.quoted[place] or words.word[place] == ";":
            return False
        cue = cues().get(words.low[place])
        if cue is not None and not cue.noun and cue.form in {"past", "third", "participle"} and place > at + 1:
            subject = before(words, place)
            return subject is not None and subject[0] <= at + 2
    return False


def _answer(words: Words, at: int) -> bool:
    """Whether an apposition answers what was said: "a claim denied by Baku", "which Ankara denied"."""
    if words.low[at] in {"a", "an", "the"} and at + 2 < len(words) and words.low[at + 1] in lex.CLAIM_NOUNS:
        return any(low in cues() or low in lex.BE for low in words.low[at + 2 : at + 6])
    if words.low[at] == "which":
        return any((cue := cues().get(low)) is not None and cue.act == "deny" for low in words.low[at + 1 : at + 9])
    return False


def phrase_of(words: Words, start: int, stop: int) -> Phrase | None:
    """Trim marks that neither open nor close a quotation from both ends; None if nothing is left."""
    while (
        start < stop
        and not words.word[start][0].isalnum()
        and not words.quoted[start]
        and words.word[start] not in "$€£#@"
    ):
        start += 1
    while (
        stop > start
        and not words.word[stop - 1][0].isalnum()
        and not (words.quoted[stop - 1] and words.word[stop - 1] in MARKS)
        and words.word[stop - 1] not in ")%"
    ):
        stop -= 1
    return (start, stop) if start < stop else None
