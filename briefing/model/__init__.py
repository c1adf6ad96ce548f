"""The nouns. Frozen records of the standard library only; this room knows no file, no clock, no stage.

Collections are tuples; times are aware and in UTC; offsets are code points in `Article.text`, half-open; scores lie in
[0, 1] and mean what their field says; what is unknown is None, never "" and never a guess.
"""

from briefing.model.article import Article, Furniture, FurnitureKind, Origin, Sentence
from briefing.model.brief import (
    Aside,
    Balance,
    Brief,
    BriefChapter,
    Change,
    Citation,
    Dispute,
    DisputeKind,
    Handling,
    Line,
    Position,
    Recipe,
    Section,
    SectionKind,
    Source,
    SourceCopy,
    Status,
    TimelineEntry,
)
from briefing.model.chapter import Chapter
from briefing.model.claim import Act, Claim, Form, Side
from briefing.model.copies import Copies, Copy, CopyReason
from briefing.model.errors import (
    ArchiveBusy,
    ArchiveError,
    BriefingError,
    DeliveryError,
    NothingToBrief,
    RenderError,
    SettingsError,
)
from briefing.model.figure import Figure, Relation
from briefing.model.notice import Notice, Severity
from briefing.model.review import Decision, Edit
from briefing.model.span import Span

__all__ = [
    "Act",
    "ArchiveBusy",
    "ArchiveError",
    "Article",
    "Aside",
    "Balance",
    "Brief",
    "BriefChapter",
    "BriefingError",
    "Change",
    "Chapter",
    "Citation",
    "Claim",
    "Copies",
    "Copy",
    "CopyReason",
    "Decision",
    "DeliveryError",
    "Dispute",
    "DisputeKind",
    "Edit",
    "Figure",
    "Form",
    "Furniture",
    "FurnitureKind",
    "Handling",
    "Line",
    "NothingToBrief",
    "Notice",
    "Origin",
    "Position",
    "Recipe",
    "Relation",
    "RenderError",
    "Section",
    "SectionKind",
    "Sentence",
    "SettingsError",
    "Severity",
    "Side",
    "Source",
    "SourceCopy",
    "Span",
    "Status",
    "TimelineEntry",
]
