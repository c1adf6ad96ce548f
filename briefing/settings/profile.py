"""The profile: one frozen record made of the stages' own settings records, assembled from profile.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import time
from hashlib import sha256
from pathlib import Path
from typing import Any

from briefing.chapters import ChapterSettings
from briefing.collect import CollectSettings, Feed
from briefing.dedupe import DedupeSettings
from briefing.deliver import ServerSettings
from briefing.ingest import IngestSettings
from briefing.model import Handling, SettingsError
from briefing.render import House, RenderSettings
from briefing.settings.morning import KEYS, morning
from briefing.settings.tables import known, load, record, typed
from briefing.summarize import RANKERS, SummarizeSettings

_STAGES = {
    "collect": CollectSettings,
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
    """Everything that can be set. `window_hours` None means everything up to the cut-off; `sides` is the sides file.

    `due` is a time of day in `timezone`, a name of the IANA database. An article counts only where one of the `topics`
    occurs, if there are any. `archive` is the folder of archive, day folders and briefs. `approval` asks for a human's before
    a brief is sent.
    """

    title: str = "Briefing"
    handling: Handling = Handling.CLEAR
    window_hours: float | None = None
    sides: Path | None = None
    timezone: str = "UTC"
    due: time = time(7, 0)
    folders: tuple[Path, ...] = ()
    feeds: tuple[Feed, ...] = ()
    topics: tuple[str, ...] = ()
    archive: Path | None = None
    recipients: tuple[str, ...] = ()
    approval: bool = False
    sender: str | None = None
    unsubscribe: str | None = None
    server: ServerSettings | None = None
    collect: CollectSettings = field(default_factory=CollectSettings)
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
            *([self.topics] if self.topics else []),  # without topics the digest is that of profiles that know none
        )
        return sha256(repr(told).encode()).hexdigest()


def read_profile(path: Path) -> Profile:
    """Return the profile in a TOML file; files named in it are looked for beside it. Raises SettingsError."""
    table = load(path)
    where = str(path)
    known(table, ["title", "handling", "window_hours", *_FILES, "house", *KEYS, *_STAGES], where)
    values: dict[str, Any] = morning(table, path)
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
    house: House = record(House, typed(table.get("house", {}), dict, "house", where), f"[house] of {where}")
    house = replace(house, logo=path.parent / house.logo) if house.logo else house
    values["render"] = replace(values["render"], house=house)
    if (authority := values["collect"].ca_file) is not None:
        values["collect"] = replace(values["collect"], ca_file=path.parent / authority)
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
