"""Templates and looks are the user's: copied, shadowed, of one page or of the whole brief, in the colours of a house."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import lxml.html
import pypdf
import pytest
from conftest import Made
from test_render_sample import BRIEF

from briefing.cli import main
from briefing.model import RenderError, SettingsError
from briefing.render import House, RenderSettings, prepare, render, render_mail, shelf, shipped
from briefing.settings import read_profile

_FLASH = RenderSettings(layout="flash")
_LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 1"><rect width="1" height="1" fill="#7a1f2b"/></svg>'


def _pdf(settings: RenderSettings) -> pypdf.PdfReader:
    try:
        return pypdf.PdfReader(io.BytesIO(render(BRIEF, "pdf", settings)))
    except RenderError as trouble:
        if "system libraries" not in str(trouble):
            raise
        pytest.skip("the libraries that the PDF needs are not installed here (`make pango`)")


def _described(element: Any) -> list[str]:  # noqa: ANN401 - a tree of PDF objects
    """Return the alternative texts of the pictures in a tree of tags."""
    kids = element.get("/K", [])
    kids = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
    below = [text for kid in kids if isinstance(kid, dict) for text in _described(kid)]
    return [*([str(element["/Alt"])] if "/Alt" in element else []), *below]


def _house(folder: Path) -> RenderSettings:
    (folder / "logo.svg").write_text(_LOGO, encoding="utf-8")
    house = House(name="Desk Seven", colour="#7a1f2b", sans=("DejaVu Sans",), logo=folder / "logo.svg")
    return RenderSettings(house=house)


def test_copied_templates_give_the_same_documents(tmp_path: Path) -> None:
    assert main(["templates", "--copy", str(tmp_path / "own")]) == 0
    own = RenderSettings(templates=tmp_path / "own")
    for kind in ("md", "html"):
        assert render(BRIEF, kind, own) == render(BRIEF, kind)
    assert render_mail(BRIEF, own) == render_mail(BRIEF)


def test_a_template_that_was_changed_meanwhile_is_filled_as_it_is_now(tmp_path: Path) -> None:
    own = RenderSettings(templates=tmp_path)
    for name in ("brief.md.j2", "line.md.j2", "brief.html.j2", "parts.html.j2"):
        (tmp_path / name).write_bytes(shipped()[name][1])
    prepare(("md", "html"), own)
    before = [render(BRIEF, kind, own) for kind in ("md", "html")]
    for name in ("line.md.j2", "parts.html.j2"):
        (tmp_path / name).write_bytes(b"{# changed #}\n" + shipped()[name][1] + b"changed")
    assert before == [render(BRIEF, kind) for kind in ("md", "html")]
    assert b"changed" in render(BRIEF, "md", own)


@pytest.mark.parametrize("kind", ["md", "html", "pdf", "eml"])
def test_all_that_a_document_needs_is_compiled_before_it(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for compiled in shelf._COMPILED.values():  # noqa: SLF001 - what other tests compiled would hide what is missing
        monkeypatch.setattr(compiled, "_known", {})
    try:
        prepare((kind,), RenderSettings())
    except RenderError:
        pytest.skip("the libraries that the PDF needs are not installed here (`make pango`)")

    def compile_(*_: object, **__: object) -> None:
        raise AssertionError("compiled when it was needed")

    monkeypatch.setattr(jinja2.Environment, "compile", compile_)
    assert render_mail(BRIEF) if kind == "eml" else render(BRIEF, kind)


def test_what_a_template_can_place_is_written_down(tmp_path: Path) -> None:
    assert main(["templates", "--copy", str(tmp_path)]) == 0
    told = (tmp_path / "NAMES.txt").read_text(encoding="utf-8")
    placed = {
        name
        for path in tmp_path.glob("*.j2")
        for name in re.findall(r"\bbrief\.(\w+)", path.read_text(encoding="utf-8"))
    }
    placed -= {"html", "json", "md"}  # file names in comments
    assert placed <= set(re.findall(r"^  (\w+)", told, re.MULTILINE))
    assert told.index("Sheet:") < told.index("Entry:")


def test_every_template_says_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [row.split()[0] for row in listed] == sorted(shipped())
    assert all(len(about) > 30 for about, _ in shipped().values())


def test_a_copy_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "screen.css").write_text("/* mine */")
    assert main(["templates", "--copy", str(tmp_path)]) == 2
    assert "screen.css is there already" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["screen.css"]


@pytest.mark.parametrize("name", ["brief.html.j2", "screen.html.j2", "parts.html.j2", "mail.html.j2", "mail.txt.j2"])
def test_an_unknown_name_is_answered_with_template_and_line(tmp_path: Path, name: str) -> None:
    known = shipped()[name][1].decode()
    broken = (
        known.replace("brief.title", "brief.titel").replace("brief.sides", "brief.sids").replace("row.whose", "row.who")
    )
    line = next(
        number for number, (a, b) in enumerate(zip(known.split("\n"), broken.split("\n"), strict=True), 1) if a != b
    )
    (tmp_path / name).write_text(broken, encoding="utf-8")
    make = render_mail if name.startswith("mail") else partial(render, format="html")
    with pytest.raises(RenderError, match=rf"{re.escape(name)}, line {line} cannot be filled"):
        make(BRIEF, settings=RenderSettings(templates=tmp_path))


def test_the_flash_is_one_page_with_every_bottom_line_and_its_sources() -> None:
    pages = _pdf(_FLASH).pages
    assert len(pages) == 1
    assert "At least 16" in pages[0].extract_text()
    tree = lxml.html.document_fromstring(render(BRIEF, "html", _FLASH))
    for line in BRIEF.chapters[0].bottom_line:
        (place,) = tree.xpath(f"//li[@id='{line.id}']")
        assert line.text in place.text_content()
    ids = set(tree.xpath("//@id"))
    assert {link[1:] for link in tree.xpath("//@href") if link.startswith("#")} <= ids
    marks = set(tree.xpath("//span[@class='cites']/a/@href"))
    assert marks == {f"#{anchor}" for anchor in tree.xpath("//*[@id='sources']//li/@id")}
    assert "Background" not in render(BRIEF, "md", _FLASH).decode()


def test_a_flash_of_many_chapters_keeps_every_bottom_line() -> None:
    chapter = BRIEF.chapters[0]
    many = replace(BRIEF, chapters=tuple(replace(chapter, id=f"c{n}", headline=f"Chapter {n}") for n in range(5)))
    text = render(many, "md", _FLASH).decode()
    assert text.count("Artillery fire resumed") >= 5


def test_a_house_is_seen_on_page_screen_and_mail(tmp_path: Path) -> None:
    settings = _house(tmp_path)
    page = render(BRIEF, "html", settings).decode()
    assert lxml.html.document_fromstring(page).xpath(
        "//img[@alt='Desk Seven'][starts-with(@src, 'data:image/svg+xml;base64,')]"
    )
    assert "--house: #7a1f2b" in page
    letter = render_mail(BRIEF, settings)
    assert "color:#7a1f2b" in letter.html
    assert "'DejaVu Sans',Arial" in letter.html
    assert "<img" not in letter.html
    assert letter.text.splitlines()[0] == "TLP:AMBER"
    assert "Desk Seven" in letter.text
    assert "Desk Seven" in _described(_pdf(settings).trailer["/Root"]["/StructTreeRoot"])  # type: ignore[index]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('colour = "#ffee00"', "too pale"),
        ('colour = "red"', "#7a1f2b"),
        ('serif = ["x; } body { display: none"]', "typeface"),
        ('logo = "logo.svg"', "name"),
        ('color = "#000000"', "did you mean colour"),
    ],
)
def test_a_look_that_cannot_be_read_is_refused(tmp_path: Path, table: str, says: str) -> None:
    (tmp_path / "profile.toml").write_text(f"[house]\n{table}\n")
    with pytest.raises(SettingsError, match=says):
        read_profile(tmp_path / "profile.toml")


def test_a_logo_lies_beside_the_profile(tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_text('[house]\nname = "Desk"\nlogo = "logo.png"\n[render]\nlayout = "flash"\n')
    profile = read_profile(tmp_path / "profile.toml")
    assert profile.render.house.logo == tmp_path / "logo.png"
    assert profile.render.layout == "flash"
    with pytest.raises(RenderError, match="logo cannot be read"):
        render(BRIEF, "html", profile.render)


def test_docx_gets_all_of_the_markdown(made: Made, tmp_path: Path) -> None:
    """Through pandoc to DOCX and back to plain text: every word, every table cell and every source number is still there."""
    if shutil.which("pandoc") is None:
        pytest.skip("pandoc is not installed here (apt-get install pandoc)")
    for number, source in enumerate((made.raw("md"), render(BRIEF, "md"))):
        before, after = tmp_path / f"{number}.md", tmp_path / f"{number}.docx"
        before.write_bytes(source)
        subprocess.run(["pandoc", "-f", "commonmark+pipe_tables", before, "-o", after], check=True)
        assert _told("docx", after) == _told("commonmark+pipe_tables", before)


def _told(kind: str, path: Path) -> list[str]:
    """The words of a document in order, and where its tables, headings and links are, as pandoc reads it."""
    read = subprocess.run(
        ["pandoc", "-f", kind, "-t", "html", "--wrap=none", path], capture_output=True, text=True, check=True
    )
    tree = lxml.html.fragment_fromstring(read.stdout, create_parent="div")
    counts = [f"{tag}: {len(tree.xpath(f'.//{tag}'))}" for tag in ("h1", "h2", "h3", "h4", "table", "tr", "a[@href]")]
    return [*counts, *tree.text_content().split()]
