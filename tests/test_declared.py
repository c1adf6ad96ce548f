from __future__ import annotations

from pathlib import Path

import pytest

from briefing.model import Article, Origin, SettingsError, Side
from briefing.pipeline.make import make_brief
from briefing.pipeline.stages import chapter_claims, chapter_sides, survey
from briefing.settings import Profile, read_sides, sides_as_toml

_QUARREL = (
    "Norwegian Foreign Minister Hanna Weller accused Chile of moving the northern buoys. Chile denied moving them.",
    "Oren Till, a spokesman for the Chilean navy, accused Norway of cutting a cable. Till said the cable was whole.",
)


def _articles(texts: tuple[str, ...]) -> list[Article]:
    return [
        Article(id=f"a{at}", text=text, origin=Origin(path=f"{at}.txt", media_type="text/plain", sha256=f"{at:064d}"))
        for at, text in enumerate(texts)
    ]


def _side(*aliases: str, name: str = "Coast", members: tuple[str, ...] = ()) -> Side:
    return Side(id=name.lower(), name=name, aliases=aliases, members=members)


@pytest.mark.parametrize(
    ("side", "near"),
    [
        (_side("Norwegain"), "Norwegian"),
        (_side("Norway", members=("Hana Wellar",)), "Hanna Weller"),
        (_side("Chilaen", name="Hills"), "Chilean"),
    ],
    ids=["word", "member", "another side"],
)
def test_a_slip_in_the_sides_file_is_refused_with_the_name_that_was_meant(side: Side, near: str) -> None:
    for run in (
        lambda: make_brief(_articles(_QUARREL), version="test", sides=[side]),
        lambda: list(chapter_claims(survey(_articles(_QUARREL), Profile()).chapters, [side])),
    ):
        with pytest.raises(SettingsError, match=f"did you mean {near}"):
            run()


@pytest.mark.parametrize(
    "side",
    [
        _side("Norway", members=("Johanna Weller",)),  # another spelling of the given name
        _side("Norway", members=("Petra Quillfeather",)),  # silent today
        _side("Norway", "Norse"),  # short words are all alike
        _side("Norway", "Oslo"),  # the table knows it
    ],
    ids=["given name", "silent", "short", "known"],
)
def test_a_name_that_is_only_absent_today_stops_nothing(side: Side) -> None:
    assert make_brief(_articles(_QUARREL), version="test", sides=[side]).chapters[0].sides == (side,)


def test_a_reader_of_the_sides_file_sees_what_made_somebody_a_member(tmp_path: Path) -> None:
    (chapter,) = survey(_articles(tuple(" ".join(_QUARREL) for _ in range(1))), Profile()).chapters
    sides = chapter_sides(chapter)
    written = sides_as_toml([("Buoys", sides)])
    assert '"Hanna Weller",  # “Norwegian Foreign Minister Hanna Weller”, 1 time' in written
    assert '"Oren Till",  # “Oren Till, a spokesman for the Chilean navy”, 1 time' in written
    assert "enmity" in written
    file = tmp_path / "sides.toml"
    file.write_text(written, encoding="utf-8")
    assert [(side.name, side.members) for side in read_sides(file)] == [(side.name, side.members) for side in sides]


def test_a_third_party_of_one_chapter_is_not_declared_a_side_by_another(tmp_path: Path) -> None:
    first, other = (
        (_side("Norway", name="Norway"), _side("Chile", name="Chile")),
        (_side("Nepal", name="Nepal"), _side("Chile", name="Chile")),
    )
    file = tmp_path / "sides.toml"
    file.write_text(sides_as_toml([("nobody", ()), ("Buoys", first), ("Stones", other)]), encoding="utf-8")
    assert [side.name for side in read_sides(file)] == ["Norway", "Chile"]
    assert '# name = "Nepal"' in file.read_text(encoding="utf-8")


def test_declared_sides_are_not_forced_on_a_chapter_that_is_about_others() -> None:
    declared = (_side("Nepal", name="Nepal"), _side("Kenya", name="Kenya"))
    (chapter,) = make_brief(_articles(_QUARREL), version="test", sides=declared).chapters[:1]
    assert {side.name for side in chapter.sides} == {"Norway", "Chile"}


def test_a_declared_side_without_material_stands_there_silent() -> None:
    declared = (_side("Norway", name="Norway"), _side("Chile", name="Chile"), _side("Nepal", name="Nepal"))
    (chapter,) = make_brief(_articles(_QUARREL), version="test", sides=declared).chapters[:1]
    assert [(entry.side, entry.claims > 0) for entry in chapter.balance] == [
        ("Norway", True),
        ("Chile", True),
        ("Nepal", False),
    ]
    assert any("No statement by Nepal" in gap for gap in chapter.gaps)


def test_a_word_of_a_country_does_not_take_in_who_only_stands_beside_it() -> None:
    declared = (_side("Norway", "Norwegian", name="Coast"), _side("Chile", "Chilean", name="Hills"))
    texts = (
        *_QUARREL,
        "A Norwegian journalist said it was cold. Norwegian allies said the bay was calm. Oslo said it was late.",
    )
    said = {
        claim.speaker: claim.side
        for _, found in chapter_claims(survey(_articles((" ".join(texts),)), Profile()).chapters, declared)
        for claim in found
    }
    assert said["Norwegian Foreign Minister Hanna Weller"] == "Coast"
    assert said["Oslo"] == "Coast"
    assert said.get("A Norwegian journalist") is None
    assert said.get("Norwegian allies") is None
