"""Addresses and networks, as both engines read them."""

from __future__ import annotations

import re

from .outside import OutsideError

_MAX_ITEMS = 100_000
_ODD = re.compile(r"(?i)(?:^|[./])0[0-9]|ffff:|%|\s")


def network(value: object) -> object:
    """Let through a text without zeros in front, zones, or addresses of one kind inside the other."""
    if isinstance(value, str) and _ODD.search(value):
        raise OutsideError
    return value


def expanded(value: str) -> set[str]:
    """Return the addresses of a network, as many as one can bear."""
    from ipaddress import ip_network

    if not isinstance(value, str) or "/" not in value:
        raise ValueError("no network")
    network(value)
    if not re.fullmatch(r"[0-9A-Fa-f:.]+/(?:0|[1-9][0-9]{0,2})", value):
        raise ValueError("no network")
    found = ip_network(value, strict=False)
    if found.num_addresses > _MAX_ITEMS:
        raise ValueError(f"more than {_MAX_ITEMS} addresses")
    return {str(address) for address in found}
