"""How much of a text stands in another, word by word, and how much of what the reporter wrote. It knows no threshold of folding.

A word is covered where it stands in a stretch that both texts share in the same order. An editor's word here and there kills
every long shingle around it and leaves such stretches: up to three words between their runs are an edit and count as covered.
Words in quotation marks are told apart, because two reporters who hear one speech print the same quotations without copying.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefing.dedupe.shingles import Hashes, Mask, Places, hashed, runs, small, spelt

# Chosen on copies/dev.tsv among gaps of 2 to 8 and stretches of 6 to 12 words, as where copies stand furthest from the rest.
RUN = 3  # words of the runs that are compared
_GAP = 3  # words that an editor may have replaced, put in or left out at one place
LEAST = 8  # words: a stretch that is shorter is a phrase that anybody uses
_AROUND = 3  # runs on either side of an edit by which the place in the other text is known
_FEW = 25  # words of the reporter below which the quotations are the report
_QUOTED = re.compile(r"“[^”\n]*|\"[^\"\n]*\"?")
_QUOTED_SPELT = re.compile(_QUOTED.pattern.encode("cp1252"))


@dataclass(frozen=True)
class Told:
    """A text as word hashes, and the place where each begins in its small letters. What else is asked of it is worked out once."""

    text: str | bytes  # spelt as one byte a letter where that can be
    words: Hashes
    begin: Places

    @cached_property
    def runs(self) -> Hashes:
        """The short runs, in order."""
        return runs(self.words, RUN)

    @cached_property
    def known(self) -> tuple[Hashes, Places, Places]:
        """The different runs in order of their hashes, the number of the first word of the first of each, and which of them each run is."""
        order = np.argsort(self.runs)
        ordered = self.runs[order]
        new = np.ones(len(order), dtype=np.bool_)
        new[1:] = ordered[1:] != ordered[:-1]
        begin = new.nonzero()[0]
        which = np.empty_like(order)
        which[order] = new.cumsum() - 1
        return ordered[begin], np.minimum.reduceat(order, begin) if len(begin) else order, which

    @cached_property
    def own(self) -> Mask:
        """Which words stand outside quotation marks: all of them where hardly any do."""
        own = np.ones(len(self.words), dtype=np.bool_)
        quotations = (
            _QUOTED_SPELT.finditer(self.text) if isinstance(self.text, bytes) else _QUOTED.finditer(self.text.lower())
        )
        spans = [quotation.span() for quotation in quotations]
        for first, beyond in self.begin.searchsorted(np.array(spans, dtype=np.intp).reshape(-1, 2)).tolist():
            own[first:beyond] = False
        return own if np.count_nonzero(own) >= _FEW else np.ones(len(own), dtype=np.bool_)

    @cached_property
    def facts(self) -> Mask:
        """Which words begin with a capital or a digit: names, figures, first words."""
        written, low = (
            (_codes(self.text), _codes(small(self.text)))
            if isinstance(self.text, bytes)
            else (_points(self.text), _points(self.text.lower()))
        )
        first = low[self.begin]
        digit = (first >= ord("0")) & (first <= ord("9"))
        return digit if len(low) != len(written) else digit | (written[self.begin] != first)


def _codes(raw: bytes) -> NDArray[Any]:
    return np.frombuffer(raw, dtype=np.uint8)


def _points(text: str) -> NDArray[Any]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def told(text: str) -> Told:
    """Return a text as the words that can be compared."""
    letters = spelt(text)
    return Told(letters, *hashed(letters))


def compared(text: Told, other: Told) -> tuple[Mask, Mask]:
    """Return which words of a text stand in the other, and which of them an editor has put in the place of others there."""
    found, same = np.zeros((2, len(text.words)), dtype=np.bool_)
    pieces, _, which = text.known
    known, place, _ = other.known
    if not len(pieces) or not len(known):
        return found, found
    # Each different run is looked up once, in order: a tenth of the time that a look-up in any order takes.
    spot = known.searchsorted(pieces)
    there = np.where(known.take(spot, mode="clip") == pieces, place.take(spot, mode="clip"), -1)[which]
    inside = there >= 0
    here = inside.nonzero()[0]
    if not len(here):
        return found, found
    size = min(RUN, len(text.words))
    for at in range(size):
        same[at : at + len(inside)] |= inside
    step = here[1:] - here[:-1]
    apart = step > 1
    edits = apart.nonzero()[0]
    near = edits[step[edits] <= size + _GAP]
    if len(near):
        apart[near] = ~_go_on(there[here] - here, near)
    breaks = apart.nonzero()[0]
    last = np.full(len(breaks) + 2, -1)
    last[1:-1], last[-1] = breaks, len(here) - 1
    first, beyond = here[last[:-1] + 1], here[last[1:]] + size
    long = beyond - first >= min(LEAST, len(found))
    for begin, end in zip(first[long].tolist(), beyond[long].tolist(), strict=True):
        found[begin:end] = True
    return found, found & ~same


def _go_on(offset: Places, steps: Places) -> Mask:
    """Return for each of some steps whether the other text goes on likewise.

    `offset` says how much further down the other text a run stands. A run that stands there twice is known by the first
    place only: that one of a few runs before the step agrees with one of a few behind it is enough.
    """
    before = offset.take(steps - _BACK, mode="clip")
    behind = offset.take(steps + _ON, mode="clip")
    agree: Mask = (np.abs(behind[:, None] - before[None, :]) <= _GAP).reshape(-1, len(steps)).any(axis=0)
    return agree


_BACK = np.arange(_AROUND)[:, None]
_ON = np.arange(1, _AROUND + 1)[:, None]


def stretches(mask: Mask) -> list[tuple[int, int]]:
    """Return where the mask holds without a break, as pairs of first place and the one behind the last."""
    bounds = np.flatnonzero(np.diff(mask, prepend=False, append=False)).tolist()
    return list(zip(bounds[::2], bounds[1::2], strict=True))


def share(found: Mask, of: Mask | None = None) -> float:
    """Return the share of the words, or of those that `of` names, that are covered; 0 where there are none."""
    chosen = found if of is None else found[of]
    return int(np.count_nonzero(chosen)) / len(chosen) if len(chosen) else 0.0
