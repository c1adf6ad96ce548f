"""What a robots.txt lets us fetch. Source: RFC 9309. Its patterns are matched in linear time: they are foreign text."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, unquote

_MOST_BYTES = 500 * 1024  # Source: RFC 9309, 2.5
_EVERYBODY = "*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """(pattern, allowed) of the groups that concern us, and the seconds between requests that they ask for."""

    patterns: tuple[tuple[str, bool], ...] = ()
    pause: float | None = None

    def allow(self, path: str) -> bool:
        """Whether a path with its query may be fetched: the longest pattern decides, and of two the kinder one."""
        found = [(len(pattern), allowed) for pattern, allowed in self.patterns if matches(pattern, _plain(path))]
        return max(found, default=(0, True))[1]


NOTHING = Rules(patterns=(("/", False),))


def rules(raw: bytes, agent: str) -> Rules:
    """Return the rules for an agent's name, or for everybody where none names it."""
    groups: dict[str, list[tuple[str, str]]] = {}
    names: list[str] = []
    fresh = True
    for row in raw[:_MOST_BYTES].decode("utf-8", "replace").lstrip("\ufeff").splitlines():
        key, _, value = (part.strip() for part in row.partition("#")[0].partition(":"))
        if key.lower() == "user-agent":
            names = [*([] if fresh else names), value.lower()]
            fresh = False
            groups.setdefault(value.lower(), [])
        elif key:
            fresh = True
            for name in names:
                groups[name].append((key.lower(), value))
    mine = groups.get(agent.lower())
    return _group(groups.get(_EVERYBODY, []) if mine is None else mine)


def _group(rows: list[tuple[str, str]]) -> Rules:
    patterns = [(_plain(value), key == "allow") for key, value in rows if key in {"allow", "disallow"} and value]
    pauses = [value for key, value in rows if key == "crawl-delay" and value.replace(".", "", 1).isdecimal()]
    return Rules(patterns=tuple(patterns), pause=float(pauses[0]) if pauses else None)


def _plain(path: str) -> str:
    """Return a path with its percent-encoding made alike, so that two ways of writing it match."""
    return quote(unquote(path), safe="/?&=*$:;,@!~+'()-._")


def matches(pattern: str, path: str) -> bool:
    """Whether a pattern covers the beginning of a path: `*` stands for anything, a last `$` for the end."""
    anchored = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    last = others.pop() if others and anchored else None
    for part in others:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if last is not None:
        return path.endswith(last) and len(path) - len(last) >= at
    return not anchored or at == len(path)
