"""Whether a full stop ends a sentence or belongs to an abbreviation, a title, a time, an initial or a label.

It knows the tables of `abbreviations` and looks no further than a few words to either side.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from briefing.text.abbreviations import (
    CLOCK,
    EITHER,
    INSIDE,
    LETTERED,
    MONTHS,
    NUMBERED,
    PLAIN_STARTERS,
    REST_OF_TIME,
    STARTERS,
    TITLES,
)

# How far a look-up may see, in code points: longer than any abbreviation with the word before it.
REACH = 32
WORD = re.compile(r"[^\W\d_](?:[\w’'-]|\.(?=\w))*")
_DOTTED = re.compile(r"(?:[A-Z][a-z]?\.)+[A-Z][a-z]{0,3}|(?:[a-z]\.)+[a-z]")
_APOSTROPHE = re.compile(r"[’']")
# Party and state: inside a sentence a comma or a bracket would follow ("Ott Weller, D-Calif., voted").
_PARTY = re.compile(r"[RDI]-[A-Z][\w.]*")
_QUOTES = frozenset("\"'”’»")
_TIME = r"[\d.:]{1,5}\s?[ap]\.?m"
# "At 7.45 p.m. Kavesh radio went silent": the time is not the end of anything; nor is one that opens an entry of a log.
_FRONTED = re.compile(
    r"[\"'“‘(]?(?:(?:(?:[Jj]ust|[Ss]hortly)\s)?(?:At|By|Around|About|Before|After|Since|Until|From|before|after)\s"
    rf"(?:about\s|around\s)?)?{_TIME}"
)
# "Article 3. The parties shall cease fire": what opens a clause is its label.
_LABEL = re.compile(
    r"(?:Article|Section|Chapter|Clause|Point|Part|Paragraph|Rule|Annex|Step|Question)\s(?:\d{1,3}|[IVXLC]{1,6}|[A-Z])"
)
_NICKNAME = re.compile(r"[“\"'‘]\w[\w ]{0,15}[”\"'’]\s+[A-Z]")
# So many capitalised words on either side make a headline: "Orlen Asks U.S. For Grain And Fuel".
_HEADLINE = 3


class Following:
    """What follows a full stop: first character, first word, and whether quotation marks or brackets open before it.

    `after` is the place behind the white space, `at` the place behind the marks that open there.
    """

    __slots__ = ("after", "at", "dashed", "first", "opened", "text")

    def __init__(self, text: str, after: int, at: int) -> None:
        self.text, self.after, self.at = text, after, at
        self.opened, self.dashed = at > after, text[after] in "—–-"
        self.first = text[at : at + 1]

    def word(self) -> str:
        """Return the first word without what an apostrophe joins to it ("It" of "It's"), "" where none stands there."""
        found = WORD.match(self.text, self.at, self.at + REACH)
        return _APOSTROPHE.split(found[0], maxsplit=1)[0] if found else ""

    def starts(self) -> bool:
        """Whether it looks like the beginning of a sentence even after an abbreviation."""
        if self.dashed or self.is_initial():
            return False
        if self.opened and self.text[self.at - 1] not in "([":
            return not _NICKNAME.match(self.text, self.after, self.after + REACH)
        return self.word() in STARTERS

    def is_initial(self) -> bool:
        """Whether it is the initial of a name: "V. I. Karmanov"."""
        return self.first.isupper() and self.text[self.at + 1 : self.at + 2] == "."


class Stop:
    """A full stop with the word before it; `core` is that word without what is joined to it by a dash."""

    __slots__ = ("before", "closers", "core", "following", "place", "start", "text", "word")

    def __init__(self, text: str, start: int, place: int, closers: str, following: Following) -> None:
        self.text, self.start, self.place, self.closers, self.following = text, start, place, closers, following
        self.before = text[max(start, place - REACH) : place].split()
        self.word = self.before[-1].lstrip("\"'“‘«([{‹—–-/") if self.before else ""
        self.core = self.word.rsplit("-", 1)[-1].rsplit("—", 1)[-1]

    def previous(self) -> str:
        """Return the word before the word, "" where none stands there."""
        return self.before[-2] if len(self.before) > 1 else ""

    def is_bracketed(self) -> bool:
        """Whether a bracket holds the word and nothing else: "Capt. (Ret.) Dana Marsh"."""
        return self.before[-1][0] in "([" and self.closers[:1] in (")", "]")


def ends_stop(stop: Stop) -> bool:
    """Whether a sentence ends at a single full stop that white space and no lower-case letter follows."""
    if not stop.word:
        return bool(stop.closers)
    if stop.word not in _TOLD_APART and stop.word.islower() and stop.word.isalpha():
        return True  # most stops: no rule knows a plain word
    for rule in _RULES:
        verdict = rule(stop)
        if verdict is not None:
            return verdict
    return not (stop.following.dashed and stop.core.isupper())


def _label(stop: Stop) -> bool | None:
    """Refuse the number or name that opens a sentence: "1. The army withdraws"."""
    opens = stop.word.isdigit() and stop.place - stop.start <= len(stop.word)
    return False if opens or _LABEL.fullmatch(stop.text, stop.start, stop.place) else None


def _inside(stop: Stop) -> bool | None:
    return False if stop.core in INSIDE or stop.word in INSIDE else None


def _title(stop: Stop) -> bool | None:
    core = stop.core
    if core not in TITLES and not (core.isupper() and len(core) > 1 and core.capitalize() in TITLES):
        return None
    return (bool(stop.closers) and not stop.is_bracketed()) or stop.following.word() in PLAIN_STARTERS


def _clock(stop: Stop) -> bool | None:
    core = stop.core
    if core.lstrip("0123456789:.") not in CLOCK or not (core[0].isdigit() or stop.previous()[-1:].isdigit()):
        return None
    return not _FRONTED.fullmatch(stop.text, stop.start, stop.place) and _ends_clock(stop.following)


def _ends_clock(following: Following) -> bool:
    word = following.word()
    if word in REST_OF_TIME or following.dashed or following.text[following.at - 1] == "(":
        return False
    tail = following.text[following.at + len(word) : following.at + len(word) + 8].split()
    return tail[:1] not in (["time"], ["Time"], ["time,"], ["time."])


def _number(stop: Stop) -> bool | None:
    core, following = stop.core, stop.following
    if following.first.isdigit() and (core in NUMBERED or core in EITHER or core in MONTHS):
        return False
    return not following.dashed and not following.is_initial() if core in MONTHS else None


def _abbreviation(stop: Stop) -> bool | None:
    core, following = stop.core, stop.following
    if _PARTY.fullmatch(stop.word) and not stop.is_bracketed() and not following.dashed:
        return True
    numbered = core in NUMBERED and core[0].isupper() and core != "No"
    if core not in EITHER and not numbered and not _DOTTED.fullmatch(core):
        return None
    if not following.dashed and not _QUOTES.isdisjoint(stop.closers):
        return True
    return following.starts() and not _is_headline(stop)


def _is_headline(stop: Stop) -> bool:
    """Whether every word around is capitalised, so that a capital tells nothing."""
    before = stop.before[-1 - _HEADLINE : -1]
    behind = stop.following.text[stop.following.at : stop.following.at + REACH].split()[:_HEADLINE]
    return len(before) > 1 and len(behind) == _HEADLINE and all(word[0].isupper() for word in (*before, *behind))


def _letter(stop: Stop) -> bool | None:
    if not (len(stop.core) == 1 and stop.core.isalpha() and stop.core.isupper()):
        return None
    return stop.following.starts() or stop.previous().lower() in LETTERED


_TOLD_APART = INSIDE | TITLES | CLOCK | NUMBERED | EITHER | MONTHS
_RULES: tuple[Callable[[Stop], bool | None], ...] = (_label, _inside, _title, _clock, _number, _abbreviation, _letter)
