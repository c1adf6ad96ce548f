"""Which reports of a very large chapter are read sentence by sentence: a brief of one page does not need the six-hundredth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from briefing.model import Chapter, Copies

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def narrowed(chapter: Chapter, most: int) -> Chapter:
    """Return the chapter with at most so many originals; unchanged where it has no more.

    Each event keeps its share, at least one report while there is room, the largest event first; of an event those that most
    others carried, then the newest. The same for the same chapter.
    """
    if len(chapter.originals) <= most:
        return chapter
    known = {entry.original.id: entry for entry in chapter.originals}
    events = [sorted(event, key=lambda name: _rank(known[name])) for event in chapter.events]
    quota = _quotas([len(event) for event in events], most)
    kept = {name for event, many in zip(events, quota, strict=True) for name in event[:many]}
    inside = [tuple(name for name in event if name in kept) for event in chapter.events]
    return replace(
        chapter,
        originals=tuple(entry for entry in chapter.originals if entry.original.id in kept),
        events=tuple(event for event in inside if event),
    )


def _rank(entry: Copies) -> tuple[int, float, str]:
    when = entry.original.published or _LONG_AGO
    return (-len(entry.copies), -(when - _LONG_AGO).total_seconds(), entry.original.id)


def _quotas(sizes: Sequence[int], most: int) -> list[int]:
    """Deal out `most` places: one for each event while there are any, the rest by size (largest remainders)."""
    quota = [int(number < most) for number in range(len(sizes))]
    room = most - sum(quota)
    further: Mapping[int, int] = {number: size - quota[number] for number, size in enumerate(sizes) if quota[number]}
    total = sum(further.values()) or 1
    exact = {number: room * size / total for number, size in further.items()}
    for number, share in exact.items():
        quota[number] += int(share)
    left = most - sum(quota)
    for number in sorted(exact, key=lambda number: (int(exact[number]) - exact[number], number))[:left]:
        quota[number] += 1
    return quota
