"""A `not` in a policy denies where a value is absent, and a reader can see that it does.

OPA evaluates the operands of a call, a membership test, an inequality or an operator before it negates: where one of
them is undefined, `not f(x.y)` is undefined, and a rule that hangs on it passes. With `import future.keywords.not` it is
true, and the rule denies: a policy that negates a call has that import. Without it, such an operand is bound to a
variable first, in a line of its own, where absence visibly ends the rule; or the test stands in a rule or function of
its own, which is simply not true when something is absent. Plain references and `==` between them may be negated: that
is true where something is absent, with the import or without.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from adjudge.lib.rego.rule import Module
from adjudge.lib.words import say

from .finding import LintFinding
from .syntax import COMPREHENSIONS, REFERENCES, Node, SyntaxTree, dotted, indices, operands, taken_apart, trees, walk

_IMPORT = "future.keywords.not"
_CALLS = frozenset({"ArithExpr", "BinExpr", "Call", "Membership", "UnaryExpr"})


def negations(modules: Iterable[Module], of: Container[str] | None = None) -> Iterator[LintFinding]:
    """Yield each `not` whose operand may be undefined before it is negated, and each before a call without the import.

    ``modules`` are all that the policies refer to: what is not among them may be undefined. ``of`` are the files that are
    asked about; None: all.
    """
    read: list[SyntaxTree] = []
    for each in trees(sorted(modules, key=lambda module: module.file)):
        if not isinstance(each, LintFinding):
            read.append(each)
        elif of is None or each.file in of:
            yield each
    total: dict[str, frozenset[str]] = {}
    for tree in read:
        total[tree.package] = total.get(tree.package, frozenset()) | tree.total
    for tree in read:
        if _IMPORT in tree.imports.values() or (of is not None and tree.file not in of):
            continue
        scope = _NegationScope(tree, total)
        for node in walk(tree.rules, "NotExpr"):
            risky = scope.risky(node["expr"])
            if risky is not None:
                yield tree.finding(node, say("lint.negation", operand=risky))
            elif _calls(node["expr"]):
                yield tree.finding(node, say("lint.negation.import"))


def _calls(node: Any) -> bool:
    """Return whether OPA evaluates something of an expression before it negates it: comprehensions are values."""
    if isinstance(node, list):
        return any(map(_calls, node))
    if not isinstance(node, dict):
        return False
    return any(
        kind in _CALLS or (kind == "BoolExpr" and body["op"] != "Eq") or (kind not in COMPREHENSIONS and _calls(body))
        for kind, body in node.items()
    )


class _NegationScope:
    """What names mean in one module."""

    def __init__(self, tree: SyntaxTree, total: Mapping[str, frozenset[str]]) -> None:
        self._tree = tree
        self._total = total

    def risky(self, node: Node) -> str | None:
        """Return what may be undefined in a negated expression, None when it is safe."""
        (kind, body) = next(iter(node.items()))
        if kind in REFERENCES:
            return next(filter(None, map(self._operand, indices(node))), None)
        if kind == "BoolExpr" and body["op"] == "Eq":
            return next(filter(None, map(self._side, (body["lhs"], body["rhs"]))), None)
        return next(filter(None, map(self._operand, operands(kind, body))), None)

    def _side(self, node: Node) -> str | None:
        """Check a side of ==: a reference may be undefined there, but nothing inside another expression."""
        return self.risky(node) if next(iter(node)) in REFERENCES else self._operand(node)

    def _operand(self, node: Node) -> str | None:
        (kind, body) = next(iter(node.items()))
        if kind in REFERENCES:
            return None if self._is_total(node) else (dotted(node) or f"{dotted(taken_apart(node)[0]) or kind}[…]")
        inside = operands(kind, body)
        return kind if node in inside else next(filter(None, map(self._operand, inside)), None)

    def _is_total(self, node: Any) -> bool:
        """Return whether a name always has a value: a variable of the body, a set or an object built rule by rule."""
        name = dotted(node)
        if name is None:
            return False
        first, _, rest = name.partition(".")
        if not rest and first not in self._tree.heads | self._tree.imports.keys() | {"input", "data"}:
            return True
        if not rest:
            return first in self._tree.total
        package, _, rule = f"{self._tree.imports.get(first, first)}.{rest}".removeprefix("data.").rpartition(".")
        return rule in self._total.get(package, frozenset())
