"""Who reads a file: by a pattern of its name, or by its suffix."""

from __future__ import annotations

import fnmatch
from collections.abc import Mapping
from typing import Any, TypeVar

from .errors import KindError
from .words import say

Claim = TypeVar("Claim", bound=tuple[Any, Any])
"""A reader and its plugin; both have a ``name``."""


def reader_of(name: str, suffix: str, by_pattern: Mapping[str, Claim], by_suffix: Mapping[str, Claim]) -> Claim | None:
    """Return who reads a file of that name; a pattern of names comes before a suffix. Raises KindError where two do."""
    claims = [claim for pattern, claim in by_pattern.items() if fnmatch.fnmatchcase(name, pattern)]
    other = by_suffix.get(suffix)
    if claims and other is not None and other[1].name != claims[0][1].name:
        claims.append(other)
    if len({(reader.name, plugin.name) for reader, plugin in claims}) > 1:
        names = sorted((reader.name, plugin.name) for reader, plugin in claims)
        raise KindError(say("plugin.two_readers", readers=[say("plugin.of", name=a, owner=b) for a, b in names]))
    return claims[0] if claims else other
