"""The folder of one domain: its rules, helpers and data, what they refer to, and what each broken one costs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ..documents import NOTHING, Json
from ..errors import PolicyError
from ..words import Texts, say
from .policy import Policy
from .reach import related
from .rule import Module, Rule
from .scan import Name

OPEN_TO_ALL = ("lib", "instruments")


class Reach(NamedTuple):
    """What some rules reach: the modules, and the ids of the instruments that they ask for; None is all of them.

    ``exporters`` are the other domains of which they read what is exported.
    """

    modules: tuple[Module, ...] = ()
    instruments: frozenset[str] | None = frozenset()
    exporters: frozenset[str] = frozenset()

    def joined(self, other: Reach) -> Reach:
        """Return what both reach, modules by file."""
        modules = {module.file: module for module in (*self.modules, *other.modules)}
        every = self.instruments is None or other.instruments is None
        return Reach(
            modules=tuple(modules[file] for file in sorted(modules)),
            instruments=None if every else frozenset().union(self.instruments or (), other.instruments or ()),
            exporters=self.exporters | other.exporters,
        )


class Exporter(NamedTuple):
    """Another domain, as the policies of one that names it find it: what it exports.

    ``folder`` has its parameters, with other data, and exported helpers with what they reach; None where these policies may
    not read it, or where it cannot be opened. One that ``is_there`` is of a plugin that is loaded.
    """

    exports: tuple[str, ...]
    is_extended: bool
    is_there: bool = True
    folder: Folder | None = None

    def refusal(self, domain: str, steps: Sequence[str]) -> Texts | None:
        """Return why a policy of a domain may not read ``data.<steps>``, which begin with this one; None where it may."""
        name, listed = steps[0], list(self.exports)
        if not self.is_there:
            return say("policy.exporter_absent", step=name)
        if not self.exports:
            return say("policy.exports_nothing", step=name, domain=domain)
        if not self.is_extended:
            return say("policy.not_extended", step=name, domain=domain, exports=listed)
        if not any(_within(steps[1:], export.split(".")) for export in self.exports):
            return say("policy.not_exported", step=name, path=".".join(steps), exports=listed)
        return say("policy.exporter_broken", step=name) if self.folder is None else None


def _within(steps: Sequence[str], export: Sequence[str]) -> bool:
    return list(steps[: len(export)]) == list(export)


class Folder(NamedTuple):
    """The policies of one domain by package path, its rules by id, its data as it stands below ``data.<domain>``.

    ``judged`` gives the kind of each rule by package; ``unread`` are those for kinds that were not asked for.
    ``broken`` says by package what is wrong with rules and helpers; such a rule is not among ``rules``, nor is one that
    reaches such a helper. ``astray`` is what is wrong with no rule or helper: any kind may lack something by it.
    ``others`` are other domains that its policies name, as :func:`adjudge.lib.rego.exports.beside` finds them.
    """

    name: str
    policies: Mapping[str, Policy]
    rules: tuple[Rule, ...]
    data: Mapping[str, Json] = NOTHING
    judged: Mapping[str, str] = NOTHING
    unread: frozenset[str] = frozenset()
    broken: Mapping[str, tuple[PolicyError, ...]] = NOTHING
    astray: tuple[PolicyError, ...] = ()
    others: Mapping[str, Exporter] = NOTHING

    def rooted(self, params: Mapping[str, Json] = NOTHING) -> dict[str, Json]:
        """Return the data from ``data`` on, with the parameters as they are in force."""
        return {self.name: {**self.data, "params": params} if params else self.data}

    def parameters_read(self, rule: Rule, lib: Folder) -> list[tuple[str, str]]:
        """Return the parameters that a rule reads, it or a helper that it reaches, each with its domain."""
        found: set[tuple[str, str]] = set()
        homes = [home for home in self._homes(lib) if home is not lib]
        for policy in self._reached([rule], lib):
            for home in homes:
                for name in policy.parameters(home.name):
                    found |= {(home.name, each) for each in (home.data.get("params", ()) if name == "*" else (name,))}
        return sorted(found)

    def others_named(self, policies: Iterable[Policy] | None = None) -> set[str]:
        """Return the other domains that policies of this one name, all of them unless said."""
        chosen = self.policies.values() if policies is None else policies
        texts = {name.text for policy in chosen for name in policy.references if name.text != "data"}
        return {text.split(".")[1] for text in texts} - {self.name, *OPEN_TO_ALL}

    def refers_to_unread(self) -> bool:
        """Return whether a policy that was read refers to one that was not, so that it has to be read too."""
        return bool(self.unread) and any(
            related(package, reference)
            for policy in self.policies.values()
            for reference in {name.text.removeprefix("data.") for name in policy.references}
            for package in self.unread
        )

    def of_no_kind(self, known: Container[str]) -> Iterator[PolicyError]:
        """Yield the rules that judge another kind than those ``known``, which the domain has or extends."""
        for package, kind in sorted(self.judged.items()):
            if kind not in known:
                file = f"{package.replace('.', '/')}/{package.rpartition('.')[2]}.rego"
                words = say("catalogue.other_kind", kind=kind, domain=self.name)
                yield PolicyError(words, file=file, rule=package)

    def odd_references(self, lib: Folder) -> Iterator[tuple[str, PolicyError]]:
        """Yield where a policy refers to more than the domain, ``data.lib`` and ``data.instruments``, or to nothing.

        A reference that leads nowhere is undefined, and an undefined `deny` is a pass. Each comes with its package.
        """
        for package, policy in self.policies.items():
            for error in (*policy.impure(), *self._odd(policy, lib)):
                yield package, error

    def _odd(self, policy: Policy, lib: Folder) -> Iterator[PolicyError]:
        bound = policy.bound()
        imported = policy.imported()
        for name in policy.references:
            yield from self._astray(policy, name, name.text, lib, imported=name.offset in imported)
        for name in policy.scan.names:
            first, dot, rest = name.text.partition(".")
            if first in bound and bound[first].startswith("data.") and name.offset not in imported:
                yield from self._astray(policy, name, f"{bound[first]}{dot}{rest}", lib)

    def _astray(
        self, policy: Policy, name: Name, reference: str, lib: Folder, *, imported: bool = False
    ) -> Iterator[PolicyError]:
        """Yield what is wrong with a reference, if anything is."""
        steps = reference.split(".")[1:]
        if not steps:
            yield policy.fail(say("policy.whole_data", domain=self.name), name.offset)
            return
        steps += policy.steps_after(name)
        path, other = ".".join(steps), self.others.get(steps[0])
        home = lib if steps[0] == "lib" else self if steps[0] == self.name else other.folder if other else None
        is_foreign = steps[0] not in (self.name, "lib" if self.name == "lib" else None, *OPEN_TO_ALL)
        refusal = other.refusal(self.name, steps) if other else None
        if is_foreign and (refusal is not None or home is None):
            words = refusal or say("policy.other_domain", step=steps[0], domain=self.name)
            yield policy.fail(words, name.offset)
        elif self.name == "lib" and steps[0] != "lib":
            yield policy.fail(say("policy.lib_data"), name.offset)
        elif home is not None and not home.leads_somewhere(steps):
            yield policy.fail(say("policy.nowhere", path=path), name.offset)
        elif is_foreign and name.offset in policy.replaced():
            yield policy.fail(say("policy.replaced", path=path), name.offset)
        elif not imported and f"{policy.scan.package}.".startswith(f"{path}."):
            yield policy.fail(say("policy.holds_itself", path=path), name.offset)

    def leads_somewhere(self, steps: list[str]) -> bool:
        """Return whether ``data.<steps>`` is a package or above one, a head of one, or in the data."""
        dotted = ".".join(steps)
        if any(package == dotted or package.startswith(f"{dotted}.") for package in self.policies):
            return True
        if any(related(package, dotted) for package in self.broken.keys() - self.policies.keys()):
            return True  # what it would have defined, nobody can tell
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
        reached = self._reached(rules, lib)
        instruments: set[str | None] = set()
        exporters: set[str] = set()
        for policy in reached:
            exporters |= self.others_named([policy]) & self.others.keys()
            for name in policy.references:
                if f"{name.text}.".startswith("data.instruments."):
                    instruments.add(next(iter((*name.text.split(".")[2:], *policy.steps_after(name))), None))
        return Reach(
            modules=tuple(policy.module for policy in reached),
            instruments=None if None in instruments else frozenset(filter(None, instruments)),
            exporters=frozenset(exporters),
        )

    def _reached(self, rules: Iterable[Rule], lib: Folder) -> list[Policy]:
        """Return the policies of the rules and all that they reach, by file."""
        wanted, homes = [self.policies[rule.id] for rule in rules], self._homes(lib)
        seen: dict[str, Policy] = {}
        while wanted:
            policy = wanted.pop()
            if policy.module.file not in seen:
                seen[policy.module.file] = policy
                wanted += [each for name in policy.references for home in homes for each in home.packages(name.text)]
        return [policy for _, policy in sorted(seen.items())]

    def _homes(self, lib: Folder) -> list[Folder]:
        """Return where a reference of a policy can lead: here, to the helpers for everybody, to what others export."""
        return [self, lib, *(other.folder for other in self.others.values() if other.folder is not None)]

    def _all_broken(self, lib: Folder) -> dict[str, tuple[PolicyError, ...]]:
        return {package: errors for home in self._homes(lib) for package, errors in home.broken.items()}

    def breaking(self, found: Iterable[tuple[str, PolicyError]], lib: Folder) -> Folder:
        """Return the folder with more that is wrong, by package, and without the rules that it costs."""
        broken = dict(self.broken)
        for package, error in found:
            if package in self.judged:
                error.at(rule=package)
            broken[package] = (*broken.get(package, ()), error)
        folder = self._replace(broken=broken)
        if not folder._all_broken(lib):
            return self
        return folder._replace(rules=tuple(rule for rule in self.rules if not folder._broken_below(rule.id, lib)))

    def problems(self) -> Iterator[PolicyError]:
        """Yield what is wrong with rules and helpers."""
        yield from (error for _, errors in sorted(self.broken.items()) for error in errors)

    def missing(self, lib: Folder) -> dict[str, tuple[PolicyError, ...]]:
        """Return by kind why rules that judge it are not there: each is broken, or reaches a helper that is."""
        found: dict[str, dict[str, tuple[PolicyError, ...]]] = {}
        broken = self._all_broken(lib)
        for package in self.judged.keys() - self.unread if broken else ():
            for guilty in self._broken_below(package, lib):
                found.setdefault(self.judged[package], {})[guilty] = broken[guilty]
        return {
            kind: tuple(error for _, each in sorted(guilty.items()) for error in each) for kind, guilty in found.items()
        }

    def _broken_below(self, package: str, lib: Folder) -> set[str]:
        """Return which packages are broken of a rule's own and those that it reaches."""
        broken, homes = self._all_broken(lib), self._homes(lib)
        guilty = {package} & broken.keys()
        if package not in self.policies:
            return guilty
        seen, wanted = set[str](), [self.policies[package]]
        while wanted:
            policy = wanted.pop()
            if policy.module.file in seen:
                continue
            seen.add(policy.module.file)
            for name in policy.references:
                dotted = name.text.removeprefix("data.")
                guilty |= {each for each in broken if related(each, dotted)}
                wanted += [each for home in homes for each in home.packages(name.text)]
        return guilty

    def packages(self, reference: str) -> list[Policy]:
        """Return the packages that a reference names, contains, or lies in."""
        dotted = reference.removeprefix("data.")
        if not (dotted == self.name or dotted.startswith(f"{self.name}.")):
            return []
        return [policy for package, policy in self.policies.items() if related(package, dotted)]
