from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from test_render_sample import BRIEF

from briefing.cli import main
from briefing.model import RenderError
from briefing.render import RenderSettings, render
from briefing.render.shelf import Shelf
from briefing.render.wording import Wording

_LANGUAGES = sorted(path.name.split(".")[1] for path in (ROOT / "templates").glob("labels.*.toml"))
# A label that English has for its grammar alone, or that says the same everywhere.
_SHARED = {
    "document.direction", "numbers.thousands", "numbers.plural", "figures.unknown", "relations.alone", "dates.day", "dates.month",
    "dates.short", "source.digest", "dates.moment", "dates.within_month", "dates.within_year", "dates.across",
}  # fmt: skip


def _labels(language: str) -> dict[str, Any]:
    text = (ROOT / "templates" / f"labels.{language}.toml").read_text(encoding="utf-8")
    return dict(_flat(tomllib.loads(text), ""))


def _flat(table: dict[str, Any], way: str) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{way}{key}.")
        else:
            yield f"{way}{key}", value


def _holes(label: object) -> set[str]:
    return set(re.findall(r"\{\w+\}", str(label)))


def test_six_languages_are_spoken() -> None:
    assert _LANGUAGES == ["ar", "de", "en", "es", "fr", "ru"]


@pytest.mark.parametrize("language", [language for language in _LANGUAGES if language != "en"])
def test_a_language_says_everything_that_english_says(language: str) -> None:
    english, own = _labels("en"), _labels(language)
    assert set(english) - set(own) - _SHARED == set()
    assert set(own) - set(english) == set()
    for key, label in own.items():
        assert _holes(label) <= _holes(english[key]), key
        if key.split(".")[0] != "counts":
            assert _holes(english[key]) <= _holes(label), key
    assert all(len(own[f"dates.{months}"]) == 12 for months in ("months", "short_months", "alone"))


@pytest.mark.parametrize(
    ("language", "number", "told"),
    [
        ("en", 0, "0 files"),
        ("en", 1, "1 file"),
        ("fr", 0, "0 fichier"),
        ("fr", 2, "2 fichiers"),
        ("ru", 1, "1 файл"),
        ("ru", 3, "3 файла"),
        ("ru", 5, "5 файлов"),
        ("ru", 11, "11 файлов"),
        ("ru", 21, "21 файл"),
        ("ru", 1012, "1\u00a0012 файлов"),
        ("ar", 1, "ملف واحد"),
        ("ar", 2, "ملفان"),
        ("ar", 7, "7 ملفات"),
        ("ar", 17, "17 ملفًا"),
        ("ar", 100, "100 ملف"),
        ("ar", 103, "103 ملفات"),
        ("de", 2300, "2.300 Dateien"),
    ],
)
def test_things_are_counted_as_the_language_counts_them(language: str, number: int, told: str) -> None:
    assert Wording.of(Shelf(None), language).count("files", number) == told


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "2–3 March 2031", "March 2031"),
        ("fr", "2–3 mars 2031", "mars 2031"),
        ("ru", "2–3 марта 2031", "март 2031"),
        ("es", "2–3 de marzo de 2031", "marzo de 2031"),
        ("de", "2.–3. März 2031", "März 2031"),
        ("ar", "2–3 مارس 2031", "مارس 2031"),
    ],
)
def test_dates_are_written_as_the_language_writes_them(language: str, day: str, month: str) -> None:
    wording = Wording.of(Shelf(None), language)
    assert (wording.event("2031-03-02/2031-03-03"), wording.event("2031-03")) == (day, month)


@pytest.mark.parametrize("language", _LANGUAGES)
def test_the_quoted_text_stays_as_it_is(language: str) -> None:
    page = render(BRIEF, "html", RenderSettings(language=language)).decode()
    assert f'<html lang="{language}"' in page
    for line in BRIEF.chapters[0].sections[0].lines:
        assert line.text in page
    if language != "en":
        assert re.search(r'class="said" lang="en"[^>]*>Artillery fire resumed', page)


def test_an_arabic_page_runs_from_right_to_left_and_its_english_from_left_to_right() -> None:
    page = render(BRIEF, "html", RenderSettings(language="ar")).decode()
    assert '<html lang="ar" dir="rtl">' in page
    assert 'class="said" lang="en" dir="ltr">Artillery fire resumed' in page
    assert re.search(r'class="said">قال متحدث', page)
    # What no catalogue holds is marked as the English it is.
    assert '<li lang="en" dir="ltr">No independent report from Cape Sorrel.</li>' in page


def test_an_arabic_frame_can_be_printed() -> None:
    assert render(BRIEF, "pdf", RenderSettings(language="ar")).startswith(b"%PDF-1.7")


def test_the_language_is_asked_for_on_the_command_line(reports: Path, tmp_path: Path) -> None:
    asked = ["make", str(reports), "-o", str(tmp_path / "out"), "--format", "md", "--quiet", "--language"]
    assert main([*asked, "fr"]) == 0
    assert "### Diplomatie" in (tmp_path / "out" / "brief.md").read_text(encoding="utf-8")
    assert main([*asked, "xx"]) == 4


def test_ones_own_words_stand_before_the_shipped_ones(tmp_path: Path) -> None:
    (tmp_path / "labels.fr.toml").write_text('[sections]\nsituation = "Sur le terrain"\n', encoding="utf-8")
    text = render(BRIEF, "md", RenderSettings(language="fr", templates=tmp_path)).decode()
    assert "### Sur le terrain" in text
    assert "### Diplomatie" in text


def test_a_plural_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    (tmp_path / "labels.it.toml").write_text('[numbers]\nplural = "italian"\n', encoding="utf-8")
    with pytest.raises(RenderError, match="english, french, russian, arabic"):
        render(replace(BRIEF, serial=None), "md", RenderSettings(language="it", templates=tmp_path))
