"""What a first look lets pass must be what a close look finds nothing in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefing.ingest import vocabulary
from briefing.ingest.clean import is_clean, tidy
from briefing.ingest.furniture import _credit_start
from briefing.ingest.jsonl import text_blocks
from briefing.ingest.lede import _lead, dateline
from briefing.ingest.telltale import Glance, _by_opening, _ends_as_caption, _is_odd, _may_open

_OPENING = (
    "CAPTIONS", "CAPTIONS_OPEN", "CREDITS", "CREDITS_LAST", "CREDITS_OPEN", "ENTRY_HEADS", "LINKS", "LINKS_OPEN", "NOTICES", "NOTICES_OPEN",
)  # fmt: skip
_LETTERS = 6  # "Hide C": no first look goes beyond them
_LEAD = (
    "KARSIN ", "Karsin, ", "Ostra ", "of ", "the ", "Press ", "Trust ", "Wednesday ", "Oct ", "3rd ", "2020", " (Reuters) ", "Associated ", "Pakistan", "/TASS/", ". ",
)  # fmt: skip
_LEAD_AND_BREAKS = (*_LEAD, "—", "-", ":", "president ", "and ", "(CNN)", "al-Tern ")
_CAPTION_ENDS = (
    "He waves", " ", "(", ")", "/", ":", ".", "AP", "AFP", "Photo", "photo", "PHOTO", "Image", "Picture", "s", " by Mila Tern", "via ", "Getty Images", "AP Images", "Flickr",
    "REUTERS", "Photograph", "Courtesy ", "File ", "Reuters", "Tern", "AP Photo",
)  # fmt: skip
_OPENINGS = (
    "The ", "the opinions expressed here ", "Read ", "more: ", ",", ":", "Photo", ": ", " | ", "AP Photo", "REUTERS", "Hide Caption 3 of 5", "By", "by: ", "signing up you agree ",
    "à lire aussi ", "Lire aussi", "ſee also ", "“", "It was reported from Karsin", "We ", "use cookies", "12:30 GMT:", "Ad", ".", "Advertisement", "(with agencies)", "Реклама",
)  # fmt: skip


class _Everything(frozenset[str]):
    """A set that nothing is missing from."""

    def __contains__(self, _: object) -> bool:
        return True


def _beginnings(tree: Iterable[Any]) -> set[str]:
    """Return the first letters, `_LETTERS` at most, of all that a parsed pattern matches; one letter stands for its class."""
    found = {""}
    for step in tree:
        found = {(head + way)[:_LETTERS] for head in found for way in (_ways(*step) if len(head) < _LETTERS else [""])}
    return found


def _ways(name: Any, value: Any) -> set[str]:  # noqa: ANN401 - a step of a parsed pattern
    match str(name):
        case "LITERAL":
            return {chr(value)}
        case "IN":
            return {_one(*each) for each in value}
        case "BRANCH":
            return set().union(*map(_beginnings, value[1]))
        case "SUBPATTERN":
            return _beginnings(value[-1])
        case "MAX_REPEAT" | "MIN_REPEAT":
            least, most, tree = value
            return {way for times in {least, min(most, least + 1)} for way in _beginnings([*tree] * times)}
        case "AT":
            return {" " if str(value) == "AT_BOUNDARY" else ""}
        case "ANY" | "NOT_LITERAL":
            return {" "}
    raise AssertionError(name)


def _one(name: Any, value: Any) -> str:  # noqa: ANN401 - as above
    """Return a letter of a class."""
    match str(name):
        case "LITERAL":
            return chr(value)
        case "RANGE":
            return chr(value[0])
        case "CATEGORY":
            return {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "1"}.get(str(value), "a")
    assert str(name) == "NEGATE"
    return "A"


@pytest.mark.parametrize("name", _OPENING)
def test_no_line_that_a_pattern_knows_is_let_pass_at_the_first_look(name: str) -> None:
    pattern: re.Pattern[str] = getattr(vocabulary, name)
    beginnings = {beginning.strip() for beginning in _beginnings(import_module("re._parser").parse(pattern.pattern))}
    assert beginnings
    assert [each for each in sorted(beginnings) if each and not _may_open(each, believed=True)] == []


@given(st.lists(st.sampled_from(_LEAD), min_size=1, max_size=9).map("".join).map(str.strip))
def test_what_is_too_long_for_a_piece_of_a_dateline_is_none(text: str) -> None:
    found = _lead(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefing.ingest.lede._LONG_PIECE", re.compile(r"(?!)"))
        assert _lead(text) == found


@given(
    line=st.lists(st.sampled_from(_OPENINGS), min_size=1, max_size=5).map("".join),
    is_open=st.booleans(),
    last=st.booleans(),
)
def test_the_first_look_changes_nothing(line: str, *, is_open: bool, last: bool) -> None:
    assume(line := tidy(line))
    believed = is_open or last
    may_be = (
        believed or line[0] in "([©-–—•*0123456789" or line.split()[0].strip(",:").lower() in vocabulary.FIRST_WORDS
    )
    known = _by_opening(line, is_open=is_open, last=last) if may_be else None
    assert (_by_opening(line, is_open=is_open, last=last) if _may_open(line, believed=believed) else None) is known


@given(st.text(alphabet="abÄ中 .,|-1٣’", min_size=1, max_size=60))
def test_a_line_is_odd_that_has_hardly_a_letter(text: str) -> None:
    assume(line := tidy(text))
    marks = line.replace(" ", "")
    letters = sum(map(str.isalpha, marks))
    begins_with_words = line[:16].replace(" ", "").isalpha()
    hardly = letters == 0 or (len(marks) >= 16 and letters < 0.45 * len(marks))
    assert (line in Glance([line]).scarce and _is_odd(line)) is (not begins_with_words and hardly)


@given(line=st.lists(st.sampled_from(_LEAD_AND_BREAKS), min_size=1, max_size=12).map("".join), first=st.booleans())
def test_a_line_that_begins_with_six_words_has_no_dateline(line: str, *, first: bool) -> None:
    assume(line := tidy(line))
    found = dateline(line, first=first)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("_LONG_START", "_LONG_PIECE"):
            patch.setattr(f"briefing.ingest.lede.{name}", re.compile(r"(?!)"))
        assert dateline(line, first=first) == found


@given(
    st.lists(
        st.sampled_from(["AFP", "RFE/RL", "(", ")", "—", " ", ".", "Press Trust of India", "He waited", "”", "-", "["])
    ).map("".join)
)
def test_an_agency_at_the_end_is_known_by_its_last_word(line: str) -> None:
    assume(line := tidy(line))
    found = _credit_start(line)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefing.ingest.furniture._AGENCY_ENDS", _Everything())
        assert _credit_start(line) == found


@given(st.text(alphabet="ab  \n.-Ä\t", max_size=200))
def test_what_is_taken_for_clean_is(text: str) -> None:
    assert all(is_clean(block.text) for block in text_blocks(text) if block.clean)


@given(st.lists(st.sampled_from(_CAPTION_ENDS), max_size=8).map("".join))
def test_a_caption_ends_with_a_slash_a_way_or_a_picture(line: str) -> None:
    assert _ends_as_caption(line) is (vocabulary.CAPTION_END.search(line[-140:]) is not None)
