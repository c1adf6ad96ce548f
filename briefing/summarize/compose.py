"""A dossier becomes a chapter of the brief; chapters, sources and notices become the brief."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from briefing.model import (
    Balance,
    BriefChapter,
    Figure,
    Line,
    Relation,
    Section,
    SectionKind,
    Side,
    Source,
    TimelineEntry,
)
from briefing.summarize.candidates import Pool, pool
from briefing.summarize.changes import changes, lost, marked, successors
from briefing.summarize.disputes import disputes
from briefing.summarize.lines import Numbers, line_id, line_of, reading_order
from briefing.summarize.memory import Memory
from briefing.summarize.report import Dossier, Previous
from briefing.summarize.select import Chosen, select
from briefing.summarize.settings import SummarizeSettings
from briefing.text import words

_LOOKED_FOR = {
    SectionKind.SITUATION: "Looked for: events, movements, casualties and measures in the material. None found.",
    SectionKind.CLAIMS: "Looked for: statements, accusations, denials and demands with a speaker. None found.",
    SectionKind.DIPLOMACY: "Looked for: talks, mediation, agreements, sanctions, statements of third parties and international bodies. None found.",
    SectionKind.BACKGROUND: "Looked for: earlier history and standing facts. None found.",
}
_BOTTOM_WORDS, _BOTTOM_LONGEST = 50, 75  # a minister hears two or three sentences
_BOTTOM_CHOICE = 30  # lines that are weighed for it
_SAME = 0.25  # cosine from which a bottom line would more likely than not repeat itself (measured as in select)
_MOST_FIGURES = 8


def summarize(
    chosen: Sequence[Choice], previous: Previous | None = None
) -> tuple[tuple[BriefChapter, ...], tuple[Source, ...]]:
    """Return the chapters of a brief and its sources, numbered in reading order.

    A dossier of which no sentence belongs into a brief (comment, opinion) gives no chapter, unless there is no other.
    """
    numbers = Numbers()
    worth = [choice for choice in chosen if choice.lines] or chosen[:1]
    chapters = [_chapter(choice, numbers) for choice in worth]
    if previous is not None:
        chapters = _compared(chapters, worth, previous)
    return tuple(chapters), numbers.sources()


class Choice:
    """What was chosen from a dossier, before any source is numbered. What the previous brief told already weighs less."""

    def __init__(
        self, dossier: Dossier, previous: Previous | None = None, settings: SummarizeSettings | None = None
    ) -> None:
        settings = settings or SummarizeSettings()
        material = pool(dossier, settings.ranker)
        memory = Memory(previous, dossier, material) if previous else None
        if memory:
            material = memory.weighed(material)
        self.dossier = dossier
        self.chosen = select(material, dossier.sides, settings.words)
        self.lines = sum(len(entries) for entries in self.chosen.values())
        self.bottom = _bottom(material)
        entries = [*self.bottom, *(entry for entries in self.chosen.values() for entry in entries)]
        for entry, candidate in zip(entries, material.explained([entry.candidate for entry in entries]), strict=True):
            entry.candidate = candidate
        # What follows must not need the material: it would have to be handed from process to process.
        self.left_out = material.out
        self.heard = memory.heard if memory else frozenset()
        self.recalled = memory.recalled({line_id(entry.candidate) for entry in entries}) if memory else {}


def _compared(chapters: Sequence[BriefChapter], choices: Sequence[Choice], previous: Previous) -> list[BriefChapter]:
    """Set each chapter against the previous brief; chapters that ended are told in the first."""
    follows = successors(previous, [choice.dossier for choice in choices])
    heard = frozenset[str]().union(*(choice.heard for choice in choices))
    result = []
    for number, (chapter, choice) in enumerate(zip(chapters, choices, strict=True)):
        earlier = [before for before in previous.chapters if follows.get(before.id) == number]
        told = changes(chapter, choice.recalled, heard, earlier, previous)
        ended = lost(previous, follows) if number == 0 else ()
        result.append(replace(marked(chapter, choice.recalled), changes=(*told, *ended)))
    return result


def _chapter(choice: Choice, numbers: Numbers) -> BriefChapter:
    dossier, chosen = choice.dossier, choice.chosen
    order = [side.name for side in dossier.sides]
    contests = disputes(
        [entry for kind in SectionKind for entry in reading_order(chosen[kind], order)], dossier.figures, dossier.sides
    )
    contested = {line for contest in contests for position in contest.positions for line in position.lines}
    ordered = {
        kind: reading_order(entries, order, contested) if kind is SectionKind.CLAIMS else reading_order(entries)
        for kind, entries in chosen.items()
    }
    bottom = tuple(line_of(entry, numbers) for entry in choice.bottom)
    sections = tuple(_section(kind, ordered[kind], numbers) for kind in SectionKind)
    everything = [entry for kind in SectionKind for entry in ordered[kind]]
    figures = _figures(dossier, everything, numbers)
    return BriefChapter(
        id=dossier.chapter.id,
        headline=_headline(dossier, bottom),
        sides=dossier.sides,
        balance=tuple(_balance(side, dossier) for side in dossier.sides),
        bottom_line=bottom,
        sections=sections,
        disputes=contests,
        figures=figures,
        timeline=_timeline(sections),
        gaps=_gaps(dossier, sections, choice.left_out),
    )


def _balance(side: Side, dossier: Dossier) -> Balance:
    said = [(report.article, claim) for report in dossier.reports for claim in report.claims if claim.side == side.name]
    outlets = {article.outlet for article, _ in said if article.outlet}
    return Balance(
        side=side.name,
        claims=len(said),
        words=sum(len(words(part.of(article.text))) for article, claim in said for part in claim.content),
        outlets=len(outlets),
        own=len(outlets & set(side.outlets)),
    )


def _headline(dossier: Dossier, bottom: Sequence[Line]) -> str:
    """The title of a report that the bottom line cites, so that the two tell the same; else that of the chapter.

    A title that asks, exhorts or argues heads its own piece, not a chapter.
    """
    titles = {report.article.id: report.article.title for report in dossier.reports}
    cited = [titles.get(line.citations[0].article) for line in bottom]
    return next((title for title in cited if title and not _ARGUES.search(title)), dossier.chapter.headline)


_ARGUES = re.compile(r"[?!]|:\s|\b(?:should|must|never|why|how|what|opinion|analysis)\b", re.IGNORECASE)


def _section(kind: SectionKind, chosen: Sequence[Chosen], numbers: Numbers) -> Section:
    lines = tuple(line_of(entry, numbers) for entry in chosen)
    return Section(kind=kind, lines=lines, empty=None if lines else _LOOKED_FOR[kind])


def _bottom(material: Pool) -> list[Chosen]:
    """Choose two or three sentences that tell the whole: together the weightiest that fit, no matter twice, no side twice.

    Where one long sentence outweighs any two that fit, a second one is set behind it all the same: one sentence tells one side.
    """
    entries = [Chosen(candidate) for candidate in material.foremost(_BOTTOM_CHOICE)]
    rows = [entry.candidate.row for entry in entries]
    counts = [entry.candidate.count for entry in entries]
    weigh = _Worth(
        general=[entry.candidate.general for entry in entries],
        sides=[entry.candidate.side for entry in entries],
        likeness=[material.matrix.like(row)[rows].tolist() for row in rows],
    )

    def best(sizes: Sequence[int], most: int, start: tuple[int, ...] = ()) -> tuple[int, ...]:
        left = most - sum(counts[number] for number in start)
        sets = [
            (*start, *taken)
            for size in sizes
            for taken in combinations([number for number in range(len(entries)) if number not in start], size)
            if sum(map(counts.__getitem__, taken)) <= left
        ]
        found = max(sets, key=weigh, default=())
        return found if found and weigh(found) > 0 else start

    taken = best((1, 2, 3), _BOTTOM_WORDS)
    if len(taken) == 1:
        taken = best((1,), _BOTTOM_LONGEST, taken)
    return [entries[number] for number in taken] or entries[:1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Worth:
    """What lines are worth together: of each how much of the whole it tells, and its side; of each two how like they are."""

    general: Sequence[float]
    sides: Sequence[str | None]
    likeness: Sequence[Sequence[float]]

    def __call__(self, taken: Sequence[int]) -> float:
        """Return the worth of some lines; -1 where one repeats another or a side speaks twice."""
        if any(self.likeness[one][other] >= _SAME for one, other in combinations(taken, 2)):
            return -1.0
        sides = [side for number in taken if (side := self.sides[number])]
        if len(set(sides)) < len(sides):
            return -1.0
        # The root keeps three slight lines from outweighing two weighty ones.
        return round(sum(self.general[number] for number in taken) / math.sqrt(len(taken)), 6)


def _figures(dossier: Dossier, chosen: Sequence[Chosen], numbers: Numbers) -> tuple[Figure, ...]:
    """Return the figures worth a table: those that say whose, or that others differ from; printed sentences first.

    Each figure once for each voice; its source is numbered. Numbers of single events stay in their sentences.
    """
    by_article = {report.article.id: report for report in dossier.reports}
    spans = {(entry.candidate.report.article.id, entry.candidate.sentence.span) for entry in chosen}
    telling = [
        figure
        for figure in dossier.figures
        if figure.article in by_article
        and (figure.whose or figure.relation is not Relation.ALONE or "toll" in figure.text)
    ]
    telling.sort(
        key=lambda figure: (
            not any(article == figure.article and span.overlaps(figure.span) for article, span in spans),
            figure.relation is Relation.ALONE,
            figure.article,
            figure.span,
        )
    )
    kept: dict[tuple[object, ...], Figure] = {}
    for figure in telling:
        kept.setdefault((figure.quantity, figure.whose, figure.low, figure.high, figure.says), figure)
    shown = list(kept.values())[:_MOST_FIGURES]
    for figure in shown:
        numbers.of(by_article[figure.article])
    return tuple(
        sorted(shown, key=lambda figure: (figure.quantity, figure.whose or "", figure.low, figure.high, figure.article))
    )


def _timeline(sections: Sequence[Section]) -> tuple[TimelineEntry, ...]:
    """Return the weightiest line of each day that lines put an event on; nothing where all is of one day."""
    best: dict[str, tuple[float, str]] = {}
    for section in sections:
        for line in section.lines:
            if line.event_date and "/" not in line.event_date:
                best[line.event_date] = min(best.get(line.event_date, (1.0, line.id)), (-line.salience, line.id))
    entries = tuple(TimelineEntry(date=day, line=best[day][1]) for day in sorted(best))
    return entries if len(entries) > 1 else ()


def resting(lines: Sequence[Line]) -> tuple[str, ...]:
    """Say how many of the lines rest on a single report; nothing where none does."""
    single = sum(line.origins == 1 for line in lines)
    return (f"{single} of {len(lines)} lines rest on one independent report each.",) if single else ()


def _gaps(dossier: Dossier, sections: Sequence[Section], left_out: Mapping[str, int]) -> tuple[str, ...]:
    """What the reader should know is missing: silent sides, single origins, undated reports, sections without material."""
    gaps = []
    lines = [line for section in sections for line in section.lines]
    for side in dossier.sides:
        if not any(line.side == side.name for line in lines):
            gaps.append(f"No statement by {side.name} is printed: none was found that stands on its own.")
        # Said only where outlets can be told apart at all: an outlet's name need not tell where it stands.
        if not side.outlets and any(other.outlets for other in dossier.sides):
            gaps.append(f"No outlet of {side.name} is among the sources; it is heard through others.")
    gaps.extend(resting(lines))
    undated = [report.article.name for report in dossier.reports if report.article.published is None]
    if undated:
        gaps.append(f"Undated: {'; '.join(sorted(undated))}.")
    gaps.extend(
        f"{count} sentences of {kind} were left out."
        for kind in ("opinion pieces", "digests of many stories")
        if (count := left_out.get(kind, 0))
    )
    return tuple(gaps)
