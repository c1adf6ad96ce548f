"""Bad input as a value: what happened, to what, and what one can do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much the reader of the brief loses."""

    LOST = "lost"  # the material is not in the brief at all
    DEGRADED = "degraded"  # a part of it, or its metadata, is missing
    REMARK = "remark"  # nothing is lost; worth knowing


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A collection gap. `room` is where it arose, `subject` what it concerns, `message` ends with advice."""

    room: str
    severity: Severity
    subject: str
    message: str
