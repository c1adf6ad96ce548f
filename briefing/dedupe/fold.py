"""Folding: longest article first, each following one goes into the article that holds most of it, or stands for itself.

Source: containment of sampled shingles, A. Broder, "On the resemblance and containment of documents" (1997), proposes;
coverage word by word (`cover`) decides. Cost is linear in the input: candidates come from an inverted index over a fixed
sample of shingles, and a shingle that stands in very many articles (a disclaimer, a standing paragraph) proposes none.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.dedupe.body import NEVER, UNEDITED, Body, Reading, bodies_of
from briefing.dedupe.cover import share
from briefing.dedupe.groups import group_of
from briefing.dedupe.index import Index
from briefing.dedupe.joined import dealt_out, part
from briefing.dedupe.settings import DedupeSettings
from briefing.dedupe.shingles import Mask
from briefing.dedupe.sketch import Each
from briefing.model import Article, Copies


def fold(articles: Sequence[Article], settings: DedupeSettings | None = None, each: Each = map) -> tuple[Copies, ...]:
    """Return one `Copies` for each original, ordered by publication.

    Every article stands in exactly one of them, but for one that joins several reports: it is a copy of each. The original
    of a group is its earliest member among those that are (nearly) the whole report, or the latest version of it that the
    same outlet published. Order of `articles` changes nothing. `each` is as `bodies_of` has it.
    """
    settings = settings or DedupeSettings()
    return folded(bodies_of(articles, settings, each), settings)


def folded(bodies: Sequence[Body], settings: DedupeSettings) -> tuple[Copies, ...]:
    """Return the same of the bodies of articles, the longest first."""
    reading = Reading()
    index = Index(bodies, settings)
    heads = [one for head in _assign(bodies, index, reading, settings) for one in part(head, reading, settings)]
    heads = dealt_out(heads, index, reading, settings)
    groups = [group_of(head, reading, settings) for head in heads]
    return tuple(sorted(groups, key=lambda group: (group.original.published or NEVER, group.original.id)))


def _assign(bodies: Sequence[Body], index: Index, reading: Reading, settings: DedupeSettings) -> list[Body]:
    """Give each body to an earlier head that holds it; return the heads."""
    heads: list[Body] = []
    whole: dict[bytes, Body] = {}
    places: dict[str, Body] = {}
    for body in bodies:
        holder = _twin(body, whole) or _same_place(body, places, reading, settings)
        holder = holder or _holder(body, index.like(body, settings.proposes), reading, settings)
        if holder:
            holder[0].inside.append((body, holder[1]))
            reading.keep(body, holder[0])
            continue
        whole[body.words] = body
        if body.article.url:
            places[body.article.url] = body
        index.add(body)
        heads.append(body)
    return heads


def _twin(body: Body, whole: dict[bytes, Body]) -> tuple[Body, float] | None:
    return (whole[body.words], 1.0) if body.words in whole else None


def _same_place(
    body: Body, places: dict[str, Body], reading: Reading, settings: DedupeSettings
) -> tuple[Body, float] | None:
    """Return the head with the same address, where both share enough to be versions of one page."""
    head = places.get(body.article.url or "")
    if head is None or body.size < settings.shortest:
        return None
    held = share(reading.covered(body, head))
    return (head, held) if held >= settings.edited else None


def _holder(body: Body, heads: Sequence[Body], reading: Reading, settings: DedupeSettings) -> tuple[Body, float] | None:
    """Return the first head that holds the body, with the share of its words; the likeliest come first."""
    for head in heads:
        held = body.sampled_in(head)
        if held >= UNEDITED:
            return head, held
        found = reading.covered(body, head)
        if share(found) < settings.contained:
            continue
        if not reading.is_form(body, head, settings) and _holds(found, reading.own(body), settings):
            return head, share(found)
    return None


def _holds(found: Mask, own: Mask, settings: DedupeSettings) -> bool:
    """Whether what is covered makes a copy: nearly all, or enough of the reporter's words and the beginning."""
    held, told = share(found), share(found, own)
    if held >= settings.whole:
        return told >= settings.whole / 2
    # A cut or embedded report still begins as it began; what two reports of different events share (a gallery, a document,
    # a standing passage) stands further down.
    return min(held, told) >= settings.contained and share(found[: settings.lede]) >= settings.begins
