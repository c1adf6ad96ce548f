"""What folding keeps of an article: few bytes, from which copies propose themselves. The text is looked at again only for these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from briefing.dedupe.cover import Mask, Told, compared, share, told
from briefing.dedupe.settings import DedupeSettings
from briefing.dedupe.shingles import Hashes, hashed, is_in, runs
from briefing.model import Article
from briefing.text import prose

NEVER = datetime.max.replace(tzinfo=UTC)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_SHINGLE = 5  # words: as packages.md section 5 measured; shorter ones are shared by reports that are none of each other
# So much of the sample of an article stands in another where nothing was edited: an edited word kills five shingles. Then
# the sample tells how much of either stands in the other, and no text has to be read again.
UNEDITED = 0.97
_TELLING = 25  # shingles of such a sample
_IN_MIND = 256  # texts whose words are kept at hand


@dataclass(slots=True, eq=False)
class Body:
    """An article, a digest of its words, how many it has, its sampled shingles, and the copies folded into it."""

    article: Article
    words: bytes
    size: int
    sample: Hashes
    common: Hashes  # those of the sample that stand in others as well
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
        return float(is_in(self.sample, other.sample).mean()) if len(self.sample) >= _TELLING else 0.0

    @property
    def last_seen(self) -> tuple[datetime, datetime]:
        """When it was published and when it was read, unknown times first: the later of two versions comes last."""
        return (self.article.published or _LONG_AGO, self.article.retrieved or _LONG_AGO)


_NONE: Hashes = np.zeros(0, dtype=np.uint64)


def body_of(article: Article, one_in: int) -> Body:
    """Return what folding keeps of an article; of its shingles one in so many, the same ones in every text."""
    spoken, _ = hashed(prose(article))
    pieces = runs(spoken, _SHINGLE)
    return Body(
        article=article,
        words=blake2b(spoken.tobytes(), digest_size=16).digest(),
        size=len(spoken),
        sample=np.unique(pieces[pieces % np.uint64(one_in) == 0]),
        common=_NONE,
    )


class Reading:
    """Looks bodies up word by word; lives for one folding."""

    def __init__(self) -> None:
        self._told: Callable[[Body], Told] = lru_cache(_IN_MIND)(lambda body: told(prose(body.article)))
        self._compared: Callable[[Body, Body], tuple[Mask, Mask]] = lru_cache(_IN_MIND)(
            lambda one, other: compared(self._told(one), self._told(other))
        )

    def covered(self, one: Body, other: Body) -> Mask:
        """Return for each word of `one` whether it stands in `other`."""
        return self._compared(one, other)[0]

    def own(self, body: Body) -> Mask:
        """Return which words stand outside quotation marks: all of them where hardly any do."""
        own = self._told(body).own()
        return own if int(own.sum()) >= _FEW else np.ones(len(own), dtype=np.bool_)

    def is_form(self, one: Body, other: Body, settings: DedupeSettings) -> bool:
        """Whether both are one form with other facts in it: a bulletin of another day, a toll of another place."""
        changed = self._compared(one, other)[1]
        return share(changed) >= settings.replaced and share(self._told(one).facts(), changed) >= settings.facts

    def shares(self, one: Body, other: Body) -> tuple[float, float]:
        """Return the share of the words of each of two texts that stands in the other."""
        if one.words == other.words:
            return 1.0, 1.0
        sampled = one.sampled_in(other), other.sampled_in(one)
        if max(sampled) >= UNEDITED:
            return sampled
        return share(self.covered(one, other)), share(self.covered(other, one))


_FEW = 25  # words of the reporter below which the quotations are the report
