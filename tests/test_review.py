"""The human hand: an editor chooses, orders and comments, and can alter no word that is cited."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import write_reports
from morning import DAY, DUE, Desk
from scripted_mail import mail_server
from test_render_sample import BRIEF

from briefing.cli import main
from briefing.model import Decision, Edit
from briefing.pipeline.review import edited

_LATER = "2031-03-04T08:00Z"


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("review")
    write_reports(folder)
    desk = Desk.at(folder)
    assert desk.daily(DUE, "--quiet") == 0
    return desk


@pytest.fixture
def desk(filed: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    shutil.copytree(filed.folder, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)


def _brief(path: Path) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return parsed


def _lines(brief: dict[str, Any]) -> dict[str, tuple[str, dict[str, Any]]]:
    """Return {id: (section, line)} in reading order."""
    return {
        line["id"]: (section["kind"], line)
        for chapter in brief["chapters"]
        for section in chapter["sections"]
        for line in section["lines"]
    }


def _id(brief: dict[str, Any], words: str) -> str:
    (name,) = [name for name, (_, line) in _lines(brief).items() if words in line["text"]]
    return name


def _decide(path: Path, *decisions: tuple[str, str, str | None]) -> None:
    with path.open("a", encoding="utf-8") as file:
        for line, decision, value in decisions:
            when = "2031-03-04T06:40:00+00:00"
            file.write(
                json.dumps({"line": line, "decision": decision, "value": value, "who": "A. Editor", "when": when})
                + "\n"
            )


def _make(*more: str) -> int:
    return main(
        ["make", "reports", "-o", "out", "--format", "md,html,json", "--quiet", "--review", "review.jsonl", *more]
    )


def test_every_decision_is_carried_out_and_told(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    before = _brief(desk.archive / DAY / "brief.json")
    dropped, moved = _id(before, "has not answered"), _id(before, "The Strait Council called")
    pinned, noted = _id(before, "Orsenia is ready"), _id(before, "accused Orsenia of shelling")
    review = desk.folder / "review.jsonl"
    _decide(
        review,
        (dropped, "drop", None),
        (moved, "move", "situation"),
        (pinned, "pin", None),
        (noted, "note", "Not <seen> by *ours*"),
    )
    _decide(review, (noted, "side", "third:Veldmark"))
    assert _make() == 0
    after = _brief(desk.folder / "out" / "brief.json")
    lines = _lines(after)
    assert dropped not in lines
    assert lines[moved][0] == "situation"
    assert next(name for name, (kind, _) in lines.items() if kind == "diplomacy") == pinned
    assert (lines[noted][1]["note"], lines[noted][1]["side"]) == ("Not <seen> by *ours*", "third:Veldmark")
    # Not a word of any line is another one, and every line still stands in its source.
    kept = {name: line["text"] for name, (_, line) in lines.items()}
    assert kept == {name: line["text"] for name, (_, line) in _lines(before).items() if name != dropped}
    assert main(["verify", "out/brief.json", "reports"]) == 0
    assert "every sentence stands verbatim" in capsys.readouterr().err
    text = (desk.folder / "out" / "brief.md").read_text(encoding="utf-8")
    assert "**Note by the desk:** Not \\<seen> by \\*ours\\*" in text
    assert "1 line dropped, 1 line put first, 1 line moved, 1 side corrected, 1 note, by A. Editor" in text
    assert "Notes by the desk are marked as such" in text
    assert "Not &lt;seen&gt; by *ours*" in (desk.folder / "out" / "brief.html").read_text(encoding="utf-8")


def test_what_was_dropped_is_gone_everywhere_and_nothing_unseen_takes_its_place(desk: Desk) -> None:
    before = _brief(desk.archive / DAY / "brief.json")
    dropped = _id(before, "Artillery fire hit")
    _decide(desk.folder / "review.jsonl", (dropped, "drop", None))
    assert _make() == 0
    raw = (desk.folder / "out" / "brief.json").read_text(encoding="utf-8")
    assert set(_lines(json.loads(raw))) == set(_lines(before)) - {dropped}
    assert "Artillery fire hit" not in (desk.folder / "out" / "brief.md").read_text(encoding="utf-8")
    (chapter,) = json.loads(raw)["chapters"]
    assert f"{len(_lines(before)) - 1} lines rest" in " ".join(chapter["gaps"])


def test_a_dispute_or_a_date_does_not_outlive_the_line_that_carries_it() -> None:
    chapter = BRIEF.chapters[0]
    dispute, moment = chapter.disputes[0], chapter.timeline[0]
    lines = {dispute.positions[0].lines[0], moment.line}
    when = datetime(2031, 3, 4, tzinfo=UTC)
    after = edited(BRIEF, [Edit(line=line, decision=Decision.DROP, who="A", when=when) for line in lines]).chapters[0]
    left = {line for entry in after.disputes for position in entry.positions for line in position.lines}
    assert dispute.about not in {entry.about for entry in after.disputes}
    assert not lines & (left | {entry.line for entry in after.timeline} | {change.line for change in after.changes})
    assert after.disputes
    assert after.timeline


def test_an_empty_review_changes_no_byte_and_a_decision_taken_back_neither(desk: Desk) -> None:
    assert main(["make", "reports", "-o", "plain", "--format", "json", "--quiet"]) == 0
    name = next(iter(_lines(_brief(desk.folder / "plain" / "brief.json"))))
    review = desk.folder / "review.jsonl"
    review.write_text("\n")
    assert _make() == 0
    plain = (desk.folder / "plain" / "brief.json").read_bytes()
    assert (desk.folder / "out" / "brief.json").read_bytes() == plain
    _decide(review, (name, "drop", None), (name, "keep", None))
    assert _make() == 0
    assert (desk.folder / "out" / "brief.json").read_bytes() == plain


def test_decisions_outlive_a_run_with_more_articles(desk: Desk) -> None:
    before = _brief(desk.archive / DAY / "brief.json")
    noted, gone = _id(before, "accused Orsenia of shelling"), "L00000000"
    _decide(desk.folder / "review.jsonl", (noted, "note", "Ours saw it."), (gone, "drop", None))
    desk.report(
        "more.md",
        "---\noutlet: Tarn Radio\npublished: 2031-03-03T21:00:00Z\n---\n\nA ferry from Tarn was turned back at Kelm by the coast guard of Veldmark.\n",
    )
    assert _make("--words", "900") == 0
    after = _brief(desk.folder / "out" / "brief.json")
    assert _id(after, "A ferry from Tarn")
    assert _lines(after)[noted][1]["note"] == "Ours saw it."
    assert [notice["subject"] for notice in after["notices"] if notice["room"] == "review"] == [gone]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("no json", "line 1 of review.jsonl"),
        ('{"line": "L1", "decision": "alter", "who": "A", "when": "2031-03-04"}', "alter"),
        ('{"line": "L1", "decision": "move", "value": "sports", "who": "A", "when": "2031-03-04"}', "sports"),
        ('{"line": "L1", "decision": "drop", "when": "2031-03-04"}', "who"),
        ('{"line": "L1", "decision": "drop", "who": "A", "when": "soon"}', "soon"),
        ('{"line": "L1", "decision": "drop", "text": "other words", "who": "A", "when": "2031-03-04"}', "text"),
    ],
)
def test_a_slip_in_a_review_file_is_named(row: str, said: str, desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    (desk.folder / "review.jsonl").write_text(row + "\n", encoding="utf-8")
    assert _make() == 2
    assert said in capsys.readouterr().err


def test_a_side_that_the_chapter_does_not_have_is_refused(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    name = _id(_brief(desk.archive / DAY / "brief.json"), "accused Orsenia of shelling")
    _decide(desk.folder / "review.jsonl", (name, "side", "Atlantis"))
    assert _make() == 2
    assert "Atlantis" in capsys.readouterr().err


# In an editor


def _edit(desk: Desk, change: str, monkeypatch: pytest.MonkeyPatch, *, quiet: bool = True) -> int:
    """Run `briefing edit` with an editor that changes the text by a Python expression on `text`."""
    script = desk.folder / "editor.py"
    script.write_text(
        "import sys, pathlib, re\npath = pathlib.Path(sys.argv[1])\ntext = path.read_text()\n"
        f"path.write_text({change})\n"
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    return desk.run("edit", "latest", "--who", "A. Editor", *(["--quiet"] if quiet else []))


def test_a_brief_can_be_edited_as_a_small_text(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.archive / DAY / "brief.json"
    before = _brief(path)
    dropped, noted = _id(before, "has not answered"), _id(before, "Orsenia is ready")
    change = f"re.sub('keep {noted} (.*)', 'pin {noted} \\\\1\\n> Seen by ours.', text.replace('keep {dropped}', 'drop {dropped}'))"
    assert _edit(desk, change, monkeypatch) == 0
    after = _brief(path)
    assert dropped not in _lines(after)
    assert _lines(after)[noted][1]["note"] == "Seen by ours."
    assert "Seen by ours." in (path.parent / "brief.md").read_text(encoding="utf-8")
    rows = [json.loads(row) for row in (path.parent / "review.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {(row["line"], row["decision"]) for row in rows} >= {(dropped, "drop"), (noted, "pin"), (noted, "note")}
    # Opened again and left alone, nothing is decided; taken back, the brief is as it was made, byte for byte.
    assert _edit(desk, "text", monkeypatch) == 0
    assert len((path.parent / "review.jsonl").read_text(encoding="utf-8").splitlines()) == len(rows)
    assert (
        _edit(
            desk, "re.sub('^(drop|pin) ', 'keep ', re.sub('^>.*\\\\n', '', text, flags=re.M), flags=re.M)", monkeypatch
        )
        == 0
    )
    assert _brief(path) == before
    assert desk.run("find", "has not answered", "--quiet") == 0


def test_a_line_put_below_another_heading_is_moved(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.archive / DAY / "brief.json"
    name = _id(_brief(path), "accused Orsenia of shelling")
    row = f"re.search('keep {name} .*\\\\n', text)[0]"
    assert _edit(desk, f"text.replace({row}, '').replace('[situation]\\n', '[situation]\\n' + {row})", monkeypatch) == 0
    assert _lines(_brief(path))[name][0] == "situation"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("text.replace('fishermen', 'soldiers')", "words of a source were changed"),
        ("re.sub('keep L.*\\\\n', '', text, count=1)", "lines that are gone"),
        ("text + 'cut this one\\n'", "not understood"),
        ("text.replace('[diplomacy]', '[sports]')", "no section"),
    ],
)
def test_an_editor_cannot_alter_or_lose_a_word(
    change: str, said: str, desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = desk.files()
    assert _edit(desk, change, monkeypatch) == 2
    words = capsys.readouterr().err
    assert said in words
    assert "your text is kept in" in words
    Path(words.rpartition("kept in ")[2].strip()).unlink()
    assert desk.files() == kept


def test_decisions_written_by_hand_or_left_by_a_killed_edit_are_carried_out_by_the_next_run(desk: Desk) -> None:
    path = desk.archive / DAY / "brief.json"
    dropped = _id(_brief(path), "has not answered")
    _decide(path.parent / "review.jsonl", (dropped, "drop", None))
    assert desk.daily(_LATER, "--quiet") == 0
    assert dropped not in _lines(_brief(path))
    assert "has not answered" not in (path.parent / "brief.md").read_text(encoding="utf-8")
    assert desk.run("find", "has not answered") == 1
    kept = desk.files()
    assert desk.daily(_LATER, "--quiet") == 0
    assert desk.files() == kept


# Approval


def _with_readers(desk: Desk, port: int) -> None:
    Desk.at(
        desk.folder,
        'approval = true\nsender = "desk@example.org"\nrecipients = ["reader@example.org"]\n'
        f'[server]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\n',
    )


def test_nothing_goes_out_unapproved_or_changed_since(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(desk.archive)
    with mail_server() as post:
        _with_readers(desk, post.port)
        assert desk.daily(DUE) == 0
        assert "waits for approval: briefing approve 2031-03-04" in capsys.readouterr().err
        assert desk.run("approve", DAY, "--who", "B. Chief") == 0
        assert "approved by B. Chief as " in capsys.readouterr().err
        name = _id(_brief(desk.archive / DAY / "brief.json"), "has not answered")
        assert _edit(desk, f"text.replace('keep {name}', 'drop {name}')", monkeypatch) == 0
        assert desk.daily(DUE) == 0
        assert "it has changed since B. Chief approved it" in capsys.readouterr().err
        assert post.heard == []
        assert desk.run("approve", DAY, "--who", "B. Chief", "--quiet") == 0
        assert desk.daily(_LATER, "--quiet") == 0
        assert len(post.had) == 1
        # What is decided after that reaches nobody by itself, and this is said.
        capsys.readouterr()
        assert _edit(desk, f"text.replace('drop {name}', 'keep {name}')", monkeypatch, quiet=False) == 0
        assert "1 reader has it as it was" in capsys.readouterr().err
        assert desk.run("approve", DAY, "--who", "B. Chief") == 0
        assert "no reader waits for it" in capsys.readouterr().err
        assert b"has not answered" not in bytes(post.had[0].original_content or b"")


def test_an_editor_whose_name_cannot_be_read_and_an_approval_by_nobody_are_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VISUAL", "vi '")
    assert desk.run("edit", DAY, "--who", "A. Editor") == 2
    assert "no editor: vi '" in capsys.readouterr().err
    assert desk.run("approve", DAY, "--who", " ") == 2
    assert desk.rows("SELECT approved FROM brief") == [(None,)]
