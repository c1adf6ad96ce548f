"""Which section a sentence belongs to, with the reason; or that it belongs to none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, lru_cache
from string import ascii_lowercase
from types import MappingProxyType

from briefing.lexicon import PartyKind, parties, topics
from briefing.lexicon.together import together
from briefing.model import Act, Article, Claim, Form, SectionKind, Sentence
from briefing.summarize.deeds import of_its_own
from briefing.summarize.looks import DIPLOMACY, EVENT, STANDING, YEAR
from briefing.summarize.pieces import is_headed
from briefing.summarize.signs import Sign, Wording, sign
from briefing.summarize.unheard import unheard
from briefing.summarize.whose import claim_of, part_of
from briefing.text import DateMention

_SHORT = 5  # words; a shorter sentence says too little to stand alone
_LONG = 75  # words; a longer one is a list, a table, or two sentences run together
_PAST_DAYS = 45  # an event so long before the report is history
_FIRST_PERSON = sign(re.compile(r"\b(?:I|I’m|I'm|my|we|we’re|we're|our|you|your)\b"))
_PRIVATE = re.compile(
    r"\b(?:analysts?|experts?|professor|researcher|fellow|scholar|author|historian|economists?|strategist|columnist|think tank|critics|pollster|lawyer)\b",
    re.IGNORECASE,
)
# Those who were there, or whose trade is counting: what they tell of an event is no party's claim.
_OBSERVER = re.compile(
    r"\b(?:witness\w*|residents?|villagers?|medics?|doctors?|hospitals?|health|police|ambulance|rescue\w*|firefighters?|journalists?|reporters?|officials?|authorities|observers?|monitors?|survivors?|emergency|observatory|red cross|red crescent|mayors?|municipal|governors?|coast guards?)\b",
    re.IGNORECASE,
)
_COPULA = sign(
    re.compile(
        r"\b(?:is|are|was|were)\s+(?:an?|the|one|part|home|considered|known|widely|located|internationally|recogni[sz]ed)\b"
    )
)
_HAS_LONG = sign(re.compile(r"\b(?:has|have|had)\s+(?:long|been|repeatedly|previously|already|always|often)\b"))
_JUNK = sign(topics.JUNK)
_ACTION = sign(
    re.compile(
        r"\b(?:has|have|had|was|were|would be|will be|is|are)\s+(?:\w+ly\s+)?(?:withdrawn|suspended|launched|begun|struck|captured|taken|imposed|ordered|expelled|recalled|deployed|mobili[sz]ed|declared|shot down|destroyed|killed|arrested|closed|halted|started)\b"
        r"|\b(?:martial law|mobili[sz]ation|state of emergency|curfew|mourning)\b",
        re.IGNORECASE,
    )
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
    return claim.speaker is not None and _is_of_several(claim.speaker)


@lru_cache(maxsize=1 << 12)  # one speaker is asked about by many sentences, and by many steps
def _is_of_several(speaker: str) -> bool:
    return bool(_EACH.match(speaker)) or bool(together(speaker))


_EACH = re.compile(r"(?:both|each|the two|the warring|the opposing)\b", re.IGNORECASE)


def section_of(
    sentence: Sentence,
    article: Article,
    claims: Sequence[Claim],
    dates: Sequence[DateMention],
    own: Mapping[str, Sequence[str]] = MappingProxyType({}),
    *,
    wording: Wording | None = None,
) -> Verdict:
    """Decide the section of a sentence. `claims` and `dates` are those that touch it, `own` the words that stand for each side."""
    wording = wording or Wording(sentence.text)
    claim = claim_of(sentence, claims)
    if reason := _out(wording, claim):
        return Verdict(None, reason, claim, hard=True)
    if claim is not None and claim.speaker:
        return _said(wording, claim, own.get(claim.side or "", ()))
    part = part_of(sentence, claims)
    if part is None and (reason := unheard(wording)):
        return Verdict(None, reason, hard=True)
    verdict = _told(wording, sentence.paragraph, article, dates)
    return replace(verdict, part=part) if part else verdict


def _out(wording: Wording, claim: Claim | None) -> str | None:
    """Return why a sentence stays out of every section, None if it may stand in one."""
    text = wording.text
    if len(wording.words) < _SHORT:
        return "too short to say anything"
    if len(wording.words) > _LONG:
        return "too long for a line"
    # What somebody says of polls, or thinks, is what he says.
    if _stands_outside(_JUNK, wording) if claim is not None and claim.speaker else wording.has(_JUNK):
        return "about the outlet, its readers, markets or polls"
    if text[0] in "•▪●·*" or text[0].islower() or is_headed(text):
        return "a piece of a list or a digest"
    if text.rstrip("”\"' ").endswith("?"):
        return "a question"
    if text.rstrip("”\"'’»)]")[-1:] not in {".", "!", "…"}:
        return "no full stop: a headline, a caption, a piece of a list"
    if claim is None and _stands_outside(_FIRST_PERSON, wording):
        return "the outlet speaks of itself or to its reader"
    if _is_shouted(text):
        return "capitals throughout"
    return None


def _stands_outside(sign: Sign, wording: Wording) -> bool:
    """Whether a sign stands outside the quotations of a text."""
    if not wording.may_have(sign):
        return False
    outside = _QUOTATION.sub(" ", wording.text)
    return wording.has(sign) if outside == wording.text else sign.pattern.search(outside) is not None


def _is_shouted(text: str) -> bool:
    """Whether more than half of the letters are capitals. They are counted only where not most bytes are small letters."""
    written = text.encode(errors="replace")
    if 2 * len(written.translate(None, _SMALL)) <= len(written):
        return False
    return 2 * sum(map(str.isupper, text)) > sum(map(str.isalpha, text))


_SMALL = ascii_lowercase.encode()


def _said(wording: Wording, claim: Claim, own: Sequence[str]) -> Verdict:
    """A sentence that somebody says: by whose side, what act, and about what."""
    diplomatic = wording.has(DIPLOMACY)
    if is_joint(claim):
        kind = SectionKind.DIPLOMACY if diplomatic and claim.act not in {Act.ACCUSE, Act.DENY} else SectionKind.CLAIMS
        return Verdict(kind, "said by several parties together", claim)
    if claim.side is None:
        return _said_by_nobody_known(wording, claim, diplomatic=diplomatic)
    if claim.side.startswith("third:"):
        if claim.act in _TELLING and wording.has(EVENT) and not diplomatic and _is_neutral(claim.side[6:]):
            return Verdict(SectionKind.SITUATION, f"an event, told by a third party ({claim.side[6:]})", claim)
        if wording.has(EVENT) and not diplomatic and _is_party(claim.side[6:], PartyKind.GROUP):
            return Verdict(SectionKind.CLAIMS, f"{claim.act} by a group that is no side here ({claim.side[6:]})", claim)
        return Verdict(SectionKind.DIPLOMACY, f"a third party ({claim.side[6:]}) speaks", claim)
    if diplomatic and claim.act in {Act.OFFER, Act.ANNOUNCE, Act.ASSERT, Act.REACT, Act.CONCEDE}:
        return Verdict(SectionKind.DIPLOMACY, f"{claim.side} on talks, treaties or mediation", claim)
    if claim.act is Act.ANNOUNCE and wording.has(_ACTION):
        return Verdict(SectionKind.SITUATION, f"an action announced by {claim.side}", claim)
    if claim.act in _TELLING and claim.form is not Form.DIRECT and of_its_own(wording.text, own):
        return Verdict(SectionKind.SITUATION, f"an action of its own, told by {claim.side}", claim)
    return Verdict(SectionKind.CLAIMS, f"{claim.act} by {claim.side}", claim)


def _is_neutral(name: str) -> bool:
    """Whether a third party is a body that watches and counts, not a state: what that says of an event may be its policy."""
    return bool(_OBSERVER.search(name)) or _is_party(name, PartyKind.BODY)


def _is_party(name: str, kind: PartyKind) -> bool:
    return (name, kind) in _kinds()


@cache
def _kinds() -> frozenset[tuple[str, PartyKind]]:
    return frozenset((party.name, party.kind) for party in parties())


def _said_by_nobody_known(wording: Wording, claim: Claim, *, diplomatic: bool) -> Verdict:
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
    if _OBSERVER.search(speaker) and wording.has(EVENT):
        return Verdict(SectionKind.SITUATION, "an event, told by those who see or count", claim)
    return Verdict(SectionKind.CLAIMS, "said by a speaker whose side is not told", claim)


def _told(wording: Wording, paragraph: int, article: Article, dates: Sequence[DateMention]) -> Verdict:
    """A sentence in the outlet's own voice."""
    if reason := _history(wording, article, dates):
        return Verdict(SectionKind.BACKGROUND, reason)
    if wording.has(DIPLOMACY):
        return Verdict(SectionKind.DIPLOMACY, "talks, treaties, mediation or international bodies")
    if wording.has(EVENT):
        return Verdict(SectionKind.SITUATION, "an event, in the outlet's voice")
    if wording.has(_COPULA) or wording.has(_HAS_LONG):
        return Verdict(SectionKind.BACKGROUND, "a standing fact")
    if paragraph == 0:
        return Verdict(SectionKind.SITUATION, "the lede, in the outlet's voice")
    return Verdict(None, "no event, no talks, no standing fact: comment in the outlet's voice")


def _history(wording: Wording, article: Article, dates: Sequence[DateMention]) -> str | None:
    """Return why a sentence tells of the past, None if it does not."""
    published = article.published.date() if article.published else None
    if published:
        told = [date.fromisoformat(mention.value.partition("/")[2] or mention.value) for mention in dates]
        recent = published - timedelta(days=_PAST_DAYS)
        if told and max(told) < recent:
            return "an event long before the report"
        years = [int(year) for year in YEAR.pattern.findall(wording.text)] if wording.has(YEAR) else []
        if years and max(years) < published.year and not any(day >= recent for day in told):
            return "an earlier year"
        if any(day >= recent for day in told):
            return None
    if wording.has(STANDING):
        return "history or a standing fact"
    return None
