"""Which bodies have shingles in common: an inverted index of the sampled ones. It proposes, and decides nothing."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from briefing.dedupe.body import Body
from briefing.dedupe.settings import DedupeSettings
from briefing.dedupe.shingles import Places
from briefing.dedupe.sketch import Numbers


class Index:
    """The bodies added so far, by shingle, in arrays that have room for all of `bodies`, of which some will be added."""

    def __init__(self, bodies: Sequence[Body], settings: DedupeSettings) -> None:
        self._settings = settings
        self._bodies: list[Body] = []
        most = max((int(body.common[-1]) for body in bodies if len(body.common)), default=-1)
        common = np.zeros(most + 1, dtype=np.int32)
        for body in bodies:
            common[body.common] += 1
        # One more than may propose: so a shingle is known to stand in too many.
        self._room: Numbers = np.minimum(common, settings.crowd + 1, dtype=np.int32)
        self._first = np.cumsum(self._room) - self._room
        self._many: Numbers = np.zeros_like(common)
        self._having: Numbers = np.zeros(int(self._room.sum()), dtype=np.int32)

    def add(self, body: Body) -> None:
        """Let a body be proposed from now on."""
        pieces = body.common[self._many[body.common] < self._room[body.common]]
        self._having[self._first[pieces] + self._many[pieces]] = len(self._bodies)
        self._many[pieces] += 1
        self._bodies.append(body)

    def like(self, body: Body, share: float) -> list[Body]:
        """Return the likeliest of the bodies that have such a share of the sample of this one, the likeliest first."""
        settings = self._settings
        if body.size < settings.shortest:
            return []
        many = self._many[body.common]
        known = ((many > 0) & (many <= settings.crowd)).nonzero()[0]
        enough = max(1.0, share * body.sampled)
        if len(known) < enough:
            return []
        number, votes = _votes(self._having, self._first[body.common[known]], many[known])
        chosen = (votes >= enough).nonzero()[0]
        likeliest = chosen[(-votes[chosen]).argsort(kind="stable")][: settings.looked_at]
        return [self._bodies[at] for at in number[likeliest].tolist()]


def _votes(having: Numbers, first: Places, many: Numbers) -> tuple[Numbers, Places]:
    """Return the numbers that stand in some stretches of `having`, in order, and how often each does."""
    ends = many.cumsum()
    met = having[np.arange(int(ends[-1])) + (first - ends + many).repeat(many)]
    met.sort()
    begin = np.ones(len(met) + 1, dtype=np.bool_)
    begin[1:-1] = met[1:] != met[:-1]
    bounds = begin.nonzero()[0]
    return met[bounds[:-1]], bounds[1:] - bounds[:-1]
