"""The invented brief that the tests of this room print: the Halden Strait, between Orsenia and Veldmark, does not exist."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from briefing.model import (
    Aside,
    Brief,
    BriefChapter,
    Change,
    Citation,
    Dispute,
    DisputeKind,
    Figure,
    Handling,
    Line,
    Notice,
    Position,
    Recipe,
    Relation,
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


def line(text: str, *sources: int, name: str | None = None, **more: object) -> Line:
    """Build a line that cites the given sources with its own words."""
    words = text.replace(" […]", "")
    quotes = tuple(
        Citation(source=n, article=f"a{n}", span=Span(40, 40 + len(words)), text=words) for n in sources or (1,)
    )
    return replace(Line(id=name or sha256(text.encode()).hexdigest()[:8], text=text, citations=quotes), **more)  # type: ignore[arg-type]


_OW = "Orsenia Wire"
_BOTTOM = line(
    "Artillery fire resumed across the Halden Strait before dawn on Monday, hours after a truce brokered by the Strait Council was due to begin.",
    1, 4, name="b1c0ffee", origins=3, salience=0.97, event_date="2031-03-03", why="lead of the largest cluster",
)  # fmt: skip
_SIRENS = line(
    "Sirens sounded in the port of Kelm at 05:40 local time and residents were told to stay in cellars.",
    4, name="51dea001", origins=2, event_date="2031-03-03",
)  # fmt: skip
_FERRY = line(
    "The ferry “Saint Odile”, with 212 passengers on board, was held outside the harbour for six hours […] and was later allowed to dock.",
    1, 6, name="fe44y001", event_date="2031-03-02/2031-03-03", status=Status.UPDATED,
)  # fmt: skip
_BRIDGE = line(
    "Two spans of the Tarn road bridge collapsed, cutting the only paved road to the eastern villages.",
    6,
    name="b41d6e00",
)
_DENY = line(
    "Colonel Ilva Maren, spokeswoman for the Orsenian Defence Ministry, denied that her forces had fired first: “Not one shell left our side before theirs landed in Kelm.”",
    2, name="0a5e0001", speaker="Ilva Maren", side="Orsenia", act="deny", origins=2, event_date="2031-03-03",
)  # fmt: skip
_SIXTEEN = line(
    "At least 16 soldiers were killed and more than 40 wounded in the first night of fighting.",
    2, name="0a5e0002", speaker="Orsenian Defence Ministry", side="Orsenia", act="announce",
)  # fmt: skip
_THREATEN = line(
    "“Every battery that fires on our harbour will be answered,” [Prime Minister Dorin Halvex] told parliament.",
    3, name="0a5e0003", speaker="Dorin Halvex", side="Orsenia", act="threaten", status=Status.REVERSED,
)  # fmt: skip
_ACCUSE = line(
    "Veldmark’s general staff said Orsenian batteries on Cape Sorrel opened fire at 04:50 and that its own guns only answered.",
    5, name="7e1d0001", speaker="general staff of Veldmark", side="Veldmark", act="accuse", origins=2,
)  # fmt: skip
_NOT_THREE = line(
    "The figure of 16 dead is invented; our medical service counts three wounded in all.",
    5, name="7e1d0002", speaker="Hasmik Torvald, health minister", side="Veldmark", act="deny",
)  # fmt: skip
_ARMENIAN = line(
    "Նեղուցում կրակոցները շարունակվում են, հայտնել է նախարարությունը։",
    7,
    name="a43e0001",
    speaker="Նախարարություն",
    side="Veldmark",
)
_ARABIC = line(
    "قال متحدث باسم مجلس المضيق إن المراقبين لم يتمكنوا من الوصول إلى الميناء.",
    8,
    name="a4ab0001",
    speaker="متحدث",
    side="third:Strait Council",
)
_UNKNOWN = line(
    "Officials in the region, who asked not to be named, spoke of talks through a third capital 🕊️.",
    6,
    name="0ff1c1a1",
    speaker="officials in the region",
)
_TALKS = line(
    "The three co-chairs of the Strait Council called on both sides to return to the truce of 1 March and offered to meet their foreign ministers in Lindholm this week.",
    1, 4, name="d1a10001", speaker="co-chairs of the Strait Council", side="third:Strait Council", act="offer", origins=3,
)  # fmt: skip
_READY = line(
    "Orsenia is ready to send a delegation “without preconditions”, its foreign ministry said on Monday evening.",
    3, name="d1a10002", speaker="Orsenian foreign ministry", side="Orsenia", status=Status.CARRIED,
)  # fmt: skip
_STATUS = line(
    "The strait, 19 kilometres wide at Kelm, has been divided by the armistice line of [12 June 1987] since a war in which about 9,000 people died.",
    6, name="bac60001",
)  # fmt: skip
_TREATY = line(
    "Under the armistice neither side may keep guns of more than 100 mm within ten kilometres of the shore.",
    1,
    6,
    name="bac60002",
    origins=2,
)

_SECTIONS = (
    Section(kind=SectionKind.SITUATION, lines=(_BOTTOM, _SIRENS, _FERRY, _BRIDGE)),
    Section(
        kind=SectionKind.CLAIMS,
        lines=(_DENY, _ACCUSE, _SIXTEEN, _NOT_THREE, _THREATEN, _ARMENIAN, _ARABIC, _UNKNOWN),
    ),
    Section(kind=SectionKind.DIPLOMACY, lines=(_TALKS, _READY)),
    Section(kind=SectionKind.BACKGROUND, lines=(_STATUS, _TREATY)),
)


def figure(  # noqa: PLR0917 - a table of figures
    low: int, text: str, says: str | None, side: str | None, article: str, relation: Relation, **more: object
) -> Figure:
    built = Figure(
        quantity="soldiers killed", whose="Orsenia", low=low, high=low, article=article, span=Span(10, 10 + len(text)),
        text=text, says=says, side=side, as_of=datetime(2031, 3, 3, tzinfo=UTC), relation=relation,
    )  # fmt: skip
    return replace(built, **more)  # type: ignore[arg-type]


_CHAPTER = BriefChapter(
    id="halden",
    headline="Fire across the Halden Strait hours after a truce was due",
    sides=(
        Side(
            id="ors",
            name="Orsenia",
            aliases=("Orsenian", "Kelm"),
            members=("Ilva Maren", "Dorin Halvex"),
            outlets=(_OW,),
        ),
        Side(id="vel", name="Veldmark", aliases=("Veldmark’s",), found="discovered: accused and accusing"),
        Side(id="isl", name="Free Islands"),
    ),
    bottom_line=(_BOTTOM, _TALKS),
    sections=_SECTIONS,
    disputes=(
        Dispute(
            kind=DisputeKind.COUNTER_ACCUSATION,
            about="Who fired first",
            positions=(Position(side="Orsenia", lines=(_DENY.id,)), Position(side="Veldmark", lines=(_ACCUSE.id,))),
        ),
        Dispute(
            kind=DisputeKind.FIGURES,
            about="soldiers killed, Orsenia",
            positions=(
                Position(side="Orsenia", lines=(_SIXTEEN.id,)),
                Position(side="Veldmark", lines=(_NOT_THREE.id,)),
            ),
        ),
    ),
    figures=(
        figure(16, "At least 16", "Orsenian Defence Ministry", "Orsenia", "a2", Relation.DISPUTE),
        figure(0, "0", "Hasmik Torvald, health minister", "Veldmark", "a5", Relation.DISPUTE),
        figure(
            212, "212 passengers", None, None, "a9", Relation.ALONE, quantity="people held on the ferry", whose=None
        ),
        figure(
            2300,
            "2,300 to 2,500",
            "Strait Council",
            "third:Strait Council",
            "a1",
            Relation.OTHER_SCOPE,
            quantity="displaced",
            high=2500,
            as_of=None,
        ),
    ),
    timeline=(
        TimelineEntry(date="2031-03-02/2031-03-03", line=_FERRY.id),
        TimelineEntry(date="2031-03-03", line=_BOTTOM.id),
        TimelineEntry(date="2031-03-03", line=_SIRENS.id),
    ),
    changes=(
        Change(status="new", line=_BOTTOM.id),
        Change(status="updated", line=_FERRY.id, text="The ferry “Saint Odile” was turned back at the harbour mouth."),
        Change(status="reversed", line=_THREATEN.id, text="“We will not answer provocations,” Mr Halvex said."),
        Change(status="dropped", line=None, text="Fishing boats were allowed to leave Kelm at noon on Sunday."),
    ),
    gaps=("No casualty figure for Veldmark’s forces in the material.", "No independent report from Cape Sorrel."),
)


def source(number: int, outlet: str | None, title: str, hour: int | None, **more: object) -> Source:
    published = None if hour is None else datetime(2031, 3, 3, hour, 15, tzinfo=UTC)
    built = Source(
        number=number, article=f"a{number}", outlet=outlet, title=title, url=f"https://news{number}.example/2031/03/03/halden-strait",
        published=published, path=f"/home/analyst/in/{number:02d}-report.html", media_type="text/html",
        sha256=sha256(title.encode()).hexdigest(), language="en", origin=outlet or "unknown",
    )  # fmt: skip
    return replace(built, **more)  # type: ignore[arg-type]


def copy(article: str, outlet: str, title: str, reason: str) -> SourceCopy:
    moment = datetime(2031, 3, 3, 10, tzinfo=UTC)
    return SourceCopy(
        article=article, outlet=outlet, title=title, url=None, published=moment, similarity=0.93, reason=reason
    )


_SOURCES = (
    source(
        1, "Northern Monitor", "Guns open up across Halden Strait as truce hour passes", 6, agency=_OW, byline="By Runa Eld and Tomas Brack",
        copies=(copy("a9", "Litoral Press", "Guns open up across Halden Strait as truce hour passes", "identical"),
                copy("a10", "The Harbour Gazette", "Truce fails at Halden", "contained")),
    ),
    source(2, _OW, "Defence ministry: at least 16 dead in first night", 7, path="wire/morning.jsonl", member="line 3"),
    source(3, "Kelm Evening Post", "Halvex: every battery will be answered", 18, url=None, published_day_only=True),
    source(4, "Halden Courier", "Sirens over Kelm", 5, byline="By A. N. Other"),
    source(5, "Veldmark State Radio", "General staff: Cape Sorrel batteries fired first", 9, url="javascript:alert(1)"),
    source(6, "The Long Read", "What the armistice of 1987 says, and what it does not", None, media_type="application/pdf", path="long.pdf"),
    source(7, "Նեղուցի լուրեր", "Կրակոցներ նեղուցում", 11, language="hy"),
    source(8, "صحيفة المضيق", "المراقبون لم يصلوا إلى الميناء", 12, language="ar"),
)  # fmt: skip

_NOTICES = (
    Notice(room="ingest", severity=Severity.LOST, subject="/home/analyst/in/broken.pdf", message="The file ends in the middle of a page. Ask for it again."),
    Notice(room="ingest", severity=Severity.REMARK, subject="The Long Read – What the armistice of 1987 says", message="No date was found; the article counts and is marked undated."),
    Notice(room="chapters", severity=Severity.DEGRADED, subject="in/strait.txt", message="The article is in Arabic and was not searched for claims. Read it yourself."),
)  # fmt: skip
_ASIDES = (
    Aside(article="a11", outlet="The Harbour Gazette", title="Herring season opens late", path="in/herring.txt", reason="on another matter than any chapter"),
    Aside(article="a12", outlet=None, title=None, path="/home/analyst/in/notes.md", reason="on another matter than any chapter"),
    Aside(article="a13", outlet="Litoral Press", title="Cup final moved to Lindholm", path="in/cup.txt", reason="after the cut-off"),
)  # fmt: skip

BRIEF = Brief(
    title="Morning brief: the Halden Strait",
    serial="2031/062",
    handling=Handling.AMBER,
    cutoff=datetime(2031, 3, 4, 6, tzinfo=UTC),
    window_hours=48.0,
    first=datetime(2031, 3, 2, 14, tzinfo=UTC),
    last=datetime(2031, 3, 3, 21, 5, tzinfo=UTC),
    chapters=(_CHAPTER,),
    sources=_SOURCES,
    asides=_ASIDES,
    notices=_NOTICES,
    recipe=Recipe(
        version="0.1.0", inputs=sha256(b"inputs").hexdigest(), profile=sha256(b"profile").hexdigest(), words=450, ranker="lexrank",
        files=14, articles=13, originals=11, copies=2, outlets=9,
    ),
)  # fmt: skip


def test_the_sample_is_about_as_long_as_a_real_chapter() -> None:
    words = sum(len(printed.text.split()) for printed in _CHAPTER.lines)
    assert 250 <= words <= 450
