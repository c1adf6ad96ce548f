"""Articles put together from several reports. Two reports stay two when a third outlet prints both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import numpy as np

from briefing.dedupe.body import Body, Reading
from briefing.dedupe.cover import share
from briefing.dedupe.index import Index
from briefing.dedupe.settings import DedupeSettings
from briefing.dedupe.shingles import Mask, is_in

_OVERLAP = 0.5  # share of a copy's stretch inside another's from which both are of the same report
_TWO = 2


def part(head: Body, reading: Reading, settings: DedupeSettings) -> list[Body]:
    """Return the heads that a head stands for: itself, or the reports that it was put together from.

    Copies that lie in different places of it are different reports, unless it is earlier than all of them: then they are
    cut from it. Where little of it is its own, it is a copy of each; else it keeps the one it has most of.
    """
    apart = [body for body, _ in head.inside if body.words != head.words and body.size >= settings.shortest]
    if len(apart) < _TWO:
        return [head]
    parts = _parts(head, apart, reading)
    if len(parts) < _TWO or all(head.when < one.when for part_ in parts for one, _ in part_):
        return [head]
    taken = {id(one) for part_ in parts for one, _ in part_}
    twins = [(one, held) for one, held in head.inside if id(one) not in taken]
    union = np.logical_or.reduce([mask for part_ in parts for _, mask in part_])
    if share(union) < settings.contained:
        head.inside = [*twins, *((one, 1.0) for one, _ in parts[0])]
        return [head, *(_headed(part_) for part_ in parts[1:])]
    found = [_headed(part_) for part_ in parts]
    for one in (head, *(twin for twin, _ in twins)):
        _give(one, found, reading, settings)
    return found


def _give(body: Body, reports: Sequence[Body], reading: Reading, settings: DedupeSettings) -> None:
    """Make a body a copy of each of the reports of which it holds much, or all there is; of the likeliest if of none."""
    held = [(share(reading.covered(body, report)), report) for report in reports]
    holding = [
        (much, report)
        for much, report in held
        if much >= settings.part or share(reading.covered(report, body)) >= settings.whole
    ] or [max(held, key=lambda entry: entry[0])]
    body.joined = len(holding) >= _TWO
    for much, report in holding:
        report.inside.append((body, much))


def _headed(part_: list[tuple[Body, Mask]]) -> Body:
    """Make the longest body of a part the head of the others."""
    head, *others = (body for body, _ in part_)
    head.inside = [*head.inside, *((one, 1.0) for one in others)]
    return head


def _parts(head: Body, copies: Sequence[Body], reading: Reading) -> list[list[tuple[Body, Mask]]]:
    """Sort the copies by the place they have in it, the largest part first."""
    parts: list[list[tuple[Body, Mask]]] = []
    for body in sorted(copies, key=lambda body: body.rank):
        mask = reading.covered(head, body)
        stretch = int(mask.sum())
        for known in parts:
            if int((mask & known[0][1]).sum()) >= _OVERLAP * min(stretch, int(known[0][1].sum())):
                known.append((body, mask))
                break
        else:
            parts.append([(body, mask)])
    return parts


def dealt_out(heads: Sequence[Body], index: Index, reading: Reading, settings: DedupeSettings) -> list[Body]:
    """Return the heads without those that two others hold together; these are copies of both, and so are their own copies."""
    kept: dict[int, Body] = {id(head): head for head in heads}
    for head in heads:
        # Both parts may be edited: half the shingles of what is covered can be new.
        if len(head.common) < settings.whole / 2 * head.sampled:
            continue
        others = [other for other in index.like(head, settings.part / 2) if other is not head and id(other) in kept]
        pair = _halves(head, others, reading, settings)
        if pair is None:
            continue
        del kept[id(head)]
        for one in (head, *(body for body, _ in head.inside)):
            _give(one, pair, reading, settings)
    _mark_joined(list(kept.values()))
    return list(kept.values())


def _mark_joined(heads: Sequence[Body]) -> None:
    """Keep each copy once behind a head; one that was given out twice and stands behind several is joined from them."""
    for head in heads:
        head.inside = list({id(body): (body, much) for body, much in head.inside}.values())
    behind = Counter(id(body) for head in heads for body, _ in head.inside)
    for head in heads:
        for body, _ in head.inside:
            body.joined = behind[id(body)] > 1


def _halves(head: Body, others: Sequence[Body], reading: Reading, settings: DedupeSettings) -> tuple[Body, Body] | None:
    """Return two other heads in which nearly all of the head stands, and much of it in only one of them."""
    sampled = [(other, is_in(head.common, other.common)) for other in others]
    for (one, some), (other, further) in combinations(sampled, 2):
        if min(np.count_nonzero(some > further), np.count_nonzero(further > some)) / head.sampled < settings.part / 2:
            continue
        first, second = reading.covered(head, one), reading.covered(head, other)
        alone = min(share(first & ~second), share(second & ~first))
        both = first | second
        late = head.when >= min(one.when, other.when)
        if reading.is_form(head, one, settings) or reading.is_form(head, other, settings):
            continue
        if late and alone >= settings.part and min(share(both), share(both, reading.own(head))) >= settings.whole:
            return one, other
    return None
