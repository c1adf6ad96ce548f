"""`briefing edit` and `briefing approve`: the human hand before a brief goes out."""

from __future__ import annotations

import argparse
import getpass
import os
import shlex
import subprocess
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from briefing.archive import DispatchState, Filed, alone, make_folder, put
from briefing.archive.store import Archive
from briefing.cli.choices import archive_of, profile_of
from briefing.cli.edit_sheet import as_sheet, decided
from briefing.cli.memory import filed_on
from briefing.cli.terminal import Voice
from briefing.model import ArchiveError, BriefingError, SettingsError
from briefing.pipeline.edition import REVIEW, file_documents, revise
from briefing.pipeline.morning import FORMATS, Morning
from briefing.render import decode
from briefing.settings import read_review, review_rows


def edit(chosen: argparse.Namespace) -> int:
    """Open the lines of a brief in an editor and make it anew by what was decided."""
    profile, voice = profile_of(chosen), Voice(quiet=chosen.quiet)
    folder = archive_of(profile)
    with Archive.opened(folder) as archive:
        filed = filed_on(archive, chosen.day)
        made = decode(archive.made(filed.day) or filed.raw)
    path = folder / filed.day / REVIEW
    edits = read_review(path) if path.exists() else ()
    who = chosen.who or getpass.getuser()

    def decide(text: str) -> int:
        more = decided(text, made, edits, who, datetime.now(UTC).replace(microsecond=0))
        if more:
            with alone(folder), Archive.opened(folder) as archive:
                _unchanged(filed, archive)
                _append(path, review_rows(more))
                morning = Morning(archive=archive, folder=folder, profile=profile, formats=_formats(path.parent))
                revised = revise(morning, filed)
                _, failures = file_documents(morning, revised)
                states = [row.state for row in archive.dispatches(filed.day)]
            for failure in failures:
                voice.say(str(failure))
        count = len({one.line for one in more})
        voice.say(f"{count} line{'s' if count != 1 else ''} decided anew")
        if more and (sent := states.count(DispatchState.ACCEPTED)):
            voice.say(
                f"{sent} reader{'s have' if sent != 1 else ' has'} it as it was – briefing mail {path.parent / 'brief.json'} --send"
            )
        return failures[0].exit_code if more and failures else 0

    return _in_editor(as_sheet(made, edits, filed.day), decide)


def _formats(home: Path) -> tuple[str, ...]:
    """The documents that a day has are made anew, and no others."""
    return tuple(name for name in FORMATS if name == "json" or (home / f"brief.{name}").exists())


def _unchanged(filed: Filed, archive: Archive) -> None:
    now = archive.brief(filed.day)
    if now is None or now.sha256 != filed.sha256:
        raise ArchiveError(f"the brief of {filed.day} was changed by somebody else meanwhile – open it again")


def _append(path: Path, rows: str) -> None:
    """Add rows to the review file in one step; what stands there stays."""
    try:
        make_folder(path.parent)
        put(path, (path.read_bytes() if path.exists() else b"") + rows.encode())
    except OSError as trouble:
        raise ArchiveError(
            f"cannot write: {path}: {trouble.strerror} – free space or mend the permissions"
        ) from trouble


def _in_editor(text: str, take: Callable[[str], int]) -> int:
    """Have a text changed in the user's editor and hand it on; where that fails, the changed text is kept and named."""
    written = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(written)
    except ValueError as trouble:
        raise SettingsError(f"no editor: {written}: {trouble} – set EDITOR as in EDITOR=nano") from trouble
    if not command:
        raise SettingsError("no editor: neither VISUAL nor EDITOR is set – set one, as in EDITOR=nano")
    handle, name = tempfile.mkstemp(prefix="brief-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    try:
        if subprocess.run([*command, name], check=False).returncode:
            raise SettingsError(f"the editor failed: {shlex.join(command)} – nothing was decided")
        code = take(Path(name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as trouble:
        raise SettingsError(
            f"the editor cannot be used: {shlex.join(command)}: {trouble} – set EDITOR to another"
        ) from trouble
    except BriefingError as trouble:
        raise type(trouble)(f"{trouble}; your text is kept in {name}") from trouble
    Path(name).unlink(missing_ok=True)
    return code


def approve(chosen: argparse.Namespace) -> int:
    """Note who approved a brief, and what it was."""
    folder, voice = archive_of(profile_of(chosen)), Voice(quiet=chosen.quiet)
    if not chosen.who.strip():
        raise SettingsError("nobody approves: --who is empty – give a name")
    with alone(folder), Archive.opened(folder) as archive:
        filed = filed_on(archive, chosen.day)
        archive.approve(filed, chosen.who)
        waiting = any(row.day == filed.day for row in archive.dispatches())
    then = "`briefing daily` sends it" if waiting else "no reader waits for it"
    voice.say(f"the brief of {filed.day} is approved by {chosen.who} as {filed.sha256}; {then}")
    return 0
