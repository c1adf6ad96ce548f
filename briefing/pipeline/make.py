"""Articles become a brief."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import sha256

from briefing.ingest import Intake
from briefing.model import Article, Aside, Brief, Chapter, NothingToBrief, Notice, Recipe, Severity, Side
from briefing.pipeline.declared import check_declared
from briefing.pipeline.imitated import imitations
from briefing.pipeline.spread import cores, spread
from briefing.pipeline.stages import Progress, Survey, dossier, recalled, silent, survey
from briefing.pipeline.window import Counted, aside, counted
from briefing.settings import Profile
from briefing.summarize import Choice, Previous, summarize


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
    chosen_from = _choices(printed, sides, before, profile)
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
        sources=sources,
        asides=_asides(surveyed, printed, chosen, {chapter.id for chapter in chapters}),
        notices=_sorted((*intake.notices, *chosen.notices, *imitations(chosen.articles))),
        recipe=_recipe(version or _installed(), profile, intake, chosen, surveyed),
    )


_WORTH_A_CHILD = 40  # originals of all chapters from which a second process saves more than it costs


def _choices(
    printed: Sequence[Chapter], sides: Sequence[Side], previous: Previous | None, profile: Profile
) -> list[Choice]:
    """Read the chapters and choose from each; they know nothing of each other, so each core takes some."""
    sizes = [len(chapter.originals) for chapter in printed]
    return spread(
        lambda chapter: Choice(dossier(chapter, sides), previous, profile.summarize),
        printed,
        sizes,
        cores() if sum(sizes) >= _WORTH_A_CHILD else 1,
    )


def _installed() -> str:
    from importlib.metadata import version

    return version("briefing")


def printed_chapters(chapters: Sequence[Chapter], profile: Profile) -> list[Chapter]:
    """Return the chapters with enough reports, copies folded; where none has, the largest there is."""
    enough = [chapter for chapter in chapters if len(chapter.originals) >= profile.chapters.smallest]
    return (enough or list(chapters[:1]))[: profile.summarize.chapters]


def _asides(surveyed: Survey, printed: Sequence[Chapter], chosen: Counted, told: Collection[str]) -> tuple[Aside, ...]:
    """List what was read and stands in no chapter; `told` are the ids of the chapters of the brief."""
    considered = {chapter.id for chapter in printed}
    found = list(chosen.asides)
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
        copies=sum(len(entry.copies) for entry in surveyed.folded),
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
