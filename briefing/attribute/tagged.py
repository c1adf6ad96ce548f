"""Tagged words become attributions: every content finds its cue, every cue its source.

What the patterns of `patterns.py` find comes first; this adds what they have no pattern for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from briefing.attribute import tagger
from briefing.attribute.content import phrase_of
from briefing.attribute.decoder import pieces
from briefing.attribute.grammar import Words
from briefing.attribute.phrases import Phrase
from briefing.attribute.reported import Attribution
from briefing.attribute.saying import act_of, can_speak, is_saying
from briefing.attribute.source import antecedent
from briefing.lexicon import grammar_words as lex
from briefing.model import Span

# Margins over "no piece" at which an attribution counts (content on average, cue at its weakest word), in the network's
# own measure. Chosen on PolNeAR dev, where 1.0 more or less moves the F1 of overlap by .01; see confidence.tsv.
_LIKELY, _SURE, _LEEWAY = 0.7, 2.0, 2.0
_DOUBT, _DOUBT_CUE = (
    -1.0,
    1.0,
)  # below it a pattern is not believed: of 45 such answers on PolNeAR dev four in ten were right
# Patterns whose words have uses besides speech; the tagger is asked about these. Of the verbs, these have none.
_DOUBTED = ("source cue", "participle", "coordinated", "genitive")
_PLAIN = frozenset(("say", "tell", "claim", "deny", "accuse", "demand", "warn", "insist", "swear"))
TAGGED = "tagged"
_QUOTED_WORDS = 4  # words in quotation marks from which a content was said, whatever its cue


class Piece(NamedTuple):
    """A stretch of words of one sentence; numbers count the words of the article, `last` is behind the piece."""

    kind: int
    first: int
    last: int
    sentence: int


@dataclass(slots=True)
class Cued:
    """A cue with the contents that found it, and its source."""

    cue: Piece
    contents: list[Piece] = field(default_factory=list)
    source: Piece | None = None
    told: tuple[Span, ...] | None = None  # the spans of the contents, once they were asked for


class Tagging:
    """The pieces of an article as tagged, and how they hang together."""

    def __init__(self, article: Sequence[Words], tags: tagger.Tags) -> None:
        self._article, self._state = article, tags.state
        self._begins = [0, *accumulate(map(len, article))]
        self._margins, self._contents, self._cues = tags.margins(), tags.contents(), tags.cues()
        self._pieces = self._cut()

    def cues(self) -> dict[int, list[Cued]]:
        """Return the cues that have content, by the number of the sentence in which they stand; few become attributions."""
        found: dict[int, list[Cued]] = {}
        for linked in self._linked():
            found.setdefault(linked.cue.sentence, []).append(linked)
        return found

    def cue(self, linked: Cued) -> Span:
        """The span of a cue."""
        return self._article[linked.cue.sentence].span(*self._phrase(linked.cue))

    def content(self, linked: Cued) -> tuple[Span, ...]:
        """The spans of what stands under a cue."""
        if linked.told is None:
            linked.told = tuple(span for piece in linked.contents if (span := self._span(piece)))
        return linked.told

    def supports(self, one: Attribution, sentence: int) -> bool:
        """Whether what a pattern found in a sentence looks like an attribution to the tagger as well, or not very unlike one."""
        if one.lemma in _PLAIN or not one.pattern.startswith(_DOUBTED) or one.pattern.endswith(("quote", "that")):
            return True
        words, base = self._article[sentence], self._begins[sentence]
        content = [base + at for part in one.content for at in words.numbers(part)]
        cue = [base + at for at in words.numbers(one.cue)]
        if not content or not cue:
            return True
        told = float(self._contents[content].mean())
        cued = float(self._cues[cue].max())
        return told >= _DOUBT and cued >= (_DOUBT if told < _DOUBT + 2 else _DOUBT_CUE)

    def _cut(self) -> list[Piece]:
        """Return the pieces, none of them across the end of a sentence: what goes on in the next one begins there anew."""
        state, begins = self._state.copy(), np.array(self._begins[:-1], dtype=np.int64)
        begins = begins[begins < len(state)]
        state[begins] -= (state[begins] > 0) & (state[begins] % 2 == 0)
        found = list(pieces(state))
        within = np.searchsorted(self._begins, [first for _, first, _ in found], side="right") - 1
        return [Piece(*one, sentence) for one, sentence in zip(found, within.tolist(), strict=True)]

    def _linked(self) -> Iterator[Cued]:
        """Yield every cue that has content, with its source.

        Content looks for its cue on the side its tag tells, in its own sentence or, quoted, in the next one; a cue for its
        source in its own sentence.
        """
        cued = [Cued(piece) for piece in self._pieces if piece.kind in _CUES]
        sources = [piece for piece in self._pieces if piece.kind == tagger.SOURCE]
        starts = [one.cue.first for one in cued]
        for piece in self._pieces:
            if piece.kind in _CONTENTS:
                sight = int(self._quoted(piece) > 0)
                if chosen := _cue_of(piece, cued, bisect_right(starts, piece.first), sight):
                    chosen.contents.append(piece)
        begins = [piece.first for piece in sources]
        for one in cued:
            if one.contents:
                one.source = _source_of(one.cue, sources, bisect_right(begins, one.cue.first))
                yield one

    def attribution(self, linked: Cued) -> Attribution | None:
        """Return the attribution, None where the tags are too faint or its parts overlap."""
        strength = self._strength(linked)
        words, source = self._article[linked.cue.sentence], linked.source
        first, last = self._phrase(linked.cue)
        if strength < _LIKELY or words.quoted[first]:
            return None
        content = self.content(linked)
        if source and words.low[self._phrase(source)[0]] in _POINTERS:
            source = self._meant(source, words)
        spoken = self._span(source) if source else None
        if not content or (spoken and any(spoken.overlaps(part) for part in content)):
            return None
        quoted = sum(self._quoted(piece) for piece in linked.contents) >= _QUOTED_WORDS
        act, lemma = act_of(words.low[first:last])
        said = self._is_said(linked, source, strength=strength)
        if not said and strength < _SURE:
            return None  # what is told of somebody's mind has no end of forms
        return Attribution(
            f"{TAGGED} {'sure' if strength >= _SURE else 'likely'}{' quote' if quoted else ''}",
            content,
            words.span(first, last),
            spoken,
            act,
            lemma,
            said=said,
        )

    def _is_said(self, linked: Cued, source: Piece | None, *, strength: float) -> bool:
        """Whether somebody said it who can speak: by a verb of speech, or after a mark and in quotation marks."""
        if source is None or not can_speak(self._article[source.sentence], self._phrase(source)):
            return False
        words, cue = self._article[linked.cue.sentence], self._phrase(linked.cue)
        if not any(low[0].isalnum() for low in words.low[slice(*cue)]):
            return strength >= _SURE and any(self._quoted(piece) for piece in linked.contents)
        here = [self._phrase(piece) for piece in linked.contents if piece.sentence == linked.cue.sentence]
        return is_saying(words, cue, here)

    def _meant(self, pointer: Piece, words: Words) -> Piece | None:
        """Whom "who" or "which" points to: "Ilo Marsh, who said …"."""
        base = self._begins[pointer.sentence]
        found = antecedent(words, pointer.last - base)
        return Piece(tagger.SOURCE, base + found[0], base + found[1], pointer.sentence) if found else pointer

    def _phrase(self, piece: Piece) -> Phrase:
        """The numbers of the words of a piece in its sentence."""
        base = self._begins[piece.sentence]
        return piece.first - base, piece.last - base

    def _strength(self, linked: Cued) -> float:
        spoken = [margin for piece in linked.contents for margin in self._margins[piece.first : piece.last]]
        cue = min(self._margins[linked.cue.first : linked.cue.last])
        return min(sum(spoken) / len(spoken), cue + _LEEWAY)

    def _span(self, piece: Piece) -> Span | None:
        words, base = self._article[piece.sentence], self._begins[piece.sentence]
        first, last = piece.first - base, piece.last - base
        if piece.kind == tagger.SOURCE:
            last = _whole_name(words, last)
        while last - first > 1 and words.low[last - 1] in _LEADS_ON:
            last -= 1
        bounds = phrase_of(words, first, last)
        return words.span(*bounds) if bounds else None

    def _quoted(self, piece: Piece) -> int:
        words, base = self._article[piece.sentence], self._begins[piece.sentence]
        return sum(words.quoted[piece.first - base : piece.last - base]) if words.holds_quotes else 0


def _whole_name(words: Words, last: int) -> int:
    """Return where the name ends in which a tagged source ends."""
    while (
        last < len(words)
        and words.word[last][0].isupper()
        and words.word[last - 1][0].isupper()
        and not words.quoted[last]
    ):
        last += 1
    return last


_LEADS_ON = (
    lex.ARTICLES | lex.CONJUNCTIONS | {"of", "to", "with", "from", "by", "into"}
)  # no phrase ends with one of these
_POINTERS = frozenset(("who", "which"))
_CONTENTS = frozenset((tagger.CONTENT_BEHIND, tagger.CONTENT_AHEAD))
_CUES = frozenset((tagger.CUE_BEHIND, tagger.CUE_AHEAD, tagger.CUE_ALONE))


def _cue_of(piece: Piece, cued: Sequence[Cued], at: int, sight: int) -> Cued | None:
    """Return the cue of a content, not more than `sight` sentences away; `at` is the number of cues before it."""
    left = cued[at - 1] if at else None
    right = cued[at] if at < len(cued) else None
    near = [one for one in (left, right) if one and abs(one.cue.sentence - piece.sentence) <= sight]
    wanted = left if piece.kind == tagger.CONTENT_BEHIND else right
    if wanted in near or not near:
        return wanted if near else None
    return near[0]


def _source_of(cue: Piece, sources: Sequence[Piece], at: int) -> Piece | None:
    """Return the source of a cue; `at` is the number of sources that stand before it."""
    left = sources[at - 1] if at and sources[at - 1].sentence == cue.sentence else None
    right = sources[at] if at < len(sources) and sources[at].sentence == cue.sentence else None
    if cue.kind == tagger.CUE_ALONE:
        return None
    return (left or right) if cue.kind == tagger.CUE_BEHIND else (right or left)
