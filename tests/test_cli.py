"""The command as it is used: exit codes, advice, pipes, a terminal, silence where silence was asked for."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, SAMPLES, Made, run

from briefing.cli import main

_CASES = tomllib.loads((Path(__file__).parent / "cases" / "cli" / "refusals.toml").read_text(encoding="utf-8"))["case"]
_FORM = re.compile(r"briefing: [^:]+: .+ – .+")
_HEAVY = {
    "feedparser",
    "jinja2",
    "lxml",
    "nltk",
    "numpy",
    "py3langid",
    "pypdf",
    "scipy",
    "sumy",
    "trafilatura",
    "urllib3",
    "warcio",
    "weasyprint",
}
_VERBS = (
    "make",
    "verify",
    "explain",
    "sources",
    "claims",
    "stories",
    "copies",
    "dates",
    "sides",
    "mail",
    "init",
    "collect",
    "schedule",
    "daily",
    "history",
    "show",
    "find",
    "bundle",
    "edit",
    "approve",
)


@pytest.fixture
def desk(reports: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """Stand in a folder with reports, a brief of them, and files that are of no use."""
    desk = reports.parent
    monkeypatch.chdir(desk)
    assert main(["make", "reports", "-o", ".", "--format", "json", "--quiet"]) == 0
    (desk / "empty").mkdir()
    (desk / "film.bin").write_bytes(bytes(range(256)) * 8)
    (desk / "file").write_text("")
    (desk / "slip.toml").write_text('hadling = "AMBER"\n')
    assert capsys.readouterr() == ("", "")
    return desk


def _brief(path: Path) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return parsed


# What cannot be done


@pytest.mark.parametrize("case", [pytest.param(case, id=case["about"]) for case in _CASES])
@pytest.mark.usefixtures("desk")
def test_what_cannot_be_done_is_refused_with_a_code_and_advice(
    case: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(case["run"]) == case["code"]
    out, said = capsys.readouterr()
    assert out == ""
    *before, last = said.splitlines()
    assert _FORM.fullmatch(last)
    assert [words for words in case["says"] if words not in last] == []
    assert [words for words in case.get("notices", []) if not any(row.startswith(words) for row in before)] == []


@pytest.mark.usefixtures("desk")
def test_a_document_that_fails_costs_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    Path("house").mkdir()
    Path("house/brief.html.j2").write_text("{{ nonsense }}")
    assert main(["make", "reports", "-o", "out", "--format", "md,html,json", "--templates", "house"]) == 4
    assert sorted(path.name for path in Path("out").iterdir()) == ["brief.json", "brief.md"]
    assert "brief.html.j2" in capsys.readouterr().err


def test_a_slip_in_the_verb_or_an_option_is_told_from_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ([], ["mke", "x"], ["make"], ["make", "x", "--formats", "md"]):
        with pytest.raises(SystemExit) as end:
            main(arguments)
        assert end.value.code == 2
        assert "usage: briefing" in capsys.readouterr().err


def test_help_waits_for_no_library_whatever_the_verb() -> None:
    program = (
        "import sys\nfrom briefing.cli import main\n"
        f"for arguments in [['--help'], ['--version'], *([verb, '--help'] for verb in {_VERBS!r})]:\n"
        " try: main(arguments)\n except SystemExit as end: assert end.code == 0, arguments\n"
        "print('loaded', *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert _HEAVY.intersection(done.stdout.rpartition("loaded")[2].split()) == set()
    assert [verb for verb in _VERBS if f"usage: briefing {verb}" not in done.stdout] == []


# What is said, and where


def test_a_run_ends_with_what_was_made_from_what(made: Made) -> None:
    *_, last = made.said.splitlines()
    assert re.search(
        r"brief\.md, .*brief\.eml: \d+ lines in 1 chapter from 2\d articles of 9 outlets \(4 copies folded\), \d notices?, \d+\.\d s",
        last,
    )


@pytest.mark.usefixtures("desk")
def test_quiet_is_quiet_and_results_go_to_stdout_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["make", "reports", "film.bin", "-o", "-", "--format", "md", "--quiet"]) == 0
    out, said = capsys.readouterr()
    assert (out[:4], said) == ("TLP:", "")
    assert main(["make", "reports", "film.bin", "-o", "-", "--format", "md"]) == 0
    noisy = capsys.readouterr()
    assert noisy.out == out
    assert "film.bin" in noisy.err


@pytest.mark.usefixtures("desk")
def test_strict_turns_a_lost_file_into_a_failure_and_still_writes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["make", "reports", "-o", "out", "--format", "md", "--strict"]) == 0
    assert main(["make", "reports", "film.bin", "-o", "lossy", "--format", "md", "--strict"]) == 1
    assert main(["copies", "reports", "film.bin", "--strict"]) == 1
    assert Path("lossy/brief.md").exists()
    assert "lost: film.bin" in capsys.readouterr().err


# What counts


def test_what_lies_outside_cutoff_and_window_is_left_out_and_said(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = (desk / "reports" / "kelm.md").read_text(encoding="utf-8").replace("2031-03-03T18", "2031-03-03T07")
    (desk / "reports" / "morning.md").write_text(old.replace("Artillery", "Rocket"), encoding="utf-8")
    times = ("--cutoff", "2031-03-03T19:00Z", "--window", "6h")
    assert main(["make", "reports", "-o", "out", "--format", "json,md", *times]) == 0
    said = capsys.readouterr().err
    brief = _brief(Path("out/brief.json"))
    assert (brief["cutoff"], brief["window_hours"]) == ("2031-03-03T19:00:00+00:00", 6.0)
    assert {source["path"] for source in brief["sources"]} <= {"reports/kelm.md", "reports/veldmark.txt"}
    reasons = {entry["path"]: entry["reason"] for entry in brief["asides"]}
    assert "after the cut-off" in reasons["reports/wire.jsonl"]
    assert "before the window" in reasons["reports/morning.md"]
    assert "after the cut-off" in said
    assert "before the window" in said
    assert "undated" in said
    assert "Orsenia Wire" not in Path("out/brief.md").read_text(encoding="utf-8").partition("## Collection gaps")[0]


@pytest.mark.usefixtures("desk")
def test_what_an_earlier_brief_said_already_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["make", "reports", "-o", "again", "--format", "json", "--previous", "brief.json", "--quiet"]) == 0
    (chapter,) = _brief(Path("again/brief.json"))["chapters"]
    assert {line["status"] for section in chapter["sections"] for line in section["lines"]} == {"carried"}
    assert capsys.readouterr() == ("", "")


def _sides(path: Path) -> set[tuple[str, frozenset[str], frozenset[str]]]:
    found = [side for chapter in _brief(path)["chapters"] for side in chapter["sides"]]
    return {(side["name"], frozenset(side["aliases"]), frozenset(side["members"])) for side in found}


def _told(path: Path) -> list[tuple[str, str, str]]:
    sections = [section for chapter in _brief(path)["chapters"] for section in chapter["sections"]]
    return sorted(
        (section["kind"], str(line["side"]), line["text"]) for section in sections for line in section["lines"]
    )


def test_the_sides_found_can_be_passed_back_and_corrected(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sides", str(SAMPLES), "--quiet"]) == 0
    printed = capsys.readouterr().out
    file = tmp_path / "sides.toml"
    file.write_text(printed, encoding="utf-8")
    again = ["make", str(SAMPLES), "-o", str(tmp_path), "--format", "json", "--quiet", "--sides", str(file)]
    assert main(again) == 0
    assert _told(tmp_path / "brief.json") == _told(made.folder / "brief.json")
    assert _sides(tmp_path / "brief.json") == _sides(made.folder / "brief.json")
    file.write_text(printed.replace('name = "Armenia"', 'name = "Yerevan and Stepanakert"'), encoding="utf-8")
    assert main(again) == 0
    assert {name for name, _, _ in _sides(tmp_path / "brief.json")} == {"Yerevan and Stepanakert", "Azerbaijan"}
    heard = {side for _, side, _ in _told(tmp_path / "brief.json")}
    assert {"Yerevan and Stepanakert", "Azerbaijan"} <= heard
    assert "Armenia" not in heard


# Mail, and the installed package


def test_a_message_can_be_made_from_a_finished_brief(made: Made, tmp_path: Path) -> None:
    made.raw("pdf")
    file = tmp_path / "brief.eml"
    address = ("--to", "Desk <desk@example.org>", "--to", "night@example.org", "--sender", "analyst@example.org")
    assert main(["mail", str(made.folder / "brief.json"), *address, "-o", str(file)]) == 0
    message = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
    assert [recipient.addr_spec for recipient in message["To"].addresses] == ["desk@example.org", "night@example.org"]
    assert message["From"].addresses[0].addr_spec == "analyst@example.org"
    assert message["Bcc"] is None
    parts = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    assert parts == ["text/plain", "text/html", "application/pdf"]


def test_an_installed_package_finds_its_templates_without_the_repository(made: Made, tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert (wheel["packages"], wheel["force-include"]) == (["briefing"], {"templates": "briefing/templates"})
    site = tmp_path / "site"
    shutil.copytree(ROOT / "briefing", site / "briefing", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates", site / "briefing" / "templates")
    where = subprocess.run(
        [sys.executable, "-c", "import briefing; print(briefing.__file__)"],
        env={**os.environ, "PYTHONPATH": str(site)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()) == site / "briefing" / "__init__.py"
    done = run("make", ROOT / "samples", "-o", "-", "--format", "md", "--quiet", cwd=tmp_path, PYTHONPATH=str(site))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == made.text("md")
