"""Are the names that the user declared those of the material? A slip of the pen would leave a side without its voices, unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from briefing.lexicon import alias_index, find
from briefing.model import Article, SettingsError, Side

_ALIKE = 0.8  # ratio of difflib: one letter wrong in five, two in ten
_SHORT = 4  # letters; shorter words are all alike
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s(?:[A-Z]\.\s)?[A-Z][\w’'-]+){0,2}")


def check_declared(sides: Sequence[Side], articles: Sequence[Article]) -> None:
    """Raise SettingsError for a declared word that nothing prints and that is nearly one that the articles print.

    A word that is like none of them is no slip: it may stand in tomorrow's reports. Another spelling of a given name is none
    either, as long as the surname is printed.
    """
    missing = [(side, word) for side in sides for word in _missing(side, articles)]
    if not missing:
        return
    printed = _printed(articles)
    for side, word in missing:
        near = get_close_matches(word, printed, 1, _ALIKE)
        if near and near[0] not in (side.name, *side.aliases, *side.members):
            raise SettingsError(
                f"no such name in the material: {word}, declared for {side.name} in the sides file – did you mean {near[0]}?"
            )


def _missing(side: Side, articles: Sequence[Article]) -> Iterator[str]:
    for word in (*side.aliases, *side.members):
        if len(word) <= _SHORT or word in alias_index():
            continue
        surname = word.rsplit(maxsplit=1)[-1]
        if not any(part in article.text for article in articles for part in {word, surname}):
            yield word


def _printed(articles: Sequence[Article]) -> list[str]:
    """The names that articles print, of people and parties, in order of the alphabet."""
    names: set[str] = set()
    for article in articles:
        names.update(
            " ".join(found[0].split()).removesuffix("'s").removesuffix("’s") for found in _NAME.finditer(article.text)
        )
        names.update(mention.span.of(article.text) for mention in find(article.text))
    return sorted(names)
