"""Extractive briefs from many sources: every printed sentence stands verbatim in a source.

The door for library users. Names are looked up on first use, so that `import briefing` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.model import Article, Brief, BriefingError
    from briefing.pipeline.make import make_brief

__version__ = "0.1.0"
__all__ = ["Article", "Brief", "BriefingError", "__version__", "make_brief"]

_HOME = {
    "make_brief": "briefing.pipeline.make",
    "Article": "briefing.model",
    "Brief": "briefing.model",
    "BriefingError": "briefing.model",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a module attribute can be anything
    """Load the four public names from their rooms on first use (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module 'briefing' has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_HOME[name]), name)
