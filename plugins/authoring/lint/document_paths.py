"""What a policy reads can be there, and what it compares can be equal: by the schemas, wherever a value has gone.

The loader holds to the schemas what a policy writes out by itself. Here it is followed through other modules, through
comprehensions and rules, through what the policy makes itself, and into the parameters that a configuration may change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from adjudge.lib.documents import Json
from adjudge.lib.rego.inputs import MissingPath, dotted, hint_of, missing_path, values_at, view_of
from adjudge.lib.rego.paths import Path
from adjudge.lib.rego.reach import related
from adjudge.lib.words import say

from .finding import LintFinding
from .inference import PARAMS, Inference
from .linted import LintedDomain
from .syntax import Node, SyntaxTree, trees
from .values import Absent, Value, places


def document_paths(linted: LintedDomain) -> Iterator[LintFinding]:
    """Yield what is read and never there, and what is compared and never equal."""
    modules = [policy.module for policy in linted.own()]
    read = [each for each in trees(modules) if isinstance(each, SyntaxTree)]
    views = _views(linted)
    found: dict[tuple[str, int, str], LintFinding] = {}

    @cache
    def missing(root: str, path: Path) -> MissingPath | None:
        return missing_path(views[root], path) if root in views else None

    @cache
    def values(root: str, path: Path) -> tuple[Json, ...] | None:
        return values_at(views[root], path) if root in views else None

    def keep(tree: SyntaxTree, node: Node, said: LintFinding) -> None:
        start = node.get("span", node)["start"]
        found[tree.file, start, said.code] = said

    def tell(tree: SyntaxTree, node: Node, absent: Absent) -> None:
        keep(tree, node, _told(tree, node, absent))

    def compare(tree: SyntaxTree, value: Value, others: Sequence[Node]) -> None:
        said = _never_equal(tree, value, others, values)
        if said is not None:
            keep(tree, next(iter(others[0].values())), said)

    by_package = {each.package: each for each in read}
    Inference(linted.domain.name, by_package, _kinds(linted), missing, tell, compare).run()
    for _, each in sorted(found.items()):
        yield each


def _views(linted: LintedDomain) -> dict[str, Mapping[str, Any]]:
    """Return what can be in the input of each kind, and in the parameters of each domain."""
    found: dict[str, Mapping[str, Any]] = {}
    for kind in (*(each.name for each in linted.domain.kinds), *linted.domain.extends):
        view = linted.view(kind)
        if view is not None:
            found[kind] = view_of(*view)
    for name, params in linted.parameters():
        found[f"{name}.{PARAMS}"] = _AnyStep(params)
    return found


class _AnyStep(dict[str, Json]):
    """The schema of the parameters as the view of an input: each name leads into all of it."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        names = {*schema.get("properties", {})}
        super().__init__({name: {**schema["properties"][name], "$defs": schema.get("$defs", {})} for name in names})


def _kinds(linted: LintedDomain) -> dict[str, list[str]]:
    """Return by package the kinds whose input it may see: a helper those of the rules that reach it."""
    policies, judged = linted.folder.policies, linted.folder.judged
    uses = {
        package: {name.text.removeprefix("data.") for name in policy.references} for package, policy in policies.items()
    }
    found: dict[str, set[str]] = {}
    for rule, kind in judged.items():
        wanted, seen = [rule], set[str]()
        while wanted:
            package = wanted.pop()
            if package in seen or package not in policies:
                continue
            seen.add(package)
            found.setdefault(package, set()).add(kind)
            wanted += [other for other in policies if any(related(other, each) for each in uses[package])]
    return {package: sorted(kinds) for package, kinds in found.items()}


def _told(tree: SyntaxTree, node: Node, absent: Absent) -> LintFinding:
    if absent.path is not None and absent.root.endswith(f".{PARAMS}"):
        near = absent.path.near
        step = say("policy.meant", name=near) if near else None
        return tree.finding(node, say("lint.paths.parameter", path=dotted(absent.path.steps)), step)
    if absent.path is not None:
        words = say("policy.input", path=dotted(absent.path.steps))
        return tree.finding(node, words, hint_of(absent.path, [absent.root]))
    if absent.keys is not None:
        return tree.finding(node, say("lint.paths.made", name=absent.name, keys=list(absent.keys) or "–"))
    return tree.finding(node, say("lint.paths.scalar", name=absent.name))


def _never_equal(tree: SyntaxTree, value: Value, others: Sequence[Node], values: Any) -> LintFinding | None:
    """Return that a place of the document is none of the texts and numbers that it is compared with, by its schema."""
    said = [_constant(each) for each in others]
    known = [values(each.root, each.steps) for each in places(value)]
    if not said or not known or None in said or None in known:
        return None
    allowed = [each for some in known for each in some]
    if any(_same(one[0], each) for one in said if one is not None for each in allowed):
        return None
    at = next(iter(others[0].values()))
    path = dotted(next(iter(places(value))).steps)
    shown = [each for one in said if one is not None for each in one]
    return tree.finding(at, say("lint.values", path=path, said=shown, allowed=allowed))


def _constant(node: Node) -> tuple[Json] | None:
    ((kind, body),) = node.items()
    if kind in ("String", "RawString", "Number"):
        return (body["value"],)
    return None


def _same(one: Json, other: Json) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)
