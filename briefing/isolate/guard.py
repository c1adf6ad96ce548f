"""The parent's side: start a child, hand a job over, wait no longer than agreed, bury what died."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from briefing.isolate.frames import CALL, END, FAILED, READY, REPLY, VALUE, Gone, Late, pack, receive, send
from briefing.isolate.limits import Limits

# The child must see the very package the parent runs, wherever it lies, and nothing else that lies beside it.
_ROOT = str(Path(__file__).resolve().parents[2])
_BOOT = "import sys; sys.path.insert(0, sys.argv.pop()); import briefing; del sys.path[0]; from briefing.isolate.child import main; main()"
# A fixed hash seed rules out `-I`, which ignores it; -s -P and an empty environment isolate as much.
_FLAGS = ("-s", "-P", "-B", "-c", _BOOT)
_SURROUNDINGS = {
    "PYTHONHASHSEED": "0",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}
_START_SECONDS = 20.0  # an interpreter on a slow disk; a job's own time begins only when it is up
_FRAME_MARGIN = 64  # bytes a frame may have above the agreed output, for its own brackets
_HALT_SECONDS = 5.0


class Reason(StrEnum):
    """Why a job did not come to its end."""

    DIED = "died"  # crashed, or killed by the kernel
    TIMEOUT = "timeout"
    MEMORY = "memory"
    OUTPUT = "output"
    ERROR = "error"  # the function raised
    GARBLED = "garbled"  # what came back was not an answer


@dataclass(frozen=True, slots=True)
class Answer:
    """One JSON value that the function gave."""

    value: Any


@dataclass(frozen=True, slots=True)
class Failure:
    """What stopped a job. `message` is for people and may hold words of the parser, hence of the untrusted file."""

    reason: Reason
    message: str = ""


class Guard:
    """A guarded child, started at the first call, reused, and replaced when it dies. A context manager; one thread only."""

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._child: subprocess.Popen[bytes] | None = None
        self._up = False
        self._worn = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self, target: str = "") -> None:
        """Start the child without waiting for it; it loads the module of `target`, so that its first job finds it ready."""
        if self._child is None:
            self._child = self._born(target)

    def close(self) -> None:
        """End the child and wait for it, so that no zombie is left. Harmless when repeated."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        for pipe in (child.stdin, child.stdout):
            if pipe:
                pipe.close()
        child.wait()

    def call(self, target: str, raw: bytes, arguments: Mapping[str, Any] | None = None) -> Answer | Failure:
        """Return the one value of `target` ("module:function"), called in the child with (raw, arguments). Never raises."""
        answers = list(self.stream(target, raw, arguments))
        if len(answers) == 1:
            return answers[0]
        failures = [answer for answer in answers if isinstance(answer, Failure)]
        return failures[0] if failures else Failure(Reason.GARBLED, f"{len(answers)} answers where one was due")

    def stream(self, target: str, raw: bytes, arguments: Mapping[str, Any] | None = None) -> Iterator[Answer | Failure]:
        """Yield each value that `target` yields, as soon as it comes; last of all a Failure if it did not reach its end.

        A caller that stops listening halfway costs the child its life.
        """
        done = False
        try:
            yield from self._answers(target, raw, arguments or {})
            done = True
        except Late:
            yield Failure(Reason.TIMEOUT, f"no answer within {self.limits.wall_seconds:g} s")
        except Gone:
            yield self._obituary()
        except (ValueError, TypeError, LookupError, RecursionError, OSError) as trouble:
            yield Failure(Reason.GARBLED, type(trouble).__name__)
        finally:
            if not done or self._worn:
                self.close()

    def _answers(self, target: str, raw: bytes, arguments: Mapping[str, Any]) -> Iterator[Answer | Failure]:
        """Hand the job over and yield what comes back; raises Late, Gone, ValueError."""
        child = self._start()
        limits = self.limits
        source, pipe = child.stdout, child.stdin
        if source is None or pipe is None:
            raise Gone
        call = pack({"target": target, "arguments": arguments})
        end = time.monotonic() + limits.total_seconds
        send(pipe.fileno(), CALL.pack(len(call), len(raw)) + call, time.monotonic() + limits.wall_seconds)
        send(pipe.fileno(), raw, time.monotonic() + limits.wall_seconds)
        while True:
            deadline = min(end, time.monotonic() + limits.wall_seconds)
            letter, size = REPLY.unpack(receive(source.fileno(), REPLY.size, deadline))
            if size > limits.answer_mb * 2**20 + _FRAME_MARGIN:
                raise ValueError("a frame above the agreed size")
            value = json.loads(receive(source.fileno(), size, deadline))
            if letter == VALUE:
                yield Answer(value)
            elif letter == END:
                self._worn = not isinstance(value, int) or value > limits.recycle_mb
                return
            elif letter == FAILED:
                self._worn = True
                yield Failure(Reason(str(value[0])), str(value[1]))
                return
            else:
                raise ValueError("a frame of no known kind")

    def _start(self) -> subprocess.Popen[bytes]:
        """Return the child at hand, or a new one, as soon as it is up."""
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = self._born()
        child = self._child
        if not self._up:
            if child.stdout is None:
                raise Gone
            end = time.monotonic() + _START_SECONDS
            letter, size = REPLY.unpack(receive(child.stdout.fileno(), REPLY.size, end))
            if letter != READY or receive(child.stdout.fileno(), size, end) != pack(None):
                raise ValueError("the child did not come up")
            self._up = True
        return child

    def _born(self, target: str = "") -> subprocess.Popen[bytes]:
        self._up = self._worn = False
        child = subprocess.Popen(
            [sys.executable, *_FLAGS, json.dumps(asdict(self.limits)), target.partition(":")[0], _ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            cwd="/",
            env=_SURROUNDINGS,
            start_new_session=True,  # Ctrl-C reaches the parent, which then ends the child
        )
        if child.stdin is not None:
            os.set_blocking(child.stdin.fileno(), False)
        return child

    def _obituary(self) -> Failure:
        """Say how the child ended."""
        try:
            code = self._child.wait(_HALT_SECONDS) if self._child else 0
        except subprocess.TimeoutExpired:
            return Failure(Reason.DIED, "it closed its pipe")
        if code == -signal.SIGXCPU:
            return Failure(Reason.TIMEOUT, f"{self.limits.cpu_seconds} s of processor time were not enough")
        return Failure(Reason.DIED, f"signal {-code}" if code < 0 else f"exit {code}")
