"""The archive's one file: briefs made, articles seen, the outbox. Every transaction is synced before the next step begins."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from briefing.archive.files import Mark, unmarked
from briefing.archive.outbox import OPEN, Dispatch, DispatchState
from briefing.archive.records import Filed, Hit
from briefing.archive.schema import migrate
from briefing.model import ArchiveError, Brief, Notice, Severity

NAME = "archive.sqlite"
_PATIENCE = 5.0  # seconds to wait for a backup or a reader that holds the file
_BRIEF = "day, serial, cutoff, title, json, sha256, lines, read, fresh, documents, review, approved, approver"


class Archive:
    """What was made, read and sent. Methods that change something are one transaction each."""

    def __init__(self, connection: sqlite3.Connection, mark: Mark = unmarked) -> None:
        self._connection = connection
        self._mark = mark

    @classmethod
    @contextmanager
    def opened(cls, folder: Path, mark: Mark = unmarked, *, create: bool = False) -> Iterator[Archive]:
        """Open the archive of a folder for a `with` block; raises ArchiveError for all that SQLite finds wrong in it."""
        path = folder / NAME
        _expect(path, create=create)
        connection = None
        try:
            connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            migrate(connection, str(path))
            yield cls(connection, mark)
        except (sqlite3.Error, zlib.error) as trouble:
            raise ArchiveError(_told(trouble, path)) from trouble
        finally:
            if connection is not None:
                connection.close()

    @contextmanager
    def _step(self, name: str) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing, whoever dies."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
            self._mark(f"{name} ready")
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self._mark(f"{name} committed")

    def check(self) -> None:
        """Read the whole file and raise ArchiveError if a part of it is damaged. Some milliseconds for each year of briefs."""
        found = self._connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        if found != "ok":
            raise ArchiveError(f"the archive is damaged: {found} – restore {NAME} from a backup; nothing was touched")

    # Briefs

    def brief(self, day: str) -> Filed | None:
        """Return the brief of a day."""
        return next(self._briefs("WHERE day = ?", day), None)

    def before(self, day: str) -> Filed | None:
        """Return the newest brief of an earlier day."""
        return next(self._briefs("WHERE day < ? ORDER BY day DESC LIMIT 1", day), None)

    def newest(self) -> Filed | None:
        """Return the brief of the latest day."""
        return next(self._briefs("ORDER BY day DESC LIMIT 1"), None)

    def history(self) -> tuple[Filed, ...]:
        """Return all briefs, the latest day first."""
        return tuple(self._briefs("ORDER BY day DESC"))

    def without_documents(self) -> tuple[Filed, ...]:
        """Return the briefs whose documents are not known to lie in their folders, the earliest first."""
        return tuple(self._briefs("WHERE documents = 0 ORDER BY day"))

    def _briefs(self, where: str, *values: str) -> Iterator[Filed]:
        for row in self._connection.execute(f"SELECT {_BRIEF} FROM brief {where}", values):  # noqa: S608 - our own words
            day, serial, cutoff, title, raw, sha256, lines, read, fresh, documents, review, approved, approver = row
            yield Filed(
                day=day, serial=serial, cutoff=datetime.fromisoformat(cutoff), title=title, raw=zlib.decompress(raw), sha256=sha256,
                lines=lines, read=read, fresh=fresh, documents=bool(documents), review=review, approved=approved,
                approver=approver,
            )  # fmt: skip

    def file(
        self,
        filed: Filed,
        brief: Brief,
        articles: Mapping[bytes, str],
        recipients: Sequence[str],
        files: Mapping[str, datetime | None] = MappingProxyType({}),
    ) -> None:
        """File a brief, what was read for it, and a row of the outbox for each recipient.

        `articles` is {digest of the text: name}, `files` {SHA-256 in hex: time of the newest article, None without any}.
        """
        with self._step("brief") as connection:
            connection.execute(
                "INSERT INTO brief (day, serial, cutoff, title, made, json, sha256, lines, read, fresh)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    filed.day, filed.serial, filed.cutoff.isoformat(), filed.title, zlib.compress(filed.raw),
                    zlib.compress(filed.raw), filed.sha256, filed.lines, filed.read, filed.fresh,
                ),
            )  # fmt: skip
            connection.executemany(
                "INSERT OR IGNORE INTO article VALUES (?, ?, ?)",
                [(digest, filed.day, name) for digest, name in sorted(articles.items())],
            )
            connection.executemany(
                "INSERT OR IGNORE INTO file VALUES (?, ?)",
                [(bytes.fromhex(name), newest.isoformat() if newest else "") for name, newest in sorted(files.items())],
            )
            _index(connection, filed.day, brief)
            connection.executemany(
                "INSERT INTO outbox VALUES (?, ?, ?, 0, ?, '')",
                [(filed.day, recipient, DispatchState.PENDING, filed.cutoff.isoformat()) for recipient in recipients],
            )
            connection.execute("DELETE FROM collection WHERE day = ?", (filed.day,))

    def made(self, day: str) -> bytes | None:
        """Return the brief.json of a day as the program made it, before any decision."""
        row = self._connection.execute("SELECT made FROM brief WHERE day = ?", (day,)).fetchone()
        return zlib.decompress(row[0]) if row else None

    def revise(self, filed: Filed, brief: Brief) -> None:
        """File a brief anew after a review; its documents have to be written again."""
        with self._step("review") as connection:
            connection.execute(
                "UPDATE brief SET json = ?, sha256 = ?, lines = ?, review = ?, documents = 0 WHERE day = ?",
                (zlib.compress(filed.raw), filed.sha256, filed.lines, filed.review, filed.day),
            )
            connection.execute("DELETE FROM line WHERE day = ?", (filed.day,))
            _index(connection, filed.day, brief)

    def approve(self, filed: Filed, who: str) -> None:
        """Note that somebody approved a brief as it is now; a later change is not covered."""
        with self._step("approval") as connection:
            connection.execute(
                "UPDATE brief SET approved = ?, approver = ? WHERE day = ?", (filed.sha256, who, filed.day)
            )

    def documents_lie(self, day: str) -> None:
        """Note that all documents of a day's brief are in their folder."""
        with self._step("documents") as connection:
            connection.execute("UPDATE brief SET documents = 1 WHERE day = ?", (day,))

    # What an edition under way has collected

    def collected(self, day: str) -> tuple[Notice, ...] | None:
        """Return what the collection of a day had to say; None if there was none, or if it was not finished."""
        row = self._connection.execute("SELECT notices FROM collection WHERE day = ?", (day,)).fetchone()
        if row is None:
            return None
        return tuple(Notice(**{**entry, "severity": Severity(entry["severity"])}) for entry in json.loads(row[0]))

    def note_collection(self, day: str, notices: Sequence[Notice]) -> None:
        """Note that a day's collection is finished: a run that takes over does not collect again."""
        with self._step("collection") as connection:
            written = json.dumps([asdict(notice) for notice in notices])
            connection.execute("INSERT OR REPLACE INTO collection VALUES (?, ?)", (day, written))

    def forget_collection(self, day: str) -> None:
        """Let the next run collect again, since nothing could be made of what there was."""
        with self._step("no collection") as connection:
            connection.execute("DELETE FROM collection WHERE day = ?", (day,))

    def seen(self, digests: Sequence[bytes]) -> dict[bytes, str]:
        """Return, for those of the digests that an earlier brief has read, the day of the first."""
        question = "SELECT day FROM article WHERE text = ?"
        rows = ((digest, self._connection.execute(question, (digest,)).fetchone()) for digest in digests)
        return {digest: row[0] for digest, row in rows if row}

    def files_before(self, moment: datetime) -> frozenset[str]:
        """Return the SHA-256, in hex, of the files that an earlier brief has read and that hold nothing later than a moment."""
        rows = self._connection.execute(
            "SELECT bytes FROM file WHERE newest <= ?", (moment.astimezone(UTC).isoformat(),)
        )
        return frozenset(row[0].hex() for row in rows)

    # The outbox

    def dispatches(self, day: str | None = None) -> tuple[Dispatch, ...]:
        """Return the rows of the outbox: all of a day, or of every day those that are still open; the earliest first."""
        marks = ", ".join("?" * len(OPEN))
        where, values = ("day = ?", (day,)) if day else (f"state IN ({marks})", OPEN)
        found = self._connection.execute(
            f"SELECT day, recipient, state, attempts, next, answer FROM outbox WHERE {where} ORDER BY day, recipient",  # noqa: S608
            values,
        )
        return tuple(
            Dispatch(
                day=row[0], recipient=row[1], state=DispatchState(row[2]), attempts=row[3],
                next=datetime.fromisoformat(row[4]).astimezone(UTC), answer=row[5],
            )
            for row in found
        )  # fmt: skip

    def note(self, dispatch: Dispatch, name: str) -> None:
        """Write a row of the outbox as it stands now; `name` is the step it belongs to."""
        with self._step(name) as connection:
            connection.execute(
                "UPDATE outbox SET state = ?, attempts = ?, next = ?, answer = ? WHERE day = ? AND recipient = ?",
                (
                    dispatch.state, dispatch.attempts, dispatch.next.isoformat(), dispatch.answer, dispatch.day,
                    dispatch.recipient,
                ),
            )  # fmt: skip

    # Search

    def find(self, phrases: Sequence[str]) -> tuple[Hit, ...]:
        """Return the lines that hold all the phrases, in any order and with any endings; the latest day first, the best first in it."""
        wanted = " AND ".join('"' + phrase.replace('"', '""') + '"' for phrase in phrases)
        found = self._connection.execute(
            "SELECT day, id, speaker, highlight(line, 0, '«', '»') FROM line WHERE line MATCH ? ORDER BY day DESC, rank, id",
            (wanted,),
        )
        return tuple(Hit(day=day, line=name, speaker=speaker or None, text=text) for day, name, speaker, text in found)


def _index(connection: sqlite3.Connection, day: str, brief: Brief) -> None:
    """Make the lines of a brief searchable."""
    connection.executemany(
        "INSERT INTO line VALUES (?, ?, ?, ?, ?)",
        [
            (line.text, line.speaker or "", chapter.headline, day, line.id)
            for chapter in brief.chapters
            for line in chapter.lines
        ],
    )


def _expect(path: Path, *, create: bool) -> None:
    """Refuse to begin anew where an archive was lost: the day's brief would be made and sent a second time."""
    if path.exists() and path.stat().st_size:
        return
    if next(path.parent.glob("[0-9]*-*-*/brief.*"), None):
        raise ArchiveError(
            f"the archive is gone: {path}, though briefs lie beside it – restore it from a backup, or move the folders of the days away to begin anew"
        )
    if not create:
        raise ArchiveError(f"there is no archive yet: {path} – `briefing daily` makes it")


def _told(trouble: Exception, path: Path) -> str:
    """Say what SQLite found, with advice."""
    said = str(trouble)
    if "locked" in said or "busy" in said:
        return f"the archive is in use: {path}: {said} – close the program that holds it (a backup?) and try again"
    if "no such module" in said:
        return f"the archive cannot be searched: {path}: {said} – use a Python whose SQLite has full-text search (FTS5)"
    if "full" in said or "disk I/O" in said:
        return f"the archive cannot be written: {path}: {said} – free space and run again: nothing is lost"
    if "readonly" in said or "unable to open" in said:
        return f"the archive cannot be written: {path}: {said} – check the permissions of file and folder"
    return f"the archive is damaged: {path}: {said} – restore it from a backup; nothing was touched"
