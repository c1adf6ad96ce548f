"""`briefing mail`: a message from a finished brief."""

from __future__ import annotations

import argparse
from pathlib import Path

from briefing.cli.choices import profile_of
from briefing.cli.documents import loaded, message, page_or_none
from briefing.cli.write import to_stdout, write


def mail(chosen: argparse.Namespace) -> int:
    """Compose the message and write or print it."""
    brief = loaded(Path(chosen.brief))
    settings = profile_of(chosen).render
    content = message(brief, settings, page_or_none(brief, settings), tuple(chosen.to), chosen.sender)
    if chosen.output == "-":
        to_stdout(content)
    else:
        write(Path(chosen.output), content)
    return 0
