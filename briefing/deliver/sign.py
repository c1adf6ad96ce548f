"""A DKIM signature for a house whose mail server does not sign by itself. Needs the extra `dkim`."""

from __future__ import annotations

import os
import stat

from briefing.deliver.settings import ServerSettings
from briefing.model import DeliveryError

# What a reader sees and what a forger would add; named twice where a second one must not appear. Source: RFC 6376, 5.4 and 8.15.
_SIGNED = (
    b"From",
    b"From",
    b"To",
    b"Subject",
    b"Subject",
    b"Date",
    b"Message-ID",
    b"MIME-Version",
    b"Content-Type",
    b"List-Unsubscribe",
)


def signed(raw: bytes, server: ServerSettings, domain: str) -> bytes:
    """Return a message with a signature of its sender's domain before it, unchanged where no selector is set.

    The library puts the hour of signing into it. Raises DeliveryError.
    """
    if not server.dkim_selector:
        return raw
    try:
        from dkim import DKIMException, sign
    except ImportError as trouble:
        raise DeliveryError("nothing to sign with: dkimpy is not installed – pip install 'briefing[dkim]'") from trouble
    try:
        header: bytes = sign(
            raw, server.dkim_selector.encode(), domain.encode(), _key(server), include_headers=list(_SIGNED)
        )
    except (DKIMException, ValueError, LookupError) as trouble:
        raise DeliveryError(
            f"cannot sign: {server.dkim_key}: {type(trouble).__name__} – it takes a private RSA key in PEM form"
        ) from None
    return header + raw


def _key(server: ServerSettings) -> bytes:
    """Read the key; no message holds any part of it."""
    try:
        with open(server.dkim_key or "", "rb") as file:  # noqa: PTH123 - the handle that is checked must be the one that is read
            if os.fstat(file.fileno()).st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                raise DeliveryError(f"others can read the key: {server.dkim_key} – chmod 600 it")
            return file.read(65_536)
    except OSError as trouble:
        raise DeliveryError(f"cannot read the key: {server.dkim_key}: {trouble.strerror} – check the name") from trouble
