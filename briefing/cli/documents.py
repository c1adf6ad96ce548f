"""One brief in several formats; the PDF is made once for file and e-mail alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from briefing.model import Brief, BriefingError, RenderError
from briefing.pipeline.spread import cores, spread
from briefing.render import RenderSettings, decode, render, render_mail

Printed = tuple[dict[str, bytes], list[BriefingError]]
FORMATS = ("md", "html", "pdf", "json", "eml")


def loaded(path: Path) -> Brief:
    """Return the brief in a JSON file; raises RenderError that names the file."""
    try:
        raw = path.read_bytes()
    except OSError as trouble:
        raise RenderError(
            f"cannot read: {path}: {trouble.strerror} – name a brief.json that `briefing make` wrote"
        ) from trouble
    try:
        return decode(raw)
    except RenderError as trouble:
        raise RenderError(f"{path}: {trouble}") from trouble


def documents(brief: Brief, formats: Sequence[str], settings: RenderSettings, to: tuple[str, ...] = ()) -> Printed:
    """Return {file name: bytes} and the errors of those that could not be made; one failure loses nothing else."""
    order = sorted(formats, key=FORMATS.index)
    pages = [name for name in order if name != "eml"]

    def page(name: str) -> bytes | BriefingError:
        try:
            return render(brief, name, settings)
        except BriefingError as failure:
            return failure

    found: dict[str, bytes | BriefingError] = dict(
        zip(pages, spread(page, pages, [_WEIGHTS[name] for name in pages], cores()), strict=True)
    )
    if "eml" in order:
        attached = found.get("pdf")
        found["eml"] = _letter(brief, settings, attached if "pdf" in found else page_or_none(brief, settings), to)
    made = {f"brief.{name}": one for name, one in found.items() if isinstance(one, bytes)}
    return made, [one for one in found.values() if isinstance(one, BriefingError)]


_WEIGHTS = {"pdf": 50, "html": 3, "md": 2, "json": 1}  # how long each takes beside the others


def _letter(
    brief: Brief, settings: RenderSettings, page: bytes | BriefingError | None, to: tuple[str, ...]
) -> bytes | BriefingError:
    try:
        return message(brief, settings, page if isinstance(page, bytes) else None, to)
    except BriefingError as failure:
        return failure


def page_or_none(brief: Brief, settings: RenderSettings) -> bytes | None:
    """Return the PDF for an e-mail; a message without it is better than none."""
    try:
        return render(brief, "pdf", settings)
    except RenderError:
        return None


def message(
    brief: Brief, settings: RenderSettings, page: bytes | None, to: tuple[str, ...], sender: str | None = None
) -> bytes:
    """Return the e-mail with the brief as text, HTML and attached PDF."""
    from briefing.deliver.compose import compose, to_bytes

    bodies = render_mail(brief, settings)
    return to_bytes(compose(brief, text=bodies.text, html=bodies.html, pdf=page, to=to, sender=sender))


def letters(
    brief: Brief,
    settings: RenderSettings,
    to: Sequence[str],
    *,
    sender: str,
    date: datetime,
    unsubscribe: str | None = None,
) -> list[tuple[str, bytes]]:
    """Return (recipient, message) for each recipient, who sees no other's address; whoever is named twice gets one."""
    from briefing.deliver.compose import address, compose, to_bytes

    page, bodies = page_or_none(brief, settings), render_mail(brief, settings)
    named = {address(recipient).addr_spec.lower(): recipient for recipient in reversed(to)}
    return [
        (
            recipient,
            to_bytes(
                compose(
                    brief,
                    text=bodies.text,
                    html=bodies.html,
                    pdf=page,
                    to=(recipient,),
                    sender=sender,
                    date=date,
                    unsubscribe=unsubscribe,
                )
            ),
        )
        for recipient in reversed(named.values())
    ]
