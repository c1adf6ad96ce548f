"""One request, one answer, in limits: of bytes, of time, of what may be connected to. Raw bytes, as they came."""

from __future__ import annotations

import socket
import ssl
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from http.client import HTTPException
from pathlib import Path
from threading import Event, Timer
from typing import Any
from urllib.parse import urljoin

from briefing.collect.addresses import reachable
from briefing.collect.settings import CollectSettings
from briefing.collect.trouble import Trouble
from briefing.model import SettingsError

MB = 2**20
_CHUNK = 2**16
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server sent: `raw` as it came over the line, still packed where it was packed."""

    url: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    raw: bytes
    fetched: datetime

    def header(self, name: str) -> str | None:
        """Return the first value of a header, whatever the case of its name."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    @property
    def media_type(self) -> str:
        """What it says it is, in lower case, without parameters."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    def unpacked(self, limit_mb: int) -> bytes:
        """Return the content; raises Trouble where it unpacks to more than the limit, or not at all."""
        packing = (self.header("content-encoding") or "identity").strip().lower()
        if packing in {"identity", ""}:
            return self.raw
        if packing not in {"gzip", "x-gzip"}:
            raise Trouble(f"it comes packed as {packing[:20]}, which nobody asked for; save the page by hand")
        return _gunzipped(self.raw, limit_mb * MB)


def _gunzipped(raw: bytes, limit: int) -> bytes:
    out = bytearray()
    while raw:
        stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            out += stream.decompress(raw, limit - len(out) + 1)
        except zlib.error as trouble:
            raise Trouble("it is packed wrongly; save the page by hand") from trouble
        if len(out) > limit:
            raise Trouble(f"it unpacks to more than {limit // MB} MB; no article does, look at it before you trust it")
        if not stream.eof:
            raise Trouble("its end is missing; try again later", again=True)
        raw = stream.unused_data
    return bytes(out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The parts of an address that a request needs. `host` is as it is resolved, `named` as the Host header has it."""

    url: str
    scheme: str
    host: str
    port: int
    named: str
    path: str


def place(url: str) -> Place:
    """Return the parts of an http or https address; raises Trouble for any other."""
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        parts = parse_url(url)
    except (LocationParseError, ValueError) as trouble:
        raise Trouble("it is no address that can be asked; open the link by hand") from trouble
    if parts.scheme not in _PORTS or not parts.host or parts.auth or "%" in parts.host:
        raise Trouble("it is no address of the web (http or https, without a password); open the link by hand")
    named = parts.host if parts.port in {None, _PORTS[parts.scheme]} else f"{parts.host}:{parts.port}"
    return Place(
        url=parts._replace(fragment=None).url,
        scheme=parts.scheme,
        host=parts.host.strip("[]"),
        port=parts.port or _PORTS[parts.scheme],
        named=named,
        path=parts.request_uri,
    )


def led(answer: Answer, target: str) -> Place:
    """Return where a redirect leads; raises Trouble for what is no address."""
    try:
        return place(urljoin(answer.url, target))
    except ValueError as trouble:
        raise Trouble("it leads to what is no address; open the link by hand") from trouble


def get(at: Place, headers: Mapping[str, str], limit_mb: int, settings: CollectSettings, now: datetime) -> Answer:
    """Ask once, follow nothing. Raises Trouble; a status that is no success is an answer like any other."""
    from urllib3.exceptions import HTTPError

    trouble: Exception | None = None
    for address in reachable(at.host, at.port, settings):
        connection = _connection(at, address, settings)
        late = Event()
        try:
            connection.connect()
            with _deadline(connection, settings.answer_seconds, late):
                answer = _asked(connection, at, headers, limit_mb, now)
            if not late.is_set():  # a body without a length ends where the connection does, and it was we who cut it
                return answer
        except ssl.SSLCertVerificationError as doubt:
            raise Trouble(f"its certificate does not hold ({doubt.verify_message}); check the address") from doubt
        except (OSError, HTTPError, HTTPException, ValueError) as failure:
            trouble = failure
        finally:
            connection.close()
        if late.is_set():
            raise Trouble(f"its answer has no end within {settings.answer_seconds:g} s; try again later", mute=True)
    raise Trouble(f"no answer ({_why(trouble)}); try again later", again=True, mute=True) from trouble


def _why(trouble: Exception | None) -> str:
    if isinstance(trouble, OSError) and trouble.strerror:
        return trouble.strerror
    return type(trouble).__name__


def _connection(at: Place, address: str, settings: CollectSettings) -> Any:  # noqa: ANN401 - one of two classes
    """Return a connection to a checked address that asks for, and verifies, the host by its name."""
    from urllib3.connection import HTTPConnection, HTTPSConnection

    if at.scheme == "http":
        return HTTPConnection(address, at.port, timeout=settings.connect_seconds)
    return HTTPSConnection(
        address,
        at.port,
        timeout=settings.connect_seconds,
        ssl_context=trust(settings.ca_file),
        server_hostname=at.host,
    )


@cache
def trust(ca_file: Path | None) -> ssl.SSLContext:
    """Return what certificates are verified against; raises SettingsError where it cannot be read."""
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as trouble:
        raise SettingsError(
            f"cannot read the authority for certificates: {ca_file}: {trouble.strerror} – name a file in PEM form"
        ) from trouble


@contextmanager
def _deadline(connection: Any, seconds: float, late: Event) -> Iterator[None]:  # noqa: ANN401 - as above
    """Cut the connection when the time for the whole answer is up: a timeout alone begins anew with every byte."""
    sock = connection.sock

    def cut() -> None:
        late.set()
        with suppress(OSError):
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    watch = Timer(seconds, cut)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _asked(connection: Any, at: Place, headers: Mapping[str, str], limit_mb: int, now: datetime) -> Answer:  # noqa: ANN401 - as above
    named = {"Host": at.named, "Accept": "*/*", "Accept-Encoding": "gzip", "Connection": "close", **headers}
    connection.request("GET", at.path, headers=named, preload_content=False, decode_content=False)
    response = connection.getresponse()
    raw = bytearray()
    try:
        for chunk in response.stream(_CHUNK, decode_content=False):
            raw += chunk
            if len(raw) > limit_mb * MB:
                raise Trouble(f"it is larger than {limit_mb} MB; no article is, look at it before you trust it")
    finally:
        response.close()  # it holds the socket: the connection has let go of it
    return Answer(
        url=at.url,
        status=response.status,
        reason=response.reason or "",
        headers=tuple((key, " ".join(value.split())) for key, value in response.headers.iteritems()),
        raw=bytes(raw),
        fetched=now,
    )
