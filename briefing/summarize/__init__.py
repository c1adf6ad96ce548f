"""What is printed: section and salience of each sentence, selection without repeats, repairs, citations, bottom line.

Nothing is generated: a line is a sentence of an article with visible edits. This room knows no format and no file.
"""

from briefing.summarize.compose import Choice, SummarizeSettings, resting, summarize, words_of
from briefing.summarize.looks import Worded, worded
from briefing.summarize.rankers import RANKERS
from briefing.summarize.report import Dossier, Previous, Report

__all__ = [
    "RANKERS",
    "Choice",
    "Dossier",
    "Previous",
    "Report",
    "SummarizeSettings",
    "Worded",
    "resting",
    "summarize",
    "worded",
    "words_of",
]
