"""The weights that join traits to four answers: does a sentence belong into a brief, where, how much does it matter, can it stand alone.

They are data (`weights.toml`, with their birthplace at its head), fitted by ridge and logistic regression: small linear models
whose every answer can be taken apart again.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from briefing.model import SectionKind
from briefing.summarize.traits import ORDER, Table

Weights = Mapping[str, Mapping[str, float]]
_TOLD = 4  # traits named when an answer is explained


@cache
def weights() -> Weights:
    """Return {answer: {trait: weight}}; read once."""
    table: Weights = tomllib.loads((files("briefing") / "summarize" / "weights.toml").read_text(encoding="utf-8"))
    return table


def score(answer: str, table: Table) -> Any:  # noqa: ANN401 - a numpy vector
    """Return the weighted sum of the traits of each sentence for one answer, summed up one after the other in their order."""
    import numpy as np

    return np.add.accumulate(table * _row(answer), axis=1)[:, -1]


@cache
def _row(answer: str) -> Any:  # noqa: ANN401 - a numpy array
    import numpy as np

    return np.array([weights()[answer].get(name, 0.0) for name in ORDER])


def at_most(answer: str, trait: str) -> float:
    """Return what a trait that is there or not can add to the score of an answer at most."""
    return max(0.0, weights()[answer].get(trait, 0.0))


def chance(score: float) -> float:
    """Return the logistic of a score: a probability, in (0, 1)."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def chances(scores: Any) -> Any:  # noqa: ANN401 - numpy vectors
    """Return the chances of many scores; their last bits may be others than those of `chance`."""
    import numpy as np

    return 1 / (1 + np.exp(-scores.clip(-30.0, 30.0)))


def best_section(scores: Mapping[SectionKind, float]) -> SectionKind:
    """Return the section with the highest score; ties go to the earlier one."""
    return max(scores, key=lambda kind: (round(scores[kind], 6), -list(SectionKind).index(kind)))


def told(answer: str, traits: Mapping[str, float]) -> str:
    """Name the traits that moved an answer most, with their sign."""
    table = weights()[answer]
    moved = sorted(
        ((value * table.get(name, 0.0), name) for name, value in traits.items() if name != "bias"),
        key=lambda entry: (-abs(entry[0]), entry[1]),
    )
    return ", ".join(f"{name} {part:+.2f}" for part, name in moved[:_TOLD] if part)
