"""The command line: the only room with a clock, a terminal, an environment and an exit code.

Results go to stdout, notices and progress to stderr. One file per verb group; what a verb needs is imported when it runs,
so that `briefing --help` costs nothing.
"""

from briefing.cli.main import command, main

__all__ = ["command", "main"]
