"""The real command on the real samples, run once for each test process; the tests look at what came out."""

from __future__ import annotations

import io
import ipaddress
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from briefing.cli import main

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
SHARED = Path(__file__).parents[2] / "shared" / "data"


_REACHED: list[str] = []  # what was asked of the network since the last test


def _watch(event: str, asked: tuple[Any, ...]) -> None:
    """Refuse, and remember, whatever would leave this machine. An audit hook sees what C code asks for as well."""
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        where = asked[1]
        host = where[0] if isinstance(where, tuple) else None  # a path is a socket on this machine
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        host = None if _is_number(asked[0]) else asked[0]
    else:
        return
    if not _is_here(host):
        _REACHED.append(f"{event} {host}")
        raise PermissionError(f"the tests may not leave this machine: {event} {host}")


def _is_number(host: object) -> bool:
    """Whether a host is written as a number, for which nobody is asked: "127.1", "0x7f.1", "fd00::1"."""
    try:
        ipaddress.ip_address(str(host).strip("[]"))
    except ValueError:
        return bool(re.fullmatch(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+))*", str(host), re.IGNORECASE))
    return True


def _is_here(host: object) -> bool:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name is None or name in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def nothing_leaves_this_machine() -> Iterator[None]:
    """Fail a test in which anything but this machine was asked for, even if the code under test hid the refusal."""
    _REACHED.clear()
    yield
    assert not _REACHED


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden anew from what the line makes now (`make golden`)",
    )


def run(
    *arguments: str | Path, stdin: str = "", cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `briefing` as a user does: its own process, its own streams."""
    return subprocess.run(
        [sys.executable, "-m", "briefing", *map(str, arguments)],
        input=stdin, capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd, timeout=120,
        env={**os.environ, **environment},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """What `briefing make samples` left: the folder, and what it said."""

    folder: Path
    code: int
    said: str

    def raw(self, name: str) -> bytes:
        """Return a document; one that this machine cannot make for want of libraries skips the test."""
        path = self.folder / f"brief.{name}"
        if not path.exists() and "system libraries of WeasyPrint are missing" in self.said:
            pytest.skip("the libraries that the PDF needs are not installed here (`make pango`)")
        return path.read_bytes()

    def text(self, name: str) -> str:
        """Return a document as text."""
        return self.raw(name).decode("utf-8")


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """All five formats of the samples, made the way the README says."""
    folder = tmp_path_factory.mktemp("samples") / "out"
    done = run("make", "samples", "-o", folder)
    return Made(folder, done.returncode, done.stderr)


@pytest.fixture(scope="session")
def brief(made: Made) -> dict[str, Any]:
    """Parse the samples' brief.json."""
    parsed: dict[str, Any] = json.loads(made.raw("json"))
    return parsed


Rows = list[dict[str, Any]]


@pytest.fixture(scope="session")
def stage() -> Callable[[str], Rows]:
    """Return a function from a verb to the rows it prints for the samples; each verb runs once."""
    known: dict[str, Rows] = {}

    def rows(verb: str) -> Rows:
        if verb not in known:
            out, said = io.StringIO(), io.StringIO()
            with redirect_stdout(out), redirect_stderr(said):
                code = main([verb, str(SAMPLES), "--quiet"])
            assert (code, said.getvalue()) == (0, "")
            known[verb] = [json.loads(row) for row in out.getvalue().splitlines()]
        return known[verb]

    return rows


_REPORTS = {
    "kelm.md": """---
outlet: "Kelm Evening Post"
title: "Shells fall on Kelm as truce fails"
published: 2031-03-03T18:00:00Z
url: https://kelm.example/shells
---

Artillery fire hit the harbour of Kelm before dawn on Monday and two fishermen were killed, the mayor's office said.

Orsenia's Defence Ministry said that its forces did not open fire and accused Veldmark of breaking the truce. Not one shell was fired from Cape Sorrel, it said.

Veldmark denied that its guns had fired first.

The Strait Council called on both governments to return to talks in Lindholm this week.
""",
    "veldmark.txt": """Veldmark: batteries on Cape Sorrel opened fire

VELDHAVEN, 3 March 2031 – Veldmark's general staff said that Orsenian batteries on Cape Sorrel had opened fire at 04:50 and that three soldiers were wounded.

Veldmark accused Orsenia of shelling villages on the eastern shore. Orsenia rejected the accusation.

The strait has been divided by the armistice line since a war in 1987 in which about 9,000 people died.
""",
    "wire.jsonl": json.dumps(
        {
            "id": "wire-1",
            "outlet": "Orsenia Wire",
            "title": "Mediators offer talks after night of shelling",
            "published": "2031-03-03T20:30:00Z",
            "text": "The co-chairs of the Strait Council offered on Monday to meet the foreign ministers of Orsenia and Veldmark in Lindholm.\n\n"
            "Orsenia is ready to send a delegation, its Foreign Ministry said. Veldmark has not answered the offer.\n\n"
            "Two fishermen were killed in Kelm when shells hit the harbour, officials said.",
        }
    )
    + "\n",
}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Write three short reports on a strait that does not exist; a run on them takes half a second."""
    return write_reports(tmp_path)


def write_reports(where: Path) -> Path:
    """Write the reports into a folder there, and return it."""
    folder = where / "reports"
    folder.mkdir()
    for name, text in _REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
