"""The child's door: finds out what the bytes are, lets the right reader at them, and answers in batches of articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

from briefing.ingest.draft import Beat, Begun, Course, Draft, Found, Trouble, lost
from briefing.ingest.finish import finished
from briefing.ingest.settings import IngestSettings
from briefing.ingest.sniff import kind
from briefing.ingest.source import Source, TooMuch, held

# Each reader is a function (source, course) -> drafts, troubles and beginnings; loaded when first needed.
READERS = {
    "text": "briefing.ingest.text:read_text",
    "markdown": "briefing.ingest.text:read_markdown",
    "html": "briefing.ingest.html:read_page",
    "feed": "briefing.ingest.feed:read_feed",
    "json": "briefing.ingest.jsonl:read_json",
    "csv": "briefing.ingest.rows:read_rows",
    "mail": "briefing.ingest.mail:read_message",
    "mbox": "briefing.ingest.mail:read_mbox",
    "pdf": "briefing.ingest.pdf:read_pdf",
    "warc": "briefing.ingest.warc:read_archive",
    "gzip": "briefing.ingest.pack:read_gzip",
    "zip": "briefing.ingest.pack:read_zip",
}
_ADVICE = {
    "an Office document": "save it as text, HTML or PDF",
    "an old Office or Outlook file": "save it as text, PDF or .eml",
    "rich text": "save it as text, HTML or PDF",
}
_BATCH = 64  # articles in one answer
_BATCH_CHARS = 400_000  # in one answer; six bytes a character at worst stay far below the guard's 16 MB


def parse(raw: bytes, arguments: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what the file `arguments["name"]` holds, as JSON.

    {"articles": […], "notices": […]} is a batch, {"begun": [unit, member]} announces a member, {} is a sign of life. Runs in the guarded child. `arguments["skip"]` is the number of members already dealt with, `arguments["lines"]` that of the lines before the bytes.
    """
    settings = IngestSettings(**arguments["settings"])
    course = Course(settings, skip=arguments.get("skip", 0))
    source = held(arguments["name"], raw, settings, before=arguments.get("lines", 0))
    articles: list[dict[str, Any]] = []
    notices: list[list[str | None]] = []
    size = 0
    for found in guarded(source, course):
        if isinstance(found, Begun) or len(articles) >= _BATCH or size > _BATCH_CHARS or len(notices) >= _BATCH:
            if articles or notices:
                yield {"articles": articles, "notices": notices}
            articles, notices, size = [], [], 0
        if isinstance(found, Begun):
            yield {"begun": [found.unit, found.member]}
            continue
        if isinstance(found, Beat):
            yield {}
            continue
        for one in _finished(found, settings) if isinstance(found, Draft) else [found]:
            if isinstance(one, Trouble):
                notices.append([one.severity.value, one.member, one.message])
            else:
                articles.append(one)
                size += len(one["text"])
    yield {"articles": articles, "notices": notices}


def _finished(draft: Draft, settings: IngestSettings) -> Iterator[dict[str, Any] | Trouble]:
    """Finish a draft; what fails here costs this one article."""
    try:
        yield from finished(draft, settings)
    except MemoryError:
        raise
    except Exception as trouble:  # noqa: BLE001 - no article may take its neighbours along
        yield lost(
            f"its text could not be worked up ({_reason(trouble)}); open the file to see whether it is damaged",
            draft.member,
        )


def _reason(trouble: Exception) -> str:
    return f"{type(trouble).__name__}: {trouble}"[:160]


def guarded(source: Source, course: Course) -> Found:
    """Read a source, and turn whatever its reader raises into a notice; lack of memory alone ends the child."""
    yield from safely(_read(source, course), source.label)


def safely(found: Found, member: str | None) -> Found:
    """Pass on what a reader finds, and turn whatever it raises into a notice on `member`."""
    try:
        yield from found
    except TooMuch as trouble:
        yield lost(str(trouble), member)
    except MemoryError:
        raise
    except Exception as trouble:  # noqa: BLE001 - a parser may raise anything on untrusted bytes
        yield lost(f"its reader failed ({_reason(trouble)}); open the file to see whether it is damaged", member)


def _read(source: Source, course: Course) -> Found:
    what = kind(source.head, source.name)
    if what == "empty":
        yield lost("it is empty; fetch it again", source.label)
    elif what not in READERS:
        yield lost(f"it is {what}, of which nothing is read; {_advice(what)}", source.label)
    else:
        yield from reader(what)(source, course)


def reader(what: str) -> Callable[[Source, Course], Found]:
    """Load the reader of a kind."""
    module, _, name = READERS[what].partition(":")
    found: Callable[[Source, Course], Found] = getattr(import_module(module), name)
    return found


def _advice(what: str) -> str:
    if what.startswith("an archive"):
        return "unpack it first; .gz and .zip are read as they are"
    return _ADVICE.get(what, "leave it out, or save what it says as text")
