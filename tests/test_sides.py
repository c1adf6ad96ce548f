from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.attribute import Roster, assign, claims, discover_sides, party_in, with_party
from briefing.dedupe.fold import fold
from briefing.model import Act, Article, Claim, Origin, Side
from briefing.text import sentences

_CASES = Path(__file__).parent / "cases" / "sides"
_START = datetime(2020, 3, 2, 9, tzinfo=UTC)
_FEW = settings(max_examples=30, deadline=None)


@dataclass(frozen=True)
class _Reading:
    """The sides of some articles and all that is said in them, sides assigned."""

    sides: tuple[Side, ...]
    claims: tuple[tuple[Article, Claim], ...]

    def of(self, speaker: str) -> list[str | None]:
        """The sides of what a speaker says, by any part of the speaker's name or of the source as printed."""
        return [
            claim.side
            for article, claim in self.claims
            if speaker in (claim.speaker or "") or (claim.source and speaker in claim.source.of(article.text))
        ]


def _article(number: int, text: str, outlet: str | None = None) -> Article:
    return Article(
        id=f"a{number}",
        outlet=outlet,
        text=text,
        origin=Origin(path=f"{number}.txt", media_type="text/plain", sha256=f"{number:064d}"),
        published=_START + timedelta(hours=number),
    )


def _articles(entries: Sequence[Any]) -> list[Article]:
    return [
        _article(number, entry) if isinstance(entry, str) else _article(number, entry["text"], entry["outlet"])
        for number, entry in enumerate(entries)
    ]


def _read(articles: Sequence[Article], declared: Sequence[Side] = ()) -> _Reading:
    roster = Roster()
    split = [(article, sentences(article)) for article in articles]
    for _, spoken in split:
        roster.learn(sentence.text for sentence in spoken)
    roster.declare(declared)
    said = [(article, spoken, with_party(claims(article, spoken), article, roster)) for article, spoken in split]
    sides = tuple(declared) or discover_sides(said, roster)
    placed = tuple((article, claim) for article, _, here in said for claim in assign(here, sides))
    return _Reading(sides=sides, claims=placed)


def _table() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{path.stem}: {case['about']}", case)
        for path in sorted(_CASES.glob("*.toml"))
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]


def _cases() -> list[Any]:
    """Cases that are wrong today carry their fault: they must fail, and say so once they pass."""
    return [
        pytest.param(
            case,
            id=name,
            marks=[pytest.mark.xfail(strict=True, raises=AssertionError, reason=case["fault"])]
            if "fault" in case
            else [],
        )
        for name, case in _table()
    ]


@pytest.mark.parametrize("case", _cases())
def test_nobody_is_put_on_a_side_that_is_not_his(case: dict[str, Any]) -> None:
    reading = _read(_articles(case["articles"]))
    assert sorted(side.name for side in reading.sides) == sorted(case["sides"])
    found = {side.name: side for side in reading.sides}
    for name, members in case.get("members", {}).items():
        assert set(members) <= set(found[name].members)
        assert set(members) <= set(found[name].aliases)
    for name, outlets in case.get("outlets", {}).items():
        assert list(found[name].outlets) == outlets
    for speaker, side in case.get("says", {}).items():
        heard = reading.of(speaker)
        assert heard or not side, f"nothing of what {speaker} says was found"
        assert set(heard) <= {side or None}, speaker
    for speaker in case.get("unsaid", []):
        assert [claim.side for _, claim in reading.claims if claim.speaker == speaker and claim.side] == []
    for speaker in case.get("each", []):
        assert sorted(str(side) for side in reading.of(speaker)) == sorted(case["sides"])


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in _table()])
def test_the_order_in_which_articles_come_changes_nothing(case: dict[str, Any]) -> None:
    articles = _articles(case["articles"])
    forth, back = _read(articles), _read(articles[::-1])
    assert forth.sides == back.sides
    key = _key
    assert sorted(forth.claims, key=key) == sorted(back.claims, key=key)


def _key(entry: tuple[Article, Claim]) -> tuple[str, int, int, str]:
    article, claim = entry
    return (article.id, claim.content[0].start, claim.content[-1].end, str(claim.side))


def test_the_case_table_has_not_shrunk() -> None:
    assert len(_table()) >= 44
    assert sum(not case["sides"] for _, case in _table()) >= 9


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in _table() if "fault" not in case])
def test_every_side_has_a_name_an_id_and_words_of_the_material(case: dict[str, Any]) -> None:
    articles = _articles(case["articles"])
    whole = "\n".join(article.text for article in articles)
    sides = _read(articles).sides
    assert len({side.id for side in sides}) == len(sides) <= 3
    for side in sides:
        assert side.name
        assert side.found
        assert side.aliases
        assert all(alias in whole for alias in side.aliases if alias not in side.members)


_PARTIES = ("Norway", "Chile", "Nepal", "Kenya")
_VERBS = ("accused {} of theft.", "condemned {}.", "threatened {} with a blockade.", "thanked {}.", "met {} for talks.")
_LINES = st.tuples(st.sampled_from(_PARTIES), st.sampled_from(_VERBS), st.sampled_from(_PARTIES)).map(
    lambda line: f"{line[0]} {line[1].format(line[2])}"
)
_TEXTS = st.lists(st.lists(_LINES, min_size=1, max_size=5).map(" ".join), min_size=1, max_size=4, unique=True)


@_FEW
@given(_TEXTS, st.randoms(use_true_random=False))
def test_sides_do_not_hang_on_the_order_of_any_articles(texts: list[str], chance: Any) -> None:  # noqa: ANN401 - a random.Random of hypothesis
    articles = _articles(texts)
    mixed = list(articles)
    chance.shuffle(mixed)
    assert _read(articles).sides == _read(mixed).sides


@_FEW
@given(_TEXTS, st.lists(st.integers(0, 3), max_size=12))
def test_reprinting_a_report_and_folding_it_again_never_changes_the_sides(texts: list[str], again: list[int]) -> None:
    articles = _articles(texts)
    copies = [
        _article(100 + number, texts[one % len(texts)], outlet=f"Reprint {number}") for number, one in enumerate(again)
    ]
    once, twice = (
        _read(tuple(entry.original for entry in fold(bunch))).sides for bunch in (articles, [*articles, *copies])
    )
    assert once == twice


_QUARREL = (
    (
        "Norway accused Chile of moving the buoys in the northern bay. Chile denied moving them and accused Norway of cutting "
        "a cable. Fishermen on both shores stayed in port for a second day, and the ferry did not sail. Nobody was hurt."
    ),
    (
        "Chile accused Norway of shelling a pier. Norway condemned the charge. The pier, built of larch two centuries ago, "
        "burned until the tide came in, and the lighthouse keeper saw nothing of it because of the fog that lay on the water all night."
    ),
)
_POISON = (
    "Nepal accused Kenya of theft. Kenya accused Nepal of theft and threatened Nepal with a blockade. Nepal condemned Kenya. "
    "The stones in question lie in a shed near the customs house, under a tarpaulin, and have been counted three times by three clerks with three results."
)


def test_a_report_reprinted_forty_times_does_not_choose_the_sides() -> None:
    honest = _articles(_QUARREL)
    reprints = [_article(50 + number, _POISON, f"Reprint {number}") for number in range(40)]
    folded = _read([entry.original for entry in fold([*honest, *reprints])])
    assert sorted(side.name for side in folded.sides) == ["Chile", "Norway"]


def test_cut_and_edited_reprints_change_no_side_and_no_claim() -> None:
    honest = _articles(_QUARREL)
    cut = _article(70, _QUARREL[0].rpartition(" Nobody")[0], "Cut Reprint")
    edited = _article(71, _QUARREL[1].replace("all night", "all morning"), "Edited Reprint")
    once, again = (_read([entry.original for entry in fold(bunch)]) for bunch in (honest, [*honest, cut, edited]))
    assert once == again


@_FEW
@given(st.lists(st.tuples(st.sampled_from(_PARTIES), st.sampled_from(_PARTIES)), max_size=8))
def test_visits_and_talks_make_no_enemies(pairs: list[tuple[str, str]]) -> None:
    texts = [f"{one} visited {other}. {one} met {other} for talks." for one, other in pairs]
    assert _read(_articles(texts)).sides == ()


@_FEW
@given(_TEXTS)
def test_a_side_is_never_a_word_that_no_article_prints(texts: list[str]) -> None:
    whole = "\n".join(texts)
    assert all(side.name in whole for side in _read(_articles(texts)).sides)


def test_what_the_user_declares_wins_over_what_is_found() -> None:
    declared = (
        Side(id="coast", name="Coast", aliases=("Norway", "Hanna Weller")),
        Side(id="hills", name="Hills", aliases=("Nepal",)),
    )
    articles = _articles(
        ["Norway accused Chile of theft. Hanna Weller said it was late.", "Nepal accused Norway of theft. Chile denied the theft."]
    )  # fmt: skip
    reading = _read(articles, declared)
    assert reading.of("Hanna Weller") == ["Coast"]
    assert set(reading.of("Norway")) == {"Coast"}
    assert set(reading.of("Nepal")) == {"Hills"}
    assert set(reading.of("Chile")) == {"third:Chile"}


def test_no_sides_without_articles() -> None:
    assert discover_sides([], Roster()) == ()
    assert assign((), ()) == ()


def test_a_claim_without_a_party_stays_unattributed() -> None:
    sides = (Side(id="norway", name="Norway"), Side(id="chile", name="Chile"))
    article = _article(0, "The mayor said the road was open. “Bread and roses,” he said.")
    said = with_party(claims(article, sentences(article)), article, Roster())
    assert said
    assert [claim.side for claim in assign(said, sides)] == [None] * len(said)


@pytest.mark.parametrize(
    ("speaker", "party"),
    [
        ("Norwegian Foreign Minister Hanna Weller", "Norway"),
        ("the Norwegian embassy in Santiago", "Norway"),
        ("officials in Oslo", "Norway"),
        ("the government in Oslo", "Norway"),
        ("the U.S. ambassador to Norway", "United States"),
        ("the Norwegian ambassador to the United Nations", "Norway"),
        ("Norway’s president", "Norway"),
        ("the president of Norway", "Norway"),
        ("the Kremlin", "Russia"),
        ("the UN envoy for Norway", "UN"),
        ("a farmer in Norway", None),
        ("an analyst at the University of Oslo", None),
        ("a Norwegian journalist", None),
        ("the mayor", None),
        ("Norwegian media", None),
        ("the Norwegian press secretary", "Norway"),
        ("a Norwegian human rights group", None),
        ("Norway's central bank", "Norway"),
        ("a Norwegian bank", None),
        ("Norway hawks in Chile", None),
        ("Norway's allies", None),
        ("a 40-year-old teacher carrying a Norwegian flag", None),
        ("officials in eastern Norway", "Norway"),
        ("a leader of the militia in eastern Norway", None),
        ("Norwegian Foreign Minister Hanna Weller and Chilean Foreign Minister Oren Till", None),
        ("Norway's Defence and Security Council", "Norway"),
        ("the former Norwegian ambassador", None),
        ("the Norwegian Security Service", "Norway"),
        ("he", None),
        ("Hanna Weller", None),
        ("a spokesman for the ministry", None),
    ],
)
def test_a_private_voice_does_not_speak_for_a_country(speaker: str, party: str | None) -> None:
    assert party_in(speaker, Roster()) == party


def test_an_accusation_by_the_outlet_itself_is_nobodys_claim() -> None:
    reading = _read(
        _articles(["Norway broke the treaty. Chile broke the ice.", "Norwegian forces struck a Chilean pier."])
    )
    assert [claim for _, claim in reading.claims if claim.act is Act.ACCUSE] == []
