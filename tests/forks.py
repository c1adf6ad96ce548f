"""Real processes for tests, forked from one that has loaded everything: each costs milliseconds and can be killed anywhere.

Started as a program of its own, since to fork a process that has threads (a test with a server in it) is not safe.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(slots=True)
class Forks:
    """Runs `briefing` in forked processes, one after the other. `pid` is that of the one that runs now."""

    _program: subprocess.Popen[str]
    pid: int = 0

    def run(
        self, arguments: Sequence[str], *, kill_at: int | None = None, file_bytes: int | None = None
    ) -> tuple[int, list[str]]:
        """Run a command; return its exit code, or minus the signal that ended it, and the steps that it came to.

        It is killed with -9 at its step number `kill_at`; no file of it may grow beyond `file_bytes`.
        """
        asked = {"arguments": list(arguments), "kill_at": kill_at, "file_bytes": file_bytes}
        print(json.dumps(asked), file=self._program.stdin, flush=True)
        assert self._program.stdout is not None
        self.pid = int(self._program.stdout.readline())
        code, steps = json.loads(self._program.stdout.readline())
        self.pid = 0
        return code, steps

    def at_once(self, arguments: Sequence[str], times: int) -> list[int]:
        """Run a command so many times at once; return the exit codes, sorted."""
        print(json.dumps({"arguments": list(arguments), "times": times}), file=self._program.stdin, flush=True)
        assert self._program.stdout is not None
        return sorted(json.loads(self._program.stdout.readline()))

    def kill(self) -> None:
        """Kill the process that runs now with -9."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)


@contextlib.contextmanager
def forks() -> Iterator[Forks]:
    """Start the program that forks, and end it."""
    program = subprocess.Popen(
        [sys.executable, __file__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    with program:
        yield Forks(program)
        assert program.stdin is not None
        program.stdin.close()


def _serve() -> None:
    import briefing.cli.daily
    import briefing.deliver.send
    import briefing.render.documents
    import briefing.summarize.salience

    briefing.summarize.salience.vectors([["text"]])  # numpy
    for line in sys.stdin:
        asked = json.loads(line)
        if "times" in asked:
            _tell(json.dumps(_crowd(asked)))
            continue
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            _work(asked, write)
        os.close(write)
        _tell(str(child))
        with os.fdopen(read) as told:
            steps = told.read().splitlines()
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        _tell(json.dumps([code, steps]))


def _crowd(asked: dict[str, object]) -> list[int]:
    """Fork so many processes as are asked for, and wait for all."""
    children = []
    for _ in range(int(str(asked["times"]))):
        child = os.fork()
        if child == 0:
            _work(asked, os.open(os.devnull, os.O_WRONLY))
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _work(asked: dict[str, object], told: int) -> None:
    """Be the process that runs the command, with every step written down; never returns."""
    from briefing.cli.arguments import parser
    from briefing.cli.daily import daily
    from briefing.model import BriefingError

    code, passed = 255, 0

    def mark(step: str) -> None:
        nonlocal passed
        os.write(told, f"{step}\n".encode())
        passed += 1
        if passed - 1 == asked.get("kill_at"):
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        if isinstance(limit := asked.get("file_bytes"), int):
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        devnull = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(devnull, stream)
        words = asked["arguments"]
        assert isinstance(words, list)
        code = daily(parser().parse_args(words), mark)
    except BriefingError as trouble:
        code = trouble.exit_code
    finally:
        os._exit(code)


if __name__ == "__main__":
    _serve()
