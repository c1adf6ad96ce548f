"""Hostile words, and a brief that has them wherever a stranger's words can come to stand."""

from __future__ import annotations

from dataclasses import replace

from test_render_sample import BRIEF, copy, figure, line, source

from briefing.model import (
    Aside,
    Brief,
    BriefChapter,
    Change,
    Dispute,
    DisputeKind,
    Notice,
    Position,
    Relation,
    Section,
    SectionKind,
    Severity,
    Side,
    TimelineEntry,
)

# What strangers have tried to make of a page; every one of these is only words.
HOSTILE = (
    "<script>alert(1)</script>",
    '<img src="http://127.0.0.1:9/x.png" onerror=alert(1)>',
    "![pixel](http://127.0.0.1:9/p.gif) [click](javascript:alert(1)) <http://evil.example>",
    "https://evil.example/a_b?c=1&copy;=2 www.evil.example me@evil.example mailto:x@evil.example",
    "# Heading\n\n* bullet\n\n1. one\n\n> quote\n\n```\ncode\n```\n\n---\n\n[1]: http://evil.example",
    "| a | b |\n|---|---|\n| c | d |",
    "[1] [2][3] [x](y) [^1] ![a][1] [ ] [x] &lt;b&gt; &#x3c; **bold** __b__ ~~s~~ `code` \\* \\",
    "{{ 7*7 }} {% include 'x' %} ${7*7} <%= 7*7 %> #{7*7}",
    "Subject\r\nBcc: victim@example.org\r\n\r\nbody",
    "left \u202eright\u202c \u200bzero\x00nul\x1b[31mred\ufeff \u2066isolate\u2069",
    "</style></title></textarea>--><svg onload=alert(1)>",
    "@import url(http://127.0.0.1:9/e.css); url('http://127.0.0.1:9/f')",
    "+1\n===\n- - -\n12. twelve\n\t tab # #",
    "a*b*c _d_ e_f_g snake_case 2 < 3 > 1 & 5 | 6 ~ 7 ! [8]",
)


def hostile_brief(text: str) -> Brief:
    """Put `text` wherever a stranger's words can come to stand."""
    bad = [
        line(text, 1, name=f"h{n}", speaker=text, side=side)
        for n, side in enumerate((None, text, "third:" + text, None))
    ]
    copies = (copy("c", text, text + "2", "identical"),)
    origin = source(
        1,
        text,
        text,
        3,
        url=text,
        path=text,
        member=text,
        byline=text,
        agency=text,
        dateline=text,
        copies=copies,
        origin=text,
    )
    chapter = BriefChapter(
        id=text,
        headline=text,
        sides=(Side(id="s", name=text, aliases=(text,)),),
        bottom_line=(bad[0],),
        sections=(
            Section(kind=SectionKind.SITUATION, lines=(bad[0],)),
            Section(kind=SectionKind.CLAIMS, lines=(bad[1], bad[2], bad[3])),
            Section(kind=SectionKind.DIPLOMACY, empty=text),
            Section(kind=SectionKind.BACKGROUND, empty="Nothing was found."),
        ),
        disputes=(
            Dispute(
                kind=DisputeKind.DENIAL,
                about=text,
                positions=(Position(side=text, lines=("h1",)), Position(side="third:" + text, lines=("h2",))),
            ),
        ),
        figures=(figure(3, text, text, text, "a1", Relation.ALONE, quantity=text, whose=text),),
        timeline=(TimelineEntry(date=text, line="h0"), TimelineEntry(date="2031-03", line="h1")),
        changes=(Change(status="updated", line="h0", text=text), Change(status="dropped", line=None, text=text)),
        gaps=(text,),
    )
    return replace(
        BRIEF,
        title=text,
        serial=text,
        chapters=(chapter,),
        sources=(origin,),
        asides=(Aside(article="x", outlet=text, title=text, path=text, reason=text),),
        notices=(Notice(room="ingest", severity=Severity.LOST, subject=text, message=text),),
    )
