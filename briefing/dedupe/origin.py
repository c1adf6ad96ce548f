"""Who reported it: the agency that is credited, else the outlet. A credit is read, never guessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from briefing.model import Article, Copy


def origin_of(original: Article, copies: Sequence[Copy]) -> str:
    """Return the name of the independent origin of a report and its copies.

    An agency credited by the original or by most copies that name one wins; without a credit the original's outlet; without
    an outlet the article's own name. Ties between agencies go to the alphabet.
    """
    if original.agency:
        return original.agency
    credits_ = Counter(copy.article.agency for copy in copies if copy.article.agency)
    if credits_:
        return min(credits_.items(), key=lambda entry: (-entry[1], entry[0]))[0]
    return original.outlet or original.name
