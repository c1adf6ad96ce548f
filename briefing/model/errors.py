"""The one tree of exceptions: a brief that cannot be made.

BriefingError            exit 1
├── SettingsError        exit 2   a profile, a sides file or an argument cannot be understood
├── NothingToBrief       exit 3   no readable article is left
├── RenderError          exit 4   a document cannot be written
├── DeliveryError        exit 5   a message cannot be handed over
└── ArchiveError         exit 6   the archive cannot be read or written
    └── ArchiveBusy      exit 7   another run is at work

The message says what happened, to what, and what one can do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from briefing.model.notice import Notice


class BriefingError(Exception):
    """A brief that cannot be made, checked or sent."""

    exit_code: ClassVar[int] = 1


class SettingsError(BriefingError):
    """A profile, a sides file or an argument cannot be understood."""

    exit_code: ClassVar[int] = 2


class NothingToBrief(BriefingError):  # noqa: N818 - it reads as the sentence it is
    """No readable article is left to make a brief from; `notices` tell what became of those that there were."""

    exit_code: ClassVar[int] = 3

    def __init__(self, message: str, notices: Sequence[Notice] = ()) -> None:
        super().__init__(message)
        self.notices = tuple(notices)


class RenderError(BriefingError):
    """A document cannot be written."""

    exit_code: ClassVar[int] = 4


class DeliveryError(BriefingError):
    """A message cannot be composed or handed over."""

    exit_code: ClassVar[int] = 5


class ArchiveError(BriefingError):
    """The archive cannot be read or written."""

    exit_code: ClassVar[int] = 6


class ArchiveBusy(ArchiveError):  # noqa: N818 - nothing is wrong: somebody else is doing it
    """Another run is at work on the archive."""

    exit_code: ClassVar[int] = 7
