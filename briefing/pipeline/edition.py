"""The day's brief, made once: articles of the folders since the last brief become a brief, the brief becomes documents.

What is filed stays as it is; a run that takes over from a killed one ends in the same bytes, since all it builds on is filed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from briefing.archive import Edition, Filed, make_folder, put, sweep
from briefing.archive.store import Archive
from briefing.deliver.compose import address
from briefing.ingest import Intake, read
from briefing.model import ArchiveError, Article, Brief, BriefingError, NothingToBrief, Notice, Severity
from briefing.pipeline.make import make_brief
from briefing.pipeline.morning import Morning
from briefing.pipeline.review import edited
from briefing.render import decode, render
from briefing.settings import Profile, read_review

# Takes the folder to collect into, and those of the days before, of which nothing is fetched again.
Collect = Callable[[Path, Sequence[Path]], tuple[Notice, ...]]
REVIEW = "review.jsonl"  # in the folder of its day: what the desk decided
_LATE = timedelta(days=1)  # a report that bears only its day seems to be up to a day older than it is
DAYS = "days"  # where the archive keeps what was collected, a folder for each day


def make_edition(morning: Morning, edition: Edition, collect: Collect | None = None) -> Filed:
    """Make and file the brief of an edition; raises NothingToBrief, and then the next run collects again."""
    archive, day = morning.archive, edition.day.isoformat()
    previous = archive.before(day)
    notices = _collected(morning, edition.day, collect)
    hours = window(morning.profile, edition.cutoff, previous)
    start = edition.cutoff - timedelta(hours=hours) if previous and hours else None
    intake = read(
        _sources(morning, previous),
        settings=morning.profile.ingest,
        progress=lambda done, total: morning.progress("reading", done, total),
        known=archive.files_before(start) if start else (),
    )
    files = _newest(intake)
    intake, digests = _unread(archive, _with_known(intake))
    try:
        brief = make_brief(
            replace(intake, notices=(*intake.notices, *notices)),
            profile=replace(morning.profile, window_hours=hours),
            cutoff=edition.cutoff,
            sides=morning.sides,
            previous=decode(previous.raw) if previous else None,
            late=_late(archive, intake, start) if start else (),
            serial=str(previous.serial + 1 if previous else 1),
            progress=morning.progress,
        )
    except NothingToBrief:
        archive.forget_collection(day)
        raise
    filed = _filed(archive, edition, brief, digests)
    # Whoever is named twice gets one message.
    readers = {address(written).addr_spec.lower(): written for written in reversed(morning.profile.recipients)}
    archive.file(filed, brief, digests, tuple(readers.values()), files)
    return filed


def window(profile: Profile, cutoff: datetime, previous: Filed | None) -> float | None:
    """Return how many hours count: those of the profile, and never less than back to the last brief, so that nothing falls between."""
    if previous is None:
        return profile.window_hours
    since = (cutoff - previous.cutoff) / timedelta(hours=1)
    return max(since, profile.window_hours or 0.0)


def _collected(morning: Morning, day: date, collect: Collect | None) -> tuple[Notice, ...]:
    """Collect into the day's folder, once; return what there is to say about it."""
    if collect is None:
        return ()
    name = day.isoformat()
    known = morning.archive.collected(name)
    if known is not None:
        return known
    into = morning.folder / DAYS / name
    make_folder(into)
    # Older entries of a feed are not followed, so that older folders need not be opened.
    oldest = (day - timedelta(days=1, hours=morning.profile.collect.oldest_hours)).isoformat()
    notices = collect(into, [path for path in _days(morning) if oldest <= path.name < name])
    morning.archive.note_collection(name, notices)
    return notices


def _days(morning: Morning) -> list[Path]:
    """Return the folders of the days on which something was collected, the earliest first."""
    return sorted(path for path in (morning.folder / DAYS).glob("*-*-*") if next(path.iterdir(), None))


def _sources(morning: Morning, previous: Filed | None) -> list[str]:
    """The folders of the profile, and what was collected since the last brief.

    The folder of that brief's day is read too: it holds what came after its cut-off.
    """
    fresh = [path for path in _days(morning) if previous is None or path.name >= previous.day]
    return [str(path) for path in (*morning.profile.folders, *fresh)]


def _newest(intake: Intake) -> dict[str, datetime | None]:
    """Return for each file read the time of the newest article in it; a file without any article is read again."""
    found: dict[str, datetime | None] = {}
    for article in intake.articles:
        newest = found.get(article.origin.sha256)
        times = [moment for moment in (newest, article.published) if moment]
        found[article.origin.sha256] = max(times, default=None)
    return found


def _with_known(intake: Intake) -> Intake:
    """Say how many files were not read again."""
    if not intake.known:
        return intake
    remark = Notice(
        room="archive",
        severity=Severity.REMARK,
        subject=f"{intake.known} file{'s' if intake.known != 1 else ''}",
        message="read for an earlier brief already, with nothing in it from this window; not read again – nothing to do",
    )
    return replace(intake, notices=(*intake.notices, remark))


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
        message="undated, and read for an earlier brief already; left out – take it out of the folder, or date it",
    )
    return replace(intake, articles=fresh, notices=(*intake.notices, remark)), digests


def _late(archive: Archive, intake: Intake, start: datetime) -> frozenset[str]:
    """Return the articles from shortly before the window that no earlier brief has read: they came late, or bear only a day."""
    inside = [one for one in intake.articles if one.published and start - _LATE < one.published <= start]
    known = archive.seen(sorted({_digest(article) for article in inside}))
    return frozenset(article.id for article in inside if _digest(article) not in known)


def _digest(article: Article) -> bytes:
    return sha256(article.text.encode("utf-8", "surrogatepass")).digest()


def _filed(archive: Archive, edition: Edition, brief: Brief, digests: dict[bytes, str]) -> Filed:
    raw = render(brief, "json")
    return Filed(
        day=edition.day.isoformat(),
        serial=int(brief.serial or 0),
        cutoff=edition.cutoff,
        title=brief.title,
        raw=raw,
        sha256=sha256(raw).hexdigest(),
        lines=sum(len(chapter.lines) for chapter in brief.chapters),
        read=len(digests),
        fresh=len(digests) - len(archive.seen(sorted(digests))),
    )


def revise(morning: Morning, filed: Filed) -> Filed:
    """Carry the decisions in the review file of a day out on the brief as it was made; unchanged if they are in it already."""
    path = morning.folder / filed.day / REVIEW
    raw = path.read_bytes() if path.exists() else b""
    digest = sha256(raw).hexdigest() if raw else ""
    made = morning.archive.made(filed.day)
    if digest == filed.review or made is None:
        return filed
    brief = edited(decode(made), read_review(path) if raw else ())
    written = render(brief, "json")
    lines = sum(len(chapter.lines) for chapter in brief.chapters)
    revised = replace(
        filed, raw=written, sha256=sha256(written).hexdigest(), lines=lines, review=digest, documents=False
    )
    morning.archive.revise(revised, brief)
    return revised


def file_documents(morning: Morning, filed: Filed) -> tuple[list[str], list[BriefingError]]:
    """Write the documents of a filed brief into its day's folder, where they do not lie already.

    Return the paths written and the errors of the formats that could not be made; while there is one, the next run tries again.
    """
    home = morning.folder / filed.day
    brief = decode(filed.raw)
    written, failures = [], []
    try:
        make_folder(home)
        sweep(home)
        for name in morning.formats:
            path = home / f"brief.{name}"
            try:
                content = filed.raw if name == "json" else render(brief, name, morning.profile.render)
            except BriefingError as failure:
                failures.append(failure)
                continue
            if not path.exists() or path.read_bytes() != content:
                put(path, content, morning.mark)
                written.append(str(path))
    except OSError as trouble:
        raise ArchiveError(
            f"cannot write: {home}: {trouble.strerror} – free space or mend the permissions, and run again: nothing is lost"
        ) from trouble
    if not failures:
        morning.archive.documents_lie(filed.day)
    return written, failures
