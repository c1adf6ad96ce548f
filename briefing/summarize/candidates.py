"""What each sentence of a dossier weighs: belonging into a brief, section, salience, standing alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from briefing.model import SectionKind
from briefing.summarize.alone import plain
from briefing.summarize.drafts import Draft, Drafts, Passage, gathered
from briefing.summarize.looks import Look, look
from briefing.summarize.rankers import sumy_ranks
from briefing.summarize.report import Dossier
from briefing.summarize.rows import Rows, Vector
from briefing.summarize.salience import centrality, support
from briefing.summarize.signs import Wording
from briefing.summarize.traits import PRINT, Seen, Table, as_read, in_print, one, traits
from briefing.summarize.weights import at_most, best_section, chance, chances, score, told

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
_AT_ONCE = 64  # sentences weighed in one go while the weightiest is sought
_LEAST_MATTER = 0.02
_EDGE = 1e-9  # more than the last bits of a sum can be apart


@dataclass(frozen=True, slots=True)
class Candidate(Passage):
    """A passage weighed, and its text as printed. `salience` and `general` lie in [0, 1]; `factors` tell the way to salience."""

    section: SectionKind
    text: str
    hanging: str | None
    kept: float
    alone: float
    general: float
    salience: float
    factors: str = ""


def _as_it_is(candidate: Candidate) -> Candidate:
    return candidate


@dataclass(frozen=True, slots=True)
class Pool:
    """The sentences of a dossier on its scales, their matrix, and how many stayed out and why. Each is weighed when it is asked for.

    `known` makes a candidate lighter or heavier for what the reader knows already.
    """

    scales: Scales
    matrix: Rows
    out: dict[str, int]
    known: Callable[[Candidate], Candidate] = _as_it_is

    @property
    def everything(self) -> tuple[Draft, ...]:
        """All passages, weighed or not."""
        return self.scales.drafts

    def candidates(self, least: float = _LEAST_KEPT) -> list[Candidate]:
        """Return the candidates that belong into a brief with such a probability at least, and have any salience."""
        found = self.scales.weigh(self.scales.may_belong(least))
        few = self.scales.is_thin and least <= _LEAST_KEPT
        return [self.known(one) for one in found if one.salience > 0 and (few or one.kept >= least)]

    def explained(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return candidates with the factors of their salience in words, before what `known` told of them."""
        factors = self.scales.factors(candidates)
        return [replace(one, factors=told + one.factors) for one, told in zip(candidates, factors, strict=True)]

    def foremost(self, count: int) -> list[Candidate]:
        """Return the sentences that tell most of the whole and can be read alone, at most so many; ties by article and place.

        What a sentence can tell at most is known before its print is: those that cannot be among them are never weighed.
        """
        found: list[Candidate] = []
        most = self.scales.most_general()
        order = (-most).argsort().tolist()
        for start in range(0, len(order), count):
            part = order[start : start + count]
            if len(found) >= count and most[part[0]] < found[count - 1].general - _ROUNDED:
                break
            fresh = [self.known(one) for one in self.scales.weigh(part) if not one.hanging]
            found = sorted([*found, *fresh], key=_most_general)
        return found[:count]


_ROUNDED = 1e-5  # more than rounding takes from `general` or adds to it


def _most_general(candidate: Candidate) -> tuple[float, str, int]:
    return -candidate.general, candidate.report.article.id, candidate.sentence.index


def pool(dossier: Dossier, ranker: str = "lexrank") -> Pool:
    """Return the candidates of a dossier; `ranker` is one of RANKERS."""
    drafts = gathered(dossier)
    return Pool(Scales(drafts, dossier, ranker), drafts.matrix, dict(drafts.out))


class Scales:
    """Weighs the drafts of a dossier. What needs the print of a sentence is found out for those that it can matter for."""

    def __init__(self, drafts: Drafts, dossier: Dossier, ranker: str) -> None:
        """Find out the traits of all sentences but those of their print."""
        self.drafts = drafts.drafts
        self.is_thin = len(dossier.reports) <= _FEW_REPORTS
        self._dossier = dossier
        seen = _seen(drafts, ranker)
        self._looks = [one.look for one in seen]
        self._table = traits(seen, dossier.sides)
        self._gist: list[float] = score("gist", self._table).tolist()
        self._recency = self._recencies()
        self._weighed: dict[int, Candidate] = {}

    def _at_most(self, answer: str) -> Vector:
        """The scores of all sentences for an answer at most, however their print reads."""
        return score(answer, self._table) + sum(at_most(answer, name) for name in PRINT) + _EDGE

    @cached_property
    def _most_kept(self) -> Vector:
        return chances(self._at_most("keep"))

    def may_belong(self, least: float = _LEAST_KEPT) -> list[int]:
        """Return the rows that can belong into a brief with such a probability, however their print reads."""
        if self.is_thin and least <= _LEAST_KEPT:
            return list(range(len(self.drafts)))
        rows: list[int] = (self._most_kept >= least).nonzero()[0].tolist()
        return rows

    def most_general(self) -> Vector:
        """Return how much of the whole each sentence can tell at most, however its print reads."""
        import numpy as np

        return np.maximum(0.0, self._gist) * self._most_kept**_BOTTOM_KEPT * self._recency

    def weigh(self, rows: Sequence[int]) -> list[Candidate]:
        """Return the candidates of some drafts, their salience 0 where a sentence does not belong into a brief."""
        return [replace(one, salience=round(min(1.0, one.salience / self._top), 4)) for one in self._unscaled(rows)]

    @cached_property
    def _top(self) -> float:
        """The salience of the weightiest. It is sought among those that can have most: none of the others weighs more."""
        most = self._most_salient()
        order = sorted(self.may_belong(), key=lambda row: -most[row])
        top = 0.0
        for start in range(0, len(order), _AT_ONCE):
            part = order[start : start + _AT_ONCE]
            if most[part[0]] < top:
                break
            top = max(top, *(one.salience for one in self._unscaled(part)))
        return top or 1.0

    def _most_salient(self) -> list[float]:
        import numpy as np

        alone = 1.0
        lengths = [_length(draft) for draft in self.drafts]
        value = _value(
            self._most_kept, alone, np.maximum(_LEAST_MATTER, self._at_most("value")), lengths, self._recency
        )
        most: list[float] = (value * (1 + _EDGE)).tolist()
        return most

    def _unscaled(self, rows: Sequence[int]) -> list[Candidate]:
        fresh = [row for row in rows if row not in self._weighed]
        self._weighed.update((one.row, one) for one in self._fresh(fresh))
        return [self._weighed[row] for row in rows]

    def seen(self) -> Iterator[tuple[Draft, str, dict[str, float], dict[str, float]]]:
        """Yield every draft with its print and what the models see of it, and of it as printed: traits by name."""
        rows = range(len(self.drafts))
        texts = [draft.printed() for draft in self.drafts]
        plains = [plain(text) for text in texts]
        hanging = [draft.hanging(text) for draft, text in zip(self.drafts, plains, strict=True)]
        table, read = self._in_print(rows, texts, hanging), self._as_read(rows, texts, plains, hanging)
        for draft, text in zip(self.drafts, texts, strict=True):
            yield draft, text, one(table, draft.row), one(read, draft.row)

    def _fresh(self, rows: Sequence[int]) -> list[Candidate]:
        """Weigh some drafts; their salience is not yet scaled."""
        drafts = [self.drafts[row] for row in rows]
        texts = [draft.printed() for draft in drafts]
        plains = [plain(text) for text in texts]
        hanging = [draft.hanging(text) for draft, text in zip(drafts, plains, strict=True)]
        table = self._in_print(rows, texts, hanging)
        kept = [chance(told) for told in score("keep", table).tolist()]
        alone = [chance(told) for told in score("alone", self._as_read(rows, texts, plains, hanging)).tolist()]
        matters = score("value", table).tolist()
        sections = {kind: score(kind.value, table).tolist() for kind in SectionKind}
        return [
            Candidate(
                draft.report, draft.sentence, draft.verdict, draft.dates, draft.count, draft.row,
                section=best_section({kind: sections[kind][number] for kind in draft.verdict.allowed}),
                text=texts[number],
                hanging=hanging[number],
                kept=kept[number],
                alone=alone[number],
                general=self._general(draft, kept[number], alone[number]),
                salience=self._salience(draft, kept[number], alone[number], matters[number]),
            )
            for number, draft in enumerate(drafts)
        ]  # fmt: skip

    def _general(self, draft: Draft, kept: float, alone: float) -> float:
        gist = max(0.0, self._gist[draft.row])
        general: float = gist * alone**_BOTTOM_ALONE * kept**_BOTTOM_KEPT * self._recency[draft.row]
        return round(general, 6)

    def _salience(self, draft: Draft, kept: float, alone: float, matters: float) -> float:
        if kept < _LEAST_KEPT and not self.is_thin:
            return 0.0
        value: float = _value(kept, alone, max(_LEAST_MATTER, matters), _length(draft), self._recency[draft.row])
        return value

    def factors(self, candidates: Sequence[Candidate]) -> list[str]:
        """Return the factors of the salience of each candidate in words."""
        rows = [candidate.row for candidate in candidates]
        table = self._in_print(rows, [one.text for one in candidates], [one.hanging for one in candidates])
        matters = score("value", table).tolist()
        return [
            f"matters {matters[number]:.2f} ({told('value', one(table, number))}) · belongs {candidate.kept:.2f} · stands alone {candidate.alone:.2f}"
            f" · length {_length(candidate):.2f} · recency {self._recency[candidate.row]:.2f}"
            for number, candidate in enumerate(candidates)
        ]

    def _in_print(self, rows: Sequence[int], texts: Sequence[str], hanging: Sequence[str | None]) -> Table:
        repaired = [
            "[" in text and text != self.drafts[row].sentence.text for row, text in zip(rows, texts, strict=True)
        ]
        return in_print(self._table[list(rows)], [tie is not None for tie in hanging], repaired)

    def _as_read(
        self, rows: Sequence[int], texts: Sequence[str], plains: Sequence[str], hanging: Sequence[str | None]
    ) -> Table:
        looks = [self._look(row, text) for row, text in zip(rows, plains, strict=True)]
        read = as_read(self._table[list(rows)], looks, plains, self._dossier.sides)
        repaired = ["[" in text and text != bare for text, bare in zip(texts, plains, strict=True)]
        return in_print(read, [tie is not None for tie in hanging], repaired)

    def _look(self, row: int, text: str) -> Look:
        return self._looks[row] if text == self.drafts[row].sentence.text else look(Wording(text))

    def _recencies(self) -> list[float]:
        last = self._dossier.chapter.last
        of = {report.article.id: _recency(report.article.published, last) for report in self._dossier.reports}
        return [of[draft.report.article.id] for draft in self.drafts]


def _recency(published: datetime | None, last: datetime | None) -> float:
    if published is None or last is None:
        return 0.65  # unknown counts as old-ish: between the newest and the oldest
    days = max(0.0, (last - published).total_seconds() / 86_400)
    return _OLDEST + (1 - _OLDEST) * math.exp(-days / _DAY_FADE)


def _value(kept: Any, alone: float, matters: Any, length: Any, recency: Any) -> Any:  # noqa: ANN401 - numbers, or vectors of them
    return matters * kept**_BELONGS * alone**_ALONE * length * recency


def _length(passage: Passage) -> float:
    return 1.0 if passage.count <= _IDEAL else max(0.5, 1 - (passage.count - _IDEAL) / (2 * _LONG))


def _seen(drafts: Drafts, ranker: str) -> list[Seen]:
    ranks = _ranks(ranker, drafts)
    backed = support(drafts.matrix, [draft.report.article.id for draft in drafts.drafts])
    return [
        Seen(
            sentence=draft.sentence,
            article=draft.report.article,
            claim=draft.claim,
            dates=draft.dates,
            centrality=rank,
            support=share,
            of=len(draft.report.sentences),
            rule=draft.verdict.section.value if draft.verdict.section else "out",
            heads=near,
            look=look(draft.wording),
        )
        for draft, rank, share, near in zip(drafts.drafts, ranks, backed, drafts.heads, strict=True)
    ]


def _ranks(ranker: str, drafts: Drafts) -> list[float]:
    if ranker == "lexrank":
        return centrality(drafts.matrix)
    if ranker == "lead":
        return [1.0 / (1 + draft.sentence.index) for draft in drafts.drafts]
    return sumy_ranks(ranker, [draft.sentence.text for draft in drafts.drafts])
