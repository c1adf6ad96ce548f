"""How near each sentence comes to what the reports put first: their headlines, their openings, the names all of them name.

Editors put what matters into headline and lede; a sentence that says what many of them say tells the story. Headlines serve
as a measure only: none of their words is printed as a line. Cost is linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.summarize.rows import Rows
from briefing.summarize.salience import vectors
from briefing.summarize.signs import Wording
from briefing.text import words

_OPENING = 2  # sentences of a report that are its opening
_LEADING = 6  # names that a chapter is about
_NAME = re.compile(r"[A-Z](?<!\w.)[a-z]{2,}\b")  # asked behind a capital: most letters are none


@dataclass(frozen=True, slots=True)
class Heads:
    """Likeness of a sentence to all headlines, to its own, and to the openings of other reports; share of the leading names in it.

    All in [0, 1]: cosines, the first and third as means.
    """

    headlines: float = 0.0
    own: float = 0.0
    openings: float = 0.0
    names: float = 0.0


def heads(
    wordings: Sequence[Wording], of: Sequence[int], headlines: Sequence[str], openings: Sequence[str]
) -> tuple[Rows, list[Heads]]:
    """Return the matrix of sentences (a row each) and their heads.

    `of` gives the number of each sentence's report, `headlines` and `openings` one text a report, "" for none.
    """
    import numpy as np

    count, reports = len(wordings), len(headlines)
    sentences = [wording.text for wording in wordings]
    whole = vectors([*(wording.words for wording in wordings), *map(words, (*headlines, *openings))])
    matrix, head, opening = (
        whole.part(0, count),
        whole.part(count, count + reports),
        whole.part(count + reports, len(whole)),
    )
    if not count:
        return matrix, []
    every = matrix.times(head.across(np.full(reports, 1.0 / reports)))
    own = matrix.beside(head, of)
    mine = matrix.beside(opening, of)
    others = (matrix.times(opening.across(np.ones(reports))) - mine) / max(1, reports - 1)
    leading = [name for name, _ in _counted(sentences).most_common(_LEADING)]
    shares = [sum(name in sentence for name in leading) / _LEADING for sentence in sentences]
    return matrix, [
        Heads(headlines=round(a, 6), own=round(b, 6), openings=round(max(0.0, c), 6), names=d)
        for a, b, c, d in zip(every.tolist(), own.tolist(), others.tolist(), shares, strict=True)
    ]


def opening_of(sentences: Sequence[str]) -> str:
    """Return the opening of a report: its first sentences."""
    return " ".join(sentences[:_OPENING])


def _counted(sentences: Sequence[str]) -> Counter[str]:
    """In how many sentences each name stands; the first word of a sentence may be any word and does not count. Ties by first place."""
    return Counter(name for sentence in sentences for name in dict.fromkeys(_NAME.findall(sentence, 1)))
