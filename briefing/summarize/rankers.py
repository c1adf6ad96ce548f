"""Rankers to compare with: sumy's summarisers on the same sentences, split and stemmed the same way.

sumy's own tokenizer needs downloaded data; its document model is therefore built here from our sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from briefing.summarize.salience import stemmer
from briefing.text import STOP_WORDS, words

MOST_SENTENCES = 1000  # sumy compares all pairs in Python: packages.md section 2 measured 6 s at 500 sentences


def _summarizer(name: str) -> Any:  # noqa: ANN401 - sumy ships no types
    from sumy.summarizers.kl import KLSummarizer
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.lsa import LsaSummarizer
    from sumy.summarizers.luhn import LuhnSummarizer
    from sumy.summarizers.sum_basic import SumBasicSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer

    table = {
        "sumy-lexrank": LexRankSummarizer, "sumy-textrank": TextRankSummarizer, "sumy-lsa": LsaSummarizer,
        "sumy-luhn": LuhnSummarizer, "sumy-kl": KLSummarizer, "sumy-sumbasic": SumBasicSummarizer,
    }  # fmt: skip
    summarizer = table[name](stemmer())
    summarizer.stop_words = STOP_WORDS
    return summarizer


class _Tokenizer:
    language = "english"

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(words(sentence))


def sumy_ranks(name: str, texts: Sequence[str]) -> list[float]:
    """Return a rank in [0, 1] for each sentence by one of sumy's summarisers; sentences past MOST_SENTENCES get 0."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

    tokenizer = _Tokenizer()
    head = list(texts[:MOST_SENTENCES])
    built = [Sentence(text, tokenizer) for text in head]
    document = ObjectDocumentModel([Paragraph(built)])
    summarizer = _summarizer(name)
    scores: dict[int, float] = {}
    count = len(head)

    # sumy returns the chosen sentences in document order; asking for one, two, three … would give the order of choice at
    # n times the cost. Its hook `_get_best_sentences` sees the ratings, so they are read there.
    def ratings(sentences: Any, _: Any, rating: Any, *args: Any, **keywords: Any) -> tuple[Any, ...]:  # noqa: ANN401
        for number, sentence in enumerate(sentences):
            value = rating(sentence, *args, **keywords) if callable(rating) else rating[sentence]
            scores[number] = float(value)
        return ()

    summarizer._get_best_sentences = ratings  # noqa: SLF001 - sumy offers no public access to its ratings
    summarizer(document, count)
    top = max(scores.values(), default=0.0) or 1.0
    low = min(scores.values(), default=0.0)
    spread = (top - low) or 1.0
    return [
        round((scores.get(number, low) - low) / spread, 6) if number < count else 0.0 for number in range(len(texts))
    ]
