"""The text report says what was decided, by which rule, where, why and what to do."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from adjudge.lib.documents import Place
from adjudge.model import Problem

Run = Callable[..., str]
Golden = Callable[[str, str], None]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("name", "verbosity"), [("quiet", -1), ("normal", 0), ("verbose", 1)])
def test_it_reads_as_the_golden_file_does(
    run: Run, golden: Golden, make: SimpleNamespace, language: str, name: str, verbosity: int
) -> None:
    problems = (make.plugin_problem(),)
    text = run(
        "text", make.bad(), language=language, verbosity=verbosity, problems=problems, unclaimed=("broken/notes.md",)
    )
    golden(f"{name}.{language}.txt", text)


def test_success_is_one_line(run: Run, make: SimpleNamespace) -> None:
    assert run("text", make.good(), unclaimed=("README.md",)) == (
        "pass: 1 artifact, 1 rule passed, 1 pending, 1 not applicable, 1 unclaimed (embedded, 2026-11-23T12:00:00Z)\n"
    )


def test_success_is_silent_when_quiet(run: Run, make: SimpleNamespace) -> None:
    assert run("text", make.good(), verbosity=-1) == ""


def test_quiet_leaves_warnings_out_but_still_says_why_they_fail(run: Run, make: SimpleNamespace) -> None:
    name = "dubbing.project.consent"
    warned = make.verdict("a.yaml", "warn", make.outcome(name, "warned", make.finding(name, 1, 1, "hm")))
    assert run("text", [warned], verbosity=-1) == ""
    failed = run("text", [warned], verbosity=-1, exit_code=1)
    assert failed.startswith("deny: 1 artifact (1 warned), 0 rules passed, 1 warned")


@pytest.mark.parametrize(("exit_code", "word"), [(0, "warn"), (1, "deny"), (2, "error"), (3, "error")])
def test_the_last_line_is_never_kinder_than_the_exit_code(
    run: Run, make: SimpleNamespace, exit_code: int, word: str
) -> None:
    name = "dubbing.project.consent"
    warned = make.verdict("a.yaml", "warn", make.outcome(name, "warned", make.finding(name, 1, 1, "hm")))
    assert run("text", [warned], exit_code=exit_code).splitlines()[-1].startswith(f"{word}: 1 artifact (1 warned)")


def test_clause_and_fix_come_once_a_rule_and_artifact_and_every_finding_is_shown(
    run: Run, make: SimpleNamespace
) -> None:
    name = "dubbing.project.explicit_label"
    findings = [make.finding(name, number, 1, f"finding {number}") for number in range(1, 157)]
    outcomes = make.outcome(name, "denied", *findings)
    text = run("text", [make.verdict("a.yaml", "deny", outcomes), make.verdict("b.yaml", "deny", outcomes)])
    assert text.count("= fix:") == 2
    assert text.count("[labels#4]") == 2
    assert all(f"finding {number}\n" in text for number in range(1, 157))


def test_colour_only_repeats_what_words_say(run: Run, make: SimpleNamespace) -> None:
    plain, coloured = (run("text", make.bad(), colour=colour) for colour in (False, True))
    assert "\x1b" not in plain
    assert coloured != plain
    assert COLOUR.sub("", coloured) == plain


def test_a_chinese_report_falls_back_to_english_where_a_rule_has_no_chinese(run: Run, make: SimpleNamespace) -> None:
    text = run("text", make.bad(), language="zh")
    assert "= 整改：Record the consent." in text


def test_a_pending_rule_says_from_when_and_is_silent_where_it_would_pass(run: Run, make: SimpleNamespace) -> None:
    assert "in force from 2027-03-01" in run("text", make.bad())
    assert "2027-03-01" not in run("text", make.good())
    assert "(in force from 2027-03-01)" in run("text", make.good(), verbosity=1)


def test_a_clause_has_the_number_that_was_in_force(run: Run, make: SimpleNamespace) -> None:
    text = run("text", make.bad())
    assert "clause: Label Provisions, article 4 [labels#4]" in text
    assert "clause: GB 1-2025, 5.3 [method#5.3]" in text
    assert "clause: nobody-brings-it#9\n" in text


def test_an_instrument_that_cannot_be_read_costs_its_title_only(run: Any, make: SimpleNamespace) -> None:
    for file in run.instruments._files.values():
        file.write_text("[]", encoding="utf-8")
    text = run("text", make.bad())
    assert "clause: labels#4 (labels/data.yaml: the file is no instrument" in text
    assert text.splitlines()[-1].startswith("error: 5 artifacts")


def test_without_a_line_to_show_the_way_into_the_document_is_said(run: Run, make: SimpleNamespace) -> None:
    name = "dubbing.project.explicit_label"
    found = make.finding(name, 1, 1, "too late", path=("streams", 0, "tags"))
    text = run("text", [make.verdict("clip.mp4", "deny", make.outcome(name, "denied", found))])
    assert "denied (high): too late\n  --> clip.mp4:1:1 (streams[0].tags)\n  = fix:" in text


def test_a_finding_may_stand_in_another_file(run: Run, make: SimpleNamespace) -> None:
    name = "dubbing.params.legal"
    found = make.finding(
        name, 1, 1, "months is below 6", place=Place(line=1, column=1, file="broken/typo.project.yaml")
    )
    text = run("text", [make.verdict("a.yaml", "deny", make.outcome(name, "denied", found))])
    assert "denied (high): months is below 6\n  --> broken/typo.project.yaml:1:1\n1 | tracks:\n  | ^\n" in text
    assert "  = rule: dubbing.params.legal: Parameters keep to the bounds of the law\n" in text


def test_a_message_far_to_the_right_stands_below(run: Run, make: SimpleNamespace) -> None:
    name = "dubbing.project.explicit_label"
    run.files["a.yaml"] = "x" * 90 + "y"  # type: ignore[attr-defined]
    first = make.finding(name, 1, 1, "the headline")
    found = make.finding(name, 1, 91, "a message that would leave the terminal at its right edge")
    text = run("text", [make.verdict("a.yaml", "deny", make.outcome(name, "denied", first, found))])
    assert f"  | {' ' * 90}^\n  = a message that would" in text


HOSTILE = "\x1b[2J\x1b]0;owned\x07\u202e\u2066\u200b\r\n\t\x9b1A\x00\x7f\u2028\udcff"


def hostile_runs(run: Any, make: SimpleNamespace) -> Iterator[str]:
    name = f"dubbing.project.{HOSTILE}"
    path = f"a{HOSTILE}.yaml"
    run.files[path] = f"x: {HOSTILE}\n" * 3
    run.rules[name] = make.rule(name, HOSTILE, HOSTILE, basis=(HOSTILE,), fix=(HOSTILE, HOSTILE))
    more = {"code": HOSTILE, "path": (HOSTILE,)}
    found = make.finding(name, 1, 6, HOSTILE, **more), make.finding(name, 99, 1, HOSTILE, **more)
    problem = Problem(
        message=HOSTILE,
        file=path,
        line=1,
        column=5,
        rule=HOSTILE,
        plugin=HOSTILE,
        hint=HOSTILE,
    )
    said = ("denied", "warned", "pending", "waived", "error", "passed")
    outcomes = [make.outcome(name, word, *found, note=HOSTILE) for word in said]
    outcomes += [make.outcome(name, "error", note=HOSTILE)]
    verdicts = [make.verdict(path, "error", *outcomes, kind=HOSTILE, problem=problem, sha256=HOSTILE)]
    for language, verbosity in itertools.product(("en", "zh"), (-1, 0, 1)):
        yield run(
            "text",
            verdicts,
            language=language,
            verbosity=verbosity,
            problems=(problem,),
            unclaimed=(HOSTILE,),
            engine=HOSTILE,
        )


def test_nothing_that_an_artifact_or_a_plugin_writes_paints_the_terminal(run: Run, make: SimpleNamespace) -> None:
    for text in hostile_runs(run, make):
        assert all(line.isprintable() for line in text.split("\n"))
        assert "\\x1b[2J" in text
        text.encode()


def test_it_writes_each_verdict_as_it_comes(run: Any, make: SimpleNamespace) -> None:
    import io

    from adjudge.plugins.reports.text import TextWriter
    from adjudge.report import Context

    stream = io.StringIO()
    context = Context(
        version="0",
        engine="embedded",
        as_of="2026-11-23T12:00:00Z",
        language="en",
        verbosity=0,
        colour=False,
        rule=run.rules.get,
        instruments=run.instruments,
        line=run.line,
    )
    report = TextWriter(stream, context)
    for each in make.bad()[:2]:
        before = stream.tell()
        report.verdict(each)
        assert each.path in stream.getvalue()[before:]


@pytest.mark.parametrize("word", ["warn", "deny", "error"])
def test_an_artifact_that_does_not_pass_is_named_even_where_no_outcome_says_why(
    run: Run, make: SimpleNamespace, word: str
) -> None:
    assert f"{word}: a.yaml (dubbing.project)\n" in run("text", [make.verdict("a.yaml", word)])
