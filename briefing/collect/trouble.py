"""Why a request was not made, or its answer not kept."""

from __future__ import annotations


class Trouble(Exception):  # noqa: N818 - it ends as a notice, not as an error
    """What happened, as the clause of a sentence, with advice. `again` says whether another try may end otherwise.

    `mute` says that the host gave no answer at all, or none that has an end.
    """

    def __init__(self, message: str, *, again: bool = False, mute: bool = False) -> None:
        super().__init__(message)
        self.again, self.mute = again, mute
