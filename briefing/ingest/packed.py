"""Articles of a large reading keep their texts as bytes, of a very large one compressed: a brief reads some hundred closely."""

from __future__ import annotations

import zlib
from dataclasses import fields

from briefing.ingest.source import MB
from briefing.model import Article

# Bytes of all files together, up to which texts are held as they are, and up to which they are not compressed. A string with
# one typographic mark in it takes two bytes a letter; UTF-8 takes half of it, and unpacks fifty times faster than zlib.
_AS_THEY_ARE, _AS_BYTES = 16 * MB, 64 * MB
_FAST = 1  # level: half the size of the text at a hundred megabytes a second; the best level saves little more


class Encoded(Article):
    """An article whose text is decoded each time it is asked for. Equal to another of its kind with the same fields."""

    __slots__ = ("_held",)
    _held: bytes

    @property
    def text(self) -> str:
        """The text, as any article has it."""
        return self._loosened(self._held).decode("utf-8", "surrogatepass")

    @text.setter
    def text(self, text: str) -> None:
        """Take the text; the constructor of the frozen class alone comes here."""
        object.__setattr__(self, "_held", self._tightened(text.encode("utf-8", "surrogatepass")))

    @staticmethod
    def _tightened(raw: bytes) -> bytes:
        return raw

    @staticmethod
    def _loosened(held: bytes) -> bytes:
        return held


class Packed(Encoded):
    """The same, with its text compressed."""

    __slots__ = ()

    @staticmethod
    def _tightened(raw: bytes) -> bytes:
        return zlib.compress(raw, _FAST)

    @staticmethod
    def _loosened(held: bytes) -> bytes:
        return zlib.decompress(held)


def kind_for(size: int) -> type[Article]:
    """Return how articles are held of files of so many bytes together."""
    return Article if size <= _AS_THEY_ARE else Encoded if size <= _AS_BYTES else Packed


def unpacked(article: Article) -> Article:
    """Return the article with its text at hand."""
    if type(article) is Article:
        return article
    return Article(**{field.name: getattr(article, field.name) for field in fields(article)})
