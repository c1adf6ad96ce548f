"""Folding: longest article first, each following one goes into the article that holds most of it, or stands for itself.

Source: containment of sampled shingles, A. Broder, "On the resemblance and containment of documents" (1997).
Cost is linear in the input: candidates come from an inverted index over a fixed sample of shingles, and a shingle that
stands in very many articles (a disclaimer, a standing paragraph) proposes none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from itertools import chain

import numpy as np

from briefing.dedupe.origin import origin_of
from briefing.dedupe.shingles import Shingles, is_in, shared, shingles
from briefing.model import Article, Copies, Copy, CopyReason
from briefing.text import prose, words

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class DedupeSettings:
    """Thresholds of folding; shares lie in [0, 1].

    `contained` and `near`: packages.md section 5 measured containment .7 without a false pair among articles that share
    standing background paragraphs. Below `whole`, `begins` of the shingles of its first
    `lede` words must stand there as well (copies/dev.tsv: no template does so). `sample`: one shingle in so many proposes candidates. `crowd`: a shingle in more
    articles than this proposes none. `shortest`: shingles an article needs to be judged by more than identity.
    """

    contained: float = 0.7
    near: float = 0.8
    whole: float = 0.85
    begins: float = 0.2
    lede: int = 60
    sample: int = 4
    crowd: int = 60
    shortest: int = 25


@dataclass(slots=True)
class _Body:
    """What folding needs of an article: a digest of the words it has, all its shingles, and the sampled ones."""

    article: Article
    words: bytes
    shingles: Shingles
    lede: Shingles
    sample: Shingles
    inside: list[tuple[_Body, float]] = field(default_factory=list)

    @property
    def rank(self) -> tuple[int, datetime, str]:
        """Longest first, then the earliest, then by id: the order in which articles may become originals."""
        return (-len(self.shingles), self.article.published or _NEVER, self.article.id)


def fold(articles: Sequence[Article], settings: DedupeSettings | None = None) -> tuple[Copies, ...]:
    """Return one `Copies` for each original, ordered by publication; every article stands in exactly one of them.

    The original of a group is its earliest member among those that are (nearly) the whole report; a copy's similarity is
    the share of the shorter text's shingles found in the longer one. Order of `articles` changes nothing.
    """
    settings = settings or DedupeSettings()
    if not articles:
        return ()
    bodies = sorted((_body(article, settings) for article in articles), key=lambda body: body.rank)
    heads = _assign(bodies, settings)
    groups = [_group(head, settings) for head in heads]
    return tuple(sorted(groups, key=lambda group: (group.original.published or _NEVER, group.original.id)))


def _body(article: Article, settings: DedupeSettings) -> _Body:
    spoken = words(prose(article))
    pieces = shingles(spoken, 5)
    return _Body(
        article=article,
        words=sha256(" ".join(spoken).encode("utf-8", "surrogatepass")).digest(),
        shingles=pieces,
        lede=shingles(spoken[: settings.lede], 5),
        sample=pieces[pieces % settings.sample == 0],
    )


def _assign(bodies: Sequence[_Body], settings: DedupeSettings) -> list[_Body]:
    """Give each body to the earlier head that holds most of it; return the heads."""
    heads: list[_Body] = []
    whole: dict[bytes, _Body] = {}
    common = _common(bodies)
    index: dict[int, list[int]] = defaultdict(list)
    for body in bodies:
        twin = whole.get(body.words)
        if twin is not None:
            twin.inside.append((body, 1.0))
            continue
        pieces = body.sample[is_in(body.sample, common)].tolist()
        best = max(_holders(body, pieces, heads, index, settings), key=lambda found: found[0], default=None)
        if best is not None:
            heads[-best[1]].inside.append((body, best[0]))
            continue
        whole[body.words] = body
        for piece in pieces:
            index[piece].append(len(heads))
        heads.append(body)
    return heads


def _common(bodies: Sequence[_Body]) -> Shingles:
    """Return the sampled shingles of two bodies or more: the others propose nobody and need no place in the index."""
    pieces, count = np.unique(np.concatenate([body.sample for body in bodies]), return_counts=True)
    return pieces[count > 1]


def _holders(
    body: _Body, pieces: Sequence[int], heads: Sequence[_Body], index: dict[int, list[int]], settings: DedupeSettings
) -> Iterator[tuple[float, int]]:
    """Yield (containment, minus number of the head) for heads that hold enough of the body; ties go to the first head."""
    if len(body.shingles) < settings.shortest:
        return
    proposed = (places for piece in pieces if len(places := index.get(piece, ())) <= settings.crowd)
    votes = Counter(chain.from_iterable(proposed))
    # A sample strays from the whole: half the share is enough to be looked at in full.
    enough = settings.contained * len(body.sample) / 2
    for number, count in votes.items():
        if count >= enough:
            share = shared(body.shingles, heads[number].shingles) / len(body.shingles)
            # A cut or embedded report still begins as it began; what two reports of different events share (a gallery, a
            # document, a standing passage) stands further down.
            begins = share >= settings.whole or shared(body.lede, heads[number].shingles) >= settings.begins * len(
                body.lede
            )
            if share >= settings.contained and begins:
                yield share, -number


def _jaccard(one: _Body, other: _Body) -> float:
    both = shared(one.shingles, other.shingles)
    return both / (len(one.shingles) + len(other.shingles) - both or 1)


def _reason(copy: _Body, original: _Body, settings: DedupeSettings) -> CopyReason:
    if copy.words == original.words:
        return CopyReason.IDENTICAL
    return CopyReason.NEAR if _jaccard(copy, original) >= settings.near else CopyReason.CONTAINED


def _group(head: _Body, settings: DedupeSettings) -> Copies:
    """Make the earliest of the (nearly) complete versions the original, and the others its copies."""
    complete = [head, *(body for body, _ in head.inside if _reason(body, head, settings) is not CopyReason.CONTAINED)]
    original = min(complete, key=lambda body: (body.article.published or _NEVER, body.rank))
    others = [body for body in (head, *(body for body, _ in head.inside)) if body is not original]
    copies = tuple(
        Copy(article=body.article, similarity=_similarity(body, original), reason=_reason(body, original, settings))
        for body in sorted(others, key=lambda body: (body.article.published or _NEVER, body.article.id))
    )
    return Copies(original=original.article, copies=copies, origin=origin_of(original.article, copies))


def _similarity(one: _Body, other: _Body) -> float:
    if one.words == other.words:
        return 1.0
    smaller = min(len(one.shingles), len(other.shingles))
    return round(shared(one.shingles, other.shingles) / smaller, 3) if smaller else 1.0
