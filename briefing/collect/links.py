"""The links of a feed and when each entry dates itself. Runs in the guarded child; of an entry nothing else is read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from urllib.parse import urljoin

_MOST = 2_000  # entries looked at
_LONGEST = 2_000  # characters of an address
_FEED = re.compile(r"<(?:\w{1,12}:)?(?:rss|feed|RDF)[\s>]", re.IGNORECASE)
_ENTRY = re.compile(r"<(?:\w{1,12}:)?(item|entry)(?=[\s>])", re.IGNORECASE)
_LINK = re.compile(r"<link(?:\s[^<>]{0,4000})?>\s*(?:<!\[CDATA\[)?((?:[^<>\]]|\](?!\]>)){1,4000})", re.IGNORECASE)
_ATOM_LINK = re.compile(r"<(?:\w{1,12}:)?link\s([^<>]{1,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([\w:-]{1,40})\s?=\s?(?:\"([^\"]*)\"|'([^']*)')")
_GUID = re.compile(
    r"<(?:guid|id)(?:\s[^<>]{0,400})?>\s*(?:<!\[CDATA\[)?(https?://(?:[^<>\]\s]|\](?!\]>)){1,4000})", re.IGNORECASE
)
_DATE = re.compile(
    r"<(?:pubDate|published|updated|issued|dc:date)(?:\s[^<>]{0,400})?>\s*(?:<!\[CDATA\[)?([^<>\]]{1,80})",
    re.IGNORECASE,
)


def links(raw: bytes, arguments: dict[str, Any]) -> Iterator[list[tuple[str, str | None]] | None]:
    """Yield [(address, date)] of a feed in its own order, or None for what is no feed. `arguments["base"]` is its address."""
    text = _text(raw)
    if text.lstrip().startswith("{"):
        found = _of_json(text)
    elif _FEED.search(text[:20_000]):
        found = _of_xml(text)
    else:
        found = None
    if found is None:
        yield None
        return
    unique: dict[str, str | None] = {}
    for url, date in found[:_MOST]:
        whole = _whole(str(arguments["base"]), url)
        if whole.startswith(("http://", "https://")) and len(whole) <= _LONGEST:
            unique.setdefault(whole, _iso(date))
    yield list(unique.items())


def _whole(base: str, url: str) -> str:
    """Return a link as a whole address, nothing for one that is malformed."""
    try:
        return urljoin(base, unescape(url).strip())
    except ValueError:
        return ""


def _text(raw: bytes) -> str:
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    return raw.decode("utf-16" if wide else "utf-8", "replace").lstrip("\ufeff")


def _of_json(text: str) -> list[tuple[str, str | None]] | None:
    """Read a JSON Feed. Source: jsonfeed.org, version 1.1."""
    try:
        entries = json.loads(text)["items"]
        return [
            (str(entry.get("url") or entry.get("external_url") or ""), entry.get("date_published")) for entry in entries
        ]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _of_xml(text: str) -> list[tuple[str, str | None]]:
    starts = [found.start() for found in _ENTRY.finditer(text)]
    entries = [text[begin:end] for begin, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    found = []
    for entry in entries[:_MOST]:
        url = _address(entry)
        date = _DATE.search(entry)
        if url:
            found.append((url, date[1] if date else None))
    return found


def _address(entry: str) -> str | None:
    for link in _ATOM_LINK.finditer(entry):
        told: dict[str, str] = {name.lower(): double or single for name, double, single in _ATTRIBUTE.findall(link[1])}
        if told.get("href") and told.get("rel", "alternate") == "alternate":
            return told["href"]
    plain = _LINK.search(entry) or _GUID.search(entry)
    return plain[1] if plain else None


def _iso(date: str | None) -> str | None:
    """Return a date in ISO form and UTC, None where it is none. Sources: RFC 822 (RSS), RFC 3339 (Atom)."""
    if not isinstance(date, str) or not date.strip():
        return None
    readings: tuple[Callable[[str], datetime], ...] = (datetime.fromisoformat, parsedate_to_datetime)
    for reading in readings:
        try:
            found: datetime = reading(date.strip())
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
        except (ValueError, TypeError, OverflowError):
            continue
    return None
