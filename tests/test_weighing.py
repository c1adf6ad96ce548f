"""That weighing the sentences that can matter chooses as weighing all of them does."""

from __future__ import annotations

from functools import cache

import pytest
from conftest import SAMPLES

from briefing.ingest import read
from briefing.pipeline.make import printed_chapters
from briefing.pipeline.stages import dossier, survey
from briefing.settings import Profile
from briefing.summarize.candidates import Candidate, Pool, pool
from briefing.summarize.report import Dossier


@cache
def _dossier() -> Dossier:
    chapters = survey(read([str(SAMPLES)]).articles, Profile()).chapters
    return dossier(printed_chapters(chapters, Profile())[0])


def _all(found: Pool) -> list[Candidate]:
    """Every sentence weighed, in one go."""
    return found.scales.weigh(range(len(found.everything)))


def test_a_sentence_weighs_no_more_than_was_thought_before_it_was_printed() -> None:
    found = pool(_dossier())
    for draft, candidate in zip(found.everything, _all(found), strict=True):
        assert candidate.salience == 0 or draft.row in found.scales.may_belong()
        assert draft.row in found.scales.may_belong(candidate.kept)
        assert candidate.general <= found.scales.most_general()[draft.row] + 1e-5
    assert max(candidate.salience for candidate in _all(found)) == 1.0


@pytest.mark.parametrize("least", [0.6, 0.8, 0.9])
def test_the_candidates_are_those_of_all(least: float) -> None:
    found = pool(_dossier()).candidates(least)
    assert found == [one for one in _all(pool(_dossier())) if one.salience > 0 and one.kept >= least]


@pytest.mark.parametrize("count", [1, 3, 10, 30, 1000])
def test_the_foremost_are_those_of_all(count: int) -> None:
    able = [one for one in _all(pool(_dossier())) if not one.hanging]
    able.sort(key=lambda one: (-one.general, one.report.article.id, one.sentence.index))
    assert pool(_dossier()).foremost(count) == able[:count]
