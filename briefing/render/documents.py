"""The documents: a sheet put into its template, once for each format."""

from __future__ import annotations

import hashlib

from briefing.model import Brief
from briefing.render import RenderSettings
from briefing.render.lay_out import lay_out
from briefing.render.sheet import Sheet
from briefing.render.shelf import Shelf
from briefing.render.tidy import squeeze, tidy
from briefing.render.wording import Wording

# Gmail clips a message body from 102 KB on. Source: performance_security measurements; 100,000 leaves room for headers.
_MAIL_BYTES = 100_000


def _laid(brief: Brief, settings: RenderSettings) -> tuple[Shelf, Sheet, dict[str, object]]:
    shelf = Shelf(settings.templates)
    wording = Wording.of(shelf, settings.language)
    sheet = lay_out(brief, wording, settings.page)
    return shelf, sheet, {"brief": sheet, "labels": wording.labels, "numbered": False}


def markdown(brief: Brief, settings: RenderSettings) -> bytes:
    """Return the brief as CommonMark with tables, readable as plain text."""
    shelf, _, values = _laid(brief, settings)
    return tidy(shelf.fill("brief.md.j2", values)).encode()


def html(brief: Brief, settings: RenderSettings) -> bytes:
    """Return the brief as one HTML file that asks for nothing from outside."""
    shelf, _, values = _laid(brief, settings)
    return shelf.fill("brief.html.j2", values).encode()


def pdf(brief: Brief, settings: RenderSettings) -> bytes:
    """Return the brief as a tagged PDF; in the variant that is made to be kept, brief.json lies inside."""
    from briefing.render.encode import encode
    from briefing.render.fonts import faces
    from briefing.render.pdf import Enclosure, print_page

    shelf, _, values = _laid(brief, settings)
    page = shelf.fill("print.html.j2", values | {"faces": tuple(faces()), "numbered": True})
    identifier = hashlib.sha256(page.encode()).hexdigest()[:32]
    kept = settings.pdf_variant == "a-3u"
    enclosed = Enclosure(name="brief.json", content=encode(brief), moment=brief.cutoff) if kept else None
    return print_page(page, shelf, identifier, f"pdf/{settings.pdf_variant}", enclosed)


def mail(brief: Brief, settings: RenderSettings) -> tuple[str, str]:
    """Return text and HTML of a message; HTML over the limit is cut to the bottom lines, and says so."""
    shelf, _, values = _laid(brief, settings)
    text = squeeze(shelf.fill("mail.txt.j2", values))
    page = shelf.fill("mail.html.j2", values | {"cut": False})
    if len(page.encode()) > _MAIL_BYTES:
        page = shelf.fill("mail.html.j2", values | {"cut": True})
    return text, page
