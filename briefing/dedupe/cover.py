"""How much of a text stands in another, word by word, and how much of what the reporter wrote. It knows no threshold of folding.

A word is covered where it stands in a stretch that both texts share in the same order. An editor's word here and there kills
every long shingle around it and leaves such stretches: up to three words between their runs are an edit and count as covered.
Words in quotation marks are told apart, because two reporters who hear one speech print the same quotations without copying.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.dedupe.shingles import Hashes, hashed, runs

Mask = NDArray[np.bool_]

# Chosen on copies/dev.tsv among gaps of 2 to 8 and stretches of 6 to 12 words, as where copies stand furthest from the rest.
_RUN = 3  # words of the runs that are compared
_GAP = 3  # words that an editor may have replaced, put in or left out at one place
_LEAST = 8  # words: a stretch that is shorter is a phrase that anybody uses
_AROUND = 3  # runs on either side of an edit by which the place in the other text is known
_QUOTED = re.compile(r"“[^”\n]*|\"[^\"\n]*\"?")


@dataclass(frozen=True, slots=True)
class Told:
    """A text as word hashes, the place where each begins in its small letters, and its short runs.

    `known` are the hashes of the runs in order, `place` the number of the first word of the first of each.
    """

    text: str
    words: Hashes
    begin: NDArray[np.intp]
    known: Hashes
    place: NDArray[np.intp]

    def own(self) -> Mask:
        """Return which words stand outside quotation marks."""
        own = np.ones(len(self.words), dtype=np.bool_)
        spans = [quotation.span() for quotation in _QUOTED.finditer(self.text.lower())]
        for first, beyond in np.searchsorted(self.begin, np.array(spans).reshape(-1, 2)).tolist():
            own[first:beyond] = False
        return own

    def facts(self) -> Mask:
        """Return which words begin with a capital or a digit: names, figures, first words."""
        low = self.text.lower()
        small = _codes(low)[self.begin]
        digit = (small >= ord("0")) & (small <= ord("9"))
        return digit if len(low) != len(self.text) else digit | (_codes(self.text)[self.begin] != small)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def told(text: str) -> Told:
    """Return a text as the words that can be compared."""
    words, begin = hashed(text)
    known, place = np.unique(runs(words, _RUN), return_index=True)
    return Told(text, words, begin, known, place)


def compared(text: Told, other: Told) -> tuple[Mask, Mask]:
    """Return which words of a text stand in the other, and which of them an editor has put in the place of others there."""
    found, same = np.zeros((2, len(text.words)), dtype=np.bool_)
    pieces = runs(text.words, _RUN)
    if not len(pieces) or not len(other.known):
        return found, found
    spot = np.minimum(other.known.searchsorted(pieces), len(other.known) - 1)
    here = np.flatnonzero(other.known[spot] == pieces)
    if not len(here):
        return found, found
    size = min(_RUN, len(text.words))
    step = np.diff(here)
    apart = step > size + _GAP
    edits = np.flatnonzero((step > 1) & ~apart)
    apart[edits] = ~_go_on(other.place[spot[here]] - here, edits)
    breaks = np.flatnonzero(apart) + 1
    first = here[np.concatenate(([0], breaks))]
    beyond = here[np.concatenate((breaks, [len(here)])) - 1] + size
    long = beyond - first >= min(_LEAST, len(found))
    for begin, end in zip(first[long].tolist(), beyond[long].tolist(), strict=True):
        found[begin:end] = True
    for place in range(size):
        same[here + place] = True
    return found, found & ~same


def _go_on(offset: NDArray[np.intp], steps: NDArray[np.intp]) -> Mask:
    """Return for each of some steps whether the other text goes on likewise.

    `offset` says how much further down the other text a run stands. A run that stands there twice is known by the first
    place only: that one of a few runs before the step agrees with one of a few behind it is enough.
    """
    agree = np.zeros(len(steps), dtype=np.bool_)
    for back in range(_AROUND):
        before = offset[np.maximum(steps - back, 0)]
        for on in range(1, _AROUND + 1):
            agree |= np.abs(offset[np.minimum(steps + on, len(offset) - 1)] - before) <= _GAP
    return agree


def stretches(mask: Mask) -> list[tuple[int, int]]:
    """Return where the mask holds without a break, as pairs of first place and the one behind the last."""
    bounds = np.flatnonzero(np.diff(mask, prepend=False, append=False)).tolist()
    return list(zip(bounds[::2], bounds[1::2], strict=True))


def share(found: Mask, of: Mask | None = None) -> float:
    """Return the share of the words, or of those that `of` names, that are covered; 0 where there are none."""
    chosen = found if of is None else found[of]
    return float(chosen.mean()) if len(chosen) else 0.0
