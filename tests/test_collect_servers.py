"""Whatever a server does, it costs no more than its own feed; and no server is asked for more than it allows."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from scripted_mail import certificate
from scripted_web import HTML, PAGE, Reply, Web, collected, said, web_server

from briefing.model import BriefingError, SettingsError, Severity


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as web:
        yield web


# What a server may do


def _endless(write: Callable[[bytes], object]) -> None:
    while True:
        write(b"x")
        threading.Event().wait(0.02)


_BOMB = gzip.compress(b"\0" * (40 * 2**20))
_GAPS = [
    pytest.param([Reply(status=404)], "404", 1, id="gone"),
    pytest.param([Reply(status=500)], "500", 3, id="always broken"),
    pytest.param([Reply(status=302, headers=[("Location", "/1")])], "leads on and on", 6, id="redirect loop"),
    pytest.param([Reply(status=302, headers=[("Location", "file:///etc/passwd")])], "no address of the web", 1, id="file"),
    pytest.param([Reply(status=302, headers=[("Location", "http://a:b@127.0.0.1/")])], "no address", 1, id="password"),
    pytest.param([Reply(status=302, headers=[("Location", "http://[::1")])], "no address", 1, id="malformed"),
    pytest.param([Reply(status=304)], "304", 1, id="not modified since never"),
    pytest.param([Reply(body=b"x" * (2**20 + 1), headers=HTML)], "larger than 1 MB", 1, id="too large"),
    pytest.param([Reply(body=_BOMB, headers=[*HTML, ("Content-Encoding", "gzip")])], "unpacks to more than 32 MB", 1, id="gzip bomb"),
    pytest.param([Reply(body=_BOMB[:99], headers=[*HTML, ("Content-Encoding", "gzip")])], "its end is missing", 1, id="gzip torn"),
    pytest.param([Reply(body=b"no", headers=[*HTML, ("Content-Encoding", "gzip")])], "packed wrongly", 1, id="gzip broken"),
    pytest.param([Reply(body=b"no", headers=[*HTML, ("Content-Encoding", "br")])], "packed as br", 1, id="unasked packing"),
    pytest.param([Reply(body=_endless, headers=HTML)], "no end within 0.3 s", 1, id="trickle"),
    pytest.param([Reply(body=lambda _: None, headers=[("Content-Length", "99")])], "no answer", 3, id="torn"),
    pytest.param([Reply(body=b"ID3", headers=[("Content-Type", "audio/mpeg")])], "it is audio/mpeg", 1, id="sound"),
    pytest.param([Reply(status=503, headers=[("Retry-After", "3600")])], "come back in 3600 s", 1, id="asks to wait"),
    pytest.param([Reply(status=403, headers=[("X", "\x1b[2J")])], "403", 1, id="refused"),
]  # fmt: skip


@pytest.mark.parametrize(("replies", "says", "times"), _GAPS)
def test_a_page_that_cannot_be_had_is_named_and_costs_no_other(
    replies: list[Reply], says: str, times: int, web: Web, tmp_path: Path
) -> None:
    bad, good = web.on("/1", *replies), web.page("/2", "The other report of the harbour")
    found = collected(tmp_path, web.feed("/rss", bad, good), page_mb=1, answer_seconds=0.3)
    (notice,) = found.notices
    assert (notice.severity, notice.subject, found.pages) == (Severity.DEGRADED, f"{web.root}/rss", 1)
    assert says in notice.message
    assert bad in notice.message
    assert notice.message.isprintable()
    assert web.times()["/1"] == times


@pytest.mark.parametrize(
    ("reply", "says"),
    [
        (Reply(status=404), "404"),
        (Reply(status=500), "500"),
        (Reply(body=b"<html>please log in</html>", headers=HTML), "it is no feed"),
        (Reply(body=b"", headers=HTML), "it is no feed"),
        (Reply(body=b'{"items": 1}'), "it is no feed"),
        (Reply(body=_BOMB, headers=[("Content-Encoding", "gzip")]), "unpacks to more"),
        (Reply(status=302, headers=[("Location", "/rss")]), "leads on and on"),
        (Reply(body=_endless), "no end"),
    ],
)
def test_a_dead_feed_costs_a_notice_and_nothing_else(reply: Reply, says: str, web: Web, tmp_path: Path) -> None:
    dead = web.on("/rss", reply)
    with web_server() as other:
        alive = other.feed("/rss", other.page("/1", "A report of the harbour"))
        found = collected(tmp_path, dead, alive, answer_seconds=0.3, retries=0)
    (notice,) = found.notices
    assert (notice.severity, notice.subject) == (Severity.LOST, dead)
    assert says in notice.message
    assert found.pages == 1


def test_what_fails_at_first_is_asked_for_again(web: Web, tmp_path: Path) -> None:
    body = PAGE.format(title="Late", more="More.").encode()
    busy = Reply(status=503, headers=[("Retry-After", "0")])
    page = web.on("/1", Reply(status=500), busy, Reply(body=body, headers=HTML))
    assert collected(tmp_path, web.feed("/rss", page)).pages == 1
    assert web.times()["/1"] == 3


def test_a_host_that_never_answers_is_left_alone(web: Web, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        dead = [f"http://127.0.0.1:{taken.getsockname()[1]}/{number}" for number in range(9)]
        found = collected(tmp_path, web.feed("/rss", *dead))
    assert found.pages == 0
    assert "9 pages not collected" in said(found)


def test_a_run_has_an_end(web: Web, tmp_path: Path) -> None:
    feed = web.feed("/rss", web.page("/1", "A report of the harbour"))
    found = collected(tmp_path, feed, run_seconds=0.2, pause_seconds=1)
    assert "the time for collecting was up" in said(found)


# Politeness


@pytest.mark.parametrize(
    ("robots", "kept"),
    [
        (b"", {"/a", "/b"}),
        (b"User-agent: *\nDisallow: /", set()),
        (b"User-agent: *\nDisallow: /a", {"/b"}),
        (b"User-agent: briefing\nDisallow: /a\n\nUser-agent: *\nDisallow: /", {"/b"}),
        (b"User-agent: other\nDisallow: /", {"/a", "/b"}),
        (b"User-agent: other\nUser-agent: Briefing\nDisallow: /b$", {"/a"}),
        (b"User-agent: *\nDisallow: /*\nAllow: /a # but this", {"/a"}),
        (b"User-agent: *\nDisallow: /%61", {"/b"}),
        (b"User-agent: *\nDisallow:", {"/a", "/b"}),
        (b"User-agent: *\nCrawl-delay: 3600", set()),
        (b"User-agent: *\nDisallow: /" + b"*a" * 5000 + b"$", {"/a", "/b"}),
    ],
)
def test_what_robots_txt_forbids_is_not_fetched(robots: bytes, kept: set[str], web: Web, tmp_path: Path) -> None:
    web.on("/robots.txt", Reply(body=robots))
    feed = web.feed("/rss", web.page("/a", "One report of the harbour"), web.page("/b", "Other report of the harbour"))
    found = collected(tmp_path, feed)
    assert {path for path in web.times() if path in {"/a", "/b"}} == kept
    assert found.pages == len(kept)
    assert ("robots.txt" in said(found)) is (len(kept) < 2)


@pytest.mark.parametrize(("status", "pages"), [(404, 1), (403, 1), (500, 0), (429, 0)])
def test_a_host_that_cannot_say_what_is_allowed_is_not_asked_for_pages(
    status: int, pages: int, web: Web, tmp_path: Path
) -> None:
    web.on("/robots.txt", Reply(status=status))
    assert collected(tmp_path, web.feed("/rss", web.page("/1", "A report of the harbour"))).pages == pages


def test_a_host_is_asked_one_thing_at_a_time_under_our_name(web: Web, tmp_path: Path) -> None:
    feeds = [web.feed(f"/rss{n}", *[web.page(f"/{n}/{m}", f"Report {n} {m}") for m in range(3)]) for n in range(3)]
    web.linger = 0.01
    with web_server() as other:
        feeds.append(other.feed("/rss", web.page("/x", "A report linked from elsewhere")))
        found = collected(tmp_path, *feeds, user_agent="briefing (desk@example.org)")
    assert found.pages == 10
    assert web.most_at_once == 1
    assert {headers["user-agent"] for _, headers in web.asked} == {"briefing (desk@example.org)"}


# Disk


def test_a_folder_that_cannot_be_made_is_named(web: Web, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    feed = web.feed("/rss", web.page("/1", "A report of the harbour"))
    with pytest.raises(BriefingError, match="cannot make the folder"):
        collected(tmp_path / "file", feed)


def test_an_authority_that_cannot_be_read_is_named(web: Web, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"gone\.pem"):
        collected(tmp_path, web.feed("/rss"), ca_file=tmp_path / "gone.pem")


# Certificates


@pytest.mark.parametrize("flaw", ["", "another name", "another authority"])
def test_a_server_must_prove_who_it_is(flaw: str, tmp_path: Path) -> None:
    context, authority = certificate(tmp_path, "news.example" if flaw == "another name" else "127.0.0.1")
    if flaw == "another authority":
        _, authority = certificate(tmp_path, "other.example")
    with web_server(tls=context) as web:
        found = collected(tmp_path / "day", web.feed("/rss", web.page("/1", "A report")), ca_file=authority)
    assert found.pages == (0 if flaw else 1)
    assert ("its certificate does not hold" in said(found)) is bool(flaw)
