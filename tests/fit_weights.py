"""Fit the weights of briefing/summarize/weights.toml from stories labelled by hand; for maintainers, no test.

    python tests/fit_weights.py FOLDER_OF_STORIES STORIES_WITH_SUMMARIES.jsonl.gz

A story is a folder with articles.jsonl, sentences.txt, labels.tsv and story.json (form: CODEBOOK.md beside them). Prints how
well the answers hold on each story that was left out of the fit, then writes the weights fitted on all of them.

The second file holds a story a line: articles of several outlets and an editor's summary of them (`ref_summary`). From it
comes what tells the gist of a chapter.
"""

from __future__ import annotations

import ast
import gzip
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import briefing.pipeline.make as making
from briefing.ingest import read
from briefing.model import Article
from briefing.pipeline.stages import dossier, survey
from briefing.settings import Profile
from briefing.summarize.candidates import Scales
from briefing.summarize.drafts import Draft, gathered
from briefing.summarize.report import Dossier
from briefing.summarize.salience import stemmer
from briefing.text import STOP_WORDS, words

_OUT = Path(__file__).parents[1] / "briefing" / "summarize" / "weights.toml"
_PENALTY, _RIDGE = (
    1 / 0.3,
    30.0,
)  # chosen by leaving one story out: AUC and correlation change by < .01 over a factor of 3
_NAMED = re.compile(r"\[[^\]\d…]*[A-Za-z][^\]\d]*\]")  # a name in brackets, no date and no elision
_SECTIONS = {"situation": "situation", "claims": "claim", "diplomacy": "diplomacy", "background": "background"}
_HEAD = """\
# Weights of the traits (briefing/summarize/traits.py). Fitted by tests/fit_weights.py: logistic regression (keep, alone and the
# sections) and ridge regression (value: root of the weight of the facts a sentence carries) on ten stories of 3 to 6 articles,
# 1,766 sentences labelled by hand; gist by ridge regression (words and pairs of words that a sentence shares with an editor's
# summary) on 1,131 stories of 2 to 3 articles. Linear models of about eighty traits; no word of any story stands in here.
"""
Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with its traits and its labels."""

    story: str
    traits: Mapping[str, float]
    read: Mapping[str, float]
    repaired: bool
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
    articles = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    taken = _taken([{**article, "id": article["aid"]} for article in articles])
    for chapter in making.printed_chapters(survey(taken, Profile()).chapters, Profile()):
        for draft, printed, traits, reads in seen(dossier(chapter)):
            bag = set(words(draft.sentence.text))
            same = [
                name
                for name, its in bags.items()
                if name.startswith(draft.report.article.id + ".") and len(bag & its) > 0.8 * max(len(bag), len(its))
            ]
            if same:
                label = labels[same[0]]
                yield Row(
                    story=folder.name,
                    traits=traits,
                    read=reads,
                    repaired=bool(_NAMED.search(printed)),
                    section=label[1],
                    alone=label[6] == "1",
                    value=min(weight.get(same[0], 0.0), 6.0) ** 0.5,
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
    # The labels are of sentences as the sources have them: one that a name in brackets repairs teaches nothing about itself.
    plain = [row for row in found if not row.repaired]
    read = np.array([[row.read.get(name, 0.0) for name in names] for row in plain])
    free = np.array([1e-6 if name == "bias" else 1.0 for name in names])
    kept = np.array([row.section != "other" for row in found])
    answers = {
        "keep": _logistic(x, kept.astype(float), free * _PENALTY),
        "alone": _logistic(read, np.array([row.alone for row in plain], dtype=float), free * _PENALTY),
        "value": np.linalg.solve(x.T @ x + np.diag(free * _RIDGE), x.T @ np.array([row.value for row in found])),
    }
    for answer, label in _SECTIONS.items():
        answers[answer] = _logistic(
            x[kept],
            np.array([row.section == label for row in found if row.section != "other"], dtype=float),
            free * _PENALTY,
        )
    return answers


_GIST = (
    "bias",
    "headlines",
    "own headline",
    "openings",
    "leading names",
    "first",
    "second",
    "begins",
    "length",
    "centrality",
    "support",
)
_LEAST = 0.005  # a smaller weight moves no answer


def gist(stories: Path) -> dict[str, float]:
    """Return the weights that tell how much of an editor's summary a sentence carries: shares of its words and pairs of words."""
    x, y = [], []
    with gzip.open(stories, "rt", encoding="utf-8") as lines:
        for line in lines:
            story = json.loads(line)
            articles = [one["abp"] for one in _listed(story["articles"]) if one.get("abp")]
            told, pairs = _stems(story["ref_summary"])
            for draft, _, found, _ in _first_chapter(articles):
                its, its_pairs = _stems(draft.sentence.text)
                x.append([found.get(name, 0.0) for name in _GIST])
                y.append(len(its & told) / max(1, len(told)) + len(its_pairs & pairs) / max(1, len(pairs)))
    matrix = np.array(x)
    free = np.array([1e-6 if name == "bias" else 1.0 for name in _GIST])
    weights = np.linalg.solve(matrix.T @ matrix + np.diag(free * _RIDGE), matrix.T @ np.array(y))
    return dict(zip(_GIST, map(float, weights), strict=True))


def _listed(articles: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - a list, or in some files one written as Python
    found: list[dict[str, Any]] = ast.literal_eval(articles) if isinstance(articles, str) else articles
    return found


def _stems(text: str) -> tuple[set[str], set[tuple[str, str]]]:
    """The stems of a text without stop words, and its pairs of neighbours."""
    stems = [stemmer()(word) for word in words(text)]
    return {stem for stem, word in zip(stems, words(text), strict=True) if word not in STOP_WORDS}, set(pairwise(stems))


def _first_chapter(articles: Sequence[Mapping[str, Any]]) -> list[Seen]:
    chapters = making.printed_chapters(survey(_taken(articles), Profile()).chapters, Profile())
    return seen(dossier(chapters[0])) if chapters else []


Seen = tuple[Draft, str, dict[str, float], dict[str, float]]  # its print, its traits, and those of its print


def seen(chapter: Dossier) -> list[Seen]:
    """Return what the models see of each sentence of a dossier that the rules do not leave out."""
    return list(Scales(gathered(chapter), chapter, "lexrank").seen())


def _taken(articles: Sequence[Mapping[str, Any]]) -> tuple[Article, ...]:
    """The articles as the program reads them."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place, "articles.jsonl")
        source.write_text("\n".join(json.dumps(article) for article in articles), encoding="utf-8")
        return read([str(source)]).articles


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
        plain = [row for row in left if not row.repaired]
        read = np.array([[row.read.get(name, 0.0) for name in names] for row in plain])
        alone = np.mean(((read @ weights["alone"]) > 0) == np.array([row.alone for row in plain]))
        value = np.corrcoef(x @ weights["value"], [row.value for row in left])[0, 1]
        print(f"{story:20s} {len(left):4d} sentences  belongs {keep:.2f}  alone {alone:.2f}  value r {value:.2f}")
    parts = [_HEAD]
    answers = {answer: dict(zip(names, weights, strict=True)) for answer, weights in fit(found, names).items()}
    for answer, table in {**answers, "gist": gist(Path(sys.argv[2]))}.items():
        told = [f'"{name}" = {weight:.3f}' for name, weight in table.items() if abs(weight) >= _LEAST]
        parts.append(f"[{answer}]\n" + "\n".join(told))
    _OUT.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
