"""A module of a program, and a rule of it, as they are seen to together with all others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from adjudge.lib.rego.rule import Module
from adjudge.lib.words import say

from .refusing import RefusedError, UnlistedConstructError
from .syntax import Tokens
from .terms import CONSTANTS, Maker, RuleTree

PackagePath: TypeAlias = tuple[str, ...]
RuleName: TypeAlias = tuple[PackagePath, str]
"""A name in a package."""


class Unit(NamedTuple):
    """One module: its tokens, its package, what it imports (path by alias), its rules."""

    module: Module
    source: Tokens
    package: PackagePath
    imports: Mapping[str, PackagePath]
    rules: tuple[RuleTree, ...]
    has_new_not: bool

    @classmethod
    def of(cls, module: Module, source: Tokens) -> Unit:
        """Read a module. Raises UnclearError or RefusedError."""
        package, imports = _header(source)
        return cls(module, source, package, imports, tuple(Maker(source).rules()), source.has_new_not)


def _header(source: Tokens) -> tuple[PackagePath, dict[str, PackagePath]]:
    """Return the package and what is imported."""
    words = source.words
    if len(words) < 2 or words[0] != "package" or not source.is_name(1):
        raise source.unclear(0)
    package, imports = words[1], dict[str, PackagePath]()
    for at, word in enumerate(words[2:-1], 2):
        if word == "[" and at == 2:
            raise source.unclear(at)
        if word != "import":
            continue
        path = tuple(words[at + 1].split("."))
        if path[0] not in ("input", "data"):
            continue
        is_renamed = at + 3 < len(words) and words[at + 2] == "as"
        alias = words[at + 3] if is_renamed else path[-1]
        if not is_renamed and at + 2 < len(words) and source.joined(at + 2):
            raise source.unclear(at + 2)
        if alias in imports:
            raise RefusedError(source.starts[at], say("embedded.imported_twice", name=alias))
        imports[alias] = path
    return tuple(package.split(".")), imports


class Stand(NamedTuple):
    """A rule and the module that it stands in."""

    unit: Unit
    rule: RuleTree

    @property
    def is_keyed(self) -> bool:
        """Whether it is one value of an object, at a key that is computed."""
        keys = self.rule.head.keys
        return len(keys) == 1 and keys[0].sort not in CONSTANTS and self.rule.clauses[0].sign != "contains"

    @property
    def is_static(self) -> bool:
        """Whether all its keys are texts."""
        return all(key.sort == "string" for key in self.rule.head.keys)

    def refused(self, code: str, **fields: object) -> RefusedError:
        """Make the error of a rule that no engine takes."""
        return RefusedError(self.unit.source.starts[self.rule.head.at], say(code, **fields))

    def unlisted(self, code: str, **fields: object) -> UnlistedConstructError:
        """Make the error of a rule that is not on the list."""
        return UnlistedConstructError(self.unit.source.starts[self.rule.head.at], say(code, **fields))
