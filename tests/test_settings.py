"""A profile says what it means or is refused with advice; a sides file comes back as it was printed."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.cli.arguments import parser
from briefing.cli.choices import moment, profile_of
from briefing.model import Handling, SettingsError, Side
from briefing.settings import Profile, read_profile, read_sides, sides_as_toml

_CASES = tomllib.loads((Path(__file__).parent / "cases" / "settings" / "refused.toml").read_text(encoding="utf-8"))
_FORM = re.compile(r"[^:]+: .+ – .+", re.DOTALL)
_EVERYTHING = """
title = "Morning brief"
handling = "amber+strict"
window_hours = 24
sides = "sides.toml"
templates = "house"
[ingest]
file_mb = 64
least_words = 8
[dedupe]
contained = 0.8
[chapters]
dossier = 0.2
smallest = 3
[summarize]
words = 300
ranker = "lead"
chapters = 2
[render]
page = "Letter"
"""


def _chosen(*options: str) -> Profile:
    return profile_of(parser().parse_args(["make", "samples", *options]))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["about"]) for case in _CASES["case"]])
def test_a_mistake_in_a_settings_file_is_named_with_its_remedy(case: dict[str, Any], tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(
        bytes.fromhex(case["bytes"]) if "bytes" in case else (case.get("sides") or case["profile"]).encode()
    )
    reading = read_sides if "sides" in case else read_profile
    with pytest.raises(SettingsError) as refusal:
        reading(file)
    said = str(refusal.value)
    assert _FORM.fullmatch(said)
    assert str(file) in said
    assert [words for words in case["says"] if words not in said] == []


def test_a_settings_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for reading in (read_profile, read_sides):
        with pytest.raises(SettingsError, match=r"cannot read settings: .*gone\.toml.* – "):
            reading(tmp_path / "gone.toml")


def test_an_empty_profile_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "profile.toml"
    file.write_text("")
    assert read_profile(file) == Profile()


def test_every_stage_can_be_set_and_files_are_looked_for_beside_the_profile(tmp_path: Path) -> None:
    file = tmp_path / "profile.toml"
    file.write_text(_EVERYTHING)
    profile = read_profile(file)
    assert (profile.title, profile.handling, profile.window_hours) == ("Morning brief", Handling.AMBER_STRICT, 24.0)
    assert (profile.sides, profile.render.templates) == (tmp_path / "sides.toml", tmp_path / "house")
    assert (profile.ingest.file_mb, profile.ingest.least_words, profile.dedupe.contained) == (64, 8, 0.8)
    assert (profile.chapters.dossier, profile.chapters.smallest) == (0.2, 3)
    assert (profile.summarize.words, profile.summarize.ranker, profile.summarize.chapters) == (300, "lead", 2)
    assert profile.render.page == "Letter"


def test_what_is_said_on_the_command_line_wins_over_the_profile(tmp_path: Path) -> None:
    file = tmp_path / "profile.toml"
    file.write_text(_EVERYTHING)
    said = (
        "--title",
        "Evening",
        "--handling",
        "TLP:RED",
        "--window",
        "2d",
        "--words",
        "120",
        "--ranker",
        "lexrank",
        "--page",
        "A4",
    )
    profile = _chosen("--profile", str(file), *said, "--sides", "other.toml", "--templates", "mine")
    assert (profile.title, profile.handling, profile.window_hours) == ("Evening", Handling.RED, 48.0)
    assert (profile.summarize.words, profile.summarize.ranker, profile.render.page) == (120, "lexrank", "A4")
    assert (profile.sides, profile.render.templates) == (Path("other.toml"), Path("mine"))
    assert profile.dedupe.contained == 0.8, "what was not said stays as the profile has it"


@pytest.mark.parametrize(
    ("written", "hours"), [("24h", 24), ("36", 36), ("3d", 72), ("2w", 336), ("1.5d", 36), (" 6 h ", 6)]
)
def test_a_window_is_understood_in_hours_days_and_weeks(written: str, hours: float) -> None:
    assert _chosen("--window", written).window_hours == hours


@pytest.mark.parametrize("written", ["", "0h", "h", "-3d", "1y", "3d3h", "nan", "1e3", "9" * 400])
def test_a_window_that_means_nothing_is_refused(written: str) -> None:
    with pytest.raises(SettingsError, match="--window"):
        _chosen(f"--window={written}")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2020-10-04T18:00Z", datetime(2020, 10, 4, 18, tzinfo=UTC)),
        ("2020-10-04T18:00+04:00", datetime(2020, 10, 4, 14, tzinfo=UTC)),
        ("2020-10-04T18:00", datetime(2020, 10, 4, 18, tzinfo=UTC)),
        ("2020-10-04 18:00", datetime(2020, 10, 4, 18, tzinfo=UTC)),
        ("2020-10-04", datetime(2020, 10, 4, 23, 59, 59, tzinfo=UTC)),
        ("20201004", datetime(2020, 10, 4, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_cutoff_without_a_zone_is_utc_and_a_day_counts_to_its_end(written: str, meant: datetime) -> None:
    assert moment(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "2020-13-04",
        "2020-10-04T25:00",
        "0001-01-01T00:00+14:00",
        "0001-01-02",
        "9999-12-31",
        "04.10.2020",
    ],
)
def test_a_cutoff_that_means_nothing_is_refused(written: str) -> None:
    with pytest.raises(SettingsError, match="--cutoff"):
        moment(written)


def test_the_recipe_tells_profiles_apart_that_say_different_things_and_no_others() -> None:
    plain = _chosen().digest()
    assert plain == _chosen("--page", "Letter", "--templates", "mine").digest()
    assert (
        len(
            {
                plain,
                _chosen("--words", "100").digest(),
                _chosen("--ranker", "lead").digest(),
                _chosen("--window", "1d").digest(),
            }
        )
        == 4
    )


def test_sides_are_known_by_what_was_declared(tmp_path: Path) -> None:
    file = tmp_path / "sides.toml"
    file.write_text(
        '[[side]]\nname = "Orsenia"\naliases = ["Kelm"]\nmembers = ["Ilva Maren"]\noutlets = ["Orsenia Wire"]\n'
    )
    (side,) = read_sides(file)
    assert (side.name, side.aliases, side.members, side.outlets) == (
        "Orsenia",
        ("Kelm",),
        ("Ilva Maren",),
        ("Orsenia Wire",),
    )
    assert "declared" in side.found


# What the text of an article can hold: no control characters, no lone surrogates; line breaks do stand in titles of feeds.
_WORD = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12).filter(str.strip)
_NAMES = st.lists(_WORD, unique=True, min_size=2, max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=_NAMES,
    headline=st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"), max_size=30),
)
def test_no_name_is_so_odd_that_a_sides_file_loses_it(names: list[str], headline: str, tmp_path: Path) -> None:
    half = len(names) // 2
    sides = [
        Side(id="a", name=names[0], aliases=tuple(names[1:half]), outlets=(names[0],)),
        Side(id="b", name=names[half], members=tuple(names[half + 1 :])),
    ]
    file = tmp_path / "sides.toml"
    file.write_text(sides_as_toml([(headline, sides), ("nobody", ())]), encoding="utf-8")
    told = [(side.name, side.aliases, side.members, side.outlets) for side in read_sides(file)]
    assert told == [(side.name, side.aliases, side.members, side.outlets) for side in sides]
