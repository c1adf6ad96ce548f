"""JSON Lines in parts: a file of any size is read through a window, and several children can read it at once.

It knows lines and no JSON. A line is never cut, but one that is too long is cut short: its reader refuses it anyway.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import file_digest
from io import BufferedReader

from briefing.ingest.settings import IngestSettings
from briefing.ingest.source import MB

_PART = MB  # bytes; some two hundred articles, so that no child waits long for the last part of another


def is_in_parts(name: str, stream: BufferedReader) -> bool:
    """Whether a file is plain JSON Lines by its name and its first byte."""
    first = stream.read(1)
    stream.seek(0)
    return first == b"{" and name.lower().endswith((".jsonl", ".ndjson"))


def digest(stream: BufferedReader) -> str:
    """Return the SHA-256 of a file in hex."""
    found = file_digest(stream, "sha256").hexdigest()
    stream.seek(0)
    return found


def parts(stream: BufferedReader, settings: IngestSettings) -> Iterator[tuple[int, bytes]]:
    """Yield the number of lines before each part, and its bytes."""
    held: list[bytes] = []
    size = before = 0
    for line in _lines(stream, settings.line_mb * MB):
        held.append(line)
        size += len(line)
        if size >= _PART:
            yield before, b"".join(held)
            before += len(held)
            held, size = [], 0
    if held:
        yield before, b"".join(held)


def _lines(stream: BufferedReader, limit: int) -> Iterator[bytes]:
    while line := stream.readline(limit + 1):
        if len(line) > limit and not line.endswith(b"\n"):
            _swallow(stream.readline, limit)
            line += b"\n"
        yield line


def _swallow(readline: Callable[[int], bytes], limit: int) -> None:
    while (rest := readline(limit)) and not rest.endswith(b"\n"):
        pass
