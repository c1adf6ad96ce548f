"""No feed, link or redirect makes us ask a machine inside a network, whatever it calls itself."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scripted_web import Reply, Web, web_server

from briefing.collect import CollectSettings, Feed, addresses
from briefing.collect.collect import Collected, collect

_NOW = datetime(2031, 3, 4, 5, 0, tzinfo=UTC)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """Serve, and let the server's port be a usual one, so that the address alone decides."""
    with web_server() as web:
        monkeypatch.setattr(addresses, "_USUAL_PORTS", frozenset((_port(web), 80)))
        yield web


def _port(web: Web) -> int:
    return int(web.root.rpartition(":")[2])


def _collected(folder: Path, url: str, *allow: str) -> Collected:
    settings = CollectSettings(pause_seconds=0, retry_seconds=0, retries=0, allow=allow)
    return collect([Feed(url=url)], folder, settings, now=_NOW)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::808:808", True),
        ("2002:808:808::1", True),
        ("127.0.0.1", False),
        ("127.255.255.254", False),
        ("0.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("100.100.100.200", False),
        ("169.254.169.254", False),
        ("168.63.129.16", False),
        ("192.0.0.192", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("239.255.255.250", False),
        ("240.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::127.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:169.254.169.254", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::a9fe:a9fe", False),
        ("2002:7f00:1::1", False),
        ("2001:0:4136:e378:8000:63bf:80ff:fffe", False),
        ("fe80::1", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("fc00::1", False),
        ("fd00:ec2::254", False),
        ("ff02::1", False),
        ("2001:db8::1", False),
    ],
)
def test_an_address_inside_a_network_is_known_as_one(address: str, *, public: bool) -> None:
    assert addresses.is_public(address) is public


_ALIASES = (
    "localhost",
    "127.0.0.2",
    "127.1",
    "0x7f.1",
    "2130706433",
    "0177.0.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "0",
)


@pytest.mark.parametrize("alias", _ALIASES)
@pytest.mark.parametrize("way", ["feed", "link", "redirect"])
def test_this_machine_is_not_asked_under_any_of_its_names(way: str, alias: str, web: Web, tmp_path: Path) -> None:
    web.page("/secret", "The secret of the house")
    inner = f"http://{alias}:{_port(web)}/secret"
    urls = {
        "feed": inner,
        "link": web.feed("/rss", inner),
        "redirect": web.feed("/rss2", web.on("/away", Reply(status=302, headers=[("Location", inner)]))),
    }
    found = _collected(tmp_path, urls[way], "127.0.0.1")
    (notice,) = found.notices
    assert "has an address inside a network" in notice.message or "has no address" in notice.message
    assert "/secret" not in web.times()
    assert found.pages == 0


@pytest.mark.parametrize("host", ["169.254.169.254", "[fd00:ec2::254]", "168.63.129.16", "192.168.0.1"])
def test_a_redirect_to_a_machine_that_keeps_secrets_is_not_followed(host: str, web: Web, tmp_path: Path) -> None:
    page = web.on("/1", Reply(status=301, headers=[("Location", f"http://{host}/latest/meta-data/")]))
    (notice,) = _collected(tmp_path, web.feed("/rss", page), "127.0.0.1").notices
    assert "has an address inside a network" in notice.message


def test_only_the_hosts_that_the_profile_allows_may_be_inside(web: Web, tmp_path: Path) -> None:
    feed = web.feed("/rss", web.page("/1", "A report of the harbour"))
    assert _collected(tmp_path, feed).pages == 0
    assert web.times() == {}
    assert _collected(tmp_path, feed, "127.0.0.1").pages == 1


def test_a_port_that_is_none_of_the_web_is_not_asked(web: Web, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(addresses, "_USUAL_PORTS", frozenset((80, 443)))
    monkeypatch.setattr(addresses, "is_public", lambda _: True)
    (notice,) = _collected(tmp_path, web.feed("/rss")).notices
    assert f"port {_port(web)}" in notice.message
    assert web.times() == {}


def _resolver(monkeypatch: pytest.MonkeyPatch, *turns: list[str]) -> None:
    """Let a name mean other addresses each time it is looked up; numbers mean what they are."""
    real, left = socket.getaddrinfo, list(turns)

    def look_up(host: str, port: int, *rest: Any, **more: Any) -> list[Any]:  # noqa: ANN401 - the library's own
        if host != "rebind.example":
            return list(real(host, port, *rest, **more))
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


def test_a_name_that_means_another_machine_a_moment_later_gains_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with web_server(host="127.0.0.2") as outside, web_server(port=_port(outside)) as inside:
        monkeypatch.setattr(addresses, "_USUAL_PORTS", frozenset((_port(outside),)))
        monkeypatch.setattr(addresses, "is_public", lambda address: address == "127.0.0.2")
        _resolver(monkeypatch, ["127.0.0.2"], ["127.0.0.1"])
        root = f"http://rebind.example:{_port(outside)}"
        outside.feed("/rss", f"{root}/secret")
        inside.feed("/rss", f"{root}/secret")
        found = _collected(tmp_path, f"{root}/rss")
    assert outside.times() == {"/rss": 1}
    assert inside.times() == {}
    assert "has an address inside a network (127.0.0.1)" in found.notices[0].message


def test_a_name_with_one_address_inside_is_not_asked_at_any(
    monkeypatch: pytest.MonkeyPatch, web: Web, tmp_path: Path
) -> None:
    _resolver(monkeypatch, ["8.8.8.8", "127.0.0.1"])
    (notice,) = _collected(tmp_path, f"http://rebind.example:{_port(web)}/rss").notices
    assert "has an address inside a network (127.0.0.1)" in notice.message
    assert web.times() == {}


def test_no_proxy_of_the_surroundings_is_asked(web: Web, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with web_server() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.root)
        assert _collected(tmp_path, web.feed("/rss", web.page("/1", "A report")), "127.0.0.1").pages == 1
        assert proxy.times() == {}
