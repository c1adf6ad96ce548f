"""Foreign text as text: made visible once, then escaped for the format it is printed in.

Everything here is linear in the length of its input and knows no noun of the house.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

# What nobody can see but a program obeys: controls, bidi embeddings, overrides and isolates (Trojan Source,
# CVE-2021-42574), zero-width spaces, interlinear marks, tag characters, lone surrogates, non-characters. Joiners
# (U+200C, U+200D), direction marks and variation selectors stay: Persian, Arabic and emoji need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2060-\u2069\u180e\ufeff\ufff9-\ufffb\ufdd0-\ufdef"
    "\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
_BREAKS = re.compile("[ \t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]+")

# "[…]", "[Vladimir Putin]", "[13 October 2020]", "[U+202E]": our own marks stay clean. Such brackets cannot become a
# link: no reference of the document is named with a letter, and what could complete a link must not follow.
_MARK = r"\[(?:…|(?=[^\]\n]{0,80}[^\W\d_])(?:[^\W_]|[ ,’'–—+-]){2,80})\](?![(\[{:])"
_ACTIVE = re.compile(
    rf"(?P<mark>{_MARK})"
    r"|^(?P<ordinal>\d{1,9})(?=[.)](?:\s|$))"  # "1984. …" would start a numbered list
    r"|^(?P<start>[=>]|[-+](?!\w)|\#(?=\#{0,5}(?:\s|$)))"  # rule, heading, quotation or bullet
    r"|(?P<close>(?<=\s)\#(?=\#*$))"  # the closing run of a heading
    r"|(?P<inside>(?<=[^\W_])_+(?=[^\W_]))"  # snake_case cannot be emphasis
    r"|(?P<active>[\\`*_\[\]<|~]|!(?=\[)|&(?=\#?\w{1,40};))"
)
# GFM makes links of these without being asked. Source: GitHub Flavored Markdown 0.29, section 6.9.
_LINKLIKE = re.compile(r"://|www\.|@|mailto:|xmpp:", re.IGNORECASE)
_LINK_JOINTS = re.compile(r"[:/.@]")


def visible(text: str) -> str:
    """Return `text` on one line, with every invisible control shown as a mark such as "[U+202E]"."""
    if text.isprintable() and "  " not in text:
        return text.strip()  # most texts: all that is sought but the space is not printable
    marked = _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
    return _BREAKS.sub(" ", marked).strip()


def markdown(text: str) -> str:
    """Escape one line for CommonMark and GFM: rendered, it gives exactly `text` and nothing else.

    Only what would be active is escaped, so that the source reads as plain text. The line may stand anywhere in a block,
    also at its start, in a heading or in a table cell.
    """
    return re.sub(r"\S+", _unlinked, _ACTIVE.sub(_escaped, text))


def _unlinked(word: re.Match[str]) -> str:
    return _LINK_JOINTS.sub(r"\\\g<0>", word[0]) if _LINKLIKE.search(word[0]) else word[0]


def _escaped(found: re.Match[str]) -> str:
    if found["mark"] or found["inside"]:
        return found[0]
    if found["ordinal"]:
        return f"{found[0]}\\"
    return f"\\{found[0]}"


def web_address(url: str | None) -> str | None:
    """Return `url` in ASCII if it is an http or https address of a plain host, else None.

    Addresses with a user name in front of the host are refused: they are made to deceive.
    """
    if not url or _UNSEEN.search(url) or re.search(r"\s", url):
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except (ValueError, UnicodeError):
        return None
    if parts.scheme not in {"http", "https"} or not re.fullmatch(r"[\w.-]+|[\da-f:.]+", host) or "@" in parts.netloc:
        return None
    safe = "/:?#[]@!$&'*+,;=~%-._"
    rest = (quote(part, safe=safe) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, f"[{host}]{port}" if ":" in host else f"{host}{port}", *rest))


def link_target(url: str) -> str:
    """Write an address that `web_address` let through as the target of a Markdown reference."""
    return f"<{re.sub(r'&(?=#?[A-Za-z0-9]+;)', '&amp;', url)}>" if set(url) & set("()&") else url


def file_name(path: str) -> str:
    """Return the last part of a path as the user named it: documents travel, folder names of the maker's machine do not."""
    head, bang, member = path.partition("!/")
    return f"{head.rstrip('/').rsplit('/', 1)[-1] or head}{bang}{member}"


def excerpt(text: str, width: int) -> str:
    """Return `text`, or its beginning up to a word end before `width` characters, the cut shown as " […]".

    A mark in square brackets is never cut in two, nor followed by a second elision.
    """
    if len(text) <= width:
        return text
    kept = text[: width - 4]
    kept = kept.rpartition(" ")[0] or kept
    if "[" in kept.rpartition("]")[2]:
        kept = kept.rpartition("[")[0] or kept
    return f"{kept.rstrip().removesuffix('[…]').rstrip()} […]"


def name(text: str) -> str:
    """Make a name visible that will stand in a row of others; if it runs from right to left, a direction mark ends it.

    Without the mark (U+200E) two such names in a row, and a number after them, would change places.
    """
    from unicodedata import bidirectional

    shown = visible(text)
    if shown.isascii():
        return shown
    return f"{shown}\u200e" if any(bidirectional(letter) in {"R", "AL"} for letter in shown) else shown


def right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left (Arabic, Hebrew, Syriac, Thaana …)."""
    from unicodedata import bidirectional

    directions = (bidirectional(letter) for letter in text)
    return next((way for way in directions if way in {"L", "R", "AL"}), "L") != "L"
