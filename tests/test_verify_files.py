"""From the command line: a brief and its sources that no longer agree, and the way from a line back to its bytes."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from briefing.cli import main

# What changed since the brief was made


def _first(brief: dict[str, Any]) -> dict[str, Any]:
    line: dict[str, Any] = brief["chapters"][0]["sections"][0]["lines"][0]
    return line


@pytest.fixture
def written(reports: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make brief.json of the three reports, named from the folder the user stands in."""
    monkeypatch.chdir(reports.parent)
    assert main(["make", "reports", "-o", "out", "--format", "json", "--quiet"]) == 0
    return reports.parent / "out" / "brief.json"


def _save(path: Path, brief: dict[str, Any]) -> None:
    path.write_text(json.dumps(brief), encoding="utf-8")


def test_a_fresh_brief_is_sound_and_says_how_much_was_checked(
    written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", str(written)]) == 0
    out, said = capsys.readouterr()
    assert out == ""
    assert re.search(r"\d+ lines, \d sources: every sentence stands verbatim in its source", said)


def test_one_altered_letter_in_the_brief_names_the_line(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brief = json.loads(written.read_text(encoding="utf-8"))
    line = _first(brief)
    word = max(line["text"].split(), key=len)
    line["text"] = line["text"].replace(word, word[:2] + "x" + word[3:], 1)
    _save(written, brief)
    assert main(["verify", str(written)]) == 1
    assert line["id"] in capsys.readouterr().out


def test_shifted_offsets_name_the_line(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    brief = json.loads(written.read_text(encoding="utf-8"))
    line = _first(brief)
    for end in ("start", "end"):
        line["quotes"][0][end] += 1
    _save(written, brief)
    assert main(["verify", str(written)]) == 1
    assert line["id"] in capsys.readouterr().out


def test_a_source_whose_bytes_changed_is_named_even_where_no_quoted_word_changed(
    written: Path, reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = reports / "kelm.md"
    file.write_bytes(file.read_bytes().replace(b"kelm.example/shells", b"kelm.example/Shells"))
    assert main(["verify", str(written)]) == 1
    assert "reports/kelm.md" in capsys.readouterr().out


def test_a_sentence_that_was_corrected_in_its_source_names_the_line(
    written: Path, reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        line
        for section in json.loads(written.read_text(encoding="utf-8"))["chapters"][0]["sections"]
        for line in section["lines"]
    ]
    line = next(line for line in lines if "wire-1" in {quote["article"] for quote in line["quotes"]})
    passage = next(quote["text"] for quote in line["quotes"] if quote["article"] == "wire-1")
    file = reports / "wire.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace(passage, passage.replace("e", "o", 1)), encoding="utf-8")
    assert main(["verify", str(written)]) == 1
    assert line["id"] in capsys.readouterr().out


def test_a_source_that_is_gone_is_named(written: Path, reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (reports / "veldmark.txt").unlink()
    assert main(["verify", str(written)]) == 1
    assert "veldmark.txt" in capsys.readouterr().out


def test_sources_that_were_moved_can_be_named_anew(written: Path, reports: Path) -> None:
    reports.rename(reports.parent / "archive")
    assert main(["verify", str(written), "--quiet"]) == 1
    assert main(["verify", str(written), str(reports.parent / "archive"), "--quiet"]) == 0


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"schema": "briefing/2"}', "TLP:CLEAR\n\n# Briefing\n", "\x00"])
def test_what_is_no_brief_is_no_brief_that_was_checked(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "brief.json"
    file.write_text(content, encoding="utf-8")
    for verb in (["verify", str(file)], ["explain", str(file), "L1"], ["mail", str(file)]):
        assert main(verb) not in {0, 1}
        out, said = capsys.readouterr()
        assert out == ""
        assert re.fullmatch(r"briefing: .*brief\.json.* – .+\n", said)


# The way back


def test_a_line_can_be_walked_back_to_its_bytes(
    written: Path, reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brief = json.loads(written.read_text(encoding="utf-8"))
    main(["sources", str(reports), "--quiet"])
    texts = {row["id"]: row["text"] for row in map(json.loads, capsys.readouterr().out.splitlines())}
    for section in brief["chapters"][0]["sections"]:
        for line in section["lines"]:
            assert main(["explain", str(written), line["id"]]) == 0
            told = capsys.readouterr().out
            assert line["text"] in told
            assert line["why"] in told
            for quote in line["quotes"]:
                source = brief["sources"][quote["source"] - 1]
                assert f"characters {quote['start']}–{quote['end']} of article {quote['article']}" in told
                assert texts[quote["article"]][quote["start"] : quote["end"]] == quote["text"]
                assert source["path"] in told
                assert sha256(Path(source["path"]).read_bytes()).hexdigest() == source["sha256"]
                assert source["sha256"] in told


def test_the_beginning_of_an_id_is_enough(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = _first(json.loads(written.read_text(encoding="utf-8")))
    assert main(["explain", str(written), line["id"][:7].lower()]) == 0
    assert line["text"] in capsys.readouterr().out


def test_an_id_that_is_none_gets_those_that_are(written: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = _first(json.loads(written.read_text(encoding="utf-8")))
    for name in ("Lffffffff", "L"):
        assert main(["explain", str(written), name]) == 2
        said = capsys.readouterr().err
        assert name in said
        assert line["id"] in said
