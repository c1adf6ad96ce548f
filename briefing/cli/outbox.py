"""The last step of the morning: messages that are due are sent, or written beside the brief, and what became of each is said."""

from __future__ import annotations

import os
from collections import Counter
from datetime import datetime

from briefing.archive import Dispatch, DispatchState, Filed, make_folder, put
from briefing.cli.mail import file_name
from briefing.cli.terminal import Voice
from briefing.deliver.send import Outcome, send
from briefing.model import ArchiveError, BriefingError, DeliveryError, SettingsError
from briefing.pipeline.hand_over import Post, hand_over, is_free, letter
from briefing.pipeline.morning import Morning
from briefing.settings import Profile, password


def post_of(profile: Profile) -> Post | None:
    """Return what hands a message over; None where the profile names no reader. Raises SettingsError before anything is begun."""
    if not profile.recipients:
        return None
    server, sender = profile.server, profile.sender
    if server is None or sender is None:
        missing = "mail server: add a [server]" if server is None else 'sender: add sender = "name@host"'
        raise SettingsError(f"no {missing} to the profile, which names recipients – or run with --dry-run")
    secret = password(server, os.environ)

    def post(raw: bytes, recipient: str) -> Outcome:
        return send(raw, sender=sender, recipient=recipient, server=server, password=secret)

    return post


def send_due(morning: Morning, post: Post, now: datetime, voice: Voice) -> list[BriefingError]:
    """Send what is due and say what became of it; return an error for each message that a reader of the profile has not got."""
    for day in sorted({row.day for row in morning.archive.dispatches()}):
        filed = morning.archive.brief(day)
        if filed and not is_free(morning, filed):
            voice.say(f"the brief of {day} waits for approval: {_waits(filed)}")
    done = hand_over(morning, post, now)
    if done:
        counted = Counter(row.state for row in done)
        voice.say(", ".join(f"{counted[state]} {state}" for state in DispatchState if counted[state]))
    for row in done:
        if row.recipient not in morning.profile.recipients:
            voice.say(
                f"not sent: the brief of {row.day} to {row.recipient}, who is no recipient of the profile any more"
            )
    return [
        DeliveryError(_told(row))
        for row in done
        if row.state is not DispatchState.ACCEPTED and row.recipient in morning.profile.recipients
    ]


def _waits(filed: Filed) -> str:
    if filed.approved is None:
        return f"briefing approve {filed.day} --who NAME"
    return f"it has changed since {filed.approver} approved it ({filed.approved[:12]}, now {filed.sha256[:12]})"


def _told(row: Dispatch) -> str:
    head = f"{row.state}: the brief of {row.day} to {row.recipient}: {row.answer}"
    if row.state is DispatchState.REFUSED:
        return f"{head} – it is not tried again; mend the address or ask the server's postmaster"
    again = "; if it did arrive, it is the same message twice" if row.state is DispatchState.UNCLEAR else ""
    return f"{head} – run again from {row.next:%Y-%m-%d %H:%M} UTC on{again}"


def write_due(morning: Morning, voice: Voice) -> None:
    """Write every message that is still to be sent into the folder of its day; the outbox stays as it is."""
    written = 0
    for number, row in enumerate(morning.archive.dispatches(), 1):
        filed = morning.archive.brief(row.day)
        if filed is None:
            continue
        path = morning.folder / row.day / f"{number:02}-{file_name(row.recipient)}.eml"
        try:
            make_folder(path.parent)
            put(path, letter(morning, filed, row.recipient))
        except OSError as trouble:
            raise ArchiveError(
                f"cannot write: {path}: {trouble.strerror} – free space or mend the permissions"
            ) from trouble
        written += 1
        voice.say(f"would be sent to {row.recipient}: {path}")
    voice.say(f"{written} message{'s' if written != 1 else ''} written, none sent")
