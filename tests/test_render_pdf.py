from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from test_render_sample import BRIEF

from briefing.model import RenderError
from briefing.render import RenderSettings, render
from briefing.render.fonts import faces

_MAKE = """
import hashlib
import sys
sys.path.insert(0, {tests!r})
from test_render_sample import BRIEF
from briefing.render import render
print(hashlib.sha256(render(BRIEF, "pdf")).hexdigest())
"""


@pytest.fixture(scope="module")
def made() -> bytes:
    return render(BRIEF, "pdf")


@pytest.fixture(scope="module")
def read(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def _root(read: pypdf.PdfReader) -> Any:  # noqa: ANN401 - a tree of PDF objects
    return read.trailer["/Root"]


def test_two_machines_with_other_clocks_and_zones_print_the_same_bytes(made: bytes) -> None:
    worlds = [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Baku", "LANG": "C", "SOURCE_DATE_EPOCH": "86400"},
        {"PYTHONHASHSEED": "7", "TZ": "America/St_Johns", "LANG": "tr_TR.UTF-8"},
    ]
    prints = {hashlib.sha256(made).hexdigest()}
    for world in worlds:
        script = _MAKE.format(tests=str(Path(__file__).parent))
        environment = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"} | world
        done = subprocess.run(
            [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
        )
        prints.add(done.stdout.strip())
        assert done.stderr == ""
    assert len(prints) == 1


def test_the_pdf_can_be_read_aloud(read: pypdf.PdfReader) -> None:
    root = _root(read)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    scopes = {
        str(element.get("/A", {}).get("/Scope"))
        for element in _elements(root["/StructTreeRoot"])
        if element.get("/S") == "/TH"
    }
    assert scopes == {"/Row", "/Column"}


def _elements(element: Any) -> list[Any]:  # noqa: ANN401 - a tree of PDF objects
    kids = element.get("/K", [])
    kids = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
    return [
        element,
        *(
            each
            for kid in kids
            if isinstance(kid, dict) and kid.get("/Type") == "/StructElem"
            for each in _elements(kid)
        ),
    ]


def test_the_pdf_has_bookmarks_title_and_its_date_of_information(read: pypdf.PdfReader) -> None:
    titles: list[str] = []

    def walk(branch: Any) -> None:  # noqa: ANN401 - pypdf nests lists in lists
        for leaf in branch:
            walk(leaf) if isinstance(leaf, list) else titles.append(leaf.title)

    walk(read.outline)
    assert titles[:2] == [
        "Morning brief: the Halden Strait",
        "Fire across the Halden Strait hours after a truce was due",
    ]
    assert [title for title in titles if title in {"Situation", "Claims by side", "Diplomacy", "Background"}] == [
        "Situation",
        "Claims by side",
        "Diplomacy",
        "Background",
    ]
    assert read.metadata is not None
    assert read.metadata.title == BRIEF.title
    assert read.metadata.creation_date == BRIEF.cutoff


def test_a_chapter_with_everything_fits_two_pages_and_both_carry_the_mark(read: pypdf.PdfReader) -> None:
    assert len(read.pages) == 2
    for number, page in enumerate(read.pages, start=1):
        text = page.extract_text()
        assert text.count("TLP:AMBER") == 2
        assert f"Page {number} of 2" in " ".join(text.split())


def test_the_words_can_be_copied_out_of_the_pdf(read: pypdf.PdfReader) -> None:
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    for printed in BRIEF.chapters[0].lines[:4]:
        assert printed.text in text
    assert "հայտնել է" in text
    assert any(word in text for word in ("المراقبين", "المراقبين"[::-1]))


def test_citations_in_the_pdf_lead_to_sources_and_say_where(read: pypdf.PdfReader) -> None:
    links = [link.get_object() for page in read.pages for link in page["/Annots"]]  # type: ignore[attr-defined]
    inner = {link["/Dest"] for link in links if "/Dest" in link}
    assert {f"source-{source.number}" for source in BRIEF.sources} <= inner
    assert inner <= set(read.named_destinations)
    assert "Northern Monitor, 3 March 2031, 06:15 UTC" in {link["/Contents"] for link in links}
    outer = {link["/A"]["/URI"] for link in links if "/A" in link}
    assert outer == {source.url for source in BRIEF.sources if source.url and source.url.startswith("https:")}


def test_fonts_are_embedded_from_the_pinned_packages(read: pypdf.PdfReader) -> None:
    assert len(list(faces())) == 5
    tables: list[Any] = [page["/Resources"] for page in read.pages]
    fonts = {str(font.get_object()["/BaseFont"]) for table in tables for font in table["/Font"].values()}
    assert any("Source-Serif-Pro" in font for font in fonts)


def test_what_no_font_can_print_is_named_and_not_a_box(read: pypdf.PdfReader) -> None:
    assert "[U+1F54A]" in read.pages[0].extract_text()
    assert {str(font) for page in read.pages for font in _encodings(page)} == {"/Identity-H"}


def _encodings(page: Any) -> list[Any]:  # noqa: ANN401 - a tree of PDF objects
    return [font.get_object()["/Encoding"] for font in page["/Resources"]["/Font"].values()]


def test_a_row_of_signs_that_no_font_can_print_is_counted() -> None:
    strange = "\U00013000" * 12  # Egyptian hieroglyphs
    text = pypdf.PdfReader(io.BytesIO(render(replace(BRIEF, serial=strange), "pdf"))).pages[0].extract_text()
    assert "[EGYPTIAN × 12]" in text


def test_letter_paper_is_letter_paper() -> None:
    page = pypdf.PdfReader(io.BytesIO(render(BRIEF, "pdf", RenderSettings(page="Letter")))).pages[0]
    assert [float(side) for side in page.mediabox[2:]] == [612, 792]


@pytest.mark.parametrize(
    "wish",
    [
        "http://127.0.0.1:9/x.png",
        "file:///etc/hostname",
        "data:image/png;base64,AAAA",
        "template:../pyproject.toml",
        "font:/etc/passwd",
    ],
)
def test_a_print_template_cannot_reach_out(tmp_path: Path, wish: str) -> None:
    (tmp_path / "print.html.j2").write_text(f'<html lang="en"><title>x</title><img alt="x" src="{wish}">x</html>')
    with pytest.raises(RenderError, match="from outside"):
        render(BRIEF, "pdf", RenderSettings(templates=tmp_path))


def test_a_logo_beside_the_template_is_printed(tmp_path: Path) -> None:
    (tmp_path / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    (tmp_path / "print.html.j2").write_text(
        '<html lang="en"><title>x</title><img alt="x" src="template:logo.svg">x</html>'
    )
    assert render(BRIEF, "pdf", RenderSettings(templates=tmp_path)).startswith(b"%PDF-1.7")


def test_without_pango_the_reader_is_told_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text(
        "raise OSError(\"cannot load library 'libpango-1.0-0': error 0x7e\")"
    )
    script = "import sys; sys.path.insert(0, sys.argv[1])\n" + _MAKE.format(tests=str(Path(__file__).parent))
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False)
    assert "RenderError: the PDF cannot be made: the system libraries" in done.stderr
    assert "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core" in done.stderr


def test_a_brief_without_dates_prints_the_same_bytes_too() -> None:
    brief = replace(BRIEF, cutoff=None, first=None, last=None, serial=None, window_hours=None)
    first = render(brief, "pdf")
    time.sleep(1.1)  # a stamped second would show
    assert render(brief, "pdf") == first
