"""Polls feeds and the pages they link into a folder of raw bytes: the only socket in, and never opened by `make`.

It knows servers, politeness and evidence. It refuses to know what an article says: what it keeps is read by `ingest` like
any other file. The verb is `collect.collect`; what a profile needs to know of it stands here.
"""

from briefing.collect.settings import CollectSettings, Feed

__all__ = ["CollectSettings", "Feed"]
