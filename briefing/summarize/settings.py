"""What can be set of a summary."""

from __future__ import annotations

from dataclasses import dataclass

RANKERS = ("lexrank", "sumy-lexrank", "sumy-textrank", "sumy-lsa", "sumy-luhn", "sumy-kl", "sumy-sumbasic", "lead")
_WORDS_OF_PAGES = {
    "1p": 380,
    "2p": 900,
}  # words of the four sections that fill one or two A4 pages beside their sources


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarizeSettings:
    """`words` for the four sections of a chapter together; `ranker` one of RANKERS; `chapters` the most in one brief."""

    words: int = 450
    ranker: str = "lexrank"
    chapters: int = 5

    def __post_init__(self) -> None:
        if self.words < 1 or self.chapters < 1:
            raise ValueError(f"words = {self.words}, chapters = {self.chapters} – both must be at least 1")


def words_of(text: str) -> int:
    """Return the number of words of "450", "1p" or "2p"; raises ValueError for anything else."""
    return _WORDS_OF_PAGES.get(text) or int(text)
