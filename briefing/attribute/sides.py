"""Which parties stand against each other: a signed graph of who accuses, attacks, denies, threatens whom, and its heaviest edge.

Third parties and mediators are all the rest. Without enmity in the material there are no sides, and none is made up.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.attribute.roster import Roster
from briefing.lexicon import AliasKind, Mention, PartyKind, parties
from briefing.lexicon.revolt import actors, at_home, government_of, is_unlisted
from briefing.lexicon.together import lineage, parent_of
from briefing.lexicon.topics import HOME
from briefing.model import Act, Article, Claim, Sentence, Side, Span

_ENMITY = {Act.ACCUSE: 3.0, Act.THREATEN: 2.0, Act.DENY: 2.0, Act.DEMAND: 1.0, Act.REACT: 1.0, Act.JUSTIFY: 1.0}
# A report on home politics in which the country abroad says nothing is about no conflict with it: the Mueller inquiry is none
# of Russia and the United States. Of 23 stories of allsides_stories val with sides these two leave out 11, none of a conflict.
_SILENT, _AT_HOME = 1, 0.1
_BLOWS = re.compile(
    r"\b(?:attack|strike|struck|shell|bomb|fight|fought|clash|war\b|wars\b|conflict|invad|invasion|kill|fire[ds]?\b|firing|rocket|missile|sanction|retaliat|retribution|"
    r"accus|blam|hostil|tension|dispute|crisis|enem|offensive|aggression|assault|raid|incursion|ambush|expel|threat|confront|airstrike|drone|siege|separatis|annex|occup)\w*",
    re.IGNORECASE,
)
_PEACE = re.compile(
    r"\b(?:talks|mediat|broker|met\b|meeting|envoy|all(?:y|ies|ied)\b|support|backed|help|aid\b|visit|thank|joint|partner|together|joined|embassy|summit)\w*",
    re.IGNORECASE,
)
_TELLS = 0.5  # a claim that tells of blows by somebody is against him, whatever its verb
_CAP = 4.0  # what one article may add to one pair, so that the longest article does not choose the sides
_LEAST = 2.0  # enmity a pair needs at all
# A third party is a side of its own when it is at odds with one of the two about as much as they are with each other, and
# speaks about as much as the quieter of them.
# An armed group is in a fight by its nature, and has no press office: less makes it a side. Each pair: of a state, of a group.
# In gold/ a broker reaches .28 of the main enmity, the least that is a side .59.
_AT_ODDS, _HEARD = (0.5, 0.4), (0.5, 0.2)
# Share of the claims of a people, and number, from which the group that makes them is the side.
_NEARLY_ALL, _HEARD_AT_ALL = 0.9, 3


@dataclass(frozen=True, slots=True)
class _Field:
    """The graph: weight of enmity for each unordered pair of parties, how often each is named, and how often heard.

    Parents are applied, but for `voices`: there each party counts by itself. `home` is the share of the sentences that are
    about parliament, parties and elections.
    """

    enmity: Mapping[tuple[str, str], float]
    named: Mapping[str, int]
    heard: Mapping[str, int]
    voices: Mapping[str, int]
    home: float


def discover_sides(
    articles: Sequence[tuple[Article, Sequence[Sentence], Sequence[Claim]]], roster: Roster
) -> tuple[Side, ...]:
    """Return the two (rarely three) parties that stand against each other, most often named first; () where none do.

    None either where the reports are about politics at home and one of the two is not heard.
    """
    graph = _graph(articles, roster)
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


def _found(name: str, chosen: Sequence[str], graph: _Field) -> str:
    """How a side was found: how often it is named and heard, and its enmity with each other side."""
    party = parent_of(name)
    odds = [f"{graph.enmity.get(_key(party, parent_of(foe)), 0.0):.1f} with {foe}" for foe in chosen if foe != name]
    told = f"named {graph.named.get(party, 0)} times, {graph.heard.get(party, 0)} statements"
    return f"discovered: {told}, enmity {', '.join(odds)}"


def _at_war_at_home(name: str, chosen: Sequence[str], graph: _Field) -> bool:
    """Whether the main foe of a state among the sides is at home, so that it goes by its government."""
    foes = [foe for foe in chosen if foe != name]
    main = min(foes, key=lambda foe: (-graph.enmity.get(_key(name, parent_of(foe)), 0.0), foe), default=None)
    return main is not None and at_home(main) == name


def _narrowest(party: str, voices: Mapping[str, int]) -> str:
    """Return the part of a people or movement that makes nearly all its claims, else all of it: Hamas, not "Palestinians".

    A state stands for whoever speaks for it. The others of its family are third parties then, and who is only called by
    the name of the people is put under none.
    """
    if _KINDS.get(party) in {PartyKind.STATE, PartyKind.BLOC}:
        return party
    family = {name: count for name, count in voices.items() if party in lineage(name)}
    parts = {name: sum(count for part, count in family.items() if name in lineage(part)) for name in family}
    least = max(_NEARLY_ALL * sum(family.values()), _HEARD_AT_ALL)
    narrow = [name for name, count in parts.items() if name != party and count >= least]
    return min(narrow, key=lambda name: (-len(lineage(name)), name), default=party)


def _armed(party: str) -> bool:
    return _KINDS.get(party, PartyKind.GROUP) is PartyKind.GROUP


def _share(party: str, shares: tuple[float, float]) -> float:
    return shares[_armed(party)]


def _odds(graph: _Field, party: str, pair: Sequence[str]) -> float:
    return max(graph.enmity.get(_key(party, name), 0.0) for name in pair)


def _key(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _graph(articles: Sequence[tuple[Article, Sequence[Sentence], Sequence[Claim]]], roster: Roster) -> _Field:
    total: dict[tuple[str, str], float] = defaultdict(float)
    named: Counter[str] = Counter()
    heard: Counter[str] = Counter()
    voices: Counter[str] = Counter()
    for article, sentences, claims in articles:
        here: dict[tuple[str, str], float] = defaultdict(float)
        voices.update(claim.side for claim in claims if claim.side)
        heard.update(parent_of(claim.side) for claim in claims if claim.side)
        for claim in claims:
            if claim.side and _hostile(article, claim) and (weight := _against(article, claim)):
                for target in _targets(article, claim, roster):
                    here[_key(parent_of(claim.side), target)] += weight
        for sentence in sentences:
            mentions = [
                (mention, parent_of(mention.party))
                for mention in roster.bare.mentions(sentence.text, actors(sentence.text))
                if _acts(mention)
            ]
            named.update(party for _, party in mentions)
            people = [(mention, parent_of(mention.party)) for mention in _people(sentence.text, mentions, roster)]
            for pair, weight in _blows(sentence.text, sorted((*mentions, *people), key=lambda entry: entry[0].span)):
                here[pair] += weight
        for pair, weight in here.items():
            total[pair] += min(weight, _CAP)
    return _Field(enmity=total, named=named, heard=heard, voices=voices, home=_home(articles))


def _home(articles: Sequence[tuple[Article, Sequence[Sentence], Sequence[Claim]]]) -> float:
    found = [bool(HOME.search(sentence.text)) for _, sentences, _ in articles for sentence in sentences]
    return sum(found) / max(1, len(found))


def _acts(mention: Mention) -> bool:
    return fights(mention.party)


def fights(party: str) -> bool:
    """Bodies that count and mediate are no parties to a conflict, and a parliament's opposition is none to a war."""
    if is_unlisted(party) and party.endswith("opposition"):
        return False
    return _KINDS.get(party) is not PartyKind.BODY


_KINDS = {party.name: party.kind for party in parties()}


def _hostile(article: Article, claim: Claim) -> bool:
    """Whether a claim is against somebody: thanks and praise are reactions too, and bodies that count and mediate are no parties."""
    if not fights(claim.side or ""):
        return False
    cue = claim.cue.of(article.text).lower() if claim.cue else ""
    return not cue.startswith(("thank", "prais", "welcom", "hail", "applau", "express", "voic"))


def _against(article: Article, claim: Claim) -> float:
    """How much a claim is against those it speaks of: by its act, or because it tells of blows."""
    told = any(_BLOWS.search(part.of(article.text)) for part in claim.content)
    return max(_ENMITY.get(claim.act, 0.0) if claim.act else 0.0, _TELLS if told else 0.0)


def _targets(article: Article, claim: Claim, roster: Roster) -> set[str]:
    """The parties a claim speaks of, other than the speaker's own."""
    found: set[str] = set()
    for part in claim.content:
        words = part.of(article.text)
        found.update(
            parent_of(mention.party) for mention in roster.bare.mentions(words, actors(words)) if _acts(mention)
        )
        found.update(parent_of(mention.party) for mention in _people(words, (), roster))
    return found - {parent_of(claim.side or "")}


_WORD = re.compile(r"[A-Z][\w’'-]+")


def _people(text: str, mentions: Sequence[tuple[Mention, str]], roster: Roster) -> list[Mention]:
    """The people named in a text whose party the roster knows, outside the parties named: who strikes at a leader strikes at his side."""
    found = []
    for word in _WORD.finditer(text):
        name = re.sub(r"['’]s?$", "", word[0])
        span = Span(word.start(), word.start() + len(name))
        party = None if any(mention.span.overlaps(span) for mention, _ in mentions) else roster.party_of_person(name)
        if party and fights(party):
            found.append(Mention(span=span, party=party, kind=AliasKind.NAME))
    return found


def _blows(sentence: str, mentions: Sequence[tuple[Mention, str]]) -> Iterable[tuple[tuple[str, str], float]]:
    """Pairs of parties in one sentence about blows; nearer and direct pairs weigh more, words of peace less."""
    if len(mentions) < 2 or not _BLOWS.search(sentence):  # noqa: PLR2004 - it takes two
        return
    peace = bool(_PEACE.search(sentence))
    seen = set()
    for (first, one), (second, other) in pairwise(mentions):
        between = sentence[first.span.end : second.span.start]
        pair = _key(one, other)
        if one == other or pair in seen or "," in between:
            continue
        seen.add(pair)
        weight = (
            1.0
            if _BLOWS.search(between)
            or re.search(r"\b(?:between|against)\b", sentence[: first.span.start][-20:] + between)
            else 0.4
        )
        yield pair, weight * (0.4 if peace else 1.0)


def _printed(articles: Sequence[tuple[Article, Sequence[Sentence], Sequence[Claim]]]) -> dict[str, Counter[str]]:
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
    articles: Sequence[tuple[Article, Sequence[Sentence], Sequence[Claim]]],
    *,
    governs: bool,
    found: str,
) -> Side:
    """The side of a party; `governs` where it is a state that another side fights at home, so that it goes by its government."""
    family = sorted({party for party in (*printed, *_KINDS) if name in lineage(party)})
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


def _prints(articles: Sequence[tuple[Article, Sequence[Sentence], Sequence[Claim]]], words: str) -> bool:
    return any(words in article.text for article, _, _ in articles)


def slug(party: str) -> str:
    """The id of a side whose main party this is."""
    return party.lower().replace(" ", "-")


def _shown(name: str, written: Counter[str]) -> str:
    """A state goes by its name; a people or a movement by what the material calls it most, never by a part of it."""
    if _KINDS.get(name) is PartyKind.STATE or _KINDS.get(name) is PartyKind.BLOC:
        return name
    names = {alias for party in parties() if party.name == name for alias in party.names}
    names |= {alias for party in parties() if party.name == name for alias in party.demonyms if alias.endswith("s")}
    printed = [(count, alias) for alias, count in written.items() if alias in names and alias not in _PLACES]
    return min(printed, key=lambda entry: (-entry[0], entry[1]))[1] if printed else name


_PLACES = frozenset(("Gaza", "Gaza Strip", "West Bank"))
