"""Chapters are read sentence by sentence and chosen from, on all cores: they know nothing of each other.

One chapter is often larger than all others together. Whoever has more to do than the others has therefore some of its reports
read by them, before they turn to their own chapters. How many cores there are changes the time and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from threading import Thread
from typing import BinaryIO

from briefing.model import Article, Chapter, Side
from briefing.pipeline.spread import Child, cores, dump, forked, shares
from briefing.pipeline.stages import Close, closely, dossier
from briefing.settings import Profile
from briefing.summarize.compose import Choice
from briefing.summarize.report import Previous

_WORTH_A_CHILD = 40  # originals of all chapters from which a second process saves more than it costs
_READING = 0.6  # share of its time that a chapter's reports take to be read by themselves; the quickest of .45 to .7 on 80 and 3,000 articles


def choices(
    chapters: Sequence[Chapter], sides: Sequence[Side], previous: Previous | None, profile: Profile
) -> list[Choice]:
    """Return what is chosen from each chapter, in their order."""

    def chosen(number: int, known: Mapping[str, Close] | None = None) -> Choice:
        return Choice(dossier(chapters[number], sides, known or {}), previous, profile.summarize)

    sizes = [sum(len(copies.original.text) for copies in chapter.originals) for chapter in chapters]
    workers = cores() if sum(len(chapter.originals) for chapter in chapters) >= _WORTH_A_CHILD else 1
    own, *others = shares(sizes, workers)
    lent = _lent(chapters, own, sizes, [sum(sizes[number] for number in share) for share in others])

    def work(loan: Sequence[Article], share: Sequence[int], pipe: BinaryIO) -> None:
        dump(closely(loan), pipe)
        dump([chosen(number) for number in share], pipe)

    with ExitStack() as stack:
        hands = []
        for loan, share in zip(lent, others, strict=True):
            child = forked(partial(work, loan, share))
            stack.callback(child.end)
            hands.append(_Hand(loan, share, child))
        listeners = [Thread(target=hand.listen) for hand in hands]
        for listener in listeners:
            listener.start()  # a child whose answer nobody takes would stand still
        largest, *rest = own
        done = {number: chosen(number) for number in rest}
        away = {article.id for loan in lent for article in loan}
        here = [copies.original for copies in chapters[largest].originals if copies.original.id not in away]
        known = closely(here)
        for hand, listener in zip(hands, listeners, strict=True):
            listener.join()
            known |= hand.read
        done[largest] = chosen(largest, known)
        for hand in hands:
            answers = hand.child.answer() or [chosen(number) for number in hand.share]
            done.update(zip(hand.share, answers, strict=True))
    return [done[number] for number in range(len(chapters))]


@dataclass(slots=True)
class _Hand:
    """A child, the reports it reads for its parent, the chapters it has for itself, and what it has read."""

    loan: Sequence[Article]
    share: Sequence[int]
    child: Child
    read: dict[str, Close] = field(default_factory=dict)

    def listen(self) -> None:
        """Take what the child has read; a child that dies costs time alone."""
        self.read = self.child.answer() or {}


def _lent(
    chapters: Sequence[Chapter], own: Sequence[int], sizes: Sequence[int], loads: Sequence[int]
) -> list[list[Article]]:
    """Return which reports of the largest of one's own chapters each of the others reads, so that all end together."""
    lent: list[list[Article]] = [[] for _ in loads]
    todo = [float(load) for load in loads]
    left = float(sum(sizes[number] for number in own))
    for copies in chapters[own[0]].originals:
        cost = _READING * len(copies.original.text)
        least = min(range(len(todo)), key=todo.__getitem__, default=None)
        if least is None or todo[least] + cost > left - cost:
            break
        lent[least].append(copies.original)
        todo[least] += cost
        left -= cost
    return lent
