"""Know what the plugins declare: domains, kinds, readers, reports, engines, commands, options, instruments.

A plugin that breaks its contract is refused as a whole and named in ``Registry.problems``; the others are loaded.
Nothing of a domain's policies or schemas is opened here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from adjudge.lib.claims import reader_of
from adjudge.lib.documents import Json
from adjudge.lib.errors import AdjudgeError, PluginError, UsageError
from adjudge.lib.local_rules import LocalRules
from adjudge.lib.options import Option, Values, Voices, read
from adjudge.lib.requirements import require
from adjudge.lib.words import say

from ..control.options import OWN
from ..control.ready import Ready
from ..declarations import Command, EngineType
from ..model import Artifact, Domain, Kind, Reader, Reference
from ..roles import Role
from . import checks
from .batteries import command
from .loader import Plugin, batteries, installed


class Registry(NamedTuple):
    """What the loaded plugins declare, as plain data. Built once a run by :func:`load`.

    ``readers`` are by suffix, ``readers_by_name`` by pattern of a file's name. ``batteries`` come with adjudge.
    """

    plugins: Mapping[str, Plugin]
    batteries: Mapping[str, Plugin]
    domains: Mapping[str, Domain]
    kinds: Mapping[str, Kind]
    owners: Mapping[str, Plugin]
    readers: Mapping[str, tuple[Reader, Plugin]]
    readers_by_name: Mapping[str, tuple[Reader, Plugin]]
    reporters: Mapping[str, tuple[Any, Plugin]]
    engines: Mapping[str, tuple[EngineType, Plugin]]
    commands: Mapping[str, tuple[Command, Plugin]]
    options: Mapping[str, tuple[Option, Plugin]]
    instruments: tuple[tuple[str, Plugin], ...]
    problems: tuple[AdjudgeError, ...]
    blocked: tuple[str, ...]

    def of_one(self, domain: Domain, owner: Plugin, readers: tuple[Reader, ...], reader_of: Plugin) -> Registry:
        """Return the same with one domain in the place of all, and its readers in the place of theirs."""
        return self._replace(
            plugins={**self.plugins, owner.name: owner},
            domains={domain.name: domain},
            kinds={kind.name: kind for kind in domain.kinds},
            owners={domain.name: owner},
            readers={suffix: (each, reader_of) for each in readers for suffix in each.suffixes},
            readers_by_name={pattern: (each, reader_of) for each in readers for pattern in each.files},
        )

    def owner(self, kind: str) -> Plugin:
        """Return the plugin that owns a kind."""
        return self.owners[kind.partition(".")[0]]

    @property
    def local_files(self) -> list[Path]:
        """The files of rules that the configuration names, which no distribution brings."""
        return [path for plugin in self.plugins.values() if plugin.local is not None for path in plugin.local.paths]

    def extending(self, kind: str) -> list[Domain]:
        """Return the domains that have rules for another domain's kind, by name."""
        return [domain for _, domain in sorted(self.domains.items()) if kind in domain.extends]

    def reader(self, name: str, suffix: str) -> tuple[Reader, Plugin] | None:
        """Return who reads a file of that name, which is of no format of the core's; a pattern of names comes first.

        Raises KindError where two do.
        """
        return reader_of(name, suffix, self.readers_by_name, self.readers)

    def reporter(self, name: str) -> Any:
        """Return the class of a report's writer. Raises UsageError where nobody has that report."""
        if name not in self.reporters:
            for broken in self.problems:  # that may be why
                words = say("output.unknown_or_broken", name=name, known=sorted(self.reporters), why=broken.words)
                raise UsageError(words, plugin=broken.plugin)
            raise UsageError(say("output.unknown", name=name, known=sorted(self.reporters)))
        found, plugin = self.reporters[name]
        return plugin.loaded("adjudge_reporters", found) if isinstance(found, str) else found

    def read_options(self, voices: Voices) -> Values:
        """Return what was said of the plugins' options. Raises UsageError, also for one that no plugin has."""
        keys: dict[str, list[str]] = {}
        keys_of_gate: dict[str, list[str]] = {}
        values = Values()
        for option, plugin in self.options.values():
            table = None if plugin.built_in else plugin.name
            values = values.joined(read([option], voices, table))
            if table is not None:
                keys_of_gate.setdefault(table, []).append(option.name)
                keys.setdefault(table, []).extend([option.name] if option.key else [])
        for name, value in voices.caller.items():
            if name not in OWN and name not in self.options and value is not None:
                raise UsageError(say("session.no_option", name=name, known=sorted(self.options)))
        if voices.config is not None:
            voices.config.check_tables(keys)
        if voices.gate is not None:
            voices.gate.check_tables(keys_of_gate, "gate")
        return values

    def roles(self, ready: Ready, refused: list[AdjudgeError]) -> Iterator[tuple[Role, Plugin]]:
        """Ask every plugin who takes part in a session, built-in ones first. Raises PluginError."""
        for plugin in (*self.batteries.values(), *self.plugins.values()):
            try:
                found = plugin.listed("adjudge_session", Role, ready=ready)
            except AdjudgeError as error:
                if plugin.built_in:
                    raise
                refused.append(error)
                continue
            yield from ((role, plugin) for role in found)

    def relates(self, artifact: Artifact) -> list[Reference]:
        """Ask the owner of the artifact's kind for its references. Raises PluginError."""
        plugin = self.owner(artifact.kind)
        references = plugin.listed("adjudge_relates", Reference, artifact=artifact)
        for reference in references:
            self._check_reference(plugin, reference)
        return references

    def _check_reference(self, plugin: Plugin, reference: Reference) -> None:
        texts = isinstance(reference.pointer, str) and isinstance(reference.path, str)
        if not texts or (reference.pointer and not reference.pointer.startswith("/")):
            given = {"pointer": repr(reference.pointer), "path": repr(reference.path)}
            raise plugin.broke("adjudge_relates", say("plugin.reference", **given))
        if reference.kind and reference.kind not in self.kinds:
            raise plugin.broke("adjudge_relates", say("plugin.reference_kind", kind=reference.kind))

    def facts(self, artifact: Artifact) -> Mapping[str, Json]:
        """Ask the owner of the artifact's kind for its facts; ``{}`` without that hook. Raises PluginError."""
        plugin = self.owner(artifact.kind)
        facts = plugin.call("adjudge_facts", artifact=artifact)
        if facts is None and "adjudge_facts" not in plugin.hooks:
            return {}
        if not isinstance(facts, Mapping):
            raise plugin.broke("adjudge_facts", say("plugin.facts", type=plugin.hooks["adjudge_facts"].gave(facts)))
        return facts


def load(
    *, blocked: Iterable[str] = (), required: Mapping[str, str] | None = None, local: Iterable[LocalRules] = ()
) -> Registry:
    """Load every installed plugin, and ``local`` rules, but those ``blocked`` by name.

    ``required`` maps names to version specifiers (PEP 440, ``">=1.2"``; ``""`` for any). Raises UsageError when one of
    those is missing, blocked or of another version. Everything else that is wrong goes to ``Registry.problems``.
    """
    blocked = sorted(set(blocked))
    problems: list[AdjudgeError] = []
    plugins = {plugin.name: plugin for plugin in installed(blocked, problems, local)}
    require(required or {}, plugins, blocked, problems)
    builder = _Builder(problems)
    own = {plugin.name: plugin for plugin in batteries()}
    for battery in own.values():
        builder.enter(battery)
    builder.reserve()
    for name, plugin in list(plugins.items()):
        try:
            builder.enter(plugin)
        except AdjudgeError as error:
            problems.append(error.at(plugin=name))
            del plugins[name]
    builder.drop_contested()
    builder.check_extensions()
    tables = builder.tables
    return Registry(
        plugins=plugins,
        batteries=own,
        domains=tables["domain"],
        owners=builder.owners,
        kinds={kind.name: kind for domain in tables["domain"].values() for kind in domain.kinds},
        readers=tables["suffix"],
        readers_by_name=tables["file name"],
        reporters=tables["report"],
        engines=tables["engine"],
        commands=tables["command"],
        options=tables["option"],
        instruments=tuple(builder.instruments),
        problems=tuple(problems),
        blocked=tuple(blocked),
    )


_TABLES = {
    "domain": "plugin.sort.domain",
    "suffix": "plugin.sort.suffix",
    "file name": "plugin.sort.file",
    "report": "plugin.sort.report",
    "engine": "plugin.sort.engine",
    "command": "plugin.sort.command",
    "option": "plugin.sort.option",
    "flag": "plugin.sort.flag",
    "variable": "plugin.sort.variable",
}
"""What names are claimed of, with the word for it."""


@dataclass(kw_only=False, eq=False, repr=False)
class _Builder:
    """Enter what plugins declare, one plugin at a time, and see who contradicts whom."""

    problems: list[AdjudgeError]
    tables: dict[str, dict[str, Any]] = field(default_factory=lambda: {what: {} for what in _TABLES})
    owners: dict[str, Plugin] = field(default_factory=dict)
    instruments: list[tuple[str, Plugin]] = field(default_factory=list)
    contested: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    reserved: frozenset[tuple[str, str]] = frozenset()

    def reserve(self) -> None:
        """Keep what was entered so far from those that come after."""
        own = {(what, name) for option in OWN.values() for what, name in _names_of(option)}
        self.reserved = frozenset(self.contested) | own

    def enter(self, plugin: Plugin) -> None:
        """Enter a plugin's declarations, all or none. Raises PluginError."""
        claims = list(self._claims(plugin))
        package = plugin.call("adjudge_instruments")
        if "adjudge_instruments" in plugin.hooks and not isinstance(package, str):
            raise plugin.broke("adjudge_instruments", say("plugin.instruments", type=type(package).__name__))
        for hook, what, name, _ in claims:
            if (what, name) in self.reserved or (what == "command" and command(name) is not None):
                raise plugin.broke(hook, say("plugin.taken", hook=hook, name=name))
        for _, what, name, value in claims:
            self.contested.setdefault((what, name), []).append(plugin.name)
            self.tables[what].setdefault(name, value)
            if what == "domain":
                self.owners.setdefault(name, plugin)
        if package is not None:
            self.instruments.append((package, plugin))

    def _claims(self, plugin: Plugin) -> Iterator[tuple[str, str, str, Any]]:
        """Return each name that a plugin claims: by which hook, of what sort, the name, and what stands behind it."""
        for domain in _declared(plugin, "adjudge_domains", Domain, checks.check_domain):
            yield "adjudge_domains", "domain", domain.name, domain
        for reader in _declared(plugin, "adjudge_readers", Reader, checks.check_reader):
            yield from (("adjudge_readers", "suffix", suffix, (reader, plugin)) for suffix in reader.suffixes)
            yield from (("adjudge_readers", "file name", pattern, (reader, plugin)) for pattern in reader.files)
        for name, writer in _reporters(plugin).items():
            yield "adjudge_reporters", "report", name, (writer, plugin)
        own: set[str | None] = {None}
        engines = _declared(plugin, "adjudge_engines", EngineType, checks.check_engine)
        for engine in engines:
            if engine.name == checks.NATIVE and plugin.distribution != checks.NATIVE_BROUGHT_BY:
                words = say("plugin.native", name=engine.name, distribution=checks.NATIVE_BROUGHT_BY)
                raise plugin.broke("adjudge_engines", words)
            own.add(engine.name)
            yield "adjudge_engines", "engine", engine.name, (engine, plugin)
        if not plugin.built_in:  # the command line knows ours by itself
            for each in _declared(plugin, "adjudge_commands", Command, checks.check_command):
                yield "adjudge_commands", "command", each.name, (each, plugin)
        for engine in engines:
            if engine.instead_of not in own:
                words = say("plugin.instead_of", name=engine.name, other=engine.instead_of)
                raise plugin.broke("adjudge_engines", words)
        for option in _declared(plugin, "adjudge_options", Option, checks.check_option):
            if option.engine not in own:
                words = say("plugin.option_of_engine", name=option.name, engine=option.engine)
                raise plugin.broke("adjudge_options", words)
            if not plugin.built_in and plugin.name in checks.own_tables():
                raise plugin.broke("adjudge_options", say("plugin.own_table", name=plugin.name))
            yield "adjudge_options", "option", option.name, (option, plugin)
            yield from (("adjudge_options", what, name, option) for what, name in _names_of(option)[1:])

    def drop_contested(self) -> None:
        """Take away what two plugins claim: neither can be trusted to be the one that was meant."""
        for (what, name), claimants in sorted(self.contested.items()):
            if len(claimants) < 2:
                continue
            dropped = self.tables[what].pop(name, None)
            if what == "domain":
                del self.owners[name]
            if what in ("flag", "variable") and dropped is not None:
                for option in [each for each, _ in self.tables["option"].values() if (what, name) in _names_of(each)]:
                    self.tables["option"].pop(option.name, None)
            for claimant in sorted(set(claimants)):
                words = say("plugin.contested", what=say(_TABLES[what]), name=name, claimants=claimants)
                self.problems.append(PluginError(words, plugin=claimant))

    def check_extensions(self) -> None:
        """Report domains that extend a kind of an installed domain that this domain does not have."""
        domains: Mapping[str, Domain] = self.tables["domain"]
        kinds = {kind.name for domain in domains.values() for kind in domain.kinds}
        for name, domain in sorted(domains.items()):
            for kind in domain.extends:
                here = self.owners[name].local is not None
                if (here or kind.partition(".")[0] in domains) and kind not in kinds:
                    words = say("plugin.extends_nothing", domain=name, kind=kind)
                    self.problems.append(PluginError(words, plugin=self.owners[name].name))


def _names_of(option: Option) -> list[tuple[str, str]]:
    variable = [] if option.env is None else [("variable", option.env)]
    return [("option", option.name), *(("flag", flag) for flag in option.spellings), *variable]


def _declared(plugin: Plugin, hook: str, wanted: type, check: Callable[[Any], None]) -> list[Any]:
    """Return what a hook declares, each checked; a field of another type that makes the check itself fail is told too."""
    declared = plugin.listed(hook, wanted)
    if plugin.built_in:
        return declared
    for each in declared:
        try:
            check(each)
        except PluginError as error:
            raise error.at(**plugin.place(hook), hint=say("plugin.mend", hook=hook)) from None
        except (AttributeError, TypeError, ValueError) as error:
            words = say("plugin.field", hook=hook, type=wanted.__name__, why=str(error))
            raise plugin.broke(hook, words) from error
    return declared


def _reporters(plugin: Plugin) -> Mapping[str, Any]:
    reporters = plugin.call("adjudge_reporters")
    if reporters is None and "adjudge_reporters" not in plugin.hooks:
        return {}
    if not isinstance(reporters, Mapping):
        raise plugin.broke("adjudge_reporters", say("plugin.reports", type=type(reporters).__name__))
    for name, writer in reporters.items():
        try:
            checks.check_reporter(name, writer)
        except PluginError as error:
            raise error.at(**plugin.place("adjudge_reporters"), hint=say("plugin.report_classes")) from None
    return reporters
