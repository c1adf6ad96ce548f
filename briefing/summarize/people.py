"""The people of an article by their full names, so that a bare surname can be printed with the name and office it stands for.

Only what the article says itself is used, and only where it can mean one person: a surname that two people share, or that
nobody is introduced by, stays as it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property, lru_cache

from briefing.lexicon import alias_index
from briefing.lexicon import grammar_words as lex
from briefing.summarize.surnames import HONORIFIC, Surnames

_SMALL = r"[\w’'-]*[a-z]\w*"
_LETTERS = f"[A-Z]{_SMALL}"
_FULL = re.compile(
    r"[A-Z](?<!\w.)(?=[\w’'-]+ [A-Zabdiv])"  # the beginning of a word, and what begins the next: most capitals are no name
    rf"{_SMALL}(?: (?:{_LETTERS}|[A-Z]\.|[Aa]l-[A-Z][\w’'-]+|bin|ibn|van|von|de))*? (?:[Aa]l-)?{_LETTERS}\b(?! [A-Z][a-z])"
)
_WORD = re.compile(r"[\w.’'&-]+")
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

    def __init__(self, sentences: Sequence[str], known: Collection[str] = ()) -> None:
        """Read the sentences of an article; the surnames in `known` need no introduction."""
        bearers: dict[str, set[str]] = {}
        introduced: dict[str, str] = {}
        for sentence in sentences:
            for name in _FULL.finditer(sentence):
                if person := _person(name[0]):
                    bearers.setdefault(_surname(person), set()).add(person.split(maxsplit=1)[0])
                    if (office := _introduction(sentence, name.end(), person)) is not None:
                        introduced.setdefault(_surname(person), f"{office} {person}".strip())
        self._all = {surname: whole for surname, whole in introduced.items() if len(bearers[surname]) == 1}
        self._named = {surname: whole for surname, whole in self._all.items() if surname not in known}
        self._anyone = Surnames(self._all)
        self._mention = Surnames(self._named)
        self._sentences = sentences

    def bare(self, text: str) -> list[tuple[int, int, str]]:
        """Return where each surname that the text gives no more than that stands first: start, end, full name with office."""
        found: dict[str, tuple[int, int, str] | None] = {}
        for start, end, surname in self._mention.found(text):
            whole = _is_led(text, start) or _NO_PERSON_BEHIND.match(text, end)
            found.setdefault(surname, None if whole else (start, end, self._named[surname]))
        return [place for place in found.values() if place]

    def whole(self, name: str) -> str:
        """Return the full name with office for a surname, with Mr or Ms before it or without; any other name as it is."""
        surname = self._anyone.of(name)
        return self._all[surname] if surname else name

    def pronoun(self, text: str, before: str) -> tuple[int, int, str] | None:
        """Return the pronoun that a text opens with and the one person that the sentence before it names; None if there is doubt."""
        opening = _OPENS.match(text)
        if opening is None or self._persons(text[opening.end() :]):
            return None
        persons = self._persons(before)
        if len(persons) != 1 or (surname := persons.pop()) not in self._all:
            return None
        gender = _gender(opening[1])
        # "She spoke of Karlgren. She …": somebody else was spoken of already; "Karlgren … He …" tells a man.
        spoken = {_gender(word[1]) for word in _PERSONAL.finditer(before)}
        if spoken - {gender} or _PERSONAL.search(before, 0, before.find(surname)) or not _is_subject(before, surname):
            return None
        if self._told_genders.get(surname, gender) != gender:
            return None
        possessive = "’s" if opening[1].lower() in {"his", "her"} else ""
        return opening.start(1), opening.end(1), self._all[surname] + possessive

    @cached_property  # few sentences of few articles ask for it
    def _told_genders(self) -> dict[str, str]:
        """The gender of those whom pronouns behind their name, in sentences that name nobody else, tell one of."""
        votes: dict[str, Counter[str]] = {}
        for sentence in self._sentences:
            named = {surname for _, _, surname in self._anyone.found(sentence)}
            if len(named) != 1:
                continue
            pronouns = {_gender(word[1]) for word in _PERSONAL.finditer(sentence)}
            if len(pronouns) == 1:
                votes.setdefault(named.pop(), Counter())[pronouns.pop()] += 1
        return {name: counted.most_common(1)[0][0] for name, counted in votes.items()}

    def _persons(self, text: str) -> set[str]:
        """Return the surnames of all who are named in a text, introduced or not, and of those with an office and a surname."""
        found = {surname for _, _, surname in self._anyone.found(text)}
        for name in _FULL.finditer(text):
            if not _PLACED.search(text, 0, name.start()):
                person = _person(name[0])
                found.add(_surname(person) if person else name[0].split()[-1] if _titled(name[0]) else "")
        return found - {""}


def _is_subject(sentence: str, surname: str) -> bool:
    """Whether somebody opens a sentence, or says what stands in it."""
    at = sentence.find(surname)
    said = re.search(
        rf"\b(?:said|says|told|added|according to)(?: [\w.’'-]+){{0,5}} {re.escape(surname)}\b|\b{re.escape(surname)} (?:said|says|told|added)\b",
        sentence,
    )
    return not sentence.startswith("(") and (0 <= at <= _OPENING or said is not None)


_OPENING = 60  # code points in which a sentence names its subject, office included


_PERSONAL = re.compile(r"\b(he|she|his|him|her|hers|himself|herself)\b", re.IGNORECASE)


def _gender(pronoun: str) -> str:
    return "f" if pronoun.lower() in {"she", "her", "hers", "herself"} else "m"


def _titled(printed: str) -> bool:
    """Whether a run of words with capitals is an office and a surname: "Senator Palst"."""
    *office, surname = printed.split()
    return all(map(_is_of_office, office)) and not _is_of_office(surname) and office[-1].lower().rstrip(".") in _HOLDERS


_PLACED = re.compile(r"\b(?:in|near|outside|at) $")
_OPENS = re.compile(r"(?:(?:But|And|Yet|Still|So) )?(He|She|His|Her)\b(?=\s[a-z])")


def known_names(headlines: Iterable[str]) -> frozenset[str]:
    """Return the words with a capital that stand in two headlines or more: who heads the news needs no introduction."""
    counted = Counter(word for headline in headlines for word in set(re.findall(r"\b[A-Z][\w-]+", headline)))
    return frozenset(word for word, times in counted.items() if times > 1)


def _surname(person: str) -> str:
    """The surname: the last name, but the first where a hyphened given name follows it, as in Ban Ki-moon."""
    first, *_, last = person.split()
    return first if re.fullmatch(r"[A-Z][a-z]+-[a-z]+", last) else last


def _introduction(sentence: str, end: int, person: str) -> str | None:
    """Return the office with which a sentence introduces a person whose name ends at `end`, "" for a title; None for no introduction."""
    start = sentence.rindex(person, 0, end)
    office = _office(sentence[:start])
    if not (office or _APPOSITION.match(sentence, end) or re.search(f"{HONORIFIC}$", sentence[:start])):
        return None
    once = _ONCE.search(sentence, max(0, start - len(office) - _ONCE_REACH), start)
    # "(the world body's disarmament) chief": what an office begins with that is a mere role has lost the words before it.
    torn = office[:1].islower() and office.split()[0] in lex.ROLES
    return "" if once or torn else office


@lru_cache(maxsize=1 << 13)  # the names of a chapter, each printed by many
def _person(printed: str) -> str | None:
    """Return given names and surname of a run of words with capitals, without an office in front; None for no person."""
    parts = re.sub("['’]s?$", "", printed).split()
    while len(parts) > 1 and (_is_of_office(parts[0]) or parts[0].lower() in _NO_NAME):
        parts.pop(0)
    person = " ".join(parts)
    if (
        len(parts) == 1
        or _is_of_office(parts[-1])
        or _NO_PEOPLE.search(person)
        or _GROWN.search(person)
        or _TIMES & {part.lower() for part in parts}
    ):
        return None
    return None if person in alias_index() or any(part in alias_index() for part in parts) else person


_GROWN = re.compile(r"(?<!Mc)(?<!Mac)[a-z][A-Z]")  # the next headline grown onto a name: "TrumpGolden"
_NO_NAME = lex.PREPOSITIONS | lex.CONJUNCTIONS | lex.DETERMINERS | lex.ADVERBS | lex.PRONOUNS
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
