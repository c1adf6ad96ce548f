"""`briefing verify` and `briefing explain`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from briefing.cli.choices import profile_of
from briefing.cli.documents import loaded
from briefing.cli.terminal import Voice, plain
from briefing.ingest import read
from briefing.pipeline import explain as explanation
from briefing.pipeline import verify as faults_of


def verify(chosen: argparse.Namespace) -> int:
    """Read the sources again and say what does not hold."""
    brief = loaded(Path(chosen.brief))
    voice = Voice(quiet=chosen.quiet)
    paths = chosen.sources or sorted({source.path for source in brief.sources})
    stdin = sys.stdin.buffer if "-" in paths else None
    intake = read(
        paths,
        settings=profile_of(chosen).ingest,
        stdin=stdin,
        progress=lambda done, total: voice.progress("reading", done, total),
    )
    voice.clear()
    faults = faults_of(brief, intake.articles)
    for fault in faults:
        print(plain(fault))
    if not chosen.quiet:
        lines = sum(len(chapter.lines) for chapter in brief.chapters)
        print(
            f"{lines} lines, {len(brief.sources)} sources: "
            + ("every sentence stands verbatim in its source" if not faults else f"{len(faults)} faults"),
            file=sys.stderr,
        )
    return int(bool(faults))


def explain(chosen: argparse.Namespace) -> int:
    """Print the way from a line back to the bytes."""
    text = explanation(loaded(Path(chosen.brief)), chosen.line)
    for row in text.splitlines():
        print(plain(row))
    return 0
