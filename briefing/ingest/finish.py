"""From a draft to the article as it travels to the parent: cleaned, its furniture found, its language and time told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefing.ingest.clean import is_clean, one_line, reorders, scrub, tidy
from briefing.ingest.draft import FEED_TYPES, Block, Draft, Trouble, degraded, lost, remark
from briefing.ingest.furniture import furnish
from briefing.ingest.headline import without_outlet
from briefing.ingest.language import language
from briefing.ingest.moments import moment
from briefing.ingest.reading import Reading
from briefing.ingest.settings import IngestSettings
from briefing.model import FurnitureKind, Span

_UNKNOWN = frozenset(("", "unknown", "n/a", "na", "none", "null", "undated", "-", "–", "?"))
_WORD = re.compile(r"\w+")
# Scripts without spaces between words: one letter stands for one word. A string, compiled by re where one is first met.
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]"
_SURELY = 40  # spaces between which there must be words enough
_URL_LENGTH = 2_000
_ID_LENGTH = 1_000
_SPACE_BEFORE_AUTHOR = re.compile(r"^(?:by|BY|By)\s+(?=\w)")


def finished(draft: Draft, settings: IngestSettings) -> Iterator[dict[str, Any] | Trouble]:
    """Yield the article as JSON, unless nothing worth it is left, and whatever a reader should know about it."""
    if reorders(
        "".join(block.text for block in draft.blocks if not (block.clean or block.text.isprintable()))
    ) or reorders(draft.title or ""):
        yield remark(
            "direction overrides were removed; compare the text with its page before you rely on its wording",
            draft.member,
        )
    blocks, cut = _clean(draft.blocks, settings.article_chars)
    if cut:
        yield degraded(f"only the first {settings.article_chars} characters were taken; split the text", draft.member)
    draft.byline, draft.outlet = _byline(draft.byline), one_line(draft.outlet, 200)
    draft.title = without_outlet(one_line(draft.title) or "", draft.outlet) or None
    reading = furnish(blocks, draft)
    if endless := _set_apart(reading, settings.sentence_chars):
        yield degraded(
            f"{endless} characters stand in stretches of over {settings.sentence_chars} without the end of a sentence and were set apart; "
            "compare the page, it may be a list, or its full stops are missing",
            draft.member,
        )
    prose = "\n".join(_left(reading))
    if not _is_enough(prose, settings.least_words):
        yield _no_prose(draft)
        return
    published = moment(draft.published) or moment(reading.published)
    if published is None and (draft.published or "").strip().lower() not in _UNKNOWN:
        yield degraded(
            f"its date cannot be read: {one_line(draft.published, 60)}; write it as YYYY-MM-DD", draft.member
        )
    retrieved = moment(draft.retrieved)
    yield {
        "id": one_line(draft.id, _ID_LENGTH),
        "outlet": draft.outlet,
        "title": one_line(reading.title),
        "text": "\n".join(reading.lines),
        "published": published.at.isoformat() if published else None,
        "day_only": bool(published and published.day_only),
        "retrieved": retrieved.at.isoformat() if retrieved else None,
        "url": web_address(draft.url),
        "byline": one_line(reading.byline),
        "dateline": one_line(reading.dateline),
        "agency": one_line(reading.agency),
        "language": language(prose, draft.language),
        "media_type": draft.media_type,
        "member": draft.member,
        "furniture": _spans(reading),
    }


def _no_prose(draft: Draft) -> Trouble:
    """Say that nothing is left. In a feed that was collected this is no loss: the page is collected too, or said to be missing."""
    if draft.retrieved and draft.media_type in FEED_TYPES:
        return remark("no prose, only the announcement of a page; the page counts if it was collected", draft.member)
    return lost("it has no prose; if it holds an article, save it as text or HTML", draft.member)


def _clean(blocks: list[Block], limit: int) -> tuple[list[Block], bool]:
    """Return the blocks that are left after cleaning, each one line, `limit` characters together, and whether any is missing."""
    if all(block.clean for block in blocks) and sum(len(block.text) + 1 for block in blocks) <= limit:
        return blocks, False
    result: list[Block] = []
    room = limit
    for block in blocks:
        text = block.text if block.clean or is_clean(block.text) else tidy(scrub(block.text))
        if not text:
            continue
        if len(text) > room:
            text = text[:room].rsplit(" ", 1)[0].rstrip()
            return ([*result, Block(text, block.kind)] if text else result), True
        result.append(block if text is block.text else Block(text, block.kind, clean=True))
        room -= len(text) + 1
        if room <= 0:
            return result, block is not blocks[-1]
    return result, False


def _set_apart(reading: Reading, most: int) -> int:
    """Mark stretches of more than `most` characters in which no sentence ends, and return their length together.

    They are lists, tables or attacks; patterns that look for words in a sentence may take quadratic time on them.
    """
    length = 0
    for number in reading.prose():
        if len(reading.lines[number]) <= most:
            continue
        endless = _endless(reading.lines[number], most)
        reading.pieces += [(number, span.start, span.end, FurnitureKind.CODE) for span in endless]
        length += sum(span.end - span.start for span in endless)
    return length


def _endless(line: str, most: int) -> list[Span]:
    """Return the stretches of more than `most` characters in which no sentence ends."""
    # Loaded here, since hardly a report has such a line and every child starts anew.
    from briefing.text import split

    return [span for span in split(line) if span.end - span.start > most]


def _left(reading: Reading) -> Iterator[str]:
    """Yield the paragraphs of prose without what was set apart in them."""
    lines = {number: reading.lines[number] for number in reading.prose()}
    for number, start, end, kind in sorted(reading.pieces, reverse=True, key=lambda piece: piece[:3]):
        if kind is FurnitureKind.CODE:
            lines[number] = lines[number][:start] + lines[number][end:]
    yield from lines.values()


def _spans(reading: Reading) -> list[tuple[str, int, int]]:
    """Return kind, start and end of every stretch that is no prose, in order; paragraphs are joined by one newline."""
    spans, start = [], 0
    starts = []
    for line, kind in zip(reading.lines, reading.kinds, strict=True):
        starts.append(start)
        if kind is not None:
            spans.append((kind.value, start, start + len(line)))
        start += len(line) + 1
    spans += [(kind.value, starts[number] + begin, starts[number] + end) for number, begin, end, kind in reading.pieces]
    return sorted(spans, key=lambda span: (span[1], span[2]))


def _is_enough(prose: str, least: int) -> bool:
    if prose.count(" ") > _SURELY:
        return True
    words = _WORD.findall(prose[:10_000])
    return len(words) >= least or len(re.findall(_UNSPACED, prose[:10_000])) >= 2 * least


def _byline(line: str | None) -> str | None:
    clean = one_line(line)
    return _SPACE_BEFORE_AUTHOR.sub("", clean) if clean else None


def web_address(url: str | None) -> str | None:
    """Return an http or https address without spaces and controls; None for anything else."""
    clean = "".join(scrub(url or "").split())
    if not clean or len(clean) > _URL_LENGTH:
        return None
    from urllib.parse import urlsplit  # loaded here, since collections without addresses do without it

    try:
        parts = urlsplit(clean)
        host = parts.hostname
    except ValueError:
        return None
    return clean if parts.scheme in {"http", "https"} and host else None
