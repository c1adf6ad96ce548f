"""Where things stand on the printed page, by the boxes of its words and by a coarse picture of its ink.

Another machine's Pango may break a line elsewhere: that moves some ink and no box out of its place. A lost stylesheet, a
column that runs into the other or over the edge is what fails here.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
from conftest import ROOT
from PIL import Image
from test_render_sample import BRIEF

from briefing.render import RenderSettings, render

_GOLDEN = ROOT / "tests" / "golden" / "ink.json"
_MM = 72 / 25.4
_COLUMNS, _ROWS = 8, 12  # cells of a page: each about 26 by 25 mm
# Shades of 255. Measured on this brief: another serif, its size or its leading move a cell by 9 at most and a page by 1.8;
# columns that stand below each other move a cell by 29, a page without its stylesheet moves by 12.
_CELL = 18
_PAGE = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, in points from the upper left corner of its page."""

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float


def _needs(program: str) -> None:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed here (poppler-utils)")


def _words(pdf: bytes) -> tuple[list[Word], float, float]:
    """Return all words of a PDF with the size of its pages."""
    _needs("pdftotext")
    told = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    words: list[Word] = []
    for number, page in enumerate(told.split("<page ")[1:]):
        for box in re.finditer(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>', page):
            left, top, right, bottom = (float(box[n]) for n in range(1, 5))
            words.append(Word(number, unescape(box[5]), left, top, right, bottom))
    size = re.search(r'<page width="(.+?)" height="(.+?)"', told)
    assert size
    return words, float(size[1]), float(size[2])


def _ink(pdf: bytes) -> list[list[int]]:
    """Return how dark each cell of each page is, 0 for white and 255 for black."""
    _needs("pdftoppm")
    drawn = subprocess.run(["pdftoppm", "-r", "24", "-gray", "-"], input=pdf, capture_output=True, check=True).stdout
    pages: list[list[int]] = []
    while drawn:
        header = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", drawn)
        assert header
        width, height = int(header[1]), int(header[2])
        end = header.end() + width * height
        picture = Image.frombytes("L", (width, height), drawn[header.end() : end])
        cells = picture.resize((_COLUMNS, _ROWS), Image.Resampling.BOX)
        pages.append([255 - shade for shade in cells.tobytes()])
        drawn = drawn[end:]
    assert pages
    return pages


def _far(now: list[list[int]], approved: list[list[int]]) -> list[str]:
    """Name what differs more than another machine's line breaks explain."""
    if len(now) != len(approved):
        return [f"{len(now)} pages, approved were {len(approved)}"]
    told = []
    for number, (page, was) in enumerate(zip(now, approved, strict=True), start=1):
        gaps = [abs(one - other) for one, other in zip(page, was, strict=True)]
        told += [f"page {number}, cell {n}: {gap} shades" for n, gap in enumerate(gaps) if gap > _CELL]
        if sum(gaps) / len(gaps) > _PAGE:
            told.append(f"page {number}: {sum(gaps) / len(gaps):.1f} shades on average")
    return told


@pytest.fixture(scope="module", params=["A4", "Letter"])
def sheet(request: pytest.FixtureRequest) -> tuple[list[Word], float, float]:
    return _words(render(BRIEF, "pdf", RenderSettings(page=request.param)))


def test_nothing_runs_over_the_edge(sheet: tuple[list[Word], float, float]) -> None:
    words, width, height = sheet
    margin = 16.5 * _MM
    inside = [word for word in words if word.left >= margin and word.right <= width - margin]
    assert [word.text for word in words if word not in inside] == []
    assert all(word.top > 5 * _MM and word.bottom < height - 4 * _MM for word in words)


def test_no_word_is_printed_over_another(sheet: tuple[list[Word], float, float]) -> None:
    words = sheet[0]
    over = [
        (one.text, other.text)
        for n, one in enumerate(words)
        for other in words[n + 1 :]
        if one.page == other.page
        and min(one.right, other.right) - max(one.left, other.left) > 1
        and min(one.bottom, other.bottom) - max(one.top, other.top)
        > 0.5 * min(one.bottom - one.top, other.bottom - other.top)
    ]
    assert over == []


def test_the_sides_face_each_other(sheet: tuple[list[Word], float, float]) -> None:
    words, width, _ = sheet
    rows: dict[tuple[int, int], list[Word]] = {}
    for word in words:
        if word.text in {"Orsenia", "Veldmark"}:
            rows.setdefault((word.page, round(word.top)), []).append(word)
    facing = [row for row in rows.values() if {word.text for word in row} == {"Orsenia", "Veldmark"}]
    # The claims, and two disputes.
    assert len(facing) == 3
    assert all(row[0].right < width / 2 < row[1].left for row in facing)


def test_the_handling_mark_is_as_tlp_wants_it(sheet: tuple[list[Word], float, float]) -> None:
    words, width, height = sheet
    marks = [word for word in words if word.text == "TLP:AMBER"]
    assert [(word.page, word.top < 20 * _MM) for word in marks] == [(0, True), (0, False), (1, True), (1, False)]
    for mark in marks:
        assert mark.right > width - 22 * _MM  # right-aligned
        assert mark.bottom - mark.top >= 12  # the box of a word is at least as high as its letters are large
        assert mark.top < 20 * _MM or mark.bottom > height - 18 * _MM


def test_the_page_looks_as_it_was_last_approved(request: pytest.FixtureRequest) -> None:
    now = _ink(render(BRIEF, "pdf"))
    if request.config.getoption("--update-golden"):
        rows = ",\n ".join(json.dumps(page) for page in now)
        _GOLDEN.write_text(f"[{rows}]\n", encoding="utf-8")
        pytest.skip("tests/golden/ink.json was written anew: look at the page before it is committed")
    assert _far(now, json.loads(_GOLDEN.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("lost", ["print.css", "columns"])
def test_a_broken_layout_would_be_seen(tmp_path: Path, lost: str) -> None:
    style = (ROOT / "templates" / "print.css").read_text(encoding="utf-8")
    broken = "" if lost == "print.css" else style.replace("display: table-cell", "display: block")
    (tmp_path / "print.css").write_text(broken, encoding="utf-8")
    ink = _ink(render(BRIEF, "pdf", RenderSettings(templates=tmp_path)))
    assert _far(ink, json.loads(_GOLDEN.read_text(encoding="utf-8"))) != []
