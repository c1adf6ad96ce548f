"""Files are written whole or not at all: to a temporary name in the same folder, synced, renamed."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from briefing.model import RenderError


def write_all(folder: Path, documents: Mapping[str, bytes]) -> list[str]:
    """Write {file name: bytes} into a folder, which is made if need be; return the paths. Raises RenderError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise RenderError(
            f"cannot make the output folder: {folder}: {trouble.strerror} – choose another with -o"
        ) from trouble
    return [write(folder / name, content) for name, content in documents.items()]


def write(path: Path, content: bytes) -> str:
    """Write one file, replacing an older one in a single step; return its path as text. Raises RenderError."""
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o666 & ~_umask())  # mkstemp grants only the owner; the user's umask decides
        Path(temporary).replace(path)
    except OSError as trouble:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise RenderError(
            f"cannot write: {path}: {trouble.strerror} – free space, or choose another folder with -o"
        ) from trouble
    return str(path)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def to_stdout(content: bytes) -> None:
    """Print bytes as they are."""
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
