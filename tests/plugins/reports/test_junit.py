"""JUnit is read by a real consumer, and is never kinder than the gate."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from xml.dom import minidom

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped

Run = Callable[..., str]


@pytest.fixture
def suites(run: Run, make: SimpleNamespace) -> Any:
    def write(verdicts: Any = None, **more: Any) -> dict[str, Any]:
        text = run("junit", make.bad() if verdicts is None else verdicts, **more)
        return {suite.name: suite for suite in JUnitXml.fromstring(text.encode())}

    return write


def results(suite: Any) -> dict[str, tuple[type, str] | None]:
    return {case.name: (type(case.result[0]), case.result[0].message) if case.result else None for case in suite}


def test_a_suite_an_artifact_a_case_a_rule(suites: Any, make: SimpleNamespace) -> None:
    found = suites()
    assert list(found) == [*(verdict.path for verdict in make.bad()), "adjudge"]
    assert results(found["broken/demo.project.yaml"]) == {
        "dubbing.project.explicit_label": (Failure, "denied: en.wav has no audible label (+2)"),
        "dubbing.project.consent": (Skipped, "warned: nobody consented"),
        "dubbing.project.watermark": (Skipped, "pending: no watermark: in force from 2027-03-01"),
        "dubbing.project.file_integrity": (Skipped, "waived: en.wav differs: until 2027-01-31: re-recorded"),
        "dubbing.project.territory": None,
    }


def test_a_failure_says_every_place_the_clauses_and_the_fix(suites: Any) -> None:
    case = next(iter(suites()["broken/demo.project.yaml"]))
    assert case.result[0].text.splitlines() == [
        "Synthetic audio carries an audible label",
        "broken/demo.project.yaml:2:5: en.wav has no audible label",
        "broken/demo.project.yaml:4:20: 中文.wav has no audible label",
        "broken/demo.project.yaml:5:52: the label of fr.wav begins after 42 s",
        "clause: Label Provisions, article 4 [labels#4]",
        "clause: GB 1-2025, 5.3 [method#5.3]",
        "clause: nobody-brings-it#9",
        "fix: Add a spoken label that names AI.",
    ]


def test_what_could_not_be_judged_is_an_error(suites: Any) -> None:
    found = suites()
    assert results(found["broken/torn.project.yaml"]) == {"judged": (Error, "the list is not closed")}
    (error,) = results(found["broken/jobs.jsonl#3"]).values()
    assert error is not None
    assert error[0] is Error


def test_what_breaks_its_schema_skips_its_rules(suites: Any) -> None:
    said = results(suites()["broken/typo.project.yaml"])
    assert [result and result[0] for result in said.values()] == [Failure, Skipped, Skipped]


@pytest.mark.parametrize(("code", "kind"), [(0, None), (1, Failure), (3, Error)])
def test_the_run_passes_only_with_exit_code_0(suites: Any, make: SimpleNamespace, code: int, kind: type | None) -> None:
    decision = results(suites(make.good(), exit_code=code)["adjudge"])["decision"]
    assert (decision and decision[0]) == kind


def test_counts_are_those_of_the_cases(suites: Any, make: SimpleNamespace) -> None:
    for suite in suites(problems=(make.plugin_problem(),)).values():
        kinds = [case.result[0].__class__ for case in suite if case.result]
        assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (
            len(list(suite)),
            kinds.count(Failure),
            kinds.count(Error),
            kinds.count(Skipped),
        )


def test_hostile_text_is_text_and_nothing_else(run: Run, make: SimpleNamespace) -> None:
    verdicts = make.hostile()
    root = ET.fromstring(run("junit", verdicts).encode())
    tags = {"testsuites", "testsuite", "testcase", "failure", "error", "skipped", "system-out"}
    assert {element.tag for element in root.iter()} == tags
    assert len(root) == len(verdicts) + 1
    texts = "".join(root.itertext())
    assert "</script><script>alert(1)</script>" in texts
    assert "\x1b" not in texts


@pytest.mark.parametrize("name", ["new\nline", "re\rturn", "ta\tb", "\n", "a\r\nb \t c", "two  spaces "])
def test_an_attribute_gives_back_the_white_space_of_a_name_in_any_parser(
    run: Run, make: SimpleNamespace, name: str
) -> None:
    text = run("junit", [make.verdict(f"{name}.yaml", "pass", make.outcome("dubbing.project.hash", "passed"))])
    read = (ET.fromstring(text), minidom.parseString(text).documentElement)  # our own report
    assert read[0].find(".//testcase").attrib["file"] == f"{name}.yaml"
    assert read[1].getElementsByTagName("testcase")[0].getAttribute("file") == f"{name}.yaml"
