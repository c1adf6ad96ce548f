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


def test_neither_place_nor_hour_nor_surroundings_change_a_byte(made: Made, tmp_path: Path) -> None:
    made.raw("pdf")
    shutil.copytree(SAMPLES, tmp_path / "samples")
    for number, path in enumerate(sorted((tmp_path / "samples").iterdir())):
        os.utime(path, (number * 1e6, number * 1e7))
    world = {
        "PYTHONHASHSEED": "17", "TZ": "Pacific/Chatham", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "COLUMNS": "33", "SOURCE_DATE_EPOCH": "7",
    }  # fmt: skip
    assert run("make", "samples", "-o", "out", cwd=tmp_path, **world).returncode == 0
    assert _prints(tmp_path / "out") == _prints(made.folder)
    assert set(_prints(tmp_path / "out")) == {f"brief.{name}" for name in _FORMATS}


def test_the_order_in_which_files_are_named_changes_no_byte(tmp_path: Path) -> None:
    files = sorted(str(path) for path in SAMPLES.iterdir() if path.name != "README.md")
    for seed, order in ("1", files), ("2", files[::-1]), ("3", files[7:] + files[:7]):
        done = run("make", *order, "-o", tmp_path / seed, "--format", "md,json", "--quiet", PYTHONHASHSEED=seed)
        assert done.returncode == 0
    assert _prints(tmp_path / "1") == _prints(tmp_path / "2") == _prints(tmp_path / "3")
