from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.chapters import ChapterSettings
from briefing.chapters.group import group
from briefing.dedupe.fold import fold
from briefing.model import Article, Chapter, Copies, Copy, CopyReason, Origin

_START = datetime(2020, 3, 2, 6, tzinfo=UTC)

# Two events of one invented quarrel: the same states and people, other words, days apart.
_RAID = (
    "Kaveshi troops crossed the Sorrel river before dawn and took the customs post, Defence Minister Ilo Marsh of Kavesh said. Norvia said two guards of its border brigade were killed in the raid. The customs post burned until noon.",
    "A raid on a customs post by the Sorrel river has left two Norvian guards dead. Kavesh said its troops crossed before dawn. President Petra Quill of Norvia called the raid an act of war. Smoke rose over the post at noon.",
    "Norvia buried two border guards killed when troops from Kavesh crossed the Sorrel. The raid began before dawn at the customs post. Ilo Marsh praised the troops. Petra Quill ordered the brigade to the river.",
)
_TALKS = (
    "Envoys of Kavesh and Norvia sat down in Lindholm for talks on prisoners. Petra Quill of Norvia sent a letter. Mediators set out a timetable for an exchange. Ilo Marsh said Kavesh would release forty men if the lists agreed.",
    "In Lindholm the mediators read out lists of prisoners. Kavesh and Norvia agreed on forty names for an exchange. The timetable for the talks runs to Friday. Ilo Marsh and Petra Quill did not attend.",
    "Forty prisoners may go home under a timetable that mediators put to Kavesh and Norvia in Lindholm. The exchange hangs on the lists. Petra Quill hoped for a quick end of the talks. Ilo Marsh asked for patience.",
)
_STORM = (
    "A storm tore roofs off barns on the island of Tarsa. The ferry of Captain Oren Till ran aground. Nobody drowned, the harbour board of Tarsa said. Waves broke the sea wall in Dunmoor.",
    "Waves broke over the sea wall of Dunmoor as a storm passed Tarsa. Oren Till put his ferry on a sandbank. The harbour board counted nine broken roofs and no drowned sailor.",
    "The sandbank off Tarsa saved the ferry, Captain Oren Till told the harbour board. The storm had broken the sea wall at Dunmoor. Roofs lay in the fields.",
)
_MATCH = (
    "Hallam Rovers beat Quarry Town in the cup final with a goal by Dana Orlen. The referee Marek Tolland sent off two players. Hallam had not won the cup for thirty seasons.",
    "Dana Orlen scored in the last minute and Hallam Rovers took the cup. Quarry Town finished with nine players after Marek Tolland, the referee, showed two red cards in the final.",
    "Thirty seasons without a cup ended for Hallam Rovers in the final against Quarry Town. Dana Orlen scored. Referee Marek Tolland sent off two players of Quarry.",
)


def _copies(name: str, text: str, day: float, *reprints: str) -> Copies:
    def article(name: str, hour: int) -> Article:
        return Article(
            id=name,
            outlet=f"Outlet {name}",
            title=f"Headline {name}",
            text=text,
            origin=Origin(path=f"{name}.txt", media_type="text/plain", sha256="0" * 64),
            published=_START + timedelta(days=day, hours=hour),
        )

    copies = tuple(
        Copy(article=article(one, hour + 1), similarity=1.0, reason=CopyReason.IDENTICAL)
        for hour, one in enumerate(reprints)
    )
    return Copies(original=article(name, 0), copies=copies, origin=f"Outlet {name}")


def _story(name: str, texts: Sequence[str], day: float) -> list[Copies]:
    return [_copies(f"{name}{number}", text, day + number / 10) for number, text in enumerate(texts)]


_QUARREL = [*_story("raid", _RAID, 0), *_story("talks", _TALKS, 9)]
_ALL = [*_QUARREL, *_story("storm", _STORM, 1), *_story("match", _MATCH, 2)]


def _names(chapter: Chapter) -> set[str]:
    """The stories that have a report in a chapter."""
    return {entry.original.id.rstrip("0123456789") for entry in chapter.originals}


def test_unrelated_stories_never_share_a_chapter() -> None:
    assert sorted(sorted(_names(chapter)) for chapter in group(_ALL)) == [["match"], ["raid", "talks"], ["storm"]]


def test_two_events_of_one_quarrel_share_a_chapter_but_are_told_apart() -> None:
    chapter = group(_ALL)[0]
    assert _names(chapter) == {"raid", "talks"}
    assert sorted(sorted(event) for event in chapter.events) == [
        ["raid0", "raid1", "raid2"],
        ["talks0", "talks1", "talks2"],
    ]


def test_reports_of_one_event_stay_together() -> None:
    for texts in (_RAID, _TALKS, _STORM, _MATCH):
        chapters = group(
            _story("x", texts, 0)
            + _story("match" if texts is not _MATCH else "storm", _MATCH if texts is not _MATCH else _STORM, 0)
        )
        assert sorted(len(chapter.originals) for chapter in chapters) == [3, 3]
        assert all(len(chapter.events) == 1 for chapter in chapters)


def test_the_chapter_of_most_reports_comes_first() -> None:
    assert [len(chapter.originals) for chapter in group(_ALL)] == [6, 3, 3]
    assert [_names(chapter) for chapter in group(_ALL)][1:] == [{"storm"}, {"match"}]


def test_a_chapter_knows_its_first_and_last_report_and_a_printed_headline() -> None:
    chapter = group(_ALL)[0]
    times = [entry.original.published for entry in _QUARREL if entry.original.published]
    assert (chapter.first, chapter.last) == (min(times), max(times))
    assert chapter.headline in {entry.original.title for entry in chapter.originals}


def test_a_headline_that_lies_about_the_story_moves_no_report() -> None:
    liar = Article(
        id="liar",
        title="Kavesh and Norvia: raid on the Sorrel, Ilo Marsh and Petra Quill",
        text=_MATCH[0],
        origin=Origin(path="liar.txt", media_type="text/plain", sha256="0" * 64),
        published=_START + timedelta(days=2),
    )
    chapters = group([*_QUARREL, *_story("match", _MATCH[1:], 2), Copies(original=liar, origin="liar")])
    assert {"match", "liar"} in [_names(chapter) for chapter in chapters]


def test_reprints_do_not_weigh_in_the_grouping() -> None:
    reprinted = [
        _copies(entry.original.id, entry.original.text, 1, "r1", "r2", "r3") if entry.original.id == "storm0" else entry
        for entry in _ALL
    ]
    assert [_names(chapter) for chapter in group(reprinted)] == [_names(chapter) for chapter in group(_ALL)]


def test_one_report_is_a_chapter_of_its_own() -> None:
    chapters = group(_story("storm", _STORM[:1], 0))
    assert [(len(chapter.originals), chapter.events) for chapter in chapters] == [(1, (("storm0",),))]


def test_no_reports_make_no_chapter() -> None:
    assert group([]) == ()


@pytest.mark.parametrize("text", ["", " ", "…", "the of and", "Kavesh", "99 99 99"])
def test_a_report_without_words_harms_nobody(text: str) -> None:
    chapters = group([*_ALL, _copies("odd", text, 1)])
    assert sum(len(chapter.originals) for chapter in chapters) == len(_ALL) + 1
    assert [{"raid", "talks"}, {"storm"}, {"match"}] == [
        names for chapter in chapters if (names := _names(chapter) - {"odd"})
    ]


def test_reports_without_a_date_are_grouped_by_their_words() -> None:
    undated = [
        Copies(
            original=Article(id=entry.original.id, text=entry.original.text, origin=entry.original.origin), origin="x"
        )
        for entry in _ALL
    ]
    assert sorted(sorted(_names(chapter)) for chapter in group(undated)) == [["match"], ["raid", "talks"], ["storm"]]


def test_the_same_words_years_later_are_another_event() -> None:
    again = _story("later", _RAID, 1500)
    chapters = group(fold([entry.original for entry in [*_story("raid", _RAID, 0), *_story("storm", _STORM, 0)]]))
    assert sorted(len(chapter.events) for chapter in chapters) == [1, 1]
    both = group([*_story("raid", _RAID, 0), *again, *_story("storm", _STORM, 0)])
    quarrel = next(chapter for chapter in both if "raid" in _names(chapter))
    assert not any({"raid0", "later0"} <= set(event) for event in quarrel.events)


_MIXES = st.lists(st.tuples(st.sampled_from(_RAID + _TALKS + _STORM + _MATCH), st.integers(0, 12)), max_size=10)


def _mix(told: Sequence[tuple[str, int]]) -> list[Copies]:
    return [_copies(f"n{number}", text, day) for number, (text, day) in enumerate(told)]


@settings(max_examples=25, deadline=None)
@given(_MIXES, st.randoms(use_true_random=False))
def test_the_order_of_reports_decides_nothing(told: list[tuple[str, int]], chance: Any) -> None:  # noqa: ANN401 - a random.Random of hypothesis
    originals = _mix(told)
    mixed = list(originals)
    chance.shuffle(mixed)
    assert group(originals) == group(mixed)


@settings(max_examples=25, deadline=None)
@given(_MIXES)
def test_every_report_stands_in_exactly_one_chapter_and_one_event(told: list[tuple[str, int]]) -> None:
    originals = _mix(told)
    chapters = group(originals)
    ids = sorted(entry.original.id for entry in originals)
    assert sorted(entry.original.id for chapter in chapters for entry in chapter.originals) == ids
    assert sorted(one for chapter in chapters for event in chapter.events for one in event) == ids
    assert len({chapter.id for chapter in chapters}) == len(chapters)
    for chapter in chapters:
        assert {one for event in chapter.events for one in event} == {entry.original.id for entry in chapter.originals}
        assert [len(event) for event in chapter.events] == sorted(
            (len(event) for event in chapter.events), reverse=True
        )


@settings(max_examples=15, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_any_texts_are_grouped_without_falling_over(texts: list[str]) -> None:
    originals = [_copies(f"n{number}", text, number) for number, text in enumerate(texts)]
    assert sum(len(chapter.originals) for chapter in group(originals)) == len(texts)


def test_thresholds_of_one_and_nought_are_the_two_ends() -> None:
    apart = group(_ALL, ChapterSettings(event=0.999, dossier=0.999))
    assert len(apart) == len(_ALL)
    assert len(group(_ALL, ChapterSettings(event=0.0, dossier=0.0, fade=1e9))) == 1
