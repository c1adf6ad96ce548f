"""`briefing templates`: the shipped templates, to read and to copy for a house's own."""

from __future__ import annotations

import argparse
from pathlib import Path

from briefing.cli.terminal import plain
from briefing.cli.write import write_all
from briefing.model import SettingsError
from briefing.render import shipped


def templates(chosen: argparse.Namespace) -> int:
    """List what each template is for, or write all of them. Raises SettingsError rather than overwrite one."""
    files = shipped()
    if chosen.copy is None:
        for name, (about, _) in files.items():
            print(f"{name:<16} {about}")
        return 0
    folder = Path(chosen.copy)
    there = [name for name in files if (folder / name).exists()]
    if there:
        raise SettingsError(
            f"nothing was written: {folder / there[0]} is there already – move it, or name another folder"
        )
    write_all(folder, {name: raw for name, (_, raw) in files.items()}, "name another folder: --copy DIR")
    print(f"wrote {len(files)} templates into {plain(str(folder))}. Keep those you change and delete the others, then:")
    print(f"  briefing make SOURCES --templates {plain(str(folder))}")
    return 0
