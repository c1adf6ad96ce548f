from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.lexicon import PRECEDENCE, Mention, Party, PartyKind, alias_index, find, parties
from briefing.lexicon.revolt import AT_HOME, actors

_CASES = Path(__file__).parent / "cases" / "lexicon" / "parties.toml"
_STATES = tuple(party for party in parties() if party.kind is PartyKind.STATE)
_WITHOUT_DEMONYM = frozenset(("Holy See",))  # "papal" is no word for a national


def _cases() -> list[Any]:
    table = tomllib.loads(_CASES.read_text(encoding="utf-8"))
    return [pytest.param(case["text"], case["finds"], id=case["about"]) for case in table["case"]]


def _shown(text: str, mention: Mention) -> list[str]:
    return [mention.span.of(text), mention.party, mention.kind.value]


@pytest.mark.parametrize(("text", "expected"), _cases())
def test_a_party_is_known_by_what_papers_call_it(text: str, expected: list[list[str]]) -> None:
    assert [_shown(text, mention) for mention in find(text)] == expected


def test_no_word_speaks_for_two_parties() -> None:
    owners: dict[str, list[str]] = {}
    for party in parties():
        for alias in dict.fromkeys(alias for alias, _ in party.aliases()):
            owners.setdefault(alias, []).append(party.name)
    shared = {alias: names for alias, names in owners.items() if len(names) > 1}
    assert set(shared) == set(PRECEDENCE)
    assert all(PRECEDENCE[alias] in names and alias_index()[alias][0] in names for alias, names in shared.items())


def test_no_member_or_observer_of_the_united_nations_is_missing() -> None:
    # 193 members and the Holy See; Palestine, the other observer, stands with the disputed ones.
    assert len(_STATES) == 194


@pytest.mark.parametrize("party", _STATES, ids=lambda party: party.name)
def test_every_state_is_known_by_its_people_and_its_capital(party: Party) -> None:
    assert party.seats
    assert party.demonyms or party.name in _WITHOUT_DEMONYM


def test_parties_have_unique_names_and_parents_that_exist() -> None:
    names = [party.name for party in parties()]
    assert len(names) == len(set(names))
    assert {party.parent for party in parties() if party.parent} <= set(names)


def test_no_alias_is_so_short_or_plain_that_prose_would_hit_it() -> None:
    for alias in alias_index():
        assert len(alias) > 1
        assert alias == alias.strip()
        assert "’" not in alias
        assert not alias.islower() or alias.startswith(("al-", "anti-")) or alias == "peshmerga"


@pytest.mark.parametrize("contested", ["Crimea", "Taiwan", "Kosovo", "Western Sahara", "Houthis", "Hezbollah", "M23"])
def test_a_contested_parent_is_left_empty(contested: str) -> None:
    assert next(party for party in parties() if party.name == contested).parent is None


def test_who_fights_a_government_at_home_and_the_state_are_both_in_the_table() -> None:
    known = {party.name for party in parties()}
    assert set(AT_HOME) <= known
    groups = [group for groups in AT_HOME.values() for group in groups.split("|")]
    assert set(groups) <= known
    assert len(groups) == len(set(groups))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chilean rebels said", ["Chilean rebels"]),
        ("Libyan rebels said", ["Libyan rebels"]),
        ("the Chilean armed opposition", ["Chilean opposition"]),
        ("Chilean opposition to the plan", ["Chile"]),
        ("Syria's rebels", ["Syrian opposition"]),
        ("Russian-backed separatists in Ukraine", ["pro-Russian separatists", "Ukraine"]),
        ("a Chilean-backed militia", []),
        ("pro-Chilean activists", []),
        ("an Oslo-based monitor", []),
        ("the Oslo-based deputy prime minister", ["Norway"]),
        ("Chilean-led forces", ["Chile"]),
        ("Chile's allies", []),
        ("Chilean forces and Norway's foes", ["Chile"]),
    ],
)
def test_what_a_state_backs_or_faces_is_not_that_state(text: str, expected: list[str]) -> None:
    assert [mention.party for mention in actors(text)] == expected


@given(st.lists(st.sampled_from([*sorted(alias_index()), " ", "'s ", "’s ", ". ", "-led ", "x", "\n", "ı", "—"])))
@settings(max_examples=200, deadline=None)
def test_mentions_point_at_the_words_in_order_and_never_overlap(pieces: list[str]) -> None:
    text = "".join(pieces)
    mentions = find(text)
    assert all(first.span.end <= second.span.start for first, second in pairwise(mentions))
    for mention in mentions:
        words = mention.span.of(text).replace("’", "'")
        assert alias_index()[words] == (mention.party, mention.kind)


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_any_text_is_searched_without_falling_over(text: str) -> None:
    assert all(mention.span.end <= len(text) for mention in find(text))


@pytest.mark.parametrize("aggressor", ["Islamic State of Iraq and ", "U.S.", "al-", "Saint ", "A" * 50, "’s "])
def test_a_hostile_text_is_searched_in_linear_time(aggressor: str) -> None:
    find("")
    text = aggressor * (1_000_000 // len(aggressor))
    begun = time.process_time()
    find(text)
    assert time.process_time() - begun < 5.0  # measured: 0.1 to 1 s; a quadratic search would take minutes


def test_the_table_does_not_slow_the_start_of_the_command() -> None:
    script = (
        "import time; from briefing.lexicon import parties; begun = time.perf_counter(); parties();"
        "print(time.perf_counter() - begun)"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert float(run.stdout) < 0.2  # measured: 4 ms; room for a loaded machine
