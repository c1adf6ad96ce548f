"""brief.json back to the record. Unknown fields are left unread, so that a newer file can still be opened."""

from __future__ import annotations

from briefing.model import (
    Aside,
    Balance,
    Brief,
    BriefChapter,
    Change,
    Citation,
    Decision,
    Dispute,
    DisputeKind,
    Edit,
    Figure,
    Handling,
    Line,
    Notice,
    Position,
    Recipe,
    Relation,
    RenderError,
    Section,
    SectionKind,
    Severity,
    Side,
    Source,
    SourceCopy,
    Span,
    Status,
    TimelineEntry,
)
from briefing.render.encode import SCHEMA
from briefing.render.tree import Place


def decode(raw: bytes) -> Brief:
    """Read a brief; raises RenderError naming the place that is wrong."""
    root = Place.root(raw)
    if root.text("schema") != SCHEMA:
        raise RenderError(
            f"this brief has schema {root.text('schema')[:40]}, this version reads {SCHEMA} – use the version that made it"
        )
    return Brief(
        title=root.text("title"),
        serial=root.word("serial"),
        handling=root.choice("handling", Handling),
        cutoff=root.moment("cutoff"),
        window_hours=None if root.fields.get("window_hours") is None else root.real("window_hours"),
        first=root.moment("first"),
        last=root.moment("last"),
        chapters=root.many("chapters", _chapter),
        sources=root.many("sources", _source),
        asides=root.many("asides", _aside),
        notices=root.many("notices", _notice),
        edits=root.many("edits", _edit) if "edits" in root.fields else (),
        recipe=root.one("recipe", _recipe),
    )


def _chapter(at: Place) -> BriefChapter:
    return BriefChapter(
        id=at.text("id"),
        headline=at.text("headline"),
        sides=at.many("sides", _side),
        balance=at.many("balance", _balance) if "balance" in at.fields else (),
        bottom_line=at.many("bottom_line", _line),
        sections=at.many("sections", _section),
        disputes=at.many("disputes", _dispute),
        figures=at.many("figures", _figure),
        timeline=at.many("timeline", lambda event: TimelineEntry(date=event.text("date"), line=event.text("line"))),
        changes=at.many("changes", _change),
        gaps=at.texts("gaps"),
    )


def _section(at: Place) -> Section:
    return Section(kind=at.choice("kind", SectionKind), lines=at.many("lines", _line), empty=at.word("empty"))


def _line(at: Place) -> Line:
    return Line(
        id=at.text("id"),
        text=at.text("text"),
        citations=at.many("quotes", _citation),
        speaker=at.word("speaker"),
        side=at.word("side"),
        act=at.word("act"),
        event_date=at.word("event_date"),
        status=at.choice("status", Status),
        origins=at.whole("origins"),
        salience=at.real("salience"),
        why=at.text("why"),
        note=at.word("note"),
    )


def _span(at: Place) -> Span:
    return Span(at.whole("start"), at.whole("end"))


def _citation(at: Place) -> Citation:
    return Citation(
        source=at.whole("source"),
        article=at.text("article"),
        span=_span(at),
        text=at.text("text"),
        before=at.word("before"),
        after=at.word("after"),
    )


def _side(at: Place) -> Side:
    return Side(
        id=at.text("id"),
        name=at.text("name"),
        aliases=at.texts("aliases"),
        members=at.texts("members"),
        outlets=at.texts("outlets"),
        found=at.text("found"),
        evidence=at.texts("evidence") if "evidence" in at.fields else (),
    )


def _balance(at: Place) -> Balance:
    return Balance(
        side=at.text("side"),
        claims=at.whole("claims"),
        words=at.whole("words"),
        outlets=at.whole("outlets"),
        own=at.whole("own"),
    )


def _dispute(at: Place) -> Dispute:
    return Dispute(
        kind=at.choice("kind", DisputeKind), about=at.text("about"), positions=at.many("positions", _position)
    )


def _position(at: Place) -> Position:
    return Position(side=at.text("side"), lines=at.texts("lines"))


def _change(at: Place) -> Change:
    return Change(
        status=at.text("status"),
        line=at.word("line"),
        text=at.word("text"),
        before=at.word("before"),
        after=at.word("after"),
    )


def _figure(at: Place) -> Figure:
    return Figure(
        quantity=at.text("quantity"),
        whose=at.word("whose"),
        low=at.whole("low"),
        high=at.whole("high"),
        article=at.text("article"),
        span=_span(at),
        text=at.text("text"),
        says=at.word("says"),
        side=at.word("side"),
        as_of=at.moment("as_of"),
        relation=at.choice("relation", Relation),
    )


def _source(at: Place) -> Source:
    return Source(
        number=at.whole("number"),
        article=at.text("article"),
        outlet=at.word("outlet"),
        title=at.word("title"),
        url=at.word("url"),
        published=at.moment("published"),
        published_day_only=at.flag("published_day_only"),
        path=at.text("path"),
        member=at.word("member"),
        media_type=at.text("media_type"),
        sha256=at.text("sha256"),
        language=at.word("language"),
        byline=at.word("byline"),
        dateline=at.word("dateline"),
        agency=at.word("agency"),
        copies=at.many("copies", _copy),
        origin=at.text("origin"),
    )


def _copy(at: Place) -> SourceCopy:
    return SourceCopy(
        article=at.text("article"),
        outlet=at.word("outlet"),
        title=at.word("title"),
        url=at.word("url"),
        published=at.moment("published"),
        similarity=at.real("similarity"),
        reason=at.text("reason"),
        cut=at.word("cut"),
        added=at.word("added"),
    )


def _aside(at: Place) -> Aside:
    return Aside(
        article=at.text("article"),
        outlet=at.word("outlet"),
        title=at.word("title"),
        path=at.text("path"),
        reason=at.text("reason"),
    )


def _notice(at: Place) -> Notice:
    return Notice(
        room=at.text("room"),
        severity=at.choice("severity", Severity),
        subject=at.text("subject"),
        message=at.text("message"),
    )


def _edit(at: Place) -> Edit:
    when = at.moment("when")
    if when is None:
        at.wrong("when", "an ISO time")
    return Edit(
        line=at.text("line"),
        decision=at.choice("decision", Decision),
        value=at.word("value"),
        who=at.text("who"),
        when=when,
    )


def _recipe(at: Place) -> Recipe:
    return Recipe(
        version=at.text("version"),
        inputs=at.text("inputs"),
        profile=at.text("profile"),
        words=at.whole("words"),
        ranker=at.text("ranker"),
        files=at.whole("files"),
        articles=at.whole("articles"),
        originals=at.whole("originals"),
        copies=at.whole("copies"),
        outlets=at.whole("outlets"),
    )
