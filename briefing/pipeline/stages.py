"""The stages up to the claims: fold, group, attribute, count. `briefing make` and the single-stage verbs share them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from briefing.attribute import Roster, assign, claims, claims_of, discover_sides, with_party
from briefing.chapters.group import Vectors, group, in_order, vectors_of
from briefing.chapters.vectors import counts, tallied, together
from briefing.dedupe.body import bodies_of
from briefing.dedupe.fold import folded
from briefing.figures import figures, related
from briefing.model import Article, Brief, Chapter, Citation, Claim, Copies, Figure, Origin, Sentence, Side, Span
from briefing.pipeline.declared import check_declared
from briefing.pipeline.spread import beside, cores, each
from briefing.settings import Profile
from briefing.summarize.report import Dossier, Previous, Report
from briefing.text import DateMention, dates, sentences

Progress = Callable[[str, int, int], None]


def silent(_stage: str, _done: int, _total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Articles folded and grouped: every original stands in one chapter, chapters of most reports first."""

    folded: tuple[Copies, ...]
    chapters: tuple[Chapter, ...]


def survey(articles: Sequence[Article], profile: Profile, progress: Progress = silent) -> Survey:
    """Fold copies and group originals.

    Folding goes from one article to the next. Where there are many and cores enough, a child counts their words meanwhile,
    those of the copies as well, which are not needed.
    """
    progress("folding copies", 0, len(articles))
    vectors: Vectors | None = None
    bodies = bodies_of(articles, profile.dedupe, each)
    if cores() > 1 and len(articles) >= _WORTH_COUNTING:
        ordered = in_order(articles)
        with beside(tallied, together(ordered)) as tallies:
            copies = folded(bodies, profile.dedupe)
            originals = {entry.original.id for entry in copies}
            counted = counts(tallies(), [article.id in originals for article in ordered])
        vectors = vectors_of(counted, profile.chapters)
        del counted  # a quarter of all memory
    else:
        copies = folded(bodies, profile.dedupe)
    del bodies
    progress("grouping", len(articles), len(articles))
    return Survey(folded=copies, chapters=group(copies, profile.chapters, vectors, each))


_WORTH_COUNTING = 250  # articles from which this saves more than a process costs


@dataclass(frozen=True, slots=True)
class Close:
    """An article read sentence by sentence."""

    split: tuple[Sentence, ...]
    said: tuple[Claim, ...]
    dated: tuple[DateMention, ...]


def closely(articles: Sequence[Article]) -> dict[str, Close]:
    """Read articles sentence by sentence, each by its id; what their chapter knows of sides and speakers comes later."""
    split = [sentences(article) for article in articles]
    said = claims_of(list(zip(articles, split, strict=True)))
    return {
        article.id: Close(own, told, dates(article, own))
        for article, own, told in zip(articles, split, said, strict=True)
    }


def _all(chapter: Chapter, known: Mapping[str, Close]) -> dict[str, Close]:
    """Return the originals of a chapter, read; `known` are those that have been read already."""
    originals = [copies.original for copies in chapter.originals]
    new = closely([article for article in originals if article.id not in known])
    return {article.id: known.get(article.id) or new[article.id] for article in originals}


_UNKNOWN: Mapping[str, Close] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Heard:
    """Who speaks in a chapter: its originals as read, what is known of the speakers, and the sides."""

    read: Mapping[str, Close]
    placed: dict[str, tuple[Claim, ...]]  # the same with their parties, where nothing was declared since
    roster: Roster
    sides: tuple[Side, ...]

    def claims_of(self, article: Article, split: tuple[Sentence, ...]) -> tuple[Claim, ...]:
        """Return the claims of an article of the chapter, an original or a copy, with their sides."""
        placed = self.placed.get(article.id)
        if placed is None:
            read = self.read.get(article.id)
            placed = with_party(read.said if read else claims(article, split), article, self.roster)
        return assign(placed, self.sides)


def _heard(chapter: Chapter, declared: Sequence[Side], read: Mapping[str, Close]) -> _Heard:
    """Listen to the originals of a chapter. Copies are not asked: fifty reprints must not choose the sides.

    What is declared wins, but in a chapter about something else: one that names fewer than two of the declared sides, and in
    which others are found.
    """
    originals = [copies.original for copies in chapter.originals]
    roster = Roster()
    for article in originals:
        roster.learn(sentence.text for sentence in read[article.id].split)
    if declared and sum(_names(side, originals) for side in declared) >= min(_TWO, len(declared)):
        roster.declare(declared)
        return _Heard(read, {}, roster, tuple(declared))
    placed = {article.id: with_party(read[article.id].said, article, roster) for article in originals}
    found = discover_sides([(article, read[article.id].split, placed[article.id]) for article in originals], roster)
    if declared and not found:
        roster.declare(declared)
        placed = {}
    return _Heard(read, placed, roster, found or tuple(declared))


_TWO = 2


def _names(side: Side, articles: Sequence[Article]) -> bool:
    """Whether the articles print a word that stands for a side."""
    words = re.compile(
        "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in (side.name, *side.aliases, *side.members))
    )
    return any(words.search(article.text) for article in articles)


def dossier(chapter: Chapter, declared: Sequence[Side] = (), known: Mapping[str, Close] = _UNKNOWN) -> Dossier:
    """Return a chapter with sentences, claims, sides, dates and figures of its originals. Copies change nothing.

    `known` are originals that have been read already, by their ids.
    """
    heard = _heard(chapter, declared, _all(chapter, known))
    reports = []
    for copies in chapter.originals:
        close = heard.read[copies.original.id]
        said = heard.claims_of(copies.original, close.split)
        reports.append(Report(copies=copies, sentences=close.split, claims=said, dates=close.dated))
    counted = related([entry for report in reports for entry in _figures(report)])
    return Dossier(chapter=chapter, reports=tuple(reports), sides=heard.sides, figures=counted)


def _figures(report: Report) -> list[tuple[Figure, str]]:
    """The figures of an article's own time, each with the sentence it stands in; both come in reading order.

    A figure whose nearest date is months before the article ("four years ago, when 1,400 were killed") is history, and is no
    rival to today's.
    """
    found = []
    rest = iter(report.sentences)
    sentence = next(rest, None)
    for figure in figures(report.article, report.sentences, report.claims):
        while sentence is not None and sentence.span.end <= figure.span.start:
            sentence = next(rest, None)
        if sentence is not None and not _is_of_the_past(figure, sentence, report):
            found.append((figure, sentence.text))
    return found


def _is_of_the_past(figure: Figure, sentence: Sentence, report: Report) -> bool:
    published = report.article.published
    near = [mention for mention in report.dates if sentence.span.covers(mention.span)]
    if published is None or not near:
        return False
    mention = min(near, key=lambda one: max(one.span.start - figure.span.end, figure.span.start - one.span.end))
    return date.fromisoformat(mention.value.rpartition("/")[2]) < published.date() - _MONTHS


_MONTHS = timedelta(days=45)  # as for sentences: an event so long before the report is history


def recalled(previous: Brief) -> Previous:
    """Return the previous brief with the figures of its lines, read again from the passages they cite."""
    cited = {quote.text: quote for chapter in previous.chapters for line in chapter.lines for quote in line.citations}
    return Previous(
        cutoff=previous.cutoff,
        chapters=previous.chapters,
        figures={text: found for text, quote in cited.items() if (found := _figures_in(quote))},
    )


def _figures_in(quote: Citation) -> tuple[Figure, ...]:
    article = Article(
        id=quote.article, text=quote.text, origin=Origin(path=quote.article, media_type="text/plain", sha256="")
    )
    whole = Sentence(article=article.id, index=0, paragraph=0, span=Span(0, len(quote.text)), text=quote.text)
    return figures(article, [whole], ())


def chapter_claims(
    chapters: Sequence[Chapter], declared: Sequence[Side] = ()
) -> Iterator[tuple[Article, tuple[Claim, ...]]]:
    """Yield every article of the chapters with its claims, copies behind their original; sides are told chapter by chapter.

    Raises SettingsError for a declared name that is a slip of a printed one.
    """
    check_declared(
        declared, [article for chapter in chapters for copies in chapter.originals for article in copies.articles]
    )
    told: set[str] = set()  # what joins several reports stands behind each of them
    for chapter in chapters:
        heard = _heard(chapter, declared, _all(chapter, _UNKNOWN))
        for copies in chapter.originals:
            for article in copies.articles:
                if article.id in told:
                    continue
                told.add(article.id)
                read = heard.read.get(article.id)
                yield article, heard.claims_of(article, read.split if read else sentences(article))


def chapter_sides(chapter: Chapter) -> tuple[Side, ...]:
    """Return the sides found in a chapter."""
    return _heard(chapter, (), _all(chapter, _UNKNOWN)).sides
