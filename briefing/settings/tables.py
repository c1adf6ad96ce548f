"""A TOML table becomes a frozen record: unknown keys, wrong types and wrong values are errors with advice."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from briefing.model import BriefingError, SettingsError

Record = TypeVar("Record")
_NAMES = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    str: "a text in quotation marks",
    list: "a list",
    dict: "a table",
}


def load(path: Path) -> dict[str, Any]:
    """Return the tables of a TOML file; raises SettingsError that names file and place."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as trouble:
        raise SettingsError(
            f"cannot read settings: {path}: {trouble.strerror} – check the name and the permissions"
        ) from trouble
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as trouble:
        raise SettingsError(f"no valid TOML: {path}: {trouble} – correct that place") from trouble


def known(given: Mapping[str, Any], names: Collection[str], where: str) -> None:
    """Raise SettingsError for the first key that is not among `names`, with the nearest one."""
    for key in given:
        if key not in names:
            near = get_close_matches(key, list(names), 1)
            advice = f"did you mean {near[0]}?" if near else f"it takes {', '.join(sorted(names))}"
            raise SettingsError(f"unknown setting: {key} in {where} – {advice}")


def typed(value: Any, kind: type, key: str, where: str) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Return a value if it is of the kind asked for (a whole number counts as a number); raise SettingsError if not."""
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise SettingsError(f"wrong value: {key} = {value!r} in {where} – it takes {_NAMES.get(kind, kind.__name__)}")
    return value


def texts(value: Any, key: str, where: str) -> tuple[str, ...]:  # noqa: ANN401 - as above
    """Return a list of texts, none of them empty; raise SettingsError for anything else."""
    found = tuple(str(typed(entry, str, key, where)).strip() for entry in typed(value, list, key, where))
    if not all(found):
        raise SettingsError(f"wrong value: an empty text in {key} of {where} – delete it")
    return found


def record(of: type[Record], given: Mapping[str, Any], where: str) -> Record:
    """Return a record of simple fields (numbers, texts, lists of texts) made from a table; fields that are not given keep their defaults."""
    plain = of()
    names = [field.name for field in fields(plain)]  # type: ignore[arg-type]
    known(given, names, where)
    values: dict[str, Any] = {}
    for key, value in given.items():
        default = getattr(plain, key)
        if default is None or isinstance(default, Path):
            values[key] = Path(str(value))
        elif isinstance(default, tuple):
            values[key] = texts(value, key, where)
        else:
            values[key] = typed(value, type(default), key, where)
    try:
        return of(**values)
    except (ValueError, BriefingError) as trouble:
        raise SettingsError(f"wrong value: {where}: {trouble}") from trouble
