"""What a user would write instead of `briefing`: the peers of `make bench`, each run as a process of its own."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


def naive(texts: Sequence[str]) -> str:
    """Rank all sentences with sumy's LexRank and print twenty."""
    return _ranked(_split(texts), 20)


def competent(texts: Sequence[str]) -> str:
    """Fold with datasketch, cluster with scikit-learn, and rank inside each cluster with sumy."""
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    kept = folded(texts)
    vectors = TfidfVectorizer(stop_words="english", max_features=20000).fit_transform(kept).toarray()
    grouping = AgglomerativeClustering(None, distance_threshold=0.8, metric="cosine", linkage="average")
    labels = grouping.fit_predict(vectors).tolist()
    groups = [
        [text for text, other in zip(kept, labels, strict=True) if other == label] for label in sorted(set(labels))
    ]
    return "\n\n".join(_ranked(_split(group), 5) for group in groups)


def folded(texts: Sequence[str]) -> list[str]:
    """Return the texts without near-duplicates: datasketch, 128 permutations, shingles of five words."""
    from datasketch import MinHash, MinHashLSH

    index, kept = MinHashLSH(threshold=0.7, num_perm=128), []
    for number, text in enumerate(texts):
        words = text.lower().split()
        sketch = MinHash(num_perm=128)
        sketch.update_batch([" ".join(words[at : at + 5]).encode() for at in range(len(words) - 4)])
        if not index.query(sketch):
            index.insert(str(number), sketch)
            kept.append(text)
    return kept


def _split(texts: Sequence[str]) -> list[str]:
    return [sentence for text in texts for sentence in _SENTENCE_END.split(text) if sentence]


def _ranked(sentences: Sequence[str], many: int) -> str:
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers.lex_rank import LexRankSummarizer

    class Words:
        language = "english"

        def to_words(self, sentence: str) -> tuple[str, ...]:
            return tuple(re.findall(r"[^\W\d_]+", sentence))

    document = ObjectDocumentModel([Paragraph([Sentence(sentence, Words()) for sentence in sentences])])
    return "\n".join(f"- {sentence}" for sentence in LexRankSummarizer(Stemmer("english"))(document, many))


if __name__ == "__main__":
    name, source, out = sys.argv[1:4]
    read = [json.loads(line)["text"] for line in Path(source).read_text(encoding="utf-8").splitlines()]
    Path(out).write_text({"naive": naive, "competent": competent}[name](read), encoding="utf-8")
