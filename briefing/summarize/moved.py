"""A figure that moved: two sentences of one matter that give other numbers of the same thing. Wrong pairs are worse than none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from briefing.lexicon import find
from briefing.model import Figure
from briefing.text import STOP_WORDS, words
from briefing.text.listed import listed

# Cosine from which two sentences tell the same matter more likely than not, so that a risen figure is the same figure; a
# figure that fell needs nearly the same sentence: a day's dead are no correction of the dead so far. Measured as in `select`.
_MATTER, _SAME = 0.25, 0.45
_COUNT = r"\d{1,3}(?:,\d{3})+|\d+"
_PASSED = r"above|topped|surpassed|passed|exceeded"
_ABOUT = rf"(?:(?:at least|more than|over|about|around|nearly|almost|some|close to|{_PASSED})\s+)?"
# A toll is of the whole conflict, wherever it stands; whose it is, is said by the party named beside it. One that is "raised
# from an earlier figure of 136" gives the earlier figure.
_TOLL = re.compile(
    rf"(?P<whose>(?:[\w’'-]+\s+){{0,2}}(?:death toll|toll|(?:total )?number of (?:fatalities|deaths|dead|people killed))\b"
    rf"(?!\s+from an? (?:earlier|previous))[^.;]{{0,80}}?)"
    rf"\b(?:(?:to|at|of|reached|was|is|hit|now)\s+|(?=(?:{_PASSED})\s))(?P<count>{_ABOUT}(?:{_COUNT}))(?![\w:]|[.,]\d|\s*(?:per\b|%))",
    re.IGNORECASE,
)
_WORDS = listed("""
    two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety
    """)
_NUMBER = re.compile(
    rf"(?<![\w.,:/-])(?:{_COUNT}|(?:{'|'.join(_WORDS)})\b)(?![\w:/-]|[.,]\d)(?:\s+(?:hundred|thousand|million|billion)\b)?",
    re.IGNORECASE,
)
_BEHIND = 3  # words behind a number among which the thing counted stands
_NO_COUNT = frozenset(
    listed("""
    january february march april may june july august september october november december
    percent years year old days day hours hour minutes months weeks am pm
    """)
)
_FATE = frozenset(listed("killed dead wounded injured died missing captured people others"))
_MOST_FOLD = 5  # a figure that grew more than this between two briefs is another's estimate, or counts something else


def moved(
    earlier: Sequence[Figure], now: Sequence[Figure], sentences: tuple[str, str], likeness: float
) -> tuple[str, str] | None:
    """Return the words of a figure in an earlier sentence and of the same figure now, None where none moved for certain.

    `sentences` are the earlier one and the present one, `likeness` is their cosine. Tolls are compared by whose they are;
    casualties, as `figures` reads them, in sentences of one matter; anything else by the thing that is counted.
    """
    toll = _tolls(sentences, likeness)
    if toll or likeness < _MATTER:
        return toll
    for old in earlier:
        for new in now:
            same = old.quantity == new.quantity and _same_people(old.whose, new.whose)
            if same and _apart((old.low, old.high), (new.low, new.high), likeness):
                return old.text, new.text
    return _other_number(*sentences) if likeness >= _SAME else None


def has_toll(sentence: str) -> bool:
    """Whether a sentence gives the toll of the whole conflict."""
    return bool(_toll(sentence))


@lru_cache(maxsize=8192)  # each sentence of today is held against every line of yesterday
def _toll(sentence: str) -> re.Match[str] | None:
    return _TOLL.search(sentence)


def _tolls(sentences: tuple[str, str], likeness: float) -> tuple[str, str] | None:
    old, new = map(_toll, sentences)
    if not old or not new:
        return None
    whose, others = ({mention.party for mention in find(found["whose"])} for found in (old, new))
    if whose != others or not (whose or likeness >= _MATTER):
        return None
    before, after = (_value(found["count"]) for found in (old, new))
    return (old["count"], new["count"]) if _apart((before, before), (after, after), likeness) else None


def _value(count: str) -> int:
    return int("".join(sign for sign in count if sign.isdigit()))


def _same_people(old: str | None, new: str | None) -> bool:
    """The same people, or one side says nothing where the other names only a party: children are not all the dead."""
    if old == new:
        return True
    named = old or new or ""
    return (old is None or new is None) and ":" not in named and named[:1].isupper()


def _apart(old: tuple[int, int], new: tuple[int, int], likeness: float) -> bool:
    risen = old[1] < new[0] <= max(1, old[1]) * _MOST_FOLD
    return risen or (likeness >= _SAME and new[1] < old[0])


def _other_number(earlier: str, now: str) -> tuple[str, str] | None:
    """The first number of the earlier sentence that the present one gives otherwise, of the same thing."""
    before, after = list(_counted(earlier)), list(_counted(now))
    told, known = numbers(now), numbers(earlier)
    for number, things in before:
        for other, others in after:
            if number.lower() not in told and other.lower() not in known and things & others:
                return number, other
    return None


def numbers(text: str) -> frozenset[str]:
    """Return the numbers in a text, as written but for capitals."""
    return frozenset(found[0].lower() for found in _NUMBER.finditer(text))


def _counted(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each number that counts something with the words it may count."""
    for found in _NUMBER.finditer(text):
        behind = words(text[found.end() : found.end() + 60].split(",", maxsplit=1)[0])[:_BEHIND]
        if behind and behind[0] not in _NO_COUNT:
            things = {word for word in behind if word not in STOP_WORDS and not word[0].isdigit()}
            yield found[0], frozenset(things - _FATE)
