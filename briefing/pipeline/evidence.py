"""A brief with the raw bytes it rests on, gathered into one bundle, and the bundle checked without anything else."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from briefing.archive.bundle import pack, unpack
from briefing.ingest import IngestSettings, read
from briefing.model import ArchiveError, Article, Brief, Source
from briefing.pipeline.proof import verify
from briefing.render import decode

BRIEF = "brief.json"


def bundle(brief: Brief, documents: Mapping[str, bytes], places: Sequence[Path] = ()) -> bytes:
    """Return the zip of a brief's documents and the files of its sources.

    A source is looked for where the brief says, and among the files at `places`; what counts is its SHA-256. Raises
    ArchiveError that names the sources whose bytes are not to be had.
    """
    wanted = {source.sha256: source for source in brief.sources}
    found = dict(_found(wanted, places))
    missing = [source for digest, source in wanted.items() if digest not in found]
    if missing:
        named = "; ".join(f"[{source.number}] {source.path}" for source in missing)
        raise ArchiveError(
            f"sources that have gone or changed: {named} – name the files or folders in which they lie as the brief cites them"
        )
    sources = {_place(wanted[digest]): raw for digest, raw in found.items()}
    return pack({**documents, **sources})


def _place(source: Source) -> str:
    """Where a source's file lies in the bundle; it keeps its name, which can be part of what members are called."""
    return f"sources/{source.sha256}/{source.path.rpartition('/')[2]}"


def _found(wanted: Mapping[str, Source], places: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    """Yield digest and bytes of the wanted files, wherever they lie."""
    said = [Path(source.path) for source in wanted.values() if source.path != "-"]
    walked = [path for place in places for path in (sorted(place.rglob("*")) if place.is_dir() else [place])]
    missing = set(wanted)
    for path in dict.fromkeys((*said, *walked)):
        if missing and path.is_file():
            raw = path.read_bytes()
            if (digest := sha256(raw).hexdigest()) in missing:
                missing.remove(digest)
                yield digest, raw


def verify_bundle(path: Path, settings: IngestSettings) -> tuple[Brief | None, tuple[str, ...]]:
    """Return the brief of a bundle and what does not hold; () when every file is whole and every sentence stands in its source.

    Nothing outside the bundle is read. Raises ArchiveError for what is no bundle.
    """
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        into = Path(folder)
        faults = unpack(path, into)
        if not (into / BRIEF).is_file():
            return None, (*faults, f"{BRIEF}: the bundle holds no brief that is whole")
        brief = decode((into / BRIEF).read_bytes())
        files = {source.sha256: into / _place(source) for source in brief.sources}
        intake = read([str(file) for file in files.values() if file.is_file()], settings=settings)
        return brief, (*faults, *verify(brief, tuple(_named(brief, intake.articles))))


def _named(brief: Brief, articles: Sequence[Article]) -> Iterator[Article]:
    """Yield the articles of the sources under the ids that they have in the brief: in other company some were renamed."""
    found = {(article.origin.sha256, article.origin.member): article for article in articles}
    for source in brief.sources:
        if article := found.get((source.sha256, source.member)):
            yield replace(article, id=source.article)
