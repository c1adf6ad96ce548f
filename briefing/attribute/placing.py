"""From what a source is called to its party, and from its party to a side or a third party of the chapter.

It learns nothing: the roster did. What cannot be told has no side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from briefing.attribute.enmity import fights
from briefing.attribute.relay import passed_on
from briefing.attribute.roster import FORMER, Roster
from briefing.attribute.sides import slug
from briefing.attribute.voices import party_in
from briefing.lexicon import AliasKind, parties
from briefing.lexicon.revolt import actors
from briefing.lexicon.together import lineage, together
from briefing.model import Article, Claim, Side

_BOTH = re.compile(
    r"^(?:both|the two|each|the warring|the opposing)\s+(?:sides?|parties|countries|nations|neighbou?rs|camps)\b|^each$|^both$",
    re.IGNORECASE,
)


def with_party(claims: Sequence[Claim], article: Article, roster: Roster) -> tuple[Claim, ...]:
    """Return the claims with the speaker's own party in `side`, None where it cannot be told."""
    placed = []
    for claim in passed_on(claims, article):
        party = party_in(claim.speaker, roster) if claim.speaker else None
        if party is None and claim.source and claim.act is not None and not FORMER.search(claim.speaker or ""):
            printed = claim.source.of(article.text)
            party = party_in(printed, roster) or _of_the_republic(printed, claim, article)
        placed.append(claim if claim.side == party else replace(claim, side=party))
    return tuple(placed)


def _of_the_republic(printed: str, claim: Claim, article: Article) -> str | None:
    """As in "the Ministry of Foreign Affairs of the republic": the state or region named last before it, close by."""
    if claim.source is None or not re.search(r"\bof the (?:republic|country|region|enclave|territory)$", printed):
        return None
    before = article.text[max(0, claim.source.start - 240) : claim.source.start]
    mentions = [
        mention for mention in actors(before) if mention.kind is not AliasKind.DEMONYM and fights(mention.party)
    ]
    return mentions[-1].party if mentions else None


def assign(claims: Iterable[Claim], sides: Sequence[Side]) -> tuple[Claim, ...]:
    """Return the claims with `side` a side's name, "third:NAME", or None; a claim by "both sides" becomes one by each."""
    names = tuple((side.id, side.name) for side in sides)
    placed: list[Claim] = []
    for claim in claims:
        joint = together(claim.speaker) if claim.speaker else ()
        if claim.speaker and len(sides) > 1 and _BOTH.match(claim.speaker.strip()):
            placed.extend(replace(claim, side=side.name) for side in sides[:2])
        elif len(joint) > 1:
            placed.extend(replace(claim, side=_place(party, names)) for party in joint)
        else:
            side = _place(claim.side, names) if claim.side else None
            placed.append(claim if claim.side == side else replace(claim, side=side))
    return tuple(placed)


@lru_cache(maxsize=1 << 10)
def _place(party: str, sides: tuple[tuple[str, str], ...]) -> str | None:
    """The side of a party, or "third:NAME"; None for a people of which only a part is a side: which part speaks is not told.

    `sides` are their ids and names.
    """
    line, names = lineage(party), dict(sides)
    for wider in line:
        if slug(wider) in names:
            return names[slug(wider)]
    if any(line[-1] in lineage(other.name) for other in parties() if slug(other.name) in names):
        return None if party == line[-1] else f"third:{party}"
    return f"third:{line[-1]}"
