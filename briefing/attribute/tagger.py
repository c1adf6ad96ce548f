"""The tagger: which words of an article are sources, cues and contents, told by a small convolutional network of our own.

It knows the forms of words, where sentences begin and what stands in quotation marks; it refuses to know who anybody is.
Its arithmetic is exact: weights are int8 and activations 8-bit numbers on grids of powers of two, so every sum is a whole
number of steps below 2²⁴, which float32 holds whatever the order of adding. The same text gets the same tags on every machine.

Source: dilated convolutions for tagging after Strubell et al. 2017, quantised after Jacob et al. 2018; weights fitted by
tests/fit_tagger.py on the training part of PolNeAR (Newell et al. 2018). The model file holds weights and a list of common
English words, and no sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from briefing.attribute.grammar import MARKS, Words
from briefing.lexicon import grammar_words as lex

Vector = NDArray[np.float32]
Whole = NDArray[np.int64]

# What a word can be. The side on which the cue (or the source) of a piece stands is part of its kind: it makes pieces findable.
CONTENT_BEHIND, CONTENT_AHEAD, CUE_BEHIND, CUE_AHEAD, CUE_ALONE, SOURCE = range(1, 7)
STATES = 13  # no piece, then for each kind: the first word of one, a further word of it
ACTIVATION = 1 / 32  # step of the activations, which lie in [0, 255 steps]
TOP = 255 * ACTIVATION
_BLOCK = 4096  # words tagged at once; bounds the memory, changes nothing
_ROWS = 32  # rows of a product; OpenBLAS starts threads for more than twice as many
_STRIDE = 48  # words of one stretch of the decoder: stretches are decoded side by side
UNKNOWN, NAME, CAPITALS, NUMBER = "<unk>", "<Name>", "<CAPS>", "<num>"
_NAMES = frozenset((NAME, CAPITALS))


@dataclass(frozen=True, slots=True, eq=False)
class Tags:
    """The states of the words of an article.

    `margin` is how far the state of a word stands above "no piece", `content` and `cue` how far the best state of these
    kinds does, all in the network's own measure; below 0 "no piece" is the better one.
    """

    state: Whole
    margin: Vector
    content: Vector
    cue: Vector


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A convolution over three words that stand `apart` from each other: weights (3, width, width), bias (width)."""

    weights: Vector
    bias: Vector
    apart: int


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Tables from words, endings and traits to vectors of `width`; layers; and the weights of the states."""

    words: Mapping[str, int]
    endings: Mapping[str, int]
    of_word: Vector
    of_ending: Vector
    of_trait: Vector
    layers: tuple[Layer, ...]
    out: Vector
    out_bias: Vector


def tag(article: Sequence[Words], opens: Sequence[bool]) -> Tags:
    """Return the tags of all words of an article, sentence behind sentence; `opens` says which sentences begin a paragraph.

    Linear in the number of words.
    """
    scores = logits(fitted(), *encode(fitted(), article, opens))
    state = _decoded(scores)
    none = scores[:, 0]
    return Tags(
        state=state,
        margin=scores[np.arange(len(state)), state] - none,
        content=scores[:, 1 : 2 * CONTENT_AHEAD + 1].max(1, initial=-np.inf) - none,
        cue=scores[:, 2 * CUE_BEHIND - 1 : 2 * CUE_ALONE + 1].max(1, initial=-np.inf) - none,
    )


def encode(model: Model, article: Sequence[Words], opens: Sequence[bool]) -> tuple[Whole, Whole, Vector]:
    """Return (number of the word, number of its ending, traits) of every word; traits are 0 or 1, `TRAITS` of them."""
    numbers: list[tuple[int, int, int]] = []
    for words, opening in zip(article, opens, strict=True):
        for at, word in enumerate(words.word):
            name, otherwise, ending, traits = form(word, at == 0)
            number = model.words.get(name)
            if number is None and otherwise in _NAMES:
                ending = ""
            here = words.quoted[at] | (at == 0) << 1 | (at == 0 and opening) << 2
            numbers.append(
                (
                    model.words.get(otherwise, 0) if number is None else number,
                    model.endings.get(ending, 0),
                    traits << _PLACES | here,
                )
            )
    table = np.array(numbers, dtype=np.int64).reshape(-1, 3)
    bits = (table[:, 2:] >> np.arange(TRAITS)) & 1
    return table[:, 0], table[:, 1], bits.astype(np.float32)


_PLACES = 3  # traits of the place: in quotation marks, first of a sentence, first of a paragraph
_CLOSED = (lex.PRONOUNS, lex.PREPOSITIONS, lex.AUXILIARIES, lex.MODALS, lex.DETERMINERS)
TRAITS = _PLACES + 3 + len(_CLOSED)


@lru_cache(maxsize=1 << 16)
def form(word: str, first: bool) -> tuple[str, str, str, int]:  # noqa: FBT001 - a key of the cache
    """Return what a form goes by in the vocabulary, by what else where it is not in there, its ending, its traits as bits."""
    low = word.lower()
    has = (word[0].isupper(), len(word) > 1 and word.isupper(), word in MARKS, *(low in closed for closed in _CLOSED))
    bits = sum(1 << number for number, one in enumerate(has) if one)
    name, otherwise = _names(word, low, first=first)
    return name, otherwise, low[-3:] if low.isalpha() and name not in _NAMES else "", bits


def _names(word: str, low: str, *, first: bool) -> tuple[str, str]:
    """Names go by one common word, so that nobody's name is a sign of anything; a sentence's first word may be no name."""
    if not word[0].isalnum() or word.islower() or low in lex.WEEKDAYS or low in lex.MONTHS or low in lex.ROLES:
        return low, UNKNOWN
    if any(character.isdigit() for character in word):
        return NUMBER, UNKNOWN
    name = CAPITALS if len(word) > 1 and word.isupper() else NAME
    return (low, name) if first else (name, UNKNOWN)


def logits(model: Model, words: Whole, endings: Whole, traits: Vector) -> Vector:
    """Return the scores (words, STATES) of every word. Blocks overlap by what a layer can see, so that no seam shows."""
    sight = sum(layer.apart for layer in model.layers)
    pieces = []
    for start in range(0, len(words), _BLOCK):
        low, high = max(0, start - sight), min(len(words), start + _BLOCK + sight)
        scores = _network(model, words[low:high], endings[low:high], traits[low:high])
        pieces.append(scores[start - low : min(len(words), start + _BLOCK) - low])
    return np.concatenate(pieces) if pieces else np.zeros((0, STATES), dtype=np.float32)


def _network(model: Model, words: Whole, endings: Whole, traits: Vector) -> Vector:
    seen = _step(model.of_word[words] + model.of_ending[endings] + _times(traits, model.of_trait))
    for layer in model.layers:
        total = _times(seen, layer.weights[1]) + layer.bias
        if len(seen) > layer.apart:
            total[layer.apart :] += _times(seen[: -layer.apart], layer.weights[0])
            total[: -layer.apart] += _times(seen[layer.apart :], layer.weights[2])
        seen = _step(seen + np.maximum(total, 0))
    scores: Vector = _times(seen, model.out) + model.out_bias
    return scores


def _times(rows: Vector, weights: Vector) -> Vector:
    """Return the product in pieces so small that the library multiplies each on one core: waiting for more costs more."""
    even = len(rows) - len(rows) % _ROWS
    product = np.empty((len(rows), weights.shape[1]), dtype=np.float32)
    product[:even] = (rows[:even].reshape(-1, _ROWS, rows.shape[1]) @ weights).reshape(even, weights.shape[1])
    product[even:] = rows[even:] @ weights
    return product


def _step(values: Vector) -> Vector:
    """Bring values onto the grid of the activations."""
    return np.minimum(np.rint(np.maximum(values, 0) / ACTIVATION) * ACTIVATION, np.float32(TOP))


def _decoded(scores: Vector) -> Whole:
    """Return the best states of which no further word stands without a first one (Viterbi).

    The words are decoded in stretches side by side; a stretch may begin inside a piece, and one that goes on from
    nothing begins anew.
    """
    count = len(scores)
    stretches = -(-count // _STRIDE)
    padded = np.zeros((stretches * _STRIDE, STATES), dtype=np.float32)
    padded[:count] = scores
    steps = padded.reshape(stretches, _STRIDE, STATES).transpose(1, 0, 2)
    best = steps[0]
    came = np.zeros((_STRIDE, stretches, STATES), dtype=np.int64)
    for step in range(1, _STRIDE):
        begin, further = best[:, 1::2], best[:, 2::2]
        came[step] = best.argmax(1)[:, None]
        came[step][:, 2::2] = np.where(begin > further, _BEGINS, _BEGINS + 1)
        on = best.max(1)[:, None] + steps[step]
        on[:, 2::2] = np.maximum(begin, further) + steps[step][:, 2::2]
        best = on
    rows = np.arange(stretches)
    path = np.zeros((_STRIDE, stretches), dtype=np.int64)
    path[-1] = best.argmax(1)
    for step in range(_STRIDE - 1, 0, -1):
        path[step - 1] = came[step][rows, path[step]]
    state = path.T.reshape(-1)[:count]
    before = np.concatenate([[0], state[:-1]])
    alone = (state > 0) & (state % 2 == 0) & (before != state) & (before != state - 1)
    result: Whole = state - alone
    return result


_BEGINS = np.arange(1, STATES, 2)


def pieces(state: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield (kind, first word, word behind the last) of every piece, in reading order."""
    start = kind = 0
    for at, value in enumerate([*state, 0]):
        if value == 0 or value % 2:
            if kind:
                yield kind, start, at
            start, kind = at, (value + 1) // 2


@cache
def fitted() -> Model:
    """Return the model of the model file beside this one."""
    with (files("briefing") / "attribute" / "tagger.npz").open("rb") as file, np.load(file, allow_pickle=False) as held:
        return unpacked({name: held[name] for name in held.files})


def unpacked(held: Mapping[str, NDArray[np.generic]]) -> Model:
    """Return the model of the arrays of a model file: int8 weights, each with the exponent of its step."""

    def weights(name: str) -> Vector:
        whole: Vector = np.ldexp(held[name].astype(np.float32), int(held[f"{name}.step"]))
        return whole

    def listed(name: str) -> dict[str, int]:
        return {word: number for number, word in enumerate(held[name].tobytes().decode("utf-8").split("\n"))}

    apart = [int(number) for number in held["apart"]]
    return Model(
        words=listed("words"),
        endings=listed("endings"),
        of_word=weights("of_word"),
        of_ending=weights("of_ending"),
        of_trait=weights("of_trait"),
        layers=tuple(Layer(weights(f"layer{n}"), weights(f"bias{n}"), far) for n, far in enumerate(apart)),
        out=weights("out"),
        out_bias=weights("out_bias"),
    )
