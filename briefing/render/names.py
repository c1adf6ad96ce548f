"""The names that a template can place, written out for those who write templates."""

from __future__ import annotations

import inspect
from dataclasses import fields, is_dataclass

from briefing.render import sheet

_HEAD = """\
What templates can place. `brief` is the Sheet below, `labels` the words of labels.LANGUAGE.toml, `house` the [house] of the profile
(name, colour, pale, serif, sans, picture). A name that is not here is an error that says in which line of which template it stands.
"""


def names() -> str:
    """Return the records with what they mean and their fields, the whole document first."""
    records = [kind for _, kind in inspect.getmembers(sheet, is_dataclass) if isinstance(kind, type)]
    order = inspect.getsource(sheet)
    records.sort(key=lambda kind: -order.index(f"class {kind.__name__}:"))
    return "\n".join([_HEAD, *map(_told, records)])


def _told(record: type) -> str:
    rows = (f"  {field.name:<12} {field.type}" for field in fields(record))
    return "\n".join([f"{record.__name__}: {inspect.getdoc(record)}", "", *rows, ""])
