"""``adjudge mutate``: change policies, and see which changes no test notices."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from adjudge import load_settings
from adjudge.cli.options import general_options, options_named, options_of, show_problems
from adjudge.lib.console import PATH, LocalizedCommand, Number, option
from adjudge.lib.destinations import destinations
from adjudge.lib.errors import JudgeError, UsageError
from adjudge.lib.shown import from_here
from adjudge.lib.wording import wording
from adjudge.lib.words import say
from adjudge.lib.writing import replace_file

if TYPE_CHECKING:
    from adjudge import Options, Settings

    from ..testing.examples import Example
    from ..testing.places import PolicyHomes
    from .field_changes import FieldChange
    from .policy_changes import PolicyChange
    from .results import MutationResults, TriedField, TriedPolicy
    from .reviewed import ReviewedChange

_REPORT = say("help.options_of_report")
REPORTS = ("text", "json", "reviewed")


@click.command(cls=LocalizedCommand, help=say("help.mutate.long"))
@click.argument("what", nargs=-1, metavar="[PATH|NAME]...")
@option("--limit", type=Number(1, None), metavar="N", help=say("help.mutate.limit"))
@option("--seed", type=Number(0, None), default=0, metavar="N", help=say("help.mutate.seed"))
@option("--jobs", type=Number(1, 256), metavar="N", near=("-j", "--workers", "-n"), help=say("help.mutate.jobs"))
@option("--timeout", type=Number(1, 86_400), default=120, metavar="SECONDS", help=say("help.mutate.timeout"))
@option("--threshold", type=Number(0, 100), default=100, metavar="PERCENT", help=say("help.mutate.threshold"))
@option("--reviewed", type=PATH, metavar="FILE", near=("--allow", "--ignore"), help=say("help.mutate.reviewed"))
@options_named("as_of", "engine")
@option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    metavar="NAME[=FILE]",
    group=_REPORT,
    near=("--format", "-f", "--json=json"),
    help=say("help.mutate.output"),
)
@option("-v", "--verbose", is_flag=True, group=_REPORT, help=say("help.mutate.verbose"))
@general_options
def command(what: tuple[str, ...], **given: Any) -> int:
    """Return the exit code."""
    outputs = destinations([each.removeprefix("=") for each in given["outputs"]], default="text", read=())
    for name, _ in outputs:
        if name not in REPORTS:
            raise UsageError(say("output.unknown", name=name, known=list(REPORTS)))
    options = options_of(given)
    settings = load_settings(options)
    run = _MutationRun(settings, options, what, given)
    show_problems(settings.problems)
    if settings.problems:
        return 3
    found = run.results()
    for name, file in outputs:
        made = run.written(name, found, all_=given["verbose"])
        if file is None:
            click.echo(made, nl=False)
        else:
            replace_file(file, made)
    if found.idle:
        list_ = from_here(run.reviewed_file or Path())
        show_problems([UsageError(said, file=list_, line=line) for line, said in found.idle])
        return 2
    if found.score is None:
        raise JudgeError(say("mutate.nothing_counts"))
    return 1 if found.score < given["threshold"] else 0


class _MutationRun:
    """One run of the command: what is changed, by which tests, and what may pass."""

    def __init__(self, settings: Settings, options: Options, what: Sequence[str], given: dict[str, Any]) -> None:
        from ..testing.places import PolicyHomes
        from .policy_changes import policy_changes
        from .reviewed import DEFAULT, read_reviewed
        from .targets import examples_of, policies_of, where

        self._settings, self._options, self._given = settings, options, given
        self.places: PolicyHomes = PolicyHomes(settings.catalogue)
        self._where = where(settings, self.places)
        self.reviewed_file: Path | None = given["reviewed"] or (DEFAULT if DEFAULT.is_file() else None)
        self._reviewed: list[ReviewedChange] = []
        if self.reviewed_file is not None:
            self._reviewed = read_reviewed(self.reviewed_file, from_here(self.reviewed_file))
        modules = policies_of(settings, self.places, what)
        self._domains = sorted({module.file.partition("/")[0] for module in modules})
        self._files = {module.file for module in modules}
        self._changes: list[PolicyChange] = [change for module in modules for change in policy_changes(module)]
        self._examples: list[Example] = examples_of(settings, self.places, what, self._domains)

    def results(self) -> MutationResults:
        """Try the changes. Raises JudgeError where tests fail as policies stand, or a change cannot be tried."""
        from .results import results
        from .reviewed import key_of_change, key_of_field
        from .trying import MutationBench, tried_each

        self._see_all_pass()
        fields = self._fields()
        units: list[PolicyChange | tuple[FieldChange, ...]] = [*self._changes, *fields]
        chosen: Sequence[int] = range(len(units))
        limit = self._given["limit"]
        if limit is not None and limit < len(units):
            chosen = sorted(random.Random(self._given["seed"]).sample(chosen, limit))  # noqa: S311  # no secret
        policies = [self._changes[number] for number in chosen if number < len(self._changes)]
        groups = [fields[number - len(self._changes)] for number in chosen if number >= len(self._changes)]
        bench = MutationBench.of(self._options, self._examples, self._domains)
        flat = [each for group in groups for each in group]
        said = tried_each(bench, [*policies, *flat], jobs=self._jobs, seconds=self._given["timeout"])
        known = {key_of_change(each.file, each.before, each.after) for each in self._changes}
        known |= {key_of_field(group[0].kind, group[0].shape) for group in fields}
        return results(
            self._policies(policies, said),
            self._grouped(groups, [each.fate for each in said[len(policies) :]]),
            self._reviewed,
            known=known,
            covered=self._files | {*self._domains},
            whole=len(units),
        )

    @property
    def _jobs(self) -> int:
        import os

        return int(self._given["jobs"] or min(8, os.cpu_count() or 1))

    @staticmethod
    def _policies(changes: Sequence[PolicyChange], said: Sequence[Any]) -> list[TriedPolicy]:
        from .results import TriedPolicy

        return [TriedPolicy(each, noticed) for each, noticed in zip(changes, said, strict=False)]

    @staticmethod
    def _grouped(groups: Sequence[tuple[FieldChange, ...]], fates: Sequence[Any]) -> list[TriedField]:
        from .results import TriedField

        found, at = [], 0
        for group in groups:
            own = fates[at : at + len(group)]
            at += len(group)
            found.append(TriedField(group, next((fate for fate in own if fate != "survived"), "survived")))
        return found

    def _fields(self) -> list[tuple[FieldChange, ...]]:
        """Return the fields of examples, each with all examples that have it."""
        from .field_changes import ExampleFields

        found: dict[tuple[str, str], list[FieldChange]] = {}
        for change in ExampleFields(self._settings, self.places, self._domains).changes(self._examples):
            found.setdefault((change.kind, change.shape), []).append(change)
        return [tuple(each) for _, each in sorted(found.items())]

    def _see_all_pass(self) -> None:
        """Run all tests as policies stand: where one fails, it would notice every change. Raises JudgeError."""
        from ..testing.running import CollectedTests, Running
        from ..testing.telling import told

        words = wording(self._settings.language)
        with closing(self._settings.engine()) as engine:
            running = Running(self._settings, engine)
            files = [file for domain in self._domains for file in running.suite.files(domain)]
            tests = CollectedTests(
                tuple((file, test) for file in files for test in file.tests), tuple(self._examples), ()
            )
            if not tests.rego and not tests.examples:
                raise JudgeError(say("policy_test.none", paths=self._domains))
            failed = [ran for ran in running.ran(tests) if not ran.passed]
        for ran in failed:
            for line in (f"{words.of('policy_test', ran.result)}{words.colon}{ran.id}", *told(ran, words)):
                click.echo(line, err=True)
        if failed:
            raise JudgeError(say("mutate.fails", n=len(failed)))

    def written(self, name: str, found: MutationResults, *, all_: bool) -> str:
        """Return a report."""
        from .reports import as_json, text
        from .results import TriedField, TriedPolicy
        from .reviewed import skeleton

        if name == "json":
            return as_json(found, str(self._settings.values.value("engine", "auto")), self._given["seed"], self._shown)
        if name == "text":
            return text(found, wording(self._settings.language), self._shown, all_=all_)
        left = found.survivors
        changes = [
            {"file": each.change.file, "before": each.change.before, "after": each.change.after}
            for each in left
            if isinstance(each, TriedPolicy)
        ]
        return skeleton(
            changes, [{"kind": each.kind, "field": each.field} for each in left if isinstance(each, TriedField)]
        )

    def _shown(self, file: str) -> str:
        path = self._where(file)
        return file if path is None else from_here(path)
