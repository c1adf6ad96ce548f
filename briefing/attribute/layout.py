"""What the layout of print tells: whose turn it is in a transcript ("WALLACE: Will she be there?"), and what parts no paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from briefing.attribute.grammar import Words
from briefing.attribute.source import before
from briefing.lexicon.cues import cues
from briefing.model import Article, Sentence, Span

_NAME = r"[A-Z][\w.'’-]*(?:[ \u00a0]+[A-Z][\w.'’-]*)"
_TURN = re.compile(rf"[\"“]?(?P<name>{_NAME}{{0,3}})(?P<cue>:)[ \u00a0]+(?=\S)")
_SIGNED = re.compile(rf"[”\"][ \u00a0]*(?P<cue>[―—–]|--)[ \u00a0]*(?P<name>{_NAME}{{1,4}})[ \u00a0.]*$")
_QUOTES = '“"”'
_INSET = 2  # gaps between the words of a line in capitals that is more than a name
_SPEAKERS, _TURNS = 2, 2  # a transcript has two speakers who take turns; headings and updates do not


@dataclass(frozen=True, slots=True)
class Turn:
    """What somebody says by layout: in the sentences [first, last) of a paragraph; `cue` is the mark or verb that tells it."""

    first: int
    last: int
    content: tuple[Span, ...]
    source: Span
    cue: Span


Paragraph = Sequence[Sentence]


def turns(article: Article, split: Sequence[Sentence], words: Sequence[Words]) -> Iterator[Turn]:
    """Yield the turns of transcripts, signed quotations, and paragraphs set off below "X added:". Linear in the text."""
    paragraphs = [list(group) for _, group in groupby(split, key=lambda sentence: sentence.paragraph)]
    opened = [_TURN.match(group[0].text) for group in paragraphs]
    often = {name for name, count in Counter(found["name"] for found in opened if found).items() if count >= _TURNS}
    for number, group in enumerate(paragraphs):
        found = opened[number]
        if found and found["name"] in often and len(often) >= _SPEAKERS:
            base = group[0].span.start
            yield _turn(article, group, (base + found.end(), group[-1].span.end), found, base=base)
        elif group[0].text[0] in _QUOTES and (signed := _signature(article, group)):
            yield _turn(article, group, (group[0].span.start, signed.start() + 1), signed, base=0)
        elif number and (one := _set_off(paragraphs[number - 1], group, words)) and not _signature(article, group):
            yield one


def _signature(article: Article, group: Paragraph) -> re.Match[str] | None:
    return _SIGNED.search(article.text, group[0].span.start, group[-1].span.end)


def _turn(article: Article, group: Paragraph, bounds: tuple[int, int], found: re.Match[str], *, base: int) -> Turn:
    start, end = bounds
    spoken = [
        Span(max(start, sentence.span.start), min(end, sentence.span.end))
        for sentence in group
        if sentence.span.end > start and sentence.span.start < end
    ]
    return Turn(
        first=group[0].index,
        last=group[-1].index + 1,
        content=tuple(span for span in spoken if any(letter.isalnum() for letter in span.of(article.text))),
        source=Span(base + found.start("name"), base + found.end("name")),
        cue=Span(base + found.start("cue"), base + found.end("cue")),
    )


def _set_off(above: Paragraph, group: Paragraph, words: Sequence[Words]) -> Turn | None:
    """As in "The governor added:" at the end of a paragraph: the next paragraph is what he added."""
    line = words[above[-1].index]
    if len(line) < _FEW or line.word[-1] != ":" or line.quoted[-1]:
        return None
    at = next((at for at in range(len(line) - 2, max(0, len(line) - _NEAR), -1) if line.low[at] in _ADDED), None)
    who = before(line, at) if at else None
    if at is None or who is None:
        return None
    return Turn(
        first=group[0].index,
        last=group[-1].index + 1,
        content=tuple(sentence.span for sentence in group),
        source=line.span(*who),
        cue=line.span(at, at + 1),
    )


_FEW, _NEAR = 3, 8  # words of "Marsh added:", and words behind its verb: "wrote in a statement on Monday:"
_ADDED = frozenset(
    word
    for word, cue in cues().items()
    if cue.form in {"past", "third"} and {"bare", "quote"} & cue.takes and not cue.noun
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
            paragraph = paragraphs.setdefault(sentence.paragraph, len(paragraphs))
            yield sentence if paragraph == sentence.paragraph else replace(sentence, paragraph=paragraph)


def _is_inset(text: str) -> bool:
    """Whether a sentence is a line in capitals throughout: a headline or an advertisement between paragraphs."""
    return text.isupper() and text.count(" ") >= _INSET
