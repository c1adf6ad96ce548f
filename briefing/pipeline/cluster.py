"""Days made on a Dask cluster: the same function as here, on whatever machines it has. The only module that knows Dask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from briefing.model import SettingsError

Task = TypeVar("Task")
Result = TypeVar("Result")
_AGAIN = 2  # times that a task is given to another worker after its own has died
_SECONDS = 20  # for the scheduler to answer


def on_cluster(
    work: Callable[[Task], Result], tasks: Sequence[Task], address: str
) -> Iterator[tuple[Task, Result | None]]:
    """Yield each task with its result as it is done; None where the workers that took it died.

    The workers need the same version of briefing and must see the same files. Raises SettingsError where Dask is not
    installed or nobody answers at the address.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise SettingsError('no Dask here: --dask needs it – install it: pip install "briefing[dask]"') from None
    try:
        client = Client(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as trouble:
        raise SettingsError(f"no scheduler answers: --dask {address}: {trouble} – is it running?") from None
    with client:
        futures = {client.submit(work, task, pure=False, retries=_AGAIN): task for task in tasks}
        for future in as_completed(futures, loop=client.loop):
            yield futures.pop(future), (future.result() if future.status == "finished" else None)
            future.release()
