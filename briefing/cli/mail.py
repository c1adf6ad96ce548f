"""`briefing mail`: a message from a finished brief, to look at or to send."""

from __future__ import annotations

import argparse
import os
import re
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from briefing.archive.store import Archive
from briefing.cli.choices import archive_of, profile_of
from briefing.cli.documents import letters, loaded, message, page_or_none
from briefing.cli.terminal import plain
from briefing.cli.write import to_stdout, write, write_all
from briefing.deliver.compose import address
from briefing.deliver.send import send
from briefing.model import Brief, DeliveryError, SettingsError
from briefing.settings import Profile, password

_NO_FILE_NAME = re.compile(r"[^\w.@+-]+", re.ASCII)


def mail(chosen: argparse.Namespace) -> int:
    """Compose the message and write, print or send it; exit 5 if any recipient's was not accepted."""
    brief, profile = loaded(Path(chosen.brief)), profile_of(chosen)
    if chosen.send:
        return _send(brief, profile, chosen)
    if chosen.dry_run:
        return _show(brief, profile, chosen)
    settings = profile.render
    content = message(brief, settings, page_or_none(brief, settings), tuple(chosen.to), chosen.sender)
    if chosen.output == "-":
        to_stdout(content)
    else:
        write(Path(chosen.output), content)
    return 0


def _letters(brief: Brief, profile: Profile, chosen: argparse.Namespace) -> tuple[str, list[tuple[str, bytes]]]:
    """Return the sender and each recipient's message; raises SettingsError where it is not known who writes to whom."""
    to, sender = chosen.to or profile.recipients, chosen.sender or profile.sender
    if not to:
        raise SettingsError(f"nobody to send to: {chosen.brief} – name them with --to, or as recipients in the profile")
    if not sender:
        raise SettingsError(f"no sender: {chosen.brief} – name one with --sender, or as sender in the profile")
    now = datetime.now(UTC).replace(microsecond=0)
    return sender, letters(brief, profile.render, to, sender=sender, date=now, unsubscribe=profile.unsubscribe)


def _show(brief: Brief, profile: Profile, chosen: argparse.Namespace) -> int:
    """Write what would be sent, a file for each recipient; no socket is opened."""
    folder = Path("." if chosen.output == "-" else chosen.output)
    _, written = _letters(brief, profile, chosen)
    files = {f"{number:02}-{file_name(to)}.eml": raw for number, (to, raw) in enumerate(written, 1)}
    for path in write_all(folder, files):
        print(plain(path))
    return 0


def file_name(recipient: str) -> str:
    """Return what a recipient's message is called in a folder: by the address alone."""
    return _NO_FILE_NAME.sub("_", address(recipient).addr_spec)[:80]


def _is_approved(path: Path, profile: Profile) -> bool:
    """Whether the archive of the profile knows an approval of exactly these bytes."""
    digest = sha256(path.read_bytes()).hexdigest()
    with Archive.opened(archive_of(profile)) as archive:
        return any(filed.approved == digest for filed in archive.history())


def _send(brief: Brief, profile: Profile, chosen: argparse.Namespace) -> int:
    """Send to each recipient and print what became of it."""
    if profile.server is None:
        raise SettingsError("no mail server: --send – name a profile with --profile that has a [server]")
    if profile.approval and not _is_approved(Path(chosen.brief), profile):
        raise DeliveryError(
            f"not approved, and the profile asks for it: {chosen.brief} – nothing was sent; briefing approve DATE --who NAME"
        )
    secret = password(profile.server, os.environ)
    sender, written = _letters(brief, profile, chosen)
    kept = 0
    for recipient, raw in written:
        outcome = send(raw, sender=sender, recipient=recipient, server=profile.server, password=secret)
        kept += outcome.kind == "accepted"
        code = f"{outcome.code} " if outcome.code else ""
        print(f"{outcome.kind}: {plain(recipient)}: {code}{plain(outcome.text)}", flush=True)
    return 0 if kept == len(written) else DeliveryError.exit_code
