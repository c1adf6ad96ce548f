"""Packed files: streamed with caps on size, ratio and depth; no member is ever written anywhere, names are only labels."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, BinaryIO

from briefing.ingest.clean import one_line
from briefing.ingest.door import guarded
from briefing.ingest.draft import Course, Found, degraded, lost
from briefing.ingest.settings import IngestSettings
from briefing.ingest.source import MB, Source, TooMuch, streamed

_CHUNK = 2**16
_GZIP = 31  # zlib: 15 bits of window, and a gzip header
_ENCRYPTED = 0x1  # bit 0 of the flags. Source: PKWARE APPNOTE 4.4.4
_LONGEST_NAME = 300


class _Allowance:
    """How many bytes may still come out of a pack, for how many that went in."""

    def __init__(self, settings: IngestSettings) -> None:
        self._settings = settings
        self.unpacked = 0

    def take(self, packed: int, unpacked: int, size: int) -> None:
        """Count `size` more bytes; `packed` and `unpacked` are those of this stream so far. Raises TooMuch."""
        settings = self._settings
        self.unpacked += size
        if self.unpacked > settings.unpacked_mb * MB:
            raise TooMuch(f"it unpacks to more than {settings.unpacked_mb} MB; unpack it and name what you need")
        if unpacked > settings.expansion_floor_mb * MB and unpacked > settings.expansion_ratio * max(packed, 1):
            raise TooMuch(
                f"it unpacks to more than {settings.expansion_ratio} times its size, as only bombs do; leave it out"
            )


class _Inflater:
    """What a gzip stream unpacks to, member after member. A damaged end ends it, and `damage` says so."""

    def __init__(self, packed: BinaryIO, allowance: _Allowance) -> None:
        self._packed, self._allowance = packed, allowance
        self._inflate = zlib.decompressobj(_GZIP)
        self._read = self._made = 0
        self._rest = b""
        self._open = False  # inside a member
        self.damage: str | None = None

    def portion(self, wanted: int) -> bytes:
        """Return at most `wanted` bytes, none at the end; raises TooMuch."""
        part = b""
        while not part and self.damage is None and (self._rest or self._fill()):
            try:
                part = self._inflate.decompress(self._rest, wanted)
            except zlib.error:
                self.damage = "it is damaged"
                break
            self._rest, self._open = self._inflate.unconsumed_tail, True
            if self._inflate.eof:
                self._rest, self._open = self._inflate.unused_data.lstrip(b"\0"), False
                self._inflate = zlib.decompressobj(_GZIP)
        self._made += len(part)
        self._allowance.take(self._read, self._made, len(part))
        return part

    def _fill(self) -> bool:
        self._rest = self._packed.read(_CHUNK)
        if not self._rest and self._open:
            self.damage = "its end is missing"
        self._read += len(self._rest)
        return bool(self._rest)


def _counted(stream: IO[bytes], packed: int, allowance: _Allowance) -> BinaryIO:
    """Return a member of an archive as a stream that is counted as it unpacks."""
    made = 0

    def portion(wanted: int) -> bytes:
        nonlocal made
        part = stream.read(wanted)
        made += len(part)
        allowance.take(packed, made, len(part))
        return part

    return streamed(portion, _CHUNK)


def read_gzip(source: Source, course: Course) -> Found:
    """Read what a gzip file holds, under the file's name without ".gz"."""
    if source.depth >= source.settings.nesting:
        yield lost(f"it is packed more than {source.settings.nesting} times; unpack it", source.label)
        return
    inflater = _Inflater(source.rest(), _Allowance(source.settings))
    name = source.name[:-3] if source.name.lower().endswith(".gz") else source.name
    inner = Source(name, streamed(inflater.portion, _CHUNK), source.settings, source.label, source.depth + 1)
    yield from guarded(inner, course)
    if inflater.damage:
        yield degraded(f"{inflater.damage}; what could be unpacked was read, fetch the file again", source.label)


def read_zip(source: Source, course: Course) -> Found:
    """Read the members of a zip file, in the order of the archive."""
    if source.depth >= source.settings.nesting:
        yield lost(f"it is packed more than {source.settings.nesting} times; unpack it", source.label)
        return
    try:
        archive = zipfile.ZipFile(source.seekable())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, LookupError, OSError) as trouble:
        yield lost(f"its directory is broken ({type(trouble).__name__}); pack it again", source.label)
        return
    pack = _Pack(archive, source, course, _Allowance(source.settings))
    members = [member for member in archive.infolist() if _is_file(member.filename)]
    if not members:
        yield lost("it holds no files; leave it out", source.label)
    for member in members[: source.settings.members]:
        yield from pack.read(member)
    if len(members) > source.settings.members:
        yield degraded(
            f"it has {len(members)} members, of which {source.settings.members} were read; split it", source.label
        )


def _is_file(name: str) -> bool:
    """Whether a member is a file, and none that systems leave behind ("__MACOSX/._a", ".DS_Store"). Its name may be empty."""
    return not name.endswith("/") and not name.startswith("__MACOSX/") and not name.rpartition("/")[2].startswith(".")


@dataclass(slots=True)
class _Pack:
    """An open archive, where it lies, and how much may still come out of it."""

    archive: zipfile.ZipFile
    source: Source
    course: Course
    allowance: _Allowance

    def read(self, member: zipfile.ZipInfo) -> Found:
        """Read one member, announced by its name, which is only a label: nothing is ever written."""
        source = self.source
        prefix = source.label or source.name.rpartition("/")[2]
        label = f"{prefix}!/{one_line(member.filename, _LONGEST_NAME) or '?'}"
        begun = self.course.enter(label)
        if begun is None:
            return
        yield begun
        if member.flag_bits & _ENCRYPTED:
            yield lost("it is locked by a password; pack it without one", label)
            return
        try:
            with self.archive.open(member) as stream:
                counted = _counted(stream, member.compress_size, self.allowance)
                yield from guarded(
                    Source(member.filename, counted, source.settings, label, source.depth + 1), self.course
                )
        except TooMuch as trouble:
            yield lost(str(trouble), label)
        except (zipfile.BadZipFile, RuntimeError, EOFError, ValueError, OSError, zlib.error) as trouble:
            yield lost(f"it cannot be unpacked ({type(trouble).__name__}); pack it again", label)
