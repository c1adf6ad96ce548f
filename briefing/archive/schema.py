"""The tables, version by version. A newer archive than this program knows is refused untouched."""

from __future__ import annotations

import sqlite3

from briefing.model import ArchiveError

# Each entry leads from its index to the next version; an entry that was released is never altered.
_STEPS = (
    (
        # An edition under way: what was collected for it. The row goes when its brief is filed or cannot be made.
        "CREATE TABLE collection (day TEXT PRIMARY KEY, notices TEXT NOT NULL)",
        # `made` is the record as the program made it, `json` as the desk edited it; `review` the digest of the decisions that
        # are carried out in it, `approved` the digest of the record that somebody approved.
        """CREATE TABLE brief (
            day TEXT PRIMARY KEY, serial INTEGER NOT NULL UNIQUE, cutoff TEXT NOT NULL, title TEXT NOT NULL,
            made BLOB NOT NULL, json BLOB NOT NULL, sha256 TEXT NOT NULL, lines INTEGER NOT NULL, read INTEGER NOT NULL,
            fresh INTEGER NOT NULL, documents INTEGER NOT NULL DEFAULT 0, review TEXT NOT NULL DEFAULT '',
            approved TEXT, approver TEXT)""",
        # Articles by a digest of their text, with the first brief that read them.
        "CREATE TABLE article (text BLOB PRIMARY KEY, day TEXT NOT NULL, name TEXT NOT NULL) WITHOUT ROWID",
        # Files by the SHA-256 of their bytes, with the time of the newest article in them; '' where none bears a time.
        "CREATE TABLE file (bytes BLOB PRIMARY KEY, newest TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE outbox (
            day TEXT NOT NULL REFERENCES brief(day), recipient TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
            next TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (day, recipient)) WITHOUT ROWID""",
        "CREATE INDEX waiting ON outbox(state)",
        """CREATE VIRTUAL TABLE line USING fts5(
            text, speaker, headline, day UNINDEXED, id UNINDEXED, tokenize='porter unicode61 remove_diacritics 2')""",
    ),
)


def migrate(connection: sqlite3.Connection, name: str) -> None:
    """Bring an archive to the version of this program, all or nothing; raises ArchiveError for one of a newer program."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version > len(_STEPS):
        raise ArchiveError(
            f"the archive is of a newer version ({version}, this one knows {len(_STEPS)}): {name} – use the version of briefing that wrote it; nothing was touched"
        )
    if version == len(_STEPS):
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("BEGIN IMMEDIATE")
    # Another process may have been faster between the question and the lock.
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    for step in _STEPS[version:]:
        for statement in step:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {len(_STEPS)}")
    connection.execute("COMMIT")
