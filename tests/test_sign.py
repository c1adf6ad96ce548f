"""A signed message proves whose it is; a key is used, and never shown or left open."""

from __future__ import annotations

import base64
import sys
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import rsa
from scripted_mail import mail_server

from briefing.deliver import ServerSettings
from briefing.deliver.send import send
from briefing.model import DeliveryError

_RAW = b"From: Desk <desk@example.org>\r\nTo: reader@example.org\r\nSubject: s\r\nMessage-ID: <1@example.org>\r\n\r\none\r\n.two\r\n"


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _server(port: int, folder: Path, key: rsa.RSAPrivateKey) -> ServerSettings:
    file = folder / "dkim.pem"
    file.write_bytes(key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()))
    file.chmod(0o600)
    return ServerSettings(host="127.0.0.1", port=port, security="none", dkim_selector="desk2031", dkim_key=file)


def _record(key: rsa.RSAPrivateKey) -> bytes:
    public = key.public_key().public_bytes(form.Encoding.DER, form.PublicFormat.SubjectPublicKeyInfo)
    return b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)


def _sent(server: ServerSettings) -> None:
    send(_RAW, sender="Desk <desk@example.org>", recipient="reader@example.org", server=server, password=None)


def test_a_reader_can_verify_who_signed_and_sees_what_was_changed(tmp_path: Path, key: rsa.RSAPrivateKey) -> None:
    with mail_server() as post:
        _sent(_server(post.port, tmp_path, key))
    content = post.had[0].content
    assert isinstance(content, bytes)
    assert content.endswith(_RAW)
    asked: list[bytes] = []

    def look_up(name: bytes, timeout: int = 5) -> bytes:
        asked.append(name)
        assert timeout
        return _record(key)

    assert dkim.verify(content, dnsfunc=look_up)
    assert set(asked) == {b"desk2031._domainkey.example.org."}
    assert not dkim.verify(content.replace(b"one", b"two"), dnsfunc=look_up)
    assert not dkim.verify(b"Subject: other\r\n" + content, dnsfunc=look_up), "a second subject is no part of it"


def test_a_key_that_cannot_be_used_is_named_and_not_repeated(tmp_path: Path, key: rsa.RSAPrivateKey) -> None:
    with mail_server() as post:
        server = _server(post.port, tmp_path, key)
        file = tmp_path / "dkim.pem"
        for content, mode, says in (("hunter2", 0o600, "cannot sign"), ("hunter2", 0o640, "others can read the key")):
            file.write_text(content)
            file.chmod(mode)
            with pytest.raises(DeliveryError, match=says) as refusal:
                _sent(server)
            assert "hunter2" not in str(refusal.value)
        file.unlink()
        with pytest.raises(DeliveryError, match="cannot read the key"):
            _sent(server)
    assert post.heard == []


def test_a_signature_that_the_installation_cannot_make_is_asked_for_by_its_extra(
    tmp_path: Path, key: rsa.RSAPrivateKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "dkim", None)
    with pytest.raises(DeliveryError, match=r"briefing\[dkim\]"):
        _sent(_server(1, tmp_path, key))
