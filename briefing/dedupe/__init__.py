"""Which articles repeat another: bodies are compared, headlines never. It refuses to know what an article says.

An article is folded into a longer one when nearly all of its words stand there in the same company: that finds identical
bodies, edited reprints, cut copies and wire copy inside a longer piece alike, where the Jaccard index finds only the
first two. Copies are no corroboration; the evidence of each fold is kept.
The verbs are `fold.fold` and `evidence.differences`; what a profile needs to know of the room stands here.
"""

from briefing.dedupe.settings import DedupeSettings

__all__ = ["DedupeSettings"]
