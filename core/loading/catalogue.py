"""Open domains: read their policies, data and schemas, check them, and make the program of a kind.

A domain is opened whole, or by the kinds at hand; more kinds can be wanted later, and what was opened stays. What is not
opened cannot reach an engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from adjudge.lib.data_files import read_data
from adjudge.lib.documents import Json, Steps
from adjudge.lib.durations import measured
from adjudge.lib.errors import AdjudgeError, PluginError, PolicyError, UsageError, each_of, several
from adjudge.lib.installed import package_root
from adjudge.lib.parameters import Excess, Layer, beyond_the_law, bounded_sides, described, merge
from adjudge.lib.rego.entry import entry_module
from adjudge.lib.rego.exports import beside, exported, odd_exports
from adjudge.lib.rego.folder import Folder, Reach
from adjudge.lib.rego.inputs import odd_inputs
from adjudge.lib.rego.naming import Vocabulary
from adjudge.lib.rego.reading import read_folder, read_helpers, strangers
from adjudge.lib.rego.rule import Module, Rule
from adjudge.lib.schema import Validator
from adjudge.lib.schema.files import read_schemas
from adjudge.lib.schema.translations import translator
from adjudge.lib.strangers import folder_of, said_by
from adjudge.lib.words import say

from ..model import Domain, Program
from .loader import Plugin
from .registry import Registry

if TYPE_CHECKING:
    from adjudge.lib.instruments import Instruments

CORE_POLICIES = "adjudge.policies"


class Parameters(NamedTuple):
    """Parameters by domain, as the gate or the configuration says them; the fields are those of a layer."""

    domains: Mapping[str, Mapping[str, Json]]
    place: Callable[[Steps], Mapping[str, Any]]
    strict: bool = False


class OpenDomain(NamedTuple):
    """A domain with its folder read and checked. ``params`` are merged; ``legal`` are parameters beyond the law.

    By kind, ``missing`` says why rules that judge it are not there, ``unfit`` why its schema cannot be relied on.
    """

    domain: Domain
    plugin: Plugin
    folder: Folder
    params: Mapping[str, Json]
    schemas: Mapping[str, Mapping[str, Json]]
    legal: tuple[Excess, ...]
    missing: Mapping[str, tuple[PolicyError, ...]]
    unfit: Mapping[str, PolicyError]

    @property
    def problems(self) -> tuple[PolicyError, ...]:
        """All that is wrong with it: what costs a kind, and what costs nobody."""
        return (*(error for _, error in sorted(self.unfit.items())), *self.folder.problems())


class Contract(NamedTuple):
    """What documents of a kind are held to: its schema, that of its facts, and the merged parameters of its domain."""

    schema: Mapping[str, Json]
    facts: Mapping[str, Json] | None
    params: Mapping[str, Json]


@dataclass(kw_only=True, eq=False, repr=False)
class Catalogue:
    """The domains that have been opened in this run, and what is made of them.

    ``layers`` are parameters by domain that go over the defaults, one layer over the other.
    """

    registry: Registry
    layers: Sequence[Parameters] = ()
    _open: dict[str, OpenDomain | AdjudgeError] = field(default_factory=dict)
    _exported: dict[str, OpenDomain | AdjudgeError] = field(default_factory=dict)
    _wanted: dict[str, frozenset[str] | None] = field(default_factory=dict)
    _to_read: set[str] = field(default_factory=set)
    _contracts: dict[str, tuple[Mapping[str, Mapping[str, Json]], Mapping[str, Json]]] = field(default_factory=dict)
    _rules: dict[str, Rule] = field(default_factory=dict)
    _contested: list[AdjudgeError] = field(default_factory=list)

    def __post_init__(self) -> None:
        for layer in self.layers:
            for name in sorted(layer.domains):
                if name not in self.registry.domains and not self.registry.problems and not self.registry.blocked:
                    raise UsageError(say("catalogue.no_domain", name=name), **layer.place(("params", name)))

    @classmethod
    def of_one(cls, registry: Registry, opened: OpenDomain) -> Catalogue:
        """Return the catalogue of a domain that was made, and not read."""
        return cls(registry=registry, _open={opened.domain.name: opened}, _wanted={opened.domain.name: None})

    def open(self, name: str) -> OpenDomain:
        """Return a domain, opened and checked: by the kinds that are wanted of it, else whole.

        Raises PolicyError or PluginError, the same each time.
        """
        if name not in self._wanted:
            self._want(name, None)
        if name in self._to_read:
            before = self._open.get(name)
            self._open[name] = self._opened(name, before if isinstance(before, OpenDomain) else None)
            self._to_read.discard(name)
        opened = self._open[name]
        if isinstance(opened, AdjudgeError):
            raise opened
        return opened

    def exported(self, name: str) -> OpenDomain:
        """Return a domain as others may read it: without rules. Raises PolicyError or PluginError."""
        if name not in self._exported:
            self._exported[name] = self._opened(name, None, exporting=True)
        opened = self._exported[name]
        if isinstance(opened, AdjudgeError):
            raise opened
        return opened

    def beside(self, domain: Domain, folder: Folder) -> Folder:
        """Return a domain's folder that knows what others export, of those that its policies name."""
        exports = {each.name: each.exports for each in self.registry.domains.values()}
        return beside(folder, domain.extends, exports, lambda name: self.exported(name).folder)

    def _opened(self, name: str, before: OpenDomain | None, *, exporting: bool = False) -> OpenDomain | AdjudgeError:
        plugin = self.registry.owners[name]
        try:
            domain = self.registry.domains[name]
            opened = measured("policies", plugin.name, self._read, domain, before, exporting=exporting)
            for problem in opened.problems:
                problem.at(plugin=plugin.name)
            return opened
        except UsageError:
            raise
        except AdjudgeError as error:
            return error.at(plugin=plugin.name)
        except (OSError, RecursionError) as error:  # whatever state a wheel is in, it costs only its own domain
            return PluginError(say("catalogue.unreadable", name=name, why=said_by(error)), plugin=plugin.name)

    def want(self, kinds: Iterable[str]) -> None:
        """Say that these kinds are needed as well: of their domains, and of those that extend them."""
        for kind in kinds:
            for name in (kind.partition(".")[0], *(domain.name for domain in self.registry.extending(kind))):
                self._want(name, frozenset({kind}))

    def _want(self, name: str, kinds: frozenset[str] | None) -> None:
        """Widen what is wanted of a domain; None: all of it."""
        known = self._wanted.get(name, frozenset())
        if known is None or (kinds is not None and kinds <= known):
            return
        self._wanted[name] = None if kinds is None else known | kinds
        if not isinstance(self._open.get(name), AdjudgeError):
            self._to_read.add(name)

    def opened(self) -> list[OpenDomain]:
        """Return the domains that are open now, by name; of some, only what they export."""
        return [each for _, each in sorted((self._exported | self._open).items()) if isinstance(each, OpenDomain)]

    def problems(self) -> list[AdjudgeError]:
        """Return all that was wrong with the domains that were opened or could not be, and with instruments."""
        found: list[AdjudgeError] = []
        for _, opened in sorted((self._exported | self._open).items()):
            found += opened.problems if isinstance(opened, OpenDomain) else each_of(opened)
        return found + self._contested

    def open_all(self) -> None:
        """Open every domain whole; whatever is wrong is in :meth:`problems`."""
        for name in sorted(self.registry.domains):
            self._want(name, None)
            try:
                self.open(name)
            except PluginError:
                continue

    def rules(self) -> dict[str, Rule]:
        """Return the rules of the open domains by id."""
        return {rule.id: rule for opened in self.opened() for rule in opened.folder.rules}

    def rule(self, rule_id: str) -> Rule | None:
        """Return a rule of the open domains; None for another, or what is no rule."""
        if rule_id not in self._rules:
            self._rules = self.rules()
        return self._rules.get(rule_id)

    def schema(self, kind: str) -> Mapping[str, Json]:
        """Return the JSON Schema of a kind. Raises PolicyError."""
        domain, _, name = kind.partition(".")
        opened = self.open(domain)
        if kind in opened.unfit:
            raise opened.unfit[kind]
        return opened.schemas[name]

    def facts_schema(self, kind: str) -> Mapping[str, Json] | None:
        """Return the JSON Schema of a kind's facts, None when it has none. Raises PolicyError."""
        domain, _, name = kind.partition(".")
        return self.open(domain).schemas.get(f"{name}_facts")

    def vocabulary(self, schema: str) -> Vocabulary | None:
        """Return the schema of a kind, or of its facts, whose domain need not be open, and its words; None for no kind.

        Raises PolicyError.
        """
        name, _, own = schema.partition(".")
        kind = schema.removesuffix("_facts")
        if kind not in self.registry.kinds:
            return None
        domain, opened = self.registry.domains[name], self._open.get(name)
        schemas = opened.schemas if isinstance(opened, OpenDomain) else {}
        if own not in schemas:
            root = folder_of(domain.schemas, self.registry.owners[name].name)
            schemas, broken = read_schemas(root, domain.schemas, name, wanted={kind}, read={"params"})
            if broken:
                raise several(broken.values())
        return (schemas[own], translator(domain.schemas, name)) if own in schemas else None

    def contract(self, kind: str) -> Contract:
        """Return what documents of a kind are held to, without opening its rules. Raises PolicyError or PluginError."""
        domain, _, name = kind.partition(".")
        if domain not in self._contracts:
            self._contracts[domain] = self._read_contracts(self.registry.domains[domain])
        schemas, params = self._contracts[domain]
        return Contract(schema=schemas[name], facts=schemas.get(f"{name}_facts"), params=params)

    def _read_contracts(self, domain: Domain) -> tuple[Mapping[str, Mapping[str, Json]], Mapping[str, Json]]:
        plugin = self.registry.owners[domain.name]
        schemas, broken = read_schemas(folder_of(domain.schemas, plugin.name), domain.schemas, domain.name)
        if broken:
            raise several(broken.values())
        file = f"{domain.name}/data.yaml"
        data = folder_of(domain.policies, plugin.name) / domain.name / "data.yaml"
        defaults = read_data(data.read_bytes(), file, plugin=plugin.name).get("params", {}) if data.is_file() else {}
        return schemas, self._merged(domain, defaults, schemas.get("params"))

    def judges(self, kind: str) -> tuple[list[Rule], list[AdjudgeError]]:
        """Return the rules that judge a kind, and why some are not there: of its domain, or of one that extends it.

        Raises PluginError where the kind's own domain, or its schema, cannot be opened.
        """
        self.schema(kind)
        rules: list[Rule] = []
        errors: list[AdjudgeError] = []
        for name in (kind.partition(".")[0], *(domain.name for domain in self.registry.extending(kind))):
            try:
                opened = self.open(name)
            except PluginError as error:
                errors.append(error)
                continue
            rules += [rule for rule in opened.folder.rules if rule.kind == kind]
            errors += opened.missing.get(kind, ())
        return sorted(rules, key=lambda rule: rule.id), errors

    def program(self, kind: str, rules: list[Rule]) -> Program:
        """Make the program of a kind from its rules, the modules that they reach, and the data of their domains."""
        reach, data = Reach(), dict[str, Json]()
        for name in sorted({rule.domain for rule in rules}):
            opened = self.open(name)
            reach = reach.joined(opened.folder.reach([rule for rule in rules if rule.domain == name], self.lib))
            data |= opened.folder.rooted(opened.params)
        for other in map(self.exported, sorted(reach.exporters)):
            data = other.folder.rooted(other.params) | data
        if reach.instruments is None or reach.instruments:
            data["instruments"] = self.instruments.as_data(reach.instruments)
        return Program(kind=kind, rules=tuple(rules), modules=reach.modules, data=data, entry=entry_module(kind, rules))

    def parameters(self, rule: Rule) -> dict[str, dict[str, Json]]:
        """Return the parameters that a rule reads by name, ``<domain>.<name>`` where they are another domain's.

        Each has a ``value``, a ``description`` and a ``legal`` bound.
        """
        found: dict[str, dict[str, Json]] = {}
        for domain, name in self.open(rule.domain).folder.parameters_read(rule, self.lib):
            own = domain == rule.domain
            home = self.open(domain) if own else self.exported(domain)
            found[name if own else f"{domain}.{name}"] = described(name, home.params, home.schemas.get("params", {}))
        return found

    def modules(self, rule: Rule) -> tuple[Module, ...]:
        """Return the modules that a rule reaches, its own among them."""
        return self.open(rule.domain).folder.reach([rule], self.lib).modules

    def reads(self, rule_id: str, head: str, code: str | None) -> frozenset[str]:
        """Return what a rule's findings with a code read of ``input.related``; of what is no rule, nothing."""
        from adjudge.lib.rego.reads import reads_of

        rule = self.rule(rule_id)
        return reads_of(self.modules(rule)).of_related(rule_id, head, code) if rule is not None else frozenset()

    @cached_property
    def lib(self) -> Folder:
        """The helpers for everybody, ``data.lib``."""
        return read_helpers(package_root(CORE_POLICIES), plugin="adjudge")

    @cached_property
    def instruments(self) -> Instruments:
        """The laws and standards that plugins bring, read when one is asked for.

        A package that cannot be opened, and an instrument that is brought with two meanings, are among the problems.
        """
        from adjudge.lib.instruments import Instruments, collected

        packages = [
            (plugin.name, package, partial(folder_of, package, plugin.name))
            for package, plugin in dict(self.registry.instruments).items()
        ]
        found, problems = collected(packages)
        self._contested += problems
        return Instruments(found, read_data)

    def zone(self, instrument: str) -> str:
        """Return the time zone in which the days of an instrument are whole."""
        found = self.instruments.get(instrument)
        return found.zone if found is not None else "UTC"

    def _read(self, domain: Domain, before: OpenDomain | None, *, exporting: bool) -> OpenDomain:
        plugin = self.registry.owners[domain.name]
        root = folder_of(domain.policies, plugin.name)
        homes = {each.name: each.policies for each in self.registry.domains.values()}
        whole = list(strangers(root, domain.name, domain.policies, homes)) if domain.policies != CORE_POLICIES else []
        wanted = frozenset() if exporting else self._wanted[domain.name]
        read = partial(read_folder, root, domain.name, plugin=plugin.name, extends=domain.extends)
        folder = read(kinds=wanted, before=before.folder if before is not None else None)
        if folder.refers_to_unread() and not exporting:
            folder = read(before=folder)
        own = [kind.name for kind in domain.kinds]
        whole += [*folder.astray, *folder.of_no_kind((*own, *domain.extends)), *odd_exports(folder, domain.exports)]
        folder = exported(folder, domain.exports) if exporting else self.beside(domain, folder)
        schemas = dict(before.schemas) if before is not None else {}
        unfit: dict[str, PolicyError] = {}
        if domain.schemas:
            there = folder_of(domain.schemas, plugin.name)
            sound, unfit = read_schemas(there, domain.schemas, domain.name, kinds=own, wanted=wanted, read=schemas)
            schemas |= sound
        folder = folder.breaking([*folder.odd_references(self.lib), *odd_inputs(folder, domain, schemas)], self.lib)
        params: Mapping[str, Json] = {}
        if "params" in unfit:
            whole.append(unfit.pop("params"))
        else:
            try:
                params = self._merged(domain, folder.data.get("params", {}), schemas.get("params"))
            except PolicyError as error:
                whole.append(error)
        opened = OpenDomain(
            domain=domain,
            plugin=plugin,
            folder=folder,
            params=params,
            schemas=schemas,
            legal=tuple(beyond_the_law(domain.name, schemas.get("params", {}), folder.data.get("params", {}), params)),
            missing=folder.missing(self.lib),
            unfit={f"{domain.name}.{name}": error for name, error in unfit.items()},
        )
        if whole:
            raise several((*whole, *opened.problems))
        return opened

    def _merged(
        self, domain: Domain, defaults: Mapping[str, Json], schema: Mapping[str, Json] | None
    ) -> dict[str, Json]:
        file = f"{domain.name}/params.json"
        layers = [Layer(layer.domains.get(domain.name, {}), layer.place, layer.strict) for layer in self.layers]
        texts = translator(domain.schemas, domain.name)
        validator = Validator(schema, file, texts) if schema is not None else None
        return merge(
            domain.name,
            defaults,
            layers,
            schema,
            validator,
            file=file,
            bounds=lambda entry: bounded_sides(entry, self.instruments.limit),
        )
