"""The order of the stages; no arithmetic of its own. The only room that knows what comes after what."""

from briefing.pipeline.backfill import Day, Made, make_day
from briefing.pipeline.cluster import on_cluster
from briefing.pipeline.edition import file_documents, make_edition, revise
from briefing.pipeline.hand_over import hand_over
from briefing.pipeline.make import make_brief
from briefing.pipeline.morning import Morning
from briefing.pipeline.partitions import partitions
from briefing.pipeline.pool import one_by_one
from briefing.pipeline.proof import verify
from briefing.pipeline.review import edited
from briefing.pipeline.spread import cores
from briefing.pipeline.stages import Survey, chapter_claims, chapter_sides, survey
from briefing.pipeline.trail import explain
from briefing.pipeline.window import readable

__all__ = [
    "Day",
    "Made",
    "Morning",
    "Survey",
    "chapter_claims",
    "chapter_sides",
    "cores",
    "edited",
    "explain",
    "file_documents",
    "hand_over",
    "make_brief",
    "make_day",
    "make_edition",
    "on_cluster",
    "one_by_one",
    "partitions",
    "readable",
    "revise",
    "survey",
    "verify",
]
