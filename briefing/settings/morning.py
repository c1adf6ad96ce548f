"""The keys of the morning run: when it is due, what is collected, who is written to, through which server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, time
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from briefing.collect import Feed
from briefing.deliver import ServerSettings
from briefing.model import DeliveryError, SettingsError
from briefing.settings.tables import record, texts, typed

KEYS = (
    "timezone", "due", "folders", "feeds", "topics", "archive", "recipients", "approval", "sender", "unsubscribe", "server",
)  # fmt: skip


def morning(table: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Return the values of those of `KEYS` that stand in the profile at `path`; raises SettingsError."""
    where = str(path)
    readers: dict[str, Callable[[Any, str], Any]] = {
        "timezone": _timezone,
        "due": _due,
        "folders": lambda value, _: tuple(path.parent / name for name in texts(value, "folders", where)),
        "feeds": lambda value, _: _feeds(value, path),
        "topics": lambda value, _: texts(value, "topics", where),
        "archive": lambda value, _: path.parent / typed(value, str, "archive", where),
        "recipients": lambda value, _: tuple(_letterbox(one, where) for one in texts(value, "recipients", where)),
        "approval": lambda value, _: typed(value, bool, "approval", where),
        "sender": lambda value, _: _letterbox(typed(value, str, "sender", where), where),
        "unsubscribe": _unsubscribe,
        "server": lambda value, _: _server(typed(value, dict, "server", where), path),
    }
    return {key: readers[key](table[key], where) for key in KEYS if key in table}


def _timezone(value: object, where: str) -> str:
    name = str(typed(value, str, "timezone", where))
    try:
        ZoneInfo(name)
    except (ValueError, OSError, LookupError):
        near = get_close_matches(name, available_timezones(), 1)
        advice = f"did you mean {near[0]}?" if near else "write it as Europe/Vienna or UTC"
        raise SettingsError(f"unknown time zone: {name} in {where} – {advice}") from None
    return name


def _due(value: object, where: str) -> time:
    """Return the time of day of a TOML time or of "07:00", to the minute."""
    if isinstance(value, str):
        with suppress(ValueError):
            value = datetime.strptime(value.strip(), "%H:%M").time()  # noqa: DTZ007 - a time of day has no zone yet
    if not isinstance(value, time):
        raise SettingsError(f'wrong value: due = {value!r} in {where} – it takes a time of day, as in "07:00"')
    return value.replace(second=0, microsecond=0)


def _feeds(value: object, path: Path) -> tuple[Feed, ...]:
    """Return the feeds of a list of addresses, or of a file beside the profile: an address a line, behind it a name."""
    if not isinstance(value, str):
        rows, place = list(texts(value, "feeds", str(path))), str(path)
    else:
        file = path.parent / value
        try:
            rows = file.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as trouble:
            reason = trouble.strerror if isinstance(trouble, OSError) else "it is not UTF-8"
            raise SettingsError(
                f"cannot read the list of feeds: {file}: {reason} – check the name in {path} and the encoding"
            ) from trouble
        place = str(file)
    found: dict[str, Feed] = {}
    for number, row in enumerate(rows, 1):
        url, _, name = row.strip().partition(" ")
        if not url or url.startswith("#"):
            continue
        try:
            found.setdefault(url, Feed(url=url, name=name.strip() or None))
        except ValueError as trouble:
            raise SettingsError(f"{trouble} (entry {number} of {place})") from None
    return tuple(found.values())


def _letterbox(written: str, where: str) -> str:
    from briefing.deliver.compose import address

    try:
        address(written)
    except DeliveryError as trouble:
        raise SettingsError(f"{trouble} (in {where})") from None
    return written


def _unsubscribe(value: object, where: str) -> str:
    from briefing.deliver.compose import WAY_OUT

    url = str(typed(value, str, "unsubscribe", where))
    sound = url.isascii() and not set(url) & set("<>, \t\r\n") and len(url) <= WAY_OUT
    if not sound or urlsplit(url).scheme not in {"mailto", "https"}:
        raise SettingsError(
            f"wrong value: unsubscribe = {url!r} in {where} – it takes mailto:name@host or an https address, of at most {WAY_OUT} letters"
        )
    return url


def _server(given: Mapping[str, Any], path: Path) -> ServerSettings:
    where = f"[server] of {path}"
    if "password" in given:
        raise SettingsError(
            f"a password in the profile: {where} – delete it; put it into the variable BRIEFING_SMTP_PASSWORD or into a password_file"
        )
    server = record(ServerSettings, given, where)
    if not server.host:
        raise SettingsError(f'a server without a name: {where} – add host = "mail.example.org"')
    named = {key: getattr(server, key) for key in ("password_file", "ca_file", "dkim_key")}
    return replace(server, **{key: path.parent / name for key, name in named.items() if name})
