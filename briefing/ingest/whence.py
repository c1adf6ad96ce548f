"""Where a report comes from, told by one field or an address. It looks nothing up."""

from __future__ import annotations

import re

from briefing.ingest.draft import Draft


def set_source(draft: Draft, place: str | None) -> None:
    """Judge a field called "source": an address is the URL (and its host the outlet), anything else the outlet."""
    if place and re.match(r"https?://", place):
        draft.url = draft.url or place
    elif place:
        draft.outlet = draft.outlet or place
    if not draft.outlet and draft.url:
        draft.outlet = host(draft.url)


def host(url: str) -> str | None:
    """Return the host of an address without "www.", which stands for an outlet nobody names."""
    from urllib.parse import urlsplit  # loaded here, since collections without addresses do without it

    try:
        name = urlsplit(url.strip()).hostname or ""
    except ValueError:
        return None
    return name.removeprefix("www.") or None
