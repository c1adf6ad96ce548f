"""A morning run that is killed, or has no room left, is taken over by the next one: same bytes, nothing lost, nothing doubled.

Real processes, killed with -9 at every step that they announce (before and after each commit and each rename) and at every
step of the talk with a real mail server.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from email.parser import BytesParser
from pathlib import Path

import pytest
from forks import Forks, forks
from morning import DAY, Desk
from scripted_mail import Post, mail_server

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


def test_a_run_killed_at_any_step_of_its_own_is_taken_over(stable: Forks, reports: Path, tmp_path: Path) -> None:
    with mail_server() as post:
        desk = _desk(tmp_path / "whole", reports, post.port)
        code, steps = stable.run(desk.morning())
        assert (code, sorted(reader for reader, _ in _got(post))) == (0, list(_READERS))
        assert len(steps) >= 16
        whole, identity = desk.files(), dict(_got(post))
        filed = desk.rows("SELECT day, serial, sha256, read, fresh, documents FROM brief")
        for number, step in enumerate(steps):
            post.had.clear()
            desk = _desk(tmp_path / "whole", reports, post.port)
            assert stable.run(desk.morning(), kill_at=number)[0] == -9, step
            partial = {
                name: digest for name, digest in desk.files().items() if not Path(name).name.startswith(".brief")
            }
            assert partial.items() <= whole.items(), step
            assert stable.run(_later(desk))[0] == 0, step
            assert desk.files() == whole, step
            got = _got(post)
            # One that was under way may come twice, and then under the same Message-ID; none is lost.
            assert dict(got) == identity, step
            assert len(got) <= 2 + (step == "answer ready"), step
            assert desk.rows("SELECT DISTINCT state FROM outbox") == [("accepted",)], step
            assert desk.rows("SELECT day, serial, sha256, read, fresh, documents FROM brief") == filed, step
            assert desk.sound(), step


def test_a_run_killed_at_any_word_to_the_server_loses_no_message(stable: Forks, reports: Path, tmp_path: Path) -> None:
    with mail_server() as post:
        desk = _desk(tmp_path / "whole", reports, post.port)
        assert stable.run(desk.morning())[0] == 0
        whole, identity, words = desk.files(), dict(_got(post)), list(post.heard)
        assert words == ["connect", "EHLO", "MAIL", "RCPT", "DATA", "end", "QUIT"] * 2
        for number, word in enumerate(words):
            post.had.clear()
            post.heard = _Deadly(stable, number)
            desk = _desk(tmp_path / "whole", reports, post.port)
            assert stable.run(desk.morning())[0] == -9, word
            post.heard = []
            assert stable.run(_later(desk))[0] == 0, word
            assert desk.files() == whole, word
            got = _got(post)
            assert dict(got) == identity, word
            assert len(got) <= 2 + (word in {"end", "QUIT"}), word
            assert desk.rows("SELECT DISTINCT state FROM outbox") == [("accepted",)], word


@pytest.mark.parametrize("room", [0, 4096, 20_000, 50_000])
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
