"""A dossier: the originals on one conflict or issue, before anything is chosen from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefing.model.copies import Copies


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One conflict or issue. `events` are the clusters of one event inside it, each a tuple of article ids."""

    id: str
    headline: str
    originals: tuple[Copies, ...]
    events: tuple[tuple[str, ...], ...] = ()
    first: datetime | None = None
    last: datetime | None = None
