"""Packed files, web archives and PDF: members named by their way, caps that hold, neighbours unharmed."""

from __future__ import annotations

import gzip
import io
import json
import random
import zipfile
from pathlib import Path

from briefing.ingest import IngestSettings, Intake, read

_TEXT = "The envoys of both sides met on {day} and said that the talks would go on for the rest of the week."
_PAGE = "<html><body><article><p>{text}</p><p>{text} Nobody was hurt.</p></article></body></html>"


def _text(day: str) -> str:
    return f"Talks of {day}\n\n{_TEXT.format(day=day)}\n"


def _page(day: str) -> str:
    return _PAGE.format(text=_TEXT.format(day=day) * 2)


def _members(intake: Intake) -> set[str | None]:
    return {one.origin.member for one in intake.articles}


def _messages(intake: Intake) -> str:
    return "\n".join(f"{one.subject}: {one.message}" for one in intake.notices)


def _zip(path: Path, members: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return path


def _pdf(lines: list[str]) -> bytes:
    """Make a PDF of one page by hand."""
    shown = "BT /F1 11 Tf 72 720 Td 14 TL " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Author (Mila Tern) /CreationDate (D:20201003101500+04'00') >>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF"
    return out.encode("latin-1")


def _warc(pages: list[tuple[str, str, str]]) -> bytes:
    """Make a web archive: address, status, body of each response."""
    out = b""
    for url, status, body in pages:
        answer = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".encode() + body.encode()
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{len(out)}>\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-10-03T10:00:00Z\r\n"
        out += (
            head.encode()
            + f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n".encode()
            + answer
            + b"\r\n\r\n"
        )
    return out


def test_members_of_packs_are_named_by_their_way_and_never_written(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("deep.txt", _text("Thursday"))
        third = io.BytesIO()
        with zipfile.ZipFile(third, "w") as bottom:
            bottom.writestr("too-deep.txt", _text("Friday"))
        archive.writestr("third.zip", third.getvalue())
    lines = "\n".join(json.dumps({"text": _TEXT.format(day=day)}) for day in ("Saturday", "Sunday"))
    box = tmp_path / "box"
    box.mkdir()
    _zip(
        box / "talks.zip",
        {
            "a.html": _page("Monday"), "sub/b.txt": _text("Tuesday"), "../../evil.txt": _text("Wednesday"), "inner.zip": inner.getvalue(),
            "c.jsonl.gz": gzip.compress(lines.encode()), "__MACOSX/._a.html": "x", "sub/.DS_Store": "x",
        },
    )  # fmt: skip
    intake = read([str(box)])
    assert _members(intake) == {
        "talks.zip!/a.html", "talks.zip!/sub/b.txt", "talks.zip!/../../evil.txt", "talks.zip!/inner.zip!/deep.txt", "talks.zip!/c.jsonl.gz line 1",
        "talks.zip!/c.jsonl.gz line 2",
    }  # fmt: skip
    assert [one.subject for one in intake.notices] == [f"{box}/talks.zip!/inner.zip!/third.zip"]
    assert "packed more than 2 times" in intake.notices[0].message
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["box", "talks.zip"]


def test_a_gzip_file_is_read_under_its_own_name_and_a_cut_one_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "whole.txt.gz").write_bytes(
        gzip.compress(_text("Monday").encode()) + gzip.compress(b"\nThe second part of it stands behind the first.\n")
    )
    noise = random.Random(1)  # noqa: S311 - noise, no secret
    rows = [
        json.dumps({"text": f"Report {n} says that {noise.randbytes(40).hex()} was seen near the bridge."})
        for n in range(400)
    ]
    (tmp_path / "cut.jsonl.gz").write_bytes(gzip.compress("\n".join(rows).encode())[:-4000])
    intake = read([str(tmp_path)])
    whole = next(one for one in intake.articles if one.origin.path.endswith("whole.txt.gz"))
    assert whole.origin.member is None
    assert whole.text.endswith("The second part of it stands behind the first.")
    assert 200 < len(intake.articles) < 400
    assert "its end is missing" in _messages(intake)


def test_bombs_are_stopped_by_ratio_and_by_size(tmp_path: Path) -> None:
    _zip(tmp_path / "bomb.zip", {"a.txt": b"0 " * 2**23, "good.txt": _text("Monday")})
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(b"word " * 2**22))
    intake = read([str(tmp_path)])
    assert _members(intake) == {"bomb.zip!/good.txt"}
    assert _messages(intake).count("times its size") == 2
    noise = random.Random(2)  # noqa: S311 - noise, no secret
    _zip(tmp_path / "bomb.zip", {f"{n}.txt": noise.randbytes(2**19).hex() for n in range(3)})
    assert "more than 1 MB" in _messages(read([str(tmp_path / "bomb.zip")], settings=IngestSettings(unpacked_mb=1)))


def test_a_locked_member_is_named(tmp_path: Path) -> None:
    path = _zip(tmp_path / "locked.zip", {"a.txt": _text("Monday"), "b.txt": _text("Tuesday")})
    raw = bytearray(path.read_bytes())
    place = raw.index(b"PK\x01\x02")
    raw[place + 8] |= 1
    path.write_bytes(bytes(raw))
    intake = read([str(path)])
    assert _members(intake) == {"locked.zip!/b.txt"}
    assert "locked by a password" in _messages(intake)


def test_a_member_that_hangs_its_parser_costs_one_notice_and_its_neighbours_are_read(tmp_path: Path) -> None:
    path = _zip(
        tmp_path / "pack.zip", {"a.html": _page("Monday"), "b.html": "<p>x" * 300_000, "c.html": _page("Tuesday")}
    )
    intake = read([str(path)], settings=IngestSettings(answer_seconds=1.0))
    assert _members(intake) == {"pack.zip!/a.html", "pack.zip!/c.html"}
    assert [one.subject for one in intake.notices] == [f"{tmp_path}/pack.zip!/b.html"]
    assert "found no end" in intake.notices[0].message


def test_a_web_archive_gives_its_successful_pages(tmp_path: Path) -> None:
    pages = [
        ("https://wire.example/1", "200 OK", _page("Monday")),
        ("https://wire.example/2", "404 Not Found", _page("Tuesday")),
    ]
    (tmp_path / "crawl.warc").write_bytes(_warc(pages))
    (tmp_path / "crawl.warc.gz").write_bytes(
        gzip.compress(_warc([("https://wire.example/3", "200 OK", _page("Friday"))]))
    )
    intake = read([str(tmp_path)])
    assert {(one.url, one.origin.member) for one in intake.articles} == {
        ("https://wire.example/1", "record 1"),
        ("https://wire.example/3", "record 1"),
    }
    assert all(one.retrieved and one.retrieved.isoformat() == "2020-10-03T10:00:00+00:00" for one in intake.articles)
    assert all(one.outlet == "wire.example" for one in intake.articles)


def test_a_pdf_gives_paragraphs_and_what_it_says_of_itself(tmp_path: Path) -> None:
    lines = [
        "Talks resume in Karsin",
        "The envoys of both sides met on Monday in the capital, and the nego-",
        "tiations will go on for the rest of the week, the ministry said in a",
        "statement.",
        "Nobody was hurt.",
    ]
    (tmp_path / "report.pdf").write_bytes(_pdf(lines))
    article = read([str(tmp_path)]).articles[0]
    assert article.title == "Talks resume in Karsin"
    assert article.byline == "Mila Tern"
    assert article.published
    assert article.published.isoformat() == "2020-10-03T06:15:00+00:00"
    assert article.text.split("\n")[1:] == [
        "The envoys of both sides met on Monday in the capital, and the negotiations will go on for the rest of the week, the ministry said in a statement.",
        "Nobody was hurt.",
    ]
    (tmp_path / "report.pdf").write_bytes(_pdf([]))
    assert "recognition (OCR)" in _messages(read([str(tmp_path)]))
