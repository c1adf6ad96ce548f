"""Attribution without a finite verb of its own: "according to", "Baku's charge that …", ", a claim denied by Baku"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.attribute import source
from briefing.attribute.content import phrase_of, stop_of
from briefing.attribute.grammar import Words
from briefing.attribute.phrases import Phrase
from briefing.lexicon import grammar_words as lex
from briefing.lexicon.cues import Cue
from briefing.model import Act, Span

_FEW = 3  # words a reported clause has at least
_LONG_NAME = 10
ACCORDING = "according"


@dataclass(frozen=True, slots=True)
class Attribution:
    """What one pattern found: spans of the article. `said` is false for what an outlet tells of somebody's mind."""

    pattern: str
    content: tuple[Span, ...]
    cue: Span
    source: Span | None
    act: Act
    lemma: str
    said: bool = True


def clause_start(words: Words, stop: int) -> int:
    """Return where the clause that ends at `stop` begins: behind a semicolon, a leading conjunction, or at the beginning.

    A clause of more than `_FARTHEST` words is empty: it begins at `stop`.
    """
    start = 0 if stop <= _FARTHEST else stop
    for at in range(stop - 1, max(-1, stop - _FARTHEST), -1):
        if words.word[at] == ";" and not words.quoted[at]:
            start = at + 1
            break
    while start < stop and (words.low[start] in _LEADING or words.word[start] == ","):
        start += 1
    return start


_LEADING = frozenset(("but", "and", "meanwhile", "however", "still", "yet"))
_LEADS = lex.AUXILIARIES | lex.MODALS | lex.NEGATIONS
_FINITE = lex.AUXILIARIES | lex.VERBS | lex.MODALS - {"to"}
_PASSIVE = lex.AUXILIARIES | lex.ADVERBS | lex.NEGATIONS
_FARTHEST = 200  # words a clause may have; beyond it a sentence is a list or an attack


def according(words: Words, signs: Sequence[int]) -> Iterator[Attribution]:
    """Yield what stands under "according to", before it or behind it; `signs` are the words among which it is."""
    for at in signs:
        if words.low[at] != ACCORDING or at + 2 >= len(words) or words.low[at + 1] != "to" or words.quoted[at]:
            continue
        opening = all(not word[0].isalnum() for word in words.word[max(0, at - 3) : at]) and at < _FEW
        phrase = _told_by(words, at + 2, opening=opening)
        if phrase is None or words.low[phrase[0] : phrase[1]] in (["plan"], ["plans"], ["schedule"]):
            continue
        parts = [(phrase[1], words.last())] if opening else [(clause_start(words, at), at), *_goes_on(words, phrase[1])]
        content = [piece for bounds in parts if (piece := phrase_of(words, *bounds))]
        if sum(stop - start for start, stop in content) >= _FEW:
            spans = tuple(words.span(*piece) for piece in content)
            yield Attribution("according to", spans, words.span(at, at + 2), words.span(*phrase), Act.ASSERT, ACCORDING)


def _told_by(words: Words, at: int, *, opening: bool) -> Phrase | None:
    """Return the source behind "according to"; at the head of a sentence a comma ends it unless an apposition closes again."""
    phrase = source.behind(words, at)
    if opening and phrase is not None:
        plain = source.behind(words, at, apposition=False)
        closes = phrase[1] < words.last() and words.word[phrase[1]] == ","
        return phrase if closes or plain is None else plain
    return phrase or _anyone(words, at)


def _goes_on(words: Words, at: int) -> list[Phrase]:
    """The rest of a clause that "…, according to X, …" interrupts."""
    if (
        at + _FEW < words.last()
        and words.word[at] == ","
        and words.low[at + 1] not in lex.CONJUNCTIONS
        and not words.quoted[at + 1]
    ):
        return [(at + 1, words.last())]
    return []


NOUNS = {
    "claim": Act.ASSERT, "claims": Act.ASSERT, "assertion": Act.ASSERT, "assertions": Act.ASSERT, "statement": Act.ASSERT, "insistence": Act.ASSERT, "charge": Act.ACCUSE, "charges": Act.ACCUSE,
    "accusation": Act.ACCUSE, "accusations": Act.ACCUSE, "allegation": Act.ACCUSE, "allegations": Act.ACCUSE, "denial": Act.DENY, "denials": Act.DENY, "warning": Act.THREATEN, "warnings": Act.THREATEN,
    "threat": Act.THREATEN, "demand": Act.DEMAND, "demands": Act.DEMAND, "announcement": Act.ANNOUNCE, "assurance": Act.OFFER, "assurances": Act.OFFER, "pledge": Act.OFFER, "promise": Act.OFFER,
}  # fmt: skip


def nominal(words: Words, signs: Sequence[int]) -> Iterator[Attribution]:
    """As in "Baku's charge that …", "a threat by Baku to …": a noun of saying, one of `signs`, with its speaker before or behind it."""
    for at in signs:
        act = NOUNS.get(words.low[at])
        if act is None or words.quoted[at] or not 0 < at < len(words) - 2:
            continue
        found = _genitive(words, at) if words.low[at + 1] == "that" else _by_phrase(words, at)
        if found is None:
            continue
        pattern, spoken, start = found
        content = phrase_of(words, start, _inner_end(words, start, stop_of(words, start, "that")))
        if content is not None and not spoken.overlaps(words.span(*content)):
            yield Attribution(pattern, (words.span(*content),), words.span(at, at + 1), spoken, act, words.low[at])


def _genitive(words: Words, at: int) -> tuple[str, Span, int] | None:
    if not words.low[at - 1].endswith(("'s", "’s", "s'", "s’")):
        return None
    phrase = source.before(words, at)
    if phrase is None:
        return None
    first = phrase[0] + (words.low[phrase[0]] in {"following", "defying", "rejecting", "dismissing"})
    return ("genitive noun that", words.genitive(first, phrase[1]), at + 1) if first < phrase[1] else None


def _by_phrase(words: Words, at: int) -> tuple[str, Span, int] | None:
    """As in "a warning from the water board that", "a threat by Kavesh to": a plan "of" somebody may be another's."""
    if words.low[at + 1] not in {"by", "from"}:
        return None
    phrase = source.behind(words, at + 2, apposition=False)
    if phrase is None or "for" in words.low[slice(*phrase)]:
        return None  # "a threat from Assad for the United States to expect …"
    if phrase[1] + 1 >= len(words) or words.low[phrase[1]] not in {"that", "to"}:
        return None
    return "noun by", words.span(*phrase), phrase[1]


def _inner_end(words: Words, start: int, stop: int) -> int:
    """Where a clause inside the subject of a sentence ends: "the claim that it fired | was repeated".

    A second finite verb without a conjunction or a mark before it belongs to the sentence.
    """
    verbs = 0
    for at in range(start + 1, stop):
        if words.low[at] in lex.CONJUNCTIONS or words.is_stop(at):
            verbs = 0
        elif _finite(words, at):
            verbs += 1
            if verbs == 2:  # noqa: PLR2004 - its own verb, then that of the sentence
                return at
    return stop


def _finite(words: Words, at: int) -> bool:
    """Whether a word is a finite verb by its form, and none that belongs to the one before it."""
    low, before = words.low[at], words.low[at - 1]
    if before in _LEADS or words.quoted[at]:
        return False
    return low in _FINITE or (
        words.word[at].islower() and low.endswith("ed") and low not in lex.ADJECTIVE_ED and before not in lex.ARTICLES
    )


def _anyone(words: Words, at: int) -> Phrase | None:
    """Behind "according to" whatever noun phrase follows is the source."""
    stop = at
    while (
        stop < words.last()
        and not words.is_stop(stop)
        and words.low[stop] not in lex.CONJUNCTIONS
        and stop - at < _LONG_NAME
    ):
        stop += 1
    return (at, stop) if stop > at else None


def passive(words: Words, at: int, cue: Cue) -> Attribution | None:
    """As in "were condemned by X", "X, accused by Y of …": the speaker stands in the by-phrase, what is spoken of before it."""
    if cue.form not in {"past", "participle"} or at + 2 >= len(words) or words.low[at + 1] != "by":
        return None
    if cue.lemma == "order":
        return None  # "was ordered by X" tells of a deed
    phrase = _agent(words, at + 2, cue)
    subject = _spoken_of(words, at)
    if phrase is None or subject is None:
        return None
    content = [subject]
    if phrase[1] < words.last() and words.low[phrase[1]] in {"of", "for", "as"}:
        content.append((phrase[1], stop_of(words, phrase[1], "of")))
    spoken = words.span(*phrase)
    parts = tuple(words.span(*piece) for bounds in content if (piece := phrase_of(words, *bounds)))
    if not parts or any(spoken.overlaps(part) for part in parts):
        return None
    return Attribution("passive by", parts, words.span(at, at + 1), spoken, cue.act, cue.lemma)


def _agent(words: Words, at: int, cue: Cue) -> Phrase | None:
    """The speaker behind "by": what he accuses of, or blames for, is no part of his name."""
    phrase = source.behind(words, at, apposition=False)
    if phrase is None or cue.act is not Act.ACCUSE:
        return phrase
    stop = next((place for place in range(phrase[0] + 1, phrase[1]) if words.low[place] in {"of", "for"}), phrase[1])
    return (phrase[0], stop)


def _spoken_of(words: Words, at: int) -> Phrase | None:
    """The noun phrase that a passive verb is about, back to the beginning of its clause."""
    stop = at
    while stop > 0 and words.low[stop - 1] in _PASSIVE:
        stop -= 1
    if stop == at and (stop == 0 or words.word[stop - 1] != ","):
        return None  # "a plan denied by X": answers are told apart elsewhere
    if any(low in lex.NEGATIONS for low in words.low[stop:at]):
        return None
    end = stop - 1 if words.word[stop - 1] == "," else stop
    start = end
    while start > 0 and end - start < _SUBJECT and not words.is_stop(start - 1) and words.low[start - 1] not in _PARTS:
        start -= 1
    while start < end and (words.low[start] in lex.ADVERBS or words.low[start] in lex.TIME):
        start += 1
    named = any(words.word[place][0].isalnum() for place in range(start, end))
    return (start, end) if start < end and named and not any(words.quoted[start:end]) else None


_SUBJECT = 14  # words of a noun phrase that is spoken of
_PARTS = lex.CONJUNCTIONS | {"on", "in"} | lex.PRONOUNS - {"he", "she", "they", "it"}


def answered(words: Words, at: int, cue: Cue, found: list[Attribution]) -> Attribution | None:
    """As in "…, a claim denied by Baku", "…, which Ankara denied": the content is what was said before."""
    if cue.act is not Act.DENY and cue.act is not Act.REACT:
        return None
    content: tuple[Span, ...] = found[-1].content if found else ()
    by = at + 1 < len(words) and words.low[at + 1] == "by" and cue.form in {"past", "participle"}
    if by:
        phrase = source.behind(words, at + 2)
        if phrase is None:
            return None
        if not content:
            bounds = phrase_of(words, *_claimed(words, at))
            content = (words.span(*bounds),) if bounds else ()
    else:
        which = next((place for place in range(max(0, at - 8), at) if words.low[place] == "which"), None)
        ends = at + 1 >= words.last() or words.is_stop(at + 1)
        if which is None or not ends:
            return None
        phrase = source.before(words, at)
        if phrase is None or phrase[0] <= which - 1:
            return None
        bounds = phrase_of(words, clause_start(words, which), which)
        content = content or ((words.span(*bounds),) if bounds else ())
    spoken = words.span(*phrase)
    if not content or any(spoken.overlaps(part) for part in content):
        return None
    return Attribution("answer", content, words.span(at, at + 1), spoken, cue.act, cue.lemma)


def _claimed(words: Words, at: int) -> Phrase:
    """What "denied by" denies: the clause before ", a claim", else the noun phrase before the participle."""
    comma = next(
        (place for place in range(at - 1, 0, -1) if words.word[place] == "," and not words.quoted[place]), None
    )
    if comma is not None and any(low in lex.CLAIM_NOUNS for low in words.low[comma:at]):
        return clause_start(words, comma), comma
    start = at
    while start > 0 and not words.is_stop(start - 1) and words.low[start - 1] not in lex.CONJUNCTIONS:
        start -= 1
    return start, at
