"""What is needed to judge artifacts of one kind, made once a run: schema, rules, engine session, judge."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from adjudge.lib.documents import Json
from adjudge.lib.errors import AdjudgeError, JudgeError, PluginError, PolicyError, each_of
from adjudge.lib.formats import typer
from adjudge.lib.rego.naming import Names, names_of
from adjudge.lib.rego.rule import Rule
from adjudge.lib.schema import Validator
from adjudge.lib.schema.translations import translator
from adjudge.lib.words import say

from ..engine import Engine, EngineSession
from ..loading.catalogue import Catalogue
from ..model import Kind, Program
from .outcomes import Outcomes


class CompiledKind(NamedTuple):
    """Everything that judges one kind. ``session`` is None when none of its rules could be loaded.

    ``missing`` says why a domain that extends the kind could not bring its rules.
    """

    kind: Kind
    schema: Mapping[str, Json]
    validator: Validator
    facts: Validator | None
    typed: Callable[[Json], Json]
    params: Mapping[str, Json]
    outcomes_of: Outcomes
    session: EngineSession | None
    missing: tuple[AdjudgeError, ...] = ()

    @property
    def rules(self) -> Iterable[Rule]:
        """The rules that judge the kind."""
        return self.outcomes_of.rules


class JudgedKind(NamedTuple):
    """A kind that was judged by: its rules with their modules and data, and its schema.

    ``has_facts`` says that a plugin computes facts for it.
    """

    kind: str
    program: Program
    schema: Mapping[str, Json]
    has_facts: bool


@dataclass(kw_only=True, eq=False, repr=False)
class Compiler:
    """The kinds of a run, made ready. ``problems`` collects what was wrong with rules that could not be loaded."""

    catalogue: Catalogue
    engine: Engine
    as_of: datetime
    problems: list[AdjudgeError] = field(default_factory=list)
    _kinds: dict[str, CompiledKind | AdjudgeError] = field(default_factory=dict)
    _names: dict[str, Mapping[str, Names]] = field(default_factory=dict)

    def get(self, kind: str) -> CompiledKind:
        """Return the compiled kind of a kind. Raises JudgeError when the kind cannot be judged at all."""
        if kind not in self._kinds:
            self.prepare([kind])
        compiled = self._kinds[kind]
        if isinstance(compiled, AdjudgeError):
            raise compiled
        return compiled

    def prepare(self, kinds: Iterable[str]) -> None:
        """Make several kinds ready with one load of the engine."""
        rules: dict[str, tuple[list[Rule], list[AdjudgeError]]] = {}
        new = sorted(set(kinds) - set(self._kinds))
        self.catalogue.want(new)
        for kind in new:
            try:
                rules[kind] = self.catalogue.judges(kind)
            except PluginError as error:
                self._kinds[kind] = JudgeError(say("judge.unopened", kind=kind), plugin=error.plugin)
        session, broken = self._load({kind: found for kind, (found, _) in rules.items()})
        for kind, (found, missing) in rules.items():
            failed = broken.get(kind)
            if failed is not None:
                self._kinds[kind] = failed
                continue
            self._kinds[kind] = self._compiled(kind, found, missing, session, broken)

    def at(self, as_of: datetime) -> Compiler:
        """Return the same at another time: what was opened and loaded stays so."""
        moved = Compiler(catalogue=self.catalogue, engine=self.engine, as_of=as_of)
        for kind, compiled in self._kinds.items():
            moved._kinds[kind] = (
                compiled._replace(outcomes_of=compiled.outcomes_of.at(as_of))
                if isinstance(compiled, CompiledKind)
                else compiled
            )
        return moved

    def in_force(self) -> bool:
        """Return whether any rule of the kinds that were made is in force."""
        return any(isinstance(made, CompiledKind) and made.outcomes_of.in_force for made in self._kinds.values())

    def judged(self) -> list[JudgedKind]:
        """Return the kinds that were made, by kind. Raises PluginError for one whose data cannot be put together."""
        made = [compiled for _, compiled in sorted(self._kinds.items()) if isinstance(compiled, CompiledKind)]
        return [
            JudgedKind(
                kind=each.kind.name,
                program=self.catalogue.program(each.kind.name, list(each.rules)),
                schema=each.schema,
                has_facts=each.facts is not None,
            )
            for each in made
        ]

    def _compiled(
        self,
        kind: str,
        rules: list[Rule],
        missing: list[AdjudgeError],
        session: EngineSession | None,
        broken: Mapping[str, AdjudgeError],
    ) -> CompiledKind:
        schema = self.catalogue.schema(kind)
        facts = self.catalogue.facts_schema(kind)
        domain, _, name = kind.partition(".")
        schemas = self.catalogue.registry.domains[domain].schemas
        broken = {rule.id: broken[rule.id] for rule in rules if rule.id in broken}
        return CompiledKind(
            kind=self.catalogue.registry.kinds[kind],
            schema=schema,
            validator=Validator(schema, f"{domain}/{name}.json", translator(schemas, domain)),
            facts=Validator(facts, f"{domain}/{name}_facts.json") if facts is not None else None,
            typed=typer(schema),
            params=self.catalogue.open(domain).params,
            outcomes_of=Outcomes(
                rules=rules, as_of=self.as_of, zone_of=self.catalogue.zone, broken=broken, names=self._names
            ),
            session=session if len(broken) < len(rules) else None,
            missing=tuple(missing),
        )

    def _load(self, rules: Mapping[str, list[Rule]]) -> tuple[EngineSession | None, dict[str, AdjudgeError]]:
        """Load what can be loaded: a rule that the engine refuses is left out and reported, the others stand.

        Gives what was refused by rule id, or by kind where the error is none of a policy that a rule reaches.
        """
        broken = {rule.id: error for found in rules.values() for rule in found if (error := self._unnamed(rule))}
        while True:
            live = {
                kind: [rule for rule in found if rule.id not in broken]
                for kind, found in rules.items()
                if kind not in broken
            }
            programs = [self._program(kind, found, broken) for kind, found in live.items() if found]
            ready = [program for program in programs if program is not None]
            if not ready:
                return None, broken
            try:
                return self.engine.load(ready), broken
            except PolicyError as refused:
                from adjudge.lib.rego.reach import guilty

                for error in each_of(refused):
                    found = [rule.id for program in ready for rule in guilty(error, program.rules, program.modules)]
                    self.problems.append(error)
                    broken |= dict.fromkeys(found or [program.kind for program in ready], error)

    def _unnamed(self, rule: Rule) -> AdjudgeError | None:
        """Keep the names of the values in a rule's messages; return what is wrong with them."""
        try:
            if rule.names:
                self._names[rule.id] = names_of(rule, self.catalogue.vocabulary)
        except AdjudgeError as error:
            self.problems.append(error)
            return error
        return None

    def _program(self, kind: str, rules: list[Rule], broken: dict[str, AdjudgeError]) -> Program | None:
        try:
            return self.catalogue.program(kind, rules)
        except PluginError as error:
            self.problems.append(error)
            broken[kind] = error
            return None
