"""What the readers may take in, and why no more."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestSettings:
    """Caps of the readers, each with its unit in its name and its reason beside it.

    Caps without a source are our choice: far above any article, far below what would hurt an ordinary machine. What
    goes beyond a cap is a notice, never an error.
    """

    files: int = 200_000  # in all folders together: a wrong folder (a home directory) must not run for a day
    file_mb: int = 256  # one file as it lies on disk, but for JSON Lines; two copies of it stand in the child's memory
    document_mb: int = (
        32  # one page, message, feed or PDF, which its parser holds whole (feedparser: about 10 times that)
    )
    unpacked_mb: int = 2048  # all that one packed file unpacks to; it is streamed, so this bounds time, not memory
    expansion_ratio: int = 200  # unpacked to packed; text packs 3 to 10 times, repeated markup up to 100 times
    expansion_floor_mb: int = 8  # below it no ratio is looked at: small files may repeat themselves
    line_mb: int = 8  # one line of JSON; its parsed form takes up to 30 times as much
    members: int = 20_000  # in one archive
    entries: int = 1_000_000  # articles of one file
    pages: int = 1_000  # of one PDF
    nesting: int = 2  # archives in archives, attachments in attachments
    tag_depth: int = 512  # open elements in a page; real pages stay below 100, deep trees exhaust the stack of C code
    article_chars: int = 200_000  # a book; the longest of 8,000 news articles measured has about 90,000
    sentence_chars: int = (
        2_000  # without an end; the longest of 69,000 sentences of news has 1,538, lists of links more
    )
    least_words: int = 5  # of prose: fewer are no article
    notices_per_file: int = 40  # further ones are counted in a last notice
    retries_per_file: int = 8  # members of one file that may cost a child its life before the rest is given up
    answer_seconds: float = 8.0  # a parser that says nothing for so long hangs; the slowest real page took 3 s
    file_seconds: float = 3600.0  # one file, all its members together
