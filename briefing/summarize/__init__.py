"""What is printed: section and salience of each sentence, selection without repeats, repairs, citations, bottom line.

Nothing is generated: a line is a sentence of an article with visible edits. This room knows no format and no file.
The verb is `compose.summarize`; what a profile needs to know of the room stands here.
"""

from briefing.summarize.settings import RANKERS, SummarizeSettings, words_of

__all__ = ["RANKERS", "SummarizeSettings", "words_of"]
