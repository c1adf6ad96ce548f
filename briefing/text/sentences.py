"""Sentence boundaries of news prose, by rule. It refuses to know languages, markup, and what a sentence means.

One regular expression finds every place where a sentence could end; each place is then decided by a few look-ups in
bounded windows around it (`sentence_ends`), so the whole is linear in the text. There is no cap on the length of a
sentence: a text without end marks is one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.model import Article, Sentence, Span
from briefing.text.quotation import Quotation
from briefing.text.sentence_ends import CANDIDATE, ends

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")


def split(paragraph: str) -> list[Span]:
    """Return the spans of the sentences of one paragraph, trimmed, in order, covering every character but white space.

    Closing quotation marks, brackets and footnote marks belong to the sentence they close. Source: rules of our own;
    measured against hand-split news (see the case tables under tests/cases/sentences).
    """
    start = len(paragraph) - len(paragraph.lstrip())
    stop = len(paragraph.rstrip())
    spans = []
    quotation = Quotation(paragraph)
    for found in CANDIDATE.finditer(paragraph, start, stop):
        end = found.end(3) if found[4] is None or found[4].isspace() else len(found[0].rstrip()) + found.start()
        if found.end() < stop and found.start() > start and ends(paragraph, start, found, quotation):
            spans.append(Span(start, end))
            start = found.end()
    if start < stop:
        spans.append(Span(start, stop))
    return spans


def sentences(article: Article) -> tuple[Sentence, ...]:
    """Return the sentences of the prose of an article, in reading order.

    Newlines end paragraphs, and sentences never cross one. Furniture is left out; a paragraph that is furniture
    altogether is not counted. A piece without a letter or a digit ("* * *") is no sentence.
    """
    result: list[Sentence] = []
    paragraph = -1
    last = -1
    for number, piece in _prose(article):
        for span in split(piece.of(article.text)):
            place = Span(piece.start + span.start, piece.start + span.end)
            text = place.of(article.text)
            if not _LETTER_OR_DIGIT.search(text):
                continue
            paragraph += number != last
            last = number
            result.append(Sentence(article=article.id, index=len(result), paragraph=paragraph, span=place, text=text))
    return tuple(result)


def _prose(article: Article) -> Iterator[tuple[int, Span]]:
    """Yield (number of the paragraph, span of prose): paragraphs with the furniture cut out of them."""
    blocked = sorted(piece.span for piece in article.furniture)
    first = 0
    for number, found in enumerate(_PARAGRAPH.finditer(article.text)):
        at, end = found.span()
        while first < len(blocked) and blocked[first].end <= at:
            first += 1
        ahead = first
        while ahead < len(blocked) and blocked[ahead].start < end:
            if blocked[ahead].start > at:
                yield number, Span(at, blocked[ahead].start)
            at = max(at, blocked[ahead].end)
            ahead += 1
        if at < end:
            yield number, Span(at, end)
