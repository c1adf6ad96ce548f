"""The words that parent and child exchange: a length, then JSON; nothing is ever pickled.

Parent to child: lengths of call and raw bytes, the call as JSON, the raw bytes as they are.
Child to parent: a letter, a length, JSON. `R` says that it is up, `V` is one value of the answer, `E` the end of a job, `X` the end by failure.
"""

from __future__ import annotations

import json
import os
import select
import struct
import time
from collections.abc import Callable
from typing import Any

CALL = struct.Struct("!IQ")
REPLY = struct.Struct("!cI")
READY, VALUE, END, FAILED = b"R", b"V", b"E", b"X"
_CHUNK = 1 << 20


class Late(Exception):  # noqa: N818 - it never leaves this room, where it reads as the sentence it is
    """The other end did not answer in time."""


class Gone(Exception):  # noqa: N818 - as above
    """The other end closed the pipe."""


def pack(value: Any) -> bytes:  # noqa: ANN401 - any JSON value
    """Encode a JSON value as ASCII, so that even a lone surrogate survives the pipe."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def read_exactly(size: int, read: Callable[[int], bytes]) -> bytes:
    """Read `size` bytes by calls of `read`; raise Gone when they end before."""
    parts = bytearray()
    while len(parts) < size:
        part = read(min(_CHUNK, size - len(parts)))
        if not part:
            raise Gone
        parts += part
    return bytes(parts)


def _wait(descriptor: int, event: int, deadline: float) -> None:
    poll = select.poll()
    poll.register(descriptor, event)
    left = deadline - time.monotonic()
    if left <= 0 or not poll.poll(left * 1000):
        raise Late


def receive(descriptor: int, size: int, deadline: float) -> bytes:
    """Read `size` bytes before `deadline` (monotonic seconds); raise Late or Gone."""

    def read(wanted: int) -> bytes:
        _wait(descriptor, select.POLLIN, deadline)
        return os.read(descriptor, wanted)

    return read_exactly(size, read)


def send(descriptor: int, payload: bytes, deadline: float) -> None:
    """Write all of `payload` to a non-blocking pipe before `deadline`; raise Late or Gone."""
    rest = memoryview(payload)
    while rest:
        _wait(descriptor, select.POLLOUT, deadline)
        try:
            rest = rest[os.write(descriptor, rest[:_CHUNK]) :]
        except BlockingIOError:
            continue
        except OSError as trouble:
            raise Gone from trouble
