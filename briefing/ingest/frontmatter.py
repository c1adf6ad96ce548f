"""Lines of `key: value` above a text: YAML-like between `---`, TOML-like between `+++`, or bare. Values are plain strings.

No YAML parser: what stands above articles is flat, and YAML has ways to hurt.
"""

from __future__ import annotations

import re

FIELDS = {
    "title": "title", "headline": "title", "name": "title",
    "date": "published", "published": "published", "pubdate": "published", "publishdate": "published", "publisheddate": "published",
    "publishedat": "published", "publicationdate": "published", "datepublished": "published", "created": "published", "time": "published",
    "outlet": "outlet", "publisher": "outlet", "publication": "outlet", "sitename": "outlet", "site": "outlet", "newspaper": "outlet",
    "source": "source", "sourcename": "outlet",
    "author": "byline", "authors": "byline", "byline": "byline", "by": "byline", "creator": "byline",
    "url": "url", "link": "url", "permalink": "url", "canonical": "url", "canonicalurl": "url", "sourceurl": "url", "originalurl": "url",
    "lang": "language", "language": "language", "locale": "language", "id": "id", "guid": "id", "retrieved": "retrieved", "accessed": "retrieved",
    "crawled": "retrieved", "fetched": "retrieved",
}  # fmt: skip
_FENCED = re.compile(r"\s*(---|\+\+\+)[ \t]*\n(.{0,20000}?)\n(?:\1|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_PAIR = re.compile(r"([A-Za-z][\w .-]{0,40}?)\s*[:=]\s*(.*)")
_BARE = re.compile(
    r"(?i:title|headline|date|published|outlet|source|publisher|author|byline|by|url|link|language|lang)\s*:\s*\S"
)
_MOST_BARE = 12


def split_front(text: str) -> tuple[dict[str, str], str]:
    """Return the fields above a text, by the names of a draft ("source" is left to be judged), and the text below."""
    fenced = _FENCED.match(text)
    if fenced and ":" in fenced[2] + "=" and _PAIR.search(fenced[2]):
        return _fields(fenced[2].split("\n")), text[fenced.end() :]
    lines = text.lstrip("\n").split("\n", _MOST_BARE)
    count = 0
    while count < min(len(lines), _MOST_BARE) and _BARE.match(lines[count]):
        count += 1
    if count > 1 and count < len(lines) and not lines[count].strip():
        return _fields(lines[:count]), "\n".join(lines[count:])
    return {}, text


def _fields(lines: list[str]) -> dict[str, str]:
    """Read flat pairs; a list below a key ("- Jane Doe") is joined by commas; deeper structure is passed over."""
    result: dict[str, str] = {}
    last = ""
    for line in lines:
        if line.lstrip().startswith("- ") and last and not result.get(last):
            result[last] = _unquoted(line.lstrip()[2:])
        elif line.lstrip().startswith("- ") and last in result:
            result[last] += ", " + _unquoted(line.lstrip()[2:])
        elif not line[:1].isspace() and (found := _PAIR.fullmatch(line.strip())):
            key = re.sub(r"[\W_]", "", found[1]).lower()
            last = FIELDS.get(key, "")
            if last and last not in result:
                result[last] = _unquoted(found[2])
    return {key: value for key, value in result.items() if value}


def _unquoted(value: str) -> str:
    value = value.strip().rstrip(",")
    if value.startswith("[") and value.endswith("]"):
        return ", ".join(_unquoted(part) for part in value[1:-1].split(",") if part.strip())
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace(f"\\{value[0]}", value[0])
    return value.split(" #", 1)[0].rstrip()
