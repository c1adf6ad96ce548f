"""Who may be posing as another: names of outlets that look alike, and one name over pages of several sites.

Nothing is decided here and nothing changes its weight: the reader is told, and sees for himself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from briefing.lexicon.lookalikes import is_mixed, skeleton, spelling
from briefing.model import Article, Notice, Severity

# Under these a name is registered at the third place: bbc.co.uk, abc.net.au.
_SECOND = frozenset(("ac", "co", "com", "edu", "gov", "net", "org"))
_COUNTRY = 2  # letters of a country's domain
_NAMED = 4  # sites named in one notice
_SHORTEST = 7  # letters and digits of a name in which one wrong letter is a sign; "The Sun" and "The Son" are too short


def imitations(articles: Sequence[Article]) -> tuple[Notice, ...]:
    """Return a notice for each pair of outlets whose names look alike, each name of mixed alphabets, each name of several sites."""
    outlets = Counter(article.outlet for article in articles if article.outlet)
    return (*_mixed(outlets), *_alike(outlets), *_nearly(outlets), *_scattered(articles))


def _mixed(outlets: Counter[str]) -> Iterator[Notice]:
    for name in sorted(filter(is_mixed, outlets)):
        yield _remark(
            name,
            f"its name mixes alphabets, and reads as “{skeleton(name)}” only to the eye; find out who stands behind it",
        )


def _alike(outlets: Counter[str]) -> Iterator[Notice]:
    """Tell of names that look the same and are not spelt the same."""
    looks: dict[str, set[str]] = defaultdict(set)
    for name in outlets:
        looks[skeleton(name)].add(name)
    for names in looks.values():
        if len({spelling(name) for name in names}) > 1:
            yield _pair(sorted(names, key=lambda name: (-outlets[name], name)), outlets)


def _nearly(outlets: Counter[str]) -> Iterator[Notice]:
    """Tell of names that differ in one letter: left out, put in, changed, or swapped with its neighbour. Linear in their number."""
    near: dict[str, set[str]] = defaultdict(set)
    names = {skeleton(name): name for name in sorted(outlets, reverse=True)}
    for look in names:
        if len(look) >= _SHORTEST:
            for at in range(len(look)):
                near[look[:at] + look[at + 1 :]].add(look)
            near[look].add(look)
    pairs = {tuple(sorted(pair)) for looks in near.values() if len(looks) == 2 for pair in [looks]}  # noqa: PLR2004 - a pair
    for one, other in sorted(pairs):
        if not _by_design(names[one], names[other]):
            yield _pair(sorted((names[one], names[other]), key=lambda name: (-outlets[name], name)), outlets)


def _by_design(one: str, other: str) -> bool:
    """Whether names differ in an abbreviation or a number alone, as outlets do that have nothing to do with each other.

    "BBC News" and "ABC News", "Channel 4" and "Channel 5".
    """
    apart = set(one.split()) ^ set(other.split())
    return all(word.isupper() or any(letter.isdigit() for letter in word) for word in apart)


def _pair(names: Sequence[str], outlets: Counter[str]) -> Notice:
    told = " and ".join(f"“{name}” ({outlets[name]})" for name in names)
    return _remark(
        names[-1], f"{told} look alike and count as different outlets; find out whether one poses as the other"
    )


def _scattered(articles: Sequence[Article]) -> Iterator[Notice]:
    """Tell of an outlet whose pages lie under several names of the net, so that anybody may have signed with its name."""
    sites: dict[str, Counter[str]] = defaultdict(Counter)
    for article in articles:
        if article.outlet and article.url and (site := _site(article.url)):
            sites[article.outlet][site] += 1
    for outlet, found in sorted(sites.items()):
        if len(found) > 1:
            ranked = sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))
            told = ", ".join(f"{site} ({count})" for site, count in ranked[:_NAMED])
            more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
            yield _remark(
                outlet, f"its reports lie on several sites: {told}{more}; find out whether all of them are its own"
            )


def _site(url: str) -> str | None:
    """Return the registered part of an address's host, as far as it can be told without a list of all registries."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return None
    parts = host.split(".")
    wide = len(parts) > _COUNTRY and len(parts[-1]) == _COUNTRY and parts[-2] in _SECOND
    return ".".join(parts[-3:] if wide else parts[-2:]) or None


def _remark(outlet: str, message: str) -> Notice:
    return Notice(room="pipeline", severity=Severity.REMARK, subject=outlet, message=message)
