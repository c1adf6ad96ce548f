"""The evidence in one zip: files with a list of their SHA-256 that `sha256sum -c` understands. The same files, the same bytes.

Nothing is compressed, so that the bytes depend on no library's version and nothing can unpack to more than it is.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import IO

from briefing.model import ArchiveError

SUMS = "SHA256SUMS"
_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: a date of its own would be no evidence
_READABLE = 0o100644 << 16
_ROW = re.compile(r"([0-9a-f]{64})  (.+)")
_NAME = re.compile(r"(?:sources/[0-9a-f]{64}/)?(?!\.{1,2}\Z)[^/\\\x00-\x1f]{1,255}")
_CHUNK = 1 << 20


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return the zip of files, with their sums in front; raises ArchiveError for a name that has no place in it."""
    sums = "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED, strict_timestamps=False) as bundle:
        for name, content in ((SUMS, sums.encode()), *sorted(files.items())):
            if not _NAME.fullmatch(name):
                raise ArchiveError(f"no name for a bundle: {name!r} – rename the file and make the brief anew")
            entry = zipfile.ZipInfo(name, _DATE)
            entry.external_attr = _READABLE
            entry.create_system = 3  # Unix, on every system
            bundle.writestr(entry, content)
    return packed.getvalue()


def is_bundle(path: Path) -> bool:
    """Whether a file is a zip."""
    return zipfile.is_zipfile(path)


def unpack(path: Path, into: Path) -> tuple[str, ...]:
    """Write the files of a bundle into an empty folder and return what does not hold, one sentence each; () if all is whole.

    Only files are written whose name and sum stand in the bundle's list. Raises ArchiveError for what is no bundle.
    """
    try:
        with zipfile.ZipFile(path) as bundle:
            return tuple(_faults(bundle, into))
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, UnicodeDecodeError) as trouble:
        raise ArchiveError(f"no bundle that can be read: {path}: {trouble} – get the file again") from trouble


def _faults(bundle: zipfile.ZipFile, into: Path) -> Iterator[str]:
    entries = bundle.infolist()
    names = [entry.filename for entry in entries]
    if SUMS not in names:
        yield f"{SUMS}: the list of sums is missing"
        return
    expected = dict(_rows(bundle.read(SUMS).decode()))
    yield from (
        f"{name}: it stands twice in the bundle" for name in sorted({name for name in names if names.count(name) > 1})
    )
    yield from (f"{name}: it is missing" for name in sorted(expected.keys() - set(names)))
    for entry in entries:
        name = entry.filename
        if name == SUMS:
            continue
        if name not in expected or not _NAME.fullmatch(name) or entry.compress_type != zipfile.ZIP_STORED:
            yield f"{name}: it does not belong into the bundle"
            continue
        target = into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with bundle.open(entry) as packed, target.open("wb") as file:
            found = _copied(packed, file)
        if found != expected[name]:
            target.unlink()
            yield f"{name}: its bytes have changed (SHA-256 {found[:12]}… instead of {expected[name][:12]}…)"


def _copied(packed: IO[bytes], file: IO[bytes]) -> str:
    digest = sha256()
    while chunk := packed.read(_CHUNK):
        digest.update(chunk)
        file.write(chunk)
    return digest.hexdigest()


def _rows(sums: str) -> Iterator[tuple[str, str]]:
    for row in sums.splitlines():
        if found := _ROW.fullmatch(row):
            yield found[2], found[1]
