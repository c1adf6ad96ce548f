"""Readers: files and folders become articles and notices. The room refuses to know what the articles are for.

`read` is its one verb. The parent opens files, hashes their bytes and builds the records; every parser of untrusted bytes
runs in the guarded child of `isolate`, entered through `door`. One module a format: text (with Markdown), html, feed,
jsonl (with JSON Feed), rows, mail, pdf, warc, pack. Behind them all, `finish` cleans the text, sets furniture apart and
tells language and time. A file that cannot be read is a notice; its neighbours are unharmed.
"""

from briefing.ingest.draft import FEED_TYPES
from briefing.ingest.intake import Intake, read
from briefing.ingest.packed import unpacked
from briefing.ingest.readers import Readers
from briefing.ingest.settings import IngestSettings

__all__ = ["FEED_TYPES", "IngestSettings", "Intake", "Readers", "read", "unpacked"]
