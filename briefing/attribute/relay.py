"""Words that reach the reader through an outlet keep the speaker they had: "“…,” Mr. Hague said, according to the BBC".

An outlet that tells what nobody else is named for stays what it was: a private one has no speaker, state media speak for
their state.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from briefing.lexicon.media import is_media, is_state_media
from briefing.model import Article, Claim, Span

_MOST = 0.5  # share of what the outlet passes on that the speaker's own claim must cover


def passed_on(claims: Sequence[Claim], article: Article) -> tuple[Claim, ...]:
    """Return the claims, those of outlets with the speaker whose words they pass on, in the same order."""
    return tuple(_relayed(claim, claims, article) if _by_outlet(claim, article) else claim for claim in claims)


def _by_outlet(claim: Claim, article: Article) -> bool:
    if claim.source is None:
        return False
    printed = claim.source.of(article.text)
    return is_media(printed) or is_state_media(printed)


def _relayed(outlet: Claim, claims: Sequence[Claim], article: Article) -> Claim:
    inner = [
        (_inside(claim, outlet), -number, claim)
        for number, claim in enumerate(claims)
        if claim is not outlet and claim.speaker and claim.source and not _by_outlet(claim, article)
        and any(part.covers(claim.source) for part in outlet.content)
    ]  # fmt: skip
    share, _, first = max(inner, key=lambda entry: entry[:2], default=(0.0, 0, None))
    if first is not None and share >= _MOST:
        return replace(outlet, speaker=first.speaker, act=first.act)
    return replace(outlet, speaker=_cited(outlet, article) or outlet.speaker)


def _cited(outlet: Claim, article: Article) -> str | None:
    """Whom an outlet names as its own source: "The Times, citing a ministry source, reported", "Reuters reported, citing officials"."""
    around = [span for span in (outlet.source, *outlet.content) if span]
    found = _CITING.search(article.text, min(span.start for span in around), max(span.end for span in around))
    return found[1].strip() if found else None


_CITING = re.compile(
    r",\s(?:citing|quoting)\s((?:[^\W\d_][\w’'.-]*\s?){1,10}?)(?=,|\.?$|[.;:]\s|\s(?:as|that|who|said|saying)\b)"
)


def _inside(claim: Claim, outlet: Claim) -> float:
    """The share of an outlet's claim that another claim covers, its source and cue counted."""
    size = sum(part.end - part.start for part in outlet.content)
    parts = [*claim.content, *(span for span in (claim.source, claim.cue) if span)]
    return sum(_shared(one, part) for one in parts for part in outlet.content) / size


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))
