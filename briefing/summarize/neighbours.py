"""What stands right beside a passage in its article, so that a reader sees it in its context."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from briefing.model import Sentence, Span

_LONGEST = 600  # characters; three times a long sentence of news: what exceeds it is a table or a list, and no context


def beside(span: Span, text: str, sentences: Sequence[Sentence]) -> tuple[str | None, str | None]:
    """Return the sentences right before and after `span`; None at the ends, and where something else stands between.

    `sentences` are those of the article in their order.
    """
    first = bisect_left(sentences, span.start, key=lambda sentence: sentence.span.start)
    last = bisect_left(sentences, span.end, key=lambda sentence: sentence.span.start)
    before = sentences[first - 1] if first else None
    after = sentences[last] if last < len(sentences) else None
    return (
        _whole(before, text[before.span.end : span.start]) if before else None,
        _whole(after, text[span.end : after.span.start]) if after else None,
    )


def _whole(sentence: Sentence, between: str) -> str | None:
    return sentence.text if len(sentence.text) <= _LONGEST and not between.strip() else None
