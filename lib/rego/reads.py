"""What a rule reads of ``input``: by its text, through the helpers that it uses, definition by definition.

What is found here only explains an answer; no verdict follows from it. So where the text is too clever to be followed,
less is found, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from .paths import Path, written
from .policy import Policy, policy_of
from .rule import Module
from .scan import Defined, Name, aliases

_OWN = frozenset({"document", "verdict"})
"""What an entry of ``input.related`` says of the artifact as it was judged, not of its bytes."""
_LITERAL = re.compile(r'"(document|verdict)"')
_CODE = re.compile(r'"code"\s*:\s*(?:"(?P<code>[^"\\\n]*)"|(?P<other>\S))')


class _DefinitionReads(NamedTuple):
    """What one definition reads: paths below ``input``, names that it uses, and keys of what cannot be followed."""

    paths: frozenset[Path]
    uses: frozenset[tuple[str, str]]
    keys: frozenset[str]


class Reads:
    """What the rules of some modules read. ``modules`` are all that the rules reach."""

    def __init__(self, modules: Iterable[Module]) -> None:
        policies = map(policy_of, modules)
        self._policies = {policy.scan.package: policy for policy in policies if policy.scan.package is not None}
        self._definitions: dict[tuple[str, str], list[_DefinitionReads]] = {}
        self._of: dict[str, dict[int, _DefinitionReads]] = {}

    def text_of(self, rule: str, name: str) -> Iterator[str]:
        """Yield the text of each definition that a rule's module has of a name."""
        policy = self._policies.get(rule)
        for each in policy.scan.definitions if policy is not None else ():
            if policy is not None and each.name == name:
                yield policy.module.text[each.offset : each.end]

    def of_head(self, rule: str, head: str) -> frozenset[Path]:
        """Return the paths below ``input`` that a head of a rule reads, without those that only lead to others."""
        read = self._closure(self._named(rule, head))[0]
        return frozenset(path for path in read if not any(_leads(path, other) for other in read))

    def of_related(self, rule: str, head: str, code: str | None) -> frozenset[str]:
        """Return what a finding's definitions all read of ``input.related``: ``document``, ``verdict``, both or none.

        They are those of ``head`` that can say ``code``.
        """
        policy = self._policies.get(rule)
        if policy is None:
            return frozenset()
        said = [
            self._by_offset(rule)[each.offset]
            for each in policy.scan.definitions
            if each.name == head and _can_say(policy.module.text[each.offset : each.end], code)
        ]
        found = [self._related([reading]) for reading in said]
        return frozenset.intersection(*found) if found else frozenset()

    def _related(self, readings: list[_DefinitionReads]) -> frozenset[str]:
        paths, keys = self._closure(readings)
        entries = [path for path in paths if path[0] == "related"]
        read = {path[2] for path in entries if len(path) > 2 and path[2] in _OWN}
        return frozenset(filter(None, read | keys)) if entries else frozenset()

    def _closure(self, begin: list[_DefinitionReads]) -> tuple[set[Path], set[str]]:
        """Return the paths and keys of some definitions and of all that they use."""
        paths: set[Path] = set()
        keys: set[str] = set()
        seen: set[tuple[str, str]] = set()
        wanted = list(begin)
        while wanted:
            reading = wanted.pop()
            paths |= reading.paths
            keys |= reading.keys
            new = reading.uses - seen
            seen |= new
            wanted += [each for package, name in new for each in self._named(package, name)]
        return {path for path in paths if path}, keys

    def _named(self, package: str, name: str) -> list[_DefinitionReads]:
        if (package, name) not in self._definitions:
            policy = self._policies.get(package)
            found = [each for each in policy.scan.definitions if each.name == name] if policy is not None else []
            self._definitions[package, name] = [self._by_offset(package)[each.offset] for each in found]
        return self._definitions[package, name]

    def _by_offset(self, package: str) -> dict[int, _DefinitionReads]:
        if package not in self._of:
            self._of[package] = dict(self._read(package, self._policies[package]))
        return self._of[package]

    def _read(self, package: str, policy: Policy) -> Iterator[tuple[int, _DefinitionReads]]:
        called_elsewhere = policy.scan.defined.isdisjoint(("deny", "warn"))  # a rule's functions are its own
        known = list(written(policy, called_elsewhere=called_elsewhere))
        followed = {each.place.offset for each in known}
        bound = aliases(policy.scan)
        for each in policy.scan.definitions:
            inside = [name for name in policy.scan.names if each.offset < name.offset < each.end]
            paths = frozenset(path for one in known if _within(one.place, each) for path in one.paths)
            uses = frozenset(use for name in inside if (use := self._use(name, package, policy, bound)) is not None)
            keys = {step for name in inside if name.offset not in followed for step in name.text.split(".")[1:2]}
            keys |= {found[1] for found in _LITERAL.finditer(policy.module.text, each.offset, each.end)}
            yield each.offset, _DefinitionReads(paths, uses, frozenset(keys & _OWN))

    def _use(self, name: Name, package: str, policy: Policy, bound: dict[str, str]) -> tuple[str, str] | None:
        """Return the package and the name of the definitions that a name stands for; None where it stands for others."""
        first, _, rest = name.text.partition(".")
        if first in policy.scan.defined:
            return package, first
        steps = [*bound[first].split("."), *filter(None, rest.split("."))] if first in bound else name.text.split(".")
        if steps[0] != "data":
            return None
        steps += policy.steps_after(name)
        for end in range(len(steps) - 1, 1, -1):
            if ".".join(steps[1:end]) in self._policies:
                return ".".join(steps[1:end]), steps[end]
        return None


@cache
def reads_of(modules: tuple[Module, ...]) -> Reads:
    """Return what the rules of some modules read, made once."""
    return Reads(modules)


def _within(name: Name, definition: Defined) -> bool:
    return definition.offset <= name.offset < definition.end


def _leads(path: Path, other: Path) -> bool:
    """Return whether a path is only the way to another."""
    return len(path) < len(other) and other[: len(path)] == path


def _can_say(text: str, code: str | None) -> bool:
    """Return whether a definition may give findings with a code: one that it writes out, or any that it computes."""
    found = list(_CODE.finditer(text))
    return not found or any(each["other"] is not None or each["code"] == code for each in found)
