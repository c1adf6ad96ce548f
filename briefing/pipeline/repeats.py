"""What is to be said about copies: what those behind a source left out or put in, and pages whose text was changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefing.dedupe.evidence import differences
from briefing.model import Copies, CopyReason, Notice, Severity, Source

_TOLD = 20  # copies of one source whose differences are looked up; fifty reprints differ in nothing of note
_LONGEST = 300  # characters of a sentence inside a notice


def with_differences(sources: Sequence[Source], folded: Sequence[Copies]) -> tuple[Source, ...]:
    """Return the sources, each copy behind them with a sentence that it cut and one that it added."""
    known = {entry.original.id: entry for entry in folded}
    return tuple(_compared(source, known[source.article]) if source.copies else source for source in sources)


def _compared(source: Source, entry: Copies) -> Source:
    copies = []
    for number, (shown, copy) in enumerate(zip(source.copies, entry.copies, strict=True)):
        if number < _TOLD and copy.reason is not CopyReason.IDENTICAL:
            cut, added = differences(entry.original, copy.article)
            copies.append(replace(shown, cut=cut, added=added))
        else:
            copies.append(shown)
    return replace(source, copies=tuple(copies))


def silent_edits(folded: Sequence[Copies]) -> Iterator[Notice]:
    """Yield a remark for each page that was read with two texts."""
    for entry in folded:
        for copy in entry.copies:
            if copy.reason is CopyReason.EDITED:
                cut, added = differences(entry.original, copy.article)
                told = [
                    f"{what} “{text[:_LONGEST]}”" for what, text in (("now without", added), ("now with", cut)) if text
                ]
                yield Notice(
                    room="dedupe",
                    severity=Severity.REMARK,
                    subject=entry.original.url or entry.original.name,
                    message=f"the text at this address was changed; {'; '.join(told) or 'in a few words'} – the later text counts",
                )
