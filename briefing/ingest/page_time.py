"""When a page was published: what it says for machines, then its address, then dates set apart on it if they all agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from briefing.ingest.clean import one_line
from briefing.ingest.moments import moment

_NODE_KEYS = ("datePublished", "dateCreated", "uploadDate")
_METAS = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "date_published", "pubdate", "publishdate",
    "publish-date", "publish_date", "published_time", "og:published_time", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
    "dc.date", "dc.date.created", "dcterms.created", "cxenseparse:recs:publishtime", "originalpublicationdate", "rnews:datepublished", "date",
    "ptime", "lastpubdate",
)  # fmt: skip
# "/2019/11/19/", "/2019/nov/19/", "-20191119": right for 41 of 42 saved news pages that say their date otherwise too.
_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](\d\d|[a-z]{3})[/-](\d\d)(?=[/_-]|$)|[-_/]((?:19|20)\d\d)(\d\d)(\d\d)(?=/|\.|$)",
    re.IGNORECASE,
)
_APART = re.compile(
    r"(?:^|[\s_-])(?:date|time|datetime|timestamp|publish(?:ed)?|posted|pubdate|created)|(?:date|time|published)(?:$|[\s_-])",
    re.IGNORECASE,
)
_PLACES = ("div", "span", "p", "time", "li", "small", "em", "b", "td")
_LONGEST = 70  # characters of an element that holds a date and little else
_MOST_PLACES = 60


def published(node: dict[str, Any], metas: dict[str, str], tree: Any, url: str | None) -> str | None:  # noqa: ANN401 - lxml ships no types
    """Return the words of the publication time; `node` is the article's JSON-LD, `metas` the page's metas by name."""
    for words in _candidates(node, metas, tree):
        if moment(words):
            return words
    return _from_address(url) or _set_apart(tree)


def _candidates(node: dict[str, Any], metas: dict[str, str], tree: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    for key in _NODE_KEYS:
        if isinstance(node.get(key), str):
            yield str(node[key])
    for name in _METAS:
        if name in metas:
            yield metas[name]
    for element in tree.iter("time", "abbr", "span", "div", "meta"):
        if (element.get("itemprop") or "").lower() in {"datepublished", "datecreated"} or element.get(
            "pubdate"
        ) is not None:
            yield (
                element.get("datetime")
                or element.get("content")
                or element.get("title")
                or one_line(element.text_content(), _LONGEST)
                or ""
            )


def _from_address(url: str | None) -> str | None:
    found = _ADDRESS.search(url or "")
    if not found:
        return None
    year, month, day = filter(None, found.groups())
    words = f"{day} {month} {year}" if month.isalpha() else f"{year}-{month}-{day}"
    return words if moment(words) else None


def _set_apart(tree: Any) -> str | None:  # noqa: ANN401 - as above
    """Return the first date that an element by its class holds, if all such elements name the same day."""
    first: str | None = None
    days = set()
    places = 0
    for element in tree.iter(*_PLACES):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag != "time" and not _APART.search(names):
            continue
        places += 1
        if places > _MOST_PLACES:
            break
        for words in (element.get("datetime"), element.get("data-datetime"), _short(element)):
            found = moment(words) if words else None
            if found:
                days.add(found.at.date())
                first = first or words
                break
    return first if len(days) == 1 else None


def _short(element: Any) -> str | None:  # noqa: ANN401 - as above
    words = one_line(element.text_content(), _LONGEST + 1)
    return words if words and len(words) <= _LONGEST else None
