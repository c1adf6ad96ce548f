from __future__ import annotations

import json
import re
import sys
import threading
import time
import tomllib
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from test_render_sample import BRIEF
from test_render_strangers import HOSTILE, hostile_brief

from briefing.render import escape, render, render_mail

_CASES = tomllib.loads((Path(__file__).parent / "cases" / "render" / "escape.toml").read_text(encoding="utf-8"))
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# Every shape of block in which our templates put foreign words.
_PLACES = (
    "{}",
    "- {} [1]",
    "## {}",
    "> - {}",
    "**x:** {} [1] – y",
    "| a | b |\n|---|---|\n| {} | x |",
    "x\n\n- {}\n\n[1]: http://x.example\n",
)
_ACTIVE = st.sampled_from(
    [
        *"\\`*_[]<>|~!#&;:/.@+-=()0123ab ",
        "[…]",
        "[a b]",
        "&amp;",
        "1. ",
        "- ",
        "# ",
        "[1]",
        "](",
        "http://a.b",
        "www.a",
        "```",
        "<b>",
        "é",
        "ب",
    ]
)
_FOREIGN = st.lists(_ACTIVE, min_size=1, max_size=9).map("".join) | st.text(min_size=1, max_size=12)


def _read(tokens: Sequence[Token]) -> tuple[str, list[str]]:
    """Return all text of a document, and the kind of everything in it that is not text."""
    text, kinds = "", []
    for token in tokens:
        for child in token.children or ():
            text += child.content if child.type == "text" else ""
            kinds += [] if child.type == "text" else [child.type]
        kinds.append(token.type)
    return text, kinds


@settings(max_examples=150, deadline=None)
@given(_FOREIGN)
def test_foreign_words_in_markdown_are_only_words(words: str) -> None:
    shown = escape.visible(words)
    for place in _PLACES if shown else ():
        text, kinds = _read(_MARKDOWN.parse(place.format(escape.markdown(shown))))
        plain, plain_kinds = _read(_MARKDOWN.parse(place.format("QQ")))
        assert (text, kinds) == (plain.replace("QQ", shown), plain_kinds)


@pytest.mark.parametrize("case", _CASES["clean"])
def test_ordinary_prose_stays_clean_in_markdown(case: str) -> None:
    assert escape.markdown(escape.visible(case)) == case


@pytest.mark.parametrize("case", _CASES["escaped"], ids=lambda case: str(case["text"]))
def test_active_marks_are_escaped_in_markdown(case: dict[str, str]) -> None:
    assert escape.markdown(escape.visible(case["text"])) == case["markdown"]


def test_all_that_is_made_visible_but_the_space_cannot_be_printed() -> None:
    printable = "".join(
        letter for letter in map(chr, range(sys.maxunicode + 1)) if letter.isprintable() and letter != " "
    )
    assert escape._UNSEEN.search(printable) is None  # noqa: SLF001 - the patterns that are passed over
    assert escape._BREAKS.search(printable) is None  # noqa: SLF001


@pytest.mark.parametrize("case", _CASES["visible"], ids=lambda case: repr(case["text"]))
def test_what_nobody_sees_is_shown(case: dict[str, str]) -> None:
    assert escape.visible(json.loads(f'"{case["text"]}"')) == case["shown"]


@pytest.mark.parametrize("case", _CASES["address"], ids=lambda case: repr(case["url"]))
def test_only_web_addresses_become_links(case: dict[str, str]) -> None:
    assert escape.web_address(json.loads(f'"{case["url"]}"')) == case.get("link")


@pytest.mark.parametrize("case", _CASES["file"], ids=lambda case: repr(case["path"]))
def test_folders_of_the_maker_are_not_printed(case: dict[str, str]) -> None:
    assert escape.file_name(case["path"]) == case["name"]


@pytest.mark.parametrize(
    "text", [*(mark * 60_000 for mark in "[_#\\&<@:. "), "[a " * 20_000, "a@" * 30_000, "_a" * 30_000]
)
def test_escaping_takes_linear_time(text: str) -> None:
    begun = time.process_time()
    escape.markdown(escape.visible(text))
    escape.web_address("http://" + text)
    assert time.process_time() - begun < 1


_ATTRIBUTES = {"data-passage", "class", "lang", "dir", "href", "title", "aria-label", "rel", "style", "role", "id"}


def _shape(page: bytes | str) -> list[str]:
    """Return the elements of a page in order, without the spans and links that come and go with the length of a text."""
    tree = lxml.html.document_fromstring(page)
    for node in tree.xpath("//a | //span"):
        assert set(node.keys()) <= _ATTRIBUTES
    return [node.tag for node in tree.iter(lxml.etree.Element) if node.tag not in {"a", "span"}]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_make_no_element_on_any_page(text: str) -> None:
    harmless, hostile = hostile_brief(re.sub(r"[^ ]", "x", escape.visible(text))), hostile_brief(text)
    for kind in (lambda brief: render(brief, "html"), lambda brief: render_mail(brief).html):
        assert _shape(kind(hostile)) == _shape(kind(harmless))
        for link in lxml.html.document_fromstring(kind(hostile)).xpath("//@href"):
            assert link.startswith("#") or link == escape.web_address(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_make_nothing_in_the_markdown_document(text: str) -> None:
    tokens = _MARKDOWN.parse(render(hostile_brief(text), "md").decode())
    inline = [child for token in tokens for child in token.children or ()]
    links = [child.attrGet("href") for child in inline if child.type == "link_open"]
    assert {child.type for child in inline} <= {
        "text",
        "strong_open",
        "strong_close",
        "softbreak",
        "link_open",
        "link_close",
    }
    assert set(links) <= {escape.web_address(text)}
    kinds = [token.type for token in tokens if token.type != "inline"]
    assert kinds == [
        token.type
        for token in _MARKDOWN.parse(render(hostile_brief("harmless"), "md").decode())
        if token.type != "inline"
    ]


class _Listener(BaseHTTPRequestHandler):
    hits = 0

    def do_GET(self) -> None:
        type(self).hits += 1
        self.send_response(404)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Keep the test quiet."""


@pytest.fixture
def port() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), _Listener)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


def test_making_documents_fetches_nothing(port: int, tmp_path: Path) -> None:
    canary = tmp_path / "canary.txt"
    canary.write_text("canary-4711")
    place = f"http://127.0.0.1:{port}"
    words = (
        f"<img src={place}/a.png><link rel=attachment href=file://{canary}><link rel=stylesheet href={place}/b.css>"
        f"<style>@import url({place}/c.css);</style><iframe src={place}/d></iframe><object data={place}/e></object>"
        f"</style><svg><image href={place}/f /></svg> url({place}/g) ![x]({place}/h)"
    )
    brief = hostile_brief(words)
    for kind in ("md", "html", "pdf", "json"):
        assert b"canary-4711" not in render(brief, kind)
    render_mail(brief)
    render(hostile_brief(f"{place}/title"), "html")
    assert _Listener.hits == 0


def test_the_html_page_asks_for_nothing_in_a_browser() -> None:
    page = render(BRIEF, "html").decode()
    assert "default-src 'none'" in page
    assert not re.search(r"<(img|iframe|link|object|embed|form)\b|@import|url\(", page)
    assert page.count("<script>") == page.count("</script>") == 1  # our own, named in the policy letter by letter
    assert not re.search(r"\ssrc=|\son\w+=", re.sub(r">[^<]*<", "><", page))


def test_a_document_can_be_made_where_jinja_would_have_to_be_told_twice(tmp_path: Path) -> None:
    """A user's template that forgets every filter still cannot let foreign words act."""
    from briefing.render import RenderSettings

    (tmp_path / "brief.md.j2").write_text("# {{ brief.title }}\n\n{{ brief.chapters[0].headline }}\n")
    (tmp_path / "brief.html.j2").write_text("<html><body>{{ brief.title }}</body></html>\n")
    brief = hostile_brief("*bold* <b>x</b> [a](http://b.example)")
    own = RenderSettings(templates=tmp_path)
    assert {
        child.type for token in _MARKDOWN.parse(render(brief, "md", own).decode()) for child in token.children or ()
    } == {"text"}
    assert [node.tag for node in lxml.html.document_fromstring(render(brief, "html", own)).iter()] == ["html", "body"]
