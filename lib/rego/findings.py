"""What `deny` and `warn` hold: the shape of a finding, and its words, the message of METADATA filled with what it says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from ..documents import NOTHING, Json, Place, SecondPlace, Steps
from ..errors import EngineError
from ..words import ENGLISH, languages, say
from .naming import NamedMessage, Names
from .rule import Rule

Templates: TypeAlias = "dict[str, dict[str, str]]"
"""By code and language, ready for the % operator."""

_STEP_TYPES = {str, int}
_OWN = frozenset({"path", "code", "msg", "related"})
_PLACE = frozenset({"artifact", "path"})
_HOLE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def templates_of(rule: Rule) -> dict[str, dict[str, str]]:
    """Return the rule's messages by code and language, ready for the % operator.

    The message without a code stands in for a code that a language lacks, English for a language that the rule lacks.
    """
    messages = {
        language: {code: _HOLE.sub(r"%(\1)s", text.replace("%", "%%")) for code, text in words.messages.items()}
        for language, words in rule.words.items()
    }
    templates: dict[str, dict[str, str]] = {}
    for code in {code for texts in messages.values() for code in texts}:
        said = {language: texts.get(code, texts.get("")) for language, texts in messages.items()}
        english = said.get(ENGLISH)
        if english is not None:
            templates[code] = {language: said.get(language) or english for language in (*languages(), *said)}
    return templates


class RuleFinding(NamedTuple):
    """A finding as a rule says it: where in the document, its code, its message by language, and all else.

    ``related`` are further places that it is about: the path of a related artifact, None for the same, and the steps.
    """

    path: Steps
    code: str | None
    message: Mapping[str, str]
    details: dict[str, Json]
    related: tuple[tuple[str | None, Steps], ...] = ()

    def second_places(self, locate: Callable[..., Place]) -> tuple[SecondPlace, ...]:
        """Return ``related`` as places: ``locate(steps)`` gives one in the artifact, ``locate(steps, path)`` one elsewhere."""
        return tuple(
            SecondPlace(artifact, steps, locate(steps) if artifact is None else locate(steps, artifact))
            for artifact, steps in self.related
        )


def read_finding(value: Json, templates: Templates, names: Mapping[str, Names] = NOTHING) -> RuleFinding:
    """Read a member of `deny` or `warn`: an object, or a text. ``names`` are those of values, by placeholder.

    Raises EngineError for anything else.
    """
    if isinstance(value, str):
        value = {"msg": value}
    if not isinstance(value, dict):
        raise EngineError(say("finding.misshapen", value=shortened(value)))
    steps = value.get("path", [])
    if not _are_steps(steps):
        raise EngineError(say("finding.path", value=shortened(steps)))
    if not isinstance(value.get("code", ""), str):
        raise EngineError(say("finding.code", value=shortened(value["code"])))
    details = {key: detail for key, detail in value.items() if key not in _OWN}
    related = tuple(_related(value["related"])) if "related" in value else ()
    return RuleFinding(tuple(steps), value.get("code"), _filled(templates, value, details, names), details, related)


def _related(value: Json) -> Iterator[tuple[str | None, Steps]]:
    """Yield the further places of a finding. Raises EngineError for what says none."""
    for each in value if isinstance(value, list) else [value]:
        misshapen = not isinstance(value, list) or not isinstance(each, dict) or not {"path"} <= each.keys() <= _PLACE
        if misshapen or not isinstance(each.get("artifact", ""), str) or not _are_steps(each["path"]):
            raise EngineError(say("finding.related", value=shortened(each)))
        yield each.get("artifact"), tuple(each["path"])


def _are_steps(value: Json) -> bool:
    return isinstance(value, list) and _STEP_TYPES.issuperset(map(type, value))


def _filled(
    templates: Templates, value: Mapping[str, Json], details: Mapping[str, Json], names: Mapping[str, Names]
) -> Mapping[str, str]:
    """Return the message of a finding in each language. Raises EngineError for one that says nothing, or needs more."""
    if "msg" in value:
        if not isinstance(value["msg"], str):
            raise EngineError(say("finding.msg", value=shortened(value["msg"])))
        return dict.fromkeys(languages(), value["msg"])
    code = value.get("code", "")
    chosen = templates.get(code) or templates.get("")
    if chosen is None and not code:
        raise EngineError(say("finding.no_message"))
    if chosen is None:
        raise EngineError(say("finding.unknown_code", code=shortened(code)))
    texts = {key: text(detail) for key, detail in details.items()}
    try:
        filled = {language: template % texts for language, template in chosen.items()}
    except KeyError as error:
        lacking = (
            say("finding.lacks", code=code, name=str(error)) if code else say("finding.lacks_of_rule", name=str(error))
        )
        raise EngineError(lacking) from error
    shown = {key: partial(each.of, details[key], text=text) for key, each in names.items() if key in details}
    return NamedMessage(chosen, texts, shown) if shown else filled


def text(value: Json) -> str:
    """Return a value as a message shows it: strings as they are, the rest as compact JSON."""
    if type(value) is int:
        return str(value)
    return value if isinstance(value, str) else _encode(value)


def shortened(value: Json) -> str:
    """Return a value as an error shows it."""
    shown = text(value)
    return shown if len(shown) <= 60 else f"{shown[:59]}…"


class _Late:
    """Details and second places in a sort key: written down only where everything before them is equal."""

    __slots__ = ("details", "related")

    def __init__(self, details: Mapping[str, Json], related: Sequence[SecondPlace]) -> None:
        self.details = details
        self.related = related

    def __lt__(self, other: _Late) -> bool:
        return (text(self.details), text(self.related)) < (text(other.details), text(other.related))


def order(finding: Any) -> tuple[Any, ...]:
    """Return the key by which findings of a rule are sorted: place, code, message, and last details."""
    place = finding.place
    return (
        place.file or "",
        place.line,
        place.column,
        place.offset or 0,
        finding.code or "",
        finding.message["en"],
        _Late(finding.details, finding.related),
    )
