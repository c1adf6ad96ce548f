"""Parties that are named by the country they come from, favour or fight: "Syrian rebels", "pro-Russian separatists", "Iran-backed militia".

The adjective names no member of the state: rebels, separatists and an opposition speak against its government, and what a
state backs is not that state. Source of the word classes: Quirk et al., A Comprehensive Grammar of the English Language
(1985), appendix I on the prefixes pro- and anti- and on compounds with a participle.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from briefing.lexicon.parties import AliasKind, Mention, PartyKind, alias_index, find, parties
from briefing.model import Span

# What a party of revolt goes by: the noun as printed, and the one it is filed under.
NOUNS: dict[str, str] = {
    "rebel": "rebels", "insurgent": "rebels", "guerrilla": "rebels", "guerilla": "rebels", "insurgency": "rebels", "mutineer": "rebels",
    "separatist": "separatists", "secessionist": "separatists",
    "opposition": "opposition", "dissident": "opposition", "exile": "opposition",
}  # fmt: skip
_ADJECTIVES = r"(?:armed|main|mainstream|moderate|political|democratic|secular|exiled|Islamist|Sunni|Shiite|Shia|ethnic|anti-government|antigovernment|pro-democracy|Western-backed)"
_NOUN = re.compile(rf"(?:['’]s)?(?: {_ADJECTIVES}){{0,2}}[ -](?P<noun>{'|'.join(NOUNS)})s?\b(?! to\b)", re.IGNORECASE)
# "U.S.-led" and "Hamas-run" are the party's own; what it backs, feeds or put in office is not.
_FOREIGN = re.compile(
    r"[-–‑](?:backed|supported|aligned|allied|funded|financed|sponsored|trained|armed|friendly|installed|appointed|born|educated|based(?!\s(?:deputy\s)?(?:prime\s)?(?:minister|government|administration|authorit|official))|occupied|leaning|proposed|brokered)\b"
)
# Who is with or against somebody is not that one: "Syrian allies", "Israel's foes".
_OTHERS = re.compile(
    r"(?:['’]s?)?\s(?:\w+\s)?(?:all(?:y|ies)|opponents?|critics?|foes?|rivals?|neighbou?rs?|enem(?:y|ies)|adversar(?:y|ies)|patrons?|backers?|sponsors?|prox(?:y|ies)|sympathi[sz]ers?|friends)\b"
)
_REMEMBERED = 1 << 13  # texts: those of a chapter, each asked about by many
_PREFIX = 5  # code points of "anti-" and shorter
_LEANING = re.compile(r"\b(?:pro|anti|non)[-–‑ ]$", re.IGNORECASE)


@cache
def _adjectives() -> dict[str, str]:
    """The adjective of each state, disputed state and territory."""
    kinds = {PartyKind.STATE, PartyKind.UNRECOGNISED, PartyKind.TERRITORY}
    return {party.name: party.demonyms[0] for party in parties() if party.kind in kinds and party.demonyms}


@lru_cache(maxsize=_REMEMBERED)
def actors(text: str) -> tuple[Mention, ...]:
    """Return the parties named in a text, in order; rebels and oppositions as parties of their own, what a party only backs as none.

    A party of revolt that the table does not have is named by the adjective of its country and its noun: "Libyan rebels".
    """
    found: list[Mention] = []
    for mention in find(text):
        if (
            _LEANING.search(text, max(0, mention.span.start - _PREFIX), mention.span.start)
            and not mention.span.of(text)[0].islower()
        ):
            continue
        if _FOREIGN.match(text, mention.span.end) or _OTHERS.match(text, mention.span.end):
            continue
        found.append(_in_revolt(text, mention) or mention)
    return tuple(found)


def _in_revolt(text: str, mention: Mention) -> Mention | None:
    adjective = _adjectives().get(mention.party)
    if adjective is None or mention.kind not in {AliasKind.DEMONYM, AliasKind.NAME}:
        return None
    noun = _NOUN.match(text, mention.span.end)
    if noun is None:
        return None
    name = f"{adjective} {NOUNS[noun['noun'].lower()]}"
    party = alias_index().get(name, (name, AliasKind.NAME))[0]
    return Mention(span=Span(mention.span.start, noun.end()), party=party, kind=AliasKind.NAME)


# Where a group of the table fights or opposes the government. Public facts; a group at war in several states has none.
AT_HOME = {
    "Afghanistan": "Taliban|Haqqani network|Afghan Northern Alliance", "Syria": "Syrian opposition|Free Syrian Army|Islamic Front|Ahrar al-Sham|Jaish al-Islam|Hayat Tahrir al-Sham|Syrian Democratic Forces|YPG|Rojava",
    "Ukraine": "pro-Russian separatists|Donetsk People's Republic|Luhansk People's Republic", "Yemen": "Houthis|Southern Transitional Council", "Iraq": "Mahdi Army|Iraqi Kurdistan",
    "Turkey": "PKK|Gulen movement", "Pakistan": "Tehrik-i-Taliban Pakistan|Lashkar-e-Jhangvi|Balochistan Liberation Army", "Sri Lanka": "Tamil Tigers", "Libya": "LNA|Libyan rebels", "Nigeria": "Boko Haram|IPOB|Movement for the Emancipation of the Niger Delta",
    "Myanmar": "National Unity Government of Myanmar|MNDAA|TNLA|Three Brotherhood Alliance|Arakan Army|Kachin Independence Army|Karen National Union|Rohingya", "Philippines": "Abu Sayyaf|Moro Islamic Liberation Front|New People's Army", "Indonesia": "Free Papua Movement",
    "Sudan": "Rapid Support Forces|SPLM-N|Sudan Liberation Movement|Justice and Equality Movement|Darfur", "South Sudan": "SPLM-IO", "Ethiopia": "TPLF|Tigray|Oromo Liberation Army|Fano", "Somalia": "al-Shabaab",
    "DR Congo": "M23|Mai-Mai|CODECO|Allied Democratic Forces", "Uganda": "Lord's Resistance Army", "Central African Republic": "Seleka|anti-Balaka", "Cameroon": "Ambazonia", "Mozambique": "RENAMO", "Angola": "UNITA",
    "Mali": "Tuareg", "Colombia": "FARC|ELN|Gulf Clan", "Venezuela": "Venezuelan opposition", "Belarus": "Belarusian opposition", "Thailand": "Barisan Revolusi Nasional|Red Shirts", "Egypt": "Ansar Bayt al-Maqdis|Muslim Brotherhood", "Kosovo": "Kosovo Serbs", "Peru": "Shining Path", "Mexico": "Zapatistas|Sinaloa cartel", "Spain": "ETA|Catalonia", "Iran": "Mujahedeen-e-Khalq|Jaish al-Adl", "India": "Naxalites", "Cambodia": "Khmer Rouge",
}  # fmt: skip


@cache
def _homes() -> dict[str, str]:
    listed = {group: state for state, groups in AT_HOME.items() for group in groups.split("|")}
    return listed | {
        f"{adjective} {noun}": state for state, adjective in _adjectives().items() for noun in set(NOUNS.values())
    }


def at_home(party: str) -> str | None:
    """Return the state whose government a group fights or opposes at home, None where there is none or several."""
    return _homes().get(party)


def government_of(state: str) -> str | None:
    """Return what papers call the government of a state to tell it from others in the country: "Afghan government"."""
    adjective = _adjectives().get(state)
    return f"{adjective} government" if adjective else None


def is_unlisted(party: str) -> bool:
    """Whether a party stands in no table and is known by what the texts call it."""
    return party not in _listed()


@cache
def _listed() -> frozenset[str]:
    return frozenset(party.name for party in parties())
