"""A feed announces pages. Where the page was read, its announcement is no second report; nor is what was collected twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from briefing.ingest import FEED_TYPES
from briefing.model import Article


def announcements(articles: Sequence[Article]) -> dict[str, str]:
    """Return the ids of articles that stand for no report of their own, each with the reason.

    Such a one is the entry of a feed with the address of a page that was read, or its headline at the same host; or what
    was collected with address and text of another.
    """
    pages = {sign for article in articles if article.origin.media_type not in FEED_TYPES for sign in _signs(article)}
    seen: set[tuple[str, str]] = set()
    found: dict[str, str] = {}
    for article in sorted(articles, key=lambda article: (article.origin.path, article.origin.member or "", article.id)):
        is_entry = article.origin.media_type in FEED_TYPES
        if is_entry and not pages.isdisjoint(_signs(article)):
            found[article.id] = "the entry of a feed whose page was read"
        elif article.url and (is_entry or article.retrieved):
            if (article.url, article.text) in seen:
                found[article.id] = "collected twice, word for word"
            seen.add((article.url, article.text))
    return found


def _signs(article: Article) -> Iterator[tuple[str, str]]:
    """Yield what an article and its announcement have in common: the address, and the headline at a host."""
    try:
        parts = urlsplit(article.url or "")
    except ValueError:
        return
    if parts.hostname:
        host = parts.hostname.removeprefix("www.")
        yield host, f"{parts.path.rstrip('/')}?{parts.query}"
        if article.title:
            yield host, " ".join(article.title.split()).casefold()
