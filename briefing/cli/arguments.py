"""The verbs and their options; no work is done here."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module

_ABOUT = """\
Extractive briefs from many sources: every printed sentence stands verbatim in a source and can be walked back to its bytes.
Nothing is generated, guessed or fetched."""
_EXIT = """\
exit codes: 0 done · 1 a check failed, or gaps under --strict · 2 settings · 3 nothing to brief · 4 a document could not be
written · 5 a message could not be composed or handed over · 6 the archive cannot be used · 7 another run is at work"""
_SOURCES = "files and folders: text, Markdown, HTML, feeds, JSON Lines, EML, mbox, PDF, WARC, .gz and .zip of these; - is standard input"


def _lazily(module: str, verb: str) -> Callable[[argparse.Namespace], int]:
    """Return a function that imports the verb's module when it is called."""

    def run(chosen: argparse.Namespace) -> int:
        return int(getattr(import_module(f"briefing.cli.{module}"), verb)(chosen))

    return run


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; `run` of its result is the verb."""
    top = argparse.ArgumentParser(
        prog="briefing", description=_ABOUT, epilog=_EXIT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    top.add_argument("--version", action=_Version)
    verbs = top.add_subparsers(metavar="VERB", required=True)
    _make(verbs)
    _checks(verbs)
    _stages(verbs)
    _mail(verbs)
    _desk(verbs)
    _morning(verbs)
    return top


class _Version(argparse.Action):
    """Print the version of the installed package."""

    def __init__(self, option_strings: list[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version")

    def __call__(self, top: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        top.exit(message=f"briefing {version('briefing')}\n")


def _common(verb: argparse.ArgumentParser, *, profile: bool = False) -> None:
    verb.add_argument(
        "--profile", metavar="FILE", required=profile, help="settings in TOML; options given here win over it"
    )
    verb.add_argument("-q", "--quiet", action="store_true", help="no progress, no notices, no closing line")
    verb.add_argument("--strict", action="store_true", help="exit 1 if anything was lost or degraded")


def _make(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("make", help="make a brief", description="Make a brief from articles.")
    verb.add_argument("sources", nargs="+", metavar="SOURCES", help=_SOURCES)
    verb.add_argument(
        "-o",
        "--output",
        default="build",
        metavar="DIR",
        help="folder for brief.md, brief.html …; - prints one format to stdout (default: build)",
    )
    verb.add_argument(
        "--format",
        default="md,html,pdf,json,eml",
        metavar="LIST",
        help="md, html, pdf, json, eml, with commas between (default: all)",
    )
    verb.add_argument(
        "--cutoff",
        metavar="ISO",
        help="date of information; without a zone it is UTC (default: the newest publication time)",
    )
    verb.add_argument(
        "--window", metavar="24h", help="how far back from the cut-off articles count: 24h, 3d (default: everything)"
    )
    verb.add_argument(
        "--words", metavar="N|1p|2p", help="words of the four sections of one chapter together, or pages (default: 450)"
    )
    verb.add_argument("--title", help="title of the brief")
    verb.add_argument(
        "--handling",
        metavar="TLP",
        help="handling marking by TLP 2.0: CLEAR, GREEN, AMBER, AMBER+STRICT, RED (default: CLEAR)",
    )
    verb.add_argument("--sides", metavar="FILE", help="sides as corrected by hand; they win over discovery")
    verb.add_argument(
        "--previous",
        metavar="FILE",
        help="an earlier brief.json: marks what is new, updated, reversed, and lists what is gone",
    )
    verb.add_argument(
        "--review",
        metavar="FILE",
        help="decisions of an editor as JSON Lines (keep, drop, pin, move, side, note); cited words stay",
    )
    verb.add_argument(
        "--ranker",
        metavar="NAME",
        help="lexrank (default), lead, or one of sumy's: sumy-lexrank, sumy-textrank, sumy-lsa, sumy-luhn, sumy-kl, sumy-sumbasic",
    )
    verb.add_argument("--page", choices=["A4", "Letter"], help="paper (default: A4)")
    verb.add_argument("--templates", metavar="DIR", help="folder whose templates shadow the shipped ones by file name")
    verb.add_argument(
        "--to", action="append", default=[], metavar="ADDRESS", help="recipient of the .eml; may be given several times"
    )
    _common(verb)
    verb.set_defaults(run=_lazily("make", "make"))


def _checks(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "verify",
        help="check that every printed sentence stands verbatim in its source",
        description="Read the sources again and check every line. Exit 0, or 1 with the list of what does not hold.",
    )
    verb.add_argument("brief", metavar="brief.json|bundle.zip")
    verb.add_argument(
        "sources", nargs="*", metavar="SOURCES", help="the files the brief was made from (default: the paths it names)"
    )
    _common(verb)
    verb.set_defaults(run=_lazily("check", "verify"))
    verb = verbs.add_parser("explain", help="the way from a line back to the bytes, and why it was chosen")
    verb.add_argument("brief", metavar="brief.json")
    verb.add_argument("line", metavar="LINE", help="id of the line, or the beginning of one")
    verb.set_defaults(run=_lazily("check", "explain"))


_VERBS = {
    "sources": "the articles as read, as JSON Lines",
    "claims": "who says what, as JSON Lines",
    "stories": "articles by event, as JSON Lines",
    "copies": "who copied whom, as JSON Lines",
    "dates": "dates in running text with the day they mean, as JSON Lines",
    "sides": "the sides found, as a TOML file to correct and pass to --sides",
}


def _stages(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    for name, about in _VERBS.items():
        verb = verbs.add_parser(name, help=about, description=f"Print {about}.")
        verb.add_argument("sources", nargs="+", metavar="SOURCES", help=_SOURCES)
        if name == "claims":
            verb.add_argument("--sides", metavar="FILE", help="sides as corrected by hand")
        _common(verb)
        verb.set_defaults(run=_lazily("stages", name))


def _mail(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "mail",
        help="compose an e-mail from a brief, and send it with --send",
        description="Compose an e-mail from brief.json: text, HTML, and the PDF attached. Only --send opens a socket.",
    )
    verb.add_argument("brief", metavar="brief.json")
    verb.add_argument(
        "--to", action="append", default=[], metavar="ADDRESS", help="recipient; may be given several times"
    )
    verb.add_argument("--sender", metavar="ADDRESS", help="address in From")
    verb.add_argument(
        "-o",
        "--output",
        default="-",
        metavar="FILE",
        help="the .eml file (default: - is stdout); with --dry-run the folder (default: here)",
    )
    way = verb.add_mutually_exclusive_group()
    way.add_argument(
        "--send",
        action="store_true",
        help="send one message to each recipient through the [server] of the profile; exit 5 if any was not accepted",
    )
    way.add_argument("--dry-run", action="store_true", help="write what --send would send, an .eml for each recipient")
    _common(verb)
    verb.set_defaults(run=_lazily("mail", "mail"))


def _desk(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "init",
        help="write a commented profile and a list of feeds to start from",
        description="Write profile.toml and feeds.txt into a folder, and say what to do next. Nothing is overwritten.",
    )
    verb.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="made if need be (default: here)")
    verb.set_defaults(run=_lazily("desk", "init"))


def _morning(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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
    _common(verb, profile=True)
    verb.set_defaults(run=_lazily("daily", "daily"))
    _memory(verbs)


def _memory(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser("history", help="the briefs of the archive, the latest first")
    _common(verb, profile=True)
    verb.set_defaults(run=_lazily("memory", "history"))
    verb = verbs.add_parser("show", help="a brief of the archive on stdout")
    verb.add_argument("day", metavar="DATE", help="its day, as in 2020-10-04, or `latest`")
    verb.add_argument("--format", default="md", choices=["md", "html", "pdf", "json"], help="(default: md)")
    _common(verb, profile=True)
    verb.set_defaults(run=_lazily("memory", "show"))
    verb = verbs.add_parser(
        "find",
        help="lines of earlier briefs that hold some words",
        description="Print the lines that hold all the words, the latest first. Endings do not matter; words in quotation marks"
        " are found side by side.",
    )
    verb.add_argument("phrases", nargs="+", metavar="WORDS")
    _common(verb, profile=True)
    verb.set_defaults(run=_lazily("memory", "find"))
    verb = verbs.add_parser(
        "bundle",
        help="one zip with a brief, its documents and the raw sources it cites; `verify` checks it anywhere",
        description="Pack a brief with everything it rests on. The same brief gives the same bytes.",
    )
    verb.add_argument("brief", metavar="DATE|brief.json", help="a day of the archive, `latest`, or a brief.json")
    verb.add_argument("sources", nargs="*", metavar="SOURCES", help="where to look for sources that have moved")
    verb.add_argument("-o", "--output", metavar="FILE", help="(default: brief-DATE.zip here; - is stdout)")
    _common(verb)
    verb.set_defaults(run=_lazily("bundle", "make_bundle"))
    _review(verbs)


def _review(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verb = verbs.add_parser(
        "edit",
        help="decide about the lines of a brief in your editor: keep, drop, pin, move, correct a side, note",
        description="Open the lines of a brief as a small text in $EDITOR, and make it anew by what was decided. What is decided is"
        " added to review.jsonl in the folder of the day; the words of a line cannot be changed.",
    )
    verb.add_argument("day", metavar="DATE", help="its day, as in 2020-10-04, or `latest`")
    verb.add_argument("--who", metavar="NAME", help="who decides (default: the name you are logged in with)")
    _common(verb, profile=True)
    verb.set_defaults(run=_lazily("edit", "edit"))
    verb = verbs.add_parser("approve", help="approve a brief as it is now, so that it can be sent")
    verb.add_argument("day", metavar="DATE", help="its day, as in 2020-10-04, or `latest`")
    verb.add_argument("--who", metavar="NAME", required=True, help="who approves it")
    _common(verb, profile=True)
    verb.set_defaults(run=_lazily("edit", "approve"))
