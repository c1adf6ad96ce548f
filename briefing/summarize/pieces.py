"""What kind of piece a report is, where that alone keeps its sentences out: an opinion, or a digest of many stories."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.lexicon import topics
from briefing.model import Article, Sentence

_SHOUTED = re.compile(r"(?:[A-Z][A-Z’'.]+ ){2,}[A-Z’']*\s?[-–—:]|[-–—] ")
# The headline of a story run together with its text, as digests print it: "Job chat in Carolina - The …", "Warnings - Fox News :".
_HEADED = re.compile(r"(?:[^\s()-]+ ){3,14}- [A-Z](?!.* - )|[^.,;:()]{3,60} - [A-Z][\w ]{1,20} ?:")
_STORIES, _STORIES_SHARE = (
    8,
    0.05,
)  # so many of them make a digest; read on four windows: six newsletters and nothing else


def is_opinion(article: Article) -> bool:
    """Whether title or address say that an article gives an opinion."""
    return bool(
        (article.title and topics.OPINION_TITLE.search(article.title))
        or (article.url and topics.OPINION_URL.search(article.url))
    )


def is_headed(text: str) -> bool:
    """Whether a headline is run together with a sentence, as in digests and lists."""
    return bool((" - " in text and _HEADED.match(text)) or _SHOUTED.match(text))


def is_digest(sentences: Sequence[Sentence]) -> bool:
    """Whether a report is a newsletter of many stories, whose sentences stand under headlines that are not the report's."""
    stories = sum(is_headed(sentence.text) for sentence in sentences)
    return stories >= _STORIES and stories >= _STORIES_SHARE * len(sentences)
