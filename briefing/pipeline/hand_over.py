"""The outbox worked off: what is due is sent, and each step is filed before the next.

A message whose end is unknown (a dropped connection, a killed process) is sent again under the same Message-ID, which is
derived from brief and recipient: the reader's mail program can tell that it is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from briefing.archive import Archive, Dispatch, DispatchState, Filed
from briefing.archive.outbox import hopeless, next_try
from briefing.deliver import Outcome, compose, to_bytes
from briefing.model import DeliveryError
from briefing.render import decode, render_mail
from briefing.settings import Profile

Post = Callable[[bytes, str], Outcome]


def hand_over(archive: Archive, folder: Path, profile: Profile, post: Post, now: datetime) -> tuple[Dispatch, ...]:
    """Try every dispatch that is due, the earliest day first; return the rows as they stand afterwards."""
    done = []
    filed: Filed | None = None
    for row in archive.dispatches():
        if not row.due(now):
            continue
        if filed is None or filed.day != row.day:
            filed = archive.brief(row.day)
        if filed is not None:
            done.append(_tried(archive, row, filed, folder, profile, post, now))
    return tuple(done)


def _tried(
    archive: Archive, row: Dispatch, filed: Filed, folder: Path, profile: Profile, post: Post, now: datetime
) -> Dispatch:
    """Send one message. While it is under way its row says that the end is unclear: that is what a killed process leaves."""
    if hopeless(filed.cutoff, now) and row.attempts:
        given_up = replace(
            row, state=DispatchState.REFUSED, answer=f"given up after {row.attempts} tries: {row.answer}"
        )
        archive.note(given_up, "giving up")
        return given_up
    try:
        raw = letter(filed, row.recipient, folder, profile)
    except DeliveryError as trouble:
        refused = replace(row, state=DispatchState.REFUSED, answer=str(trouble))
        archive.note(refused, "refusal")
        return refused
    tries = row.attempts + 1
    begun = replace(
        row, state=DispatchState.UNCLEAR, attempts=tries, next=next_try(tries, now), answer="begun, no answer yet"
    )
    archive.note(begun, "delivery begun")
    outcome = post(raw, row.recipient)
    answer = " ".join(part for part in (str(outcome.code or ""), outcome.text) if part)
    ended = replace(begun, state=DispatchState(outcome.kind), answer=answer)
    archive.note(ended, "answer")
    return ended


def letter(filed: Filed, recipient: str, folder: Path, profile: Profile) -> bytes:
    """Return the message to one recipient; the same brief, documents and recipient give the same bytes. Raises DeliveryError."""
    brief = decode(filed.raw)
    page = folder / filed.day / "brief.pdf"
    bodies = render_mail(brief, profile.render)
    return to_bytes(
        compose(
            brief,
            text=bodies.text,
            html=bodies.html,
            pdf=page.read_bytes() if page.exists() else None,
            to=(recipient,),
            sender=profile.sender,
        )
    )
