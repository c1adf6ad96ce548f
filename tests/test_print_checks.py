"""What other people's programs say of the PDF: accessible as far as a machine can tell, sound, and readable as text."""

from __future__ import annotations

import gzip
import io
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pdfua
import pikepdf
import pytest
from conftest import SHARED, Made
from test_render_sample import BRIEF

from briefing.cli import main
from briefing.render import RenderSettings, render


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "brief.pdf"
    path.write_bytes(render(BRIEF, "pdf", RenderSettings(pdf_variant="a-3u")))
    return path


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("paper") / "brief.pdf"
    path.write_bytes(render(BRIEF, "pdf"))
    return path


def _program(name: str, *arguments: str | Path) -> str:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed here")
    done = subprocess.run([name, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _findings(pdf: Path) -> list[str]:
    return [str(finding) for finding in pdfua.validate(str(pdf)).findings]


def test_a_blind_colleague_can_use_the_pdf(paper: Path) -> None:
    assert _findings(paper) == []


def test_a_blind_colleague_can_use_the_pdf_of_the_samples(made: Made) -> None:
    made.raw("pdf")
    assert _findings(made.folder / "brief.pdf") == []


@pytest.mark.skipif(not (SHARED / "windows").is_dir(), reason="the windows of real reports are not at hand")
def test_a_blind_colleague_can_use_the_pdf_of_real_reports(tmp_path: Path) -> None:
    window = tmp_path / "gaza.jsonl"
    window.write_bytes(gzip.decompress((SHARED / "windows" / "gaza_2012-11.jsonl.gz").read_bytes()))
    assert main(["make", str(window), "-o", str(tmp_path), "--format", "pdf", "--quiet"]) == 0
    assert _findings(tmp_path / "brief.pdf") == []


def test_headings_skip_no_level_and_pictures_say_what_they_show(made: Made) -> None:
    with pikepdf.open(io.BytesIO(made.raw("pdf"))) as pdf:
        elements = list(_elements(pdf.Root.StructTreeRoot.K[0]))
    levels = [int(str(element.S)[2]) for element in elements if re.fullmatch(r"/H\d", str(element.S))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    pictures = [str(element.Alt) for element in elements if element.S == "/Figure"]
    assert [picture.partition(".")[0] for picture in pictures] == [
        "Events and cited reports by day",
        "Reports by outlet and day",
    ]
    assert "Ararat Line: 28 Sep 2020 1" in pictures[1]


def _elements(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element["/K"] if "/K" in element else pikepdf.Array()
    below = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    branches = [kid for kid in below if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return [element, *(each for kid in branches for each in _elements(kid))]


def test_the_kept_variant_holds_the_record_it_was_made_from(kept: Path) -> None:
    with pikepdf.open(kept) as pdf:
        assert pdf.attachments["brief.json"].get_file().read_bytes() == render(BRIEF, "json")
        assert pdf.Root.AF[0].AFRelationship == "/Source"
        assert pdf.Root.MarkInfo.Marked
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "U")


def test_the_kept_variant_has_the_same_bytes_every_time(kept: Path) -> None:
    assert render(BRIEF, "pdf", RenderSettings(pdf_variant="a-3u")) == kept.read_bytes()


def test_both_variants_are_sound(paper: Path, kept: Path) -> None:
    for path in (paper, kept):
        assert "No syntax or stream encoding errors found" in _program("qpdf", "--check", path)


def test_text_comes_out_in_reading_order(paper: Path) -> None:
    told = " ".join(_program("pdftotext", paper, "-").split())
    order = ["Bottom line", "What changed", "Situation", "Claims by side", "Diplomacy", "Background", "In dispute",
             "Figures", "Timeline", "Not known from", "Sources", "How this brief was made"]  # fmt: skip
    assert [heading for heading in order if heading not in told] == []
    places = [told.find(heading) for heading in order]
    assert places == sorted(places)


def test_facing_columns_are_read_one_after_the_other(paper: Path) -> None:
    told = " ".join(_program("pdftotext", paper, "-").split())
    claims = [line.text for line in BRIEF.chapters[0].sections[1].lines if line.text.isascii() or "“" in line.text]
    assert [text for text in claims if text not in told and "\U0001f54a" not in text] == []


def test_armenian_and_arabic_can_be_copied(paper: Path) -> None:
    told = " ".join(_program("pdftotext", paper, "-").split())
    assert "Նեղուցում կրակոցները շարունակվում են, հայտնել է նախարարությունը։" in told
    for word in ["قال", "متحدث", "باسم", "مجلس", "المضيق"]:
        assert word in told


def test_a_screen_reader_learns_when_the_language_changes(paper: Path) -> None:
    with pikepdf.open(paper) as pdf:
        spoken = {str(element.Lang) for element in _elements(pdf.Root.StructTreeRoot.K[0]) if "/Lang" in element}
        assert str(pdf.Root.Lang) == "en"
    assert spoken == {"hy", "ar"}


def test_every_citation_leads_to_its_source_and_back(paper: Path) -> None:
    with pikepdf.open(paper) as pdf:
        links = [str(link.Dest) for page in pdf.pages for link in page.Annots if "/Dest" in link]
        names = {str(name) for name in list(pdf.Root.Names.Dests.Names)[::2]}
    cited = {quote.source for line in BRIEF.chapters[0].lines for quote in line.citations}
    assert {f"source-{number}" for number in cited} <= set(links)
    assert {line.id for line in BRIEF.chapters[0].lines} <= set(links)
    assert set(links) <= names
