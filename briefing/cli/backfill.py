"""`briefing backfill`: a brief for each day of an archive; what is done stays done, and a day is there whole or not at all."""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from briefing.archive import alone, put, put_folder, sweep
from briefing.cli.choices import hours, profile_of
from briefing.cli.documents import FORMATS
from briefing.cli.terminal import Voice, plain
from briefing.model import ArchiveError, SettingsError, Side
from briefing.pipeline.backfill import Day, Made, make_day
from briefing.pipeline.cluster import on_cluster
from briefing.pipeline.partitions import partitions
from briefing.pipeline.pool import one_by_one
from briefing.pipeline.spread import cores
from briefing.settings import Profile, read_sides

_NOTHING = "nothing.txt"  # in the folder of a day without a brief: why there is none
_RECIPE = ".recipe"  # what the days of a folder were made with
_FORMATS = [name for name in FORMATS if name != "eml"]


def backfill(chosen: argparse.Namespace) -> int:
    """Make what is missing; exit 0, or 1 where a day failed."""
    began = time.monotonic()
    voice = Voice(quiet=chosen.quiet)
    into = Path(chosen.output)
    with alone(into):
        tasks, finished = _tasks(chosen, into)
        failed = made = 0
        voice.progress("days", 0, len(tasks))
        for done, (task, result) in enumerate(_made(chosen, tasks), 1):
            result_ = result or Made(day=task.day, documents={}, failure="the processes that made it died")
            if result_.failure:
                failed += 1
                voice.clear()
                print(f"briefing: {task.day}: {plain(result_.failure)}", file=sys.stderr)
            else:
                _file(into, result_)
                made += 1
            voice.progress("days", done, len(tasks))
    voice.say(
        f"{into}: {made} days made, {finished} there before, {failed} failed, {time.monotonic() - began:.1f} s"
        + (" – run it again to try them once more" if failed else "")
    )
    return int(failed > 0)


def _made(chosen: argparse.Namespace, tasks: Sequence[Day]) -> Iterator[tuple[Day, Made | None]]:
    if chosen.dask:
        return on_cluster(make_day, tasks, chosen.dask) if tasks else iter(())
    return one_by_one(make_day, tasks, chosen.workers or cores())


def _tasks(chosen: argparse.Namespace, into: Path) -> tuple[list[Day], int]:
    """Return the days to make, the earliest first, and how many are there already."""
    first, last = _day(chosen.first, "--from"), _day(chosen.last, "--to")
    if first > last:
        raise SettingsError(f"no day between: --from {first} --to {last} – name the earlier day first")
    archive = Path(chosen.archive)
    days = partitions(archive)
    profile = profile_of(chosen)
    back = _back(chosen.back) + math.ceil((profile.window_hours or 24) / 24) - 1  # counted from where the window begins
    formats = _formats(chosen.format)
    sides = tuple(read_sides(profile.sides)) if profile.sides else ()
    _same_recipe(into, profile, sides, (back, formats, version("briefing")))
    sweep(into)
    wanted = [day for day in days if first <= day <= last]
    if not wanted:
        raise SettingsError(f"no day of the archive: --from {first} --to {last} – it holds {min(days)} to {max(days)}")
    open_ = [day for day in wanted if not (into / day.isoformat()).exists()]
    tasks = [
        Day(
            day=day,
            archive=str(archive.resolve()),
            named=chosen.archive,
            files=days[day],
            before=_before(days, day, back),
            profile=profile,
            sides=sides,
            formats=formats,
            version=version("briefing"),
        )
        for day in open_
    ]
    return tasks, len(wanted) - len(open_)


def _before(days: Mapping[date, tuple[str, ...]], day: date, back: int) -> tuple[str, ...]:
    return tuple(path for shift in range(back, 0, -1) for path in days.get(day - timedelta(days=shift), ()))


def _back(text: str) -> int:
    """Return a look-back in whole days; "0" is none."""
    return 0 if text.strip() in {"0", "0d"} else max(1, round(hours(text) / 24))


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise SettingsError(f"no such day: {option} {text} – write it as 2020-10-04") from None


def _formats(text: str) -> tuple[str, ...]:
    names = dict.fromkeys(part.strip().lower() for part in text.split(",") if part.strip())
    for name in names:
        if name not in _FORMATS:
            raise SettingsError(f"unknown format: {name} – choose from {', '.join(_FORMATS)}")
    return tuple(name for name in _FORMATS if name in {*names, "json"})


def _same_recipe(into: Path, profile: Profile, sides: tuple[Side, ...], further: object) -> None:
    """Refuse to put days of different settings into one folder."""
    digest = sha256(f"{profile.digest()} {sides!r} {profile.render!r} {further!r}".encode()).hexdigest()
    path = into / _RECIPE
    if not path.exists():
        put(path, digest.encode())
    elif path.read_text(encoding="utf-8") != digest:
        raise SettingsError(
            f"made with other settings, or by another version: the days in {into} – choose another folder with -o, or remove it"
        )


def _file(into: Path, made: Made) -> None:
    """Put the documents of a day into its folder, which appears whole."""
    path = into / made.day.isoformat()
    try:
        put_folder(path, made.documents or {_NOTHING: f"{plain(made.nothing or '')}\n".encode()})
    except OSError as trouble:
        raise ArchiveError(
            f"cannot write: {path}: {trouble.strerror} – free space, and run again: finished days are kept"
        ) from trouble
