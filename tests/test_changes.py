"""What changed since yesterday: a reader who has read yesterday's brief reads this part first, and may read nothing else."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from briefing import make_brief
from briefing.model import Article, Brief, BriefChapter, Origin, Status

_CASES = tomllib.loads((Path(__file__).parent / "cases" / "changes" / "told.toml").read_text(encoding="utf-8"))["case"]
_MONDAY = datetime(2031, 3, 3, 18, tzinfo=UTC)
_TUESDAY = _MONDAY + timedelta(days=1)


def _article(name: str, texts: Sequence[str], published: datetime) -> Article:
    return Article(
        id=name, outlet="Northern Monitor", title=texts[0], text="\n\n".join(texts[1:]), published=published, language="en",
        origin=Origin(path=f"{name}.txt", media_type="text/plain", sha256=name),
    )  # fmt: skip


def _brief(name: str, texts: Sequence[str], at: datetime, previous: Brief | None = None) -> Brief:
    return make_brief([_article(name, texts, at - timedelta(hours=2))], cutoff=at, previous=previous)


def _told(chapter: BriefChapter) -> list[tuple[str, str, str, str]]:
    text_of = {line.id: line.text for line in chapter.lines}
    return [
        (
            change.status,
            text_of[change.line] if change.line else change.text or "",
            change.before or "",
            change.after or "",
        )
        for change in chapter.changes
    ]


@pytest.mark.parametrize("case", _CASES, ids=lambda case: str(case["about"]))
def test_the_reader_learns_what_changed_and_nothing_else(case: dict[str, Any]) -> None:
    yesterday = _brief("monday", case["yesterday"], _MONDAY)
    today = _brief("tuesday", case["today"], _TUESDAY, yesterday)
    told = _told(today.chapters[0])
    for status, words, before, after in case["told"]:
        assert [entry for entry in told if entry[0] == status and words in entry[1] and entry[2:] == (before, after)], (
            told
        )
    if "once" in case:
        assert [entry[0] for entry in told].count(case["once"]) == 1, told
    printed = " ".join(" ".join(entry) for entry in told)
    assert [words for words in case["silent"] if words in printed] == [], told


def test_what_was_told_yesterday_sinks_below_what_is_new() -> None:
    known = "Orsenian guns fired on the harbour of Kelm and two fishermen were killed, the mayor said."
    other = "A ferry with ninety people on board ran aground off Cape Sorrel, the coast guard said."
    yesterday = _brief("monday", ["Guns at Kelm", known], _MONDAY)
    without = _brief("tuesday", ["Guns at Kelm", known, other], _TUESDAY)
    today = _brief("tuesday", ["Guns at Kelm", known, other], _TUESDAY, yesterday)
    assert next(line.text for line in without.chapters[0].lines) == known
    assert [(line.text, line.status) for line in today.chapters[0].lines] == [
        (other, Status.NEW),
        (known, Status.CARRIED),
    ]
    assert [entry[:2] for entry in _told(today.chapters[0])] == [("new", other)]
    # And it weighs less when lines are chosen, for a reason that `briefing explain` gives.
    weight = {line.text: line.salience for line in without.chapters[0].lines}
    sunk = today.chapters[0].lines[1]
    assert sunk.salience == weight[known] / 2
    assert "known from the previous brief" in sunk.why


def test_the_same_reports_again_are_carried_over_and_nothing_is_new_or_gone() -> None:
    texts = [
        "Guns at Kelm",
        "Orsenian guns fired on Kelm.",
        "Veldmark said two fishermen were killed.",
        "Talks go on in Lindholm.",
    ]
    yesterday = _brief("monday", texts, _MONDAY)
    today = _brief("monday", texts, _MONDAY, yesterday)
    assert {line.status for line in today.chapters[0].lines} == {Status.CARRIED}
    assert today.chapters[0].changes == ()


def test_another_conflict_does_not_drop_what_the_first_one_told() -> None:
    kelm = [
        "Guns at Kelm",
        "Orsenian guns fired on Kelm in the Halden Strait.",
        "Veldmark said that Kelm and Tarn were hit.",
        "A ferry from Kelm ran aground in the Halden Strait.",
        "Orsenia asked Veldmark for a truce in Kelm.",
    ]
    sarn = ["Vote in Sarn", "Voters in Sarn chose a president from Ost.", "Ost said that Sarn and Mirr had voted."]
    yesterday = _brief("monday", kelm, _MONDAY)
    today = _brief("tuesday", sarn, _TUESDAY, yesterday)
    told = _told(today.chapters[0])
    # Sarn's chapter is new as a whole, and Kelm's is told to have ended by its bottom line alone.
    assert {entry[1] for entry in told if entry[0] == "dropped"} == {
        line.text for line in yesterday.chapters[0].bottom_line
    }
    two = replace(today, chapters=(*today.chapters, *yesterday.chapters))
    again = _brief("wednesday", sarn, _TUESDAY + timedelta(days=1), two)
    assert not any("Voters in Sarn" in entry[1] for entry in _told(again.chapters[0]) if entry[0] == "dropped")
