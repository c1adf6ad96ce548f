"""One at a time: a lock on a file that the kernel lets go when its process ends, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from briefing.model import ArchiveBusy, ArchiveError

_LOCK = ".lock"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold an archive for oneself, whose folder is made if need be; raises ArchiveBusy at once if another process holds it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as trouble:
        raise ArchiveError(
            f"cannot use the archive: {folder}: {trouble.strerror} – check `archive` in the profile and the permissions"
        ) from trouble
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise ArchiveBusy(f"another run is at work: {folder} – let it finish; what is due is done by it") from None
    finally:
        os.close(handle)
