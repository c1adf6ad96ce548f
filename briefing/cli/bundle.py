"""`briefing bundle`: the evidence in one file. `briefing verify` checks it, anywhere, years later."""

from __future__ import annotations

import argparse
from pathlib import Path

from briefing.archive.store import Archive
from briefing.cli.choices import archive_of, profile_of
from briefing.cli.documents import FORMATS as DOCUMENTS
from briefing.cli.documents import loaded
from briefing.cli.memory import document, filed_on
from briefing.cli.terminal import plain
from briefing.cli.write import to_stdout, write
from briefing.pipeline.edition import DAYS
from briefing.pipeline.evidence import BRIEF, bundle
from briefing.pipeline.morning import FORMATS
from briefing.render import decode


def make_bundle(chosen: argparse.Namespace) -> int:
    """Pack a brief of the archive, or a brief.json with the documents beside it, together with its sources."""
    places = [Path(place) for place in chosen.sources]
    path = Path(chosen.brief)
    if path.is_file():
        brief = loaded(path)
        beside = {f"brief.{name}": path.parent / f"brief.{name}" for name in DOCUMENTS}
        documents = {name: file.read_bytes() for name, file in beside.items() if file.is_file()} | {
            BRIEF: path.read_bytes()
        }
        name = f"brief-{brief.cutoff:%Y-%m-%d}.zip" if brief.cutoff else "brief.zip"
    else:
        profile = profile_of(chosen)
        folder = archive_of(profile)
        with Archive.opened(folder) as archive:
            filed = filed_on(archive, chosen.brief)
        brief = decode(filed.raw)
        documents = {f"brief.{name}": document(filed, folder, name, profile.render) for name in FORMATS}
        name = f"brief-{filed.day}.zip"
        # The brief names its sources as they were seen from where it was made, which may be another folder than this.
        places += [folder / DAYS, *map(Path, profile.folders)]
    packed = bundle(brief, documents, places)
    if chosen.output == "-":
        to_stdout(packed)
    else:
        print(plain(write(Path(chosen.output or name), packed)))
    return 0
