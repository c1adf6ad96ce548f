"""The command in a pipe and on a terminal: nothing foreign moves the cursor, nobody is told what he did not ask for."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from conftest import ROOT, run

from briefing.cli import main
from briefing.model import RenderError


def test_no_name_of_a_file_can_move_the_cursor(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = "a\x1b[2J\x1b]0;owned\x07\u202e\r\nlost: b.md"
    (reports / name).write_bytes(b"\x00\x01")
    odd = {
        "id": "x\x1b[31m",
        "outlet": "\x1b[5mWire\u202e",
        "title": "A\x07\u2066 title",
        "text": "Guns were heard\x1b[2J on the cape at night again.",
    }
    (reports / "odd.jsonl").write_text(json.dumps(odd) + "\n")
    out = reports.parent / "out"
    for arguments, code in (
        (["make", reports, "-o", out, "--format", "md,json"], 0),
        (["verify", out / "brief.json"], 0),
        (["make", reports / name, "-o", out], 3),
    ):
        assert main(list(map(str, arguments))) == code
        printed = capsys.readouterr()
        marks = {letter for letter in printed.out + printed.err if unicodedata.category(letter) in {"Cc", "Cf"}}
        assert marks <= {"\n"}
        assert not any(row.startswith("lost: b.md") for row in printed.err.splitlines())


def _on_a_terminal(*arguments: str | Path) -> str:
    """Run with a terminal as stderr and return what was drawn on it."""
    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "briefing", *map(str, arguments)]
    quiet = subprocess.DEVNULL
    drawn = b""
    try:
        with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=follower, cwd=ROOT) as child:
            os.close(follower)
            while part := _read(leader):
                drawn += part
            child.wait(60)
    finally:
        os.close(leader)
    return drawn.decode()


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 4096)
    except OSError:  # Linux says so when the last writer has gone
        return b""


def test_progress_is_drawn_on_a_terminal_and_nowhere_else(reports: Path, tmp_path: Path) -> None:
    arguments = ("make", reports, "-o", tmp_path / "out", "--format", "json")
    drawn = _on_a_terminal(*arguments)
    assert re.search(r"\r\x1b\[Kreading: \d of 3", drawn)
    last = drawn.rstrip("\r\n").rpartition("\r\x1b[K")[2]
    assert re.match(r".*brief\.json: \d+ lines", last), "the progress line is taken away before the closing one"
    assert _on_a_terminal(*arguments, "--quiet") == ""
    assert set("\r\x1b").isdisjoint(run(*arguments).stderr)


@pytest.mark.parametrize(
    "arguments",
    [
        ["sources", "reports", "--quiet"],
        ["sides", "reports", "--quiet"],
        ["make", "reports", "-o", "-", "--format", "md", "--quiet"],
        ["explain", "brief.json", "LINE"],
        ["--help"],
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_a_reader_who_has_seen_enough_gets_no_complaint(
    arguments: list[str], reports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(reports.parent)
    if "LINE" in arguments:
        assert main(["make", "reports", "-o", ".", "--format", "json", "--quiet"]) == 0
        brief = json.loads(Path("brief.json").read_text(encoding="utf-8"))
        arguments = [*arguments[:-1], brief["chapters"][0]["sections"][0]["lines"][0]["id"]]
    # The reading end is closed before the first byte is written: what `| head` does, without the luck of timing.
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "briefing", *arguments]
    with subprocess.Popen(command, stdout=writing, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as child:
        os.close(writing)
        _, said = child.communicate(timeout=60)
    assert (child.returncode, said) == (0, b"")


@pytest.mark.parametrize("verb", ["sources", "sides", "make"])
def test_a_full_disk_behind_stdout_is_told_and_is_no_success(verb: str, reports: Path) -> None:
    arguments = [verb, str(reports), "--quiet", *(["-o", "-", "--format", "md"] if verb == "make" else [])]
    with Path("/dev/full").open("wb") as full:  # takes nothing, as a full disk does
        ended = subprocess.run(
            [sys.executable, "-m", "briefing", *arguments], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert ended.returncode == RenderError.exit_code
    assert ended.stderr.decode() == (
        "briefing: cannot print: No space left on device – free space, or print to another place\n"
    )


def test_articles_can_be_piped_in_and_stages_into_each_other(reports: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", str(reports), "--quiet"]) == 0
    direct = capsys.readouterr().out
    assert main(["sources", str(reports), "--quiet"]) == 0
    piped = run("claims", "-", "--quiet", stdin=capsys.readouterr().out)
    assert (piped.returncode, piped.stderr) == (0, "")
    assert piped.stdout == direct
    report = (reports / "kelm.md").read_text(encoding="utf-8")
    made = run("make", "-", "-o", "-", "--format", "md", "--quiet", stdin=report)
    assert (made.returncode, made.stderr) == (0, "")
    assert "Kelm Evening Post" in made.stdout
