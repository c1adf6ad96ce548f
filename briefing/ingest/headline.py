"""Headlines as an outlet wrote them, without the name that its pages put behind them."""

from __future__ import annotations

import re

_MARK = re.compile(r"\s+[|–—»·•-]\s+|\s+::?\s+")
_LEAST = 3  # letters of a name that may be recognised: "BBC"
_SECTION_WORDS = 3
_GENERIC = re.compile(r"(?:the|news|com|org|net|www|online|co|uk)")


def without_outlet(title: str, outlet: str | None) -> str:
    """Cut "… - Example Times" or "… | World | Example" off a title, where it names the outlet (a name or a host)."""
    marks = list(_MARK.finditer(title))
    if not marks or not outlet or not _names(title[marks[-1].end() :], outlet):
        return title
    cut = marks.pop()
    while marks and "|" in cut[0] and "|" in marks[-1][0] and _is_section(title[marks[-1].end() : cut.start()]):
        cut = marks.pop()
    return title[: cut.start()].rstrip() or title


def _is_section(part: str) -> bool:
    return len(part.split()) <= _SECTION_WORDS


def _names(part: str, outlet: str) -> bool:
    """Whether a part of a title is the outlet's name, in one spelling or another."""
    name, wanted = _letters(part), _letters(outlet)
    if min(len(name), len(wanted)) < _LEAST:
        return False
    core = _GENERIC.sub("", name)
    return name in wanted or wanted in name or (len(core) >= _LEAST and wanted.startswith(core))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.lower()))
