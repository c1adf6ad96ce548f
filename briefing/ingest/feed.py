"""RSS, Atom and RDF feeds by feedparser. Document types and entities are refused before any XML parser sees them."""

from __future__ import annotations

import re
from typing import Any

from briefing.ingest.clean import decode
from briefing.ingest.draft import Course, Draft, Found, degraded, lost
from briefing.ingest.jsonl import text_blocks
from briefing.ingest.source import MB, Source

_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\s[^<>\[]{0,600}>", re.IGNORECASE)
_ENTITY = re.compile(r"<!(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([A-Za-z_][\w:.-]{0,60})")
_SELF_CLOSED = re.compile(r"[^<>]{0,10000}/>")
# feedparser takes ten times the bytes in memory and a second for every 3 MB (measured); larger feeds are no feeds.
_MOST_MB = 16
_LONGEST_TAG = 1_000_000  # expat and sgmllib need quadratic time on one very long tag
_MOST_OPEN_COMMENTS = 20
_MEDIA_TYPES = {
    "atom0": "application/atom+xml",
    "atom1": "application/atom+xml",
    "rss10": "application/rdf+xml",
    "rss09": "application/rss+xml",
}


def read_feed(source: Source, _: Course) -> Found:
    """Read a feed: one article an entry."""
    raw = source.all()
    if len(raw) > _MOST_MB * MB:
        yield lost(f"a feed larger than {_MOST_MB} MB; split it", source.label)
        return
    declared = _ENCODING.search(raw[:512])
    text, _doubt = decode(raw, declared[1].decode("ascii") if declared else None)
    text = _DOCTYPE.sub("", _DECLARATION.sub("", text.lstrip("\ufeff"), count=1), count=1)
    objection = too_hard(text, source.settings.tag_depth)
    if objection:
        yield lost(objection, source.label)
        return
    yield from _entries(text, source)


def too_hard(text: str, depth: int) -> str | None:
    """Say why a feed must not be parsed."""
    if _ENTITY.search(text):
        return (
            "it declares a document type or entities, which can kill or deceive a parser; fetch the feed without them"
        )
    if text.count("<!--") > text.count("-->") + _MOST_OPEN_COMMENTS:
        return "its comments have no end; fetch it again"
    level = last = 0
    for found in _TAG.finditer(text):
        if found.start() - last > _LONGEST_TAG and ">" not in text[last : found.start()]:
            return "one of its tags has no end; fetch it again"
        last = found.start()
        if found[1]:
            level -= 1
        elif not _SELF_CLOSED.match(text, found.end()):
            level += 1
        if level > depth:
            return f"its elements lie more than {depth} deep; fetch it again"
    return None


def _entries(text: str, source: Source) -> Found:
    import feedparser

    parsed = feedparser.parse(
        text.encode("utf-8", "replace"),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )
    if not parsed.entries:
        yield lost("no entry was found in it; fetch it again, or save its pages instead", source.label)
        return
    if parsed.bozo and not isinstance(
        parsed.bozo_exception, (feedparser.CharacterEncodingOverride, feedparser.NonXMLContentType)
    ):
        yield degraded(
            f"it is damaged ({type(parsed.bozo_exception).__name__}); {len(parsed.entries)} entries could be read",
            source.label,
        )
    outlet = _text(parsed.feed.get("title")) or _text(parsed.feed.get("publisher"))
    for number, entry in enumerate(parsed.entries[: source.settings.entries], 1):
        yield _draft(entry, outlet, parsed, source.place(f"entry {number}"))


def _draft(entry: Any, outlet: str | None, feed: Any, member: str) -> Draft:  # noqa: ANN401 - feedparser ships no types
    contents = [part.get("value") or "" for part in entry.get("content", [])]
    text = max([*contents, entry.get("summary") or ""], key=len)
    origin = entry.get("source") or {}
    return Draft(
        blocks=text_blocks(text),
        media_type=_MEDIA_TYPES.get(str(feed.version)[:5], "application/rss+xml"),
        member=member,
        title=_text(entry.get("title")),
        outlet=_text(origin.get("title")) or outlet,
        byline=_text(entry.get("author")),
        url=_text(entry.get("link")),
        published=_text(entry.get("published") or entry.get("updated") or entry.get("created")),
        language=_text(feed.feed.get("language")),
    )


def _text(value: Any) -> str | None:  # noqa: ANN401 - as above
    """Return a value without markup; None where it is none."""
    if not isinstance(value, str) or not value.strip():
        return None
    if "<" in value or "&" in value:
        return " ".join(block.text for block in text_blocks(f"<p>{value}</p>")) or None
    return value
