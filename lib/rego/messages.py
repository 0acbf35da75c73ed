"""The words of a finding: the message of its rule's METADATA, filled with what the finding says."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TypeAlias

from ..documents import LANGUAGES, Json
from ..errors import EngineError
from .rule import Rule

Templates: TypeAlias = "dict[str, dict[str, str]]"
"""By code and language, ready for the % operator."""

_HOLE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def templates_of(rule: Rule) -> dict[str, dict[str, str]]:
    """Give the rule's messages by code and language, ready for the % operator.

    The message without a code stands in for a code that a language lacks, English for a language.
    """
    messages = {
        language: {code: _HOLE.sub(r"%(\1)s", text.replace("%", "%%")) for code, text in words.messages.items()}
        for language, words in rule.words.items()
    }
    templates: dict[str, dict[str, str]] = {}
    for code in {code for texts in messages.values() for code in texts}:
        said = {language: texts.get(code, texts.get("")) for language, texts in messages.items()}
        english = said.get("en")
        if english is not None:
            templates[code] = {language: said.get(language) or english for language in LANGUAGES}
    return templates


def filled(templates: Templates, value: Mapping[str, Json], details: Mapping[str, Json]) -> dict[str, str]:
    """Return the message of a finding in each language. Raises EngineError for one that says nothing, or needs more."""
    if "msg" in value:
        if not isinstance(value["msg"], str):
            raise EngineError(f"`msg` of a finding is a string, not {shortened(value['msg'])}")
        return dict.fromkeys(LANGUAGES, value["msg"])
    code = value.get("code", "")
    chosen = templates.get(code) or templates.get("")
    if chosen is None and not code:
        raise EngineError(
            "METADATA has no message for a finding without code",
            hint="Write custom.message, or give the finding a `msg`, or a code that has a message.",
        )
    if chosen is None:
        raise EngineError(
            f"the finding has the code {shortened(value.get('code'))}, for which METADATA has no message",
            hint="Add it under custom.message.",
        )
    texts = {key: text(detail) for key, detail in details.items()}
    try:
        return {language: template % texts for language, template in chosen.items()}
    except KeyError as error:
        raise EngineError(
            f"the message {code or 'of the rule'} needs {error}, which a finding lacks",
            hint="Put it into the finding, or take it out of custom.message.",
        ) from error


def text(value: Json) -> str:
    """Give a value as a message shows it: strings as they are, the rest as compact JSON."""
    if type(value) is int:
        return str(value)
    return value if isinstance(value, str) else _encode(value)


def shortened(value: Json) -> str:
    """Return a value as an error shows it."""
    shown = text(value)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"
