"""What is collected is evidence: kept as it came, once, and read like any other file."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from scripted_web import HTML, NOW, PAGE, Reply, Web, collected, impatient, rss, said, web_server

from briefing.collect import Feed
from briefing.collect.collect import collect
from briefing.ingest import read
from briefing.model import Article


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as web:
        yield web


def _articles(folder: Path) -> tuple[Article, ...]:
    return read([str(folder)]).articles


# What is kept


def test_pages_come_with_address_and_time_and_their_bytes_are_the_evidence(web: Web, tmp_path: Path) -> None:
    pages = [web.page(f"/{number}", f"Shells hit the harbour, part {number}", f"Part {number}.") for number in range(3)]
    feed = web.feed("/rss", *pages)
    found = collected(tmp_path, feed)
    assert (found.pages, found.feeds, found.notices) == (3, 1, ())
    assert sorted(path.name.partition("-")[2][13:] for path in found.files) == ["feed.warc.gz", "pages.warc.gz"]
    read_pages = [article for article in _articles(tmp_path) if article.origin.media_type == "text/html"]
    assert {article.url for article in read_pages} == set(pages)
    assert {article.outlet for article in read_pages} == {"Kelm Courier"}
    hours = [article.retrieved for article in _articles(tmp_path)]
    assert len(hours) == 6, "three pages, and three entries of their feed"
    assert all(hour and timedelta(0) <= hour - NOW < timedelta(minutes=1) for hour in hours)
    packed = b"".join(gzip.decompress(path.read_bytes()) for path in found.files)
    assert all(reply.body in packed for (reply,) in web.replies.values() if isinstance(reply.body, bytes))


def test_a_second_run_adds_only_what_is_new(web: Web, tmp_path: Path) -> None:
    one, two = web.page("/1", "First report of the harbour"), web.page("/2", "Second report of the harbour")
    feed = web.feed("/rss", one)
    collected(tmp_path, feed)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    again = collected(tmp_path, feed)
    assert (again.files, again.pages, again.unchanged) == ((), 0, 1)
    web.feed("/rss", two, one)
    third = collected(tmp_path, feed)
    assert (third.pages, third.feeds) == (1, 1)
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    assert web.times() == {"/rss": 3, "/robots.txt": 2, "/1": 1, "/2": 1}


def test_a_feed_that_has_not_changed_is_not_sent_again(web: Web, tmp_path: Path) -> None:
    page = web.page("/1", "A report of the harbour")
    body = rss(page)
    feed = web.on(
        "/rss",
        Reply(body=body, headers=[("ETag", '"v1"'), ("Last-Modified", "Mon, 03 Mar 2031 18:00:00 GMT")]),
        Reply(status=304),
    )
    collected(tmp_path, feed)
    again = collected(tmp_path, feed)
    _, asked = [headers for path, headers in web.asked if path == "/rss"]
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"v1"', "Mon, 03 Mar 2031 18:00:00 GMT")
    assert (again.files, again.unchanged, again.notices) == ((), 1, ())


def test_a_page_that_failed_is_tried_again_though_its_feed_has_not_changed(web: Web, tmp_path: Path) -> None:
    page = web.on("/1", Reply(status=403), Reply(body=PAGE.format(title="Late", more="More.").encode(), headers=HTML))
    feed = web.on("/rss", Reply(body=rss(page), headers=[("ETag", '"v1"')]), Reply(status=304))
    assert "403" in said(collected(tmp_path, feed))
    again = collected(tmp_path, feed)
    assert (again.pages, again.notices) == (1, ())


def test_what_was_collected_yesterday_need_not_be_fetched_again(web: Web, tmp_path: Path) -> None:
    feed = web.feed("/rss", web.page("/1", "A report of the harbour"))
    collected(tmp_path / "yesterday", feed)
    found = collect([Feed(url=feed)], tmp_path / "today", impatient(), now=NOW, known=[tmp_path / "yesterday"])
    assert (found.files, web.times()["/1"]) == ((), 1)
    assert collected(tmp_path / "today", feed).pages == 1


def test_a_file_that_was_damaged_costs_only_what_it_held(web: Web, tmp_path: Path) -> None:
    feed = web.feed("/rss", web.page("/1", "A report of the harbour"))
    for path in collected(tmp_path, feed).files:
        path.write_bytes(path.read_bytes()[:200])
    assert collected(tmp_path, feed).pages == 1


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        (PAGE.format(title="Ճակատ", more="Ս").encode("utf-16"), "utf-16"),
        (PAGE.format(title="Обстрел порта", more="Мэр сообщил.").encode("windows-1251"), "windows-1251"),
    ],
)
def test_a_page_in_another_encoding_is_read_as_its_server_says(
    raw: bytes, charset: str, web: Web, tmp_path: Path
) -> None:
    page = web.on("/1", Reply(body=raw, headers=[("Content-Type", f"text/html; charset={charset}")]))
    collected(tmp_path, web.feed("/rss", page))
    titles = {article.title for article in _articles(tmp_path) if article.url == page and article.retrieved}
    assert titles & {"Ճակատ", "Обстрел порта"}


def test_a_page_that_comes_packed_and_in_chunks_is_kept_as_it_came(web: Web, tmp_path: Path) -> None:
    packed = gzip.compress(PAGE.format(title="Packed harbour report", more="More.").encode())
    body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (packed[:100], packed[100:])) + b"0\r\n\r\n"
    page = web.on(
        "/1", Reply(body=body, headers=[*HTML, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")])
    )
    found = collected(tmp_path, web.feed("/rss", page))
    assert found.notices == ()
    assert "Packed harbour report" in {article.title for article in _articles(tmp_path)}
    assert any(packed in gzip.decompress(path.read_bytes()) for path in found.files)


@pytest.mark.parametrize(
    "body",
    [
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>K</title><link rel="self" href="/rss"/><entry><title>t</title><link rel="edit" href="/no"/><link href="/1"/></entry></feed>',
        b"<rdf:RDF xmlns:rdf='x'><item rdf:about='1'><title>t</title><link><![CDATA[ /1 ]]></link></item></rdf:RDF>",
        b'<rss><channel><item><title>t</title><guid isPermaLink="true">ROOT/1</guid></item></channel></rss>',
        b"<rss><channel><item><title>t</title><link>/1?a=1&amp;b=2</link></item>",
        b"<rss><channel><item><link>http://[::1</link></item><item><link>/1</link></item></channel></rss>",
        b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "/1", "title": "t", "content_text": "c"}]}',
        '<?xml version="1.0" encoding="UTF-16"?><rss><channel><item><link>/1</link></item></channel></rss>'.encode(
            "utf-16"
        ),
    ],
    ids=["atom", "rdf", "guid", "broken", "malformed link", "json", "utf-16"],
)
def test_the_links_of_every_kind_of_feed_are_followed(body: bytes, web: Web, tmp_path: Path) -> None:
    web.page("/1", "A report of the harbour")
    web.page("/1?a=1&b=2", "A report of the harbour")
    found = collected(tmp_path, web.on("/rss", Reply(body=body.replace(b"ROOT", web.root.encode()))))
    assert (found.pages, found.notices) == (1, ())


def test_old_entries_are_left_and_only_so_many_are_followed(web: Web, tmp_path: Path) -> None:
    pages = [web.page(f"/{number}", f"Report {number}") for number in range(4)]
    old = f"<pubDate>{format_datetime(NOW - timedelta(hours=73))}</pubDate>"
    assert collected(tmp_path, web.feed("/old", *pages, date=old)).pages == 0
    found = collected(tmp_path, web.feed("/new", *pages, date=old.replace("01 Mar", "02 Mar")), pages=3)
    assert found.pages == 3
    assert "/3" in said(found)
    assert collected(tmp_path, f"{web.root}/new", pages=3).pages == 1, "the next run takes the next ones"
    alone = collected(tmp_path / "feed alone", f"{web.root}/new", pages=0)
    assert (alone.pages, alone.feeds, alone.notices) == (0, 1, ())
