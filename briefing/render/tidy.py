"""Last hand on plain text: tables in straight columns, one blank line where templates leave several."""

from __future__ import annotations

import re
from itertools import groupby

_CELL = re.compile(r"(?<!\\)\|")
_WIDEST = 150  # columns; a wider table is left as it is, padding would only push it further out


def tidy(text: str) -> str:
    """Return Markdown that means the same and reads better."""
    out: list[str] = []
    for table, block in groupby(squeeze(text).splitlines(), key=_is_row):
        rows = list(block)
        out += _straight(rows) if table else rows
    return "\n".join(out) + "\n"


def _is_row(line: str) -> bool:
    return line.startswith("|") and line.endswith("|")


def squeeze(text: str) -> str:
    """Return plain text without spaces at line ends, and with one blank line where there were several."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip() + "\n"


def _straight(rows: list[str]) -> list[str]:
    cells = [[cell.strip() for cell in _CELL.split(row)[1:-1]] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=False)]
    if sum(widths) > _WIDEST or len({len(row) for row in cells}) > 1:
        return rows
    return [_row(row, widths) for row in cells]


def _row(row: list[str], widths: list[int]) -> str:
    rule = all(set(cell) == {"-"} for cell in row)
    padded = (width * "-" if rule else cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return f"| {' | '.join(padded)} |"
