"""Infer the types of a program as OPA's compiler does, to find what it would refuse: it looks at every value known before.

Where a type is not known, nothing is said. What is found is not called broken, but unlisted: OPA has the last word.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from adjudge.lib.words import say

from ..rows.signatures import SIGNATURES, SIGNS
from ..text.refusing import UnlistedConstructError
from ..text.syntax import Tokens
from ..text.terms import ClauseTree, Expression, LiteralTree
from .naming import NamedRule, Variable
from .types import ANY, BOOLEAN, Type, constant_of, fits, keys_of, one_of, read, selected, values_of

Path = tuple[str, ...]


class Signature:
    """What a function of the program takes and gives."""

    __slots__ = ("result", "takes")

    def __init__(self, takes: tuple[Type, ...], result: Type) -> None:
        self.takes = takes
        self.result = result


class Inferred(NamedTuple):
    """The types of a rule's parameters, of its value, and of its last key if it has one."""

    takes: tuple[Type, ...]
    result: Type
    key: Type | None


class Typing:
    """Infers the types of one rule. ``known`` gives the type of a reference's path and how much of it that covers."""

    def __init__(
        self,
        source: Tokens,
        named: NamedRule,
        known: Callable[[Path], tuple[Type, int]],
        called: Callable[[Expression], Signature | None],
    ) -> None:
        self._source = source
        self._meanings = named.meanings
        self._rule = named.rule
        self._known = known
        self._called = called
        self._types: dict[Variable, Type] = {}
        self._seen: dict[int, Type] = {}

    def infer(self) -> Inferred:
        """Return the types of the rule. Raises UnlistedConstructError for what cannot fit."""
        results: list[Type] = []
        taken: list[list[Type]] = [[] for _ in self._rule.head.parameters or ()]
        key: Type | None = None
        for clause in self._rule.clauses:
            self._types, self._seen = {}, {}
            results.append(self._clause(clause))
            for place, parameter in enumerate(self._rule.head.parameters or ()):
                self._takes(parameter, ANY)
                taken[place].append(self._type(parameter) or ANY)
            if self._rule.head.keys:
                key = self._type(self._rule.head.keys[-1]) or ANY
        return Inferred(tuple(map(one_of, taken)), one_of(results), key)

    def _clause(self, clause: ClauseTree) -> Type:
        for step in clause.body:
            self._step(step)
        for each in self._rule.head.keys:
            self._value(each)
        return self._value(clause.value) if clause.value is not None else BOOLEAN

    # --- bodies ---------------------------------------------------------------------------------------------------------

    def _step(self, step: LiteralTree) -> None:
        for _, value in step.mods:
            self._value(value)
        if step.names:
            return
        if step.word in ("some", "every"):
            *patterns, domain = step.terms
            self._search(patterns, domain)
            for inner in step.within:
                self._step(inner)
            return
        (term,) = step.terms
        if term.sort == "infix" and term.value in ("=", "==", ":="):
            self._equal(term)
        elif term.sort == "call" and term.value == "walk" and len(term.parts) == 2:
            self._value(term.parts[0])
            self._assign(term.parts[1], read("[[*],*]"))
        else:
            self._value(term)

    def _search(self, patterns: list[Expression], domain: Expression) -> None:
        whole = self._value(domain)
        keys = keys_of(whole)
        if keys is None:
            raise self._unproven(domain.at)
        for pattern, found in zip(patterns[::-1], (values_of(whole), keys), strict=False):
            if not self._takes(pattern, found):
                raise self._unproven(pattern.at)

    def _equal(self, term: Expression) -> None:
        one, other = term.parts
        left, right = self._value(one), self._value(other)
        if not self._same(one, left if self._is_known(one) else None, other, right if self._is_known(other) else None):
            raise self._unproven(term.at)

    def _same(self, one: Expression, left: Type | None, other: Expression, right: Type | None) -> bool:
        if left is not None and right is not None:
            return fits(left, right)
        if right is not None:
            return self._takes(one, right)
        if left is not None:
            return self._takes(other, left)
        if one.sort == other.sort == "array":
            return len(one.parts) == len(other.parts) and all(
                self._same(a, self._type(a), b, self._type(b)) for a, b in zip(one.parts, other.parts, strict=True)
            )
        return True

    def _is_known(self, term: Expression) -> bool:
        """Return whether a term's type depends on no variable that has none yet."""
        for each in term.everything():
            meaning = self._meanings.get(each.at) if each.sort == "name" else None
            if each.sort == "name" and (
                each.value == "_" or (isinstance(meaning, Variable) and meaning not in self._types)
            ):
                return False
        return True

    def _takes(self, term: Expression, wanted: Type) -> bool:
        """Return whether a value may be of a type; a variable that has none gets it."""
        if term.sort == "name":
            meaning = self._meanings.get(term.at)
            if not isinstance(meaning, Variable):
                return meaning is None or fits(self._type(term) or ANY, wanted)
            return fits(self._types.setdefault(meaning, wanted), wanted)
        if term.sort == "array":
            return self._array_takes(term, wanted)
        return fits(self._type(term) or ANY, wanted)

    def _array_takes(self, term: Expression, wanted: Type) -> bool:
        if wanted == ANY:
            return all(self._takes(part, ANY) for part in term.parts)
        if wanted.sort == "one_of":
            taken = [self._takes(term, each) for each in wanted.parts]  # each may be the type of a variable
            return any(taken)
        if wanted.sort != "array" or (wanted.value is None and len(wanted.parts) != len(term.parts)):
            return False
        places = [wanted.parts[at] if at < len(wanted.parts) else wanted.value or ANY for at in range(len(term.parts))]
        return all(self._takes(part, each) for part, each in zip(term.parts, places, strict=True))

    def _assign(self, pattern: Expression, found: Type) -> None:
        if not self._takes(pattern, found):
            raise self._unproven(pattern.at)

    # --- values ---------------------------------------------------------------------------------------------------------

    def _value(self, term: Expression) -> Type:
        """Go through a value and return its type, any where it has none."""
        found = self._seen[id(term)] = self._judged(term)
        return found

    def _judged(self, term: Expression) -> Type:
        if term.sort in ("array_of", "set_of", "object_of"):
            for step in term.body:
                self._step(step)
        if term.sort == "ref":
            return self._reference(term)
        found = [self._value(part) for part in term.parts]
        if term.sort == "call":
            return self._call(term)
        if term.sort == "infix" and term.value in SIGNS:
            return self._built(SIGNS[term.value], term)
        if term.sort == "in" and keys_of(found[-1]) is not None:
            self._contained(term, found[-1])
        return self._made(term, found)

    def _contained(self, term: Expression, whole: Type) -> None:
        for part, wanted in zip(term.parts[-2::-1], (values_of(whole), keys_of(whole) or ANY), strict=False):
            if not self._takes(part, wanted):
                raise self._unproven(part.at)

    def _type(self, term: Expression) -> Type | None:
        """Return the type of what has been gone through; None for a variable that has none yet."""
        if term.sort == "name":
            meaning = self._meanings.get(term.at)
            if isinstance(meaning, Variable):
                return self._types.get(meaning)
            return self._known(meaning)[0] if meaning is not None else None
        if term.sort in ("ref", "call", "array_of", "set_of", "object_of", "infix"):
            return self._seen[id(term)] if id(term) in self._seen else self._value(term)
        parts = [self._type(part) for part in term.parts]
        return None if None in parts else self._made(term, [part or ANY for part in parts])

    def _made(self, term: Expression, found: list[Type]) -> Type:
        if term.sort in ("string", "number", "boolean", "null"):
            return constant_of(term.value)
        if term.sort == "name":
            return self._type(term) or ANY
        if term.sort == "array":
            return Type("array", tuple(found))
        if term.sort == "set":
            return Type("set", value=one_of(found) if found else None)
        if term.sort == "array_of":
            return Type("array", value=found[0])
        if term.sort == "set_of":
            return Type("set", value=found[0])
        if term.sort == "object_of":
            return Type("object", key=found[0], value=found[1])
        if term.sort == "object":
            return self._object(term, found)
        return BOOLEAN

    def _object(self, term: Expression, found: list[Type]) -> Type:
        fields: dict[str, Type] = {}
        keys: list[Type] = []
        values: list[Type] = []
        for key, sort, value in zip(term.parts[::2], found[::2], found[1::2], strict=True):
            if key.sort in ("string", "number", "boolean", "null"):
                fields[_written(key)] = value
            else:
                keys.append(sort)
                values.append(value)
        static = Type("object", fields=tuple(fields.items()))
        return static._replace(key=one_of(keys), value=one_of(values)) if keys else static

    def _reference(self, term: Expression) -> Type:
        head, *keys = term.parts
        at = 0
        if head.sort == "name":
            meaning = self._meanings.get(head.at)
            if isinstance(meaning, Variable):
                found = self._types.get(meaning, ANY)
            elif meaning is None:
                found = ANY
            else:
                texts = [key.value[1:-1] for key in keys if key.sort == "string"]
                found, covered = self._known((*meaning, *texts[: _leading(keys)]))
                at = max(0, covered - len(meaning))
        else:
            found = self._value(head)
        for key in keys[:at]:
            self._value(key)
        for key in keys[at:]:
            found = self._below(found, key)
        return found

    def _below(self, whole: Type, key: Expression) -> Type:
        """Return the type of what stands at a key. Raises UnlistedConstructError where there can be nothing."""
        keys = keys_of(whole)
        if keys is None:
            raise self._unproven(key.at)
        if key.sort in ("string", "number", "boolean", "null"):
            found = selected(whole, _written(key))
            if found is None:
                raise self._unproven(key.at)
            return found
        self._value(key)
        if not self._takes(key, keys):
            raise self._unproven(key.at)
        return values_of(whole)

    def _call(self, term: Expression) -> Type:
        own = self._called(term)
        if own is None:
            return self._built(term.value, term)
        if not all(self._takes(part, wanted) for part, wanted in zip(term.parts, own.takes, strict=False)):
            raise self._unproven(term.at)
        return own.result

    def _built(self, name: str, term: Expression) -> Type:
        if name not in SIGNATURES:
            return ANY
        takes, _, result = SIGNATURES[name].partition("->")
        for part, wanted in zip(term.parts, takes.split(), strict=False):
            if not self._takes(part, read(wanted)):
                raise self._unproven(part.at)
        return read(result.strip())

    def _unproven(self, at: int) -> UnlistedConstructError:
        return UnlistedConstructError(self._source.starts[at], say("embedded.type"))


def _leading(keys: list[Expression]) -> int:
    """Return how many keys in the beginning are texts."""
    return next((place for place, key in enumerate(keys) if key.sort != "string"), len(keys))


def _written(key: Expression) -> str:
    return f'"{key.value[1:-1]}"' if key.value[0] == "`" else key.value
