"""From originals to chapters: event clusters first, then the dossiers that the events belong to."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import numpy as np

from briefing.chapters.clusters import Each, clusters
from briefing.chapters.rows import Rows
from briefing.chapters.settings import ChapterSettings
from briefing.chapters.terms import terms
from briefing.chapters.vectors import Counts, counts, matrix, tallied, together
from briefing.model import Article, Chapter, Copies

_DAY = 86_400.0
_NEWS = 3.0  # days after which a headline is half as good
_NEVER = datetime.max.replace(tzinfo=UTC)


def in_order(articles: Iterable[Article]) -> list[Article]:
    """Return the articles as they were published, undated ones last."""
    return sorted(articles, key=lambda article: (article.published or _NEVER, article.id))


def group(
    originals: Sequence[Copies],
    settings: ChapterSettings | None = None,
    vectors: Vectors | None = None,
    each: Each = map,
) -> tuple[Chapter, ...]:
    """Return all chapters, also those of one report, the one with most reports first; the order of input changes nothing.

    `vectors` are those of the originals `in_order`, where their words were counted before. `each` is `map` or likewise; it may
    spread what is independent of each other over processes.
    A chapter's `events` are tuples of article ids, largest event first, ids in order of publication.
    """
    settings = settings or ChapterSettings()
    known = {entry.original.id: entry for entry in originals}
    ordered = in_order(entry.original for entry in originals)
    if not ordered:
        return ()
    words, named = vectors or vectors_of(counts(map(tallied, together(ordered)), [True] * len(ordered)), settings)
    days = [article.published.timestamp() / _DAY if article.published else None for article in ordered]
    event = clusters(words, days, settings.event, settings.fade, each)
    centres = _centres(named, event)
    dossier = clusters(centres, [None] * len(centres), settings.dossier, None, each)
    return _chapters([known[article.id] for article in ordered], event, dossier)


Vectors = tuple[Rows, Rows]


def vectors_of(counted: Counts, settings: ChapterSettings) -> Vectors:
    """Return a row for each original by its words, and one by its names alone."""
    return (
        matrix(counted, names_only=False, boost=settings.names, keep=settings.event_words),
        matrix(counted, names_only=True, boost=1.0, keep=settings.dossier_names),
    )


def _centres(vectors: Rows, label: Sequence[int]) -> Rows:
    """Mean of the rows of each cluster, at length 1; its terms in the order in which its rows have them."""
    width = int(vectors.column.max(initial=0)) + 1
    belongs = np.array(label)
    order = np.argsort(belongs, kind="stable")
    rows = vectors.of(order)
    key = np.repeat(belongs[order], np.diff(rows.place)) * width + rows.column
    in_turn = np.argsort(key, kind="stable")  # as np.unique does, which loads a package of its own for it
    new = np.diff(key[in_turn], prepend=-1) > 0
    first, which = in_turn[new], np.empty_like(in_turn)
    which[in_turn] = np.cumsum(new) - 1
    total = np.bincount(which, rows.value).astype(np.float64)
    met = np.argsort(first)
    kept, value = key[first[met]], total[met]
    place = np.searchsorted(kept // width, np.arange(belongs.max() + 2))
    many = np.diff(place)
    filled = many > 0
    length = np.sqrt(np.add.reduceat(value * value, place[:-1][filled])) if filled.any() else np.ones(0)
    return Rows(place, kept % width, value * np.repeat(1 / length, many[filled]))


def _chapters(ordered: Sequence[Copies], event: Sequence[int], dossier: Sequence[int]) -> tuple[Chapter, ...]:
    inside: dict[int, dict[int, list[Copies]]] = {}
    for entry, number in zip(ordered, event, strict=True):
        inside.setdefault(dossier[number], {}).setdefault(number, []).append(entry)
    chapters = [_chapter(list(events.values())) for events in inside.values()]
    return tuple(sorted(chapters, key=lambda chapter: (-len(chapter.originals), chapter.first or _NEVER, chapter.id)))


def _chapter(events: list[list[Copies]]) -> Chapter:
    largest = sorted(
        events, key=lambda members: (-len(members), members[0].original.published or _NEVER, members[0].original.id)
    )
    originals = sorted(
        (entry for members in events for entry in members),
        key=lambda entry: (entry.original.published or _NEVER, entry.original.id),
    )
    ids = [entry.original.id for entry in originals]
    times = [entry.original.published for entry in originals if entry.original.published]
    return Chapter(
        id=hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()[:12],
        headline=_headline(largest[0]),
        originals=tuple(originals),
        events=tuple(tuple(entry.original.id for entry in members) for members in largest),
        first=min(times, default=None),
        last=max(times, default=None),
    )


def _headline(members: Sequence[Copies]) -> str:
    """The headline of the report of the largest event that is most like the others and still news; the newest of equals."""
    titled = [entry for entry in members if entry.original.title]
    if not titled:
        return members[0].original.name
    counted = [set(terms(entry.original.title or "").count) for entry in titled]
    shared = [sum(len(one & other) for other in counted) / (len(one) or 1) for one in counted]
    last = max((entry.original.published for entry in titled if entry.original.published), default=None)
    best = max(
        range(len(titled)),
        key=lambda n: (
            round(shared[n] * _fresh(titled[n], last), 6),
            titled[n].original.published or _LONG_AGO,
            titled[n].original.id,
        ),
    )
    return titled[best].original.title or titled[best].original.name


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def _fresh(entry: Copies, last: datetime | None) -> float:
    if last is None or entry.original.published is None:
        return 0.5
    return 0.5 + 0.5 * math.exp(-(last - entry.original.published).total_seconds() / _DAY / _NEWS)
