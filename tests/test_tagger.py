from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.attribute import tagger
from briefing.attribute.decoder import STATES, Vector, decoded, pieces
from briefing.attribute.grammar import Marks, Words, quotations
from briefing.model import Article, Origin
from briefing.text import sentences

_ORIGIN = Origin(path="case", media_type="text/plain", sha256="0" * 64)
_PIECES = (
    "Ilo Marsh said",
    "“It is over,”",
    "he added",
    "according to Oslo",
    "the road",
    "was open",
    ".",
    "\n",
    ",",
    "43",
)
_TEXT = st.lists(st.sampled_from(_PIECES), max_size=60).map(" ".join)
_STEP = 2.0**-11  # of a sum: the step of the activations times that of the finest weights


def _read(text: str) -> tuple[list[Words], list[bool]]:
    split = sentences(Article(id="a", text=text, origin=_ORIGIN))
    marks = Marks(quotations(text))
    return [Words(sentence, marks) for sentence in split], [True] * len(split)


def _scores(text: str) -> Vector:
    model = tagger.fitted()
    return tagger.logits(model, *tagger.encode(model, *_read(text)))


@settings(deadline=None)
@given(st.one_of(_TEXT, st.text(max_size=200)))
def test_no_machine_adds_the_scores_up_to_another_sum(text: str) -> None:
    steps = _scores(text) / _STEP
    assert (steps == np.rint(steps)).all(), "a score off the grid depends on the order of adding"
    assert (abs(steps) < 2**24).all(), "float32 cannot hold the sum exactly"


@settings(deadline=None)
@given(_TEXT)
def test_a_long_article_gets_the_tags_of_its_parts(text: str) -> None:
    whole = _scores(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tagger, "_BLOCK", 7)
        assert (_scores(text) == whole).all()


@settings(deadline=None)
@given(_TEXT)
def test_no_piece_goes_on_that_never_began(text: str) -> None:
    (tags,) = tagger.tag([_read(text)])
    state = tags.state.tolist()
    assert all(one % 2 or one == 0 or before in {one, one - 1} for before, one in zip([0, *state], state, strict=False))
    assert [at for _, first, last in pieces(state) for at in range(first, last)] == [
        at for at, one in enumerate(state) if one
    ]


def test_the_name_of_a_speaker_is_no_sign_of_what_he_says() -> None:
    first, second = (f"{name} has said that the road to the harbour was open." for name in ("Marion", "Baker"))
    assert (_scores(first) == _scores(second)).all()


def test_the_model_file_holds_words_and_no_sentence() -> None:
    model = tagger.fitted()
    assert not [word for word in (*model.words, *model.endings) if " " in word or "\n" in word]
    assert not [word for word in model.words if word[0].isupper()]


def _may_follow(before: int, state: int) -> bool:
    return state % 2 == 1 or state == 0 or before in {state, state - 1}


@given(st.lists(st.lists(st.integers(-4, 4), min_size=STATES, max_size=STATES), min_size=1, max_size=6))
def test_no_other_path_scores_more(rows: list[list[int]]) -> None:
    best = dict(enumerate(rows[0]))
    for row in rows[1:]:
        best = {
            state: row[state] + max(total for before, total in best.items() if _may_follow(before, state))
            for state in best
        }
    state = decoded([np.array(rows, dtype=np.float32)])[0].tolist()
    opened = state[0] + (state[0] % 2 == 1 and rows[0][state[0] + 1] > rows[0][state[0]])  # a stretch may begin inside
    assert rows[0][opened] + sum(row[one] for row, one in zip(rows[1:], state[1:], strict=True)) == max(best.values())
