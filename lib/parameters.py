"""A domain's parameters: defaults, the user's overrides, and how far a law lets them go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from .documents import Json, Steps
from .errors import PolicyError, UsageError
from .words import Texts, say

if TYPE_CHECKING:
    from .instruments import Limit
    from .schema import Validator

LEGAL = "x-adjudge-legal"
AT_MOST = "x-adjudge-at-most"
"""Names the parameter of the same domain that a parameter is at most: a shortest one and a longest one."""
_NUMBERS = (int, float)


class Legal(NamedTuple):
    """A bound that a law sets: ``minimum`` and ``maximum`` for numbers, ``contains`` for a list's members that must stay."""

    clause: str
    minimum: int | float | None = None
    maximum: int | float | None = None
    contains: tuple[Json, ...] = ()


class Layer(NamedTuple):
    """Parameters of one domain as one file says them. ``place`` says where, as arguments of an error.

    Those of a ``strict`` layer (the configuration under a gate) may only be stricter than what stands below them.
    """

    values: Mapping[str, Json]
    place: Callable[[Steps], Mapping[str, Any]]
    strict: bool = False


def merge(
    domain: str,
    defaults: Mapping[str, Json],
    layers: Iterable[Layer],
    schema: Mapping[str, Json] | None,
    validator: Validator | None,
    *,
    file: str,
    bounds: Callable[[Mapping[str, Json]], frozenset[str]],
) -> dict[str, Json]:
    """Return the defaults with each layer's values in their places, whole values, checked against the schema.

    ``file`` is the schema's. ``bounds`` says of a parameter's entry on which sides a clause bounds it: ``minimum``,
    ``maximum`` or ``contains``. Raises UsageError for a value that the schema or a strict layer does not allow,
    PolicyError for a default.
    """
    merged = _defaults(domain, defaults, layers := list(layers), validator, file=file)
    if validator is None:
        return merged
    for layer in layers:
        below, merged = merged, {**merged, **layer.values}
        if layer.values and not validator.is_valid(merged):
            error = validator.errors(merged)[0]
            name = ".".join(["params", domain, *(str(step) for step in error.steps)])
            raise UsageError(
                say("parameter.breaks", name=name, why=error.message, domain=domain),
                **layer.place(("params", domain, *error.steps)),
            )
        _refuse_crossed(domain, layer, merged, schema or {})
        for name in layer.values if layer.strict else ():
            entry = (schema or {}).get("properties", {}).get(name, {})
            if not _as_strict(bounds(entry), below.get(name), merged[name]):
                said = {"name": f"params.{domain}.{name}", "value": repr(merged[name])}
                stated = below.get(name) is not None
                raise UsageError(
                    say("parameter.looser", **said, below=repr(below[name]))
                    if stated
                    else say("parameter.alone", **said),
                    **layer.place(("params", domain, name)),
                )
    return merged


def bounded_sides(entry: Mapping[str, Json], limit: Callable[[str, str], Limit | None]) -> frozenset[str]:
    """Return on which sides a law, or the clause whose number it is, bounds a parameter, by its entry in the schema.

    ``limit`` gives the number of a clause by its name.
    """
    sides = set(entry.get(LEGAL, ())) & {"minimum", "maximum", "contains"}
    clause, name = entry.get("x-adjudge-clause"), entry.get("x-adjudge-limit")
    found = limit(clause, name) if clause and name else None
    if found is not None:
        sides.add("minimum" if found.minimum is not None else "maximum")
    return frozenset(sides)


def described(name: str, params: Mapping[str, Json], schema: Mapping[str, Json]) -> dict[str, Json]:
    """Return what is to be said of a parameter: its ``value`` in force, its ``description`` and its ``legal`` bound."""
    entry = schema.get("properties", {}).get(name, {})
    text = entry.get("description", entry.get("title", ""))
    return {"value": params.get(name), "description": text, "legal": entry.get(LEGAL)}


def _refuse_crossed(domain: str, layer: Layer, merged: Mapping[str, Json], schema: Mapping[str, Json]) -> None:
    """Raise UsageError where a layer puts a parameter above the one that it is at most."""
    for name, entry in schema.get("properties", {}).items():
        other = entry.get(AT_MOST) if isinstance(entry, Mapping) else None
        said = next((each for each in (name, other) if each in layer.values), None)
        if other is None or said is None or not {name, other} <= merged.keys() or merged[name] <= merged[other]:
            continue
        facts = {"value": repr(merged[name]), "other": f"params.{domain}.{other}", "most": repr(merged[other])}
        words = say("parameter.crossed", name=f"params.{domain}.{name}", **facts)
        raise UsageError(words, **layer.place(("params", domain, said)))


def _as_strict(sides: frozenset[str], below: Json, value: Json) -> bool:
    """Return whether a value asks for at least as much as the one below it. In doubt it does not."""
    if value == below and type(value) is type(below):
        return True
    if type(value) in _NUMBERS and type(below) in _NUMBERS:
        return ("minimum" in sides and value >= below) or ("maximum" in sides and value <= below)
    both = isinstance(value, list) and isinstance(below, list)
    return both and "contains" in sides and all(member in value for member in below)


def _defaults(
    domain: str, defaults: Mapping[str, Json], layers: Iterable[Layer], validator: Validator | None, *, file: str
) -> dict[str, Json]:
    """Return the defaults, checked against the schema. Raises PolicyError, and UsageError for values of no parameter."""
    if validator is None:
        for layer in layers:
            if layer.values and not defaults:
                raise UsageError(say("parameter.none", domain=domain), **layer.place(("params", domain)))
        if defaults:
            raise PolicyError(say("parameter.undescribed", domain=domain), file=file)
        return {}
    if not validator.is_valid(dict(defaults)):
        error = validator.errors(dict(defaults))[0]
        raise PolicyError(say("parameter.defaults_break", why=error.message, domain=domain), file=file)
    return dict(defaults)


class Excess(NamedTuple):
    """A parameter of a domain that goes beyond what the ``clause`` of a law bounds; ``message`` says how, by language."""

    domain: str
    name: str
    clause: str
    message: Mapping[str, str]


def beyond_the_law(
    domain: str, schema: Mapping[str, Json], defaults: Mapping[str, Json], params: Mapping[str, Json]
) -> Iterator[Excess]:
    """Return the parameters that go beyond what a law bounds.

    Raises PolicyError for a bound that says nothing, or stands where nobody would look, and for a default beyond one.
    """
    for name, legal in _bounds(schema, f"{domain}/params.json").items():
        where: dict[str, Any] = {"file": f"{domain}/params.json"}
        for words in _breaches(legal, defaults[name], name, where) if name in defaults else ():
            facts = {"value": repr(defaults[name]), "how": words, "clause": legal.clause, "domain": domain}
            raise PolicyError(say("parameter.default_beyond", name=name, **facts), **where)
        if name in params:
            for words in _breaches(legal, params[name], name, where):
                facts = {"value": repr(params[name]), "how": words, "clause": legal.clause}
                yield Excess(domain, name, legal.clause, say("parameter.beyond", name=f"{domain}.{name}", **facts))


def _bounds(schema: Mapping[str, Json], file: str) -> dict[str, Legal]:
    """Return the legal bounds of a params.json by parameter. Raises PolicyError."""
    from .schema.contract import escape, subschemas

    entries = {f"/properties/{escape(name)}": name for name in schema.get("properties", ())}
    bounds: dict[str, Legal] = {}
    for pointer, node in subschemas(dict(schema)):
        if not isinstance(node, Mapping) or LEGAL not in node:
            continue
        if pointer not in entries:
            raise PolicyError(say("parameter.bound_elsewhere", key=LEGAL, pointer=f"#{pointer}"), file=file)
        bounds[entries[pointer]] = _legal(node[LEGAL], pointer, file)
    return bounds


def _legal(bound: Json, pointer: str, file: str) -> Legal:
    types = {"minimum": _NUMBERS, "maximum": _NUMBERS, "contains": (list,), "clause": (str,)}
    if (
        not isinstance(bound, Mapping)
        or "clause" not in bound
        or len(bound) < 2
        or any(type(value) not in types.get(key, ()) or value == [] for key, value in bound.items())
    ):
        raise PolicyError(say("parameter.no_bound", key=LEGAL, pointer=f"#{pointer}"), file=file)
    return Legal(**{**bound, "contains": tuple(bound.get("contains", ()))})


def _breaches(legal: Legal, value: Json, name: str, where: Mapping[str, Any]) -> Iterator[Texts]:
    measured = legal.minimum is not None or legal.maximum is not None
    if (measured and type(value) not in _NUMBERS) or (legal.contains and not isinstance(value, list)):
        raise PolicyError(say("parameter.cannot_bound", key=LEGAL, name=name, value=repr(value)), **where)
    if legal.minimum is not None and value < legal.minimum:
        yield say("parameter.below", minimum=legal.minimum)
    if legal.maximum is not None and value > legal.maximum:
        yield say("parameter.above", maximum=legal.maximum)
    missing = [member for member in legal.contains if member not in value]
    if missing:
        yield say("parameter.without", names=[str(member) for member in missing])
