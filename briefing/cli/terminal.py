"""What is said on stderr: notices, progress, the closing line. Foreign text reaches a terminal without control characters."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence

from briefing.model import Brief, Notice, Severity

_SHOWN = 40  # notices printed one by one; the rest are counted and stand in the brief
_ONE_BYTE = 0xFF
_SECOND = 0.2  # how often a progress line is drawn again


def plain(text: str) -> str:
    """Return text with control characters, line breaks and bidirectional overrides shown as marks."""
    return "".join(
        character
        if character.isprintable()
        else f"\\x{ord(character):02x}"
        if ord(character) <= _ONE_BYTE
        else "\ufffd"
        for character in text
    )


class Voice:
    """Says things on stderr, or keeps silent."""

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet
        self._live = not quiet and sys.stderr.isatty()
        self._stage = ""
        self._began = self._drawn = 0.0

    def progress(self, stage: str, done: int, total: int) -> None:
        """Draw stage, count and time left on one line of a terminal; say nothing anywhere else."""
        if not self._live:
            return
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._began, self._drawn = stage, now, 0.0
        if now - self._drawn < _SECOND and done < total:
            return
        self._drawn = now
        left = (now - self._began) * (total - done) / done if done else None
        eta = f", about {left:.0f} s left" if left is not None and left >= 1 else ""
        print(f"\r\x1b[K{stage}: {done} of {total}{eta}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the progress line away."""
        if self._live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def say(self, sentence: str) -> None:
        """Print one sentence about the run."""
        self.clear()
        if not self.quiet:
            print(plain(sentence), file=sys.stderr)

    def notices(self, notices: Sequence[Notice]) -> None:
        """Print notices, the gravest first."""
        self.clear()
        if self.quiet:
            return
        order = list(Severity)
        ranked = sorted(notices, key=lambda notice: (order.index(notice.severity), notice.subject))
        for notice in ranked[:_SHOWN]:
            print(f"{notice.severity}: {plain(notice.subject)}: {plain(notice.message)}", file=sys.stderr)
        if len(ranked) > _SHOWN:
            counted = Counter(notice.severity for notice in ranked[_SHOWN:])
            print(
                "and " + ", ".join(f"{count} more ({severity})" for severity, count in sorted(counted.items())),
                file=sys.stderr,
            )

    def closing(self, brief: Brief, written: Sequence[str], seconds: float) -> None:
        """Say what was made, and from what."""
        self.clear()
        if self.quiet:
            return
        recipe = brief.recipe
        lines = sum(len(chapter.lines) for chapter in brief.chapters)
        print(
            f"{', '.join(written) or 'nothing written'}: {_count(lines, 'line')} in {_count(len(brief.chapters), 'chapter')} from {_count(recipe.articles, 'article')} of {_count(recipe.outlets, 'outlet')}"
            f" ({_count(recipe.copies, 'copy', 'copies')} folded), {_count(len(brief.notices), 'notice')}, {seconds:.1f} s",
            file=sys.stderr,
        )


def _count(number: int, one: str, many: str | None = None) -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def gaps(notices: Sequence[Notice]) -> bool:
    """Whether anything was lost or degraded."""
    return any(notice.severity is not Severity.REMARK for notice in notices)
