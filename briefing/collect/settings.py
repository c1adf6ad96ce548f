"""What is collected, and how far a foreign server may go. Every limit has its unit in its name and its reason beside it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

_CENTURY = 24.0 * 366 * 100  # hours
_ENDLESS = 1e9  # seconds, megabytes, pages: more of them is no limit
_MAY_BE_NONE = frozenset(("pause_seconds", "retries", "retry_seconds", "redirects", "pages"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The address of a feed, and what the desk calls it. Raises ValueError for what is no address of a feed."""

    url: str
    name: str | None = None

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if (
            parts.scheme not in {"http", "https"}
            or not parts.hostname
            or any(not sign.isprintable() for sign in self.url)
        ):
            raise ValueError(f"no address of a feed: {self.url!r} – write it as https://host/path")
        if parts.username is not None or parts.password is not None:
            raise ValueError(
                f"a password in an address: the feed at {parts.hostname} – it would stand in the evidence; use one without"
            )

    @property
    def label(self) -> str:
        """What it is called in a notice."""
        return self.name or self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectSettings:
    """Limits without a source are our choice: far above what news servers need, far below what would hurt. Raises ValueError."""

    connect_seconds: float = 10.0
    answer_seconds: float = 60.0  # one whole answer, so that a server that trickles holds nobody up
    run_seconds: float = 1800.0  # all feeds together; what is not reached by then is a notice
    feed_mb: int = 16  # as sent; the reader of feeds takes no more
    page_mb: int = 16  # as sent
    unpacked_mb: int = 32  # the reader of pages takes no more
    pages: int = 50  # of one feed in one run; 0 keeps the feed alone
    oldest_hours: float = 72.0  # entries that date themselves before it are not followed
    redirects: int = 5  # Source: RFC 9309, 2.3.1.2, which asks for at least five
    pause_seconds: float = 1.0  # between two requests to one host
    longest_wait_seconds: float = 60.0  # Crawl-delay and Retry-After are followed up to it; what asks for more is left
    retries: int = 2  # after no answer, 429 and 5xx
    retry_seconds: float = 2.0  # before the first retry; doubled for each further one
    workers: int = 8  # hosts asked at a time
    user_agent: str = "briefing"  # add a contact address: news desks look at who reads them
    allow: tuple[str, ...] = ()  # hosts that may have a private address, and any port
    ca_file: Path | None = None  # the authority of a house that signs its own certificates

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            least = 0 if name in _MAY_BE_NONE else sys.float_info.min
            if isinstance(value, int | float) and not least <= value < _ENDLESS:
                raise ValueError(f"{name} = {value} – give more than 0, and no more than has an end")
        if self.oldest_hours > _CENTURY:
            raise ValueError(f"oldest_hours = {self.oldest_hours} – give no more than a century, {_CENTURY:.0f}")
        if not self.user_agent.strip() or not self.user_agent.isascii() or not self.user_agent.isprintable():
            raise ValueError("user_agent is one line of ASCII – write it as briefing (desk@example.org)")
