"""Names of people in print: who a source is in person, and whether it is a body instead. Nothing here remembers."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.lexicon import AliasKind, alias_index, find
from briefing.lexicon import grammar_words as lex
from briefing.text.listed import listed

NAME_PART = r"(?:[A-Z][\w'’.-]*|al-[A-Z][\w'’-]*|(?:bin|ibn|van|von|de|al|el|der|du)(?=\s[A-Z]))"
# The first part once more, told letter by letter, so that letters with which none begins are skipped without a question.
_FIRST_PART = (
    r"[A-Zabdeiv](?<!\w.)(?:(?<=[A-Z])[\w'’.-]*|(?<=a)l-[A-Z][\w'’-]*"
    r"|(?:(?<=b)in|(?<=i)bn|(?<=v)[ao]n|(?<=d)(?:er?|u)|(?<=[ae])l)(?=\s[A-Z]))"
)
NAME = re.compile(rf"{_FIRST_PART}(?:\s+{NAME_PART})*")
_OWNER = re.compile(r"^.*['’]s\s+")
POSSESSIVE = re.compile(r"['’]s?$")
# Words that open a sentence with a capital, or stand for a person, and are no part of a name.
NO_NAMES = (
    lex.PRONOUNS
    | lex.DETERMINERS
    | lex.PREPOSITIONS
    | lex.CONJUNCTIONS
    | lex.ADVERBS
    | frozenset(
        listed(
            "asked addressing western eastern northern southern arab islamist islamic sunni shiite shia muslim christian jewish "
            "orthodox catholic european asian african senior top local several "
            "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
            "twenty thirty forty fifty sixty seventy eighty ninety dozens hundreds thousands"
        )
    )
)
_REMEMBERED = 1 << 12  # names and sources: an article asks about each many times


@lru_cache(maxsize=_REMEMBERED)
def person_in(printed: str) -> str | None:
    """Return the name of the person in a source, without titles; None where it names a body or nobody.

    The head counts, and where it is an office an apposition that is a full name: "the ministry's spokeswoman, Ona Palst".
    """
    head, _, rest = printed.partition(",")
    found = _person(head)
    if found is None and rest and lex.ROLES & set(head.lower().split()):
        later = _person(rest)
        return later if later and " " in later else None
    return found


_CARD = 40  # code points of a full legal name behind a name


def without_card(name: str, behind: str) -> str:
    """Return a name without the card that a newsroom's system printed behind it: "Ona Palst Ona Maria PalstCouncil votes …".

    The sign is the surname, once more, with the next headline grown onto it.
    """
    whole = name + behind[:_CARD]
    for part in re.finditer(r"\S+", name):
        if re.search(rf"\b{re.escape(part[0])}[A-Z]", whole[part.end() : part.end() + _CARD]):
            return name[: part.end()]
    return name


@lru_cache(maxsize=_REMEMBERED)
def _person(head: str) -> str | None:
    best = None
    for found in NAME.finditer(head):
        if POSSESSIVE.search(found[0]):
            continue
        parts = _OWNER.sub("", found[0]).split()  # "Mr. Putin's Russia" is no person
        while parts and (parts[0].lower().strip(".") in _NO_FIRST or _is_of_a_party(parts)):
            parts.pop(0)
        name = " ".join(parts)
        if len(parts) == 1 and name.lower() in lex.ROLES:
            continue  # "Reports", "Officials" at the beginning of a sentence
        if _BODY_NAME.search(name):
            continue
        if parts and not any(part.lower().strip(".") in lex.NO_PERSON for part in parts) and name not in alias_index():
            best = name
    return best


# Titles, roles and function words, behind which a name begins.
_NO_FIRST = lex.NO_PERSON | NO_NAMES | lex.ROLES


# The last word of what is no person's name, whatever stands before it.
_BODY_NAME = re.compile(
    r"\b(?:Service|Times|Post|News|Agency|Bank|Institute|University|Cent(?:er|re)|Foundation|Association|Group|Front|Brigades?|Battalion|Corps|Fleet|Airlines?|Street|Square|Palace|Airport|Street|Act|Award)$"
)


def _is_of_a_party(parts: list[str]) -> bool:
    """Whether a name begins with a party's that only stands before it: "(the president of) Norway Hanna Weller"."""
    return len(parts) > 2 and parts[0] in alias_index()  # noqa: PLR2004 - a given name and a surname remain


@lru_cache(maxsize=_REMEMBERED)
def is_body(printed: str) -> bool:
    """Whether a printed name is that of a party, so of nobody in person; "Hamas spokesman Sami Abu Zuhri" is a person."""
    for mention in find(printed):
        if mention.kind is AliasKind.DEMONYM:
            continue
        first = mention.span.start == 0 or printed[: mention.span.start].strip().lower() == "the"
        if first and _person(printed[mention.span.end :].split(",", maxsplit=1)[0]) is None:
            return True
    return False


@lru_cache(maxsize=_REMEMBERED)
def full_name(printed: str) -> str | None:
    """Return a name without what only stands before or behind it, None unless it is a person's given name and surname, or more."""
    name = POSSESSIVE.sub("", printed)
    while name.partition(" ")[0].lower() in NO_NAMES:
        name = name.partition(" ")[2]
    parts = name.split()
    if not _SHORTEST <= len(parts) <= _LONGEST or any(part.lower().strip(".") in lex.NO_PERSON for part in parts):
        return None
    return None if is_body(name) else name


@lru_cache(maxsize=_REMEMBERED)
def subject(printed: str) -> str | None:
    """Return the person whom a name at the head of a sentence names, None for an owner, a body or nobody."""
    return None if POSSESSIVE.search(printed) or is_body(printed) else person_in(printed)


_SHORTEST, _LONGEST = 2, 4  # words of a person's name: given name and surname, a few more


def body_head(printed: str) -> str | None:
    """Return the noun that heads the name of a body: "ministry" of "the Azerbaijani Defence Ministry"."""
    words = [word.lower() for word in re.findall(r"[\w-]+", printed.split(",", maxsplit=1)[0])]
    for at, word in enumerate(words):
        if word in {"of", "for", "in"} and at:
            return words[at - 1] if words[at - 1] in lex.ROLES else None
    return words[-1] if words and words[-1] in lex.ROLES else None
