"""A polite visit: redirects followed within bounds, robots.txt asked first, one request to a host at a time, retries with growing pauses."""

from __future__ import annotations

import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from briefing.collect.fetch import Answer, Place, get, led, place
from briefing.collect.robots import NOTHING, Rules, rules
from briefing.collect.settings import CollectSettings
from briefing.collect.trouble import Trouble

OK, NOT_MODIFIED = 200, 304
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_BUSY = frozenset((429, 500, 502, 503, 504))
_CLIENT_ERRORS = range(400, 500)
_ROBOTS_MB = 1
_MOST_MUTE = 3  # pages in a row without an answer; a dead host must not cost the others their time
_PRODUCT = re.compile(r"[A-Za-z_-]+")  # Source: RFC 9309, 2.2.1


class Visitor:
    """Visits on behalf of one run. `clock` gives the time of day in UTC; `end` is when the run is over, on the monotonic clock."""

    def __init__(self, settings: CollectSettings, clock: Callable[[], datetime], end: float) -> None:
        self._settings, self._clock, self._end = settings, clock, end
        self._agent = (_PRODUCT.match(settings.user_agent) or [settings.user_agent])[0]
        self._guard = threading.Lock()
        self._hosts: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._next: dict[str, float] = {}
        self._over = threading.Event()
        self._rules: dict[str, Rules | Trouble] = {}
        self._mute: defaultdict[str, int] = defaultdict(int)

    def visit(
        self, url: str, limit_mb: int, *, asked_for: bool, headers: Mapping[str, str] | None = None
    ) -> tuple[Answer, ...]:
        """Return the answers on the way to a page, the redirects first and the success (or "not modified") last.

        What a person asked for (a feed of the profile) is fetched as by a browser; what was only linked, where robots.txt
        lets us. Raises Trouble.
        """
        way: list[Answer] = []
        at = place(url)
        for _ in range(self._settings.redirects + 1):
            allowed = Rules() if asked_for else self._rules_of(at)
            if not allowed.allow(at.path):
                raise Trouble("robots.txt does not let it be fetched; read it by hand")
            answer = self._patiently(at, headers or {}, limit_mb, self._pause(allowed))
            way.append(answer)
            if answer.status == OK or (headers and answer.status == NOT_MODIFIED):
                return tuple(way)
            target = answer.header("location")
            if answer.status not in _REDIRECTS or not target:
                raise Trouble(f"the server answers {answer.status} {answer.reason[:60]}".rstrip() + "; open it by hand")
            at = led(answer, target)
        raise Trouble(f"it leads on and on, more than {self._settings.redirects} times; open it by hand")

    def _pause(self, allowed: Rules) -> float:
        asked = allowed.pause or 0.0
        if asked > self._settings.longest_wait_seconds:
            raise Trouble(f"robots.txt asks for {asked:g} s between two requests; read it by hand")
        return max(self._settings.pause_seconds, asked)

    def _rules_of(self, at: Place) -> Rules:
        """Return what the robots.txt of a host says, asked once a run; a host that cannot say lets nothing be fetched."""
        root = f"{at.scheme}://{at.named}"
        with self._guard:
            lock = self._hosts[f"robots of {root}"]
        with lock:
            if root not in self._rules:
                try:
                    self._rules[root] = self._robots(f"{root}/robots.txt")
                except Trouble as trouble:
                    self._rules[root] = trouble
            found = self._rules[root]
        if isinstance(found, Trouble):
            raise found
        return found

    def _robots(self, url: str) -> Rules:
        """Read a robots.txt. Source: RFC 9309, 2.3.1: where there is none everything is allowed, where it fails nothing."""
        at = place(url)
        for _ in range(self._settings.redirects + 1):
            answer = self._patiently(at, {}, _ROBOTS_MB, self._settings.pause_seconds)
            target = answer.header("location")
            if answer.status in _REDIRECTS and target:
                at = led(answer, target)
                continue
            if answer.status == OK:
                return rules(answer.unpacked(_ROBOTS_MB), self._agent)
            return Rules() if answer.status in _CLIENT_ERRORS and answer.status not in _BUSY else NOTHING
        return Rules()

    def _patiently(self, at: Place, headers: Mapping[str, str], limit_mb: int, pause: float) -> Answer:
        """Ask, and ask again after what may pass, with pauses that double or are as long as the server asks for."""
        named = {"User-Agent": self._settings.user_agent, **headers}
        if self._mute[at.host] >= _MOST_MUTE:
            raise Trouble(f"{at.host} has given no answer so often that it was left alone; try again later")
        for attempt in range(self._settings.retries + 1):
            last = attempt == self._settings.retries
            growing = self._settings.retry_seconds * 2**attempt
            try:
                answer = self._in_turn(at, named, limit_mb, pause)
            except Trouble as trouble:
                if last or not trouble.again:
                    self._mute[at.host] += trouble.mute
                    raise
                self._sleep(growing)
                continue
            self._mute[at.host] = 0
            if last or answer.status not in _BUSY:
                return answer
            self._sleep(max(growing, self._asked_wait(answer)))
        raise AssertionError("the last attempt returns or raises")

    def _asked_wait(self, answer: Answer) -> float:
        """Return the seconds of a Retry-After, 0 without one; raises Trouble where that is too long."""
        told = (answer.header("retry-after") or "").strip()
        try:
            wait = float(told) if told.isdecimal() else (parsedate_to_datetime(told) - self._clock()).total_seconds()
        except (ValueError, TypeError):
            wait = 0.0
        if wait > self._settings.longest_wait_seconds:
            raise Trouble(f"the server asks to come back in {wait:.0f} s; try again then")
        return max(wait, 0.0)

    def _in_turn(self, at: Place, headers: Mapping[str, str], limit_mb: int, pause: float) -> Answer:
        """Wait until it is our turn at a host; requests to one host never overlap."""
        with self._guard:
            lock = self._hosts[at.host]
        with lock:
            self._sleep(self._next.get(at.host, 0.0) - time.monotonic())
            try:
                return get(at, headers, limit_mb, self._settings, self._clock())
            finally:
                self._next[at.host] = time.monotonic() + pause

    def stop(self) -> None:
        """Let every thread end at its next step."""
        self._over.set()

    def _sleep(self, seconds: float) -> None:
        if time.monotonic() + max(seconds, 0.0) > self._end or self._over.wait(max(seconds, 0.0)):
            raise Trouble("the time for collecting was up; run it again, or give it more with run_seconds in [collect]")


def validators(answer: Answer | None) -> dict[str, str]:
    """Return the headers that ask for an answer only if it has changed since this one. Source: RFC 9110, 13.1."""
    if answer is None:
        return {}
    told = {"If-None-Match": answer.header("etag"), "If-Modified-Since": answer.header("last-modified")}
    return {name: value for name, value in told.items() if value}
