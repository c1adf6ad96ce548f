"""What all steps of a morning share: the archive, its folder, the profile, and who is told of each step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.archive import Mark, unmarked
from briefing.archive.store import Archive
from briefing.model import Side
from briefing.pipeline.stages import Progress, silent
from briefing.settings import Profile

FORMATS = ("md", "html", "pdf", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Morning:
    """An archive that one holds alone, and what is asked for. `sides` are those of the sides file."""

    archive: Archive
    folder: Path
    profile: Profile
    sides: Sequence[Side] = ()
    formats: Sequence[str] = FORMATS
    progress: Progress = silent
    mark: Mark = unmarked
