"""Whether a sentence ends at an end mark, by rule. It knows one candidate at a time and looks a few words around it.

Full stops among abbreviations are `full_stops`' affair; here stand question and exclamation marks, ellipses, and
sentences with no space between them.
"""

from __future__ import annotations

import re

from briefing.text.abbreviations import DOMAINS, EITHER, MARKED_NAMES, PLAIN_STARTERS, SAYING, STARTERS, TITLES
from briefing.text.full_stops import REACH, WORD, Following, Stop, ends_stop
from briefing.text.quotation import Quotation

# An end mark or a run of them, what closes with it, footnote marks, white space with French closers behind it.
CANDIDATE = re.compile(r"([.!?…][.!?…]*)([\"'”’»)\]]*)((?:\[\d{1,3}\])*)(\s+(?:[»”]\s*)*)?")
_OPENERS = "\"'“‘«([{‹„—–-*_ \u00a0"
# So many marks may open before the first word: a dash, a space, a quotation in a quotation.
_MOST_OPENERS = 4
_BULLETS = frozenset("•·▪●‣◦")
# How far the one who asks is looked for, in code points: longer than any "Foreign Minister Ona Palst told".
_SPEAKER_REACH = 120
_SPEAKER = re.compile(r"(?:[A-Z][\w’'.-]*\s+(?:(?:of|de|al|el|bin|van|von|the)\s+)?){1,6}?([a-z]+)\b")
_LOWER_START = re.compile(r"(?:al|el|ash|an|as|ar|at)-[A-Z]|[a-z][A-Z][a-z]|https?://|pic\.twitter\.com/")
# What goes with the post that a quotation repeats: “Kavesh stands! #Kavesh”.
_TAIL_OF_POST = re.compile(r"#\w|https?://")
# One-word shouts in a row: “Down! Down!” is one sentence.
_SHOUT, _SHOUTED = re.compile(r"\w{1,20}!"), re.compile(r"(?:[“\"]|!\s)\w{1,20}!\s+\Z")
# A chant or title inside a sentence is at most this long ("Out! Out!").
_CHANT = 60


def ends(text: str, start: int, found: re.Match[str], quotation: Quotation) -> bool:
    """Whether a sentence that began at `start` ends at the `CANDIDATE` that was `found`.

    `quotation` must have begun at or before `start`, and candidates must be asked for in order.
    """
    if found[4] is None:
        return _space_is_missing(text, found)
    following = _following(text, found.end())
    if following.first in _BULLETS:
        return True
    if _continues(text, found, following) or (
        _TAIL_OF_POST.match(text, following.at) and quotation.open_at(found.start())
    ):
        return False
    if "!" in found[1] or "?" in found[1]:
        return _ends_loud(text, start, found, quotation, opened=following.opened)
    if "…" in found[1] or len(found[1]) > 1:
        return _ends_ellipsis(text, found, quotation)
    return ends_stop(Stop(text, start, found.start(), found[2], following))


def _following(text: str, after: int) -> Following:
    at = after
    while at < after + _MOST_OPENERS and text[at : at + 1] in _OPENERS and at < len(text):
        at += 1
    return Following(text, after, at)


def _continues(text: str, found: re.Match[str], following: Following) -> bool:
    """Whether a lower-case word or a slash ("KAVESH, August 3. /ORW/.") shows that the sentence goes on."""
    if following.first.islower():
        return not _LOWER_START.match(text, following.at)
    return following.first == "/" or text[found.start() - 1] == "/"


def _ends_loud(text: str, start: int, found: re.Match[str], quotation: Quotation, *, opened: bool) -> bool:
    """Decide a question or exclamation mark: not inside a name, a chant, or before the one who asks."""
    closers, after = found[2], found.end()
    before = text[max(start, found.start() - REACH) : found.start()].split()
    if found[1] == "!" and before and before[-1].lstrip("\"“'(") in MARKED_NAMES:
        word = WORD.match(text, after, after + REACH)
        return word is not None and word[0] in STARTERS
    if closers and not opened and _names_the_speaker(text, after):
        return False
    if closers or not quotation.open_at(found.start()):
        return True
    return not _is_chant(text, start, found) and not _is_shout(text, start, after)


def _names_the_speaker(text: str, after: int) -> bool:
    """Whether a name and a verb of saying follow: “Is it over?” Mayor Dorr asked."""
    speaker = _SPEAKER.match(text, after, after + _SPEAKER_REACH)
    return speaker is not None and speaker[1] in SAYING and speaker[0].split(maxsplit=1)[0] not in PLAIN_STARTERS


def _is_shout(text: str, start: int, after: int) -> bool:
    """Whether one-word shouts stand on both sides."""
    return bool(_SHOUT.match(text, after) and _SHOUTED.search(text, max(start, after - REACH), after))


def _is_chant(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether the open quotation is a short piece in the middle of a sentence: crowds chanting "Out! Out!" filled it."""
    left = text[max(start, found.start() - _CHANT) : found.start()]
    right = text[found.end() : found.end() + _CHANT]
    opening = max(left.rfind("“"), left.rfind('"'))
    closing = min((place for place in (right.find("”"), right.find('"')) if place >= 0), default=-1)
    if opening <= 1 or closing < 0:
        return False
    return left[opening - 2].islower() and left[opening - 1] == " " and right[closing + 1 :].lstrip()[:1].islower()


def _ends_ellipsis(text: str, found: re.Match[str], quotation: Quotation) -> bool:
    """Decide three dots before a capital: the end unless they are an elision, or a pause in a quotation."""
    if text[found.start() - 1] in "([" and found[2][:1] in (")", "]"):
        return False
    return bool(found[2]) or not quotation.open_at(found.start())


def _space_is_missing(text: str, found: re.Match[str]) -> bool:
    """Whether a sentence ends with no space behind it, as in "ended.The next"."""
    after, last = found.end(), text[found.start() - 1]
    if len(found[1]) != 1 or not (last.islower() or last in ")]”"):
        return False
    after += text[after : after + 1] == "“"
    pair = text[after : after + 2]
    if not (pair[:1].isupper() and (pair[1:].islower() or pair[1:] in (" ", "’", "'"))):
        return False
    token = text[max(0, found.start() - _SPEAKER_REACH) : found.start()].rsplit(maxsplit=1)[-1]
    following = WORD.match(text, after, after + REACH)
    if following is None or "." in following[0] or following[0].lower() in DOMAINS or len(token) == 1:
        return False
    if any(sign in token for sign in "/@.=&?_") or token.startswith("www"):
        return False
    return token not in MARKED_NAMES and token not in TITLES and (token not in EITHER or following[0] in STARTERS)
