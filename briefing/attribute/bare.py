"""Whom "the rebels", "the opposition", "the regime" mean in a chapter: the only party that its texts call by that noun with a name.

A definite description points at what was introduced before. Where the texts give one noun to several parties it names none.
This room knows no conflict; it counts what stands beside a name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from briefing.lexicon import AliasKind, Mention
from briefing.lexicon.together import elected
from briefing.model import Span
from briefing.text.folded import folded, holds

_REVOLT = "rebel|insurgent|guerrilla|guerilla|separatist|secessionist|militant|jihadist|opposition|junta|insurgency"
# What every state has: a chapter about two states has two of them, so that nearly all of its texts must mean the same.
_OF_A_STATE = r"regime|government|military|army|state media|state television|state TV|(?:foreign|interior|health|defen[cs]e) ministry"
_NOUNS = f"{_REVOLT}|{_OF_A_STATE}"
_WORDS = ("rebel", "insurgen", "guer", "separatist", "secessionist", "militant", "jihadist", "opposition", "junta", "regime", "government", "milit", "army", "state", "minist")  # fmt: skip
_BARE = re.compile(rf"\b({_NOUNS})(?:['’]s|s)?\b", re.IGNORECASE)
_BESIDE = re.compile(rf"(?:['’]s?)?(?: [a-z]+)?[ -]({_NOUNS})s?\b", re.IGNORECASE)
# "A pro-government militia", "anti-regime activists", "former rebels", "local government" are not those themselves.
_NOT_IT = re.compile(
    r"(?:\b(?:pro|anti|non|former|ex|local|provincial|regional|city|municipal|federal|state|unity|national|foreign|previous|other|new|coalition)[-–‑ ])$",
    re.IGNORECASE,
)
_TWICE = 2  # one printing of a noun beside a name may be an accident
_OFTEN, _NEARLY_ALL = 3, 0.9  # for what every state has


@lru_cache(maxsize=1 << 10)
def _nouns_of(party: str) -> tuple[str, ...]:
    return tuple(_BARE.findall(party))


@dataclass(slots=True)
class Bare:
    """Votes for the party that each noun means."""

    votes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    parties: dict[str, str | None] = field(default_factory=dict)  # of the nouns asked for since it learnt last

    def learn(self, sentence: str, named: Sequence[Mention]) -> None:
        """Read a sentence, with the parties named in it, for nouns beside a name: "Syrian government", "Hamas militants"."""
        self.parties.clear()
        for mention in named:
            if mention.kind is AliasKind.ORGAN:
                continue
            for noun in _nouns_of(mention.party):  # the table calls it "Syrian opposition", whatever it is called here
                self.votes[noun.lower()][mention.party] += 1
            inside = _BARE.search(mention.span.of(sentence))
            beside = inside or _BESIDE.match(sentence, mention.span.end)
            if beside:
                self.votes[beside[1].lower()][mention.party] += 1

    def party_of(self, noun: str) -> str | None:
        """Return the party that a bare noun means, None where the texts name none by it twice, or several."""
        if noun not in self.parties:
            self.parties[noun] = self._party_of(noun)
        return self.parties[noun]

    def _party_of(self, noun: str) -> str | None:
        votes = self.votes.get(noun.lower())
        if votes is None:
            return None
        if re.fullmatch(_OF_A_STATE, noun, re.IGNORECASE):
            return elected(votes, _NEARLY_ALL) if votes.total() >= _OFTEN else None
        party = elected(votes)
        # "Rebels" twice and "opposition" once is one party.
        return party if party and sum(count[party] for count in self.votes.values()) >= _TWICE else None

    def mentions(self, text: str, named: Sequence[Mention]) -> tuple[Mention, ...]:
        """Return the parties named in a text together with those that a bare noun means there, in order."""
        if not holds(folded(text), _WORDS):
            return tuple(named)
        found = list(named)
        ends = [mention.span.end for mention in named]
        for noun in _BARE.finditer(text):
            span = Span(*noun.span())
            party = self.party_of(noun[1])
            if party is None or _NOT_IT.search(text, max(0, span.start - _PREFIX), span.start):
                continue
            if _follows_a_name(text, span) or _belongs(span, named, ends):
                continue
            found.append(Mention(span=span, party=party, kind=AliasKind.NAME))
        return tuple(sorted(found, key=lambda mention: mention.span))


def _follows_a_name(text: str, noun: Span) -> bool:
    """Whether any name stands right before a noun: "Hariri's government"."""
    before = text[max(0, noun.start - _WORD) : noun.start].rstrip().rpartition(" ")[2]
    return before[:1].isupper() and before not in {"The", "A", "Some"}


def _belongs(noun: Span, named: Sequence[Mention], ends: Sequence[int]) -> bool:
    """Whether a noun is part of a party's name, or stands close behind one: "the Sudanese armed opposition". `ends` are theirs."""
    after = bisect_left(ends, noun.start + 1)
    if after < len(named) and named[after].span.overlaps(noun):
        return True
    return after > 0 and noun.start - ends[after - 1] <= _NEAR


_NEAR, _WORD = 12, 40  # code points between a party and the noun that belongs to it; and of a long word
_PREFIX = 12  # code points of the longest of the words in `_NOT_IT`
