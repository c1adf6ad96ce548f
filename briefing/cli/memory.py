"""`briefing history`, `show` and `find`: what the archive remembers. Nothing is changed."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from briefing.archive import DispatchState, Filed
from briefing.archive.store import Archive
from briefing.cli.choices import archive_of, profile_of
from briefing.cli.terminal import plain
from briefing.cli.write import to_stdout
from briefing.model import SettingsError
from briefing.render import RenderSettings, decode, render

LATEST = "latest"


def history(chosen: argparse.Namespace) -> int:
    """Print a row for each brief: day, number, cut-off, what it was made from, who has got it, title."""
    with Archive.opened(archive_of(profile_of(chosen))) as archive:
        for filed in archive.history():
            states = Counter(row.state for row in archive.dispatches(filed.day))
            sent = ", ".join(f"{states[state]} {state}" for state in DispatchState if states[state]) or "no readers"
            print(
                f"{filed.day}  No. {filed.serial:<4} {filed.cutoff:%H:%M} UTC  {filed.lines:>3} lines  "
                f"{filed.read:>5} articles ({filed.fresh} new)  {sent}  {plain(filed.title)}"
            )
    return 0


def show(chosen: argparse.Namespace) -> int:
    """Print a document of an earlier brief: the file of its day, or one made from the record where that is gone."""
    profile = profile_of(chosen)
    folder = archive_of(profile)
    with Archive.opened(folder) as archive:
        filed = filed_on(archive, chosen.day)
    to_stdout(document(filed, folder, chosen.format, profile.render))
    return 0


def document(filed: Filed, folder: Path, name: str, settings: RenderSettings) -> bytes:
    """Return a document of a filed brief, as it lies in its day's folder if it does."""
    path = folder / filed.day / f"brief.{name}"
    if name == "json":
        return filed.raw
    return path.read_bytes() if path.exists() else render(decode(filed.raw), name, settings)


def filed_on(archive: Archive, day: str) -> Filed:
    """Return the brief of a day or the latest; raises SettingsError that names the days around it."""
    found = archive.newest() if day == LATEST else archive.brief(day)
    if found is None:
        days = [filed.day for filed in archive.history()]
        known = (
            f"there are {len(days)}, from {days[-1]} to {days[0]}; `briefing history` lists them"
            if days
            else "there is none yet"
        )
        raise SettingsError(f"no brief of that day: {day} – {known}")
    return found


def find(chosen: argparse.Namespace) -> int:
    """Print day, line and text of the lines that hold all the words; exit 1 if there is none."""
    with Archive.opened(archive_of(profile_of(chosen))) as archive:
        hits = archive.find(chosen.phrases)
    for hit in hits:
        speaker = f"{plain(hit.speaker)}: " if hit.speaker else ""
        print(f"{hit.day}  {hit.line}  {speaker}{plain(hit.text)}")
    return int(not hits)
