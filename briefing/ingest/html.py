"""Saved pages: prose by trafilatura, facts by the page's own metadata."""

from __future__ import annotations

import re
from typing import Any

from briefing.ingest.blocks import blocks, parsed
from briefing.ingest.clean import decode
from briefing.ingest.completion import completed
from briefing.ingest.draft import Block, Course, Draft, Found, lost, remark
from briefing.ingest.page_facts import description, tell
from briefing.ingest.source import Source
from briefing.model import FurnitureKind as Kind

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z][\w:-]{0,30})")
# Elements that close themselves or each other, so that counting them says nothing about depth.
_SHALLOW = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "td",
        "tr",
        "th",
        "dt",
        "dd",
        "option",
        "optgroup",
        "tbody",
        "thead",
        "tfoot",
        "colgroup",
        "html",
        "head",
        "body",
        "rp",
        "rt",
        "path",
        "rect",
        "circle",
        "line",
        "use",
        "g",
        "polygon",
        "stop",
    ]
)
_LONGEST_ATTRIBUTES = 100_000  # characters of one tag; a picture inside an attribute is the longest that pages have
_LEAST = 250  # characters of prose below which another way of extraction is tried


def read_page(source: Source, _: Course) -> Found:
    """Read a saved page: one article."""
    raw = source.all()
    yield from page(
        raw, charset(raw), Draft(blocks=[], media_type="text/html", member=source.label), source.settings.tag_depth
    )


def charset(raw: bytes) -> str | None:
    """Return the encoding that the page declares in its first bytes."""
    found = _CHARSET.search(raw[:4096]) or _XML_CHARSET.search(raw[:512])
    return found[1].decode("ascii", "replace") if found else None


def page(raw: bytes, declared: str | None, draft: Draft, depth: int) -> Found:
    """Read a page into a draft that may know some facts already (its address, from an archive)."""
    text, doubt = decode(raw, declared)
    if doubt:
        yield remark(doubt, draft.member)
    objection = too_hard(text, depth)
    if objection:
        yield lost(f"{objection}; save the page as text", draft.member)
        return
    tree = parsed(text.replace("\x00", ""))
    if tree is None:
        yield lost("no element of it can be read; save the page as text", draft.member)
        return
    tell(draft, tree)
    draft.blocks = completed(prose(tree), tree, description(tree))
    yield draft


def too_hard(text: str, depth: int) -> str | None:
    """Say why a page must not be parsed: too deep a tree, or a tag without end. One pass, no tree; scripts are skipped."""
    lower = text.lower()
    deepest = level = last = after = 0
    for found in _TAG.finditer(lower):
        if found.start() < after:
            continue
        if found.start() - last > _LONGEST_ATTRIBUTES and ">" not in text[last : found.start()]:
            return "one of its tags has no end"
        last = found.start()
        name = found[2]
        if name in {"script", "style"} and not found[1]:
            end = lower.find(f"</{name}", found.end())
            after = end if end >= 0 else len(lower)
        elif name not in _SHALLOW:
            level = max(0, level - 1) if found[1] else level + 1
            deepest = max(deepest, level)
    if deepest > depth:
        return f"its elements lie {deepest} deep, above {depth}"
    if len(text) - last > _LONGEST_ATTRIBUTES and ">" not in text[last:]:
        return "one of its tags has no end"
    return None


def prose(tree: Any) -> list[Block]:  # noqa: ANN401 - lxml ships no types
    """Return the article's paragraphs; where trafilatura finds hardly any, all text of the page that is no navigation."""
    from copy import deepcopy

    from trafilatura import bare_extraction

    document = bare_extraction(
        deepcopy(tree), include_comments=False, include_tables=True, include_formatting=False, with_metadata=False
    )
    body = getattr(document, "body", None)
    found = list(blocks(body)) if body is not None else []
    if sum(len(block.text) for block in found) >= _LEAST:
        return found
    body = next(iter(tree.iter("article", "main")), None)
    plain = list(blocks(body if body is not None else tree))
    longer = sum(len(block.text) for block in plain if block.kind is not Kind.LINKS)
    return plain if longer > sum(len(block.text) for block in found) and not found else found
