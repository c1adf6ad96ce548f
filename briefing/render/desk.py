"""The desk on which one document is laid out: how a line becomes an entry, where it is anchored, who cites whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from string import ascii_lowercase

from briefing.model import Brief, Citation, Line, Source, Status
from briefing.render.escape import excerpt, name, right_to_left, visible, web_address
from briefing.render.sheet import Backlink, Entry, Passage, Reference
from briefing.render.wording import Wording

_THIRD = "third:"


class Desk:
    """Hands out entries and remembers what stands where; lives for one document."""

    def __init__(self, brief: Brief, wording: Wording) -> None:
        self.wording = wording
        self.edited = bool(brief.edits)
        self.sources = {source.number: source for source in brief.sources}
        self._number_of = {
            article: source.number
            for source in reversed(brief.sources)
            for article in (*(copy.article for copy in source.copies), source.article)
        }
        self._chapter = ""
        self._anchors: dict[tuple[str, str], str] = {}
        self._placed: set[str] = set()
        self.passages: list[Passage] = []
        self._numbers: dict[str, int] = {}
        self._back: dict[int, list[tuple[int, str]]] = {source.number: [] for source in brief.sources}

    def open(self, chapter: str) -> None:
        """Begin a chapter: from now on line ids mean lines of this one."""
        self._chapter = chapter

    def home(self, line: Line) -> Entry:
        """Print a line where it belongs: here is its anchor, and from here the sources are cited."""
        anchor = self._anchor(line.id)
        if anchor in self._placed:
            return self.again(line)
        self._placed.add(anchor)
        number = self._numbers.setdefault(anchor, len(self._numbers) + 1)
        entry = self._entry(line, visible(line.text), anchor)
        entry = replace(entry, references=tuple(self._with_passage(line, mark, entry) for mark in entry.references))
        for reference in entry.references:
            self._back.setdefault(reference.number, []).append((number, entry.link))
        return entry

    def _with_passage(self, line: Line, mark: Reference, entry: Entry) -> Reference:
        """Keep the passage that a mark stands for, and say at the mark where it is."""
        cited = next(citation for citation in line.citations if citation.source == mark.number)
        source = self.sources.get(mark.number)
        if source is None:
            return mark
        passage = Passage(
            anchor=f"passage-{len(self.passages) + 1}",
            number=mark.number,
            outlet=self.outlet(source),
            published=self.published(source),
            before=visible(cited.before) if cited.before else None,
            text=visible(cited.text),
            after=visible(cited.after) if cited.after else None,
            language=self._language(source),
            rtl=right_to_left(cited.text),
            line=entry.link,
        )
        self.passages.append(passage)
        return replace(mark, passage=passage.anchor)

    def again(self, line: Line, width: int | None = None) -> Entry:
        """Print a line, or its beginning, at a second place; it links to the first."""
        text = visible(line.text)
        shown = self._entry(line, excerpt(text, width) if width else text)
        return replace(shown, note=None) if width else shown

    def _entry(self, line: Line, text: str, anchor: str | None = None) -> Entry:
        source = self.sources.get(line.citations[0].source)
        return Entry(
            anchor=anchor,
            number=self._numbers.get(self._anchor(line.id)),
            link=f"#{self._anchor(line.id)}",
            speaker=self._speaker(line, text),
            text=text,
            language=self._language(source),
            rtl=right_to_left(text),
            references=tuple(self._references(line.citations)),
            reports=self.wording.count("reports", line.origins) if line.origins > 1 else None,
            status=None if line.status is Status.NEW else self.wording.label("status", line.status),
            note=visible(line.note) if line.note else None,
            side=party(line.side) if line.side else None,
            fresh=line.status in {Status.NEW, Status.UPDATED, Status.REVERSED},
        )

    def _anchor(self, line: str) -> str:
        """Return the id of a line in the document: its own id, made fit for HTML and unique."""
        key = (self._chapter, line)
        if key not in self._anchors:
            plain = re.sub(r"[^\w.-]+", "-", visible(line), flags=re.ASCII)
            plain = f"line-{plain}" if re.match(r"source-|chapter-|passage-|$", plain) else plain
            taken = set(self._anchors.values())
            numbered = (f"{plain}-{n}" for n in count(2))
            self._anchors[key] = plain if plain not in taken else next(free for free in numbered if free not in taken)
        return self._anchors[key]

    def _speaker(self, line: Line, text: str) -> str | None:
        if line.speaker is None:
            return None
        speaker = visible(line.speaker)
        words = re.findall(r"\w+", speaker.split(",")[0])
        named = bool(words) and words[-1][0].isupper() and re.search(rf"\b{re.escape(words[-1])}\b", text)
        return None if named or speaker.casefold() in text.casefold() else capital(speaker)

    def _language(self, source: Source | None) -> str | None:
        language = source.language if source else None
        return language if language != self.wording.language and re.fullmatch(r"[a-z]{2,3}", language or "") else None

    def _references(self, citations: Iterable[Citation]) -> Iterable[Reference]:
        return (self.reference(number) for number in dict.fromkeys(citation.source for citation in citations))

    def reference(self, number: int) -> Reference:
        """Return the mark that cites source `number`."""
        source = self.sources.get(number)
        title = f"{self.outlet(source)}, {self.published(source)}" if source else ""
        return Reference(
            number=number, link=f"#source-{number}", title=title, url=web_address(source.url) if source else None
        )

    def reference_of(self, article: str) -> tuple[Reference, ...]:
        """Return the mark for an article or for the source it is a copy of; empty if it is not among the sources."""
        number = self._number_of.get(article)
        return () if number is None else (self.reference(number),)

    def outlet(self, source: Source) -> str:
        """Name the outlet of a source."""
        return name(source.outlet) if source.outlet else str(self.wording.labels.document.no_outlet)

    def published(self, source: Source, *, short: bool = False) -> str:
        """Write when a source was published; `short` where room is scarce."""
        if source.published is None:
            return str(self.wording.labels.document.undated)
        return self.wording.moment(source.published, day_only=source.published_day_only, short=short)

    def back(self, number: int) -> tuple[Backlink, ...]:
        """Return the ways back from a source to the lines that cite it, lettered in reading order."""
        return tuple(
            Backlink(letter=letters(index), number=line, link=link)
            for index, (line, link) in enumerate(self._back[number])
        )


def letters(index: int) -> str:
    """Return the letters for a number: a for 0, z for 25, aa for 26."""
    first, last = divmod(index, len(ascii_lowercase))
    return (letters(first - 1) if first else "") + ascii_lowercase[last]


def capital(label: str) -> str:
    """Begin a label with a capital letter."""
    return label[:1].upper() + label[1:]


def party(side: str) -> str:
    """Name a side as people read it: "third:NAME" is NAME."""
    return visible(side.removeprefix(_THIRD))


def is_third(side: str | None) -> bool:
    """Whether this names a third party."""
    return side is not None and side.startswith(_THIRD)
