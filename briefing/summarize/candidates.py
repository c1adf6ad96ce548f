"""Every sentence of a dossier that could become a line, with its section, salience and repairs."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefing.model import Claim, SectionKind, Sentence
from briefing.summarize.alone import hangs, printed, short
from briefing.summarize.rankers import sumy_ranks
from briefing.summarize.report import Dossier, Report
from briefing.summarize.salience import centrality, vectors
from briefing.summarize.sections import is_joint, is_opinion, section_of
from briefing.text import DateMention, words

_FIGURE = re.compile(r"\b\d[\d,.]*\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?)\b")
_DECISION = re.compile(r"\b(?:announced|agreed|ordered|declared|launched|suspended|imposed|rejected|accused|denied|killed|signed|approved|withdrew|expelled|called for|demanded|warned)\b")
# Weights of the factors, multiplied onto centrality. Chosen on gold/ with nuggets.py; the ablation stands in the CHANGELOG's
# companion notes. They are factors around 1, so that none of them can silence the others.
_LEDE, _FADE = 0.6, 6.0  # a lede counts 1.6 times, falling with the paragraphs
_HAS_FIGURE, _HAS_DECISION = 1.10, 1.10
_DAY_FADE = 3.0  # days after which a report counts 1/e less, but never less than half
_HANGING = 0.45  # what is left of a sentence that cannot be read alone
_IDEAL, _LONG = 28, 48  # words of a comfortable line, and of one that wears the reader out


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that could be a line. `row` is its row in the dossier's matrix; `salience` lies in [0, 1]."""

    report: Report
    sentence: Sentence
    section: SectionKind
    reason: str
    claim: Claim | None
    text: str
    row: int
    count: int
    hanging: str | None
    dates: tuple[DateMention, ...]
    salience: float = 0.0
    factors: str = ""

    @property
    def side(self) -> str | None:
        """The side of its speaker."""
        return self.claim.side if self.claim and not is_joint(self.claim) else None

    @property
    def speaker(self) -> str | None:
        """Its speaker as resolved, without apposition."""
        return short(self.claim.speaker) if self.claim and self.claim.speaker else None


@dataclass(frozen=True, slots=True)
class Pool:
    """The candidates of a dossier, the matrix of all its sentences, and how many sentences stayed out for which reason."""

    candidates: tuple[Candidate, ...]
    matrix: Any
    out: dict[str, int]


def pool(dossier: Dossier, ranker: str = "lexrank") -> Pool:
    """Return the candidates of a dossier; `ranker` is one of RANKERS."""
    found: list[Candidate] = []
    out: dict[str, int] = {}
    texts: list[str] = []
    for report in dossier.reports:
        if is_opinion(report.article):
            out["opinion pieces"] = out.get("opinion pieces", 0) + len(report.sentences)
            continue
        for candidate, reason in _sentences(report, len(texts)):
            if candidate is None:
                out[reason] = out.get(reason, 0) + 1
            else:
                found.append(replace(candidate, row=len(texts)))
                texts.append(candidate.sentence.text)
    matrix = vectors(texts)
    ranks = _ranks(ranker, matrix, texts, found)
    weighed = [_weighed(candidate, rank, dossier) for candidate, rank in zip(found, ranks, strict=True)]
    top = max((candidate.salience for candidate in weighed), default=0.0) or 1.0
    return Pool(tuple(replace(candidate, salience=round(candidate.salience / top, 4)) for candidate in weighed), matrix, out)


def _ranks(ranker: str, matrix: Any, texts: Sequence[str], found: Sequence[Candidate]) -> list[float]:  # noqa: ANN401
    if ranker == "lexrank":
        return centrality(matrix)
    if ranker == "lead":
        return [1.0 / (1 + candidate.sentence.index) for candidate in found]
    return sumy_ranks(ranker, texts)


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


def _sentences(report: Report, first: int) -> list[tuple[Candidate | None, str]]:
    claims, dates = _touching(report)
    found: list[tuple[Candidate | None, str]] = []
    for sentence in report.sentences:
        mentions = tuple(dates.get(sentence.index, ()))
        verdict = section_of(sentence, report.article, claims.get(sentence.index, ()), mentions)
        if verdict.section is None:
            found.append((None, verdict.reason))
            continue
        said = verdict.claim is not None and bool(verdict.claim.speaker)
        text = printed(sentence, verdict.claim, mentions)
        candidate = Candidate(
            report=report, sentence=sentence, section=verdict.section, reason=verdict.reason, claim=verdict.claim, text=text,
            row=first, count=len(words(text)), hanging=hangs(_unrepaired(text), said=said), dates=mentions,
        )  # fmt: skip
        found.append((candidate, ""))
    return found


def _unrepaired(text: str) -> str:
    """The printed text with the names in brackets as plain words, so that a repaired pronoun no longer hangs."""
    return re.sub(r"\[([^\]…\d]+?):?\]", r"\1", text).removeprefix("[…] ")


def _weighed(candidate: Candidate, rank: float, dossier: Dossier) -> Candidate:
    """Multiply the factors onto the centrality of a candidate, and name those that moved it."""
    position = 1 + _LEDE * math.exp(-candidate.sentence.paragraph / _FADE)
    text = candidate.sentence.text
    figure = _HAS_FIGURE if _FIGURE.search(text) else 1.0
    decision = _HAS_DECISION if _DECISION.search(text) else 1.0
    recency = _recency(candidate, dossier)
    length = 1.0 if candidate.count <= _IDEAL else max(0.5, 1 - (candidate.count - _IDEAL) / (2 * _LONG))
    alone = _HANGING if candidate.hanging else 1.0
    value = rank * position * figure * decision * recency * length * alone
    named = f"centrality {rank:.2f} · position {position:.2f} · recency {recency:.2f} · figure {figure:.2f} · decision {decision:.2f} · length {length:.2f} · alone {alone:.2f}"
    return replace(candidate, salience=value, factors=named)


def _recency(candidate: Candidate, dossier: Dossier) -> float:
    published, last = candidate.report.article.published, dossier.chapter.last
    if published is None or last is None:
        return 0.75  # unknown counts as old-ish: between the newest and the oldest
    days = max(0.0, (last - published).total_seconds() / 86_400)
    return 0.5 + 0.5 * math.exp(-days / _DAY_FADE)
