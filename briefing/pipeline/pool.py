"""Many tasks, each done whole by one of a few processes, in no order. It refuses to know what a task does.

A process does one task behind the other, so that what it loaded serves them all. One that dies is replaced, and its task given
to another once more.
"""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, TypeVar

from briefing.pipeline.spread import Child, dump, forked

Task = TypeVar("Task")
Result = TypeVar("Result")
_NUMBER = 8  # bytes of the number of a task
_TRIES = 2


class _Hand:
    """A child that waits for the number of a task, does it, and waits for the next."""

    def __init__(self, work: Callable[[Task], Result], tasks: Sequence[Task]) -> None:
        orders, self._orders = os.pipe()

        def serve(pipe: BinaryIO) -> None:
            os.close(self._orders)
            while len(order := os.read(orders, _NUMBER)) == _NUMBER:
                dump(work(tasks[int.from_bytes(order, "big")]), pipe)

        self.child: Child = forked(serve)
        self.number = -1  # of the task that it does
        os.close(orders)

    def begin(self, number: int) -> None:
        self.number = number
        os.write(self._orders, number.to_bytes(_NUMBER, "big"))

    def end(self) -> None:
        os.close(self._orders)
        self.child.end()


def one_by_one(
    work: Callable[[Task], Result], tasks: Sequence[Task], workers: int
) -> Iterator[tuple[Task, Result | None]]:
    """Yield each task with its result as it is done, by so many processes; None where the process died over it twice.

    Who stops listening ends the processes. `work` must return something, and raise nothing.
    """
    waiting = list(range(len(tasks)))[::-1]
    tries = [0] * len(tasks)
    hands: dict[int, _Hand] = {}
    try:
        for _ in range(min(max(1, workers), len(tasks))):
            _engage(hands, _Hand(work, tasks), waiting)
        while hands:
            for pipe in select.select(list(hands), [], [])[0]:
                hand = hands.pop(pipe)
                result, number = hand.child.answer(), hand.number
                if result is None:
                    hand.end()
                    tries[number] += 1
                    if tries[number] < _TRIES:
                        waiting.append(number)
                    if waiting:
                        _engage(hands, _Hand(work, tasks), waiting)
                else:
                    _engage(hands, hand, waiting)
                if result is not None or tries[number] >= _TRIES:
                    yield tasks[number], result
    finally:
        for hand in hands.values():
            hand.end()


def _engage(hands: dict[int, _Hand], hand: _Hand, waiting: list[int]) -> None:
    """Give a hand the next task; one for whom there is none goes."""
    if waiting:
        hand.begin(waiting.pop())
        hands[hand.child.pipe.fileno()] = hand
    else:
        hand.end()
