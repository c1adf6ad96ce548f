"""What a page says about itself: outlet, title, author, time, address, language. It reads the head, never the body's prose."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from briefing.ingest.clean import one_line
from briefing.ingest.draft import Draft
from briefing.ingest.headline import without_outlet
from briefing.ingest.page_time import published
from briefing.ingest.whence import host

_ARTICLES = re.compile(
    r"(?:News|Blog|Opinion|Reportage|Analysis|Review|Background|Scholarly|Tech)?Article|.*BlogPosting|LiveBlogPosting|Report"
)
_TITLE_META = ("og:title", "twitter:title", "dc.title", "title", "headline", "sailthru.title", "parsely-title")
_AUTHOR_META = (
    "author",
    "article:author_name",
    "byl",
    "byline",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "article:author",
    "twitter:creator",
)
_SITE_META = (
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "article:publisher_name",
    "twitter:app:name:iphone",
)
_MOST_SCRIPTS, _MOST_NODES, _SCRIPT_CHARS = 400, 2_000, 400_000
_AUTHOR_JUNK = re.compile(r"https?://|@|\badmin\b|^\W*$", re.IGNORECASE)


@dataclass(slots=True)
class _Page:
    """The parts of a page that hold facts: the article's JSON-LD node, the metas by lower-case name, the tree."""

    node: dict[str, Any]
    metas: dict[str, str]
    tree: Any


def tell(draft: Draft, tree: Any) -> None:  # noqa: ANN401 - lxml ships no types
    """Fill what the draft does not know yet from the page's own claims."""
    page = _Page(_article_node(tree), _metas(tree), tree)
    draft.url = draft.url or _address(page)
    draft.outlet = draft.outlet or _outlet(page, draft.url)
    draft.title = draft.title or _headline(page, draft.outlet)
    draft.byline = draft.byline or _author(page)
    draft.published = draft.published or published(page.node, page.metas, tree, draft.url)
    draft.language = draft.language or _language(page)


def description(tree: Any) -> str | None:  # noqa: ANN401 - as above
    """Return the page's description of itself, often its first paragraph."""
    metas = _metas(tree)
    return metas.get("og:description") or metas.get("description")


def _metas(tree: Any) -> dict[str, str]:  # noqa: ANN401 - as above
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (
            meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv") or ""
        ).lower()
        content = one_line(meta.get("content"), 2_000)
        if name and content:
            found.setdefault(name, content)
    return found


def _article_node(tree: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """Return the JSON-LD node of the article, an empty one where there is none. Source: schema.org, NewsArticle."""
    best: dict[str, Any] = {}
    for number, script in enumerate(tree.iter("script")):
        kind = (script.get("type") or "").lower()
        if "ld+json" not in kind or number > _MOST_SCRIPTS:
            continue
        text = (script.text or "")[:_SCRIPT_CHARS]
        try:
            value = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(value):
            kinds = node.get("@type")
            names = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(name, str) and _ARTICLES.fullmatch(name) for name in names) and len(node) > len(best):
                best = node
    return best


def _nodes(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    stack, seen = [value], 0
    while stack and seen < _MOST_NODES:
        seen += 1
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(reversed(node[:_MOST_NODES]))
        elif isinstance(node, dict):
            yield node
            stack.extend(
                inner for key, inner in node.items() if key in {"@graph", "mainEntity", "mainEntityOfPage", "article"}
            )


def _name(value: Any) -> str | None:  # noqa: ANN401 - as above
    """Return the name or names of a person or organisation as schema.org writes them."""
    if isinstance(value, list):
        names = [name for name in map(_name, value[:12]) if name]
        return ", ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        return _name(value.get("name"))
    return one_line(value, 200) if isinstance(value, str) else None


def _first(page: _Page, names: tuple[str, ...]) -> str | None:
    return next((page.metas[name] for name in names if name in page.metas), None)


def _address(page: _Page) -> str | None:
    for link in page.tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
            return str(link.get("href"))
    found = page.metas.get("og:url") or page.node.get("url")
    return found if isinstance(found, str) and found.startswith("http") else None


def _outlet(page: _Page, url: str | None) -> str | None:
    found = page.metas.get("og:site_name") or _name(page.node.get("publisher")) or _first(page, _SITE_META)
    if found and not found.startswith(("http", "@")):
        return found
    return host(url) if url else None


def _headline(page: _Page, outlet: str | None) -> str | None:
    """Return the headline without the outlet's name behind it."""
    found = _first(page, _TITLE_META) or _name(page.node.get("headline"))
    if not found:
        element = next(iter(page.tree.iter("title")), None)
        found = one_line(element.text_content() if element is not None else None)
    heads = [text for head in page.tree.iter("h1") if (text := one_line(head.text_content()))]
    if not found:
        return heads[0] if heads else None
    for head in heads:  # the page's own heading is the headline where the title only adds to it
        if len(head) > 15 and found.startswith(head):  # noqa: PLR2004 - shorter ones are names of sections
            return head
    return without_outlet(found, outlet)


def _author(page: _Page) -> str | None:
    for found in (_name(page.node.get("author")), _first(page, _AUTHOR_META)):
        if found and not _AUTHOR_JUNK.search(found):
            return found
    return None


def _language(page: _Page) -> str | None:
    root = page.tree.getroottree().getroot()
    return (
        root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or page.metas.get("og:locale")
        or page.metas.get("content-language")
    )
