"""The syntax tree of a policy, as the embedded engine's parser gives it: nodes are mappings of one key, their kind."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from adjudge.lib.rego.rule import Module
from adjudge.lib.rego.scan import aliases, scan
from adjudge.lib.words import Texts, say

from .finding import LintFinding

Node: TypeAlias = "Mapping[str, Any]"

LITERALS = frozenset({"String", "RawString", "Number", "Bool", "Null"})
COMPREHENSIONS = frozenset({"ArrayCompr", "SetCompr", "ObjectCompr"})
REFERENCES = frozenset({"Var", "RefDot", "RefBrack"})
_TAB = 4
_LINE = re.compile(r":(\d+):(\d+)$", re.MULTILINE)


class SyntaxTree:
    """One module: its package, the heads of its rules, and what its imports bind."""

    def __init__(self, module: Module, tree: Any) -> None:
        self.file = module.file
        self._bytes = module.text.encode()
        self.package = (dotted(tree["package"]["refr"]) or "").removeprefix("data.")
        self.rules: list[Any] = tree["rules"]
        self.heads = frozenset(map(head_name, self.rules))
        self.imports = {name: target.removeprefix("data.") for name, target in aliases(scan(module.text)).items()}
        self.total = frozenset(_total(self.rules))
        """Names of rules that always have a value."""

    def place(self, node: Node) -> tuple[int, int]:
        """Return line and column, in code points, where a node, or a span, begins.

        The parser says it twice, and of an operator and of an object one of the two is the place of a part: the first counts.
        Its columns are bytes, a tab four of them.
        """
        span = node.get("span", node)
        before = self._bytes[: span["start"]].decode("utf-8", "replace")
        by_offset = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        line = self._bytes.split(b"\n")[span["line"] - 1]
        width = at = 0
        while at < len(line) and width < span["col"] - 1:
            width += _TAB if line[at : at + 1] == b"\t" else 1
            at += 1
        return min(by_offset, (span["line"], len(line[:at].decode("utf-8", "replace")) + 1))

    def text(self, span: Mapping[str, int]) -> str:
        """Return what stands at a span."""
        return self._bytes[span["start"] : span["end"]].decode("utf-8", "replace")

    def finding(self, node: Node, words: Texts, step: Texts | None = None) -> LintFinding:
        """Make the finding of what stands at a node."""
        line, column = self.place(node)
        return LintFinding(file=self.file, line=line, column=column, words=words, step=step)


def trees(modules: Iterable[Module]) -> Iterator[SyntaxTree | LintFinding]:
    """Parse modules. What the parser refuses is a finding in its place."""
    import regorus

    for module in modules:
        engine = regorus.Engine()
        try:
            engine.add_policy(module.file, module.text)
            (parsed,) = json.loads(engine.get_ast_as_json())
        except RuntimeError as error:
            at = _LINE.search(str(error))
            told = str(error).partition("Stack backtrace")[0]
            why = " ".join((told.partition("\nerror: ")[2] or told).split()).rstrip(".")
            line, column = (int(at[1]), int(at[2])) if at else (None, None)
            yield LintFinding(file=module.file, line=line, column=column, words=say("lint.syntax", why=why))
        else:
            yield SyntaxTree(module, parsed["ast"])


def walk(node: Any, wanted: str) -> Iterator[Any]:
    """Yield every node of a kind, at any depth."""
    if isinstance(node, dict):
        for kind, body in node.items():
            if kind == wanted:
                yield body
            yield from walk(body, wanted)
    elif isinstance(node, list):
        for each in node:
            yield from walk(each, wanted)


def operands(kind: str, body: Node) -> list[Any]:
    """Return what is evaluated before an expression of a kind is; of one that is not known, itself."""
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
        case _ if kind in LITERALS | COMPREHENSIONS:
            return []
    return [{kind: body}]


def dotted(node: Node) -> str | None:
    """Return a reference that is written with dots; None for any other."""
    if "Var" in node:
        return str(node["Var"]["value"])
    if "RefDot" in node:
        before = dotted(node["RefDot"]["refr"])
        return before and f"{before}.{node['RefDot']['field'][1]}"
    return None


def indices(node: Node) -> Iterator[Any]:
    """Yield what stands in the brackets of a reference."""
    while "Var" not in node:
        (kind, body) = next(iter(node.items()))
        if kind == "RefBrack":
            yield body["index"]
        node = body.get("refr", {"Var": {}})


def taken_apart(node: Node) -> tuple[Node, list[Any]]:
    """Return what a reference begins with, and its steps: names, and the nodes of what stands in brackets."""
    steps: list[Any] = []
    while True:
        ((kind, body),) = node.items()
        if kind == "RefDot":
            steps.insert(0, body["field"][1])
        elif kind == "RefBrack":
            steps.insert(0, body["index"])
        else:
            return node, steps
        node = body["refr"]


def key_name(node: Node) -> str | None:
    """Return the name that stands in brackets; None for whatever else does."""
    found = node.get("String") or node.get("RawString")
    return str(found["value"]) if found is not None else None


def expressions_in(body: Any) -> Iterator[Node]:
    """Yield the expressions in a node of a kind that means nothing here."""
    for each in body.values() if isinstance(body, dict) else body if isinstance(body, list) else ():
        if isinstance(each, dict) and len(each) == 1:
            yield each
        elif isinstance(each, list):
            yield from (one for one in each if isinstance(one, dict) and len(one) == 1)


def head_name(rule: Node) -> str:
    """Return the name that a rule defines."""
    node = rule["Default"]["refr"] if "Default" in rule else next(iter(rule["Spec"]["head"].values()))["refr"]
    while "Var" not in node:
        node = next(iter(node.values()))["refr"]
    return str(node["Var"]["value"])


def _total(rules: Iterable[Any]) -> Iterator[str]:
    """Yield the names that always have a value: with a default, built part by part, or given a comprehension."""
    for rule in rules:
        if "Default" in rule:
            yield head_name(rule)
            continue
        (kind, head) = next(iter(rule["Spec"]["head"].items()))
        value = (head.get("assign") or {}).get("value", {}) if kind == "Compr" else {}
        by_parts = kind == "Set" or (kind == "Compr" and "RefBrack" in head["refr"])
        if by_parts or (not rule["Spec"]["bodies"] and set(value) & (LITERALS | COMPREHENSIONS)):
            yield head_name(rule)
