"""What a file is, by its first bytes and its name. It parses nothing; the readers find out whether it is right."""

from __future__ import annotations

import re

from briefing.ingest.clean import decode

HEAD = 65_536  # bytes looked at

_MAGIC = (
    (b"\x1f\x8b", "gzip"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"WARC/", "warc"), (b"filedesc://", "warc"),
    (b"BZh", "an archive (bzip2)"), (b"\xfd7zXZ\x00", "an archive (xz)"), (b"\x28\xb5\x2f\xfd", "an archive (zstd)"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)"), (b"Rar!", "an archive (rar)"), (b"\x04\x22\x4d\x18", "an archive (lz4)"),
    (b"\xd0\xcf\x11\xe0", "an old Office or Outlook file"), (b"{\\rtf", "rich text"), (b"SQLite format 3", "a database"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"II*\x00", "a picture"), (b"MM\x00*", "a picture"),
    (b"RIFF", "sound or film"), (b"ID3", "sound"), (b"OggS", "sound or film"), (b"fLaC", "sound"), (b"\x00\x00\x01\x00", "a picture"),
    (b"wOFF", "a font"), (b"wOF2", "a font"), (b"\x7fELF", "a program"), (b"MZ\x90", "a program"), (b"\xca\xfe\xba\xbe", "a program"),
)  # fmt: skip
_SUFFIX = {
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html", ".php": "html",
    ".eml": "mail", ".mbox": "mbox", ".mbx": "mbox", ".md": "markdown", ".markdown": "markdown", ".csv": "csv", ".tsv": "csv",
    ".jsonl": "json", ".ndjson": "json", ".json": "json", ".rss": "feed", ".atom": "feed", ".rdf": "feed",
}  # fmt: skip
_NO_TEXT = {
    ".css": "a style sheet", ".js": "a script", ".mjs": "a script", ".py": "a script", ".sh": "a script", ".map": "a script",
    ".svg": "a picture", ".ico": "a picture", ".ttf": "a font", ".otf": "a font", ".exe": "a program", ".dll": "a program",
    ".mp4": "sound or film", ".mp3": "sound", ".tar": "an archive (tar)", ".tgz": "an archive (tar)",
}  # fmt: skip
_OFFICE = re.compile(rb"\[Content_Types\]\.xml|mimetypeapplication/(?:vnd\.oasis|epub)")
_FEED = re.compile(r"<(?:\w{1,12}:)?(?:rss|feed|RDF)[\s>/:]", re.IGNORECASE)
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|article|div|table|center|font|p|h[1-6]|a\s+href|img|span|script|style)\b",
    re.IGNORECASE,
)
_PROLOGUE = re.compile(
    r"(?:<\?[^>]{0,500}\?>|<!--.{0,5000}?-->|<![A-Z][^>\[]{0,500}(?:\[.{0,60000}?\]\s*)?>|\s+)*<([A-Za-z][\w:.-]{0,60})",
    re.DOTALL,
)
_TAGS = re.compile(r"</(?:p|div|a|h[1-6]|span|ul|table|article|section|body|html)\s*>|<br\s*/?>|<p>", re.IGNORECASE)
_HEADERS = re.compile(
    r"(?:received|from|to|subject|date|return-path|delivered-to|message-id|mime-version|content-type|x-[\w-]+|reply-to|sender|cc|dkim-signature|authentication-results"
    r"|list-[\w-]+|content-transfer-encoding|in-reply-to|references|user-agent|arc-[\w-]+|envelope-to|status)\s?:",
    re.IGNORECASE,
)
_HEADER_LINE = re.compile(r"[!-9;-~]{1,60}\s?:|[ \t]+\S")
_FIRM_HEADERS = frozenset(
    ("received", "return-path", "message-id", "mime-version", "delivered-to", "dkim-signature", "content-type")
)
_MBOX = re.compile(r"From \S+.{0,60}\d{1,2}:\d{2}")
_JSON = re.compile(r"\{\s*[\"}]|\[\s*(?:[\[{\"\]]|-?\d|true\b|false\b|null\b)")
_CSV_LINE = re.compile(r"\"?[\w .-]{1,40}\"?(?:[,;\t]\"?[\w .-]{1,40}\"?)+$")
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BINARY = 0.02  # share of control bytes; text has none, a page with stray ones few
_MANY_TAGS = 4
_HEADER_LINES, _ENOUGH_HEADERS = 40, 3


def kind(head: bytes, name: str) -> str:
    """Return the name of a reader ("html", "json", "text" …), or a noun phrase with a blank in it for what has none.

    `head` are the first bytes, at most `HEAD`; `name` the file's name, of which the suffix counts.
    """
    suffix = suffix_of(name)
    if not head.strip():
        return "empty"
    known = _by_magic(head) or _NO_TEXT.get(suffix)
    if known:
        return known
    text, _ = decode(head)
    if _is_binary(head, text):
        return "binary data"
    return _kind_of_text(text.lstrip("\ufeff\x00 \t\r\n"), suffix)


def suffix_of(name: str) -> str:
    """Return the suffix of the last part of a path, as pathlib has it, in lower case; pathlib itself takes long to load."""
    last = [part for part in name.lower().split("/") if part not in {"", "."}][-1:]
    dot = last[0].rfind(".") if last else 0
    return last[0][dot:] if last and 0 < dot < len(last[0]) - 1 else ""


def _by_magic(head: bytes) -> str | None:
    """Recognise a format by the bytes it always begins with."""
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return "an Office document" if what == "zip" and _OFFICE.search(head[:4096]) else what
    if b"%PDF-" in head[:1024]:  # garbage before it is allowed. Source: ISO 32000-1, implementation note 13
        return "pdf"
    if head[4:8] == b"ftyp":
        return "sound or film"
    return "an archive (tar)" if head[257:262] == b"ustar" else None


def _is_binary(head: bytes, text: str) -> bool:
    """Whether there are too many controls for a text, in UTF-16 as in bytes."""
    wide = text.count("\x00") == 0 and b"\x00" in head
    return not wide and len(_CONTROLS.findall(head)) > _BINARY * len(head)


def _kind_of_text(text: str, suffix: str) -> str:
    wanted = _SUFFIX.get(suffix)
    if text.startswith("<") or wanted in {"feed", "html"}:
        found = _kind_of_markup(text, wanted)
        if found:
            return found
    if wanted in {"mail", "mbox"} or _is_mail(text) or _MBOX.match(text):
        return "mbox" if text.startswith("From ") else "mail"
    if wanted == "json" or (wanted is None and _JSON.match(text)):
        return "json"
    if wanted == "csv" and _CSV_LINE.match(text.split("\n", 1)[0].strip()):
        return "csv"
    if wanted != "markdown" and len(_TAGS.findall(text)) >= _MANY_TAGS:
        return "html"
    return "markdown" if wanted == "markdown" else "text"


def _kind_of_markup(text: str, wanted: str | None) -> str | None:
    feed, page = _FEED.search(text[:4096]), _HTML.search(text[:4096])
    if feed and (not page or feed.start() < page.start()):
        return "feed"
    if page or wanted == "html":
        return "html"
    if wanted == "feed":
        return "feed"
    opening = _PROLOGUE.match(text)
    is_xml = opening is not None and (text.startswith(("<?xml", "<!")) or f"</{opening[1]}" in text)
    return "XML of another kind" if is_xml or text.startswith("<?xml") else None


def _is_mail(text: str) -> bool:
    """Whether the text begins with the header of a message."""
    names = set()
    for line in text.replace("\r", "").split("\n", _HEADER_LINES)[:_HEADER_LINES]:
        if not line or not _HEADER_LINE.match(line):
            break
        if _HEADERS.match(line):
            names.add(line.split(":", 1)[0].strip().lower())
    firm = any(name in _FIRM_HEADERS or name.startswith("x-") for name in names)
    return len(names) >= _ENOUGH_HEADERS or (firm and len(names) > 1) or names >= {"from", "subject"}
