"""Polls feeds and the pages they link into a folder of raw bytes: the only socket in, and never opened by `make`.

It knows servers, politeness and evidence. It refuses to know what an article says: what it keeps is read by `ingest` like
any other file.
"""

from briefing.collect.collect import Collected, collect
from briefing.collect.settings import CollectSettings, Feed

__all__ = ["CollectSettings", "Collected", "Feed", "collect"]
