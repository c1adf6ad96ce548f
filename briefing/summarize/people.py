"""The people of an article by their full names, so that a bare surname can be printed with the name and office it stands for.

Only what the article says itself is used, and only where it can mean one person: a surname that two people share, or that
nobody is introduced by, stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

from briefing.lexicon import alias_index
from briefing.lexicon import grammar_words as lex

_LETTERS = r"[A-Z][\w’'-]*[a-z]\w*"
_FULL = re.compile(
    rf"\b{_LETTERS}(?: (?:{_LETTERS}|[A-Z]\.|[Aa]l-[A-Z][\w’'-]+|bin|ibn|van|von|de))*? (?:[Aa]l-)?{_LETTERS}\b(?! [A-Z][a-z])"
)
_WORD = re.compile(r"[\w.’'&-]+")
_HONORIFIC = r"(?:Mr|Mrs|Ms|Dr)\.? "
_MOST_OFFICE = 6  # words of an office in front of a name
_REACH = 60  # code points in which an apposition names an office
_LINKS = frozenset(("of", "the", "and", "for", "to", "on", "in"))
# Words of names that are no people's: bodies, places, works.
_NO_PEOPLE = re.compile(
    r"\b(?:House|Council|Ministry|Department|Office|Committee|Commission|Union|Nations|States|Kingdom|Army|Forces?|Guards?|Agency|Party|Court|"
    r"Service|Times|Post|News|Journal|Bank|Institute|University|Cent(?:er|re)|Foundation|Association|Group|Front|Brigades?|Street|Square|"
    r"Palace|Airport|Act|Award|Strip|Sea|Gulf|Hills?|City|Province|Watch|International|Treaty|Accords?|Agreement|Church|School|Hospital|Corp|Inc|Ltd|Reconciliation|"
    r"North|South|East|West|New|San|Saint|Los|El|Great|Middle)\b"
)
# What makes a surname in front of it something else than a person: "the Obama administration".
_NO_PERSON_BEHIND = re.compile(
    r"(?:[’']s?)? ?(?:administration|government|regime|era|campaign|doctrine|family|camp|team|presidency)\b|-\w| [A-Z][a-z]"
)
_APPOSITION = re.compile(
    r", (?:an?|the|who (?:is|was|heads|leads)|[A-Z][\w’'-]+[’']s) [^,.;]{0,40}?\b(?:"
    + "|".join(sorted(lex.ROLES))
    + r")\b"
)


class People:
    """The full names of one article by surname: "Ryabkov" stands for "Deputy Foreign Minister Sergei Ryabkov"."""

    def __init__(self, sentences: Iterable[str], known: Collection[str] = ()) -> None:
        """Read the sentences of an article; the surnames in `known` need no introduction."""
        met: dict[str, dict[str, str]] = {}
        for sentence in sentences:
            for name in _FULL.finditer(sentence):
                person, office = _introduced(sentence, name)
                if person:
                    given, surname = person.split()[0], _surname(person)
                    met.setdefault(surname, {}).setdefault(given, f"{office} {person}".strip())
        self._all = {surname: next(iter(ways.values())) for surname, ways in met.items() if len(ways) == 1}
        self._named = {
            surname: next(iter(ways.values()))
            for surname, ways in met.items()
            if len(ways) == 1 and surname not in known
        }
        surnames = "|".join(map(re.escape, sorted(self._named, key=lambda name: (-len(name), name))))
        self._mention = re.compile(rf"(?<![\w’'.-])(?:{_HONORIFIC})?({surnames})\b") if surnames else None

    def bare(self, text: str) -> list[tuple[int, int, str]]:
        """Return where each surname that the text gives no more than that stands first: start, end, full name with office."""
        found: dict[str, tuple[int, int, str] | None] = {}
        for mention in self._mention.finditer(text) if self._mention else ():
            whole = _is_led(text, mention.start()) or _NO_PERSON_BEHIND.match(text, mention.end())
            found.setdefault(mention[1], None if whole else (mention.start(), mention.end(), self._named[mention[1]]))
        return [place for place in found.values() if place]

    def pronoun(self, text: str, before: str) -> tuple[int, int, str] | None:
        """Return the pronoun that a text opens with and the one person that the sentence before it names; None if there is doubt."""
        opening = _OPENS.match(text)
        if opening is None or self._persons(text[opening.end() :]):
            return None
        persons = self._persons(before)
        if len(persons) != 1 or (surname := persons.pop()) not in self._all:
            return None
        possessive = "’s" if opening[1].lower() in {"his", "her"} else ""
        return opening.start(1), opening.end(1), self._all[surname] + possessive

    def _persons(self, text: str) -> set[str]:
        """Return the surnames of all who are named in a text, introduced or not."""
        full = (person for name in _FULL.finditer(text) if (person := _person(name[0])))
        return {_surname(person) for person in full} | {
            name for name in self._all if re.search(rf"\b{re.escape(name)}\b", text)
        }


_OPENS = re.compile(r"(?:(?:But|And|Yet|Still|So) )?(He|She|His|Her)\b(?=\s[a-z])")


def known_names(headlines: Iterable[str]) -> frozenset[str]:
    """Return the words with a capital that stand in two headlines or more: who heads the news needs no introduction."""
    counted = Counter(word for headline in headlines for word in set(re.findall(r"\b[A-Z][\w-]+", headline)))
    return frozenset(word for word, times in counted.items() if times > 1)


def _surname(person: str) -> str:
    """The surname: the last name, but the first where a hyphened given name follows it, as in Ban Ki-moon."""
    first, *_, last = person.split()
    return first if re.fullmatch(r"[A-Z][a-z]+-[a-z]+", last) else last


def _introduced(sentence: str, name: re.Match[str]) -> tuple[str, str]:
    """Return the given names and surname of a person who is introduced with an office or a title, and the office; "" without."""
    person = _person(name[0])
    if person is None:
        return "", ""
    start = sentence.rindex(person, 0, name.end())
    office = _office(sentence[:start])
    if not (office or _APPOSITION.match(sentence, name.end()) or re.search(f"{_HONORIFIC}$", sentence[:start])):
        return "", ""
    once = _ONCE.search(sentence, max(0, start - len(office) - _ONCE_REACH), start)
    # "(the world body's disarmament) chief": what an office begins with that is a mere role has lost the words before it.
    torn = office[:1].islower() and office.split()[0] in lex.ROLES
    return person, "" if once or torn else office


def _person(printed: str) -> str | None:
    """Return given names and surname of a run of words with capitals, without an office in front; None for no person."""
    parts = re.sub("['’]s?$", "", printed).split()
    while len(parts) > 1 and _is_of_office(parts[0]):
        parts.pop(0)
    person = " ".join(parts)
    if (
        len(parts) == 1
        or _NO_PEOPLE.search(person)
        or _GROWN.search(person)
        or _TIMES & {part.lower() for part in parts}
    ):
        return None
    return None if person in alias_index() or any(part in alias_index() for part in parts) else person


_GROWN = re.compile(r"(?<!Mc)(?<!Mac)[a-z][A-Z]")  # the next headline grown onto a name: "TrumpGolden"
_TIMES = lex.WEEKDAYS | lex.MONTHS


def _is_of_office(word: str) -> bool:
    low = word.lower().rstrip(".")
    return low in lex.OFFICE_WORDS or low in lex.ROLES or low in lex.NO_PERSON or word in alias_index()


def _office(before: str) -> str:
    """Return the office that a text ends with: "… said Deputy Foreign Minister " → "Deputy Foreign Minister"; "" for none.

    An office holds "of" only where a minister's or secretary's realm follows. One that was held once is none to be named by.
    """
    taken: list[str] = []
    for word in reversed(_WORD.findall(before)[-_MOST_OFFICE:]):
        realm = word == "of" and taken and taken[0] in _REALMS
        if not (realm or (_is_of_office(word) and word not in _LINKS) or (taken and taken[0] == "of")):
            break
        taken.insert(0, word)
    while taken and (taken[0].lower() in lex.DETERMINERS | lex.CONJUNCTIONS or not _is_of_office(taken[0])):
        taken.pop(0)
    office = " ".join(taken)
    holder = (taken[: taken.index("of")] if "of" in taken else taken)[-1:]
    holds = any(word.lower().rstrip(".") in _HOLDERS for word in holder)
    return office if holds and before.endswith(f"{office} ") else ""


_REALMS = frozenset(("State", "Defense", "Defence", "Foreign", "Interior"))
_BODIES_OF_PEOPLE = re.compile(
    r"(?:agreement|accord|message|ministry|police|army|military|navy|force|government|cabinet|parliament|council|court|commission|committee|agency|office|department|"
    r"administration|authority|party|opposition|group|organi[sz]ation|people|media|report|statement|newspaper|channel|television|radio|study|survey|poll|document|letter|"
    r"memo|company|bank|union|federation|leadership|regime|coalition|alliance|mission|embassy|consulate|foundation|institute|institution|charity|ngo|observatory|network|"
    r"association|delegation|family|campaign|nation|country|bloc|body|airline|some|many|women|men|mother|father|brother|sister|wife|husband|son|daughter|\w+s)"
)
# Words for one person that holds an office.
_HOLDERS = frozenset(word for word in lex.ROLES if not _BODIES_OF_PEOPLE.fullmatch(word)) | frozenset(
    ("gen", "col", "lt", "maj", "sen", "rep", "sheikh")
)
_ONCE = re.compile(r"\b(?:former|ex|then|late|deposed|ousted|retired|onetime)\b", re.IGNORECASE)
_ONCE_REACH = 40  # code points before an office in which it is said that it was held once


def _is_led(text: str, start: int) -> bool:
    """Whether a given name or an office stands in front, with which the surname is whole already."""
    word = re.search(r"([\w.’'-]+) $", text[:start])
    if word is None:
        return False
    low = word[1].lower().rstrip(".")
    opens = word.start() == 0 or text[: word.start()].rstrip()[-1:] in '.“"'
    return low in _HOLDERS or (
        word[1][0].isupper()
        and low not in _TIMES
        and not (opens and low in lex.PREPOSITIONS | lex.CONJUNCTIONS | lex.ADVERBS)
    )
