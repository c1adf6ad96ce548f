"""Same inputs, same bytes: a brief made tomorrow, elsewhere, by somebody else, can be compared with this one."""

from __future__ import annotations

import os
import shutil
from hashlib import sha256
from pathlib import Path

from conftest import SAMPLES, Made, run

_FORMATS = ("md", "html", "json", "pdf", "eml")


def _prints(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def test_neither_place_nor_hour_nor_order_changes_a_byte(made: Made, tmp_path: Path) -> None:
    made.raw("pdf")
    copy = tmp_path / "in"
    shutil.copytree(SAMPLES, copy / "samples")
    files = sorted(str(path.relative_to(copy)) for path in (copy / "samples").iterdir())
    for number, name in enumerate(files):
        os.utime(copy / name, (number * 1e6, number * 1e7))
    out = tmp_path / "out"
    world = {
        "PYTHONHASHSEED": "17",
        "TZ": "Pacific/Chatham",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "C",
        "COLUMNS": "33",
        "SOURCE_DATE_EPOCH": "7",
    }
    done = run("make", *reversed(files), "-o", out, cwd=copy, **world)
    assert done.returncode == 0
    assert _prints(out) == _prints(made.folder)
    assert set(_prints(out)) == {f"brief.{name}" for name in _FORMATS}


def test_a_stage_prints_the_same_rows_in_any_order_of_files() -> None:
    files = sorted(map(str, SAMPLES.iterdir()))
    first = run("claims", *files, "--quiet", PYTHONHASHSEED="1").stdout
    assert first
    assert run("claims", *reversed(files), "--quiet", PYTHONHASHSEED="2").stdout == first
