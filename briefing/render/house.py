"""The look of a house: its name, colour, typefaces and logo, laid over the shipped templates without touching them.

Knows colours and small picture files; knows no brief. A logo is put into the document itself, so that nothing is asked for.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from briefing.model import RenderError

_BLACK = "#000000"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FAMILY = re.compile(r"[^\W_][\w .-]{0,59}")
_LOGO_BYTES = 200_000  # of a picture in every copy of every document; a drawn logo takes a tenth of it
_LOGOS = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
# The least contrast of text. Source: WCAG 2.2, success criterion 1.4.3. The dark page is the one of screen.css.
_CONTRAST = 4.5
_DARK_PAGE = "#15171a"


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """A house style.

    `name` stands over the title, or is read out for the logo ("" for none). `colour` is that of headings and rules, as
    #rrggbb; on white it must have the contrast of text. `serif` and `sans` are families tried before the shipped ones; they are
    taken from the machine that shows or prints the document. `logo` is an SVG, PNG or JPEG file.
    """

    name: str = ""
    colour: str = _BLACK
    serif: tuple[str, ...] = ()
    sans: tuple[str, ...] = ()
    logo: Path | None = None

    def __post_init__(self) -> None:
        if not _COLOUR.fullmatch(self.colour):
            raise RenderError(f"no colour: {self.colour} – write it as #7a1f2b")
        if contrast(self.colour, "#ffffff") < _CONTRAST:
            raise RenderError(f"too pale to be read on white: {self.colour} – choose a darker colour")
        for family in (*self.serif, *self.sans):
            if not _FAMILY.fullmatch(family):
                raise RenderError(
                    f"no name of a typeface: {family[:60]} – it takes letters, digits, blanks, dots and hyphens"
                )
        if self.logo is not None and not self.name.strip():
            raise RenderError("a logo without a name – add name, which is read out to those who cannot see the logo")

    @property
    def plain(self) -> bool:
        """Whether nothing departs from the shipped look."""
        return self == House()

    @property
    def pale(self) -> str:
        """The colour for a dark page: mixed with white until it can be read."""
        shades = (_mixed(self.colour, share / 10) for share in range(11))
        return next(shade for shade in shades if contrast(shade, _DARK_PAGE) >= _CONTRAST)

    @property
    def picture(self) -> str | None:
        """The logo as a data: address; None without one. Raises RenderError for a file that is none, or too large."""
        if self.logo is None:
            return None
        kind = _LOGOS.get(self.logo.suffix.lower())
        if kind is None:
            raise RenderError(f"no picture for a logo: {self.logo} – it takes {', '.join(_LOGOS)}")
        try:
            raw = self.logo.read_bytes()
        except OSError as trouble:
            raise RenderError(f"the logo cannot be read: {self.logo}: {trouble.strerror} – check the name") from trouble
        if len(raw) > _LOGO_BYTES:
            raise RenderError(f"the logo is too large: {self.logo}: {len(raw)} bytes – at most {_LOGO_BYTES}")
        return f"data:{kind};base64,{b64encode(raw).decode()}"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21. Source: WCAG 2.2, relative luminance."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(value / 255) for value in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 - as in WCAG


def _parts(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _mixed(colour: str, white: float) -> str:
    return "#" + "".join(f"{round(part + (255 - part) * white):02x}" for part in _parts(colour))
