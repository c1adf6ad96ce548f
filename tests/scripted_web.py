"""A real web server on loopback that answers as it is told, and remembers what it was asked."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from ssl import SSLContext
from typing import Any

from briefing.collect import CollectSettings, Feed
from briefing.collect.collect import Collected, collect

NOW = datetime(2031, 3, 4, 5, 0, tzinfo=UTC)
HTML = [("Content-Type", "text/html; charset=utf-8")]
PAGE = """<html lang="en"><head><title>{title}</title><meta property="og:site_name" content="Kelm Courier"></head><body><article><h1>{title}</h1>
<p>Artillery fire hit the harbour of Kelm before dawn on Monday and two fishermen were killed, the mayor's office said.</p>
<p>Orsenia's Defence Ministry said that its forces did not open fire and accused Veldmark of breaking the truce.</p>
<p>{more}</p></article></body></html>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer. `body` may be a function that writes to the line by itself, as slowly as it likes."""

    status: int = 200
    body: bytes | Callable[[Callable[[bytes], object]], None] = b""
    headers: Sequence[tuple[str, str]] = ()


@dataclass(slots=True)
class Web:
    """Replies by path; of several the first is given first and the last for ever. `asked` are (path, headers).

    `linger` are the seconds until it answers, in which `most_at_once` sees requests that overlap.
    """

    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    root: str = ""
    linger: float = 0.0
    most_at_once: int = 0
    _busy: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def on(self, path: str, *replies: Reply) -> str:
        """Script a path; return its address."""
        self.replies[path] = list(replies)
        return f"{self.root}{path}"

    def page(self, path: str, title: str, more: str = "Nobody else was hurt in the attack, the mayor said.") -> str:
        """Script a page; return its address."""
        body = PAGE.format(title=title, more=more).encode()
        return self.on(path, Reply(body=body, headers=[("Content-Type", "text/html; charset=utf-8")]))

    def feed(self, path: str, *urls: str, headers: Sequence[tuple[str, str]] = (), date: str = "") -> str:
        """Script an RSS feed with an entry for each address; return its own."""
        return self.on(
            path, Reply(body=rss(*urls, date=date), headers=[("Content-Type", "application/rss+xml"), *headers])
        )

    def times(self) -> dict[str, int]:
        """Return how often each path was asked for."""
        counted: defaultdict[str, int] = defaultdict(int)
        for path, _ in self.asked:
            counted[path] += 1
        return dict(counted)

    def next(self, path: str) -> Reply:
        """Return what is due on a path."""
        replies = self.replies.get(path, [Reply(status=404)])
        return replies.pop(0) if len(replies) > 1 else replies[0]

    def enter(self, path: str, headers: dict[str, str]) -> None:
        """Note a request that begins."""
        with self._lock:
            self.asked.append((path, headers))
            self._busy += 1
            self.most_at_once = max(self.most_at_once, self._busy)

    def leave(self) -> None:
        """Note that it is being answered."""
        with self._lock:
            self._busy -= 1


def rss(*urls: str, date: str = "") -> bytes:
    """Return an RSS feed with an entry for each address."""
    entries = "".join(
        f"<item><title>Entry {number} of the harbour</title><link>{url}</link><description>Shells hit the harbour of Kelm, number {number}, the mayor said.</description>{date}</item>"
        for number, url in enumerate(urls)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Kelm Courier</title>{entries}</channel></rss>'.encode()


@contextmanager
def web_server(*, host: str = "127.0.0.1", port: int = 0, tls: SSLContext | None = None) -> Iterator[Web]:
    """Serve on a port of loopback."""
    web = Web()

    class _Answers(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            web.enter(self.path, {key.lower(): value for key, value in self.headers.items()})
            threading.Event().wait(web.linger)
            web.leave()
            with suppress(OSError):
                self._reply(web.next(self.path))

        def _reply(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for key, value in reply.headers:
                self.send_header(key, value)
            if isinstance(reply.body, bytes):
                if not any(key == "Transfer-Encoding" for key, _ in reply.headers):
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)
            else:
                self.end_headers()
                reply.body(self.wfile.write)
            self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer((host, port), _Answers) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        web.root = f"http{'s' if tls else ''}://{host}:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield web
        finally:
            server.shutdown()
            thread.join()


def impatient(**more: Any) -> CollectSettings:  # noqa: ANN401 - settings of all kinds
    """Return settings for servers of our own: no pauses, and loopback is allowed."""
    return CollectSettings(**{"pause_seconds": 0, "retry_seconds": 0, "allow": ("127.0.0.1",), **more})


def collected(folder: Path, *urls: str, **more: Any) -> Collected:  # noqa: ANN401 - as above
    """Collect feeds into a folder."""
    return collect([Feed(url=url) for url in urls], folder, impatient(**more), now=NOW)


def said(found: Collected) -> str:
    """Return all that the notices of a run say."""
    return "\n".join(f"{notice.severity} {notice.subject} {notice.message}" for notice in found.notices)
