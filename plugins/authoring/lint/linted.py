"""A domain as a lint looks at it: all of it is read, and what the loader would refuse is kept, not raised."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from adjudge import Domain, Program, Settings
from adjudge.lib.documents import Json, Source
from adjudge.lib.errors import PolicyError, ReadError, each_of
from adjudge.lib.formats import read_core
from adjudge.lib.parameters import beyond_the_law, merge
from adjudge.lib.pointer import unescaped
from adjudge.lib.rego.basis import unfounded
from adjudge.lib.rego.entry import entry_module
from adjudge.lib.rego.exports import odd_exports
from adjudge.lib.rego.folder import Folder
from adjudge.lib.rego.inputs import odd_inputs
from adjudge.lib.rego.policy import Policy
from adjudge.lib.rego.reading import read_folder
from adjudge.lib.rego.rule import Module
from adjudge.lib.schema import Validator
from adjudge.lib.schema.files import SchemaFiles, read_schemas
from adjudge.lib.strangers import folder_of

from ..testing.rego_files import SUFFIX as TEST_SUFFIX
from .finding import LintFinding
from .policies import Policies
from .syntax import trees
from .targets import LintTarget

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

DATA = "data.yaml"


@dataclass(eq=False, repr=False)
class LintedDomain:
    """The rules, helpers, data and schemas of a domain, with what is wrong with each.

    Raises PluginError, or PolicyError, for one whose folders are not there.
    """

    target: LintTarget
    settings: Settings
    root: Traversable = field(init=False)
    folder: Folder = field(init=False)
    schemas: SchemaFiles = field(init=False)

    def __post_init__(self) -> None:
        domain, plugin = self.domain, self.target.plugin
        self.root = folder_of(domain.policies, plugin)
        folder = read_folder(self.root, domain.name, plugin=plugin, extends=domain.extends)
        self.folder = self.settings.catalogue.beside(domain, folder)
        self.schemas = SchemaFiles({}, {})
        if domain.schemas:
            kinds = [kind.name for kind in domain.kinds]
            self.schemas = read_schemas(folder_of(domain.schemas, plugin), domain.schemas, domain.name, kinds=kinds)

    @property
    def domain(self) -> Domain:
        """What the plugin declares."""
        return self.target.domain

    @cached_property
    def lib(self) -> Folder:
        """The helpers for everybody."""
        return self.settings.catalogue.lib

    @cached_property
    def policies(self) -> Policies:
        """The same as the checks of policies take it."""
        return Policies(self.root, self.folder, self.lib, self.schemas.sound.get("params"))

    @cached_property
    def sound(self) -> Folder:
        """The folder with the rules that would be loaded, and why each other one would not."""
        domain = self.domain
        odd = [*self.folder.odd_references(self.lib), *odd_inputs(self.folder, domain, self.schemas.sound)]
        return self.folder.breaking(odd, self.lib)

    def refused(self) -> Iterator[LintFinding]:
        """Yield what the loader refuses, all of it."""
        domain = self.domain
        known = [*(kind.name for kind in domain.kinds), *domain.extends]
        errors: list[PolicyError] = [*self.folder.astray, *self.folder.of_no_kind(known), *self.sound.problems()]
        errors += odd_exports(self.folder, domain.exports)
        errors += (error for _, error in sorted(self.schemas.broken.items()))
        errors += self._parameters()
        seen: set[int] = set()
        for error in (one for each in errors for one in each_of(each)):
            if id(error) not in seen:
                seen.add(id(error))
                yield as_finding(error, f"{domain.name}/")
        for unfound in unfounded(self.folder.rules, self.settings.catalogue.instruments):
            yield as_finding(unfound, f"{domain.name}/")

    def _parameters(self) -> Iterator[PolicyError]:
        """Yield what is wrong with the parameters, and the first of their defaults that the schema does not allow."""
        name, schema = self.domain.name, self.schemas.sound.get("params")
        defaults = self.defaults
        if "params" in self.schemas.broken:
            return
        try:
            validator = Validator(schema, f"{name}/params.json") if schema is not None else None
            merged = merge(
                name, defaults, [], schema, validator, file=f"{name}/params.json", bounds=lambda _: frozenset()
            )
            list(beyond_the_law(name, schema or {}, defaults, merged))
        except PolicyError as error:
            yield error

    @property
    def defaults(self) -> Mapping[str, Json]:
        """The defaults of the parameters."""
        found = self.folder.data.get("params", {})
        return found if isinstance(found, dict) else {}

    def view(self, kind: str) -> tuple[Mapping[str, Json], Mapping[str, Json] | None] | None:
        """Return the schema of a kind's documents, of another domain too, and that of its facts; None where it is not known."""
        domain, _, name = kind.partition(".")
        if domain == self.domain.name:
            schema = self.schemas.sound.get(name)
            return None if schema is None else (schema, self.schemas.sound.get(f"{name}_facts"))
        if kind not in self.settings.registry.kinds:
            return None
        try:
            contract = self.settings.catalogue.contract(kind)
        except PolicyError:  # its own author is told
            return None
        return contract.schema, contract.facts

    def parameters(self) -> Iterator[tuple[str, Mapping[str, Json]]]:
        """Yield the schemas of the parameters that policies may name, by domain: its own, and those that others export."""
        schemas: dict[str, Mapping[str, Mapping[str, Json]]] = {self.domain.name: self.schemas.sound}
        for name, other in self.folder.others.items():
            schemas |= {} if other.folder is None else {name: self.settings.catalogue.exported(name).schemas}
        yield from ((name, each["params"]) for name, each in schemas.items() if "params" in each)

    def programs(self) -> list[Program]:
        """Return what an engine would judge by, a program a kind."""
        found: list[Program] = []
        for kind in sorted({rule.kind for rule in self.sound.rules}):
            rules = sorted((each for each in self.sound.rules if each.kind == kind), key=lambda rule: rule.id)
            reach = self.folder.reach(rules, self.lib)
            data: dict[str, Any] = dict(self.folder.rooted())
            for name in reach.exporters:
                data |= self.settings.catalogue.exported(name).folder.rooted()
            asked = reach.instruments
            if asked is None or asked:
                data["instruments"] = self.settings.catalogue.instruments.as_data(asked)
            modules = tuple(sorted(reach.modules, key=lambda module: module.file))
            found.append(Program(kind, tuple(rules), modules, data, entry_module(kind, rules)))
        return found

    @cached_property
    def unread_tests(self) -> Mapping[str, LintFinding]:
        """Files of tests that no parser reads, by path inside the bundle root, and why: nothing of them is ever run."""
        found = trees(
            Module(file=f"{self.domain.name}/{path}", text=entry.read_bytes().decode("utf-8", "replace"), plugin="")
            for path, entry in _below(self.root / self.domain.name)
            if path.endswith(TEST_SUFFIX)
        )
        return {each.file: each for each in found if isinstance(each, LintFinding)}

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield the files that were looked at, by their paths inside the bundle root or the package of schemas."""
        for policy in self.folder.policies.values():
            yield policy.module.file, policy.module.text
        for file in self.unread_tests:
            yield file, self.root.joinpath(file).read_bytes().decode("utf-8", "replace")
        name = self.domain.name
        data = self.root / name / DATA
        if data.is_file():
            yield f"{name}/{DATA}", data.read_text("utf-8")
        if self.domain.schemas:
            folder = folder_of(self.domain.schemas, self.target.plugin) / name
            for entry in sorted(folder.iterdir(), key=lambda each: each.name):
                if entry.name.endswith(".json"):
                    yield f"{name}/{entry.name}", entry.read_bytes().decode("utf-8", "replace")

    def places_in(self, file: str) -> Callable[[str], tuple[int, int]]:
        """Return what gives line and column of a JSON Pointer in a schema."""
        text = dict(self.texts())[file]
        (document,) = read_core(Source(path=file, real=Path(file), data=text.encode(), sha256=""), ".json")

        def place(pointer: str) -> tuple[int, int]:
            steps = [unescaped(step) for step in pointer.split("/")[1:]]
            if isinstance(document, ReadError):
                return 1, 1
            found = document.locate(tuple(int(step) if step.isdecimal() else step for step in steps))
            return found.line, found.column

        return place

    def hooks(self) -> Iterator[str]:
        """Yield the texts of the package of a plugin: its hooks may read parameters too."""
        plugin = self.settings.registry.plugins.get(self.target.plugin)
        module = sys.modules.get(plugin.module.partition(":")[0].partition(".")[0]) if plugin is not None else None
        if module is None or module.__file__ is None:
            return
        if not hasattr(module, "__path__"):
            yield Path(module.__file__).read_text("utf-8", errors="replace")
        for top in getattr(module, "__path__", ()):
            for folder, _, names in os.walk(top, followlinks=True):
                for name in sorted(each for each in names if each.endswith(".py")):
                    yield (Path(folder) / name).read_text("utf-8", errors="replace")

    def own(self) -> Iterator[Policy]:
        """Yield the policies of the domain, and not those of everybody."""
        yield from self.folder.policies.values()


def _below(folder: Traversable, above: str = "") -> Iterator[tuple[str, Traversable]]:
    """Yield the files at and below a folder, by path from there."""
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        if entry.is_dir():
            yield from _below(entry, f"{above}{entry.name}/")
        else:
            yield f"{above}{entry.name}", entry


def as_finding(error: Any, otherwise: str) -> LintFinding:
    """Return what the loader says as a lint says it; ``otherwise`` is the place of what names no file."""
    return LintFinding(
        file=error.file or otherwise,
        line=error.line,
        column=error.column,
        words=error.words,
        rule=error.rule,
        step=error.next,
    )
