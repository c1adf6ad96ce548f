"""Elements to paragraphs: the blocks of an HTML fragment or of trafilatura's tree. It knows elements, not pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from briefing.ingest.draft import Block
from briefing.model import FurnitureKind as Kind

# Elements that begin and end a paragraph. Source: HTML Living Standard, "flow content", and trafilatura's TEI-like names.
_BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "details", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "head", "item", "lb", "list", "quote", "row", "cell", "ab", "doc"]
)  # fmt: skip
_KINDS = {
    "h1": Kind.HEADLINE, "h2": Kind.HEADLINE, "h3": Kind.HEADLINE, "h4": Kind.HEADLINE, "h5": Kind.HEADLINE, "h6": Kind.HEADLINE,
    "head": Kind.HEADLINE, "figcaption": Kind.CAPTION, "caption": Kind.CAPTION, "nav": Kind.LINKS, "pre": Kind.CODE, "code": Kind.CODE,
    "row": Kind.CODE,  # trafilatura's tables are tables; those of mails and old pages only lay out
}  # fmt: skip
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "audio",
        "video",
        "select",
        "option",
        "button",
        "input",
        "textarea",
        "title",
        "meta",
        "link",
        "base",
    ]
)
_HIDDEN = ("display:none", "visibility:hidden", "mso-hide:all", "font-size:0", "max-height:0")
_LINE = frozenset(("br", "lb"))
_LONG_CELL = 200  # characters: tables that lay out a page or a newsletter hold prose


def parsed(markup: str) -> Any:  # noqa: ANN401 - lxml ships no types
    """Parse HTML of any quality into a tree; None where nothing is left. lxml neither loads nor follows anything here."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        return document_fromstring(
            markup, parser=HTMLParser(encoding=None, remove_comments=True, remove_pis=True, no_network=True)
        )
    except (etree.ParserError, ValueError):
        return None


def blocks(root: Any, *, lines: bool = True) -> Iterator[Block]:  # noqa: ANN401 - as above
    """Yield the paragraphs below an element in document order, with what their elements say of them.

    `lines`: whether a line break parts paragraphs (true for articles, where two of them in a row are one typed blank).
    Walks without recursion: a deep tree costs time, not the stack.
    """
    walk = _Walk(lines=lines)
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            yield from walk.leave(tag)
            walk.say(element.tail if element is not root else None)
            continue
        if not tag or tag in _UNSEEN or _is_hidden(element):
            walk.say(element.tail)
            continue
        yield from walk.enter(tag)
        walk.say(element.text)
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    yield from walk.flush()


class _Walk:
    """The words gathered since the last paragraph ended, and the kinds of the elements around them."""

    def __init__(self, *, lines: bool) -> None:
        self._words: list[str] = []
        self._kinds: list[Kind] = []
        self._lines = lines

    def say(self, text: str | None) -> None:
        if text:
            self._words.append(text)

    def enter(self, tag: str) -> Iterator[Block]:
        if tag in _LINE and not self._lines:
            self._words.append(" ")
        elif tag in _BLOCKS:
            yield from self.flush()
        if tag in _KINDS:
            self._kinds.append(_KINDS[tag])

    def leave(self, tag: str) -> Iterator[Block]:
        if tag in _BLOCKS and (self._lines or tag not in _LINE):
            yield from self.flush()
        if tag in _KINDS:
            self._kinds.pop()

    def flush(self) -> Iterator[Block]:
        text = "".join(self._words)
        self._words.clear()
        if text and not text.isspace():
            kind = self._kinds[0] if self._kinds else None
            if kind is Kind.CODE and self._kinds[-1] is Kind.CODE and len(text) > _LONG_CELL:
                kind = None
            yield Block(text, kind)


def _is_hidden(element: Any) -> bool:  # noqa: ANN401 - as above
    style = element.get("style")
    if element.get("hidden") is not None:
        return True
    return style is not None and any(word in style.replace(" ", "").lower() for word in _HIDDEN)
