"""Numbers that people give: how many were killed, wounded, captured, displaced; whose; who says so. Never an average.

It reads figures as printed and compares what can be compared; it refuses to decide which one is true.
"""

from briefing.figures.compare import related
from briefing.figures.find import figures

__all__ = ["figures", "related"]
