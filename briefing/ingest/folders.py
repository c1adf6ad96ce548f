"""Paths to files: folders walked, links and special files refused. It opens none of them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.ingest.clean import one_line
from briefing.ingest.settings import IngestSettings
from briefing.model import Notice, Severity

STDIN = "-"
_KINDS = (
    (stat.S_ISFIFO, "a pipe", "send its content to standard input and name -"),
    (stat.S_ISCHR, "a device", "copy what it holds to a file"),
    (stat.S_ISBLK, "a device", "copy what it holds to a file"),
    (stat.S_ISSOCK, "a socket", "copy what it holds to a file"),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: its name as the user sees it, and the path to open."""

    name: str
    path: str


def notice(subject: str, message: str, severity: Severity = Severity.LOST) -> Notice:
    """Make a notice of this room; foreign characters that could move a cursor are removed."""
    return Notice(
        room="ingest", severity=severity, subject=one_line(subject, 1000) or "?", message=one_line(message, 1000) or "?"
    )


def shown(path: str) -> str:
    """Return a path as it is printed: with "/", and without bytes that are no characters."""
    name = path.replace(os.sep, "/").encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return one_line(name, 4096) or "?"


def files(paths: Sequence[str], settings: IngestSettings) -> Iterator[Found | Notice]:
    """Yield every file below the paths once, in the order of their names, and a notice for what cannot be one."""
    seen: set[str] = set()
    for path in sorted(set(paths)):
        for found in [Found(STDIN, STDIN)] if path == STDIN else _below(path):
            if isinstance(found, Found) and found.path != STDIN:
                real = os.path.realpath(found.path)
                if real in seen:
                    continue
                seen.add(real)
            if len(seen) > settings.files:
                yield notice(shown(path), f"there are more than {settings.files} files; name fewer folders")
                return
            yield found


def _below(path: str) -> Iterator[Found | Notice]:
    """Yield what one named path stands for; a link that the user named is followed."""
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError) as trouble:
        yield unreachable(path, trouble)
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path)
    else:
        yield _file(path, mode)


def _file(path: str, mode: int) -> Found | Notice:
    for test, what, advice in _KINDS:
        if test(mode):
            return notice(shown(path), f"it is {what}, not a file; {advice}")
    return Found(shown(path), path)


def unreachable(path: str, trouble: OSError | ValueError) -> Notice:
    """Return the notice that says why a path cannot be opened."""
    if isinstance(trouble, FileNotFoundError):
        return notice(shown(path), "there is no such file or folder; check the spelling")
    if isinstance(trouble, PermissionError):
        return notice(shown(path), "it may not be read; change its permissions")
    reason = trouble.strerror if isinstance(trouble, OSError) else str(trouble)
    return notice(shown(path), f"it cannot be opened ({reason}); check the path")


# Files that say what a folder holds, by the custom of their names.
_ABOUT = re.compile(r"(?:README|LICEN[CS]E|COPYING|NOTICE|CHANGELOG|SOURCES?)(?:\.(?:md|txt|rst))?\Z")


def _folder(root: str) -> Iterator[Found | Notice]:
    """Walk a folder without recursion, names in order; hidden names are passed over, links may not leave it."""
    inside = os.path.realpath(root)
    stack = [root]
    count = 0
    while stack:
        folder = stack.pop()
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as trouble:
            yield unreachable(folder, trouble)
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if _ABOUT.match(entry.name):
                subject = shown(os.path.join(folder, entry.name))  # noqa: PTH118 - names may hold bytes that are no text
                yield notice(
                    subject,
                    "it describes the folder and is not read as an article; rename it if it is one",
                    Severity.REMARK,
                )
                continue
            count += 1
            found = _entry(entry, inside)
            if found is None:
                stack.append(entry.path)
            else:
                yield found
    if not count:
        yield notice(shown(root), "the folder holds nothing to read; check that it is the right one")


def _entry(entry: os.DirEntry[str], inside: str) -> Found | Notice | None:
    """Return the file or the notice for an entry of a folder; None for a folder to walk."""
    try:
        if entry.is_symlink():
            target = os.path.realpath(entry.path, strict=True)
            if os.path.commonpath([inside, target]) != inside:
                return notice(
                    shown(entry.path), "it is a link that leads out of the folder; name its target if you want it read"
                )
            if Path(target).is_dir():
                return notice(
                    shown(entry.path), "it is a link to a folder, which is read in its own place", Severity.REMARK
                )
        mode = entry.stat().st_mode
    except (OSError, ValueError) as trouble:
        return unreachable(entry.path, trouble)
    return None if stat.S_ISDIR(mode) else _file(entry.path, mode)
