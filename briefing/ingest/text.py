"""Plain text and Markdown, with or without fields above them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.ingest.clean import decode, readable
from briefing.ingest.draft import Block, Course, Draft, Found, remark
from briefing.ingest.frontmatter import split_front
from briefing.ingest.paragraphs import paragraphs
from briefing.ingest.source import Source
from briefing.ingest.whence import set_source
from briefing.model import FurnitureKind as Kind

_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-{2,})\s*$")
_RULE = re.compile(r"\s{0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_TABLE = re.compile(r"\s*\|.*\|\s*$")
_REFERENCE = re.compile(r"\s{0,3}\[[^\]]{1,80}\]:\s+\S+")
_LIST_MARK = re.compile(r"\s{0,12}(?:[-*+]|\d{1,3}[.)])\s+")
_QUOTE_MARK = re.compile(r"\s{0,3}(?:>\s?)+")
_IMAGE = re.compile(r"!\[([^\]]{0,300})\]\([^()\s]{0,1000}(?:\s+\"[^\"]{0,300}\")?\)|!\[[^\]]{0,300}\]\[[^\]]{0,80}\]")
_LINK = re.compile(
    r"\[([^\[\]]{0,500})\]\((?:<[^<>]{0,1000}>|[^()\s]{0,1000}(?:\([^()\s]{0,200}\)[^()\s]{0,500})?)(?:\s+\"[^\"]{0,300}\")?\)|\[([^\[\]]{1,300})\]\[[^\]]{0,80}\]"
)
_AUTOLINK = re.compile(r"<(https?://[^<>\s]{1,1000})>")
_STRONG = re.compile(
    r"(?<![\w*])(\*{1,3})(?=\S)([^*]{1,1000}?)(?<=\S)\1(?!\w)|(?<![\w_])(_{1,3})(?=\S)([^_]{1,1000}?)(?<=\S)\3(?![\w_])"
)
_CODE_SPAN = re.compile(r"`([^`]{1,300})`")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_TAG = re.compile(
    r"</?(?:br|p|div|span|b|i|em|strong|a|img|sup|sub|u|center|figure|figcaption|iframe|script|style)\b[^<>]{0,1000}>",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"<!--[^>]{0,2000}-->")
_ONLY_LINK = re.compile(r"\s*(?:[-*+]\s+|\d{1,3}[.)]\s+)?\[[^\[\]]{0,300}\]\([^()\s]{0,1000}\)\s*$")


def read_text(source: Source, _: Course) -> Found:
    """Read plain text: one article."""
    yield from _article(source, "text/plain")


def read_markdown(source: Source, _: Course) -> Found:
    """Read Markdown: one article."""
    yield from _article(source, "text/markdown")


def _article(source: Source, media_type: str) -> Found:
    text, doubt = decode(source.all())
    if doubt:
        yield remark(doubt, source.label)
    front, body = split_front(readable(text))
    blocks = (
        list(markdown_blocks(body)) if media_type == "text/markdown" else [Block(line) for line in paragraphs(body)]
    )
    draft = Draft(blocks=blocks, media_type=media_type, member=source.label, headless="title" not in front)
    place = front.pop("source", None)
    for name, value in front.items():
        setattr(draft, name, value)
    set_source(draft, place)
    if media_type == "text/markdown":
        _title_from_heading(draft)
    yield draft


def _title_from_heading(draft: Draft) -> None:
    """Take the title of a Markdown text without fields from a heading at its top."""
    if draft.headless and draft.blocks and draft.blocks[0].kind is Kind.HEADLINE:
        draft.title, draft.headless = draft.blocks[0].text, False


def markdown_blocks(text: str) -> Iterator[Block]:
    """Yield the paragraphs of Markdown without their marks; code, tables and headings as what they are."""
    plain: list[str] = []
    fence = ""
    for line in [*_COMMENT.sub("", text).split("\n"), ""]:
        mark = _FENCE.match(line)
        if fence or mark:
            yield from _flush(plain)
            closing = bool(fence) and mark is not None and mark[1].startswith(fence)
            if fence and not closing and line.strip():
                yield Block(line, Kind.CODE)
            fence = "" if closing else fence or (mark[1] if mark else "")
        elif plain and _UNDERLINE.match(line) and plain[-1].strip() and (len(plain) == 1 or not plain[-2].strip()):
            heading = plain.pop()
            yield from _flush(plain)
            yield Block(_inline(heading), Kind.HEADLINE)
        elif _RULE.match(line) or _REFERENCE.match(line):
            yield from _flush(plain)
        elif found := _HEADING.match(line):
            yield from _flush(plain)
            yield Block(_inline(found[2]), Kind.HEADLINE)
        elif _TABLE.match(line):
            yield from _flush(plain)
            yield Block(_inline(line.strip(" |").replace("|", " ")), Kind.CODE)
        elif _ONLY_LINK.match(line):
            yield from _flush(plain)
            yield Block(_inline(_LIST_MARK.sub("", line)), Kind.LINKS)
        else:
            plain.append(line)
    yield from _flush(plain)


def _flush(plain: list[str]) -> Iterator[Block]:
    """Yield what gathered as paragraphs, list marks and quotation marks of Markdown removed, and forget it."""
    lines = []
    for line in plain:
        bare = _QUOTE_MARK.sub("", line)
        mark = _LIST_MARK.match(bare)
        lines += ["", bare[mark.end() :]] if mark else [bare]
    plain.clear()
    for paragraph in paragraphs("\n".join(lines)):
        yield Block(_inline(paragraph))


def _inline(line: str) -> str:
    """Return the words of a line as a reader of the rendered page sees them."""
    line = _IMAGE.sub("", line)
    line = _LINK.sub(lambda found: found[1] or found[2] or "", line)
    line = _AUTOLINK.sub(r"\1", line)
    line = _TAG.sub("", line)
    line = _STRONG.sub(lambda found: found[2] or found[4], line)
    line = _CODE_SPAN.sub(r"\1", line)
    return _ESCAPE.sub(r"\1", line)
