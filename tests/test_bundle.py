"""The evidence: one file that shows, years later and anywhere, that every printed sentence stood in its source."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from conftest import write_reports
from morning import DAY, DUE, Desk

from briefing.archive.bundle import pack
from briefing.cli import main


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("evidence")
    write_reports(folder)
    desk = Desk.at(folder)
    assert desk.daily(DUE, "--quiet") == 0
    return desk


@pytest.fixture
def bundle(filed: Desk, tmp_path: Path) -> Path:
    path = tmp_path / "brief.zip"
    assert filed.run("bundle", DAY, "-o", str(path)) == 0
    return path


def _files(bundle: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(bundle) as packed:
        return {name: packed.read(name) for name in packed.namelist() if name != "SHA256SUMS"}


def test_a_bundle_holds_all_that_a_checker_needs_and_nothing_else(
    bundle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    names = sorted(name.rpartition("/")[2] for name in _files(bundle))
    assert set(names) - {"brief.pdf"} == {
        "brief.html",
        "brief.json",
        "brief.md",
        "kelm.md",
        "veldmark.txt",
        "wire.jsonl",
    }
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert main(["verify", str(bundle)]) == 0
    assert "every sentence stands verbatim in its source" in capsys.readouterr().err
    # And without this program: coreutils is enough for the sums.
    subprocess.run(["unzip", "-q", bundle], check=True) if shutil.which("unzip") else zipfile.ZipFile(
        bundle
    ).extractall()
    assert subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], check=False).returncode == 0


def test_the_same_brief_gives_the_same_bundle_wherever_its_sources_lie(
    filed: Desk, bundle: Path, tmp_path: Path
) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(filed.folder, moved)
    again = tmp_path / "again.zip"
    (moved / "reports").rename(moved / "kept")
    shutil.move(filed.folder / "reports", filed.folder / "away")
    try:
        assert Desk(moved).run("bundle", "latest", "-o", str(again)) == 6
        assert Desk(moved).run("bundle", "latest", str(moved / "kept"), "-o", str(again)) == 0
    finally:
        shutil.move(filed.folder / "away", filed.folder / "reports")
    assert again.read_bytes() == bundle.read_bytes()


def test_a_brief_made_in_one_folder_can_be_bundled_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_reports(tmp_path)
    Desk.at(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert Desk(Path()).daily(DUE, "--quiet") == 0
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert Desk(Path("..")).run("bundle", DAY, "-o", "brief.zip") == 0
    assert main(["verify", "brief.zip", "--quiet"]) == 0


def test_a_source_that_has_changed_is_named_and_no_bundle_is_written(
    filed: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = filed.folder / "reports" / "kelm.md"
    kept = source.read_bytes()
    source.write_bytes(kept.replace(b"two fishermen", b"ten fishermen"))
    try:
        assert filed.run("bundle", DAY, "-o", str(tmp_path / "no.zip")) == 6
    finally:
        source.write_bytes(kept)
    assert "kelm.md" in capsys.readouterr().err
    assert not (tmp_path / "no.zip").exists()


def test_a_finished_brief_outside_any_archive_can_be_bundled_too(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["make", str(reports), "-o", "out", "--format", "md,json", "--quiet"]) == 0
    assert main(["bundle", "out/brief.json"]) == 0
    (path,) = tmp_path.glob("brief-*.zip")
    shutil.rmtree(reports)
    assert main(["verify", str(path), "--quiet"]) == 0


def _swapped(files: dict[str, bytes], name: str, old: bytes, new: bytes) -> dict[str, bytes]:
    (found,) = [path for path in files if path.endswith(name)]
    assert old in files[found]
    return {**files, found: files[found].replace(old, new)}


def _forged(files: dict[str, bytes]) -> dict[str, bytes]:
    """A line altered, with its citation, by somebody who makes the sums anew."""
    return _swapped(files, "brief.json", b"two fishermen were killed", b"ten fishermen were killed")


def _replaced(files: dict[str, bytes]) -> dict[str, bytes]:
    """A source altered, and the brief told of its new sum."""
    (name,) = [path for path in files if path.endswith("kelm.md")]
    new = files[name].replace(b"two fishermen", b"ten fishermen")
    place = f"sources/{sha256(new).hexdigest()}/kelm.md"
    told = files["brief.json"].replace(sha256(files[name]).hexdigest().encode(), sha256(new).hexdigest().encode())
    return {path: raw for path, raw in files.items() if path != name} | {place: new, "brief.json": told}


def _without_a_source(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: raw for name, raw in files.items() if not name.endswith("kelm.md")}


@pytest.mark.parametrize(
    ("forgery", "said"),
    [(_forged, "does not stand at"), (_replaced, "does not stand at"), (_without_a_source, "no such article")],
    ids=["a line", "a source", "a source left out"],
)
def test_a_forgery_with_fresh_sums_is_still_found(
    forgery: Callable[[dict[str, bytes]], dict[str, bytes]], said: str, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle.write_bytes(pack(forgery(_files(bundle))))
    assert main(["verify", str(bundle)]) == 1
    assert said in capsys.readouterr().out


def test_a_bundle_that_was_tampered_with_names_each_file(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = _files(bundle)
    sums = zipfile.ZipFile(bundle).read("SHA256SUMS")
    with zipfile.ZipFile(bundle, "w") as packed:
        packed.writestr("SHA256SUMS", sums)
        for name, raw in files.items():
            packed.writestr(name, raw + b" " if name == "brief.md" else raw) if name != "brief.html" else None
        packed.writestr("../../escaped", b"x")
        packed.writestr("more.txt", b"x")
        packed.writestr(zipfile.ZipInfo("bomb"), b"0" * 100_000, zipfile.ZIP_DEFLATED)
    assert main(["verify", str(bundle)]) == 1
    out = capsys.readouterr().out
    for words in (
        "brief.md: its bytes have changed",
        "brief.html: it is missing",
        "../../escaped: it does not",
        "more.txt: it does not",
        "bomb: it does not",
    ):
        assert words in out
    assert not (bundle.parent.parent / "escaped").exists()


@pytest.mark.parametrize(
    "raw",
    [b"PK\x05\x06" + bytes(18), b"PK\x03\x04 nonsense PK\x05\x06" + bytes(18), b"PK\x03\x04 cut off"],
    ids=["empty", "broken", "cut off"],
)
def test_what_is_no_bundle_is_said(raw: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "brief.zip"
    path.write_bytes(raw)
    assert main(["verify", str(path)]) in {1, 6}
    out, err = capsys.readouterr()
    assert "SHA256SUMS" in out or "no bundle that can be read" in err


def test_what_the_json_says_is_what_the_bundle_proves(bundle: Path) -> None:
    brief = json.loads(_files(bundle)["brief.json"])
    places = {f"sources/{source['sha256']}/{source['path'].rpartition('/')[2]}" for source in brief["sources"]}
    assert places == {name for name in _files(bundle) if name.startswith("sources/")}
