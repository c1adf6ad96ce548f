"""A morning run that is killed, or has no room left, is taken over by the next one: same bytes, nothing lost, nothing doubled.

Real processes, killed with -9 at every step that they announce (before and after each commit and each rename) and at every
step of the talk with a real mail server.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from email.parser import BytesParser
from pathlib import Path

import pytest
from forks import Forks, forks
from morning import DAY, Desk
from scripted_mail import Post, mail_server

_BRIEF = "SELECT day, serial, sha256, read, fresh, documents FROM brief"
_FILED = 1  # the number of the step at which the brief is filed
_READERS = ("first@example.org", "second@example.org")


@pytest.fixture(scope="module")
def stable() -> Iterator[Forks]:
    with forks() as program:
        yield program


def _desk(folder: Path, reports: Path, port: int) -> Desk:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copytree(reports, folder / "reports")
    readers = ", ".join(f'"{reader}"' for reader in _READERS)
    return Desk.at(
        folder,
        f'sender = "desk@example.org"\nrecipients = [{readers}]\n'
        f'[server]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n',
    )


def _got(post: Post) -> list[tuple[str, str]]:
    """Return (reader, Message-ID) of every message that the server kept."""
    return [
        (envelope.rcpt_tos[0], str(BytesParser().parsebytes(bytes(envelope.content), headersonly=True)["Message-ID"]))
        for envelope in post.had
        if isinstance(envelope.content, bytes)
    ]


class _Deadly(list[str]):
    """What a server heard; at the nth word it kills the process that it hears it from."""

    def __init__(self, stable: Forks, number: int) -> None:
        super().__init__()
        self._stable, self._number = stable, number

    def append(self, word: str) -> None:
        super().append(word)
        if len(self) - 1 == self._number:
            self._stable.kill()


def _later(desk: Desk) -> list[str]:
    """The morning again, late enough for what is to be tried again."""
    return desk.morning("2031-03-04T12:00Z")


@dataclass(slots=True)
class _Whole:
    """What a run leaves that nobody disturbs, and the desk as it is when its brief is filed and nothing else is done."""

    desk: Desk
    post: Post
    kept: Path
    steps: list[str]
    words: list[str]
    files: dict[str, str]
    brief: list[tuple[object, ...]]
    identity: dict[str, str]

    @classmethod
    def of(cls, stable: Forks, desk: Desk, post: Post, kept: Path) -> _Whole:
        """Run once undisturbed, and once until the brief is filed."""
        code, steps = stable.run(desk.morning())
        assert (code, sorted(reader for reader, _ in _got(post))) == (0, list(_READERS))
        whole = cls(desk, post, kept, steps, list(post.heard), desk.files(), desk.rows(_BRIEF), dict(_got(post)))
        whole.empty()
        assert stable.run(desk.morning(), kill_at=_FILED)[1][-1] == "brief committed"
        shutil.copytree(desk.archive, kept)
        return whole

    def empty(self) -> None:
        """Put the desk back to before its first run."""
        shutil.rmtree(self.desk.archive, ignore_errors=True)
        self.post.had.clear()

    def back(self) -> None:
        """Put the desk back to where its brief is filed. No run makes it again, so the rest is swept from here, faster."""
        self.empty()
        shutil.copytree(self.kept, self.desk.archive)

    def is_reached(self, where: str, *, twice: bool) -> None:
        """Check that all came to the same end; one message may have come twice, as the same, if its end was unclear."""
        got = _got(self.post)
        assert self.desk.files() == self.files, where
        assert self.desk.rows(_BRIEF) == self.brief, where
        assert dict(got) == self.identity, where
        assert len(got) <= 2 + twice, where
        assert self.desk.rows("SELECT DISTINCT state FROM outbox") == [("accepted",)], where
        assert self.desk.sound(), where


def test_a_run_killed_at_any_step_of_its_own_is_taken_over(stable: Forks, reports: Path, tmp_path: Path) -> None:
    with mail_server() as post:
        whole = _Whole.of(stable, _desk(tmp_path / "desk", reports, post.port), post, tmp_path / "kept")
        desk = whole.desk
        assert len(whole.steps) >= 16
        for number, step in enumerate(whole.steps):
            if number <= _FILED:
                whole.empty()
                code, _ = stable.run(desk.morning(), kill_at=number)
            else:
                whole.back()
                code, _ = stable.run(desk.morning(), kill_at=number - _FILED - 1)
            assert code == -9, step
            finished = {name: digest for name, digest in desk.files().items() if not name.endswith(".new")}
            assert finished.items() <= whole.files.items(), step
            assert stable.run(_later(desk))[0] == 0, step
            whole.is_reached(step, twice=step == "answer ready")


def test_a_run_killed_at_any_word_to_the_server_loses_no_message(stable: Forks, reports: Path, tmp_path: Path) -> None:
    with mail_server() as post:
        whole = _Whole.of(stable, _desk(tmp_path / "desk", reports, post.port), post, tmp_path / "kept")
        assert whole.words == ["connect", "EHLO", "MAIL", "RCPT", "DATA", "end", "QUIT"] * 2
        for number, word in enumerate(whole.words):
            whole.back()
            post.heard = _Deadly(stable, number)
            assert stable.run(whole.desk.morning())[0] == -9, word
            post.heard = []
            # The row says what is known: one that was begun and has no answer is unclear, the other is as it was.
            states = {state for (state,) in whole.desk.rows("SELECT state FROM outbox")}
            assert states == {"unclear", "pending" if number < len(whole.words) // 2 else "accepted"}, word
            assert stable.run(_later(whole.desk))[0] == 0, word
            whole.is_reached(word, twice=word in {"end", "QUIT"})


@pytest.mark.parametrize("room", [0, 20_000])
def test_a_full_disk_leaves_nothing_half_written_and_the_next_run_goes_on(
    room: int, stable: Forks, reports: Path, tmp_path: Path
) -> None:
    with mail_server() as post:
        desk = _desk(tmp_path / "whole", reports, post.port)
        assert stable.run(desk.morning())[0] == 0
        whole = desk.files()
        post.had.clear()
        desk = _desk(tmp_path / "whole", reports, post.port)
        assert stable.run(desk.morning(), file_bytes=room)[0] == 6
        assert desk.files().items() <= whole.items()
        assert stable.run(_later(desk))[0] == 0
        assert desk.files() == whole
        assert sorted(reader for reader, _ in _got(post)) == list(_READERS)
        assert desk.sound()
        assert (desk.archive / DAY / "brief.json").exists()
