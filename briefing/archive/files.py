"""Files of the archive are written whole or not at all: a temporary name in the same folder, synced, renamed, the folder synced."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

Mark = Callable[[str], None]
_UNFINISHED = ".new"  # how a file is called until it is whole
_HALF = ".unfinished-"  # how the name of a folder begins until it is whole


def unmarked(_step: str) -> None:
    """Let a step pass unannounced."""


def put(path: Path, content: bytes, mark: Mark = unmarked) -> None:
    """Write one file, replacing an older one in a single step; raises OSError and then leaves nothing behind."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=_UNFINISHED, dir=path.parent)
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.chmod(0o666 & ~_umask())  # mkstemp grants only the owner; the user's umask decides
        mark(f"{path.name} written")
        unfinished.replace(path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    sync(path.parent)
    mark(f"{path.name} in place")


def make_folder(folder: Path) -> None:
    """Make a folder whose name outlives a power cut, unless it is there; raises OSError."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        sync(folder.parent)


def put_folder(path: Path, documents: Mapping[str, bytes]) -> None:
    """Write {file name: bytes} as one new folder that appears whole; raises OSError and then leaves nothing behind."""
    home = Path(tempfile.mkdtemp(prefix=_HALF, dir=path.parent))
    try:
        for name, content in documents.items():
            put(home / name, content)
        home.chmod(0o777 & ~_umask())
        home.rename(path)
    except OSError:
        shutil.rmtree(home, ignore_errors=True)
        raise
    sync(path.parent)


def sync(folder: Path) -> None:
    """Have the names in a folder outlive a power cut; raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what a killed process left unfinished in a folder; only for one who is alone there."""
    for left in folder.glob(f".*{_UNFINISHED}"):
        left.unlink(missing_ok=True)
    for half in folder.glob(f"{_HALF}*"):
        shutil.rmtree(half, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
