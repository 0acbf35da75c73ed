"""What a plugin may declare: each kind of declaration is checked when the plugin is loaded.

A check raises PluginError with a sentence; who calls it adds the plugin, the hook and its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from adjudge.lib.errors import PluginError
from adjudge.lib.formats import CORE_SUFFIXES
from adjudge.lib.formats.tags import wrong_tags
from adjudge.lib.installed import own_schema
from adjudge.lib.options import Option
from adjudge.lib.rego.reserved import EXPORT, NAME, REGO_WORDS, RESERVED_DOMAINS, RESERVED_KINDS
from adjudge.lib.schema import check_schema
from adjudge.lib.words import Texts, are_texts, say

from ..declarations import Command, EngineType
from ..model import Domain, Kind, Reader

NATIVE, NATIVE_BROUGHT_BY = "native", "adjudge-opa"
"""The engine that only one distribution may bring: OPA without a server."""

_DASHED = r"[a-z][a-z0-9_-]*"
_OBJECT = r"[A-Za-z_][\w.]*:[A-Za-z_]\w*"


def own_tables() -> frozenset[str]:
    """Return the names that mean something in a configuration or a gate, so that no plugin's table can have them."""
    return frozenset(name for schema in ("config", "gate") for name in own_schema(schema)["properties"])


def check_domain(domain: Domain) -> None:
    """Check a domain and its kinds."""
    kinds = domain.kinds
    checks: tuple[tuple[Callable[[], bool], str], ...] = (
        (lambda: isinstance(domain.name, str) and bool(re.fullmatch(NAME, domain.name)), "plugin.domain_name"),
        (lambda: domain.name not in RESERVED_DOMAINS | REGO_WORDS, "plugin.domain_reserved"),
        (lambda: isinstance(domain.title, Mapping) and "en" in domain.title, "plugin.domain_title"),
        (lambda: isinstance(domain.policies, str) and isinstance(domain.schemas, str), "plugin.domain_packages"),
        (lambda: bool(domain.policies), "plugin.domain_policies"),
        (lambda: bool(domain.schemas or not kinds), "plugin.domain_schemas"),
        (lambda: all(isinstance(kind, Kind) for kind in kinds), "plugin.domain_kinds"),
        (lambda: len({kind.name for kind in kinds}) == len(kinds), "plugin.domain_twice"),
        (lambda: all(_is_other(domain, kind) for kind in domain.extends), "plugin.domain_extends"),
        (lambda: all(re.fullmatch(EXPORT, each) for each in domain.exports), "plugin.domain_exports"),
    )
    for holds, code in checks:
        if not holds():
            raise PluginError(say(code, name=domain.name))
    for kind in kinds:
        _check_kind(domain, kind)
    for why in wrong_tags((kind.name, kind.files, kind.match is not None, kind.yaml_tags) for kind in kinds):
        raise PluginError(why)


def _is_other(domain: Domain, kind: object) -> bool:
    return isinstance(kind, str) and kind.count(".") == 1 and not kind.startswith(f"{domain.name}.")


def _check_kind(domain: Domain, kind: Kind) -> None:
    owner, _, name = kind.name.partition(".")
    if owner != domain.name or not re.fullmatch(NAME, name):
        raise PluginError(say("plugin.kind_name", kind=kind.name, domain=domain.name))
    if name in RESERVED_KINDS or name.endswith("_facts"):
        raise PluginError(say("plugin.kind_reserved", name=name))
    if kind.shape not in ("document", "records"):
        raise PluginError(say("plugin.kind_shape", kind=kind.name, shape=repr(kind.shape)))
    if isinstance(kind.files, str) or any(not pattern or "/" in pattern for pattern in kind.files):
        raise PluginError(say("plugin.kind_files", kind=kind.name, name=name))
    if kind.match is not None:
        check_schema(kind.match, f"match of {kind.name}")
    if kind.jurisdictions is not None and not kind.jurisdictions.startswith("/"):
        raise PluginError(say("plugin.kind_jurisdictions", kind=kind.name))


def check_reader(reader: Reader) -> None:
    """Check a reader."""
    for suffix in reader.suffixes:
        if not suffix.startswith(".") or suffix != suffix.lower():
            raise PluginError(say("plugin.suffix", reader=reader.name, suffix=suffix))
        if suffix in CORE_SUFFIXES:
            raise PluginError(say("plugin.suffix_taken", reader=reader.name, suffix=suffix))
    if isinstance(reader.suffixes, str) or isinstance(reader.files, str) or not (reader.suffixes or reader.files):
        raise PluginError(say("plugin.reader_claims", reader=reader.name))
    for pattern in reader.files:
        if not pattern or "/" in pattern or pattern.lower().endswith(tuple(CORE_SUFFIXES)):
            raise PluginError(say("plugin.reader_files", reader=reader.name, pattern=pattern))
    if isinstance(reader.read, str):
        _check_object(reader.read, say("plugin.part.read", name=reader.name))
    elif not callable(reader.read):
        raise PluginError(say("plugin.reader_dead", reader=reader.name))


def check_reporter(name: object, writer: object) -> None:
    """Check a report writer under its name."""
    if not isinstance(name, str) or not re.fullmatch(NAME, name):
        raise PluginError(say("plugin.report_name", name=repr(name)))
    if isinstance(writer, str):
        _check_object(writer, say("plugin.part.report", name=name))
    elif not all(callable(getattr(writer, method, None)) for method in ("__call__", "verdict", "finish")):
        raise PluginError(say("plugin.report_lacks", name=name))


def check_engine(engine: EngineType) -> None:
    """Check an engine."""
    _check_name(_DASHED, engine.name, "plugin.engine_name")
    _check_object(engine.make, say("plugin.part.make", name=engine.name))


def check_command(command: Command) -> None:
    """Check a command."""
    _check_name(_DASHED, command.name, "plugin.command_name")
    _check_object(command.load, say("plugin.part.load", name=command.name))
    if not command.help or not (isinstance(command.help, str) or are_texts(command.help)):
        raise PluginError(say("plugin.command_help", name=command.name))


def check_option(option: Option) -> None:
    """Check an option."""
    _check_name(NAME, option.name, "plugin.option_name")
    gate = [say("plugin.option_gate")] if option.gate is not None else []
    for why in (*gate, *option.wrong()):
        raise PluginError(say("plugin.option", name=option.name, why=why))


def _check_name(pattern: str, name: object, code: str) -> None:
    if not isinstance(name, str) or not re.fullmatch(pattern, name):
        raise PluginError(say(code, name=repr(name)))


def _check_object(value: object, what: Texts) -> None:
    if not isinstance(value, str) or not re.fullmatch(_OBJECT, value):
        raise PluginError(say("plugin.object", what=what, value=repr(value)))
