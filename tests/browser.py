"""A real Chromium without a window, and a page in it that tells every request and every complaint. Not a test module."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
# Chromium's own errands (updates, safe browsing) stay at home; as root it needs to run without its sandbox.
_QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


@dataclass(slots=True)
class Opened:
    """A page in the browser, what it asked for beyond itself, and what it complained of."""

    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)


@contextmanager
def browser() -> Iterator[Browser]:
    """Start the Chromium of the system; without one the test is skipped."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip("no Chromium is installed here (apt-get install chromium)")
    with sync_playwright() as play:
        running = play.chromium.launch(executable_path=program, args=list(_QUIET))
        yield running
        running.close()


@contextmanager
def opened(
    running: Browser, path: Path, *, width: int = 1200, dark: bool = False, finger: bool = False, script: bool = True
) -> Iterator[Opened]:
    """Open a file; what it asks for, its own file apart, and what it complains of is kept."""
    context = running.new_context(
        viewport={"width": width, "height": 844},
        color_scheme="dark" if dark else "light",
        has_touch=finger,
        is_mobile=finger,
        java_script_enabled=script,
    )
    context.set_default_timeout(5000)
    shown = Opened(context.new_page())
    shown.page.on("console", lambda said: shown.complaints.append(said.text))
    shown.page.on("pageerror", lambda error: shown.complaints.append(str(error)))
    shown.page.on("request", lambda request: shown.asked.append(request.url))
    shown.page.goto(path.as_uri())
    shown.asked.remove(path.as_uri())
    yield shown
    context.close()
