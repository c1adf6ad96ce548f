"""The verbs of the archive: the morning run, what it remembers, and the hand of the desk."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeAlias

Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse names it no other way
Lazily = Callable[[str, str], Callable[[argparse.Namespace], int]]


def morning(verbs: Verbs, common: Callable[..., None], lazily: Lazily) -> None:
    """Add the verbs of the archive; `common` adds the options that all verbs have, `lazily` names the function of one."""
    verb = verbs.add_parser(
        "daily",
        help="the morning run: collect, make, file in the archive, send; exactly once a day",
        description="Make the brief that is due by the profile's due time, file it, and hand it to its readers. A second run on"
        " the same day changes nothing; a missed day is caught up by the next brief, which then reaches back to the last one.",
    )
    verb.add_argument(
        "--dry-run", action="store_true", help="write the messages as .eml beside the brief, send nothing"
    )
    verb.add_argument("--now", metavar="ISO", help="the time to go by (default: the clock's)")
    verb.add_argument("--format", default="md,html,pdf,json", metavar="LIST", help="documents to file; json always is")
    common(verb, profile=True)
    verb.set_defaults(run=lazily("daily", "daily"))
    _backfill(verbs, common, lazily)
    _memory(verbs, common, lazily)


def _backfill(verbs: Verbs, common: Callable[..., None], lazily: Lazily) -> None:
    verb = verbs.add_parser(
        "backfill",
        help="a brief for each day of an archive of articles, on all cores or on a Dask cluster",
        description="Make a brief for each day of a folder whose files or folders are named by day (2020-10-04.jsonl.gz,"
        " days/2020-10-04/…). Days that are there already are skipped, so that a run that was stopped goes on where it was; a day"
        " that fails is told, and the others are made.",
    )
    verb.add_argument("archive", metavar="ARCHIVE", help="the folder; `days` of the archive of `briefing daily` is one")
    verb.add_argument("--from", dest="first", required=True, metavar="DAY", help="the first day, as in 2020-10-04")
    verb.add_argument("--to", dest="last", required=True, metavar="DAY", help="the last day")
    verb.add_argument("-o", "--output", required=True, metavar="DIR", help="folder for a folder a day")
    verb.add_argument("--back", default="3d", metavar="3d", help="how far back copies are looked for; 0 for not at all")
    verb.add_argument(
        "--window", metavar="24h", help="how far back from the end of a day articles count (default: 24h)"
    )
    verb.add_argument("--words", metavar="N|1p|2p", help="words of one chapter (default: 450)")
    verb.add_argument("--format", default="md,html,json", metavar="LIST", help="md, html, pdf; json always is")
    where = verb.add_mutually_exclusive_group()
    where.add_argument("--workers", type=int, metavar="N", help="processes on this machine (default: its cores)")
    where.add_argument(
        "--dask", metavar="ADDRESS", help="a Dask scheduler whose workers see the same folder, as in tcp://head:8786"
    )
    common(verb)
    verb.set_defaults(run=lazily("backfill", "backfill"))


def _memory(verbs: Verbs, common: Callable[..., None], lazily: Lazily) -> None:
    verb = verbs.add_parser("history", help="the briefs of the archive, the latest first")
    common(verb, profile=True)
    verb.set_defaults(run=lazily("memory", "history"))
    verb = verbs.add_parser("show", help="a brief of the archive on stdout")
    verb.add_argument("day", metavar="DATE", help="its day, as in 2020-10-04, or `latest`")
    verb.add_argument("--format", default="md", choices=["md", "html", "pdf", "json"], help="(default: md)")
    common(verb, profile=True)
    verb.set_defaults(run=lazily("memory", "show"))
    verb = verbs.add_parser(
        "find",
        help="lines of earlier briefs that hold some words",
        description="Print the lines that hold all the words, the latest first. Endings do not matter; words in quotation marks"
        " are found side by side.",
    )
    verb.add_argument("phrases", nargs="+", metavar="WORDS")
    common(verb, profile=True)
    verb.set_defaults(run=lazily("memory", "find"))
    verb = verbs.add_parser(
        "bundle",
        help="one zip with a brief, its documents and the raw sources it cites; `verify` checks it anywhere",
        description="Pack a brief with everything it rests on. The same brief gives the same bytes.",
    )
    verb.add_argument("brief", metavar="DATE|brief.json", help="a day of the archive, `latest`, or a brief.json")
    verb.add_argument("sources", nargs="*", metavar="SOURCES", help="where to look for sources that have moved")
    verb.add_argument("-o", "--output", metavar="FILE", help="(default: brief-DATE.zip here; - is stdout)")
    common(verb)
    verb.set_defaults(run=lazily("bundle", "make_bundle"))
    _review(verbs, common, lazily)


def _review(verbs: Verbs, common: Callable[..., None], lazily: Lazily) -> None:
    verb = verbs.add_parser(
        "edit",
        help="decide about the lines of a brief in your editor: keep, drop, pin, move, correct a side, note",
        description="Open the lines of a brief as a small text in $EDITOR, and make it anew by what was decided. What is decided is"
        " added to review.jsonl in the folder of the day; the words of a line cannot be changed.",
    )
    verb.add_argument("day", metavar="DATE", help="its day, as in 2020-10-04, or `latest`")
    verb.add_argument("--who", metavar="NAME", help="who decides (default: the name you are logged in with)")
    common(verb, profile=True)
    verb.set_defaults(run=lazily("edit", "edit"))
    verb = verbs.add_parser("approve", help="approve a brief as it is now, so that it can be sent")
    verb.add_argument("day", metavar="DATE", help="its day, as in 2020-10-04, or `latest`")
    verb.add_argument("--who", metavar="NAME", required=True, help="who approves it")
    common(verb, profile=True)
    verb.set_defaults(run=lazily("edit", "approve"))
