"""Which parties stand against each other: the heaviest edge of the graph of enmity, rarely a third, and what each goes by.

Third parties and mediators are all the rest. Without enmity in the material there are no sides, and none is made up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from briefing.attribute.enmity import KINDS, Field, Heard, graph_of, key_of
from briefing.attribute.roster import Roster
from briefing.lexicon import PartyKind, parties
from briefing.lexicon.revolt import actors, at_home, government_of
from briefing.lexicon.together import lineage, parent_of
from briefing.model import Side

# A report on home politics in which the country abroad says nothing is about no conflict with it: the Mueller inquiry is none
# of Russia and the United States. Of 23 stories of allsides_stories val with sides these two leave out 11, none of a conflict.
_SILENT, _AT_HOME = 1, 0.1
_LEAST = 2.0  # enmity a pair needs at all
# A third party is a side of its own when it is at odds with one of the two about as much as they are with each other, and
# speaks about as much as the quieter of them.
# An armed group is in a fight by its nature, and has no press office: less makes it a side. Each pair: of a state, of a group.
# In gold/ a broker reaches .28 of the main enmity, the least that is a side .59.
_AT_ODDS, _HEARD = (0.5, 0.4), (0.5, 0.2)
# Share of the claims of a people, and number, from which the group that makes them is the side.
_NEARLY_ALL, _HEARD_AT_ALL = 0.9, 3


def discover_sides(articles: Heard, roster: Roster) -> tuple[Side, ...]:
    """Return the two (rarely three) parties that stand against each other, most often named first; () where none do.

    None either where the reports are about politics at home and one of the two is not heard.
    """
    graph = graph_of(articles, roster)
    if not graph.enmity:
        return ()
    pair, weight = min(graph.enmity.items(), key=lambda edge: (-edge[1], edge[0]))
    if weight < _LEAST:
        return ()
    names = list(pair)
    quieter = min(graph.heard.get(name, 0) for name in pair)
    if quieter <= _SILENT and graph.home >= _AT_HOME:
        return ()
    rest = [
        party
        for party in sorted(graph.named)
        if party not in pair
        and _odds(graph, party, pair) >= _share(party, _AT_ODDS) * weight
        and graph.heard.get(party, 0) >= max(2, _share(party, _HEARD) * quieter)
    ]
    names.extend(sorted(rest, key=lambda party: (not _armed(party), -_odds(graph, party, pair), party))[:1])
    names.sort(key=lambda name: (-graph.named[name], name))
    printed = _printed(articles)
    chosen = [_narrowest(name, graph.voices) for name in names]
    return tuple(
        _side(
            name,
            printed,
            roster,
            articles,
            governs=_at_war_at_home(name, chosen, graph),
            found=_found(name, chosen, graph),
        )
        for name in chosen
    )


def _found(name: str, chosen: Sequence[str], graph: Field) -> str:
    """How a side was found: how often it is named and heard, and its enmity with each other side."""
    party = parent_of(name)
    odds = [f"{graph.enmity.get(key_of(party, parent_of(foe)), 0.0):.1f} with {foe}" for foe in chosen if foe != name]
    told = f"named {graph.named.get(party, 0)} times, {graph.heard.get(party, 0)} statements"
    return f"discovered: {told}, enmity {', '.join(odds)}"


def _at_war_at_home(name: str, chosen: Sequence[str], graph: Field) -> bool:
    """Whether the main foe of a state among the sides is at home, so that it goes by its government."""
    foes = [foe for foe in chosen if foe != name]
    main = min(foes, key=lambda foe: (-graph.enmity.get(key_of(name, parent_of(foe)), 0.0), foe), default=None)
    return main is not None and at_home(main) == name


def _narrowest(party: str, voices: Mapping[str, int]) -> str:
    """Return the part of a people or movement that makes nearly all its claims, else all of it: Hamas, not "Palestinians".

    A state stands for whoever speaks for it. The others of its family are third parties then, and who is only called by
    the name of the people is put under none.
    """
    if KINDS.get(party) in {PartyKind.STATE, PartyKind.BLOC}:
        return party
    family = {name: count for name, count in voices.items() if party in lineage(name)}
    parts = {name: sum(count for part, count in family.items() if name in lineage(part)) for name in family}
    least = max(_NEARLY_ALL * sum(family.values()), _HEARD_AT_ALL)
    narrow = [name for name, count in parts.items() if name != party and count >= least]
    return min(narrow, key=lambda name: (-len(lineage(name)), name), default=party)


def _armed(party: str) -> bool:
    return KINDS.get(party, PartyKind.GROUP) is PartyKind.GROUP


def _share(party: str, shares: tuple[float, float]) -> float:
    return shares[_armed(party)]


def _odds(graph: Field, party: str, pair: Sequence[str]) -> float:
    return max(graph.enmity.get(key_of(party, name), 0.0) for name in pair)


def _printed(articles: Heard) -> dict[str, Counter[str]]:
    """How each party is written in the material."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for _, sentences, _ in articles:
        for sentence in sentences:
            for mention in actors(sentence.text):
                written[mention.party][mention.span.of(sentence.text)] += 1
    return written


def _side(
    name: str,
    printed: Mapping[str, Counter[str]],
    roster: Roster,
    articles: Heard,
    *,
    governs: bool,
    found: str,
) -> Side:
    """The side of a party; `governs` where it is a state that another side fights at home, so that it goes by its government."""
    family = sorted({party for party in (*printed, *KINDS) if name in lineage(party)})
    members = tuple(sorted({member for party in family for member in roster.members(party)}))
    written: Counter[str] = sum((printed[party] for party in family if party in printed), Counter())
    aliases = [alias for alias, _ in sorted(written.items(), key=lambda entry: (-entry[1], entry[0]))]
    government = government_of(name) if governs else None
    shown = government if government and _prints(articles, government) else _shown(name, written)
    surnames = sorted({member.rsplit(maxsplit=1)[-1] for member in members})
    outlets = sorted(
        {
            article.outlet
            for article, _, _ in articles
            if article.outlet and any(name in lineage(mention.party) for mention in actors(article.outlet))
        }
    )
    return Side(
        id=slug(name),
        name=shown,
        aliases=tuple(dict.fromkeys([*aliases, *members, *surnames])),
        members=members,
        outlets=tuple(outlets),
        found=found,
        evidence=tuple(roster.evidence(member) for member in members),
    )


def _prints(articles: Heard, words: str) -> bool:
    return any(words in article.text for article, _, _ in articles)


def slug(party: str) -> str:
    """The id of a side whose main party this is."""
    return party.lower().replace(" ", "-")


def _shown(name: str, written: Counter[str]) -> str:
    """A state goes by its name; a people or a movement by what the material calls it most, never by a part of it."""
    if KINDS.get(name) is PartyKind.STATE or KINDS.get(name) is PartyKind.BLOC:
        return name
    names = {alias for party in parties() if party.name == name for alias in party.names}
    names |= {alias for party in parties() if party.name == name for alias in party.demonyms if alias.endswith("s")}
    printed = [(count, alias) for alias, count in written.items() if alias in names and alias not in _PLACES]
    return min(printed, key=lambda entry: (-entry[0], entry[1]))[1] if printed else name


_PLACES = frozenset(("Gaza", "Gaza Strip", "West Bank"))
