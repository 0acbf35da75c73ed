"""What each expression of a domain's policies may be: through variables, comprehensions, rules and parameters of functions.

All definitions are gone through until nothing new is learnt of any rule or parameter; in a last round it is told what is
never there. A function takes what it is called with, in whatever module of the domain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from adjudge.lib.rego.inputs import MissingPath
from adjudge.lib.rego.paths import Path, Step

from .syntax import LITERALS, Node, SyntaxTree, dotted, expressions_in, head_name, key_name, taken_apart
from .values import NEVER, SCALAR, Absent, At, Value, fields, joined, keys_of, members, selected

PARAMS = "params"
"""The root of the parameters of the domain."""
_ROUNDS = 24
_SAME = frozenset(
    {"array.slice", "array.reverse", "sort", "object.filter", "object.remove", "json.filter", "json.remove"}
)
_BOTH = frozenset({"array.concat"})

Variables: TypeAlias = "dict[str, Value]"
QualifiedName: TypeAlias = "tuple[str, str]"
"""A package, and a name in it."""


@dataclass(eq=False, repr=False)
class Inference:
    """The modules of a domain, by package. ``kinds`` are those whose input a package may see; none: nothing is known.

    ``missing(root, path)`` says what of a path cannot be there. ``tell`` hears of what never is; ``compare`` of each
    thing that is compared with others, and what it may be: an equation, or a list in which it is looked for.
    """

    domain: str
    trees: Mapping[str, SyntaxTree]
    kinds: Mapping[str, Sequence[str]]
    missing: Callable[[str, Path], MissingPath | None]
    tell: Callable[[SyntaxTree, Node, Absent], None]
    compare: Callable[[SyntaxTree, Value, Sequence[Node]], None]
    _rules: dict[QualifiedName, Value] = field(default_factory=dict)
    _parameters: dict[tuple[str, str, int], Value] = field(default_factory=dict)
    _functions: set[QualifiedName] = field(default_factory=set)
    telling: bool = False
    _learnt: bool = False

    def run(self) -> None:
        """Learn, then tell."""
        for package, tree in self.trees.items():
            self._functions |= {(package, head_name(each)) for each in tree.rules if _arguments(each) is not None}
        for _ in range(_ROUNDS):
            self._learnt = False
            self._round()
            if not self._learnt:
                break
        else:  # of what does not come to rest nothing is known
            self._rules, self._parameters = dict.fromkeys(self._rules), dict.fromkeys(self._parameters)
        self.telling = True
        self._round()

    def _round(self) -> None:
        for package, tree in self.trees.items():
            for rule in tree.rules:
                _Following(self, tree, package).definition(rule)

    def learn_rule(self, name: QualifiedName, value: Value) -> None:
        """Take a value that a rule or function may have."""
        known = self._rules.get(name, NEVER)
        self._rules[name] = joined((known, value))
        self._learnt |= self._rules[name] != known

    def learn_parameter(self, name: QualifiedName, place: int, value: Value) -> None:
        """Take a value that a function is called with."""
        key = (*name, place)
        known = self._parameters.get(key, NEVER)
        self._parameters[key] = joined((known, value))
        self._learnt |= self._parameters[key] != known

    def parameter(self, name: QualifiedName, place: int) -> Value:
        """Return what a function may be called with; nothing so far, where it is not."""
        return self._parameters.get((*name, place), NEVER)

    def rule(self, name: QualifiedName, *, called: bool = False) -> Value:
        """Return what a rule may be, or what a function may return that is ``called``."""
        return None if name in self._functions and not called else self._rules.get(name, NEVER)

    def is_function(self, name: QualifiedName) -> bool:
        """Return whether there is a function of that name."""
        return name in self._functions


def _arguments(rule: Node) -> list[Any] | None:
    """Return the parameters of a function; None for what is none."""
    if "Default" in rule:
        return rule["Default"]["args"] or None
    found: list[Any] | None = rule["Spec"]["head"].get("Func", {}).get("args")
    return found


class _Following:
    """Goes through one definition of a module."""

    def __init__(self, whole: Inference, tree: SyntaxTree, package: str) -> None:
        self._whole, self._tree, self._package = whole, tree, package
        self._quiet = 0
        self._replaced = 0
        self._met_unbound = False

    # --- definitions --------------------------------------------------------------------------------------------------

    def definition(self, rule: Node) -> None:
        """Go through a definition, and learn what it gives."""
        name = (self._package, head_name(rule))
        bound: Variables = {}
        for place, pattern in enumerate(_arguments(rule) or ()):
            self._bind(pattern, self._whole.parameter(name, place), bound)
        if "Default" in rule:
            self._whole.learn_rule(name, self._value(rule["Default"]["value"], bound))
            return
        ((kind, head),) = rule["Spec"]["head"].items()
        for body in rule["Spec"]["bodies"] or [None]:
            inside = dict(bound)
            if body is not None:
                self._body(body["query"]["stmts"], inside)
            assigned = head.get("assign") if body is None or not body["is_else"] else body["assign"]
            self._whole.learn_rule(name, self._given(kind, head, assigned, inside))

    def _given(self, kind: str, head: Node, assigned: Node | None, bound: Variables) -> Value:
        if kind == "Set":
            is_plain = "Var" in head["refr"]
            member = self._value(head["key"], bound) if head.get("key") is not None else None
            return members(member) if is_plain else None
        value = SCALAR if assigned is None else self._value(assigned["value"], bound)
        if "Var" in head["refr"]:
            return value
        index = head["refr"].get("RefBrack", {})
        if index:
            self._value(index["index"], bound)
        return members(value) if index and "Var" in index["refr"] else None

    # --- bodies -------------------------------------------------------------------------------------------------------

    def _body(self, statements: Sequence[Node], bound: Variables) -> None:
        """Bind what the statements bind, in whatever order they stand, then go through each."""
        self._quiet += 1
        for _ in range(3):
            self._met_unbound = False
            for each in statements:
                self._binding(each, bound)
            if not self._met_unbound:
                break
        self._quiet -= 1
        for each in statements:
            self._statement(each, bound)

    def _binding(self, statement: Node, bound: Variables) -> None:
        ((kind, body),) = statement["literal"].items()
        with_input = self._begin(statement)
        if kind == "SomeIn":
            through = self._value(body["collection"], bound)
            if body["key"] is not None:
                self._bind(body["key"], keys_of(through), bound)
            self._bind(body["value"], self._item(through), bound)
        elif kind == "Expr" and "AssignExpr" in body["expr"]:
            self._assign(body["expr"]["AssignExpr"], bound)
        self._replaced -= with_input

    def _statement(self, statement: Node, bound: Variables) -> None:
        ((kind, body),) = statement["literal"].items()
        for each in statement.get("with_mods", ()):
            self._value(each["as"], bound)
        with_input = self._begin(statement)
        if kind == "SomeIn":
            self._value(body["collection"], bound)
        elif kind == "Every":
            inside = dict(bound)
            domain = self._value(body["domain"], bound)
            if body["key"] is not None:
                inside[self._tree.text(body["key"])] = keys_of(domain)
            inside[self._tree.text(body["value"])] = self._item(domain)
            self._body(body["query"]["stmts"], inside)
        elif kind in ("Expr", "NotExpr"):
            self._value(body["expr"], bound)
        self._replaced -= with_input

    def _begin(self, statement: Node) -> int:
        """Return 1 where a statement has another input, and remember it."""
        targets = [dotted(each["refr"]) or "input" for each in statement.get("with_mods", ())]
        is_other = int(any(each.partition(".")[0] == "input" for each in targets))
        self._replaced += is_other
        return is_other

    # --- what binds ---------------------------------------------------------------------------------------------------

    def _assign(self, body: Node, bound: Variables) -> Value:
        left, right = body["lhs"], body["rhs"]
        if body["op"] == "ColEq" or self._is_free(left, bound):
            self._bind(left, self._value(right, bound), bound)
        elif self._is_free(right, bound):
            self._bind(right, self._value(left, bound), bound)
        else:
            return self._compared({**body, "op": "Eq"}, bound)
        return SCALAR

    def _is_free(self, node: Node, bound: Variables) -> bool:
        """Return whether a side of ``=`` is a variable, or a pattern, that this binds."""
        if "Var" not in node:
            return bool({"Array", "Object"} & node.keys())
        name = node["Var"]["value"]
        return name not in bound and name not in self._tree.heads and name not in self._tree.imports and name != "input"

    def _bind(self, pattern: Node, value: Value, bound: Variables) -> None:
        ((kind, body),) = pattern.items()
        if kind == "Var":
            bound[body["value"]] = value
        elif kind == "Array":
            for each in body["items"]:
                self._bind(each, self._item(value), bound)
        elif kind == "Object":
            for _, key, inner in body["fields"]:
                name = key.get("String", {}).get("value")
                self._bind(inner, self._below(value, name) if name is not None else None, bound)

    def _item(self, value: Value) -> Value:
        return self._below(value, None)

    def _below(self, value: Value, step: Step) -> Value:
        return selected(value, step, self._whole.missing).value

    # --- expressions --------------------------------------------------------------------------------------------------

    def _value(self, node: Node, bound: Variables) -> Value:
        """Go through an expression, and return what it may be."""
        ((kind, body),) = node.items()
        if kind in LITERALS:
            return SCALAR
        reads: dict[str, Callable[[Any, Variables], Value]] = {
            "Var": self._name,
            "Call": self._call,
            "Array": self._items,
            "Set": self._items,
            "Object": self._object,
            "ArrayCompr": self._comprehension,
            "SetCompr": self._comprehension,
            "ObjectCompr": self._comprehension,
            "AssignExpr": self._assign,
            "BinExpr": self._either,
            "ArithExpr": self._arithmetic,
            "BoolExpr": self._compared,
            "Membership": self._membership,
        }
        if kind in ("RefDot", "RefBrack"):
            return self._reference(node, bound)
        if kind in reads:
            return reads[kind](body, bound)
        for each in expressions_in(body):
            self._value(each, bound)
        return None

    def _name(self, body: Node, bound: Variables) -> Value:
        return self._begun(body["value"], [], bound)[0]

    def _begun(self, name: str, steps: list[Step], bound: Variables) -> tuple[Value, list[Step]]:
        """Return what a name is, and the steps that are left of those that follow it."""
        if name in bound:
            return bound[name], steps
        path = [name, *steps]
        target = self._tree.imports.get(name)
        if target is not None:
            begin = target.split(".") if target.partition(".")[0] == "input" else ["data", *target.split(".")]
            path = [*begin, *steps]
        if path[0] == "input":
            kinds = self._whole.kinds.get(self._package, ())
            value = frozenset(At(kind, ()) for kind in kinds) if kinds and not self._replaced else None
            return value, path[1:]
        if path[0] == "data":
            return self._data(path[1:])
        if name in self._tree.heads:
            return self._whole.rule((self._package, name)), steps
        self._met_unbound = True
        return None, steps

    def _data(self, path: list[Step]) -> tuple[Value, list[Step]]:
        """Return what stands at a path below ``data``, and the steps that are left."""
        names = path[: path.index(None)] if None in path else path
        if names[1:2] == [PARAMS]:
            return frozenset((At(f"{names[0]}.{PARAMS}", ()),)), path[2:]
        for end in range(len(names) - 1, 0, -1):
            package, name = ".".join(str(each) for each in names[:end]), str(names[end])
            if package in self._whole.trees:
                known = name in self._whole.trees[package].heads
                return self._whole.rule((package, name)) if known else None, path[end + 1 :]
        return None, []

    def _reference(self, node: Node, bound: Variables) -> Value:
        base, steps = taken_apart(node)
        for each in steps:
            if isinstance(each, dict):
                self._value(each, bound)
        named: list[Step] = [each if isinstance(each, str) else key_name(each) for each in steps]
        if "Var" in base:
            value, left = self._begun(base["Var"]["value"], named, bound)
        else:
            value, left = self._value(base, bound), named
        for step in left:
            found = selected(value, step, self._whole.missing)
            if found.absent is not None:
                self._tell(base, found.absent)
                return NEVER
            value = found.value
        return value

    def _tell(self, base: Node, absent: Absent) -> None:
        if self._whole.telling and not self._quiet:
            self._whole.tell(self._tree, next(iter(base.values())), absent)

    def _call(self, body: Node, bound: Variables) -> Value:
        values = [self._value(each, bound) for each in body["params"]]
        name = dotted(body["fcn"]) or ""
        function = self._callee(name)
        if function is not None:
            for place, value in enumerate(() if self._quiet else values):
                self._whole.learn_parameter(function, place, value)
            return self._whole.rule(function, called=True)
        if name == "object.get" and len(values) == 3:
            return joined((self._gotten(body["params"], values[0]), values[2]))
        if name in _SAME and values:
            return values[0]
        return joined(values) if name in _BOTH else None

    def _gotten(self, parameters: Sequence[Node], value: Value) -> Value:
        """Return what ``object.get`` finds; its keys may be absent, but not misspelt."""
        key = parameters[1]
        for each in key["Array"]["items"] if "Array" in key else [key]:
            found = selected(value, key_name(each), self._whole.missing) if key_name(each) is not None else None
            if found is None:
                return None
            if found.absent is not None:
                self._tell(each, found.absent)
                return NEVER
            value = found.value
        return value

    def _callee(self, name: str) -> QualifiedName | None:
        first, _, rest = name.partition(".")
        path = f"{self._tree.imports[first]}.{rest}" if first in self._tree.imports else name.removeprefix("data.")
        package, _, function = path.rpartition(".")
        for found in ((self._package, name), (package, function)):
            if self._whole.is_function(found):
                return found
        return None

    def _items(self, body: Node, bound: Variables) -> Value:
        return members(joined([self._value(each, bound) for each in body["items"]]))

    def _object(self, body: Node, bound: Variables) -> Value:
        made: list[tuple[str, Value]] = []
        is_whole = True
        for _, key, value in body["fields"]:
            self._value(key, bound)
            inner, name = self._value(value, bound), key.get("String", {}).get("value")
            is_whole &= isinstance(name, str)
            made.append((str(name), inner))
        return fields(made) if is_whole else None

    def _comprehension(self, body: Node, bound: Variables) -> Value:
        inside = dict(bound)
        self._body(body["query"]["stmts"], inside)
        if "key" in body:
            self._value(body["key"], inside)
        return members(self._value(body.get("value") or body["term"], inside))

    def _either(self, body: Node, bound: Variables) -> Value:
        return joined([self._value(body["lhs"], bound), self._value(body["rhs"], bound)])

    def _arithmetic(self, body: Node, bound: Variables) -> Value:
        left, _ = self._value(body["lhs"], bound), self._value(body["rhs"], bound)
        return left if body["op"] == "Sub" else SCALAR

    def _compared(self, body: Node, bound: Variables) -> Value:
        left, right = self._value(body["lhs"], bound), self._value(body["rhs"], bound)
        if body["op"] == "Eq" and self._whole.telling and not self._quiet:
            for value, other in ((left, body["rhs"]), (right, body["lhs"])):
                self._whole.compare(self._tree, value, [other])
        return SCALAR

    def _membership(self, body: Node, bound: Variables) -> Value:
        values = [self._value(each, bound) for each in (body["key"], body["value"], body["collection"]) if each]
        listed = next(
            (each["items"] for each in (body["collection"].get(kind, {}) for kind in ("Array", "Set")) if each), None
        )
        if listed and self._whole.telling and not self._quiet:
            self._whole.compare(self._tree, values[-2], listed)
        return SCALAR
