"""How long a brief takes, and what a plain script with sumy takes on the same articles; run by `make bench`, no test.

    python tests/bench.py [COUNT …]

The corpus is invented and the same on every machine: reports of one conflict in several outlets, three in ten of them copies.
Both are timed as whole processes, in turn; figures are medians of three pairs. The plain script reads, ranks all sentences by
sumy's LexRank, and prints twenty; its cost grows with the square, so it runs on the smallest corpus only.
"""

from __future__ import annotations

import json
import os
import platform
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median

_PAIRS = 3
_SIDES = (("Norway", "Oslo", "Norwegian"), ("Chile", "Santiago", "Chilean"))
_PLACES = ("Karsin", "Ostra", "Tarsa", "Orlen", "Velm", "Quill Bay", "Marsh Point", "Halden")
_EVENTS = (
    "shelled the harbour of {place}",
    "took two hills above {place}",
    "closed the road to {place}",
    "shot down a drone near {place}",
    "evacuated {n} families from {place}",
)
_SAID = (
    "{side}'s Defence Ministry said that its forces had {event}.",
    "{seat} denied that its army had {event}.",
    "“We shall answer,” a {demonym} spokesman said after troops {event}.",
)
_TOLD = (
    "Troops {event} on {day}, and {n} people were killed.",
    "The {demonym} army {event} late on {day}.",
    "Envoys of both countries met in Geneva on {day} for talks on a ceasefire.",
    "The border has been disputed since 1962.",
)


def articles(count: int) -> Iterator[dict[str, str]]:
    """Yield `count` invented articles; the same count gives the same articles."""
    chance = random.Random(7)
    made: list[dict[str, str]] = []
    while len(made) < count:
        number = len(made)
        if made and chance.random() < 0.3:
            old = chance.choice(made[-50:])
            paragraphs = old["text"].split("\n")
            text = "\n".join(paragraphs[: max(3, int(len(paragraphs) * chance.choice((1.0, 0.7))))])
            article = {**old, "id": f"b{number}", "outlet": f"Reprint {chance.randrange(40)}", "text": text}
        else:
            text = "\n".join(_sentence(chance) for _ in range(chance.randrange(12, 30)))
            day = f"2031-03-{1 + number * 27 // count:02d}"
            article = {
                "id": f"b{number}",
                "outlet": f"Courier {chance.randrange(60)}",
                "title": f"Report {number} from the border",
                "published": day,
                "text": text,
            }
        made.append(article)
        yield article


def _sentence(chance: random.Random) -> str:
    side, seat, demonym = chance.choice(_SIDES)
    event = chance.choice(_EVENTS).format(place=chance.choice(_PLACES), n=chance.randrange(2, 90))
    frame = chance.choice(_SAID + _TOLD)
    day = chance.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"))
    return frame.format(side=side, seat=seat, demonym=demonym, event=event, day=day, n=chance.randrange(2, 90))


def plain(source: str, out: str) -> None:
    """Do what a user would write instead: sumy's LexRank over all sentences."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
    from sumy.nlp.stemmers import Stemmer
    from sumy.summarizers.lex_rank import LexRankSummarizer

    class Words:
        language = "english"

        def to_words(self, sentence: str) -> tuple[str, ...]:
            return tuple(re.findall(r"[^\W\d_]+", sentence))

    texts = [json.loads(line)["text"] for line in Path(source).read_text(encoding="utf-8").splitlines()]
    found = [sentence for text in texts for sentence in re.split(r"(?<=[.!?])\s+|\n+", text) if sentence]
    document = ObjectDocumentModel([Paragraph([Sentence(sentence, Words()) for sentence in found])])
    chosen = LexRankSummarizer(Stemmer("english"))(document, 20)
    Path(out).write_text("\n".join(f"- {sentence}" for sentence in chosen), encoding="utf-8")


def timed(command: Sequence[str]) -> tuple[float, float]:
    """Run a whole process; return its wall seconds and its peak memory in MB."""
    begin = time.monotonic()
    quiet = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    child = os.posix_spawn(command[0], list(command), os.environ, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"exit {os.waitstatus_to_exitcode(status)}: {' '.join(command)}")
    return time.monotonic() - begin, used.ru_maxrss / 1024


def main() -> None:
    """Print a Markdown table."""
    if sys.argv[1:2] == ["--plain"]:
        plain(*sys.argv[2:4])
        return
    counts = [int(count) for count in sys.argv[1:]] or [60, 300, 1000]
    print(
        f"briefing {version('briefing')}, sumy {version('sumy')}, Python {platform.python_version()}, {os.cpu_count()} processors\n"
    )
    print(
        "| articles | briefing (Markdown, HTML, JSON) | articles/s | peak memory | sumy LexRank script | ratio |\n|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as place:
        for count in counts:
            source = Path(place, f"{count}.jsonl")
            source.write_text("\n".join(map(json.dumps, articles(count))), encoding="utf-8")
            ours = [
                sys.executable,
                "-m",
                "briefing",
                "make",
                str(source),
                "--format",
                "md,html,json",
                "-o",
                str(Path(place, "out")),
                "-q",
            ]
            theirs = [sys.executable, __file__, "--plain", str(source), str(Path(place, "plain.md"))]
            pairs = [(timed(ours), timed(theirs)[0] if count == counts[0] else None) for _ in range(_PAIRS)]
            wall, memory = median(mine[0] for mine, _ in pairs), max(mine[1] for mine, _ in pairs)
            ratios = [peer / mine[0] for mine, peer in pairs if peer is not None]
            peers = [peer for _, peer in pairs if peer is not None]
            other = (f"{median(peers):.1f} s", f"{median(ratios):.1f}×") if peers else ("–", "–")
            print(
                f"| {count} | {wall:.1f} s | {count / wall:.0f} | {memory:.0f} MB | {other[0]} | {other[1]} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
