"""What the names of foreign packages are called in the modules that they became, and what has to be imported for them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from adjudge.lib.rego.scan import Name
from adjudge.lib.words import Texts, say

from .naming import snake
from .packages import ForeignPackage

STUBS = {
    "result": 'new(msg, _) := {"msg": msg}\n',
    "sh": 'parse_commands(text) := [split(text, " ")]\n',
}
"""Functions that Trivy has inside, by what they are called there: what is said stays, its place in the source is lost."""
STUBBED = {"result": ("new",), "sh": ("parse_commands",)}
_ANNOTATED = ["rego", "metadata"]
_NOTHING_GIVEN = "()"
"""`opa fmt` makes a rule of a function without arguments, and leaves the calls of it."""


class MadePlace(NamedTuple):
    """Where a name of a foreign package went."""

    package: str
    name: str


class CannotError(Exception):
    """A module cannot be written; the words say why."""

    def __init__(self, words: Texts) -> None:
        super().__init__(str(words))
        self.words = words


@dataclass(kw_only=True, eq=False)
class Writing:
    """A module while it is written: its package, and what it imports."""

    package: str
    imports: dict[str, str] = field(default_factory=dict)
    unions: dict[str, list[MadePlace]] = field(default_factory=dict)

    def bind(self, alias: str, target: str) -> None:
        """Import something by a name. Raises CannotError where that name means something else already."""
        if self.imports.setdefault(alias, target) != target:
            raise CannotError(say("import.two_meanings", name=alias))

    def written_imports(self) -> str:
        """Return the lines of the imports, sorted."""
        lines = [
            f"import {target}" if target.rpartition(".")[2] == alias else f"import {target} as {alias}"
            for alias, target in sorted(self.imports.items(), key=lambda each: (each[1], each[0]))
        ]
        return "".join(f"{line}\n" for line in lines)


class Renaming:
    """Where each name of some packages went; ``helpers`` are the modules of what several rules share, by package."""

    def __init__(self, domain: str, packages: Mapping[str, ForeignPackage]) -> None:
        self._domain, self._packages = domain, packages
        self.places: dict[tuple[str, str], list[MadePlace]] = {}
        self.helpers: dict[str, str] = {}
        self.stubs: set[str] = set()

    def named(self, name: str, package: ForeignPackage, bound: Mapping[str, str], writing: Writing) -> str:
        """Return a name as it is now, and note what has to be imported. Raises CannotError where it cannot be said."""
        first, dot, rest = name.partition(".")
        if name.split(".")[:2] == _ANNOTATED:
            raise CannotError(say("import.annotations", name=name))
        if first == "input":
            return f"input.document{dot}{rest}"
        if first == "data":
            return self._of_data(name, writing)
        if first in package.defined:
            return self.of_package(package.name, first, writing) + dot + rest
        if first in bound:
            return self._of_import(first, dot + rest, bound[first], writing)
        if first in STUBBED and rest in STUBBED[first]:
            self.stubs.add(first)
            writing.bind(first, f"data.{self._domain}.lib.{first}")
        return name

    def of_package(self, package: str, name: str, writing: Writing) -> str:
        """Return a name that a package defines as it is now: imported where it went to one other module."""
        places = self.places.get((package, name))
        if not places:  # of a test's own package
            return name
        here = next((each for each in places if each.package == writing.package), None)
        if here is not None:
            return here.name
        if len(places) > 1:
            writing.unions[name] = places
            return name
        writing.bind(name, f"data.{places[0].package}.{places[0].name}")
        return name

    def _of_import(self, alias: str, rest: str, target: str, writing: Writing) -> str:
        if target == "input" or target.startswith("input."):
            writing.bind(alias, f"input.document{target.removeprefix('input')}")
            return f"{alias}{rest}"
        steps = target.removeprefix("data.")
        if steps not in self._packages:
            writing.bind(alias, self._of_data(target, writing))
            return f"{alias}{rest}"
        whole = self._whole(steps)
        if whole is not None:
            writing.bind(alias, f"data.{whole}")
            return f"{alias}{rest}"
        if not rest:
            raise CannotError(say("import.parted", package=steps))
        return self._of_data(f"{target}{rest}", writing)

    def _whole(self, package: str) -> str | None:
        """Return the one module that a package became, with all names as they were; None where it is no such."""
        names = self._packages[package].defined
        places = [place for name in names for place in self.places.get((package, name), ())]
        modules = {each.package for each in places}
        same = all(self.places.get((package, name), [MadePlace("", "")])[0].name == name for name in names)
        return modules.pop() if len(modules) == 1 and same else None

    def _of_data(self, reference: str, writing: Writing) -> str:
        steps = reference.removeprefix("data").removeprefix(".")
        owner = owner_of(steps, self._packages)
        if owner is None:
            above = any(each.startswith(f"{steps}.") for each in self._packages) or not steps
            if above:
                raise CannotError(say("import.whole", name=reference))
            return f"data.{self._domain}.{steps}"
        rest = steps[len(owner) + 1 :]
        if not rest:
            whole = self._whole(owner)
            if whole is None:
                raise CannotError(say("import.parted", package=owner))
            return f"data.{whole}"
        name, dot, more = rest.partition(".")
        places = self.places.get((owner, name))
        if not places:
            return f"data.{self._whole(owner) or self.helpers.get(owner) or owner}.{rest}"
        if len(places) > 1:
            union = f"all_{snake(owner)}_{name}"
            writing.unions[union] = places
            return f"{union}{dot}{more}"
        if places[0].package == writing.package:
            return f"{places[0].name}{dot}{more}"
        return f"data.{places[0].package}.{places[0].name}{dot}{more}"


def end_of(text: str, name: Name, known: Container[str]) -> int:
    """Return where a name ends, with the brackets after it where it calls a rule: of what is known, nothing is a function
    without arguments any more.
    """
    end = name.offset + len(name.text)
    called = name.text.partition(".")[0] in known and text.startswith(_NOTHING_GIVEN, end)
    return end + len(_NOTHING_GIVEN) if called else end


def owner_of(steps: str, known: Iterable[str]) -> str | None:
    """Return the package to which a name below ``data`` belongs."""
    found = [each for each in known if f"{steps}.".startswith(f"{each}.")]
    return max(found, key=len) if found else None


def below(reference: str, package: str, known: Iterable[str]) -> list[str]:
    """Return the steps of a reference below a package, none where it belongs to another."""
    steps = reference.removeprefix("data.")
    if not reference.startswith("data.") or owner_of(steps, known) != package:
        return []
    return steps[len(package) + 1 :].split(".") if len(steps) > len(package) else []
