"""The memory: which day's brief is due, what is filed, what is found again, and what a damaged archive says."""

from __future__ import annotations

import shutil
import sqlite3
import tomllib
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import write_reports
from morning import DAY, DUE, NEXT, NEXT_DAY, Desk

from briefing.archive import edition_at

_DAYS = tomllib.loads((Path(__file__).parent / "cases" / "archive" / "days.toml").read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def after_a_morning(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    write_reports(folder)
    desk = Desk.at(folder)
    assert desk.daily(DUE, "--quiet") == 0
    return desk


@pytest.fixture
def desk(after_a_morning: Desk, tmp_path: Path) -> Desk:
    """Stand at a desk on the day of its first brief."""
    shutil.copytree(after_a_morning.folder, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path)


@pytest.mark.parametrize("case", _DAYS, ids=lambda case: str(case["about"]))
def test_each_day_has_one_brief_whatever_the_clock_does(case: dict[str, Any]) -> None:
    now = datetime.fromisoformat(case["now"])
    edition = edition_at(now, ZoneInfo(case["zone"]), time.fromisoformat(case["due"]))
    assert (edition.day.isoformat(), edition.cutoff) == (case["day"], datetime.fromisoformat(case["cutoff"]))


# What is remembered


def test_earlier_briefs_can_be_listed_shown_and_searched(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.run("history") == 0
    assert "2031-03-04  No. 1" in capsys.readouterr().out
    assert desk.run("show", "latest") == 0
    assert capsys.readouterr().out == (desk.archive / DAY / "brief.md").read_text(encoding="utf-8")
    assert desk.run("show", DAY, "--format", "json") == 0
    assert capsys.readouterr().out == (desk.archive / DAY / "brief.json").read_text(encoding="utf-8")
    # Endings do not matter, the order of the words neither; words in quotation marks stand side by side.
    assert desk.run("find", "killing", "fishermen") == 0
    row = capsys.readouterr().out
    assert row.startswith(DAY)
    assert "two «fishermen» were «killed»" in row
    assert desk.run("find", "strait council") == 0
    assert desk.run("find", "council strait") == 1


@pytest.mark.parametrize("words", ['"', "*", "NEAR(", "text:", "a OR", "(", "-", "''; DROP TABLE brief"])
def test_no_word_is_a_command_to_the_search(words: str, desk: Desk) -> None:
    assert desk.run("find", words) == 1
    assert desk.sound()


def test_a_document_that_was_deleted_is_shown_from_the_record(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    kept = (desk.archive / DAY / "brief.md").read_text(encoding="utf-8")
    (desk.archive / DAY / "brief.md").unlink()
    assert desk.run("show", DAY) == 0
    assert capsys.readouterr().out == kept


def test_a_day_without_a_brief_is_said_with_the_days_that_have_one(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(desk.archive)
    assert desk.run("history") == 6
    assert "there is no archive yet" in capsys.readouterr().err
    assert desk.daily(DUE, "--quiet") == 0
    assert desk.run("show", "2031-01-01") == 2
    assert DAY in capsys.readouterr().err


def test_an_article_costs_the_archive_less_than_1500_bytes(desk: Desk) -> None:
    before = (desk.archive / "archive.sqlite").stat().st_size
    rows = "".join(
        f'{{"id": "a{n}", "outlet": "Wire", "title": "Report {n} from the harbour of Kelm on the shelling of the night", '
        f'"text": "Report {n}: shells fell on Kelm at {n} past four, the mayor said.", "published": "2031-03-04T12:00:00Z"}}\n'
        for n in range(400)
    )
    desk.report("many.jsonl", rows)
    assert desk.daily(NEXT, "--quiet") == 0
    assert desk.rows("SELECT count(*) FROM article") == [(403,)]
    assert ((desk.archive / "archive.sqlite").stat().st_size - before) / 400 < 1500


# What is wrong with it


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _scribble(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[100:2000] = b"x" * 1900
    path.write_bytes(bytes(raw))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (_cut, "damaged"),
        (_scribble, "damaged"),
        (lambda path: path.write_bytes(b"no database at all" * 99), "damaged"),
        (lambda path: path.write_bytes(b""), "gone"),
        (lambda path: path.unlink(), "gone"),
    ],
    ids=["truncated", "overwritten", "another file", "emptied", "deleted"],
)
def test_a_damaged_archive_is_refused_with_advice_and_nothing_is_made_twice(
    damage: Callable[[Path], object], said: str, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = desk.files()
    file = desk.archive / "archive.sqlite"
    damage(file)
    raw = file.read_bytes() if file.exists() else None
    assert desk.daily(NEXT, "--quiet") == 6
    assert f"the archive is {said}" in capsys.readouterr().err
    assert desk.files() == kept
    assert (file.read_bytes() if file.exists() else None) == raw


def test_an_archive_of_a_newer_version_is_refused_untouched(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    connection = sqlite3.connect(desk.archive / "archive.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    raw = (desk.archive / "archive.sqlite").read_bytes()
    assert desk.daily(NEXT, "--quiet") == 6
    assert "newer version (99" in capsys.readouterr().err
    assert (desk.archive / "archive.sqlite").read_bytes() == raw


def test_an_archive_that_somebody_holds_is_told_from_a_broken_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("briefing.archive.store._PATIENCE", 0.05)
    holder = sqlite3.connect(desk.archive / "archive.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    try:
        desk.report(
            "late.md", "---\npublished: 2031-03-04T09:00:00Z\n---\n\nShells fell on Kelm again, the mayor said.\n"
        )
        assert desk.daily(NEXT, "--quiet") == 6
        assert "in use" in capsys.readouterr().err
    finally:
        holder.close()
    assert desk.daily(NEXT, "--quiet") == 0
    assert (desk.archive / NEXT_DAY / "brief.json").exists()
