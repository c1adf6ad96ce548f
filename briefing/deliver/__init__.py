"""A brief becomes a message, and a message is handed over. Composing is pure: the same parts give the same bytes.

This room knows what a mail program and a mail server need; it refuses to know how bodies are made, and never lets the text
of an article become a header, a recipient or a part. The one verb that opens a socket is `send.send`.
The verbs stand in `compose` and `send`; what a profile needs to know of the room stands here.
"""

from briefing.deliver.settings import ServerSettings

__all__ = ["ServerSettings"]
