"""What the label says: the JSON object of Annex E, of values that are checked."""

from __future__ import annotations

import json
import re

from adjudge.lib.errors import UsageError
from adjudge.lib.escape import visible
from adjudge.lib.words import say

_CODE = re.compile(r"00[0-9A-Z]{25}")
_SHOWN = 80
"""Characters of a value that an error repeats."""
_ORGANISATION = "0011"
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_SIGNS = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]*")
_PROTECTED = re.compile(r"[\x21-\x5b\x5d-\x7e]*")
MOST = 20_000
"""Characters of a label: FLV has no room for many more, and some readers lose them."""


def label_of(
    *, label: str, producer: str, id: str, propagator: str, propagate_id: str, reserved_1: str, reserved_2: str
) -> str:
    """Return the label as it is written. Raises UsageError for a value that it must not have."""
    _see_code("--producer", producer)
    _see_code("--propagator", propagator)
    _see_signs("--id", id, _SIGNS)
    _see_signs("--propagate-id", propagate_id, _SIGNS)
    _see_signs("--reserved-1", reserved_1, _PROTECTED)
    _see_signs("--reserved-2", reserved_2, _PROTECTED)
    for flag, value in (("--id", id), ("--propagate-id", propagate_id)):
        if not value:
            raise UsageError(say("labelling.no_id", flag=flag))
    fields = {
        "Label": label,
        "ContentProducer": producer,
        "ProduceID": id,
        "ReservedCode1": reserved_1,
        "ContentPropagator": propagator,
        "PropagateID": propagate_id,
        "ReservedCode2": reserved_2,
    }
    text = json.dumps(fields, separators=(",", ":"))
    if len(text) > MOST:
        raise UsageError(say("labelling.long", most=MOST))
    return text


def is_code(code: str) -> bool:
    """Return whether a text is a code of a service by TC260-PG-20252A, of an organisation with its check digit right."""
    if _CODE.fullmatch(code) is None:
        return False
    return not code.startswith(_ORGANISATION) or _is_credit_code(code[4:22])


def cut(value: str) -> str:
    """Return a value as an error repeats it: everything can be seen, and of a long one the beginning."""
    return visible(value) if len(value) <= _SHOWN else f"{visible(value[:_SHOWN])}… (+{len(value) - _SHOWN})"


def _is_credit_code(code: str) -> bool:
    """Return whether a text is a unified social credit code by GB 32100-2015."""
    if any(each not in _ALPHABET for each in code):
        return False
    total = sum(_ALPHABET.index(each) * weight for each, weight in zip(code, _WEIGHTS, strict=False))
    return _ALPHABET[-total % 31] == code[17]


def _see_code(flag: str, code: str) -> None:
    if _CODE.fullmatch(code) is None:
        raise UsageError(say("labelling.code", flag=flag, code=cut(code)))
    if not is_code(code):
        raise UsageError(say("labelling.check_digit", flag=flag, code=cut(code)))


def _see_signs(flag: str, value: str, signs: re.Pattern[str]) -> None:
    if signs.fullmatch(value) is None:
        raise UsageError(say("labelling.signs", flag=flag, value=cut(value)))
