"""The morning run with feeds: collected once, read with what came before, proved by the bytes that were kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from forks import forks
from morning import DAY, DUE, NEXT, NEXT_DAY, Desk
from scripted_web import Reply, Web, web_server

from briefing.cli import main

_KELM = "Artillery fire hit the harbour of Kelm before dawn and two fishermen were killed, the mayor of Kelm said."
_TARN = "Veldmark’s coast guard turned a ferry from Tarn back, and accused Orsenia of mining the strait."
_FIRST = ((_KELM, "Mon, 03 Mar 2031 18:00:00 GMT"), (_TARN, "Mon, 03 Mar 2031 20:00:00 GMT"))
_SUND = "The Strait Council met in Sund and called for a truce of ten days."


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as web:
        yield web


@pytest.fixture
def desk(tmp_path: Path, web: Web) -> Desk:
    """Stand at a desk that follows two feeds, one of them dead, and reads no folder."""
    _publish(web, *_FIRST)
    desk = Desk.at(
        tmp_path,
        f'feeds = ["{web.root}/feed", "{web.root}/gone"]\n'
        '[collect]\nallow = ["127.0.0.1"]\npages = 0\npause_seconds = 0\nretry_seconds = 0\n',
    )
    profile = tmp_path / "profile.toml"
    profile.write_text(profile.read_text(encoding="utf-8").replace('folders = ["reports"]\n', ""), encoding="utf-8")
    return desk


def _publish(web: Web, *entries: tuple[str, str]) -> None:
    told = "".join(
        f"<item><title>{text[:30]}</title><description>{text}</description><pubDate>{date}</pubDate>"
        f"<link>{web.root}/{number}</link></item>"
        for number, (text, date) in enumerate(entries)
    )
    body = (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Kelm Courier</title>{told}</channel></rss>'.encode()
    )
    web.on("/feed", Reply(body=body, headers=[("Content-Type", "application/rss+xml")]))


def _brief(desk: Desk, day: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads((desk.archive / day / "brief.json").read_text(encoding="utf-8"))
    return parsed


def _cited(brief: dict[str, Any]) -> set[str]:
    return {
        quote["text"]
        for chapter in brief["chapters"]
        for section in chapter["sections"]
        for line in section["lines"]
        for quote in line["quotes"]
    }


def test_two_mornings_with_feeds(desk: Desk, web: Web, tmp_path: Path) -> None:
    kept = web.replies.pop("/feed")
    with forks() as stable:
        # A morning on which nothing came: collected again as soon as something has.
        assert stable.run(desk.morning())[0] == 3
        web.replies["/feed"] = kept
        # Killed when all was collected: the run that takes over collects nothing, and a second one neither.
        code, steps = stable.run(desk.morning(), kill_at=1)
        assert (code, steps[-1]) == (-9, "collection committed")
        asked = len(web.asked)
        assert stable.run(desk.morning())[0] == 0
        assert stable.run(desk.morning())[0] == 0
        assert len(web.asked) == asked
        brief = _brief(desk, DAY)
        assert _cited(brief) == {_KELM}
        lost = [notice["subject"] for notice in brief["notices"] if notice["severity"] == "lost"]
        assert lost == [f"{web.root}/gone"]
        # The next day reads yesterday's folder too, for what came after the cut-off, and briefs nothing twice.
        _publish(web, *_FIRST, (_SUND, "Tue, 04 Mar 2031 12:00:00 GMT"))
        assert stable.run(desk.morning(NEXT))[0] == 0
        assert _cited(_brief(desk, NEXT_DAY)) == {_SUND}
    # The bytes that were kept are the evidence.
    assert desk.run("bundle", DAY, "-o", str(tmp_path / "brief.zip")) == 0
    assert main(["verify", str(tmp_path / "brief.zip"), "--quiet"]) == 0


def test_a_page_that_yesterday_has_is_not_asked_for_again(tmp_path: Path, web: Web) -> None:
    Desk.at(tmp_path, f'feeds = ["{web.root}/pages"]\n[collect]\nallow = ["127.0.0.1"]\npause_seconds = 0\n')
    desk = Desk(tmp_path)
    first = web.page("/kelm", "Harbour of Kelm is hit")
    web.feed("/pages", first)
    assert desk.daily(DUE, "--quiet") == 0
    second = web.page("/tarn", "Ferry from Tarn is turned back", "The ferry carried ninety people, the owner said.")
    web.feed("/pages", first, second)
    assert desk.daily(NEXT, "--quiet") == 0
    asked = [path for path, _ in web.asked]
    assert (asked.count("/kelm"), asked.count("/tarn"), asked.count("/pages")) == (1, 1, 2)
    assert any(
        source["path"].startswith(str(desk.archive / "days" / NEXT_DAY)) for source in _brief(desk, NEXT_DAY)["sources"]
    )
