"""String mathematics: sentences, words, dates in running text. It knows no file, no conflict, no stage.

Everything here is linear in the length of its text, on any input; sentences and dates point into `Article.text` by spans.
"""

from briefing.text.dates import DateMention, dates
from briefing.text.prose import prose
from briefing.text.sentences import sentences, split
from briefing.text.strewn import is_strewn
from briefing.text.tokens import STOP_WORDS, WORD, words

__all__ = ["STOP_WORDS", "WORD", "DateMention", "dates", "is_strewn", "prose", "sentences", "split", "words"]
