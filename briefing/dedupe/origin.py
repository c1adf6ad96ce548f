"""Who reported it: the agency that is credited, else the outlet's newsroom. A credit is read, never guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from briefing.lexicon.publishers import house_of
from briefing.model import Article, Copy, CopyReason
from briefing.text import prose

# An outlet that names an agency as the one that reported has its report from there. Bodies alone are read for this: datelines,
# bylines and credits are found where articles are read.
_AGENCIES = {
    "Reuters": "Reuters", "Associated Press": "AP", "The AP": "AP", "AFP": "AFP", "Agence France-Presse": "AFP", "dpa": "dpa", "UPI": "UPI",
    "TASS": "TASS", "Tass": "TASS", "Interfax": "Interfax", "RIA Novosti": "RIA Novosti", "Xinhua": "Xinhua", "Kyodo": "Kyodo", "Yonhap": "Yonhap",
    "Anadolu": "Anadolu", "IRNA": "IRNA", "Tasnim": "Tasnim", "SANA": "SANA", "KCNA": "KCNA", "EFE": "EFE", "ANSA": "ANSA", "PTI": "PTI",
    "Armenpress": "Armenpress", "Azertac": "Azertac", "Ukrinform": "Ukrinform", "BelTA": "BelTA",
}  # fmt: skip
_NAMED = "|".join(map(re.escape, _AGENCIES))
_RELAYED = re.compile(
    rf"(?<![\w-])({_NAMED})(?: (?:state )?(?:news )?(?:agency|wire))?(?: has| have)? (?:reported|reports)\b(?! that it)"
    rf"|\b(?:reported by|with reporting (?:by|from)|with|citing) (?:the )?({_NAMED})(?: news agency)?(?=[.,;)]|$)"
)
_OPENING = 600  # characters: the first paragraphs, where a report says whose it is


def origin_of(original: Article, copies: Sequence[Copy]) -> str:
    """Return the name of the independent origin of a report and its copies.

    An agency credited by the original or by most copies that name one wins; then one that the opening of the report names as
    the one that reported; then the original's newsroom; without an outlet the article's own name. Ties between agencies go to
    the alphabet. What joins several reports has no say: its credit may belong to another of them.
    """
    if original.agency:
        return original.agency
    credits_ = Counter(
        copy.article.agency for copy in copies if copy.article.agency and copy.reason is not CopyReason.JOINED
    )
    if credits_:
        return min(credits_.items(), key=lambda entry: (-entry[1], entry[0]))[0]
    opening = prose(original)[:_OPENING]
    relayed = any(map(opening.__contains__, _AGENCIES)) and _RELAYED.search(opening)
    if relayed:
        return _AGENCIES[relayed[1] or relayed[2]]
    return house_of(original.outlet) if original.outlet else original.name
