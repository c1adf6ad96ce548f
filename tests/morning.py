"""A desk for the tests of the morning run: three reports, a profile, and what came of them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from briefing.cli import main

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

    def morning(self, now: str = DUE) -> list[str]:
        """Return the words of the morning run, with only the documents that take no time."""
        return ["daily", "--now", now, "--format", "md,json", "--profile", str(self.folder / "profile.toml")]

    def daily(self, now: str = DUE, *arguments: str) -> int:
        """Run the morning in this process; return its exit code."""
        return main([*self.morning(now), *arguments])

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
