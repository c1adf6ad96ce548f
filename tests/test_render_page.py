from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest
from test_render_sample import BRIEF, line
from test_render_strangers import HOSTILE, hostile_brief

from briefing.model import Brief, Handling, Notice, RenderError, Section, Severity
from briefing.render import MailBodies, RenderSettings, render, render_mail

_PROMISE = "No sentence was generated: every sentence above stands verbatim in its source"


def _tree(brief: Brief = BRIEF) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(render(brief, "html"))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _mail(brief: Brief = BRIEF) -> MailBodies:
    return render_mail(brief)


def test_every_line_reads_the_same_in_every_format() -> None:
    page, letter = _plain(_tree().text_content()), _mail()
    bodies = (page, _plain(letter.text), _plain(lxml.html.document_fromstring(letter.html).text_content()))
    markdown = render(BRIEF, "md").decode()
    for printed in BRIEF.chapters[0].lines:
        assert printed.text in markdown
        assert all(printed.text in body for body in bodies)
    assert all(_PROMISE in body for body in (*bodies, _plain(markdown)))


def test_the_four_sections_stand_in_their_order_even_if_empty() -> None:
    chapter = BRIEF.chapters[0]
    bare = tuple(Section(kind=section.kind, empty=f"No word on {section.kind}.") for section in chapter.sections)
    empty = replace(
        BRIEF, chapters=(replace(chapter, sections=bare, bottom_line=(), disputes=(), timeline=(), changes=()),)
    )
    for brief in (BRIEF, empty):
        heads = [head.text_content() for head in _tree(brief).xpath("//section[contains(@class, 'part')]/h3")]
        wanted = ["Situation", "Claims by side", "Diplomacy", "Background"]
        assert [head for head in heads if head in wanted] == wanted
        markdown = re.findall(r"^### (.*)$", render(brief, "md").decode(), re.MULTILINE)
        assert [head for head in markdown if head in wanted] == wanted
    assert "No word on claims." in render(empty, "md").decode()
    assert "No word on claims." in _tree(empty).text_content()


def test_claims_stand_under_their_side_and_a_silent_side_is_named() -> None:
    blocks = [_plain(block.text_content()) for block in _tree().xpath("//section[@class='block']")]
    names = ["Orsenia", "Veldmark", "Free Islands", "Strait Council", "Said by both, or side not determined"]
    assert [next(name for name in names if block.startswith(name)) for block in blocks] == names
    assert blocks[2] == "Free Islands No statement found in the material."
    assert "At least 16 soldiers" in blocks[0]
    assert "Officials in the region" in blocks[4]


def test_the_speaker_stands_in_front_only_where_the_line_does_not_name_him() -> None:
    markdown = render(BRIEF, "md").decode()
    assert "- **Orsenian Defence Ministry:** At least 16 soldiers" in markdown
    assert "- Colonel Ilva Maren, spokeswoman" in markdown
    assert "Ilva Maren:" not in markdown


def test_a_line_of_a_side_that_the_chapter_does_not_declare_is_not_lost() -> None:
    chapter = replace(BRIEF.chapters[0], sides=())
    text = render(replace(BRIEF, chapters=(chapter,)), "md").decode()
    assert re.findall(r"^#### (.*)$", text, re.MULTILINE) == [
        "Orsenia",
        "Veldmark",
        "Strait Council",
        "Said by both, or side not determined",
    ]


def test_links_lead_from_citation_to_source_and_back_and_none_leads_nowhere() -> None:
    for brief in (BRIEF, *map(hostile_brief, HOSTILE)):
        tree = _tree(brief)
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert {link[1:] for link in tree.xpath("//@href") if link.startswith("#")} <= set(ids)
    tree = _tree()
    for printed in BRIEF.chapters[0].lines:
        (place,) = tree.xpath(f"//li[@id='{printed.id}']")
        for citation in printed.citations:
            assert place.xpath(f".//a[@href='#source-{citation.source}']")
            assert tree.xpath(f"//li[@id='source-{citation.source}']//a[@href='#{printed.id}']")


def test_the_page_names_no_folder_of_the_machine_that_made_it() -> None:
    letter = _mail()
    for text in (render(BRIEF, "md").decode(), render(BRIEF, "html").decode(), letter.text, letter.html):
        assert "/home/analyst" not in text
        assert "broken.pdf" in text


def test_figures_say_who_gives_them_and_as_of_when() -> None:
    (table,) = _tree().xpath("//section[contains(@class, 'figures')]//table")
    assert [head.text for head in table.xpath(".//thead//th[@scope='col']")] == [
        "Quantity",
        "Whose",
        "Figure",
        "Who says",
        "As of",
        "Source",
    ]
    rows = [[_plain(cell.text_content()) for cell in row.xpath("./*")] for row in table.xpath(".//tbody/tr")]
    assert rows[0] == [
        "Soldiers killed",
        "Orsenia",
        "16 “At least 16” disputed",
        "Orsenian Defence Ministry",
        "3 Mar 2031",
        "[2]",
    ]
    assert rows[2][3:] == [
        "Northern Monitor",
        "3 Mar 2031",
        "[1]",
    ]  # a copy leads to its source, in whose voice it is said
    assert rows[3][2] == "2,300–2,500 “2,300 to 2,500” other scope"


def test_many_files_with_one_trouble_are_one_gap() -> None:
    notices = tuple(
        Notice(room="ingest", severity=Severity.LOST, subject=f"in/{n}.pdf", message="Cannot be read.")
        for n in range(40)
    )
    text = render(replace(BRIEF, notices=notices), "md").decode()
    assert "9.pdf and 30 more: Cannot be read." in text
    assert "None: everything that was collected could be read." in render(replace(BRIEF, notices=()), "md").decode()


@pytest.mark.parametrize("handling", Handling)
def test_the_handling_mark_is_the_first_word_of_every_document(handling: Handling) -> None:
    brief = replace(BRIEF, handling=handling)
    letter = _mail(brief)
    assert render(brief, "md").decode().startswith(f"{handling}\n")
    assert letter.text.startswith(f"{handling}\n")
    assert letter.text.rstrip().endswith(str(handling))
    page = _tree(brief)
    assert [mark.text_content() for mark in page.xpath("//p[contains(@class, 'tlp')]")] == [handling, handling]
    assert letter.html.count(f">{handling}</span>") == 2


def test_the_page_can_be_used_without_seeing_it() -> None:
    tree = _tree()
    assert tree.get("lang") == "en"
    assert [tree.xpath(f"count(//{mark})") for mark in ("main", "h1", "footer")] == [1, 1, 1]
    assert tree.xpath("//a[@class='skip']/@href") == ["#brief", "#sources"]
    levels = [int(head.tag[1]) for head in tree.xpath("//h1 | //h2 | //h3 | //h4 | //h5")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert tree.xpath("//span[@lang='ar'][@dir='rtl']")
    assert tree.xpath("//span[@lang='hy'][not(@dir)]")


def test_mail_text_is_72_columns_wide() -> None:
    long = [row for row in _mail().text.splitlines() if len(row) > 72]
    assert not long


def test_a_long_brief_becomes_a_short_mail_that_says_so() -> None:
    chapter = BRIEF.chapters[0]
    many = tuple(replace(chapter, id=f"c{n}", headline=f"Chapter {n}") for n in range(12))
    letter = _mail(replace(BRIEF, chapters=many))
    assert len(letter.html.encode()) < 100_000
    assert "here are its bottom lines" in letter.html
    assert letter.html.count("Artillery fire resumed") == 12
    assert "here are its bottom lines" not in _mail().html


def test_a_mail_has_nothing_remote_in_it() -> None:
    page = _mail().html
    assert not re.search(r"<(img|link|script|style|iframe)\b|url\(|\ssrc=|background=", page)


def test_a_template_of_the_user_shadows_one_of_ours(tmp_path: Path) -> None:
    (tmp_path / "line.md.j2").write_text("* {{ entry.text }}\n")
    own = render(BRIEF, "md", RenderSettings(templates=tmp_path)).decode()
    assert "* Two spans of the Tarn road bridge" in own
    assert "## Sources" in own


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        ("brief.md.j2", "# x\n\n{{ brief.titel }}\n", "brief.md.j2, line 3 cannot be filled"),
        ("line.md.j2", "{{ entry.text }\n", "line.md.j2, line 1 cannot be understood"),
        ("brief.md.j2", "{% include 'nothing.j2' %}", "nothing.j2"),
        ("breif.md.j2", "x", "unknown template"),
        ("brief.md.j2", "{{ ''.__class__.__mro__ }}", "cannot be filled"),
        ("labels.en.toml", "chapter = [", "labels.en.toml"),
    ],
)
def test_a_wrong_template_is_named_with_its_line(tmp_path: Path, name: str, text: str, named: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(RenderError) as raised:
        render(BRIEF, "md", RenderSettings(templates=tmp_path))
    assert named in str(raised.value)


def test_another_language_needs_only_its_words(tmp_path: Path) -> None:
    words = '[sections]\nsituation = "La situation"\n[dates]\nmonths = ["j", "f", "mars", "a", "m", "j", "j", "a", "s", "o", "n", "d"]\n'
    (tmp_path / "labels.it.toml").write_text(words)
    text = render(BRIEF, "md", RenderSettings(templates=tmp_path, language="it")).decode()
    assert "### La situation" in text
    assert "4 mars 2031, 06:00 UTC" in text
    assert "### Claims by side" in text
    with pytest.raises(RenderError, match="no labels for language pt"):
        render(BRIEF, "md", RenderSettings(language="pt"))


def test_what_is_asked_wrongly_is_answered_with_the_choices() -> None:
    with pytest.raises(RenderError, match="md, html, pdf, json"):
        render(BRIEF, "docx")
    with pytest.raises(RenderError, match="A4, Letter"):
        RenderSettings(page="A3")
    with pytest.raises(RenderError, match="not there"):
        render(BRIEF, "md", RenderSettings(templates=Path("no-such-folder")))


def test_line_ids_of_two_chapters_do_not_lead_to_each_other() -> None:
    chapter = BRIEF.chapters[0]
    tree = _tree(replace(BRIEF, chapters=(chapter, replace(chapter, id="second"))))
    name = chapter.sections[0].lines[0].id
    assert [len(tree.xpath(f"//article[{n}]//li[@id='{anchor}']")) for n, anchor in ((1, name), (2, f"{name}-2"))] == [
        1,
        1,
    ]


def test_a_line_id_that_looks_like_ours_stays_apart() -> None:
    chapter = BRIEF.chapters[0]
    odd = tuple(
        line(f"Text {n}.", 1, name=name) for n, name in enumerate(("source-1", "a b/c", "a-b-c", "chapter-1", "§"))
    )
    sections = (replace(chapter.sections[0], lines=odd), *chapter.sections[1:])
    ids = _tree(
        replace(BRIEF, chapters=(replace(chapter, sections=sections, bottom_line=(), timeline=(), changes=()),))
    ).xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {"line-source-1", "a-b-c", "a-b-c-2", "line-chapter-1"} <= set(ids)


def test_a_sentence_that_gives_both_positions_is_printed_once() -> None:
    chapter = BRIEF.chapters[0]
    name = chapter.sections[1].lines[0].id
    both = tuple(replace(position, lines=(name,)) for position in chapter.disputes[0].positions)
    disputes = (replace(chapter.disputes[0], positions=both),)
    text = render(replace(BRIEF, chapters=(replace(chapter, disputes=disputes),)), "md").decode()
    assert text.count("Orsenia, Veldmark, in one sentence: Colonel Ilva Maren") == 1
    assert "Veldmark says" not in text
