"""Every format by its case table. All files of all tables lie in one folder and are read once, so each is another's neighbour."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from briefing.ingest import Intake, read
from briefing.model import Article

_CASES = Path(__file__).parent / "cases" / "ingest"
_TABLES = ("text", "html", "feed", "jsonl", "mail", "other")
_PLAIN = ("id", "outlet", "title", "byline", "dateline", "agency", "url", "language")


def _cases() -> list[Any]:
    return [
        pytest.param(table, case, id=f"{table}: {case['about']}")
        for table in _TABLES
        for case in tomllib.loads((_CASES / f"{table}.toml").read_text(encoding="utf-8"))["case"]
    ]


def _bytes(case: dict[str, Any]) -> bytes:
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    text = case["content"].removeprefix("\n")
    if "fill" in case:
        text = text.replace("@", case["fill"][0] * case["fill"][1], 1)
    return bytes(text.encode("cp1252" if case.get("latin") else "utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("cases")
    for param in _cases():
        table, case = param.values
        (made / table).mkdir(exist_ok=True)
        (made / table / case["file"]).write_bytes(_bytes(case))
    return made


@pytest.fixture(scope="module")
def intake(folder: Path) -> Intake:
    return read([str(folder)])


def _prose(article: Article) -> list[str]:
    """Return the text without its furniture, by paragraphs."""
    kept = list(article.text)
    for piece in article.furniture:
        for place in range(piece.span.start, piece.span.end):
            kept[place] = "\n" if article.text[place] == "\n" else ""
    return [line for line in "".join(kept).split("\n") if line]


def _check(article: Article, wanted: dict[str, Any]) -> None:
    for name in _PLAIN:
        if name in wanted:
            assert getattr(article, name) == wanted[name], name
    if "published" in wanted:
        assert article.published is not None
        assert article.published.isoformat() == wanted["published"]
    if "day_only" in wanted:
        assert article.published_day_only is wanted["day_only"]
    if "member" in wanted:
        assert article.origin.member == wanted["member"]
    if "media_type" in wanted:
        assert article.origin.media_type == wanted["media_type"]
    if "paragraphs" in wanted:
        assert article.text.split("\n") == wanted["paragraphs"]
    if "prose" in wanted:
        assert _prose(article) == wanted["prose"]


@pytest.mark.parametrize(("table", "case"), _cases())
def test_a_file_gives_the_articles_and_notices_it_should(
    table: str, case: dict[str, Any], folder: Path, intake: Intake
) -> None:
    path = f"{folder}/{table}/{case['file']}"
    articles = sorted(
        (one for one in intake.articles if one.origin.path == path), key=lambda one: one.origin.member or ""
    )
    wanted = case.get("article", [])
    assert len(articles) == len(wanted), [(one.origin.member, one.text[:80]) for one in articles]
    for article, each in zip(articles, wanted, strict=True):
        _check(article, each)
    notices = [one for one in intake.notices if one.subject == path or one.subject.startswith(f"{path}!")]
    said = [(one.severity.value, one.subject.removeprefix(path).lstrip("!"), one.message) for one in notices]
    assert len(said) == len(case.get("notices", [])), said
    for severity, member, beginning in case.get("notices", []):
        assert any(one[:2] == (severity, member) and beginning in one[2] for one in said), said


def test_every_notice_says_what_one_can_do(intake: Intake) -> None:
    assert intake.notices
    assert not [one.message for one in intake.notices if ";" not in one.message]


def test_every_file_was_looked_at_and_hashed(intake: Intake) -> None:
    assert intake.files == len(_cases()) == len(intake.digests)
    assert list(intake.digests) == sorted(intake.digests)
    assert {one.origin.sha256 for one in intake.articles} <= set(intake.digests)


def test_no_two_articles_share_an_id_and_they_come_in_order_of_time(intake: Intake) -> None:
    assert len({one.id for one in intake.articles}) == len(intake.articles)
    dated = [one.published for one in intake.articles if one.published]
    assert dated == sorted(dated)
    assert all(one.published for one in intake.articles[: len(dated)])


def test_the_case_tables_have_not_shrunk() -> None:
    assert len(_cases()) >= 50
