"""Parties that speak together: "Israel and Hamas accused each other" is said by neither alone."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from briefing.lexicon.parties import find, parties

_BETWEEN = re.compile(r"\s*(?:government|forces|officials|leaders)?\s*(?:,|,? and|,? and the|and its ally)\s*")


@cache
def _parents() -> dict[str, str]:
    return {party.name: party.parent for party in parties() if party.parent}


def parent_of(party: str) -> str:
    """Return the party that a party belongs to where nobody disputes that, else itself."""
    return _parents().get(party, party)


def together(speaker: str) -> tuple[str, ...]:
    """Return the parties of a source that are joined by "and" or in a list ending so, in order, parents applied; () where one speaks."""
    head = speaker.split(" (", maxsplit=1)[0]
    mentions = find(head)
    joined = [mentions[0].party] if mentions else []
    conjunction = False
    for one, other in pairwise(mentions):
        between = head[one.span.end : other.span.start]
        if not _BETWEEN.fullmatch(between):
            break
        conjunction = conjunction or "and" in between
        joined.append(other.party)
    found = tuple(dict.fromkeys(map(parent_of, joined)))
    return found if conjunction and len(found) > 1 else ()
