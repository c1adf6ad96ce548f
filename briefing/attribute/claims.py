"""The claims of one article: the patterns of its sentences, quotations that run on, and who the speakers are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from briefing.attribute import tagger
from briefing.attribute.confidence import confidence_of
from briefing.attribute.grammar import Marks, Words, quotations
from briefing.attribute.layout import Turn, prose, turns
from briefing.attribute.patterns import attributions
from briefing.attribute.reported import Attribution
from briefing.attribute.source import leading
from briefing.attribute.speakers import Cast
from briefing.attribute.tagged import TAGGED, Cued, Tagging
from briefing.lexicon.media import is_media
from briefing.model import Act, Article, Claim, Form, Sentence, Span

_WHOLE = 0.85  # share of a sentence inside quotation marks that makes it a quotation
_AT_ONCE = 8  # articles tagged at once: more of them save no time, and their words fill the memory
_LONG = 6  # words of a quotation that stands for somebody's statement; shorter ones are names and scare quotes


def claims(article: Article, sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """Return who says what in an article, in reading order; no side is decided here.

    A claim's content lies inside the article and never overlaps its source. Sentences without a sign of attribution cost
    one look-up a word. Source of the scheme: PARC 3.0, PolNeAR.
    """
    return claims_of([(article, sentences)])[0]


def claims_of(articles: Sequence[tuple[Article, Sequence[Sentence]]]) -> list[tuple[Claim, ...]]:
    """Return the claims of each article, as `claims` does, a few articles tagged at once: that is quicker, and changes nothing."""
    found: list[tuple[Claim, ...]] = []
    for start in range(0, len(articles), _AT_ONCE):
        some = [_Text(article, sentences) for article, sentences in articles[start : start + _AT_ONCE]]
        found.extend(map(_told_in, some, tagger.tag([(text.words, text.opens) for text in some])))
    return found


class _Text:
    """An article, its sentences, their words and marks."""

    def __init__(self, article: Article, sentences: Sequence[Sentence]) -> None:
        self.article, self.sentences = article, sentences
        self.marks = Marks(quotations(article.text))
        self.words = [Words(sentence, self.marks) for sentence in sentences]
        paragraphs = [sentence.paragraph for sentence in sentences]
        self.opens = [one != before for before, one in zip((None, *paragraphs), paragraphs, strict=False)]


def _told_in(text: _Text, tags: tagger.Tags) -> tuple[Claim, ...]:
    words, tagging = text.words, Tagging(text.words, tags)
    further = tagging.cues()
    reading = _Reading(text.article, text.marks)
    shown = {turn.first: turn for turn in turns(text.article, text.sentences, words) if turn.content}
    silent = 0  # sentences before this one stand in a turn
    for number, sentence in enumerate(prose(text.sentences)):
        if sentence is None:
            continue
        if turn := shown.get(number):
            reading.shown(turn, sentence)
            silent = turn.last
        if number < silent:
            continue
        here = [one for one in attributions(words[number]) if tagging.supports(one, number)]
        reading.take(sentence, words[number], _joined(here, further.get(number, ()), tagging, sentence.span))
    reading.settle()
    found = _once(reading.claims)
    return tuple(sorted(found, key=lambda claim: (claim.content[0].start, claim.content[-1].end)))


# Patterns that know where a content stands better than where it begins and ends: of those whose cue is tagged as well, the
# tagger's content met a hand-marked one in .93, the pattern's own in .75 (118 on PolNeAR dev).
_LOOSE = frozenset(("source cue quote", "source cue for", "source cue on", "source cue to", "content cue source", "content source cue"))  # fmt: skip


def _joined(
    here: Sequence[Attribution], further: Sequence[Cued], tagging: Tagging, sentence: Span
) -> list[Attribution]:
    """What the patterns found in a sentence, its bounds mended where they are loose, and what was tagged besides."""
    if not further:
        return list(here)
    mended = [_mended(one, further, tagging, sentence) if one.pattern in _LOOSE else one for one in here]
    told = _together(part for one in mended for part in one.content)
    besides = [cued for cued in further if not told or not _meets(tagging.content(cued), told)]
    return [*mended, *(one for cued in besides if (one := tagging.attribution(cued)))]


def _mended(one: Attribution, further: Sequence[Cued], tagging: Tagging, sentence: Span) -> Attribution:
    """Return an attribution with the content that was tagged for its cue, as far as it stands in the same sentence.

    What is all in quotation marks only grows.
    """
    at_it = (tagging.attribution(cued) for cued in further if tagging.cue(cued).overlaps(one.cue))
    same = next((other for other in at_it if other), None)
    content = [part for part in same.content if sentence.covers(part)] if same else []
    quoted = one.pattern.endswith("quote")
    if quoted:
        content = [part for part in content if any(part.covers(piece) for piece in one.content)]
    if not content or (one.source and any(one.source.overlaps(part) for part in content)):
        return one
    return replace(one, content=tuple(content))


def _once(found: Sequence[Claim]) -> list[Claim]:
    """Drop what was tagged where a pattern has told who says it."""
    told = _together(part for claim in found if not _is_tagged(claim) for part in claim.content)
    return [claim for claim in found if not _is_tagged(claim) or not _meets(claim.content, told)]


def _together(parts: Iterable[Span]) -> list[Span]:
    """Return what spans cover as spans that are in order and apart."""
    told: list[Span] = []
    for part in sorted(parts):
        if told and part.start <= told[-1].end:
            told[-1] = Span(told[-1].start, max(told[-1].end, part.end))
        else:
            told.append(part)
    return told


def _is_tagged(claim: Claim) -> bool:
    return claim.pattern.startswith(TAGGED)


def _meets(content: Sequence[Span], told: Sequence[Span]) -> bool:
    """Whether a part of a content overlaps one of the spans told, which are in order and apart."""
    for part in content:
        at = bisect_left(told, part)
        if any(part.overlaps(other) for other in told[max(0, at - 1) : at + 1]):
            return True
    return False


class _Reading:
    """The claims of an article as it is read: sentence by sentence, with what was said last in mind."""

    def __init__(self, article: Article, marks: Marks) -> None:
        self.article = article
        self.claims: list[Claim] = []
        self._marks = marks
        self._cast = Cast()
        self._paragraph = -1
        self._waiting: list[Span] = []  # quotations of this paragraph whose speaker has not been named yet
        self._before: _Heard | None = None  # who spoke, or was spoken of, right before
        self._current: int | None = None  # the claim that a following quotation belongs to

    def take(self, sentence: Sentence, words: Words, here: Sequence[Attribution]) -> None:
        """Read the next sentence, with the attributions found in it."""
        self._cast.learn(sentence.text)
        if sentence.paragraph != self._paragraph:
            self.settle()
            self._paragraph = sentence.paragraph
        if here:
            self._cued(words, here, sentence)
        elif _is_quotation(words, running=self._current is not None or bool(self._waiting)):
            self._quoted(words, sentence)
        else:
            self._told(words, sentence)

    def _told(self, words: Words, sentence: Sentence) -> None:
        """A sentence in the outlet's voice."""
        self.settle()
        self._current = self._before = None
        if (subject := leading(words)) is None:
            return
        place = words.span(*subject)
        met = self._cast.meet(place.of(self.article.text), sentence.paragraph)
        if met and self._cast.last_person and self._cast.knows(self._cast.last_person):
            self._before = _Heard(place, self._cast.last_person, sentence.paragraph)

    def settle(self) -> None:
        """Give quotations that nobody's cue has claimed to whoever spoke, or was spoken of, right before them."""
        heard, waiting, self._waiting = self._before, self._waiting, []
        if heard is None or not waiting or self._paragraph > heard.until:
            return
        if sum(len(part.of(self.article.text).split()) for part in waiting) < _LONG:
            return
        if any(heard.source.overlaps(part) for part in waiting):
            return
        self.claims.append(self._unheard(waiting, heard.source, heard.speaker, "quotation follows"))

    def shown(self, turn: Turn, sentence: Sentence) -> None:
        """Take a turn, whose sentences are all its speaker's."""
        self.settle()
        self._current = self._before = None
        one = Attribution("turn", turn.content, turn.cue, turn.source, Act.ASSERT, "say")
        self.claims.append(_claim(self.article, one, sentence, self._cast, self._marks))

    def _cued(self, words: Words, here: Sequence[Attribution], sentence: Sentence) -> None:
        """A sentence with cues: quotations that waited for their speaker join the first claim that is quoted itself."""
        first = len(self.claims)
        self.claims.extend(_claim(self.article, one, sentence, self._cast, self._marks) for one in here)
        said = [number for number in range(first, len(self.claims)) if self.claims[number].act is not None]
        quoted = [number for number in said if self.claims[number].form is not Form.INDIRECT]
        self._current = quoted[-1] if quoted else None
        opening = words.span(0, 1)
        if self._waiting and quoted and self._marks.inside(opening.start):
            claim = self.claims[quoted[0]]
            held = _together(self._waiting)
            further = [part for part in claim.content if not _meets([part], held)]
            self.claims[quoted[0]] = replace(claim, content=tuple(sorted((*self._waiting, *further))))
            self._waiting = []
        self.settle()
        self._before = self._heard(self.claims[first:], sentence.paragraph)

    def _heard(self, claims: Sequence[Claim], paragraph: int) -> _Heard | None:
        """Return the speaker of a sentence, or whose mind it tells of; a quotation in the next paragraph is still his."""
        heard: dict[str, Span] = {}
        for claim in claims:
            if claim.source and not is_media(printed := claim.source.of(self.article.text)):
                heard[claim.speaker or self._cast.resolve(printed, paragraph)] = claim.source
        if len(heard) != 1:
            return None
        (speaker, place), *_ = heard.items()
        return _Heard(place, speaker, paragraph + 1)

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
        self.claims.append(self._unheard([place], last.source, last.speaker, "quotation goes on"))
        return True

    def _unheard(self, content: Sequence[Span], source: Span, speaker: str | None, pattern: str) -> Claim:
        """A quotation without a cue of its own."""
        return Claim(
            article=self.article.id,
            form=Form.DIRECT,
            content=tuple(content),
            source=source,
            speaker=speaker,
            pattern=pattern,
            confidence=confidence_of(pattern),
        )


@dataclass(frozen=True, slots=True)
class _Heard:
    """Whom a quotation without a cue belongs to, that begins in paragraph `until` or before."""

    source: Span
    speaker: str
    until: int


def _is_quotation(words: Words, *, running: bool) -> bool:
    """Whether a sentence is all quotation; one word is enough where a quotation is running: "“Yes. Of course.”"."""
    if not words.holds_quotes:
        return False
    counted = [quoted for word, quoted in zip(words.word, words.quoted, strict=True) if word[0].isalnum()]
    return len(counted) >= (1 if running else 2) and sum(counted) >= _WHOLE * len(counted)


def _form(content: Sequence[Span], marks: Marks) -> Form:
    """Direct where all of it is quoted, indirect where nothing is, else mixed."""
    size = sum(part.end - part.start for part in content)
    quoted = sum(marks.quoted(part) for part in content)
    return Form.INDIRECT if quoted == 0 else Form.DIRECT if quoted >= _WHOLE * size else Form.MIXED


def _claim(article: Article, one: Attribution, sentence: Sentence, cast: Cast, marks: Marks) -> Claim:
    printed = one.source.of(article.text) if one.source else None
    # What another outlet reports is told in an outlet's voice: it has a source and no speaker.
    speaker = cast.resolve(printed, sentence.paragraph) if printed and one.said and not is_media(printed) else None
    return Claim(
        article=article.id,
        form=_form(one.content, marks),
        content=one.content,
        cue=one.cue,
        source=one.source,
        speaker=speaker,
        act=one.act if one.said else None,
        pattern=one.pattern,
        confidence=confidence_of(one.pattern),
    )
