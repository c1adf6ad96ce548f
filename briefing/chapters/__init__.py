"""A folder of originals becomes chapters: one conflict or issue each, with the events inside it.

Bodies, names and time decide, headlines never. It refuses to know sides, claims and what matters.
"""

from briefing.chapters.group import ChapterSettings, group
from briefing.chapters.narrow import narrowed

__all__ = ["ChapterSettings", "group", "narrowed"]
