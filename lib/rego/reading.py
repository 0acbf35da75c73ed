"""Read the folder of one domain: its rules, helpers and data.

Folder path, package path and rule id are the same thing. One package is one file. Whatever is wrong is kept beside what is
not: each broken policy is told of, and costs the rules that need it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..data_files import read_data
from ..documents import Json
from ..errors import PolicyError, PolicyErrors, each_of
from ..words import say
from .folder import Folder
from .metadata import read_rule
from .policy import Policy, policy_of
from .reserved import RESERVED_DOMAINS, RESERVED_RULES
from .rule import Module, Rule

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_STEP = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def read_folder(
    root: Traversable,
    name: str,
    *,
    plugin: str,
    extends: tuple[str, ...],
    kinds: frozenset[str] | None = None,
    before: Folder | None = None,
) -> Folder:
    """Read ``root/name`` and check it, apart from references (they may lead to ``lib``).

    Of rules, only those for ``kinds`` are read (None: all); what is not read can't reach an engine. ``before`` is what
    was read of the same folder in this run: its policies are not read again. What is wrong is in the folder, each with
    the file inside the bundle root, the line where there is one, and the plugin. Raises PolicyError where there is none.
    """
    folder = root / name
    if not folder.is_dir():
        raise PolicyError(say("policy.no_folder", folder=name), plugin=plugin)
    reading = _FolderReading(name=name, plugin=plugin, extends=extends, kinds=kinds, before=before)
    for steps, entry in _walk(folder, (name,)):
        reading.take(steps, entry)
    return reading.folder()


def read_helpers(root: Traversable, plugin: str) -> Folder:
    """Read the helpers for everybody, ``root/lib``. Raises PolicyErrors for whatever is wrong with them."""
    folder = read_folder(root, "lib", plugin=plugin, extends=())
    wrong = [*folder.astray, *(error for errors in folder.broken.values() for error in errors)]
    if wrong:
        raise PolicyErrors(wrong)
    return folder


def strangers(root: Traversable, name: str, package: str, homes: Mapping[str, str]) -> Iterator[PolicyError]:
    """Yield policies that lie in a package outside of the domain's folder, in the place of somebody else's.

    ``homes`` gives by domain the package of its policies, for all that there are; some names nobody can have.
    """
    homes = {**dict.fromkeys(RESERVED_DOMAINS, ""), **homes}
    for entry in sorted(root.iterdir(), key=lambda entry: entry.name):
        stray = not entry.is_dir() and entry.name.endswith((".rego", ".json", ".yaml", ".yml"))
        if entry.name != name and (stray or homes.get(entry.name, package) != package):
            words = say("catalogue.strange", package=package, name=entry.name, domain=name)
            yield PolicyError(words, file=entry.name)


@dataclass(kw_only=True, eq=False, repr=False)
class _FolderReading:
    """A folder while it is read, file by file."""

    name: str
    plugin: str
    extends: tuple[str, ...]
    kinds: frozenset[str] | None
    before: Folder | None
    policies: dict[str, Policy] = field(default_factory=dict)
    data: dict[str, Json] = field(default_factory=dict)
    judged: dict[str, str] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    broken: dict[str, tuple[PolicyError, ...]] = field(default_factory=dict)
    astray: list[PolicyError] = field(default_factory=list)

    def take(self, steps: tuple[str, ...], entry: Traversable) -> None:
        """Read a file that lies at ``steps``, if it is a policy or data."""
        file = "/".join((*steps, entry.name))
        try:
            if _is_data(entry.name, file, self.plugin):
                _graft(self.data, steps[1:], read_data(entry.read_bytes(), file, plugin=self.plugin), file, self.plugin)
            if Path(entry.name).suffix.lower() == ".rego":
                self._policy(steps, entry, file, _kind_of(steps, self.extends, file, self.plugin))
        except PolicyError as error:
            self.astray.append(error)

    def _policy(self, steps: tuple[str, ...], entry: Traversable, file: str, kind: str | None) -> None:
        package = ".".join(steps)
        if kind is not None:
            self.judged[package] = kind
            if self.kinds is not None and kind not in self.kinds:
                self.unread.add(package)
                return
        known = self.before.policies.get(package) if self.before is not None else None
        try:
            _check_name(entry.name, steps, kind, file, self.plugin)
            self.policies[package] = known or _policy(entry, steps, file, self.plugin)
        except PolicyError as error:
            self._breaks(package, error)

    def _breaks(self, package: str, error: PolicyError) -> None:
        self.broken[package] = (*self.broken.get(package, ()), *each_of(error))

    def _rules(self) -> Iterator[Rule]:
        """Yield the rules that are sound, by id, once it is known what the others are called."""
        known = {rule.id: rule for rule in self.before.rules} if self.before is not None else {}
        for package in sorted(self.judged.keys() & self.policies.keys() - self.broken.keys()):
            policy, kind = self.policies[package], self.judged[package]
            try:
                yield known.get(package) or read_rule(policy, rule_id=package, kind=kind, taken=self.judged.keys())
            except PolicyError as error:
                self._breaks(package, error)

    def folder(self) -> Folder:
        """Return it all, without the rules that are broken."""
        self.astray += _shadowing(self.name, self.policies.keys() | self.unread, self.data, self.plugin)
        return Folder(
            name=self.name,
            policies=self.policies,
            rules=tuple(self._rules()),
            data=self.data,
            judged=self.judged,
            unread=frozenset(self.unread),
            broken=self.broken,
            astray=tuple(self.astray),
        )


def _is_data(name: str, file: str, plugin: str) -> bool:
    """Return whether a file holds data. Raises PolicyError for one that OPA would not find by its name."""
    if name != "data.yaml" and Path(name).suffix.lower() in (".json", ".yaml", ".yml"):
        raise PolicyError(say("policy.data_name"), file=file, plugin=plugin)
    return name == "data.yaml"


def _walk(folder: Traversable, steps: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Traversable]]:
    for name, is_folder in _listed(folder):
        if is_folder:
            if not name.startswith(".") and name != "__pycache__":
                yield from _walk(folder / name, (*steps, name))
        elif not name.endswith("_test.rego") or name == f"{steps[-1]}.rego":
            yield steps, folder / name


def _listed(folder: Traversable) -> list[tuple[str, bool]]:
    """Return the names in a folder, sorted, and which are folders; on disk, the system says both at once."""
    if isinstance(folder, Path):
        with os.scandir(folder) as entries:
            return sorted((entry.name, entry.is_dir()) for entry in entries)
    return sorted((entry.name, entry.is_dir()) for entry in folder.iterdir())


def _policy(entry: Traversable, steps: tuple[str, ...], file: str, plugin: str) -> Policy:
    try:
        text = entry.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PolicyError(say("policy.not_utf_8"), file=file, plugin=plugin) from error
    policy = policy_of(Module(file=file, text=text, plugin=plugin))
    found, expected = policy.scan, ".".join(steps)
    if found.package != expected:
        wrong = say("policy.other_package", package=found.package, folder=expected)
        if not found.package:
            wrong = say("policy.no_package", folder=expected)
        raise PolicyError(wrong, file=file, line=found.package_line, plugin=plugin)
    return policy


def _check_name(name: str, steps: tuple[str, ...], kind: str | None, file: str, plugin: str) -> None:
    """See that a policy's file and folders are named so that everybody takes it for that policy."""
    if kind is not None and steps[-1] in RESERVED_RULES:
        raise PolicyError(say("policy.reserved", name=steps[-1]), file=file, plugin=plugin)
    if name != f"{steps[-1]}.rego":
        raise PolicyError(say("policy.file_name", file=f"{steps[-1]}.rego"), file=file, plugin=plugin)
    odd = [step for step in steps if _STEP.fullmatch(step) is None]
    if odd or steps[-1].endswith("_test"):
        why = say("policy.folder_name", folder=odd[0]) if odd else say("policy.like_a_test")
        raise PolicyError(why, file=file, plugin=plugin)


def _kind_of(steps: tuple[str, ...], extends: tuple[str, ...], file: str, plugin: str) -> str | None:
    """Return the kind that a rule's place says it judges; None for a helper."""
    if steps[0] == "lib" and len(steps) == 2:
        return None
    if len(steps) == 3 and steps[1] == "lib":
        return None
    kind = ".".join(steps[:2]) if len(steps) == 3 else ".".join(steps[1:3])
    if len(steps) == 3 or (len(steps) == 4 and kind in extends):
        return kind
    raise PolicyError(say("policy.misplaced"), file=file, plugin=plugin)


def _graft(data: dict[str, Json], steps: tuple[str, ...], value: dict[str, Json], file: str, plugin: str) -> None:
    for step in steps:
        data = data.setdefault(step, {})
        if not isinstance(data, dict):
            break
    twice = [step] if not isinstance(data, dict) else sorted(data.keys() & value.keys())
    if twice:
        raise PolicyError(say("policy.data_twice", key=twice[0]), file=file, plugin=plugin)
    data.update(value)


def _shadowing(name: str, packages: Set[str], data: Mapping[str, Json], plugin: str) -> Iterator[PolicyError]:
    """Yield data at, above or below a package: there it would stand in for the rule on one of the engines."""
    if name == "lib" and data:
        yield PolicyError(say("policy.lib_data"), file="lib", plugin=plugin)

    def visit(value: Json, path: str) -> Iterator[PolicyError]:
        above = path != name and any(package.startswith(f"{path}.") for package in packages)
        if path in packages or above:
            yield PolicyError(say("policy.data_and_package", path=path), file=f"{name}/data.yaml", plugin=plugin)
        elif isinstance(value, Mapping):
            for key, child in value.items():
                yield from visit(child, f"{path}.{key}")

    yield from visit(data, name)
