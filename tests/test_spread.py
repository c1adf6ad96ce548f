from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

import briefing.pipeline.make as making
from briefing import make_brief
from briefing.chapters import clusters, vectors
from briefing.ingest import read
from briefing.model import Article, Chapter, Copies, Origin
from briefing.pipeline import choosing, stages
from briefing.pipeline import spread as spreading
from briefing.pipeline.spread import beside, cores, spread, waiting
from briefing.pipeline.stages import Close
from briefing.render import render

_TASKS = list(range(7))
_SAMPLES = str(Path(__file__).parents[1] / "samples")


@pytest.mark.parametrize("workers", [0, 1, 2, 3, 50])
def test_results_come_in_the_order_of_the_tasks_on_any_number_of_cores(workers: int) -> None:
    assert spread(lambda task: task * task, _TASKS, [3, 9, 1, 1, 4, 4, 2], workers) == [0, 1, 4, 9, 16, 25, 36]
    assert spread(str, [], [], workers) == []


def test_the_work_is_really_shared() -> None:
    assert len(set(spread(lambda _: os.getpid(), _TASKS, [1] * 7, 3))) == 3


def test_a_worker_that_is_killed_costs_no_result() -> None:
    here = os.getpid()

    def work(task: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return -task

    assert spread(work, _TASKS, [1] * 7, 3) == [0, -1, -2, -3, -4, -5, -6]


@pytest.mark.parametrize("deadly", [False, True])
def test_what_is_begun_beside_comes_whether_its_process_lives_or_not(*, deadly: bool) -> None:
    here, (begun, told) = os.getpid(), os.pipe()

    def work(task: int) -> int:
        if os.getpid() != here:
            os.write(told, b"!")
            if deadly:
                os.kill(os.getpid(), signal.SIGKILL)
        return -task

    with beside(work, _TASKS) as results:
        assert os.read(begun, 1) == b"!"  # the child works although nobody waits for it
        assert list(results()) == [-task for task in _TASKS]
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


@pytest.mark.parametrize("deadly", [False, True])
def test_a_task_is_done_by_who_prepared_for_it_or_here(*, deadly: bool) -> None:
    here = os.getpid()
    prepared: list[int] = []

    def prepare() -> None:
        prepared.append(1)
        raise ValueError("what is wrong is said when the task is done")

    def work(task: str) -> tuple[str, int, bool]:
        if deadly and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return task, os.getpid(), bool(prepared)

    with waiting(prepare, work) as done:
        task, who, ready = done("x" * 300_000)  # more than a pipe holds
    assert task == "x" * 300_000
    assert (who == here, ready) == (deadly, not deadly)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_nobody_waits_for_a_task_that_never_comes() -> None:
    with pytest.raises(ZeroDivisionError), waiting(lambda: None, str):
        _ = 1 / 0
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_failure_in_a_worker_is_told_as_it_would_be_without_one() -> None:
    def work(task: int) -> float:
        return 1 / (task - 1)

    with pytest.raises(ZeroDivisionError):
        spread(work, [5, 1], [2, 1], 2)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_the_brief_is_the_same_on_one_core_and_on_three(monkeypatch: pytest.MonkeyPatch) -> None:
    intake = read([_SAMPLES])
    monkeypatch.setattr(choosing, "_WORTH_A_CHILD", 0)
    monkeypatch.setattr(making, "printed_chapters", lambda chapters, _: list(chapters)[:3])
    monkeypatch.setattr(stages, "_WORTH_COUNTING", 0)
    monkeypatch.setattr(clusters, "_WORTH_A_SHARE", 3)
    monkeypatch.setattr(vectors, "_TOGETHER", 3)
    made = []
    for count in (1, 2, 3, 5):
        for room in (choosing, stages, spreading):
            monkeypatch.setattr(room, "cores", lambda count=count: count)
        made.append(render(make_brief(intake), "json"))
    assert len(set(made)) == 1


def test_a_process_that_dies_over_the_reports_of_a_chapter_costs_none_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    intake = read([_SAMPLES])
    whole = render(make_brief(intake), "json")
    here, really = os.getpid(), stages.closely

    def closely(articles: Sequence[Article]) -> dict[str, Close]:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return really(articles)

    monkeypatch.setattr(choosing, "_WORTH_A_CHILD", 0)
    monkeypatch.setattr(choosing, "cores", lambda: 2)
    monkeypatch.setattr(choosing, "closely", closely)
    assert render(make_brief(intake), "json") == whole


def test_whoever_has_the_largest_chapter_has_reports_of_it_read_by_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "_READING", 0.5)
    large, small = (_chapter(name, count) for name, count in (("a", 10), ("b", 2)))
    lent = choosing._lent([large, small], [0], [1000, 200], [200])  # noqa: SLF001 - nobody else sees who reads what
    assert [article.id for article in lent[0]] == [f"a{number}" for number in range(8)]
    assert choosing._lent([large, small], [1], [1000, 200], [1000]) == [[]]  # noqa: SLF001 - as above


def _chapter(name: str, count: int) -> Chapter:
    origin = Origin(path=name, media_type="text/plain", sha256="")
    articles = [Article(id=f"{name}{number}", text="x" * 100, origin=origin) for number in range(count)]
    originals = tuple(Copies(original=article, origin=article.id) for article in articles)
    return Chapter(id=name, headline=name, originals=originals, events=(), first=None, last=None)


def test_a_program_with_threads_of_its_own_is_not_forked() -> None:
    done = threading.Event()
    other = threading.Thread(target=done.wait)
    other.start()
    try:
        assert cores() == 1
    finally:
        done.set()
        other.join()


_PARENT = """
import os, sys, time
from briefing.pipeline.spread import spread
def work(task):
    if task:  # in the child, which holds the pipe of the test open as long as it lives
        time.sleep(600)
    os.write(1, b"up")
    time.sleep(600)
spread(work, [0, 1], [2, 1], 2)
"""


def test_a_killed_run_leaves_no_worker_that_holds_its_locks() -> None:
    with subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert os.read(parent.stdout.fileno(), 2) == b"up"
        parent.kill()
        ready, _, _ = select.select([parent.stdout], [], [], 20)
        assert ready
        assert os.read(parent.stdout.fileno(), 1) == b""
