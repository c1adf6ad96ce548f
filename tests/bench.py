"""How fast a brief is, beside what a user would write instead; run by `make bench`, no test.

    python tests/bench.py [--full] [--readme README.md]

The corpus is invented and the same on every machine (`bench_corpus.py`), the peers are pinned in the extra `bench`
(`bench_peers.py`). Whole processes are timed in turn, ours and theirs; a ratio is the median of paired ratios. `--full` adds
what takes long: a hundred thousand articles, and twenty thousand on one core and on two. `--readme` puts the table between the
marks of that file.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

from bench_corpus import Row, articles, with_copies

from briefing.dedupe.fold import fold
from briefing.model import Article, Origin

_HERE = Path(__file__).parent
_PAIRS = 3
_MARKS = ("<!-- make bench -->", "<!-- end -->")
_BRIEFING = [sys.executable, "-m", "briefing"]
Line = tuple[str, str, str]


def timed(command: Sequence[str]) -> tuple[float, float, float]:
    """Run a whole process; return its wall seconds, its CPU seconds with those of its children, and its peak memory in MB."""
    begin = time.monotonic()
    quiet = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_WRONLY, 0) for stream in (1, 2)]
    child = os.posix_spawn(command[0], list(command), os.environ, file_actions=quiet)
    _, status, used = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"exit {os.waitstatus_to_exitcode(status)}: {' '.join(command)}")
    return time.monotonic() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


class Bench:
    """Runs the measures in a folder of its own and remembers what was made there."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def corpus(self, count: int) -> Path:
        """Return a file of so many articles."""
        path = self.place / f"{count}.jsonl"
        if not path.exists():
            # Line by line: what this process holds counts as memory of those that it starts.
            with path.open("w", encoding="utf-8") as out:
                out.writelines(f"{json.dumps(row)}\n" for row in articles(count))
        return path

    def make(self, count: int, out: str = "out") -> tuple[float, float, float]:
        """Time a brief of so many articles as Markdown, HTML and JSON."""
        target = ["--format", "md,html,json", "-o", str(self.place / out), "-q"]
        return timed([*_BRIEFING, "make", str(self.corpus(count)), *target])

    def against(self, peer: str, count: int) -> Line:
        """A brief beside what a user would write instead, in turn."""
        script = [
            sys.executable,
            str(_HERE / "bench_peers.py"),
            peer,
            str(self.corpus(count)),
            str(self.place / "peer.md"),
        ]
        pairs = [(self.make(count)[0], timed(script)[0]) for _ in range(_PAIRS)]
        ours, theirs = (median(pair[side] for pair in pairs) for side in (0, 1))
        ratio = median(theirs / ours for ours, theirs in pairs)
        return (f"{count} articles, {_PEERS[peer]}", f"{ours:.1f} s, {theirs:.1f} s", f"{ratio:.0f}×")

    def growth(self, counts: Sequence[int]) -> Iterator[Line]:
        """CPU time over the number of articles, start-up taken off, and what the largest runs take."""
        start = min(timed([*_BRIEFING, "--help"])[1] for _ in range(_PAIRS))
        points = []
        for count in counts:
            wall, cpu, memory = self.make(count)
            points.append((math.log(count), math.log(cpu - start)))
            yield (f"{count:,} articles", f"{wall:.1f} s, {memory:.0f} MB", f"{count / wall:.0f} articles/s")
        middle = [sum(values) / len(points) for values in zip(*points, strict=True)]
        slope = sum((x - middle[0]) * (y - middle[1]) for x, y in points) / sum((x - middle[0]) ** 2 for x, _ in points)
        yield (f"growth of CPU time, {counts[0]:,} to {counts[-1]:,} articles", "1 is linear", f"exponent {slope:.2f}")

    def cores(self, count: int) -> Line:
        """The same brief on one core and on all of them."""
        all_ = os.sched_getaffinity(0)
        pairs, made = [], []
        for _ in range(_PAIRS):
            os.sched_setaffinity(0, {min(all_)})
            one = self.make(count, "one")[0]
            os.sched_setaffinity(0, all_)
            pairs.append((one, self.make(count, "all")[0]))
            made.append([(self.place / out / "brief.json").read_bytes() for out in ("one", "all")])
        same = "same bytes" if all(one == other for one, other in made) else "OTHER BYTES"
        ratio = median(one / other for one, other in pairs)
        return (f"{count:,} articles, {len(all_)} cores beside one", same, f"{ratio:.2f}×")


_PEERS = {"naive": "beside sumy's LexRank over all sentences", "competent": "beside datasketch, scikit-learn and sumy per cluster"}  # fmt: skip


def start_up() -> Line:
    """`briefing --help` beside an interpreter that does nothing."""
    pairs = [(timed([*_BRIEFING, "--help"])[0], timed([sys.executable, "-c", "pass"])[0]) for _ in range(20)]
    ours, theirs = (1000 * median(pair[side] for pair in pairs) for side in (0, 1))
    return ("`briefing --help` beside `python -c pass`", f"{ours:.0f} ms, {theirs:.0f} ms", f"+{ours - theirs:.0f} ms")


def folding(count: int) -> Line:
    """Folding beside datasketch, CPU time of both, texts in memory."""
    from bench_peers import folded

    rows = list(articles(count))
    read, texts = [_article(row) for row in rows], [row["text"] for row in rows]
    pairs = [(_cpu(lambda: fold(read)), _cpu(lambda: folded(texts))) for _ in range(_PAIRS)]
    ours, theirs = (median(pair[side] for pair in pairs) for side in (0, 1))
    ratio = median(theirs / ours for ours, theirs in pairs)
    return (f"{count:,} articles folded, beside datasketch with 128 permutations", f"{ours:.1f} s, {theirs:.1f} s", f"{ratio:.1f}×")  # fmt: skip


def copies() -> Iterator[Line]:
    """Planted copies of each kind, and reports that share standing paragraphs."""
    planted = with_copies(200, 450)
    groups = fold([_article(row) for row in planted.rows])
    member: dict[str, set[str]] = {}
    for group in groups:
        for article in group.articles:
            member.setdefault(article.id, set()).add(group.original.id)
    hits = Counter(kind for kind, one, other in planted.pairs if member[one] & member[other])
    there = Counter(kind for kind, _, _ in planted.pairs)
    told = ", ".join(f"{kind} {hits[kind] / there[kind]:.3f}" for kind in there)
    true = {frozenset(pair[1:]) for pair in planted.pairs}
    folded = [
        frozenset((one.id, other.id))
        for group in groups
        for at, one in enumerate(group.articles)
        for other in group.articles[:at]
    ]
    false = [pair for pair in folded if pair not in true]
    apart = sum(pair <= planted.apart for pair in false)
    count = len(planted.apart) * (len(planted.apart) - 1) // 2
    yield ("planted copies found", told, f"recall {sum(hits.values()) / len(planted.pairs):.3f}")
    yield (
        "pairs folded that are no copies",
        f"of {len(folded)} folded",
        f"precision {1 - len(false) / len(folded):.4f}",
    )
    yield ("reports that share standing paragraphs, folded", f"of {count:,} pairs", f"{apart}")


def _article(row: Row) -> Article:
    origin = Origin(path="corpus", media_type="application/json", sha256="")
    day = datetime.fromisoformat(row["published"]).replace(tzinfo=UTC)
    return Article(
        id=row["id"], outlet=row["outlet"], title=row["title"], text=row["text"], published=day, origin=origin
    )


def _cpu(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def lines(*, full: bool) -> Iterator[Line]:
    """Yield what was measured, how, and the figure."""
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(Path(place))
        yield bench.against("naive", 80)
        yield bench.against("competent", 1000)
        yield from bench.growth([1000, 3000, 10_000, *([30_000, 100_000] if full else [])])
        if full:
            yield bench.cores(20_000)
    yield start_up()
    yield folding(3000)
    yield from copies()


def setting() -> str:
    """Return what the figures depend on: versions, processor, how busy the machine is."""
    names = ("briefing", "sumy", "scikit-learn", "datasketch", "numpy", "scipy")
    with Path("/proc/cpuinfo").open(encoding="utf-8") as file:
        model = next(
            (line.partition(":")[2].strip() for line in file if line.startswith("model name")), platform.machine()
        )
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{versions}, Python {platform.python_version()}; {len(os.sched_getaffinity(0))} cores of {model}, load {os.getloadavg()[0]:.1f}"
        f" at the beginning. Medians of {_PAIRS} pairs."
    )


def main() -> None:
    """Print the table, and put it where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--readme", type=Path)
    chosen = parser.parse_args()
    written = [setting(), "", "| what | measured | result |", "|---|---|---|"]
    print("\n".join(written), flush=True)
    for line in lines(full=chosen.full):
        written.append(f"| {' | '.join(line)} |")
        print(written[-1], flush=True)
    if chosen.readme:
        before, found, rest = chosen.readme.read_text(encoding="utf-8").partition(_MARKS[0])
        if not found or _MARKS[1] not in rest:
            raise SystemExit(f"no place for the table: {chosen.readme} – it takes the lines {' and '.join(_MARKS)}")
        after = rest.partition(_MARKS[1])[2]
        table = "\n".join(written)
        chosen.readme.write_text(f"{before}{_MARKS[0]}\n{table}\n{_MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
