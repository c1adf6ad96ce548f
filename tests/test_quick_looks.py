"""The cheap looks before the patterns of attribution and figures change no answer: without them it is the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.attribute import Roster, bare, claims, claims_of, enmity, grammar, persons
from briefing.attribute.grammar import Marks, quotations
from briefing.figures import figures
from briefing.figures import find as reading
from briefing.lexicon import offices
from briefing.lexicon.revolt import actors
from briefing.model import Article, Origin, Span
from briefing.text import sentences

_ORIGIN = Origin(path="case", media_type="text/plain", sha256="0" * 64)
_GAPS = st.sampled_from((" ", " ", " ", "", "-", ", "))
Answer = TypeVar("Answer")


def _texts(*words: str) -> st.SearchStrategy[str]:
    forms = [form for word in words for form in (word, word.upper(), word.title())]
    return st.lists(st.tuples(st.sampled_from(forms), _GAPS), min_size=1, max_size=9).map(
        lambda found: "A " + "".join(piece + gap for piece, gap in found)
    )


def _unlooked(ask: Callable[[], Answer], **looks: object) -> Answer:
    """Answer without the looks: each `module__name` is put in the place of a look."""
    with pytest.MonkeyPatch.context() as patch:
        for place, instead in looks.items():
            patch.setattr({"figures": reading, "enmity": enmity, "bare": bare, "offices": offices}[place.split("__")[0]], place.split("__")[1], instead)  # fmt: skip
        return ask()


def _always(*_: object) -> bool:
    return True


_COUNTED = ("12", "1,300", "two", "hundred", "٣", "people", "soldiers", "of the", "were", "has", "at least", "between", "and", "to", "Armenia", "the", "toll", "rose")  # fmt: skip
_DEEDS = ("killed", "dead", "died", "slain", "murdered", "massacred", "wounded", "injured", "hurt", "captured", "taken prisoner", "detained", "arrested", "held", "displaced", "fled", "evacuated", "left homeless", "missing", "kill", "killing", "kills", "claimed the lives of", "death", "deaths of", "wounding", "injures", "deaths")  # fmt: skip


@given(st.tuples(st.sampled_from(_COUNTED), _texts(*_COUNTED, *_DEEDS)).map(" ".join))
def test_a_look_misses_no_figure(text: str) -> None:
    article = Article(id="a", text=text, origin=_ORIGIN)
    split = sentences(article)
    found = figures(article, split, ())
    held = _unlooked(lambda: figures(article, split, ()), figures__holds=_always, figures___NUMBERED=re.compile(""))
    triggered = [one for one in held if re.search("kill|dea?d|die|death|wound|injur|hurt|captur|prisoner|detain|arrest|displac|fled|evacuat|missing|slain|casualt", text, re.IGNORECASE)]  # fmt: skip
    assert list(found) == triggered


_FIGHTS = ("attacked", "strikes", "war", "wars", "fires", "firing", "threatened", "occupied", "talks", "against", "between", "Iran", "Armenia", "Hamas", "rebels", "Palst", "’s")  # fmt: skip


@given(_texts(*_FIGHTS))
def test_a_look_misses_no_enmity(text: str) -> None:
    article = Article(id="a", text=text, origin=_ORIGIN)
    roster = Roster()
    roster.learn(["Iranian President Ona Palst said so.", "Iranian President Ona Palst spoke."])
    heard = [(article, sentences(article), ())]
    assert enmity.graph_of(heard, roster) == _unlooked(lambda: enmity.graph_of(heard, roster), enmity__holds=_always)


_NOUNS = ("rebels", "insurgent", "insurgency", "guerrilla", "guerilla", "separatists", "secessionist", "militant", "jihadists", "opposition", "junta", "regime", "government", "military", "army", "state media", "state TV", "foreign ministry", "defense ministry")  # fmt: skip


@given(st.sampled_from(_NOUNS), _texts(*_NOUNS, "the", "said", "mİlitant", "mılıtant"))
def test_a_look_misses_no_bare_noun(noun: str, text: str) -> None:
    known = bare.Bare()
    for _ in range(3):
        known.learn(f"The Syrian {noun} met.", actors(f"The Syrian {noun} met."))
    named = actors(text)
    assert known.mentions(text, named) == _unlooked(lambda: known.mentions(text, named), bare__holds=_always)


@given(_texts("Iran", "Armenia’s", *(office for told in offices.OFFICES.values() for office in told)))
def test_a_look_misses_no_office(text: str) -> None:
    assert offices.mentions(text) == _unlooked(lambda: offices.mentions(text), offices__holds=_always)


@given(st.text('ab “”"\n', max_size=30), st.integers(0, 29), st.integers(1, 30))
def test_a_span_lies_within_quotations_where_its_places_are_inside(text: str, start: int, length: int) -> None:
    marks, places = Marks(quotations(text)), range(start, start + length)
    within = [place for begin, end in marks.within(Span(start, start + length)) for place in range(begin, end)]
    assert within == [place for place in places if marks.inside(place)]


def test_every_office_holds_a_part_that_is_looked_for() -> None:
    assert all(any(part in office for part in offices.PARTS) for told in offices.OFFICES.values() for office in told)


@given(
    _texts(
        "al-Jubeir",
        "al",
        "bin",
        "ibn",
        "van",
        "von",
        "de",
        "der",
        "du",
        "el",
        "Ona",
        "O’Brien",
        "J.",
        "banal",
        "É",
        "a",
        ".",
    )
)
def test_a_name_begins_where_its_first_part_does(text: str) -> None:
    plain = re.compile(rf"\b{persons.NAME_PART}(?:\s+{persons.NAME_PART})*")
    assert persons.NAME.findall(text) == plain.findall(text)


@given(st.text("a'`“”«»\"\n", max_size=20))
def test_quotations_are_told_by_the_same_marks_as_ever(text: str) -> None:
    told = [found.span() for found in grammar.MARK.finditer(text)]
    assert told == [found.span() for found in re.finditer("[\"“”«»\n]|''|``", text)]


_LETTERS = st.text(alphabet="aBcé_ .,'’-&1$`”\n\u00a0", max_size=30)


@given(st.one_of(_LETTERS, st.text(max_size=30)))
def test_the_words_that_are_told_first_are_those_that_would_be_told_without(text: str) -> None:
    first, _, others = grammar.TOKEN.pattern.partition("|")
    assert first == "[A-Za-z][a-z]*+(?=[ ,])"
    assert grammar.TOKEN.findall(text) == re.findall(others, text)


@given(st.one_of(st.from_regex(persons.NAME, fullmatch=True), st.text(max_size=20)))
def test_a_word_of_letters_alone_is_no_full_name(printed: str) -> None:
    assert not (printed.isalpha() and persons.full_name(printed))


def test_articles_that_are_read_together_are_read_as_each_by_itself() -> None:
    texts = ["Ilo Marsh said the road was open.", "“It is over,” Ona Palst added. He denied it.", "The road was open."]
    read = [Article(id=f"a{number}", text=text * number, origin=_ORIGIN) for number, text in enumerate(texts * 7, 1)]
    together = claims_of([(article, sentences(article)) for article in read])
    assert together == [claims(article, sentences(article)) for article in read]
