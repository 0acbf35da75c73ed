"""What is looked at: the rules of a domain with all that they reach."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from adjudge.lib.documents import Json
from adjudge.lib.rego.folder import Folder
from adjudge.lib.rego.policy import Policy
from adjudge.lib.rego.rule import Module, Rule

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


class Policies(NamedTuple):
    """The policies of one domain: its folder as it was read, ``root/<domain>``, and the helpers for everybody."""

    root: Traversable
    folder: Folder
    lib: Folder
    params: Mapping[str, Json] | None = None
    """The schema of the domain's parameters; None where it has none."""

    def reached(self, rule: Rule) -> Iterator[Policy]:
        """Yield a rule's policy, and those that it reaches: of its domain, of everybody, and what others export."""
        files = {module.file for module in self.folder.reach([rule], self.lib).modules}
        others = [other.folder for other in self.folder.others.values() if other.folder is not None]
        for folder in (self.folder, self.lib, *others):
            yield from (each for each in folder.policies.values() if each.module.file in files)

    def modules(self) -> Iterator[Module]:
        """Yield every policy of the domain and of everybody."""
        for each in (*self.folder.policies.values(), *self.lib.policies.values()):
            yield each.module

    def test(self, rule: Rule) -> Module | None:
        """Return the test beside a rule; None where there is none, as in a wheel that leaves tests out."""
        *steps, name = rule.file.removesuffix(".rego").split("/")
        entry = self.root
        for step in (*steps, f"{name}_test.rego"):
            entry = entry / step
        if not entry.is_file():
            return None
        return Module(file=f"{'/'.join(steps)}/{name}_test.rego", text=entry.read_text("utf-8"), plugin=rule.plugin)
