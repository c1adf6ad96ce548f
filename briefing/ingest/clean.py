"""Bytes to characters, and characters to text that nobody has to clean again. Pure functions; they know no format.

What is not white space stays as it is, except what a reader cannot see and a machine can be fooled by: controls, zero-width
characters, direction marks, lone surrogates, noncharacters. Nothing is normalised, so that a passage can be found again.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with theirs
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings of text that a file may declare; what Python offers beyond them (punycode, unicode_escape) is a way to attack.
# A string, compiled by re when a file first declares one: compiling takes longer than an article.
_KNOWN = (
    r"utf[-_]?(?:8|16|32)(?:[-_]?[lb]e)?|(?:us[-_]?)?ascii|iso[-_]?8859[-_]?\d{1,2}|latin[-_]?\d{1,2}|windows[-_]?\d{3,4}"
    r"|cp[-_]?\d{3,4}|koi8[-_]?[rtu]|gbk|gb[-_]?2312|gb[-_]?18030|big5(?:[-_]?hkscs)?|euc[-_]?(?:jp|kr)|shift[-_]?jis|sjis"
    r"|iso[-_]?2022[-_]?(?:jp|kr)|mac[-_]?(?:roman|cyrillic)|tis[-_]?620"
)
# Browsers read these as their larger sisters. Source: WHATWG Encoding Standard, "Names and labels".
_LARGER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
}
_SHORT_SAMPLE = 2048
_RARE = 0.002  # share of broken bytes up to which UTF-8 with a few faults is likelier than another encoding

_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Direction marks that reorder what is shown. Source: Boucher and Anderson, "Trojan Source" (2021).
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u180e\u200b\u200e\u200f\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"
    "\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff\U0001fffe\U0001ffff]"
)
# Joiners mean something between letters of Arabic and Indic scripts only.
_JOINED = "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u0900-\u0dff\ufb50-\ufdcf\ufdf0-\ufdff\ufe70-\ufefc"
_LONE_JOINER = re.compile(f"(?<![{_JOINED}])[\u200c\u200d]|[\u200c\u200d](?![{_JOINED}])")


def codec(name: str | None) -> str | None:
    """Return Python's name for a declared text encoding, or None where it is unknown or no encoding of text."""
    if not name or not re.fullmatch(_KNOWN, name.strip(), re.IGNORECASE):
        return None
    try:
        found = codecs.lookup(name.strip().lower().replace("windows-", "cp")).name
    except LookupError:
        return None
    return _LARGER.get(found, found)


def decode(raw: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """Return the characters of `raw` and, where they were guessed or damaged, a remark about it.

    Byte order mark, UTF-8, declared encoding, Windows-1252 in this order: bytes that are valid UTF-8 hardly ever mean
    anything else, whatever their file says.
    """
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return raw.decode(name, "replace"), None
    wide = _without_mark(raw)
    if wide:
        return raw.decode(wide, "replace"), None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(raw, codec(declared))
    name = codec(declared) or ""
    return (raw.decode(name, "replace") if name.startswith("iso2022") else text), None


def _decode_other(raw: bytes, declared: str | None) -> tuple[str, str | None]:
    """Decode what is not valid UTF-8."""
    if declared and declared not in {"utf-8", "cp1252"}:
        try:
            return raw.decode(declared), None
        except UnicodeDecodeError:
            pass
    text = raw.decode("utf-8", "replace")
    faults = text.count("\ufffd")
    if faults <= max(1, len(raw) * _RARE) and len(text) < len(raw) - faults:
        return text, f"{faults} broken bytes were replaced by \ufffd; save the file as UTF-8"
    text = raw.decode("cp1252", "replace") if b"\x81" not in raw else raw.decode("latin-1")
    if declared == "cp1252":
        return text, None
    return text, "the encoding was guessed (Windows-1252); save the file as UTF-8 if letters look wrong"


def _without_mark(raw: bytes) -> str | None:
    """Recognise UTF-16 without a byte order mark by the zero byte in every other place."""
    sample = raw[:_SHORT_SAMPLE]
    half = len(sample) // 2
    if half > 1:
        if sample[1::2].count(0) > half * 0.6 and sample[0::2].count(0) < half * 0.1:
            return "utf-16-le"
        if sample[0::2].count(0) > half * 0.6 and sample[1::2].count(0) < half * 0.1:
            return "utf-16-be"
    return None


def scrub(text: str) -> str:
    """Remove what cannot be seen; line ends become newlines; other white space is left to `tidy`."""
    return _OVERRIDES.sub("", readable(text))


def readable(text: str) -> str:
    """Do as `scrub`, but leave direction overrides in, so that somebody can still tell the reader about them."""
    if text.replace("\n", "").isprintable():  # no control, no format character, no space but U+0020: nothing to do
        return text
    text = _BREAKS.sub("\n", text)
    return _LONE_JOINER.sub("", _UNSEEN.sub("", text))


def reorders(text: str) -> bool:
    """Whether direction overrides stand in the text, so that what is seen is not what is read."""
    return _OVERRIDES.search(text) is not None


def is_plain(text: str) -> bool:
    """Whether lines of this text need no cleaning but for spaces at their ends."""
    return "  " not in text and all(map(str.isprintable, text.split("\n")))


def is_clean(line: str) -> bool:
    """Whether `tidy(scrub(line))` would change nothing: U+0020 is the only white space that can be printed."""
    return line.isprintable() and "  " not in line and line[:1] != " " and line[-1:] != " "


def tidy(line: str) -> str:
    """Return one line with every run of white space of any kind as a single space, none at its ends."""
    return " ".join(line.split())


def one_line(value: object, limit: int = 500) -> str | None:
    """Clean a title, name or other short value to one line of at most `limit` characters; None when nothing is left."""
    if isinstance(value, str) and len(value) <= limit and is_clean(value):
        return value or None
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    text = tidy(scrub(str(value)[: limit * 4]).replace("\n", " "))
    return text[:limit].rstrip() or None
