"""What a line is printed with so that it can be read without its article: full names, and never another's."""

from __future__ import annotations

import re
import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Origin
from briefing.pipeline.proof import stands_in
from briefing.summarize.alone import Names, plain, printed
from briefing.summarize.people import People, known_names
from briefing.summarize.signs import Wording
from briefing.summarize.things import Things
from briefing.text import dates, sentences

_PLACE = Path(__file__).parent / "cases" / "repairs"
_CASES = [
    pytest.param(case, id=case["about"])
    for case in tomllib.loads((_PLACE / "printed.toml").read_text(encoding="utf-8"))["case"]
]


def _printed(text: str, published: str | None = None) -> list[tuple[str, str]]:
    """Every sentence of a text and how it is printed."""
    when = datetime.fromisoformat(published) if published else None
    origin = Origin(path="a", media_type="text/plain", sha256="0" * 64)
    article = Article(id="a", text=text, origin=origin, published=when)
    split = sentences(article)
    mentions = dates(article, split)
    names = Names(people=People([one.text for one in split]), things=Things([Wording(one.text) for one in split]))
    before = ("", *(one.text for one in split))
    return [
        (one.text, printed(one, None, [each for each in mentions if each.sentence == one.span], names, last))
        for one, last in zip(split, before, strict=False)
    ]


@pytest.mark.parametrize("case", _CASES)
def test_a_line_names_whom_it_is_about_and_never_somebody_else(case: dict[str, Any]) -> None:
    assert _printed(case["text"], case.get("published"))[case["sentence"]][1] == case["printed"]


@pytest.mark.parametrize("case", _CASES)
def test_a_repaired_line_still_stands_in_its_source(case: dict[str, Any]) -> None:
    for passage, line in _printed(case["text"], case.get("published")):
        assert stands_in(line, [passage])


def test_who_heads_the_news_needs_no_introduction() -> None:
    known = known_names(["Karlgren leaves the hall", "Crowd cheers Karlgren", "Palst arrives"])
    texts = ["President Ivo Karlgren and Senator Ona Palst left."]
    assert People(texts, known).bare("The crowd cheered Karlgren and Palst.") == [(31, 36, "Senator Ona Palst")]


_WORDS = st.sampled_from(
    [
        "President",
        "Ivo",
        "Karlgren",
        "Palst",
        "Ona",
        "Senator",
        "Mr.",
        "He",
        "She",
        "His",
        "said",
        "met",
        "left",
        "the",
        "treaty",
        "Weller",
        "Treaty",
        ",",
        ".",
        "“",
        "”",
        "’s",
        "in",
        "on",
        "Monday",
    ]
)


@given(st.lists(_WORDS, max_size=40))
def test_no_text_is_printed_with_words_that_do_not_stand_in_it(found: list[str]) -> None:
    for passage, line in _printed(" ".join(found)):
        # A line of nothing but a name in brackets is none, and is never chosen.
        assert stands_in(line, [passage]) or not any(map(str.isalpha, re.sub(r"\[[^]]*\]", "", line)))


def test_a_line_in_brackets_reads_as_plain_words() -> None:
    assert plain("[…] [Ona Palst:] “We left,” [Ivo Karlgren] said on Monday [2 March 2020].") == (
        "Ona Palst “We left,” Ivo Karlgren said on Monday [2 March 2020]."
    )
