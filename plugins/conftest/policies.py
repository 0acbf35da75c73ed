"""Read a folder of policies as conftest does: every Rego file below it, whatever it is called, and data beside it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from adjudge.lib.data_files import read_data
from adjudge.lib.documents import Json
from adjudge.lib.errors import PolicyError, UsageError, several
from adjudge.lib.opening import RefusedFileError, read_regular
from adjudge.lib.rego.foreign_heads import DECISION
from adjudge.lib.rego.policy import policy_of
from adjudge.lib.rego.rule import Module
from adjudge.lib.rego.scan import Defined, Scan, line_of, scan
from adjudge.lib.shown import from_here
from adjudge.lib.system import reason
from adjudge.lib.words import say

from .upgrade import upgraded

_MEANT = re.compile(r"(?i)_*(?:den(?:y|ies|ied|ials?)|violat(?:e|es|ed|ions?)|warn(?:s|ed|ings?)?)(?![a-z])")
_GLOB = re.compile(r"[*?\[]")
_ASSIGNED = re.compile(r"\s*(?::=|=(?!=))")
_DATA = (".yaml", ".yml", ".json")


class AskedHead(NamedTuple):
    """A rule that conftest asks for: ``deny``, ``violation`` or ``warn``, maybe with a suffix, of a namespace."""

    namespace: str
    name: str
    module: Module
    line: int

    @property
    def level(self) -> str:
        """``warn``, or ``deny`` for the two that fail."""
        return "warn" if self.name.startswith("warn") else "deny"

    @property
    def excepted_by(self) -> str:
        """What an ``exception`` names to mean it: the suffix, empty where there is none."""
        return self.name.partition("_")[2]


class PolicySet(NamedTuple):
    """The modules of a folder, the heads that are asked for, and the data."""

    name: str
    modules: tuple[Module, ...]
    files: tuple[Path, ...]
    heads: tuple[AskedHead, ...]
    data: Mapping[str, Json]

    def has_exceptions(self, namespace: str) -> bool:
        """Return whether a namespace names exceptions."""
        found = (scan(module.text) for module in self.modules)
        return any(each.package == namespace and "exception" in each.defined for each in found)


def read_policies(
    paths: Sequence[Path], data: Sequence[Path], namespaces: Sequence[str], *, everything: bool, opa: str | None
) -> PolicySet:
    """Read the policies at and below ``paths``, and the data below ``data``; ``opa`` writes those of earlier Rego anew.

    Raises UsageError for a folder that is not there or holds nothing that is asked for, PolicyError for what conftest would
    pass without asking it.
    """
    name = paths[0].resolve().name or "policy"
    owner = f"{name}/"
    files = dict(_files(paths))
    if not files:
        raise UsageError(say("conftest.no_policies", folder=_shown(paths[0])))
    modules = tuple(Module(file=file, text=_text(real, file, owner), plugin=owner) for file, real in files.items())
    modules = tuple(upgraded(module, opa) for module in _tests_left_out(modules))
    chosen = _chosen(modules, namespaces, everything=everything)
    heads = tuple(_heads(modules, chosen))
    if not heads:
        others = sorted({scan(module.text).package or "" for module in modules if list(_defined(scan(module.text)))})
        raise UsageError(
            say("conftest.nothing_asked", names=list(namespaces), known=others)
            if others
            else say("conftest.no_decisions", folder=_shown(paths[0]))
        )
    found = _data(data, owner)
    wrong = [each for module in modules for each in (*_unasked(module, modules), *_impure(module, modules, found))]
    if wrong:
        raise several(wrong)
    return PolicySet(name=name, modules=modules, files=tuple(files.values()), heads=heads, data=found)


# --- files ------------------------------------------------------------------------------------------------------------


def _files(paths: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """Yield each Rego file with the path that it has for engines and reports: from the folder that was named on."""
    seen: set[Path] = set()
    taken: set[str] = set()
    for path in paths:
        if not path.exists():
            raise UsageError(say("conftest.no_folder", folder=_shown(path)))
        found = [path] if path.is_file() else sorted(_below(path, (".rego",)))
        base = path.resolve().parent if path.is_file() else path.resolve()
        for file in found:
            real = file.resolve()
            if real in seen:
                continue
            seen.add(real)
            inside = file.resolve().relative_to(base) if real.is_relative_to(base) else Path(file.name)
            shown, number = f"{base.name or 'policy'}/{inside.as_posix()}", 2
            while shown in taken:
                shown, number = f"{base.name or 'policy'}_{number}/{inside.as_posix()}", number + 1
            taken.add(shown)
            yield shown, real


def _below(folder: Path, suffixes: tuple[str, ...]) -> Iterator[Path]:
    for parent, folders, names in os.walk(folder, onerror=_unlistable):
        folders.sort()
        yield from (Path(parent, name) for name in sorted(names) if name.endswith(suffixes))


def _unlistable(error: OSError) -> None:
    raise UsageError(say("conftest.unreadable", why=reason(error)), file=error.filename) from error


def _text(real: Path, file: str, owner: str) -> str:
    try:
        return read_regular(real).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PolicyError(say("policy.not_utf_8"), file=file, plugin=owner) from error
    except RefusedFileError as error:
        raise UsageError(error.words, file=file) from error
    except OSError as error:
        raise UsageError(say("conftest.unreadable", why=reason(error)), file=file) from error


def _shown(path: Path) -> str:
    return from_here(path.absolute())


# --- what is asked ------------------------------------------------------------------------------------------------


def _tests_left_out(modules: Sequence[Module]) -> tuple[Module, ...]:
    """Return the modules without tests: these call what only a test runner has."""
    kept = []
    for module in modules:
        found = scan(module.text)
        if module.file.endswith("_test.rego"):
            for each in _defined(found):
                raise _refused(module, each, "conftest.decision_in_test")
            continue
        if found.package is None or "[" in found.package:
            raise PolicyError(say("conftest.no_package"), file=module.file, line=1, plugin=module.plugin)
        kept.append(module)
    return tuple(kept)


def _chosen(modules: Sequence[Module], names: Sequence[str], *, everything: bool) -> list[str]:
    """Return the namespaces that are asked. Raises UsageError for one that is not there: conftest passes then."""
    there = sorted({scan(module.text).package or "" for module in modules})
    if everything:
        return there
    chosen: list[str] = []
    for name in names:
        found = [each for each in there if (fnmatchcase(each, name) if _GLOB.search(name) else each == name)]
        if not found:
            raise UsageError(say("conftest.no_namespace", name=name, known=there))
        chosen += [each for each in found if each not in chosen]
    return chosen


def _defined(found: Scan) -> Iterator[Defined]:
    return (each for each in found.definitions if DECISION.fullmatch(each.name) is not None)


def _heads(modules: Sequence[Module], namespaces: Sequence[str]) -> Iterator[AskedHead]:
    """Yield each head once. Raises PolicyError for one that could never say anything to conftest."""
    seen: set[tuple[str, str]] = set()
    for module in modules:
        found = scan(module.text)
        package = found.package or ""
        if package not in namespaces:
            continue
        for each in _defined(found):
            if each.form == "function":
                raise _refused(module, each, "conftest.function")
            if each.form == "part":
                raise _refused(module, each, "conftest.object")
            if each.form == "value" and _ASSIGNED.match(module.text, each.offset + len(each.name)) is None:
                raise _refused(module, each, "conftest.no_set")
            if (package, each.name) not in seen:
                seen.add((package, each.name))
                yield AskedHead(package, each.name, module, line_of(module.text, each.offset))


def _impure(module: Module, modules: Sequence[Module], data: Mapping[str, Json]) -> Iterator[PolicyError]:
    """Yield what a policy asks for that is neither input nor data, and data that there is not: it would be undefined."""
    policy = policy_of(module)
    yield from policy.impure()
    for name in policy.references:
        steps = [*name.text.split(".")[1:], *policy.steps_after(name)]
        if steps and steps[:2] != ["conftest", "file"] and not _leads_somewhere(steps, modules, data):
            yield policy.fail(say("policy.nowhere", path=".".join(steps)), name.offset)


def _leads_somewhere(steps: Sequence[str], modules: Sequence[Module], data: Json) -> bool:
    dotted = f"{'.'.join(steps)}."
    for found in (scan(module.text) for module in modules):
        package = f"{found.package}."
        own = dotted.removeprefix(package).partition(".")[0] if dotted.startswith(package) else ""
        if package.startswith(dotted) or own in found.defined:
            return True
    for step in steps:
        if not isinstance(data, dict):
            return True  # below a leaf: a value's own members are the engine's matter
        if step not in data:
            return False
        data = data[step]
    return True


def _unasked(module: Module, modules: Sequence[Module]) -> Iterator[PolicyError]:
    """Yield sets that look like a decision and that nobody asks for: what they find would never be told."""
    found = scan(module.text)
    for each in found.definitions:
        if each.form == "set" and _MEANT.match(each.name) and DECISION.fullmatch(each.name) is None:
            own = sum(name.text.partition(".")[0] == each.name for name in found.names)
            defined = sum(other.name == each.name for other in found.definitions)
            elsewhere = any(name.text.endswith(f".{each.name}") for other in modules for name in scan(other.text).names)
            if own <= defined and not elsewhere:
                yield _refused(module, each, "conftest.unasked")


def _refused(module: Module, each: Defined, code: str) -> PolicyError:
    line = line_of(module.text, each.offset)
    return PolicyError(say(code, name=each.name), file=module.file, line=line, plugin=module.plugin)


# --- data ---------------------------------------------------------------------------------------------------------


def _data(paths: Sequence[Path], owner: str) -> dict[str, Json]:
    """Return the data of files and folders, as OPA merges them: the folders below one that is named are keys."""
    found: dict[str, Json] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(say("conftest.no_folder", folder=_shown(path)))
        for file in [path] if path.is_file() else sorted(_below(path, _DATA)):
            steps = () if path.is_file() else file.relative_to(path).parent.parts
            shown = _shown(file)
            value: Json = _read(file, shown, owner)
            for step in reversed(steps):
                value = {step: value}
            _merge(found, value, shown)
    return found


def _read(file: Path, shown: str, owner: str) -> dict[str, Json]:
    try:
        return read_data(read_regular(file), shown, plugin=owner)
    except RefusedFileError as error:
        raise UsageError(error.words, file=shown) from error
    except OSError as error:
        raise UsageError(say("conftest.unreadable", why=reason(error)), file=shown) from error


def _merge(into: dict[str, Json], more: Mapping[str, Json], file: str) -> None:
    for key, value in more.items():
        if isinstance(into.get(key), dict) and isinstance(value, dict):
            _merge(into[key], value, file)
        elif key in into:
            raise UsageError(say("conftest.data_twice", key=key), file=file)
        else:
            into[key] = value
