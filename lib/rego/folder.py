"""Read the folder of one domain: its rules, helpers and data, and see that it keeps to itself.

Folder path, package path and rule id are the same thing. One package is one file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Set
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..data_files import read_data
from ..documents import NOTHING, Json
from ..errors import PolicyError
from ..words import say
from .metadata import read_rule
from .policy import Policy
from .reach import related
from .rule import Module, Rule
from .scan import Name, aliases, scan

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

OPEN_TO_ALL = ("lib", "instruments")
_STEP = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
RESERVED_RULES = frozenset({"schema", "reference"})


class Reach(NamedTuple):
    """What some rules reach: the modules, and the ids of the instruments that they ask for; None is all of them."""

    modules: tuple[Module, ...]
    instruments: frozenset[str] | None


class Folder(NamedTuple):
    """The policies of one domain by package path, its rules by id, its data as it stands below ``data.<domain>``.

    ``judged`` gives the kind of each rule by package; ``unread`` are those for kinds that were not asked for.
    """

    name: str
    policies: Mapping[str, Policy]
    rules: tuple[Rule, ...]
    data: Mapping[str, Json] = NOTHING
    judged: Mapping[str, str] = NOTHING
    unread: frozenset[str] = frozenset()

    def parameters_read(self, rule: Rule, lib: Folder) -> list[str]:
        """Return the names of the domain's parameters that a rule reads, it or a helper that it reaches."""
        prefix = f"data.{self.name}.params."
        packages = (module.file.rpartition("/")[0].replace("/", ".") for module in self.reach([rule], lib).modules)
        policies = (self.policies[package] for package in packages if package in self.policies)
        return sorted(
            {
                name.text.split(".")[3]
                for policy in policies
                for name in policy.references
                if name.text.startswith(prefix)
            }
        )

    def refers_to_unread(self) -> bool:
        """Return whether a policy that was read refers to one that was not, so that it has to be read too."""
        return bool(self.unread) and any(
            related(package, reference)
            for policy in self.policies.values()
            for reference in {name.text.removeprefix("data.") for name in policy.references}
            for package in self.unread
        )

    def check_references(self, lib: Folder) -> None:
        """See that every reference stays with the domain, ``data.lib`` and ``data.instruments``, and leads somewhere.

        A reference that leads nowhere is undefined, and an undefined `deny` is a pass. Raises PolicyError.
        """
        for policy in self.policies.values():
            policy.refuse_impure()
            bound = aliases(policy.scan)
            imported = policy.imported()
            for name in policy.references:
                self._check(policy, name, name.text, lib, imported=name.offset in imported)
            for name in policy.scan.names:
                first, dot, rest = name.text.partition(".")
                if dot and first in bound and bound[first].startswith("data."):
                    self._check(policy, name, f"{bound[first]}.{rest}", lib)

    def _check(self, policy: Policy, name: Name, reference: str, lib: Folder, *, imported: bool = False) -> None:
        steps = reference.split(".")[1:]
        if not steps:
            raise policy.fail(say("policy.whole_data", domain=self.name), name.offset)
        steps += policy.steps_after(name)
        if steps[0] not in (self.name, "lib" if self.name == "lib" else None, *OPEN_TO_ALL):
            raise policy.fail(say("policy.other_domain", step=steps[0], domain=self.name), name.offset)
        if self.name == "lib" and steps[0] != "lib":
            raise policy.fail(say("policy.lib_data"), name.offset)
        home = lib if steps[0] == "lib" else self if steps[0] == self.name else None
        if home is not None and not home.leads_somewhere(steps):
            raise policy.fail(say("policy.nowhere", path=".".join(steps)), name.offset)
        if not imported and f"{policy.scan.package}.".startswith(f"{'.'.join(steps)}."):
            raise policy.fail(say("policy.holds_itself", path=".".join(steps)), name.offset)

    def leads_somewhere(self, steps: list[str]) -> bool:
        """Return whether ``data.<steps>`` is a package or above one, a head of one, or in the data."""
        dotted = ".".join(steps)
        if any(package == dotted or package.startswith(f"{dotted}.") for package in self.policies):
            return True
        for end in range(len(steps) - 1, 1, -1):
            policy = self.policies.get(".".join(steps[:end]))
            if policy is not None:
                return steps[end] in policy.scan.defined
        value: Json = self.data
        for step in steps[1:]:
            if not isinstance(value, Mapping):
                return True  # below a leaf: a value's own members are the engine's matter
            if step not in value:
                return False
            value = value[step]
        return True

    def reach(self, rules: Iterable[Rule], lib: Folder) -> Reach:
        """Follow references from the rules to every module that they need."""
        wanted = [self.policies[rule.id] for rule in rules]
        seen: dict[str, Policy] = {}
        instruments: set[str | None] = set()
        while wanted:
            policy = wanted.pop()
            if policy.module.file in seen:
                continue
            seen[policy.module.file] = policy
            for name in policy.references:
                if f"{name.text}.".startswith("data.instruments."):
                    instruments.add(next(iter((*name.text.split(".")[2:], *policy.steps_after(name))), None))
                wanted += self._packages(name.text) + lib._packages(name.text)
        return Reach(
            modules=tuple(seen[file].module for file in sorted(seen)),
            instruments=None if None in instruments else frozenset(filter(None, instruments)),
        )

    def _packages(self, reference: str) -> list[Policy]:
        """Return the packages that a reference names, contains, or lies in."""
        dotted = reference.removeprefix("data.")
        if not (dotted == self.name or dotted.startswith(f"{self.name}.")):
            return []
        return [policy for package, policy in self.policies.items() if related(package, dotted)]


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
    was read of the same folder in this run: its policies are not read again. Raises PolicyError with the file inside
    the bundle root, the line where there is one, and the plugin.
    """
    folder = root / name
    if not folder.is_dir():
        raise PolicyError(say("policy.no_folder", folder=name), plugin=plugin)
    policies: dict[str, Policy] = {}
    rules: list[Rule] = []
    data: dict[str, Json] = {}
    judged: dict[str, str] = {}
    unread: set[str] = set()
    read = before.policies if before is not None else {}
    rules_read = {rule.id: rule for rule in before.rules} if before is not None else {}
    for steps, entry in _walk(folder, (name,)):
        file, package = "/".join((*steps, entry.name)), ".".join(steps)
        if _is_data(entry.name, file, plugin):
            _graft(data, steps[1:], read_data(entry.read_bytes(), file, plugin=plugin), file, plugin)
        if Path(entry.name).suffix.lower() != ".rego":
            continue
        _check_name(entry.name, steps, file, plugin)
        kind = _kind_of(steps, extends, file, plugin)
        if kind is not None:
            judged[package] = kind
            if kinds is not None and kind not in kinds:
                unread.add(package)
                continue
        policy = policies[package] = read.get(package) or _policy(entry, steps, file, plugin)
        if kind is not None:
            known = rules_read.get(package)
            text, scanned = policy.module.text, policy.scan
            rules.append(known or read_rule(text, scan=scanned, rule_id=package, kind=kind, file=file, plugin=plugin))
    _keep_apart(name, policies.keys() | unread, data, plugin)
    rules.sort(key=lambda rule: rule.id)
    return Folder(name=name, policies=policies, rules=tuple(rules), data=data, judged=judged, unread=frozenset(unread))


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
    found = scan(text)
    expected = ".".join(steps)
    if found.package != expected:
        wrong = say("policy.other_package", package=found.package, folder=expected)
        if not found.package:
            wrong = say("policy.no_package", folder=expected)
        raise PolicyError(wrong, file=file, line=found.package_line, plugin=plugin)
    module = Module(file=file, text=text, plugin=plugin)
    return Policy(module=module, scan=found, references=tuple(found.references()))


def _check_name(name: str, steps: tuple[str, ...], file: str, plugin: str) -> None:
    """See that a policy's file and folders are named so that everybody takes it for that policy."""
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
    if (len(steps) == 3 or (len(steps) == 4 and kind in extends)) and steps[-1] not in RESERVED_RULES:
        return kind
    reserved = steps[-1] in RESERVED_RULES
    raise PolicyError(
        say("policy.reserved", name=steps[-1]) if reserved else say("policy.misplaced"), file=file, plugin=plugin
    )


def _graft(data: dict[str, Json], steps: tuple[str, ...], value: dict[str, Json], file: str, plugin: str) -> None:
    for step in steps:
        data = data.setdefault(step, {})
        if not isinstance(data, dict):
            break
    twice = [step] if not isinstance(data, dict) else sorted(data.keys() & value.keys())
    if twice:
        raise PolicyError(say("policy.data_twice", key=twice[0]), file=file, plugin=plugin)
    data.update(value)


def _keep_apart(name: str, packages: Set[str], data: Mapping[str, Json], plugin: str) -> None:
    """Refuse data at, above or below a package: there it would stand in for the rule on one of the engines."""
    if name == "lib" and data:
        raise PolicyError(say("policy.lib_data"), file="lib", plugin=plugin)

    def visit(value: Json, path: str) -> None:
        above = path != name and any(package.startswith(f"{path}.") for package in packages)
        if path in packages or above:
            raise PolicyError(say("policy.data_and_package", path=path), file=f"{name}/data.yaml", plugin=plugin)
        if isinstance(value, Mapping):
            for key, child in value.items():
                visit(child, f"{path}.{key}")

    visit(data, name)
