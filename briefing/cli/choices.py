"""Arguments become settings: the profile, then what was said on the command line."""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from briefing.ingest import Intake, read
from briefing.model import NothingToBrief, SettingsError
from briefing.settings import Profile, read_profile
from briefing.settings.profile import LONGEST_WINDOW, handling_of
from briefing.summarize import RANKERS, words_of

_WINDOW = re.compile(r"(\d+(?:\.\d+)?)\s*(h|d|w)?")
_LONGEST_NUMBER = 20
_FIRST_YEAR, _LAST_YEAR = (
    1000,
    9998,
)  # between them a zone is added, or the longest window taken off, without leaving the calendar
_HOURS = {"h": 1.0, "d": 24.0, "w": 168.0, None: 1.0}


def profile_of(chosen: argparse.Namespace) -> Profile:
    """Return the profile in force: defaults, then the file, then the command line."""
    profile = read_profile(Path(chosen.profile)) if chosen.profile else Profile()
    given = vars(chosen)
    if given.get("title") is not None:
        profile = replace(profile, title=chosen.title)
    if given.get("handling") is not None:
        profile = replace(profile, handling=handling_of(chosen.handling))
    if given.get("window") is not None:
        profile = replace(profile, window_hours=hours(chosen.window))
    if given.get("words") is not None:
        profile = replace(profile, summarize=replace(profile.summarize, words=_words(chosen.words)))
    if given.get("ranker") is not None:
        if chosen.ranker not in RANKERS:
            raise SettingsError(f"unknown ranker: {chosen.ranker} – choose one of {', '.join(RANKERS)}")
        profile = replace(profile, summarize=replace(profile.summarize, ranker=chosen.ranker))
    keys = ("page", "layout", "pdf_variant", "language")
    look = {key: given[key] for key in keys if given.get(key) is not None}
    if given.get("templates") is not None:
        look["templates"] = Path(chosen.templates)
    profile = replace(profile, render=replace(profile.render, **look))
    if given.get("sides") is not None:
        profile = replace(profile, sides=Path(chosen.sides))
    return profile


def archive_of(profile: Profile) -> Path:
    """Return the folder of the archive; raises SettingsError where the profile names none."""
    if profile.archive is None:
        raise SettingsError('no archive: the profile names none – add archive = "archive", a folder beside it')
    return profile.archive


def _words(text: str) -> int:
    try:
        count = words_of(text)
    except ValueError:
        count = 0
    if count < 1:
        raise SettingsError(f"unknown length: --words {text} – give a number of words, or 1p, 2p")
    return count


def hours(text: str) -> float:
    """Return the hours of "24h", "3d", "2w" or "36"; raises SettingsError."""
    found = _WINDOW.fullmatch(text.strip())
    value = float(found[1]) * _HOURS[found[2]] if found and len(text) < _LONGEST_NUMBER else 0.0
    if not 0 < value <= LONGEST_WINDOW:
        raise SettingsError(f"unknown window: --window {text} – give hours or days, as in 24h or 3d")
    return value


def moment(text: str | None, option: str = "--cutoff") -> datetime | None:
    """Return an ISO time in UTC, None for None; a day alone is its end, a time without a zone is UTC. Raises SettingsError."""
    if text is None:
        return None
    try:
        day = date.fromisoformat(text.strip())
        when = datetime.combine(day, time(23, 59, 59))
    except ValueError:
        when = _time(text, option)
    if not _FIRST_YEAR <= when.year <= _LAST_YEAR:
        raise SettingsError(f"no such time: {option} {text} – give a year from {_FIRST_YEAR} to {_LAST_YEAR}")
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).astimezone(UTC)


def _time(text: str, option: str) -> datetime:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        raise SettingsError(f"unknown time: {option} {text} – write it as 2020-10-04T06:00+00:00") from None


def take_in(chosen: argparse.Namespace, profile: Profile, voice: object) -> Intake:
    """Read the sources; raises NothingToBrief when there is no article at all, after the notices were said."""
    import sys

    from briefing.cli.terminal import Voice

    if not isinstance(voice, Voice):
        raise TypeError("a Voice is needed to say what could not be read")
    stdin = sys.stdin.buffer if "-" in chosen.sources else None
    intake = read(
        chosen.sources,
        settings=profile.ingest,
        stdin=stdin,
        progress=lambda done, total: voice.progress("reading", done, total),
        readers=chosen.readers,
    )
    voice.clear()
    if not intake.articles:
        voice.notices(intake.notices)
        raise NothingToBrief(
            f"nothing to brief: no readable article in {intake.files} files – the notices say what was wrong with each"
        )
    return intake
