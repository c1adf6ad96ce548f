"""What the archive hands out about earlier briefs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A brief as filed: its day (ISO), its serial number, its brief.json and the SHA-256 of that in hex.

    `documents` tells whether the documents lie in the day's folder. `read` counts the articles read for it, `fresh` those of
    them that no earlier brief had read. `review` is the digest of the editor's decisions in it, "" where there are none;
    `approved` the SHA-256 of what was approved, and `approver` who did.
    """

    day: str
    serial: int
    cutoff: datetime
    title: str
    raw: bytes
    sha256: str
    lines: int
    read: int
    fresh: int
    documents: bool = False
    review: str = ""
    approved: str | None = None
    approver: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A line of an earlier brief that holds the words looked for; the words stand between « and »."""

    day: str
    line: str
    speaker: str | None
    text: str
