"""The sides file: what discovery found, as a table that a person corrects, and read back it wins over discovery."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from briefing.model import SettingsError, Side
from briefing.settings.tables import known, load, typed

_HEAD = """# Sides found in the material. Correct names, move aliases, delete what is wrong, and pass the file to --sides:
# it then wins over discovery. `aliases` are words that stand for a side, `members` people who speak for it,
# `outlets` those that are its own.
"""


def sides_as_toml(chapters: Sequence[tuple[str, Sequence[Side]]]) -> str:
    """Return the sides of each (headline, sides) as the text of a sides file; no sides of a chapter are said in a comment."""
    parts = [_HEAD]
    for headline, sides in chapters:
        parts.append(f"# Chapter: {_comment(headline)}")
        if not sides:
            parts.append("# No two parties that stand against each other were found.")
        for side in sides:
            parts.append("[[side]]")
            parts.append(f"# {_comment(side.found)}")
            parts.append(f"name = {json.dumps(side.name, ensure_ascii=False)}")
            parts.extend(
                f"{key} = {json.dumps(list(getattr(side, key)), ensure_ascii=False)}"
                for key in ("aliases", "members", "outlets")
            )
            parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _comment(text: str) -> str:
    return " ".join(text.split())


def read_sides(path: Path) -> tuple[Side, ...]:
    """Return the sides declared in a file, in its order; raises SettingsError for what cannot be understood."""
    table = load(path)
    where = str(path)
    known(table, ["side"], where)
    sides = [
        _side(typed(entry, dict, "side", where), where) for entry in typed(table.get("side", []), list, "side", where)
    ]
    owner: dict[str, str] = {}
    for side in sides:
        for alias in (side.name, *side.aliases, *side.members):
            if owner.setdefault(alias, side.name) != side.name:
                raise SettingsError(
                    f"one name for two sides: {alias} in {where} – leave it with {owner[alias]} or with {side.name}"
                )
    return tuple(sides)


def _side(entry: dict[str, object], where: str) -> Side:
    known(entry, ["name", "aliases", "members", "outlets"], where)
    if not entry.get("name"):
        raise SettingsError(f'a side without a name: {where} – add name = "…"')
    name = str(typed(entry["name"], str, "name", where))
    lists = {
        key: tuple(str(typed(word, str, key, where)) for word in typed(entry.get(key, []), list, key, where))
        for key in ("aliases", "members", "outlets")
    }
    return Side(id=name.lower().replace(" ", "-"), name=name, found="declared in the sides file", **lists)
