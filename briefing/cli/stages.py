"""The stages by themselves: JSON Lines on stdout, for pipes."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from briefing.cli.choices import profile_of, take_in
from briefing.cli.terminal import Voice, gaps
from briefing.cli.write import printing
from briefing.dedupe.evidence import differences
from briefing.ingest import Intake
from briefing.model import Article, FurnitureKind, Span
from briefing.pipeline.stages import chapter_claims, chapter_sides, survey
from briefing.pipeline.window import readable
from briefing.settings import Profile, read_sides, sides_as_toml
from briefing.text import dates as dates_in
from briefing.text import prose, sentences
from briefing.text import words as words_in

Row = Mapping[str, object]


def _run(chosen: argparse.Namespace) -> tuple[Intake, Profile, Voice]:
    profile = profile_of(chosen)
    voice = Voice(quiet=chosen.quiet)
    return take_in(chosen, profile, voice), profile, voice


def _print(rows: Iterable[Row], chosen: argparse.Namespace, intake: Intake, voice: Voice) -> int:
    for row in rows:
        line = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")
        with printing():
            sys.stdout.write(f"{line}\n")
    with printing():
        sys.stdout.flush()
    voice.notices(intake.notices)
    return int(chosen.strict and gaps(intake.notices))


def sources(chosen: argparse.Namespace) -> int:
    """Print the articles as read, with their text, so that they can be piped on."""
    intake, _, voice = _run(chosen)
    return _print((_source(article) for article in intake.articles), chosen, intake, voice)


def _source(article: Article) -> Row:
    return {
        "id": article.id,
        "outlet": article.outlet,
        "title": article.title,
        "url": article.url,
        "published": _time(article),
        "language": article.language,
        "byline": article.byline,
        "dateline": article.dateline,
        "agency": article.agency,
        "path": article.origin.path,
        "member": article.origin.member,
        "media_type": article.origin.media_type,
        "sha256": article.origin.sha256,
        "words": len(words_in(prose(article))),
        "furniture": [
            {"kind": piece.kind.value, "start": piece.span.start, "end": piece.span.end} for piece in article.furniture
        ],
        "text": article.text,
    }


def _time(article: Article) -> str | None:
    if article.published is None:
        return None
    return article.published.date().isoformat() if article.published_day_only else article.published.isoformat()


def claims(chosen: argparse.Namespace) -> int:
    """Print who says what, sides assigned chapter by chapter."""
    intake, profile, voice = _run(chosen)
    declared = read_sides(profile.sides) if profile.sides else ()
    grouped = survey(readable(intake.articles), profile, voice.progress)
    return _print(_claims(chapter_claims(grouped.chapters, declared)), chosen, intake, voice)


def _claims(found: Iterable[tuple[Article, tuple[object, ...]]]) -> Iterator[Row]:
    from briefing.model import Claim

    for article, said in found:
        for claim in said:
            if isinstance(claim, Claim):
                yield {
                    "article": article.id,
                    "form": claim.form.value,
                    "content": [_place(part, article) for part in claim.content],
                    "cue": _place(claim.cue, article) if claim.cue else None,
                    "source": _place(claim.source, article) if claim.source else None,
                    "speaker": claim.speaker,
                    "side": claim.side,
                    "act": claim.act.value if claim.act else None,
                    "pattern": claim.pattern,
                    "confidence": claim.confidence,
                }


def _place(span: Span, article: Article) -> Row:
    return {"start": span.start, "end": span.end, "text": span.of(article.text)}


def stories(chosen: argparse.Namespace) -> int:
    """Print the articles by event; copies stand with their original."""
    intake, profile, voice = _run(chosen)
    grouped = survey(intake.articles, profile, voice.progress)
    rows = []
    told: set[str] = set()  # what joins several reports stands with the first of them
    for chapter in grouped.chapters:
        folded = {copies.original.id: copies for copies in chapter.originals}
        for number, event in enumerate(chapter.events):
            members = [article for name in event for article in folded[name].articles if article.id not in told]
            told.update(article.id for article in members)
            headline = (
                chapter.headline if number == 0 else next((article.title for article in members if article.title), None)
            )
            rows.append(
                {
                    "story": f"{chapter.id}-{number}",
                    "chapter": chapter.id,
                    "headline": headline,
                    "articles": [article.id for article in members],
                }
            )
    return _print(rows, chosen, intake, voice)


def copies(chosen: argparse.Namespace) -> int:
    """Print each original with its copies."""
    intake, profile, voice = _run(chosen)
    grouped = survey(intake.articles, profile, voice.progress)
    rows = (
        {
            "original": entry.original.id,
            "copies": [
                {"article": copy.article.id, "similarity": copy.similarity, "reason": copy.reason.value}
                | dict(zip(("cut", "added"), differences(entry.original, copy.article), strict=True))
                for copy in entry.copies
            ],
            "origin": entry.origin,
        }
        for entry in grouped.folded
    )
    return _print(rows, chosen, intake, voice)


def _with_captions(article: Article) -> Article:
    """The article with its captions as prose: a caption dates its picture, though no brief prints it."""
    kept = tuple(piece for piece in article.furniture if piece.kind is not FurnitureKind.CAPTION)
    return replace(article, furniture=kept)


def dates(chosen: argparse.Namespace) -> int:
    """Print the dates in running text that can be told."""
    intake, _, voice = _run(chosen)
    rows = (
        {
            "article": article.id,
            "start": mention.span.start,
            "end": mention.span.end,
            "text": mention.text,
            "sentence": mention.sentence.of(article.text),
            "value": mention.value,
        }
        for article in intake.articles
        for mention in dates_in(article, sentences(_with_captions(article)))
        if not mention.explicit  # a date that carries its year needs no resolving
    )
    return _print(rows, chosen, intake, voice)


def sides(chosen: argparse.Namespace) -> int:
    """Print the sides found, as a file to correct."""
    intake, profile, voice = _run(chosen)
    grouped = survey(readable(intake.articles), profile, voice.progress)
    enough = [chapter for chapter in grouped.chapters if len(chapter.originals) >= profile.chapters.smallest] or list(
        grouped.chapters[:1]
    )
    found = [(chapter.headline, chapter_sides(chapter)) for chapter in enough[: profile.summarize.chapters]]
    with printing():
        sys.stdout.write(sides_as_toml(found))
        sys.stdout.flush()
    voice.notices(intake.notices)
    return int(chosen.strict and gaps(intake.notices))


__all__ = ["claims", "copies", "dates", "sides", "sources", "stories"]
