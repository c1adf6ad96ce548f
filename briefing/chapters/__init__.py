"""A folder of originals becomes chapters: one conflict or issue each, with the events inside it.

Bodies, names and time decide, headlines never. It refuses to know sides, claims and what matters.
The verbs are `group.group` and `narrow.narrowed`; what a profile needs to know of the room stands here.
"""

from briefing.chapters.settings import ChapterSettings

__all__ = ["ChapterSettings"]
