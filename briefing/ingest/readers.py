"""The guarded children that read, one on each core where there is work for them. They know no file and no format."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from briefing.isolate import Guard, Limits

if TYPE_CHECKING:
    from concurrent.futures import Future

Result = TypeVar("Result")
DOOR = "briefing.ingest.door:parse"


class Readers:
    """Children that read; the first is started at once and loads while its parent does. A context manager."""

    def __init__(self) -> None:
        self._guards = [Guard()]
        self._guards[0].start(DOOR)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for guard in self._guards:
            guard.close()

    def each(self, jobs: Iterable[Callable[[Guard], Result]], hands: int, limits: Limits) -> Iterator[Result]:
        """Yield the results of the jobs in their order; so many children work at a time, and one job waits for each."""
        from concurrent.futures import ThreadPoolExecutor  # loaded here: the first child starts without waiting for it

        self._guards += [Guard() for _ in range(hands - len(self._guards))]
        idle: SimpleQueue[Guard] = SimpleQueue()
        for guard in self._guards[:hands]:
            guard.limits = limits
            idle.put(guard)

        def done(job: Callable[[Guard], Result]) -> Result:
            guard = idle.get()
            try:
                return job(guard)
            finally:
                idle.put(guard)

        waiting: deque[Future[Result]] = deque()
        with ThreadPoolExecutor(hands) as pool:  # threads wait for children, they compute nothing
            for job in jobs:
                waiting.append(pool.submit(done, job))
                if len(waiting) > hands:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()


def all_cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0))
