"""The day's brief, made once: articles of the folders since the last brief become a brief, the brief becomes documents.

What is filed stays as it is; a run that takes over from a killed one ends in the same bytes, since all it builds on is filed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from briefing.archive import Archive, Edition, Filed, Mark, put, sweep, unmarked
from briefing.ingest import Intake, read
from briefing.model import ArchiveError, Article, Brief, BriefingError, NothingToBrief, Notice, Severity, Side
from briefing.pipeline.make import make_brief
from briefing.pipeline.stages import Progress, silent
from briefing.render import decode, render
from briefing.settings import Profile

Collect = Callable[[Path], tuple[Notice, ...]]
COLLECTED = "collected"  # the folder beside the days' that holds what was collected, day by day


def make_edition(
    archive: Archive,
    folder: Path,
    edition: Edition,
    profile: Profile,
    *,
    sides: Sequence[Side] = (),
    collect: Collect | None = None,
    progress: Progress = silent,
) -> Filed:
    """Make and file the brief of an edition; raises NothingToBrief, and then the next run collects again."""
    day = edition.day.isoformat()
    previous = archive.before(day)
    notices = _collected(archive, folder, day, collect)
    intake = read(
        _sources(folder, profile, previous),
        settings=profile.ingest,
        progress=lambda done, all_: progress("reading", done, all_),
    )
    intake, digests = _unread(archive, intake)
    try:
        brief = make_brief(
            replace(intake, notices=(*intake.notices, *notices)),
            profile=replace(profile, window_hours=window(profile, edition.cutoff, previous)),
            cutoff=edition.cutoff,
            sides=sides,
            previous=decode(previous.raw) if previous else None,
            serial=str(previous.serial + 1 if previous else 1),
            progress=progress,
        )
    except NothingToBrief:
        archive.forget_collection(day)
        raise
    filed = _filed(archive, day, edition.cutoff, brief, digests)
    archive.file(filed, brief, digests, profile.recipients)
    return filed


def window(profile: Profile, cutoff: datetime, previous: Filed | None) -> float | None:
    """Return how many hours count: those of the profile, and never less than back to the last brief, so that nothing falls between."""
    if previous is None:
        return profile.window_hours
    since = (cutoff - previous.cutoff) / timedelta(hours=1)
    return max(since, profile.window_hours or 0.0)


def _collected(archive: Archive, folder: Path, day: str, collect: Collect | None) -> tuple[Notice, ...]:
    """Collect into the day's folder, once; return what there is to say about it."""
    if collect is None:
        return ()
    known = archive.collected(day)
    if known is not None:
        return known
    into = folder / COLLECTED / day
    into.mkdir(parents=True, exist_ok=True)
    notices = collect(into)
    archive.note_collection(day, notices)
    return notices


def _sources(folder: Path, profile: Profile, previous: Filed | None) -> list[str]:
    """The folders of the profile, and what was collected since the last brief; that day's too: it holds what came after its cut-off."""
    days = sorted(path for path in (folder / COLLECTED).glob("*-*-*") if next(path.iterdir(), None))
    return [
        str(path)
        for path in (*profile.folders, *(path for path in days if previous is None or path.name >= previous.day))
    ]


def _unread(archive: Archive, intake: Intake) -> tuple[Intake, dict[bytes, str]]:
    """Leave out undated articles that an earlier brief has read: nothing else tells that they are old. Return the digests of all."""
    digest_of = {article.id: _digest(article) for article in intake.articles}
    known = archive.seen(sorted(set(digest_of.values())))
    fresh = tuple(
        article for article in intake.articles if article.published is not None or digest_of[article.id] not in known
    )
    digests = {digest_of[article.id]: article.name for article in intake.articles}
    old = len(intake.articles) - len(fresh)
    if not old:
        return intake, digests
    remark = Notice(
        room="archive",
        severity=Severity.REMARK,
        subject=f"{old} article{'s' if old != 1 else ''}",
        message="undated, and read for an earlier brief already; they are left out – take them out of the folder, or date them",
    )
    return replace(intake, articles=fresh, notices=(*intake.notices, remark)), digests


def _digest(article: Article) -> bytes:
    return sha256(article.text.encode("utf-8", "surrogatepass")).digest()


def _filed(archive: Archive, day: str, cutoff: datetime, brief: Brief, digests: dict[bytes, str]) -> Filed:
    raw = render(brief, "json")
    return Filed(
        day=day,
        serial=int(brief.serial or 0),
        cutoff=cutoff,
        title=brief.title,
        raw=raw,
        sha256=sha256(raw).hexdigest(),
        lines=sum(len(chapter.lines) for chapter in brief.chapters),
        read=len(digests),
        fresh=len(digests) - len(archive.seen(sorted(digests))),
    )


def file_documents(
    archive: Archive, folder: Path, filed: Filed, formats: Sequence[str], profile: Profile, mark: Mark = unmarked
) -> tuple[list[str], list[BriefingError]]:
    """Write the documents of a filed brief into its day's folder, where they do not lie already.

    Return the paths written and the errors of the formats that could not be made; while there is one, the next run tries again.
    """
    home = folder / filed.day
    brief = decode(filed.raw)
    written, failures = [], []
    try:
        home.mkdir(exist_ok=True)
        sweep(home)
        for name in formats:
            path = home / f"brief.{name}"
            try:
                content = filed.raw if name == "json" else render(brief, name, profile.render)
            except BriefingError as failure:
                failures.append(failure)
                continue
            if not path.exists() or path.read_bytes() != content:
                put(path, content, mark)
                written.append(str(path))
    except OSError as trouble:
        raise ArchiveError(
            f"cannot write: {home}: {trouble.strerror} – free space or mend the permissions, and run again: nothing is lost"
        ) from trouble
    if not failures:
        archive.documents_lie(filed.day)
    return written, failures
