"""`briefing make`: read, make, write."""

from __future__ import annotations

import argparse
import sys
import time
from importlib import import_module
from pathlib import Path
from threading import Thread

from briefing.cli.choices import moment, profile_of, take_in
from briefing.cli.documents import FORMATS, Printed, documents, loaded
from briefing.cli.terminal import Voice, gaps, plain
from briefing.cli.write import to_stdout, write_all
from briefing.model import Brief, SettingsError
from briefing.pipeline.spread import waiting
from briefing.render import prepare
from briefing.settings import read_review, read_sides

_STAGES = ("briefing.pipeline.make", "briefing.pipeline.review")  # in this order


def make(chosen: argparse.Namespace) -> int:
    """Make the brief and write it in every format asked for; a document that fails costs only itself."""
    began = time.monotonic()
    formats = _formats(chosen)
    profile = profile_of(chosen)
    sides = read_sides(profile.sides) if profile.sides else ()
    previous = loaded(Path(chosen.previous)) if chosen.previous else None
    review = read_review(Path(chosen.review)) if chosen.review else ()
    cutoff = moment(chosen.cutoff)
    voice = Voice(quiet=chosen.quiet)

    def printed(brief: Brief) -> Printed:
        return documents(brief, formats, profile.render, tuple(chosen.to))

    with waiting(lambda: prepare(formats, profile.render), printed) as printing:
        loading = Thread(target=lambda: [import_module(name) for name in _STAGES])
        loading.start()  # while other processes read the sources
        intake = take_in(chosen, profile, voice)
        loading.join()  # a process with threads is not forked
        from briefing.pipeline.make import make_brief
        from briefing.pipeline.review import edited

        brief = make_brief(
            intake, profile=profile, cutoff=cutoff, sides=sides, previous=previous, progress=voice.progress
        )
        brief = edited(brief, review) if review else brief
        voice.progress("writing", 0, len(formats))
        made, failures = printing(brief)
    voice.notices(brief.notices)
    if chosen.output == "-":
        for content in made.values():
            to_stdout(content)
    else:
        voice.closing(brief, write_all(Path(chosen.output), made), time.monotonic() - began)
    for failure in failures:
        print(f"briefing: {plain(str(failure))}", file=sys.stderr)
    if failures:
        return failures[0].exit_code
    return int(chosen.strict and gaps(brief.notices))


def _formats(chosen: argparse.Namespace) -> list[str]:
    formats = list(dict.fromkeys(part.strip().lower() for part in chosen.format.split(",") if part.strip()))
    for name in formats:
        if name not in FORMATS:
            raise SettingsError(f"unknown format: {name} – choose from {', '.join(FORMATS)}")
    if not formats or (chosen.output == "-" and len(formats) > 1):
        raise SettingsError(f"one format for stdout: --format {chosen.format} – name exactly one with -o -")
    return formats
