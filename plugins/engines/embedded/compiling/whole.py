"""A whole program as OPA's compiler sees it: what the modules define, what refers to what, and what cannot stand together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import pairwise

from adjudge.lib.documents import Json
from adjudge.lib.words import say

from ..rows.builtins import AVAILABLE, MISSING
from ..text.refusing import RefusedError, UnlistedConstructError
from ..text.terms import CONSTANTS, Expression
from ..text.units import PackagePath, RuleName, Stand, Unit
from .forms import Forms
from .inference import Inferred, Signature, Typing
from .naming import Globals, NamedRule, Namer, Variable
from .safety import Safety
from .types import ANY, Type, one_of
from .walking import everything, steps


class Whole:
    """All modules of a program. What is wrong is yielded with the module that it stands in."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = tuple(units)
        self.defined: dict[PackagePath, dict[str, list[Stand]]] = {}
        for unit in self.units:
            package = self.defined.setdefault(unit.package, {})
            for rule in unit.rules:
                package.setdefault(rule.head.name, []).append(Stand(unit, rule))
        self.named: list[tuple[Stand, NamedRule]] = []
        self._order: list[RuleName] = []
        self._types: dict[PackagePath, Type] = {}
        self._signatures: dict[RuleName, Signature] = {}

    def problems(self, data: Mapping[str, Json]) -> Iterator[tuple[Unit, RefusedError]]:
        """Yield what is wrong, the first of each module and rule. ``data`` are the base documents."""
        for package, rules in self.defined.items():
            for name, places in rules.items():
                try:
                    if _is_there(data, (*package, name)):
                        raise places[0].refused("embedded.data_in_place", name=".".join((*package, name)))
                    self._together(package, name, places)
                except RefusedError as error:
                    yield places[0].unit, error
        for unit in self.units:
            namer = Namer(unit.source, Globals(unit.package, unit.imports, frozenset(self.defined[unit.package])))
            try:
                for rule in unit.rules:
                    self._rule(Stand(unit, rule), namer)
            except RefusedError as error:
                yield unit, error
        circles = list(self._circles())
        yield from circles
        if not circles:
            yield from self._typed()

    def _calls(self, unit: Unit, named: NamedRule) -> None:
        """See that functions are called, with as many arguments as they have, and nothing else is."""
        self._replaced(unit, named)
        for term, path, is_called in self.references(unit, named):
            parameters = self._parameters(path)
            at = unit.source.starts[term.at]
            if is_called and parameters is None:
                raise RefusedError(at, say("embedded.unknown", name=".".join(path)))
            if not is_called and parameters is not None:
                raise RefusedError(at, say("embedded.not_called", name=path[-1]))
            if is_called:
                _see_count(unit, term, path[-1], len(parameters or ()))
        for term in everything(named.rule):
            if term.sort == "call" and term.value != "print" and self.callee(term, unit) is None:
                is_search = term.value == "walk" and len(term.parts) == 2
                _see_count(unit, term, term.value, 2 if is_search else AVAILABLE.get(term.value, len(term.parts)))

    def _parameters(self, path: PackagePath) -> tuple[Expression, ...] | None:
        """Return the parameters of a function; None for what is none."""
        places = self.defined.get(path[1:-1], {}).get(path[-1], []) if path[0] == "data" else []
        return places[0].rule.head.parameters if places else None

    def _replaced(self, unit: Unit, named: NamedRule) -> None:
        """See that `with` neither replaces functions nor replaces by them."""
        for step in steps(named.rule):
            for target, value in step.mods:
                for term in (target, value):
                    path = self._path(term, named)
                    if path is not None and self._parameters(path) is not None:
                        raise UnlistedConstructError(unit.source.starts[term.at], say("embedded.with_function"))

    def _rule(self, place: Stand, namer: Namer) -> None:
        unit, rule = place
        named = namer.name(rule)
        self.named.append((place, named))
        Forms(unit.source).check(rule)
        self._calls(unit, named)
        Safety(unit.source, named, has_new_not=unit.has_new_not).check()

    # --- what stands together -------------------------------------------------------------------------------------------

    def _together(self, package: PackagePath, name: str, places: list[Stand]) -> None:
        """See that the definitions of one name are of one form."""
        first = places[0]
        if name in AVAILABLE or name in MISSING or name == "set":
            raise first.unlisted("embedded.shadows", name=name)
        longer = (*package, name)
        if any(other[: len(longer)] == longer for other in self.defined):
            is_value = any(not place.rule.head.keys for place in places)
            code = "embedded.conflict" if is_value else "embedded.heads"
            raise first.refused(code, name=name) if is_value else first.unlisted(code, name=name)
        functions = [place for place in places if place.rule.head.parameters is not None]
        if functions:
            counts = {len(place.rule.head.parameters or ()) for place in functions}
            if len(functions) < len(places) or len(counts) > 1:
                raise first.refused("embedded.conflict", name=name)
            if counts == {0} or any(place.rule.head.keys for place in functions):
                raise first.unlisted("embedded.unclear")
        self._defaults(places, name)
        self._paths(places, name)

    def _defaults(self, places: list[Stand], name: str) -> None:
        defaults = [place for place in places if place.rule.is_default]
        if len(defaults) > 1:
            raise defaults[1].refused("embedded.default_twice", name=name)
        for place in defaults:
            parameters = place.rule.head.parameters or ()
            names = [parameter.value for parameter in parameters]
            if any(parameter.sort != "name" for parameter in parameters) or len({*names} - {"_"}) < len(
                [name for name in names if name != "_"]
            ):
                raise place.refused("embedded.default_parameters", name=name)
            value = place.rule.clauses[0].value
            if value is None or any(term.sort in ("name", "ref", "call", "infix", "in") for term in value.everything()):
                raise place.refused("embedded.default_value", name=name)
            if any(term.sort not in CONSTANTS for term in value.everything()) or place.rule.head.keys:
                raise place.unlisted("embedded.default_form")

    def _paths(self, places: list[Stand], name: str) -> None:
        """See that no value stands at a place that holds others: ``p.q := 1`` beside ``p.q.r := 2``."""
        forms: dict[PackagePath, str] = {}
        for place in places:
            head, sign = place.rule.head, place.rule.clauses[0].sign
            form = "set" if sign == "contains" else "value"
            clause = place.rule.clauses[0]
            if head.keys and head.parameters is None and not sign and not clause.has_body:
                raise place.refused("embedded.no_contains", name=name)
            if sign == "contains" and len(place.rule.clauses) > 1:
                raise place.refused("embedded.else_of_set", name=name)
            if not all(each.has_body for each in place.rule.clauses[:-1]):
                raise place.refused("embedded.else_alone", name=name)
            path = tuple(key.value if key.sort == "string" else "" for key in head.keys)
            # A key that is no text may be any: what is below it and what stands beside it is told only when evaluated.
            static = path[: path.index("")] if "" in path else path
            if static != path and form == "value" and len(static) == len(path) - 1:
                form = "keyed"
            elif static != path:
                form = "deep"
            if forms.setdefault(static, form) != form:
                code = "embedded.conflict" if static == path or forms[static] in ("set", "value") else "embedded.heads"
                raise place.refused(code, name=name) if code.endswith("conflict") else place.unlisted(code, name=name)
        for path, form in forms.items():
            longer = [other for other in forms if other != path and other[: len(path)] == path]
            if longer and form in ("set", "value"):
                raise places[0].refused("embedded.conflict", name=name)
            # A key that is computed may be one of those that are written.
            if longer and (
                form == "deep" or any(len(other) > len(path) + 1 or forms[other] != "value" for other in longer)
            ):
                raise places[0].unlisted("embedded.heads", name=name)

    # --- what refers to what --------------------------------------------------------------------------------------------

    def reached(self, path: PackagePath) -> Iterator[RuleName]:
        """Yield the rules that a reference may mean: one, or all of the packages below it."""
        if path[0] != "data":
            return
        rest = path[1:]
        for size in range(len(rest) - 1, 0, -1):
            if rest[:size] in self.defined and rest[size] in self.defined[rest[:size]]:
                yield rest[:size], rest[size]
                return
        for package, rules in self.defined.items():
            if package[: len(rest)] == rest:
                yield from ((package, name) for name in rules)

    def references(self, unit: Unit, named: NamedRule) -> Iterator[tuple[Expression, PackagePath, bool]]:
        """Yield what a rule refers to: the term, its path as far as it is text, and whether it is called."""
        for term in everything(named.rule):
            if term.sort == "call":
                path = self.callee(term, unit)
                if path is not None:
                    yield term, path, True
            elif term.sort in ("name", "ref"):
                path = self._path(term, named)
                if path is not None:
                    yield term, path, False

    def _path(self, term: Expression, named: NamedRule) -> PackagePath | None:
        """Return the path of what a reference begins with, as far as it is text; None for variables and values."""
        begin = term if term.sort == "name" else term.parts[0] if term.sort == "ref" else None
        meaning = named.meanings.get(begin.at) if begin is not None and begin.sort == "name" else None
        if meaning is None or isinstance(meaning, Variable):
            return None
        keys: list[str] = []
        for key in term.parts[1:]:
            if key.sort != "string":
                break
            keys.append(key.value[1:-1])
        return (*meaning, *keys)

    def callee(self, term: Expression, unit: Unit) -> PackagePath | None:
        """Return the path of a function that is called; None for a builtin."""
        first, *rest = term.value.split(".")
        if first in unit.imports:
            return (*unit.imports[first], *rest)
        if first == "data":
            return (first, *rest)
        if not rest and first in self.defined[unit.package]:
            return ("data", *unit.package, first)
        return None

    # --- types ----------------------------------------------------------------------------------------------------------

    def _typed(self) -> Iterator[tuple[Unit, RefusedError]]:
        """Infer the types of all rules, what others need first; yield what cannot fit."""
        by_node: dict[RuleName, list[tuple[Stand, NamedRule]]] = {}
        for place, named in self.named:
            by_node.setdefault((place.unit.package, place.rule.head.name), []).append((place, named))
        for node in self._order:
            found: list[tuple[Stand, Inferred]] = []
            for place, named in by_node.get(node, []):
                unit = place.unit
                typing = Typing(unit.source, named, self._known, partial(self._signature, unit))
                try:
                    found.append((place, typing.infer()))
                except RefusedError as error:
                    yield unit, error
            if len({len(inferred.takes) for _, inferred in found}) > 1:
                place = found[-1][0]
                at = place.unit.source.starts[place.rule.head.at]
                yield place.unit, UnlistedConstructError(at, say("embedded.type"))
            elif len(found) == len(self.defined[node[0]][node[1]]):
                self._keep(node, found)

    def _keep(self, node: RuleName, found: list[tuple[Stand, Inferred]]) -> None:
        """Remember what a name gives, where that is one sort of thing, or a thing at each place below it."""
        package, name = node
        results = [inferred.result for _, inferred in found]
        if found[0][0].rule.head.parameters is not None:
            takes = zip(*(inferred.takes for _, inferred in found), strict=True)
            self._signatures[package, name] = Signature(tuple(map(one_of, takes)), one_of(results))
        elif all(place.is_keyed for place, _ in found):
            keys = one_of(inferred.key or ANY for _, inferred in found)
            self._types[*package, name] = Type("object", key=keys, value=one_of(results))
        elif all(place.is_static for place, _ in found):
            below: dict[PackagePath, list[Type]] = {}
            for place, inferred in found:
                is_set = place.rule.clauses[0].sign == "contains"
                path = (*package, name, *(key.value[1:-1] for key in place.rule.head.keys))
                below.setdefault(path, []).append(Type("set", value=inferred.result) if is_set else inferred.result)
            self._types |= {path: _merged(types) for path, types in below.items()}

    def _known(self, path: PackagePath) -> tuple[Type, int]:
        """Return the type of what a path begins with, and how much of it that is."""
        for size in range(len(path), 2, -1):
            if path[1:size] in self._types:
                return self._types[path[1:size]], size
        return ANY, len(path)

    def _signature(self, unit: Unit, term: Expression) -> Signature | None:
        path = self.callee(term, unit)
        if path is None:
            return None
        unknown = Signature((ANY,) * len(term.parts), ANY)
        return self._signatures.get((path[1:-1], path[-1]), unknown)

    # --- circles --------------------------------------------------------------------------------------------------------

    def _circles(self) -> Iterator[tuple[Unit, RefusedError]]:
        """Yield the rules that need themselves."""
        uses: dict[RuleName, set[RuleName]] = {}
        where: dict[RuleName, Stand] = {}
        computed: set[tuple[RuleName, RuleName]] = set()
        for place, named in self.named:
            node = (place.unit.package, place.rule.head.name)
            where.setdefault(node, place)
            found = uses.setdefault(node, set())
            for term, path, _ in self.references(place.unit, named):
                reached = list(self.reached(path))
                found.update(reached)
                if len(reached) > 1 and any(key.sort != "string" for key in term.parts[1:]):
                    computed.update((node, each) for each in reached)  # which of them is told only when evaluated
        state: dict[RuleName, int] = {}
        for start in uses:
            circle = _circle(start, uses, state, self._order)
            if circle:
                place = where[circle[0]]
                names = " -> ".join(f"data.{'.'.join(package)}.{name}" for package, name in circle)
                has_keys = any(where[node].rule.head.keys for node in circle)
                if has_keys or not computed.isdisjoint(pairwise(circle)):
                    yield place.unit, place.unlisted("embedded.maybe_recursive", names=names)
                else:
                    yield place.unit, place.refused("embedded.recursive", names=names)


def _merged(types: list[Type]) -> Type:
    """Return the type of a rule from those of its definitions: the sets of a set's are one."""
    if all(each.sort == "set" for each in types):
        return Type("set", value=one_of(each.value or ANY for each in types))
    return one_of(types)


def _is_there(data: Json, path: PackagePath) -> bool:
    for name in path:
        if not isinstance(data, dict) or name not in data:
            return False
        data = data[name]
    return True


def _circle(
    start: RuleName, uses: Mapping[RuleName, set[RuleName]], state: dict[RuleName, int], order: list[RuleName]
) -> list[RuleName]:
    """Return a way from a rule back to itself, without recursion of our own; empty when there is none.

    What was gone through is added to ``order``, after all that it needs.
    """
    if state.get(start):
        return []
    way = [start]
    left = [iter(sorted(uses[start]))]
    state[start] = 1
    while way:
        following = next(left[-1], None)
        if following is None:
            order.append(way.pop())
            state[order[-1]] = 2
            left.pop()
        elif state.get(following) == 1:
            state.update(dict.fromkeys(way, 2))  # one circle is told once
            return [*way[way.index(following) :], following]
        elif following in uses and following not in state:
            state[following] = 1
            way.append(following)
            left.append(iter(sorted(uses[following])))
    return []


def _see_count(unit: Unit, term: Expression, name: str, most: int) -> None:
    count = len(term.parts)
    at = unit.source.starts[term.at]
    if count == most + 1:
        raise UnlistedConstructError(at, say("embedded.result_argument", name=name))
    if count != most:
        raise RefusedError(at, say("embedded.arguments", name=name, most=most, n=count))
