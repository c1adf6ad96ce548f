"""Extractive briefs from many sources: every printed sentence stands verbatim in a source.

The door for library users. Names are looked up on first use, so that `import briefing` costs nothing.
"""

from typing import TYPE_CHECKING

from briefing.on_demand import on_demand

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
__getattr__ = on_demand(__name__, _HOME)
