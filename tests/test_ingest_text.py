from __future__ import annotations

import re
import time
import tomllib
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.ingest.clean import codec, decode, is_clean, one_line, reorders, scrub, tidy
from briefing.ingest.finish import web_address
from briefing.ingest.frontmatter import split_front
from briefing.ingest.headline import without_outlet
from briefing.ingest.language import language
from briefing.ingest.moments import moment
from briefing.ingest.paragraphs import paragraphs
from briefing.ingest.pdf import joined, without_running_heads
from briefing.ingest.sniff import kind, suffix_of

_CASES = Path(__file__).parent / "cases" / "ingest"
_MOMENTS = tomllib.loads((_CASES / "moments.toml").read_text(encoding="utf-8"))["moments"]
_PARAGRAPHS = tomllib.loads((_CASES / "paragraphs.toml").read_text(encoding="utf-8"))["case"]
_FOREIGN = {
    tongue: case["text"]
    for tongue, case in tomllib.loads((_CASES / "foreign.toml").read_text(encoding="utf-8")).items()
}
_ENGLISH = "The envoys of both sides met on Monday and said that the talks would go on for the rest of the week. "


@pytest.mark.parametrize(("words", "at", "day_only"), _MOMENTS)
def test_a_report_is_put_at_the_time_its_source_names(words: str, at: str, day_only: bool) -> None:  # noqa: FBT001 - a column of the table
    found = moment(words)
    assert (found.at.isoformat() if found else "") == at
    assert not found or found.day_only is day_only


@given(st.text(alphabet="0123456789 :-/.,TZ+abcOctPMjunET()\n", max_size=200))
def test_no_words_of_a_date_can_raise(words: str) -> None:
    moment(words)


@given(
    st.lists(
        st.sampled_from(["Oct", "May", "th", "st", "am", "pm", "GMT", "Z", "T", ":", "-", "/", ".", " ", ","])
    ).map("".join)
)
def test_words_without_a_figure_name_no_day(words: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefing.ingest.moments._DIGIT", re.compile(""))  # the first look lets everything pass
        assert moment(words) is None


@pytest.mark.parametrize("case", [pytest.param(case, id=case["about"]) for case in _PARAGRAPHS])
def test_wrapped_lines_are_joined_and_typed_ones_are_kept(case: dict[str, Any]) -> None:
    assert paragraphs(case["text"]) == case["paragraphs"]


@given(st.text(alphabet="ab .\n\t-\r\u00a0\u200bÄ中", max_size=400))
def test_joining_lines_loses_no_visible_character(text: str) -> None:
    assert "".join("".join(paragraphs(text)).split()) == "".join(scrub(text).split())


@given(st.text(max_size=300))
def test_clean_text_is_clean_and_cleaning_it_again_changes_nothing(text: str) -> None:
    clean = tidy(scrub(text))
    assert clean.isprintable() or any(char in clean for char in "\ue000\u200c\u200d") or not clean.isprintable()
    assert not any("\ud800" <= char <= "\udfff" or (char < " " and char != "\n") for char in clean)
    assert not reorders(clean)
    assert tidy(scrub(clean)) == clean
    assert not is_clean(text) or clean == text


def test_joiners_stay_where_letters_need_them() -> None:
    assert scrub("می\u200cخواهم") == "می\u200cخواهم"
    assert scrub("ab\u200cc\u200b") == "abc"


@pytest.mark.parametrize(
    ("raw", "declared", "text", "remarked"),
    [
        pytest.param("Zürich".encode(), None, "Zürich", False, id="UTF-8"),
        pytest.param(b"\xef\xbb\xbfZ", None, "Z", False, id="byte order mark"),
        pytest.param("Zürich".encode("utf-16"), None, "Zürich", False, id="UTF-16 with mark"),
        pytest.param("Zurich votes".encode("utf-16-le"), None, "Zurich votes", False, id="UTF-16 without mark"),
        pytest.param("Карсин".encode("cp1251"), "windows-1251", "Карсин", False, id="declared"),
        pytest.param("Zürich".encode("latin-1"), "iso-8859-1", "Zürich", False, id="declared Latin-1"),
        pytest.param("Zürich".encode("latin-1"), None, "Zürich", True, id="guessed"),
        pytest.param("Zürich".encode(), "ascii", "Zürich", False, id="declared wrongly"),
        pytest.param("“Zürich”".encode("cp1252"), "utf-8", "“Zürich”", True, id="declared wrongly the other way"),
        pytest.param("Ж".encode() * 900 + b"\xd0 ", None, "Ж" * 900 + "\ufffd ", True, id="one broken byte"),
    ],
)
def test_letters_come_out_of_any_encoding(raw: bytes, declared: str | None, text: str, remarked: bool) -> None:  # noqa: FBT001 - a column
    found, remark = decode(raw, declared)
    assert found == text
    assert (remark is not None) is remarked


@pytest.mark.parametrize(
    "name", ["punycode", "unicode_escape", "base64", "idna", "zip", "undefined", "utf-7", "", None, "nonsense"]
)
def test_a_file_cannot_choose_a_codec_that_hurts(name: str | None) -> None:
    assert codec(name) is None


def test_a_title_is_one_line_of_bounded_length() -> None:
    assert one_line("a\r\nBcc: x\x00\u202e") == "a Bcc: x"
    assert len(one_line("x" * 10_000) or "") == 500
    assert one_line(" \n ") is None
    assert one_line(["x"]) is None


@pytest.mark.parametrize(
    ("title", "outlet", "wanted"),
    [
        ("Karsin votes - The Ostra Courier", "The Ostra Courier", "Karsin votes"),
        ("Karsin votes | World | Northern Wire", "Northern Wire", "Karsin votes"),
        ("Karsin votes - Wire News", "wire.example", "Karsin votes"),
        ("Karsin votes – and Ostra watches", "Northern Wire", "Karsin votes – and Ostra watches"),
        ("Karsin votes", "Northern Wire", "Karsin votes"),
        ("Northern Wire", "Northern Wire", "Northern Wire"),
        ("Karsin votes - The Ostra Courier", None, "Karsin votes - The Ostra Courier"),
    ],
)
def test_a_headline_does_not_carry_its_outlet(title: str, outlet: str | None, wanted: str) -> None:
    assert without_outlet(title, outlet) == wanted


@pytest.mark.parametrize(
    ("prose", "declared", "wanted"),
    [
        (_ENGLISH * 4, None, "en"),
        (_ENGLISH * 4, "de", "en"),
        (
            "Посланники обеих сторон встретились в понедельник и сообщили, что переговоры будут продолжены. " * 3,
            "en",
            "ru",
        ),
        (
            "Die Gesandten beider Seiten trafen sich am Montag und sagten, dass die Gespräche weitergehen. " * 3,
            None,
            "de",
        ),
        ("Talks go on.", "en-GB", "en"),
        ("Talks go on.", None, None),
        ("Talks go on.", "english", None),
    ],
)
def test_the_language_is_what_is_seen_or_what_is_claimed_where_nothing_can_be_seen(
    prose: str, declared: str | None, wanted: str | None
) -> None:
    assert language(prose, declared) == wanted


@given(st.text(alphabet="aB./~ Ä\\", max_size=12))
def test_a_suffix_is_what_pathlib_says(name: str) -> None:
    assert suffix_of(name) == PurePosixPath(name.lower()).suffix


@pytest.mark.parametrize("times", [1, 6])
@pytest.mark.parametrize("tongue", _FOREIGN)
def test_another_language_is_not_english_for_the_titles_it_quotes(
    tongue: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.ingest.language._guess", lambda _: ("xx", 1.0))
    assert language(_FOREIGN[tongue] * times, "en") == "xx"


def test_english_that_hardly_says_the_is_known_without_unpacking_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.ingest.language._guess", lambda _: ("xx", 1.0))
    prose = (
        "They said that you should not ask what she would do if he came, because nobody knew who could have told them. "
        "When she was there with him, they were silent about their plans, and then he left before she had spoken. "
    )
    assert "the " not in prose
    assert language(prose, None) == "en"
    assert language(prose.partition(", ")[0] + ". Karsin, Ostra, Arvenia, Belmar, Tern, Orsen, Mila." * 6, None) == "xx"


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        (" https://wire.example/a b\n", "https://wire.example/ab"),
        ("http://wire.example", "http://wire.example"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("file:///etc/passwd", None),
        ("//wire.example/x", None),
        ("https://", None),
        ("http://[broken", None),
        ("wire.example/x", None),
        ("", None),
    ],
)
def test_an_address_is_a_web_address_or_nothing(url: str, wanted: str | None) -> None:
    assert web_address(url) == wanted


def test_fields_above_a_text_are_flat_and_anything_else_is_text() -> None:
    front, body = split_front("---\ntitle: 'It''s so'\ntags:\n  - a\nauthor:\n- Mila Tern\n- Ivo Kast\n...\nBody: x")
    assert front["byline"] == "Mila Tern, Ivo Kast"
    assert body == "Body: x"
    assert split_front("Note: this is a sentence.\n\nBody") == ({}, "Note: this is a sentence.\n\nBody")
    assert split_front("---\n\nBody\n\n---\n\nEnd")[0] == {}


def test_words_broken_at_line_ends_are_whole_again_and_hyphens_of_their_own_stay() -> None:
    text = "a well-known bridge and the negoti-\nations on the well-\nknown bridge of Karsin-\nOstra"
    assert (
        joined(text).replace("\n", " ")
        == "a well-known bridge and the negotiations  on the well-known  bridge of Karsin-Ostra "
    )


def test_page_numbers_and_running_heads_of_a_pdf_are_left_out() -> None:
    words = ("snow", "rain", "fog", "hail")
    pages = [
        ["Weekly report", f"On the road lay {word}.", "More of it.", f"No {word} fell again.", f"Page {n} of 4"]
        for n, word in enumerate(words, 1)
    ]
    assert without_running_heads(pages)[2] == ["On the road lay fog.", "More of it.", "No fog fell again."]


@pytest.mark.parametrize(
    ("head", "name", "wanted"),
    [
        (b'{"text": 1}', "x", "json"),
        (b"[Update] The talks go on.", "x.txt", "text"),
        (b"{not json} says the text", "x.txt", "text"),
        (b"From: a@b.example\nSubject: x\n\nbody", "x.msg", "mail"),
        (b"Received: by x\nFrom: a@b.example\n\nbody", "", "mail"),
        (b"From the valley: nothing new.\nTo: all\n\nbody", "x.txt", "text"),
        (b"From a@b.example Sat Oct  3 07:30:00 2020\nFrom: a@b.example\n\nx", "box", "mbox"),
        (b"<rss version='2.0'>", "x", "feed"),
        (b"<?xml version='1.0'?><a:RDF xmlns:a='x'>", "x.xml", "feed"),
        (b"<!-- saved --><html>", "x", "html"),
        (b"plain words", "x.html", "html"),
        (b"a,b\n1,2", "x.csv", "csv"),
        (b"<jane@example.org> wrote to us.", "x.txt", "text"),
        (b"%PDF-1.4", "x.txt", "pdf"),
        (b"\x1f\x8b\x08", "x.txt", "gzip"),
        (b"\n  \n", "x.txt", "empty"),
        ("Karsin".encode("utf-16"), "x.txt", "text"),
    ],
)
def test_a_file_is_known_by_its_bytes_first_and_its_name_second(head: bytes, name: str, wanted: str) -> None:
    assert kind(head, name) == wanted


@pytest.mark.parametrize("piece", ["a\nb ", "x" * 50 + "\n", "---\n", "[a](", "*a", "<!--", "<b ", "From ", ">"])
def test_plain_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    from briefing.ingest.text import markdown_blocks

    def seconds(times: int) -> float:
        start = time.process_time()
        list(markdown_blocks(piece * times))
        return time.process_time() - start

    few, many = seconds(1_000), seconds(10_000)
    assert many < 0.2 + 30 * few
