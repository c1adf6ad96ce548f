"""A brief becomes a message, and a message is handed over. Composing is pure: the same parts give the same bytes.

This room knows what a mail program and a mail server need; it refuses to know how bodies are made, and never lets the text
of an article become a header, a recipient or a part.
"""

from briefing.deliver.compose import WAY_OUT, address, compose, message_id, to_bytes
from briefing.deliver.send import Outcome, send
from briefing.deliver.settings import ServerSettings

__all__ = ["WAY_OUT", "Outcome", "ServerSettings", "address", "compose", "message_id", "send", "to_bytes"]
