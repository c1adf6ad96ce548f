"""The stages up to the claims: fold, group, attribute, count. `briefing make` and the single-stage verbs share them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefing.attribute import Roster, assign, claims, discover_sides, with_party
from briefing.chapters import group
from briefing.dedupe import fold
from briefing.figures import figures, related
from briefing.model import Article, Chapter, Claim, Copies, Figure, Sentence, Side
from briefing.settings import Profile
from briefing.summarize import Dossier, Report
from briefing.text import dates, sentences

Progress = Callable[[str, int, int], None]


def silent(_stage: str, _done: int, _total: int) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """Articles folded and grouped: every original stands in one chapter, chapters of most reports first."""

    folded: tuple[Copies, ...]
    chapters: tuple[Chapter, ...]


def survey(articles: Sequence[Article], profile: Profile, progress: Progress = silent) -> Survey:
    """Fold copies and group originals."""
    progress("folding copies", 0, len(articles))
    folded = fold(articles, profile.dedupe)
    progress("grouping", len(articles), len(articles))
    return Survey(folded=folded, chapters=group(folded, profile.chapters))


def dossier(chapter: Chapter, declared: Sequence[Side] = ()) -> Dossier:
    """Return a chapter with sentences, claims, sides, dates and figures of its originals. Copies change nothing."""
    originals = [copies.original for copies in chapter.originals]
    split = {article.id: sentences(article) for article in originals}
    roster = Roster()
    for article in originals:
        roster.learn(sentence.text for sentence in split[article.id])
    roster.declare(declared)
    said = {article.id: with_party(claims(article, split[article.id]), article, roster) for article in originals}
    sides = tuple(declared) or discover_sides(
        [(article, split[article.id], said[article.id]) for article in originals], roster
    )
    placed = {article.id: assign(said[article.id], sides) for article in originals}
    counted = related(
        [entry for article in originals for entry in _figures(article, split[article.id], placed[article.id])]
    )
    reports = tuple(
        Report(
            copies=copies,
            sentences=split[copies.original.id],
            claims=placed[copies.original.id],
            dates=dates(copies.original, split[copies.original.id]),
        )
        for copies in chapter.originals
    )
    return Dossier(chapter=chapter, reports=reports, sides=sides, figures=counted)


def _figures(article: Article, split: Sequence[Sentence], said: Sequence[Claim]) -> list[tuple[Figure, str]]:
    """The figures of an article, each with the sentence it stands in."""
    return [
        (figure, next(sentence.text for sentence in split if sentence.span.overlaps(figure.span)))
        for figure in figures(article, split, said)
    ]


def chapter_claims(
    chapters: Sequence[Chapter], declared: Sequence[Side] = ()
) -> list[tuple[Article, tuple[Claim, ...]]]:
    """Return each original of the chapters with its claims, sides assigned chapter by chapter."""
    found: list[tuple[Article, tuple[Claim, ...]]] = []
    for chapter in chapters:
        whole = dossier(chapter, declared)
        found.extend((report.article, report.claims) for report in whole.reports)
    return found
