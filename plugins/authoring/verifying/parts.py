"""What other commands for authors ask of a plugin, as checks of a verification: its policies, and its tests."""

from __future__ import annotations

from contextlib import closing

from adjudge.lib.errors import AdjudgeError, Told
from adjudge.lib.words import say, texts

from ..lint.checks import CHECKS, check_of
from ..lint.looking import looked_at
from ..lint.verdicts import WithStep
from ..testing.running import CollectedTests, Running
from .results import CheckOutcome, Fault
from .subject import PluginSubject


def lint(subject: PluginSubject) -> CheckOutcome:
    """Return what ``adjudge lint`` denies; what was asked are files."""
    asked, faults = 0, []
    wanted = frozenset(each.name for each in CHECKS)
    for target in subject.targets:
        try:
            files, findings = looked_at(target, subject.settings, subject.rooted, wanted)
        except AdjudgeError as error:
            faults.append(Fault(Told(error)))
            continue
        asked += len(files)
        for each in findings:
            if check_of(each.code).level == "deny":
                words = WithStep(each.words, each.step) if each.step else each.words
                faults.append(Fault(words, each.file, each.line))
    return CheckOutcome(asked, tuple(faults))


def tests(subject: PluginSubject) -> CheckOutcome:
    """Return which tests, in Rego and by example, do not pass; a plugin without any fails."""
    with closing(subject.settings.engine()) as engine:
        running = Running(subject.settings, engine)
        files = [file for domain in subject.domains for file in running.suite.files(domain)]
        every = CollectedTests(
            tuple((file, test) for file in files for test in file.tests), tuple(subject.examples), ()
        )
        if not every.rego and not every.examples:
            return CheckOutcome(1, (Fault(say("verifying.no_tests")),))
        ran = list(running.ran(every))
    faults = (
        Fault(say("verifying.test_fails", test=each.id, why=texts(each.said or "")), each.file, each.line)
        for each in ran
        if each.result in ("failed", "error")
    )
    return CheckOutcome(len(ran), tuple(faults))
