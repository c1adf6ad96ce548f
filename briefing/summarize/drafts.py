"""Every sentence of a dossier that could become a line, with the section that its voice and the rules give it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from briefing.model import Claim, Sentence
from briefing.summarize.alone import Names, hangs, printed, short
from briefing.summarize.heads import Heads, heads, opening_of
from briefing.summarize.people import People, known_names
from briefing.summarize.pieces import is_digest, is_opinion
from briefing.summarize.report import Dossier, Report
from briefing.summarize.rows import Rows
from briefing.summarize.sections import Verdict, as_history, is_history, is_joint, section_of
from briefing.summarize.signs import Wording
from briefing.summarize.things import Things
from briefing.text import DateMention, is_strewn


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a dossier that could be a line. `row` is its row in the dossier's matrix, `count` its words in its source."""

    report: Report
    sentence: Sentence
    verdict: Verdict
    dates: tuple[DateMention, ...]
    count: int
    row: int

    @property
    def claim(self) -> Claim | None:
        """The claim it is."""
        return self.verdict.claim

    @property
    def voice(self) -> Claim | None:
        """The claim it is, or that a part of it is."""
        claim = self.verdict.claim
        return claim if claim and claim.speaker else self.verdict.part or claim

    @property
    def side(self) -> str | None:
        """The side of its speaker."""
        return self.voice.side if self.voice and not is_joint(self.voice) else None

    @property
    def speaker(self) -> str | None:
        """Its speaker as resolved, without apposition."""
        return short(self.voice.speaker) if self.voice and self.voice.speaker else None


@dataclass(frozen=True, slots=True)
class Draft(Passage):
    """A passage with what its print is made from; `before` is the sentence before it."""

    wording: Wording
    before: str
    names: Names

    def printed(self) -> str:
        """Return its text with the repairs that make it readable alone."""
        return printed(self.sentence, self.claim or self.verdict.part, self.dates, self.names, self.before)

    def hanging(self, text: str) -> str | None:
        """Return what ties it to its context when its print reads so, None if it can be read alone."""
        return hangs(text, said=self.claim is not None and bool(self.claim.speaker))


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of a dossier with the matrix of their words and what is near the heads; how many sentences stayed out and why."""

    drafts: tuple[Draft, ...]
    matrix: Rows
    heads: tuple[Heads, ...]
    out: Counter[str]


def gathered(dossier: Dossier) -> Drafts:
    """Return the drafts of a dossier."""
    found: list[Draft] = []
    out: Counter[str] = Counter()
    known = known_names(report.article.title or "" for report in dossier.reports)
    own = {side.name: (*side.aliases, *(name.split()[-1] for name in side.members)) for side in dossier.sides}
    for report in dossier.reports:
        if is_opinion(report.article):
            out["opinion pieces"] += len(report.sentences)
        elif is_digest(report.sentences):
            out["digests of many stories"] += len(report.sentences)
        else:
            found.extend(_drafts(report, len(found), known, own, out))
    numbers = {report.article.id: number for number, report in enumerate(dossier.reports)}
    matrix, near = heads(
        [draft.wording for draft in found],
        [numbers[draft.report.article.id] for draft in found],
        [report.article.title or "" for report in dossier.reports],
        [opening_of([sentence.text for sentence in report.sentences]) for report in dossier.reports],
    )
    return Drafts(tuple(found), matrix, tuple(near), out)


def _drafts(
    report: Report, first: int, known: Collection[str], own: Mapping[str, Sequence[str]], out: Counter[str]
) -> list[Draft]:
    claims, dates = _touching(report)
    texts = [sentence.text for sentence in report.sentences]
    wordings = [Wording(text) for text in texts]
    judged = [
        section_of(
            sentence,
            report.article,
            claims.get(sentence.index, ()),
            dates.get(sentence.index, ()),
            own,
            wording=wording,
        )
        for sentence, wording in zip(report.sentences, wordings, strict=True)
    ]
    history = is_history(report.article, judged)
    names = Names(people=People(texts, known), things=Things(wordings))
    found: list[Draft] = []
    for sentence, verdict, before, wording in zip(report.sentences, judged, ("", *texts), wordings, strict=False):
        if verdict.hard or is_strewn(sentence.text, wording.words):
            out[verdict.reason if verdict.hard else "strings of words"] += 1
            continue
        found.append(
            Draft(
                report=report,
                sentence=sentence,
                verdict=as_history(verdict) if history else verdict,
                dates=tuple(dates.get(sentence.index, ())),
                count=len(wording.words),
                row=first + len(found),
                wording=wording,
                before=before,
                names=names,
            )
        )
    return found


def _touching(report: Report) -> tuple[dict[int, list[Claim]], dict[int, list[DateMention]]]:
    """Claims and dates by the number of the sentence they touch; linear, both come in reading order."""
    starts = {sentence.span.start: sentence.index for sentence in report.sentences}
    dates: dict[int, list[DateMention]] = {}
    for mention in report.dates:
        if mention.sentence.start in starts:
            dates.setdefault(starts[mention.sentence.start], []).append(mention)
    claims: dict[int, list[Claim]] = {}
    order = sorted(report.sentences, key=lambda sentence: sentence.span.start)
    begins = [sentence.span.start for sentence in order]
    for claim in report.claims:
        if claim.act is None:
            continue  # what an outlet tells of somebody's mind is the outlet's telling
        touched: list[int] = []
        for span in (*claim.content, *(span for span in (claim.source, claim.cue) if span)):
            at = max(0, bisect_right(begins, span.start) - 1)
            while at < len(order) and order[at].span.start < span.end:
                if order[at].span.overlaps(span) and order[at].index not in touched:
                    touched.append(order[at].index)
                at += 1
        for index in touched:
            claims.setdefault(index, []).append(claim)
    return claims, dates
