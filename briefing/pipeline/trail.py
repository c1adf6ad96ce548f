"""The way from a printed line back to the bytes, and why it was chosen."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.model import Brief, Line, SettingsError


def explain(brief: Brief, name: str) -> str:
    """Return the explanation of a line named by its id, or by a beginning of it that no other line has; raises SettingsError."""
    lines = {line.id: line for chapter in brief.chapters for line in (*chapter.bottom_line, *chapter.lines)}
    found = [line for key, line in lines.items() if key.lower().startswith(name.lower())]
    if len(found) != 1:
        what = "no line" if not found else f"{len(found)} lines"
        raise SettingsError(f"{what} of that name: {name} – the ids are {', '.join(sorted(lines)) or 'none'}")
    return "\n".join(_told(brief, found[0])) + "\n"


def _told(brief: Brief, line: Line) -> Iterator[str]:
    sources = {source.number: source for source in brief.sources}
    yield f"{line.id}  {line.text}"
    yield ""
    if line.speaker:
        yield (
            f"said by    {line.speaker}"
            + (f" ({line.side})" if line.side else " (side not told)")
            + (f", act: {line.act}" if line.act else "")
        )
    else:
        yield "said by    the outlet, in its own voice"
    yield f"chosen     {line.why}"
    yield f"origins    {line.origins} independent report{'s' if line.origins != 1 else ''}"
    if line.event_date:
        yield f"event      {line.event_date}"
    for citation in line.citations:
        source = sources[citation.source]
        yield ""
        yield f"[{citation.source}] {' – '.join(part for part in (source.outlet, source.title) if part) or source.path}"
        yield f"    passage    “{citation.text}”"
        yield f"    place      characters {citation.span.start}–{citation.span.end} of article {citation.article}"
        yield f"    file       {source.path}{', ' + source.member if source.member else ''} ({source.media_type})"
        yield f"    sha256     {source.sha256}"
        yield f"    published  {source.published.isoformat() if source.published else 'unknown'}"
        yield f"    origin     {source.origin}" + (f", also in {len(source.copies)} copies" if source.copies else "")
