"""The prose of an article: its text without the furniture."""

from __future__ import annotations

from briefing.model import Article


def prose(article: Article) -> str:
    """Return the text of an article without its furniture. For comparing and counting only: places in it mean nothing."""
    if not article.furniture:
        return article.text
    parts = []
    at = 0
    for piece in sorted(article.furniture, key=lambda piece: piece.span):
        if piece.span.start > at:
            parts.append(article.text[at : piece.span.start])
        at = max(at, piece.span.end)
    parts.append(article.text[at:])
    return "\n".join(parts)
