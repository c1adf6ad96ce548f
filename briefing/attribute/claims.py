"""The claims of one article: the patterns of its sentences, quotations that run on, and who the speakers are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.attribute.confidence import confidence_of
from briefing.attribute.grammar import Marks, Words, quotations
from briefing.attribute.patterns import attributions
from briefing.attribute.reported import Attribution
from briefing.attribute.source import leading
from briefing.attribute.speakers import Cast
from briefing.lexicon.media import is_media
from briefing.model import Article, Claim, Form, Sentence, Span

_WHOLE = 0.85  # share of a sentence inside quotation marks that makes it a quotation
_LONG = 6  # words of a quotation that stands for somebody's statement; shorter ones are names and scare quotes


def claims(article: Article, sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """Return who says what in an article, in reading order; no side is decided here.

    A claim's content lies inside the article and never overlaps its source. Sentences without a sign of attribution cost
    one look-up a word. Source of the scheme: PARC 3.0, PolNeAR.
    """
    reading = _Reading(article)
    for sentence in sentences:
        reading.take(sentence)
    return tuple(sorted(reading.claims, key=lambda claim: (claim.content[0].start, claim.content[-1].end)))


class _Reading:
    """The claims of an article as it is read: sentence by sentence, with what was said last in mind."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.claims: list[Claim] = []
        self._marks = Marks(quotations(article.text))
        self._cast = Cast()
        self._paragraph = -1
        self._waiting: list[Span] = []  # quotations of this paragraph whose speaker has not been named yet
        self._current: int | None = None  # the claim that a following quotation belongs to

    def take(self, sentence: Sentence) -> None:
        """Read the next sentence."""
        words = Words(sentence, self._marks)
        self._cast.learn(sentence.text)
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._waiting = sentence.paragraph, []
        here = attributions(words)
        if here:
            self._cued(words, here, sentence)
        elif _is_quotation(words):
            self._quoted(words, sentence)
        else:
            self._waiting, self._current = [], None
            subject = leading(words)
            self._cast.meet(words.span(*subject).of(self.article.text) if subject else None, sentence.paragraph)

    def _cued(self, words: Words, here: Sequence[Attribution], sentence: Sentence) -> None:
        """A sentence with cues: quotations that waited for their speaker join the first claim that is quoted itself."""
        first = len(self.claims)
        self.claims.extend(_claim(self.article, one, sentence, self._cast, self._marks) for one in here)
        quoted = [number for number in range(first, len(self.claims)) if self.claims[number].form is not Form.INDIRECT]
        self._current = quoted[-1] if quoted else None
        opening = words.span(0, 1)
        if self._waiting and quoted and self._marks.inside(opening.start):
            claim = self.claims[quoted[0]]
            self.claims[quoted[0]] = replace(claim, content=(*self._waiting, *claim.content))
        self._waiting = []

    def _quoted(self, words: Words, sentence: Sentence) -> None:
        """A sentence that is all quotation: it goes on with the last one, opens a paragraph of it, or waits for a speaker."""
        place = words.span(0, len(words))
        if self._current is not None:
            claim = self.claims[self._current]
            if (
                claim.content[-1].end <= place.start
                and sentence.paragraph == self._cast.paragraph
                and not (claim.source and claim.source.overlaps(place))
            ):
                self.claims[self._current] = replace(claim, content=(*claim.content, place))
                return
        if self._goes_on(words, sentence):
            return
        self._waiting.append(place)

    def _goes_on(self, words: Words, sentence: Sentence) -> bool:
        """Whether a paragraph that opens with a quotation goes on with the speaker of the paragraph before it."""
        if (
            self._current is None
            or not self._cast.last_any
            or sentence.paragraph - self._cast.paragraph != 1
            or len(words) < _LONG
        ):
            return False
        last, place = self.claims[self._current], words.span(0, len(words))
        if last.source is None or last.source.overlaps(place):
            return False
        self._cast.paragraph = sentence.paragraph
        self._current = len(self.claims)
        self.claims.append(
            Claim(
                article=self.article.id,
                form=Form.DIRECT,
                content=(place,),
                source=last.source,
                speaker=last.speaker,
                pattern="quotation goes on",
                confidence=confidence_of("quotation goes on"),
            )
        )
        return True


def _is_quotation(words: Words) -> bool:
    counted = [quoted for word, quoted in zip(words.word, words.quoted, strict=True) if word[0].isalnum()]
    return len(counted) >= 2 and sum(counted) >= _WHOLE * len(counted)  # noqa: PLR2004 - "“Yes,”" alone says nothing


def _form(content: Sequence[Span], marks: Marks) -> Form:
    """Direct where all of it is quoted, indirect where nothing is, else mixed."""
    size = sum(part.end - part.start for part in content)
    quoted = sum(marks.quoted(part) for part in content)
    return Form.INDIRECT if quoted == 0 else Form.DIRECT if quoted >= _WHOLE * size else Form.MIXED


def _claim(article: Article, one: Attribution, sentence: Sentence, cast: Cast, marks: Marks) -> Claim:
    printed = one.source.of(article.text) if one.source else None
    # What another outlet reports is told in an outlet's voice: it has a source and no speaker.
    speaker = cast.resolve(printed, sentence.paragraph) if printed and not is_media(printed) else None
    return Claim(
        article=article.id,
        form=_form(one.content, marks),
        content=one.content,
        cue=one.cue,
        source=one.source,
        speaker=speaker,
        act=one.act,
        pattern=one.pattern,
        confidence=confidence_of(one.pattern),
    )
