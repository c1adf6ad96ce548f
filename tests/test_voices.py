from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from briefing.attribute import Roster, assign, claims, discover_sides, with_party
from briefing.model import Article, Origin, SectionKind
from briefing.summarize.sections import section_of
from briefing.text import sentences


def _cases() -> list[Any]:
    table = tomllib.loads((Path(__file__).parent / "cases" / "voices.toml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["about"]) for case in table["case"]]


@pytest.mark.parametrize("case", _cases())
def test_somebodys_words_are_never_printed_as_the_outlets_own(case: dict[str, Any]) -> None:
    article = Article(
        id="a", text=case["text"], origin=Origin(path="a.txt", media_type="text/plain", sha256=f"{0:064d}")
    )
    split = sentences(article)
    roster = Roster()
    roster.learn(sentence.text for sentence in split)
    said = with_party(claims(article, split), article, roster)
    said = assign(said, discover_sides([(article, split, said)], roster))
    last = split[-1]
    here = [claim for claim in said if any(part.overlaps(last.span) for part in claim.content)]
    verdict = section_of(last, article, here, ())
    if case["voice"] == "nobody":
        assert verdict.hard
        assert SectionKind.SITUATION not in verdict.allowed
    else:
        voice = verdict.claim or verdict.part
        assert (voice.speaker if voice else None) == (case["voice"] or None)
        assert not verdict.hard
