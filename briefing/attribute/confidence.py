"""How often each pattern is right, as measured. The table is data; see its head for what counts as right."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _table() -> Mapping[str, float]:
    rows = (files("briefing") / "attribute" / "confidence.tsv").read_text(encoding="utf-8").splitlines()
    measured = {}
    for row in rows:
        if not row.startswith("#"):
            pattern, right, seen = row.split("\t")
            # Laplace's rule of succession, so that three right answers of three are no certainty.
            measured[pattern] = round((int(right) + 1) / (int(seen) + 2), 2)
    return measured


def confidence_of(pattern: str) -> float:
    """Return the share of right answers of a pattern, in (0, 1); 0.5 for one that was never seen."""
    return _table().get(pattern, 0.5)
