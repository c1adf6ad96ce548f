"""Files to bytes, with a cap; JSON Lines of any size in parts. It parses nothing."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from briefing.ingest.folders import STDIN, Found, notice, unreachable
from briefing.ingest.parts import digest, is_in_parts, parts
from briefing.ingest.settings import IngestSettings
from briefing.ingest.source import MB, read_up_to
from briefing.model import Notice

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOCTTY", 0)


@dataclass(frozen=True, slots=True)
class Content:
    """Bytes of a file, all of them or those of a part behind so many lines. `digest` is the SHA-256 of the whole, in hex."""

    file: Found
    digest: str
    raw: bytes
    lines: int = 0


def contents(found: Found, settings: IngestSettings, stdin: BinaryIO | None) -> Iterator[Content | Notice]:
    """Yield the bytes of a file, or the notice that says why there are no more."""
    try:
        if found.path == STDIN:
            yield _whole(found, stdin, settings)
            return
        # The handle is checked again, since the name may stand for something else by now.
        handle = os.open(found.path, _FLAGS)
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                yield notice(found.name, "it is not a file any more; check the path")
            elif is_in_parts(found.name, stream):
                name = digest(stream)
                for lines, raw in parts(stream, settings):
                    yield Content(found, name, raw, lines)
            else:
                yield _whole(found, stream, settings)
    except (OSError, ValueError) as trouble:
        yield unreachable(found.path, trouble)


def _whole(found: Found, stream: BinaryIO | None, settings: IngestSettings) -> Content | Notice:
    limit = settings.file_mb * MB
    raw = read_up_to(stream, limit + 1) if stream else b""
    if len(raw) > limit:
        return notice(found.name, f"it is larger than {settings.file_mb} MB; split it")
    return Content(found, sha256(raw).hexdigest(), raw)


def size(paths: list[Found]) -> int:
    """Return the size of files in bytes; what cannot be told counts nothing."""
    total = 0
    for found in paths:
        try:
            total += os.stat(found.path).st_size  # noqa: PTH116 - names may hold bytes that are no text
        except (OSError, ValueError):
            continue
    return total
