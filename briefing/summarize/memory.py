"""What the reader knows already: each candidate held against the lines of the previous brief.

Sentences are likened by the cosine of their words, as in `select`: from .45 on, nine of ten pairs tell the same fact.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefing.model import Figure, Line, Status
from briefing.summarize.candidates import Candidate, Pool
from briefing.summarize.drafts import Passage
from briefing.summarize.lines import event_date, line_id
from briefing.summarize.moved import has_toll, moved, numbers
from briefing.summarize.report import Dossier, Previous
from briefing.summarize.salience import stemmer, vectors
from briefing.text import STOP_WORDS, words

# Cosine from which a fact is told already; from which the same matter is spoken of; from which a figure may be the same.
_TOLD, _MATTER, _COUNTED = 0.45, 0.35, 0.25
# Cosine below which no sentence of today speaks of an earlier line any more. Read on two conflicts cut into days: of the nine
# lines below it all had gone, of the fourteen between it and .25 nine were still spoken of, in other words.
_GONE = 0.17
_FADED = 0.5  # what is left of the salience of what the reader knows: it sinks below all that is new and as weighty
_RAISED = 2.0  # what moved or was denied is what a reader of yesterday's brief asks for first
_OF = r"(?:an? |the |its |his |her |their |that |this )(?:\w+ ){0,2}?(?:claim|statement|report|accusation|allegation|charge|figure|estimate|account|remark|offer|threat|demand|toll)s?"
_WITHDRAWN = re.compile(
    rf"\b(?:retract(?:s|ed|ion)?|backtrack\w*|disavow\w*|rescind\w*|(?:withdr(?:e|a)w[ns]?|took back|taken back|walk(?:s|ed) back|correct(?:s|ed)|revis(?:es|ed)|dropp?(?:s|ed)) {_OF}|(?:was|were|proved|turned out to be) (?:wrong|untrue|false|inaccurate|mistaken))\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|reject(?:s|ed)? (?:the |an? )?(?:accusation|allegation|charge|claim)s?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Recall:
    """How a sentence stands to the previous brief: the earlier line of its matter, and the figure that moved between them."""

    status: Status
    earlier: Line | None = None
    before: str | None = None
    after: str | None = None


_NEW = Recall(Status.NEW)
_STEM = stemmer()


class Memory:
    """The previous brief beside the candidates of one dossier."""

    def __init__(self, previous: Previous, dossier: Dossier, material: Pool) -> None:
        import numpy as np

        self._previous = previous
        self._drafts = material.everything
        self._passages = [(line, quote.text) for line in previous.lines for quote in line.citations]
        self._figures = _figures_of(dossier)
        texts = [text for _, text in self._passages]
        together = vectors([*(draft.wording.words for draft in material.everything), *map(words, texts)])
        count = len(material.everything)
        self._like: Any = np.zeros((count, len(texts)))
        for number in range(len(texts)):
            self._like[:, number] = together.like(count + number)[:count]
        heard = frozenset(
            line.id for number, (line, _) in enumerate(self._passages) if count and self._like[:, number].max() >= _GONE
        )
        self._tolls = frozenset(number for number, text in enumerate(texts) if has_toll(text))
        counted = any(figure.quantity == "killed" for figure in dossier.figures)
        if counted or any(has_toll(candidate.sentence.text) for candidate in material.everything):
            # The dead are still counted, in whatever words.
            heard |= {self._passages[number][0].id for number in self._tolls}
        self.heard = heard  # earlier lines of which any sentence of today still speaks
        self._known = {line.id: line for line in previous.lines}
        self._recalled = {candidate.row: self._recall(candidate) for candidate in material.everything}
        self._one_each(material)

    def _one_each(self, material: Pool) -> None:
        """Let one sentence tell that an earlier line's figure moved, the latest: the others would say the same again."""
        latest: dict[str, Candidate] = {}
        for candidate in sorted(material.candidates(), key=_age, reverse=True):
            recall = self._recalled[candidate.row]
            if recall.status is Status.UPDATED and recall.earlier:
                latest.setdefault(recall.earlier.id, candidate)
        for row, recall in self._recalled.items():
            if (
                recall.status is Status.UPDATED
                and recall.earlier
                and recall.earlier.id in latest
                and latest[recall.earlier.id].row != row
            ):
                self._recalled[row] = Recall(Status.CARRIED, recall.earlier)

    def of(self, candidate: Passage) -> Recall:
        """Return how a candidate stands to the previous brief."""
        return self._recalled[candidate.row]

    def recalled(self, lines: Collection[str]) -> dict[str, Recall]:
        """Return how lines, told by their ids, stand to the previous brief."""
        found = {line_id(draft): self.of(draft) for draft in self._drafts}
        return {name: recall for name, recall in found.items() if name in lines}

    def is_old(self, candidate: Passage) -> bool:
        """Whether a candidate's report was out when the previous brief was cut off."""
        published, cutoff = candidate.report.article.published, self._previous.cutoff
        return published is not None and cutoff is not None and published <= cutoff

    def weighed(self, material: Pool) -> Pool:
        """Return the candidates with what is known already made lighter, and what moved or was reversed heavier."""
        return replace(material, known=self._weighed)

    def _weighed(self, candidate: Candidate) -> Candidate:
        status = self.of(candidate).status
        if status in {Status.UPDATED, Status.REVERSED}:
            factor, why = _RAISED, status.value
        elif status is Status.CARRIED or self.is_old(candidate):
            factor, why = _FADED, "known from the previous brief"
        else:
            return candidate
        return replace(
            candidate,
            salience=round(min(1.0, candidate.salience * factor), 4),
            general=round(candidate.general * min(factor, 1.0), 6),
            factors=f"{candidate.factors} · {why} {factor:.2f}",
        )

    def _recall(self, candidate: Passage) -> Recall:
        same = self._known.get(line_id(candidate))
        if same is not None:
            return Recall(Status.CARRIED, same)
        row = self._like[candidate.row]
        text = candidate.sentence.text
        order = sorted(range(len(self._passages)), key=lambda number: (-round(float(row[number]), 9), number))
        toll = has_toll(text)
        for number in order:
            if row[number] >= _COUNTED or (toll and number in self._tolls):
                line, passage = self._passages[number]
                pair = (passage != line.citations[0].text or _same_voice(line, candidate)) and moved(
                    self._previous.figures.get(passage, ()), self._now(candidate), (passage, text), float(row[number])
                )
                if pair:
                    return Recall(Status.UPDATED, line, *pair)
        near = [self._passages[number] for number in order if row[number] >= _MATTER]
        if not near:
            return _NEW
        line, passage = near[0]
        if _denies(text) and not any(_denies(earlier) for _, earlier in near):
            return Recall(Status.REVERSED, line)
        told = row[order[0]] >= _TOLD and _says_no_more(text, passage) and not self._is_fresh(candidate)
        return Recall(Status.CARRIED, line) if told else _NEW

    def _is_fresh(self, candidate: Passage) -> bool:
        """Whether a sentence puts its event on the day of the previous cut-off or later."""
        when, cutoff = event_date(candidate), self._previous.cutoff
        return when is not None and cutoff is not None and when.rpartition("/")[2] >= cutoff.date().isoformat()

    def _now(self, candidate: Passage) -> tuple[Figure, ...]:
        return self._figures.get((candidate.report.article.id, candidate.sentence.index), ())


def _age(candidate: Candidate) -> tuple[str, float, str, int]:
    """Orders candidates by the time of their report, then by weight."""
    article = candidate.report.article
    return (
        article.published.isoformat() if article.published else "", candidate.salience, article.id, candidate.sentence.index,
    )  # fmt: skip


def _figures_of(dossier: Dossier) -> dict[tuple[str, int], tuple[Figure, ...]]:
    """The figures of a dossier by article and number of the sentence they stand in."""
    found: dict[tuple[str, int], tuple[Figure, ...]] = {}
    by_article: dict[str, list[Figure]] = {}
    for figure in dossier.figures:
        by_article.setdefault(figure.article, []).append(figure)
    for report in dossier.reports:
        for figure in sorted(by_article.get(report.article.id, ()), key=lambda entry: entry.span):
            index = next((one.index for one in report.sentences if one.span.covers(figure.span)), None)
            if index is not None:
                found[report.article.id, index] = (*found.get((report.article.id, index), ()), figure)
    return found


def _same_voice(line: Line, candidate: Passage) -> bool:
    """Whether two figures can be of one voice: another's figure is no update, it is another's figure."""
    earlier, now = line.speaker, candidate.speaker
    if earlier is None or now is None or (line.side is not None and line.side == candidate.side):
        return True
    return bool(({*words(earlier)} & {*words(now)}) - STOP_WORDS)


def _says_no_more(sentence: str, passage: str) -> bool:
    """Whether a sentence gives no number that the passage does not give, and half of its words but the names stand there.

    Names make sentences alike that tell different things of the same people.
    """
    told, known = (
        {_STEM(word.lower()) for word in re.findall(r"\b[a-z][a-z]+\b", text) if word not in STOP_WORDS}
        for text in (sentence, passage)
    )
    return numbers(sentence) <= numbers(passage) and len(told & known) * 2 >= len(told)


def _denies(sentence: str) -> bool:
    """Whether a sentence denies, withdraws or corrects something."""
    return bool(_WITHDRAWN.search(sentence) or _DENIAL.search(sentence))


def names(texts: Sequence[str]) -> dict[str, int]:
    """Count the capitalised words of texts: who and where a chapter is about."""
    found: dict[str, int] = {}
    for text in texts:
        for word in re.findall(r"\b[A-Z][a-z]{2,}\b", text):
            found[word] = found.get(word, 0) + 1
    return found
