"""Which bodies have shingles in common: an inverted index of the sampled ones. It proposes, and decides nothing."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from briefing.dedupe.body import Body
from briefing.dedupe.settings import DedupeSettings


class Index:
    """The bodies added so far, by shingle."""

    def __init__(self, settings: DedupeSettings) -> None:
        self._settings = settings
        self._bodies: list[Body] = []
        self._having: dict[
            int, tuple[int, ...]
        ] = {}  # nearly all shingles stand in one head: tuples are smaller than lists

    def add(self, body: Body) -> None:
        """Let a body be proposed from now on."""
        for piece in body.common.tolist():
            self._having[piece] = (*self._having.get(piece, ()), len(self._bodies))
        self._bodies.append(body)

    def like(self, body: Body, share: float) -> list[Body]:
        """Return the likeliest of the bodies that have such a share of the sample of this one, the likeliest first."""
        settings = self._settings
        if body.size < settings.shortest:
            return []
        known = (self._having.get(piece, ()) for piece in body.common.tolist())
        votes = Counter(chain.from_iterable(numbers for numbers in known if len(numbers) <= settings.crowd))
        enough = max(1.0, share * len(body.sample))
        ranked = sorted((-count, number) for number, count in votes.items() if count >= enough)
        return [self._bodies[number] for _, number in ranked[: settings.looked_at]]
