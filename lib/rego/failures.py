"""When a query fails: which rule is guilty, where, and in words that do not depend on the engine.

A failing builtin fails the whole query on every engine. The rules are then asked one by one, so that one bad rule does
not hide the others. Engines word errors differently and point to different ends of the same call; the sentences and
the places that reports show are made here, from what both of them tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from ..documents import Json
from ..errors import EngineError
from ..system import foreign
from ..words import Texts, say
from .answers import Answer, Heads, of_rule, spoiled
from .rule import Module, Rule

Ask: TypeAlias = "Callable[[Rule, str], list[Json] | EngineError]"
"""``ask(rule, head)``: the head's value in a list, empty when undefined, or why there is none."""

_SHOWN = 200
_CONTINUED = r"[-+*/%|&(]\s*(?:#.*)?$"


def one_by_one(rules: Iterable[Rule], ask: Ask, whole: Callable[[], EngineError]) -> Answer:
    """Ask each rule for its heads; only those that fail get an error.

    ``whole`` gives the error of the query for all of them: when no rule is found guilty, it is everybody's.
    """
    rules = tuple(rules)
    said: dict[str, Heads | EngineError] = {}
    for rule in rules:
        heads = ask_rule(rule, ask)
        said[rule.id] = of_rule(heads, rule) if isinstance(heads, EngineError) else heads
    if not any(isinstance(each, EngineError) for each in said.values()):
        return spoiled(rules, whole())
    return Answer(rules=said)


def ask_rule(rule: Rule, ask: Ask) -> Heads | EngineError:
    """Return the heads of a rule, asked one by one; what does not apply is asked no further."""
    heads: dict[str, list[Json]] = {}
    for head in ("applies", "deny", "warn"):
        if head not in rule.heads:
            continue
        idle = head != "applies" and heads.get("applies", [True]) in ([], [False])
        value = [] if idle else ask(rule, head)
        if isinstance(value, EngineError):
            return value
        heads[head] = value
    return heads


# --- what is said of a failure --------------------------------------------------------------------------------------


class Spot(NamedTuple):
    """A place in a policy as an engine gives it: ``column`` in code points, None where it cannot be relied on."""

    file: str
    line: int
    column: int | None = None


def builtin_failed(name: str, spot: Spot | None, modules: Mapping[str, Module]) -> EngineError:
    """Make the error of a call that failed: the place is that of the builtin's name."""
    return _error(say("rego.builtin", name=name), call_spot(spot, name, modules))


def operator_failed(sign: str, spot: Spot | None, modules: Mapping[str, Module]) -> EngineError:
    """Make the error of an operator that failed: the place is the line on which its expression begins."""
    return _error(say("rego.operator", sign=sign), _first_line(spot, modules))


def function_conflicts(name: str, spot: Spot | None, modules: Mapping[str, Module]) -> EngineError:
    """Make the error of a function that gave two values; ``spot`` is where it is called."""
    return _error(say("rego.function", name=name), call_spot(spot, name, modules))


def rule_conflicts(spot: Spot | None) -> EngineError:
    """Make the error of a rule, or an object's key, that got two values: the place is the line."""
    line = spot and Spot(file=spot.file, line=spot.line)
    return _error(say("rego.two_values"), line)


def other_failure(text: str, spot: Spot | None) -> EngineError:
    """Make the error of whatever else an engine says: its own words, cut to a bearable length."""
    line = next((line.strip() for line in text.splitlines() if line.strip()), None)
    if line is None:
        return _error(say("rego.silent"), spot)
    return _error(foreign(line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"), spot)


def _error(words: Texts, spot: Spot | None) -> EngineError:
    if spot is None:
        return EngineError(words)
    return EngineError(words, file=spot.file, line=spot.line, column=spot.column)


# --- places ---------------------------------------------------------------------------------------------------------


def line_at(modules: Mapping[str, Module], file: str, line: int) -> str:
    """Return a line of a policy, empty where there is none."""
    module = modules.get(file)
    lines = module.text.split("\n") if module is not None else []
    return lines[line - 1] if 0 < line <= len(lines) else ""


def call_spot(spot: Spot | None, name: str, modules: Mapping[str, Module]) -> Spot | None:
    """Move to where the call of ``name`` begins; without the column if it does not stand there.

    One engine points to a `not` in front of the call. A function may be called through an import: ``labels.near(``.
    """
    if spot is None or spot.column is None:
        return spot
    text = line_at(modules, spot.file, spot.line)
    found = re.compile(rf"(?:not\s+)?((?:\w+\.)*{re.escape(name)})\(").match(text, spot.column - 1)
    column = found.start(1) + 1 if found is not None else None
    return Spot(file=spot.file, line=spot.line, column=column)


def _first_line(spot: Spot | None, modules: Mapping[str, Module]) -> Spot | None:
    """Move up to the line on which an expression begins: one engine points to its left side, one to its right."""
    if spot is None:
        return None
    line = spot.line
    while line > 1 and re.search(_CONTINUED, line_at(modules, spot.file, line - 1)):
        line -= 1
    return Spot(file=spot.file, line=line)
