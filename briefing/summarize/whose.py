"""Which claim a sentence is, or a part of it: by how much of it the claims in it cover."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from briefing.model import Claim, Sentence, Span

_SOME = 0.25  # share from which a voice counts beside another
_PART = 0.15  # share from which what somebody says in the outlet's sentence needs its speaker
_HALF = 0.5  # share of a sentence that content, source and cue of a claim must cover for the sentence to be that claim


def claim_of(sentence: Sentence, claims: Sequence[Claim]) -> Claim | None:
    """Return the claim a sentence is: the one that covers most of it, at least half, its source and cue counted.

    Where several voices share the sentence side by side, it hangs on the first ("A said …, and B said …").
    """
    if not claims:
        return None
    size = sentence.span.end - sentence.span.start
    shares = [(claim, _covered(claim, sentence.span) / size) for claim in claims]
    # What an outlet passes on ("…, according to the BBC") keeps the speaker it had.
    spoken = [(claim, share) for claim, share in shares if claim.speaker]
    if any(share >= _HALF for _, share in spoken):
        shares = spoken
    together = sum(share for _, share in shares)
    # "Asked about the Kremlin's charge that …, Palst said": a charge that is a mere noun in it is not what the sentence says.
    if any(share >= _SOME and not _is_noun(claim) for claim, share in shares):
        shares = [(claim, share) for claim, share in shares if not _is_noun(claim)]
    best = max(shares, key=lambda entry: (entry[1], -entry[0].content[0].start), default=None)
    if best is None or (best[1] < _HALF and together < _HALF):
        return None
    first = [
        claim
        for claim, share in shares
        if share >= _SOME and claim is not best[0] and _opens(claim) < _opens(best[0]) and not _within(best[0], claim)
    ]
    return min(first, key=_opens) if first else best[0]


def _is_noun(claim: Claim) -> bool:
    return claim.pattern.startswith("genitive noun")


def part_of(sentence: Sentence, claims: Sequence[Claim]) -> Claim | None:
    """Return the claim that a part of a sentence is, where the sentence is none as a whole: its speaker stands beside the line."""
    if not claims:
        return None
    size = sentence.span.end - sentence.span.start
    shares = [(_covered(claim, sentence.span) / size, -_opens(claim), claim) for claim in claims if claim.speaker]
    share, _, best = max(shares, key=lambda entry: entry[:2], default=(0.0, 0, None))
    return best if share >= _PART else None


def _covered(claim: Claim, span: Span) -> int:
    """Return the characters of a span that a claim covers. A quotation without an end has a thousand parts: few are looked at."""
    content = claim.content
    if len(content) > _FEW:
        first = bisect_right(content, span.start, key=lambda part: part.end)
        content = content[first : bisect_left(content, span.end, lo=first, key=lambda part: part.start)]
    covered = 0
    for part in (*content, claim.source, claim.cue):
        if part is not None and part.start < span.end and span.start < part.end:
            covered += min(part.end, span.end) - max(part.start, span.start)
    return covered


_FEW = 4  # parts that are looked at sooner than sought


def _opens(claim: Claim) -> int:
    begin = claim.content[0].start
    return min(begin, claim.source.start) if claim.source else begin


def _within(outer: Claim, inner: Claim) -> bool:
    return any(part.covers(piece) for part in outer.content for piece in inner.content)
