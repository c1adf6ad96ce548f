"""`briefing daily`: the morning run. The clock, the lock, and what is said about it; the order of the steps."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from briefing.archive import Edition, Filed, Mark, alone, edition_at, unmarked
from briefing.archive.store import Archive
from briefing.cli.choices import archive_of, moment, profile_of
from briefing.cli.outbox import post_of, send_due, write_due
from briefing.cli.terminal import Voice, gaps, plain
from briefing.collect.collect import collect
from briefing.model import BriefingError, NothingToBrief, Notice, SettingsError
from briefing.pipeline.edition import Collect, file_documents, make_edition, revise
from briefing.pipeline.morning import FORMATS, Morning
from briefing.render import decode
from briefing.settings import Profile, read_sides


def daily(chosen: argparse.Namespace, mark: Mark = unmarked) -> int:
    """Make, file and hand over what is due; a second run finds nothing to do. `mark` hears of every step."""
    began = time.monotonic()
    profile = profile_of(chosen)
    folder = archive_of(profile)
    if not profile.feeds and not profile.folders:
        raise SettingsError(f"nothing to read: {chosen.profile} names no feed and no folder – add one of them")
    now = moment(chosen.now, "--now") or datetime.now(UTC)
    voice = Voice(quiet=chosen.quiet)
    post = None if chosen.dry_run else post_of(profile)
    sides = read_sides(profile.sides) if profile.sides else ()
    formats, troubles = _formats(chosen.format), list[BriefingError]()
    with alone(folder), Archive.opened(folder, mark, create=True) as archive:
        archive.check()
        morning = Morning(
            archive=archive,
            folder=folder,
            profile=profile,
            sides=sides,
            formats=formats,
            progress=voice.progress,
            mark=mark,
        )
        edition = edition_at(now, ZoneInfo(profile.timezone), profile.due)
        filed = _made(morning, edition, _collecting(profile, now, voice), voice, troubles)
        if newest := archive.newest():
            revise(morning, newest)
        written = _documents(morning, troubles)
        if chosen.dry_run:
            write_due(morning, voice)
        elif post is not None:
            troubles += send_due(morning, post, now, voice)
    if filed:
        voice.closing(decode(filed.raw), written, time.monotonic() - began)
    return _code(troubles) or int(chosen.strict and filed is not None and gaps(decode(filed.raw).notices))


def _code(troubles: Sequence[BriefingError]) -> int:
    """Say what went wrong, and return the exit code of the first."""
    for trouble in troubles:
        print(f"briefing: {plain(str(trouble))}", file=sys.stderr)
    return troubles[0].exit_code if troubles else 0


def _collecting(profile: Profile, now: datetime, voice: Voice) -> Collect | None:
    """Return what collects into a folder; None where the profile has no feeds."""
    if not profile.feeds:
        return None

    def into(folder: Path, earlier: Sequence[Path]) -> tuple[Notice, ...]:
        found = collect(profile.feeds, folder, profile.collect, now=now, progress=voice.progress, known=earlier)
        voice.say(f"new pages: {found.pages}; feeds: {len(profile.feeds)}")
        return found.notices

    return into


def _made(
    morning: Morning, edition: Edition, collecting: Collect | None, voice: Voice, troubles: list[BriefingError]
) -> Filed | None:
    """Make the brief of the edition unless it is there; None if nothing was made."""
    newest = morning.archive.newest()
    day = edition.day.isoformat()
    if newest is not None and newest.day >= day:
        later = f"; no earlier one is made after it: the clock says {day}" if newest.day > day else ""
        voice.say(f"the brief of {newest.day} is there{later}")
        return None
    try:
        filed = make_edition(morning, edition, collecting)
    except NothingToBrief as nothing:
        voice.notices(nothing.notices)
        troubles.append(nothing)
        return None
    voice.notices(decode(filed.raw).notices)
    return filed


def _documents(morning: Morning, troubles: list[BriefingError]) -> list[str]:
    """Write the documents that are not known to lie in their folders, those of a killed run too."""
    written: list[str] = []
    for filed in morning.archive.without_documents():
        paths, failures = file_documents(morning, filed)
        written += paths
        troubles += failures
    return written


def _formats(text: str) -> Sequence[str]:
    formats = [part.strip().lower() for part in text.split(",") if part.strip()]
    for name in formats:
        if name not in FORMATS:
            raise SettingsError(f"unknown format: {name} – choose from {', '.join(FORMATS)}")
    return tuple(name for name in FORMATS if name in formats or name == "json")
