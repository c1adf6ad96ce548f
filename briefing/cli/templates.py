"""`briefing templates`: the shipped templates, to read and to copy for a house's own."""

from __future__ import annotations

import argparse
from pathlib import Path

from briefing.cli.terminal import plain
from briefing.cli.write import write_all
from briefing.model import SettingsError
from briefing.render import shipped, template_names

_NAMES = "NAMES.txt"


def templates(chosen: argparse.Namespace) -> int:
    """List what each template is for, or write all of them. Raises SettingsError rather than overwrite one."""
    if chosen.copy is None:
        for name, (about, _) in shipped().items():
            print(f"{name:<16} {about}")
        return 0
    files = {name: raw for name, (_, raw) in shipped().items()} | {_NAMES: template_names().encode()}
    folder = Path(chosen.copy)
    there = [name for name in files if (folder / name).exists()]
    if there:
        raise SettingsError(
            f"nothing was written: {folder / there[0]} is there already – move it, or name another folder"
        )
    write_all(folder, files, "name another folder: --copy DIR")
    print(
        f"wrote {len(files) - 1} templates, and {_NAMES} with what they can place, into {plain(str(folder))}. Keep those you change and delete the others, then:"
    )
    print(f"  briefing make SOURCES --templates {plain(str(folder))}")
    return 0
