"""How this room writes its word lists: as running text, a line a group, so that a reader can find and add a word.

It knows no list itself.
"""

from __future__ import annotations


def listed(text: str) -> tuple[str, ...]:
    """Return the words of `text`, separated by white space, in the order in which they are written."""
    return tuple(text.split())
