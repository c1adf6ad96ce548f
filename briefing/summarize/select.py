"""Which candidates are printed: a budget of words for each section, no fact twice, the sides in turn.

A candidate that says what a chosen one says already is not printed; if it comes from another report, it is kept as
corroboration. Source of the greedy trade of salience against likeness: Carbonell & Goldstein, "The Use of MMR" (1998).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefing.model import SectionKind, Side
from briefing.summarize.candidates import Candidate, Pool

_SHARE = {
    SectionKind.SITUATION: 0.32,
    SectionKind.CLAIMS: 0.34,
    SectionKind.DIPLOMACY: 0.22,
    SectionKind.BACKGROUND: 0.12,
}
# The chance that two sentences of a dossier tell the same fact grows with their cosine: .36 at .15, .6 at .25, .9 at .4.
# Measured on the 38,600 pairs of sentences of gold/ that carry a fact.
_CHANCE = 2.4
_TWIN = 0.35  # cosine from which the second sentence is not printed (.82 of such pairs tell the same fact)
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
    chosen: dict[SectionKind, list[Chosen]] = {kind: [] for kind in SectionKind}
    rows = _Likeness(pool.matrix)
    left = float(budget)
    shares = dict(_SHARE)
    for kind in (SectionKind.BACKGROUND, SectionKind.DIPLOMACY, SectionKind.CLAIMS, SectionKind.SITUATION):
        allowed = left * shares[kind] / sum(shares.values())
        del shares[kind]
        inside = [
            candidate for candidate in pool.candidates if candidate.section is kind and candidate.salience >= _FLOOR
        ]
        used = 0
        for group_budget, group in _groups(kind, inside, sides, allowed):
            used += _fill(chosen[kind], group, group_budget, rows, chosen)
        left -= used
    _spend_rest(chosen, pool, rows, left)
    return chosen


class _Likeness:
    """Cosine between sentences, computed one row against the chosen ones at a time."""

    def __init__(self, matrix: Any) -> None:  # noqa: ANN401 - a scipy matrix
        self._matrix = matrix

    def of(self, row: int, others: Sequence[int]) -> list[float]:
        if not others:
            return []
        return [float(value) for value in (self._matrix[others] @ self._matrix[row].T).toarray().ravel()]


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


def _fill(
    into: list[Chosen],
    group: Sequence[Candidate],
    allowed: float,
    rows: _Likeness,
    chosen: dict[SectionKind, list[Chosen]],
) -> int:
    """Choose from a group until its words are used; return the words used."""
    used = 0
    waiting = sorted(group, key=_order)
    while waiting:
        taken = [entry for entries in chosen.values() for entry in entries]
        candidate = _next(waiting, taken, rows)
        if candidate is None:
            break
        waiting.remove(candidate)
        twin = _twin(candidate, taken, rows)
        if twin is not None:
            _corroborate(twin, candidate, rows)
        elif used + candidate.count <= allowed:
            into.append(Chosen(candidate))
            used += candidate.count
        elif used + 12 > allowed:
            break
    return used


def _order(candidate: Candidate) -> tuple[float, str, int]:
    return (-candidate.salience, candidate.report.article.id, candidate.sentence.index)


_LOOK = 40  # candidates weighed against what is chosen at each step; the rest is far behind in salience


def _next(waiting: Sequence[Candidate], taken: Sequence[Chosen], rows: _Likeness) -> Candidate | None:
    """Return the candidate with most salience after its likeness to what is chosen is taken off."""
    best: tuple[float, int] | None = None
    picked = [entry.candidate.row for entry in taken]
    lines = Counter(entry.candidate.report.article.id for entry in taken)
    for number, candidate in enumerate(waiting[:_LOOK]):
        told = max(rows.of(candidate.row, picked), default=0.0)
        new = (
            1.0 if told >= _TWIN else 1 - _CHANCE * told
        )  # a twin is taken out of the queue when it is met, whatever its rank
        value = candidate.salience * new * _REPEATED_VOICE ** lines[candidate.report.article.id]
        if best is None or value > best[0] + 1e-9:
            best = (value, number)
    return waiting[best[1]] if best else None


def _twin(candidate: Candidate, taken: Sequence[Chosen], rows: _Likeness) -> Chosen | None:
    """Return the chosen line that tells the same fact, None if there is none."""
    likeness = rows.of(candidate.row, [entry.candidate.row for entry in taken])
    best = max(range(len(taken)), key=lambda n: (likeness[n], -n), default=None)
    return taken[best] if best is not None and likeness[best] >= _TWIN else None


def _corroborate(twin: Chosen, candidate: Candidate, rows: _Likeness) -> None:
    """Keep a candidate as a further report of a fact, one for each report, and only of the same speaker's side."""
    known = {twin.candidate.report.article.id, *(other.report.article.id for other in twin.others)}
    near = rows.of(candidate.row, [twin.candidate.row])[0] >= _BACKS
    if near and candidate.report.article.id not in known and candidate.side == twin.candidate.side:
        twin.others.append(candidate)


def _spend_rest(chosen: dict[SectionKind, list[Chosen]], pool: Pool, rows: _Likeness, left: float) -> None:
    """Give words that a thin section left over to the best candidates of any section."""
    picked = {entry.candidate.row for entries in chosen.values() for entry in entries}
    waiting = sorted(pool.candidates, key=_order)
    for candidate in waiting:
        if left < 12:  # noqa: PLR2004 - as above
            return
        if candidate.row in picked or candidate.count > left or candidate.hanging:
            continue
        taken = [entry for entries in chosen.values() for entry in entries]
        twin = _twin(candidate, taken, rows)
        if twin is not None:
            _corroborate(twin, candidate, rows)
            continue
        chosen[candidate.section].append(Chosen(candidate))
        left -= candidate.count
