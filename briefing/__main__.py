"""`python -m briefing` is `briefing`."""

from briefing.cli import command

command()
