"""A page of HTML becomes a PDF, through WeasyPrint. Hosts that library and what is known about its traps.

Nothing is fetched: the page can ask for our fonts ("font:NAME") and files from the shelf of templates ("template:NAME"),
and any other wish is an error. The bytes depend on the page and the installed fonts alone, not on the hour or the machine's
environment.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import PurePosixPath
from types import ModuleType
from typing import Any, Protocol

from briefing.model import RenderError
from briefing.render.archival import mark_as_tagged
from briefing.render.fonts import font_file
from briefing.render.shelf import Shelf

_MISSING = (
    "the PDF cannot be made: the system libraries of WeasyPrint are missing ({problem}) – "
    "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
)
_TYPES = {
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".css": "text/css",
}


# A run of at most so many characters without a glyph is named one by one, a longer one by its script and length.
_SPELT = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that lies inside the PDF; `moment` is written as its date, None for unknown (then 1970 stands there)."""

    name: str
    content: bytes
    moment: datetime | None


class _Document(Protocol):
    """A laid out document, as far as we look into it."""

    pages: Sequence[Any]
    fonts: Mapping[str, Any]


def load() -> None:
    """Load what prints pages, which takes half a second. Raises RenderError where the libraries are missing."""
    with _quiet():
        _weasyprint()


def print_page(
    page: str, shelf: Shelf, identifier: str, variant: str = "pdf/ua-1", enclosed: Enclosure | None = None
) -> bytes:
    """Return `page` as a tagged PDF of a variant that WeasyPrint knows. `identifier` becomes the file's ID.

    Characters for which no installed font has a glyph are printed as marks, "[U+1F54A]" or "[CJK × 12]": an empty box
    says nothing, and one of them makes all text of its font unreadable for some programs. Raises RenderError where the
    libraries are missing, or the page asks for something that is not ours or cannot be set.
    """
    with _quiet():
        weasyprint = _weasyprint()
        from weasyprint.urls import FatalURLFetchingError

        try:
            options = {"pdf_variant": variant, "pdf_tags": True, "pdf_identifier": identifier.encode()}
            document, written = _print(weasyprint, page, shelf, options, enclosed)
            lacking = {letter for font in document.fonts.values() for letter in font.missing}
            if lacking:
                written = _print(weasyprint, _spelt_out(page, lacking), shelf, options, enclosed)[1]
        except FatalURLFetchingError as problem:
            raise RenderError(f"the print template asks for something from outside: {problem}") from problem
        except Exception as problem:
            advice = "write the other formats and report this"
            raise RenderError(f"the PDF cannot be made: {problem!r} – {advice}") from problem
    return written


def _print(
    weasyprint: ModuleType, page: str, shelf: Shelf, options: Mapping[str, object], enclosed: Enclosure | None
) -> tuple[_Document, bytes]:
    document: _Document = weasyprint.HTML(string=page, url_fetcher=_fetcher(shelf)).render(**options)
    attachments = [_attached(weasyprint, enclosed)] if enclosed else None
    written: bytes = document.write_pdf(finisher=_describe, attachments=attachments, **options)  # type: ignore[attr-defined]  # no types there
    return document, written


def _attached(weasyprint: ModuleType, enclosed: Enclosure) -> object:
    moment = (enclosed.moment or datetime.fromtimestamp(0, UTC)).astimezone(UTC)
    return weasyprint.Attachment(
        file_obj=io.BytesIO(enclosed.content),
        name=enclosed.name,
        description="The record that this document was made from",
        created=moment,
        modified=moment,
        relationship="Source",
    )


def _spelt_out(page: str, lacking: Iterable[int]) -> str:
    """Put marks in the place of characters that cannot be printed, with what only serves to join them (emoji)."""
    letters = "".join(map(chr, sorted(lacking)))
    return re.sub(f"[{re.escape(letters)}][{re.escape(letters)}\u200d\ufe0e\ufe0f]*", _mark, page)


def _mark(run: re.Match[str]) -> str:
    letters = re.sub("[\u200d\ufe0e\ufe0f]", "", run[0])
    if len(letters) <= _SPELT:
        return "".join(f"[U+{ord(letter):04X}]" for letter in letters)
    script = unicodedata.name(letters[0], "?").partition(" ")[0]
    return f"[{script} × {len(letters)}]"


def _weasyprint() -> ModuleType:
    """Load WeasyPrint. Its bindings look for the system libraries at import, and raise OSError where they are not."""
    try:
        import weasyprint
        from weasyprint.pdf import fonts
    except (OSError, ImportError) as problem:
        raise RenderError(_MISSING.format(problem=str(problem).partition(":")[0])) from problem
    # Where HarfBuzz's subsetter is missing, fontTools cuts the fonts and stamps the hour into them. The one way around
    # SOURCE_DATE_EPOCH, which is read from the environment and would be set for the whole process.
    fonts.TTFont = partial(fonts.TTFont, recalcTimestamp=False)
    _teach_languages()
    return weasyprint  # type: ignore[no-any-return]  # the library ships no types


@cache
def _teach_languages() -> None:
    """Let each tag carry the language of its element, which WeasyPrint 70 writes for the whole document only.

    A screen reader changes its voice by it. The tags are made by one function that calls itself by its name in the module.
    """
    from weasyprint.pdf import pydyf, tags

    build = tags._build_box_tree  # noqa: SLF001 - nothing public lies between a box and its tag

    def built(box: Any, *rest: Any) -> Iterator[Any]:  # noqa: ANN401 - the library ships no types
        element = getattr(box, "element", None)
        # The root has no tag of its own: what it yields are its children.
        language = element.get("lang") if element is not None and element.tag not in {"html", "body"} else None
        for tag in build(box, *rest):
            if language:
                tag["Lang"] = pydyf.String(language)
            yield tag

    tags._build_box_tree = built  # noqa: SLF001


def _describe(document: _Document, pdf: object) -> None:
    """Say what WeasyPrint 70 leaves out: the mark of a tagged file, the scope of table headers, where a link leads in words."""
    from weasyprint.pdf import pydyf

    mark_as_tagged(pdf)

    for page in document.pages:
        for box in page._page_box.descendants(placeholders=True):  # noqa: SLF001 - the only way to the tags of a box
            element = getattr(box, "element", None)
            scope = element.get("scope") if element is not None and hasattr(box, "mark") else None
            if scope:
                box.mark["A"]["Scope"] = "/Row" if scope == "row" else "/Column"
            annotation = getattr(box, "link_annotation", None)
            if annotation and element is not None and element.get("title"):
                annotation["Contents"] = pydyf.String(element.get("title"))


def _fetcher(shelf: Shelf) -> object:
    """Return a fetcher that knows fonts and templates, and no protocol at all. Source: WeasyPrint 70, "URL Fetchers"."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OursOnly(URLFetcher):  # type: ignore[misc]  # the library ships no types
        """Serves "font:NAME", "template:NAME" and "house:logo.SUFFIX"."""

        def fetch(self, url: str, headers: object = None) -> object:  # noqa: ARG002 - the library's signature
            """Return the file, or stop the rendering."""
            scheme, _, name = url.partition(":")
            place = {"font": font_file, "template": shelf.find, "house": shelf.house}.get(scheme, lambda _: None)(name)
            if place is None:
                raise FatalURLFetchingError(f"{url[:200]} – put the file beside the template and write template:NAME")
            kind = _TYPES.get(PurePosixPath(name).suffix, "application/octet-stream")
            return URLFetcherResponse(url, place.read_bytes(), {"Content-Type": kind})

    return OursOnly(allowed_protocols=())


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' remarks on CSS and fonts off the user's terminal."""
    loggers = [logging.getLogger(name) for name in ("weasyprint", "weasyprint.progress", "fontTools")]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
