"""Know what the plugins declare: domains, kinds, readers, report writers, instruments.

A plugin that breaks its contract is refused as a whole and named in ``Registry.problems``; the others are loaded.
Nothing of a domain's policies or schemas is opened here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from adjudge.lib.documents import LANGUAGES, Json
from adjudge.lib.errors import AdjudgeError, PluginError, UsageError
from adjudge.lib.formats import CORE_SUFFIXES
from adjudge.lib.schema import check_schema

from ..control.ready import Ready
from ..declared import Command, EngineType, Option
from ..model import Artifact, Domain, Kind, Reader, Reference
from .loader import Plugin, built_in, installed, loaded, require

RESERVED_DOMAINS = frozenset({"adjudge", "lib", "instruments", "rules", "system"})
RESERVED_KINDS = frozenset({"lib", "params"})
_REGO_WORDS = frozenset(
    {
        "as",
        "default",
        "else",
        "every",
        "false",
        "if",
        "import",
        "in",
        "not",
        "null",
        "package",
        "some",
        "true",
        "with",
    }
)
_NAME = re.compile(r"[a-z][a-z0-9_]*")


class Registry(NamedTuple):
    """What the loaded plugins declare, as plain data. Built once a run by :func:`load`."""

    plugins: Mapping[str, Plugin]
    domains: Mapping[str, Domain]
    kinds: Mapping[str, Kind]
    owners: Mapping[str, Plugin]
    readers: Mapping[str, tuple[Reader, Plugin]]
    reporters: Mapping[str, tuple[type | str, Plugin]]
    engines: Mapping[str, tuple[EngineType, Plugin]]
    commands: Mapping[str, tuple[Command, Plugin]]
    options: Mapping[str, tuple[Option, Plugin]]
    batteries: Mapping[str, Plugin]
    instruments: tuple[tuple[str, Plugin], ...]
    problems: tuple[AdjudgeError, ...]
    blocked: tuple[str, ...]

    def owner(self, kind: str) -> Plugin:
        """Give the plugin that owns a kind."""
        return self.owners[kind.partition(".")[0]]

    def reporter(self, name: str) -> Any:
        """Give the class of a report's writer. Raises UsageError where nobody has that report."""
        if name not in self.reporters:
            raise UsageError(f"there is no report {name}", hint=f"Known: {', '.join(sorted(self.reporters))}.")
        found, _ = self.reporters[name]
        return loaded(found) if isinstance(found, str) else found

    def session(self, ready: Ready) -> Iterator[tuple[Any, Plugin]]:
        """Ask every plugin, built-in ones first, who takes part in a run."""
        for plugin in (*self.batteries.values(), *self.plugins.values()):
            for role in plugin.call("adjudge_session", ready=ready) or ():
                yield role, plugin

    def extending(self, kind: str) -> list[Domain]:
        """Give the domains that have rules for another domain's kind, by name."""
        return [domain for _, domain in sorted(self.domains.items()) if kind in domain.extends]

    def relates(self, artifact: Artifact) -> list[Reference]:
        """Ask the owner of the artifact's kind for its references. Raises PluginError."""
        plugin = self.owner(artifact.kind)
        references = _listed(plugin, "adjudge_relates", plugin.call("adjudge_relates", artifact=artifact), Reference)
        for reference in references:
            self._check_reference(plugin, reference)
        return references

    def _check_reference(self, plugin: Plugin, reference: Reference) -> None:
        texts = isinstance(reference.pointer, str) and isinstance(reference.path, str)
        if not texts or (reference.pointer and not reference.pointer.startswith("/")):
            raise plugin.broke(
                "adjudge_relates",
                f"gave a reference from {reference.pointer!r} to {reference.path!r}",
                hint="`pointer` is a JSON Pointer such as /voices/0/consent, `path` a text.",
            )
        if reference.kind is not None and reference.kind not in self.kinds:
            raise plugin.broke(
                "adjudge_relates",
                f"gave a reference to a {reference.kind}, a kind that there is not",
                hint="Install the plugin that brings it, or mend its name.",
            )

    def facts(self, artifact: Artifact) -> Mapping[str, Json]:
        """Ask the owner of the artifact's kind for its facts; ``{}`` without that hook. Raises PluginError."""
        plugin = self.owner(artifact.kind)
        facts = plugin.call("adjudge_facts", artifact=artifact)
        if facts is None and "adjudge_facts" not in plugin.hooks:
            return {}
        if not isinstance(facts, Mapping):
            raise plugin.broke(
                "adjudge_facts",
                f"returned {type(facts).__name__}, not a mapping",
                hint="Return a dict; return {} when there is nothing to say.",
            )
        return facts


def load(*, blocked: Iterable[str] = (), required: Mapping[str, str] | None = None) -> Registry:
    """Load every installed plugin but those ``blocked`` by name.

    ``required`` maps names to version specifiers (PEP 440, ``">=1.2"``; ``""`` for any). Raises UsageError when one of
    those is missing, blocked or of another version. Everything else that is wrong goes to ``Registry.problems``.
    """
    blocked = sorted(set(blocked))
    problems: list[AdjudgeError] = []
    plugins = {plugin.name: plugin for plugin in installed(blocked, problems)}
    require(required or {}, plugins, blocked, problems)
    builder = _Builder(problems)
    batteries = {plugin.name: plugin for plugin in built_in()}
    for battery in batteries.values():
        builder.enter(battery)
    builder.reserved = frozenset(builder.contested)
    for name, plugin in list(plugins.items()):
        try:
            builder.enter(plugin)
        except AdjudgeError as error:
            problems.append(error.at(plugin=name))
            del plugins[name]
    builder.drop_contested()
    builder.check_extensions()
    return Registry(
        plugins=plugins,
        domains=builder.domains,
        owners=builder.owners,
        readers=builder.readers,
        reporters=builder.reporters,
        engines=builder.engines,
        commands=builder.commands,
        options=builder.options,
        batteries=batteries,
        kinds={kind.name: kind for domain in builder.domains.values() for kind in domain.kinds},
        instruments=tuple(builder.instruments),
        problems=tuple(problems),
        blocked=tuple(blocked),
    )


@dataclass(kw_only=False, eq=False, repr=False)
class _Builder:
    """Enter what plugins declare, one plugin at a time, and see who contradicts whom."""

    problems: list[AdjudgeError]
    domains: dict[str, Domain] = field(default_factory=dict)
    owners: dict[str, Plugin] = field(default_factory=dict)
    readers: dict[str, tuple[Reader, Plugin]] = field(default_factory=dict)
    reporters: dict[str, tuple[type | str, Plugin]] = field(default_factory=dict)
    engines: dict[str, tuple[EngineType, Plugin]] = field(default_factory=dict)
    commands: dict[str, tuple[Command, Plugin]] = field(default_factory=dict)
    options: dict[str, tuple[Option, Plugin]] = field(default_factory=dict)
    reserved: frozenset[tuple[str, str]] = frozenset()
    instruments: list[tuple[str, Plugin]] = field(default_factory=list)
    contested: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def enter(self, plugin: Plugin) -> None:
        """Enter a plugin's declarations, all or none. Raises PluginError."""
        domains = _listed(plugin, "adjudge_domains", plugin.call("adjudge_domains"), Domain)
        for domain in domains:
            _checked(plugin, "adjudge_domains", _check_domain, domain)
        readers = _listed(plugin, "adjudge_readers", plugin.call("adjudge_readers"), Reader)
        for reader in readers:
            _checked(plugin, "adjudge_readers", _check_reader, reader)
        reporters = _reporters(plugin)
        package = plugin.call("adjudge_instruments")
        if "adjudge_instruments" in plugin.hooks and not isinstance(package, str):
            raise plugin.broke(
                "adjudge_instruments",
                f"returned {type(package).__name__}, not the name of a package",
                hint="Return the importable name of the folder that holds <id>/data.yaml.",
            )
        declared = {
            what: _listed(plugin, f"adjudge_{what}s", plugin.call(f"adjudge_{what}s"), wanted)
            for what, wanted in (("engine", EngineType), ("command", Command), ("option", Option))
        }
        for what, names in (
            ("report", reporters),
            *((what, [each.name for each in found]) for what, found in declared.items()),
        ):
            for name in names:
                self._see_free(plugin, what, name)
        for domain in domains:
            self._claim("domain", domain.name, plugin, self.domains, domain)
            self.owners.setdefault(domain.name, plugin)
        for reader in readers:
            for suffix in reader.suffixes:
                self._claim("suffix", suffix, plugin, self.readers, (reader, plugin))
        for name, writer in reporters.items():
            self._claim("report", name, plugin, self.reporters, (writer, plugin))
        for what, table in (("engine", self.engines), ("command", self.commands), ("option", self.options)):
            for each in declared[what]:
                self._claim(what, each.name, plugin, table, (each, plugin))
        if package is not None:
            self.instruments.append((package, plugin))

    def _see_free(self, plugin: Plugin, what: str, name: str) -> None:
        if (what, name) in self.reserved:
            raise plugin.broke(
                f"adjudge_{what}ers" if what == "report" else f"adjudge_{what}s",
                f"gave {name}, which is the core's own and cannot be taken",
                hint="Rename it.",
            )

    def _claim(self, what: str, name: str, plugin: Plugin, table: dict[str, Any], value: object) -> None:
        claimants = self.contested.setdefault((what, name), [])
        claimants.append(plugin.name)
        table.setdefault(name, value)

    def drop_contested(self) -> None:
        """Take away what two plugins claim: neither can be trusted to be the one that was meant."""
        tables: dict[str, dict[str, Any]] = {
            "domain": self.domains,
            "suffix": self.readers,
            "report": self.reporters,
            "engine": self.engines,
            "command": self.commands,
            "option": self.options,
        }
        for (what, name), claimants in sorted(self.contested.items()):
            if len(claimants) < 2:
                continue
            del tables[what][name]
            if what == "domain":
                del self.owners[name]
            for claimant in sorted(set(claimants)):
                self.problems.append(
                    PluginError(
                        f"the {what} {name} is claimed more than once, by {', '.join(claimants)}; nobody gets it",
                        plugin=claimant,
                        hint="Block or uninstall all but one of them.",
                    )
                )

    def check_extensions(self) -> None:
        """Report domains that extend a kind of an installed domain that this domain does not have."""
        kinds = {kind.name for domain in self.domains.values() for kind in domain.kinds}
        for name, domain in sorted(self.domains.items()):
            for kind in domain.extends:
                if kind.partition(".")[0] in self.domains and kind not in kinds:
                    self.problems.append(
                        PluginError(
                            f"the domain {name} extends {kind}, which does not exist",
                            plugin=self.owners[name].name,
                            hint="`adjudge plugins` lists the kinds.",
                        )
                    )


def _listed(plugin: Plugin, hook: str, result: object, wanted: type) -> list[Any]:
    if result is None and hook not in plugin.hooks:
        return []
    if not isinstance(result, (list, tuple)):
        raise plugin.broke(
            hook, f"returned {type(result).__name__}, not a list of {wanted.__name__}", hint="Return a list, or yield."
        )
    for item in result:
        if not isinstance(item, wanted):
            raise plugin.broke(
                hook,
                f"gave a {type(item).__name__}, not a {wanted.__name__}",
                hint=f"Give objects of adjudge.{wanted.__name__}.",
            )
    return list(result)


def _checked(plugin: Plugin, hook: str, check: Callable[[Any], None], declared: object) -> None:
    """Check what a hook declared; a field of a type that makes the check itself fail is the plugin's fault too."""
    try:
        check(declared)
    except PluginError as error:
        raise error.at(**plugin.place(hook), hint=f"Mend what {hook} gives; its docstring says what may be.") from None
    except (AttributeError, TypeError, ValueError) as error:
        raise plugin.broke(
            hook,
            f"gave a {type(declared).__name__} with a field of another type than declared: {error}",
            hint=f"Compare it with adjudge.{type(declared).__name__}.",
        ) from error


def _reporters(plugin: Plugin) -> Mapping[str, type]:
    reporters = plugin.call("adjudge_reporters")
    if reporters is None and "adjudge_reporters" not in plugin.hooks:
        return {}
    hint = "Return {name: class}; a class has verdict() and finish(), as adjudge.report.base.ReportWriter."
    if not isinstance(reporters, Mapping):
        raise plugin.broke("adjudge_reporters", f"returned {type(reporters).__name__}, not a mapping", hint=hint)
    for name, writer in reporters.items():
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise plugin.broke("adjudge_reporters", f"gave {name!r}, which is no name of a report", hint=hint)
        if not isinstance(writer, str) and not all(
            callable(getattr(writer, method, None)) for method in ("__call__", "verdict", "finish")
        ):
            raise plugin.broke("adjudge_reporters", f"gave {name}, which lacks verdict() or finish()", hint=hint)
    return reporters


def _check_domain(domain: Domain) -> None:
    checks: tuple[tuple[Callable[[], bool], str], ...] = (
        (
            lambda: isinstance(domain.name, str) and bool(_NAME.fullmatch(domain.name)),
            f"{domain.name!r} is no name for a domain: lower-case letters, digits and underscores",
        ),
        (lambda: domain.name not in RESERVED_DOMAINS | _REGO_WORDS, f"the domain name {domain.name} is reserved"),
        (
            lambda: isinstance(domain.title, Mapping) and set(domain.title) <= set(LANGUAGES) and "en" in domain.title,
            f"the title of domain {domain.name} must be a mapping with at least `en`",
        ),
        (
            lambda: isinstance(domain.policies, str) and isinstance(domain.schemas, str),
            f"policies and schemas of domain {domain.name} must be importable names",
        ),
        (
            lambda: bool(domain.policies and (domain.schemas or not domain.kinds)),
            f"the domain {domain.name} has no {'schemas for its kinds' if domain.policies else 'policies'}",
        ),
        (lambda: all(isinstance(kind, Kind) for kind in domain.kinds), f"kinds of {domain.name} must be of type Kind"),
        (
            lambda: len({kind.name for kind in domain.kinds}) == len(domain.kinds),
            f"the domain {domain.name} declares a kind twice",
        ),
        (
            lambda: all(
                isinstance(kind, str) and kind.count(".") == 1 and not kind.startswith(f"{domain.name}.")
                for kind in domain.extends
            ),
            f"`extends` of domain {domain.name} must name kinds of other domains, `<domain>.<kind>`",
        ),
    )
    for holds, message in checks:
        if not holds():
            raise PluginError(message)
    for kind in domain.kinds:
        _check_kind(domain, kind)


def _check_kind(domain: Domain, kind: Kind) -> None:
    owner, _, name = kind.name.partition(".")
    if owner != domain.name or not _NAME.fullmatch(name):
        raise PluginError(f"the kind {kind.name!r} must be named {domain.name}.<kind>, in lower case")
    if name in RESERVED_KINDS or name.endswith("_facts"):
        raise PluginError(f"the kind name {name} is reserved")
    if kind.shape not in ("document", "records"):
        raise PluginError(f"the shape of {kind.name} must be `document` or `records`, not {kind.shape!r}")
    if isinstance(kind.files, str) or any(not pattern or "/" in pattern for pattern in kind.files):
        raise PluginError(f"the file patterns of {kind.name} must be a tuple of base names such as *.{name}.yaml")
    if kind.match is not None:
        check_schema(kind.match, f"match of {kind.name}")
    if kind.jurisdictions is not None and not kind.jurisdictions.startswith("/"):
        raise PluginError(f"`jurisdictions` of {kind.name} must be a JSON Pointer such as /release/territories")


def _check_reader(reader: Reader) -> None:
    for suffix in reader.suffixes:
        if not suffix.startswith(".") or suffix != suffix.lower():
            raise PluginError(f"the reader {reader.name} claims {suffix!r}: write it in lower case, with its dot")
        if suffix in CORE_SUFFIXES:
            raise PluginError(f"the reader {reader.name} claims {suffix}, which is the core's own and cannot be taken")
    if not callable(reader.read):
        raise PluginError(f"`read` of the reader {reader.name} cannot be called")
