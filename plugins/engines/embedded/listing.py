"""Whether a program is on the list of what the embedded engine decides, and the texts that the engine gets of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from adjudge import Program
from adjudge.lib.errors import PolicyError, PolicyErrors
from adjudge.lib.rego.rule import Module, Rule

from .guards import guard
from .support import check_functions, check_module, placed, told
from .text.rewriting import Rewritten
from .text.semantics import aligned
from .text.syntax import Tokens, tokens_of

Parsing: TypeAlias = Callable[[Module], None]


def read(program: Program, parse: Parsing, *, is_ours: bool) -> Mapping[str, Rewritten]:
    """Return the texts that differ from those of the policies, by file; ``parse`` raises PolicyError for what is no Rego.

    ``is_ours`` says that the program is adjudge's own, which tests hold to the list and to what OPA's compiler
    asks (all of it is loaded as a stranger's is): this is not done again.
    Raises PolicyError for a policy that OPA refuses too, UnlistedError for one that is not proven to mean the same here,
    PolicyErrors for several.
    """
    return _Listing(program, parse, is_ours).done()


def read_strange(program: Program, parse: Parsing) -> tuple[Program, Mapping[str, Rewritten]]:
    """Return a program of strangers without what no rule of it needs, and its texts. Raises what ``read`` raises.

    How deep it goes is seen to first: whatever else looks at it takes long for what is too deep, and cannot say where.
    """
    from .reach import followed

    definitions = followed(program)
    listing = _Listing(program, parse, is_ours=False)
    listing.done(definitions.too_deep() if definitions is not None else [])
    if definitions is None:
        return program, listing.done()
    program = definitions.needed()
    return program, read(program, parse, is_ours=True)  # what is left out has been seen to as well


def together(errors: list[PolicyError]) -> PolicyError:
    """Return one error, or all of them in one."""
    return errors[0] if len(errors) == 1 else PolicyErrors(errors)


def forget() -> None:
    """Forget what was kept of the policies' texts for all that read them: it takes more memory than the programs."""
    from .calls import guard_calls

    for kept in (tokens_of, aligned, guard_calls):
        kept.cache_clear()


def has_unproven_keys(answer: str, *asked: str) -> bool:
    """Return whether a key of an answer may be a number that OPA writes otherwise: as what was ``asked`` has it, ``1.0``."""
    return re.search(_NUMBER_KEY, answer) is not None and any(re.search(_ODD_NUMBER, text) for text in asked)


_NUMBER_KEY = r'"[-\[{\d][^"]*"\s*:'
_ODD_NUMBER = r"\d(?:\.\d*0|\.?\d*[eE][-+]?\d+)(?=\s*[,\]}])"


@dataclass(slots=True, eq=False, repr=False)
class _Listing:
    program: Program
    parse: Parsing
    is_ours: bool
    rules: dict[str, Rule] = field(init=False)
    errors: dict[str, PolicyError] = field(default_factory=dict)
    """The first of each file."""

    def __post_init__(self) -> None:
        self.rules = {rule.file: rule for rule in self.program.rules}

    def done(self, too_deep: Sequence[PolicyError] = ()) -> Mapping[str, Rewritten]:
        for error in too_deep:
            self._keep(error)
        texts: dict[str, Rewritten] = {}
        sources: dict[str, Tokens] = {}
        for module in self.program.modules:
            if module.file in self.errors:
                continue
            with self._kept(module):
                if not self.is_ours:
                    check_module(module, self.rules.get(module.file))
                sources[module.file] = source = tokens_of(module.text)
                text = aligned(source)
                if text is not None:
                    texts[module.file] = text
        if not self.is_ours:
            for error in check_functions({module.file: module for module in self.program.modules}, self.rules):
                self._keep(error)
            self._see_whole(sources)
        if self.errors:
            self._see_rows(texts)
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

    def _see_rows(self, texts: Mapping[str, Rewritten]) -> None:
        """Hold what is sound so far to the list of builtins, so that all mistakes are told at once."""
        for module in self.program.modules:
            if module.file not in self.errors:
                with self._kept(module):
                    guard(module, self.rules.get(module.file), texts.get(module.file))

    def _see_whole(self, sources: Mapping[str, Tokens]) -> None:
        """See to the program as OPA's compiler does."""
        from .compiling.whole import Whole
        from .text.units import Unit

        units: list[Unit] = []
        for module in self.program.modules:
            if module.file in sources:
                with self._kept(module):
                    units.append(Unit.of(module, sources[module.file]))
        if len(units) < len(self.program.modules) or not units:
            return  # what is not known would be missed in the others
        with self._kept(self.program.modules[0]):  # of what is too deep the place is not known
            for unit, refused in Whole(units).problems(self.program.data):
                self._keep(told(unit.module, self.rules.get(unit.module.file), refused))
