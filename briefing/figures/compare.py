"""How figures stand to each other: what can be compared, and whether it is an update, a dispute, or of another scope."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from briefing.model import Figure, Relation
from briefing.text import STOP_WORDS, words
from briefing.text.listed import listed

# Share of the poorer sentence's words that stand in the other: below it two figures count other dead. The second is for
# figures that do not say whose they are: only sentences that are nearly the same speak of the same people.
_ALIKE, _NEARLY = 0.35, 0.6
_TOTAL = re.compile(r"\b(?:toll|in all|altogether|total|so far|since)\b", re.IGNORECASE)
# Words that every sentence about the dead has: that they stand in two makes them no report of one event.
_COMMON = STOP_WORDS.union(
    listed("""
    killed wounded injured dead died people soldiers civilians army forces troops military ministry defence defense health
    officials said says government least
    """)
)
_NEVER = datetime.max.replace(tzinfo=UTC)
_NEAR = 60  # figures before and after in time that one is set against: the cost stays linear in the material
_SAME_DAYS = 2  # days between two reports after which another number may simply be a later one


@dataclass(frozen=True, slots=True)
class _Told:
    """A figure in its sentence: the words that tell of which event, and whether it is a total."""

    figure: Figure
    sentence: str
    bag: frozenset[str]
    total: bool


def related(found: Sequence[tuple[Figure, str]]) -> tuple[Figure, ...]:
    """Return the figures with their relations; each comes with the sentence it stands in.

    Figures of one quantity and of the same people are compared only where their sentences tell of the same thing (their
    words agree, or both give a total). Then the same voice, later and higher, is an update; the two sides with other values
    at about the same time a dispute. What cannot be compared stays alone: two numbers of two events are no disagreement.
    """
    groups: dict[tuple[str, str | None], list[_Told]] = {}
    for figure, sentence in found:
        groups.setdefault((figure.quantity, figure.whose), []).append(_told(figure, sentence))
    placed: list[Figure] = []
    for group in groups.values():
        group.sort(key=lambda entry: (entry.figure.as_of or _NEVER, entry.figure.article, entry.figure.span))
        for number, one in enumerate(group):
            near = group[max(0, number - _NEAR) : number + _NEAR]
            placed.append(replace(one.figure, relation=_against(one, near)))
    return tuple(placed)


def _told(figure: Figure, sentence: str) -> _Told:
    own = _COMMON.union(words(figure.text), words(figure.whose or ""))
    bag = frozenset(word for word in words(sentence) if word not in own and not word[0].isdigit())
    return _Told(figure, sentence, bag, bool(_TOTAL.search(sentence)))


def _against(one: _Told, group: Sequence[_Told]) -> Relation:
    """Set a figure against the others of its group; a day's dead and the war's total are of another scope."""
    alike = [other for other in group if _comparable(one, other)]
    relation = _relation(one.figure, [other.figure for other in alike if other.total == one.total])
    if relation is Relation.ALONE and one.figure.whose and any(other.total != one.total for other in alike):
        return Relation.OTHER_SCOPE
    return relation


def _comparable(one: _Told, other: _Told) -> bool:
    """Whether two figures with contradicting values speak of the same; two of one sentence never do."""
    if one.sentence == other.sentence or not (one.figure.high < other.figure.low or other.figure.high < one.figure.low):
        return False
    if one.figure.whose is None:
        return _share(one, other) >= _NEARLY
    return (one.total and other.total) or _share(one, other) >= _ALIKE


def _share(one: _Told, other: _Told) -> float:
    """The share of the poorer sentence's words in the other; one that tells whose and names no event speaks of the whole."""
    poorer = min(len(one.bag), len(other.bag))
    if poorer > 1:
        return len(one.bag & other.bag) / poorer
    return 1.0 if one.figure.whose else 0.0


def _relation(figure: Figure, others: Sequence[Figure]) -> Relation:
    if any(_disputes(figure, other) for other in others):
        return Relation.DISPUTE
    earlier = [
        other
        for other in others
        if other.as_of and figure.as_of and other.as_of < figure.as_of and other.high < figure.high
    ]
    same = [other for other in earlier if (other.side == figure.side if figure.side else other.says == figure.says)]
    return Relation.UPDATE if same else Relation.ALONE


def _disputes(one: Figure, other: Figure) -> bool:
    """Whether a side and somebody else give other numbers at about the same time; outsiders among themselves only differ."""
    if not one.side or not other.side or one.side == other.side:
        return False
    if one.side.startswith("third:") and other.side.startswith("third:"):
        return False
    return one.as_of is None or other.as_of is None or abs((one.as_of - other.as_of).days) <= _SAME_DAYS
