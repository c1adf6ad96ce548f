"""Articles become a brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from briefing.chapters.narrow import narrowed
from briefing.ingest import Intake, unpacked
from briefing.model import Article, Aside, Brief, Chapter, NothingToBrief, Notice, Recipe, Severity, Side
from briefing.pipeline.choosing import choices
from briefing.pipeline.declared import check_declared
from briefing.pipeline.imitated import imitations
from briefing.pipeline.repeats import silent_edits, with_differences
from briefing.pipeline.stages import Progress, Survey, recalled, silent, survey
from briefing.pipeline.window import Counted, aside, counted
from briefing.settings import Profile
from briefing.summarize.compose import summarize


def make_brief(
    articles: Sequence[Article] | Intake,
    *,
    profile: Profile | None = None,
    cutoff: datetime | None = None,
    sides: Sequence[Side] = (),
    previous: Brief | None = None,
    serial: str | None = None,
    version: str | None = None,
    late: Collection[str] = (),
    progress: Progress = silent,
) -> Brief:
    """Return the brief of articles, or of all that `ingest.read` took in.

    The same articles and settings give the same brief, in whatever order they come. `cutoff` is aware; without it the
    newest publication time in the articles. `sides` declared by the user win over discovery. `version` None is that of the
    installed package. `late` are the ids of articles that count though they are from before the window. Raises NothingToBrief,
    and SettingsError for a declared name that is a slip of a printed one.
    """
    profile = profile or Profile()
    intake = (
        articles if isinstance(articles, Intake) else Intake(articles=tuple(articles), notices=(), files=0, digests=())
    )
    chosen = counted(intake.articles, cutoff, profile.window_hours, profile.topics, late)
    if not chosen.articles:
        raise NothingToBrief(_nothing(intake, chosen), intake.notices)
    check_declared(sides, chosen.articles)
    surveyed = survey(chosen.articles, profile, progress)
    printed = printed_chapters(surveyed.chapters, profile)
    progress("reading chapters", 0, len(printed))
    before = recalled(previous) if previous else None
    narrow = [narrowed(chapter, profile.chapters.read) for chapter in printed]
    chosen_from = choices([_at_hand(chapter) for chapter in narrow], sides, before, profile)
    progress("choosing", len(printed), len(printed))
    chapters, sources = summarize(chosen_from, before)
    times = [article.published for article in chosen.articles if article.published]
    return Brief(
        title=profile.title,
        serial=serial,
        handling=profile.handling,
        cutoff=chosen.cutoff,
        window_hours=profile.window_hours,
        first=min(times, default=None),
        last=max(times, default=None),
        chapters=chapters,
        sources=with_differences(sources, surveyed.folded),
        asides=_asides(surveyed, printed, narrow, chosen, {chapter.id for chapter in chapters}),
        notices=_sorted(
            (
                *intake.notices,
                *chosen.notices,
                *silent_edits(surveyed.folded),
                *imitations(chosen.articles),
                *_narrowings(printed, narrow),
            )
        ),
        recipe=_recipe(version or _installed(), profile, intake, chosen, surveyed),
    )


def _at_hand(chapter: Chapter) -> Chapter:
    """Return the chapter with the texts of its originals unpacked: they are read closely now."""
    opened = (replace(copies, original=unpacked(copies.original)) for copies in chapter.originals)
    return replace(chapter, originals=tuple(opened))


def _narrowings(printed: Sequence[Chapter], narrow: Sequence[Chapter]) -> Iterator[Notice]:
    """Say of which chapters not every report was read sentence by sentence."""
    for whole, part in zip(printed, narrow, strict=True):
        if part is not whole:
            yield Notice(
                room="chapters",
                severity=Severity.REMARK,
                subject=whole.headline,
                message=f"{len(whole.originals)} reports, of which {len(part.originals)} were read sentence by sentence: of each event those that"
                " most outlets carried, and the newest – [chapters] read in the profile sets how many",
            )


def _installed() -> str:
    from importlib.metadata import version

    return version("briefing")


def printed_chapters(chapters: Sequence[Chapter], profile: Profile) -> list[Chapter]:
    """Return the chapters with enough reports, copies folded; where none has, the largest there is."""
    enough = [chapter for chapter in chapters if len(chapter.originals) >= profile.chapters.smallest]
    return (enough or list(chapters[:1]))[: profile.summarize.chapters]


def _asides(
    surveyed: Survey, printed: Sequence[Chapter], narrow: Sequence[Chapter], chosen: Counted, told: Collection[str]
) -> tuple[Aside, ...]:
    """List what was read and stands in no chapter; `told` are the ids of the chapters of the brief."""
    considered = {chapter.id for chapter in printed}
    found = list(chosen.asides)
    for whole, part in zip(printed, narrow, strict=True):
        if part is not whole and whole.id in told:
            read = {copies.original.id for copies in part.originals}
            unread = [copies.original for copies in whole.originals if copies.original.id not in read]
            found.extend(
                aside(article, "one of many reports on a subject; not read sentence by sentence") for article in unread
            )
    for chapter in surveyed.chapters:
        if chapter.id in told:
            continue
        count = len(chapter.originals)
        if chapter.id in considered:
            reason = "comment and opinion; no sentence of it belongs into a brief"
        elif count == 1:
            reason = "the only report on its subject"
        else:
            reason = f"a subject of {count} reports, fewer than the chapters printed"
        found.extend(aside(copies.original, reason) for copies in chapter.originals)
    return tuple(sorted(found, key=lambda entry: (entry.reason, entry.outlet or "", entry.title or "", entry.article)))


def _sorted(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    order = list(Severity)
    return tuple(
        sorted(notices, key=lambda notice: (order.index(notice.severity), notice.room, notice.subject, notice.message))
    )


def _recipe(version: str, profile: Profile, intake: Intake, chosen: Counted, surveyed: Survey) -> Recipe:
    digests = intake.digests or sorted({article.origin.sha256 for article in intake.articles})
    return Recipe(
        version=version,
        inputs=sha256("\n".join(digests).encode()).hexdigest(),
        profile=profile.digest(),
        words=profile.summarize.words,
        ranker=profile.summarize.ranker,
        files=intake.files,
        articles=len(intake.articles),
        originals=len(surveyed.folded),
        copies=len({copy.article.id for entry in surveyed.folded for copy in entry.copies}),
        outlets=len({article.outlet for article in chosen.articles if article.outlet}),
    )


def _nothing(intake: Intake, chosen: Counted) -> str:
    if not intake.articles and intake.known:
        return f"nothing to brief: nothing new in {intake.files} files, of which {intake.known} were read for earlier briefs – wait for more to come"
    if not intake.articles:
        return f"nothing to brief: no readable article ({intake.files} file{'s' if intake.files != 1 else ''}) – without --quiet the notices say what was wrong"
    reasons = "; ".join(f"{notice.subject} {notice.message}" for notice in chosen.notices)
    others = Counter(entry.reason for entry in chosen.asides)
    reasons = reasons or "; ".join(f"{count}: {reason}" for reason, count in sorted(others.items()))
    return f"nothing to brief: {len(intake.articles)} articles were read, none counts ({reasons})"
