"""The typefaces of the printed page: open fonts out of pinned packages, so that two machines print the same bytes.

Source Serif and Source Sans (SIL OFL 1.1) for Latin, Greek and Cyrillic; what they lack, such as Armenian, Georgian,
Hebrew and Arabic, comes from DejaVu where the system has it. Arabic from DejaVu can be copied out of the PDF as it reads;
from Noto Naskh it cannot (its dots are glyphs of their own).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

_SERIF, _SANS = "Source Serif Pro", "Source Sans Pro"


@dataclass(frozen=True, slots=True)
class Face:
    """One cut of a family: `file` is the name under which the page asks for it."""

    family: str
    weight: int
    style: str
    package: str
    file: str


_FACES = (
    Face(_SERIF, 400, "normal", "font_source_serif_pro", "SourceSerifPro-Regular.ttf"),
    Face(_SERIF, 400, "italic", "font_source_serif_pro", "SourceSerifPro-It.ttf"),
    Face(_SERIF, 600, "normal", "font_source_serif_pro", "SourceSerifPro-Semibold.ttf"),
    Face(_SANS, 400, "normal", "font_source_sans_pro", "SourceSansPro-Regular.ttf"),
    Face(_SANS, 600, "normal", "font_source_sans_pro", "SourceSansPro-Semibold.ttf"),
)


def faces() -> Iterable[Face]:
    """Return the cuts that are installed; a page set without them falls back to the system's serif and sans."""
    return (face for face in _FACES if font_file(face.file))


def font_file(name: str) -> Path | None:
    """Return the font file called `name` out of its package, without importing that package; None if it is not there."""
    package = next((face.package for face in _FACES if face.file == name), None)
    spec = find_spec(package) if package else None
    places = (Path(folder, "files", name) for folder in (spec.submodule_search_locations if spec else None) or ())
    return next((place for place in places if place.is_file()), None)
