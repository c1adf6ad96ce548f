"""What was read, made and sent is remembered: one SQLite file, and a folder of documents for each day.

This room knows which days have a brief, what was in it and who has got it. It refuses to know how a brief is made or sent,
what day it is, and where the clock stands: times come in as values. Every step that cannot be undone is announced to a `Mark`
before and after, so that a process killed between two of them can be watched to come to the same end. The file is `store.Archive`.
"""

from briefing.archive.calendar import Edition, edition_at
from briefing.archive.files import Mark, make_folder, put, put_folder, sweep, unmarked
from briefing.archive.lock import alone
from briefing.archive.outbox import Dispatch, DispatchState, hopeless, next_try
from briefing.archive.records import Filed, Hit

__all__ = [
    "Dispatch",
    "DispatchState",
    "Edition",
    "Filed",
    "Hit",
    "Mark",
    "alone",
    "edition_at",
    "hopeless",
    "make_folder",
    "next_try",
    "put",
    "put_folder",
    "sweep",
    "unmarked",
]
