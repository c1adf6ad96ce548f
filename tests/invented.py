"""Invented reports for the tests of folding: sentences put together by hashes, the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from briefing.model import Article, Copies, Origin

START = datetime(2020, 3, 2, 6, tzinfo=UTC)
# What a sentence of an invented report is put together from, part by part, and the words that an editor puts in.
PARTS = tuple(
    tuple(part.split("|"))
    for part in (
        "The harbour master|A patrol|The water board|Nine trucks|The mayor of Orlen|Two brigades|A survey ship|The dam keeper|Some forty farmers|The night train|A convoy|The ferry|Three envoys|The union|An old bridge|The guard",
        "left|reached|crossed|lost|counted|closed|opened|repaired|passed|burned|searched|circled|missed|found|guarded|emptied",
        "the northern gate|a field kitchen|the salt road|nine barrels|the lower town|a row of tents|the old depot|its second pump|the eastern pier|a stone wall|the signal box|two wooden huts|the river camp|a mountain pass|the grain store|several boats",
        "before dawn|late on Monday|in heavy rain|after the truce|without a word|for a third time|under a full moon|at great cost|by mistake|as snow fell|on foot|with some delay|in plain sight|during the fair|near Merrow|within the hour",
        "because fog came in|while music played|though orders differed|and nobody spoke|until lamps failed|as maps had shown|since wells ran dry|but only briefly|when bells rang|after votes were read|and bread ran short|where roads meet|so witnesses recall|whatever papers print|once guards changed|before news spread",
    )
)
EDITS = (
    "harbour", "lantern", "Tuesday", "granite", "willow", "seven", "quietly", "market", "copper", "beneath", "orchard", "yellow", "treaty", "ladder", "winter", "signal",
)  # fmt: skip
BOILERPLATE = (
    "The valley has been divided since an armistice line was drawn through it two generations ago. Its people trade in "
    "salt and apples and have voted three times on a common road. The last count ended without a result, and the courts of "
    "both towns have put off their ruling to the autumn."
)  # fmt: skip


def pick(choices: Sequence[str], *seed: object) -> str:
    """Choose by a hash of the seed: varied, and the same on every machine."""
    digest = blake2b(repr(seed).encode(), digest_size=8).digest()
    return choices[int.from_bytes(digest, "big") % len(choices)]


def report(number: int, length: int = 18) -> list[str]:
    """Return the sentences of an invented report; two numbers share hardly a run of five words."""
    return [
        " ".join(pick(choices, number, at, part) for part, choices in enumerate(PARTS)) + "." for at in range(length)
    ]


def edited(sentences: Sequence[str], every: int, seed: int) -> str:
    """Replace about one word in so many, at places that differ from seed to seed."""
    words = " ".join(sentences).split()
    for at in range(seed % every, len(words), every):
        words[at] = pick(EDITS, seed, at)
    return " ".join(words)


def article(name: str, text: str, hour: int = 0, **further: Any) -> Article:  # noqa: ANN401 - any field of an article
    further.setdefault("outlet", f"Outlet {name}")
    return Article(
        id=name,
        text=text,
        origin=Origin(path=f"{name}.txt", media_type="text/plain", sha256="0" * 64),
        published=START + timedelta(hours=hour),
        **further,
    )


def shown(groups: Sequence[Copies]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(group.original.id, [(copy.article.id, copy.reason.value) for copy in group.copies]) for group in groups]
