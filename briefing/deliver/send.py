"""One message, one recipient, one server: handed over, or the reason why not. The only socket out.

What a server says is foreign text; it is cleaned before anybody sees it. Nothing is retried here: whoever keeps the outbox
knows when to come back.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from base64 import b64encode
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from typing import Literal

from briefing.deliver.compose import address, clean
from briefing.deliver.settings import ServerSettings, is_local
from briefing.deliver.sign import signed
from briefing.model import DeliveryError

Kind = Literal["accepted", "later", "refused", "unclear"]

_SHOWN = 300  # characters of a server's reply
# First digits of replies. Source: RFC 5321, 4.2.1.
_DONE, _GO_AHEAD = 2, 3
_NOT: dict[int, Kind] = {4: "later", 5: "refused"}  # for now, for good
_FAREWELL = 5.0  # seconds for an answer that changes nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a message. `code` is the server's, None where it gave none; `text` is one line for people.

    "later" was certainly not accepted and may be tried again; "refused" will not be accepted however often it is tried;
    "unclear" may have been accepted: the connection was lost when the message was out.
    """

    kind: Kind
    code: int | None = None
    text: str = ""


def send(raw: bytes, *, sender: str, recipient: str, server: ServerSettings, password: str | None) -> Outcome:
    """Hand a message over for one recipient, and say what became of it.

    DeliveryError is raised only for what no server saw: an address that is none, a password that is missing or cannot be
    sent, an authority for certificates or a key that cannot be used.
    """
    ends = address(sender), address(recipient)
    if server.user and (not password or not password.isascii()):
        raise DeliveryError(
            f"no password that can be sent: {server.user} at {server.host} – give one in ASCII, or delete user from [server]"
        )
    talk = _Talk(server, _context(server), password, ends[0].domain)
    return talk.deliver(signed(raw, server, ends[0].domain), ends[0].addr_spec, ends[1].addr_spec)


def _context(server: ServerSettings) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=server.ca_file)
    except OSError as trouble:
        raise DeliveryError(
            f"cannot read the authority for certificates: {server.ca_file}: {trouble.strerror} – name a file in PEM form"
        ) from trouble


class _Talk:
    """One conversation with a server. Whatever breaks it after "go ahead" and before the last reply is unclear."""

    def __init__(self, server: ServerSettings, context: ssl.SSLContext, password: str | None, greeting: str) -> None:
        self._server, self._context, self._password, self._greeting = server, context, password, greeting
        self._smtp: smtplib.SMTP | None = None
        self._late = False

    def deliver(self, raw: bytes, sender: str, recipient: str) -> Outcome:
        """Go through all steps within the deadline; close the connection whatever happens."""
        watch = Timer(self._server.deadline, self._cut)
        watch.daemon = True
        watch.start()
        try:
            return self._deliver(raw, sender, recipient)
        finally:
            self._leave()
            watch.cancel()

    def _deliver(self, raw: bytes, sender: str, recipient: str) -> Outcome:
        try:
            smtp = self._open()
            _expect(smtp.mail(sender), _DONE)
            _expect(smtp.rcpt(recipient), _DONE)
            _expect(smtp.docmd("DATA"), _GO_AHEAD)
        except smtplib.SMTPResponseException as answer:
            return self._outcome(answer.smtp_code, answer.smtp_error, otherwise="later")
        except (smtplib.SMTPException, OSError, ValueError) as trouble:
            return Outcome(kind="later", text=self._why(trouble))
        try:
            self._wait_for(self._server.deadline)
            smtp.send(_dotted(raw))
            code, text = smtp.getreply()
        except (smtplib.SMTPException, OSError, ValueError) as trouble:
            return Outcome(kind="unclear", text=f"{self._why(trouble)}, when the message was out")
        if code // 100 == _DONE:
            return Outcome(kind="accepted", code=code, text=self._said(text))
        return self._outcome(code, text, otherwise="unclear")

    def _open(self) -> smtplib.SMTP:
        """Connect, encrypt, log in. Raises what smtplib raises."""
        server = self._server
        if server.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                local_hostname=self._greeting, timeout=server.timeout, context=self._context
            )
        else:
            smtp = smtplib.SMTP(local_hostname=self._greeting, timeout=server.timeout)
        self._smtp = smtp
        smtp._host = server.host  # type: ignore[attr-defined]  # noqa: SLF001 - see the comment
        # The constructor would set the name that the certificate must bear, but it also connects, and were it late there
        # would be nothing yet to cut.
        _expect(smtp.connect(server.host, server.port), _DONE)
        if server.security == "none" and not is_local(smtp.sock.getpeername()[0]):  # type: ignore[union-attr]
            raise OSError("it is another machine, which must not be spoken to in the clear")
        if server.security == "starttls":
            smtp.starttls(context=self._context)
        smtp.ehlo_or_helo_if_needed()
        if server.user and self._password:
            smtp.login(server.user, self._password)
        return smtp

    def _wait_for(self, seconds: float) -> None:
        """Set the time for the next step. A large message and its last reply have all that is left of the deadline.

        Source: RFC 5321, 4.5.3.2.6, ten minutes.
        """
        if self._smtp is not None and self._smtp.sock is not None:
            self._smtp.sock.settimeout(seconds)

    def _leave(self) -> None:
        """Say goodbye if the server still listens; how that ends changes nothing."""
        if self._smtp is not None:
            with suppress(smtplib.SMTPException, OSError, ValueError):
                self._wait_for(_FAREWELL)
                self._smtp.quit()
            self._smtp.close()

    def _cut(self) -> None:
        """End a conversation that has no end; the thread that waits then sees the connection closed."""
        self._late = True
        if self._smtp is not None and self._smtp.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._smtp.sock, socket.SHUT_RDWR)

    def _why(self, trouble: Exception) -> str:
        if self._late:
            return f"no end of it within {self._server.deadline:g} s"
        if isinstance(trouble, ssl.SSLCertVerificationError):
            return f"its certificate does not hold: {clean(trouble.verify_message)}"
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
        return self._said(reason) or type(trouble).__name__

    def _outcome(self, code: int, text: bytes | str, *, otherwise: Kind) -> Outcome:
        """Return what a reply means that is not the one hoped for; one that is no reply (smtplib says so by -1, or in a str) is `otherwise`."""
        if isinstance(text, str) or code < 0:
            return Outcome(kind=otherwise, text=self._said(text) or "no reply that can be understood")
        return Outcome(kind=_NOT.get(code // 100, otherwise), code=code, text=self._said(text))

    def _said(self, text: bytes | str) -> str:
        """Return what a server said as one short line, without the password, should it repeat what it was told."""
        told = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        if self._password:
            for secret in (f"\0{self._server.user}\0{self._password}", self._password):
                told = told.replace(b64encode(secret.encode()).decode(), "…").replace(secret, "…")
        return clean(told)[:_SHOWN]


def _expect(reply: tuple[int, bytes], first: int) -> None:
    """Raise SMTPResponseException unless the code of a reply begins with a digit."""
    if reply[0] // 100 != first:
        raise smtplib.SMTPResponseException(*reply)


def _dotted(raw: bytes) -> bytes:
    """Return the message as it goes over the line. Source: RFC 5321, 4.5.2 (dots) and 2.3.8 (line ends)."""
    return b"".join(b"." * line.startswith(b".") + line + b"\r\n" for line in raw.splitlines()) + b".\r\n"
