"""Names for articles: the id that was given, or a hash of content; no two articles share one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from briefing.model import Article

_LENGTH = 12  # hex digits of an id made from content: 48 bits, one clash expected among 20 million articles
_SUFFIX = 4


def content_id(outlet: str | None, title: str | None, text: str) -> str:
    """Return the id that an article has by its content alone."""
    return _digest(outlet or "", title or "", text)[:_LENGTH]


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _order(article: Article) -> tuple[str, ...]:
    """Return what decides who keeps an id: content first, then place, never the order of reading."""
    published = article.published.isoformat() if article.published else "9"
    return (
        published,
        article.outlet or "",
        article.title or "",
        article.text,
        article.origin.path,
        article.origin.member or "",
    )


def distinct(articles: Iterable[Article]) -> tuple[list[Article], dict[str, list[tuple[Article, str]]]]:
    """Return the articles with ids of their own, and by path those renamed, with the id they share.

    The first by content keeps the id; the others get "~" and hex digits of a hash of content and place.
    """
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for article in articles:
        groups[article.id].append(article)
    counts = Counter(dict.fromkeys(groups, 1))
    result: list[Article] = []
    renamed: defaultdict[str, list[tuple[Article, str]]] = defaultdict(list)
    for name in sorted(groups):
        first, *others = sorted(groups[name], key=_order)
        result.append(first)
        for article in others:
            digest = _digest(name, *_order(article))
            length = _SUFFIX
            while counts[new := f"{name}~{digest[:length]}"] and length < len(digest):
                length += 1
            counts[new] += 1
            another = replace(article, id=new)
            result.append(another)
            renamed[article.origin.path].append((another, name))
    return result, renamed
