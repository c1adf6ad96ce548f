"""JSON Lines, and JSON files that hold one article or a list of them; JSON Feed too. Only a text is required.

A line that is no article costs a notice with its number; its neighbours never notice.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from briefing.ingest.blocks import blocks, parsed
from briefing.ingest.clean import decode, is_plain, one_line
from briefing.ingest.draft import Block, Course, Draft, Found, Trouble, lost
from briefing.ingest.paragraphs import paragraphs
from briefing.ingest.source import Source
from briefing.ingest.whence import set_source

# Names of a draft's fields by lower-case key without marks, the best first. Source: the contract in the design page, and
# the keys of NewsAPI, Media Cloud, Common Crawl News, schema.org and JSON Feed.
_KEYS = {
    "id": ("id", "articleid", "guid", "uuid", "docid"),
    "title": ("title", "headline", "name"),
    "outlet": ("outlet", "source", "publisher", "publication", "sourcename", "sitename", "site", "medianame", "newspaper", "domain"),
    "url": ("url", "link", "permalink", "canonicalurl", "externalurl", "weburl"),
    "published": (
        "published", "date", "publishedat", "datepublished", "publishdate", "publicationdate", "pubdate", "publisheddate", "timestamp", "time",
        "created", "createdat", "datecreated",
    ),
    "language": ("language", "lang", "locale"),
    "byline": ("byline", "author", "authors", "creator"),
    "retrieved": ("retrieved", "retrievedat", "crawled", "crawledat", "accessed", "fetched"),
    "text": ("text", "body", "content", "articlebody", "maintext", "fulltext", "contenttext", "contenthtml", "story"),
}  # fmt: skip
_FIELD = {key: (name, rank) for name, keys in _KEYS.items() for rank, key in enumerate(keys)}
_LISTS = ("articles", "items", "results", "stories", "documents", "entries", "news", "data", "response", "docs", "hits")
_MARKUP = re.compile(r"</(?:p|div|h[1-6]|ul|article|a)>|<br\s*/?>|<p[ >]", re.IGNORECASE)
_BATCH = 50  # lines announced together: one that kills the child costs its batch, not the file
_DEPTH = 4


def read_json(source: Source, course: Course) -> Found:
    """Read JSON Lines, or a file that is one JSON value."""
    if not source.name.lower().endswith((".jsonl", ".ndjson")) and _is_whole(source.head):
        yield from _whole(source)
        return
    begun = None
    for number, raw in source.lines():
        if (number - 1 - source.before) % _BATCH == 0:
            begun = course.enter(source.place(f"lines {number} to {number + _BATCH - 1}"))
            if begun:
                yield begun
        if number > source.settings.entries:
            yield lost(f"more than {source.settings.entries} lines; split the file", source.place(f"line {number}"))
            return
        if begun:
            yield from _line(raw, source.place(f"line {number}"), source)


def _is_whole(head: bytes) -> bool:
    """Whether the file is one JSON value: its first line with anything in it is none by itself, or a list."""
    first = decode(head)[0].lstrip("\ufeff \t\r\n").split("\n", 1)
    if first[0].startswith("[") and (len(first) == 1 or not first[1].strip() or first[0].rstrip()[-1:] in "[,{"):
        return True
    if len(first) == 1 or not first[1].strip():
        return True
    if not first[0].startswith("{"):
        return first[0].strip() == "["
    try:
        json.loads(first[0])
    except (ValueError, RecursionError):
        return first[0].rstrip()[-1:] in "{,["
    return False


def _line(raw: bytes, member: str, source: Source) -> Iterator[Draft | Trouble]:
    if not raw:
        yield lost(f"it is longer than {source.settings.line_mb} MB; split it", member)
        return
    text, _ = decode(raw.strip())
    text = text.strip("\ufeff\x00 \t\r\n")
    if not text:
        return
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError) as trouble:
        yield lost(f"it is no JSON ({_reason(trouble)}); correct or remove the line", member)
        return
    yield from record_draft(value, member)


def _reason(trouble: Exception) -> str:
    return "nested too deep" if isinstance(trouble, RecursionError) else str(trouble).split(":", 1)[0][:60]


def _whole(source: Source) -> Found:
    text = decode(source.all())[0].strip("\ufeff\x00 \t\r\n")
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError) as trouble:
        yield lost(f"it is no JSON ({_reason(trouble)}); one article a line, or one list of articles", source.label)
        return
    if isinstance(value, dict) and str(value.get("version", "")).startswith("https://jsonfeed.org/"):
        yield from _json_feed(value, source)
        return
    records = _records(value, _DEPTH)
    if records is None:
        yield lost('it holds no article; an article is an object with a "text"', source.label)
        return
    if isinstance(value, dict) and records == [value]:
        yield from record_draft(value, source.label)
        return
    for number, record in enumerate(records[: source.settings.entries], 1):
        yield from record_draft(record, source.place(f"entry {number}"))


def _records(value: Any, depth: int) -> list[Any] | None:  # noqa: ANN401 - any JSON
    """Return the list of articles inside a JSON value: itself, or what stands under a usual key."""
    if isinstance(value, list):
        return value if any(isinstance(one, dict) for one in value) else None
    if not isinstance(value, dict) or depth == 0:
        return None
    if "text" in _fields(value):
        return [value]
    lower = {str(key).lower(): inner for key, inner in value.items()}
    return next(
        (found for key in _LISTS if key in lower and (found := _records(lower[key], depth - 1)) is not None), None
    )


def _fields(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record's values by the names of a draft; the better key wins, an empty value never does."""
    best: dict[str, tuple[int, Any]] = {}
    for key, value in record.items():
        name, rank = _FIELD.get(key.lower() if key.isalpha() else "".join(filter(str.isalnum, key.lower())), (None, 0))
        if name and value not in (None, "", [], {}) and (name not in best or rank < best[name][0]):
            best[name] = (rank, value)
    return {name: value for name, (_, value) in best.items()}


def _words(value: Any) -> str | None:  # noqa: ANN401 - as above
    """Return a name as a string: of a string or number, of a list of them, of an object with a name."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value[:20]))) or None
    if isinstance(value, dict):
        return _words(value.get("name") or value.get("title") or value.get("displayName"))
    return one_line(value, 2_000)


def record_draft(record: Any, member: str | None, media_type: str = "application/json") -> Iterator[Draft | Trouble]:  # noqa: ANN401 - as above
    """Yield the article that a record with freely named fields holds, or what it lacks."""
    if not isinstance(record, dict):
        yield lost('it is no object; an article is an object with a "text"', member)
        return
    fields = _fields(record)
    text = fields.pop("text", None)
    if not isinstance(text, str):
        yield lost('it has no "text"; give it one, or remove it', member)
        return
    draft = Draft(blocks=text_blocks(text), media_type=media_type, member=member)
    if isinstance(fields.get("source"), str):
        set_source(draft, fields.pop("source"))
    for name, value in fields.items():
        setattr(draft, name, _words(value))
    if draft.outlet and draft.outlet.startswith(("http://", "https://")):
        place, draft.outlet = draft.outlet, None
        set_source(draft, place)
    yield draft


def text_blocks(text: str) -> list[Block]:
    """Return the paragraphs of a text that may be HTML inside."""
    if "<" in text and _MARKUP.search(text):
        tree = parsed(text)
        if tree is not None:
            return list(blocks(tree))
    plain = is_plain(text)
    return [Block(line, clean=plain) for line in paragraphs(text, plain=plain)]


def _json_feed(feed: dict[str, Any], source: Source) -> Iterator[Draft | Trouble]:
    """Read a JSON Feed. Source: JSON Feed, version 1.1."""
    entries = feed.get("items")
    if not isinstance(entries, list) or not entries:
        yield lost("the feed has no entries; fetch it again", source.label)
        return
    for number, entry in enumerate(entries[: source.settings.entries], 1):
        member = source.place(f"entry {number}")
        if not isinstance(entry, dict):
            yield lost("it is no object; nothing can be read from it", member)
            continue
        text = next(
            (
                entry[key]
                for key in ("content_html", "content_text", "summary")
                if isinstance(entry.get(key), str) and entry[key].strip()
            ),
            "",
        )
        authors = entry.get("authors") or entry.get("author") or feed.get("authors") or feed.get("author")
        yield Draft(
            blocks=text_blocks(text),
            media_type="application/feed+json",
            member=member,
            title=_words(entry.get("title")),
            outlet=_words(feed.get("title")),
            url=_words(entry.get("url") or entry.get("external_url")),
            published=_words(entry.get("date_published")),
            byline=_words(authors),
            language=_words(entry.get("language") or feed.get("language")),
        )
