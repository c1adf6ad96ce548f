"""A brief becomes a message. Composing is pure: the same brief, bodies and recipients give the same bytes.

This room knows what a mail program and a mail server need; it refuses to know how bodies are made, and never lets the text
of an article become a header, a recipient or a part.
"""

from briefing.deliver.compose import compose, to_bytes

__all__ = ["compose", "to_bytes"]
