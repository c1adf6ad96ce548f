"""The tagger: which words of an article are sources, cues and contents, told by a small convolutional network of our own.

It knows the forms of words, where sentences begin and what stands in quotation marks; it refuses to know who anybody is.
Its arithmetic is exact: weights are int8 and activations 8-bit numbers on grids of powers of two, so every sum is a whole
number of steps below 2²⁴, which float32 holds whatever the order of adding. The same text gets the same tags on every machine.

Source: dilated convolutions for tagging after Strubell et al. 2017, quantised after Jacob et al. 2018; weights fitted by
tests/fit_tagger.py on the training part of PolNeAR (Newell et al. 2018). The model file holds weights and a list of common
English words, and no sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from briefing.attribute.decoder import STATES, Vector, Whole, decoded
from briefing.attribute.grammar import MARKS, Words
from briefing.lexicon import grammar_words as lex

# What a word can be. The side on which the cue (or the source) of a piece stands is part of its kind: it makes pieces findable.
CONTENT_BEHIND, CONTENT_AHEAD, CUE_BEHIND, CUE_AHEAD, CUE_ALONE, SOURCE = range(1, 7)
ACTIVATION = 1 / 32  # step of the activations, which lie in [0, TOP] steps
TOP = 255
_BLOCK = 4096  # words tagged at once; bounds the memory, changes nothing
_ROWS = 48  # rows of a product; OpenBLAS starts threads for more than 64, and waiting for them costs more
_REMEMBERED = 1 << 16  # words whose code is kept
UNKNOWN, NAME, CAPITALS, NUMBER = "<unk>", "<Name>", "<CAPS>", "<num>"
_NAMES = frozenset((NAME, CAPITALS))


@dataclass(frozen=True, slots=True, eq=False)
class Tags:
    """The states of the words of an article, and all scores; both in the network's own measure."""

    state: Whole
    scores: Vector

    def margins(self) -> list[float]:
        """How far the state of each word stands above "no piece"; below 0 "no piece" is the better one."""
        margins: list[float] = (self.scores[np.arange(len(self.state)), self.state] - self.scores[:, 0]).tolist()
        return margins

    def contents(self) -> Vector:
        """How far the best state of a content stands above "no piece", for each word."""
        return self._above(CONTENT_BEHIND, CONTENT_AHEAD)

    def cues(self) -> Vector:
        """How far the best state of a cue stands above "no piece", for each word."""
        return self._above(CUE_BEHIND, CUE_ALONE)

    def _above(self, first: int, last: int) -> Vector:
        states = self.scores.T  # a state at a time: numpy is slow along short rows
        above: Vector = reduce(np.maximum, states[2 * first - 1 : 2 * last + 1]) - states[0]
        return above


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A convolution over three words that stand `apart` from each other: weights (3, width, width), bias (width)."""

    weights: Vector
    bias: Vector
    apart: int


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Tables from words, endings and sets of traits to vectors of `width`; layers; and the weights of the states.

    Activations are counted in their own steps, so that they are whole numbers; the scores are not.
    """

    words: Mapping[str, int]
    endings: Mapping[str, int]
    of_word: Vector
    of_ending: Vector
    of_traits: Vector
    layers: tuple[Layer, ...]
    out: Vector
    out_bias: Vector


def tag(articles: Sequence[tuple[Sequence[Words], Sequence[bool]]]) -> list[Tags]:
    """Return the tags of all words of each article, sentence behind sentence; of each sentence it is told whether it begins a paragraph.

    Linear in the number of words. What an article gets does not depend on the others: they only share the cost.
    """
    scores = [logits(fitted(), *encode(fitted(), words, opens)) for words, opens in articles]
    return list(map(Tags, decoded(scores), scores))


def encode(model: Model, article: Sequence[Words], opens: Sequence[bool]) -> tuple[Whole, Whole, Whole]:
    """Return (number of the word, number of its ending, its traits as bits) of every word."""
    opening, further = _codes(model)
    codes: list[int] = []
    for words, begins in zip(article, opens, strict=True):
        if words.word:
            codes.append(opening[words.word[0]] | _FIRST | (begins and _OPENS))
            codes.extend(map(further.__getitem__, words.word[1:]))
    table = np.array(codes, dtype=np.int64) | np.frombuffer(b"".join(words.quoted for words in article), dtype=np.uint8)
    return table >> _WORD_AT, table >> _ENDING_AT & _ENDING_MASK, table & _TRAIT_MASK


class _Codes(dict[str, int]):
    """The number, ending and traits of words as one whole number each, kept as they are met; all are forgotten when they are many."""

    def __init__(self, model: Model, *, first: bool) -> None:
        self._model, self._first = model, first

    def __missing__(self, word: str) -> int:
        name, otherwise, ending, traits = form(word, first=self._first)
        number = self._model.words.get(name)
        if number is None:
            number = self._model.words.get(otherwise, 0)
            ending = "" if otherwise in _NAMES else ending
        if len(self) >= _REMEMBERED:
            self.clear()
        code = number << _WORD_AT | self._model.endings.get(ending, 0) << _ENDING_AT | traits << _PLACES
        self[word] = code
        return code


@cache
def _codes(model: Model) -> tuple[_Codes, _Codes]:
    """Return the codes of words that are the first of their sentence, and of the others."""
    return _Codes(model, first=True), _Codes(model, first=False)


_PLACES = 3  # traits of the place: in quotation marks, first of a sentence, first of a paragraph
_FIRST, _OPENS = 2, 4
_CLOSED = (lex.PRONOUNS, lex.PREPOSITIONS, lex.AUXILIARIES, lex.MODALS, lex.DETERMINERS)
TRAITS = _PLACES + 3 + len(_CLOSED)
_TRAIT_MASK = (1 << TRAITS) - 1
_OF_CLOSED = {word: sum((word in closed) << at for at, closed in enumerate(_CLOSED, 3)) for word in frozenset().union(*_CLOSED)}  # fmt: skip
_NO_NAMES = lex.WEEKDAYS | lex.MONTHS | lex.ROLES
_ENDING_AT, _WORD_AT = TRAITS, TRAITS + 20
_ENDING_MASK = (1 << 20) - 1


def form(word: str, *, first: bool) -> tuple[str, str, str, int]:
    """Return what a form goes by in the vocabulary, by what else where it is not in there, its ending, its traits as bits."""
    low = word.lower()
    bits = _OF_CLOSED.get(low, 0)
    if word.islower():  # most words: neither a capital nor a mark
        return low, UNKNOWN, low[-3:] if low.isalpha() else "", bits
    bits |= word[0].isupper() | (len(word) > 1 and word.isupper()) << 1 | (word in MARKS) << 2
    name, otherwise = _names(word, low, first=first)
    return name, otherwise, low[-3:] if low.isalpha() and name not in _NAMES else "", bits


def _names(word: str, low: str, *, first: bool) -> tuple[str, str]:
    """Names go by one common word, so that nobody's name is a sign of anything; a sentence's first word may be no name."""
    if not word[0].isalnum() or low in _NO_NAMES:
        return low, UNKNOWN
    if not word.isalpha() and any(character.isdigit() for character in word):
        return NUMBER, UNKNOWN
    name = CAPITALS if len(word) > 1 and word.isupper() else NAME
    return (low, name) if first else (name, UNKNOWN)


def logits(model: Model, words: Whole, endings: Whole, traits: Whole) -> Vector:
    """Return the scores (words, STATES) of every word. Blocks overlap by what a layer can see, so that no seam shows."""
    sight = sum(layer.apart for layer in model.layers)
    pieces = []
    for start in range(0, len(words), _BLOCK):
        low, high = max(0, start - sight), min(len(words), start + _BLOCK + sight)
        scores = _network(model, words[low:high], endings[low:high], traits[low:high])
        pieces.append(scores[start - low : min(len(words), start + _BLOCK) - low])
    return np.concatenate(pieces) if pieces else np.zeros((0, STATES), dtype=np.float32)


def _network(model: Model, words: Whole, endings: Whole, traits: Whole) -> Vector:
    """Run the network over words in a row; beyond both ends, and behind the last word up to a full product, stand zeros."""
    count, edge = len(words), max(layer.apart for layer in model.layers)
    rows = count + -count % _ROWS
    held = np.zeros((edge + rows + edge, model.of_word.shape[1]), dtype=np.float32)
    seen = held[edge : edge + rows]
    np.take(
        model.of_word, words, axis=0, out=seen[:count], mode="clip"
    )  # the quickest mode; no number is out of bounds
    seen[:count] += model.of_ending.take(endings, axis=0)
    seen[:count] += model.of_traits.take(traits, axis=0)
    _step(seen)
    total, further = np.empty_like(seen), np.empty_like(seen)
    for layer in model.layers:
        _times(seen, layer.weights[1], total)
        for apart, weights in ((-layer.apart, layer.weights[0]), (layer.apart, layer.weights[2])):
            _times(held[edge + apart : edge + apart + rows], weights, further)
            total += further
        total += layer.bias
        seen += np.clip(total, 0, TOP, out=total)  # what is more than the top leads to the top
        _step(seen)
        seen[count:] = 0
    scores = np.empty((rows, STATES), dtype=np.float32)
    _times(seen, model.out, scores)
    result: Vector = scores[:count] + model.out_bias
    return result


def _times(rows: Vector, weights: Vector, product: Vector) -> None:
    """Write the product in pieces so small that the library multiplies each on one core."""
    np.matmul(rows.reshape(-1, _ROWS, rows.shape[1]), weights, out=product.reshape(-1, _ROWS, weights.shape[1]))


def _step(values: Vector) -> None:
    """Bring values onto the grid of the activations: whole numbers up to the top."""
    np.rint(values, out=values)
    np.clip(values, 0, TOP, out=values)


@cache
def fitted() -> Model:
    """Return the model of the model file beside this one."""
    with (files("briefing") / "attribute" / "tagger.npz").open("rb") as file, np.load(file, allow_pickle=False) as held:
        return unpacked({name: held[name] for name in held.files})


def unpacked(held: Mapping[str, NDArray[np.generic]]) -> Model:
    """Return the model of the arrays of a model file: int8 weights, each with the exponent of its step."""

    def weights(name: str, unit: float = 1.0) -> Vector:
        whole: Vector = held[name].astype(np.float32) * np.float32(2.0 ** int(held[f"{name}.step"]) / unit)
        return whole  # exact: the step and the unit are powers of two

    def listed(name: str) -> dict[str, int]:
        return {word: number for number, word in enumerate(held[name].tobytes().decode("utf-8").split("\n"))}

    apart = [int(number) for number in held["apart"]]
    return Model(
        words=listed("words"),
        endings=listed("endings"),
        of_word=weights("of_word", ACTIVATION),
        of_ending=weights("of_ending", ACTIVATION),
        of_traits=_sums(weights("of_trait", ACTIVATION)),
        layers=tuple(Layer(weights(f"layer{n}"), weights(f"bias{n}", ACTIVATION), far) for n, far in enumerate(apart)),
        out=weights("out", 1 / ACTIVATION),
        out_bias=weights("out_bias"),
    )


def _sums(rows: Vector) -> Vector:
    """Return the sum of each set of rows, by the bits of its number. No product: that one would start threads."""
    sums = np.zeros((1, rows.shape[1]), dtype=np.float32)
    for row in rows:
        sums = np.concatenate([sums, sums + row])
    return sums
