"""What templates place: the brief with everything computed, every foreign string made visible, nothing escaped yet.

A template only decides where these go. None and empty tuples mean: leave it out. Links are "#anchor" inside the document,
or http(s) addresses; both are safe to print in an href.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A citation mark: the number of a source, the link to it, what hovering over it says, and the source's own address."""

    number: int
    link: str
    title: str
    url: str | None
    passage: str | None = None  # the anchor of the passage in its context, where the line is printed first


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A cited passage between the sentences beside it, for the screen: who printed it, when, and the line that cites it."""

    anchor: str
    number: int
    outlet: str
    published: str
    before: str | None
    text: str
    after: str | None
    language: str | None
    rtl: bool
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRow:
    """The name of one row of a chart, and its height in points."""

    name: str
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart as SVG text, ready for a page of HTML, and all that it shows in words (also in its `<title>`).

    `rows` stand beside it, `first` and `last` name the days at the ends of its axis, which runs from left to right.
    """

    svg: str
    title: str
    rows: tuple[PictureRow, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line as printed.

    `anchor` is its id in the document, None where the line is printed a second time; `link` leads to the anchor. `number`
    counts the lines of the document, for paper, where nobody can follow a link; None where the line stands nowhere.
    `speaker` stands in front, None where there is none or the text names it itself. `language` is set where it differs
    from the frame's. `note` is a remark of the desk, which stands in no source. `side` is the side that speaks; `fresh` whether
    the line is new or updated since the previous brief.
    """

    anchor: str | None
    number: int | None
    link: str
    speaker: str | None
    text: str
    language: str | None
    rtl: bool
    references: tuple[Reference, ...]
    reports: str | None
    status: str | None
    note: str | None
    side: str | None
    fresh: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What one side says; `empty` is set where it says nothing.

    `heard` tells how much of the side is in all the material, `share` the same in percent of the side most heard; None for others.
    """

    name: str
    heard: str | None
    share: float | None
    entries: tuple[Entry, ...]
    empty: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the four sections: `entries`, or `blocks` by side for claims, or `empty`; `balance` tells how much of each side is heard."""

    kind: str
    heading: str
    entries: tuple[Entry, ...]
    blocks: tuple[Block, ...]
    balance: str | None
    empty: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """One side of a dispute; the entries are excerpts that link to their lines."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """A dispute: two or more stands that face each other."""

    kind: str
    about: str
    stands: tuple[Stand, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A row of the table of figures; `words` are the source's own where they say more than the number.

    `side` is the side of who says it, where the name does not tell. `bar` is where lowest and highest stand, in percent
    of the highest figure this one is compared with; None where it is compared with none.
    """

    quantity: str
    whose: str | None
    value: str
    words: str | None
    says: str | None
    side: str | None
    as_of: str | None
    relation: str
    references: tuple[Reference, ...]
    bar: tuple[float, float] | None
    rtl: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureGroup:
    """The figures for one quantity of the same people: `span` is the lowest–highest of them, None for a single value."""

    quantity: str
    whose: str | None
    span: str | None
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A dated event: as written, the same where room is scarce, as ISO for machines, and an excerpt of the line that reports it."""

    date: str
    short: str
    iso: str
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A difference from the previous brief; `figure` is one that moved ("66 → 163"), `earlier` what stood there before."""

    kind: str
    status: str
    figure: str | None
    entry: Entry | None
    earlier: str | None
    rtl: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterSheet:
    """One chapter as printed, always with its four parts; `groups` are the figures once more, by what they count."""

    anchor: str
    headline: str
    bottom_line: tuple[Entry, ...]
    changes: tuple[Shift, ...]
    parts: tuple[Part, ...]
    disputes: tuple[Contest, ...]
    figures: tuple[FigureRow, ...]
    groups: tuple[FigureGroup, ...]
    timeline: tuple[Moment, ...]
    days: Picture | None
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlink:
    """A way back from a source to a line that cites it, lettered a, b, c; `number` is that of the line."""

    letter: str
    number: int
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """A numbered source. `file` is a name, never a path.

    `url` is a link or None; `host` and `rest` are what is printed of it. `address` is an address that is no link.
    """

    number: int
    anchor: str
    outlet: str
    title: str
    language: str | None
    rtl: bool
    published: str
    iso: str | None
    agency: str | None
    byline: str | None
    url: str | None
    host: str | None
    rest: str
    address: str | None
    also: tuple[str, ...]
    file: str
    digest: str
    back: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Names that share a remark: articles left aside for one reason, files with one trouble. `more` says how many follow."""

    remark: str
    kind: str
    names: tuple[str, ...]
    total: int
    more: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A label with its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The whole document. `running` is title and serial for the foot of each page. `handling` is the TLP label; `tone` its colour word, `sharing` what it lets a reader do; `created` an ISO moment or None; `promise` what is verbatim.

    `passages` are those cited, in the order of the lines; `sides` who can be asked for; `compared` whether the brief tells what is new.
    """

    language: str
    page: str
    title: str
    running: str
    handling: str
    tone: str
    sharing: str
    masthead: tuple[Fact, ...]
    chapters: tuple[ChapterSheet, ...]
    sources: tuple[SourceEntry, ...]
    passages: tuple[Passage, ...]
    sides: tuple[str, ...]
    compared: bool
    coverage: Picture | None
    notices: tuple[Group, ...]
    asides: tuple[Group, ...]
    aside_count: int
    promise: str
    colophon: tuple[Fact, ...]
    created: str | None
    version: str
    layout: str = "full"
