"""The order of the stages; no arithmetic of its own. The only room that knows what comes after what."""

from briefing.pipeline.explain import explain
from briefing.pipeline.make import make_brief
from briefing.pipeline.stages import Survey, chapter_claims, survey
from briefing.pipeline.verify import verify

__all__ = ["Survey", "chapter_claims", "explain", "make_brief", "survey", "verify"]
