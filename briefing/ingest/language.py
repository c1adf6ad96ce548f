"""Which language an article is written in. Function words settle English cheaply; everything else asks py3langid.

Asking costs a third of a second once, since its model has to be unpacked: English that hardly says "the" is looked at twice.
"""

from __future__ import annotations

import io
import re
from functools import cache
from types import SimpleNamespace
from typing import Any

# Words that no other language has in this density; "the" decides. Source: the commonest words of English.
_ENGLISH = frozenset({"the", "of", "and", "that", "with", "said", "for", "has", "were", "by"})
_THE, _TOGETHER = 0.012, 0.06  # shares; news prose measured here has .02 to .09 and .07 to .25
_LEAST_THE, _LEAST_TOGETHER = 2, 6  # in short texts, which may quote an English name
# Words that are spelt so in no other language with an alphabet like ours, or are rare there. Source: as above.
_ONLY_ENGLISH = frozenset(
    ["the", "and", "that", "with", "said", "were", "his", "their", "they", "which", "would", "from", "been", "this", "who", "when", "after", "about", "there", "what", "than", "could", "should", "these", "those", "its", "our", "your", "because", "against", "before", "while", "where", "him", "she", "you", "them", "into", "through", "between", "during", "without", "if", "how", "then", "not", "other", "does"]
)  # fmt: skip
_ONLY_SHARE = 0.1  # 99 of 100 English reports measured here have more, half of them .17
_LEAST_DIFFERENT = 12  # of these words: a title or a name that is quoted again and again has fewer
_GLANCE, _SAMPLE = 1_200, 4_000  # characters: py3langid's answer does not change beyond, its time does
_LEAST_LETTERS = 40  # fewer cannot tell
_SURE_LETTERS = 200  # from here on what we see overrules what the file claims
_SURE, _LIKELY = 0.9, 0.5  # probabilities: overrules a claim; better than no answer
_WORD = re.compile(r"[^\W\d_]+")
_CODE = re.compile(r"([a-z]{2})(?:[-_][A-Za-z0-9-]+)?")


def language(prose: str, declared: str | None) -> str | None:
    """Return the ISO 639-1 code of `prose`; `declared` is what the file claims, believed where the prose is too short.

    None where neither tells: fewer than 40 letters and no claim.
    """
    sample = prose[:_SAMPLE]
    if _is_english(prose[:_GLANCE]) or _is_english(sample):
        return "en"
    words = _WORD.findall(sample)
    claimed = _CODE.fullmatch((declared or "").strip().lower())
    claim = claimed[1] if claimed else None
    letters = sum(map(len, words))
    if letters < _LEAST_LETTERS or (claim and letters < _SURE_LETTERS):
        return claim
    if _is_only_english(sample):
        return "en"
    guess, sure = _guess(sample)
    if sure >= _SURE:
        return guess
    return claim or (guess if sure >= _LIKELY else None)


def _is_english(glance: str) -> bool:
    """Whether the function words of English stand so close that it can be nothing else."""
    words = glance.lower().split()
    articles = words.count("the")
    if articles < max(_LEAST_THE, _THE * len(words)):
        return False
    return sum(map(_ENGLISH.__contains__, words)) >= max(_LEAST_TOGETHER, _TOGETHER * len(words))


def _is_only_english(sample: str) -> bool:
    """Whether so many different words are English alone that "the" need not decide."""
    words = sample.lower().split()
    found = list(filter(_ONLY_ENGLISH.__contains__, words))
    return len(found) >= _ONLY_SHARE * len(words) and len(set(found)) >= _LEAST_DIFFERENT


def _guess(sample: str) -> tuple[str, float]:
    code, probability = _identifier().classify(sample)
    return str(code), float(probability)


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid ships no types
    from py3langid import modelio
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    # The library unpacks its model into a temporary file, which the guarded child may not write: memory takes its place.
    modelio.tempfile = SimpleNamespace(TemporaryFile=lambda **_: io.BytesIO())
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
