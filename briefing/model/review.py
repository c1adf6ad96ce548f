"""What a human decides about a line before the brief goes out. No decision can alter a word that is cited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class Decision(StrEnum):
    """What an editor may do with a line."""

    KEEP = "keep"  # as the program has it: takes earlier decisions on the line back
    DROP = "drop"  # it is not printed
    PIN = "pin"  # it stands first in its section
    MOVE = "move"  # it stands in another section
    SIDE = "side"  # its speaker belongs to another side, or to none
    NOTE = "note"  # a remark of the desk is printed below it


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One decision: the line's id, who decided, and when (aware, UTC).

    `value` is the section of a MOVE, the side of a SIDE (a name, "third:NAME", None for none), the words of a NOTE (None
    takes the note away); None for the others.
    """

    line: str
    decision: Decision
    value: str | None = None
    who: str
    when: datetime

    def __post_init__(self) -> None:
        if self.when.tzinfo is not UTC:
            raise ValueError(f"the time of a decision must be in UTC: {self.when!r}")
        if not self.line or not self.who:
            raise ValueError("a decision needs the line that it is about, and who made it")
