"""Real input, where it is at hand: nothing of it stands in this repository."""

from __future__ import annotations

import gzip
import json
import re
import time
from collections import Counter
from pathlib import Path

import pytest

from briefing.ingest import Intake, read
from briefing.ingest.clean import scrub
from briefing.model import Article, FurnitureKind

_SHARED = Path(__file__).parents[2] / "shared" / "data"
pytestmark = pytest.mark.skipif(
    not _SHARED.is_dir(), reason="the shared data lie beside the repository on the developers' machine only"
)
_WORD = re.compile(r"\w+")


def test_the_users_own_example_is_read_once_with_its_headline() -> None:
    (article,) = read([str(_SHARED / "seed")]).articles
    repeated = [piece for piece in article.furniture if piece.kind is FurnitureKind.REPEATED]
    assert article.title
    assert article.text.startswith(article.title)
    assert len(repeated) == 9
    assert sum(piece.span.end - piece.span.start for piece in repeated) > 0.4 * len(article.text)


def test_no_article_of_a_window_is_lost_and_no_word_of_it_altered() -> None:
    path = _SHARED / "windows" / "gaza_2014-07_08.jsonl.gz"
    rows = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()]
    intake = read([str(path)])
    assert len(intake.articles) == len(rows)
    by_line = {one.origin.member: one for one in intake.articles}
    for number, row in enumerate(rows, 1):
        article = by_line[f"line {number}"]
        assert _WORD.findall(article.text) == _WORD.findall(scrub(row["text"]))
        assert article.outlet == row["source"]
        assert article.language == "en"


def _grams(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3)))


def test_the_article_and_little_else_is_taken_from_saved_pages() -> None:
    """Score as its authors do: https://github.com/scrapinghub/article-extraction-benchmark, 4-grams; every fourth page."""
    folder = _SHARED / "pages"
    gold = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    pages = sorted(gold)[::4]
    articles = {
        Path(one.origin.path).name.split(".")[0]: one
        for one in read([str(folder / "html" / f"{page}.html.gz") for page in pages]).articles
    }
    right = false = missed = 0.0
    for page in pages:
        wanted, got = _grams(gold[page]["articleBody"]), _grams(articles[page].text if page in articles else "")
        same = (wanted & got).total()
        total = wanted.total() + got.total() - same
        right, false, missed = (
            right + same / total,
            false + (got.total() - same) / total,
            missed + (wanted.total() - same) / total,
        )
    precision, recall = right / (right + false), right / (right + missed)
    assert 2 * precision * recall / (precision + recall) >= 0.95
    assert sum(one.published is not None for one in articles.values()) >= 0.9 * len(pages)


def test_hostile_files_cost_seconds_and_every_one_is_heard_of() -> None:
    paths = [str(path) for path in sorted((_SHARED / "hostile" / "generated" / "files").glob("*"))]
    start = time.monotonic()
    intake = read(paths)
    assert time.monotonic() - start < 20
    assert _heard(intake, paths) == set(paths)


def _heard(intake: Intake, paths: list[str]) -> set[str]:
    """Return the paths that gave an article or a notice."""
    told = {one.subject for one in intake.notices}
    named = {path for path in paths if any(one == path or one.startswith(f"{path}!") for one in told)}
    return named | {one.origin.path for one in intake.articles}


def _is_clean(article: Article) -> bool:
    return all(line and line.isprintable() for line in article.text.split("\n"))


def test_messages_made_to_break_parsers_are_read_or_named() -> None:
    paths = [str(path) for path in sorted((_SHARED / "hostile" / "mime4j").rglob("*.msg"))[::4]]
    intake = read(paths)
    assert _heard(intake, paths) == set(paths)
    assert all(map(_is_clean, intake.articles))
