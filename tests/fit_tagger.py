"""Fit the network of briefing/attribute/tagger.py from articles whose attributions were marked by hand; for maintainers, no test.

    python tests/fit_tagger.py FOLDER_OF_POLNEAR [--epochs 12] [--width 64] [--out briefing/attribute/tagger.npz]

The folder has train/ and dev/, each with text/*.txt and attributions/*.ann (brat). Needs PyTorch, which nothing else here
needs. Fits on train, prints the F1 of the words of contents on dev after each epoch, and writes the model file. Weights and
activations lie on the grids of the tagger from the first step on, so the file holds just what was fitted.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from briefing.attribute import tagger
from briefing.attribute.decoder import STATES
from briefing.attribute.grammar import Marks, Words, quotations
from briefing.model import Article, Origin
from briefing.text import sentences

_OUT = Path(__file__).parents[1] / "briefing" / "attribute" / "tagger.npz"
_APART = (1, 2, 4, 8, 16, 1)  # sees 32 words to either side
_STEPS = {"of": -5, "layer": -6, "bias": -5, "out": -6, "out_bias": -5}  # exponents of the steps of int8 weights
_SELDOM, _SELDOM_ENDING = 4, 20  # how often a word (an ending) occurs at least to be in the vocabulary
_CHUNK, _EDGE, _BATCH = 128, 32, 32
_RECORD = re.compile(r"\n(?=[TE]\d+\t)")
_DROPPED, _FORGOTTEN, _SMOOTH = 0.25, 0.06, 0.03  # dropout, words replaced by the unknown one, smoothing of the labels
Pieces = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Marked:
    """An article with the state of each word, as marked by hand."""

    words: list[Words]
    opens: list[bool]
    state: NDArray[np.int64]


def marked(folder: Path) -> Iterator[Marked]:
    """Yield the articles of a part of the corpus; of several annotators the first counts."""
    for path in sorted((folder / "text").glob("*.txt")):
        annotations = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        if not annotations:
            continue
        text = path.open(encoding="utf-8", newline="").read()
        clean = text.replace("\xa0", " ").replace("\r", " ")
        article = Article(id="a", text=clean, origin=Origin(path="a", media_type="text/plain", sha256="0" * 64))
        split = sentences(article)
        marks = Marks(quotations(clean))
        words = [Words(sentence, marks) for sentence in split]
        opens = [n == 0 or one.paragraph != split[n - 1].paragraph for n, one in enumerate(split)]
        yield Marked(words, opens, states(words, annotations[0].read_text(encoding="utf-8")))


def states(words: Sequence[Words], annotation: str) -> NDArray[np.int64]:
    """Return the state of every word: content before cue before source where two claim one."""
    whole = [one.span(at, at + 1) for one in words for at in range(len(one))]
    starts, ends = [span.start for span in whole], [span.end for span in whole]
    state = np.zeros(len(starts), dtype=np.int64)

    def put(spans: Pieces, kind: int, other: int | None, *, alone: int) -> None:
        for first, last in runs(spans, starts, ends, [word for one in words for word in one.word]):
            if not state[first : last + 1].any():
                chosen = alone if other is None else kind if other < starts[first] else kind + 1
                state[first : last + 1] = 2 * chosen
                state[first] = 2 * chosen - 1

    told = list(attributions(annotation))
    for one in told:
        put(one["content"], tagger.CONTENT_BEHIND, first(one["cue"]), alone=tagger.CONTENT_BEHIND)
    for one in told:
        put(one["cue"], tagger.CUE_BEHIND, first(one["source"]), alone=tagger.CUE_ALONE)
    for one in told:
        put(one["source"], tagger.SOURCE, None, alone=tagger.SOURCE)
    return state


def first(spans: Pieces) -> int | None:
    """Return where the first of some spans begins."""
    return min((start for start, _ in spans), default=None)


def runs(spans: Pieces, starts: Sequence[int], ends: Sequence[int], word: Sequence[str]) -> list[list[int]]:
    """Return [first word, last word] of the unbroken stretches that spans cover; marks alone break none."""
    found: list[list[int]] = []
    for start, end in sorted(spans):
        at = int(np.searchsorted(ends, start, side="right"))
        while at < len(starts) and starts[at] < end:
            between = word[found[-1][1] + 1 : at] if found else []
            if found and len(between) < 3 and not any(mark[0].isalnum() for mark in between):
                found[-1][1] = at
            else:
                found.append([at, at])
            at += 1
    return found


def attributions(annotation: str) -> Iterator[dict[str, list[tuple[int, int]]]]:
    """Yield the spans of source, cue and content of each attribution of a brat file."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events = []
    for record in _RECORD.split(annotation):
        cells = record.split("\t")
        if record.startswith("T"):
            where = cells[1].split(" ", 1)[1]
            spans[cells[0]] = [(int(part.split()[0]), int(part.split()[1])) for part in where.split(";")]
        elif record.startswith("E"):
            events.append([role.split(":") for role in cells[1].split()])
    for roles in events:
        found: dict[str, list[tuple[int, int]]] = {"source": [], "cue": [], "content": []}
        for role, name in roles:
            found.get(re.sub(r"\d+$", "", role).lower(), []).extend(spans.get(name, []))
        if found["content"]:
            yield found


class OnGrid(torch.autograd.Function):
    """Rounds to a grid on the way there and is the identity on the way back (straight-through estimator)."""

    @staticmethod
    def forward(_context: object, values: torch.Tensor, step: float, low: float, high: float) -> torch.Tensor:
        """Round."""
        return torch.clamp(torch.round(values / step), low, high) * step

    @staticmethod
    def backward(_context: object, slope: torch.Tensor) -> tuple[torch.Tensor, None, None, None]:
        """Pass the slope on."""
        return slope, None, None, None


class Network(torch.nn.Module):
    """The network of the tagger, fitted on its grids."""

    def __init__(self, words: int, endings: int, width: int) -> None:
        super().__init__()
        shapes: dict[str, tuple[int, ...]] = {"of_word": (words, width), "of_ending": (endings, width), "of_trait": (tagger.TRAITS, width)}  # fmt: skip
        for number in range(len(_APART)):
            shapes |= {f"layer{number}": (3, width, width), f"bias{number}": (width,)}
        shapes |= {"out": (width, STATES), "out_bias": (STATES,)}
        spread = {"of": 0.1, "layer": (3 * width) ** -0.5, "bias": 0.0, "out": width**-0.5, "out_bias": 0.0}
        self.held = torch.nn.ParameterDict(
            {name: torch.randn(shape) * spread[family(name)] for name, shape in shapes.items()}
        )

    def weights(self, name: str) -> torch.Tensor:
        """Return weights on their grid."""
        return OnGrid.apply(self.held[name], 2.0 ** _STEPS[family(name)], -127, 127)

    def forward(
        self, words: torch.Tensor, endings: torch.Tensor, traits: torch.Tensor, inside: torch.Tensor
    ) -> torch.Tensor:
        """Return the scores (batch, words, STATES); `inside` is 0 beyond the ends of an article."""
        seen = self.weights("of_word")[words] + self.weights("of_ending")[endings] + traits @ self.weights("of_trait")
        seen = self.step(functional.dropout(seen, _DROPPED, self.training)) * inside
        for number, apart in enumerate(_APART):
            around = functional.pad(functional.dropout(seen, _DROPPED, self.training), (0, 0, apart, apart))
            held = self.weights(f"layer{number}")
            total = self.weights(f"bias{number}")
            for place in range(3):
                total = total + around[:, place * apart : place * apart + seen.shape[1]] @ held[place]
            seen = self.step(seen + torch.relu(total)) * inside
        seen = functional.dropout(seen, _DROPPED, self.training)
        return seen @ self.weights("out") + self.weights("out_bias")

    @staticmethod
    def step(values: torch.Tensor) -> torch.Tensor:
        """Bring activations onto their grid."""
        return OnGrid.apply(torch.relu(values), tagger.ACTIVATION, 0, tagger.TOP)

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """Return what the model file holds of the weights."""
        held: dict[str, NDArray[np.generic]] = {"apart": np.array(_APART)}
        for name in self.held:
            step = _STEPS[family(name)]
            held[name] = np.rint(np.ldexp(self.weights(name).detach().numpy(), -step)).astype(np.int8)
            held[f"{name}.step"] = np.array(step)
        return held


def family(name: str) -> str:
    """Return which weights have the step of these in common."""
    return name if name in _STEPS else "of" if name.startswith("of_") else name.rstrip("0123456789")


def vocabulary(articles: Sequence[Marked]) -> dict[str, list[str]]:
    """Return the words and endings that occur often enough; the first of each stands for all others."""
    forms = Counter(word for one in articles for sentence in one.words for word in sentence.word)
    common, endings = Counter[str](), Counter[str]()
    for word, count in forms.items():
        name, otherwise, ending, _ = tagger.form(word, first=False)
        common[name if otherwise == tagger.UNKNOWN else otherwise] += count
        endings[ending] += count
    return {
        "words": [tagger.UNKNOWN, *sorted(word for word, count in common.items() if count >= _SELDOM)],
        "endings": ["", *sorted(end for end, count in endings.items() if end and count >= _SELDOM_ENDING)],
    }


class Encoded:
    """The articles of a part as arrays, cut into chunks that overlap by what the network sees."""

    def __init__(self, articles: Sequence[Marked], lists: Mapping[str, list[str]]) -> None:
        model = tagger.unpacked(
            {name: np.frombuffer("\n".join(listed).encode(), dtype=np.uint8) for name, listed in lists.items()}
            | {"apart": np.array([])}
            | {name: np.zeros(1) for name in ("of_word", "of_ending", "out", "out_bias")}
            | {"of_trait": np.zeros((tagger.TRAITS, 1))}
            | {f"{name}.step": np.array(0) for name in ("of_word", "of_ending", "of_trait", "out", "out_bias")}
        )
        self.articles: list[tuple[NDArray[Any], ...]] = []
        for one in articles:
            words, endings, traits = tagger.encode(model, one.words, one.opens)
            self.articles.append(
                (words, endings, ((traits[:, None] >> np.arange(tagger.TRAITS)) & 1).astype(np.float32), one.state)
            )
        self.chunks = [(n, at) for n, one in enumerate(self.articles) for at in range(0, len(one[0]), _CHUNK)]

    def batch(self, chunks: Sequence[tuple[int, int]]) -> list[torch.Tensor]:
        """Return words, endings, traits, inside, states and what counts, of some chunks."""
        long = _CHUNK + 2 * _EDGE
        shape = (len(chunks), long)
        held = [np.zeros(shape, int), np.zeros(shape, int), np.zeros((*shape, tagger.TRAITS), np.float32)]
        inside, state, counts = np.zeros((*shape, 1), np.float32), np.zeros(shape, int), np.zeros(shape, np.float32)
        for row, (number, at) in enumerate(chunks):
            *inputs, states_ = self.articles[number]
            low, high = max(0, at - _EDGE), min(len(states_), at + _CHUNK + _EDGE)
            place = slice(low - at + _EDGE, high - at + _EDGE)
            for into, given in zip(held, inputs, strict=True):
                into[row, place] = given[low:high]
            state[row, place] = states_[low:high]
            inside[row, place] = 1
            counts[row, _EDGE : _EDGE + min(_CHUNK, len(states_) - at)] = 1
        return [torch.from_numpy(array) for array in (*held, inside, state, counts)]


def score(arrays: Mapping[str, NDArray[np.generic]], articles: Sequence[Marked]) -> float:
    """Return the F1 of the words of contents, by the tagger itself."""
    model = tagger.unpacked(arrays)
    both = found = there = 0
    for one in articles:
        state = tagger.logits(model, *tagger.encode(model, one.words, one.opens)).argmax(1)
        mine, theirs = (state > 0) & (state <= 4), (one.state > 0) & (one.state <= 4)
        both, found, there = both + int((mine & theirs).sum()), found + int(mine.sum()), there + int(theirs.sum())
    return 2 * both / (found + there)


def main() -> None:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=_OUT)
    chosen = parser.parse_args()
    torch.manual_seed(chosen.seed)
    train, dev = list(marked(chosen.folder / "train")), list(marked(chosen.folder / "dev"))
    lists = vocabulary(train)
    named = {name: np.frombuffer("\n".join(listed).encode(), dtype=np.uint8) for name, listed in lists.items()}
    encoded = Encoded(train, lists)
    network = Network(len(lists["words"]), len(lists["endings"]), chosen.width)
    fitting = torch.optim.AdamW(network.parameters(), lr=3e-3, weight_decay=1e-2)
    steps = chosen.epochs * (len(encoded.chunks) // _BATCH + 1)
    pace = torch.optim.lr_scheduler.OneCycleLR(fitting, 3e-3, total_steps=steps, pct_start=0.15)
    for epoch in range(chosen.epochs):
        network.train()
        order = torch.randperm(len(encoded.chunks)).tolist()
        for at in range(0, len(order), _BATCH):
            words, *others, inside, state, counts = encoded.batch([encoded.chunks[n] for n in order[at : at + _BATCH]])
            words = words.masked_fill(torch.rand(words.shape) < _FORGOTTEN, 0)
            scores = network(words, *others, inside)
            loss = functional.cross_entropy(
                scores.flatten(0, 1), state.flatten(), reduction="none", label_smoothing=_SMOOTH
            )
            fitting.zero_grad()
            ((loss * counts.flatten()).sum() / counts.sum()).backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            fitting.step()
            pace.step()
        network.eval()
        print(f"epoch {epoch + 1}: F1 of content words on dev {score(network.arrays() | named, dev):.3f}", flush=True)
    np.savez_compressed(chosen.out, allow_pickle=False, **(network.arrays() | named))
    print(f"{chosen.out}: {chosen.out.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
