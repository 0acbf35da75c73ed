"""What `deny` and `warn` give is a finding that a report can tell, as far as the text shows it: run, it would be an error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from adjudge.lib.documents import NOTHING
from adjudge.lib.rego.rule import Rule
from adjudge.lib.words import say

from .finding import LintFinding
from .syntax import LITERALS, Node, SyntaxTree, dotted, head_name, walk

_HOLE = re.compile(r"\{([A-Za-z_]\w*)\}")
_NO_FINDING = frozenset({"Number", "Bool", "Null", "Array", "ArrayCompr", "BoolExpr", "Membership", "Set", "SetCompr"})
_NO_SET = (LITERALS | {"Array", "ArrayCompr", "Object", "ObjectCompr", "BoolExpr", "Membership"}) - {"RawString"}
_NO_TEXT = frozenset({"Number", "Bool", "Null", "Array", "Object", "Set", "ArrayCompr", "SetCompr", "ObjectCompr"})
_NO_PATH = frozenset({"String", "RawString", "Number", "Bool", "Null", "Object", "Set", "SetCompr", "ObjectCompr"})
_NO_STEP = frozenset({"Bool", "Null", "Array", "Object", "Set"})


class _Keys(NamedTuple):
    """The keys of a finding that are written out; ``is_whole`` says that there are no others."""

    values: Mapping[str, Node]
    is_whole: bool


def shapes(tree: SyntaxTree, rule: Rule | None) -> Iterator[LintFinding]:
    """Yield what is wrong with the findings of a rule; ``rule`` is None where its METADATA is broken."""
    described = _described(tree, rule)
    for number, each in enumerate(tree.rules):
        name = head_name(each)
        if name not in ("deny", "warn"):
            continue
        if "Default" in each:
            if set(each["Default"]["value"]) & _NO_SET:
                yield tree.finding(each["Default"], say("lint.shape.no_set", head=name))
            continue
        ((kind, head),) = each["Spec"]["head"].items()
        if kind == "Set" and head.get("key") is not None:
            yield from _Findings(tree, rule, name, _assigned(each), described.get(number)).all_of(head["key"])
        elif kind == "Compr" and "Var" in head["refr"]:
            yield from _as_value(tree, rule, each, head, described.get(number))


def _described(tree: SyntaxTree, rule: Rule | None) -> dict[int, str]:
    """Return the codes that have a METADATA block of their own, by the number of the definition that it stands above."""
    lines = [tree.place(next(iter(each.values())))[0] for each in tree.rules] if rule is not None and rule.codes else []
    below = {
        code: min((number for number, line in enumerate(lines) if line > own.line), key=lines.__getitem__, default=-1)
        for code, own in (rule.codes.items() if rule is not None else ())
    }
    return {number: code for code, number in below.items()}


def _as_value(tree: SyntaxTree, rule: Rule | None, each: Node, head: Node, code: str | None) -> Iterator[LintFinding]:
    """Yield what is wrong with a head that is given at once: it has to be a set."""
    name, assigned = head_name(each), head.get("assign")
    if assigned is None:
        yield tree.finding(head, say("lint.shape.boolean", head=name))
        return
    value = assigned["value"]
    if set(value) & _NO_SET:
        yield tree.finding(head, say("lint.shape.no_set", head=name))
    findings = _Findings(tree, rule, name, _assigned(each), code)
    for item in value.get("Set", {}).get("items", ()):
        yield from findings.all_of(item)
    if "SetCompr" in value:
        yield from findings.all_of(value["SetCompr"]["term"])


def _assigned(rule: Node) -> dict[str, Node]:
    """Return what the variables of a definition are assigned; not those that are assigned twice."""
    found: dict[str, Node] = {}
    twice: set[str] = set()
    for each in walk(rule, "AssignExpr"):
        name = each["lhs"].get("Var", {}).get("value")
        if name is not None and each["op"] == "ColEq":
            twice |= {name} & found.keys()
            found[name] = each["rhs"]
    return {name: node for name, node in found.items() if name not in twice}


def _called(node: Node) -> str | None:
    """Return what a node calls."""
    return dotted(node.get("Call", NOTHING).get("fcn", {"Var": {"value": ""}}))


class _Findings:
    """The findings that one definition gives."""

    def __init__(
        self,
        tree: SyntaxTree,
        rule: Rule | None,
        head: str,
        assigned: Mapping[str, Node],
        code: str | None = None,
    ) -> None:
        self._tree, self._rule, self._head, self._assigned, self._code = tree, rule, head, assigned, code

    def all_of(self, node: Node) -> Iterator[LintFinding]:
        """Yield what is wrong with a finding."""
        value = self._meant(node)
        (kind,) = value
        if kind in _NO_FINDING:
            yield self._wrong(node, "lint.shape.misshapen", head=self._head)
        keys = self._keys(value)
        if self._code is not None:
            yield from self._described(node, value, keys)
        if keys is None:
            return
        yield from self._path(keys)
        for name in ("msg", "code"):
            given = self._meant(keys.values[name]) if name in keys.values else {}
            if set(given) & _NO_TEXT:
                yield self._wrong(keys.values[name], f"lint.shape.{name}")
        if self._rule is not None and "msg" not in keys.values:
            yield from self._message(node, keys)

    def _described(self, node: Node, value: Node, keys: _Keys | None) -> Iterator[LintFinding]:
        """Yield that a finding below a METADATA block of a code says another code, or none."""
        given = keys.values.get("code") if keys is not None else None
        is_text = bool(set(value) & {"String", "RawString"}) or _called(value) == "sprintf"
        if given is None and (is_text or (keys is not None and keys.is_whole)):
            yield self._wrong(node, "lint.shape.unsaid", code=self._code)
        said = self._text(given) if given is not None else None
        if said is not None and said != self._code:
            yield self._wrong(node, "lint.shape.says_other", code=self._code, said=said)

    def _path(self, keys: _Keys) -> Iterator[LintFinding]:
        if "path" not in keys.values:
            return
        path = self._meant(keys.values["path"])
        if set(path) & _NO_PATH:
            yield self._wrong(keys.values["path"], "lint.shape.path")
        for step in path.get("Array", {}).get("items", ()):
            number = step.get("Number", {}).get("value", 0)
            if set(self._meant(step)) & _NO_STEP or not isinstance(number, int):
                yield self._wrong(step, "lint.shape.path")

    def _message(self, node: Node, keys: _Keys) -> Iterator[LintFinding]:
        """Yield what the message of METADATA needs, and this finding does not give."""
        assert self._rule is not None
        messages = [words.messages for words in self._rule.words.values()]
        codes = sorted({code for each in messages for code in each})
        given = keys.values.get("code")
        if given is None and not keys.is_whole:
            return
        code = "" if given is None else self._text(given)
        if code is None:
            return
        if code not in codes and "" not in codes:
            what = (
                "lint.shape.no_message" if not codes else "lint.shape.no_code" if not code else "lint.shape.other_code"
            )
            yield self._wrong(node if given is None else given, what, code=code, known=codes)
            return
        said = [each.get(code, each.get("")) for each in messages]
        for name in sorted({name for each in said if each is not None for name in _HOLE.findall(each)}):
            if keys.is_whole and name not in keys.values:
                yield self._wrong(node, "lint.shape.lacks", name=name)

    def _keys(self, node: Node) -> _Keys | None:
        """Return the keys of an object that is written out, maybe by ``object.union``; None for what is none."""
        if "Object" in node:
            named = {key.get("String", {}).get("value"): value for _, key, value in node["Object"]["fields"]}
            return _Keys({key: value for key, value in named.items() if key is not None}, None not in named)
        if _called(node) == "object.union":
            parts = [self._keys(self._meant(each)) for each in node["Call"]["params"][:2]]
            values = {key: value for each in parts if each is not None for key, value in each.values.items()}
            return _Keys(values, all(each is not None and each.is_whole for each in parts))
        return None

    def _meant(self, node: Node) -> Node:
        """Return what a variable is assigned; anything else is itself."""
        for _ in range(9):
            name = node.get("Var", {}).get("value")
            if name not in self._assigned:
                break
            node = self._assigned[name]
        return node

    def _text(self, node: Node) -> str | None:
        found: dict[str, Any] = self._meant(node).get("String", {})
        return found.get("value")

    def _wrong(self, node: Node, what: str, /, **fields: object) -> LintFinding:
        ((_, body),) = node.items()
        return self._tree.finding(body, say(what, **fields))
