"""How much each sentence of a chapter matters: centrality over independent reports, position, figures, recency.

Centrality is LexRank over a sparse matrix (Source: Erkan & Radev, "LexRank: Graph-based Lexical Centrality as Salience in
Text Summarization", JAIR 22, 2004), in its continuous form; the walk multiplies by the matrix and its transpose in turn and
never forms sentence × sentence, so its cost is linear in the text.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Sequence
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from briefing.text import STOP_WORDS, words

DAMPING = 0.85  # Source: Brin & Page 1998; LexRank uses .15 as the share of the random jump
_ROUNDS = 30  # at .85 the rest is below .85**30 = .8 %, far under the differences that choose a line


def vectors(texts: Sequence[str]) -> Any:  # noqa: ANN401 - scipy ships no types
    """Return an n × vocabulary CSR matrix, rows of length 1 (or 0): (1 + log tf) · smoothed idf of stemmed words."""
    return vectors_of([words(text) for text in texts])


def vectors_of(texts: Sequence[Sequence[str]]) -> Any:  # noqa: ANN401 - scipy ships no types
    """Return the vectors of texts of which the words are known."""
    from scipy import sparse

    stem = stemmer()
    counted = [Counter([stem(word) for word in text if word not in STOP_WORDS]) for text in texts]
    frequency = Counter(word for count in counted for word in count)
    columns = {word: number for number, word in enumerate(sorted(frequency))}
    place, column, value = [0], [], []
    for count in counted:
        weight = {
            word: (1 + math.log(seen)) * (math.log((1 + len(texts)) / (1 + frequency[word])) + 1)
            for word, seen in count.items()
        }
        length = math.sqrt(sum(w * w for w in weight.values())) or 1.0
        for word in sorted(weight):
            column.append(columns[word])
            value.append(weight[word] / length)
        place.append(len(column))
    return sparse.csr_matrix((value, column, place), shape=(len(texts), max(1, len(columns))))


class stemmer:  # noqa: N801 - it is used as a function with a memory
    """Snowball stems with a memory; the algorithm is code inside NLTK, no data is needed."""

    _known: dict[str, str] = {}  # noqa: RUF012 - the memory is shared on purpose: stems never change
    _stem: Any = None

    def __call__(self, word: str) -> str:
        """Return the stem of a word in lower case."""
        known = self._known.get(word)
        if known is None:
            if stemmer._stem is None:
                stemmer._stem = _english()
            known = self._known[word] = str(stemmer._stem(word))
        return known


def _english() -> Any:  # noqa: ANN401 - NLTK ships no types
    """NLTK's stemmer and nothing else of NLTK, whose package loads parsers, corpora and scipy.stats for half a second.

    Bare packages stand in for those around its module while it is loaded; whoever wants NLTK afterwards gets all of it.
    """
    known = {name for name in sys.modules if name.partition(".")[0] == "nltk"}
    if not known and (spec := find_spec("nltk")) and spec.submodule_search_locations:
        root = spec.submodule_search_locations[0]
        for name, places in (("nltk", [root]), ("nltk.stem", [f"{root}/stem"]), ("nltk.corpus", [])):
            package = ModuleType(name)
            package.__path__ = places
            sys.modules[name] = package
        sys.modules["nltk.corpus"].stopwords = None  # type: ignore[attr-defined] # asked for only to leave them unstemmed
    try:
        from nltk.stem.snowball import EnglishStemmer
    finally:
        for name in [name for name in sys.modules if name.partition(".")[0] == "nltk"] if not known else []:
            del sys.modules[name]
    return EnglishStemmer().stem


def centrality(matrix: Any) -> list[float]:  # noqa: ANN401 - a scipy matrix
    """Return the LexRank of each row, scaled so that the largest is 1; a row without words has 0."""
    import numpy as np

    count = matrix.shape[0]
    if count == 0:
        return []
    turned = matrix.T.tocsr()
    degree = matrix @ (turned @ np.ones(count))
    degree[degree == 0] = 1.0
    rank = np.full(count, 1.0 / count)
    for _ in range(_ROUNDS):
        rank = (1 - DAMPING) / count + DAMPING * (matrix @ (turned @ (rank / degree)))
    top = float(rank.max())
    # Rounded, so that the last bits of a sum cannot order lines differently on another machine.
    return [round(float(value) / top, 6) for value in rank]


def support(matrix: Any, groups: Sequence[str]) -> list[float]:  # noqa: ANN401 - a scipy matrix
    """Return for each row the weighted share of other groups (reports) in which its words stand, in [0, 1]; linear."""
    import numpy as np
    from scipy import sparse

    count = matrix.shape[0]
    if count == 0:
        return []
    names = {name: number for number, name in enumerate(dict.fromkeys(groups))}
    belongs = sparse.csr_matrix(
        ([1.0] * count, ([names[name] for name in groups], range(count))), shape=(len(names), count)
    )
    spread = np.asarray(((belongs @ (matrix > 0)) > 0).sum(axis=0)).ravel()
    others = max(1, len(names) - 1)
    weight = np.asarray(matrix.sum(axis=1)).ravel()
    weight[weight == 0] = 1.0
    shares = (matrix @ ((spread - 1) / others).clip(0)) / weight
    return [round(float(value), 6) for value in shares]
