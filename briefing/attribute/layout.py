"""What the layout of print tells: whose turn it is in a transcript ("WALLACE: Will she be there?"), and what parts no paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from briefing.model import Article, Sentence, Span

_TURN = re.compile(r"[\"“]?([A-Z][\w.'’-]*(?:[ \u00a0]+[A-Z][\w.'’-]*){0,3})(:)[ \u00a0]+(?=\S)")
_INSET = 2  # gaps between the words of a line in capitals that is more than a name
_SPEAKERS, _TURNS = 2, 2  # a transcript has two speakers who take turns; headings and updates do not


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says by layout: in the sentences [first, last) of his paragraph; `cue` is the colon."""

    first: int
    last: int
    content: tuple[Span, ...]
    source: Span
    cue: Span


def turns(article: Article, split: Sequence[Sentence]) -> Iterator[Turn]:
    """Yield the turns of the speakers who take several. Linear in the text."""
    paragraphs = [list(group) for _, group in groupby(split, key=lambda sentence: sentence.paragraph)]
    opened = [(group, found) for group in paragraphs if (found := _TURN.match(group[0].text))]
    often = {name for name, count in Counter(found[1] for _, found in opened).items() if count >= _TURNS}
    if len(often) < _SPEAKERS:
        return
    for group, found in opened:
        if found[1] in often:
            base, end = group[0].span.start, group[0].span.end
            spoken = [Span(base + found.end(), end), *(sentence.span for sentence in group[1:])]
            yield Turn(
                first=group[0].index,
                last=group[-1].index + 1,
                content=tuple(span for span in spoken if any(letter.isalnum() for letter in span.of(article.text))),
                source=Span(base + found.start(1), base + found.end(1)),
                cue=Span(base + found.start(2), base + found.end(2)),
            )


def prose(split: Sequence[Sentence]) -> Iterator[Sentence | None]:
    """Yield the sentences with their paragraphs counted anew: insets in capitals part no paragraph from the next.

    An inset is None.
    """
    paragraphs: dict[int, int] = {}
    for sentence in split:
        if _is_inset(sentence.text):
            yield None
        else:
            yield replace(sentence, paragraph=paragraphs.setdefault(sentence.paragraph, len(paragraphs)))


def _is_inset(text: str) -> bool:
    """Whether a sentence is a line in capitals throughout: a headline or an advertisement between paragraphs."""
    return text.isupper() and text.count(" ") >= _INSET
