"""See that what policies read of ``input`` can be there.

A misspelt field is undefined, and a rule that asks for it passes. Every path that is written out from ``input``, through
variables too, is held to the schemas: that of the whole, ``adjudge.input``, with those of the kind and of its facts in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from typing import NamedTuple, Protocol

from ..documents import Json
from ..errors import PolicyError
from ..installed import own_schema
from ..schema.contract import subschemas, target
from ..words import Texts, say
from .folder import Folder
from .paths import Path, written

Schema = Mapping[str, Json]


class _Kind(Protocol):
    @property
    def name(self) -> str: ...


class _Domain(Protocol):
    """As much of a domain as is asked for here."""

    @property
    def kinds(self) -> Sequence[_Kind]: ...
    @property
    def extends(self) -> Sequence[str]: ...


_ANYTHING: Schema = {}
_NOTHING: Schema = {"type": "object", "additionalProperties": False}


_HOLDING = ({"object"}, {"array", "object"})
"""What can have something at a name, and at any place."""


class MissingPath(NamedTuple):
    """What cannot be there: the path as far as its first wrong step, and whose names may have been meant."""

    steps: Path
    known: Schema

    @property
    def near(self) -> str | None:
        """The name that may have been meant."""
        from difflib import get_close_matches

        last = self.steps[-1] or ""
        names = self.known.keys() if len(self.steps) == 1 else _names(self.known)
        return next(iter(get_close_matches(last, [name for name in names if name != last], n=1)), None)


def odd_inputs(folder: Folder, domain: _Domain, schemas: Mapping[str, Schema]) -> Iterator[tuple[str, PolicyError]]:
    """Hold the paths below ``input`` in a domain's policies to its schemas, by name (``menu``, ``menu_facts``).

    A rule's document is of one kind; a helper may be asked for each kind of the domain, so a path is refused there when
    none has it. Kinds that the domain extends have their schemas elsewhere, and those of other kinds than are at hand
    are not read: of their documents anything is believed.
    Yields a path that cannot be there, with the place and the package.
    """
    own = {kind.name: kind.name.partition(".")[2] for kind in domain.kinds}
    unread = any(name not in schemas for name in own.values())
    judged = folder.judged
    named = {name.text.removeprefix("data.") for each in folder.policies.values() for name in each.references}
    referred = named | {name.rpartition(".")[0] for name in named}
    views = {name: view_of(schemas[name], schemas.get(f"{name}_facts")) for name in own.values() if name in schemas}
    views[""] = view_of(_ANYTHING, _ANYTHING)

    @cache
    def missing(name: str, steps: Path) -> MissingPath | None:
        return missing_path(views[name], steps)

    for package, policy in folder.policies.items():
        kinds = [judged[package]] if package in judged else [] if domain.extends or unread else list(own)
        names = [own[kind] for kind in kinds if own.get(kind) in views] or [""]
        for place, paths, written_here in written(
            policy, called_elsewhere=package not in judged or package in referred
        ):
            absent = [missing(name, steps) for name in names for steps in paths]
            if absent[0] is None or None in absent:
                continue
            if len(absent[0].steps) > len(paths[0]) - written_here:  # else the place is another one
                words = say("policy.input", path=dotted(absent[0].steps))
                yield package, policy.fail(words, place.offset, hint=hint_of(absent[0], kinds))


def hint_of(missing: MissingPath, kinds: Sequence[str]) -> Texts | None:
    """Return the next step of whoever wrote such a path in a policy that judges ``kinds``, if one is known."""
    if missing.near is not None:
        return say("policy.meant", name=missing.near)
    if missing.steps[0] == "facts" and len(missing.steps) > 1 and kinds:
        return say("policy.compare_facts", schema=f"{kinds[0]}_facts")
    if missing.steps[0] == "document" and kinds:
        return say("policy.compare_kind", kind=kinds[0])
    return None


def dotted(steps: Path) -> str:
    """Return a path as people write it, ``document.tracks[_].label``."""
    return "".join("[_]" if step is None else f".{step}" for step in steps)[1:]


def view_of(document: Schema, facts: Schema | None) -> Mapping[str, Schema]:
    """Return the schemas of what stands below ``input``, by name; ``facts`` are None where the kind has no schema of them."""
    return {**own_schema("input")["properties"], "document": document, "facts": _NOTHING if facts is None else facts}


def missing_path(view: Mapping[str, Schema], steps: Path) -> MissingPath | None:
    """Return where a path leaves what there can be; None when it does not."""
    if steps[0] is None:
        return None
    if steps[0] not in view:
        return MissingPath(steps[:1], view)
    schema = view[steps[0]]
    if _can_be(schema, steps[1:], schema):
        return None
    wrong = next(end for end in range(2, len(steps) + 1) if not _can_be(schema, steps[1:end], schema))
    return MissingPath(steps[:wrong], schema)


def values_at(view: Mapping[str, Schema], steps: Path) -> tuple[Json, ...] | None:
    """Return the values that what stands at a path may have, if its schemas list them; None where they do not.

    They are those of all that may stand there, so one that is missing cannot be there.
    """
    schema = view.get(steps[0] or "") if steps else None
    return (
        tuple(_values(schema, steps[1:], schema)) if schema is not None and _lists(schema, steps[1:], schema) else None
    )


def _lists(node: Json, steps: Path, root: Schema) -> bool:
    """Return whether all that may stand at a path is of a list of values."""
    if isinstance(node, bool):
        return not node
    if not steps and ("enum" in node or "const" in node):
        return True
    if not steps and node.get("type") in ("boolean", "null"):
        return True
    choices = _choices(node, steps, root)
    return any(each and all(_lists(one, rest, root) for one in each) for each, rest in choices)


def _values(node: Json, steps: Path, root: Schema) -> Iterator[Json]:
    if isinstance(node, bool):
        return
    if not steps and ("enum" in node or "const" in node):
        yield from node.get("enum", [node.get("const")])
        return
    if not steps and node.get("type") in ("boolean", "null"):
        yield from (True, False) if node["type"] == "boolean" else (None,)
        return
    for each, rest in _choices(node, steps, root):
        if each and all(_lists(one, rest, root) for one in each):
            for one in each:
                yield from _values(one, rest, root)
            return


def _choices(node: Schema, steps: Path, root: Schema) -> Iterator[tuple[list[Json], Path]]:
    """Yield what must hold of a value, or of what stands at a path in it: of each list of schemas one."""
    if steps:
        yield from _demands(node, steps, root)
        return
    if "$ref" in node:
        yield [_follow(node["$ref"], root)], steps
    for each in node.get("allOf", ()):
        yield [each], steps
    for choice in ("anyOf", "oneOf"):
        yield list(node.get(choice, ())), steps


def _can_be(node: Json, steps: Path, root: Schema) -> bool:
    """Return whether a value that satisfies ``node`` can have something at ``steps``; in doubt, it can."""
    if isinstance(node, bool):
        return node
    if not steps:
        return True
    values = node.get("enum", [node["const"]] if "const" in node else [{}])
    if not any(isinstance(value, dict | list) for value in values) or not _types(node) & _HOLDING[steps[0] is None]:
        return False
    return all(
        any(_can_be(each, rest, root) for each in choices) for choices, rest in _demands(node, steps, root) if choices
    )


def _types(node: Schema) -> Set[str]:
    types = node.get("type", ("array", "object"))
    return {types} if isinstance(types, str) else set(types)


def _demands(node: Schema, steps: Path, root: Schema) -> Iterator[tuple[list[Json], Path]]:
    """Yield what must hold for a path: of each list of schemas one, for the path or for what is left of it."""
    if "$ref" in node:
        yield [_follow(node["$ref"], root)], steps
    for each in node.get("allOf", ()):
        yield [each], steps
    for choice in ("anyOf", "oneOf"):
        yield list(node.get(choice, ())), steps
    if steps[0] is None:
        yield list(_items(node)), steps[1:]
    elif steps[0] in node.get("properties", {}):
        yield [node["properties"][steps[0]]], steps[1:]
    elif not node.get("patternProperties"):
        yield [node.get("additionalProperties", True)], steps[1:]


def _items(node: Schema) -> Iterator[Json]:
    """Yield the schemas of what a list or an object holds."""
    types = _types(node)
    if "array" in types:
        yield from (*node.get("prefixItems", ()), node.get("items", True))
    if "object" in types:
        yield from (*node.get("properties", {}).values(), *node.get("patternProperties", {}).values())
        yield node.get("additionalProperties", True)


def _names(schema: Schema) -> set[str]:
    """Return the names of all properties, wherever they are."""
    return {
        name for _, node in subschemas(dict(schema)) if isinstance(node, dict) for name in node.get("properties", ())
    }


def _follow(reference: str, root: Schema) -> Json:
    node: Json = root
    for step in target(reference).split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        node = node[int(key)] if isinstance(node, list) else node[key]
    return node
