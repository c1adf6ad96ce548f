"""Words of a text, for comparing and counting texts. It knows no stems, no languages but the function words of English.

Where words stand does not matter here; who must point into an article uses spans (`sentences`, `dates`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern

from briefing.text.listed import listed

# A figure with its separators and unit ("1,000", "3.2bn"), letters with stops ("U.N."), or letters and digits with
# apostrophes inside ("don't", "O'Brien").
WORD = re.compile(
    r"[a-z]+(?=[ ,])"  # most words, and no more than the last line says of them
    r"|\d+(?:[.,]\d+)+[^\W\d_]*"
    r"|(?<![^\W_])[^\W\d_](?:\.[^\W\d_])+(?![^\W_])"
    r"|[^\W_]+(?:['’][^\W_]+)*"
)
_THOUSANDS = re.compile(r",(?=\d{3}(?!\d))")
_POSSESSIVE = re.compile(r"'s\Z")

# The closed word classes of English (articles, pronouns, prepositions, conjunctions, auxiliaries, their contractions)
# and the adverbs that work like them. Source: the classes of Quirk et al., "A Comprehensive Grammar of the English
# Language" (1985), 2.39; the words written out for this project.
STOP_WORDS = frozenset(
    listed("""
    a an the
    i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers
    herself it its itself they them their theirs themselves one oneself
    this that these those who whom whose which what whoever whatever whichever
    some any no none each every either neither both all half such another other others much many more most few fewer
    little less least several enough own same
    aboard about above across after against along amid among around as at before behind below beneath beside besides
    between beyond by despite down during except for from in inside into near of off on onto out outside over
    per since through throughout till to toward towards under underneath until up upon via with within without
    and but or nor so yet if unless although though because while whereas whether than lest when whenever where wherever
    how why
    am is are was were be been being do does did doing done have has had having can could may might must shall should
    will would ought cannot
    not never also too very just only even still again once then there here now thus hence however therefore quite
    rather ever else already almost perhaps
    don't doesn't didn't isn't aren't wasn't weren't hasn't haven't hadn't can't couldn't won't wouldn't shouldn't
    mustn't i'm i've i'll i'd you're you've you'll you'd he'll he'd she'll she'd we're we've we'll we'd they're they've
    they'll they'd it'll that'll there'll who'll who've
    """)
)


def words(text: str) -> list[str]:
    """Return the words of `text` in order, in lower case.

    "1,000" becomes "1000"; a typographic apostrophe a straight one; a possessive 's is dropped; a hyphen parts words;
    "U.N." becomes "un", but "U.S." stays "u.s" because "us" is a function word.
    """
    return list(_words(text))


_REMEMBERED = 1 << 13  # texts: the sentences of a chapter, each counted and compared by many


@lru_cache(maxsize=_REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    """The words, each kept once however many texts it stands in."""
    found = WORD.findall(text.lower().replace("’", "'"))
    return tuple(intern(_plain(word) if "." in word or "," in word or "'" in word else word) for word in found)


def as_printed(text: str) -> list[str] | None:
    """Return the words of `text` as they stand in it: `counted`, each is the word that `words` returns for its place.

    None where that cannot be told from a word by itself: İ is two letters in lower case, and Σ has one of its own at the end.
    """
    return None if "İ" in text or "Σ" in text else _AS_PRINTED.findall(text)


_AS_PRINTED = re.compile(WORD.pattern.replace("[a-z]", "[A-Za-z]"))


def counted(word: str) -> str:
    """Return a word as `words` counts it."""
    low = word.lower()
    return intern(low if low.isalnum() else _plain(low.replace("’", "'")))


def _plain(word: str) -> str:
    if word[0].isdigit():
        return _THOUSANDS.sub("", word)
    if "." in word:
        joined = word.replace(".", "")
        return word if joined in STOP_WORDS else joined
    return _POSSESSIVE.sub("", word)
