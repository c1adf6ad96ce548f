"""Offices that only one state has under that English name, so that their holders need no country beside them.

Own compilation of public facts. A title that several states use ("President", "Attorney General") is left out; one that is
rarely meant of another state counts only where no other party stands right before it.
"""

from __future__ import annotations

import re
from functools import cache

from briefing.lexicon.parties import AliasKind, Mention
from briefing.lexicon.revolt import actors
from briefing.model import Span
from briefing.text.folded import holds

OFFICES: dict[str, tuple[str, ...]] = {
    "United States": (
        "Secretary of State", "Defense Secretary", "Secretary of Defense", "Treasury Secretary", "Homeland Security", "Joint Chiefs of Staff", "National Security Council",
        "Sen.", "Rep.", "Senator", "Congressman", "Congresswoman", "House Speaker", "Senate Majority Leader",
        "administration official", "administration officials", "administration", "Secretary Kerry", "Foreign Relations Committee", "Foreign Affairs Committee", "Armed Services Committee", "Air Force One", "Oval Office",
    ),
    "United Kingdom": ("Foreign Secretary", "Defence Secretary", "Home Secretary", "Foreign Office", "MPs", "Labour Party", "Tory", "Tories"),
    "Iran": ("Supreme Leader", "supreme leader"),
    "UN": ("Secretary-General", "secretary-general", "special rapporteur", "Special Rapporteur", "Secretary General", "secretary general"),
    "EU": ("foreign policy chief",),
    "Saudi Arabia": ("Custodian of the Two Holy Mosques",),
    "Ireland": ("Taoiseach",),
}  # fmt: skip
# Parts of these words, so few that each of them holds one: most texts hold none.
PARTS = ("ecretary", "ommittee", "dministration", "Security", "Chiefs", "Sen.", "Rep.", "Senat", "Congress", "House Speaker", "Air Force", "Oval", "Office", "MPs", "Labour", "Tor", "eader", "apporteur", "policy chief", "Custodian", "Taoiseach")  # fmt: skip
_NEAR = 24  # code points before an office in which a party makes it that party's own: "NATO's Secretary General", "Indian Foreign Secretary"


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {office: party for party, offices in OFFICES.items() for office in offices}
    ordered = sorted(table, key=lambda office: (-len(office), office))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)"), table


def mentions(text: str) -> tuple[Mention, ...]:
    """Return the parties named in a text and those told by an office, in order; an office behind another party is that party's."""
    named = actors(text)
    pattern, table = _pattern()
    if not holds(text, PARTS):
        return named
    told = []
    for found in pattern.finditer(text):
        near = any(
            0 <= found.start() - mention.span.end <= _NEAR or mention.span.overlaps(Span(*found.span()))
            for mention in named
        )
        if not near:
            told.append(Mention(span=Span(*found.span()), party=table[found[0]], kind=AliasKind.ORGAN))
    return tuple(sorted((*named, *told), key=lambda mention: mention.span)) if told else named
