"""Input made to harm: what fuzzing found, laws that hold for any bytes, and texts that would cost time without end."""

from __future__ import annotations

import io
import json
import struct
import time
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import SAMPLES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.attribute import claims
from briefing.ingest import IngestSettings, read
from briefing.ingest.door import READERS, parse
from briefing.model import Article, Origin
from briefing.pipeline.make import make_brief
from briefing.text import sentences

_CAPS = IngestSettings()
_TEXT = "The envoys of both sides met on Monday and said that the talks would go on for the rest of the week."
_NAMES = {
    "text": "a.txt", "markdown": "a.md", "html": "a.html", "feed": "a.xml", "json": "a.jsonl", "csv": "a.csv", "mail": "a.eml",
    "mbox": "a.mbox", "pdf": "a.pdf", "warc": "a.warc", "gzip": "a.gz", "zip": "a.zip",
}  # fmt: skip


def _zip(*members: tuple[str, str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in members:
            archive.writestr(name, text)
    return packed.getvalue()


def _page(address: str) -> bytes:
    body = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body><article><p>{_TEXT} {address}</p></article></body></html>".encode()
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    head = f"WARC/1.0\r\nWARC-Type: response\r\n{target}WARC-Date: 2031-03-03T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body + b"\r\n\r\n"


def _feed(extra: str) -> bytes:
    return f"<rss version='2.0' xmlns:psc='http://podlove.org/simple-chapters'><channel><title>Desk</title><item><title>Talks</title>{extra}<description>{_TEXT}</description></item></channel></rss>".encode()


# What coverage-guided fuzzing found, in its smallest form, with the number of articles that must come out nevertheless.
_FOUND = {
    "a member without a name": ("a.zip", _zip(("Qq", _TEXT), ("b.txt", _TEXT + " Nobody spoke.")).replace(b"Qq", b"\0q"), 2),
    "a member whose second name is no text": (
        "a.zip", _zip(("é.txt", _TEXT), ("b.txt", _TEXT + " Nobody spoke.")).replace("é".encode(), b"\x87\x87", 1), 1,
    ),
    "a version of zip from the future": ("a.zip", _zip(("a.txt", _TEXT)).replace(b"PK\x01\x02" + struct.pack("<H", 0x314), b"PK\x01\x02\x14\x03\xff\xff", 1), 0),
    "a page without an address": ("a.warc", _page("http://a.example/1") + _page("") + _page("http://a.example/3"), 1),
    "a mailbox that looks like one inside, too": ("a.mbox", b"From e: text/plain\n\n" + _TEXT.encode(), 1),
    "a chapter mark without a time": ("a.xml", _feed("<psc:chapters><psc:chapter title='x'/></psc:chapters>"), 0),
}  # fmt: skip


@pytest.mark.parametrize("case", _FOUND)
def test_what_fuzzing_found_costs_a_notice_and_no_neighbour(case: str, tmp_path: Path) -> None:
    name, raw, articles = _FOUND[case]
    (tmp_path / name).write_bytes(raw)
    (tmp_path / "neighbour.txt").write_text(f"Talks resume\n\n{_TEXT} The neighbour stays.\n")
    intake = read([str(tmp_path)])
    assert len(intake.articles) == articles + 1
    assert articles or [one for one in intake.notices if name in one.subject]


def _parsed(name: str, raw: bytes) -> Iterator[dict[str, Any]]:
    for answer in parse(raw, {"name": name, "settings": asdict(_CAPS), "skip": 0}):
        yield json.loads(json.dumps(answer))


_SEEN = frozenset(
    "\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
)  # marks of living scripts


def _hides(text: str) -> bool:
    """Whether a text holds what moves a cursor, turns a line around, or cannot be written down."""
    odd = {letter for letter in text if not letter.isprintable()} - _SEEN
    return any(
        unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"}
        or (unicodedata.category(letter) == "Cf" and ord(letter) < 0x10000)
        for letter in odd
    )


def _check(answer: dict[str, Any]) -> None:
    for article in answer.get("articles", ()):
        text = article["text"]
        assert all(line and not _hides(line) for line in text.split("\n"))
        assert len(text) <= _CAPS.article_chars
        assert all(0 <= start < end <= len(text) for _, start, end in article["furniture"])
        for key in ("id", "outlet", "title", "url", "byline", "dateline", "agency"):
            assert article[key] is None or (article[key] and not _hides(article[key]))


_SEEDS = [
    path.read_bytes()[:4000]
    for path in sorted(SAMPLES.iterdir())
    if path.suffix in {".eml", ".html", ".xml", ".jsonl", ".md"}
]
_SEEDS += [raw for _, raw, _ in _FOUND.values()]
_PIECES = st.sampled_from([
    b"\x00", b"\xff\xfe", b"\r", b"\n\n", b"\x1b[2J", "\u202e".encode(), "\u2066".encode(), b"\xed\xa0\x80", b"=?utf-8?q?a=0D=0AB:_c?=",
    b"<![CDATA[", b"<!--", b"<", b"&#xD800;", b"&#0;", b'"\\ud800"', b"\xc3", b"PK\x05\x06", b"Content-Type: multipart/mixed; boundary=a\n\n--a\n",
])  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example])
@given(
    st.sampled_from(sorted(_NAMES)),
    st.sampled_from(_SEEDS),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 40), _PIECES | st.binary(max_size=12)), max_size=6),
)
def test_no_bytes_make_a_reader_raise_or_hand_on_what_nobody_can_see(
    kind: str, seed: bytes, edits: list[tuple[int, int, bytes]]
) -> None:
    raw = seed
    for at, length, piece in edits:
        raw = raw[:at] + piece + raw[at + length :]
    for answer in _parsed(_NAMES[kind], raw):
        _check(answer)


def test_every_reader_is_under_that_law() -> None:
    assert set(_NAMES) == set(READERS)


def test_what_never_ends_is_set_apart_and_said_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Talks resume\n\n{_TEXT}\n\n{'1,111 killed and ' * 3000}\n")
    (article,) = (intake := read([str(tmp_path)])).articles
    assert [sentence.text for sentence in sentences(article)][-1] == _TEXT
    assert "without the end of a sentence" in intake.notices[0].message


def _article(text: str, outlet: str = "Desk") -> Article:
    return Article(
        id=outlet, outlet=outlet, title="Armenia and Azerbaijan", text=text, language="en", published=datetime(2031, 3, 3, tzinfo=UTC),
        origin=Origin(path="a.txt", media_type="text/plain", sha256="0" * 64),
    )  # fmt: skip


# {n} is another number in each repetition: what repeats word for word is set apart at the door.
_PUMPS = (
    "Foreign Minister Ba{n} Mu said that talks {n} failed. ",
    "Armenia said {n} soldiers were killed in Aa{n}. ",
    "“Word {n} is no word,” he said. ",
    "“Word {n} is no word. ",
    "President Qa{n} Zu met Minister Va{n} Lo. ",
    "WALLACE: Word {n} is it.\nTRUMP: No {n}.\n",
    "On Monday {n} of last week in March troops moved. ",
    "He said 1,111 killed, Armenia accused Azerbaijan, at least 3 to {n} wounded and fled. ",
)


@pytest.mark.parametrize("unit", _PUMPS)
def test_a_text_made_to_cost_time_costs_it_in_proportion_to_its_length(unit: str) -> None:
    def cost(length: int) -> float:
        text = "".join(unit.format(n=number) for number in range(2, 2 + length // len(unit)))
        article = _article(text)
        start = time.process_time()
        claims(article, sentences(article))
        make_brief([article])
        return time.process_time() - start

    cost(500)
    small, large = cost(2_500), cost(15_000)
    assert large < 14 * small + 0.7, f"{small:.3f} s for 2,500 characters, {large:.3f} s for 15,000"
