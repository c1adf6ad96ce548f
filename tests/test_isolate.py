"""The guarded child. `builtins:eval` and `builtins:exec` are its targets here: they take (raw, arguments) like any parser."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.isolate import Answer, Failure, Guard, Limits, Reason

_EVAL, _EXEC = "builtins:eval", "builtins:exec"
_TIGHT = Limits(memory_mb=256, cpu_seconds=2, wall_seconds=0.7, answer_mb=1)


@pytest.fixture
def guard() -> Iterator[Guard]:
    with Guard(_TIGHT) as made:
        yield made


def _works(guard: Guard) -> bool:
    return guard.call(_EVAL, b"6 * 7", {}) == Answer(42)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        pytest.param(b"import os; os.kill(os.getpid(), 11)", Reason.DIED, id="a parser that crashes"),
        pytest.param(b"import os; os._exit(3)", Reason.DIED, id="a parser that leaves"),
        pytest.param(b"import time; time.sleep(60)", Reason.TIMEOUT, id="a parser that sleeps"),
        pytest.param(b"while True: pass", Reason.TIMEOUT, id="a parser that never ends"),
        pytest.param(b"parts = [bytearray(2**26) for _ in range(64)]", Reason.MEMORY, id="a parser that eats memory"),
        pytest.param(b"raise ValueError('bad bytes')", Reason.ERROR, id="a parser that raises"),
        pytest.param(b"import sys; sys.exit(1)", Reason.ERROR, id="a parser that exits"),
        pytest.param(b"f = lambda n: f(n + 1)\nf(0)", Reason.ERROR, id="a parser that recurses without end"),
        pytest.param(b"import socket; socket.socket()", Reason.ERROR, id="a parser that opens a socket"),
        pytest.param(
            b"import socket; socket.create_connection(('127.0.0.1', 9))", Reason.ERROR, id="a parser that connects"
        ),
        pytest.param(
            b"import socket; socket.getaddrinfo('example.org', 80)", Reason.ERROR, id="a parser that asks for a name"
        ),
    ],
)
def test_a_parser_that_goes_wrong_costs_one_failure_and_the_next_job_works(
    guard: Guard, code: bytes, reason: Reason
) -> None:
    failure = guard.call(_EXEC, code, {})
    assert isinstance(failure, Failure)
    assert failure.reason is reason
    assert _works(guard)


def test_an_answer_that_is_too_large_is_refused_and_the_next_job_works(guard: Guard) -> None:
    failure = guard.call(_EVAL, b"'x' * (2 * 2**20)", {})
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.OUTPUT
    assert _works(guard)


def test_what_cannot_be_written_as_json_is_an_error(guard: Guard) -> None:
    failure = guard.call(_EVAL, b"{1, 2}", {})
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.ERROR
    assert _works(guard)


def test_a_parser_that_does_not_exist_is_an_error(guard: Guard) -> None:
    failure = guard.call("briefing.nowhere:parse", b"", {})
    assert isinstance(failure, Failure)
    assert failure.reason is Reason.ERROR
    assert _works(guard)


def test_values_that_came_before_a_crash_are_kept(guard: Guard) -> None:
    code = b"(n if n < 3 else __import__('os').kill(__import__('os').getpid(), 11) for n in range(9))"
    answers = list(guard.stream(_EVAL, code, {}))
    assert answers[:3] == [Answer(0), Answer(1), Answer(2)]
    last = answers[-1]
    assert isinstance(last, Failure)
    assert last.reason is Reason.DIED
    assert _works(guard)


def test_a_long_job_that_shows_signs_of_life_may_take_longer_than_one_answer(guard: Guard) -> None:
    answers = list(guard.stream(_EVAL, b"(__import__('time').sleep(0.2) for _ in range(5))", {}))
    assert answers == [Answer(None)] * 5


def test_computing_time_is_granted_anew_with_each_answer() -> None:
    burn = b"(sum(range(10_000_000)) * 0 for _ in range(10))"
    with Guard(Limits(cpu_seconds=1, wall_seconds=10.0)) as guard:
        answers = list(guard.stream(_EVAL, burn, {}))
    assert answers == [Answer(0)] * 10


def test_a_job_as_a_whole_has_an_end(guard: Guard) -> None:
    guard.limits = Limits(wall_seconds=0.6, total_seconds=0.8)
    start = time.monotonic()
    answers = list(guard.stream(_EVAL, b"(__import__('time').sleep(0.1) for _ in range(1000))", {}))
    assert isinstance(answers[-1], Failure)
    assert time.monotonic() - start < 5


def test_several_answers_where_one_was_due_are_garbled(guard: Guard) -> None:
    answer = guard.call(_EVAL, b"iter([1, 2])", {})
    assert isinstance(answer, Failure)
    assert answer.reason is Reason.GARBLED


def test_one_child_serves_many_jobs_and_a_failed_one_is_replaced(guard: Guard) -> None:
    pid = b"__import__('os').getpid()"
    first, second = guard.call(_EVAL, pid, {}), guard.call(_EVAL, pid, {})
    guard.call(_EXEC, b"raise ValueError", {})
    third = guard.call(_EVAL, pid, {})
    assert first == second
    assert isinstance(third, Answer)
    assert third != first


def test_a_large_parent_does_not_have_its_child_replaced_after_every_file(guard: Guard) -> None:
    pid = b"__import__('os').getpid()"
    ballast = bytearray(b"x") * (450 * 2**20)
    assert guard.call(_EVAL, pid, {}) == guard.call(_EVAL, pid, {})
    assert len(ballast) > guard.limits.recycle_mb * 2**20


def test_a_reader_that_stops_listening_does_not_hang(guard: Guard) -> None:
    stream = guard.stream(_EVAL, b"(n for n in range(10**9))", {})
    assert next(stream) == Answer(0)
    stream.close()  # type: ignore[attr-defined] # it is a generator
    assert _works(guard)


def test_what_a_library_prints_does_not_disturb_the_answer(guard: Guard) -> None:
    assert guard.call(
        _EXEC, b"print('X' * 100000); import os; os.write(1, b'garbage'); os.write(2, b'garbage')", {}
    ) == Answer(None)
    assert _works(guard)


def test_the_child_sees_nothing_of_the_environment(guard: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_SMTP_PASSWORD", "canary")
    answer = guard.call(_EVAL, b"dict(__import__('os').environ)", {})
    assert isinstance(answer, Answer)
    assert "canary" not in str(answer.value)
    assert guard.call(_EVAL, b"__import__('os').getcwd()", {}) == Answer("/")


def test_the_child_cannot_write_a_file(guard: Guard, tmp_path: Path) -> None:
    target = tmp_path / "written"
    code = f"with open({str(target)!r}, 'wb') as out: out.write(b'x' * 100)".encode()
    assert isinstance(guard.call(_EXEC, code, {}), Failure)
    assert not target.exists() or target.stat().st_size == 0


def test_odd_strings_and_large_bytes_pass_the_pipe_unharmed(guard: Guard) -> None:
    assert guard.call(_EVAL, b"'\\ud800 \\u202e \\x00'", {}) == Answer("\ud800 \u202e \x00")
    guard.limits = Limits(wall_seconds=10.0)
    assert guard.call("builtins:len", b"", {}) != Answer(0)  # a target that cannot be called so
    big = b"'" + b"y" * (24 * 2**20) + b"'.__len__()"
    assert guard.call(_EVAL, big, {}) == Answer(24 * 2**20)


def test_a_closed_guard_leaves_no_process_and_starts_again(guard: Guard) -> None:
    answer = guard.call(_EVAL, b"__import__('os').getpid()", {})
    assert isinstance(answer, Answer)
    guard.close()
    guard.close()
    with pytest.raises(ProcessLookupError):
        os.kill(int(answer.value), 0)
    assert _works(guard)


def test_the_same_hash_seed_rules_in_every_child() -> None:
    seen = []
    for _ in range(2):
        with Guard(_TIGHT) as guard:
            seen.append(guard.call(_EVAL, b"hash('Yerevan')", {}))
    assert seen[0] == seen[1]
    assert isinstance(seen[0], Answer)
