"""Reporting verbs: every form of them, the act they perform, and what may stand behind them as content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from briefing.model import Act

_VOWELS = "aeiou"
_DOUBLED = frozenset(("slam", "admit", "quip"))
_BASE, _THIRD, _PAST, _PARTICIPLE, _ING = "base", "third", "past", "participle", "ing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A form of a reporting verb. `takes` names the complements its content may be; `noun` that the form is a noun too."""

    lemma: str
    form: str
    act: Act
    takes: frozenset[str]
    noun: bool


def _inflect(lemma: str, irregular: str) -> dict[str, str]:
    """Return {word: form} by the regular rules of English spelling, with irregular past and participle where given."""
    if lemma.endswith("e"):
        past, ing = lemma + "d", lemma[:-1] + "ing"
    elif lemma.endswith("y") and lemma[-2] not in _VOWELS:
        past, ing = lemma[:-1] + "ied", lemma + "ing"
    elif lemma in _DOUBLED:
        past, ing = lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"
    else:
        past, ing = lemma + "ed", lemma + "ing"
    third = past[:-1] + "s" if past.endswith("ied") else lemma + ("es" if lemma.endswith(("s", "sh", "ch")) else "s")
    participle = past
    if irregular:
        past, participle = irregular.split(",")
    return {lemma: _BASE, third: _THIRD, participle: _PARTICIPLE, past: _PAST, ing: _ING}


@cache
def cues() -> Mapping[str, Cue]:
    """Return every form in lower case with its cue. Source: cues.tsv beside this file."""
    table: dict[str, Cue] = {}
    for row in _rows("cues.tsv"):
        lemma, act, takes, irregular, mark = [*row, "", ""][:5]
        for word, form in _inflect(lemma, irregular).items():
            noun = mark == "noun" and form in {_BASE, _THIRD}
            table.setdefault(
                word, Cue(lemma=lemma, form=form, act=Act(act), takes=frozenset(takes.split(",")), noun=noun)
            )
    return table


@cache
def speech() -> Mapping[str, Cue]:
    """Return every form of a verb that tells of words said, those of `cues` included and verbs of the mind left out.

    What these verbs take as content is not told. Source: speech.tsv beside this file.
    """
    table = {word: cue for word, cue in cues().items() if cue.lemma not in _OF_THE_MIND}
    for row in _rows("speech.tsv"):
        lemma, act, irregular = [*row, ""][:3]
        for word, form in _inflect(lemma, irregular).items():
            table.setdefault(word, Cue(lemma=lemma, form=form, act=Act(act), takes=frozenset(), noun=False))
    return table


# What an outlet can only tell of somebody, and what is done as often as said: "ordered its troops", "recalled its envoy".
_OF_THE_MIND = frozenset(
    (
        "believe",
        "think",
        "hope",
        "fear",
        "expect",
        "understand",
        "estimate",
        "find",
        "show",
        "observe",
        "order",
        "recall",
    )
)


def _rows(name: str) -> Iterator[list[str]]:
    """Yield the cells of the rows of a table of this folder."""
    for row in (files("briefing") / "lexicon" / name).read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            yield row.split("\t")
