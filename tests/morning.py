"""A desk for the tests of the morning run: three reports, a profile, and real processes."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from briefing.cli import main
from briefing.cli.arguments import parser
from briefing.cli.daily import daily

DUE = "2031-03-04T07:00Z"  # the morning after the day of the reports
NEXT = "2031-03-05T07:00Z"
DAY, NEXT_DAY = "2031-03-04", "2031-03-05"
_PROFILE = """
title = "Halden Strait"
timezone = "UTC"
due = "07:00"
archive = "archive"
folders = ["reports"]
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder with profile.toml, reports/ and, after the first run, archive/."""

    folder: Path

    @classmethod
    def at(cls, folder: Path, more: str = "") -> Desk:
        """Write the profile; `more` are further lines of it."""
        (folder / "profile.toml").write_text(_PROFILE + more, encoding="utf-8")
        return cls(folder)

    @property
    def archive(self) -> Path:
        """Where the profile puts the archive."""
        return self.folder / "archive"

    def run(self, verb: str, *arguments: str) -> int:
        """Run a verb in this process; return its exit code."""
        return main([verb, *arguments, "--profile", str(self.folder / "profile.toml")])

    def daily(self, now: str = DUE, *arguments: str) -> int:
        """Run the morning; only the documents that take no time, unless others are asked for."""
        return self.run("daily", "--now", now, "--format", "md,json", *arguments)

    def report(self, name: str, text: str) -> None:
        """Put a report into the folder that is read."""
        (self.folder / "reports" / name).write_text(text, encoding="utf-8")

    def files(self) -> dict[str, str]:
        """Return {name: SHA-256} of all in the archive but the database, whose bytes depend on who died when."""
        return {
            path.relative_to(self.archive).as_posix(): sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.archive.rglob("*"))
            if path.is_file() and not path.name.startswith("archive.sqlite")
        }

    def rows(self, question: str) -> list[tuple[object, ...]]:
        """Ask the database directly, as somebody with another tool would."""
        connection = sqlite3.connect(self.archive / "archive.sqlite")
        try:
            return connection.execute(question).fetchall()
        finally:
            connection.close()

    def sound(self) -> bool:
        """Whether SQLite finds nothing wrong in the archive."""
        return self.rows("PRAGMA integrity_check") == [("ok",)]


def in_a_process(work: Callable[[], int]) -> int:
    """Run something in a real process of its own; return its exit code, or minus the signal that killed it."""
    child = os.fork()
    if child == 0:
        code = 255
        try:
            devnull = os.open(os.devnull, os.O_WRONLY)
            os.dup2(devnull, 1)
            os.dup2(devnull, 2)
            code = work()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(desk: Desk, number: int, now: str = DUE) -> bool:
    """Run the morning in a process that is killed with -9 at its nth step; False if it came to its end before."""
    arguments = [
        "daily",
        "--profile",
        str(desk.folder / "profile.toml"),
        "--now",
        now,
        "--format",
        "md,json",
        "--quiet",
    ]
    left = number

    def mark(_step: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            sys.stdout.flush()
            os.kill(os.getpid(), signal.SIGKILL)

    ended = in_a_process(lambda: daily(parser().parse_args(arguments), mark))
    assert ended in {0, -signal.SIGKILL}, f"step {number} ended with {ended}"
    return ended != 0
