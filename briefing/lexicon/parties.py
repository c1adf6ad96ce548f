"""Who is who in world news: states, blocs, bodies and armed groups by the words that papers use for them.

A table of public facts (`parties.tsv`; its sources stand at its head) and a matcher. It knows no conflict, no side, no
leader: who stands with whom is what the texts say. It refuses to guess: a word that also means something else is absent,
and a word of two parties belongs to the one that `PRECEDENCE` names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from briefing.model import Span


class PartyKind(StrEnum):
    """What a party is in law or in fact; listing says nothing about legitimacy."""

    STATE = "state"
    UNRECOGNISED = "unrecognised"  # statehood or status disputed
    TERRITORY = "territory"  # a part of a state, or a disputed region, that speaks for itself
    BODY = "body"  # international or mediating organisation, court, aid or rights organisation
    BLOC = "bloc"  # organisation of states that acts as one
    GROUP = "group"  # armed group, movement, people as a party


class AliasKind(StrEnum):
    """What an alias is to its party. In doubt the earlier one counts: "Singapore" is a name before it is a capital."""

    NAME = "name"
    DEMONYM = "demonym"  # adjectives and nationals
    SEAT = "seat"  # capitals and buildings that stand for a government
    ORGAN = "organ"  # forces, services, parliaments, ministries that no other party has under that name


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A party. `names` begins with `name`; `parent` is the side it belongs to where nobody disputes that, else None."""

    name: str
    kind: PartyKind
    parent: str | None
    names: tuple[str, ...]
    demonyms: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()

    def aliases(self) -> Iterator[tuple[str, AliasKind]]:
        """Every word that stands for the party, with its kind, names first."""
        for kind, aliases in zip(AliasKind, (self.names, self.demonyms, self.seats, self.organs), strict=True):
            for alias in aliases:
                yield alias, kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A party named in a text: the span of the alias alone, without possessive or "-led"."""

    span: Span
    party: str
    kind: AliasKind


# Words of two parties, and whom they mean in print.
PRECEDENCE: Mapping[str, str] = MappingProxyType(
    {
        "Congolese": "DR Congo",  # twenty times the people, and AP's "Congo" without addition
        "Dominican": "Dominican Republic",  # Dominica has 70,000 inhabitants
        "Dominicans": "Dominican Republic",
        "Brussels": "EU",  # as a metonym; Belgium's government is rarely meant abroad
        "RSF": "Rapid Support Forces",  # in war reports since 2023; Reporters Without Borders under its full name
    }
)

_PARTY_OF_NONE = "-"
_ARTICLE_OF_NAMES = "al-"  # begins a sentence as "Al-"
# What stands between a party and an organ that is then the party's own: "Armenia's Security Council".
_OWNERSHIP = frozenset((" ", "'s ", "' "))
_SAME_LENGTH = (("’", "'"), ("‑", "-"), ("\xa0", " "))
_CAPITALS = "A-ZÀ-ÖØ-ÞČĐĒĞİŁŠŽȘŞŌ"


def _rows() -> Iterator[list[str]]:
    table = files("briefing.lexicon").joinpath("parties.tsv").read_text(encoding="utf-8")
    return (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))


def _split(cell: str) -> tuple[str, ...]:
    found = cell.split("|") if cell else []
    return tuple(found + [alias.capitalize()[:3] + alias[3:] for alias in found if alias.startswith(_ARTICLE_OF_NAMES)])


@cache
def parties() -> tuple[Party, ...]:
    """Return all parties in the order of the table."""
    return tuple(
        Party(
            name=name,
            kind=PartyKind(kind),
            parent=parent or None,
            names=tuple(dict.fromkeys(_split(name) + _split(names))),
            demonyms=_split(demonyms),
            seats=_split(seats),
            organs=_split(organs),
        )
        for name, kind, parent, names, demonyms, seats, organs in _rows()
        if name != _PARTY_OF_NONE
    )


@cache
def alias_index() -> Mapping[str, tuple[str, AliasKind]]:
    """Return every alias with its party and what it is to it; straight apostrophes and hyphens only."""
    index: dict[str, tuple[str, AliasKind]] = {}
    for party in parties():
        for alias, kind in party.aliases():
            if PRECEDENCE.get(alias, party.name) == party.name:
                index.setdefault(alias, (party.name, kind))
    return MappingProxyType(index)


_REMEMBERED = 1 << 13  # texts: those of a chapter, each asked about by many


@dataclass(frozen=True, slots=True)
class _Matcher:
    """Words that can begin an alias, and what can follow each: (alias, party or None, kind), longest first."""

    starts: re.Pattern[str]
    continuations: Mapping[str, tuple[tuple[str, str | None, AliasKind], ...]]


@cache
def _matcher() -> _Matcher:
    entries: list[tuple[str, str | None, AliasKind]] = [
        (alias, party, kind) for alias, (party, kind) in alias_index().items()
    ]
    for name, _, _, phrases, *_ in _rows():
        if name == _PARTY_OF_NONE:
            entries.extend((phrase, None, AliasKind.NAME) for phrase in _split(phrases))
    grouped: dict[str, list[tuple[str, str | None, AliasKind]]] = {}
    for entry in sorted(entries, key=lambda entry: (-len(entry[0]), entry[0])):
        first = re.match(r"\w+", entry[0])
        if first is None:
            raise ValueError(f"an alias in parties.tsv must begin with a letter: {entry[0]!r}")
        grouped.setdefault(first[0], []).append(entry)
    lower = sorted(word for word in grouped if not re.match(f"[{_CAPITALS}]", word))
    small = "".join(rf"|(?<={word[0]}){re.escape(word[1:])}\b" for word in lower)
    firsts = "".join(sorted({word[0] for word in lower}))
    return _Matcher(
        # That the letter is the first of its word is asked behind it: so other letters are skipped without a question.
        starts=re.compile(rf"[{_CAPITALS}{firsts}](?<!\w.)(?:(?<=[{_CAPITALS}])\w*{small})"),
        continuations={first: tuple(found) for first, found in grouped.items()},
    )


def _ends_a_word(text: str, end: int) -> bool:
    return end == len(text) or not text[end].isalnum() or not text[end - 1].isalnum()


@lru_cache(maxsize=_REMEMBERED)
def find(text: str) -> tuple[Mention, ...]:
    """Return the parties named in `text`, in order, without overlap.

    Case counts ("US", not "us"). Whole words only, also before a possessive and inside a compound ("U.S.-led",
    "Armenian-backed"). Of several aliases at one place the longest wins. An organ right behind another party is that
    party's own ("Armenia's Security Council") and is not returned. Linear in the length of the text.
    """
    matcher = _matcher()
    for typographic, plain in _SAME_LENGTH:
        text = text.replace(typographic, plain)
    found: list[Mention] = []
    reached = 0
    for word in matcher.starts.finditer(text):
        if word[0] not in matcher.continuations:
            continue
        start = word.start()
        if start < reached:
            continue
        for alias, party, kind in matcher.continuations[word[0]]:
            if text.startswith(alias, start) and _ends_a_word(text, start + len(alias)):
                reached = start + len(alias)
                if party and not (kind is AliasKind.ORGAN and _is_owned(found, text, start, party)):
                    found.append(Mention(span=Span(start, reached), party=party, kind=kind))
                break
    return tuple(found)


def _is_owned(found: list[Mention], text: str, start: int, party: str) -> bool:
    return bool(found) and found[-1].party != party and text[found[-1].span.end : start] in _OWNERSHIP
