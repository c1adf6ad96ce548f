"""The morning run: once a day, whatever happens."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from forks import forks
from morning import DAY, DUE, NEXT, NEXT_DAY, Desk

from briefing.archive import alone
from briefing.cli import main

_LATE = """---
outlet: "Kelm Evening Post"
title: "Toll rises in Kelm"
published: 2031-03-04T09:30:00Z
---

Five fishermen were killed in Kelm when shells hit the harbour, officials said.

Orsenia and Veldmark agreed to meet in Lindholm on Thursday.
"""


@pytest.fixture
def desk(reports: Path) -> Desk:
    return Desk.at(reports.parent)


def _brief(desk: Desk, day: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads((desk.archive / day / "brief.json").read_text(encoding="utf-8"))
    return parsed


def _state(desk: Desk) -> dict[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in desk.archive.rglob("*") if path.is_file()
    }


def test_a_second_run_changes_no_byte_and_writes_nothing(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.daily() == 0
    before = _state(desk)
    capsys.readouterr()
    assert desk.daily("2031-03-04T18:00Z") == 0
    assert _state(desk) == before
    assert "the brief of 2031-03-04 is there" in capsys.readouterr().err


def test_the_cut_off_is_the_due_time_and_what_comes_later_waits_for_tomorrow(desk: Desk) -> None:
    desk.report("late.md", _LATE)
    assert desk.daily("2031-03-04T10:00Z", "--quiet") == 0
    today = _brief(desk, DAY)
    assert (today["cutoff"], today["serial"]) == ("2031-03-04T07:00:00+00:00", "1")
    assert not any(source["path"].endswith("late.md") for source in today["sources"])
    assert desk.daily(NEXT, "--quiet") == 0
    tomorrow = _brief(desk, NEXT_DAY)
    assert (tomorrow["serial"], tomorrow["window_hours"]) == ("2", 24.0)
    assert [source["path"].rpartition("/")[2] for source in tomorrow["sources"]] == ["late.md"]


def test_yesterdays_brief_is_found_by_itself(desk: Desk) -> None:
    assert desk.daily(DUE, "--quiet") == 0
    desk.report("late.md", _LATE)
    assert desk.daily(NEXT, "--quiet") == 0
    (chapter,) = _brief(desk, NEXT_DAY)["chapters"]
    assert ("updated", "Two", "Five") in {
        (entry["status"], entry["before"], entry["after"]) for entry in chapter["changes"]
    }


def test_a_report_that_bears_only_its_day_or_came_late_is_not_lost(desk: Desk) -> None:
    assert desk.daily(DUE, "--quiet") == 0
    for name, published in (("day.md", "2031-03-04"), ("late.md", "2031-03-04T05:00:00Z"), ("old.md", "2031-02-27")):
        desk.report(name, _LATE.replace("2031-03-04T09:30:00Z", published).replace("Kelm", name[:-3].capitalize()))
    assert desk.daily(NEXT, "--quiet") == 0
    tomorrow = _brief(desk, NEXT_DAY)
    assert {source["path"].rpartition("/")[2] for source in tomorrow["sources"]} == {"day.md", "late.md"}
    assert any("not there for the brief before" in notice["message"] for notice in tomorrow["notices"])
    # Read once, they are yesterday's news.
    desk.report("next.md", _LATE.replace("2031-03-04T09:30:00Z", "2031-03-05T12:00:00Z").replace("Kelm", "Sund"))
    assert desk.daily("2031-03-06T07:00Z", "--quiet") == 0
    assert [source["path"].rpartition("/")[2] for source in _brief(desk, "2031-03-06")["sources"]] == ["next.md"]


def test_what_is_known_is_not_read_again_and_the_brief_is_that_of_a_run_that_reads_all(desk: Desk) -> None:
    assert desk.daily(DUE, "--quiet") == 0
    desk.report("late.md", _LATE)
    assert desk.daily(NEXT, "--quiet") == 0
    short = _brief(desk, NEXT_DAY)
    assert short["recipe"]["articles"] == 1
    earlier = str(desk.archive / DAY / "brief.json")
    words = (
        "--cutoff",
        NEXT,
        "--window",
        "24h",
        "--previous",
        earlier,
        "-o",
        str(desk.folder / "all"),
        "--format",
        "json",
    )
    # The undated report is left out by hand here, as the morning run leaves it out for having been read.
    (desk.folder / "reports" / "veldmark.txt").unlink()
    profile = ("--profile", str(desk.folder / "profile.toml"), "--quiet")
    assert main(["make", str(desk.folder / "reports"), *words, *profile]) == 0
    full = json.loads((desk.folder / "all" / "brief.json").read_text(encoding="utf-8"))
    assert full["recipe"]["articles"] == 3
    assert (short["chapters"], short["sources"]) == (full["chapters"], full["sources"])


def test_missed_days_are_caught_up_once_and_nothing_falls_between(desk: Desk) -> None:
    Desk.at(desk.folder, "window_hours = 24\n")
    assert desk.daily(DUE, "--quiet") == 0
    desk.report("late.md", _LATE)
    assert desk.daily("2031-03-08T12:00Z", "--quiet") == 0
    assert sorted(path.name for path in desk.archive.glob("2031-*")) == [DAY, "2031-03-08"]
    caught_up = _brief(desk, "2031-03-08")
    assert (caught_up["window_hours"], caught_up["serial"]) == (96.0, "2")
    assert [source["path"].rpartition("/")[2] for source in caught_up["sources"]] == ["late.md"]


def test_a_clock_set_back_makes_no_second_brief_of_the_past(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    assert desk.daily(NEXT, "--quiet") == 0
    before = _state(desk)
    assert desk.daily("2031-03-03T23:00Z") == 0
    assert _state(desk) == before
    assert "the clock says 2031-03-03" in capsys.readouterr().err


def test_an_undated_article_is_news_once(desk: Desk) -> None:
    desk.report(
        "undated.md",
        '---\noutlet: "Tarn Radio"\ntitle: "Guns on Tarn"\n---\n\nGuns fired on the island of Tarn, Veldmark said.\n',
    )
    assert desk.daily(DUE, "--quiet") == 0
    assert any(source["path"].endswith("undated.md") for source in _brief(desk, DAY)["sources"])
    desk.report("late.md", _LATE)
    assert desk.daily(NEXT, "--quiet") == 0
    tomorrow = _brief(desk, NEXT_DAY)
    assert not any(source["path"].endswith("undated.md") for source in tomorrow["sources"])
    assert any("read for an earlier brief already" in notice["message"] for notice in tomorrow["notices"])


def test_a_quiet_day_is_said_and_the_next_brief_reaches_back_over_it(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.daily(DUE, "--quiet") == 0
    assert desk.daily(NEXT, "--quiet") == 3
    assert "nothing to brief" in capsys.readouterr().err
    assert not (desk.archive / NEXT_DAY).exists()
    desk.report("late.md", _LATE)
    assert desk.daily("2031-03-06T07:00Z", "--quiet") == 0
    assert _brief(desk, "2031-03-06")["window_hours"] == 48.0


def test_on_a_morning_without_a_brief_what_could_not_be_read_is_said(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (desk.folder / "reports").iterdir():
        path.unlink()
    desk.report("empty.md", "")
    assert desk.daily(DUE) == 3
    said = capsys.readouterr().err
    assert "empty.md: it is empty" in said
    assert "no readable article (1 file)" in said


def test_a_report_too_old_or_too_young_is_counted_by_what_the_morning_run_has(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.report("late.md", _LATE)
    assert desk.daily(DUE) == 0
    said = capsys.readouterr().err
    assert "1 article: published after the cut-off, and left out" in said
    assert "--cutoff" not in said


def test_a_profile_that_reads_nothing_is_told_what_to_add(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    text = (desk.folder / "profile.toml").read_text(encoding="utf-8")
    (desk.folder / "profile.toml").write_text(text.replace('folders = ["reports"]', ""), encoding="utf-8")
    assert desk.daily() == 2
    assert "names no feed and no folder" in capsys.readouterr().err


def test_of_ten_runs_at_once_one_works_and_the_others_leave(desk: Desk) -> None:
    with forks() as stable:
        codes = stable.at_once(desk.morning(), 10)
    assert set(codes) == {0, 7}
    assert desk.rows("SELECT count(*), max(documents) FROM brief") == [(1, 1)]
    assert desk.sound()


def test_a_run_beside_another_says_who_is_at_work(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    with alone(desk.archive):
        assert desk.daily() == 7
    assert "another run is at work" in capsys.readouterr().err
    assert desk.daily(DUE, "--quiet") == 0


def test_a_document_that_cannot_be_made_is_made_by_the_next_run(desk: Desk) -> None:
    house = desk.folder / "house"
    house.mkdir()
    (house / "brief.md.j2").write_text("{{ nonsense }}", encoding="utf-8")
    assert (
        desk.daily(
            DUE,
            "--quiet",
        )
        == 0
    )
    Desk.at(desk.folder, 'templates = "house"\n')
    desk.report("late.md", _LATE)
    assert desk.daily(NEXT, "--quiet") == 4
    assert [path.name for path in (desk.archive / NEXT_DAY).iterdir()] == ["brief.json"]
    Desk.at(desk.folder)
    assert desk.daily(NEXT, "--quiet") == 0
    assert sorted(path.name for path in (desk.archive / NEXT_DAY).iterdir()) == ["brief.json", "brief.md"]


def test_a_profile_without_an_archive_is_told_what_to_add(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    text = (desk.folder / "profile.toml").read_text(encoding="utf-8")
    (desk.folder / "profile.toml").write_text(text.replace('archive = "archive"', ""), encoding="utf-8")
    assert desk.daily() == 2
    assert 'archive = "archive"' in capsys.readouterr().err
