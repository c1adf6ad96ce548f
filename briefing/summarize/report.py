"""What the earlier stages found in one original: the material that a chapter is made from."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.model import Article, Chapter, Claim, Copies, Figure, Sentence, Side
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
