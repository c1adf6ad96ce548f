"""The nouns. Frozen records of the standard library only; this room knows no file, no clock, no stage.

Collections are tuples; times are aware and in UTC; offsets are code points in `Article.text`, half-open; scores lie in
[0, 1] and mean what their field says; what is unknown is None, never "" and never a guess.

Names are looked up on first use: a child that reads needs two kinds of them, and making the others takes longer than its articles.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_HOME = {
    name: module
    for module, names in (
        ("article", "Article Furniture FurnitureKind Origin Sentence"),
        (
            "brief",
            "Aside Balance Brief BriefChapter Change Citation Dispute DisputeKind Handling Line Position Recipe Section SectionKind Source SourceCopy Status TimelineEntry",
        ),
        ("chapter", "Chapter"),
        ("claim", "Act Claim Form Side"),
        ("copies", "Copies Copy CopyReason"),
        ("errors", "ArchiveBusy ArchiveError BriefingError DeliveryError NothingToBrief RenderError SettingsError"),
        ("figure", "Figure Relation"),
        ("notice", "Notice Severity"),
        ("review", "Decision Edit"),
        ("span", "Span"),
    )
    for name in names.split()
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute can be anything
    """Load the nouns from their modules on first use (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
