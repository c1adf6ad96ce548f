"""How the texts of a large reading are held: nobody can tell it by what comes out."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import make_brief
from briefing.ingest import packed, read, unpacked
from briefing.ingest.source import MB
from briefing.model import Article, Origin
from briefing.render import render

_SAMPLES = str(Path(__file__).parents[1] / "samples")
_KINDS: dict[type[Article], tuple[int, int]] = {packed.Encoded: (0, 64 * MB), packed.Packed: (0, 0)}


@pytest.mark.parametrize("kind", _KINDS)
def test_the_brief_is_the_same_however_texts_are_held(kind: type[Article], monkeypatch: pytest.MonkeyPatch) -> None:
    expected = read([_SAMPLES])
    most, more = _KINDS[kind]
    monkeypatch.setattr(packed, "_AS_THEY_ARE", most)
    monkeypatch.setattr(packed, "_AS_BYTES", more)
    found = read([_SAMPLES])
    assert {type(article) for article in found.articles} == {kind}
    assert tuple(map(unpacked, found.articles)) == expected.articles
    assert render(make_brief(found), "json") == render(make_brief(expected), "json")


@pytest.mark.parametrize("kind", _KINDS)
@given(text=st.text(st.characters()) | st.sampled_from(["“a” – b…", "\ud800 half a pair", ""]))
def test_no_letter_is_lost_on_the_way(kind: type[Article], text: str) -> None:
    article = kind(id="a", text=text, origin=Origin(path="a", media_type="text/plain", sha256=""))
    for one in (article, replace(article, title="b"), pickle.loads(pickle.dumps(article))):  # noqa: S301 - our own
        assert one.text == text
        assert type(one) is kind
        assert unpacked(one).text == text
