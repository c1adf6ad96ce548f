"""The page in a real browser: what a reader with a mouse, a keyboard, a finger, a screen reader or no script can do with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import browser, opened
from conftest import Made
from playwright.sync_api import Browser, expect
from test_render_sample import BRIEF

from briefing.model import Brief, Citation, Line
from briefing.render import RenderSettings, render, render_mail

_SEEN = "[data-passage]"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as running:
        yield running


def _beside(citation: Citation) -> Citation:
    return replace(citation, before="The guns had been silent since noon.", after="Nobody could say why.")


def _with_context(brief: Brief) -> Brief:
    """The sample with something beside every passage."""

    def shown(line: Line) -> Line:
        return replace(line, citations=tuple(map(_beside, line.citations)))

    chapter = brief.chapters[0]
    sections = tuple(replace(section, lines=tuple(map(shown, section.lines))) for section in chapter.sections)
    return replace(
        brief,
        chapters=(replace(chapter, sections=sections, bottom_line=tuple(map(shown, chapter.bottom_line))),),
    )


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("screen") / "brief.html"
    path.write_bytes(render(_with_context(BRIEF), "html"))
    return path


@pytest.mark.parametrize("light", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nobody_is_kept_out_and_nothing_is_asked_for(
    chromium: Browser, page_file: Path, made: Made, width: int, light: str
) -> None:
    for path in (page_file, made.folder / "brief.html"):
        with opened(chromium, path, width=width, dark=light == "dark") as shown:
            shown.page.focus(f".situation {_SEEN}")
            shown.page.keyboard.press("Shift+Tab")
            shown.page.keyboard.press("Tab")
            assert shown.page.locator("#tip").is_visible()
            assert shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"
            assert (shown.asked, shown.complaints) == ([], [])
            shown.page.evaluate("document.querySelectorAll('details').forEach((list) => { list.open = true; })")
            found = Axe().run(shown.page)
            assert found.violations_count == 0, found.generate_report()


def test_a_citation_shows_its_passage_in_context_to_mouse_and_keyboard(chromium: Browser, page_file: Path) -> None:
    with opened(chromium, page_file) as shown:
        tip = shown.page.locator("#tip")
        mark = shown.page.locator(f".situation {_SEEN}").first
        mark.hover()
        assert "Northern Monitor, 3 March 2031, 06:15 UTC" in tip.inner_text()
        assert tip.locator("mark").inner_text().startswith("Artillery fire resumed")
        assert "The guns had been silent since noon." in tip.inner_text()
        assert "Nobody could say why." in tip.inner_text()
        shown.page.keyboard.press("Escape")
        assert tip.is_hidden()
        mark.focus()
        shown.page.keyboard.press("Tab")
        shown.page.keyboard.press("Shift+Tab")
        assert tip.is_visible()
        assert mark.get_attribute("aria-describedby") == "tip"


def test_with_a_finger_the_first_touch_shows_and_the_second_follows(chromium: Browser, page_file: Path) -> None:
    with opened(chromium, page_file, width=390, finger=True) as shown:
        mark = shown.page.locator(f".situation {_SEEN}").first
        mark.tap()
        assert shown.page.locator("#tip").is_visible()
        assert not shown.page.evaluate("location.hash")
        mark.tap()
        assert shown.page.evaluate("location.hash").startswith("#source-")


def test_lines_are_chosen_by_side_section_and_novelty(chromium: Browser, page_file: Path) -> None:
    with opened(chromium, page_file) as shown:
        page, said = shown.page, shown.page.locator(".filters output")
        page.select_option("[name=side]", "Veldmark")
        sides = page.eval_on_selector_all(
            "article li[data-side]",
            "(lines) => lines.filter((line) => line.checkVisibility()).map((line) => line.dataset.side)",
        )
        assert set(sides) == {"Veldmark"}
        assert said.inner_text() == f"{len(sides)} of {len(BRIEF.chapters[0].lines)} lines shown"
        page.select_option("[name=side]", "")
        page.select_option("[name=section]", "disputes")
        assert page.locator("article .part:visible h3").all_inner_texts() == ["In dispute"]
        page.select_option("[name=section]", "")
        page.check("[name=fresh]")
        assert page.locator("text=ready to send a delegation").first.is_hidden()
        page.uncheck("[name=fresh]")
        assert page.locator("article li[data-side]:visible").count() == page.locator("article li[data-side]").count()


def test_a_line_is_copied_with_speaker_source_and_handling(chromium: Browser, page_file: Path) -> None:
    with opened(chromium, page_file) as shown:
        page = shown.page
        page.locator("article li[id='0a5e0002'] .copy").click()
        expect(page.locator(".filters output")).to_have_text("Copied")  # the clipboard takes its time
        page.evaluate("document.body.append(document.createElement('textarea'))")
        page.focus("body > textarea")
        page.keyboard.press("Control+V")
        assert page.input_value("body > textarea").splitlines() == [
            "TLP:AMBER",
            "Orsenian Defence Ministry: At least 16 soldiers were killed and more than 40 wounded in the first night of fighting.",
            "[2] Orsenia Wire, “Defence ministry: at least 16 dead in first night”, 3 Mar 2031, 07:15 UTC, https://news2.example/2031/03/03/halden-strait",
        ]


def test_without_script_everything_can_be_read(chromium: Browser, page_file: Path) -> None:
    with opened(chromium, page_file, script=False) as shown:
        assert shown.page.locator(".filters").is_hidden()
        assert shown.page.locator(".copy").count() == 0
        for line in BRIEF.chapters[0].lines:
            assert shown.page.locator(f"li[id='{line.id}'] .said").is_visible()
        shown.page.click("summary")
        assert shown.page.locator("#passage-1 mark").is_visible()


def test_the_first_tabs_lead_past_the_head(chromium: Browser, page_file: Path) -> None:
    with opened(chromium, page_file) as shown:
        for target in ("#brief", "#sources"):
            shown.page.keyboard.press("Tab")
            assert shown.page.evaluate("document.activeElement.hash") == target
        shown.page.keyboard.press("Enter")
        assert shown.page.evaluate("location.hash") == "#sources"


def test_what_the_policy_does_not_name_does_not_run(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "brief.html"
    page = render(BRIEF, "html").decode()
    path.write_text(page.replace("</main>", "<script>document.title = 'broken into'</script></main>"), encoding="utf-8")
    with opened(chromium, path) as shown:
        assert shown.page.title() == "TLP:AMBER – Morning brief: the Halden Strait"
        assert any("Content Security Policy" in complaint for complaint in shown.complaints)


def test_on_paper_there_are_no_buttons(chromium: Browser, page_file: Path) -> None:
    with opened(chromium, page_file) as shown:
        shown.page.emulate_media(media="print")
        for gone in (".filters", ".copy", ".passages", ".skip"):
            assert shown.page.locator(gone).first.is_hidden()


def test_a_script_of_the_user_is_named_in_the_policy(chromium: Browser, tmp_path: Path) -> None:
    (tmp_path / "screen.js").write_text("document.title = 'own';\n", encoding="utf-8")
    path = tmp_path / "brief.html"
    path.write_bytes(render(BRIEF, "html", RenderSettings(templates=tmp_path)))
    with opened(chromium, path) as shown:
        assert shown.page.title() == "own"
        assert shown.complaints == []


@pytest.mark.parametrize("width", [360, 640])
def test_a_mail_can_be_read_by_everybody_on_a_phone_too(chromium: Browser, tmp_path: Path, width: int) -> None:
    path = tmp_path / "mail.html"
    path.write_text(render_mail(BRIEF).html, encoding="utf-8")
    with opened(chromium, path, width=width) as shown:
        assert shown.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"
        assert (shown.asked, shown.complaints) == ([], [])
        found = Axe().run(shown.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert found.violations_count == 0, found.generate_report()


def test_a_page_from_right_to_left_begins_where_it_should(chromium: Browser, tmp_path: Path) -> None:
    path = tmp_path / "brief.html"
    path.write_bytes(render(BRIEF, "html", RenderSettings(language="ar")))
    with opened(chromium, path, width=500) as shown:
        width, left = shown.page.evaluate(
            "[document.documentElement.scrollWidth, document.querySelector('h1').getBoundingClientRect().left]"
        )
        assert width <= 500
        assert 0 <= left < 500
        shown.page.hover(f".situation {_SEEN}")
        box = shown.page.locator("#tip").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 500
