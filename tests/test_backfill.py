from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import briefing.pipeline.cluster as cluster_
from briefing.model import SettingsError
from briefing.pipeline.backfill import Day, make_day
from briefing.pipeline.cluster import on_cluster
from briefing.pipeline.partitions import day_of, partitions
from briefing.pipeline.pool import one_by_one
from briefing.settings import Profile

_FIRST = date(2031, 3, 1)
_DAYS = 8
_WAIT = 60.0
_PROGRAM = [sys.executable, "-m", "briefing", "backfill"]
_PLACES = ("Karsin", "Ostra", "Tarsa", "Orlen", "Velm", "Quill Bay", "Marsh Point", "Halden")


def _text(day: int, outlet: int) -> str:
    place, other = _PLACES[day % len(_PLACES)], _PLACES[(day + outlet + 1) % len(_PLACES)]
    return "\n".join(
        [
            f"Norwegian troops crossed the bridge at {place} in the night and met {outlet + 3} Chilean patrols there, witnesses told the {_PLACES[outlet]} Courier.",
            f"“We hold {place} and shall not leave it before the {day + outlet + 2}th,” Norway's Defence Ministry said in a statement read out at {other}.",
            f"Chile denied that its army had lost the bridge, and accused Norway of having shelled {outlet + 2} farms north of {other}.",
            f"Chile's Foreign Ministry said that {20 + 7 * day + outlet} people were killed near {place}, most of them drivers of trucks.",
            f"Envoys of both countries talked in Geneva about a truce for {other}, and left number {outlet} of the open points to lawyers.",
        ]
    )


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of eight days of three reports each, and on the second day a copy of one from the first."""
    folder = tmp_path_factory.mktemp("kept") / "archive"
    folder.mkdir()
    for number in range(_DAYS):
        day = _FIRST + timedelta(days=number)
        rows = [
            {"id": f"d{number}o{outlet}", "outlet": f"{_PLACES[outlet]} Courier", "title": f"Day {number} at {_PLACES[number]}", "published": f"{day}T{8 + outlet:02d}:00Z", "text": _text(number, outlet)}
            for outlet in range(3)
        ]  # fmt: skip
        if number == 1:
            rows.append({**rows[0], "id": "old", "outlet": "Late Reprint", "text": _text(0, 0)})
        (folder / f"{day}.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return folder


def _command(archive: Path, out: Path, *further: str) -> list[str]:
    last = _FIRST + timedelta(days=_DAYS - 1)
    return [*_PROGRAM, str(archive), "--from", str(_FIRST), "--to", str(last), "-o", str(out), *further]


def _run(archive: Path, out: Path, *further: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(_command(archive, out, *further), capture_output=True, text=True, check=False, timeout=120)


def _tree(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("brief.*"))}


@pytest.fixture(scope="module")
def whole(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an undisturbed run writes."""
    out = tmp_path_factory.mktemp("whole")
    done = _run(archive, out, "--workers", "1")
    assert done.returncode == 0, done.stderr
    return _tree(out)


def _wait_for_a_day(out: Path, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _WAIT
    while not list(out.glob("2031-*")) and process.poll() is None and time.monotonic() < end:
        time.sleep(0.005)


def test_every_day_of_the_archive_gets_its_brief(whole: dict[str, bytes]) -> None:
    days = [str(_FIRST + timedelta(days=number)) for number in range(_DAYS)]
    assert sorted(whole) == [f"{day}/brief.{name}" for day in days for name in ("html", "json", "md")]
    for day in days:
        brief = json.loads(whole[f"{day}/brief.json"])
        assert brief["cutoff"].startswith(day)
        assert {source["published"][:10] for source in brief["sources"]} == {day}


def test_a_reprint_of_yesterdays_report_is_no_news_today(
    archive: Path, tmp_path: Path, whole: dict[str, bytes]
) -> None:
    second = f"{_FIRST + timedelta(days=1)}/brief.json"
    brief = json.loads(whole[second])
    assert any("copies of reports from before the day" in notice["message"] for notice in brief["notices"])
    assert "old" not in {source["article"] for source in brief["sources"]}
    assert _run(archive, tmp_path / "out", "--back", "0", "--workers", "2").returncode == 0
    assert not any("from before the day" in notice["message"] for notice in json.loads((tmp_path / "out" / second).read_bytes())["notices"])  # fmt: skip


def test_a_killed_run_leaves_no_half_day_and_the_next_one_goes_on(archive: Path, tmp_path: Path, whole: dict[str, bytes]) -> None:  # fmt: skip
    process = subprocess.Popen(_command(archive, tmp_path, "--workers", "2", "-q"))
    _wait_for_a_day(tmp_path, process)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    kept = {path.name: path.stat().st_ino for path in tmp_path.glob("2031-*")}
    assert 0 < len(kept) < _DAYS
    assert all(len(list((tmp_path / day).iterdir())) == 3 for day in kept)
    again = _run(archive, tmp_path)
    assert f"{_DAYS - len(kept)} days made, {len(kept)} there before" in again.stderr
    assert _tree(tmp_path) == whole
    assert {path.name: path.stat().st_ino for path in tmp_path.glob("2031-*") if path.name in kept} == kept


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler with two workers, each a process of its own."""
    pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    place = tmp_path / "scheduler.json"
    log = (tmp_path / "cluster.log").open("wb")
    start = [sys.executable, "-m"]
    quiet = ["--no-dashboard", "--host", "127.0.0.1"]
    program = [*start, "distributed.cli.dask_scheduler", "--port", "0", "--scheduler-file", str(place), *quiet]
    processes = [subprocess.Popen(program, stdout=log, stderr=log, cwd=tmp_path)]
    try:
        worker = [*start, "distributed.cli.dask_worker", "--scheduler-file", str(place), "--nthreads", "1", "--no-nanny", *quiet]  # fmt: skip
        processes += [subprocess.Popen(worker, stdout=log, stderr=log, cwd=tmp_path) for _ in range(2)]
        end = time.monotonic() + _WAIT
        while not place.exists() and time.monotonic() < end:
            time.sleep(0.05)
        yield json.loads(place.read_bytes())["address"], processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()
        log.close()


def test_a_cluster_that_loses_a_worker_makes_the_same_days(
    archive: Path, tmp_path: Path, whole: dict[str, bytes], cluster: tuple[str, list[subprocess.Popen[bytes]]]
) -> None:
    address, workers = cluster
    out = tmp_path / "out"
    process = subprocess.Popen(_command(archive, out, "--dask", address, "-q"))
    _wait_for_a_day(out, process)
    workers[0].kill()
    assert process.wait(timeout=120) == 0
    assert _tree(out) == whole


def test_an_address_at_which_nobody_answers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="the extra `dask` is not installed")
    monkeypatch.setattr(cluster_, "_SECONDS", 0.3)
    with pytest.raises(SettingsError, match=r"no scheduler answers: --dask 127\.0\.0\.1:1"):
        list(on_cluster(str, [1], "127.0.0.1:1"))


def test_a_day_whose_process_dies_costs_no_other_day() -> None:
    def work(task: int) -> int:
        if task == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return task * task

    done = dict(one_by_one(work, range(6), 2))
    assert done == {0: 0, 1: 1, 2: 4, 3: None, 4: 16, 5: 25}


def test_a_process_that_dies_once_costs_nothing(tmp_path: Path) -> None:
    def work(task: int) -> int:
        mark = tmp_path / str(task)
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return task

    assert dict(one_by_one(work, range(4), 3)) == {0: 0, 1: 1, 2: 2, 3: 3}


def test_a_day_that_fails_is_told_and_the_others_are_made(archive: Path, tmp_path: Path) -> None:
    broken = tmp_path / "archive"
    shutil.copytree(archive, broken)
    (broken / "2031-03-02.jsonl").write_text("{}", encoding="utf-8")
    done = _run(broken, tmp_path / "out", "--back", "0")
    assert done.returncode == 0
    assert "no readable article" in (tmp_path / "out" / "2031-03-02" / "nothing.txt").read_text(encoding="utf-8")
    assert len(list((tmp_path / "out").glob("*/brief.json"))) == _DAYS - 1


def test_what_fails_in_a_day_is_its_result(archive: Path) -> None:
    task = Day(
        day=_FIRST, archive=str(archive), named="archive", files=(f"{_FIRST}.jsonl",), before=(), profile=Profile(), sides=(), formats=("json",), version="1"
    )  # fmt: skip
    assert make_day(task).failure is None
    assert "unknown format: odt" in (make_day(replace(task, formats=("odt",))).failure or "")
    brief = json.loads(make_day(task).documents["brief.json"])
    assert {source["path"] for source in brief["sources"]} == {f"archive/{_FIRST}.jsonl"}


def test_days_of_other_settings_are_not_mixed_into_a_folder(archive: Path, tmp_path: Path) -> None:
    assert _run(archive, tmp_path, "--to", str(_FIRST)).returncode == 0
    other = _run(archive, tmp_path, "--to", str(_FIRST), "--words", "200")
    assert (other.returncode, "made with other settings" in other.stderr) == (2, True)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("2020-10-04.jsonl", date(2020, 10, 4)),
        ("days/2020-10-04/feeds.warc.gz", date(2020, 10, 4)),
        ("20201004.jsonl.gz", date(2020, 10, 4)),
        ("2020/10/04/part-17.jsonl", date(2020, 10, 4)),
        ("year=2020/month=10/day=04/a.jsonl", date(2020, 10, 4)),
        ("2020-10/04.jsonl", None),
        ("part-120201004.jsonl", None),
        ("2020-13-04.jsonl", None),
        ("notes.txt", None),
    ],
)
def test_a_path_names_its_day_in_the_usual_ways(path: str, day: date | None) -> None:
    assert day_of(path) == day


def test_a_folder_without_days_is_refused_with_the_right_names(tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").touch()
    (tmp_path / "2020-10-04.jsonl.part").touch()
    with pytest.raises(SettingsError, match=r"no day in it: .* it takes files or folders named by day"):
        partitions(tmp_path)
