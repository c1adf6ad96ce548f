"""Does every printed sentence stand in its source? The answer is read from the sources again, not from memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefing.model import Article, Brief, Line, Source

_EDIT = re.compile(r"\[[^\[\]]*\]")


def verify(brief: Brief, articles: Sequence[Article]) -> tuple[str, ...]:
    """Return what does not hold, one sentence each; () when every line stands verbatim in its source.

    Checked for each line and bottom line: the cited passage stands at its place in the article as read again; the article's
    bytes have the recorded SHA-256; and the printed text, its bracketed edits taken out, stands in the passages in order.
    """
    by_id = {article.id: article for article in articles}
    sources = {source.number: source for source in brief.sources}
    faults: list[str] = []
    for source in brief.sources:
        faults.extend(_source_faults(source, by_id))
    for chapter in brief.chapters:
        for line in (*chapter.bottom_line, *chapter.lines):
            faults.extend(_line_faults(line, by_id, sources))
        for figure in chapter.figures:
            article = by_id.get(figure.article)
            if article is not None and figure.span.of(article.text) != figure.text:
                faults.append(f"figure “{figure.text}”: not at its place in article {figure.article}")
    return tuple(dict.fromkeys(faults))


def _source_faults(source: Source, by_id: Mapping[str, Article]) -> Iterator[str]:
    article = by_id.get(source.article)
    name = f"source {source.number} ({source.path}{'!' + source.member if source.member else ''})"
    if article is None:
        yield f"{name}: no such article in the sources – name the files the brief was made from"
    elif article.origin.sha256 != source.sha256:
        yield f"{name}: its bytes have changed (SHA-256 {article.origin.sha256[:12]}… instead of {source.sha256[:12]}…)"


def _line_faults(line: Line, by_id: Mapping[str, Article], sources: Mapping[int, Source]) -> Iterator[str]:
    for citation in line.citations:
        article = by_id.get(citation.article)
        if citation.source not in sources or sources[citation.source].article != citation.article:
            yield f"line {line.id}: cites source {citation.source}, which is another article"
        if article is not None and citation.span.of(article.text) != citation.text:
            yield f"line {line.id}: “{citation.text[:80]}” does not stand at {citation.span.start}–{citation.span.end} of article {citation.article}"
    if not stands_in(line.text, [citation.text for citation in line.citations]):
        yield f"line {line.id}: “{line.text[:80]}” is not made of its cited passages"


def stands_in(printed: str, passages: Sequence[str]) -> bool:
    """Whether a printed text, its bracketed edits taken out, stands piece by piece and in order in the first passage that begins it.

    Letters outside brackets must all be the source's; a bracket that stands in the source itself is no edit.
    """
    if any(printed == passage for passage in passages):
        return True
    pieces = [piece.strip() for piece in _EDIT.split(printed)]
    return any(_in_order([piece for piece in pieces if piece], passage) for passage in passages)


def _in_order(pieces: Sequence[str], passage: str) -> bool:
    at = 0
    for piece in pieces:
        found = passage.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True
