"""Handing over: what a server does is told truly, for each recipient, and never to somebody who is not the server."""

from __future__ import annotations

import socket
import threading
import tomllib
from base64 import b64encode
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from scripted_mail import certificate, mail_server

from briefing.deliver import ServerSettings
from briefing.deliver.send import Outcome, send
from briefing.model import DeliveryError

_CASES = tomllib.loads((Path(__file__).parent / "cases" / "deliver" / "replies.toml").read_text(encoding="utf-8"))
_RAW = b"From: Desk <desk@example.org>\r\nTo: reader@example.org\r\nSubject: s\r\n\r\none\r\n.\r\n..two\r\n"


def _sent(server: ServerSettings, raw: bytes = _RAW, password: str | None = None) -> Outcome:
    return send(raw, sender="Desk <desk@example.org>", recipient="reader@example.org", server=server, password=password)


def _plain(port: int, **more: Any) -> ServerSettings:  # noqa: ANN401 - settings of all kinds
    return ServerSettings(host="127.0.0.1", port=port, security="none", **more)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["about"]) for case in _CASES["case"]])
def test_what_the_server_does_is_told_truly(case: dict[str, Any]) -> None:
    script = {step: reply * (100 if case.get("long") else 1) for step, reply in case["script"].items()}
    with mail_server(script) as post:
        outcome = _sent(_plain(post.port))
    assert (outcome.kind, outcome.code) == (case["kind"], case.get("code"))
    assert case.get("says", "") in outcome.text
    assert outcome.text
    assert bool(post.had) is case.get("had", False)


def test_the_message_arrives_byte_for_byte_and_for_one_recipient() -> None:
    with mail_server() as post:
        assert _sent(_plain(post.port)).kind == "accepted"
    (envelope,) = post.had
    assert envelope.content == _RAW
    assert (envelope.mail_from, envelope.rcpt_tos) == ("desk@example.org", ["reader@example.org"])


def test_a_server_that_is_not_there_is_tried_again_later() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        outcome = _sent(_plain(taken.getsockname()[1]))
    assert (outcome.kind, outcome.code) == ("later", None)
    assert "refused" in outcome.text


# A server without end


def _babbles(script: list[bytes], pause: float = 0.02) -> tuple[int, threading.Thread]:
    """Serve one client: each entry is sent as it comes; the last one for ever, byte by byte."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listener, listener.accept()[0] as client:
            try:
                for reply in script[:-1]:
                    client.sendall(reply)
                    while not client.recv(65536).endswith(b"\r\n"):
                        pass
                while True:
                    client.sendall(script[-1])
                    threading.Event().wait(pause)
            except OSError:
                pass

    thread = threading.Thread(target=serve)
    thread.start()
    return listener.getsockname()[1], thread


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ([b"2"], "later"),
        ([b"220 hello\r\n", b"250-more\r\n"], "later"),
        ([b"220 hello\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n", b"250-kept\r\n"], "unclear"),
    ],
)
def test_a_server_that_trickles_for_ever_is_left_at_the_deadline(script: list[bytes], kind: str) -> None:
    port, thread = _babbles(script)
    outcome = _sent(_plain(port, deadline=0.3))
    thread.join()
    assert outcome.kind == kind
    assert "no end of it within 0.3 s" in outcome.text


def test_a_server_that_says_nothing_is_left() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        outcome = _sent(_plain(mute.getsockname()[1], timeout=0.2))
    assert outcome.kind == "later"


# Who is spoken to


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_the_message_and_the_password_go_to_a_server_that_proves_who_it_is(security: str, tmp_path: Path) -> None:
    context, authority = certificate(tmp_path, "127.0.0.1")
    with mail_server(tls=context, login=True, wrapped=security == "tls") as post:
        server = ServerSettings(host="127.0.0.1", port=post.port, security=security, user="desk", ca_file=authority)
        assert _sent(server, password="right-horse") == Outcome(kind="accepted", code=250, text="kept")
        wrong = _sent(server, password="wrong-horse")
    assert (wrong.kind, wrong.code) == ("refused", 535)
    assert "wrong-horse" not in repr(wrong)
    assert len(post.had) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.parametrize("flaw", ["another name", "another authority"])
def test_nothing_is_told_to_a_server_with_the_wrong_certificate(security: str, flaw: str, tmp_path: Path) -> None:
    context, authority = certificate(tmp_path, "mail.example.net" if flaw == "another name" else "127.0.0.1")
    if flaw == "another authority":
        _, authority = certificate(tmp_path, "other.example.org")
    with mail_server(tls=context, wrapped=security == "tls") as post:
        server = ServerSettings(host="127.0.0.1", port=post.port, security=security, ca_file=authority)
        outcome = _sent(server)
    assert outcome.kind == "later"
    assert "its certificate does not hold" in outcome.text
    assert not {"MAIL", "RCPT", "DATA"} & set(post.heard)


def test_nothing_is_told_to_a_server_that_offers_no_encryption() -> None:
    with mail_server() as post:
        outcome = _sent(ServerSettings(host="127.0.0.1", port=post.port, user="desk"), password="right-horse")
    assert outcome.kind == "later"
    assert "STARTTLS" in outcome.text
    assert post.heard == ["connect", "EHLO", "QUIT"]


def test_a_server_that_wants_a_login_says_so(tmp_path: Path) -> None:
    context, authority = certificate(tmp_path, "127.0.0.1")
    with mail_server(tls=context, login=True) as post:
        outcome = _sent(ServerSettings(host="127.0.0.1", port=post.port, ca_file=authority))
    assert (outcome.kind, outcome.code) == ("refused", 530)


# What is said of it


@pytest.mark.parametrize("told", ["right-horse", "\0desk\0right-horse"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_password_that_the_server_repeats_is_not_passed_on(told: str, *, packed: bool) -> None:
    echo = b64encode(told.encode()).decode() if packed else told
    with mail_server({"EHLO": "250-mail\n250 AUTH PLAIN", "AUTH": f"535 you said {echo}!"}) as post:
        outcome = _sent(_plain(post.port, user="desk"), password="right-horse")
    assert (outcome.kind, outcome.text) == ("refused", "you said …!")


def test_a_reply_cannot_move_the_cursor_or_fill_the_screen() -> None:
    with mail_server({"RCPT": "550 \x1b[2J\x07gone\u202e" + "x" * 400}) as post:
        outcome = _sent(_plain(post.port))
    assert outcome.text.isprintable()
    assert "gone" in outcome.text
    assert len(outcome.text) <= 300


@pytest.mark.parametrize("address", ["nobody", "a@example.org\r\nRCPT TO:<x@example.org>", "a@b, c@d", "ü@example.org"])
def test_what_is_no_address_reaches_no_server(address: str) -> None:
    with mail_server() as post:
        for ends in (("desk@example.org", address), (address, "reader@example.org")):
            with pytest.raises(DeliveryError, match="no address"):
                send(_RAW, sender=ends[0], recipient=ends[1], server=_plain(post.port), password=None)
    assert post.heard == []


@pytest.mark.parametrize("password", [None, "", "pässword"])
def test_a_password_that_cannot_be_sent_is_named_before_any_connection(password: str | None) -> None:
    server = ServerSettings(host="127.0.0.1", user="desk")
    with pytest.raises(DeliveryError, match="no password that can be sent") as refusal:
        _sent(server, password=password)
    assert "ssword" not in str(refusal.value).replace("password", "")


def test_an_authority_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(DeliveryError, match=r"gone\.pem"):
        _sent(ServerSettings(host="127.0.0.1", ca_file=tmp_path / "gone.pem"))


def test_what_arrives_can_be_read_again() -> None:
    with mail_server() as post:
        _sent(_plain(post.port), raw=_RAW.replace(b"\r\n", b"\n"))
    content = post.had[0].content
    assert isinstance(content, bytes)
    assert BytesParser(policy=policy.SMTP).parsebytes(content).get_payload() == "one\r\n.\r\n..two\r\n"
