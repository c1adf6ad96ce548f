"""From hostile files to every output, the whole way: nothing is fetched, opened, added or addressed that the reports name."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import lxml.html
import pytest
from browser import browser, opened
from conftest import ROOT, run, write_reports
from pypdf import PdfReader

_SECRET = "canary-4711"


class _Web(ThreadingHTTPServer):
    """A web server that remembers what it was asked for."""

    asked: list[str]


class _Asked(BaseHTTPRequestHandler):
    server: _Web

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Keep the test quiet."""


@pytest.fixture(scope="module")
def web() -> Iterator[_Web]:
    server = _Web(("127.0.0.1", 0), _Asked)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def _payload(place: str, secret: Path) -> str:
    return (
        f'"\'><script>fetch("{place}/a")</script><img src={place}/b onerror=alert(1)><link rel=attachment href=file://{secret}>'
        f"<iframe src=file://{secret}></iframe><style>@import url({place}/c)</style><svg onload=alert(1)><image href={place}/d /></svg>"
        f"![x]({place}/e) [x](javascript:alert(1)) <{place}/f> \r\nBcc: victim@example.org\r\n\u202e\x1b]8;;{place}/g\x07 =?utf-8?q?a=0D=0ABcc:_v@example.org?="
    )


def _hostile(folder: Path, words: str, place: str) -> None:
    """Write reports that carry the words in every field that a stranger can fill in."""
    reports = write_reports(folder)
    row = json.loads((reports / "wire.jsonl").read_text(encoding="utf-8"))
    said = row["text"] + f"\n\nVeldmark's Foreign Ministry said that {words} was no answer."
    fields = {key: f"{row[key]} {words}" for key in ("id", "outlet", "title")}
    rows = [
        {**row, **fields, "text": said, "byline": words, "author": words, "dateline": words, "agency": words, "url": f"{place}/url"},
        {**row, "id": "2", "title": f"Offer {words}", "text": said.replace("Two fishermen", "Three fishermen"), "url": "javascript:alert(1)"},
    ]  # fmt: skip
    (reports / "wire.jsonl").write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
    safe = "".join(letter for letter in words if letter not in "/\0\r\n")[:80]
    (reports / f"{safe}.txt").write_text(f"Kelm {words}\n\n{said}", encoding="utf-8")
    feed = f"<rss version='2.0'><channel><title><![CDATA[Desk {words}]]></title><item><title><![CDATA[{words}]]></title><link>{place}/link</link><author><![CDATA[{words}]]></author><description><![CDATA[{said}]]></description></item></channel></rss>"
    (reports / "feed.xml").write_text(feed.replace("\x1b", "").replace("\x07", ""), encoding="utf-8")


@pytest.fixture(scope="module")
def made(web: _Web, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The five documents of hostile reports, and those of the same reports with a harmless word instead, in "plain"."""
    folder = tmp_path_factory.mktemp("reach")
    secret = folder / "secret.txt"
    secret.write_text(_SECRET)
    place = f"http://127.0.0.1:{web.server_port}"
    for name, words in (("hostile", _payload(place, secret)), ("plain", "the word")):
        (folder / name).mkdir()
        _hostile(folder / name, words, place)
        done = run("make", "reports", "-o", "out", cwd=folder / name)
        assert "Traceback" not in done.stderr
        assert not any(ord(letter) < 32 and letter != "\n" for letter in done.stderr)
        if done.returncode:
            pytest.skip(f"not all documents can be made here: {done.stderr[-200:]}")
    return folder


def test_nothing_that_reports_name_is_fetched_or_opened_by_any_document(made: Path, web: _Web) -> None:
    for path in (made / "hostile" / "out").iterdir():
        assert _SECRET.encode() not in path.read_bytes()
    pdf = PdfReader(made / "hostile" / "out" / "brief.pdf")
    assert pdf.attachments == {}
    assert _SECRET not in "".join(page.extract_text() for page in pdf.pages)
    assert web.asked == []


def test_the_pdf_holds_no_action_but_its_links(made: Path) -> None:
    for page in PdfReader(made / "hostile" / "out" / "brief.pdf").pages:
        for note in page.get("/Annots", ()):
            action = note.get_object().get("/A", {})
            assert action.get("/S", "/URI") in {"/URI", "/GoTo"}
            assert str(action.get("/URI", "http:")).startswith("http")


def test_the_message_has_no_header_and_no_recipient_that_a_report_wished_for(made: Path) -> None:
    hostile, plain = (
        message_from_bytes((made / name / "out" / "brief.eml").read_bytes(), policy=default)
        for name in ("hostile", "plain")
    )
    assert [*hostile.keys()] == [*plain.keys()]
    assert hostile["Bcc"] is None
    assert [part.get_content_type() for part in hostile.walk()] == [part.get_content_type() for part in plain.walk()]
    for part in hostile.walk():
        if part.get_content_type() == "text/html":
            tree = lxml.html.document_fromstring(part.get_content())
            assert not tree.xpath("//script | //img | //iframe | //object | //embed | //svg[@onload] | //@src | //link")
            assert all(address.startswith(("#", "http")) for address in tree.xpath("//@href"))


def test_a_browser_finds_nothing_on_the_page_that_acts_or_asks(made: Path, web: _Web) -> None:
    page, plain = (made / name / "out" / "brief.html" for name in ("hostile", "plain"))
    own = lxml.html.document_fromstring(page.read_bytes())
    harmless = lxml.html.document_fromstring(plain.read_bytes())
    with browser() as chromium:
        with opened(chromium, page, script=False) as still:
            dom = lxml.html.document_fromstring(still.page.content())
        with opened(chromium, page) as shown:
            moved = shown.page.content()
    # The page's own script is all that acts, and it is the same whatever the reports say.
    assert dom.xpath("//script/text()") == harmless.xpath("//script/text()")
    assert len(lxml.html.document_fromstring(moved).xpath("//script")) == len(harmless.xpath("//script"))
    for tree in (dom, lxml.html.document_fromstring(moved)):
        assert not tree.xpath("//img | //iframe | //object | //embed | //form | //link | //image | //base | //@src")
        assert not [name for node in tree.iter(lxml.etree.Element) for name in node.attrib if name.startswith("on")]
        assert all(address.startswith(("#", "http")) for address in tree.xpath("//@href"))
    assert [node.tag for node in dom.iter(lxml.etree.Element) if node.tag != "tbody"] == [
        node.tag for node in own.iter(lxml.etree.Element) if node.tag != "tbody"
    ]
    assert (still.asked, still.complaints, shown.asked, shown.complaints) == ([], [], [], [])
    assert web.asked == []


@pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run(["unshare", "-rn", "true"], check=False, capture_output=True).returncode != 0,
    reason="this system lets nobody make a network of his own (unshare -rn)",
)
def test_a_brief_is_made_where_there_is_no_network_at_all(tmp_path: Path) -> None:
    write_reports(tmp_path)
    done = subprocess.run(
        ["unshare", "-rn", sys.executable, "-m", "briefing", "make", str(tmp_path / "reports"), "-o", str(tmp_path / "out")],
        capture_output=True, text=True, cwd=ROOT, check=False, timeout=120,
    )  # fmt: skip
    assert (tmp_path / "out" / "brief.md").exists(), done.stderr
    assert "network" not in done.stderr


def test_documents_are_no_wider_open_than_the_user_allows_and_a_link_is_not_followed(tmp_path: Path) -> None:
    write_reports(tmp_path)
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere.md"
    out.mkdir()
    elsewhere.write_text("mine")
    (out / "brief.md").symlink_to(elsewhere)
    script = (
        f"umask 077; exec '{sys.executable}' -m briefing make '{tmp_path}/reports' -o '{out}' --format md,json --quiet"
    )
    assert subprocess.run(["sh", "-c", script], cwd=ROOT, check=False, timeout=120).returncode == 0
    assert elsewhere.read_text() == "mine"
    assert {path.name for path in out.iterdir()} == {"brief.md", "brief.json"}
    assert all(path.stat().st_mode & 0o077 == 0 and not path.is_symlink() for path in out.iterdir())
