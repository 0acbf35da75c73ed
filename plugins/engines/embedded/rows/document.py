"""What guards have to know of the artifact that is judged: how its numbers are written."""

from __future__ import annotations

import re

_LOWEST, _BEYOND = -(2**63), 2**64
_CANDIDATES = (".0,", ".0}", ".0]", "e+")
"""How whole numbers look that Python has written as fractions; texts may have it too."""
_LONG = re.compile(r"[0-9]{19}")
_NUMBERS = re.compile(r'"(?:[^"\\]|\\.)*"|(-?[0-9][0-9.eE+-]*)')


class BeyondError(ValueError):
    """A whole number of more than 64 bits."""


def has_rewritten(text: str) -> bool:
    """Return whether JSON, as Python writes it, has numbers that are whole and yet written with a point or an exponent.

    Raises BeyondError for whole numbers beyond 64 bits, which the engine would round.
    """
    if not any(each in text for each in _CANDIDATES) and _LONG.search(text) is None:
        return False
    found = False
    for number in _NUMBERS.finditer(text):
        word = number.group(1)
        if not word:
            continue
        if re.fullmatch(r"-?[0-9]+", word):
            if not _LOWEST <= int(word) < _BEYOND:
                raise BeyondError(word)
            found = found or word == "-0"
        else:
            found = found or repr(float(word)) != word or float(word).is_integer()
    return found


class Spelling:
    """What guards have to know of the artifact: whether it has numbers that are written like 1.0."""

    def __init__(self) -> None:
        self.rewritten = False
