"""The profile: one frozen record made of the stages' own settings records, assembled from profile.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefing.chapters import ChapterSettings
from briefing.dedupe import DedupeSettings
from briefing.ingest import IngestSettings
from briefing.model import Handling, SettingsError
from briefing.render import RenderSettings
from briefing.settings.tables import known, load, record, typed
from briefing.summarize import RANKERS, SummarizeSettings

_STAGES = {
    "ingest": IngestSettings,
    "dedupe": DedupeSettings,
    "chapters": ChapterSettings,
    "summarize": SummarizeSettings,
    "render": RenderSettings,
}
_FILES = ("sides", "templates")
LONGEST_WINDOW = 24.0 * 366 * 100  # hours; a century is no window any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Everything that can be set. `window_hours` None means everything up to the cut-off; `sides` is the sides file."""

    title: str = "Briefing"
    handling: Handling = Handling.CLEAR
    window_hours: float | None = None
    sides: Path | None = None
    ingest: IngestSettings = field(default_factory=IngestSettings)
    dedupe: DedupeSettings = field(default_factory=DedupeSettings)
    chapters: ChapterSettings = field(default_factory=ChapterSettings)
    summarize: SummarizeSettings = field(default_factory=SummarizeSettings)
    render: RenderSettings = field(default_factory=RenderSettings)

    def digest(self) -> str:
        """Return the SHA-256, in hex, of all that decides what a brief says: everything but page, templates and paths."""
        told = (
            self.title,
            self.handling,
            self.window_hours,
            self.ingest,
            self.dedupe,
            self.chapters,
            self.summarize,
            self.render.language,
        )
        return sha256(repr(told).encode()).hexdigest()


def read_profile(path: Path) -> Profile:
    """Return the profile in a TOML file; files named in it are looked for beside it. Raises SettingsError."""
    table = load(path)
    where = str(path)
    known(table, ["title", "handling", "window_hours", *_FILES, *_STAGES], where)
    values: dict[str, Any] = {}
    if "title" in table:
        values["title"] = typed(table["title"], str, "title", where)
    if "handling" in table:
        values["handling"] = handling_of(typed(table["handling"], str, "handling", where), where)
    if "window_hours" in table:
        values["window_hours"] = typed(table["window_hours"], float, "window_hours", where)
        if not 0 < values["window_hours"] <= LONGEST_WINDOW:
            raise SettingsError(
                f"wrong value: window_hours = {table['window_hours']} in {where} – it takes hours, as in 24 or 72"
            )
    if "sides" in table:
        values["sides"] = path.parent / typed(table["sides"], str, "sides", where)
    for name, of in _STAGES.items():
        given: Mapping[str, Any] = typed(table.get(name, {}), dict, name, where)
        if name == "render" and "templates" in table:
            given = {**given, "templates": str(path.parent / typed(table["templates"], str, "templates", where))}
        values[name] = record(of, given, f"[{name}] of {where}")
    if (ranker := values["summarize"].ranker) not in RANKERS:
        raise SettingsError(f"unknown ranker: {ranker} in {where} – choose one of {', '.join(RANKERS)}")
    return Profile(**values)


def handling_of(text: str, where: str = "--handling") -> Handling:
    """Return the TLP label of "amber", "TLP:AMBER" or "TLP:AMBER+STRICT"; raises SettingsError."""
    label = text.strip().upper()
    try:
        return Handling(label if label.startswith("TLP:") else f"TLP:{label}")
    except ValueError:
        choices = ", ".join(handling.value for handling in Handling)
        raise SettingsError(
            f"unknown handling marking: {text} in {where} – choose one of {choices} (TLP 2.0)"
        ) from None
