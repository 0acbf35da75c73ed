"""The engine that chooses: ``embedded`` for what it is proven to decide as OPA does, an OPA for the rest.

It is chosen by kind and by the domain that brings the rules, so that a house rule on another domain's kind moves nothing
but its own domain's. What is here knows no other engine: it asks for them by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from adjudge.lib.errors import AdjudgeError, EngineError, PolicyError, PolicyErrors, UnlistedError
from adjudge.lib.words import say

from .session import AutoSession, Share

if TYPE_CHECKING:
    from adjudge import EngineSetup, Program
    from adjudge.engine import Engine, EngineSession, JudgedBy
    from adjudge.lib.rego.covered import Lines
    from adjudge.lib.words import Texts

EMBEDDED = "embedded"
OUTSIDE = ("native", "opa")
"""The engines that have all of OPA, in the order in which they are tried."""

Units: TypeAlias = "dict[str, set[str]]"
"""Domains by kind: what is moved from one engine to another is a kind's rules of a domain, never some of them."""


class AutoEngine:
    """Lets other engines judge. ``other(name)`` makes one, or gives None where there is none that may judge.

    ``before`` says which engines judged, where that is to be done again: then no others do.
    """

    name = "auto"

    def __init__(
        self, other: Callable[[str], Engine | None], *, outside: Sequence[str] = OUTSIDE, before: JudgedBy | None = None
    ) -> None:
        self._other = other
        self._names = tuple(outside)
        self._before = before or {}
        self._made: dict[str, Engine | None] = {}
        self._sessions: list[AutoSession] = []

    def load(self, programs: Sequence[Program]) -> AutoSession:
        """Load programs, each unit into the first engine that takes it.

        Raises PolicyErrors for policies that no engine takes, and for those that are off the list where there is no OPA.
        """
        moved: Units = {program.kind: set(self._moved_before(program)) for program in programs}
        embedded, off_list = self._load_embedded(programs, moved)
        outside = [each for program in programs if (each := _narrowed(program, moved[program.kind])) is not None]
        shares: dict[str, list[Share]] = {program.kind: [] for program in programs}
        if outside:
            name, session = self._load_outside(outside, off_list)
            for program in outside:
                shares[program.kind].append(Share(name, session, program))
        if embedded is not None:
            for program in self._staying(programs, moved):
                shares[program.kind].append(Share(EMBEDDED, embedded, program))
        made = AutoSession(shares, self._fallback)
        self._sessions.append(made)
        return made

    def covered(self, programs: Sequence[Program], inputs: Mapping[str, Sequence[str]]) -> Mapping[str, Lines]:
        """Return by file which lines are evaluated: of each program by the first engine that takes it and can tell.

        Raises PolicyError, and EngineError where no engine that is there can tell.
        """
        from adjudge.lib.rego.covered import joined

        embedded = self._engine(EMBEDDED)
        found = []
        for program in programs:
            try:
                found.append(embedded.covered([program], inputs))  # type: ignore[union-attr]
            except UnlistedError:
                engine = next(filter(None, map(self._engine, self._names[::-1])), None)
                if not hasattr(engine, "covered"):
                    raise EngineError(say("auto.untold")) from None
                found.append(engine.covered([program], inputs))  # type: ignore[union-attr]
        return joined(found)

    def judged(self) -> JudgedBy:
        """Return which engines have judged so far."""
        found: dict[str, dict[str, dict[str, None]]] = {}
        for session in self._sessions:
            for kind, domain, name in session.judged:
                found.setdefault(kind, {}).setdefault(domain, {})[name] = None
        return {
            kind: {domain: tuple(sorted(names)) for domain, names in sorted(by_domain.items())}
            for kind, by_domain in sorted(found.items())
        }

    def builds(self) -> Mapping[str, Mapping[str, str]]:
        """Return which engines exactly have judged, by name."""
        names = sorted({name for session in self._sessions for _, _, name in session.judged})
        return {name: engine.build() for name in names if (engine := self._engine(name)) is not None}

    def build(self) -> Mapping[str, str]:
        """Return the builds of those that have judged, as one."""
        return {f"{name}_{key}": value for name, build in self.builds().items() for key, value in build.items()}

    def close(self) -> None:
        """Stop all of them, whatever happens to one."""
        from contextlib import ExitStack

        with ExitStack() as stack:
            for engine in self._made.values():
                if engine is not None:
                    stack.callback(engine.close)
            self._made = {}

    # --- who takes what -------------------------------------------------------------------------------------------

    def _load_embedded(
        self, programs: Sequence[Program], moved: Units
    ) -> tuple[EngineSession | None, list[UnlistedError]]:
        """Load what stays, and move what is off the list; return why it was.

        Raises PolicyErrors for policies that are broken for every engine.
        """
        off_list: list[UnlistedError] = []
        while True:
            staying = list(self._staying(programs, moved))
            if not staying:
                return None, off_list
            try:
                embedded = self._engine(EMBEDDED)
                assert embedded is not None
                return embedded.load(staying), off_list
            except PolicyError as refused:
                errors = refused.errors if isinstance(refused, PolicyErrors) else (refused,)
                broken = [error for error in errors if not isinstance(error, UnlistedError)]
                units = [unit for error in errors for unit in _guilty(error, staying)]
                if broken or not units:
                    raise PolicyErrors(broken or errors) from None
            off_list += [error for error in errors if isinstance(error, UnlistedError)]
            if not all(self._may_move(*unit) for unit in units):
                raise PolicyErrors([_without(error, say("auto.then")) for error in off_list])
            for kind, domain in units:
                moved[kind].add(domain)

    def _load_outside(self, programs: list[Program], off_list: list[UnlistedError]) -> tuple[str, EngineSession]:
        """Load what was moved. Raises PolicyErrors, also where the engine that is there does not start."""
        try:
            name, engine = self._outside()
            return name, engine.load(programs)
        except PolicyError:
            raise
        except AdjudgeError as failed:
            if not off_list:  # it judged before, and is gone
                raise
            raise PolicyErrors([_without(error, _instead(failed)) for error in off_list]) from failed

    def _fallback(self, program: Program, domain: str) -> tuple[str, EngineSession] | Texts:
        """Load a unit that stayed into an OPA, for an artifact whose values are off the list; or say why there is none."""
        narrow = _narrowed(program, {domain})
        assert narrow is not None
        if not self._may_move(program.kind, domain):
            return say("auto.then")
        try:
            name, engine = self._outside()
            return name, engine.load([narrow])
        except AdjudgeError as failed:
            return _instead(failed)

    def _staying(self, programs: Sequence[Program], moved: Units) -> Iterator[Program]:
        for program in programs:
            staying = _narrowed(program, {rule.domain for rule in program.rules} - moved[program.kind])
            if staying is not None:
                yield staying

    def _moved_before(self, program: Program) -> Iterator[str]:
        for domain, names in self._before.get(program.kind, {}).items():
            if EMBEDDED not in names:
                yield domain

    def _may_move(self, kind: str, domain: str) -> bool:
        names = self._before.get(kind, {}).get(domain)
        return names is None or any(name != EMBEDDED for name in names)

    def _outside(self) -> tuple[str, Engine]:
        """Return the engine that takes what is moved: the one that took it before, else the first that there is.

        Raises EngineError where there is none.
        """
        before = {name for by_domain in self._before.values() for names in by_domain.values() for name in names}
        for name in [name for name in self._names if name in before] or self._names:
            engine = self._engine(name)
            if engine is not None:
                return name, engine
        then = sorted(before - {EMBEDDED})
        raise EngineError(say("auto.gone", names=then) if then else say("auto.none"))

    def _engine(self, name: str) -> Engine | None:
        if name not in self._made:
            self._made[name] = self._other(name)
        return self._made[name]


def make(setup: EngineSetup) -> AutoEngine:
    """Make the engine of a session; others are made when something is to be loaded into them.

    Under a gate an OPA judges only where the gate knows it: its plugin, or its digest.
    """
    known = setup.gate is None or "opa_sha256" in setup.gate.config.values
    given = setup.options.first("opa")
    typed = given is not None and given.origin in ("command line", "caller")
    order = OUTSIDE[::-1] if typed else OUTSIDE  # whoever types --opa means that one
    return AutoEngine(setup.other, outside=order if known else OUTSIDE[:1], before=setup.judged)


def _narrowed(program: Program, domains: set[str]) -> Program | None:
    """Return the program with the rules of these domains only, the same where that is all; None where none are left."""
    rules = [rule for rule in program.rules if rule.domain in domains]
    if not rules or len(rules) == len(program.rules):
        return program if rules else None
    from adjudge.lib.rego.entry import entry_module
    from adjudge.lib.rego.reach import reached

    return program._replace(
        rules=tuple(rules),
        modules=reached(rules, program.modules),
        entry=entry_module(program.kind, rules),
    )


def _without(error: UnlistedError, why: Texts) -> UnlistedError:
    """Return the error of a policy that is off the list with what keeps an OPA from taking it."""
    where = {name: getattr(error, name) for name in ("file", "line", "column", "rule", "plugin")}
    return UnlistedError(error.words, hint=say("auto.next", step=error.next or "", why=why), **where)


def _instead(failed: AdjudgeError) -> Texts:
    """Return what keeps an OPA from judging, and the ways out."""
    own = failed.code == "auto.none"
    return say("auto.gate") if own else say("auto.fails", why=failed.words)


def _guilty(error: PolicyError, programs: Sequence[Program]) -> Iterator[tuple[str, str]]:
    """Yield the units that a refused policy takes with it."""
    from adjudge.lib.rego.reach import guilty

    for program in programs:
        for rule in guilty(error, program.rules, program.modules):
            yield program.kind, rule.domain
