"""Fit the weights of briefing/summarize/weights.toml from stories labelled by hand; for maintainers, no test.

    python tests/fit_weights.py FOLDER_OF_STORIES

A story is a folder with articles.jsonl, sentences.txt, labels.tsv and story.json (form: CODEBOOK.md beside them). Prints how
well the answers hold on each story that was left out of the fit, then writes the weights fitted on all of them.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import briefing.pipeline.make as making
from briefing.ingest import read
from briefing.pipeline.stages import dossier, survey
from briefing.settings import Profile
from briefing.summarize.candidates import seen_sentences
from briefing.summarize.traits import traits
from briefing.text import words

_OUT = Path(__file__).parents[1] / "briefing" / "summarize" / "weights.toml"
_PENALTY, _RIDGE = (
    1 / 0.3,
    30.0,
)  # chosen by leaving one story out: AUC and correlation change by < .01 over a factor of 3
_SECTIONS = {"situation": "situation", "claims": "claim", "diplomacy": "diplomacy", "background": "background"}
_HEAD = """\
# Weights of the traits (briefing/summarize/traits.py). Fitted by tests/fit_weights.py: logistic regression (keep, alone and the
# sections) and ridge regression (value: root of the weight of the facts a sentence carries) on ten stories of 3 to 6 articles,
# 1,766 sentences labelled by hand. Ten linear models of about seventy traits; no word of any story stands in here.
"""
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with its traits and its labels."""

    story: str
    traits: Mapping[str, float]
    section: str
    alone: bool
    value: float


def rows(folder: Path) -> Iterator[Row]:
    """Yield the labelled sentences of a story as the program sees them."""
    told = json.loads((folder / "story.json").read_text(encoding="utf-8"))
    weight: dict[str, float] = {}
    for nugget in told["nuggets"]:
        for name in nugget["sids"]:
            weight[name] = weight.get(name, 0.0) + nugget["weight"]
    labels = {
        cells[0]: cells
        for cells in (line.split("\t") for line in (folder / "labels.tsv").read_text(encoding="utf-8").splitlines())
        if len(cells) > 6
    }
    texts = dict(
        re.findall(
            r"^(A\d+\.\d+) \[\d+:\d+\] (.*)$", (folder / "sentences.txt").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    bags = {name: set(words(text)) for name, text in texts.items()}
    with tempfile.TemporaryDirectory() as place:
        source = Path(place, "articles.jsonl")
        articles = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
        source.write_text(
            "\n".join(json.dumps({**article, "id": article["aid"]}) for article in articles), encoding="utf-8"
        )
        taken = read([str(source)]).articles
    for chapter in making.printed_chapters(survey(taken, Profile()).chapters, Profile()):
        for seen in seen_sentences(dossier(chapter)):
            bag = set(words(seen.sentence.text))
            same = [
                name
                for name, its in bags.items()
                if name.startswith(seen.article.id + ".") and len(bag & its) > 0.8 * max(len(bag), len(its))
            ]
            if same:
                label = labels[same[0]]
                yield Row(
                    folder.name, traits(seen), label[1], label[6] == "1", min(weight.get(same[0], 0.0), 6.0) ** 0.5
                )


def _logistic(x: Vector, y: Vector, penalty: Vector) -> Vector:
    """Newton's method for the penalised likelihood."""
    weights = np.zeros(x.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (chance - y) + penalty * weights
        step = np.linalg.solve((x.T * (chance * (1 - chance))) @ x + np.diag(penalty), slope)
        weights -= step
    return weights


def fit(found: Sequence[Row], names: Sequence[str]) -> dict[str, Vector]:
    """Return the weights of each answer, one number a trait."""
    x = np.array([[row.traits.get(name, 0.0) for name in names] for row in found])
    free = np.array([1e-6 if name == "bias" else 1.0 for name in names])
    kept = np.array([row.section != "other" for row in found])
    answers = {
        "keep": _logistic(x, kept.astype(float), free * _PENALTY),
        "alone": _logistic(x, np.array([row.alone for row in found], dtype=float), free * _PENALTY),
        "value": np.linalg.solve(x.T @ x + np.diag(free * _RIDGE), x.T @ np.array([row.value for row in found])),
    }
    for answer, label in _SECTIONS.items():
        answers[answer] = _logistic(
            x[kept],
            np.array([row.section == label for row in found if row.section != "other"], dtype=float),
            free * _PENALTY,
        )
    return answers


def main() -> None:
    """Read, test by leaving each story out, fit on all, write."""
    found = [
        row
        for folder in sorted(Path(sys.argv[1]).iterdir())
        if (folder / "labels.tsv").exists()
        for row in rows(folder)
    ]
    names = sorted({name for row in found for name in row.traits})
    for story in sorted({row.story for row in found}):
        weights = fit([row for row in found if row.story != story], names)
        left = [row for row in found if row.story == story]
        x = np.array([[row.traits.get(name, 0.0) for name in names] for row in left])
        keep = np.mean(((x @ weights["keep"]) > 0) == np.array([row.section != "other" for row in left]))
        alone = np.mean(((x @ weights["alone"]) > 0) == np.array([row.alone for row in left]))
        value = np.corrcoef(x @ weights["value"], [row.value for row in left])[0, 1]
        print(f"{story:20s} {len(left):4d} sentences  belongs {keep:.2f}  alone {alone:.2f}  value r {value:.2f}")
    parts = [_HEAD]
    for answer, weights_ in fit(found, names).items():
        told = [
            f'"{name}" = {weight:.3f}' for name, weight in zip(names, weights_, strict=True) if abs(weight) >= 0.005
        ]
        parts.append(f"[{answer}]\n" + "\n".join(told))
    _OUT.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
