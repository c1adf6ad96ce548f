"""A run over all feeds: each one and what it links, hosts side by side, one dead feed costing a notice and nothing else."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from briefing.collect.evidence import Held, held, keep_feed, keep_pages, tidy
from briefing.collect.fetch import MB, Answer, place, trust
from briefing.collect.settings import CollectSettings, Feed
from briefing.collect.trouble import Trouble
from briefing.collect.visit import NOT_MODIFIED, Visitor, validators
from briefing.isolate import Failure, Guard
from briefing.model import BriefingError, Notice, Severity

Progress = Callable[[str, int, int], None]

_LINKS = "briefing.collect.links:links"
_NAMED = 3  # pages named in a notice that concerns several
# Kinds of which the readers read something; a page without a kind is looked at.
_READ = ("html", "xml", "json", "pdf", "text/plain")
_MOST_MB = (
    128  # of the pages of one feed in one run, until which another one is taken; a file of 256 MB is not read any more
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What a run added: files, and how many pages of how many feeds are new. `unchanged` counts feeds as they were."""

    files: tuple[Path, ...]
    notices: tuple[Notice, ...]
    pages: int = 0
    feeds: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class _Yield:
    """What one feed gave; `gaps` are the pages that could not be had, by the reason."""

    files: list[Path] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    gaps: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    pages: int = 0
    changed: bool = False


def silent(_stage: str, _done: int, _total: int) -> None:
    """Show no progress."""


def collect(
    feeds: Sequence[Feed],
    folder: Path,
    settings: CollectSettings,
    *,
    now: datetime,
    progress: Progress = silent,
    known: Sequence[Path] = (),
) -> Collected:
    """Poll feeds and the pages they link into a folder, which is made if need be, and say what was added.

    `now` is aware. What the folder holds, or one of the `known` folders of earlier runs that are read together with it, is
    not fetched again; a feed that has not changed is not kept again. Raises BriefingError where the folder cannot be
    written, SettingsError for a ca_file that cannot be read, and nothing for whatever a server does.
    """
    trust(settings.ca_file)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tidy(folder)
    except OSError as trouble:
        raise BriefingError(
            f"cannot make the folder: {folder}: {trouble.strerror} – name another as archive in the profile"
        ) from trouble
    began = time.monotonic()
    visitor = Visitor(settings, lambda: now + timedelta(seconds=time.monotonic() - began), began + settings.run_seconds)
    groups: defaultdict[str, list[Feed]] = defaultdict(list)
    for feed in dict.fromkeys(feeds):
        groups[urlsplit(feed.url).hostname or ""].append(feed)
    harvests: list[_Yield] = []
    with Guard() as guard, ThreadPoolExecutor(max_workers=settings.workers) as pool:
        run = _Run(folder, settings, now=now, visitor=visitor, guard=guard, already=held([folder, *known]))
        jobs = [pool.submit(lambda group: [run.feed(feed) for feed in group], group) for group in groups.values()]
        progress("collecting", 0, len(feeds))
        try:
            for job in as_completed(jobs):
                harvests += job.result()
                progress("collecting", len(harvests), len(feeds))
        finally:
            visitor.stop()  # where one thread has failed, or somebody lost patience, the others must not go on
    return _summed(harvests)


def _summed(harvests: Iterable[_Yield]) -> Collected:
    harvests = list(harvests)
    notices = [notice for harvest in harvests for notice in harvest.notices]
    return Collected(
        files=tuple(sorted(path for harvest in harvests for path in harvest.files)),
        notices=tuple(sorted(notices, key=lambda notice: (notice.subject, notice.severity, notice.message))),
        pages=sum(harvest.pages for harvest in harvests),
        feeds=sum(harvest.changed for harvest in harvests),
        unchanged=sum(not harvest.changed and not harvest.notices for harvest in harvests),
    )


class _Run:
    """One run; its methods are called from several threads."""

    def __init__(
        self, folder: Path, settings: CollectSettings, *, now: datetime, visitor: Visitor, guard: Guard, already: Held
    ) -> None:
        self._folder, self._settings, self._now, self._visitor, self._guard = folder, settings, now, visitor, guard
        self._lock = threading.Lock()  # the guarded child and the list of pages are for one thread at a time
        self._held = already

    def feed(self, feed: Feed) -> _Yield:
        """Poll one feed and the pages it links; the pages are kept first, so that a feed that is kept is done with."""
        harvest = _Yield()
        host = urlsplit(feed.url).hostname or "feed"
        earlier = self._held.feeds.get(feed.url)
        try:
            visit = self._visitor.visit(feed.url, self._settings.feed_mb, asked_for=True, headers=validators(earlier))
            newest = earlier if earlier and visit[-1].status == NOT_MODIFIED else visit[-1]
            harvest.changed = earlier is None or newest.raw != earlier.raw
            pages = self._pages(self._links(newest), harvest)
        except Trouble as trouble:
            harvest.notices.append(_notice(feed.label, f"nothing was collected from it: {trouble}", Severity.LOST))
            return harvest
        if pages:
            harvest.files.append(keep_pages(self._folder, host, pages))
        if harvest.changed:
            harvest.files.append(keep_feed(self._folder, host, feed.url, visit))
        harvest.pages = len(pages)
        harvest.notices += [_gap(feed.label, reason, urls) for reason, urls in harvest.gaps.items()]
        return harvest

    def _links(self, feed: Answer) -> list[str]:
        """Return the links of a feed that are worth following: not dated too long ago, each once, no more than agreed."""
        with self._lock:
            told = self._guard.call(_LINKS, feed.unpacked(self._settings.unpacked_mb), {"base": feed.url})
        if isinstance(told, Failure):
            raise Trouble(f"its parser failed on it ({told.reason}); it is broken or hostile")
        if told.value is None:
            raise Trouble("it is no feed; open the address in a browser to see what it has become")
        oldest = self._now - timedelta(hours=self._settings.oldest_hours)
        try:
            return [str(url) for url, date in told.value if date is None or datetime.fromisoformat(date) >= oldest]
        except (TypeError, ValueError) as trouble:  # the child's answer is not trusted
            raise Trouble("its parser gave no sensible answer; it is broken or hostile") from trouble

    def _pages(self, urls: Sequence[str], harvest: _Yield) -> list[tuple[Answer, ...]]:
        """Visit the pages that are not held yet, as many as agreed."""
        kept: list[tuple[Answer, ...]] = []
        tried = size = 0
        for url in urls if self._settings.pages else ():
            try:
                if not self._claim(place(url).url):
                    continue
                tried += 1
                visit = self._page(url, enough=tried > self._settings.pages or size > _MOST_MB * MB)
            except Trouble as trouble:
                harvest.gaps[str(trouble)].append(url)
                continue
            size += len(visit[-1].raw)
            kept.append(visit)
        return kept

    def _claim(self, url: str) -> bool:
        """Whether a page is neither held nor being fetched by another thread; from now on it is."""
        with self._lock:
            new = url not in self._held.pages
            self._held.pages.add(url)
            return new

    def _page(self, url: str, *, enough: bool) -> tuple[Answer, ...]:
        """Visit a page; raises Trouble, for one of which nothing could be read too."""
        if enough:
            raise Trouble("they are more than one run takes from a feed; run it again for the next ones")
        visit = self._visitor.visit(url, self._settings.page_mb, asked_for=False)
        page = visit[-1]
        if page.media_type and not any(kind in page.media_type for kind in _READ):
            raise Trouble(f"it is {page.media_type[:60]}, of which nothing is read; open it by hand")
        page.unpacked(self._settings.unpacked_mb)
        return visit


def _gap(subject: str, reason: str, urls: Sequence[str]) -> Notice:
    named = ", ".join(urls[:_NAMED]) + (f" and {len(urls) - _NAMED} more" if len(urls) > _NAMED else "")
    return _notice(
        subject, f"{len(urls)} page{'s' if len(urls) > 1 else ''} not collected ({named}): {reason}", Severity.DEGRADED
    )


def _notice(subject: str, message: str, severity: Severity) -> Notice:
    """Make a notice of this room; what a server wrote cannot move a cursor or break a line."""
    subject, message = (
        "".join(sign if sign.isprintable() else " " for sign in text)[:1000] for text in (subject, message)
    )
    return Notice(room="collect", severity=severity, subject=subject, message=message)
