"""Examples: files that a rule must let pass, and files that it must find something in.

``tests/examples/<rule>/allowed/`` and ``denied/``: a file there is a case, and so is a folder, of files that belong together.
Each is judged as ``check`` judges it, by all that is installed; what counts is the outcome of its rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Literal, NamedTuple, TypeAlias

from adjudge import Given, Session, Settings, Verdict
from adjudge.engine import Engine
from adjudge.lib.errors import AdjudgeError, Told
from adjudge.lib.rego.rule import Rule
from adjudge.lib.shown import from_here
from adjudge.lib.words import Texts, say

from .lending import LendingSettings, LentEngine
from .places import PolicyHomes
from .results import Ran, Result
from .suite import printing

Side: TypeAlias = Literal["allowed", "denied"]
SIDES: tuple[Side, ...] = ("allowed", "denied")

_FOUND = ("denied", "warned")


class Example(NamedTuple):
    """A case of a rule: a file, or a folder. ``wrong`` is why there is none where one belongs."""

    rule: str
    path: Path
    side: Side | None = None
    wrong: Texts | None = None

    @property
    def id(self) -> str:
        """The rule, the side and the case."""
        return f"{self.rule}: {self.side}/{self.path.name}" if self.side else f"{self.rule}: {self.path.name}"


def examples_in(folder: Path, asked: Path | None = None) -> Iterator[Example]:
    """Yield the cases in the folder of a rule, those at or below the path that is asked for.

    A folder without any, or with something else in it, is a case that is wrong.
    """
    wanted = None if asked is None or asked == folder else asked.absolute()
    found = False
    for side in sorted(each for each in folder.iterdir() if not each.name.startswith(".")):
        if side.name not in SIDES or not side.is_dir():
            yield Example(folder.name, side, wrong=say("policy_test.no_side", name=side.name))
            continue
        for each in sorted(each for each in side.iterdir() if not each.name.startswith(".")):
            found = True
            inside = wanted is None or each.is_relative_to(wanted) or wanted.is_relative_to(each)
            if inside:
                yield Example(folder.name, each, "allowed" if side.name == "allowed" else "denied")
    if not found:
        yield Example(folder.name, folder, wrong=say("policy_test.no_examples"))


class Judging:
    """Judges examples by the settings of a run."""

    def __init__(
        self, settings: Settings, places: PolicyHomes, here: Iterable[str] = (), engine: Engine | None = None
    ) -> None:
        """``here`` are the domains at hand: a short name of a rule is first looked for among theirs.

        All is judged by the ``engine``, if one is given; else each example by one of its own.
        """
        self._settings, self._places = settings, places
        self._lent = None if engine is None else LentEngine(engine)
        self._here = tuple(here)

    def run(self, example: Example) -> Ran:
        """Judge an example."""
        ran = Ran(example.id, from_here(example.path), 1, "error", said=example.wrong)
        if example.wrong is not None or example.side is None:
            return ran
        rule = self.rule(example.rule)
        if not isinstance(rule, Rule):
            return ran._replace(said=rule)
        begun = perf_counter()
        with printing() as printed:
            result, said, line = self._judged(example.path, example.side, rule)
        return ran._replace(result=result, said=said, line=line, printed=tuple(printed), seconds=perf_counter() - begun)

    def rule(self, name: str) -> Rule | Texts:
        """Return the rule of a folder, by its id or the end of it; else why there is none."""
        catalogue = self._settings.catalogue
        if name.partition(".")[0] in catalogue.registry.domains:
            for problem in _opening(self._settings, [name.partition(".")[0]]):
                return Told(problem)
            found = catalogue.rule(name)
            if found is not None:
                return found
        domains = self._here or sorted(catalogue.registry.domains)
        for problem in _opening(self._settings, domains):
            return Told(problem)
        ends = [rule for rule in catalogue.rules().values() if rule.domain in domains]
        ends = [rule for rule in ends if f".{rule.id}".endswith(f".{name}")]
        if len(ends) == 1:
            return ends[0]
        if ends:
            return say("policy_test.several_rules", name=name, rules=[rule.id for rule in ends])
        return say("policy_test.no_rule", name=name)

    def settings(self, path: Path, kind: str) -> Settings:
        """Return the settings by which an example of a rule for a kind is judged."""
        is_folder = path.is_dir()
        said = {"root": path if is_folder else path.parent} | ({} if is_folder else {"kind": kind})
        given = {name: (Given(name, value, "caller", name),) for name, value in said.items()}
        values = self._settings.values._replace(said={**self._settings.values.said, **given})
        found = self._settings._replace(values=values)
        return found if self._lent is None else LendingSettings.of(found, self._lent)

    def _judged(self, path: Path, side: Side, rule: Rule) -> tuple[Result, Texts | None, int]:
        try:
            with Session(path, settings=self.settings(path, rule.kind)) as session:
                decided = _decided(list(session.verdicts()), side, rule)
                for problem in session.problems() if decided[0] == "passed" else ():
                    return "error", problem.words, problem.line or 1
        except AdjudgeError as error:
            return "error", Told(error), error.line or 1
        return decided


def _opening(settings: Settings, domains: Iterable[str]) -> list[AdjudgeError]:
    """Open domains, and return what keeps them closed."""
    found = []
    for name in domains:
        try:
            settings.catalogue.open(name)
        except AdjudgeError as error:
            found.append(error)
    return found


def _decided(verdicts: Sequence[Verdict], side: Side, rule: Rule) -> tuple[Result, Texts | None, int]:
    """Return what verdicts mean for a case: the result, why, and the line of what was found.

    What the rule could not judge comes first, then what nobody could: neither side may rest on it.
    """
    outcomes = [outcome for verdict in verdicts for outcome in verdict.outcomes if outcome.rule == rule.id]
    names = {outcome.outcome for outcome in outcomes}
    for outcome in outcomes:
        if outcome.outcome == "error":
            return "error", say("policy_test.rule_failed", rule=rule.id, why=outcome.note or ""), 1
    if "pending" in names:
        return "error", say("policy_test.pending", rule=rule.id), 1
    for outcome in (outcome for verdict in verdicts for outcome in verdict.outcomes):
        if outcome.outcome == "denied" and outcome.rule == f"{rule.kind}.schema":
            first = outcome.findings[0]
            return "error", say("policy_test.breaks_schema", why=first.message), first.place.line
    if names == {"not_applicable"}:
        return "failed", say("policy_test.not_applied", rule=rule.id), 1
    for verdict in verdicts:
        if verdict.problem is not None:
            return "error", verdict.problem.words, verdict.problem.line or 1
    for outcome in outcomes:
        if outcome.outcome in _FOUND:
            first = outcome.findings[0]
            if side == "denied":
                return "passed", None, first.place.line
            return "failed", say("policy_test.found", rule=rule.id, why=first.message), first.place.line
    if "passed" not in names:
        return "failed", say("policy_test.not_applied", rule=rule.id), 1
    return ("passed", None, 1) if side == "allowed" else ("failed", say("policy_test.nothing_found", rule=rule.id), 1)
