"""The sides file: what discovery found, as a table that a person corrects, and read back it wins over discovery."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from briefing.model import SettingsError, Side
from briefing.settings.tables import known, load, typed

_HEAD = """# Sides found in the material. Correct names, move aliases, delete what is wrong, and pass the file to --sides:
# it then wins over discovery. `aliases` are words that stand for a side, `members` people who speak for it,
# `outlets` those that are its own. Behind each member stand the words of the material that tell so, and how often.
"""


def sides_as_toml(chapters: Sequence[tuple[str, Sequence[Side]]]) -> str:
    """Return the sides of each (headline, sides) as the text of a sides file; no sides of a chapter are said in a comment.

    The first chapter that has sides gives those that are declared. What is declared counts for all chapters, so those of the
    others stand as comments: a third party of one is a side in another.
    """
    parts = [_HEAD]
    declared: tuple[str, ...] = ()
    for headline, sides in chapters:
        parts.append(f"# Chapter: {_comment(headline)}")
        if not sides:
            parts.append("# No two parties that stand against each other were found.")
        for side in sides:
            if declared and side.name in declared:
                parts.append(f"# {_comment(side.name)}: as above")
                continue
            mark = "# " if declared else ""
            parts.extend(mark + row for row in _rows(side))
            parts.append("")
        declared = declared or tuple(side.name for side in sides)
    return "\n".join(parts).rstrip() + "\n"


def _rows(side: Side) -> list[str]:
    return [
        "[[side]]",
        f"# {_comment(side.found)}",
        f"name = {_text(side.name)}",
        f"aliases = [{', '.join(map(_text, side.aliases))}]",
        *_members(side),
        f"outlets = [{', '.join(map(_text, side.outlets))}]",
    ]


def _members(side: Side) -> list[str]:
    """The members, each with the words that tell that it is one."""
    if len(side.evidence) != len(side.members) or not side.members:
        return [f"members = [{', '.join(map(_text, side.members))}]"]
    told = [
        f"  {_text(member)},  # {_comment(words)}" for member, words in zip(side.members, side.evidence, strict=True)
    ]
    return ["members = [", *told, "]"]


def _text(word: str) -> str:
    return json.dumps(word, ensure_ascii=False)


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
