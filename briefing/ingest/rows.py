"""Tables with a column of texts: CSV and TSV. Column names are those of JSON Lines."""

from __future__ import annotations

import csv
import io

from briefing.ingest.clean import decode
from briefing.ingest.draft import Course, Found, lost, remark
from briefing.ingest.jsonl import record_draft
from briefing.ingest.source import MB, Source

_SEPARATORS = ",;\t|"


def read_rows(source: Source, _: Course) -> Found:
    """Read a table whose first row names the columns; each row with a text is an article."""
    text, doubt = decode(source.all())
    if doubt:
        yield remark(doubt, source.label)
    text = text.replace("\x00", "").lstrip("\ufeff")
    csv.field_size_limit(source.settings.line_mb * MB)
    first = text.split("\n", 1)[0]
    separator = max(_SEPARATORS, key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    names = next(rows, [])
    found = 0
    try:
        for number, row in enumerate(rows, 2):
            if not any(cell.strip() for cell in row):
                continue
            member = source.place(f"row {number}")
            found += 1
            if found > source.settings.entries:
                yield lost(f"more than {source.settings.entries} rows; split the file", member)
                return
            yield from record_draft(dict(zip(names, row, strict=False)), member, "text/csv")
    except csv.Error as trouble:
        yield lost(f"row {found + 2} cannot be read ({trouble}); what follows it is left out", source.label)
    if not found:
        yield lost("the table has no rows; the first row must name the columns, one of them text", source.label)
