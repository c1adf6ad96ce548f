"""What counts for a brief: the cut-off, the window, the topics, the language. What does not count is said, never dropped in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.model import Article, Aside, Notice, Severity
from briefing.pipeline.announced import announcements

_LATER, _EARLIER = "published after the cut-off", "published before the window"
_COUNTED_BY = {_LATER: "a later cut-off counts what came by then", _EARLIER: "a wider window counts what is older"}
_WRITTEN_IN = "en"  # the language whose sentences, verbs and dates the stages understand


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The articles that count, those that were read and do not, what is to be said about it, and the cut-off in force."""

    articles: tuple[Article, ...]
    asides: tuple[Aside, ...]
    notices: tuple[Notice, ...]
    cutoff: datetime | None


def counted(
    articles: Sequence[Article],
    cutoff: datetime | None,
    window_hours: float | None,
    topics: Sequence[str] = (),
    late: Collection[str] = (),
) -> Counted:
    """Choose by time, topics and language. Without a cut-off the newest publication time is it; undated articles count.

    `late` are the ids of articles from before the window that count nevertheless.
    """
    times = [article.published for article in articles if article.published]
    last = cutoff or max(times, default=None)
    first = last - timedelta(hours=window_hours) if last and window_hours is not None else None
    followed, announced = _words(topics), announcements(articles)
    inside, asides = [], []
    why: Counter[str] = Counter()
    for article in articles:
        reason = _outside(article, None if article.id in late else first, last)
        if reason:
            why[reason] += 1
            asides.append(aside(article, reason))
        elif article.id in announced:
            asides.append(aside(article, announced[article.id]))
        elif followed and not any(followed.search(text) for text in (article.title or "", article.text)):
            asides.append(aside(article, "none of the topics occurs in it"))
        elif article.language not in {None, _WRITTEN_IN}:
            asides.append(aside(article, f"written in another language ({article.language}): kept, not summarised"))
        else:
            inside.append(article)
    notices = _notices(why, sum(one.id in late for one in inside), sum(one.published is None for one in inside))
    return Counted(articles=tuple(inside), asides=tuple(asides), notices=tuple(notices), cutoff=last)


def _notices(why: Mapping[str, int], late: int, undated: int) -> Iterator[Notice]:
    """Say how many were left out and why, and how many count though their time does not speak for them."""
    for reason, count in sorted(why.items()):
        yield _remark(f"{count} article{'s' if count != 1 else ''}", f"{reason}, and left out – {_COUNTED_BY[reason]}")
    if late:
        yield _remark(
            f"{late} article{'s' if late != 1 else ''}",
            "published before the window, but not there for the brief before; they count, so that nothing falls between",
        )
    if undated:
        yield _remark(
            f"{undated} article{'s' if undated != 1 else ''}",
            "undated; they count, and are marked so – check their dates before relying on what is new",
        )


def _remark(subject: str, message: str) -> Notice:
    return Notice(room="pipeline", severity=Severity.REMARK, subject=subject, message=message)


def _words(topics: Sequence[str]) -> re.Pattern[str] | None:
    """Return what finds any of the topics as whole words, whatever their case and the white space in them; None for none."""
    ways = [r"\s+".join(map(re.escape, topic.split())) for topic in topics]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE) if ways else None


def readable(articles: Sequence[Article]) -> tuple[Article, ...]:
    """Return the articles in a language the stages understand."""
    return tuple(article for article in articles if article.language in {None, _WRITTEN_IN})


def _outside(article: Article, first: datetime | None, last: datetime | None) -> str | None:
    if article.published is None or last is None:
        return None
    if article.published > last:
        return _LATER
    if first is not None and article.published <= first:
        return _EARLIER
    return None


def aside(article: Article, reason: str) -> Aside:
    """Return the entry of an article that was read and stands in no chapter."""
    return Aside(
        article=article.id, outlet=article.outlet, title=article.title, path=article.origin.path, reason=reason
    )
