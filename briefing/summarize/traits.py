"""What can be seen of a sentence without understanding it: the numbers that section, salience and standing alone are told from.

Each trait is a number around [0, 1] with a name; the weights that join them are data (`weights.toml`) with their birthplace.
The traits of all sentences of a chapter are one table, a row for each sentence and a column for each trait.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from briefing.lexicon import grammar_words as lex
from briefing.model import Act, Article, Claim, Form, Sentence, Side
from briefing.summarize.heads import Heads
from briefing.summarize.looks import PRIVATE, SHOWN, Look
from briefing.text import DateMention

Table = Any  # a numpy array, with the columns of ORDER
_LONG_LINE = 40  # words of a long line
_LATE, _WEEK, _CYCLE = 45, 7, 3  # days: history, what is no news any more, and the news cycle
_RULES = ("situation", "claims", "diplomacy", "background", "out")
_ACTS = {act: f"act {act.value}" for act in Act}
_VOICE = (
    "own voice", *_ACTS.values(), "direct", "mixed", "voice of an outlet", "side unknown", "outsider speaks",
    "third party speaks", "party speaks", "party denies or accuses", "speaker is a pronoun", "speaker is elsewhere",
)  # fmt: skip
PRINT = (
    "hangs",
    "repaired",
)  # whether something ties the print of a sentence to its context, and whether it was repaired
# The order in which weights are summed up: the last bits of a sum hang on it.
ORDER = (
    "bias", *(f"rule {name}" for name in _RULES), "centrality", "support", "headlines", "own headline", "openings", "leading names",
    "first", "second", "begins", "length", "lede", "early", "late", "short", "long", "very long", "names", "numbers", *SHOWN,
    "one side", "both sides", "parties", "no party", "undated", "fresh", "older", "stale", "dated", *_VOICE, "nobody meant", *PRINT,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence with what the earlier stages know of it.

    `centrality` and `support` lie in [0, 1], `of` counts the sentences of the article, `rule` is the section by rule ("out" where the rules leave it out).
    """

    sentence: Sentence
    article: Article
    claim: Claim | None
    dates: Sequence[DateMention]
    centrality: float
    support: float
    of: int
    rule: str
    heads: Heads
    look: Look


def traits(seen: Sequence[Seen], sides: Sequence[Side]) -> Table:
    """Return the traits of sentences; those of their print are still 0."""
    import numpy as np

    table = np.zeros((len(seen), len(ORDER)))
    _fill(table, _place(seen))
    _fill(table, _words([one.look for one in seen], [one.sentence.text for one in seen], sides))
    for row, one in enumerate(seen):
        for name, value in (*_time(one).items(), *_voice(one).items()):
            table[row, _COLUMN[name]] = value
    return table


def in_print(table: Table, hangs: Sequence[bool], repaired: Sequence[bool]) -> Table:
    """Return a table with the traits of the print."""
    printed = table.copy()
    _fill(printed, dict(zip(PRINT, (hangs, repaired), strict=True)))
    return printed


def as_read(table: Table, looks: Sequence[Look], texts: Sequence[str], sides: Sequence[Side]) -> Table:
    """Return a table as the reader of the brief meets the sentences: names in brackets are words like others."""
    read = table.copy()
    _fill(read, _words(looks, texts, sides))
    return read


def one(table: Table, row: int) -> dict[str, float]:
    """Return the traits of one sentence by name; absent ones are 0."""
    return {name: value for name, value in zip(ORDER, table[row].tolist(), strict=True) if value}


_COLUMN = {name: number for number, name in enumerate(ORDER)}


def _fill(table: Table, found: Mapping[str, Any]) -> None:
    for name, values in found.items():
        table[:, _COLUMN[name]] = values


def _place(seen: Sequence[Seen]) -> dict[str, Any]:
    """Where sentences stand in their articles, and how they stand to the other reports."""
    import numpy as np

    index = np.array([one.sentence.index for one in seen], dtype=float)
    paragraph = np.array([one.sentence.paragraph for one in seen])
    rules = np.array([_RULES.index(one.rule) for one in seen])
    return {
        "bias": 1.0,
        **{f"rule {name}": rules == number for number, name in enumerate(_RULES)},
        "centrality": [one.centrality for one in seen],
        "support": [one.support for one in seen],
        "headlines": [one.heads.headlines for one in seen],
        "own headline": [one.heads.own for one in seen],
        "openings": [one.heads.openings for one in seen],
        "leading names": [one.heads.names for one in seen],
        "first": index == 0,
        "second": index == 1,
        "begins": [math.exp(-one.sentence.index / 8) for one in seen],
        "lede": paragraph == 0,
        "early": [math.exp(-one.sentence.paragraph / 4) for one in seen],
        "late": index / np.array([max(1, one.of) for one in seen]),
    }


def _words(looks: Sequence[Look], texts: Sequence[str], sides: Sequence[Side]) -> dict[str, Any]:
    """What the words of sentences show."""
    import numpy as np

    count = np.array([look.words for look in looks], dtype=float)
    shown = np.array([look.shown for look in looks], dtype=np.int64)
    parties = np.array([look.parties for look in looks], dtype=float)
    aliases = [_shortest(side.aliases) for side in sides]
    named = np.array([sum([_names(one, text) for one in aliases]) for text in texts])
    return {
        "length": np.minimum(1.0, count / _LONG_LINE),
        "short": count < 10,  # noqa: PLR2004 - the ends of the lengths of news sentences
        "long": np.maximum(0.0, (count - 25) / 25),
        "very long": count > 45,  # noqa: PLR2004 - as above
        "names": np.minimum(1.0, np.array([look.names for look in looks], dtype=float) / 5),
        "numbers": np.minimum(1.0, np.array([look.numbers for look in looks], dtype=float) / 3),
        **{name: shown >> number & 1 for number, name in enumerate(SHOWN)},
        "one side": named == 1,
        "both sides": named > 1,
        "parties": np.minimum(1.0, parties / 3),
        "no party": (parties == 0) & (named == 0),
        "nobody meant": [look.nobody_meant for look in looks],
    }


def _shortest(aliases: Sequence[str]) -> list[str]:
    """Return the aliases that no other stands in: where "Israeli" is printed, "Israel" is."""
    return [one for one in dict.fromkeys(aliases) if not any(other in one for other in aliases if other != one)]


def _names(aliases: Sequence[str], text: str) -> bool:
    """Whether one of the aliases stands in a text."""
    for alias in aliases:  # noqa: SIM110 - asked of every sentence, and half the time of any()
        if alias in text:
            return True
    return False


def _time(seen: Seen) -> dict[str, float]:
    published = seen.article.published.date() if seen.article.published else None
    if published is None or not seen.dates:
        return {"undated": 1.0}
    told = [date.fromisoformat(mention.value.partition("/")[2] or mention.value) for mention in seen.dates]
    ages = [(published - day).days for day in told]
    return {
        "fresh": float(min(ages) <= _CYCLE),
        "older": float(_WEEK < min(ages) <= _LATE),
        "stale": float(min(ages) > _LATE),
        "dated": float(any("/" not in mention.value for mention in seen.dates)),
    }


def _voice(seen: Seen) -> dict[str, float]:
    claim = seen.claim
    if claim is None:
        return {"own voice": 1.0}
    found = {
        "direct": float(claim.form is Form.DIRECT),
        "mixed": float(claim.form is Form.MIXED),
    }
    if claim.act:
        found[_ACTS[claim.act]] = 1.0
    if not claim.speaker:
        found["voice of an outlet"] = 1.0
    elif claim.side is None:
        found["side unknown"] = 1.0
        found["outsider speaks"] = float(bool(PRIVATE.search(claim.speaker)))
    elif claim.side.startswith("third:"):
        found["third party speaks"] = 1.0
    else:
        found["party speaks"] = 1.0
        found["party denies or accuses"] = float(claim.act in {Act.ACCUSE, Act.DENY, Act.THREATEN})
    printed = claim.source.of(seen.article.text).lower() if claim.source else ""
    found["speaker is a pronoun"] = float(printed in lex.PRONOUNS)
    found["speaker is elsewhere"] = float(not (claim.source and seen.sentence.span.overlaps(claim.source)))
    return found
