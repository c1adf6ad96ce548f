"""`briefing mail --send` and `--dry-run`, as a desk uses them."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import pytest
from scripted_mail import Post, certificate, mail_server

from briefing.cli import main

_SECRET = "right-horse"


@pytest.fixture
def brief(reports: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """Stand beside a brief of three short reports."""
    monkeypatch.chdir(reports.parent)
    assert main(["make", "reports", "-o", ".", "--format", "json", "--quiet"]) == 0
    capsys.readouterr()
    return "brief.json"


def _profile(post: Post, more: str = 'security = "none"') -> str:
    text = f'sender = "Desk <desk@example.org>"\nrecipients = ["first@example.org", "Second <second@example.org>"]\n[server]\nhost = "127.0.0.1"\nport = {post.port}\n{more}\n'
    Path("profile.toml").write_text(text)
    return "profile.toml"


def _read(content: object) -> EmailMessage:
    assert isinstance(content, bytes)
    return BytesParser(policy=policy.SMTP).parsebytes(content)


def test_each_reader_gets_a_message_of_their_own(brief: str, capsys: pytest.CaptureFixture[str]) -> None:
    with mail_server() as post:
        assert main(["mail", brief, "--send", "--profile", _profile(post)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "accepted: first@example.org: 250 kept",
        "accepted: Second <second@example.org>: 250 kept",
    ]
    read = [_read(envelope.content) for envelope in post.had]
    assert [envelope.rcpt_tos for envelope in post.had] == [["first@example.org"], ["second@example.org"]]
    assert [str(message["To"]) for message in read] == ["first@example.org", "Second <second@example.org>"]
    assert len({message["Message-ID"] for message in read}) == 2
    assert all("desk@example.org" in message["List-Unsubscribe"] for message in read)


def test_a_second_sending_is_known_by_the_same_id(brief: str) -> None:
    with mail_server() as post:
        for _ in range(2):
            assert main(["mail", brief, "--send", "--to", "a@example.org", "--profile", _profile(post)]) == 0
    assert len(post.had) == 2
    assert len({_read(envelope.content)["Message-ID"] for envelope in post.had}) == 1


def test_a_reader_named_twice_gets_one_message(brief: str) -> None:
    with mail_server() as post:
        to = ("--to", "a@example.org", "--to", "A. <A@example.org>")
        assert main(["mail", brief, "--send", *to, "--profile", _profile(post)]) == 0
    assert len(post.had) == 1


@pytest.mark.parametrize("reply", ["550 5.1.1 no such mailbox", "450 4.2.0 greylisted", "drop"])
def test_what_was_not_accepted_is_said_and_leaves_with_a_code(
    reply: str, brief: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server({"RCPT": reply}) as post:
        assert main(["mail", brief, "--send", "--profile", _profile(post)]) == 5
    rows = capsys.readouterr().out.splitlines()
    assert [row.split(": ")[1] for row in rows] == ["first@example.org", "Second <second@example.org>"]
    assert all(row.startswith("refused" if reply.startswith("5") else "later") for row in rows)


def test_the_password_is_used_and_shown_nowhere(
    brief: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    context, _ = certificate(tmp_path, "127.0.0.1")
    more = 'user = "desk"\nca_file = "127.0.0.1.pem"'
    with mail_server(tls=context, login=True) as post:
        assert main(["mail", brief, "--send", "--profile", _profile(post, more)]) == 2
        monkeypatch.setenv("BRIEFING_SMTP_PASSWORD", _SECRET)
        assert main(["mail", brief, "--send", "--profile", _profile(post, more)]) == 0
        monkeypatch.setenv("BRIEFING_SMTP_PASSWORD", f"{_SECRET}-but-wrong")
        assert main(["mail", brief, "--send", "--profile", _profile(post, more)]) == 5
    said = "".join(capsys.readouterr())
    assert len(post.had) == 2
    assert "BRIEFING_SMTP_PASSWORD" in said
    assert _SECRET not in said
    assert not any(_SECRET.encode() in path.read_bytes() for path in Path().rglob("*") if path.is_file())


def test_a_dry_run_writes_what_would_be_sent_and_opens_no_socket(
    brief: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server() as post:
        to = ("--to", "a/b@example.org", "--to", "c@example.org")
        assert main(["mail", brief, "--dry-run", "-o", "out", *to, "--profile", _profile(post)]) == 0
    assert post.heard == []
    written = capsys.readouterr().out.splitlines()
    assert written == ["out/01-a_b@example.org.eml", "out/02-c@example.org.eml"]
    message = _read(Path(written[1]).read_bytes())
    assert (str(message["To"]), str(message["From"])) == ("c@example.org", "Desk <desk@example.org>")
    assert "X-Unsent" not in message


@pytest.mark.parametrize(
    ("profile", "says"),
    [
        ("", "no mail server"),
        ('[server]\nhost = "h.example"', "nobody to send to"),
        ('recipients = ["a@example.org"]\n[server]\nhost = "h.example"', "no sender"),
    ],
)
def test_what_is_missing_to_send_is_named(
    profile: str, says: str, brief: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("profile.toml").write_text(profile)
    assert main(["mail", brief, "--send", "--profile", "profile.toml"]) == 2
    assert says in capsys.readouterr().err
