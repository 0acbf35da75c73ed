"""What a label's text is: the JSON object of Annex E, or one of the ways in which it was spoilt."""

from __future__ import annotations

import base64
import binascii
import json
import re
from typing import Any, NamedTuple

_WRAPPER = "AIGC"
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{8,}={0,2}")
_DEEPEST = 16
_INT64 = 1 << 63


class Parsed(NamedTuple):
    """The form of a text, its members where there are some, and the keys that are there twice."""

    form: str
    fields: dict[str, Any] | None = None
    repeated: tuple[str, ...] = ()


class _Object(dict[str, Any]):
    """An object that knows which keys it has more than once."""

    repeated: tuple[str, ...] = ()


def parse(text: str | None) -> Parsed:
    """Return what a text is. It never raises: a label that is malformed is a finding, and others decide which."""
    if text is None:
        return Parsed("broken")
    text = text.strip("\0 \t\r\n")
    if not text:
        return Parsed("empty")
    known, value = _json(text)
    if known:
        return _of(value)
    inner = _escaped(text) or _in_base64(text)
    return inner or Parsed("broken")


def _of(value: Any) -> Parsed:
    if isinstance(value, _Object):
        wrapped = value.get(_WRAPPER)
        if len(value) == 1 and isinstance(wrapped, _Object):
            return Parsed("wrapped", _tame(wrapped), (*value.repeated, *wrapped.repeated))
        if len(value) == 1 and isinstance(wrapped, str):
            return _inside(wrapped) or Parsed("wrapped", {}, value.repeated)
        return Parsed("object", _tame(value), value.repeated)
    return (_inside(value) if isinstance(value, str) else None) or Parsed("other")


def _inside(text: str) -> Parsed | None:
    """Return the object that stands in a JSON text once more; None where there is none."""
    for _ in range(3):
        known, value = _json(text)
        if known and isinstance(value, _Object):
            found = _of(value)
            return found._replace(form="quoted") if found.fields is not None else None
        if not known or not isinstance(value, str):
            break
        text = value
    return _in_base64(text)


def _escaped(text: str) -> Parsed | None:
    """Return the object of a text that was escaped for a JSON text but not quoted."""
    if '\\"' not in text:
        return None
    known, value = _json(f'"{text}"')
    return _inside(value) if known else None


def _in_base64(text: str) -> Parsed | None:
    text = "".join(text.split())
    if not _BASE64.fullmatch(text):
        return None
    plain = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        known, value = _json(base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True).decode())
    except (binascii.Error, UnicodeDecodeError):
        return None
    if not known or not isinstance(value, _Object):
        return None
    found = _of(value)
    return found._replace(form="base64") if found.fields is not None else None


def _json(text: str) -> tuple[bool, Any]:
    """Return whether a text is JSON, and its value."""
    try:
        return True, json.loads(text, object_pairs_hook=_object, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return False, None


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found, repeated = _Object(), []
    for key, value in pairs:
        if key in found:
            repeated.append(key)
        found.setdefault(key, value)
    found.repeated = tuple(dict.fromkeys(map(_clean, repeated)))
    return found


def _refuse(name: str) -> Any:
    raise ValueError(name)


def _tame(value: Any, depth: int = 0) -> Any:
    """Return a value as every reader of documents would have given it: what they refuse becomes text."""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, float) and value not in (float("inf"), float("-inf")):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value if isinstance(value, int) and -_INT64 <= value < _INT64 else str(value)[:100]
    if isinstance(value, dict | list) and depth > _DEEPEST:
        return "…"
    if isinstance(value, dict):
        return {_clean(key): _tame(member, depth + 1) for key, member in value.items()}
    if isinstance(value, list):
        return [_tame(member, depth + 1) for member in value]
    return value


def _clean(text: str) -> str:
    """Return a text without half surrogates, which are no characters."""
    return text.encode("utf-8", "replace").decode() if not text.isascii() else text
