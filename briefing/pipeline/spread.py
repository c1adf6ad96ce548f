"""Tasks on several cores: each share of them in a forked child, the results in the order of the tasks.

How many cores there are changes the time and nothing else. It refuses to know what a task does; a child that dies costs
time, no result: its share is done again here.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def cores() -> int:
    """Return how many processors this process may use; one where it has threads: a lock that one of them holds would stay so in a fork."""
    return len(os.sched_getaffinity(0)) if threading.active_count() == 1 else 1


def spread(work: Callable[[Task], Result], tasks: Sequence[Task], weights: Sequence[int], workers: int) -> list[Result]:
    """Return the result of each task; `weights` tell how long they take beside each other.

    An exception of `work` is raised here. Results of children are copies: equal, and not the same in memory.
    """
    own, *others = _shares(weights, max(1, min(workers, len(tasks))))
    children = [_forked(work, [tasks[number] for number in share]) for share in others]
    try:
        done = {number: work(tasks[number]) for number in own}
        for share, child in zip(others, children, strict=True):
            results = child.results()
            done.update(zip(share, results or [work(tasks[number]) for number in share], strict=True))
    finally:
        for child in children:
            child.end()
    return [done[number] for number in range(len(tasks))]


def one_by_one(
    work: Callable[[Task], Result], tasks: Sequence[Task], workers: int
) -> Iterator[tuple[Task, Result | None]]:
    """Yield each task with its result as it is done, each made in a child of its own, `workers` of them at a time.

    What a task needed of memory ends with it. A child that dies is begun once more; None where the second died as well.
    """
    waiting = [(task, 0) for task in reversed(tasks)]
    running: dict[int, tuple[_Child, Task, int]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < max(1, workers):
                task, died = waiting.pop()
                child = _forked(work, [task])
                running[child.pipe.fileno()] = (child, task, died)
            for pipe in select.select(list(running), [], [])[0]:
                child, task, died = running.pop(pipe)
                results = child.results()
                child.end()
                if results is not None:
                    yield task, results[0]
                elif died:
                    yield task, None
                else:
                    waiting.append((task, died + 1))
    finally:
        for child, _, _ in running.values():
            child.end()


def _shares(weights: Sequence[int], workers: int) -> list[list[int]]:
    """Deal the numbers of the tasks out, the heaviest first, each to whoever has least."""
    shares: list[list[int]] = [[] for _ in range(workers)]
    loads = [0] * workers
    for number in sorted(range(len(weights)), key=lambda number: (-weights[number], number)):
        least = loads.index(min(loads))
        shares[least].append(number)
        loads[least] += weights[number]
    return shares


@dataclass(frozen=True, slots=True)
class _Child:
    """A forked child and the pipe on which its results come; `life` is open as long as this process lives."""

    pid: int
    pipe: BinaryIO
    life: int

    def results(self) -> list[Any] | None:
        """Wait for the results; None where the child died or failed."""
        with suppress(EOFError, pickle.UnpicklingError):
            found: list[Any] = pickle.load(self.pipe)  # noqa: S301 - written by a fork of this very process
            return found
        return None

    def end(self) -> None:
        """End the child, whatever it does, and leave nothing of it."""
        os.close(self.life)
        self.pipe.close()
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def _forked(work: Callable[[Task], Result], tasks: Sequence[Task]) -> _Child:
    source, target = os.pipe()
    alive, life = os.pipe()
    with warnings.catch_warnings():
        # The threads that Python 3.12 warns of are those of the numerical library, which sets itself up anew after a fork.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        os.close(target)
        os.close(alive)
        return _Child(pid, os.fdopen(source, "rb"), life)
    try:
        os.close(source)
        os.close(life)
        threading.Thread(target=_die_with_parent, args=(alive,), daemon=True).start()
        with os.fdopen(target, "wb") as pipe:
            pickle.dump([work(task) for task in tasks], pipe, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)  # nothing of the parent is flushed, closed or reported twice


def _die_with_parent(alive: int) -> None:
    """Wait for the end of the parent; a child that outlived it would keep its locks."""
    os.read(alive, 1)
    os._exit(1)
