"""Attribution without a finite verb of its own: "according to", "Baku's charge that …", ", a claim denied by Baku"."""

from __future__ import annotations

from collections.abc import Iterator
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


@dataclass(frozen=True, slots=True)
class Attribution:
    """What one pattern found: spans of the article; `head` is the source without apposition."""

    pattern: str
    content: tuple[Span, ...]
    cue: Span
    source: Span | None
    act: Act
    lemma: str


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
_FARTHEST = 200  # words a clause may have; beyond it a sentence is a list or an attack


def according(words: Words) -> Iterator[Attribution]:
    """Yield what stands under "according to", before it or behind it."""
    for at in range(len(words) - 2):
        if words.low[at] != "according" or words.low[at + 1] != "to" or words.quoted[at]:
            continue
        opening = all(not word[0].isalnum() for word in words.word[max(0, at - 3) : at]) and at < _FEW
        phrase = _told_by(words, at + 2, opening=opening)
        if phrase is None or words.low[phrase[0] : phrase[1]] in (["plan"], ["plans"], ["schedule"]):
            continue
        parts = [(phrase[1], words.last())] if opening else [(clause_start(words, at), at), *_goes_on(words, phrase[1])]
        content = [piece for bounds in parts if (piece := phrase_of(words, *bounds))]
        if sum(stop - start for start, stop in content) >= _FEW:
            spans = tuple(words.span(*piece) for piece in content)
            yield Attribution(
                "according to", spans, words.span(at, at + 2), words.span(*phrase), Act.ASSERT, "according"
            )


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


_NOUNS = {
    "claim": Act.ASSERT, "claims": Act.ASSERT, "assertion": Act.ASSERT, "assertions": Act.ASSERT, "statement": Act.ASSERT, "insistence": Act.ASSERT, "charge": Act.ACCUSE, "charges": Act.ACCUSE,
    "accusation": Act.ACCUSE, "accusations": Act.ACCUSE, "allegation": Act.ACCUSE, "allegations": Act.ACCUSE, "denial": Act.DENY, "denials": Act.DENY, "warning": Act.THREATEN, "warnings": Act.THREATEN,
    "threat": Act.THREATEN, "demand": Act.DEMAND, "demands": Act.DEMAND, "announcement": Act.ANNOUNCE, "assurance": Act.OFFER, "assurances": Act.OFFER, "pledge": Act.OFFER, "promise": Act.OFFER,
}  # fmt: skip


def nominal(words: Words) -> Iterator[Attribution]:
    """As in "Baku's charge that …", "the ministry's denial that …": a noun of saying with its speaker in the genitive."""
    for at in range(1, len(words) - 2):
        if (
            words.low[at] not in _NOUNS
            or words.low[at + 1] != "that"
            or words.quoted[at]
            or not words.low[at - 1].endswith(("'s", "’s", "s'", "s’"))
        ):
            continue
        phrase = source.before(words, at)
        content = phrase_of(words, at + 1, stop_of(words, at + 1, "that"))
        if phrase is not None and content is not None:
            spoken = words.genitive(*phrase)
            yield Attribution(
                "genitive noun that",
                (words.span(*content),),
                words.span(at, at + 1),
                spoken,
                _NOUNS[words.low[at]],
                words.low[at],
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
    """As in "was accused by X of …", "were condemned by X", "was quoted as saying": the speaker stands in the by-phrase or is the subject."""
    if (
        cue.lemma == "say"
        and cue.form == "ing"
        and at > 1
        and words.low[at - 2 : at] in (["quoted", "as"], ["cited", "as"])
    ):
        return _quoted_as(words, at)
    if cue.form not in {"past", "participle"} or not (_is_passive(words, at) and at + 2 < len(words)):
        return None
    if words.low[at + 1] != "by":
        return None
    phrase = source.behind(words, at + 2, apposition=False)
    subject = source.before(words, at)
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


def _is_passive(words: Words, at: int) -> bool:
    place = at - 1
    while place > 0 and words.low[place] in lex.ADVERBS:
        place -= 1
    return place >= 0 and words.low[place] in lex.BE


def _quoted_as(words: Words, at: int) -> Attribution | None:
    phrase = source.before(words, at - 2)
    content = phrase_of(words, at + 1, stop_of(words, at + 1, "bare"))
    if phrase is None or content is None:
        return None
    return Attribution(
        "quoted as saying", (words.span(*content),), words.span(at - 2, at + 1), words.span(*phrase), Act.ASSERT, "say"
    )


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
