"""A brief becomes a message. Composing is pure: the same brief, bodies and recipients give the same bytes.

This room knows what a mail program and a mail server need; it refuses to know how bodies are made, and never lets the text
of an article become a header, a recipient or a part.
"""

from briefing.deliver.compose import address, compose, to_bytes
from briefing.deliver.settings import ServerSettings

__all__ = ["ServerSettings", "address", "compose", "to_bytes"]
