"""What was received, kept as web archives (WARC) that `ingest` reads; the folder is its own memory of what it holds.

A file appears under its name only when it is whole. Files of pages end in `-pages.warc.gz`, a feed's own in `-feed.warc.gz`,
with the feed's address in the first record. A name is made of host and content: two runs at once cannot spoil each other's.
"""

from __future__ import annotations

import io
import os
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefing.collect.fetch import Answer
from briefing.model import BriefingError

_FEED, _PAGES = "-feed.warc.gz", "-pages.warc.gz"
_UNFINISHED = ".collect-"  # hidden from the readers; behind it the process that writes
_NO_FILE_NAME = re.compile(r"[^a-z0-9.-]+")
# What no longer holds of the bytes as we keep them. Source: the custom of web archives.
_OF_THE_LINE = frozenset(("transfer-encoding",))


@dataclass(slots=True)
class Held:
    """What a folder holds: the addresses of pages, and of each feed its newest answer."""

    pages: set[str] = field(default_factory=set)
    feeds: dict[str, Answer] = field(default_factory=dict)


def tidy(folder: Path) -> None:
    """Remove what a run that was killed left half-written; what a living one is writing stays."""
    for path in folder.glob(f"{_UNFINISHED}*"):
        try:
            os.kill(int(path.name.removeprefix(_UNFINISHED).partition("-")[0]), 0)
        except (ValueError, ProcessLookupError):
            path.unlink(missing_ok=True)
        except OSError:
            continue


def held(folders: Sequence[Path]) -> Held:
    """Return what folders hold; a file that cannot be read counts for nothing, since what it held is fetched again."""
    found = Held()
    for path in sorted(path for folder in folders for path in folder.glob("*.warc.gz")):
        if path.name.endswith(_PAGES):
            found.pages.update(answer.url for answer in _answers(path))
        elif path.name.endswith(_FEED):
            answers = list(_answers(path))
            feed = _feed_of(path)
            newest = found.feeds.get(feed) if feed else None
            if feed and answers and (newest is None or newest.fetched <= answers[-1].fetched):
                found.feeds[feed] = answers[-1]
    return found


def keep_pages(folder: Path, host: str, visits: Sequence[Sequence[Answer]]) -> Path:
    """Write pages, each with the redirects before it; return the file. Raises BriefingError."""
    return _write(folder, host, _PAGES, {}, [answer for visit in visits for answer in visit])


def keep_feed(folder: Path, host: str, feed: str, visit: Sequence[Answer]) -> Path:
    """Write a feed under the address that the profile has for it; return the file. Raises BriefingError."""
    return _write(folder, host, _FEED, {"isPartOf": feed}, visit)


def _write(folder: Path, host: str, ending: str, about: dict[str, str], answers: Sequence[Answer]) -> Path:
    raw = _packed(about, answers)
    place = _NO_FILE_NAME.sub("-", host.lower())[:60].strip(".-") or "feed"
    name = f"{place}-{sha256(raw).hexdigest()[:12]}{ending}"
    temporary = folder / f"{_UNFINISHED}{os.getpid()}-{threading.get_ident()}"
    try:
        with temporary.open("wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(folder / name)
        _settle(folder)
    except OSError as trouble:
        with suppress(OSError):
            temporary.unlink()
        raise BriefingError(
            f"cannot keep what was collected: {folder / name}: {trouble.strerror} – free space, and run it again"
        ) from trouble
    return folder / name


def _settle(folder: Path) -> None:
    """Make a new name survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _packed(about: dict[str, str], answers: Sequence[Answer]) -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    if about:
        writer.write_record(
            writer.create_warcinfo_record(None, {"software": "briefing", "format": "WARC File Format 1.0", **about})
        )
    for answer in answers:
        headers = [
            (f"X-Archive-Orig-{key}" if key.lower() in _OF_THE_LINE else key, value) for key, value in answer.headers
        ]
        record = writer.create_warc_record(
            answer.url,
            "response",
            payload=io.BytesIO(answer.raw),
            length=len(answer.raw),
            http_headers=StatusAndHeaders(f"{answer.status} {answer.reason}".strip(), headers, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": answer.fetched.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
        )
        writer.write_record(record)
    return out.getvalue()


def _answers(path: Path) -> Iterator[Answer]:
    """Yield the answers in a file as far as it can be read."""
    for record in _records(path):
        if record.rec_type != "response" or record.http_headers is None:
            continue
        yield Answer(
            url=record.rec_headers.get_header("WARC-Target-URI"),
            status=int(record.http_headers.get_statuscode()),
            reason="",
            headers=tuple(record.http_headers.headers),
            raw=record.raw_stream.read() if path.name.endswith(_FEED) else b"",
            fetched=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
        )


def _feed_of(path: Path) -> str | None:
    for record in _records(path):
        told = record.content_stream().read(10_000).decode("utf-8", "replace") if record.rec_type == "warcinfo" else ""
        found = re.search(r"^isPartOf: (\S+)", told, re.MULTILINE)
        return found[1] if found else None
    return None


def _records(path: Path) -> Iterator[Any]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        with path.open("rb") as file:
            yield from ArchiveIterator(file)
    except (OSError, ArchiveLoadFailed, EOFError, ValueError, UnicodeError, TypeError, AttributeError):
        return
