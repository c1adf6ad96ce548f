"""One sentence as words with their places, and the marks on them that the patterns of attribution ask for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from briefing.lexicon import grammar_words as lex
from briefing.model import Sentence, Span

# The first alternative takes most words, and no more of them than the others would.
TOKEN = re.compile(
    r"[A-Za-z][a-z]*+(?=[ ,])"
    r"|[A-Z]\.(?:[A-Z]\.)+(?:-\w+)*|[^\W_]+(?:[-'’&.][^\W_]+)*(?:['’](?=\s))?|''|``|\S"
)
_TITLES_WITH_STOP = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "sen",
        "rep",
        "gov",
        "adm",
        "brig",
        "prof",
        "rev",
        "st",
        "cmdr",
        "amb",
    ]
)
_OPENINGS = lex.DETERMINERS | lex.PREPOSITIONS | lex.CONJUNCTIONS | lex.ADVERBS
MARKS = frozenset(('"', "“", "”", "«", "»", "''", "``"))


class Marks:
    """The quotations of an article, in order and without overlap; every question costs a look-up."""

    __slots__ = ("_begins", "_spans")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._begins = [span.start for span in spans]

    def inside(self, place: int) -> bool:
        """Whether a place lies inside a quotation, the marks themselves included."""
        number = bisect_right(self._begins, place) - 1
        return number >= 0 and place < self._spans[number].end

    def within(self, part: Span) -> Iterator[tuple[int, int]]:
        """Yield where a span lies inside quotations, as (begin, end), in order."""
        number = max(0, bisect_right(self._begins, part.start) - 1)
        while number < len(self._spans) and self._begins[number] < part.end:
            start, end = max(part.start, self._begins[number]), min(part.end, self._spans[number].end)
            if start < end:
                yield start, end
            number += 1

    def quoted(self, part: Span) -> int:
        """How many code points of a span lie inside quotations."""
        return sum(end - start for start, end in self.within(part))


class Words:
    """The words of one sentence: `low` in lower case, `quoted` 1 inside quotation marks, else 0, `holds_quotes` whether any is."""

    __slots__ = ("_base", "_places", "holds_quotes", "low", "quoted", "text", "word")

    def __init__(self, sentence: Sentence, marks: Marks) -> None:
        self.text, self._base = sentence.text, sentence.span.start
        self._places: list[tuple[int, int]] | None = None
        self.word: list[str] = TOKEN.findall(sentence.text)
        self.low = list(map(str.lower, self.word))
        self.quoted, self.holds_quotes = bytearray(len(self.word)), False
        for start, end in marks.within(sentence.span):
            first, last = self._at(start), self._at(end)
            self.quoted[first:last] = b"\1" * (last - first)
            self.holds_quotes = self.holds_quotes or first < last

    def _placed(self, count: int) -> list[tuple[int, int]]:
        """Where the first `count` words begin and end in the sentence, if not more; looked for when asked.

        Nothing but white space stands between words, so that the next place where a word stands is its own.
        """
        if self._places is None:
            self._places = []
        places, text = self._places, self.text
        at = places[-1][1] if places else 0
        for word in self.word[len(places) : count]:
            start = text.index(word, at)
            at = start + len(word)
            places.append((start, at))
        return places

    def __len__(self) -> int:
        return len(self.word)

    def span(self, first: int, last: int) -> Span:
        """The span of words [first, last), both numbers of words; at least one word."""
        places, base = self._places, self._base
        if places is None or len(places) < last:
            places = self._placed(last)
        return Span(base + places[first][0], base + places[last - 1][1])

    def numbers(self, span: Span) -> range:
        """The numbers of the words that begin in a span of the article."""
        return range(self._at(span.start), self._at(span.end))

    def _at(self, place: int) -> int:
        """The number of words that begin before a place of the article."""
        return bisect_left(self._placed(len(self.word)), (place - self._base,))

    def genitive(self, first: int, last: int) -> Span:
        """Return the span of words [first, last) without the genitive ending of the last one."""
        whole = self.span(first, last)
        tail = self.word[last - 1]
        return Span(whole.start, whole.end - (2 if tail.endswith(("'s", "’s")) else 1))

    def is_stop(self, at: int) -> bool:
        """Whether the word at `at` is a punctuation mark; a full stop behind a title or an initial is none."""
        word = self.word[at]
        if word[0].isalnum():
            return False
        return not (word == "." and at and (self.low[at - 1] in _TITLES_WITH_STOP or len(self.word[at - 1]) == 1))

    def is_name(self, at: int) -> bool:
        """Whether the word begins with a capital and is no first word of the sentence that could be anything."""
        word = self.word[at]
        return word[0].isupper() and (at > 0 or self.low[at] not in _OPENINGS)

    def last(self) -> int:
        """The number of words without the full stop, and what closes behind it, at the end."""
        stop = len(self.word)
        while (
            stop
            and not self.word[stop - 1][0].isalnum()
            and not (self.word[stop - 1] in MARKS and self.quoted[stop - 1])
        ):
            stop -= 1
        return stop


def quotations(text: str) -> tuple[Span, ...]:
    """Return the spans of what stands between double quotation marks, the marks included, paragraph by paragraph.

    A quotation that a paragraph leaves open ends with the paragraph (by custom it goes on in the next one, which opens
    again). A mark that closes nothing is ignored. Linear in the text.
    """
    spans: list[Span] = []
    opened = -1
    for found in MARK.finditer(text):
        mark, place = found[0], found.start()
        mark = "“" if mark == "``" else mark
        if mark == "\n":
            if opened >= 0 and place > opened + 1:
                spans.append(Span(opened, place))
            opened = -1
        elif mark in "“«":
            opened = place if opened < 0 else opened
        elif mark in "”»" or opened >= 0:
            if opened >= 0:
                spans.append(Span(opened, found.end()))
            opened = -1
        elif place == 0 or not text[place - 1].isalnum():
            opened = place
    if 0 <= opened < len(text):
        spans.append(Span(opened, len(text)))
    return tuple(spans)


# That two straight strokes or backticks stand together is asked behind the first, so that other letters are skipped at once.
MARK = re.compile(r"""["“”«»\n'`](?:(?<=["“”«»\n])|(?<=')'|(?<=`)`)""")
