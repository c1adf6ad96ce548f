"""A dossier becomes a chapter of the brief; chapters, sources and notices become the brief."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import (
    BriefChapter,
    Figure,
    Line,
    Relation,
    Section,
    SectionKind,
    Source,
    TimelineEntry,
)
from briefing.summarize.candidates import Candidate, Pool, pool
from briefing.summarize.changes import compared
from briefing.summarize.disputes import disputes
from briefing.summarize.lines import Numbers, line_of, reading_order
from briefing.summarize.report import Dossier
from briefing.summarize.select import Chosen, select

_LOOKED_FOR = {
    SectionKind.SITUATION: "Looked for: events, movements, casualties and measures in the material. None found.",
    SectionKind.CLAIMS: "Looked for: statements, accusations, denials and demands with a speaker. None found.",
    SectionKind.DIPLOMACY: "Looked for: talks, mediation, agreements, sanctions, statements of third parties and international bodies. None found.",
    SectionKind.BACKGROUND: "Looked for: earlier history and standing facts. None found.",
}
_BOTTOM_WORDS, _BOTTOM_LONGEST = 50, 75  # a minister hears two or three sentences
_SAME = 0.25  # cosine from which a bottom line would more likely than not repeat itself (measured as in select)
_MOST_FIGURES = 8
_WORDS_OF_PAGES = {
    "1p": 380,
    "2p": 900,
}  # words of the four sections that fill one or two A4 pages beside their sources


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarizeSettings:
    """`words` for the four sections of a chapter together; `ranker` one of RANKERS; `chapters` the most in one brief."""

    words: int = 450
    ranker: str = "lexrank"
    chapters: int = 5


def words_of(text: str) -> int:
    """Return the number of words of "450", "1p" or "2p"; raises ValueError for anything else."""
    return _WORDS_OF_PAGES.get(text) or int(text)


def summarize(
    dossiers: Sequence[Dossier], previous: Sequence[Line] = (), settings: SummarizeSettings | None = None
) -> tuple[tuple[BriefChapter, ...], tuple[Source, ...]]:
    """Return the chapters of a brief and its sources, numbered in reading order."""
    settings = settings or SummarizeSettings()
    numbers = Numbers()
    chapters = tuple(_chapter(dossier, numbers, previous, settings) for dossier in dossiers)
    return chapters, numbers.sources()


def _chapter(dossier: Dossier, numbers: Numbers, previous: Sequence[Line], settings: SummarizeSettings) -> BriefChapter:
    material = pool(dossier, settings.ranker)
    chosen = select(material, dossier.sides, settings.words)
    order = [side.name for side in dossier.sides]
    ordered = {
        kind: reading_order(entries, order if kind is SectionKind.CLAIMS else ()) for kind, entries in chosen.items()
    }
    bottom = tuple(line_of(entry, numbers) for entry in _bottom(ordered, material))
    sections = tuple(_section(kind, ordered[kind], numbers) for kind in SectionKind)
    everything = [entry for kind in SectionKind for entry in ordered[kind]]
    figures = _figures(dossier, everything, numbers)
    chapter = BriefChapter(
        id=dossier.chapter.id,
        headline=dossier.chapter.headline,
        sides=dossier.sides,
        bottom_line=bottom,
        sections=sections,
        disputes=disputes(everything, dossier.figures),
        figures=figures,
        timeline=_timeline(sections),
        gaps=_gaps(dossier, sections, material),
    )
    return compared(chapter, previous)


def _section(kind: SectionKind, chosen: Sequence[Chosen], numbers: Numbers) -> Section:
    lines = tuple(line_of(entry, numbers) for entry in chosen)
    return Section(kind=kind, lines=lines, empty=None if lines else _LOOKED_FOR[kind])


def _bottom(ordered: dict[SectionKind, list[Chosen]], material: Pool) -> list[Chosen]:
    """Choose two or three printed lines that tell the whole: the weightiest that can be read alone, no matter twice.

    A first line that is long leaves room for one more all the same: one sentence tells of one side only.
    """
    entries = [
        entry for kind in (SectionKind.SITUATION, SectionKind.DIPLOMACY, SectionKind.CLAIMS) for entry in ordered[kind]
    ]
    entries.sort(key=lambda entry: (bool(entry.candidate.hanging), -entry.candidate.salience))
    taken: list[Chosen] = []
    for most in (_BOTTOM_WORDS, _BOTTOM_LONGEST):
        for entry in entries:
            used = sum(other.candidate.count for other in taken)
            enough = used >= _BOTTOM_WORDS or (most > _BOTTOM_WORDS and len(taken) > 1)
            if (
                enough
                or entry in taken
                or (taken and (used + entry.candidate.count > most or _repeats(entry.candidate, taken, material)))
            ):
                continue
            taken.append(entry)
    return taken


def _repeats(candidate: Candidate, taken: Sequence[Chosen], material: Pool) -> bool:
    rows = [entry.candidate.row for entry in taken]
    return float((material.matrix[rows] @ material.matrix[candidate.row].T).toarray().max()) >= _SAME


def _figures(dossier: Dossier, chosen: Sequence[Chosen], numbers: Numbers) -> tuple[Figure, ...]:
    """Return the figures worth a table: those that say whose, or that others differ from; printed sentences first.

    Each figure once for each voice; its source is numbered. Numbers of single events stay in their sentences.
    """
    by_article = {report.article.id: report for report in dossier.reports}
    spans = {(entry.candidate.report.article.id, entry.candidate.sentence.span) for entry in chosen}
    telling = [
        figure
        for figure in dossier.figures
        if figure.article in by_article and (figure.whose or figure.relation is not Relation.ALONE)
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


def _gaps(dossier: Dossier, sections: Sequence[Section], material: Pool) -> tuple[str, ...]:
    """What the reader should know is missing: silent sides, single origins, undated reports, sections without material."""
    gaps = []
    lines = [line for section in sections for line in section.lines]
    for side in dossier.sides:
        if not any(line.side == side.name for line in lines):
            gaps.append(f"No statement by {side.name} is printed: none was found that stands on its own.")
        if not side.outlets:
            gaps.append(f"No outlet of {side.name} is among the sources; it is heard through others.")
    single = sum(line.origins == 1 for line in lines)
    if lines and single:
        gaps.append(f"{single} of {len(lines)} lines rest on one independent report each.")
    undated = [report.article.name for report in dossier.reports if report.article.published is None]
    if undated:
        gaps.append(f"Undated: {'; '.join(sorted(undated))}.")
    opinion = material.out.get("opinion pieces", 0)
    if opinion:
        gaps.append(f"{opinion} sentences of opinion pieces were left out.")
    return tuple(gaps)
