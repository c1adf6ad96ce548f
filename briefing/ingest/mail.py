"""Messages and mailboxes: a newsletter is an article of its sender; attachments that can be read are members."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.utils import parseaddr
from typing import Any

from briefing.ingest.blocks import blocks, parsed
from briefing.ingest.clean import decode, one_line
from briefing.ingest.door import guarded, safely
from briefing.ingest.draft import Block, Course, Draft, Found, lost, remark
from briefing.ingest.html import charset, too_hard
from briefing.ingest.paragraphs import paragraphs
from briefing.ingest.source import MB, Source, held
from briefing.model import FurnitureKind as Kind

_SEPARATOR = re.compile(rb"From \S+.{0,80}\d{1,2}:\d{2}|From .{0,40}@")
_MOST_PARTS = 500
_SIGNATURE = re.compile(r"-- ?$")
_TARGET = re.compile(r"[ \t]?<(?:https?|mailto):[^<>\s]{0,2000}>")  # where a link of the other form leads
_NAME_AND_ADDRESS = re.compile(r"(.{0,500}?)<([^<>]{1,300})>\Z", re.DOTALL)
_ADDRESS = re.compile(r"https?://")
# The plain form of a newsletter is preferred while it says nearly as much as the other and is not strewn with addresses.
_AS_MUCH, _ADDRESSES = 0.8, 0.01


def read_message(source: Source, course: Course) -> Found:
    """Read one message: its body is an article, its attachments are members."""
    yield from _message(source.all(), source, course)


def read_mbox(source: Source, course: Course) -> Found:
    """Read a mailbox: one article a message, and their attachments."""
    for number, raw in enumerate(_split(source), 1):
        place = source.place(f"message {number}")
        begun = course.enter(place)
        if begun is None:
            continue
        yield begun
        if raw is None:
            yield lost(f"it is larger than {source.settings.document_mb} MB; remove its attachments", place)
        else:
            inner = _held(raw, "message.eml", source, place, source.depth)
            yield from safely(read_message(inner, course), place)


def _split(source: Source) -> Iterator[bytes | None]:
    """Yield the messages of a mailbox; None for one above `document_mb`. Source: RFC 4155."""
    limit = source.settings.document_mb * MB
    parts: list[bytes] = []
    size, blank = 0, True
    for _, line in source.lines():
        if blank and _SEPARATOR.match(line):
            if size:
                yield b"".join(parts) if size <= limit else None
            parts, size = [], 0
        else:
            size += len(line)
            if size <= limit:
                parts.append(line[1:] if line.startswith(b">From ") else line)
        blank = not line.strip()
    if size:
        yield b"".join(parts) if size <= limit else None


def _held(raw: bytes, name: str, source: Source, label: str, depth: int) -> Source:
    return held(name, raw, source.settings, label=label, depth=depth)


def _message(raw: bytes, source: Source, course: Course) -> Found:
    message = BytesParser(policy=policy.compat32).parsebytes(raw)
    if message.get_content_type() == "multipart/report":
        yield lost("it is a report of the mail system about another message; leave it out", source.label)
        return
    plain: list[str] = []
    html: list[str] = []
    attached: list[tuple[str, bytes]] = []
    for part in _leaves(message):
        kind, name = part.get_content_type(), _header(part.get_filename())
        if kind == "message/rfc822":
            attached.append((name or "message.eml", _nested(part)))
            continue
        content = _content(part)
        if part.get_content_disposition() == "attachment" or (name and kind not in {"text/plain", "text/html"}):
            attached.append((name or f"part.{kind.rpartition('/')[2]}", content))
        elif kind in {"text/plain", "text/html"}:
            (plain if kind == "text/plain" else html).append(_decoded(part, content, html=kind == "text/html"))
    yield from _body(message, plain, html, source, bare=bool(attached))
    yield from _attachments(attached, source, course)


def _leaves(message: Message[Any, Any]) -> Iterator[Message[Any, Any]]:
    """Yield the parts that hold something, in order, without recursion; embedded messages whole."""
    stack: list[Message[Any, Any]] = [message]
    count = 0
    while stack and count < _MOST_PARTS:
        count += 1
        part = stack.pop()
        payload = part.get_payload()
        if part.get_content_type() != "message/rfc822" and isinstance(payload, list):
            stack.extend(inner for inner in reversed(payload) if isinstance(inner, Message))
        else:
            yield part


def _content(part: Message[Any, Any]) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (MessageError, ValueError, LookupError, TypeError):
        return b""
    return payload if isinstance(payload, bytes) else b""


def _nested(part: Message[Any, Any]) -> bytes:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    try:
        return inner.as_bytes() if isinstance(inner, Message) else b""
    except (MessageError, ValueError, LookupError, TypeError):
        return b""


def _decoded(part: Message[Any, Any], content: bytes, *, html: bool) -> str:
    try:
        declared = part.get_content_charset()
    except (LookupError, ValueError, TypeError):
        declared = None
    return decode(content, declared or (charset(content) if html else None))[0]


def _header(value: object) -> str | None:
    """Return the words of a header, encoded words decoded; controls are removed, so that no line break survives."""
    if value is None:
        return None
    try:
        pieces = decode_header(str(value))
    except (MessageError, ValueError, LookupError):
        return one_line(str(value))
    words = [decode(piece, encoding)[0] if isinstance(piece, bytes) else piece for piece, encoding in pieces]
    return one_line("".join(words).encode("utf-8", "replace").decode("utf-8"))


def _body(message: Message[Any, Any], plain: list[str], html: list[str], source: Source, *, bare: bool) -> Found:
    sender, address = _sender(str(message.get("From") or ""))
    draft = Draft(
        blocks=_plain_blocks("\n\n".join(plain)),
        media_type="message/rfc822",
        member=source.label,
        title=_header(message.get("Subject")),
        outlet=_header(sender) or (address.rpartition("@")[2] or None),
        published=_header(message.get("Date")),
        language=_header(message.get("Content-Language")),
    )
    rich = "\n".join(html)
    if rich and not (objection := too_hard(rich, source.settings.tag_depth)):
        tree = parsed(rich.replace("\x00", ""))
        found = list(blocks(tree)) if tree is not None else []
        draft.blocks = _better(draft.blocks, found)
    elif rich:
        yield remark(f"its HTML was passed over: {objection}", source.label)
    if any(block.kind is None for block in draft.blocks) or not bare:
        yield draft


def _sender(line: str) -> tuple[str, str]:
    """Return name and address; an encoded name may hold any mark, hence the address is looked for from the end."""
    found = _NAME_AND_ADDRESS.match(line.rstrip())
    return (found[1].strip(" \t\r\n\"'"), found[2]) if found else parseaddr(line)


def _better(plain: list[Block], rich: list[Block]) -> list[Block]:
    """Choose between the two forms of a body."""
    text = " ".join(block.text for block in plain)
    words, others = len(text.split()), sum(len(block.text.split()) for block in rich)
    if words >= _AS_MUCH * others and len(_ADDRESS.findall(text)) <= _ADDRESSES * words:
        return plain
    return rich if others else plain


def _plain_blocks(text: str) -> list[Block]:
    """Return the paragraphs of a typed message; the signature and quoted lines are no prose of its sender."""
    lines = _TARGET.sub("", text.replace("\r\n", "\n")).split("\n")
    end = next((number for number, line in enumerate(lines) if _SIGNATURE.match(line)), len(lines))
    own = ["" if line.startswith(">") else line for line in lines[:end]]
    quoted = [line.lstrip("> ") for line in lines[:end] if line.startswith(">")]
    rest = [*paragraphs("\n".join(quoted)), *paragraphs("\n".join(lines[end + 1 :]))]
    return [*(Block(line) for line in paragraphs("\n".join(own))), *(Block(line, Kind.NOTICE) for line in rest)]


def _attachments(attached: list[tuple[str, bytes]], source: Source, course: Course) -> Found:
    """Read what is attached as members; pictures and the like are passed over without a word."""
    for name, content in attached:
        place = source.place(f"attachment {name}")
        if source.depth >= source.settings.nesting:
            yield lost(f"it lies more than {source.settings.nesting} deep; save it as a file", place)
            continue
        inner = _held(content, name, source, place, source.depth + 1)
        if not inner.head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
            yield from guarded(inner, course)
