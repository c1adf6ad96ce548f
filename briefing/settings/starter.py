"""The files a new desk begins with: a commented profile and a list of feeds, as they lie beside this module."""

from __future__ import annotations

from importlib.resources import files

NAMES = ("profile.toml", "feeds.txt")


def starter() -> dict[str, bytes]:
    """Return {file name: content}, ready to be written into one folder."""
    return {name: (files("briefing") / "settings" / "start" / name).read_bytes() for name in NAMES}
