"""Reading JSON that anyone may have written: every step knows where it stands, so that an error can name the place."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NoReturn, TypeVar

from briefing.model import RenderError

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Place:
    """An object in the tree, and the way to it: "chapters[0].sections[2]"."""

    fields: Mapping[str, object]
    way: str

    @classmethod
    def root(cls, raw: bytes) -> Place:
        """Parse a file whose outermost value is an object."""
        try:
            tree = json.loads(raw.decode("utf-8"), parse_constant=_no_number)
        except (ValueError, RecursionError) as problem:
            raise RenderError(
                f"this is not a brief.json: {problem} – name the file that `briefing make` wrote"
            ) from problem
        return cls(_branch(tree, "the file"), "")

    def where(self, key: str) -> str:
        """Name a field of this object."""
        return f"{self.way}.{key}" if self.way else key

    def wrong(self, key: str, wanted: str) -> NoReturn:
        """Raise: the field is not what it must be."""
        found = "is missing" if key not in self.fields else f"must be {wanted}"
        raise RenderError(
            f"brief.json cannot be read: {self.where(key)} {found} – make the brief again or mend the file"
        )

    def text(self, key: str) -> str:
        """Return a string."""
        value = self.fields.get(key)
        return value if isinstance(value, str) else self.wrong(key, "a text")

    def word(self, key: str) -> str | None:
        """Return a string, or None where there is null or nothing."""
        return None if self.fields.get(key) is None else self.text(key)

    def whole(self, key: str) -> int:
        """Return a whole number."""
        value = self.fields.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else self.wrong(key, "a whole number")

    def real(self, key: str) -> float:
        """Return a number."""
        value = self.fields.get(key)
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.wrong(key, "a number")
        return float(value)

    def flag(self, key: str) -> bool:
        """Return true or false; false where there is nothing."""
        value = self.fields.get(key, False)
        return value if isinstance(value, bool) else self.wrong(key, "true or false")

    def moment(self, key: str) -> datetime | None:
        """Return a time in UTC, or None."""
        written = self.word(key)
        if written is None:
            return None
        try:
            moment = datetime.fromisoformat(written)
        except ValueError:
            self.wrong(key, "an ISO time")
        return moment.astimezone(UTC) if moment.tzinfo else self.wrong(key, "an ISO time with its zone")

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """Return one of the values of an enumeration."""
        value = self.text(key)
        return kind(value) if value in set(kind) else self.wrong(key, f"one of {', '.join(kind)}")

    def many(self, key: str, read: Callable[[Place], T]) -> tuple[T, ...]:
        """Return a list of objects, each read by `read`; what breaks an invariant of the house is named with its place."""
        return tuple(self._one(f"{key}[{index}]", value, read) for index, value in enumerate(self._list(key)))

    def one(self, key: str, read: Callable[[Place], T]) -> T:
        """Return one object, read by `read`."""
        if key not in self.fields:
            self.wrong(key, "an object")
        return self._one(key, self.fields[key], read)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of strings."""
        return tuple(
            value if isinstance(value, str) else self.wrong(key, "a list of texts") for value in self._list(key)
        )

    def _list(self, key: str) -> list[object]:
        value = self.fields.get(key)
        return value if isinstance(value, list) else self.wrong(key, "a list")

    def _one(self, key: str, value: object, read: Callable[[Place], T]) -> T:
        here = Place(_branch(value, self.where(key)), self.where(key))
        try:
            return read(here)
        except ValueError as problem:
            raise RenderError(f"brief.json cannot be read: {here.way}: {problem} – make the brief again") from problem


def _branch(value: object, way: str) -> dict[str, object]:
    if not isinstance(value, dict):
        raise RenderError(f"brief.json cannot be read: {way} must be an object – make the brief again or mend the file")
    return value


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")
