"""A brief for each day of an archive. Days know nothing of each other, so that any of them can be made anywhere, and again.

What a day needs is its own files and those of the days before it, of which only copies are wanted: a report that repeats one
from before the day is no news of it. It refuses to know where a day is made, in this process or on another machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from briefing.dedupe.fold import fold
from briefing.ingest import Intake, read
from briefing.model import Article, BriefingError, NothingToBrief, Notice, Severity, Side
from briefing.pipeline.make import make_brief
from briefing.render import render
from briefing.settings import Profile

_DAY = 24.0  # hours: without a window the brief of a day is of that day


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What is needed to make the brief of a day.

    `archive` is absolute, `named` is how the user called it, and so do the sources of the brief; `files` are those of the day,
    `before` those of the days looked back to, as paths below it.
    """

    day: date
    archive: str
    named: str
    files: tuple[str, ...]
    before: tuple[str, ...]
    profile: Profile
    sides: tuple[Side, ...]
    formats: tuple[str, ...]
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What became of a day: its documents by file name; or why there is nothing to brief, or what failed."""

    day: date
    documents: dict[str, bytes]
    nothing: str | None = None
    failure: str | None = None


def make_day(task: Day) -> Made:
    """Make the documents of a day; whatever goes wrong is told in the result. Never raises."""
    try:
        documents = _documents(task)
    except NothingToBrief as trouble:
        return Made(day=task.day, documents={}, nothing=str(trouble))
    except BriefingError as trouble:
        return Made(day=task.day, documents={}, failure=str(trouble))
    except Exception as trouble:  # noqa: BLE001 - one day must not cost the others
        return Made(day=task.day, documents={}, failure=f"{type(trouble).__name__}: {trouble}"[:300])
    return Made(day=task.day, documents=documents)


def _documents(task: Day) -> dict[str, bytes]:
    cutoff = end_of(task.day, task.profile)
    start = cutoff - timedelta(hours=task.profile.window_hours or _DAY)
    intake = _read(task)
    before = {Path(task.named, name).as_posix() for name in task.before}
    earlier = [
        article
        for article in intake.articles
        if article.origin.path in before and (article.published is None or article.published <= start)
    ]
    brief = make_brief(
        _without_repeats(intake, earlier, task.profile),
        profile=replace(task.profile, window_hours=task.profile.window_hours or _DAY),
        cutoff=cutoff,
        sides=task.sides,
        version=task.version,
    )
    return {f"brief.{name}": render(brief, name, task.profile.render) for name in task.formats}


def end_of(day: date, profile: Profile) -> datetime:
    """Return the last second of a day where the reader is, in UTC."""
    midnight = datetime.combine(day + timedelta(days=1), time(), ZoneInfo(profile.timezone))
    return midnight.astimezone(UTC) - timedelta(seconds=1)


def _read(task: Day) -> Intake:
    """Read the files of a day and of those before; what is said of them names the archive as the user does."""
    paths = [str(Path(task.archive, name)) for name in (*task.before, *task.files)]
    intake = read(paths, settings=task.profile.ingest)

    def named(path: str) -> str:
        below = path.removeprefix(task.archive)
        return Path(task.named, below.lstrip("/")).as_posix() if below != path else path

    return replace(
        intake,
        articles=tuple(
            replace(article, origin=replace(article.origin, path=named(article.origin.path)))
            for article in intake.articles
        ),
        notices=tuple(replace(notice, subject=named(notice.subject)) for notice in intake.notices),
    )


def _without_repeats(intake: Intake, earlier: Sequence[Article], profile: Profile) -> Intake:
    """Leave out what is from before the day, and what repeats it; say how much repeats."""
    old = {id(article) for article in earlier}
    repeats = (
        {
            id(copy.article)
            for entry in fold(intake.articles, profile.dedupe)
            if id(entry.original) in old
            for copy in entry.copies
        }
        - old
        if old
        else set()
    )
    remark = Notice(
        room="pipeline",
        severity=Severity.REMARK,
        subject=f"{len(repeats)} article{'s' if len(repeats) != 1 else ''}",
        message="copies of reports from before the day, and left out – a shorter --back counts them",
    )
    return replace(
        intake,
        articles=tuple(article for article in intake.articles if id(article) not in old | repeats),
        notices=(*intake.notices, *([remark] if repeats else [])),
    )
