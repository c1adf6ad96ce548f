"""Who belongs to which party, learnt from the texts themselves.

"Russian President Vladimir Putin", "Shushan Stepanyan, a spokesperson of the Armenian Defence Ministry", "the president of
Azerbaijan, Ilham Aliyev": wherever a person stands beside a role and a party, a vote is cast. A name whose votes disagree
belongs to nobody. It keeps no list of leaders: such a list is wrong the day after an election.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from briefing.attribute.bare import Bare
from briefing.attribute.persons import person_in, without_card
from briefing.lexicon import AliasKind, Mention, find
from briefing.lexicon import grammar_words as lex
from briefing.lexicon.media import is_media
from briefing.lexicon.offices import mentions as parties_named
from briefing.lexicon.together import elected, lineage, names_of
from briefing.model import Side

_LONG_OFFICE = 8  # words of an apposition before the party is named
_OFFICE_REACH = 24  # code points around a party in which "former" concerns its office
_NAME = re.compile(
    r"\b(?:[A-Z][\w’'-]+|al-[A-Z][\w’'-]+|bin|ibn|van|von)(?:\s+(?:[A-Z][\w’'-]+|[A-Z]\.|al-[A-Z][\w’'-]+|bin|ibn|van|von|de))+|[A-Z][\w’'-]+"
)
_TOKEN = re.compile(r"[\w’'.-]+|,|[^\w\s]")
# Only the government of the United States goes by the name of its president in this way.
_ADMINISTRATION = re.compile(r"\b([A-Z]\w+) [Aa]dministration\b")


@dataclass(slots=True)
class Roster:
    """Votes for the party of each person, by full name and by surname."""

    votes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    declared: dict[str, str] = field(default_factory=dict)
    bare: Bare = field(default_factory=Bare)
    words: dict[tuple[str, str], str] = field(default_factory=dict)
    # The parties of people, and of sources, that were asked for since it learnt last.
    people: dict[str, str | None] = field(default_factory=dict)
    sources: dict[str, str | None] = field(default_factory=dict)

    def learn(self, sentences: Iterable[str]) -> None:
        """Read sentences for people who stand beside a role and a party."""
        self._forget()
        for sentence in sentences:
            last = -2
            named = parties_named(sentence)
            self.bare.learn(sentence, named)
            for mention in named:
                # "the Palestinian U.N. observer" is the Palestinians', not the UN's.
                owned, last = mention.span.start - last <= 1, mention.span.end
                for name in () if owned else _beside(sentence, mention):
                    self._vote(name, mention.party)
                    self._keep(name, mention, sentence)
            for found in _ADMINISTRATION.finditer(sentence) if "dministration" in sentence else ():
                self._vote(found[1], "United States")

    def declare(self, sides: Iterable[Side]) -> None:
        """Take what the user declared: a name or alias of a side decides before anything learnt."""
        self._forget()
        for side in sides:
            for alias in (side.name, *side.aliases, *side.members):
                self.declared[alias.lower()] = side.name

    def _forget(self) -> None:
        self.people.clear()
        self.sources.clear()

    def declared_in(self, speaker: str) -> tuple[str, str] | None:
        """Return the side whose longest declared alias stands in a source as whole words, and the alias; None if none does."""
        low = speaker.lower()
        found = [alias for alias in self.declared if re.search(rf"(?<!\w){re.escape(alias)}(?!\w)", low)]
        alias = max(found, key=lambda one: (len(one), one), default=None)
        return (self.declared[alias], alias) if alias is not None else None

    def declared_for(self, party: str) -> str | None:
        """Return the side that the user gave a party or one it belongs to, by any of its names; None if he gave none."""
        for wider in lineage(party):
            for alias in names_of(wider):
                if alias.lower() in self.declared:
                    return self.declared[alias.lower()]
        return None

    def _vote(self, name: str, party: str) -> None:
        for key in dict.fromkeys((name, *_surnames(name))):
            self.votes[key][party] += 1

    def _keep(self, name: str, mention: Mention, sentence: str) -> None:
        """Keep the shortest words that tell a person's party."""
        at = sentence.find(name)
        end = max(at + len(name), mention.span.end)
        if at < mention.span.start and (office := _OFFICE_BEHIND.match(sentence, mention.span.end)):
            end = office.end()  # "Igor Sechin, Rosneft chief executive"
        told = sentence[min(at, mention.span.start) : end] if at >= 0 else sentence
        kept = self.words.setdefault((name, mention.party), told)
        self.words[name, mention.party] = min(kept, told, key=lambda words: (len(words), words))

    def evidence(self, name: str) -> str:
        """Return the words that tell the party of a person, and how often such words were met; "" for somebody unknown."""
        party = self.party_of_person(name)
        votes = self.votes.get(name, Counter())
        told = {one: words for (who, one), words in self.words.items() if who == name and party in lineage(one)}
        if not told:
            return ""
        times = sum(votes[one] for one in told)
        shortest = min(told.values(), key=lambda words: (len(words), words))
        return f"“{shortest}”, {times} time{'s' if times != 1 else ''}"

    def party_of_person(self, name: str) -> str | None:
        """Return the party of a person, None where nobody said so or the texts disagree."""
        if name not in self.people:
            self.people[name] = self._elected(name)
        return self.people[name]

    def _elected(self, name: str) -> str | None:
        for key in (name, *_surnames(name)):
            votes = self.votes.get(key)
            if votes:
                return elected(votes)
        return None

    def members(self, party: str) -> tuple[str, ...]:
        """Return the full names of the people who belong to a party, in order of the alphabet."""
        return tuple(sorted(name for name in self.votes if " " in name and self.party_of_person(name) == party))


_ARABIC = re.compile(r"[Aa]l-(?=[A-Z])")


def _surnames(name: str) -> tuple[str, ...]:
    """The last name, and it without the Arabic article, which papers drop: "al-Jubeir", "Jubeir"."""
    last = name.rsplit(maxsplit=1)[-1]
    bare = last[len("al-") :] if _ARABIC.match(last) else last
    return (last,) if bare == last else (last, bare)


FORMER = re.compile(r"\b(?:former|ex|retired|onetime|one-time)\b", re.IGNORECASE)


def _beside(sentence: str, mention: Mention) -> list[str]:
    """Return the names that a mention of a party gives to that party; who held an office once is given to none."""
    if FORMER.search(sentence, max(0, mention.span.start - _OFFICE_REACH), mention.span.end + _OFFICE_REACH):
        return []
    names = []
    after = _name_behind(sentence, mention)
    if after:
        names.append(after)
    before = _name_before(sentence, mention)
    if before:
        names.append(before)
    return names


def _name_behind(sentence: str, mention: Mention) -> str | None:
    """As in "Russian President Vladimir Putin"; "(president of) Azerbaijan(,) Ilham Aliyev"; "Spokesperson of the Armenian Ministry of Defence X"."""
    window = sentence[mention.span.end : mention.span.end + 90]
    office = _office_before(sentence[max(0, mention.span.start - 60) : mention.span.start])
    role = mention.kind is AliasKind.ORGAN
    comma = False
    if errand := _errand(window):
        role, window = True, window[errand:]
    at = 0
    for found in _TOKEN.finditer(window):
        low = found[0].lower().strip(".")
        if low in lex.ROLES:
            role = True
        elif low in {"’s", "'s", "’", "'"} or low in lex.OFFICE_WORDS or low in _RANKS:
            pass
        elif found[0] == "," and (office or role) and not comma:
            comma = True
        else:
            at = found.start()
            break
    else:
        return None
    if not (role or office):
        return None
    name = _NAME.match(window, at)
    if name is None or (comma and not (office and not role) and " " not in name[0]):
        return None  # behind a comma only a full name is an apposition: "the Russian president, Vladimir Putin"
    return _clean(without_card(name[0], window[name.end() :]))


# Between a committee or chamber and the name of a member.
_RANKS = frozenset(
    (
        "ranking",
        "majority",
        "minority",
        "whip",
        "speaker",
        "veteran",
        "long-serving",
        "outgoing",
        "caretaker",
        "de",
        "facto",
    )
)


_ERRAND = re.compile(
    r"(?:\s[\w.’'-]+){0,3}?\s(?:envoy|ambassador|representative|coordinator|rapporteur|mediator|emissary)\s(?:for|to|in)\s(?:the\s)?",
    re.IGNORECASE,
)


def _errand(window: str) -> int:
    """Where the words behind a party end that tell where its envoy is sent: "(the UN's) special envoy for Syria"; 0 without."""
    errand = _ERRAND.match(window)
    named = find(window) if errand else ()
    return next((mention.span.end for mention in named if errand and mention.span.start == errand.end()), 0)


def _office_before(before: str) -> bool:
    """Whether "president of", "spokesperson for the" stands right before the party."""
    if not before.rstrip().lower().endswith(("of", "for", "the")):
        return False
    trimmed = [word.lower() for word in _TOKEN.findall(before)]
    while trimmed and trimmed[-1] == "the":
        trimmed.pop()
    if not trimmed or trimmed[-1] not in {"of", "for"}:
        return False
    if trimmed[-1] == "for" and _SENT & set(trimmed[-5:-1]):
        return False  # "the special envoy for Syria" is not Syria's
    return any(word in lex.ROLES for word in trimmed[-4:-1])


_SENT = frozenset(("envoy", "ambassador", "representative", "coordinator", "rapporteur", "mediator", "emissary"))


def _name_before(sentence: str, mention: Mention) -> str | None:
    """As in "Shushan Stepanyan, a spokesperson of the Armenian Defence Ministry": the apposition that the party stands in."""
    left = sentence[max(0, mention.span.start - 90) : mention.span.start]
    comma = left.rfind(",")
    if comma < 0:
        return None
    between = [word.lower() for word in _TOKEN.findall(left[comma + 1 :])]
    if len(between) > 1 and between[-1] == "to" and between[-2] in _SERVANTS:
        between.pop()  # "an adviser to Iran's supreme leader" is Iran's
    if len(between) > _LONG_OFFICE or any(
        word in lex.ELSEWHERE or word in lex.AUXILIARIES or word in lex.VERBS for word in between
    ):
        return None
    if any(word in lex.PRIVATE for word in between):
        return None  # "an analyst in Oslo" speaks for nobody there
    if between and between[0] not in _OPENS_AN_OFFICE:
        return None
    right = [word.lower() for word in _TOKEN.findall(sentence[mention.span.end : mention.span.end + 50])]
    stop = right.index(",") if "," in right else len(right)
    if not any(word in lex.ROLES for word in (*between, *right[: min(stop, 6)])):
        return None
    if any(word in lex.PRIVATE for word in right[: min(stop, 6)]):
        return None  # "a Ukraine expert"
    if mention.kind in {AliasKind.NAME, AliasKind.SEAT} and "in" in between and not lex.PUBLIC & set(between):
        return None  # "head of an agency in Kyiv"; "a spokesman for the ministry in Kyiv" is of Ukraine
    names = list(_NAME.finditer(left[:comma]))
    if not names or names[-1].end() != len(left[:comma].rstrip()):
        return None
    return _clean(names[-1][0])


_OPENS_AN_OFFICE = lex.DETERMINERS | lex.ROLES | lex.OFFICE_WORDS
_SERVANTS = frozenset(("adviser", "advisor", "aide", "assistant", "deputy", "secretary", "counsellor", "confidant"))


def _clean(name: str) -> str | None:
    """The name without titles; None where it is no person."""
    found = person_in(_DAY_BEHIND.sub("", re.sub(r"['’]s$", "", name)))
    return None if found is None or is_media(found) else found


_DAY_BEHIND = re.compile(r"(?:\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)+$")
_OFFICE_BEHIND = re.compile(r"[^,.;:()“”\"]{0,50}(?=[,.;:()“”\"]|$)")
