"""Every sentence of a dossier that could become a line, with its section, salience and repairs."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from briefing.model import Claim, SectionKind, Sentence
from briefing.summarize.alone import Names, hangs, plain, printed, short
from briefing.summarize.heads import Heads, heads, opening_of
from briefing.summarize.people import People, known_names
from briefing.summarize.pieces import is_digest, is_opinion
from briefing.summarize.rankers import sumy_ranks
from briefing.summarize.report import Dossier, Report
from briefing.summarize.salience import centrality, support
from briefing.summarize.sections import as_history, is_history, is_joint, section_of
from briefing.summarize.things import Things
from briefing.summarize.traits import Seen, as_read, traits
from briefing.summarize.weights import best_section, probability, score, told
from briefing.text import DateMention, is_strewn, words

_BELONGS = 5.0  # power with which belonging into a brief at all weighs
_ALONE = 2.5  # power with which standing alone weighs in salience
_DAY_FADE = 7.0  # days after which a report counts 1/e less
_OLDEST = 0.3  # what it counts in the end: read on windows of months, where yesterday belongs before last spring
_BOTTOM_ALONE, _BOTTOM_KEPT = (
    0.5,
    0.5,
)  # powers with which standing alone, and belonging at all, weigh in the bottom line
_FEW_REPORTS = 2  # so few reports leave nothing to choose from
_LEAST_KEPT = 0.6  # probability from which a sentence belongs into a brief at all
_IDEAL, _LONG = 28, 48  # words of a comfortable line, and of one that wears the reader out


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that could be a line. `row` is its row in the dossier's matrix; `salience` lies in [0, 1]."""

    report: Report
    sentence: Sentence
    section: SectionKind
    rule: str
    reason: str
    claim: Claim | None
    part: Claim | None
    text: str
    row: int
    count: int
    hanging: str | None
    allowed: tuple[SectionKind, ...]
    dates: tuple[DateMention, ...]
    heads: Heads = field(default_factory=Heads)
    kept: float = 0.0
    alone: float = 0.0
    general: float = 0.0
    salience: float = 0.0
    factors: str = ""

    @property
    def side(self) -> str | None:
        """The side of its speaker."""
        return self.voice.side if self.voice and not is_joint(self.voice) else None

    @property
    def speaker(self) -> str | None:
        """Its speaker as resolved, without apposition."""
        return short(self.voice.speaker) if self.voice and self.voice.speaker else None

    @property
    def voice(self) -> Claim | None:
        """The claim it is, or that a part of it is."""
        return self.claim if self.claim and self.claim.speaker else self.part or self.claim


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates of a dossier, all its sentences for the bottom line, their matrix, and how many stayed out and why."""

    candidates: tuple[Candidate, ...]
    everything: tuple[Candidate, ...]
    matrix: Any
    out: dict[str, int]


def pool(dossier: Dossier, ranker: str = "lexrank") -> Pool:
    """Return the candidates of a dossier; `ranker` is one of RANKERS."""
    found, matrix, out = _gathered(dossier)
    weighed = [
        _weighed(candidate, seen, dossier)
        for candidate, seen in zip(found, _seen(found, matrix, dossier, ranker), strict=True)
    ]
    kept = [candidate for candidate in weighed if candidate.salience > 0]
    out["comment, home politics, outsiders' views"] += len(weighed) - len(kept)
    top = max((candidate.salience for candidate in kept), default=0.0) or 1.0
    scaled = [replace(candidate, salience=round(min(1.0, candidate.salience / top), 4)) for candidate in weighed]
    return Pool(tuple(candidate for candidate in scaled if candidate.salience > 0), tuple(scaled), matrix, dict(out))


def seen_sentences(dossier: Dossier) -> list[Seen]:
    """Return what the models see of each sentence of a dossier that the rules do not leave out."""
    found, matrix, _ = _gathered(dossier)
    return _seen(found, matrix, dossier, "lexrank")


def _gathered(dossier: Dossier) -> tuple[list[Candidate], Any, Counter[str]]:
    found: list[Candidate] = []
    out: Counter[str] = Counter()
    known = known_names(report.article.title or "" for report in dossier.reports)
    own = {side.name: (*side.aliases, *(name.split()[-1] for name in side.members)) for side in dossier.sides}
    for report in dossier.reports:
        if is_opinion(report.article):
            out["opinion pieces"] += len(report.sentences)
            continue
        if is_digest(report.sentences):
            out["digests of many stories"] += len(report.sentences)
            continue
        for candidate, reason in _sentences(report, len(found), known, own):
            if candidate is None:
                out[reason] += 1
            else:
                found.append(replace(candidate, row=len(found)))
    numbers = {report.article.id: number for number, report in enumerate(dossier.reports)}
    matrix, near = heads(
        [candidate.sentence.text for candidate in found],
        [numbers[candidate.report.article.id] for candidate in found],
        [report.article.title or "" for report in dossier.reports],
        [opening_of([sentence.text for sentence in report.sentences]) for report in dossier.reports],
    )
    return [replace(candidate, heads=one) for candidate, one in zip(found, near, strict=True)], matrix, out


def _seen(found: Sequence[Candidate], matrix: Any, dossier: Dossier, ranker: str) -> list[Seen]:  # noqa: ANN401 - a scipy matrix
    ranks = _ranks(ranker, matrix, found)
    backed = support(matrix, [candidate.report.article.id for candidate in found])
    return [
        Seen(
            sentence=candidate.sentence,
            article=candidate.report.article,
            claim=candidate.claim,
            dates=candidate.dates,
            sides=dossier.sides,
            centrality=rank,
            support=share,
            of=len(candidate.report.sentences),
            printed=candidate.text,
            rule=candidate.rule,
            heads=candidate.heads,
        )
        for candidate, rank, share in zip(found, ranks, backed, strict=True)
    ]


def _ranks(ranker: str, matrix: Any, found: Sequence[Candidate]) -> list[float]:  # noqa: ANN401 - a scipy matrix
    if ranker == "lexrank":
        return centrality(matrix)
    if ranker == "lead":
        return [1.0 / (1 + candidate.sentence.index) for candidate in found]
    return sumy_ranks(ranker, [candidate.sentence.text for candidate in found])


def _touching(report: Report) -> tuple[dict[int, list[Claim]], dict[int, list[DateMention]]]:
    """Claims and dates by the number of the sentence they touch; linear, both come in reading order."""
    starts = {sentence.span.start: sentence.index for sentence in report.sentences}
    dates: dict[int, list[DateMention]] = {}
    for mention in report.dates:
        if mention.sentence.start in starts:
            dates.setdefault(starts[mention.sentence.start], []).append(mention)
    claims: dict[int, list[Claim]] = {}
    order = sorted(report.sentences, key=lambda sentence: sentence.span.start)
    from bisect import bisect_right

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


def _sentences(
    report: Report, first: int, known: Collection[str], own: Mapping[str, Sequence[str]]
) -> list[tuple[Candidate | None, str]]:
    claims, dates = _touching(report)
    judged = [
        section_of(sentence, report.article, claims.get(sentence.index, ()), dates.get(sentence.index, ()), own)
        for sentence in report.sentences
    ]
    history = is_history(report.article, judged)
    texts = [sentence.text for sentence in report.sentences]
    names = Names(people=People(texts, known), things=Things(texts))
    found: list[tuple[Candidate | None, str]] = []
    for sentence, first_verdict, before in zip(report.sentences, judged, ("", *texts), strict=False):
        mentions = tuple(dates.get(sentence.index, ()))
        verdict = as_history(first_verdict) if history else first_verdict
        if verdict.hard:
            found.append((None, verdict.reason))
            continue
        if is_strewn(sentence.text):
            found.append((None, "strings of words"))
            continue
        said = verdict.claim is not None and bool(verdict.claim.speaker)
        text = printed(sentence, verdict.claim or verdict.part, mentions, names, before)
        candidate = Candidate(
            report=report, sentence=sentence, section=verdict.section or verdict.allowed[0],
            rule=verdict.section.value if verdict.section else "out", reason=verdict.reason, claim=verdict.claim, part=verdict.part, text=text,
            row=first, count=len(words(sentence.text)), hanging=hangs(plain(text), said=said), allowed=verdict.allowed, dates=mentions,
        )  # fmt: skip
        found.append((candidate, ""))
    return found


def _weighed(candidate: Candidate, seen: Seen, dossier: Dossier) -> Candidate:
    """Join the traits of a candidate to section and salience; salience 0 where it does not belong into a section."""
    found = traits(seen)
    kept = probability("keep", found)
    section = best_section(found, candidate.allowed)
    alone, matters, recency = probability("alone", as_read(seen)), score("value", found), _recency(candidate, dossier)
    length = 1.0 if candidate.count <= _IDEAL else max(0.5, 1 - (candidate.count - _IDEAL) / (2 * _LONG))
    value = max(0.02, matters) * kept**_BELONGS * alone**_ALONE * length * recency
    factors = f"matters {matters:.2f} ({told('value', found)}) · belongs {kept:.2f} · stands alone {alone:.2f} · length {length:.2f} · recency {recency:.2f}"
    if kept < _LEAST_KEPT and len(dossier.reports) > _FEW_REPORTS:
        value = 0.0
    general = max(0.0, score("gist", found)) * alone**_BOTTOM_ALONE * kept**_BOTTOM_KEPT * recency
    return replace(
        candidate, section=section, kept=kept, alone=alone, salience=value, factors=factors, general=round(general, 6)
    )


def _recency(candidate: Candidate, dossier: Dossier) -> float:
    published, last = candidate.report.article.published, dossier.chapter.last
    if published is None or last is None:
        return 0.65  # unknown counts as old-ish: between the newest and the oldest
    days = max(0.0, (last - published).total_seconds() / 86_400)
    return _OLDEST + (1 - _OLDEST) * math.exp(-days / _DAY_FADE)
