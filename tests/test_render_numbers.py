"""Lines are numbered on paper, where nobody can follow a link."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pypdf
import pytest
from test_render_sample import BRIEF, line

from briefing.model import Brief
from briefing.render import RenderSettings, render
from briefing.render.lay_out import lay_out
from briefing.render.sheet import Entry, Sheet
from briefing.render.shelf import Shelf
from briefing.render.wording import Wording


def _laid(brief: Brief) -> Sheet:
    return lay_out(brief, Wording.of(Shelf(None), "en"), "A4")


def _entries(sheet: Sheet) -> list[Entry]:
    return [
        entry
        for chapter in sheet.chapters
        for part in chapter.parts
        for entry in (*part.entries, *(each for block in part.blocks for each in block.entries))
    ]


def test_lines_are_counted_through_the_whole_brief_so_that_a_number_means_one_line() -> None:
    chapter = BRIEF.chapters[0]
    sheet = _laid(replace(BRIEF, chapters=(chapter, replace(chapter, id="second"))))
    numbers = [entry.number for entry in _entries(sheet)]
    assert len(set(numbers)) == len(numbers) == 2 * len(chapter.lines)
    assert None not in numbers
    assert numbers == sorted(numbers, key=lambda number: number or 0)


def test_a_line_of_the_bottom_line_alone_is_counted_before_the_sections() -> None:
    chapter = replace(BRIEF.chapters[0], bottom_line=(line("Only here.", 1),))
    sheet = _laid(replace(BRIEF, chapters=(chapter,)))
    assert [entry.number for entry in sheet.chapters[0].bottom_line] == [1]
    assert _entries(sheet)[0].number == 2


def test_a_line_has_the_same_number_wherever_it_is_printed() -> None:
    chapter = _laid(BRIEF).chapters[0]
    home = {entry.link: entry.number for entry in _entries(_laid(BRIEF))}
    again = [moment.entry for moment in chapter.timeline]
    again += [entry for contest in chapter.disputes for stand in contest.stands for entry in stand.entries]
    assert again
    assert [entry.number for entry in again] == [home[entry.link] for entry in again]


def test_a_source_on_paper_names_the_lines_that_cite_it() -> None:
    sheet = _laid(BRIEF)
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render(BRIEF, "pdf"))).pages)
    printed = [tuple(map(int, found.split())) for found in re.findall(r"↑((?:\s+\d+)+)", text)]
    for source in sheet.sources:
        cited = {entry.number for entry in _entries(sheet) if source.number in {r.number for r in entry.references}}
        assert {back.number for back in source.back} == cited
        if cited and not source.rtl:  # right to left the arrow stands behind the numbers
            assert tuple(back.number for back in source.back) in printed


def test_a_screen_has_links_and_needs_no_numbers() -> None:
    assert 'class="nr"' not in render(BRIEF, "html").decode()


@pytest.mark.parametrize(("variant", "part"), [("ua-1", None), ("a-3u", "3")])
def test_both_variants_say_once_that_they_are_tagged(variant: str, part: str | None) -> None:
    with pikepdf.open(io.BytesIO(render(BRIEF, "pdf", RenderSettings(pdf_variant=variant)))) as pdf:
        raw = pdf.Root.Metadata.read_bytes()
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata.get("pdfaid:part") == part
    assert raw.count(b"pdfuaid:part=") == 1
    # What PDF/A does not know must be described, or the file is no PDF/A.
    assert (b"pdfaExtension:schemas" in raw) == (part is not None)


def test_what_changed_is_read_in_the_direction_of_the_words_it_quotes() -> None:
    page = render(BRIEF, "html", RenderSettings(language="ar")).decode()
    changes = page.partition('class="part changes"')[2].partition("</section>")[0]
    assert changes.count('<li dir="ltr">') == changes.count("<li") > 0
