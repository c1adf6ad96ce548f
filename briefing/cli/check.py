"""`briefing verify` and `briefing explain`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from briefing.archive.bundle import is_bundle
from briefing.cli.choices import profile_of
from briefing.cli.documents import loaded
from briefing.cli.terminal import Voice, plain
from briefing.ingest import read
from briefing.model import Brief
from briefing.pipeline.evidence import verify_bundle
from briefing.pipeline.proof import verify as faults_of
from briefing.pipeline.trail import explain as explanation


def verify(chosen: argparse.Namespace) -> int:
    """Read the sources again and say what does not hold; those of a bundle lie in it."""
    path = Path(chosen.brief)
    voice = Voice(quiet=chosen.quiet)
    if path.is_file() and (is_bundle(path) or path.suffix == ".zip"):
        brief, faults = verify_bundle(path, profile_of(chosen).ingest)
    else:
        brief, faults = _verified(path, chosen, voice)
    for fault in faults:
        print(plain(fault))
    if brief:
        lines = sum(len(chapter.lines) for chapter in brief.chapters)
        said = "every sentence stands verbatim in its source" if not faults else f"{len(faults)} faults"
        voice.say(f"{lines} lines, {len(brief.sources)} sources: {said}")
    return int(bool(faults))


def _verified(path: Path, chosen: argparse.Namespace, voice: Voice) -> tuple[Brief, tuple[str, ...]]:
    brief = loaded(path)
    paths = chosen.sources or sorted({source.path for source in brief.sources})
    stdin = sys.stdin.buffer if "-" in paths else None
    intake = read(
        paths,
        settings=profile_of(chosen).ingest,
        stdin=stdin,
        progress=lambda done, total: voice.progress("reading", done, total),
    )
    voice.clear()
    return brief, faults_of(brief, intake.articles)


def explain(chosen: argparse.Namespace) -> int:
    """Print the way from a line back to the bytes."""
    text = explanation(loaded(Path(chosen.brief)), chosen.line)
    for row in text.splitlines():
        print(plain(row))
    return 0
