"""A finished brief becomes documents: Markdown, HTML, PDF, JSON and the bodies of an e-mail.

One `Brief` is the only source of all formats, so they cannot disagree. This room knows how a page looks and which words
frame it; it refuses to know how a line was found, chosen or attributed, and it never opens an address: foreign text is
text, escaped for the format it is printed in.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from briefing.model import Brief, RenderError
from briefing.render.house import House

__all__ = [
    "FORMATS",
    "House",
    "MailBodies",
    "RenderSettings",
    "decode",
    "prepare",
    "render",
    "render_mail",
    "shipped",
    "template_names",
]

FORMATS = ("md", "html", "pdf", "json")
PAGES = ("A4", "Letter")
LAYOUTS = ("full", "flash")
VARIANTS = ("ua-1", "a-3u")


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderSettings:
    """How documents look.

    `page` is "A4" or "Letter". `pdf_variant` is "ua-1" (PDF/UA-1, to be read aloud) or "a-3u" (PDF/A-3u, to be kept: tagged as
    well, with brief.json inside). `templates` is a folder whose files shadow the shipped templates of the same name, None for
    none. `language` is the ISO 639-1 code of the frame (labels and dates); quoted text stays as it is.
    `layout` is "full", or "flash" for one page. `house` is the look of the user's house.
    """

    page: str = "A4"
    pdf_variant: str = "ua-1"
    templates: Path | None = None
    language: str = "en"
    layout: str = "full"
    house: House = field(default_factory=House)

    def __post_init__(self) -> None:
        if self.page not in PAGES:
            raise RenderError(f"unknown page size: {self.page} – choose one of {', '.join(PAGES)}")
        if self.layout not in LAYOUTS:
            raise RenderError(f"unknown layout: {self.layout} – choose one of {', '.join(LAYOUTS)}")
        if self.pdf_variant not in VARIANTS:
            raise RenderError(f"unknown PDF variant: {self.pdf_variant} – choose one of {', '.join(VARIANTS)}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MailBodies:
    """The two bodies of one message: plain text at 72 columns, and HTML with inline styles and no remote parts."""

    text: str
    html: str


def render(brief: Brief, format: str, settings: RenderSettings | None = None) -> bytes:  # noqa: A002 - the contract's name
    """Return the document as bytes; text formats are UTF-8 with plain newlines.

    The same brief and settings give the same bytes. Raises RenderError for an unknown format, a template that cannot be
    filled, or missing PDF libraries.
    """
    settings = settings or RenderSettings()
    if format not in FORMATS:
        raise RenderError(f"unknown format: {format} – choose one of {', '.join(FORMATS)}")
    if format == "json":
        from briefing.render.encode import encode

        return encode(brief)
    from briefing.render.documents import html, markdown, pdf

    return {"md": markdown, "html": html, "pdf": pdf}[format](brief, settings)


def prepare(formats: Collection[str], settings: RenderSettings) -> None:
    """Load what documents in some formats need (`FORMATS`, or "eml"). They are made without it too, only later.

    Raises RenderError, as making them would.
    """
    if set(formats) - {"json"}:
        from briefing.render.documents import prepare as load

        load(formats, settings)


def render_mail(brief: Brief, settings: RenderSettings | None = None) -> MailBodies:
    """Return the bodies of an e-mail. Together they stay under 100 KB: of a longer brief the HTML, and if need be the text, is cut to its bottom lines."""
    from briefing.render.documents import mail

    text, page = mail(brief, settings or RenderSettings())
    return MailBodies(text=text, html=page)


def decode(raw: bytes) -> Brief:
    """Read brief.json back. `decode(render(brief, "json")) == brief`; raises RenderError naming the place that is wrong."""
    from briefing.render.read_back import decode as read

    return read(raw)


def shipped() -> dict[str, tuple[str, bytes]]:
    """Return {file name: (what it is for, content)} of all templates that a folder of one's own can shadow."""
    from briefing.render.shelf import explained

    return explained()


def template_names() -> str:
    """Return the names that a template can place, with what they mean, for a reader."""
    from briefing.render.names import names

    return names()
