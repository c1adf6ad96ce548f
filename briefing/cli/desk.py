"""`briefing init`: what a desk does once."""

from __future__ import annotations

import argparse
from pathlib import Path

from briefing.cli.terminal import plain
from briefing.cli.write import write_all
from briefing.model import SettingsError
from briefing.settings import starter


def init(chosen: argparse.Namespace) -> int:
    """Write the files to start from, and say the next steps. Raises SettingsError rather than overwrite one."""
    folder = Path(chosen.folder)
    files = starter()
    for name in files:
        if (folder / name).exists():
            raise SettingsError(
                f"nothing was written: {folder / name} is there already – move it, or name another folder"
            )
    profile, feeds = write_all(folder, files, "name another folder: briefing init FOLDER")
    print(f"wrote {plain(profile)} and {plain(feeds)}. Next:")
    print(f"  1. {plain(feeds)}: the addresses of the feeds you follow")
    print(f"  2. {plain(profile)}: title, time zone, recipients, mail server")
    print(f"  3. briefing collect --profile {plain(profile)}    to try the feeds")
    print(f"  4. briefing daily --profile {plain(profile)} --dry-run    for the first brief; nothing is sent")
    print(f"  5. briefing schedule --profile {plain(profile)}   for a timer that runs it every day")
    return 0
