"""The documents: a sheet put into its template, once for each format."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from markupsafe import Markup

from briefing.model import Brief
from briefing.render import RenderSettings
from briefing.render.flash import flash
from briefing.render.lay_out import lay_out
from briefing.render.sheet import Sheet
from briefing.render.shelf import Shelf
from briefing.render.tidy import squeeze, tidy
from briefing.render.wording import Wording

# Gmail clips a message body from 102 KB on. Source: performance_security measurements; 100,000 leaves room for headers.
_MAIL_BYTES = 100_000


# The templates that a document begins with.
_TEMPLATES = {
    "md": ("brief.md.j2",),
    "html": ("house.css.j2", "brief.html.j2"),
    "pdf": ("house.css.j2", "print.html.j2"),
    "eml": ("mail.txt.j2", "mail.html.j2", "house.css.j2", "print.html.j2"),
}


def prepare(formats: Collection[str], settings: RenderSettings) -> None:
    """Compile the templates of some formats, and load the library for pages where one of them is printed."""
    shelf = Shelf(settings.templates)
    for name in dict.fromkeys(name for format_ in formats for name in _TEMPLATES.get(format_, ())):
        shelf.compiled(name)
    if not {"pdf", "eml"}.isdisjoint(formats):
        from briefing.render.pdf import load

        load()


def _laid(brief: Brief, settings: RenderSettings) -> tuple[Shelf, Sheet, dict[str, object]]:
    shelf = Shelf(settings.templates, settings.house.logo)
    wording = Wording.of(shelf, settings.language)
    sheet = lay_out(brief, wording, settings.page)
    sheet = flash(sheet) if settings.layout == "flash" else sheet
    words = {"labels": wording.labels, "numbered": False}
    return shelf, sheet, {"brief": sheet, **words, "house": settings.house}


def _house_style(shelf: Shelf, settings: RenderSettings) -> dict[str, object]:
    """The look of the house over the style of a page; text has none."""
    return {"house_style": Markup(shelf.fill("house.css.j2", {"house": settings.house}))}  # noqa: S704 - names and numbers that were checked


def markdown(brief: Brief, settings: RenderSettings) -> bytes:
    """Return the brief as CommonMark with tables, readable as plain text."""
    shelf, _, values = _laid(brief, settings)
    return tidy(shelf.fill("brief.md.j2", values)).encode()


def html(brief: Brief, settings: RenderSettings) -> bytes:
    """Return the brief as one HTML file that asks for nothing from outside."""
    shelf, _, values = _laid(brief, settings)
    return shelf.fill("brief.html.j2", values | _house_style(shelf, settings)).encode()


def pdf(brief: Brief, settings: RenderSettings) -> bytes:
    """Return the brief as a tagged PDF; in the variant that is made to be kept, brief.json lies inside."""
    from briefing.render.encode import encode
    from briefing.render.fonts import faces
    from briefing.render.pdf import Enclosure, print_page

    shelf, _, values = _laid(brief, settings)
    values |= _house_style(shelf, settings) | {"faces": tuple(faces()), "numbered": True}
    page = shelf.fill("print.html.j2", values)
    identifier = hashlib.sha256(page.encode()).hexdigest()[:32]
    kept = settings.pdf_variant == "a-3u"
    enclosed = Enclosure(name="brief.json", content=encode(brief), moment=brief.cutoff) if kept else None
    return print_page(page, shelf, identifier, f"pdf/{settings.pdf_variant}", enclosed)


def mail(brief: Brief, settings: RenderSettings) -> tuple[str, str]:
    """Return text and HTML of a message; together over the limit, first the HTML is cut to the bottom lines, then the text; both say so."""
    shelf, sheet, values = _laid(brief, settings)
    text = squeeze(shelf.fill("mail.txt.j2", values | {"cut": False}))
    page = shelf.fill("mail.html.j2", values | {"cut": False})
    if _bytes(text, page) > _MAIL_BYTES:
        page = shelf.fill("mail.html.j2", values | {"cut": True})
    if _bytes(text, page) > _MAIL_BYTES:
        text = squeeze(shelf.fill("mail.txt.j2", values | {"brief": flash(sheet), "cut": True}))
    return text, page


def _bytes(*bodies: str) -> int:
    return sum(len(body.encode()) for body in bodies)
