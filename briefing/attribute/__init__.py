"""Who says what, and on which side: source, cue and content; speakers; parties; sides found in the texts themselves.

A wrong attribution is worse than none: what is unsure stays as printed, without a side. This room never prints, weighs or
chooses anything.
"""

from briefing.attribute.claims import claims, claims_of
from briefing.attribute.placing import assign, with_party
from briefing.attribute.roster import Roster
from briefing.attribute.sides import discover_sides
from briefing.attribute.voices import party_in

__all__ = ["Roster", "assign", "claims", "claims_of", "discover_sides", "party_in", "with_party"]
