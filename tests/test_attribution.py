from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.attribute import Roster, assign, claims, with_party
from briefing.lexicon.cues import cues
from briefing.model import Act, Article, Claim, Form, Origin, Side
from briefing.text import sentences

_CASES = Path(__file__).parent / "cases" / "attribution"
_ORIGIN = Origin(path="case", media_type="text/plain", sha256="0" * 64)
_OPEN = "open"
# Editors differ on whether the word that opens a clause belongs to it, and the marks around words belong to nobody.
_OPENINGS = frozenset(("that", "of", "for", "on", "to"))
_WORD = re.compile(r"\w+(?:[.,'’-]\w+)*")
_PIECES = (
    "“", "”", '"', "''", "``", "«", "»", "‘", "’", " ", "\n", ",", ".", ":", ";", "–", "…", "said", "denied", "accused", "according to",
    "by", "of", "that", "which", "who", "a claim", "and", "but", "while", "adding", "was", "did not", "would", "he", "She", "it", "they",
    "Ilo Marsh", "Marsh", "Mr.", "Dana Orlen", "the ministry", "The spokesman", "Norway", "Chilean", "Santiago", "both sides", "the road was open",
    "in a statement", "on Monday", "told reporters", "Presidents", "Gen.", "U.S.", "al-Karim", "43", "ı", "\u00a0", "\u2028", "😀",
)  # fmt: skip
_PROSE = st.lists(st.sampled_from(_PIECES), max_size=40).map(" ".join)
Tracer = Callable[[FrameType, str, Any], Any]
_ANY_TEXT = st.one_of(
    _PROSE, st.lists(st.sampled_from(_PIECES), max_size=40).map("".join), st.text(max_size=120)
)  # fmt: skip
_HOSTILE = {
    "quotations that only open": "“",
    "quotations that only close": "”",
    "straight marks": '"',
    "said that without end": "said that ",
    "a list of joint speakers": "Ilo Marsh, Dana Orlen and ",
    "accusing and adding": ", accusing Kavesh of it, adding that ",
    "a claim denied by": ", a claim denied by Norway",
    "a crowd of capitals": "Ilo ",
    "semicolons": "; and he said ",
    "one-word quotations": "“no” said Ilo Marsh “yes” ",
    "short sentences": "He said so. ",
    "of the of the": "of the ",
    "one endless word": "said",
    "who said who": "who said who ",
    "he said, again and again": "he said, ",
    "according to nobody": "according to ",
    "which they denied": "which they denied, ",
    "a quotation in every paragraph": "“He said so.”\n",
}


def _article(text: str) -> Article:
    return Article(id="a", text=text, origin=_ORIGIN)


def _claims(text: str) -> tuple[Claim, ...]:
    article = _article(text)
    return claims(article, sentences(article))


def _words(pieces: Sequence[str]) -> str:
    """Return the words of some content, in lower case, without marks and without the word that opens the clause."""
    found = _WORD.findall(" ".join(pieces).casefold())
    return " ".join(found[1:] if found and found[0] in _OPENINGS else found)


def _name(speaker: str | None) -> str | None:
    return speaker.casefold().removeprefix("the ").strip(" .,") if speaker else None


def _together(text: str, found: Sequence[Claim]) -> list[tuple[str | None, list[str], Act | None, Form]]:
    """Return what each claim says; words that go on without a cue of their own belong to the claim before them."""
    told: list[tuple[str | None, list[str], Act | None, Form]] = []
    for claim in found:
        said = [part.of(text) for part in claim.content]
        if told and claim.cue is None and claim.speaker == told[-1][0]:
            told[-1][1].extend(said)
        else:
            told.append((claim.speaker, said, claim.act, claim.form))
    return told


def _found(text: str) -> list[tuple[str | None, str, Act | None, Form]]:
    """Return who said what: what an outlet tells of somebody's mind is put into nobody's mouth."""
    said = [claim for claim in _claims(text) if claim.act is not None]
    return [(_name(speaker), _words(words), act, form) for speaker, words, act, form in _together(text, said)]


def _wanted(
    expected: Sequence[dict[str, Any]], found: Sequence[tuple[str | None, str, Act | None, Form]]
) -> list[tuple[str | None, str, Act | None, Form]]:
    """Return what is right, as near to what was found as the case allows: acts and forms only where it names them."""
    wanted = []
    for number, claim in enumerate(expected):
        speaker, content, act, form = found[number] if number < len(found) else (None, "", Act.ASSERT, Form.INDIRECT)
        names = [_name(claim.get("speaker")), _name(claim.get("or_speaker", claim.get("speaker")))]
        bounds = [_words(claim["content"]), _words(claim.get("or", claim["content"]))]
        wanted.append(
            (
                speaker if speaker in names else names[0],
                content if content in bounds else bounds[0],
                Act(claim["act"]) if "act" in claim else act,
                Form(claim["form"]) if "form" in claim else form,
            )
        )
    return wanted


def _table(name: str) -> list[dict[str, Any]]:
    return list(tomllib.loads((_CASES / f"{name}.toml").read_text(encoding="utf-8")).get("case", []))


def _tables() -> list[str]:
    return sorted(path.stem for path in _CASES.glob("*.toml"))


def _cases() -> list[Any]:
    return [
        pytest.param(case["text"], case.get("claims", []), id=f"{name}: {case['about']}")
        for name in _tables()
        if name != _OPEN
        for case in _table(name)
    ]


def _open_cases() -> list[Any]:
    return [
        pytest.param(
            case["text"],
            case.get("claims", []),
            id=f"{case['table']}: {case['about']}",
            marks=pytest.mark.xfail(
                strict=True,
                raises=AssertionError,
                reason=f"{case['fault']}. If this passes, the fault is mended: move the case to {case['table']}.toml",
            ),
        )
        for case in _table(_OPEN)
    ]


@pytest.mark.parametrize(("text", "expected"), _cases())
def test_the_right_words_are_put_into_the_right_mouth(text: str, expected: list[dict[str, Any]]) -> None:
    found = _found(text)
    assert found == _wanted(expected, found)


@pytest.mark.parametrize(("text", "expected"), _open_cases())
def test_what_is_known_to_be_wrong_stands_in_the_open_table(text: str, expected: list[dict[str, Any]]) -> None:
    found = _found(text)
    assert found == _wanted(expected, found)


def test_the_case_table_has_not_shrunk() -> None:
    every = [case for name in _tables() for case in _table(name)]
    assert len(every) >= 430
    assert sum(not case.get("claims") for case in every) >= 100
    assert len({(case.get("table"), case["text"]) for case in every}) == len(every), "a case stands twice"
    assert all(case["table"] in _tables() and case["fault"] for case in _table(_OPEN))


def test_a_claim_of_both_sides_is_a_claim_of_each() -> None:
    sides = (Side(id="norway", name="Norway"), Side(id="chile", name="Chile"))
    article = _article("Both sides accused each other of moving the buoys. A farmer said it would rain.")
    said = with_party(claims(article, sentences(article)), article, Roster())
    placed = [(claim.side, claim.speaker) for claim in assign(said, sides)]
    assert placed == [("Norway", "Both sides"), ("Chile", "Both sides"), (None, "A farmer")]


@settings(max_examples=400, deadline=None)
@given(_ANY_TEXT)
def test_no_claim_says_what_does_not_stand_in_its_article(text: str) -> None:
    length = len(text)
    for claim in _claims(text):
        assert all(part.end <= length and part.of(text).strip() for part in claim.content)
        assert all(one.end <= other.start for one, other in zip(claim.content, claim.content[1:], strict=False))
        for place in (claim.source, claim.cue):
            assert place is None or place.end <= length
        assert not (claim.source and any(claim.source.overlaps(part) for part in claim.content))
        assert not (claim.cue and any(claim.cue.overlaps(part) for part in claim.content))
        assert claim.speaker is None or claim.speaker.strip()
        assert 0 <= claim.confidence <= 1


@settings(max_examples=200, deadline=None)
@given(_ANY_TEXT)
def test_the_claims_of_an_article_come_in_reading_order_and_always_the_same(text: str) -> None:
    found = _claims(text)
    assert list(found) == sorted(found, key=lambda claim: (claim.content[0].start, claim.content[-1].end))
    assert found == _claims(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["The road is wet.", "Nine trucks burned.", "The bell fell.", "It snowed in Orlen."])))
def test_prose_without_a_cue_says_nothing(pieces: list[str]) -> None:
    assert _claims(" ".join(pieces)) == ()


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["Ilo Marsh", "the ministry", "Norway"]), st.sampled_from(["", "on Monday ", "later "]))
def test_a_day_between_speaker_and_cue_changes_no_word(speaker: str, between: str) -> None:
    text = f"{speaker} {between}said that the road was open."
    assert [(_name(who), said) for who, said, *_ in _found(text)] == [(_name(speaker), "the road was open")]


@pytest.mark.parametrize("mark", [("“", "”"), ('"', '"'), ("''", "''"), ("``", "''"), ("«", "»")])
def test_the_kind_of_marks_changes_nothing(mark: tuple[str, str]) -> None:
    text = f"{mark[0]}The road is open,{mark[1]} Ilo Marsh said. {mark[0]}The bridge is not.{mark[1]}"
    assert _found(text) == [("ilo marsh", "the road is open the bridge is not", Act.ASSERT, Form.DIRECT)]


@pytest.mark.parametrize("lemma", sorted({cue.lemma for cue in cues().values() if "that" in cue.takes}))
def test_every_verb_that_takes_a_clause_is_heard_and_its_denial_is_not(lemma: str) -> None:
    past = next(word for word, cue in cues().items() if cue.lemma == lemma and cue.form == "past")
    whom = "reporters " if lemma in {"tell", "inform", "assure", "remind"} else ""
    assert len(_claims(f"Ilo Marsh {past} {whom}that the road was open.")) == 1
    assert not any(claim.act for claim in _claims(f"Ilo Marsh did not {lemma} {whom}that the road was open."))


def _steps(unit: str, length: int) -> int:
    """Return how many lines of Python run to find the claims of a hostile text: the same number every time."""
    article = _article(unit * (length // len(unit)))
    split = sentences(article)
    steps = 0

    def count(_frame: FrameType, event: str, _value: object) -> Tracer:
        nonlocal steps
        steps += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        claims(article, split)
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize("unit", _HOSTILE.values(), ids=_HOSTILE)
def test_a_hostile_text_costs_time_in_proportion_to_its_length(unit: str) -> None:
    _steps(unit, 1_000)  # what is made once and kept
    small, large = _steps(unit, 6_000), _steps(unit, 48_000)
    assert large < 9 * small, f"{small} steps for 6,000 characters, {large} for 48,000"
