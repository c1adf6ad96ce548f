"""Whether a place in a paragraph lies inside double quotation marks. It knows neither sentences nor speakers."""

from __future__ import annotations

# What stands before a straight mark that opens.
_BEFORE_OPENING = frozenset(" \t\n\u00a0([—–-'‘")


class Quotation:
    """Whether a place lies inside double quotation marks; looks forward only, so that many questions stay linear."""

    def __init__(self, text: str, start: int = 0) -> None:
        self._text, self._at, self._curly, self._straight = text, start, False, False

    def open_at(self, place: int) -> bool:
        """Whether `place` (never before an earlier question) is inside a quotation that opened since the start.

        The last mark decides, so that a mark forgotten by the typist spoils no more than its own quotation.
        """
        text, at = self._text, self._at
        self._at = max(place, at)
        opening = max(text.rfind("“", at, place), text.rfind("«", at, place))
        closing = max(text.rfind("”", at, place), text.rfind("»", at, place))
        self._curly = opening > closing if opening != closing else self._curly
        straight = text.rfind('"', at, place)
        if straight >= 0:
            self._straight = straight == 0 or text[straight - 1] in _BEFORE_OPENING
        return self._curly or self._straight
