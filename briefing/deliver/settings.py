"""The mail server that takes the messages, and how it may be spoken to. It never holds the password."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

# Source: RFC 8314, 3.3 (465 for TLS from the first byte), RFC 6409 (587 for submission), RFC 5321 (25).
_USUAL_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_HIGHEST_PORT = 65_535
_LONGEST = 86_400  # seconds; by then there is a new brief
_VARIABLE = re.compile(r"[A-Z_][A-Z0-9_]*")


def is_local(host: str) -> bool:
    """Whether a name or address can only mean this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """Where messages are handed over. `port` 0 becomes the usual one, `user` empty means that nobody logs in.

    The certificate is always verified, against `ca_file` where one is named. Raises ValueError.
    """

    host: str = ""
    port: int = 0
    security: str = "starttls"  # or "tls" from the first byte; "none" only on this machine
    user: str = ""
    password_env: str = "BRIEFING_SMTP_PASSWORD"  # noqa: S105 - the name of the variable, not what it holds
    password_file: Path | None = None
    ca_file: Path | None = None  # the authority of a house that signs its own certificates
    dkim_selector: str = ""  # with it messages are signed here, in the name of the sender's domain
    dkim_key: Path | None = None  # the private RSA key to the selector, in PEM form
    timeout: float = 60.0  # seconds a server may be silent. Source: RFC 5321, 4.5.3.2 asks for minutes
    deadline: float = 600.0  # seconds for one message in all, however busily the server trickles

    def __post_init__(self) -> None:
        if self.security not in _USUAL_PORTS:
            raise ValueError(f"security = {self.security!r} – choose one of {', '.join(_USUAL_PORTS)}")
        if self.security == "none" and not is_local(self.host or "localhost"):
            raise ValueError(
                'security = "none" sends in the clear – only a server on this machine (localhost) may have it'
            )
        if not 0 <= self.port <= _HIGHEST_PORT:
            raise ValueError(f"port = {self.port} – ports go from 1 to {_HIGHEST_PORT}")
        if not (0 < self.timeout <= _LONGEST and 0 < self.deadline <= _LONGEST):
            raise ValueError(f"timeout and deadline are seconds – give more than 0 and at most {_LONGEST}")
        if bool(self.dkim_selector) != bool(self.dkim_key):
            raise ValueError("dkim_selector and dkim_key go together – give both or neither")
        if not _VARIABLE.fullmatch(self.password_env):
            # What stands there may be the password itself: it is not repeated.
            raise ValueError("password_env is the NAME of a variable in capitals – put the password into that variable")
        if not self.port:
            object.__setattr__(self, "port", _USUAL_PORTS[self.security])
