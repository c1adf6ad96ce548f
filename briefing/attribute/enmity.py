"""Who is at odds with whom: a graph of parties, its edges weighed by who accuses, attacks, denies, threatens whom.

It knows what was said and told, and decides nothing: which parties are sides is told from it elsewhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.attribute.roster import Roster
from briefing.lexicon import AliasKind, Mention, PartyKind, parties
from briefing.lexicon.revolt import actors, is_unlisted
from briefing.lexicon.together import parent_of
from briefing.lexicon.topics import HOME
from briefing.model import Act, Article, Claim, Sentence, Span
from briefing.text.folded import folded, holds

Heard = Sequence[tuple[Article, Sequence[Sentence], Sequence[Claim]]]
KINDS = {party.name: party.kind for party in parties()}
_ENMITY = {Act.ACCUSE: 3.0, Act.THREATEN: 2.0, Act.DENY: 2.0, Act.DEMAND: 1.0, Act.REACT: 1.0, Act.JUSTIFY: 1.0}
_BLOW_STEMS = (
    r"attack|strike|struck|shell|bomb|fight|fought|clash|war\b|wars\b|conflict|invad|invasion|kill|fire[ds]?\b|firing|rocket|missile|sanction|retaliat|retribution|"
    r"accus|blam|hostil|tension|dispute|crisis|enem|offensive|aggression|assault|raid|incursion|ambush|expel|threat|confront|airstrike|drone|siege|separatis|annex|occup"
)
_BLOWS = re.compile(rf"\b(?:{_BLOW_STEMS})\w*", re.IGNORECASE)
_BLOW_WORDS = tuple(re.findall(r"(?<![^|])[a-z]+", _BLOW_STEMS))  # without one of these nothing tells of blows
_PEACE = re.compile(
    r"\b(?:talks|mediat|broker|met\b|meeting|envoy|all(?:y|ies|ied)\b|support|backed|help|aid\b|visit|thank|joint|partner|together|joined|embassy|summit)\w*",
    re.IGNORECASE,
)
_TELLS = 0.5  # a claim that tells of blows by somebody is against him, whatever its verb
_CAP = 4.0  # what one article may add to one pair, so that the longest article does not choose the sides


@dataclass(frozen=True, slots=True)
class Field:
    """The graph: weight of enmity for each unordered pair of parties, how often each is named, and how often heard.

    Parents are applied, but for `voices`: there each party counts by itself. `home` is the share of the sentences that are
    about parliament, parties and elections.
    """

    enmity: Mapping[tuple[str, str], float]
    named: Mapping[str, int]
    heard: Mapping[str, int]
    voices: Mapping[str, int]
    home: float


def graph_of(articles: Heard, roster: Roster) -> Field:
    """Return the graph of articles, each with its sentences and its claims; `side` of a claim is its speaker's own party."""
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
                    here[key_of(parent_of(claim.side), target)] += weight
        for sentence in sentences:
            mentions = [
                (mention, parent_of(mention.party))
                for mention in roster.bare.mentions(sentence.text, actors(sentence.text))
                if _acts(mention)
            ]
            named.update(party for _, party in mentions)
            people = [(mention, parent_of(mention.party)) for mention in _people(sentence.text, mentions, roster)]
            if len(mentions) + len(people) >= 2 and holds(folded(sentence.text), _BLOW_WORDS):  # noqa: PLR2004 - it takes two
                both = sorted((*mentions, *people), key=lambda entry: entry[0].span)
                for pair, weight in _blows(sentence.text, both):
                    here[pair] += weight
        for pair, weight in here.items():
            total[pair] += min(weight, _CAP)
    return Field(enmity=total, named=named, heard=heard, voices=voices, home=_home(articles))


def _home(articles: Heard) -> float:
    found = [bool(HOME.search(sentence.text)) for _, sentences, _ in articles for sentence in sentences]
    return sum(found) / max(1, len(found))


def _acts(mention: Mention) -> bool:
    return fights(mention.party)


def fights(party: str) -> bool:
    """Bodies that count and mediate are no parties to a conflict, and a parliament's opposition is none to a war."""
    if is_unlisted(party) and party.endswith("opposition"):
        return False
    return KINDS.get(party) is not PartyKind.BODY


def _hostile(article: Article, claim: Claim) -> bool:
    """Whether a claim is against somebody: thanks and praise are reactions too, and bodies that count and mediate are no parties."""
    if not fights(claim.side or ""):
        return False
    cue = claim.cue.of(article.text).lower() if claim.cue else ""
    return not cue.startswith(("thank", "prais", "welcom", "hail", "applau", "express", "voic"))


def _against(article: Article, claim: Claim) -> float:
    """How much a claim is against those it speaks of: by its act, or because it tells of blows."""
    told = any(
        holds(folded(words), _BLOW_WORDS) and _BLOWS.search(words)
        for words in (part.of(article.text) for part in claim.content)
    )
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
_OWNED, _OWNER_ENDINGS = re.compile(r"['’]s?$"), ("'", "’", "'s", "’s")


def _people(text: str, mentions: Sequence[tuple[Mention, str]], roster: Roster) -> list[Mention]:
    """The people named in a text whose party the roster knows, outside the parties named: who strikes at a leader strikes at his side."""
    found = []
    for word in _WORD.finditer(text):
        name = _OWNED.sub("", word[0]) if word[0].endswith(_OWNER_ENDINGS) else word[0]
        party = roster.party_of_person(name)
        if party is None or not fights(party):
            continue
        span = Span(word.start(), word.start() + len(name))
        if not any(mention.span.start <= span.start < mention.span.end for mention, _ in mentions):
            found.append(Mention(span=span, party=party, kind=AliasKind.NAME))
    return found


def _blows(sentence: str, mentions: Sequence[tuple[Mention, str]]) -> Iterable[tuple[tuple[str, str], float]]:
    """Pairs of parties in one sentence about blows; nearer and direct pairs weigh more, words of peace less."""
    if not _BLOWS.search(sentence):
        return
    peace = bool(_PEACE.search(sentence))
    seen = set()
    for (first, one), (second, other) in pairwise(mentions):
        between = sentence[first.span.end : second.span.start]
        pair = key_of(one, other)
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


def key_of(one: str, other: str) -> tuple[str, str]:
    """Return the unordered pair of two parties."""
    return (one, other) if one < other else (other, one)
