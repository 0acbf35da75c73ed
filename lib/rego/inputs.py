"""See that what policies read of ``input`` can be there.

A misspelt field is undefined, and a rule that asks for it passes. Every path that is written out from ``input`` is held
to the schemas here; what is reached through a variable, `opa check --schema` sees.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from ..documents import Json
from ..errors import PolicyError
from ..schema.contract import subschemas, target
from ..words import Texts, say
from .folder import Folder
from .policy import Policy
from .scan import Name, aliases

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
_ARTIFACT: Schema = {
    **_NOTHING,
    "properties": {"path": {"type": "string"}, "kind": {"type": "string"}, "sha256": {"type": "string"}, "size": {}},
}


class _Missing(NamedTuple):
    """What cannot be there: the path as far as its first wrong step, and the names that may have been meant."""

    steps: tuple[str, ...]
    known: tuple[str, ...]


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
    for package, policy in folder.policies.items():
        kinds = [judged[package]] if package in judged else [] if domain.extends or unread else list(own)
        names = [own[kind] for kind in kinds if own.get(kind) in schemas]
        views = [_view(schemas[name], schemas.get(f"{name}_facts", _NOTHING)) for name in names]
        for place, steps in _paths(policy):
            found = [_missing(view, steps) for view in views or [_view(_ANYTHING, _ANYTHING)]]
            missing = next((each for each in found if each is None), found[0])
            if missing is not None:
                absent = say("policy.input", path=".".join(missing.steps))
                yield package, policy.fail(absent, place.offset, hint=_hint(missing, kinds))


def _hint(missing: _Missing, kinds: Sequence[str]) -> Texts | None:
    from difflib import get_close_matches

    near = get_close_matches(missing.steps[-1], [name for name in missing.known if name != missing.steps[-1]], n=1)
    if near:
        return say("policy.meant", name=near[0])
    if missing.steps[0] == "facts" and len(missing.steps) > 1 and kinds:
        return say("policy.compare_facts", schema=f"{kinds[0]}_facts")
    if missing.steps[0] == "document" and kinds:
        return say("policy.compare_kind", kind=kinds[0])
    return None


def _paths(policy: Policy) -> Iterator[tuple[Name, tuple[str, ...]]]:
    """Return every path below ``input`` that the text writes out, through imports too."""
    bound = {alias: whole for alias, whole in aliases(policy.scan).items() if whole.partition(".")[0] == "input"}
    for name in policy.scan.names:
        first, _, rest = name.text.partition(".")
        if first != "input" and first not in bound:
            continue
        above = bound.get(first, first).split(".")
        steps = (*above, *(rest.split(".") if rest else ()), *policy.steps_after(name))
        if len(steps) > 1:
            yield name, steps[1:]


def _view(document: Schema, facts: Schema) -> Mapping[str, Schema]:
    return {"artifact": _ARTIFACT, "document": document, "related": {"type": "array"}, "facts": facts, "as_of": {}}


def _missing(view: Mapping[str, Schema], steps: tuple[str, ...]) -> _Missing | None:
    """Return where a path leaves what there can be; None when it does not."""
    if steps[0] not in view:
        return _Missing(steps[:1], tuple(view))
    schema = view[steps[0]]
    for end in range(2, len(steps) + 1):
        if not _can_be(schema, steps[1:end], schema):
            return _Missing(steps[:end], tuple(_names(schema)))
    return None


def _can_be(node: Json, steps: tuple[str, ...], root: Schema) -> bool:
    """Return whether a value that satisfies ``node`` can have something at ``steps``; in doubt, it can."""
    if isinstance(node, bool):
        return node
    if not steps:
        return True
    types = node.get("type", "object")
    if "object" not in ([types] if isinstance(types, str) else types):
        return False
    return all(
        any(_can_be(each, rest, root) for each in choices) for choices, rest in _demands(node, steps, root) if choices
    )


def _demands(node: Schema, steps: tuple[str, ...], root: Schema) -> Iterator[tuple[list[Json], tuple[str, ...]]]:
    """Yield what must hold for a path: of each list of schemas one, for the path or for what is left of it."""
    if "$ref" in node:
        yield [_follow(node["$ref"], root)], steps
    for each in node.get("allOf", ()):
        yield [each], steps
    for choice in ("anyOf", "oneOf"):
        yield list(node.get(choice, ())), steps
    if steps[0] in node.get("properties", {}):
        yield [node["properties"][steps[0]]], steps[1:]
    elif not node.get("patternProperties"):
        yield [node.get("additionalProperties", True)], steps[1:]


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
