"""PDF files by pypdf: lines of its pages joined to paragraphs, running heads and page numbers left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from briefing.ingest.clean import one_line, scrub, tidy
from briefing.ingest.draft import Beat, Block, Course, Draft, Found, degraded, lost
from briefing.ingest.paragraphs import paragraphs
from briefing.ingest.source import Source

_PDF_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(?:Z|([+-]\d{2})'?(\d{2})?)?")
_TOOL_TITLE = re.compile(
    r"^(?:microsoft word|untitled|document\d*|powerpoint|.{0,80}\.(?:docx?|pdf|indd|qxd|pages|odt|html?)$|about:blank)",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(
    r"\s*(?:page\s+)?[-–—]?\s*\d{1,4}\s*(?:[-–—/]|of|\s)?\s*(?:\d{1,4})?\s*[-–—]?\s*$", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_HYPHEN = re.compile(r"(\w{2,})[-\u00ad\u2010]\n[ \t]*([^\W\d_]\w*)")
_EDGE = 2  # lines at the top and at the bottom of a page that may be running heads
_REPEATS = 3  # pages on which a line must stand at the edge to be one
_PAGES_A_BEAT = 5


def read_pdf(source: Source, _: Course) -> Found:
    """Read a PDF: one article."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(source.seekable(), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            yield lost("it is locked by a password; save it without one", source.label)
            return
        count = len(reader.pages)
    except (PyPdfError, NotImplementedError) as trouble:
        yield lost(f"its structure is broken or locked ({type(trouble).__name__}); print it to a new PDF", source.label)
        return
    if count > source.settings.pages:
        yield degraded(f"it has {count} pages, of which {source.settings.pages} were read; split it", source.label)
    pages: list[list[str]] = []
    for found in _pages(reader, min(count, source.settings.pages), source):
        if isinstance(found, list):
            pages.append(found)
        else:
            yield found
    text = "\n".join("\n".join(lines) for lines in without_running_heads(pages))
    if not text.strip():
        yield lost("it has no text, only pictures of pages; run character recognition (OCR) on it", source.label)
        return
    yield _draft(text, reader, source)


def _pages(reader: Any, count: int, source: Source) -> Iterator[list[str] | Any]:  # noqa: ANN401 - pypdf's own types are partial
    """Yield the lines of each page, signs of life, and a notice for a page that cannot be read."""
    for number in range(count):
        if number % _PAGES_A_BEAT == 0:
            yield Beat()
        try:
            yield scrub(reader.pages[number].extract_text() or "").split("\n")
        except MemoryError:
            raise
        except Exception as trouble:  # noqa: BLE001 - pypdf raises what its decoders raise
            yield degraded(
                f"page {number + 1} cannot be read ({type(trouble).__name__}); print it to a new PDF", source.label
            )


def without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """Return the pages without page numbers and without lines that stand at the edge of several pages."""
    pages = [[line for line in lines if line.strip()] for lines in pages]
    edges = Counter(
        _shape(line) for lines in pages for line in {_shape(x): x for x in [*lines[:_EDGE], *lines[-_EDGE:]]}.values()
    )
    result = []
    for lines in pages:
        last = len(lines) - _EDGE
        kept = [
            line
            for number, line in enumerate(lines)
            if not (number < _EDGE or number >= last)
            or not (_PAGE_NUMBER.fullmatch(line) or edges[_shape(line)] >= _REPEATS)
        ]
        result.append(kept)
    return result


def _shape(line: str) -> str:
    return _DIGITS.sub("0", tidy(line)).lower()


def joined(text: str) -> str:
    """Join words that were broken at line ends. A hyphen stays where the text writes the word with it elsewhere."""
    words = Counter(re.findall(r"\w+(?:-\w+)*", text))

    def whole(found: re.Match[str]) -> str:
        hyphened = f"{found[1]}-{found[2]}"
        keeps = words[hyphened] > words[found[1] + found[2]] or not found[2][0].islower()
        return (hyphened if keeps else found[1] + found[2]) + "\n"

    return _HYPHEN.sub(whole, text)


def _draft(text: str, reader: Any, source: Source) -> Draft:  # noqa: ANN401 - as above
    about = _about(reader)
    title = one_line(about.get("/Title"))
    draft = Draft(
        blocks=[Block(line) for line in paragraphs(joined(text), ragged=True)],
        media_type="application/pdf",
        member=source.label,
    )
    draft.title = title if title and not _TOOL_TITLE.match(title) else None
    draft.headless = draft.title is None
    draft.byline = one_line(about.get("/Author"))
    draft.published = _time(about.get("/CreationDate"))
    return draft


def _about(reader: Any) -> dict[str, str]:  # noqa: ANN401 - as above
    try:
        found = reader.metadata or {}
        return {key: str(found[key]) for key in ("/Title", "/Author", "/CreationDate") if found.get(key)}
    except Exception:  # noqa: BLE001 - broken metadata costs the metadata
        return {}


def _time(words: str | None) -> str | None:
    """Return a PDF date as ISO 8601. Source: ISO 32000-1, 7.9.4."""
    found = _PDF_DATE.match(words or "")
    if not found:
        return None
    year, month, day, hour, minute, second, east, minutes = found.groups()
    clock = f"T{hour}:{minute}:{second or '00'}" if hour else ""
    return f"{year}-{month}-{day}{clock}" + (f"{east}:{minutes or '00'}" if clock and east else "Z" if clock else "")
