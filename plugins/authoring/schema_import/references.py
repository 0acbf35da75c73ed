"""The references of a schema: where each leads, and what the place is called in the one file that comes out."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import referencing.exceptions

from adjudge.lib.schema.contract import escape
from adjudge.lib.words import say

from .drafts import Draft
from .files import GivenSchemas, Whereabouts
from .ledger import Ledger

_NOWHERE = (referencing.exceptions.PointerToNowhere, referencing.exceptions.NoSuchAnchor)


class SaidPart(NamedTuple):
    """A part of a schema that is to be said anew; ``resolver`` follows its references."""

    where: Whereabouts
    resolver: Any

    def step(self, *steps: str | int) -> SaidPart:
        """Return what stands below it."""
        return SaidPart(Whereabouts(self.where.file, (*self.where.steps, *steps)), self.resolver)

    def beside(self, keyword: str) -> SaidPart:
        """Return what stands beside it."""
        return SaidPart(Whereabouts(self.where.file, (*self.where.steps[:-1], keyword)), self.resolver)

    @property
    def keyword(self) -> str:
        """The last step that leads to it."""
        return str(self.where.steps[-1])

    @property
    def draft(self) -> Draft:
        """The draft that it is of."""
        return self.where.file.draft


class References:
    """What is referred to gets a name below ``$defs``, and waits in ``waiting`` to be said anew."""

    def __init__(self, files: GivenSchemas, ledger: Ledger) -> None:
        self._files, self._ledger = files, ledger
        self._names: dict[int, str] = {}
        self._taken: set[str] = set()
        self._root: SaidPart | None = None
        self.waiting: list[tuple[str, Any, SaidPart]] = []

    def begin(self, pointer: str) -> tuple[Any, SaidPart]:
        """Return the schema at a pointer of the first file, which is the root of what comes out; None where there is none."""
        start = SaidPart(Whereabouts(self._files.first, ()), self._files.resolver())
        contents, resolver = self._files.first.value, start.resolver
        if pointer:
            found = self._found(f"#{pointer}", start)
            contents, resolver = (found.contents, found.resolver) if found else (None, resolver)
        self._root = SaidPart(self._files.whereabouts(contents, start.where), resolver)
        self._names[id(contents)] = "#"
        return contents, self._root

    def place(self, part: SaidPart) -> str:
        """Return a place as it is told, and named to be left out: ``#/pointer``, of another file than the first ``file#/pointer``."""
        file = part.where.file.name
        pointer = "".join(f"/{escape(step)}" for step in part.where.steps)
        return f"{'' if file == self._files.first.name else file}#{pointer}"

    def inside(self, node: dict[str, Any], part: SaidPart) -> SaidPart:
        """Return a part as what stands in it is to be read: from its own URI on."""
        identity = node.get("id" if part.draft.name == "4" else "$id")
        if isinstance(identity, str) and part.where.steps and not (part.draft.alone and "$ref" in node):
            return part._replace(resolver=self._files.within(part.resolver, identity))
        return part

    def follow(self, out: dict[str, Any], reference: str, part: SaidPart) -> None:
        """Say a ``$ref``."""
        found = self._found(reference, part)
        if found is not None:
            self._refer(out, found, reference, part)

    def follow_moving(
        self, out: dict[str, Any], reference: str, keyword: str, anchor: str | bool, part: SaidPart
    ) -> None:
        """Say a reference that leads to the outermost schema with its anchor, where it is known which one that is."""
        found = self._found(reference, part)
        if found is None:
            return
        moves = isinstance(found.contents, dict) and found.contents.get(keyword) == anchor
        if moves and self._files.having(keyword, anchor) > 1:
            assert self._root is not None
            try:
                outermost = self._root.resolver.lookup(f"#{anchor}" if isinstance(anchor, str) else "#")
            except referencing.exceptions.Unresolvable:
                outermost = None
            if outermost is None or outermost.contents.get(keyword) != anchor:
                self._ledger.wrong(part.where.error(say("schema_import.dynamic", at=self.place(part))))
                return
            found = outermost
        self._refer(out, found, reference, part)

    def _found(self, reference: str, part: SaidPart) -> Any:
        code = "schema_import.nowhere"
        try:
            return part.resolver.lookup(reference)
        except referencing.exceptions.Unresolvable as error:
            inside = isinstance(error, _NOWHERE) or isinstance(error.__cause__, _NOWHERE)
            code = code if inside or reference.startswith("#") else "schema_import.not_given"
        except (ValueError, AttributeError, TypeError, LookupError):
            pass  # a pointer into what is no mapping
        self._ledger.wrong(part.where.error(say(code, at=self.place(part), uri=reference)))
        return None

    def _refer(self, out: dict[str, Any], found: Any, reference: str, part: SaidPart) -> None:
        contents = found.contents
        if isinstance(contents, bool):
            out["allOf"] = [*out.get("allOf", ()), contents]
            return
        key = id(contents)
        if key not in self._names:
            name = self._name(reference)
            self._names[key] = f"#/$defs/{name}"
            where = self._files.whereabouts(contents, part.where)
            if where.file.name != part.where.file.name:
                self._ledger.changed("bundled", where.file.name)
            self.waiting.append((name, contents, SaidPart(where, found.resolver)))
        out["$ref"] = self._names[key]

    def _name(self, reference: str) -> str:
        uri, _, fragment = reference.partition("#")
        last = (fragment or uri).rstrip("/").rpartition("/")[2]
        plain = re.sub(r"\.(schema\.)?(json|ya?ml)$", "", last)
        name = re.sub(r"[^A-Za-z0-9_]+", "_", plain).strip("_") or "part"
        name = f"_{name}" if name[0].isdigit() else name
        number, free = 1, name
        while free in self._taken:
            number += 1
            free = f"{name}_{number}"
        self._taken.add(free)
        return free
