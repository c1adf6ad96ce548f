"""The invented corpus of `make bench`: reports of events in eight conflicts, three in ten of them copies; and planted copies with their truth."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

Row = dict[str, str]
_CONFLICTS = (
    (("Norway", "Oslo", "Norwegian"), ("Chile", "Santiago", "Chilean")),
    (("Peru", "Lima", "Peruvian"), ("Kenya", "Nairobi", "Kenyan")),
    (("Portugal", "Lisbon", "Portuguese"), ("Mongolia", "Ulaanbaatar", "Mongolian")),
    (("Finland", "Helsinki", "Finnish"), ("Ghana", "Accra", "Ghanaian")),
    (("Ireland", "Dublin", "Irish"), ("Laos", "Vientiane", "Laotian")),
    (("Denmark", "Copenhagen", "Danish"), ("Bolivia", "La Paz", "Bolivian")),
    (("Austria", "Vienna", "Austrian"), ("Zambia", "Lusaka", "Zambian")),
    (("Belgium", "Brussels", "Belgian"), ("Uruguay", "Montevideo", "Uruguayan")),
)
_PLACES = ("Karsin", "Ostra", "Tarsa", "Orlen", "Velm", "Quill Bay", "Marsh Point", "Halden")
_EVENTS = ("shelled the harbour of {place}", "took two hills above {place}", "closed the road to {place}", "shot down a drone near {place}", "evacuated {n} families from {place}")  # fmt: skip
_FRAMES = (
    "{side}'s Defence Ministry said that its forces had {event}.",
    "{seat} denied that its army had {event}.",
    "“We shall answer,” a {demonym} spokesman said after troops {event}.",
    "Troops {event} on {day}, and {n} people were killed.",
    "The {demonym} army {event} late on {day}.",
    "Envoys of both countries met in Geneva on {day} for talks on a ceasefire.",
    "The border has been disputed since 1962.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
# Words as often as in any language: the n-th of a vocabulary of invented ones with a share of 1/n, among words of grammar.
_SYLLABLES = ("ba", "do", "fer", "gan", "hil", "jor", "ka", "lem", "mi", "nor", "pa", "quel", "ras", "si", "tol", "ur", "vin", "wes", "yar", "zet")  # fmt: skip
_GRAMMAR = ("the", "of", "to", "a", "and", "in", "that", "for", "on", "with", "was", "at", "by", "from", "as")
_VOCABULARY = [
    "".join(_SYLLABLES[number // 20**place % 20] for place in range(2 + number % 2))
    + ("ed", "s", "ing", "", "er")[number % 5]
    for number in range(7000)
]
_NEW = 0.25  # of the reports begin a new event, so that an event has four on average, as in a night of news
_OWN_WORDS = 60  # of the vocabulary that reports of an event have in common
_SHARES = list(accumulate(1 / (10 + number) for number in range(len(_VOCABULARY))))


def articles(count: int) -> Iterator[Row]:
    """Yield `count` invented articles of about 800 words; the same count gives the same articles."""
    chance = random.Random(7)
    recent: list[Row] = []
    event = _event(chance)
    for number in range(count):
        event = _event(chance) if chance.random() < _NEW else event
        if recent and chance.random() < 0.3:
            row = {**chance.choice(recent), "id": f"b{number}", "outlet": f"Reprint {chance.randrange(40)}"}
            kind = chance.choice(("whole", "cut", "added", "edited"))
            row["text"] = planted(kind, row["text"], "", chance)
        else:
            row = {
                "id": f"b{number}",
                "outlet": f"Courier {chance.randrange(60)}",
                "title": f"Report {number} from the border",
                "published": f"2031-03-{1 + number * 27 // count:02d}",
                "text": "\n".join(_paragraphs(chance, event)),
            }
            recent = [*recent[-50:], row]
        yield row


@dataclass(frozen=True, slots=True)
class _Event:
    """Two countries, and the words that reports of what happened between them have in common."""

    sides: tuple[tuple[str, str, str], tuple[str, str, str]]
    words: tuple[str, ...]


def _event(chance: random.Random) -> _Event:
    return _Event(chance.choice(_CONFLICTS), tuple(chance.sample(_VOCABULARY, _OWN_WORDS)))


def _paragraphs(chance: random.Random, event: _Event) -> Iterator[str]:
    for _ in range(12):
        side, seat, demonym = chance.choice(event.sides)
        deed = chance.choice(_EVENTS).format(place=chance.choice(_PLACES), n=chance.randrange(2, 90))
        told = chance.choice(_FRAMES).format(
            side=side, seat=seat, demonym=demonym, event=deed, day=chance.choice(_DAYS), n=chance.randrange(2, 90)
        )
        yield " ".join([told, *_prose(chance, 3, event.words)])


def _prose(chance: random.Random, sentences: int, own: Sequence[str] = ()) -> Iterator[str]:
    for _ in range(sentences):
        count = chance.randrange(12, 26)
        words = chance.choices(_VOCABULARY, cum_weights=_SHARES, k=count)
        words[::2] = chance.choices(_GRAMMAR, k=len(words[::2]))
        if own:
            words[1::4] = chance.choices(own, k=len(words[1::4]))
        yield f"{' '.join(words).capitalize()}."


def planted(kind: str, text: str, other: str, chance: random.Random) -> str:
    """Return a copy of a text: "whole", "cut", "added" (a local paragraph), "edited" (5 % of the words), "merged" with another."""
    paragraphs = text.split("\n")
    if kind == "cut":
        return "\n".join(paragraphs[: max(2, int(len(paragraphs) * chance.uniform(0.35, 0.7)))])
    if kind == "added":
        return "\n".join([*paragraphs, " ".join(_prose(chance, 4))])
    if kind == "edited":
        words = text.split(" ")
        for at in range(chance.randrange(20), len(words), 20):
            words[at] = chance.choice(_VOCABULARY)
        return " ".join(words)
    return f"{text}\n{other}" if kind == "merged" else text


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """Articles; pairs (kind, one, other) of which each is a copy; and those of which no two are, though they share paragraphs."""

    rows: tuple[Row, ...]
    pairs: tuple[tuple[str, str, str], ...]
    apart: frozenset[str]


def with_copies(each: int, apart: int) -> Planted:
    """Return `each` copies of each kind, and `apart` reports that share standing background paragraphs."""
    chance = random.Random(11)
    background = [" ".join(_prose(chance, 4)) for _ in range(40)]
    rows: list[Row] = []
    pairs: list[tuple[str, str, str]] = []
    numbers = iter(range(10**5, 10**6))

    def fresh(extra: Sequence[str] = ()) -> Row:
        number = next(numbers)
        text = "\n".join([*_paragraphs(chance, _event(chance)), *extra])
        rows.append(
            {"id": f"p{number}", "outlet": f"Courier {number}", "title": "", "published": "2031-03-01", "text": text}
        )
        return rows[-1]

    for kind in ("whole", "cut", "added", "edited", "merged"):
        for _ in range(each):
            one = fresh()
            other = fresh() if kind == "merged" else one
            copy = {
                **one,
                "id": f"{one['id']}-{kind}",
                "outlet": "Reprint",
                "published": "2031-03-02",
                "title": "Other words",
            }
            rows.append(copy | {"text": planted(kind, one["text"], other["text"], chance)})
            pairs.extend((kind, origin, copy["id"]) for origin in dict.fromkeys((one["id"], other["id"])))
    negative = frozenset(fresh(chance.sample(background, 3))["id"] for _ in range(apart))
    return Planted(rows=tuple(rows), pairs=tuple(pairs), apart=negative)
