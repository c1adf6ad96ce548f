from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_render_sample import BRIEF
from test_render_strangers import HOSTILE

from briefing.deliver.compose import compose, message_id, to_bytes
from briefing.model import Brief, DeliveryError

_PDF = b"%PDF-1.7 invented"


def _message(brief: Brief = BRIEF, **more: object) -> EmailMessage:
    parts: dict[str, object] = {"text": "TLP:AMBER\n\nFire – Կրակ", "html": "<p>Fire – Կրակ</p>", "pdf": _PDF}
    return compose(brief, **(parts | more))  # type: ignore[arg-type]


def _read(message: EmailMessage) -> EmailMessage:
    return BytesParser(policy=SMTP).parsebytes(to_bytes(message))


def test_the_message_opens_with_text_page_and_attachment() -> None:
    read = _read(_message())
    assert read.get_content_type() == "multipart/mixed"
    bodies, attached = read.iter_parts()
    assert bodies.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in bodies.iter_parts()] == ["text/plain", "text/html"]
    said = [part.get_content().strip().replace("\r\n", "\n") for part in bodies.iter_parts()]
    assert said == ["TLP:AMBER\n\nFire – Կրակ", "<p>Fire – Կրակ</p>"]
    assert attached.get_content() == _PDF
    assert attached.get_filename() == "brief-2031-03-04.pdf"


def test_a_draft_opens_for_sending_and_a_letter_does_not() -> None:
    draft = _read(_message())
    assert (draft["X-Unsent"], draft["To"], draft["From"]) == ("1", None, None)
    letter = _read(_message(to=("A. Reader <reader@example.org>", "b@example.org"), sender="Desk <desk@example.org>"))
    assert "X-Unsent" not in letter
    assert [address.addr_spec for address in letter["To"].addresses] == ["reader@example.org", "b@example.org"]
    assert str(letter["From"]) == "Desk <desk@example.org>"
    assert letter["Message-ID"].endswith("@example.org>")


def test_headers_say_what_it_is_and_of_when() -> None:
    read = _read(_message())
    assert read["Subject"] == "[TLP:AMBER] Morning brief: the Halden Strait – 2031-03-04"
    assert read["Date"].datetime == BRIEF.cutoff
    assert read["Auto-Submitted"] == "auto-generated"
    assert sorted(read.keys()) == [
        "Auto-Submitted",
        "Content-Type",
        "Date",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "X-Unsent",
    ]


def test_the_same_brief_gives_the_same_bytes() -> None:
    assert to_bytes(_message()) == to_bytes(_message())
    assert to_bytes(_message()) != to_bytes(_message(pdf=b"x"))


_READER, _DESK = "A. Reader <reader@example.org>", "Desk <desk@example.org>"


def test_a_message_sent_again_can_be_known_by_its_id() -> None:
    first = _message(to=(_READER,), sender=_DESK)
    later = _message(to=("Reader@Example.org",), sender=_DESK, text="another layout", pdf=None, date=datetime.now(UTC))
    assert first["Message-ID"] == later["Message-ID"] == message_id(BRIEF, "reader@example.org", "desk@example.org")


def test_another_brief_reader_or_desk_has_another_id() -> None:
    (chapter, *_) = BRIEF.chapters
    (line, *_) = chapter.bottom_line
    corrected = replace(chapter, bottom_line=(replace(line, side="third:The Strait Council"), *chapter.bottom_line[1:]))
    briefs = [
        BRIEF,
        replace(BRIEF, cutoff=None),
        replace(BRIEF, serial="2031-063-b"),
        replace(BRIEF, chapters=(corrected, *BRIEF.chapters[1:])),
        replace(BRIEF, recipe=replace(BRIEF.recipe, inputs="0" * 64)),
    ]
    ids = {message_id(brief, _READER, _DESK) for brief in briefs}
    ids |= {
        message_id(BRIEF, "b@example.org", _DESK),
        message_id(BRIEF, _READER, "b@example.org"),
        message_id(BRIEF, _READER, None),
    }
    assert len(ids) == 8


def test_the_date_is_when_it_is_sent() -> None:
    sent = datetime(2031, 3, 5, 6, 0, 1, tzinfo=UTC)
    assert _read(_message(date=sent))["Date"].datetime == sent


def test_who_gets_it_can_have_it_no_more() -> None:
    assert _read(_message(sender=_DESK))["List-Unsubscribe"] == "<mailto:desk@example.org?subject=unsubscribe>"
    long = f"{'d' * 50}@example.org"
    raw = to_bytes(_message(sender=long, to=(_READER,)))
    assert f"<mailto:{long}>".encode() in raw
    way = "https://lists.example.org/" + "x" * 49
    assert f"<{way}>".encode() in to_bytes(_message(sender=_DESK, unsubscribe=way))
    for wrong in (f"{way}x", "mailto:a@example.org\r\nBcc: x@example.org"):
        with pytest.raises(DeliveryError, match="unsubscribe"):
            _message(sender=_DESK, unsubscribe=wrong)


def test_the_message_survives_any_mail_server() -> None:
    raw = to_bytes(_message(text="x" * 5000 + "\nFrom here\n.\n", html="<p>" + "ճ" * 5000))
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


def test_without_a_pdf_or_a_date_there_is_still_a_message() -> None:
    read = _read(_message(replace(BRIEF, cutoff=None), pdf=None))
    assert read.get_content_type() == "multipart/alternative"
    assert read["Date"] is None
    assert read["Subject"] == "[TLP:AMBER] Morning brief: the Halden Strait"


def _holds(title: str) -> None:
    to = ("reader@example.org",)
    read = _read(_message(replace(BRIEF, title=title), to=to, sender="desk@example.org", text=title, html=title))
    assert sorted(read.keys()) == [
        "Auto-Submitted",
        "Content-Type",
        "Date",
        "From",
        "List-Unsubscribe",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "To",
    ]
    assert [address.addr_spec for address in read["To"].addresses] == list(to)
    assert len(str(read["Subject"])) <= 201
    assert not {category(letter) for letter in str(read["Subject"])} & {"Cc", "Cs", "Zl", "Zp"}
    assert len(list(read.walk())) == 5


@pytest.mark.parametrize(
    "title",
    [
        *HOSTILE,
        "=?utf-8?q?hello=0D=0ABcc:_e@x.example?=",
        "a\x00b\ud800c\u2028Bcc: x",
        "long " * 500,
        "",
        "\r\n\r\n--mixed-",
    ],
)
def test_a_title_never_becomes_a_header_a_recipient_or_a_part(title: str) -> None:
    _holds(title)


@given(st.text(alphabet=st.characters(), max_size=60) | st.text(alphabet='=?utf-8qb\r\nBcc: @,;<>"\\()x', max_size=60))
def test_no_title_at_all_breaks_a_message(title: str) -> None:
    _holds(title)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b\r\nBcc: c@d",
        "a@b, c@d",
        "two words@example.org",
        "@example.org",
        "a@",
        "ü@example.org",
        "<a@example.org>\n",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(DeliveryError, match="no address"):
        _message(to=(address,))
    with pytest.raises(DeliveryError, match="no address"):
        _message(sender=address)
