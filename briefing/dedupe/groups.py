"""From a head and what was folded into it to the original, its copies, and the evidence of each."""

from __future__ import annotations

from briefing.dedupe.body import Body, Reading
from briefing.dedupe.origin import origin_of
from briefing.dedupe.settings import DedupeSettings
from briefing.model import Copies, Copy, CopyReason

_WHOLE = frozenset({CopyReason.IDENTICAL, CopyReason.NEAR})


def group_of(head: Body, reading: Reading, settings: DedupeSettings) -> Copies:
    """Choose the original of a group and say of each other member what makes it a copy."""
    members = [head, *(body for body, _ in head.inside)]
    complete = [one for one in members if one is head or _reason(one, head, reading, settings) in _WHOLE]
    first = min(complete, key=lambda body: (body.when, body.rank))
    original = _latest(first, members, complete)
    others = sorted((body for body in members if body is not original), key=lambda body: (body.when, body.article.id))
    copies = tuple(
        Copy(
            article=body.article,
            # What an edited version lacks may be what this one was cut from.
            similarity=max(
                _similarity(body, original, reading), _similarity(body, head, reading) if body is not head else 0.0
            ),
            reason=_told_reason(body, original, reading, settings),
        )
        for body in others
    )
    return Copies(original=original.article, copies=copies, origin=origin_of(first.article, copies))


def _latest(first: Body, members: list[Body], complete: list[Body]) -> Body:
    """Return the latest version that the outlet of the first one published: what it corrected since is told corrected."""
    page, outlet = first.article.url, first.article.outlet
    versions = [one for one in members if page and one.article.url == page]
    if outlet and first.article.published:
        versions += [one for one in complete if one.article.outlet == outlet and one.article.published]
    changed = [one for one in versions if one.words != first.words and not one.joined]
    return max((first, *changed), key=lambda body: (body.last_seen, body.rank))


def _told_reason(body: Body, original: Body, reading: Reading, settings: DedupeSettings) -> CopyReason:
    reason = _reason(body, original, reading, settings)
    if reason is CopyReason.IDENTICAL or body.joined:
        return reason
    if body.article.url and body.article.url == original.article.url:
        return CopyReason.EDITED
    if body.article.outlet and body.article.outlet == original.article.outlet and body.when < original.when:
        return CopyReason.EARLIER if reason is CopyReason.NEAR else reason
    return reason


def _reason(body: Body, original: Body, reading: Reading, settings: DedupeSettings) -> CopyReason:
    if body.words == original.words:
        return CopyReason.IDENTICAL
    if body.joined:
        return CopyReason.JOINED
    return CopyReason.NEAR if min(reading.shares(body, original)) >= settings.near else CopyReason.CONTAINED


def _similarity(one: Body, other: Body, reading: Reading) -> float:
    """Return the share of the shorter text's words that stand in the other."""
    return round(reading.shares(*sorted((one, other), key=lambda body: body.rank))[1], 3)
