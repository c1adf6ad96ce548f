"""Articles of a very large reading keep their texts compressed: of a hundred thousand a brief reads some hundred closely."""

from __future__ import annotations

import zlib
from dataclasses import fields

from briefing.model import Article

_FAST = 1  # level: half the size of the text at a hundred megabytes a second; the best level saves little more


class Packed(Article):
    """An article whose text is unpacked each time it is asked for. Equal to another packed one with the same fields."""

    __slots__ = ("_packed",)
    _packed: bytes

    @property
    def text(self) -> str:
        """The text, as any article has it."""
        return zlib.decompress(self._packed).decode("utf-8", "surrogatepass")

    @text.setter
    def text(self, text: str) -> None:
        """Take the text; the constructor of the frozen class alone comes here."""
        object.__setattr__(self, "_packed", zlib.compress(text.encode("utf-8", "surrogatepass"), _FAST))


def unpacked(article: Article) -> Article:
    """Return the article with its text at hand."""
    if not isinstance(article, Packed):
        return article
    return Article(**{field.name: getattr(article, field.name) for field in fields(article)})
