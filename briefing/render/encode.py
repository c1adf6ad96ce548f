"""The brief as brief.json, schema briefing/1: the record for machines, and the one from which all documents can be remade.

Nothing is made visible or shortened here: strings stand as they are in the record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime

from briefing.model import Brief, BriefChapter, Figure, Line, RenderError, Source

SCHEMA = "briefing/1"


def encode(brief: Brief) -> bytes:
    """Return the brief in UTF-8, indented by one, keys in a fixed order, with a newline at the end."""
    try:
        text = json.dumps(_brief(brief), ensure_ascii=False, indent=1, allow_nan=False)
    except ValueError as problem:
        raise RenderError(f"brief.json cannot be written: {problem} – scores must be finite numbers") from problem
    # A lone surrogate cannot stand in UTF-8; inside a JSON string its escape can.
    return re.sub("[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text).encode() + b"\n"


def _brief(brief: Brief) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "title": brief.title,
        "serial": brief.serial,
        "handling": brief.handling.value,
        "cutoff": _moment(brief.cutoff),
        "window_hours": brief.window_hours,
        "first": _moment(brief.first),
        "last": _moment(brief.last),
        "chapters": [_chapter(chapter) for chapter in brief.chapters],
        "sources": [_source(source) for source in brief.sources],
        "asides": [asdict(aside) for aside in brief.asides],
        "notices": [asdict(notice) for notice in brief.notices],
        "edits": [_plain(asdict(edit)) for edit in brief.edits],
        "recipe": asdict(brief.recipe),
    }


def _chapter(chapter: BriefChapter) -> dict[str, object]:
    return {
        "id": chapter.id,
        "headline": chapter.headline,
        "sides": [asdict(side) for side in chapter.sides],
        "balance": [asdict(balance) for balance in chapter.balance],
        "bottom_line": [_line(line) for line in chapter.bottom_line],
        "sections": [
            {"kind": section.kind.value, "lines": [_line(line) for line in section.lines], "empty": section.empty}
            for section in chapter.sections
        ],
        "disputes": [asdict(dispute) for dispute in chapter.disputes],
        "figures": [_figure(figure) for figure in chapter.figures],
        "timeline": [asdict(event) for event in chapter.timeline],
        "changes": [asdict(change) for change in chapter.changes],
        "gaps": list(chapter.gaps),
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "id": line.id,
        "text": line.text,
        "quotes": [
            {
                "source": quote.source,
                "article": quote.article,
                "start": quote.span.start,
                "end": quote.span.end,
                "text": quote.text,
                "before": quote.before,
                "after": quote.after,
            }
            for quote in line.citations
        ],
        "speaker": line.speaker,
        "side": line.side,
        "act": line.act,
        "event_date": line.event_date,
        "status": line.status.value,
        "origins": line.origins,
        "salience": line.salience,
        "why": line.why,
        "note": line.note,
    }


def _figure(figure: Figure) -> dict[str, object]:
    written = asdict(figure)
    span = figure.span
    return {key: value for key, value in _plain(written).items() if key != "span"} | {
        "start": span.start,
        "end": span.end,
    }


def _source(source: Source) -> dict[str, object]:
    return _plain(asdict(source)) | {"copies": [_plain(asdict(copy)) for copy in source.copies]}


def _plain(record: Mapping[str, object]) -> dict[str, object]:
    return {key: _moment(value) if isinstance(value, datetime) else value for key, value in record.items()}


def _moment(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
