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

from briefing.model import SectionKind

Weights = Mapping[str, Mapping[str, float]]
_TOLD = 4  # traits named when an answer is explained


@cache
def weights() -> Weights:
    """Return {answer: {trait: weight}}; read once."""
    table: Weights = tomllib.loads((files("briefing") / "summarize" / "weights.toml").read_text(encoding="utf-8"))
    return table


def score(answer: str, traits: Mapping[str, float]) -> float:
    """Return the weighted sum of the traits for one answer."""
    table = weights()[answer]
    return sum([value * table[name] for name, value in traits.items() if name in table])


def probability(answer: str, traits: Mapping[str, float]) -> float:
    """Return the logistic of the score, in (0, 1)."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score(answer, traits)))))


def best_section(traits: Mapping[str, float], among: tuple[SectionKind, ...]) -> SectionKind:
    """Return the section with the highest score among those allowed; ties go to the earlier one."""
    return max(among, key=lambda kind: (round(score(kind.value, traits), 6), -list(SectionKind).index(kind)))


def told(answer: str, traits: Mapping[str, float]) -> str:
    """Name the traits that moved an answer most, with their sign."""
    table = weights()[answer]
    moved = sorted(
        ((value * table.get(name, 0.0), name) for name, value in traits.items() if name != "bias"),
        key=lambda entry: (-abs(entry[0]), entry[1]),
    )
    return ", ".join(f"{name} {part:+.2f}" for part, name in moved[:_TOLD] if part)
