"""Whether a program is on the list of what the embedded engine decides, and the texts that the engine gets of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from adjudge import Program
from adjudge.lib.errors import PolicyError, PolicyErrors
from adjudge.lib.rego.rule import Module, Rule

from .rewriting import Rewritten
from .semantics import aligned
from .support import check_functions, check_module, placed, told
from .syntax import Tokens, tokens_of


def read(program: Program, parse: Callable[[Module], None], *, is_ours: bool) -> Mapping[str, Rewritten]:
    """Return the texts that differ from those of the policies, by file; ``parse`` raises PolicyError for what is no Rego.

    ``is_ours`` says that the program is adjudge's own, which tests hold to what OPA's compiler asks: this is not done again.
    Raises PolicyError for a policy that OPA refuses too, UnlistedError for one that is not proven to mean the same here,
    PolicyErrors for several.
    """
    return _Listing(program, parse, is_ours).done()


def together(errors: list[PolicyError]) -> PolicyError:
    """Return one error, or all of them in one."""
    return errors[0] if len(errors) == 1 else PolicyErrors(errors)


def has_unproven_keys(answer: str, *asked: str) -> bool:
    """Return whether a key of an answer may be a number that OPA writes otherwise: as what was ``asked`` has it, ``1.0``."""
    return re.search(_NUMBER_KEY, answer) is not None and any(re.search(_ODD_NUMBER, text) for text in asked)


_NUMBER_KEY = r'"[-\[{\d][^"]*"\s*:'
_ODD_NUMBER = r"\d(?:\.\d*0|\.?\d*[eE][-+]?\d+)(?=\s*[,\]}])"


@dataclass(slots=True, eq=False, repr=False)
class _Listing:
    program: Program
    parse: Callable[[Module], None]
    is_ours: bool
    rules: dict[str, Rule] = field(init=False)
    errors: dict[str, PolicyError] = field(default_factory=dict)
    """The first of each file."""

    def __post_init__(self) -> None:
        self.rules = {rule.file: rule for rule in self.program.rules}

    def done(self) -> Mapping[str, Rewritten]:
        texts: dict[str, Rewritten] = {}
        sources: dict[str, Tokens] = {}
        for module in self.program.modules:
            with self._kept(module):
                check_module(module, self.rules.get(module.file))
                sources[module.file] = source = tokens_of(module.text)
                text = aligned(source)
                if text is not None:
                    texts[module.file] = text
        for error in check_functions({module.file: module for module in self.program.modules}, self.rules):
            self._keep(error)
        if not self.is_ours:
            self._see_whole(sources)
        if self.errors:
            raise together([self.errors[file] for file in sorted(self.errors)])
        return texts

    @contextmanager
    def _kept(self, module: Module) -> Iterator[None]:
        """Keep what a module is refused for; what does not even parse is better explained by the engine."""
        try:
            with placed(module, self.rules.get(module.file)):
                yield
        except PolicyError as error:
            self._keep(self._better(module, error))

    def _keep(self, error: PolicyError) -> None:
        error.__traceback__ = error.__context__ = None  # frames would keep what may only be dropped in this thread
        self.errors.setdefault(error.file or "", error)

    def _better(self, module: Module, error: PolicyError) -> PolicyError:
        if error.code != "embedded.unclear":
            return error
        try:
            self.parse(module)
        except PolicyError as broken:
            return broken
        return error

    def _see_whole(self, sources: Mapping[str, Tokens]) -> None:
        """See to the program as OPA's compiler does."""
        from .units import Unit
        from .whole import Whole

        units: list[Unit] = []
        for module in self.program.modules:
            if module.file in sources:
                with self._kept(module):
                    units.append(Unit.of(module, sources[module.file]))
        if len(units) < len(self.program.modules):
            return  # what is not known would be missed in the others
        with self._kept(self.program.modules[0]):  # of what is too deep the place is not known
            for unit, refused in Whole(units).problems(self.program.data):
                self._keep(told(unit.module, self.rules.get(unit.module.file), refused))
