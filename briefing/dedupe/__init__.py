"""Which articles repeat another: bodies are compared, headlines never. It refuses to know what an article says.

An article is folded into a longer one when nearly all of its five-word shingles stand there: that finds identical bodies,
lightly edited reprints, cut copies and wire copy inside a longer piece alike, where the Jaccard index finds only the
first two. Copies are no corroboration; the evidence of each fold is kept.
"""

from briefing.dedupe.fold import DedupeSettings, fold

__all__ = ["DedupeSettings", "fold"]
