"""Points on which two sides stand against each other among the printed lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from briefing.model import Act, Claim, Dispute, DisputeKind, Figure, Position, Relation, Side
from briefing.summarize.lines import line_id
from briefing.summarize.salience import stemmer
from briefing.summarize.select import Chosen
from briefing.text import STOP_WORDS, words

_SHARED, _LEAST = 0.3, 2  # share, and number, of the stems of the shorter claim that stand in the other as well
_ABOUT = 90  # code points of the words that name a dispute


def disputes(chosen: Sequence[Chosen], figures: Sequence[Figure], sides: Sequence[Side]) -> tuple[Dispute, ...]:
    """Return denials, counter-accusations and disputed figures, most contested first; every position names printed lines."""
    stem = stemmer()
    # Both sides name each other in every sentence: that they do so again is no sign of one matter.
    names = frozenset(stem(word) for side in sides for alias in (side.name, *side.aliases) for word in words(alias))
    held = [(entry, claim) for entry in chosen for claim in _claims(entry)]
    found: dict[tuple[str, ...], Dispute] = {}
    for (one, first), (other, second) in combinations(held, 2):
        dispute = _between(one, first, other, second, names)
        if dispute is not None:
            key = tuple(sorted({line for position in dispute.positions for line in position.lines}))
            found.setdefault(key, dispute)
    return tuple(_most_contested((*_joined(tuple(found.values())), *_of_figures(chosen, figures)), chosen))


def _most_contested(found: Sequence[Dispute], chosen: Sequence[Chosen]) -> list[Dispute]:
    """Put the disputes in order: by the independent reports behind their lines, then by the salience of these."""
    by_line = {line_id(entry.candidate): entry for entry in chosen}

    def weight(dispute: Dispute) -> tuple[int, float]:
        lines = [by_line[line] for position in dispute.positions for line in position.lines if line in by_line]
        reports = {one.report.copies.origin for entry in lines for one in (entry.candidate, *entry.others)}
        return -len(reports), -sum(entry.candidate.salience for entry in lines)

    return sorted(found, key=weight)


def _joined(found: Sequence[Dispute]) -> list[Dispute]:
    """Keep one dispute of those of a kind between the same sides that share a line: it is the same matter.

    What a side says in a line of its own goes before what another's sentence gives along; so do the words that name it.
    """
    joined: list[Dispute] = []
    for dispute in sorted(found, key=_in_one_sentence):
        if not any(dispute.kind is other.kind and _one_matter(dispute, other) for other in joined):
            joined.append(dispute)
    return joined


def _in_one_sentence(dispute: Dispute) -> bool:
    return len({line for position in dispute.positions for line in position.lines}) == 1


def _one_matter(one: Dispute, other: Dispute) -> bool:
    held = {position.side: set(position.lines) for position in other.positions}
    return held.keys() == {position.side for position in one.positions} and any(
        held[position.side] & set(position.lines) for position in one.positions
    )


def _claims(entry: Chosen) -> list[Claim]:
    """The claims of parties inside a chosen sentence, the outer one first."""
    span = entry.candidate.sentence.span
    return [
        claim
        for claim in entry.candidate.report.claims
        if claim.side and any(part.overlaps(span) for part in claim.content)
    ]


def _between(one: Chosen, first: Claim, other: Chosen, second: Claim, names: frozenset[str]) -> Dispute | None:
    if first.side == second.side or not first.side or not second.side:
        return None
    acts = {first.act, second.act}
    same = one is other
    if not same and "third:" in first.side + second.side:
        return None  # a third party's appeal is not what a side denies
    if same and "according to" in {first.pattern, second.pattern}:
        return None  # "…, which killed 2,600 according to the UN": it gives a number, no position
    if not same and "answer" in {first.pattern, second.pattern}:
        return None  # an answer answers what stands in its own sentence
    if Act.DENY in acts and (acts != {Act.DENY}):
        kind = DisputeKind.DENIAL
    elif acts == {Act.ACCUSE}:
        kind = DisputeKind.COUNTER_ACCUSATION
    else:
        return None
    if same and not _overlap(first, second) and kind is DisputeKind.DENIAL and second.pattern != "answer":
        return None
    accused = first if second.act is Act.DENY else second
    holder = one if accused is first else other
    if not same and _likeness(one, first, other, second, names) < _SHARED:
        return None
    if (
        not same
        and kind is DisputeKind.DENIAL
        and not _told(holder, accused, _shared(one, first, other, second, names))
    ):
        return None
    positions = (
        Position(side=first.side, lines=(line_id(one.candidate),)),
        Position(side=second.side, lines=(line_id(other.candidate),)),
    )
    return Dispute(kind=kind, about=_about(holder, accused), positions=positions)


def _overlap(one: Claim, other: Claim) -> bool:
    return any(part.overlaps(piece) for part in one.content for piece in other.content)


def _stems(entry: Chosen, claim: Claim) -> set[str]:
    text = entry.candidate.report.article.text
    stem = stemmer()
    return {stem(word) for part in claim.content for word in words(part.of(text)) if word not in STOP_WORDS}


def _likeness(one: Chosen, first: Claim, other: Chosen, second: Claim, names: frozenset[str]) -> float:
    left, right = _stems(one, first) - names, _stems(other, second) - names
    shared = len(left & right)
    return shared / min(len(left), len(right)) if shared >= _LEAST else 0.0


def _shared(one: Chosen, first: Claim, other: Chosen, second: Claim, names: frozenset[str]) -> set[str]:
    return (_stems(one, first) & _stems(other, second)) - names


_CLAUSE = re.compile(r"[,;:–—]|\bthat\b|\bwhile\b|\bbut\b")
_NOT_TOLD = re.compile(
    r"\b(?:would|will|should|(?:could|might|may)(?! have)|if|whether|unless|decid\w*|decision|plans?|to prevent|to stop|to keep)\b",
    re.IGNORECASE,
)


def _told(entry: Chosen, claim: Claim, shared: set[str]) -> bool:
    """Whether a claim tells what another denies as a fact: not as what would be, is planned, or is to be prevented."""
    stem = stemmer()
    for part in claim.content:
        for clause in _CLAUSE.split(part.of(entry.candidate.report.article.text)):
            if shared & {stem(word) for word in words(clause)} and not _NOT_TOLD.search(clause):
                return True
    return False


def _about(entry: Chosen, claim: Claim) -> str:
    """The words of the claim that is disputed, cut at a word."""
    text = (
        " … ".join(part.of(entry.candidate.report.article.text) for part in claim.content)
        .strip('“”" ,.')
        .removeprefix("that ")
    )
    return text if len(text) <= _ABOUT else text[:_ABOUT].rsplit(" ", 1)[0] + " …"


def _of_figures(chosen: Sequence[Chosen], figures: Sequence[Figure]) -> list[Dispute]:
    """Figures of one quantity on which sides differ, where each stands in a printed line."""
    groups: dict[tuple[str, str | None], dict[str, list[str]]] = {}
    for figure in figures:
        if figure.relation is not Relation.DISPUTE or not figure.side:
            continue
        for entry in chosen:
            if entry.candidate.report.article.id == figure.article and entry.candidate.sentence.span.overlaps(
                figure.span
            ):
                groups.setdefault((figure.quantity, figure.whose), {}).setdefault(figure.side, []).append(
                    line_id(entry.candidate)
                )
    found = []
    for (quantity, whose), by_side in groups.items():
        if len(by_side) > 1:
            about = f"number {quantity}" + (f" ({whose})" if whose else "")
            positions = tuple(Position(side=side, lines=tuple(dict.fromkeys(lines))) for side, lines in by_side.items())
            found.append(Dispute(kind=DisputeKind.FIGURES, about=about, positions=positions))
    return found
