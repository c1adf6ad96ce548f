from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing.model import Article, Origin
from briefing.pipeline.make import make_brief
from briefing.settings import Profile

_START = datetime(2020, 3, 2, 9, tzinfo=UTC)


def _cases() -> list[Any]:
    table = tomllib.loads((Path(__file__).parent / "cases" / "disputes.toml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["about"]) for case in table["case"]]


@pytest.mark.parametrize("case", _cases())
def test_what_stands_against_what_is_told_and_nothing_is_set_against_each_other_that_does_not(
    case: dict[str, Any],
) -> None:
    articles = [
        Article(
            id=f"a{number}",
            text=text,
            origin=Origin(path=f"{number}.txt", media_type="text/plain", sha256=f"{number:064d}"),
            published=_START + timedelta(hours=number),
        )
        for number, text in enumerate(case["articles"])
    ]
    chapter = make_brief(articles, version="test", profile=Profile()).chapters[0]
    told = [(sorted({position.side for position in dispute.positions}), dispute.about) for dispute in chapter.disputes]
    assert [sides for sides, _ in told] == [dispute["sides"] for dispute in case["disputes"]]
    for (_, about), dispute in zip(told, case["disputes"], strict=True):
        assert dispute["about"] in about
