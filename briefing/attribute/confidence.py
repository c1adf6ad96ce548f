"""How often each pattern is right. Filled by measurement, see the table."""

from __future__ import annotations

_UNKNOWN = 0.5


def confidence_of(pattern: str) -> float:
    """Return the share of right answers of a pattern, in [0, 1]."""
    return _TABLE.get(pattern, _UNKNOWN)


_TABLE: dict[str, float] = {}
