"""Bodies and papers by their full names, so that "the treaty" can be printed as "[the INF Treaty]".

As with people, only what the article says itself is used: a noun is named where all full names that end in it mean the same one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from briefing.lexicon import grammar_words as lex
from briefing.summarize.signs import Wording, sign

# A council or a committee is one of many: read on four windows, "the council" was another one in one case of five.
_NOUNS = "treaty|convention|protocol|ministry|tribunal|observatory"
_MODIFIER = r"(?:[A-Z][\w.’'-]*|(?:for|of|on|and)(?= [A-Z]))"
_NAMED = re.compile(rf"\b((?:{_MODIFIER}\s){{1,7}})({_NOUNS})\b", re.IGNORECASE)
_NOUN = sign(re.compile(rf"\b(?:{_NOUNS})\b", re.IGNORECASE))  # without one there is no name to look for
_BARE = re.compile(rf"\b[Tt]he ({_NOUNS})\b(?!['’-]|\s(?:of|for|on|between|with|in)\b|\s[A-Z])")


class Things:
    """The full names in one article by their last word: "treaty" stands for "the INF treaty"."""

    def __init__(self, sentences: Iterable[Wording]) -> None:
        found: dict[str, Counter[str]] = {}
        for sentence in sentences:
            for name in _NAMED.finditer(sentence.text) if sentence.has(_NOUN) else ():
                words = name[1].split()
                while words and (words[0].lower() in _NO_MODIFIERS or not words[0][0].isupper()):
                    words.pop(0)
                if words and all(word[0].isupper() or word in {"for", "of", "on", "and"} for word in words):
                    found.setdefault(name[2].lower(), Counter())[f"{' '.join(words)} {name[2]}"] += 1
        self._named = {noun: meant for noun, names in found.items() if (meant := _one(names))}

    def bare(self, text: str) -> list[tuple[int, int, str]]:
        """Return where a noun stands first without its name: start, end, the name with its article."""
        found: dict[str, tuple[int, int, str]] = {}
        if not self._named:
            return []
        for mention in _BARE.finditer(text):
            noun = mention[1].lower()
            name = self._named.get(noun)
            if (
                name
                and noun not in found
                and not re.search(rf"\b[A-Z]\w* {noun}\b", text[: mention.start()], re.IGNORECASE)
            ):
                found[noun] = (mention.start(), mention.end(), f"the {name}")
        return list(found.values())


_NO_MODIFIERS = (
    lex.DETERMINERS | lex.PREPOSITIONS | lex.CONJUNCTIONS | lex.ADVERBS | lex.PRONOUNS | lex.WEEKDAYS | lex.MONTHS
)


def _one(names: Counter[str]) -> str | None:
    """Return the name that all names mean, the most frequent and then the shortest; None where they mean several things.

    "INF treaty" and "Intermediate-Range Nuclear Forces Treaty" mean one: the first letters of one are a word of the other.
    """
    whole = max(names, key=lambda name: (len(name), name))
    for name in names:
        modifiers = name.split()[:-1]
        part = f" {' '.join(modifiers)} ".lower() in f" {whole} ".lower()
        initials = "".join(word[0] for word in re.split(r"[\s-]", whole) if word[:1].isupper())
        short = any(len(word) > 1 and word.isupper() and word in initials for word in modifiers)
        if not (part or short):
            return None
    return min(names, key=lambda name: (-names[name], len(name), name))
