"""From arguments to a verb, from trouble to an exit code."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from briefing.cli.arguments import parser

_GARBAGE = 50_000  # new containers between two looks for cycles: nearly all that a brief makes lives to its end, 700 is for others
_INTERRUPTED = 130  # Source: bash(1), exit status: 128 + SIGINT


def command() -> NoReturn:
    """End this process with the exit code of `main`, at once: to take a night's articles apart one by one takes a tenth of a second."""
    code = main()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        sys.exit(code)  # the interpreter says what could not be printed, and makes it a failure
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, 1 for a check that failed, else that of the BriefingError."""
    # The cores are used by processes (pipeline.spread); threads of the numerical library would only stand in their way.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(_GARBAGE)
    chosen = parser().parse_args(arguments)
    from briefing.model import BriefingError

    try:
        return int(chosen.run(chosen))
    except BriefingError as trouble:
        from briefing.cli.terminal import plain

        print(f"briefing: {plain(str(trouble))}", file=sys.stderr)
        return trouble.exit_code
    except BrokenPipeError:
        # The reader of our pipe has gone; nothing more can be said there, also not at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("briefing: stopped; nothing half-written is left behind", file=sys.stderr)
        return _INTERRUPTED
