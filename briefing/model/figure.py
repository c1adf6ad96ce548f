"""Numbers that people give: what was counted, whose, who says so, as of when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from briefing.model.span import Span


class Relation(StrEnum):
    """How a figure stands to the others of its quantity."""

    ALONE = "alone"
    UPDATE = "update"  # the same speaker, later and higher
    DISPUTE = "dispute"  # different speakers, different values, same scope
    OTHER_SCOPE = "other-scope"  # military or civilian, daily or total: not comparable


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as printed. `low` and `high` are equal for a single value; `span` points at the words in the article."""

    quantity: str
    whose: str | None = None
    low: int
    high: int
    article: str
    span: Span
    text: str
    says: str | None = None
    side: str | None = None
    as_of: datetime | None = None
    relation: Relation = Relation.ALONE
