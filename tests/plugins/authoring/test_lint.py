"""A `not` in a policy denies where a value is absent, and a reader can see that it does.

OPA evaluates the operands of a call, a membership test, an inequality or an operator before it negates: where one of
them is undefined, `not f(x.y)` is undefined, and a rule that hangs on it passes. So such an operand is bound to a
variable first, in a line of its own, where absence visibly ends the rule; or the test stands in a rule or function of
its own, which is simply not true when something is absent. Plain references and `==` between them may be negated: that
is true where something is absent.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import regorus

POLICIES = Path(import_module("adjudge.policies").__path__[0])
_LITERALS = {"String", "RawString", "Number", "Bool", "Null"}
_COMPREHENSIONS = {"ArrayCompr", "SetCompr", "ObjectCompr"}
_REFERENCES = {"Var", "RefDot", "RefBrack"}


def policies() -> dict[str, str]:
    found = {
        path.relative_to(POLICIES).as_posix(): path.read_text(encoding="utf-8") for path in POLICIES.rglob("*.rego")
    }
    return {file: text for file, text in found.items() if not file.endswith("_test.rego")}


def trees(texts: dict[str, str]) -> dict[str, Any]:
    engine = regorus.Engine()
    for file, text in texts.items():
        engine.add_policy(file, text)
    return {tree["source"]["file"]: tree["ast"] for tree in json.loads(engine.get_ast_as_json())}


def negations(texts: dict[str, str]) -> list[str]:
    """Give the place and the reason of each `not` whose operand may be undefined before it is negated."""
    parsed = trees(texts)
    total = {dotted(tree["package"]["refr"]): set(total_rules(tree)) for tree in parsed.values()}
    found = []
    for file, tree in sorted(parsed.items()):
        scope = Scope(tree, total)
        for node in walk(tree["rules"], "NotExpr"):
            risky = scope.risky(node["expr"])
            if risky:
                found.append(f"{file}:{node['span']['line']}: bind {risky} before the `not`")
    return found


class Scope:
    """What names mean in one module."""

    def __init__(self, tree: Any, total: dict[str, set[str]]) -> None:
        self._own = {head_name(rule) for rule in tree["rules"]}
        self._imports = {alias(entry): dotted(entry["refr"]).removeprefix("data.") for entry in tree["imports"]}
        self._total = total
        self._here = total[dotted(tree["package"]["refr"])]

    def risky(self, node: Any) -> str | None:
        """Give what may be undefined in a negated expression, None when it is safe."""
        (kind, body) = next(iter(node.items()))
        if kind in _REFERENCES:
            return next(filter(None, map(self._operand, indices(node))), None)
        if kind == "BoolExpr" and body["op"] == "Eq":
            sides = [body["lhs"], body["rhs"]]
            return next((found for side in sides if (found := self._side(side))), None)
        return next((found for operand in operands(kind, body) if (found := self._operand(operand))), None)

    def _side(self, node: Any) -> str | None:
        """Check a side of ==: a reference may be undefined there, but nothing inside another expression."""
        return self.risky(node) if next(iter(node)) in _REFERENCES else self._operand(node)

    def _operand(self, node: Any) -> str | None:
        (kind, body) = next(iter(node.items()))
        if kind in _LITERALS or kind in _COMPREHENSIONS:
            return None
        if kind in _REFERENCES:
            return None if self._is_total(node) else (dotted(node) or kind)
        return next((found for operand in operands(kind, body) if (found := self._operand(operand))), None)

    def _is_total(self, node: Any) -> bool:
        """Tell whether a name always has a value: a variable of the body, a set or an object built rule by rule."""
        name = dotted(node)
        if name is None:
            return False
        first, _, rest = name.partition(".")
        if not rest and first not in self._own and first not in self._imports and first not in {"input", "data"}:
            return True
        if not rest:
            return first in self._here
        package, _, rule = f"{self._imports.get(first, first)}.{rest}".removeprefix("data.").rpartition(".")
        return rule in self._total.get(package, set())


def operands(kind: str, body: Any) -> list[Any]:
    match kind:
        case "Call":
            return list(body["params"])
        case "Membership":
            return [part for part in (body["key"], body["value"], body["collection"]) if part is not None]
        case "BoolExpr" | "ArithExpr" | "BinExpr" | "AssignExpr":
            return [body["lhs"], body["rhs"]]
        case "Array" | "Set":
            return list(body["items"])
        case "Object":
            return [part for field in body["fields"] for part in field[1:]]
        case "UnaryExpr":
            return [body["expr"]]
    raise AssertionError(f"the lint does not know {kind}")


def total_rules(tree: Any) -> Iterator[str]:
    """Give the rules that always have a value: with a default, built part by part, or given a comprehension."""
    for rule in tree["rules"]:
        if "Default" in rule:
            yield head_name(rule)
            continue
        (kind, head) = next(iter(rule["Spec"]["head"].items()))
        value = (head.get("assign") or {}).get("value", {}) if kind == "Compr" else {}
        by_parts = kind == "Set" or (kind == "Compr" and "RefBrack" in head["refr"])
        if by_parts or (not rule["Spec"]["bodies"] and set(value) & (_LITERALS | _COMPREHENSIONS)):
            yield head_name(rule)


def head_name(rule: Any) -> str:
    head = rule["Default"] if "Default" in rule else next(iter(rule["Spec"]["head"].values()))
    node = head["refr"]
    while "Var" not in node:
        node = next(iter(node.values()))["refr"]
    return str(node["Var"]["value"])


def dotted(node: Any) -> str | None:
    if "Var" in node:
        return str(node["Var"]["value"])
    if "RefDot" in node:
        before = dotted(node["RefDot"]["refr"])
        return before and f"{before}.{node['RefDot']['field'][1]}"
    return None


def alias(entry: Any) -> str:
    named = dotted(entry["refr"])
    assert named is not None
    span = entry.get("as")
    assert span is None, "the lint does not know `as`"
    return named.rpartition(".")[2]


def indices(node: Any) -> Iterator[Any]:
    while "Var" not in node:
        (kind, body) = next(iter(node.items()))
        if kind == "RefBrack":
            yield body["index"]
        node = body.get("refr", {"Var": {}})


def walk(node: Any, wanted: str) -> Iterator[Any]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == wanted:
                yield value
            yield from walk(value, wanted)
    elif isinstance(node, list):
        for item in node:
            yield from walk(item, wanted)


def test_no_first_party_negation_depends_on_what_may_be_absent() -> None:
    assert negations(policies()) == []


HEADER = "package a.b\n\nimport data.a.lib.c\n\nf(x) if x == 1\n\n_set contains 1\n\n_value := input.v\n\n"


@pytest.mark.parametrize(
    ("line", "risky"),
    [
        ("not f(input.x)", "input.x"),
        ("not f(v.y)", "v.y"),
        ("not f(v[0])", "RefBrack"),
        ("not f(_value)", "_value"),
        ("not f(lower(v.y))", "v.y"),
        ("not f([v.y])", "v.y"),
        ('not f({"a": v.y})', "v.y"),
        ("not v.y in {1, 2}", "v.y"),
        ("not 1 in v.y", "v.y"),
        ("not v in data.a.params.list", "data.a.params.list"),
        ("not v.y != 1", "v.y"),
        ("not v.y < 1", "v.y"),
        ("not v.y + 1 == 2", "v.y"),
        ("not [v.y] == [1]", "v.y"),
        ("not c.many[v.y]", "v.y"),
        ("not v in c.one", "c.one"),
        ("every w in input.l { not w.y in {1} }", "w.y"),
        ("count([w | some w in input.l; not f(w.y)]) > 0", "w.y"),
        ("not v.y", None),
        ("not v.y == 1", None),
        ("not v.y == input.z", None),
        ("not f(v)", None),
        ("not v in {1, 2}", None),
        ("not v in _set", None),
        ("not v in c.many", None),
        ("not c.many[v]", None),
        ("not v in {w.y | some w in input.l}", None),
        ("not f(1)", None),
    ],
)
def test_the_lint_knows_which_operands_come_first(line: str, risky: str | None) -> None:
    lib = "package a.lib.c\n\nmany contains 1\n\none := input.z\n"
    found = negations(
        {"a.rego": f"{HEADER}deny contains v if {{\n\tsome v in input.l\n\t{line}\n}}\n", "lib.rego": lib}
    )
    assert found == ([f"a.rego:13: bind {risky} before the `not`"] if risky else [])
