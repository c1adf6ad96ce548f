"""Which party a source speaks for: of the person named, else of the body named; nobody's where it is a private voice or unsure.

It knows what the roster learnt and what the words of a source say; it never looks at what is said.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefing.attribute.persons import person_in
from briefing.attribute.roster import FORMER, Roster
from briefing.lexicon import AliasKind, Mention, PartyKind, alias_index, parties
from briefing.lexicon import grammar_words as lex
from briefing.lexicon.offices import mentions as parties_named
from briefing.lexicon.revolt import NOUNS, at_home
from briefing.lexicon.together import parent_of

_OFFICES = r"Ministry|President|Prime|Foreign|Defen[cs]e|Army|Armed|Air|Navy|Government|Parliament|Police|Forces|Minister|Secretary|Ambassador|Embassy|Security|Interior|Supreme|State|Health|General|Council|Department|Spokes\w+|Envoy|Chief|Leader|King|Emir|Crown|Justice|Finance|Deputy|Vice|Chancellor|National"
_OTHER_NAME = re.compile(rf" (?!(?:{_OFFICES})\b)[A-Z][a-z]+")


_SERVES = re.compile(
    r"(?:spokes\w+|advis[eo]rs?|aides?|chief of staff|envoy|office|deputy)\s+(?:for|to|of)\s+(?:[\w.’'-]+\s+){0,4}?(?P<one>(?:[A-Z][\w-]+\s+)?[A-Z][\w-]+)$"
    r"|(?P<two>(?:[A-Z][\w-]+\s+)?[A-Z][\w-]+)[’']s?\s+(?:\w+\s+)?(?:spokes\w+|office|advis[eo]rs?|aides?|government|administration|cabinet|regime)"
)


def _of_somebody(speaker: str, roster: Roster) -> str | None:
    """As in "a spokesman for Prime Minister Ona Palst", "Palst's office": the party of the one who is served."""
    found = _SERVES.search(speaker.split(" (", maxsplit=1)[0])
    if found is None:
        return None
    return roster.party_of_person((found["one"] or found["two"]).strip())


def party_in(speaker: str, roster: Roster) -> str | None:
    """Return the party a source speaks for: of the person named, else of the body named; None if it is a private voice or unsure.

    What the user declared wins: a side instead of its party. His own words decide at once, a country's only where the source
    speaks for it.
    """
    if speaker not in roster.sources:
        roster.sources[speaker] = _party_of(speaker, roster)
    return roster.sources[speaker]


def _party_of(speaker: str, roster: Roster) -> str | None:
    declared = roster.declared_in(speaker) if roster.declared else None
    if declared and declared[1] not in _known_words():
        return declared[0]
    party = _learnt(speaker, roster)
    if party is None or not roster.declared:
        return party
    return declared[0] if declared else roster.declared_for(party) or party


@cache
def _known_words() -> frozenset[str]:
    """Every alias of the table, in lower case."""
    return frozenset(alias.lower() for alias in alias_index())


def _learnt(speaker: str, roster: Roster) -> str | None:
    """The party of a source by what the material and the table say."""
    speaker = _ASIDE.split(speaker, maxsplit=1)[0]
    if _is_of_several(speaker, roster):
        return None
    words = [word.lower() for word in re.findall(r"[\w-]+", speaker)]
    if FORMER.search(speaker):
        return None  # who has left an office speaks for himself
    person = person_in(speaker)
    mentions = [mention for mention in parties_named(speaker) if not _is_surname(mention, speaker, person)]
    if person and any(
        person in mention.span.of(speaker) or mention.span.of(speaker) in person
        for mention in mentions
        if mention.kind is not AliasKind.ORGAN
    ):
        person = None
    if person and (party := roster.party_of_person(person)):
        return party
    if (foe := _ANTI.search(speaker)) and (opposed := _opposed(foe[1], roster)):
        return opposed
    if _is_private(speaker, words, mentions):
        return None
    if not mentions:
        served = _of_somebody(speaker, roster)
        mentions = [] if served else list(roster.bare.mentions(speaker.split(",", maxsplit=1)[0], ()))
        if not mentions:
            return served
    return _of_body(speaker, mentions, named=person is not None and not (lex.ROLES & set(words)))


# Those who watch a state, or report from it, are not the state: "Israeli media", "an Israeli human rights group".
_WATCHES = re.compile(
    r"\b(?:human rights|rights|monitoring|watchdog|advocacy|aid) (?:groups?|organi[sz]ations?|commission|cent(?:er|re)|activists?|agenc(?:y|ies)|workers?|watchdog)\b"
    r"|\bwatchdogs?\b|\bmedia\b|\bpress\b(?! (?:secretary|office|service|attach[eé]|conference|centre|center))|\bnewspapers?\b|\bdaily\b|\bbroadcasters?\b|\bthink tank\b"
    r"|\bspecialists?\b|\bhawks?\b|\bdoves?\b|\bwatchers?\b|(?<!central )\bbanks?\b|\bpeople\b",
    re.IGNORECASE,
)
_STATE_RUN = re.compile(r"\bstate\b|\bstate-|\bofficial\b|\bgovernment\b|\bministry\b|\bmilitary\b", re.IGNORECASE)
_KINDS = {party.name: party.kind for party in parties()}


def _is_private(speaker: str, words: Sequence[str], mentions: Sequence[Mention]) -> bool:
    """Whether a source speaks for nobody but itself; activists of a revolt speak for it, and bodies for themselves."""
    if _ORDINARY.search(speaker) and not _OFFICE.search(speaker):
        return True
    revolts = any(at_home(mention.party) for mention in mentions)
    if any(word in lex.PRIVATE for word in words) and not (revolts and {"activist", "activists"} & set(words)):
        return True
    watches = _WATCHES.search(speaker) and not _STATE_RUN.search(speaker)
    return bool(watches) and not any(_KINDS.get(mention.party) is PartyKind.BODY for mention in mentions)


# People in the street, whom papers give an age or a trade, whatever flag they carry.
_ORDINARY = re.compile(
    r"\b\d{1,2}-year-old\b|, \d{1,2}(?:,|$)|\b(?:nurses?|teachers?|drivers?|shopkeepers?|owners?|workers?|businessm[ae]n|businesswom[ae]n|housewi(?:fe|ves)|engineers?|"
    r"fisherm[ae]n|students?|retirees?|pensioners?|mothers?|fathers?|widows?|neighbou?rs?|demonstrators?|protesters?|tourists?|passengers?|volunteers?)\b",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"\b(?:ministers?|ministry|president|premier|spokes\w+|leaders?|commanders?|general|officials?|ambassador|envoy|governor|mayor|lawmakers?|senator|secretary|union|director|chief)\b",
    re.IGNORECASE,
)


_AND = re.compile(r"\s+and\s+(?:the\s+)?(?=[A-Z])")


def _is_of_several(speaker: str, roster: Roster) -> bool:
    """Whether people or parties of two sides are joined: "Secretary Ona Palst and Minister Ilo Marsh" speak for neither alone."""
    joint = _AND.search(speaker)
    if joint is None:
        return False
    left, right = speaker[: joint.start()], speaker[joint.end() :]
    named = parties_named(right)
    begins = bool(named) and named[0].span.start == 0 and named[0].kind is not AliasKind.ORGAN
    person = person_in(right)
    if not begins and not (person and roster.party_of_person(person)):
        return False
    one, other = _learnt(left, roster), _learnt(right, roster)
    return one != other and other is not None and (one is None or parent_of(one) != parent_of(other))


_ANTI = re.compile(r"\banti-([A-Z][\w’'-]+|government|regime)\b")


def _opposed(foe: str, roster: Roster) -> str | None:
    """As in "an anti-Palst activist", "anti-government fighters": who revolts against the state of the one named, in this material."""
    state = roster.party_of_person(foe) if foe[0].isupper() else roster.bare.party_of("government")
    foes = {roster.bare.party_of(noun) for noun in NOUNS}
    found = [party for party in foes if party and state and at_home(party) == state]
    return found[0] if len(found) == 1 else None


# A clause behind a speaker tells what he does, not who he is.
_ASIDE = re.compile(
    r",\s(?=(?:speaking|who|which|talking|writing|referring|addressing|answering|asked|visiting|after|while|when|during)\b)"
)


def _is_surname(mention: Mention, speaker: str, person: str | None) -> bool:
    """Whether a name of a place is the surname of the speaker: "Kate Washington"."""
    return (
        bool(person)
        and " " in str(person)
        and str(person).split()[-1] == mention.span.of(speaker)
        and mention.kind in {AliasKind.NAME, AliasKind.SEAT}
    )


_DIRECTIONS = frozenset(
    ("eastern", "western", "northern", "southern", "central", "downtown")
)  # "officials in eastern Chile"


def _of_body(speaker: str, mentions: Sequence[Mention], *, named: bool) -> str | None:
    """Return the first party named that the source is not merely with, in or about; None for a person without a role."""
    for mention in mentions:
        before = [word.lower() for word in re.findall(r"[\w’'-]+", speaker[: mention.span.start])]
        while before and (before[-1] == "the" or before[-1] in _DIRECTIONS):
            before.pop()
        last = before[-1] if before else ""
        if last in lex.ELSEWHERE or (last == "in" and not lex.PUBLIC & set(before)):
            continue
        if mention.kind in {AliasKind.NAME, AliasKind.SEAT} and _OTHER_NAME.match(speaker, mention.span.end):
            continue  # "Russia Matters", "Damascus University": a name of something else
        if named and mention.kind is not AliasKind.ORGAN:
            return None
        return mention.party
    return None
