"""Documents go to a folder or to standard output; a file is written whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from briefing.archive import put
from briefing.model import RenderError


def write_all(folder: Path, documents: Mapping[str, bytes], advice: str = "choose another with -o") -> list[str]:
    """Write {file name: bytes} into a folder, which is made if need be; return the paths. Raises RenderError.

    `advice` is how the user names another folder.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise RenderError(f"cannot make the folder: {folder}: {trouble.strerror} – {advice}") from trouble
    return [write(folder / name, content, advice) for name, content in documents.items()]


def write(path: Path, content: bytes, advice: str = "choose another with -o") -> str:
    """Write one file, replacing an older one in a single step; return its path as text. Raises RenderError."""
    try:
        put(path, content)
    except OSError as trouble:
        raise RenderError(f"cannot write: {path}: {trouble.strerror} – free space, or {advice}") from trouble
    return str(path)


def to_stdout(content: bytes) -> None:
    """Print bytes as they are. Raises RenderError."""
    with printing():
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


@contextmanager
def printing() -> Iterator[None]:
    """Raise RenderError where standard output takes nothing more; a reader that has gone is another matter."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as trouble:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # what waits is lost; it is not tried again at the end
        raise RenderError(f"cannot print: {trouble.strerror} – free space, or print to another place") from trouble
