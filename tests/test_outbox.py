"""The brief reaches each reader once: what the server says decides, and what it does not say is not guessed."""

from __future__ import annotations

import shutil
import tomllib
from datetime import UTC, datetime, timedelta
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from conftest import write_reports
from morning import DAY, DUE, Desk
from scripted_mail import mail_server

from briefing.archive import Dispatch, DispatchState, next_try

_CASES = tomllib.loads((Path(__file__).parent / "cases" / "archive" / "outbox.toml").read_text(encoding="utf-8"))[
    "case"
]
_READER = "reader@example.org"


def _desk(folder: Path, port: int = 25, readers: str = f'"{_READER}"') -> Desk:
    return Desk.at(
        folder,
        f'sender = "Desk <desk@example.org>"\nrecipients = [{readers}]\n'
        f'[server]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n',
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Return a desk whose brief is made and whose message is not sent yet."""
    folder = tmp_path_factory.mktemp("outbox")
    write_reports(folder)
    desk = _desk(folder)
    assert desk.daily(DUE, "--quiet", "--dry-run") == 0
    return desk


@pytest.fixture
def desk(made: Desk, tmp_path: Path) -> Desk:
    shutil.copytree(made.folder, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path)


@pytest.mark.parametrize("case", _CASES, ids=lambda case: str(case["about"]))
def test_what_the_server_answers_decides_what_becomes_of_the_message(
    case: dict[str, Any], desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server(case["script"]) as post:
        _desk(desk.folder, post.port)
        assert desk.daily(DUE, "--quiet") == case["code"]
        assert desk.rows("SELECT recipient, state, attempts FROM outbox") == [(_READER, case["state"], 1)]
        said = capsys.readouterr().err
        assert (_READER in said) == (case["code"] == 5)
        # At once again: nothing is due, nothing is said, nobody is asked.
        post.heard.clear()
        assert desk.daily(DUE, "--quiet") == 0
        assert (post.heard, capsys.readouterr().err) == ([], "")
    with mail_server() as post:
        _desk(desk.folder, post.port)
        assert desk.daily("2031-03-04T11:00Z", "--quiet") == 0
        assert len(post.had) == case["again"]
        final = "accepted" if case["again"] else case["state"]
        assert desk.rows("SELECT state FROM outbox") == [(final,)]


def test_one_readers_refusal_costs_no_other_the_brief(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(desk.archive)
    with mail_server() as post:
        _desk(desk.folder, post.port, '"gone@nowhere.invalid", "Reader <reader@example.org>", "READER@example.org"')
        assert desk.daily(DUE, "--quiet") == 0
        assert sorted(to for envelope in post.had for to in envelope.rcpt_tos) == ["gone@nowhere.invalid", _READER]
    assert capsys.readouterr().err == ""


def test_a_message_sent_again_is_the_same_message(desk: Desk) -> None:
    raw = []
    for script, now in (({"end": "drop"}, DUE), ({}, "2031-03-04T09:00Z")):
        with mail_server(script) as post:
            _desk(desk.folder, post.port)
            desk.daily(now, "--quiet")
            raw += [envelope.content for envelope in post.had if isinstance(envelope.content, bytes)]
    assert len(raw) == 2
    assert raw[0] == raw[1]
    message = BytesParser(policy=policy.default).parsebytes(raw[0])
    assert message["Subject"].startswith("[TLP:CLEAR] Halden Strait")
    assert [part.get_content_type() for part in message.walk() if not part.is_multipart()][:2] == [
        "text/plain",
        "text/html",
    ]


def test_a_dry_run_writes_the_messages_and_sends_nothing(desk: Desk) -> None:
    with mail_server() as post:
        _desk(desk.folder, post.port)
        assert desk.daily(DUE, "--quiet", "--dry-run") == 0
        assert post.heard == []
        (file,) = (desk.archive / DAY).glob("*.eml")
        assert desk.daily(DUE, "--quiet") == 0
        assert [envelope.content for envelope in post.had] == [file.read_bytes()]


def test_whoever_was_taken_off_the_list_gets_nothing_more(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server() as post:
        _desk(desk.folder, post.port, '"other@example.org"')
        assert desk.daily(DUE) == 0  # the desk wanted it so: no failure
        assert post.heard == []
    said = capsys.readouterr().err
    assert f"{_READER}, who is no recipient of the profile any more" in said
    assert "postmaster" not in said


def test_no_other_command_sends_what_nobody_approved(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server() as post:
        _desk(desk.folder, post.port)
        profile = desk.folder / "profile.toml"
        profile.write_text("approval = true\n" + profile.read_text(encoding="utf-8"), encoding="utf-8")
        send = ("mail", str(desk.archive / DAY / "brief.json"), "--send")
        assert desk.run(*send) == 5
        assert "not approved, and the profile asks for it" in capsys.readouterr().err
        assert post.heard == []
        assert desk.run("approve", DAY, "--who", "B. Chief", "--quiet") == 0
        assert desk.run(*send) == 0
        assert len(post.had) == 1


def test_a_message_is_given_up_after_five_days(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server({"RCPT": "451 later"}) as post:
        _desk(desk.folder, post.port)
        assert desk.daily(DUE, "--quiet") == 5
        assert desk.daily("2031-03-09T06:59Z", "--quiet") == 3  # nothing new to brief either
        heard = len(post.heard)
        capsys.readouterr()
        desk.daily("2031-03-09T12:00Z", "--quiet")
        assert len(post.heard) == heard
    assert "given up after 2 tries: 451 later" in capsys.readouterr().err
    assert desk.rows("SELECT state FROM outbox") == [("refused",)]


def test_readers_without_a_server_are_told_before_anything_is_made(
    reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk.at(reports.parent, f'recipients = ["{_READER}"]\n')
    assert desk.daily() == 2
    assert "[server]" in capsys.readouterr().err
    assert not desk.archive.exists()


def test_pauses_grow_and_a_clock_set_back_holds_no_message_up() -> None:
    now = datetime(2031, 3, 4, 7, tzinfo=UTC)
    pauses = [(next_try(tries, now) - now) / timedelta(minutes=1) for tries in range(1, 10)]
    assert pauses == [5, 10, 20, 40, 80, 160, 240, 240, 240]
    row = Dispatch(
        day=DAY, recipient=_READER, state=DispatchState.LATER, attempts=1, next=now + timedelta(minutes=5), answer=""
    )
    assert [row.due(now + timedelta(minutes=minutes)) for minutes in (4, 5, 6)] == [False, True, True]
    assert row.due(now - timedelta(days=1))
