"""Everything that is written can count: no rule that nobody asks, no statement that never holds, nothing that is unused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from adjudge.lib.rego.folder import Folder
from adjudge.lib.rego.heads import JUDGING_HEADS
from adjudge.lib.rego.policy import Policy
from adjudge.lib.rego.scan import Name, aliases, column_of, line_of
from adjudge.lib.words import Said, say

from .finding import LintFinding
from .syntax import Node, SyntaxTree, head_name, walk


def unasked(folder: Folder) -> Iterator[LintFinding]:
    """Yield the rules and functions that no rule's `deny`, `warn` or `applies` needs, wherever they stand."""
    policies = folder.policies
    uses: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for package, policy in policies.items():
        for each in policy.scan.definitions:
            own = (name for name in policy.scan.names if each.offset <= name.offset < each.end)
            uses.setdefault((package, each.name), set()).update(
                use for name in own for use in _uses(name, package, policy, policies)
            )
    wanted = [(package, head) for package in folder.judged for head in JUDGING_HEADS]
    asked: set[tuple[str, str]] = set()
    while wanted:
        one = wanted.pop()
        if one not in asked:
            asked.add(one)
            wanted += uses.get(one, ())
    for package, policy in policies.items():
        seen: set[str] = set()
        for each in policy.scan.definitions:
            if (package, each.name) not in asked and each.name not in seen:
                seen.add(each.name)
                yield _at(policy, each.offset, say("lint.unreachable", name=each.name))


def _uses(name: Name, package: str, policy: Policy, policies: Mapping[str, Policy]) -> Iterator[tuple[str, str]]:
    """Yield the definitions that a name may stand for."""
    first, _, rest = name.text.partition(".")
    if first in policy.scan.defined:
        yield package, first
        return
    bound = aliases(policy.scan)
    path = [*bound[first].split("."), *filter(None, rest.split("."))] if first in bound else name.text.split(".")
    if path[0] != "data":
        return
    steps = [*path[1:], *policy.steps_after(name)]
    for end in range(len(steps), 0, -1):
        other = policies.get(".".join(steps[:end]))
        if other is not None:
            yield from ((".".join(steps[:end]), each) for each in other.scan.defined if each in steps[end : end + 1])
            if end == len(steps):
                yield from ((".".join(steps), each) for each in other.scan.defined)
            return
    whole = ".".join(steps)
    for other_package, other in policies.items():
        if other_package.startswith(f"{whole}."):
            yield from ((other_package, each) for each in other.scan.defined)


def never(tree: SyntaxTree) -> Iterator[LintFinding]:
    """Yield the statements that hold for no document: what stands with one is never reached."""
    for statement in (each for query in ("stmts",) for each in _statements(tree.rules, query)):
        ((kind, body),) = statement["literal"].items()
        expression: Any = body.get("expr", {}) if kind in ("Expr", "NotExpr") else {}
        truth = _truth(expression)
        if truth is not None and truth == (kind == "NotExpr"):
            yield tree.finding(statement, say("lint.unreachable.never"))


def _statements(node: Any, key: str) -> Iterator[Node]:
    if isinstance(node, dict):
        for name, inner in node.items():
            if name == key:
                yield from inner
            yield from _statements(inner, key)
    elif isinstance(node, list):
        for each in node:
            yield from _statements(each, key)


def _truth(node: Any) -> bool | None:
    """Return whether an expression of constants holds; None for any other."""
    if "Bool" in node:
        return bool(node["Bool"]["value"])
    if "BoolExpr" not in node:
        return None
    body = node["BoolExpr"]
    sides = [next(iter(body[side].items())) for side in ("lhs", "rhs")]
    if any(kind not in ("String", "RawString", "Number") for kind, _ in sides) or body["op"] not in ("Eq", "Ne"):
        return None
    (left, one), (right, other) = sides
    is_equal = (left == "Number") == (right == "Number") and one["value"] == other["value"]
    return bool(is_equal == (body["op"] == "Eq"))


def unused(tree: SyntaxTree, policy: Policy) -> Iterator[LintFinding]:
    """Yield the parameters of functions, the variables and the imports that nothing uses."""
    for rule in tree.rules:
        counted = _counted(rule)
        function = rule.get("Spec", {}).get("head", {}).get("Func", {})
        for each in function.get("args", ()):
            for body in walk(each, "Var"):
                if counted[body["value"]] == 1 and not body["value"].startswith("_"):
                    words = say("lint.unused.argument", name=body["value"], function=head_name(rule))
                    yield tree.finding(body, words)
        for each in walk(rule, "AssignExpr"):
            body = each["lhs"].get("Var")
            if each["op"] == "ColEq" and body and counted[body["value"]] == 1 and not body["value"].startswith("_"):
                yield tree.finding(body, say("lint.unused.variable", name=body["value"]))
    imported = policy.imported()
    used = {name.text.partition(".")[0] for name in policy.scan.names if not _declares(policy, name, imported)}
    for name, target in aliases(policy.scan).items():
        if target.partition(".")[0] in ("data", "input") and name not in used:
            place = next(each for each in policy.scan.names if each.offset in imported and each.text == target)
            yield _at(policy, place.offset, say("lint.unused.import", name=name))


def _declares(policy: Policy, name: Name, imported: Iterable[int]) -> bool:
    """Return whether a name stands in an import, as what is imported or what it is called here."""
    line = policy.module.text[policy.module.text.rfind("\n", 0, name.offset) + 1 : name.offset]
    return name.offset in imported or line.startswith("import ")


def _counted(rule: Node) -> dict[str, int]:
    """Return how often each variable is named in a definition."""
    found: dict[str, int] = {}
    for each in walk(rule, "Var"):
        found[each["value"]] = found.get(each["value"], 0) + 1
    return found


def unused_parameters(
    folder: Folder, file: str, names: Mapping[str, tuple[int, int]], hooks: Iterable[str]
) -> Iterator[LintFinding]:
    """Yield the parameters, with their places in ``file``, that no policy and no text of ``hooks`` names."""
    read: set[str] = set()
    for policy in folder.policies.values():
        read |= policy.parameters(folder.name)
    if "*" in read:
        return
    unread = {name: place for name, place in names.items() if name not in read}
    texts = list(hooks) if unread else []
    for name, (line, column) in unread.items():
        written = [f'"{name}"', f"'{name}'", *(f'"{name[: at + 1]}{{' for at, sign in enumerate(name) if sign == "_")]
        if not any(each in text for text in texts for each in written):  # f"keywords_{name}" names many
            yield LintFinding(file=file, line=line, column=column, words=say("lint.unused.parameter", name=name))


def _at(policy: Policy, offset: int, words: Said) -> LintFinding:
    text = policy.module.text
    return LintFinding(file=policy.module.file, line=line_of(text, offset), column=column_of(text, offset), words=words)
