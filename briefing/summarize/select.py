"""Which candidates are printed: a budget of words for each section, no fact twice, the sides in turn.

A candidate that says what a chosen one says already is not printed; if it comes from another report, it is kept as
corroboration. Source of the greedy trade of salience against likeness: Carbonell & Goldstein, "The Use of MMR" (1998).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from briefing.model import Act, SectionKind, Side
from briefing.summarize.candidates import Candidate, Pool
from briefing.summarize.rows import Rows

_SHARE = {
    SectionKind.SITUATION: 0.32,
    SectionKind.CLAIMS: 0.34,
    SectionKind.DIPLOMACY: 0.22,
    SectionKind.BACKGROUND: 0.12,
}
# The chance that two sentences of a dossier tell the same fact grows with their cosine: .36 at .15, .6 at .25, .9 at .4.
# Measured on the 38,600 pairs of sentences of gold/ that carry a fact.
_CHANCE = 2.4
# Cosine from which the second sentence is not printed (every second such pair tells the same fact). Leaving one story of gold/ out: at
# .35 19 of 100 lines tell nothing new, at .22 13, and no fact is lost. Where little is to be had, only what is all but the same.
_TWIN, _TWIN_OF_FEW = 0.22, 0.35
_BACKS = 0.45  # cosine from which it counts as a further report of the fact (.92 of them do)
_REPEATED_VOICE = 0.85  # what is left of a candidate's salience for each line its article has already
_FLOOR = 0.08  # salience below which a line is not worth its words


@dataclass(slots=True)
class Chosen:
    """A candidate to be printed, and the candidates of other reports that say the same."""

    candidate: Candidate
    others: list[Candidate] = field(default_factory=list)


def select(pool: Pool, sides: Sequence[Side], budget: int) -> dict[SectionKind, list[Chosen]]:
    """Return the chosen of each section, at most `budget` words in all; a section's unused words go to the others."""
    material, enough = _material(pool, budget)
    choice = _Choice(pool.matrix, _TWIN if enough else _TWIN_OF_FEW)
    left = float(budget)
    shares = dict(_SHARE)
    for kind in (SectionKind.BACKGROUND, SectionKind.DIPLOMACY, SectionKind.CLAIMS, SectionKind.SITUATION):
        allowed = left * shares[kind] / sum(shares.values())
        del shares[kind]
        inside = [candidate for candidate in material if candidate.section is kind and candidate.salience >= _FLOOR]
        for group_budget, group in _groups(kind, inside, sides, allowed):
            left -= _fill(group, group_budget, choice)
    _spend_rest(material, left, choice)
    return {kind: [entry for entry in choice.taken if entry.candidate.section is kind] for kind in SectionKind}


class _Choice:
    """What is chosen so far, and for every sentence how like it is to the chosen one it is most like.

    Each new choice costs one product of the matrix with its row; every question after that is a look-up.
    """

    def __init__(self, matrix: Rows, twin: float) -> None:
        import numpy as np

        self.taken: list[Chosen] = []
        self._matrix = matrix
        self._twin = twin
        self._like = np.zeros(len(matrix))
        self._whom = np.full(len(matrix), -1)
        self._lines: Counter[str] = Counter()

    def take(self, candidate: Candidate) -> None:
        """Choose a candidate."""
        like = self._matrix.like(candidate.row)
        nearer = like > self._like
        self._like[nearer] = like[nearer]
        self._whom[nearer] = len(self.taken)
        self._lines[candidate.report.article.id] += 1
        self.taken.append(Chosen(candidate))

    def worth(self, candidate: Candidate) -> float:
        """Return what a candidate's salience is worth beside what is chosen; a twin keeps its rank until it is met."""
        told = float(self._like[candidate.row])
        new = 1.0 if told >= self._twin else 1 - _CHANCE * told
        return candidate.salience * new * _REPEATED_VOICE ** self._lines[candidate.report.article.id]

    def is_told(self, candidate: Candidate) -> bool:
        """Whether a chosen line tells the same fact; then the candidate backs it, where it is another report of the same side."""
        told = float(self._like[candidate.row])
        if told < self._twin:
            return False
        twin = self.taken[int(self._whom[candidate.row])]
        if _answers(candidate, twin.candidate):
            # The other side's words are printed beside what they answer, once.
            own = [
                entry
                for entry in self.taken
                if entry.candidate.side == candidate.side
                and self._likeness(entry.candidate, twin.candidate) >= self._twin
            ]
            if not own:
                return False
            told, twin = max(((self._likeness(candidate, one.candidate), one) for one in own), key=_first)
        known = {twin.candidate.report.article.id, *(other.report.article.id for other in twin.others)}
        if told >= _BACKS and candidate.report.article.id not in known and candidate.side == twin.candidate.side:
            twin.others.append(candidate)
        return True

    def _likeness(self, one: Candidate, other: Candidate) -> float:
        return float(self._matrix.part(one.row, one.row + 1).times(self._matrix.dense(other.row))[0])


def _first(pair: tuple[float, Chosen]) -> float:
    return pair[0]


def _answers(candidate: Candidate, chosen: Candidate) -> bool:
    """Whether one denies, for another side, what the other says, or accuses back: in the same words, and no repetition.

    Also where a denial gives the charge along ("rejected Oslo's charge that …"): Oslo's column shows what Oslo says itself.
    """
    acts = {one.claim.act for one in (candidate, chosen) if one.claim is not None}
    if candidate.side == chosen.side or acts == {Act.ACCUSE}:
        return candidate.side != chosen.side
    return None not in {candidate.side, chosen.side} and Act.DENY in acts


def _groups(
    kind: SectionKind, inside: Sequence[Candidate], sides: Sequence[Side], allowed: float
) -> Iterator[tuple[float, list[Candidate]]]:
    """Split the claims by side, each with its part of the budget: equal floors, the rest by material."""
    if kind is not SectionKind.CLAIMS or not sides:
        yield allowed, list(inside)
        return
    names = [side.name for side in sides]
    groups = {name: [candidate for candidate in inside if candidate.side == name] for name in names}
    filled = [name for name in names if groups[name]]
    others = [candidate for candidate in inside if candidate.side not in groups]
    for name in filled:
        yield allowed * (0.9 if others else 1.0) / len(filled), groups[name]
    if others:
        yield allowed * (0.1 if filled else 1.0), others


def _fill(group: Sequence[Candidate], allowed: float, choice: _Choice) -> int:
    """Choose from a group until its words are used; return the words used."""
    used = 0
    waiting = sorted(group, key=_order)
    while waiting and used + _SHORTEST <= allowed:
        best = max(
            range(min(_LOOK, len(waiting))), key=lambda number: (round(choice.worth(waiting[number]), 9), -number)
        )
        candidate = waiting.pop(best)
        if not choice.is_told(candidate) and used + candidate.count <= allowed:
            choice.take(candidate)
            used += candidate.count
    for candidate in waiting:
        choice.is_told(candidate)
    return used


# Probabilities of standing alone, and of belonging into a brief, that a line has at least where there is enough to choose from.
# Leaving one story of gold/ out: 96 of 100 lines can be read alone (at .5 94), 3 should not be there (at .6 5), for .01 of recall.
_ABLE, _FITTING = 0.7, 0.9
_ENOUGH = 1.5  # times the words that are printed


def _material(pool: Pool, budget: int) -> tuple[list[Candidate], bool]:
    """Return the candidates to choose from and whether they are many: the sure ones, but all where few are. A short folder is its own context."""
    sure = [
        candidate
        for candidate in pool.candidates(_FITTING)
        if candidate.alone >= _ABLE or _NAMED.search(candidate.text)
    ]
    enough = sum(candidate.count for candidate in sure) >= _ENOUGH * budget
    return (sure, True) if enough else (pool.candidates(), False)


# A line that names in brackets whom it is about can be read alone.
_NAMED = re.compile(r"\[[^\]\d…]*[A-Za-z][^\]\d…]*\]")
_SHORTEST = 12  # words; nothing shorter says anything
_LOOK = 40  # candidates weighed against what is chosen at each step; the rest is far behind in salience


def _order(candidate: Candidate) -> tuple[float, str, int]:
    return (-candidate.salience, candidate.report.article.id, candidate.sentence.index)


def _spend_rest(material: Sequence[Candidate], left: float, choice: _Choice) -> None:
    """Give words that a thin section left over to the best candidates of any section."""
    picked = {entry.candidate.row for entry in choice.taken}
    for candidate in sorted(material, key=_order):
        if left < _SHORTEST:
            return
        if candidate.row in picked or candidate.count > left or candidate.hanging or choice.is_told(candidate):
            continue
        choice.take(candidate)
        left -= candidate.count
