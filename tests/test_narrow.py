from __future__ import annotations

from datetime import timedelta

import pytest
from invented import START, article, report

from briefing import make_brief
from briefing.chapters import ChapterSettings
from briefing.chapters.narrow import narrowed
from briefing.model import Chapter, Copies, Copy, CopyReason
from briefing.settings import Profile


def _chapter(*events: int) -> Chapter:
    """A chapter with so many reports in each event; of an event report 1 was carried by another outlet."""
    originals = []
    names = []
    for event, size in enumerate(events):
        inside = []
        for number in range(size):
            original = article(f"e{event}n{number}", "Shots fell.", event * 24 + number)
            again = (Copy(article=article(f"c{event}", "Shots fell."), similarity=1.0, reason=CopyReason.IDENTICAL),)
            originals.append(Copies(original=original, copies=again if number == 1 else (), origin=original.id))
            inside.append(original.id)
        names.append(tuple(inside))
    return Chapter(
        id="c", headline="Shots", originals=tuple(originals), events=tuple(names), first=START, last=START + timedelta(days=9)
    )  # fmt: skip


def test_a_chapter_that_can_be_read_whole_is_read_whole() -> None:
    chapter = _chapter(4, 2, 1)
    assert narrowed(chapter, 7) is chapter


@pytest.mark.parametrize(
    ("events", "most", "kept"),
    [
        ((6, 3, 1), 5, [2, 2, 1]),
        ((6, 3, 1), 9, [5, 3, 1]),
        ((8, 1, 1, 1), 5, [2, 1, 1, 1]),
        ((5, 4, 3), 2, [1, 1]),
        ((9,), 4, [4]),
    ],
)
def test_every_event_of_a_large_chapter_is_heard_by_its_share(
    events: tuple[int, ...], most: int, kept: list[int]
) -> None:
    part = narrowed(_chapter(*events), most)
    assert [len(event) for event in part.events] == kept
    assert sorted(entry.original.id for entry in part.originals) == sorted(
        name for event in part.events for name in event
    )


def test_of_an_event_the_report_that_others_carried_comes_first_and_then_the_newest() -> None:
    assert set(narrowed(_chapter(6), 3).events[0]) == {"e0n1", "e0n5", "e0n4"}


def test_what_was_not_read_sentence_by_sentence_is_said() -> None:
    shared = report(1, 4)
    articles = [
        article(f"a{number}", " ".join([*shared[number % 2 : number % 2 + 2], *report(50 + number, 6)]), number)
        for number in range(8)
    ]
    profile = Profile(chapters=ChapterSettings(read=5, event=0.01, dossier=0.01, fade=400.0))
    brief = make_brief(articles, profile=profile)
    assert [notice.message.partition(":")[0] for notice in brief.notices if notice.room == "chapters"] == [
        "8 reports, of which 5 were read sentence by sentence"
    ]
    assert [aside.reason for aside in brief.asides] == [
        "one of many reports on a subject; not read sentence by sentence"
    ] * 3
