"""From chosen candidates to printed lines with citations; sources are numbered in the order in which a reader meets them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence

from briefing.model import Citation, Line, Source, SourceCopy
from briefing.summarize.candidates import Candidate
from briefing.summarize.drafts import Passage
from briefing.summarize.neighbours import beside
from briefing.summarize.report import Report
from briefing.summarize.select import Chosen

_MOST_CITED = 4  # further reports shown behind a line; the count of origins counts all of them


class Numbers:
    """The numbered sources of a brief; an article gets its number when it is first cited."""

    def __init__(self) -> None:
        self._reports: dict[str, tuple[int, Report]] = {}

    def of(self, report: Report) -> int:
        """Return the number of a report's article."""
        known = self._reports.get(report.article.id)
        if known is None:
            known = self._reports[report.article.id] = (len(self._reports) + 1, report)
        return known[0]

    def sources(self) -> tuple[Source, ...]:
        """Return the sources in the order of their numbers."""
        return tuple(_source(number, report) for number, report in self._reports.values())


def _source(number: int, report: Report) -> Source:
    article, origin = report.article, report.article.origin
    copies = tuple(
        SourceCopy(
            article=copy.article.id,
            outlet=copy.article.outlet,
            title=copy.article.title,
            url=copy.article.url,
            published=copy.article.published,
            similarity=copy.similarity,
            reason=copy.reason.value,
        )
        for copy in report.copies.copies
    )
    return Source(
        number=number,
        article=article.id,
        outlet=article.outlet,
        title=article.title,
        url=article.url,
        published=article.published,
        published_day_only=article.published_day_only,
        path=origin.path,
        member=origin.member,
        media_type=origin.media_type,
        sha256=origin.sha256,
        language=article.language,
        byline=article.byline,
        dateline=article.dateline,
        agency=article.agency,
        copies=copies,
        origin=report.copies.origin,
    )


def line_id(candidate: Passage) -> str:
    """A hash of the passage and its article: the same in every run that prints it."""
    key = f"{candidate.report.article.id}\n{candidate.sentence.text}"
    return "L" + hashlib.sha256(key.encode()).hexdigest()[:8]


def line_of(chosen: Chosen, numbers: Numbers) -> Line:
    """Return the line of a chosen candidate, with its own passage first and those of other reports behind it."""
    candidate = chosen.candidate
    told = [candidate, *sorted(chosen.others, key=lambda other: (-other.salience, other.report.article.id))]
    origins = {entry.report.copies.origin for entry in told}
    return Line(
        id=line_id(candidate),
        text=candidate.text,
        citations=tuple(_citation(entry, numbers) for entry in told[: 1 + _MOST_CITED]),
        speaker=candidate.voice.speaker if candidate.voice else None,
        side=candidate.side,
        act=candidate.voice.act.value if candidate.voice and candidate.voice.act else None,
        event_date=event_date(candidate),
        origins=len(origins),
        salience=candidate.salience,
        why=_why(candidate),
    )


def _citation(candidate: Candidate, numbers: Numbers) -> Citation:
    sentence, report = candidate.sentence, candidate.report
    before, after = beside(sentence.span, report.article.text, report.sentences)
    return Citation(
        source=numbers.of(report),
        article=report.article.id,
        span=sentence.span,
        text=sentence.text,
        before=before,
        after=after,
    )


def _why(candidate: Candidate) -> str:
    section = f"{candidate.section.value}: {candidate.verdict.reason}"
    said = ""
    if claim := candidate.voice:
        said = f"; attribution by the pattern “{claim.pattern}” (right in {claim.confidence:.0%} of cases on development data)"
    return f"{section}{said}; salience {candidate.salience:.2f} = {candidate.factors}"


def event_date(candidate: Passage) -> str | None:
    """Return the day or days a sentence puts its event on: the first mention that names a single day, else the first at all."""
    values = [mention.value for mention in candidate.dates]
    return next((value for value in values if "/" not in value), values[0] if values else None)


def reading_order(chosen: Iterable[Chosen], sides: Sequence[str] = (), contested: Collection[str] = ()) -> list[Chosen]:
    """Most important first; claims by side in the order of the sides, the contested ones (line ids) first of each.

    Third parties and unknown voices come last.
    """
    rank = {name: number for number, name in enumerate(sides)}
    return sorted(
        chosen,
        key=lambda entry: (
            rank.get(entry.candidate.side or "", len(rank)),
            line_id(entry.candidate) not in contested,
            -entry.candidate.salience,
            entry.candidate.report.article.id,
            entry.candidate.sentence.index,
        ),
    )
