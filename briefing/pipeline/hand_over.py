"""The outbox worked off: what is due is sent, and each step is filed before the next.

A message whose end is unknown (a dropped connection, a killed process) is sent again under the same Message-ID, which is
derived from brief and recipient: the reader's mail program can tell that it is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from briefing.archive import Dispatch, DispatchState, Filed, hopeless, next_try
from briefing.deliver.compose import compose, to_bytes
from briefing.deliver.send import Outcome
from briefing.model import DeliveryError
from briefing.pipeline.morning import Morning
from briefing.render import decode, render_mail

Post = Callable[[bytes, str], Outcome]


def hand_over(morning: Morning, post: Post, now: datetime) -> tuple[Dispatch, ...]:
    """Try every dispatch that is due, the earliest day first; return the rows as they stand afterwards.

    `post` hands one message to one recipient. Raises DeliveryError for what stops all of them, with the rows as they were.
    """
    done = []
    filed: Filed | None = None
    for row in morning.archive.dispatches():
        if not row.due(now):
            continue
        if filed is None or filed.day != row.day:
            filed = morning.archive.brief(row.day)
        if filed is not None and is_free(morning, filed):
            done.append(_tried(morning, row, filed, post, now))
    return tuple(done)


def is_free(morning: Morning, filed: Filed) -> bool:
    """Whether a brief may go out: it has been approved as it is now, or the profile does not ask for that."""
    return not morning.profile.approval or filed.approved == filed.sha256


def _tried(morning: Morning, row: Dispatch, filed: Filed, post: Post, now: datetime) -> Dispatch:
    """Send one message. While it is under way its row says that the end is unclear: that is what a killed process leaves."""
    archive = morning.archive
    reason = _why_not(morning, row, filed, now)
    if reason:
        ended = replace(row, state=DispatchState.REFUSED, answer=reason)
        archive.note(ended, "giving up")
        return ended
    raw = letter(morning, filed, row.recipient)
    tries = row.attempts + 1
    begun = replace(
        row, state=DispatchState.UNCLEAR, attempts=tries, next=next_try(tries, now), answer="begun, no answer yet"
    )
    archive.note(begun, "delivery begun")
    try:
        outcome = post(raw, row.recipient)
    except DeliveryError:
        archive.note(row, "nothing sent")
        raise
    answer = " ".join(part for part in (str(outcome.code or ""), outcome.text) if part)
    ended = replace(begun, state=DispatchState(outcome.kind), answer=answer)
    archive.note(ended, "answer")
    return ended


def _why_not(morning: Morning, row: Dispatch, filed: Filed, now: datetime) -> str | None:
    """Say why a message is not tried again: its reader has left, or its time is over."""
    if row.recipient not in morning.profile.recipients:
        return "no recipient of the profile any more"
    if row.attempts and hopeless(filed.cutoff, now):
        return f"given up after {row.attempts} tries: {row.answer}"
    return None


def letter(morning: Morning, filed: Filed, recipient: str) -> bytes:
    """Return the message to one recipient, with the PDF that was filed; the same brief gives the same bytes. Raises DeliveryError."""
    brief = decode(filed.raw)
    page = morning.folder / filed.day / "brief.pdf"
    bodies = render_mail(brief, morning.profile.render)
    message = compose(
        brief,
        text=bodies.text,
        html=bodies.html,
        pdf=page.read_bytes() if page.exists() else None,
        to=(recipient,),
        sender=morning.profile.sender,
        unsubscribe=morning.profile.unsubscribe,
    )
    return to_bytes(message)
