"""The folder of one domain: its rules, helpers and data, what they refer to, and what each broken one costs."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple

from ..documents import NOTHING, Json
from ..errors import PolicyError
from ..words import say
from .policy import Policy
from .reach import related
from .rule import Module, Rule
from .scan import Name, aliases

OPEN_TO_ALL = ("lib", "instruments")


class Reach(NamedTuple):
    """What some rules reach: the modules, and the ids of the instruments that they ask for; None is all of them."""

    modules: tuple[Module, ...]
    instruments: frozenset[str] | None


class Folder(NamedTuple):
    """The policies of one domain by package path, its rules by id, its data as it stands below ``data.<domain>``.

    ``judged`` gives the kind of each rule by package; ``unread`` are those for kinds that were not asked for.
    ``broken`` says by package what is wrong with rules and helpers; such a rule is not among ``rules``, nor is one that
    reaches such a helper. ``astray`` is what is wrong with no rule or helper: any kind may lack something by it.
    """

    name: str
    policies: Mapping[str, Policy]
    rules: tuple[Rule, ...]
    data: Mapping[str, Json] = NOTHING
    judged: Mapping[str, str] = NOTHING
    unread: frozenset[str] = frozenset()
    broken: Mapping[str, tuple[PolicyError, ...]] = NOTHING
    astray: tuple[PolicyError, ...] = ()

    def rooted(self, params: Mapping[str, Json] = NOTHING) -> dict[str, Json]:
        """Return the data from ``data`` on, with the parameters as they are in force."""
        return {self.name: {**self.data, "params": params} if params else self.data}

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
        bound = aliases(policy.scan)
        imported = policy.imported()
        for name in policy.references:
            yield from self._astray(policy, name, name.text, lib, imported=name.offset in imported)
        for name in policy.scan.names:
            first, dot, rest = name.text.partition(".")
            if dot and first in bound and bound[first].startswith("data."):
                yield from self._astray(policy, name, f"{bound[first]}.{rest}", lib)

    def _astray(
        self, policy: Policy, name: Name, reference: str, lib: Folder, *, imported: bool = False
    ) -> Iterator[PolicyError]:
        """Yield what is wrong with a reference, if anything is."""
        steps = reference.split(".")[1:]
        if not steps:
            yield policy.fail(say("policy.whole_data", domain=self.name), name.offset)
            return
        steps += policy.steps_after(name)
        home = lib if steps[0] == "lib" else self if steps[0] == self.name else None
        if steps[0] not in (self.name, "lib" if self.name == "lib" else None, *OPEN_TO_ALL):
            yield policy.fail(say("policy.other_domain", step=steps[0], domain=self.name), name.offset)
        elif self.name == "lib" and steps[0] != "lib":
            yield policy.fail(say("policy.lib_data"), name.offset)
        elif home is not None and not home.leads_somewhere(steps):
            yield policy.fail(say("policy.nowhere", path=".".join(steps)), name.offset)
        elif not imported and f"{policy.scan.package}.".startswith(f"{'.'.join(steps)}."):
            yield policy.fail(say("policy.holds_itself", path=".".join(steps)), name.offset)

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

    def breaking(self, found: Iterable[tuple[str, PolicyError]], lib: Folder) -> Folder:
        """Return the folder with more that is wrong, by package, and without the rules that it costs."""
        broken = dict(self.broken)
        for package, error in found:
            if package in self.judged:
                error.at(rule=package)
            broken[package] = (*broken.get(package, ()), error)
        if not broken:
            return self
        folder = self._replace(broken=broken)
        return folder._replace(rules=tuple(rule for rule in self.rules if not folder._broken_below(rule.id, lib)))

    def problems(self) -> Iterator[PolicyError]:
        """Yield what is wrong with rules and helpers."""
        yield from (error for _, errors in sorted(self.broken.items()) for error in errors)

    def missing(self, lib: Folder) -> dict[str, tuple[PolicyError, ...]]:
        """Return by kind why rules that judge it are not there: each is broken, or reaches a helper that is."""
        found: dict[str, dict[str, tuple[PolicyError, ...]]] = {}
        for package in self.judged.keys() - self.unread if self.broken else ():
            for guilty in self._broken_below(package, lib):
                found.setdefault(self.judged[package], {})[guilty] = self.broken[guilty]
        return {
            kind: tuple(error for _, each in sorted(guilty.items()) for error in each) for kind, guilty in found.items()
        }

    def _broken_below(self, package: str, lib: Folder) -> set[str]:
        """Return which packages are broken of a rule's own and those that it reaches."""
        guilty = {package} & self.broken.keys()
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
                guilty |= {each for each in self.broken if related(each, dotted)}
                wanted += self._packages(name.text) + lib._packages(name.text)
        return guilty

    def _packages(self, reference: str) -> list[Policy]:
        """Return the packages that a reference names, contains, or lies in."""
        dotted = reference.removeprefix("data.")
        if not (dotted == self.name or dotted.startswith(f"{self.name}.")):
            return []
        return [policy for package, policy in self.policies.items() if related(package, dotted)]
