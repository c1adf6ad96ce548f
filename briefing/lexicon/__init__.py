"""Word lists and gazetteers, as tables with their sources. It knows words; it refuses to know what a text means by them."""

from briefing.lexicon.parties import (
    PRECEDENCE,
    AliasKind,
    Mention,
    Party,
    PartyKind,
    alias_index,
    find,
    parties,
)

__all__ = ["PRECEDENCE", "AliasKind", "Mention", "Party", "PartyKind", "alias_index", "find", "parties"]
