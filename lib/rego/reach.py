"""Which modules rules reach, among those that are at hand: told by the references in their texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..errors import AdjudgeError
from .rule import Module, Rule
from .scan import scan


def related(package: str, reference: str) -> bool:
    """Return whether a reference (``dubbing.lib.labels.near``) names a package, contains it, or lies in it."""
    return package == reference or package.startswith(f"{reference}.") or reference.startswith(f"{package}.")


def reached(rules: Iterable[Rule], modules: Sequence[Module]) -> tuple[Module, ...]:
    """Return the modules that some rules reach, their own included, in the order that they have."""
    packages = [(scan(module.text).package or "", module) for module in modules]
    own = {rule.file for rule in rules}
    wanted = [module for module in modules if module.file in own]
    seen: set[str] = set()
    while wanted:
        module = wanted.pop()
        if module.file in seen:
            continue
        seen.add(module.file)
        references = {name.text.removeprefix("data.") for name in scan(module.text).references()}
        wanted += [other for package, other in packages if any(related(package, each) for each in references)]
    return tuple(module for module in modules if module.file in seen)


def guilty(error: AdjudgeError, rules: Sequence[Rule], modules: Sequence[Module]) -> list[Rule]:
    """Return the rules that a refused policy takes with it: the one that the error names, else all that reach its file."""
    named = [rule for rule in rules if rule.id == error.rule]
    return named or [rule for rule in rules if any(module.file == error.file for module in reached([rule], modules))]
