from __future__ import annotations

import time
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Article, Furniture, FurnitureKind, Origin, Span
from briefing.text import full_stops, sentences, split

_CASES = Path(__file__).parent / "cases" / "sentences"
_ORIGIN = Origin(path="case", media_type="text/plain", sha256="0" * 64)
# Paragraphs that the splitter had not seen when they were written; the target is the share of right boundaries.
_UNSEEN = ("held_out", "unseen", "unseen_again")
_TARGET = 0.96
_PIECES = (
    "A.", "U.S.", "Mr.", "No.", "5 p.m.", "Inc.", "etc.", "Yahoo!", "(Ret.)", "[12]", "Sept.", "1.", "...", "…", "?!", "!",
    ".", "”", "“", '"', "«", "»", "'", "(", ")", "]", "—", "•", "/", "the town", "The army", "he said", "He", "27", "al-Nasr",
    "Ärzte", "война", "\u00a0", "\t", " ", "  ", "\n", "\u2028", "x.The", "www.a.com", "#tag", "https://a.example/b.c",
)  # fmt: skip


def _table(path: Path) -> list[tuple[str, str, list[str]]]:
    cases = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return [(case["about"], case.get("join", " ").join(case["sentences"]), case["sentences"]) for case in cases]


def _seen() -> list[Any]:
    return [
        pytest.param(paragraph, expected, id=f"{path.stem}: {about}")
        for path in sorted(_CASES.glob("*.toml"))
        if path.stem not in _UNSEEN
        for about, paragraph, expected in _table(path)
    ]


def _article(text: str, *furniture: Span) -> Article:
    pieces = tuple(Furniture(kind=FurnitureKind.CAPTION, span=span) for span in furniture)
    return Article(id="a", text=text, origin=_ORIGIN, furniture=pieces)


def _ends(paragraph: str, pieces: list[str]) -> set[int]:
    """Return where each piece but the last ends in the paragraph."""
    found, at = set(), 0
    for piece in pieces[:-1]:
        at = paragraph.index(piece, at) + len(piece)
        found.add(at)
    return found


@pytest.mark.parametrize(("paragraph", "expected"), _seen())
def test_a_sentence_is_quoted_whole_and_alone(paragraph: str, expected: list[str]) -> None:
    assert [span.of(paragraph) for span in split(paragraph)] == expected


@pytest.mark.parametrize("name", _UNSEEN)
def test_hardly_a_boundary_is_missed_or_invented_in_paragraphs_that_were_held_out(name: str) -> None:
    right = invented = missed = 0
    for _, paragraph, expected in _table(_CASES / f"{name}.toml"):
        gold = _ends(paragraph, expected)
        found = {span.end for span in split(paragraph)[:-1]}
        right, invented, missed = right + len(gold & found), invented + len(found - gold), missed + len(gold - found)
    score = 2 * right / (2 * right + invented + missed)
    assert score >= _TARGET, f"boundary F1 {score:.3f}: {right} right, {invented} invented, {missed} missed"


def test_the_case_table_has_not_shrunk() -> None:
    assert sum(len(_table(path)) for path in _CASES.glob("*.toml")) >= 260


class _Everything:
    def __contains__(self, _: object) -> bool:
        return True


@given(st.lists(st.sampled_from((*_PIECES, "vol", "pp", "am", "v", "al", "a", "Section B", "said.", "At 7 pm", "R-Ohio")), max_size=20))  # fmt: skip
def test_no_rule_but_the_last_knows_a_plain_word(pieces: list[str]) -> None:
    for paragraph in (" ".join(pieces), "".join(pieces)):
        found = split(paragraph)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(full_stops, "_TOLD_APART", _Everything())
            assert split(paragraph) == found


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)))
def test_no_character_of_a_paragraph_is_lost_doubled_or_altered(paragraph: str) -> None:
    last = 0
    for span in split(paragraph):
        assert not paragraph[last : span.start].strip(), "text between two sentences"
        assert span.of(paragraph) == span.of(paragraph).strip(), "a sentence begins and ends with its own characters"
        last = span.end
    assert not paragraph[last:].strip(), "text behind the last sentence"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join), st.data())
def test_every_sentence_of_an_article_stands_where_it_says(text: str, draw: st.DataObject) -> None:
    blocked = []
    if len(text) > 1:
        places = draw.draw(st.lists(st.integers(0, len(text)), max_size=6).map(sorted))
        blocked = [Span(a, b) for a, b in zip(places[::2], places[1::2], strict=False) if a < b]
    last = paragraph = 0
    for number, sentence in enumerate(sentences(_article(text, *blocked))):
        assert sentence.span.of(text) == sentence.text
        assert sentence.index == number
        assert last <= sentence.span.start
        assert sentence.paragraph in (paragraph, paragraph + 1)
        assert not any(sentence.span.overlaps(span) for span in blocked)
        assert "\n" not in sentence.text
        last, paragraph = sentence.span.end, sentence.paragraph


def test_a_heading_in_the_middle_joins_no_sentences_and_furniture_is_no_paragraph() -> None:
    text = "Photo: a bridge\n\nThe bridge fell. Nobody saw it\nRead more\nIt is gone."
    found = sentences(_article(text, Span(0, 15), Span(text.index("Read"), text.index("Read") + 9)))
    assert [(sentence.paragraph, sentence.text) for sentence in found] == [
        (0, "The bridge fell."),
        (0, "Nobody saw it"),
        (1, "It is gone."),
    ]


def test_a_row_of_stars_is_no_sentence() -> None:
    assert [sentence.text for sentence in sentences(_article("It fell.\n* * *\nIt rose."))] == ["It fell.", "It rose."]


def test_an_empty_article_has_no_sentences() -> None:
    assert sentences(_article("")) == ()
    assert split(" \t\u00a0") == []


@pytest.mark.parametrize(
    "unit",
    ["A. ", ".)", "“Yes!” ", "... ", "word ", "Mr. ", "! ", '"! ', "“Down! ", "ended.The", "Yahoo! ", "5 a.m. ", ". »", "“x! #a "],
)  # fmt: skip
def test_a_hostile_megabyte_costs_time_in_proportion_to_its_length(unit: str) -> None:
    def cost(length: int) -> float:
        text = unit * (length // len(unit))
        start = time.process_time()
        split(text)
        return time.process_time() - start

    small, large = cost(125_000), cost(1_000_000)
    assert large < 16 * small + 0.5, f"{unit!r}: {small:.3f} s for 125,000 characters, {large:.3f} s for 1,000,000"
