"""Parties that speak together: "Israel and Hamas accused each other" is said by neither alone."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from itertools import pairwise

from briefing.lexicon.parties import parties
from briefing.lexicon.revolt import actors

_AGREE = 2 / 3  # share of the votes a party needs
_REMEMBERED = 1 << 12  # parties, and sources
_BETWEEN = re.compile(r"\s*(?:government|forces|officials|leaders)?\s*(?:,|,? and|,? and the|and its ally)\s*")


@cache
def _parents() -> dict[str, str]:
    return {party.name: party.parent for party in parties() if party.parent}


@lru_cache(maxsize=_REMEMBERED)
def lineage(party: str) -> tuple[str, ...]:
    """Return a party, the party it belongs to where nobody disputes that, and so on: Islamic Jihad, Palestine."""
    line = [party]
    while (parent := _parents().get(line[-1])) and parent not in line:
        line.append(parent)
    return tuple(line)


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return {party.name: (party.name, *(alias for alias, _ in party.aliases())) for party in parties()}


def names_of(party: str) -> tuple[str, ...]:
    """Return every name of a party, its own first; one that the table does not have goes by its own alone."""
    return _names().get(party, (party,))


def parent_of(party: str) -> str:
    """Return the widest party that a party belongs to where nobody disputes that, else itself."""
    return lineage(party)[-1]


def elected(votes: Counter[str], share: float = _AGREE) -> str | None:
    """Return the party of two thirds of the votes, or another share; a vote for a people counts for each group of it: "Palestinian", "Hamas"."""
    backed = {party: sum(votes[wider] for wider in lineage(party)) for party in votes}
    party = min(votes, key=lambda name: (-backed[name], -votes[name], name))
    if backed[party] >= share * votes.total():
        return party
    families: Counter[str] = Counter()
    for name, count in votes.items():
        families[parent_of(name)] += count
    family, count = min(families.items(), key=lambda entry: (-entry[1], entry[0]))
    return family if count >= share * votes.total() else None


@lru_cache(maxsize=_REMEMBERED)
def together(speaker: str) -> tuple[str, ...]:
    """Return the parties of a source that are joined by "and" or in a list ending so, in order; () where one speaks, or parts of one."""
    head = speaker.split(" (", maxsplit=1)[0]
    mentions = actors(head)
    joined = [mentions[0].party] if mentions else []
    conjunction = False
    for one, other in pairwise(mentions):
        between = head[one.span.end : other.span.start]
        if not _BETWEEN.fullmatch(between):
            break
        conjunction = conjunction or "and" in between
        joined.append(other.party)
    found = {parent_of(party): party for party in reversed(joined)}
    return tuple(reversed(found.values())) if conjunction and len(found) > 1 else ()
