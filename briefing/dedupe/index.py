"""Which bodies have shingles in common: an inverted index of the sampled ones. It proposes, and decides nothing."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from briefing.dedupe.body import Body
from briefing.dedupe.settings import DedupeSettings
from briefing.dedupe.shingles import Hashes, is_in


class Index:
    """The bodies added so far, by shingle."""

    def __init__(self, common: Hashes, settings: DedupeSettings) -> None:
        """`common` are the shingles of two bodies or more, in order; only they are kept."""
        self._common = common
        self._settings = settings
        self._bodies: list[Body] = []
        self._having: dict[
            int, tuple[int, ...]
        ] = {}  # nearly all shingles stand in one head: tuples are smaller than lists

    def add(self, body: Body) -> None:
        """Let a body be proposed from now on."""
        for piece in self._pieces(body):
            self._having[piece] = (*self._having.get(piece, ()), len(self._bodies))
        self._bodies.append(body)

    def like(self, body: Body, share: float) -> list[Body]:
        """Return the likeliest of the bodies that have such a share of the sample of this one, the likeliest first."""
        settings = self._settings
        if body.size < settings.shortest:
            return []
        known = (self._having.get(piece, ()) for piece in self._pieces(body))
        votes = Counter(chain.from_iterable(numbers for numbers in known if len(numbers) <= settings.crowd))
        enough = max(1.0, share * len(body.sample))
        ranked = sorted((-count, number) for number, count in votes.items() if count >= enough)
        return [self._bodies[number] for _, number in ranked[: settings.looked_at]]

    def is_known(self, body: Body, share: float) -> bool:
        """Whether such a share of the sample of a body stands elsewhere as well: of what is new, nobody has to be asked."""
        return len(self._pieces(body)) >= share * len(body.sample)

    def _pieces(self, body: Body) -> list[int]:
        pieces: list[int] = body.sample[is_in(body.sample, self._common)].tolist()
        return pieces
