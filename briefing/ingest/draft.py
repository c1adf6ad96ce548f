"""What a reader hands on: an article before it is cleaned, and trouble before it is a notice. Drafts live in the child only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from briefing.ingest.settings import IngestSettings
from briefing.model import FurnitureKind, Severity

FEED_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"))


@dataclass(slots=True)
class Block:
    """A paragraph as the format gave it; `kind` where the markup itself says that it is no prose.

    `clean` where its reader saw that cleaning would change nothing, which is then not looked for again.
    """

    text: str
    kind: FurnitureKind | None = None
    clean: bool = False


@dataclass(slots=True, kw_only=True)
class Draft:
    """An article as read. `published` and `retrieved` are still the words of the source, `language` its own claim.

    `headless` says that the format has no place for a title, so that the first line may be one.
    """

    blocks: list[Block]
    media_type: str
    member: str | None = None
    id: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    url: str | None = None
    published: str | None = None
    retrieved: str | None = None
    language: str | None = None
    headless: bool = False


@dataclass(slots=True)
class Trouble:
    """What went wrong, to which member, and what one can do."""

    severity: Severity
    message: str
    member: str | None = None


@dataclass(slots=True)
class Begun:
    """A member is about to be parsed. Should the child die now, its parent knows whom to bury and where to go on."""

    unit: int
    member: str


@dataclass(slots=True)
class Course:
    """The way through one file: which members are done since an earlier child died over one of them."""

    settings: IngestSettings
    skip: int = 0
    unit: int = field(default=0, init=False)

    def enter(self, member: str) -> Begun | None:
        """Announce the next member, or return None if it was dealt with before."""
        self.unit += 1
        return Begun(self.unit, member) if self.unit > self.skip else None


@dataclass(slots=True)
class Beat:
    """A sign of life from a reader that is busy for long."""


Found = Iterator[Draft | Trouble | Begun | Beat]


def lost(message: str, member: str | None = None) -> Trouble:
    """Trouble that costs the material."""
    return Trouble(Severity.LOST, message, member)


def degraded(message: str, member: str | None = None) -> Trouble:
    """Trouble that costs a part of it."""
    return Trouble(Severity.DEGRADED, message, member)


def remark(message: str, member: str | None = None) -> Trouble:
    """Something worth knowing that costs nothing."""
    return Trouble(Severity.REMARK, message, member)
