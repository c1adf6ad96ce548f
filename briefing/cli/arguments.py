"""The verbs and their options; no work is done here."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module

from briefing.cli.arguments_morning import morning

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


def _reading(module: str, verb: str) -> Callable[[argparse.Namespace], int]:
    """Return the same for a verb that reads sources: the process that reads them starts and loads while this one does."""
    run = _lazily(module, verb)

    def read(chosen: argparse.Namespace) -> int:
        from briefing.ingest import Readers

        with Readers() as chosen.readers:
            return run(chosen)

    return read


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line; `run` of its result is the verb."""
    top = argparse.ArgumentParser(
        prog="briefing", description=_ABOUT, epilog=_EXIT, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    top.add_argument("--version", action=_Version)
    verbs = top.add_subparsers(metavar="VERB", required=True, prog="briefing")  # its own way to the name loads much
    _make(verbs)
    _checks(verbs)
    _stages(verbs)
    _mail(verbs)
    _desk(verbs)
    morning(verbs, _common, _lazily)
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
    verb.add_argument("--layout", choices=["full", "flash"], help="the whole brief, or one page of it (default: full)")
    verb.add_argument(
        "--pdf-variant",
        choices=["ua-1", "a-3u"],
        help="ua-1: to be read aloud (default); a-3u: to be kept, with brief.json inside",
    )
    verb.add_argument("--language", metavar="CODE", help="language of the frame: en (default), fr, ru, es, de, ar")
    verb.add_argument("--templates", metavar="DIR", help="folder whose templates shadow the shipped ones by file name")
    verb.add_argument(
        "--to", action="append", default=[], metavar="ADDRESS", help="recipient of the .eml; may be given several times"
    )
    _common(verb)
    verb.set_defaults(run=_reading("make", "make"))


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
        verb.set_defaults(run=_reading("stages", name))


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
    verb = verbs.add_parser(
        "templates",
        help="list the shipped templates, or write them into a folder with --copy",
        description="List the templates of the documents and what each is for; --copy writes them. Nothing is overwritten.",
    )
    verb.add_argument(
        "--copy", metavar="DIR", help="folder to write them into; keep those you change, for --templates DIR"
    )
    verb.set_defaults(run=_lazily("templates", "templates"))
    verb = verbs.add_parser(
        "collect",
        help="poll the feeds of a profile, and the pages they link, into today's folder",
        description="Poll the feeds of a profile and the pages they link, and keep the raw bytes as web archives. What is held already"
        " is not fetched again. `briefing make` reads the folder.",
    )
    verb.add_argument("--profile", metavar="FILE", required=True, help="settings in TOML, with feeds")
    verb.add_argument(
        "-o",
        "--output",
        metavar="DIR",
        help="folder to keep it in (default: the day's folder in the archive of the profile)",
    )
    verb.add_argument("-q", "--quiet", action="store_true", help="no progress, no notices, no closing line")
    verb.add_argument("--strict", action="store_true", help="exit 1 if anything was lost or degraded")
    verb.set_defaults(run=_lazily("collect", "collect"))
    verb = verbs.add_parser(
        "schedule",
        help="print a systemd service and timer, or a cron line, that runs `briefing daily` when it is due",
        description="Print what makes this machine run `briefing daily` at the due time of the profile, in its time zone, and send"
        " later what a mail server put off. Nothing is installed.",
    )
    verb.add_argument("--profile", metavar="FILE", required=True, help="settings in TOML, with due and timezone")
    verb.add_argument("--cron", action="store_true", help="a line for crontab instead")
    verb.add_argument(
        "-o", "--output", metavar="DIR", help="write the two units into a folder instead of printing them"
    )
    verb.set_defaults(run=_lazily("schedule", "schedule"))
