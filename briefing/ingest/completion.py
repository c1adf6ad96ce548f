"""Paragraphs that the extraction of a page left out although they stand beside the ones it took.

Pages cut their article into several boxes, or set the first paragraph apart; extraction keeps the largest box. What is
added here has the same surroundings as what was taken, or is the very paragraph that the page describes itself by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from briefing.ingest.blocks import blocks
from briefing.ingest.clean import scrub, tidy
from briefing.ingest.draft import Block

_LEAST_CHARS = 80  # of a paragraph that may be added: links and labels are shorter
_LEDE_CHARS = 170  # of the paragraph a page describes itself by: standfirsts are shorter, first paragraphs longer
_MOST_LINKED = 0.4  # share of a paragraph's characters that may stand inside links
_COMMON = 0.6  # share of the taken paragraphs that must have the surroundings in common
_MATCHED = 0.9  # share of the taken text that must be found again on the page, else nothing is touched
_WORTH = 0.3  # what was left out must be this much of what was taken: less is mostly notes on authors and newsletters
_SAME_START = 60  # characters in which a description and a paragraph must agree


def completed(taken: list[Block], tree: Any, description: str | None) -> list[Block]:  # noqa: ANN401 - lxml ships no types
    """Return the blocks taken, with what was left out put in its place in the order of the page."""
    known = {_key(block.text): block for block in taken}
    page: dict[str, Block] = {}
    for block in blocks(tree):
        page.setdefault(_key(block.text), block)
    lede = _described(page, known, description)
    extra = set(_siblings(tree, known)) & page.keys()
    if sum(map(len, extra)) < _WORTH * sum(map(len, known)):
        extra = set()
    if lede and lede not in extra:
        taken = [page[lede], *taken]
        known = {lede: page[lede], **known}
    matched = sum(len(key) for key in known if key in page)
    if not extra or len(known) < len(taken) or matched < _MATCHED * sum(map(len, known)):
        return taken
    merged = [known.get(key, block) for key, block in page.items() if key in known or key in extra]
    return [*merged, *(block for key, block in known.items() if key not in page)]


def _described(page: dict[str, Block], known: dict[str, Block], description: str | None) -> str | None:
    """Return the paragraph that the page's description begins like, if it was not taken."""
    start = _key(description or "")[:_SAME_START]
    if len(start) < _SAME_START or any(key.startswith(start) for key in known):
        return None
    candidates = (key for key, block in page.items() if block.kind is None and len(key) >= _LEDE_CHARS)
    return next((key for key in candidates if key.startswith(start)), None)


def _key(text: str) -> str:
    return tidy(scrub(text)).lower()


def _siblings(tree: Any, known: dict[str, Block]) -> Iterator[str]:  # noqa: ANN401 - as above
    """Yield the text of paragraphs whose parent looks like the parent of most of those taken."""
    paragraphs = [(element, _key(element.text_content())) for element in tree.iter("p")]
    parents = Counter(_signature(element) for element, key in paragraphs if key in known)
    if not parents:
        return
    signature, count = parents.most_common(1)[0]
    if count < _COMMON * parents.total() or not signature[1]:
        return
    for element, key in paragraphs:
        if (
            key not in known
            and len(key) >= _LEAST_CHARS
            and _signature(element) == signature
            and _linked(element) <= _MOST_LINKED * len(key)
        ):
            yield key


def _signature(element: Any) -> tuple[str, str]:  # noqa: ANN401 - as above
    parent = element.getparent()
    return (str(parent.tag), " ".join(sorted((parent.get("class") or "").split()))) if parent is not None else ("", "")


def _linked(element: Any) -> int:  # noqa: ANN401 - as above
    return sum(len(link.text_content()) for link in element.iter("a"))
