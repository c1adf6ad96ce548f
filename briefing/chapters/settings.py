"""What can be set of grouping."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterSettings:
    """Thresholds of grouping: average similarities in [0, 1], days, counts.

    `event` and `fade` were measured on allsides_stories val and ecbplus dev (B-cubed F1 .965 and .88 at these values),
    `dossier` on windows/ and gold/: every gold story stays one chapter, a window's conflict holds together.
    """

    event: float = 0.15
    fade: float = 7.0  # days after which the same words are half as likely (1/e) to tell of the same event
    names: float = 2.0  # weight of a name against another word
    dossier: float = 0.12
    event_words: int = 80
    dossier_names: int = 40
    smallest: int = 2  # reports a chapter has, unless no chapter has as many
    most: int = 5  # chapters of one brief
    # Reports of a chapter that are read sentence by sentence; the largest of the windows of real conflicts has 111.
    read: int = 120
