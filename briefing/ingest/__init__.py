"""Readers: files and folders become articles and notices. The room refuses to know what the articles are for.

`read` is its one verb. The parent opens files, hashes their bytes and builds the records; every parser of untrusted bytes
runs in the guarded child of `isolate`, entered through `door`. One module a format: text (with Markdown), html, feed,
jsonl (with JSON Feed), rows, mail, pdf, warc, pack. Behind them all, `finish` cleans the text, sets furniture apart and
tells language and time. A file that cannot be read is a notice; its neighbours are unharmed.

Names are looked up on first use: the child, which enters by its own door, is started before its parent has loaded the rest
and must not load the parent's side at all.
"""

from typing import TYPE_CHECKING

from briefing.on_demand import on_demand

if TYPE_CHECKING:
    from briefing.ingest.draft import FEED_TYPES
    from briefing.ingest.intake import Intake, read
    from briefing.ingest.packed import unpacked
    from briefing.ingest.readers import Readers
    from briefing.ingest.settings import IngestSettings

__all__ = ["FEED_TYPES", "IngestSettings", "Intake", "Readers", "read", "unpacked"]

_HOME = {
    "FEED_TYPES": "briefing.ingest.draft",
    "IngestSettings": "briefing.ingest.settings",
    "Intake": "briefing.ingest.intake",
    "Readers": "briefing.ingest.readers",
    "read": "briefing.ingest.intake",
    "unpacked": "briefing.ingest.packed",
}
__getattr__ = on_demand(__name__, _HOME)
