"""The whole line on real input: sixteen sample files become a brief. What it must carry is said here, its wording in tests/golden."""

from __future__ import annotations

import difflib
import html
import io
import json
import re
from collections.abc import Callable
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SAMPLES, SHARED, Made, Rows

from briefing.cli import main

_GOLDEN = ROOT / "tests" / "golden" / "brief.md"
_EDIT = re.compile(r"\[[^\[\]]*\]")
Line = dict[str, Any]


def _lines(brief: dict[str, Any], kind: str = "") -> list[Line]:
    sections = [section for chapter in brief["chapters"] for section in chapter["sections"]]
    return [line for section in sections if kind in {section["kind"], ""} for line in section["lines"]]


def _told(line: Line) -> str:
    return " ".join(quote["text"] for quote in line["quotes"])


def _make(source: Path, folder: Path, *options: str) -> dict[str, Any]:
    assert main(["make", str(source), "-o", str(folder), "--format", "json", "--quiet", *options]) == 0
    brief: dict[str, Any] = json.loads((folder / "brief.json").read_text(encoding="utf-8"))
    return brief


# The samples, end to end


def test_the_brief_reads_as_it_was_last_approved(made: Made, request: pytest.FixtureRequest) -> None:
    now = made.text("md")
    if request.config.getoption("--update-golden"):
        _GOLDEN.write_text(now, encoding="utf-8")
        pytest.skip("tests/golden/brief.md was written anew: read the difference before it is committed")
    approved = _GOLDEN.read_text(encoding="utf-8")
    changes = difflib.unified_diff(approved.splitlines(), now.splitlines(), "approved", "now", lineterm="", n=1)
    assert now == approved, "\n".join(["read the difference; if it is right, run `make golden`:", *changes])


def test_all_five_documents_are_there_and_the_broken_file_stops_none(made: Made) -> None:
    assert made.code == 0
    assert made.raw("pdf").startswith(b"%PDF-")
    assert {path.name for path in made.folder.iterdir()} == {
        f"brief.{name}" for name in ("md", "html", "pdf", "json", "eml")
    }


def test_every_section_is_there_and_has_something_to_say(brief: dict[str, Any]) -> None:
    (chapter,) = brief["chapters"]
    assert [section["kind"] for section in chapter["sections"]] == ["situation", "claims", "diplomacy", "background"]
    assert all(section["lines"] for section in chapter["sections"])
    assert 1 <= len(chapter["bottom_line"]) <= 3


def test_both_sides_are_heard_and_one_of_them_denies(brief: dict[str, Any]) -> None:
    assert {side["name"] for side in brief["chapters"][0]["sides"]} == {"Armenia", "Azerbaijan"}
    claims = _lines(brief, "claims")
    assert {"Armenia", "Azerbaijan"} <= {line["side"] for line in claims}
    assert any(line["act"] == "deny" for line in claims)
    assert [line["text"] for line in claims if not line["speaker"]] == []


def test_a_mediator_or_an_ally_is_nobodys_side(brief: dict[str, Any]) -> None:
    third = re.compile(
        r"Erdogan|Cavusoglu|Altun|Putin|Macron|Merkel|Pompeo|Guterres|Minsk Group|Security Council|Russia|Turkey"
    )
    wrong = [
        line["speaker"]
        for line in _lines(brief)
        if third.search(line["speaker"] or "") and line["side"] in {"Armenia", "Azerbaijan"}
    ]
    assert wrong == []


def test_a_spokesman_is_not_printed_under_the_other_side(brief: dict[str, Any]) -> None:
    home = {
        "Armenia": r"Armenia|Yerevan|Artsakh|Karabakh|Stepanyan|Pashinyan|Harutyunyan",
        "Azerbaijan": r"Azerbaijan|Baku|Aliyev|Hajiyev|Hasanov",
    }
    for line in _lines(brief):
        for side, names in home.items():
            if re.search(names, line["speaker"] or "") and not re.search(
                next(home[other] for other in home if other != side), line["speaker"]
            ):
                assert line["side"] in {side, None}, line["text"]


def test_the_mediation_and_the_history_are_in_their_places(brief: dict[str, Any]) -> None:
    assert any(re.search(r"Minsk Group|co-chairs|France", _told(line)) for line in _lines(brief, "diplomacy"))
    assert any(re.search(r"19\d\d|early 1990s|Soviet|recognised", _told(line)) for line in _lines(brief, "background"))
    assert not any(
        re.search(r"Ganja|Madagiz|mediat|Security Council statement", _told(line))
        for line in _lines(brief, "background")
        if "since 19" not in _told(line)
    )


def test_old_wars_are_not_told_as_news(brief: dict[str, Any]) -> None:
    old = re.compile(r"30,000|1988|1994 |April 2016|Soviet times")
    assert [
        line["text"] for line in _lines(brief, "situation") if old.search(_told(line)) and "2020" not in _told(line)
    ] == []


def test_the_shelling_and_the_dead_are_told(brief: dict[str, Any]) -> None:
    told = [_told(line) for line in _lines(brief)]
    assert any("Stepanakert" in passage for passage in told)
    assert any("Ganja" in passage for passage in told)
    assert any(
        re.search(r"killed|dead|died|servicemen|soldiers|civilians", passage)
        and re.search(r"\d+|Nineteen|ten ", passage)
        for passage in told
    )
    assert brief["chapters"][0]["figures"]


# Nothing twice, nothing without a source


def test_every_line_leads_to_a_source(brief: dict[str, Any], made: Made) -> None:
    assert [line["id"] for line in _lines(brief) if not line["quotes"]] == []
    body = made.text("md").partition("\n## ")[2].partition("\n### Figures")[0].partition("\n### Not known")[0]
    bullets = [row for row in body.splitlines() if re.match(r"(> )?- ", row)]
    assert len(bullets) >= len(_lines(brief))
    assert [row for row in bullets if not re.search(r"\[\d+\](?: – .*)?$", row)] == []


def test_nothing_is_told_twice(brief: dict[str, Any]) -> None:
    lines = _lines(brief)
    passages = [quote["text"] for line in lines for quote in line["quotes"]]
    assert len({line["id"] for line in lines}) == len(lines)
    assert sorted(passages) == sorted(set(passages))


def test_one_agency_report_in_four_printings_counts_once(brief: dict[str, Any], stage: Callable[[str], Rows]) -> None:
    articles = {row["id"]: row for row in stage("sources")}
    folded = [row for row in stage("copies") if row["copies"]]
    printings = {
        Path(articles[row["original"]]["path"]).name[:2]: {
            Path(articles[copy["article"]]["path"]).name[:2] for copy in row["copies"]
        }
        for row in folded
    }
    assert printings == {"01": {"02", "03", "04"}, "14": {"11"}}
    copied = {copy["article"] for row in folded for copy in row["copies"]}
    assert copied.isdisjoint(source["article"] for source in brief["sources"])
    first = [source for source in brief["sources"] if source["title"].startswith("Fighting erupts")]
    assert [len(source["copies"]) for source in first] in ([], [3])
    assert (brief["recipe"]["copies"], brief["recipe"]["outlets"]) == (
        4,
        len({row["outlet"] for row in articles.values()} - {None, "Le Relais du Matin"}),
    )


def test_a_copy_is_no_second_witness(brief: dict[str, Any]) -> None:
    origin = {source["number"]: source["origin"] for source in brief["sources"]}
    for line in _lines(brief):
        assert len({origin[quote["source"]] for quote in line["quotes"]}) <= line["origins"]
        assert line["origins"] == 1 or len(line["quotes"]) > 1


# What could not be used is said


def test_a_broken_file_is_reported_and_its_neighbours_are_unharmed(
    brief: dict[str, Any], made: Made, stage: Callable[[str], Rows]
) -> None:
    (lost,) = [notice for notice in brief["notices"] if notice["severity"] == "lost"]
    assert lost["subject"] == "samples/16-broken-transmission.pdf"
    assert "16-broken-transmission.pdf" in made.said
    assert "16-broken-transmission.pdf" in made.text("md")
    read = {Path(row["path"]).name for row in stage("sources")}
    assert {path.name for path in SAMPLES.iterdir()} - read <= {"16-broken-transmission.pdf", "README.md"}


def test_what_is_in_another_language_or_on_another_matter_is_listed_and_not_mixed_in(
    brief: dict[str, Any], made: Made
) -> None:
    aside = {entry["title"]: entry["reason"] for entry in brief["asides"]}
    french = next(title for title in aside if title.startswith("Haut-Karabakh"))
    assert "(fr)" in aside[french]
    assert "Late header sends Ostermoor Rovers top" in aside
    assert {source["title"] for source in brief["sources"]}.isdisjoint(aside)
    listed = made.text("md")
    assert "Late header sends Ostermoor Rovers top" in listed
    assert french in listed


def test_an_undated_article_counts_and_is_marked(brief: dict[str, Any], made: Made) -> None:
    assert any("undated" in notice["message"] for notice in brief["notices"])
    undated = {
        source["number"]: Path(source["path"]).name for source in brief["sources"] if source["published"] is None
    }
    assert set(undated.values()) <= {"13-how-the-conflict-began.txt"}
    for number in undated:
        (row,) = [row for row in made.text("md").splitlines() if row.startswith(f"- [{number}] ")]
        assert "undated" in row
        assert "outlet unknown" in row


# The documents agree


def test_no_document_says_less_than_another(brief: dict[str, Any], made: Made) -> None:
    from pypdf import PdfReader

    page = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(made.raw("pdf"))).pages)
    bodies = {
        "html": html.unescape(re.sub(r"<[^>]+>", "", made.text("html"))),
        "md": re.sub(r"\\(?=[^\w\s])", "", made.text("md")),
        "pdf": page,
    }
    for name, body in bodies.items():
        dense = "".join(body.split())
        assert [line["text"] for line in _lines(brief) if "".join(line["text"].split()) not in dense] == [], name


def test_every_document_tells_how_much_of_each_side_is_heard(
    brief: dict[str, Any], made: Made, stage: Callable[[str], Rows]
) -> None:
    from pypdf import PdfReader

    chapter = brief["chapters"][0]
    assert [entry["side"] for entry in chapter["balance"]] == [side["name"] for side in chapter["sides"]]
    originals = {source["article"] for source in brief["sources"]}
    for entry in chapter["balance"]:
        printed = {
            quote["article"]
            for line in _lines(brief, "claims")
            if line["side"] == entry["side"]
            for quote in line["quotes"]
        }
        said = [claim for claim in stage("claims") if claim["side"] == entry["side"]]
        assert printed <= originals
        assert len(printed) <= entry["claims"] <= len(said)
        assert 0 < entry["outlets"] <= entry["claims"] < entry["words"]
    page = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(made.raw("pdf"))).pages)
    text = BytesParser(policy=policy.default).parsebytes(made.raw("eml")).get_body(("plain",))
    assert text is not None
    for body in (made.text("md"), made.text("html"), page, text.get_content()):
        for entry in chapter["balance"]:
            told = f"{entry['side']} {entry['claims']} statements, {entry['words']} words"
            assert "".join(told.split()) in "".join(body.split())


def test_the_samples_fill_two_pages(made: Made) -> None:
    from pypdf import PdfReader

    assert len(PdfReader(io.BytesIO(made.raw("pdf"))).pages) == 2


def test_a_mail_program_gets_text_page_and_document(made: Made, brief: dict[str, Any]) -> None:
    message = BytesParser(policy=policy.default).parsebytes(made.raw("eml"))
    assert message.get_content_type() == "multipart/mixed"
    leaves = [part for part in message.walk() if not part.is_multipart()]
    assert [part.get_content_type() for part in leaves] == ["text/plain", "text/html", "application/pdf"]
    assert leaves[2].get_content() == made.raw("pdf")
    assert str(message["Subject"]).startswith("[TLP:CLEAR] ")
    assert message["Bcc"] is None
    assert [part.defects for part in message.walk() if part.defects] == []
    dense = "".join(leaves[0].get_content().split())
    assert [line["text"] for line in _lines(brief) if "".join(line["text"].split()) not in dense] == []


# Real input from outside the repository


@pytest.mark.skipif(
    not (SHARED / "seed").is_dir(), reason="the user's own example is not at hand (../shared/data/seed)"
)
def test_the_users_own_example_comes_out_right(tmp_path: Path) -> None:
    brief = _make(SHARED / "seed", tmp_path)
    lines = _lines(brief)
    passages = [quote["text"] for line in lines for quote in line["quotes"]]
    assert sorted(passages) == sorted(set(passages)), "the body stands twice in the file, its facts must not"

    def found(*words: str) -> set[tuple[str, str | None]]:
        return {
            (section["kind"], line["side"])
            for section in brief["chapters"][0]["sections"]
            for line in section["lines"]
            if all(re.search(rf"\b{word}", line["text"]) for word in words)
        }

    assert found("Stepanakert", "bombard") in ({("situation", None)}, {("claims", "Armenia")}, {("claims", None)})
    assert found("sirens") == {("situation", None)}
    assert found("Stepanyan") == {("claims", "Armenia")}
    assert found("Azerbaijani", "Ministry", "footage") == {("claims", "Azerbaijan")}
    assert found("Turkey", "denied by") == {("claims", "Armenia")}
    assert {kind for kind, _ in found("mediators")} == {"diplomacy"}
    assert {kind for kind, _ in found("Macron")} == {"diplomacy"}
    assert {kind for kind, _ in found("recognised")} == {"background"}


@pytest.mark.skipif(
    not (SHARED / "windows").is_dir(), reason="the real windows are not at hand (../shared/data/windows)"
)
def test_a_brief_of_real_news_stands_verbatim_in_its_sources(tmp_path: Path) -> None:
    brief = _make(SHARED / "windows" / "gaza_2012-11.jsonl.gz", tmp_path)
    assert len(brief["chapters"][0]["sides"]) == 2
    assert len(_lines(brief)) > 10
    assert main(["verify", str(tmp_path / "brief.json"), "--quiet"]) == 0
