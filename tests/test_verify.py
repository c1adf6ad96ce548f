"""A line that says what its source does not say is found out, whatever was altered: laws over the printed text."""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import sha256

import pytest
from conftest import SAMPLES, Made
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.ingest import read
from briefing.model import Article, Brief, BriefChapter, Citation, Line, Origin, Section, SectionKind, Source, Span
from briefing.pipeline.proof import verify
from briefing.render import decode

_EDIT = re.compile(r"\[[^\[\]]*\]")
_TEXT = (
    "The ministry said its forces did not open fire on Sunday and that nothing had been fired from the cape.\n"
    "Not one shell left our side before theirs landed, Colonel Maren said.\n"
    "But she told reporters that an attack was unlikely before Friday.\n"
    "The letter said the terms [of the truce] had been kept until Sunday.\n"
)
# Every kind of visible edit, each as it is printed.
_PRINTED = (
    "The ministry said its forces did not open fire on Sunday [4 March 2031] and that nothing had been fired from the cape.",
    "Not one shell left our side before theirs landed, [Ilva Maren] said.",
    "[…] [Ilva Maren] told reporters that an attack was unlikely before Friday [9 March 2031].",
    "The letter said the terms [of the truce] had been kept until Sunday [4 March 2031].",
)


def _small() -> tuple[Brief, tuple[Article, ...]]:
    """Build a brief of four lines and the one article they stand in."""
    origin = Origin(path="a.txt", media_type="text/plain", sha256=sha256(_TEXT.encode()).hexdigest())
    article = Article(id="a1", text=_TEXT, origin=origin)
    passages = _TEXT.splitlines()
    lines = tuple(
        Line(
            id=f"L{number}",
            text=printed,
            citations=(Citation(source=1, article="a1", span=_place(passage), text=passage),),
        )
        for number, (printed, passage) in enumerate(zip(_PRINTED, passages, strict=True))
    )
    sections = (
        Section(kind=SectionKind.SITUATION, lines=lines),
        *(Section(kind=kind, empty="Nothing was found.") for kind in list(SectionKind)[1:]),
    )
    source = Source(
        number=1, article="a1", outlet=None, title=None, url=None, published=None, path="a.txt", media_type="text/plain",
        sha256=origin.sha256, origin="unknown",
    )  # fmt: skip
    from test_render_sample import BRIEF

    brief = replace(BRIEF, chapters=(BriefChapter(id="c", headline="c", sections=sections),), sources=(source,))
    return brief, (article,)


def _place(passage: str) -> Span:
    return Span(_TEXT.index(passage), _TEXT.index(passage) + len(passage))


def _altered(brief: Brief, line: Line, text: str) -> Brief:
    """Print another text in the place of a line's."""
    new = replace(line, text=text)

    def swap(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(new if old.id == line.id else old for old in lines)

    chapters = tuple(
        replace(
            chapter,
            bottom_line=swap(chapter.bottom_line),
            sections=tuple(replace(section, lines=swap(section.lines)) for section in chapter.sections),
        )
        for chapter in brief.chapters
    )
    return replace(brief, chapters=chapters)


def _found(brief: Brief, articles: tuple[Article, ...], line: Line, text: str) -> bool:
    return any(line.id in fault for fault in verify(_altered(brief, line, text), articles))


_SMALL = _small()
_SMALL_LINES = _SMALL[0].chapters[0].lines


def test_every_visible_edit_is_allowed() -> None:
    assert verify(*_SMALL) == ()


def _outside(text: str) -> list[int]:
    """Return the places of the letters that stand in no bracket."""
    inside = {place for edit in _EDIT.finditer(text) for place in range(*edit.span())}
    return [place for place, letter in enumerate(text) if letter.isalpha() and place not in inside]


def _with_one_letter_changed(text: str, at: int, change: str, letter: str) -> str:
    places = _outside(text)
    place = places[at % len(places)]
    other = letter if letter != text[place] else "q"
    rest = {"other": other + text[place + 1 :], "gone": text[place + 1 :], "more": other + text[place:]}
    return text[:place] + rest[change]


_ANY = st.integers(0, 2**16)
_CHANGES = st.sampled_from(["other", "gone", "more"])
_LETTER = st.sampled_from("aeixzAQéЖ")


@settings(max_examples=400, deadline=None)
@given(number=_ANY, at=_ANY, change=_CHANGES, letter=_LETTER)
def test_no_letter_outside_brackets_can_be_changed_unnoticed(number: int, at: int, change: str, letter: str) -> None:
    line = _SMALL_LINES[number % len(_SMALL_LINES)]
    altered = _with_one_letter_changed(line.text, at, change, letter)
    assert _found(*_SMALL, line, altered), altered


@pytest.mark.parametrize(
    ("number", "word"),
    [(0, "not "), (0, "The ministry said "), (0, " from the cape"), (1, "Not "), (1, " before theirs landed"), (2, "an "), (2, "un"), (3, "The letter said ")],
)  # fmt: skip
def test_no_word_can_be_left_out_without_a_mark(number: int, word: str) -> None:
    line = _SMALL_LINES[number]
    assert word in line.text
    assert _found(*_SMALL, line, line.text.replace(word, "", 1))


@pytest.mark.parametrize(
    "text",
    [
        "[…]",
        "[The ministry admitted everything.]",
        "[…] fire [on Sunday] …",
        "The ministry said its forces did open fire on Sunday and that not nothing had been fired from the cape.",
        _PRINTED[0] + " " + _PRINTED[0],
        _PRINTED[0] + " Nobody believed it.",
        _PRINTED[0].upper(),
    ],
)
def test_a_line_cannot_be_made_up_of_edits_or_of_its_own_words_in_another_order(text: str) -> None:
    assert _found(*_SMALL, _SMALL_LINES[0], text)


def test_a_line_cannot_borrow_its_words_from_another_source() -> None:
    brief, articles = _SMALL
    line = _SMALL_LINES[0]
    assert _found(brief, articles, line, _PRINTED[1])
    elsewhere = replace(line.citations[0], source=2)
    chapter = replace(
        brief.chapters[0],
        sections=(
            replace(brief.chapters[0].sections[0], lines=(replace(line, citations=(elsewhere,)),)),
            *brief.chapters[0].sections[1:],
        ),
    )
    assert any(line.id in fault for fault in verify(replace(brief, chapters=(chapter,)), articles))


@settings(max_examples=150, deadline=None)
@given(number=_ANY, at=_ANY, change=_CHANGES, letter=_LETTER)
def test_no_letter_of_the_samples_brief_can_be_changed_unnoticed(
    fresh: tuple[Brief, tuple[Article, ...]], number: int, at: int, change: str, letter: str
) -> None:
    brief, articles = fresh
    line = brief.chapters[0].lines[number % len(brief.chapters[0].lines)]
    altered = _with_one_letter_changed(line.text, at, change, letter)
    assert _found(brief, articles, line, altered), altered


@pytest.fixture(scope="module")
def fresh(made: Made) -> tuple[Brief, tuple[Article, ...]]:
    """The samples' brief, and the articles read again."""
    brief, articles = decode(made.raw("json")), read([str(SAMPLES)]).articles
    assert verify(brief, articles) == ()
    return brief, articles


@pytest.mark.parametrize("change", [{"before": "He said nothing of the kind."}, {"after": "That was withdrawn."}])
def test_no_sentence_can_be_put_beside_a_passage_that_does_not_stand_there(
    fresh: tuple[Brief, tuple[Article, ...]], change: dict[str, str]
) -> None:
    brief, articles = fresh
    chapter = brief.chapters[0]
    section = chapter.sections[0]
    line = section.lines[0]
    altered = replace(line, citations=(replace(line.citations[0], **change), *line.citations[1:]))  # type: ignore[arg-type]
    sections = (replace(section, lines=(altered, *section.lines[1:])), *chapter.sections[1:])
    faults = verify(replace(brief, chapters=(replace(chapter, sections=sections),)), articles)
    assert any("around" in fault for fault in faults)


def test_most_passages_are_shown_with_the_sentences_beside_them(fresh: tuple[Brief, tuple[Article, ...]]) -> None:
    cited = [citation for line in fresh[0].chapters[0].lines for citation in line.citations]
    beside = [citation for citation in cited if citation.before or citation.after]
    assert len(beside) > len(cited) / 2
