"""The finished brief: the one record that every document format is made from, so that they cannot disagree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from briefing.model.claim import Side
from briefing.model.figure import Figure
from briefing.model.notice import Notice
from briefing.model.review import Edit
from briefing.model.span import Span


class SectionKind(StrEnum):
    """The four fixed sections, in their fixed order."""

    SITUATION = "situation"
    CLAIMS = "claims"
    DIPLOMACY = "diplomacy"
    BACKGROUND = "background"


class Status(StrEnum):
    """How a line stands to the previous brief."""

    NEW = "new"
    UPDATED = "updated"
    REVERSED = "reversed"
    CARRIED = "carried"


class Handling(StrEnum):
    """Traffic Light Protocol labels. Source: FIRST, TLP version 2.0 (August 2022)."""

    RED = "TLP:RED"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    AMBER = "TLP:AMBER"
    GREEN = "TLP:GREEN"
    CLEAR = "TLP:CLEAR"


class DisputeKind(StrEnum):
    """What stands against what."""

    DENIAL = "denial"
    COUNTER_ACCUSATION = "counter-accusation"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The passage behind a line: number of the source in the brief, article, place, and the words themselves.

    `before` and `after` are the sentences that stand right beside the passage in its article, None where there is none.
    """

    source: int
    article: str
    span: Span
    text: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is printed. It cannot be built without a citation.

    `text` is the cited passage; every edit is visible: "[…]" for an elision, "[Vladimir Putin]" for a resolved name,
    "[13 October 2020]" for a resolved date. `speaker` is None for the outlet's own voice; `side` a side's name,
    "third:NAME", or None. `event_date` is an ISO date or "from/to". `origins` counts independent origins, copies folded.
    `salience` in [0, 1] orders lines inside a chapter; `why` names the rule and the factors that chose the line. `note` is a
    remark of the desk, the only words of a brief that stand in no source; it is printed as such.
    """

    id: str
    text: str
    citations: tuple[Citation, ...]
    speaker: str | None = None
    side: str | None = None
    act: str | None = None
    event_date: str | None = None
    status: Status = Status.NEW
    origins: int = 1
    salience: float = 0.0
    why: str = ""
    note: str | None = None

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"a line without a source: {self.text!r}")
        if not self.text.strip():
            raise ValueError(f"a line without text: {self.id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of the four sections. `empty` says what was looked for and not found; None when there are lines."""

    kind: SectionKind
    lines: tuple[Line, ...] = ()
    empty: str | None = None

    def __post_init__(self) -> None:
        if bool(self.lines) == bool(self.empty):
            raise ValueError(f"section {self.kind} needs either lines or a word on what was looked for")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """What one side holds in a dispute: ids of lines of the same chapter."""

    side: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A point on which two positions stand against each other."""

    kind: DisputeKind
    about: str
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How much of a side is heard in all of a chapter's originals, printed or not: its claims, their words, the outlets that carry them.

    `own` counts those of the outlets that speak for the side.
    """

    side: str
    claims: int
    words: int
    outlets: int
    own: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """A dated event: an ISO date or "from/to", and the line that reports it."""

    date: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What differs from the previous brief; `text` is the earlier line where the line is gone or altered.

    `before` and `after` are the words of a figure that moved, as printed in the two.
    """

    status: str  # a Status, or "dropped" for what is no longer reported
    line: str | None
    text: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefChapter:
    """A chapter as printed: always four sections in the fixed order."""

    id: str
    headline: str
    sides: tuple[Side, ...] = ()
    balance: tuple[Balance, ...] = ()
    bottom_line: tuple[Line, ...] = ()
    sections: tuple[Section, ...]
    disputes: tuple[Dispute, ...] = ()
    figures: tuple[Figure, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    changes: tuple[Change, ...] = ()
    gaps: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if [section.kind for section in self.sections] != list(SectionKind):
            raise ValueError(f"chapter {self.id} must have the four sections in their order")

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line of the four sections, in reading order; the bottom line repeats some of them and is left out."""
        return tuple(line for section in self.sections for line in section.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCopy:
    """A copy folded into a source: who else carried the same report.

    `cut` is a sentence of the source that it leaves out, `added` one that it puts in, both verbatim, None where there is none.
    """

    article: str
    outlet: str | None
    title: str | None
    url: str | None
    published: datetime | None
    similarity: float
    reason: str
    cut: str | None = None
    added: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A numbered source of the brief. `path`, `member` and `sha256` lead to its bytes; `origin` names who reported it."""

    number: int
    article: str
    outlet: str | None
    title: str | None
    url: str | None
    published: datetime | None
    published_day_only: bool = False
    path: str
    member: str | None = None
    media_type: str
    sha256: str
    language: str | None = None
    byline: str | None = None
    dateline: str | None = None
    agency: str | None = None
    copies: tuple[SourceCopy, ...] = ()
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """An article that was read and stands in no chapter, with the reason."""

    article: str
    outlet: str | None
    title: str | None
    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How the brief was made, so that it can be made again: same recipe, same bytes.

    `inputs` digests the raw bytes of all sources read, `profile` the settings in force; both are SHA-256 in hex.
    """

    version: str
    inputs: str
    profile: str
    words: int
    ranker: str
    files: int
    articles: int
    originals: int
    copies: int
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A brief of one or more chapters. `cutoff` is the date of information; `window_hours` None means everything up to it.

    `edits` are the decisions of an editor that are carried out in it.
    """

    title: str
    serial: str | None = None
    handling: Handling
    cutoff: datetime | None
    window_hours: float | None = None
    first: datetime | None = None
    last: datetime | None = None
    chapters: tuple[BriefChapter, ...]
    sources: tuple[Source, ...]
    asides: tuple[Aside, ...] = ()
    notices: tuple[Notice, ...] = ()
    edits: tuple[Edit, ...] = ()
    recipe: Recipe
