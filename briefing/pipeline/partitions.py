"""Which files of an archive belong to which day: the day stands in their path. It opens none of them."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from briefing.model import SettingsError

# "2020-10-04", "20201004", "2020/10/04", "year=2020/month=10/day=04": in the name of a file or of the folders it lies in.
_DAY = re.compile(r"(?<!\d)(?:year=)?((?:19|20)\d\d)([-_/]?)(?:month=)?(\d\d)\2(?:day=)?(\d\d)(?!\d)")
_IN_PROGRESS = (".tmp", ".part", ".new")


def partitions(archive: Path) -> Mapping[date, tuple[str, ...]]:
    """Return the files of each day of an archive, as paths below it, sorted; raises SettingsError for an archive without days.

    What is hidden or still being written is passed over, and so is what names no day.
    """
    if not archive.is_dir():
        raise SettingsError(f"no such folder: {archive} – name the folder of the archive")
    days: dict[date, list[str]] = defaultdict(list)
    for folder, below, names in os.walk(archive):
        below[:] = sorted(name for name in below if not name.startswith("."))
        for name in names:
            if name.startswith(".") or name.endswith(_IN_PROGRESS):
                continue
            path = Path(folder, name).relative_to(archive).as_posix()
            if (day := day_of(path)) is not None:
                days[day].append(path)
    if not days:
        raise SettingsError(
            f"no day in it: {archive} – it takes files or folders named by day, as in 2020-10-04.jsonl or days/2020-10-04/"
        )
    return {day: tuple(sorted(paths)) for day, paths in sorted(days.items())}


def day_of(path: str) -> date | None:
    """Return the day that a path names, the first one if it names several; None for none."""
    for found in _DAY.finditer(path):
        try:
            return date(int(found[1]), int(found[3]), int(found[4]))
        except ValueError:
            continue
    return None
