"""How much each sentence of a chapter matters: centrality over independent reports, position, figures, recency.

Centrality is LexRank over a sparse matrix (Source: Erkan & Radev, "LexRank: Graph-based Lexical Centrality as Salience in
Text Summarization", JAIR 22, 2004), in its continuous form; the walk multiplies by the matrix and its transpose in turn and
never forms sentence × sentence, so its cost is linear in the text.
"""

from __future__ import annotations

import math
import sys
from array import array
from collections.abc import Sequence
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from briefing.summarize.rows import Rows
from briefing.text import STOP_WORDS

DAMPING = 0.85  # Source: Brin & Page 1998; LexRank uses .15 as the share of the random jump
_ROUNDS = 30  # at .85 the rest is below .85**30 = .8 %, far under the differences that choose a line


def vectors(texts: Sequence[Sequence[str]]) -> Rows:
    """Return a row for each text, given in its words, rows of length 1 (or 0): (1 + log tf) · smoothed idf of stemmed words."""
    import numpy as np

    numbers = _Numbers()
    found = array("q")
    many = array("q")
    for text in texts:
        before = len(found)
        found.extend([number for number in map(numbers.__getitem__, text) if number >= 0])
        many.append(len(found) - before)
    width = max(1, len(numbers.stems))
    rank = np.empty(width, dtype=np.int64)
    rank[[numbers.stems[stem] for stem in sorted(numbers.stems)]] = np.arange(len(numbers.stems))
    row = np.repeat(np.arange(len(texts)), many)
    term = row * width + rank[np.array(found, dtype=np.int64)]
    in_turn = np.argsort(term, kind="stable")
    begin = np.flatnonzero(np.diff(term[in_turn], prepend=-1))
    first, seen = in_turn[begin], np.diff(begin, append=len(term))
    row, column = np.divmod(term[first], width)
    # Logarithms are the interpreter's own: those of numpy may differ in the last bit from machine to machine.
    often = np.array([1 + math.log(max(1, times)) for times in range(int(seen.max(initial=0)) + 1)])
    rarity = np.array([math.log((1 + len(texts)) / (1 + times)) + 1 for times in range(len(texts) + 1)])
    weight = often[seen] * rarity[np.bincount(column, minlength=width)][column]
    in_text = np.argsort(first)  # the order in which the words of a text come decides the last bits of its length
    length = np.sqrt(np.bincount(row[in_text], weight[in_text] * weight[in_text], len(texts)))
    place = np.concatenate(([0], np.cumsum(np.bincount(row, minlength=len(texts)))))
    return Rows(place, column, weight / length[row], width)


class _Numbers(dict[str, int]):
    """The numbers of words by their stems, in the order in which they are met; -1 for a function word."""

    def __init__(self) -> None:
        super().__init__()
        self.stems: dict[str, int] = {}
        self._stem = stemmer()

    def __missing__(self, word: str) -> int:
        number = -1 if word in STOP_WORDS else self.stems.setdefault(self._stem(word), len(self.stems))
        self[word] = number
        return number


class stemmer:  # noqa: N801 - it is used as a function with a memory
    """Snowball stems with a memory; the algorithm is code inside NLTK, no data is needed."""

    _known: dict[str, str] = {}  # noqa: RUF012 - the memory is shared on purpose: stems never change
    _stem: Any = None

    def __call__(self, word: str) -> str:
        """Return the stem of a word in lower case."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = self._cut(word) if word.endswith(_ENDINGS) or "'" in word else word
        return known

    def _cut(self, word: str) -> str:
        if stemmer._stem is None:
            stemmer._stem = _english()
        return str(stemmer._stem(word))


# What ends otherwise has no ending of English that Snowball cuts or changes. Source: the suffixes of steps 1a to 5 of
# https://snowballstem.org/algorithms/english/stemmer.html; the apostrophes of step 0 are asked for beside them.
_ENDINGS = ("s", "e", "y", "i", "ed", "ing", "al", "ful", "ll", "er", "ator", "ion", "ism", "ic", "ant", "ent")


def _english() -> Any:  # noqa: ANN401 - NLTK ships no types
    """NLTK's stemmer and nothing else of NLTK, whose package loads parsers, corpora and scipy.stats for half a second.

    Bare packages stand in for those around its module while it is loaded; whoever wants NLTK afterwards gets all of it. So does
    a bare module for its patterns, of which English has none: they would load an engine of their own.
    """
    known = {name for name in sys.modules if name.partition(".")[0] == "nltk"}
    if not known and (spec := find_spec("nltk")) and spec.submodule_search_locations:
        root = spec.submodule_search_locations[0]
        for name, places in (
            ("nltk", [root]),
            ("nltk.stem", [f"{root}/stem"]),
            ("nltk.corpus", []),
            ("nltk.redos", []),
        ):
            package = ModuleType(name)
            package.__path__ = places
            sys.modules[name] = package
        sys.modules["nltk.redos"].compile = str  # type: ignore[attr-defined]
        sys.modules["nltk.corpus"].stopwords = None  # type: ignore[attr-defined] # asked for only to leave them unstemmed
    try:
        from nltk.stem.snowball import EnglishStemmer
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "nltk"] if not known else []:
            del sys.modules[name]
    return EnglishStemmer().stem


def centrality(matrix: Rows) -> list[float]:
    """Return the LexRank of each row, scaled so that the largest is 1; a row without words has 0."""
    import numpy as np

    count = len(matrix)
    if count == 0:
        return []
    degree = matrix.times(matrix.across(np.ones(count)))
    degree[degree == 0] = 1.0
    rank = np.full(count, 1.0 / count)
    for _ in range(_ROUNDS):
        rank = (1 - DAMPING) / count + DAMPING * matrix.times(matrix.across(rank / degree))
    top = float(rank.max())
    # Rounded, so that the last bits of a sum cannot order lines differently on another machine.
    return [round(value, 6) for value in (rank / top).tolist()]


def support(matrix: Rows, groups: Sequence[str]) -> list[float]:
    """Return for each row the weighted share of other groups (reports) in which its words stand, in [0, 1]; linear."""
    if not groups:
        return []
    names = {name: number for number, name in enumerate(dict.fromkeys(groups))}
    spread = matrix.groups([names[name] for name in groups])
    others = max(1, len(names) - 1)
    weight = matrix.sums()
    weight[weight == 0] = 1.0
    shares = matrix.times(((spread - 1) / others).clip(0)) / weight
    return [round(value, 6) for value in shares.tolist()]
