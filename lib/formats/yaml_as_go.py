"""YAML 1.1 as programs in Go read it (go.yaml.in/yaml/v2, by way of JSON): Kubernetes, and policies that were written for them.

``yes``, ``on`` and their like are true or false, ``012`` is ten, a key may be any scalar, a tag of nobody's schema is left
aside. Dates are texts.
"""

from __future__ import annotations

import re

from ..documents import Json
from .limits import MAX_INTEGER, MIN_INTEGER, NOT_FINITE, TOO_BIG, Refused
from .limits import number as finite
from .scalars import WORDS, Dialect

_TRUE, _FALSE = "y Y yes Yes YES on On ON".split(), "n N no No NO off Off OFF".split()
_INTEGER = re.compile(r"([-+]?)(?:(0[xX][0-9a-fA-F]+)|(0[bB][01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_LONGEST = 80


def number(text: str) -> Json:
    """Return the number that ``text`` is, or ``text`` itself. Raises Refused for one that no engine takes."""
    plain = text.replace("_", "")
    found = _INTEGER.fullmatch(plain)
    if found is not None:
        sign, in_16, in_2, in_8, in_10 = found.groups()
        digits, base = next((d, b) for d, b in ((in_16, 16), (in_2, 2), (in_8, 8), (in_10, 10)) if d is not None)
        if len(digits) > _LONGEST:
            raise Refused(TOO_BIG)
        value = int(digits, base) * (-1 if sign == "-" else 1)
        if not MIN_INTEGER <= value <= MAX_INTEGER:
            raise Refused(TOO_BIG)
        return value
    if _NOT_FINITE.fullmatch(text):
        raise Refused(NOT_FINITE)
    return finite(plain) if _FLOAT.fullmatch(plain) else text


def _key(key: Json) -> Json:
    """Return a key as JSON has it."""
    if isinstance(key, bool):
        return "true" if key else "false"
    return str(key) if isinstance(key, int) else f"{key:g}" if isinstance(key, float) else key


AS_GO = Dialect(
    words={**WORDS, **dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)},
    number=number,
    versions=(None, (1, 1), (1, 2)),
    any_tag=True,
    key=_key,
)
