"""The outbox: one row for each brief and recipient, and when it is tried again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

_FIRST_PAUSE = timedelta(minutes=5)  # grey lists let a second try in after some minutes. Source: RFC 6647, section 5
_LONGEST_PAUSE = timedelta(hours=4)
_GIVE_UP = timedelta(days=5)  # Source: RFC 5321, section 4.5.4.1: at least 4 to 5 days


class DispatchState(StrEnum):
    """How far a message has come. ACCEPTED and REFUSED are final."""

    PENDING = "pending"
    LATER = "later"  # the server asked to come again
    UNCLEAR = "unclear"  # begun, and its end is not known: it is sent again under the same Message-ID
    ACCEPTED = "accepted"
    REFUSED = "refused"


OPEN = (DispatchState.PENDING, DispatchState.LATER, DispatchState.UNCLEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """A brief on its way to a recipient. `next` is the earliest time of the next try, `answer` what the server said last."""

    day: str
    recipient: str
    state: DispatchState
    attempts: int
    next: datetime
    answer: str

    def due(self, now: datetime) -> bool:
        """Whether it is to be tried; a wait longer than any pause means that the clock was set back meanwhile."""
        return self.state in OPEN and (self.next <= now or self.next > now + _LONGEST_PAUSE)


def next_try(attempts: int, now: datetime) -> datetime:
    """Return when to try again after so many attempts: pauses double from five minutes to four hours."""
    pause: timedelta = _FIRST_PAUSE * (1 << min(attempts - 1, 10))
    return now + min(pause, _LONGEST_PAUSE)


def hopeless(cutoff: datetime, now: datetime) -> bool:
    """Whether a brief of that cut-off has been tried for long enough."""
    return now > cutoff + _GIVE_UP
