"""A real mail server on loopback that fails as it is told, and certificates for it."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, AnyStr, cast

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session, syntax


@dataclass(slots=True)
class Post:
    """What the server saw: where it listens, the messages it had whole, and the verbs it heard."""

    port: int = 0
    had: list[Envelope] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)


class _Server(SMTP):
    """`script` maps a step (connect, EHLO, MAIL, RCPT, DATA, end) to the reply given there; "drop" hangs up."""

    def __init__(self, script: Mapping[str, str], post: Post, **more: Any) -> None:  # noqa: ANN401 - aiosmtpd's own
        super().__init__(self, hostname="mail.example.org", enable_SMTPUTF8=True, **more)
        self._script, self._post = script, post

    async def _scripted(self, step: str) -> bool:
        """Play the script of a step; say whether there was one."""
        self._post.heard.append(step)
        reply = self._script.get(step)
        if reply is None:
            return False
        for line in () if reply == "drop" else reply.split("\n"):
            await self.push(line)
        if reply == "drop" or reply.startswith("421") or step == "connect":
            cast("asyncio.Transport", self.transport).close()
        return True

    async def _handle_client(self) -> None:
        if not await self._scripted("connect"):
            await super()._handle_client()

    @syntax("EHLO hostname")
    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802 - aiosmtpd's own
        if not await self._scripted("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802 - ditto
        if not await self._scripted("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802 - ditto
        if not await self._scripted("RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802 - ditto
        if not await self._scripted("DATA"):
            await super().smtp_DATA(arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802 - ditto
        if not await self._scripted("AUTH"):
            await super().smtp_AUTH(arg)

    async def smtp_QUIT(self, arg: str | None) -> None:  # noqa: N802 - ditto
        if not await self._scripted("QUIT"):
            await super().smtp_QUIT(arg)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - ditto
        self._post.had.append(envelope)
        return "250 kept" if not await self._scripted("end") else "" if self._script["end"] == "drop" else " "

    async def push(self, status: AnyStr) -> None:
        """Say nothing where the script has spoken."""
        if status.strip():
            await super().push(status)


def _knows(_server: SMTP, _session: Session, _envelope: Envelope, _way: str, told: LoginPassword) -> AuthResult:
    return AuthResult(success=told.login == b"desk" and told.password == b"right-horse", handled=False)


@contextmanager
def mail_server(
    script: Mapping[str, str] | None = None,
    *,
    tls: ssl.SSLContext | None = None,
    login: bool = False,
    wrapped: bool = False,
) -> Iterator[Post]:
    """Serve on a free port of loopback: in the clear, with STARTTLS (`tls`), or in TLS from the first byte (`wrapped`)."""
    post = Post()
    loop = asyncio.new_event_loop()
    more: dict[str, Any] = {"loop": loop, "tls_context": None if wrapped else tls}
    if login:
        more |= {"authenticator": _knows, "auth_required": not wrapped, "auth_require_tls": not wrapped}
    server = loop.run_until_complete(
        loop.create_server(lambda: _Server(script or {}, post, **more), "127.0.0.1", 0, ssl=tls if wrapped else None)
    )
    post.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        yield post
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.run_until_complete(_end(server))
        loop.close()


async def _end(server: asyncio.Server) -> None:
    """Close every conversation, so that no socket outlives its test."""
    server.close()
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await server.wait_closed()
    await asyncio.sleep(0.01)  # transports close in a later turn of the loop


def certificate(folder: Path, *names: str) -> tuple[ssl.SSLContext, Path]:
    """Return a server's context with a certificate for `names`, and the file of the authority that signed it."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    file = folder / f"{'-'.join(names)}.pem"
    authority.cert_pem.write_to_path(file)
    return context, file
