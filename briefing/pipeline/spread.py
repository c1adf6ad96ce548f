"""Tasks on several cores: each share of them in a forked child, the results in the order of the tasks.

How many cores there are changes the time and nothing else. It refuses to know what a task does; a child that dies costs
time, no result: its share is done again here.
"""

from __future__ import annotations

import os
import pickle
import signal
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, BinaryIO, Self, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")


def cores() -> int:
    """Return how many processors this process may use; one where it has threads: a lock that one of them holds would stay so in a fork."""
    alone = sum(thread.name != _WATCH for thread in threading.enumerate()) == 1
    return len(os.sched_getaffinity(0)) if alone else 1


_WATCH = "dies with its parent"  # the thread of a forked child, which holds no lock


def spread(work: Callable[[Task], Result], tasks: Sequence[Task], weights: Sequence[int], workers: int) -> list[Result]:
    """Return the result of each task; `weights` tell how long they take beside each other.

    An exception of `work` is raised here. Results of children are copies: equal, and not the same in memory.
    """
    own, *others = shares(weights, max(1, min(workers, len(tasks))))

    def give(share: Sequence[int]) -> Callable[[BinaryIO], None]:
        return lambda pipe: dump([work(tasks[number]) for number in share], pipe)

    children = [forked(give(share)) for share in others]
    try:
        done = {number: work(tasks[number]) for number in own}
        for share, child in zip(others, children, strict=True):
            results = child.answer() or [work(tasks[number]) for number in share]
            done.update(zip(share, results, strict=True))
    finally:
        for child in children:
            child.end()
    return [done[number] for number in range(len(tasks))]


def each(work: Callable[[Task], Result], tasks: Sequence[Task]) -> list[Result]:
    """Do as `map` does, on all cores, with tasks that take about the same time."""
    return spread(work, tasks, [1] * len(tasks), cores())


@contextmanager
def beside(work: Callable[[Task], Result], tasks: Sequence[Task]) -> Iterator[Callable[[], Iterator[Result]]]:
    """Begin tasks in a child while this process does something else.

    What is given does here what the child has not begun, and yields all results in the order of the tasks; it keeps none.
    """
    with _Numbers(len(tasks)) as left:

        def draw() -> dict[int, Result]:
            return {number: work(tasks[number]) for number in left}

        child = forked(lambda pipe: dump(draw(), pipe))

        def done() -> Iterator[Result]:
            results = draw() | (child.answer() or {})
            for number, task in enumerate(tasks):
                yield results.pop(number) if number in results else work(task)

        try:
            yield done
        finally:
            child.end()


@contextmanager
def waiting(prepare: Callable[[], object], work: Callable[[Task], Result]) -> Iterator[Callable[[Task], Result]]:
    """Let a child prepare for a task while this process does something else. What is given has the task done, and returns its result.

    What goes wrong with preparing is left for `work` to say. Where there is one core only, or no child any more, the work is done here.
    """
    if cores() == 1:
        yield work
        return
    source, target = os.pipe()

    def serve(pipe: BinaryIO) -> None:
        os.close(target)
        with suppress(Exception):
            prepare()
        with os.fdopen(source, "rb") as orders:
            dump(work(pickle.load(orders)), pipe)  # noqa: S301 - written by the very process that this is a fork of

    child = forked(serve)
    os.close(source)

    def done(task: Task) -> Result:
        with suppress(BrokenPipeError):
            dump(task, order)
        return child.answer() or work(task)

    try:
        with os.fdopen(target, "wb") as order:
            yield done
    finally:
        child.end()


class _Numbers:
    """Numbers from 0 upwards, each of which is drawn once, by this process or one that it forks: they lie in a pipe."""

    def __init__(self, count: int) -> None:
        self._source, target = os.pipe()
        with os.fdopen(target, "wb") as pipe:
            pipe.write(b"".join(number.to_bytes(_DRAWN) for number in range(count)))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._source)

    def __iter__(self) -> Iterator[int]:
        while drawn := os.read(self._source, _DRAWN):
            yield int.from_bytes(drawn)


_DRAWN = 2  # bytes of a number; a pipe holds 16,384 of them at least


def shares(weights: Sequence[int], workers: int) -> list[list[int]]:
    """Deal the numbers of the tasks out, the heaviest first, each to whoever has least."""
    dealt: list[list[int]] = [[] for _ in range(workers)]
    loads = [0] * workers
    for number in sorted(range(len(weights)), key=lambda number: (-weights[number], number)):
        least = loads.index(min(loads))
        dealt[least].append(number)
        loads[least] += weights[number]
    return dealt


@dataclass(frozen=True, slots=True)
class Child:
    """A forked child and the pipe on which its answers come; `life` is open as long as this process lives."""

    pid: int
    pipe: BinaryIO
    life: int

    def answer(self) -> Any:  # noqa: ANN401 - whatever the child gives
        """Wait for the next answer; None where the child died or failed."""
        with suppress(EOFError, pickle.UnpicklingError):
            return pickle.load(self.pipe)  # noqa: S301 - written by a fork of this very process
        return None

    def end(self) -> None:
        """End the child, whatever it does, and leave nothing of it."""
        os.close(self.life)
        self.pipe.close()
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def dump(answer: object, pipe: BinaryIO) -> None:
    """Give an answer to the parent."""
    pickle.dump(answer, pipe, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.flush()


def forked(work: Callable[[BinaryIO], None]) -> Child:
    """Fork a child that does some work, gives its answers into a pipe, and ends; with this process, should that end first."""
    source, target = os.pipe()
    alive, life = os.pipe()
    with warnings.catch_warnings():
        # The threads that Python 3.12 warns of are those of the numerical library, which sets itself up anew after a fork.
        warnings.simplefilter("ignore", DeprecationWarning)
        pid = os.fork()
    if pid:
        os.close(target)
        os.close(alive)
        return Child(pid, os.fdopen(source, "rb"), life)
    try:
        os.close(source)
        os.close(life)
        threading.Thread(target=_die_with_parent, args=(alive,), name=_WATCH, daemon=True).start()
        with os.fdopen(target, "wb") as pipe:
            work(pipe)
    finally:
        os._exit(0)  # nothing of the parent is flushed, closed or reported twice


def _die_with_parent(alive: int) -> None:
    """Wait for the end of the parent; a child that outlived it would keep its locks."""
    os.read(alive, 1)
    os._exit(1)
