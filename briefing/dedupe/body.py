"""What folding keeps of an article: few bytes, from which copies propose themselves. The text is looked at again only for these."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache, partial

import numpy as np

from briefing.dedupe.cover import Told, compared, share, told
from briefing.dedupe.settings import DedupeSettings
from briefing.dedupe.shingles import Mask, is_in
from briefing.dedupe.sketch import Each, Numbers, shared, sketched
from briefing.model import Article
from briefing.text import prose

NEVER = datetime.max.replace(tzinfo=UTC)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
# So much of the sample of an article stands in another where nothing was edited: an edited word kills five shingles. Then
# the sample tells how much of either stands in the other, and no text has to be read again.
UNEDITED = 0.97
_TELLING = 25  # shingles of such a sample
_IN_MIND = 256  # texts whose words are kept at hand
_TOGETHER = 512  # articles that are read at once


@dataclass(slots=True, eq=False)
class Body:
    """An article, a digest of its words, how many it has, how many of its shingles are sampled, and the copies folded into it."""

    article: Article
    words: bytes
    size: int
    sampled: int
    common: Numbers  # those of the sample that stand in others as well, in order
    inside: list[tuple[Body, float]] = field(default_factory=list)
    joined: bool = False  # put together from several reports, each of which stands for itself

    @property
    def rank(self) -> tuple[int, datetime, str]:
        """Longest first, then the earliest, then by id: the order in which articles may become originals."""
        return (-self.size, self.when, self.article.id)

    @property
    def when(self) -> datetime:
        """When it was published, as far as that is known; undated ones come last."""
        return self.article.published or NEVER

    def sampled_in(self, other: Body) -> float:
        """Return the share of the sample that stands in another's; 0 for a sample too small to tell."""
        if self.sampled < _TELLING:
            return 0.0
        return int(is_in(self.common, other.common).sum()) / self.sampled

    @property
    def last_seen(self) -> tuple[datetime, datetime]:
        """When it was published and when it was read, unknown times first: the later of two versions comes last."""
        return (self.article.published or _LONG_AGO, self.article.retrieved or _LONG_AGO)


def bodies_of(articles: Sequence[Article], settings: DedupeSettings, each: Each = map) -> list[Body]:
    """Return what folding keeps of each article, longest first.

    `each` is `map` or likewise; it may spread what is independent of each other over processes.
    """
    if not articles:
        return []
    chunks = [articles[first : first + _TOGETHER] for first in range(0, len(articles), _TOGETHER)]
    sketches = list(each(partial(sketched, one_in=settings.sample), chunks))
    numbers = shared([some.sample for some in sketches])
    bodies: list[Body] = []
    for chunk, some, number in zip(chunks, sketches, numbers, strict=True):
        ends = some.many.cumsum()
        kept = number >= 0
        common, places = number[kept], np.concatenate(([0], kept.cumsum()))[np.concatenate(([0], ends))]
        inside = np.split(common, places[1:-1])
        bodies += map(Body, chunk, some.words, some.size.tolist(), some.many.tolist(), inside)
    return sorted(bodies, key=lambda body: body.rank)


class Reading:
    """Looks bodies up word by word; lives for one folding."""

    def __init__(self) -> None:
        self._told: Callable[[Body], Told] = lru_cache(_IN_MIND)(lambda body: told(prose(body.article)))
        self._compared: Callable[[Body, Body], tuple[Mask, Mask]] = lru_cache(_IN_MIND)(
            lambda one, other: compared(self._told(one), self._told(other))
        )
        self._shares: dict[tuple[int, int], tuple[float, float]] = {}

    def covered(self, one: Body, other: Body) -> Mask:
        """Return for each word of `one` whether it stands in `other`."""
        return self._compared(one, other)[0]

    def own(self, body: Body) -> Mask:
        """Return which words stand outside quotation marks: all of them where hardly any do."""
        return self._told(body).own

    def is_form(self, one: Body, other: Body, settings: DedupeSettings) -> bool:
        """Whether both are one form with other facts in it: a bulletin of another day, a toll of another place."""
        changed = self._compared(one, other)[1]
        return share(changed) >= settings.replaced and share(self._told(one).facts, changed) >= settings.facts

    def keep(self, one: Body, other: Body) -> None:
        """Remember how much of each of two bodies stands in the other, while their words are at hand."""
        self._shares[id(one), id(other)] = self.shares(one, other)

    def shares(self, one: Body, other: Body) -> tuple[float, float]:
        """Return the share of the words of each of two texts that stands in the other."""
        if one.words == other.words:
            return 1.0, 1.0
        if (id(one), id(other)) in self._shares:
            return self._shares[id(one), id(other)]
        if (id(other), id(one)) in self._shares:
            return self._shares[id(other), id(one)][::-1]
        sampled = one.sampled_in(other), other.sampled_in(one)
        if max(sampled) >= UNEDITED:
            return sampled
        return share(self.covered(one, other)), share(self.covered(other, one))
