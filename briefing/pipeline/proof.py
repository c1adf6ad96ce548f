"""Does every printed sentence stand in its source? The answer is read from the sources again, not from memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefing.model import Article, Brief, Citation, Line, Source

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
        if article is not None and not _beside(citation, article.text):
            yield f"line {line.id}: what is shown around “{citation.text[:80]}” does not stand there in article {citation.article}"
    if not stands_in(line.text, [citation.text for citation in line.citations]):
        yield f"line {line.id}: “{line.text[:80]}” is not made of its cited passages"


def _beside(citation: Citation, text: str) -> bool:
    """Whether the sentences shown before and after a passage stand there, with nothing but blanks between."""
    head, tail = text[: citation.span.start].rstrip(), text[citation.span.end :].lstrip()
    return head.endswith(citation.before or "") and tail.startswith(citation.after or "")


def stands_in(printed: str, passages: Sequence[str]) -> bool:
    """Whether a printed text is one of the passages, letter by letter, but for edits of the kinds that are allowed.

    "[…]" stands for words left out; "[3 October 2020]" and "[Ona Palst:]" are only added; "[Ona Palst]" stands in the place of a
    pronoun, of a role, or of the same name in a shorter form. A bracket may also be the source's own. Nothing else may
    differ: no word can be dropped, added or moved unseen.
    """
    if not any(character.isalpha() for character in _EDIT.sub("", printed)):
        return False
    pattern = _pattern(printed)
    return any(printed == passage or pattern.fullmatch(passage) for passage in passages)


_DATED = re.compile(r"\[[^\[\]]*\b\d{4}\]")
_ELIDED = "[…]"
# What a name in brackets may have replaced, besides a shorter form of the name itself.
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Ww]e|I)"
_POSSESSIVE = r"(?:[Hh]is|[Hh]er)"
_ROLE = r"[Tt]he(?: [a-z][\w’'-]*){1,6}"
_TITLES = r"(?:[A-Z][\w.]*\.? ){0,3}"


def _pattern(printed: str) -> re.Pattern[str]:
    """Turn a printed text into the pattern of the passages it may have been made from; linear in both for real lines."""
    parts = []
    at = 0
    for edit in _EDIT.finditer(printed):
        parts.append(re.escape(printed[at : edit.start()]))
        at = edit.end()
        parts.append(_allowed(edit[0], parts, before=printed[: edit.start()]))
        if edit[0] == _ELIDED or edit[0].endswith(":]"):
            at += printed.startswith(" ", at)  # the blank behind a leading edit is the edit's own
    parts.append(re.escape(printed[at:]))
    return re.compile("".join(parts), re.DOTALL)


def _allowed(edit: str, parts: list[str], *, before: str) -> str:
    """The pattern of what an edit may stand for; an added date takes the blank before it along."""
    own = re.escape(edit)
    if edit == _ELIDED:
        return f"(?:{own} |.+?)"
    if edit in {"[“]", "[”]"}:
        return f"(?:{own}|)"  # the mark stands in a sentence before or behind
    if edit.endswith(":]"):
        return f"(?:{own} |)"
    if _DATED.fullmatch(edit):
        if before.endswith(" "):
            parts[-1] = parts[-1][: -len(re.escape(" "))]
            return f"(?: {own}|)"
        return f"(?:{own}|)"
    if edit.endswith(("’s]", "'s]")):
        return f"(?:{own}|{_POSSESSIVE})"
    words = edit[1:-1].replace(",", " ").split()
    surname = re.escape(words[-1]) if words else own
    if len(words) > 1 and re.fullmatch(r"[A-Z][a-z]+-[a-z]+", words[-1]):
        surname = f"(?:{surname}|{re.escape(words[-2])})"  # the surname stands first: Ban Ki-moon
    return f"(?:{own}|{_PRONOUN}|{_ROLE}|{_TITLES}{surname})"
