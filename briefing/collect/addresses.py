"""Which machines may be asked: those with public addresses, and those that the profile allows by name.

A name is resolved once, every address it has is checked, and the connection goes to a checked address, not to the name: a
name that means another machine a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from briefing.collect.settings import CollectSettings
from briefing.collect.trouble import Trouble

_USUAL_PORTS = frozenset((80, 443))
_MOST = 4  # addresses tried of one name
# Azure's metadata server, the one of the clouds that has a public address. Source: its documentation of 168.63.129.16.
_METADATA = frozenset((IPv4Address("168.63.129.16"),))
# Blocks for special purposes that `ipaddress` took for global before CPython 3.12.4 and 3.11.10, and Teredo, which hides where
# it leads. Source: the special-purpose address registries of IANA.
_INSIDE = (IPv4Network("192.0.0.0/24"), IPv6Network("2001::/23"), IPv6Network("64:ff9b:1::/48"))
_NAT64 = IPv6Network("64:ff9b::/96")  # Source: RFC 6052, 2.1


def reachable(host: str, port: int, settings: CollectSettings) -> tuple[str, ...]:
    """Return the addresses of a host that may be connected to; raises Trouble if one of them may not."""
    allowed = host.lower() in {name.lower() for name in settings.allow}
    if not allowed and port not in _USUAL_PORTS:
        raise Trouble(
            f"port {port} of {host} is no port of a news server; if you trust it, add the host to allow in [collect]"
        )
    found = _resolved(host, port)
    private = [address for address in found if not is_public(address)]
    if private and not allowed:
        raise Trouble(
            f"{host} has an address inside a network ({private[0]}), which is not asked; if you trust it, add the host to allow in [collect]"
        )
    return found[:_MOST]


def _resolved(host: str, port: int) -> tuple[str, ...]:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) else "the name is malformed"
        raise Trouble(f"{host} has no address ({reason}); check the spelling and the network", again=True) from trouble
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


def is_public(address: str) -> bool:
    """Whether an address belongs to the open internet; one that carries another inside is judged by that too."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in _NAT64:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return _is_open(inner)
        if found.is_site_local:
            return False
    return _is_open(found)


def _is_open(found: IPv4Address | IPv6Address) -> bool:
    if any(found in block for block in _INSIDE):
        return False
    # `is_global` alone lets multicast through.
    return found.is_global and not (found.is_multicast or found.is_reserved or found in _METADATA)
