"""Web archives by warcio: each successful HTML response is a page with its address and the time it was fetched."""

from __future__ import annotations

from typing import Any

from briefing.ingest.door import guarded, safely
from briefing.ingest.draft import Course, Draft, Found, degraded, lost
from briefing.ingest.html import charset, page
from briefing.ingest.sniff import HEAD, kind
from briefing.ingest.source import MB, Source, held, read_up_to

_TYPES = frozenset(("response", "resource", "conversion"))
_SUCCESS = "200"
_READ_AS_FILES = frozenset(("pdf", "feed", "json"))


def read_archive(source: Source, course: Course) -> Found:
    """Read a WARC or ARC file: one article a page."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    number = pages = 0
    try:
        for record in ArchiveIterator(source.rest(), arc2warc=True):
            number += 1
            if number > source.settings.entries:
                yield degraded(f"more than {source.settings.entries} records; split the file", source.label)
                break
            if not _is_page(record):
                continue
            pages += 1
            begun = course.enter(source.place(f"record {number}"))
            if begun:
                yield begun
                yield from safely(_page(record, source, course, begun.member), begun.member)
    except (ArchiveLoadFailed, EOFError, ValueError, AttributeError, TypeError, LookupError) as trouble:
        reason = str(trouble).strip().split("\n", 1)[0][:80]
        yield degraded(f"it is damaged after record {number} ({reason}); what follows is left out", source.label)
    if not pages:
        yield lost("it holds no page that was fetched successfully; nothing can be read from it", source.label)


def _is_page(record: Any) -> bool:  # noqa: ANN401 - warcio ships no types
    """Whether a record is the successful answer to a request for something with words in it."""
    if record.rec_type not in _TYPES:
        return False
    headers = record.http_headers
    status = headers.get_statuscode() if headers else _SUCCESS
    media = (headers.get_header("Content-Type") if headers else record.rec_headers.get_header("Content-Type")) or ""
    return status == _SUCCESS and any(name in media.lower() for name in ("html", "xml", "pdf", "json", "text/plain"))


def _page(record: Any, source: Source, course: Course, member: str) -> Found:  # noqa: ANN401 - as above
    limit = source.settings.document_mb * MB
    raw = read_up_to(record.content_stream(), limit + 1)
    address = record.rec_headers.get_header("WARC-Target-URI")
    if len(raw) > limit:
        yield lost(f"the page is larger than {source.settings.document_mb} MB; leave it out", member)
        return
    what = kind(raw[:HEAD], "")
    if what in _READ_AS_FILES:
        name = str(address).rpartition("/")[2] or "page"
        for found in guarded(held(name, raw, source.settings, label=member, depth=source.depth + 1), course):
            if isinstance(found, Draft):
                found.retrieved = found.retrieved or record.rec_headers.get_header("WARC-Date")
            yield found
    elif what == "html":
        media = (record.http_headers.get_header("Content-Type") or "") if record.http_headers else ""
        declared = media.partition("charset=")[2].split(";")[0].strip(" \"'") or charset(raw)
        draft = Draft(blocks=[], media_type="text/html", member=member, url=address)
        draft.retrieved = record.rec_headers.get_header("WARC-Date")
        yield from page(raw, declared, draft, source.settings.tag_depth)
    else:
        yield lost(f"the page holds {what}, of which nothing is read; leave it out", member)
