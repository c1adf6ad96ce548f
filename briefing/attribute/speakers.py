"""Who a source is, inside one article: a pronoun, a surname, a role is led back to the fullest form that is certain.

What cannot be told stays as printed. Nothing here knows a party or another article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from briefing.attribute.persons import NAME, body_head, full_name, is_body, person_in, subject, without_card
from briefing.lexicon import grammar_words as lex

# A title that one person of an article bears names that person: "the president" where only "President Palst" is met.
_TITLES = "President|Premier|Chancellor|King|Pope|Governor|Mayor"
_TITLE_IN = re.compile(rf"(?:{_TITLES})\s")  # what few sentences have, found without a look at each word
_TITLED = re.compile(rf"\b({_TITLES})\s+((?:[A-Z][\w’'-]+\s+)?(?:[A-Z]\.\s+)?[A-Z][\w-]+)")
_BODIES = frozenset(
    (
        "ministry",
        "army",
        "government",
        "council",
        "commission",
        "agency",
        "party",
        "group",
        "police",
        "court",
        "bank",
        "committee",
        "office",
        "department",
        "union",
        "company",
        "rebels",
        "militants",
        "movement",
        "authorities",
        "military",
        "opposition",
        "coalition",
    )
)


def _bearers(table: dict[str, str]) -> dict[str, frozenset[str]]:
    return {noun: frozenset((noun, *titles.split())) for noun, titles in table.items()}


# What a person just named may be called next, by the title he bears: an ayatollah is "the cleric".
_BEARERS = _bearers(
    {
        "leader": "president premier chancellor king emir sheikh chairman chairwoman ayatollah",
        "president": "",
        "minister": "",
        "premier": "prime",
        "spokesman": "",
        "spokeswoman": "",
        "spokesperson": "spokesman spokeswoman",
        "general": "gen",
        "officer": "gen lt col maj capt colonel general major captain",
        "commander": "gen col general colonel",
        "official": "secretary minister undersecretary adviser advisor director deputy",
        "diplomat": "ambassador envoy consul",
        "envoy": "ambassador representative",
        "ambassador": "",
        "secretary": "",
        "cleric": "ayatollah imam sheikh mullah archbishop bishop cardinal rabbi",
        "pontiff": "pope",
        "monarch": "king queen emir",
        "senator": "sen",
        "congressman": "rep",
        "congresswoman": "rep",
        "lawmaker": "sen rep senator congressman congresswoman mp",
    }
)


@dataclass(slots=True)
class Cast:
    """The speakers met so far in an article, in reading order; people by their last names, bodies by their head nouns."""

    full: dict[str, str] = field(default_factory=dict)
    given: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    bodies: dict[str, str] = field(default_factory=dict)
    titled: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    last_person: str | None = None
    last_body: str | None = None
    last_any: str | None = None
    paragraph: int = -1
    called: dict[str, str] = field(default_factory=dict)  # "he" or "she", by surname, from pronouns that were certain
    fresh: int = 0  # sentences in which the person last met as a subject may still be meant by a pronoun

    def resolve(self, printed: str, paragraph: int) -> str:
        """Return the fullest certain form of a source as printed in `paragraph`, and remember it."""
        printed = printed.strip(" ,;")
        low = printed.lower().strip()
        recent = paragraph - self.paragraph <= 1
        if low in lex.PERSONAL or low in {"he himself", "she herself"}:
            known = self._meant(low) if recent or self.fresh else None
            return self._said(known or printed, paragraph)
        if low in {"it", "they"}:
            return self._said(self.last_body if recent and self.last_body else printed, paragraph)
        if low in lex.PRONOUNS:
            return printed
        if low.startswith(("the ", "this ")) and not any(c.isupper() for c in printed[4:]):
            known = self._role(low, recent=recent) or printed
            if low.rsplit(maxsplit=1)[-1] in _BODIES:
                self.last_body = known
            return self._said(known, paragraph)
        return self._named(printed, paragraph)

    def _meant(self, pronoun: str) -> str | None:
        """Whom "he" or "she" means: the last person, where neither title nor an earlier pronoun contradicts."""
        person = self.last_person and person_in(self.last_person)
        if not person or not self.last_person or not _agrees(pronoun, self.last_person):
            return None
        surname = person.rsplit(maxsplit=1)[-1]
        gender = pronoun.split(maxsplit=1)[0]
        return self.last_person if self.called.setdefault(surname, gender) == gender else None

    def _role(self, low: str, *, recent: bool) -> str | None:
        """As in "the ministry" is the last body whose name holds the noun, "the minister" the last person cued as one."""
        noun = low.rsplit(maxsplit=1)[-1]
        if noun in {"statement", "letter", "memo", "tweet", "post", "communique", "communiqué"}:
            return self.last_any if recent else None
        known = self.bodies.get(noun)
        if known is not None:
            return known
        holders = self.titled.get(noun, set())
        if len(holders) == 1:
            surname = next(iter(holders))
            return self.full.get(surname, surname)
        if not (recent and self.last_person):
            return None
        borne = set(re.findall(r"[\w-]+", self.last_person.lower()))
        return self.last_person if borne & _BEARERS.get(noun, frozenset()) else None

    def _named(self, printed: str, paragraph: int) -> str:
        person = None if is_body(printed) else person_in(printed)
        if person is None:
            head = body_head(printed)
            known = self.bodies.get(head) if head else None
            full = (
                known
                if known and known.lower().endswith(printed.lower().removeprefix("the ")) and len(known) > len(printed)
                else printed
            )
            if head:
                self.bodies[head] = full
            self.last_body = full
            return self._said(full, paragraph, keep=True)
        if _are_two(printed):
            self.last_person = None  # neither "he" nor a surname leads back to two together
            return self._said(printed, paragraph, keep=True)
        key = person.rsplit(maxsplit=1)[-1]
        if " " in person:
            self.given[key].add(person.split()[0].rstrip("."))
        if self._shared(key, person):
            self.last_person = printed
            return self._said(printed, paragraph, keep=True)
        known = self.full.get(key)
        if known and _TITLE.match(printed) and not lex.ROLES & set(known.lower().replace(",", " ").split()):
            known = None  # "President Palst" is not the Ida Palst whom the text met in passing
        if known is None or (len(printed) > len(known) and " " in person):
            self.full[key] = known = printed  # a longer print of the same person; a role once learnt is kept
        for noun in lex.ROLES & set(known.lower().replace(",", " ").split()):
            self.bodies[noun] = known
        self.last_person = known
        return self._said(known, paragraph, keep=True)

    def _shared(self, surname: str, person: str) -> bool:
        """Whether people of several given names bear a surname, so that it alone names none of them."""
        given = self.given[surname]
        if len(given) > _FAMILY:
            return True
        others = given - {person.split(maxsplit=1)[0].rstrip(".")} if " " in person else given
        full = [
            name
            for name in others
            if not any(name != other and (other.startswith(name) or name.startswith(other)) for other in others)
        ]
        return len(full) > 1 if " " not in person else bool(full)

    def _said(self, speaker: str, paragraph: int, *, keep: bool = False) -> str:
        self.paragraph = paragraph
        self.last_any = speaker
        if not keep and person_in(speaker):
            self.last_person = speaker
        return speaker

    def meet(self, printed: str, paragraph: int) -> bool:
        """Take note of the person a sentence without a cue is about: a pronoun in the next one means that person.

        Returns whether it is about a person.
        """
        if printed.lower() in lex.PERSONAL and self.last_person and paragraph - self.paragraph <= 1:
            self.paragraph = paragraph  # it still speaks of the same one
            return True
        about = bool(person_in(printed)) and not is_body(printed) and _is_name(printed)
        if about:
            key = (person_in(printed) or "").rsplit(maxsplit=1)[-1]
            self.last_person = self.full.setdefault(key, printed) if not self._shared(key, key) else printed
            self.paragraph = paragraph
        return about

    def knows(self, person: str) -> bool:
        """Whether a person has been named in full."""
        return person.rsplit(maxsplit=1)[-1] in self.given

    def learn(self, sentence: str) -> None:
        """Remember full names of people met in running text, so that a bare surname later on can be led back.

        Whom the sentence is about is whom a pronoun in it, or in the next two, means.
        """
        for found in _TITLED.finditer(sentence) if _TITLE_IN.search(sentence) else ():
            name = without_card(found[2], sentence[found.end() :])
            self.titled[found[1].lower()].add(name.rsplit(maxsplit=1)[-1])
        for printed in NAME.findall(sentence):
            # One word of letters alone is no full name.
            if not printed.isalpha() and (whole := full_name(printed)):
                parts = whole.split()
                self.full.setdefault(parts[-1], whole)
                self.given[parts[-1]].add(parts[0].rstrip("."))
        self._focus(sentence)

    def _focus(self, sentence: str) -> None:
        self.fresh = max(0, self.fresh - 1)
        opening = _OPENING.match(sentence)
        found = NAME.match(sentence, opening.end() if opening else 0)
        person = subject(found[0]) if found else None
        key = person.rsplit(maxsplit=1)[-1] if person else None
        if person and key in self.full and not self._shared(key, person):
            self.last_person, self.fresh = self.full[key], _AGE + 1


# What stands before the subject of a sentence: "Addressing the council, ", "In his own remarks, ", "At the summit, ".
_OPENING = re.compile(
    r"(?:(?:[A-Z][a-z]+(?:ing|ed)|In|On|At|After|Before|During|While|When|As|Earlier|Later|Meanwhile|But|And)\b[^,“”\"]{0,80}, )?"
)
_TITLE = re.compile(
    r"(?:[A-Z][\w’'-]+ )?(?:President|Premier|Prime Minister|Chancellor|King|Queen|Pope|Senator|Governor|Secretary)\s+[A-Z]"
)
_AGE = 2  # sentences
_FAMILY = 12  # given names that nobody has to compare any more: a surname that more bear is shared, whatever they are short for


def _is_name(subject: str) -> bool:
    """Whether a phrase is a name with titles and roles, no clause that happens to hold one."""
    words = subject.split(",", maxsplit=1)[0].split()
    return len(words) <= _LONGEST_NAME and all(word[0].isupper() or word.lower() in _IN_NAMES for word in words)


_IN_NAMES = lex.ROLES | lex.LINKS | lex.ARTICLES
_LONGEST_NAME = 8
_SHE, _HE = (
    re.compile(r"\b(?:Mrs|Ms|Miss|spokeswoman|Queen|chairwoman|Congresswoman|Baroness|Lady)\b"),
    re.compile(r"\b(?:Mr|spokesman|King|Sheikh|chairman|Congressman|Lord|Prince|Ayatollah|Pope)\b"),
)


def _are_two(printed: str) -> bool:
    """Whether a source is two people: "Secretary Ona Palst and Minister Ivo Karlgren"."""
    one, _, other = printed.partition(",")[0].partition(" and ")
    return bool(other) and person_in(one) is not None and person_in(other) is not None


def _agrees(pronoun: str, person: str) -> bool:
    """Whether nothing in a person's printed form contradicts the pronoun."""
    return not (_HE.search(person) if pronoun.startswith("she") else _SHE.search(person))
