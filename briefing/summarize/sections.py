"""Which section a sentence belongs to, with the reason; or that it belongs to none."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from briefing.lexicon import PartyKind, parties, topics
from briefing.lexicon.together import together
from briefing.model import Act, Article, Claim, Form, SectionKind, Sentence, Span
from briefing.summarize.deeds import of_its_own
from briefing.summarize.pieces import is_headed
from briefing.summarize.unheard import unheard
from briefing.text import DateMention, words

_SOME = 0.25  # share from which a voice counts beside another
_PART = 0.15  # share from which what somebody says in the outlet's sentence needs its speaker
_HALF = 0.5  # share of a sentence that content, source and cue of a claim must cover for the sentence to be that claim
_SHORT = 5  # words; a shorter sentence says too little to stand alone
_LONG = 75  # words; a longer one is a list, a table, or two sentences run together
_PAST_DAYS = 45  # an event so long before the report is history
_YEAR = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
_FIRST_PERSON = re.compile(r"\b(?:I|I’m|I'm|my|we|we’re|we're|our|you|your)\b")
_PRIVATE = re.compile(
    r"\b(?:analysts?|experts?|professor|researcher|fellow|scholar|author|historian|economists?|strategist|columnist|think tank|critics|pollster|lawyer)\b",
    re.IGNORECASE,
)
# Those who were there, or whose trade is counting: what they tell of an event is no party's claim.
_OBSERVER = re.compile(
    r"\b(?:witness\w*|residents?|villagers?|medics?|doctors?|hospitals?|health|police|ambulance|rescue\w*|firefighters?|journalists?|reporters?|officials?|authorities|observers?|monitors?|survivors?|emergency|observatory|red cross|red crescent|mayors?|municipal|governors?|coast guards?)\b",
    re.IGNORECASE,
)
_COPULA = re.compile(
    r"\b(?:is|are|was|were)\s+(?:an?|the|one|part|home|considered|known|widely|located|internationally|recogni[sz]ed)\b"
)
_HAS_LONG = re.compile(r"\b(?:has|have|had)\s+(?:long|been|repeatedly|previously|already|always|often)\b")
_ACTION = re.compile(
    r"\b(?:has|have|had|was|were|would be|will be|is|are)\s+(?:\w+ly\s+)?(?:withdrawn|suspended|launched|begun|struck|captured|taken|imposed|ordered|expelled|recalled|deployed|mobili[sz]ed|declared|shot down|destroyed|killed|arrested|closed|halted|started)\b"
    r"|\b(?:martial law|mobili[sz]ation|state of emergency|curfew|mourning)\b",
    re.IGNORECASE,
)


_HARD = frozenset((Act.ACCUSE, Act.DENY, Act.THREATEN))
_TELLING = frozenset((Act.ANNOUNCE, Act.ASSERT, Act.CONCEDE))
_OF_HISTORY = "told by a piece of background"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Section, the reason in words, the claim the sentence is, if it is one, and else a claim that a part of it is.

    Without a section the rules would leave the sentence out: `hard` says for good, else its traits may still speak for it.
    """

    section: SectionKind | None
    reason: str
    claim: Claim | None = None
    hard: bool = False
    part: Claim | None = None

    @property
    def allowed(self) -> tuple[SectionKind, ...]:
        """The sections the sentence may stand in by its voice; its words decide among them.

        A party's statement is no situation unless it announces an action or counts the dead; what nobody says is no claim.
        """
        if self.hard:
            return ()
        if self.reason == _OF_HISTORY:
            return (SectionKind.BACKGROUND,)
        if self.claim is None or not self.claim.speaker:
            return (SectionKind.SITUATION, SectionKind.DIPLOMACY, SectionKind.BACKGROUND)
        if is_joint(self.claim):
            return (SectionKind.CLAIMS, SectionKind.DIPLOMACY)
        if self.claim.side and self.claim.side.startswith("third:"):
            return (
                (SectionKind.SITUATION, SectionKind.DIPLOMACY, SectionKind.BACKGROUND)
                if self.section is SectionKind.SITUATION
                else (self.section or SectionKind.DIPLOMACY,)
            )
        if self.section is SectionKind.SITUATION:
            return (SectionKind.SITUATION, SectionKind.CLAIMS, SectionKind.DIPLOMACY)
        # An accusation, a denial, a threat is a claim, whatever it is about.
        if self.section is SectionKind.CLAIMS and self.claim.act in _HARD:
            return (SectionKind.CLAIMS,)
        return (SectionKind.CLAIMS, SectionKind.DIPLOMACY)


_EXPLAINS = re.compile(
    r"\b(?:explain(?:er|ed)|timeline|backgrounder|Q&A|what (?:is|are|we know|to know)|who (?:is|are)|how (?:the|it|did|has)|why (?:is|are|the|did)|history of|a look (?:at|back)|profile)\b",
    re.IGNORECASE,
)
_QUOTATION = re.compile(r"[“\"«][^”\"»]*[”\"»]?")
_HISTORY, _ENOUGH = (
    0.5,
    8,
)  # share of its sentences in the past, of so many at least, that makes a report a piece of background


def is_history(article: Article, judged: Sequence[Verdict]) -> bool:
    """Whether a whole report explains and looks back, so that its own voice tells no news."""
    told = [verdict for verdict in judged if not verdict.hard and (verdict.claim is None or not verdict.claim.speaker)]
    past = sum(verdict.section is SectionKind.BACKGROUND for verdict in told)
    if article.title and _EXPLAINS.search(article.title):
        return True
    return len(told) >= _ENOUGH and past >= _HISTORY * len(told)


def as_history(verdict: Verdict) -> Verdict:
    """The verdict on a sentence of a piece of background: its own voice belongs there."""
    if verdict.hard or (verdict.claim is not None and verdict.claim.speaker):
        return verdict
    return replace(verdict, section=SectionKind.BACKGROUND, reason=_OF_HISTORY)


def is_joint(claim: Claim) -> bool:
    """Whether "both sides", or two parties together, say it: then it is a claim by each, and a line of neither."""
    if not claim.speaker:
        return False
    return bool(_EACH.match(claim.speaker)) or bool(together(claim.speaker))


_EACH = re.compile(r"(?:both|each|the two|the warring|the opposing)\b", re.IGNORECASE)


def claim_of(sentence: Sentence, claims: Sequence[Claim]) -> Claim | None:
    """Return the claim a sentence is: the one that covers most of it, at least half, its source and cue counted.

    Where several voices share the sentence side by side, it hangs on the first ("A said …, and B said …").
    """
    size = sentence.span.end - sentence.span.start
    shares = [(claim, _covered(claim, sentence.span) / size) for claim in claims]
    # What an outlet passes on ("…, according to the BBC") keeps the speaker it had.
    spoken = [(claim, share) for claim, share in shares if claim.speaker]
    if any(share >= _HALF for _, share in spoken):
        shares = spoken
    together = sum(share for _, share in shares)
    # "Asked about the Kremlin's charge that …, Palst said": a charge that is a mere noun in it is not what the sentence says.
    if any(share >= _SOME and not _is_noun(claim) for claim, share in shares):
        shares = [(claim, share) for claim, share in shares if not _is_noun(claim)]
    best = max(shares, key=lambda entry: (entry[1], -entry[0].content[0].start), default=None)
    if best is None or (best[1] < _HALF and together < _HALF):
        return None
    first = [
        claim
        for claim, share in shares
        if share >= _SOME and claim is not best[0] and _opens(claim) < _opens(best[0]) and not _within(best[0], claim)
    ]
    return min(first, key=_opens) if first else best[0]


def _is_noun(claim: Claim) -> bool:
    return claim.pattern.startswith("genitive noun")


def part_of(sentence: Sentence, claims: Sequence[Claim]) -> Claim | None:
    """Return the claim that a part of a sentence is, where the sentence is none as a whole: its speaker stands beside the line."""
    size = sentence.span.end - sentence.span.start
    shares = [(_covered(claim, sentence.span) / size, -_opens(claim), claim) for claim in claims if claim.speaker]
    share, _, best = max(shares, key=lambda entry: entry[:2], default=(0.0, 0, None))
    return best if share >= _PART else None


def _covered(claim: Claim, span: Span) -> int:
    """Return the characters of a span that a claim covers. A quotation without an end has a thousand parts: few are looked at."""
    first = bisect_right(claim.content, span.start, key=lambda part: part.end)
    last = bisect_left(claim.content, span.end, lo=first, key=lambda part: part.start)
    parts = [*claim.content[first:last], *(part for part in (claim.source, claim.cue) if part)]
    return sum(max(0, min(part.end, span.end) - max(part.start, span.start)) for part in parts)


def _opens(claim: Claim) -> int:
    begin = claim.content[0].start
    return min(begin, claim.source.start) if claim.source else begin


def _within(outer: Claim, inner: Claim) -> bool:
    return any(part.covers(piece) for part in outer.content for piece in inner.content)


def section_of(
    sentence: Sentence,
    article: Article,
    claims: Sequence[Claim],
    dates: Sequence[DateMention],
    own: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> Verdict:
    """Decide the section of a sentence. `claims` and `dates` are those that touch it, `own` the words that stand for each side."""
    count = len(words(sentence.text))
    claim = claim_of(sentence, claims)
    if reason := _out(sentence, count, claim):
        return Verdict(None, reason, claim, hard=True)
    if claim is not None and claim.speaker:
        return _said(sentence, claim, own.get(claim.side or "", ()))
    part = part_of(sentence, claims)
    if part is None and (reason := unheard(sentence.text)):
        return Verdict(None, reason, hard=True)
    return replace(_told(sentence, article, dates), part=part)


def _out(sentence: Sentence, count: int, claim: Claim | None) -> str | None:
    """Return why a sentence stays out of every section, None if it may stand in one."""
    text = sentence.text
    if count < _SHORT:
        return "too short to say anything"
    if count > _LONG:
        return "too long for a line"
    outside = _QUOTATION.sub(" ", text)
    # What somebody says of polls, or thinks, is what he says.
    if topics.JUNK.search(outside if claim is not None and claim.speaker else text):
        return "about the outlet, its readers, markets or polls"
    if text[0] in "•▪●·*" or text[0].islower() or is_headed(text):
        return "a piece of a list or a digest"
    if text.rstrip("”\"' ").endswith("?"):
        return "a question"
    if text.rstrip("”\"'’»)]")[-1:] not in {".", "!", "…"}:
        return "no full stop: a headline, a caption, a piece of a list"
    if claim is None and _FIRST_PERSON.search(outside):
        return "the outlet speaks of itself or to its reader"
    if sum(map(str.isupper, text)) > _HALF * sum(map(str.isalpha, text)):
        return "capitals throughout"
    return None


def _said(sentence: Sentence, claim: Claim, own: Sequence[str]) -> Verdict:
    """A sentence that somebody says: by whose side, what act, and about what."""
    text = sentence.text
    diplomatic = bool(topics.DIPLOMACY.search(text))
    if is_joint(claim):
        kind = SectionKind.DIPLOMACY if diplomatic and claim.act not in {Act.ACCUSE, Act.DENY} else SectionKind.CLAIMS
        return Verdict(kind, "said by several parties together", claim)
    if claim.side is None:
        return _said_by_nobody_known(text, claim, diplomatic=diplomatic)
    if claim.side.startswith("third:"):
        if claim.act in _TELLING and topics.EVENT.search(text) and not diplomatic and _is_neutral(claim.side[6:]):
            return Verdict(SectionKind.SITUATION, f"an event, told by a third party ({claim.side[6:]})", claim)
        if topics.EVENT.search(text) and not diplomatic and _is_party(claim.side[6:], PartyKind.GROUP):
            return Verdict(SectionKind.CLAIMS, f"{claim.act} by a group that is no side here ({claim.side[6:]})", claim)
        return Verdict(SectionKind.DIPLOMACY, f"a third party ({claim.side[6:]}) speaks", claim)
    if diplomatic and claim.act in {Act.OFFER, Act.ANNOUNCE, Act.ASSERT, Act.REACT, Act.CONCEDE}:
        return Verdict(SectionKind.DIPLOMACY, f"{claim.side} on talks, treaties or mediation", claim)
    if claim.act is Act.ANNOUNCE and _ACTION.search(text):
        return Verdict(SectionKind.SITUATION, f"an action announced by {claim.side}", claim)
    if claim.act in _TELLING and claim.form is not Form.DIRECT and of_its_own(text, own):
        return Verdict(SectionKind.SITUATION, f"an action of its own, told by {claim.side}", claim)
    return Verdict(SectionKind.CLAIMS, f"{claim.act} by {claim.side}", claim)


def _is_neutral(name: str) -> bool:
    """Whether a third party is a body that watches and counts, not a state: what that says of an event may be its policy."""
    return bool(_OBSERVER.search(name)) or _is_party(name, PartyKind.BODY)


def _is_party(name: str, kind: PartyKind) -> bool:
    return any(party.name == name and party.kind is kind for party in parties())


def _said_by_nobody_known(text: str, claim: Claim, *, diplomatic: bool) -> Verdict:
    """A sentence of a speaker whose side is not told."""
    speaker = claim.speaker or ""
    if _PRIVATE.search(speaker):
        return Verdict(None, f"a view of an outsider ({speaker})", claim)
    if claim.act in {Act.ACCUSE, Act.DENY, Act.THREATEN, Act.JUSTIFY, Act.DEMAND}:
        return Verdict(SectionKind.CLAIMS, f"{claim.act} by a speaker whose side is not told", claim)
    if diplomatic:
        return Verdict(
            SectionKind.DIPLOMACY, "talks, treaties or mediation, said by a speaker whose side is not told", claim
        )
    if _OBSERVER.search(speaker) and topics.EVENT.search(text):
        return Verdict(SectionKind.SITUATION, "an event, told by those who see or count", claim)
    return Verdict(SectionKind.CLAIMS, "said by a speaker whose side is not told", claim)


def _told(sentence: Sentence, article: Article, dates: Sequence[DateMention]) -> Verdict:
    """A sentence in the outlet's own voice."""
    text = sentence.text
    if reason := _history(text, article, dates):
        return Verdict(SectionKind.BACKGROUND, reason)
    if topics.DIPLOMACY.search(text):
        return Verdict(SectionKind.DIPLOMACY, "talks, treaties, mediation or international bodies")
    if topics.EVENT.search(text):
        return Verdict(SectionKind.SITUATION, "an event, in the outlet's voice")
    if _COPULA.search(text) or _HAS_LONG.search(text):
        return Verdict(SectionKind.BACKGROUND, "a standing fact")
    if sentence.paragraph == 0:
        return Verdict(SectionKind.SITUATION, "the lede, in the outlet's voice")
    return Verdict(None, "no event, no talks, no standing fact: comment in the outlet's voice")


def _history(text: str, article: Article, dates: Sequence[DateMention]) -> str | None:
    """Return why a sentence tells of the past, None if it does not."""
    published = article.published.date() if article.published else None
    if published:
        told = [date.fromisoformat(mention.value.partition("/")[2] or mention.value) for mention in dates]
        recent = published - timedelta(days=_PAST_DAYS)
        if told and max(told) < recent:
            return "an event long before the report"
        years = [int(year) for year in _YEAR.findall(text)]
        if years and max(years) < published.year and not any(day >= recent for day in told):
            return "an earlier year"
        if any(day >= recent for day in told):
            return None
    if topics.STANDING.search(text):
        return "history or a standing fact"
    return None
