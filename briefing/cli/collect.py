"""`briefing collect`: feeds and their pages into today's folder."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from briefing.cli.choices import profile_of
from briefing.cli.terminal import Voice, gaps, plain
from briefing.collect.collect import collect as collected
from briefing.model import SettingsError
from briefing.pipeline.edition import DAYS
from briefing.settings import Profile


def day_folder(profile: Profile, now: datetime) -> Path:
    """Return where what is collected now belongs, which the morning run reads: the day is that of the profile's zone.

    Raises SettingsError.
    """
    if profile.archive is None:
        raise SettingsError(
            'no folder to keep it in: archive is not set – add archive = "archive" to the profile, or give -o'
        )
    return profile.archive / DAYS / now.astimezone(ZoneInfo(profile.timezone)).date().isoformat()


def collect(chosen: argparse.Namespace) -> int:
    """Collect now, and say what was added and what could not be had."""
    profile, now = profile_of(chosen), datetime.now(UTC)
    if not profile.feeds:
        raise SettingsError(f"no feeds: {chosen.profile} – list their addresses under feeds")
    folder = Path(chosen.output) if chosen.output else day_folder(profile, now)
    voice = Voice(quiet=chosen.quiet)
    found = collected(profile.feeds, folder, profile.collect, now=now, progress=voice.progress)
    voice.notices(found.notices)
    voice.say(f"new pages: {found.pages}; feeds: {len(profile.feeds)}, unchanged: {found.unchanged}")
    for path in found.files:
        print(plain(str(path)))
    return int(chosen.strict and gaps(found.notices))
