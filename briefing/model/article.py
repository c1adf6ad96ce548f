"""What was read: an article, where its bytes lie, and its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from briefing.model.span import Span


class FurnitureKind(StrEnum):
    """What surrounds the prose of an article and is never printed as if it were prose."""

    DATELINE = "dateline"
    BYLINE = "byline"
    HEADLINE = "headline"  # the title repeated as first line, or a subheading
    CAPTION = "caption"
    CREDIT = "credit"  # "(Reuters)", "Reporting by …; editing by …"
    LINKS = "links"  # "Read more: …", related headlines, link lists
    NOTICE = "notice"  # cookie lines, newsletter footers, copyright, "advertisement"
    HIGHLIGHTS = "highlights"  # the outlet's own bullet summary above the story
    REPEATED = "repeated"  # a paragraph that already stood in the same article
    CODE = "code"  # markup, scripts, tables of numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A stretch of `Article.text` that is not prose."""

    kind: FurnitureKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the bytes of an article lie, so that anyone can walk back to them.

    `path` is the file as the user named it, with "/" between folders; "-" is standard input. `member` is the place inside
    the file ("line 3", "entry 2", "message 4", "talks.zip!/a.html", "record 7"), None where the file is one article.
    `sha256` is of the raw bytes of the file as read, before unpacking or decoding.
    """

    path: str
    media_type: str
    sha256: str
    member: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One report of one outlet. Its text was cleaned once at the door and is never altered again.

    `id` is the id given in the input, or a hash of content. `text` has paragraphs separated by a newline (one or two);
    `furniture` points at the stretches of it that are not prose. `published` and `retrieved` are aware and in UTC;
    `published_day_only` says that the source gave a day without a time. `language` is an ISO 639-1 code, None if unknown.
    """

    id: str
    outlet: str | None = None
    title: str | None = None
    text: str
    origin: Origin
    published: datetime | None = None
    published_day_only: bool = False
    retrieved: datetime | None = None
    url: str | None = None
    byline: str | None = None
    dateline: str | None = None
    agency: str | None = None
    language: str | None = None
    furniture: tuple[Furniture, ...] = ()

    def __post_init__(self) -> None:
        for name in ("published", "retrieved"):
            moment = getattr(self, name)
            if moment is not None and moment.tzinfo is not UTC:
                raise ValueError(f"{name} of article {self.id} must be in UTC: {moment!r}")
        length = len(self.text) if self.furniture else 0
        for piece in self.furniture:
            if piece.span.end > length:
                raise ValueError(f"furniture of article {self.id} lies outside its text: {piece.span}")

    @property
    def name(self) -> str:
        """How people call it: outlet and headline, or the file it came from."""
        return " – ".join(x for x in (self.outlet, self.title) if x) or self.origin.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of an article. `span.of(article.text) == text`; `paragraph` counts prose paragraphs, 0 is the lede."""

    article: str
    index: int
    paragraph: int
    span: Span
    text: str
