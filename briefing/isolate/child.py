"""The child: waits for a call, makes it, answers; ends when its parent closes the pipe."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from typing import Any

from briefing.isolate.frames import CALL, END, FAILED, READY, REPLY, VALUE, Gone, pack, read_exactly
from briefing.isolate.limits import Limits, confine, grant_cpu, resident_mb

_LAST_WORDS = 300  # characters of an error message; enough to recognise it


def _write(pipe: int, letter: bytes, body: bytes) -> None:
    rest = memoryview(REPLY.pack(letter, len(body)) + body)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def _fail(pipe: int, reason: str, message: str) -> None:
    _write(pipe, FAILED, pack([reason, message[:_LAST_WORDS]]))


def _values(target: str, raw: bytes, arguments: dict[str, Any]) -> Iterator[Any]:
    """Call `module:function`; an iterator's values are answers one by one, anything else is one answer."""
    module, _, name = target.partition(":")
    result = getattr(importlib.import_module(module), name)(raw, arguments)
    if isinstance(result, Iterator):
        yield from result
    else:
        yield result


def _job(pipe: int, call: dict[str, Any], raw: bytes, limits: Limits) -> bool:
    """Do one job; return whether this process is still fit for another."""
    grant_cpu(limits.cpu_seconds)
    try:
        for value in _values(call["target"], raw, call["arguments"]):
            body = pack(value)
            if len(body) > limits.answer_mb * 2**20:
                _fail(pipe, "output", f"an answer of {len(body)} bytes")
                return False
            _write(pipe, VALUE, body)
            grant_cpu(limits.cpu_seconds)
    except MemoryError:
        _fail(pipe, "memory", "")
        return False
    except (Exception, SystemExit) as trouble:  # noqa: BLE001 - whatever a parser raises is a value to the parent
        _fail(pipe, "error", f"{type(trouble).__name__}: {trouble}")
        return not isinstance(trouble, (RecursionError, SystemExit))
    _write(pipe, END, pack(resident_mb()))
    return True


def main() -> None:
    """Serve calls from standard input to standard output until it closes. Arguments: the limits as JSON, a module to load."""
    limits = Limits(**json.loads(sys.argv[1]))
    source, pipe = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):  # what a library prints or reads must not touch the frames
        os.dup2(null, standard)
    confine(limits)
    read = partial(os.read, source)
    fit = True
    _write(pipe, READY, pack(None))
    with suppress(Exception):  # a call says better what is wrong with it
        if sys.argv[2]:
            importlib.import_module(sys.argv[2])
    while fit:
        try:
            call_size, raw_size = CALL.unpack(read_exactly(CALL.size, read))
            call = json.loads(read_exactly(call_size, read))
            fit = _job(pipe, call, read_exactly(raw_size, read), limits)
        except (Gone, BrokenPipeError):
            return
