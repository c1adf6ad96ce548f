from __future__ import annotations

import gc

import pytest

from briefing.pipeline.uncollected import uncollected


def test_the_collector_is_as_before_afterwards() -> None:
    states = []

    @uncollected()
    def fail() -> None:
        states.append(gc.isenabled())
        raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert [*states, gc.isenabled()] == [False, True]


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected(), uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
