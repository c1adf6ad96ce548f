"""`briefing collect`, as a desk uses it: into the day's folder, out of which a brief is made; and `make` asks nobody."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import ROOT
from scripted_web import PAGE, Reply, Web, web_server

from briefing.cli import main
from briefing.cli.collect import day_folder
from briefing.ingest import read
from briefing.settings import Profile


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as web:
        yield web


@pytest.fixture
def desk(web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand beside a profile with one feed: two pages, and a third that cannot be had."""
    monkeypatch.chdir(tmp_path)
    pages = [
        web.page(f"/{n}", f"Shells hit the harbour of Kelm, part {n}", f"Part {n} of the report.") for n in range(2)
    ]
    feed = web.feed("/rss", *pages, f"{web.root}/gone")
    Path("feeds.txt").write_text(f"{feed} Kelm Courier\n")
    Path("profile.toml").write_text(
        'feeds = "feeds.txt"\narchive = "archive"\ntimezone = "UTC"\n[collect]\npause_seconds = 0\nretry_seconds = 0\nallow = ["127.0.0.1"]\n'
    )
    return tmp_path


@pytest.mark.usefixtures("desk")
def test_what_is_collected_by_hand_lies_where_the_morning_run_reads_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["collect", "--profile", "profile.toml"]) == 0
    out, said = capsys.readouterr()
    days = {f"archive/days/{datetime.now(UTC) - timedelta(seconds=gap):%Y-%m-%d}" for gap in (0, 60)}
    assert {str(Path(row).parent) for row in out.splitlines()} <= days
    assert len(out.splitlines()) == 2
    assert "degraded: Kelm Courier: 1 page not collected" in said
    assert "404" in said
    assert said.splitlines()[-1] == "new pages: 2; feeds: 1, unchanged: 0"


def test_the_day_is_that_of_the_desk() -> None:
    profile = Profile(archive=Path("a"), timezone="Pacific/Kiritimati")
    assert day_folder(profile, datetime(2031, 12, 31, 10, 0, tzinfo=UTC)) == Path("a/days/2032-01-01")


@pytest.mark.usefixtures("desk")
def test_a_brief_of_the_folder_counts_a_page_and_its_announcement_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["collect", "--profile", "profile.toml", "-o", "day", "--strict"]) == 1
    assert main(["make", "day", "-o", "out", "--format", "json", "--quiet"]) == 0
    capsys.readouterr()
    brief = json.loads(Path("out/brief.json").read_bytes())
    reasons = [entry["reason"] for entry in brief["asides"]]
    assert reasons.count("the entry of a feed whose page was read") == 2
    assert {source["url"].rpartition("/")[2] for source in brief["sources"]} <= {"0", "1", "gone"}
    assert main(["verify", "out/brief.json"]) == 0


def test_a_feed_of_headlines_whose_pages_were_read_is_no_loss(
    web: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    urls = [
        web.page(f"/{number}", title) for number, title in enumerate(("Harbour of Kelm is hit", "Ferry turned back"))
    ]
    entries = "".join(f"<item><title>News {url[-1]}</title><link>{url}</link></item>" for url in urls)
    rss = f'<rss version="2.0"><channel><title>Kelm Courier</title>{entries}</channel></rss>'
    address = web.on("/heads", Reply(body=rss.encode(), headers=[("Content-Type", "application/rss+xml")]))
    Path("profile.toml").write_text(f'feeds = ["{address}"]\n[collect]\nallow = ["127.0.0.1"]\npause_seconds = 0\n')
    assert main(["collect", "--profile", "profile.toml", "-o", "day", "--quiet"]) == 0
    assert main(["make", "day", "-o", "out", "--format", "json", "--strict"]) == 0
    said = [row for row in capsys.readouterr().err.splitlines() if "announcement" in row]
    assert len(said) == 1  # one remark a feed, not one an entry
    assert "2 members" in said[0]


@pytest.mark.usefixtures("desk")
def test_what_was_collected_twice_word_for_word_counts_once(web: Web) -> None:
    for folder in ("one", "two"):
        assert main(["collect", "--profile", "profile.toml", "-o", f"days/{folder}", "--quiet"]) == 0
    assert main(["make", "days", "-o", "out", "--format", "json", "--quiet"]) == 0
    reasons = [entry["reason"] for entry in json.loads(Path("out/brief.json").read_bytes())["asides"]]
    assert reasons.count("collected twice, word for word") == 3
    assert web.times()["/0"] == 2


@pytest.mark.parametrize(
    ("profile", "says"),
    [("", "no feeds"), ('feeds = ["https://news.example/rss"]', "archive is not set")],
)
def test_what_is_missing_to_collect_is_named(
    profile: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "p.toml").write_text(profile)
    assert main(["collect", "--profile", str(tmp_path / "p.toml")]) == 2
    assert says in capsys.readouterr().err


_KILLED = """
import os, pathlib, signal, sys
from briefing.cli import main
whole, left = pathlib.Path.replace, [int(sys.argv.pop(1))]
def replace(self, target):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return whole(self, target)
pathlib.Path.replace = replace
main(sys.argv[1:])
"""


@pytest.mark.parametrize("renames", [0, 1])
@pytest.mark.usefixtures("desk")
def test_a_run_that_is_killed_leaves_whole_files_and_the_next_one_completes_them(renames: int, web: Web) -> None:
    run = [sys.executable, "-c", _KILLED, str(renames), "collect", "--profile", "profile.toml", "-o", "day", "--quiet"]
    killed = subprocess.run(run, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60)
    assert killed.returncode == -signal.SIGKILL
    assert len(list(Path("day").glob(".collect-*"))) == 1
    assert len(list(Path("day").glob("*.warc.gz"))) == renames
    assert main(["collect", "--profile", "profile.toml", "-o", "day", "--quiet"]) == 0
    assert list(Path("day").glob(".collect-*")) == []
    intake = read(["day"])
    assert len([article for article in intake.articles if article.origin.media_type == "text/html"]) == 2
    assert intake.notices == ()
    assert web.times()["/0"] == 2 - renames


_NARROW = """
import resource, sys
from briefing.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.usefixtures("desk")
def test_a_full_disk_is_named_and_nothing_half_written_is_left() -> None:
    run = [sys.executable, "-c", _NARROW, "collect", "--profile", "profile.toml", "-o", "day", "--quiet"]
    full = subprocess.run(
        run, check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60
    )
    assert full.returncode == 1
    assert full.stderr.startswith("briefing: cannot keep what was collected: day/127.0.0.1-")
    assert list(Path("day").iterdir()) == []


# A suite that runs in the background inherits an interrupt that is ignored.
_HEEDING = """
import signal, sys
from briefing.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.usefixtures("desk")
def test_a_run_that_is_interrupted_ends_soon(web: Web) -> None:
    with Path("profile.toml").open("a") as profile:
        profile.write("longest_wait_seconds = 600\nrun_seconds = 900\n")
    web.on("/gone", Reply(status=503, headers=[("Retry-After", "600")]))
    run = [sys.executable, "-c", _HEEDING, "collect", "--profile", "profile.toml", "-o", "day", "--quiet"]
    with subprocess.Popen(
        run, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True
    ) as started:
        while "/gone" not in web.times():
            assert started.poll() is None
            threading.Event().wait(0.01)
        started.send_signal(signal.SIGINT)
        try:
            assert "briefing: stopped" in started.communicate(timeout=30)[1]
        finally:
            started.kill()
    assert started.returncode == 130


@pytest.mark.usefixtures("desk")
def test_runs_at_once_spoil_nothing(web: Web) -> None:
    body = PAGE.format(title="The third report of the harbour", more="More.").encode()
    web.on("/gone", Reply(body=body, headers=[("Content-Type", "text/html")]))
    run = [sys.executable, "-m", "briefing", "collect", "--profile", "profile.toml", "-o", "day", "--quiet"]
    runs = [subprocess.Popen(run, env={**os.environ, "PYTHONPATH": str(ROOT)}) for _ in range(3)]
    assert [one.wait(60) for one in runs] == [0, 0, 0]
    intake = read(["day"])
    assert intake.notices == ()
    pages = {article.url for article in intake.articles if article.origin.media_type == "text/html"}
    assert len(pages) == 3


# `make` asks nobody

_WATCHED = """
import sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "smtplib.connect"):
        print("asked", event, arguments, file=sys.stderr)
        raise PermissionError(event)
sys.addaudithook(watch)
from briefing.cli import main
sys.exit(main(sys.argv[1:]))
"""


def _watched(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a process where asking any other machine, or for its address, is an error."""
    run = [sys.executable, "-c", _WATCHED, *arguments]
    return subprocess.run(
        run, check=False, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=120
    )


@pytest.mark.usefixtures("desk")
def test_make_asks_nobody_whatever_its_profile_and_its_pages_name(reports: Path, web: Web) -> None:
    with Path("profile.toml").open("a") as profile:
        profile.write('[server]\nhost = "127.0.0.1"\nuser = "desk"\n')
    (reports / "page.html").write_text(
        f'<html><head><link rel="stylesheet" href="{web.root}/style.css"></head><body><p>Two fishermen were killed in Kelm when shells hit the harbour, officials said on Monday.</p><img src="{web.root}/pixel.png"></body></html>'
    )
    done = _watched("make", str(reports), "-o", "out", "--profile", "profile.toml", "--to", "reader@example.org")
    assert done.returncode == 0, done.stderr
    assert "asked" not in done.stderr
    assert {"brief.md", "brief.html", "brief.json", "brief.eml"} <= {path.name for path in Path("out").iterdir()}
    assert web.asked == []
    assert "asked" in _watched("collect", "--profile", "profile.toml").stderr, "the watch sees what there is to see"
