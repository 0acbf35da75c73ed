"""What a plugin may declare: each kind of declaration is checked when the plugin is loaded.

A check raises PluginError with a sentence; who calls it adds the plugin, the hook and its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from adjudge.lib.errors import PluginError
from adjudge.lib.formats import CORE_SUFFIXES
from adjudge.lib.installed import own_schema
from adjudge.lib.options import Option
from adjudge.lib.schema import check_schema

from ..declarations import Command, EngineType
from ..model import Domain, Kind, Reader

RESERVED_DOMAINS = frozenset({"adjudge", "lib", "instruments", "rules", "system"})
RESERVED_KINDS = frozenset({"lib", "params"})
NATIVE, NATIVE_BROUGHT_BY = "native", "adjudge-opa"
"""The engine that only one distribution may bring: OPA without a server."""

_REGO_WORDS = frozenset("as default else every false if import in not null package some true with".split())
_NAME = r"[a-z][a-z0-9_]*"
_DASHED = r"[a-z][a-z0-9_-]*"
_OBJECT = r"[A-Za-z_][\w.]*:[A-Za-z_]\w*"


def own_tables() -> frozenset[str]:
    """Return the names that mean something in a configuration or a gate, so that no plugin's table can have them."""
    return frozenset(name for schema in ("config", "gate") for name in own_schema(schema)["properties"])


def check_domain(domain: Domain) -> None:
    """Check a domain and its kinds."""
    checks: tuple[tuple[Callable[[], bool], str], ...] = (
        (
            lambda: isinstance(domain.name, str) and bool(re.fullmatch(_NAME, domain.name)),
            f"{domain.name!r} is no name for a domain: lower-case letters, digits and underscores",
        ),
        (lambda: domain.name not in RESERVED_DOMAINS | _REGO_WORDS, f"the domain name {domain.name} is reserved"),
        (
            lambda: isinstance(domain.title, Mapping) and "en" in domain.title,
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
    if owner != domain.name or not re.fullmatch(_NAME, name):
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


def check_reader(reader: Reader) -> None:
    """Check a reader."""
    for suffix in reader.suffixes:
        if not suffix.startswith(".") or suffix != suffix.lower():
            raise PluginError(f"the reader {reader.name} claims {suffix!r}: write it in lower case, with its dot")
        if suffix in CORE_SUFFIXES:
            raise PluginError(f"the reader {reader.name} claims {suffix}, which is the core's own and cannot be taken")
    if isinstance(reader.suffixes, str) or isinstance(reader.files, str) or not (reader.suffixes or reader.files):
        raise PluginError(f"the reader {reader.name} must claim tuples of suffixes or of names of files")
    for pattern in reader.files:
        if not pattern or "/" in pattern or pattern.lower().endswith(tuple(CORE_SUFFIXES)):
            raise PluginError(
                f"the reader {reader.name} claims {pattern!r}: a name of files, of no format of the core's"
            )
    if isinstance(reader.read, str):
        _check_object(reader.read, f"`read` of the reader {reader.name}")
    elif not callable(reader.read):
        raise PluginError(f"`read` of the reader {reader.name} cannot be called")


def check_reporter(name: object, writer: object) -> None:
    """Check a report writer under its name."""
    if not isinstance(name, str) or not re.fullmatch(_NAME, name):
        raise PluginError(f"gave {name!r}, which is no name of a report")
    if isinstance(writer, str):
        _check_object(writer, f"the report {name}")
    elif not all(callable(getattr(writer, method, None)) for method in ("__call__", "verdict", "finish")):
        raise PluginError(f"gave {name}, which lacks verdict() or finish()")


def check_engine(engine: EngineType) -> None:
    """Check an engine."""
    _check_name(_DASHED, engine.name, "an engine")
    _check_object(engine.make, f"`make` of the engine {engine.name}")


def check_command(command: Command) -> None:
    """Check a command."""
    _check_name(_DASHED, command.name, "a command")
    _check_object(command.load, f"`load` of the command {command.name}")
    if not isinstance(command.help, str) or not command.help:
        raise PluginError(f"the command {command.name} has no help")


def check_option(option: Option) -> None:
    """Check an option."""
    _check_name(_NAME, option.name, "an option")
    gate = ["the gate says it in the plugin's own table, so `gate` is not for it"] if option.gate is not None else []
    for why in (*gate, *option.wrong()):
        raise PluginError(f"the option {option.name} is declared wrongly: {why}")


def _check_name(pattern: str, name: object, what: str) -> None:
    if not isinstance(name, str) or not re.fullmatch(pattern, name):
        raise PluginError(f"{name!r} is no name for {what}: lower-case letters, digits and underscores")


def _check_object(value: object, what: str) -> None:
    if not isinstance(value, str) or not re.fullmatch(_OBJECT, value):
        raise PluginError(f"{what} is {value!r}, not as in `package.module:name`")
