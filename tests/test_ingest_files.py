"""Paths, packs, archives, identity, and what hostile files may cost: one notice each."""

from __future__ import annotations

import io
import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.ingest import IngestSettings, Intake, read
from briefing.model import Severity

_TEXT = "The envoys of both sides met on {day} and said that the talks would go on for the rest of the week."
_PAGE = "<html><body><article><p>{text}</p><p>{text} Nobody was hurt.</p></article></body></html>"


def _text(day: str) -> str:
    return f"Talks of {day}\n\n{_TEXT.format(day=day)}\n"


def _page(day: str) -> str:
    return _PAGE.format(text=_TEXT.format(day=day) * 2)


def _messages(intake: Intake) -> str:
    return "\n".join(f"{one.subject}: {one.message}" for one in intake.notices)


def test_folders_are_read_to_the_bottom_and_hidden_names_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / ".git").mkdir()
    (tmp_path / "a" / "b" / "deep.txt").write_text(_text("Monday"))
    (tmp_path / ".git" / "x.txt").write_text(_text("Tuesday"))
    (tmp_path / "a" / ".hidden.txt").write_text(_text("Friday"))
    intake = read([str(tmp_path)])
    assert [one.origin.path for one in intake.articles] == [f"{tmp_path}/a/b/deep.txt"]
    assert intake.files == 1
    assert not intake.notices


def test_what_is_no_file_costs_a_notice_and_never_hangs(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text(_text("Monday"))
    (inside / "good.txt").write_text(_text("Tuesday"))
    os.mkfifo(inside / "pipe.txt")
    (inside / "leads-out.txt").symlink_to(outside / "secret.txt")
    (inside / "loop.txt").symlink_to(inside / "loop.txt")
    (inside / "round").symlink_to(inside)
    (inside / "gone.txt").symlink_to(inside / "nothing")
    intake = read([str(inside), "/dev/null", str(tmp_path / "missing"), "\x00"])
    assert len(intake.articles) == 1
    said = _messages(intake)
    for name, words in {
        "pipe.txt": "it is a pipe", "leads-out.txt": "leads out of the folder", "loop.txt": "cannot be opened", "round": "a link to a folder",
        "gone.txt": "no such file", "/dev/null": "it is a device", "missing": "no such file",
    }.items():  # fmt: skip
        assert any(name in line and words in line for line in said.split("\n")), (name, said)
    assert len(intake.notices) == 8


def test_a_link_that_the_user_names_is_followed_and_one_file_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(_text("Monday"))
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    assert len(read([str(tmp_path / "link.txt")]).articles) == 1
    assert len(read([str(tmp_path), str(tmp_path / "a.txt"), str(tmp_path / "link.txt")]).articles) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_costs_a_notice(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(_text("Monday"))
    (tmp_path / "a.txt").chmod(0)
    assert "may not be read" in _messages(read([str(tmp_path)]))


def test_an_empty_folder_and_an_empty_list_are_said(tmp_path: Path) -> None:
    assert "holds nothing" in _messages(read([str(tmp_path)]))
    assert read([]).files == 0


def test_standard_input_is_read_like_a_file() -> None:
    intake = read(["-"], stdin=io.BytesIO(_text("Monday").encode()))
    assert [one.origin.path for one in intake.articles] == ["-"]
    assert "it is empty" in _messages(read(["-"]))


def test_names_that_are_no_characters_do_not_reach_the_brief(tmp_path: Path) -> None:
    name = os.fsdecode(b"a\xff\x1b[31m\n.txt")
    (tmp_path / name).write_text(_text("Monday"))
    article = read([str(tmp_path)]).articles[0]
    assert article.origin.path.isprintable()
    article.origin.path.encode("utf-8")


def test_a_file_above_the_cap_is_refused_and_a_text_above_it_is_cut(tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_bytes(b"x " * 2**20)
    assert "larger than 1 MB" in _messages(read([str(tmp_path)], settings=IngestSettings(file_mb=1)))
    (tmp_path / "large.txt").write_text(_text("Monday") * 20)
    intake = read([str(tmp_path)], settings=IngestSettings(article_chars=200))
    assert len(intake.articles[0].text) <= 200
    assert intake.notices[0].severity is Severity.DEGRADED


def test_equal_files_are_two_articles_with_ids_of_their_own(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(_text("Monday"))
    intake = read([str(tmp_path)])
    first, second = sorted(intake.articles, key=lambda one: one.origin.path)
    assert second.id.startswith(f"{first.id}~")
    assert not intake.notices


def test_an_id_given_twice_is_kept_by_the_first_by_content_and_said(tmp_path: Path) -> None:
    rows = [
        {"id": "x", "text": _TEXT.format(day=day), "date": date}
        for day, date in (("Sunday", "2020-10-04"), ("Monday", "2020-10-05"))
    ]
    for order in (rows, rows[::-1]):
        (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, order)))
        intake = read([str(tmp_path)])
        assert "Sunday" in next(one.text for one in intake.articles if one.id == "x")
        assert next(one.id for one in intake.articles if "Monday" in one.text).startswith("x~")
        assert "the id x stands on another article too" in _messages(intake)


def test_many_bad_lines_share_one_notice(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("\n".join(["{broken"] * 500 + [json.dumps({"text": _TEXT})]))
    intake = read([str(tmp_path)])
    assert len(intake.articles) == 1
    assert len(intake.notices) == 1
    assert "500 members (line 1, line 2" in intake.notices[0].message


def test_progress_goes_from_nothing_to_all(tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(_text(f"day {n}"))
    seen: list[tuple[int, int]] = []
    read([str(tmp_path)], progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_the_order_of_paths_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        "\n".join(json.dumps({"id": n % 2, "text": _TEXT.format(day=f"day {n}")}) for n in range(4)) + "\n{bad"
    )
    (tmp_path / "b.txt").write_text(_text("Monday"))
    (tmp_path / "c.txt").write_text(_text("Monday"))
    (tmp_path / "d.html").write_text(_page("Tuesday"))
    paths = [str(path) for path in sorted(tmp_path.iterdir())] + [str(tmp_path / "missing")]
    once = read(paths)
    for order in (paths[::-1], paths[2:] + paths[:2]):
        assert read(order) == once


_SUFFIXES = (
    ".txt",
    ".md",
    ".html",
    ".xml",
    ".json",
    ".jsonl",
    ".eml",
    ".mbox",
    ".pdf",
    ".warc",
    ".gz",
    ".zip",
    ".csv",
    "",
)
_SEEDS = st.sampled_from(
    [b"%PDF-1.7\n", b"\x1f\x8b\x08\x00", b"PK\x03\x04", b"WARC/1.0\r\n", b"<rss>", b"<html><p>", b'{"text":"', b"From a@b 10:00\n", b"From: x\nTo: y\nSubject: z\n\n",
     b"---\ntitle: x\n---\n", b"a,text\n1,", b"\xff\xfe", b"<!DOCTYPE x [", b"Content-Type: multipart/mixed; boundary=a\n\n--a\n", b"the talks went on ", b"\x00", b"[" * 50]
)  # fmt: skip


@given(
    st.lists(
        st.lists(_SEEDS | st.binary(max_size=40), max_size=8).map(b"".join),
        min_size=len(_SUFFIXES),
        max_size=len(_SUFFIXES),
    )
)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_no_bytes_under_any_name_can_raise_or_pass_in_silence(contents: list[bytes]) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        for suffix, content in zip(_SUFFIXES, contents, strict=True):
            (folder / f"f{suffix}").write_bytes(content)
        intake = read([str(folder)])
        for suffix in _SUFFIXES:
            path = f"{folder}/f{suffix}"
            heard = any(one.origin.path == path for one in intake.articles)
            assert heard or any(one.subject == path or one.subject.startswith(f"{path}!") for one in intake.notices), (
                suffix
            )
    finally:
        shutil.rmtree(folder)
