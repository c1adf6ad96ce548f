"""Whether a sentence can be read without its article, and the repairs that make it so without a guess.

Every repair is visible: "[…]" for what was left out, "[Vladimir Putin]" for a name put in the place of a pronoun,
"[3 October 2020]" behind a day that only its article dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from briefing.lexicon import topics
from briefing.lexicon.grammar_words import PRONOUNS as PRONOUN_SOURCES
from briefing.model import Claim, Form, Sentence
from briefing.summarize.people import People
from briefing.summarize.things import Things
from briefing.text import DateMention

ELISION = "[…]"
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_PERSONAL = frozenset(["he", "she", "him", "her", "his", "hers", "they", "them", "their", "theirs"])
_COUNTED = re.compile(
    r"The (?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|other|\d+) [a-z]+\b(?! (?:of|in|at|from) )"
)  # "The fifteen members met"
_BARE = re.compile(
    r"^(?:The|This|That|These|Those|Such|Both|Another|One|Some|Others?)\s+(?:\w+\s+)?(?:attack|statement|move|announcement|decision|deal|agreement|treaty|strike|incident|report|official|officials|ministry|minister|"
    r"president|spokesman|spokeswoman|spokesperson|group|team|plan|proposal|meeting|talks|vote|resolution|letter|video|footage|site|area|town|city|region|country|sides?|men|man|woman|two|three|latest|same|other|latter|former|"
    r"move|accusation|allegation|claim|comments?|remarks?|offer|demand|violence|fighting|clashes|bombing|blast|explosion|victims?|dead|toll|soldiers?|troops?|rebels?|militants?|protesters?|protests?)\b(?!\s+(?:of|in|on|at|by|between|from|near)\s+(?:the\s+)?[A-Z])",
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def hangs(text: str, *, said: bool) -> str | None:
    """Return what ties a sentence to its context, None if it can be read alone. `said`: its speaker is printed beside it."""
    body = topics.CONNECTIVES.sub("", text.lstrip("“\"'‘"))
    found = [match[0] for match in _WORD.finditer(body)]
    if not found:
        return "no words"
    first = found[0].lower()
    if (
        first in topics.DEPENDENT
        and not (
            first == "it"
            and re.match(
                r"It (?:is|was|remains|has been) (?:not )?(?:un)?(?:clear|known|likely|possible|difficult|the)", body
            )
        )
        and not (said and text[:1] in '“"')
    ):
        return f"begins with “{found[0]}”"
    if (_BARE.match(body) or _COUNTED.match(body)) and not said:
        return "begins with a noun the reader has not met"
    for number, word in enumerate(found):
        low = word.lower()
        if low in _PERSONAL and not (said and _inside_quotation(body, word)):
            before = found[:number]
            if not any(
                part[0].isupper() and (place or part.lower() not in topics.DEPENDENT)
                for place, part in enumerate(before)
            ):
                return f"“{word}” without a name before it"
    return None


def plain(text: str) -> str:
    """Return a printed text with the names in brackets as plain words, so that a repaired pronoun no longer hangs."""
    return re.sub(r"\[([^\]…\d]+?):?\]", r"\1", text).removeprefix(ELISION + " ")


def _inside_quotation(text: str, word: str) -> bool:
    at = text.find(word)
    opened = max(text.rfind("“", 0, at), text.rfind('"', 0, at))
    return opened >= 0 and text.rfind("”", 0, at) < opened


@dataclass(frozen=True, slots=True)
class Names:
    """What an article calls its people and things by their full names."""

    people: People
    things: Things


def printed(
    sentence: Sentence, claim: Claim | None, dates: Sequence[DateMention], names: Names | None = None, before: str = ""
) -> str:
    """Return the sentence as printed, with its visible repairs; `before` is the sentence before it."""
    edits = _days(sentence, dates)
    if found := topics.CONNECTIVES.match(sentence.text):
        edits.append((0, found.end(), ELISION + " "))
    edits.extend(_name(sentence, claim, names))
    if names is not None:
        edits.extend(_full_names(sentence.text, before, names, edits))
    opened, closed = _torn(sentence.text)
    if opened:
        named = [edit for edit in edits if edit[2].endswith(":] ")]
        edits = [edit for edit in edits if edit not in named]
        opened = "".join(new for _, _, new in named) + opened
    text = sentence.text
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return f"{opened}{text}{closed}"


_MARK = re.compile(r"[“”]|(?<!\d)\"")  # twelve inches are 12"


def _torn(text: str) -> tuple[str, str]:
    """The quotation marks that stand in the sentences around a text, for one that begins or ends inside a quotation."""
    opened, missing = False, ""
    for mark in _MARK.finditer(text):
        opens = mark[0] == "“" or (
            mark[0] == '"' and not opened and (mark.start() == 0 or text[mark.start() - 1] in " ([—–-")
        )
        if not opens and not opened:
            missing = "[“]"
        opened = opens
    return missing, "[”]" if opened else ""


_Edit = tuple[int, int, str]


def _days(sentence: Sentence, dates: Sequence[DateMention]) -> list[_Edit]:
    """The edits that add the day behind an expression that only the article's date resolves."""
    edits = []
    # "at 8 a.m. … on Tuesday": one day is told once, behind the words that name it.
    told = {mention.value: mention for mention in reversed(dates)}
    told |= {mention.value: mention for mention in reversed(dates) if _WEEKDAY.search(mention.text)}
    for mention in dates:
        if not mention.explicit and not _names_the_day(mention.text) and told[mention.value] is mention:
            end = mention.span.end - sentence.span.start
            if sentence.text[end : end + 2] in {"'s", "’s"}:
                end += 2  # "Thursday's [24 July 2014] fighting"
            edits.append((end, end, f" [{calendar(mention.value)}]"))
    return edits


def _full_names(text: str, before: str, names: Names, edits: Sequence[_Edit]) -> Iterator[_Edit]:
    """The edits that print in full whom or what the article has named before; what another edit names already stays."""
    taken = [(start, end) for start, end, _ in edits]
    told = " ".join(new for _, _, new in edits)
    pronoun = names.people.pronoun(text, before)
    for start, end, name in (*([pronoun] if pronoun else []), *names.people.bare(text), *names.things.bare(text)):
        free = not any(start < its_end and its_start < end for its_start, its_end in taken)
        if free and name.removesuffix("’s").split()[-1] not in told:
            yield start, end, f"[{name}]"


_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_DAY_NAMED = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s+\d{1,2}\b|\b\d{1,2}(?:st|nd|rd|th)?\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)


def _names_the_day(text: str) -> bool:
    """Whether an expression gives day and month, so that a reader of a dated brief needs no bracket."""
    return bool(_DAY_NAMED.search(text))


def _name(sentence: Sentence, claim: Claim | None, names: Names | None) -> list[_Edit]:
    """The edit that names the speaker: in the place of a pronoun, or in front of words that nobody is named for."""
    if claim is None or not claim.speaker:
        return []
    begin, end = sentence.span.start, sentence.span.end
    name = names.people.whole(_with_office(claim.speaker)) if names else short(claim.speaker)
    if claim.source is None or not (begin <= claim.source.start < end):
        if claim.form is Form.DIRECT and claim.speaker.lower() not in PRONOUN_SOURCES:
            return [(0, 0, f"[{name}:] ")]
        return []
    source = sentence.text[claim.source.start - begin : claim.source.end - begin]
    if claim.speaker.lower() in PRONOUN_SOURCES or name == source:
        return []
    bare = source.removeprefix("Mr. ").removeprefix("Mrs. ").removeprefix("Ms. ").removeprefix("Dr. ")
    if (
        source.lower() in PRONOUN_SOURCES
        or (" " not in bare and name.endswith(bare) and bare not in sentence.text[: claim.source.start - begin])
        or (source.lower().startswith("the ") and source[4:].islower())
    ):
        return [(claim.source.start - begin, claim.source.end - begin, f"[{name}]")]
    return []


_OFFICE_FIRST = re.compile(r"(?:[Aa]n?|[Tt]he) ([^,]+), ((?:[A-Z][\w.’'-]+ )+[A-Z][\w’'-]+)")


def _with_office(speaker: str) -> str:
    """The speaker without apposition, but for a name: "a ministry spokesman, Ona Palst" is "ministry spokesman Ona Palst"."""
    found = _OFFICE_FIRST.fullmatch(speaker)
    return f"{found[1]} {found[2]}" if found else short(speaker)


def short(speaker: str) -> str:
    """The speaker without apposition."""
    return speaker.split(",", maxsplit=1)[0].strip()


def calendar(value: str) -> str:
    """Return an ISO date or range in words: "3 October 2020", "28 September–4 October 2020", "October 2020", "2020"."""
    first, _, last = value.partition("/")
    one = date.fromisoformat(first)
    if not last or last == first:
        return _day(one)
    other = date.fromisoformat(last)
    if one.day == 1 and (other + timedelta(days=1)).day == 1 and one.year == other.year:
        if one.month == other.month:
            return f"{_MONTHS[one.month - 1]} {one.year}"
        if (one.month, other.month) == (1, len(_MONTHS)):
            return str(one.year)
    if (one.year, one.month) == (other.year, other.month):
        return f"{one.day}–{_day(other)}"
    if one.year == other.year:
        return f"{one.day} {_MONTHS[one.month - 1]}–{_day(other)}"
    return f"{_day(one)}–{_day(other)}"


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
