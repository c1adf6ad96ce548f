"""What a chapter is made from: what the earlier stages found in each original, and the brief of the day before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from briefing.model import Article, BriefChapter, Chapter, Claim, Copies, Figure, Line, Sentence, Side
from briefing.text import DateMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An original with its sentences, the claims in it (sides assigned) and the dates it mentions."""

    copies: Copies
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...] = ()
    dates: tuple[DateMention, ...] = ()

    @property
    def article(self) -> Article:
        """The original."""
        return self.copies.original


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A chapter with all its reports, sides and figures, before anything is chosen."""

    chapter: Chapter
    reports: tuple[Report, ...]
    sides: tuple[Side, ...] = ()
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """The previous brief: when it was cut off, its chapters, and the figures in the passages that its lines cite."""

    cutoff: datetime | None
    chapters: tuple[BriefChapter, ...]
    figures: Mapping[str, tuple[Figure, ...]]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All its lines."""
        return tuple(line for chapter in self.chapters for line in chapter.lines)
