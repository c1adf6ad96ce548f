"""JSON Lines read in parts: nobody can tell by what comes out that a file was cut, or by how many children it was read."""

from __future__ import annotations

import io
import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.ingest import IngestSettings, Readers, intake, parts, read

_TEXT = "The envoys of both sides met in room {number} and said that the talks would go on for the rest of the week."


def _lines(count: int) -> bytes:
    rows = [{"id": f"a{n}", "outlet": "The Meridian Post", "text": _TEXT.format(number=n)} for n in range(count)]
    written = [json.dumps(row) for row in rows]
    written[count // 2] = "{broken"
    return "\n".join(written).encode()


@given(st.binary(max_size=400), st.integers(1, 50))
def test_the_parts_of_a_file_are_the_file_and_begin_where_a_line_begins(raw: bytes, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_PART", size)
        found = list(parts.parts(io.BufferedReader(io.BytesIO(raw)), IngestSettings()))
    assert b"".join(part for _, part in found) == raw
    for number, (lines, _) in enumerate(found):
        before = b"".join(part for _, part in found[:number])
        assert lines == before.count(b"\n")
        assert not before or before.endswith(b"\n")


def test_a_file_read_in_parts_by_two_children_gives_the_articles_and_notices_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "night.jsonl"
    path.write_bytes(_lines(120))
    whole = read([str(path)])
    monkeypatch.setattr(parts, "_PART", 1500)
    monkeypatch.setattr(intake, "_WORTH_A_CHILD", 0)
    monkeypatch.setattr(intake, "all_cores", lambda: 2)
    cut = read([str(path)])
    assert cut == whole
    assert len(whole.articles) == 119
    assert {one.origin.sha256 for one in cut.articles} == {sha256(path.read_bytes()).hexdigest()}
    assert [one.subject for one in cut.notices] == [f"{path}!line 61"]


def test_json_lines_may_be_larger_than_other_files_and_no_line_larger_than_its_cap(tmp_path: Path) -> None:
    path = tmp_path / "year.jsonl"
    rows = _lines(3).split(b"\n")
    rows[1] = b'{"text": "' + b"x" * (3 * 2**20) + b'"}'
    path.write_bytes(b"\n".join(rows))
    found = read([str(path)], settings=IngestSettings(file_mb=1, line_mb=1))
    assert [one.id for one in found.articles] == ["a0", "a2"]
    assert ["longer than 1 MB" in one.message for one in found.notices] == [True]


def test_readers_started_early_read_several_times_and_leave_no_process(tmp_path: Path) -> None:
    path = tmp_path / "night.jsonl"
    path.write_bytes(_lines(4))
    with Readers() as readers:
        first, second = (read([str(path)], readers=readers) for _ in range(2))
        children = [guard._child for guard in readers._guards]  # noqa: SLF001 - nobody else knows the process
    assert first == second
    assert [child.returncode for child in children if child] == [-9]
