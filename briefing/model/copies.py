"""Who copied whom: an original, its copies, and the evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from briefing.model.article import Article


class CopyReason(StrEnum):
    """How a copy relates to its original."""

    IDENTICAL = "identical"
    NEAR = "near-duplicate"
    CONTAINED = "contained"
    JOINED = "joined"  # put together from this report and others
    EARLIER = "earlier version"  # of the same outlet, which has published a later one since
    EDITED = "edited"  # the same address, another text


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article that repeats another. `similarity` is the share of the shorter text's words found in the longer, in [0, 1]."""

    article: Article
    similarity: float
    reason: CopyReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """An original with the articles folded into it; `origin` names who reported it independently (an agency or an outlet)."""

    original: Article
    copies: tuple[Copy, ...] = ()
    origin: str

    @property
    def articles(self) -> tuple[Article, ...]:
        """The original first, then its copies."""
        return (self.original, *(copy.article for copy in self.copies))
