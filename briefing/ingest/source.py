"""A stretch of bytes to read: held, or streamed out of an archive with caps. Nothing is ever written to disk."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from briefing.ingest.settings import IngestSettings
from briefing.ingest.sniff import HEAD

MB = 2**20
_CHUNK = 2**18


class TooMuch(Exception):  # noqa: N818 - it reads as the sentence it is
    """More bytes than a cap allows; the message says which and what to do."""


@dataclass(slots=True)
class Source:
    """Bytes with a name. `depth` counts the archives and attachments around them, `label` is the place in the file.

    `before` counts the lines of the file that stand before the bytes.
    """

    name: str
    stream: BinaryIO
    settings: IngestSettings
    label: str | None = None
    depth: int = 0
    before: int = 0
    head: bytes = field(default=b"", init=False)

    def __post_init__(self) -> None:
        self.head = read_up_to(self.stream, HEAD)

    def all(self) -> bytes:
        """Return every byte, for a parser that needs them at once; raise TooMuch above `document_mb`."""
        limit = self.settings.document_mb * MB
        raw = self.head + read_up_to(self.stream, limit - len(self.head) + 1)
        if len(raw) > limit:
            raise TooMuch(f"it is larger than {self.settings.document_mb} MB; split it")
        return raw

    def rest(self) -> BinaryIO:
        """Return everything as a stream, from the first byte on."""
        head = io.BytesIO(self.head)
        return streamed(lambda wanted: head.read(wanted) or self.stream.read(wanted))

    def seekable(self) -> BinaryIO:
        """Return everything as a file one can seek in; raise TooMuch where it would have to be gathered first."""
        if isinstance(self.stream, io.BytesIO):
            self.stream.seek(0)
            return self.stream
        return io.BytesIO(self.all())

    def place(self, words: str) -> str:
        """Return the place in the file that `words` name inside this source."""
        return f"{self.label} {words}" if self.label else words

    def lines(self) -> Iterator[tuple[int, bytes]]:
        """Yield number in the file (from 1) and bytes of each line; a line above `line_mb` comes as empty bytes with its number."""
        limit = self.settings.line_mb * MB
        stream = self.rest()
        number = self.before
        while line := stream.readline(limit + 1):
            number += 1
            if len(line) > limit:
                while line and not line.endswith(b"\n"):
                    line = stream.readline(limit)
                yield number, b""
            else:
                yield number, line


def held(
    name: str, raw: bytes, settings: IngestSettings, *, label: str | None = None, depth: int = 0, before: int = 0
) -> Source:
    """Make a source of bytes at hand."""
    return Source(name, io.BytesIO(raw), settings, label, depth, before)


def read_up_to(stream: BinaryIO, limit: int) -> bytes:
    """Read until `limit` bytes or the end, however small the portions."""
    parts = []
    while limit > 0 and (part := stream.read(min(limit, _CHUNK))):
        parts.append(part)
        limit -= len(part)
    return b"".join(parts)


class Portions(io.RawIOBase):
    """A stream made of a function that returns at most so many bytes, none at the end."""

    def __init__(self, portion: Callable[[int], bytes]) -> None:
        super().__init__()
        self._portion = portion

    def readable(self) -> bool:
        """Whether one can read from it: always."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override] # typeshed's buffer type is not importable at run time
        """Fill the buffer as far as one portion goes."""
        part = self._portion(len(buffer))
        buffer[: len(part)] = part
        return len(part)


def streamed(portion: Callable[[int], bytes], chunk: int = _CHUNK) -> io.BufferedReader:
    """Return a buffered stream of what the function returns."""
    return io.BufferedReader(Portions(portion), chunk)
