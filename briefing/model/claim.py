"""Who says what: parties to a conflict and what is attributed to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefing.model.span import Span


class Form(StrEnum):
    """How the words are given: quoted, reported, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Act(StrEnum):
    """What a speaker does by saying it."""

    ASSERT = "assert"
    ACCUSE = "accuse"
    DENY = "deny"
    THREATEN = "threaten"
    DEMAND = "demand"
    JUSTIFY = "justify"
    OFFER = "offer"
    ANNOUNCE = "announce"
    CONCEDE = "concede"
    REACT = "react"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A party to the conflict, declared by the user or discovered.

    `aliases` are the names and words of the material that stand for it (capital, demonym, leader, armed forces);
    `members` are speakers as resolved, and `evidence` the words of the material that tell so, in the order of `members`, or
    (); `outlets` speak for it; `found` says how it was found.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    found: str = "declared"
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Something that somebody says, inside one article: source, cue and content (PARC, PolNeAR).

    `source` and `cue` are None where there is none in print (a quotation that runs on). `speaker` is the fullest form of
    the source's name in the article, or the source as printed where it cannot be told; None if there is no source at all,
    or one that spoke no words: an outlet, or somebody of whom an outlet tells what he wants, thinks or did not say. `act` is
    None for these last ones.
    `side` is a side's name, "third:NAME" for a third party, or None. `pattern` names the rule that fired; `confidence` is
    the share of right answers of that rule on development data, in [0, 1].
    """

    article: str
    form: Form
    content: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    speaker: str | None = None
    side: str | None = None
    act: Act | None = Act.ASSERT
    target: str | None = None
    pattern: str
    confidence: float

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError(f"a claim without content in article {self.article}")
        if self.source and any(self.source.overlaps(part) for part in self.content):
            raise ValueError(f"the speaker of a claim overlaps its content in article {self.article}: {self.source}")
