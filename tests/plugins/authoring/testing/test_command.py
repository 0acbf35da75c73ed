"""`adjudge test`: what it collects, prints and returns."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from catering import HELPER, catering
from jsonschema import Draft202012Validator
from tested_kitchen import FAILING, TESTS, Kitchen

from adjudge.lib.installed import own_schema
from adjudge.plugins.authoring.testing.watching import seen

ID = "catering.menu.allergens_test"


def run(kitchen: Kitchen, *arguments: str, engine: str = "embedded") -> subprocess.CompletedProcess[str]:
    return kitchen.adjudge("test", "--engine", engine, *arguments)


def report(kitchen: Kitchen, *arguments: str) -> Any:
    """Give the JSON report, which fits its schema."""
    found = json.loads(run(kitchen, "-o", "json", *arguments).stdout)
    assert list(Draft202012Validator(own_schema("tests")).iter_errors(found)) == []
    return found


# --- what is run ------------------------------------------------------------------------------------------------------


def test_tests_that_pass_are_counted_and_named_on_demand(kitchen: Kitchen) -> None:
    done = run(kitchen, str(kitchen.policies))
    assert (done.stdout, done.returncode) == ("2 passed, 0 failed, 0 errors, 0 skipped (embedded)\n", 0)
    told = run(kitchen, "-v", "--domain", "catering").stdout
    assert f"passed: {ID}.test_absent_allergens_are_denied\n" in told


def test_a_failing_test_is_exit_1_with_what_there_was(kitchen: Kitchen) -> None:
    kitchen.tests(FAILING)
    done = run(kitchen, str(kitchen.policies))
    assert done.returncode == 1
    assert f"failed: {ID}.test_absent_allergens_are_denied\n" in done.stdout
    assert "    actual: 0\n    expected: 1\n" in done.stdout
    assert done.stdout.endswith("1 passed, 1 failed, 0 errors, 0 skipped (embedded)\n")
    assert "未通过：" in run(kitchen, str(kitchen.policies), "--lang", "zh").stdout.replace("未通过： ", "未通过：")


def test_the_same_on_an_opa(kitchen: Kitchen, opa_binary: str) -> None:
    kitchen.tests(FAILING)
    done = kitchen.adjudge(
        "test", str(kitchen.policies), "--engine", "opa", "--coverage", env={"ADJUDGE_OPA": opa_binary}
    )
    assert done.returncode == 1
    assert "    actual: 0\n    expected: 1\n" in done.stdout
    assert "allergens.rego:26: no test evaluates it" in done.stdout
    assert done.stdout.endswith("1 passed, 1 failed, 0 errors, 0 skipped (opa)\n")


def test_a_pattern_chooses_among_ids(kitchen: Kitchen) -> None:
    found = report(kitchen, str(kitchen.policies), "--run", "absent")
    assert [each["id"] for each in found["tests"]] == [f"{ID}.test_absent_allergens_are_denied"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--domain", "cattering"], 2, "there is no domain cattering"),
        (["--run", "("], 2, "( is no regular expression"),
        (["--run", "nothing_of_this"], 3, "no test matches nothing_of_this"),
        (["-o", "sarif"], 2, "there is no report sarif. Known: text, json, junit."),
        (["nowhere"], 2, "there is nothing here"),
        (["plain.txt"], 2, "this is no test"),
        (["empty"], 3, "there are no tests at empty"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else "",
)
def test_what_asks_for_nothing_that_is_there_never_passes(
    arguments: list[str], code: int, said: str, kitchen: Kitchen
) -> None:
    kitchen.write("plain.txt", "no test")
    (kitchen.root / "empty").mkdir()
    at = [] if arguments[0] in ("nowhere", "plain.txt", "empty", "--domain") else [str(kitchen.policies)]
    done = run(kitchen, *at, *arguments)
    assert done.returncode == code
    assert said in done.stderr
    assert done.stdout == ""
    chinese = run(kitchen, *at, *arguments, "--lang", "zh").stderr
    assert said not in chinese


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("package catering.menu.allergens_test\n\nhelper := 1\n", "there is no test in the file"),
        ("test_it if true\n", "the test file has no package"),
        (TESTS.replace("count", "kount"), "kount"),
        (TESTS.replace("if {", "if {{"), "allergens_test.rego"),
    ],
    ids=["no test", "no package", "unknown function", "no Rego"],
)
def test_a_file_that_tests_nothing_or_is_refused_is_an_error(text: str, said: str, kitchen: Kitchen) -> None:
    kitchen.tests(text)
    done = run(kitchen, str(kitchen.policies))
    assert done.returncode == 3
    assert said in done.stdout
    assert "0 passed" in done.stdout


def test_a_test_of_what_is_not_installed_is_an_error(kitchen: Kitchen) -> None:
    kitchen.write("policy/main_test.rego", "package main_test\n\ntest_it if true\n")
    done = run(kitchen, "policy")
    assert done.returncode == 3
    assert "the test file is of no plugin that is installed here" in done.stdout


def test_a_policy_that_does_not_load_is_told_whichever_tests_pass(kitchen: Kitchen) -> None:
    second = "policies/catering/menu/allergens/second.rego"
    kitchen.plugin("catering", catering({second: "package catering.menu.allergens\n"}))
    kitchen.tests(TESTS)
    done = run(kitchen, str(kitchen.policies))
    assert (done.returncode, done.stdout) == (3, "2 passed, 0 failed, 0 errors, 0 skipped (embedded)\n")
    assert "one package is one file, named after its folder: allergens.rego" in done.stderr


def test_copies_hidden_folders_and_environments_are_left_out(kitchen: Kitchen) -> None:
    for folder in ("build/lib", ".tox/x", "env/lib"):
        kitchen.write(f"{folder}/main_test.rego", "package main_test\n\ntest_it if true\n")
    kitchen.write("env/pyvenv.cfg", "")
    assert "there are no tests at ." in run(kitchen).stderr


def test_a_rule_of_the_plugin_that_is_broken_is_told(kitchen: Kitchen) -> None:
    kitchen.plugin("catering", catering({HELPER: "package catering.lib.dishes\n\ncomplete(dish) if is_aray(dish)\n"}))
    kitchen.tests(TESTS)
    done = run(kitchen, str(kitchen.policies))
    assert done.returncode == 3
    assert "is_aray" in done.stdout


# --- reports ----------------------------------------------------------------------------------------------------------


def test_the_json_report_says_all_of_it_and_is_the_same_again(kitchen: Kitchen) -> None:
    kitchen.tests(
        FAILING + "\ntodo_test_later if false\n\ntest_table[n] if {\n\tsome n, x in {`a`: 1, `b`: 2}\n\tx == 1\n}\n"
    )
    found = report(kitchen, str(kitchen.policies))
    assert found["summary"] == {"passed": 1, "failed": 2, "error": 0, "skipped": 1}
    by_id = {each["id"].rpartition(".")[2]: each for each in found["tests"]}
    why = by_id["test_absent_allergens_are_denied"]["why"]
    assert (why["line"], why["actual"], why["expected"]) == (10, [0], [1])
    assert why["with"] == [{"target": "input", "value": {"document": {"dishes": [{"name": "Soup", "allergens": []}]}}}]
    assert [(each["name"], each["result"]) for each in by_id["test_table"]["cases"]] == [
        (["a"], "passed"),
        (["b"], "failed"),
    ]
    assert report(kitchen, str(kitchen.policies)) == found


def test_junit_has_a_case_for_each_test_and_each_case_of_a_table(kitchen: Kitchen) -> None:
    kitchen.tests(
        FAILING + "\ntodo_test_later if false\n\ntest_table[n] if {\n\tsome n, x in {`a`: 1, `b`: 2}\n\tx == 1\n}\n"
    )
    done = run(kitchen, str(kitchen.policies), "-o", "junit=junit.xml", "-o", "text")
    assert done.returncode == 1
    (suite,) = ElementTree.parse(kitchen.root / "junit.xml").getroot()
    cases = {case.get("name"): [each.tag for each in case] for case in suite}
    assert cases == {
        "test_absent_allergens_are_denied": ["failure"],
        "test_declared_allergens_pass": [],
        "test_table[a]": [],
        "test_table[b]": ["failure"],
        "todo_test_later": ["skipped"],
    }
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("5", "2", "1")


# --- lines ------------------------------------------------------------------------------------------------------------


def test_lines_that_no_test_evaluates_are_told_and_a_threshold_holds_them(kitchen: Kitchen) -> None:
    kitchen.tests("package catering.menu.allergens_test\n\nimport data.catering.menu.allergens\n\n"
                  "test_it if not allergens.applies with input.facts as {}\n")  # fmt: skip
    done = run(kitchen, str(kitchen.policies), "--coverage")
    assert done.returncode == 0
    assert "catering/menu/allergens/allergens.rego:27-28: no test evaluates it" in done.stdout
    assert "catering/lib/dishes/dishes.rego:4: no test evaluates it" in done.stdout
    held = run(kitchen, str(kitchen.policies), "--threshold", "90")
    assert held.returncode == 1
    assert "未通过" not in held.stdout
    kitchen.tests(TESTS + "\ntest_it if not allergens.applies with input.facts as {`dishes`: 0}\n\n"
                  "test_applies if allergens.applies with input.facts as {`dishes`: 1}\n")  # fmt: skip
    found = report(kitchen, str(kitchen.policies), "--threshold", "100")
    assert found["coverage"]["percent"] == 100
    assert {each["file"] for each in found["coverage"]["files"]} == {
        "catering/lib/dishes/dishes.rego",
        "catering/menu/allergens/allergens.rego",
    }
    assert run(kitchen, str(kitchen.policies), "--threshold", "100").returncode == 0


# --- watching ---------------------------------------------------------------------------------------------------------


def test_what_is_watched_is_every_file_but_hidden_ones_copies_and_environments(tmp_path: Path) -> None:
    for path in ("a/x.rego", "a/__pycache__/x.pyc", ".git/x", "env/pyvenv.cfg", "env/x.py", "build/x.rego"):
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", "utf-8")
    assert set(seen([tmp_path])) == {str(tmp_path / "a" / "x.rego")}
    before = seen([tmp_path])
    (tmp_path / "a" / "x.rego").write_text("package x", "utf-8")
    assert seen([tmp_path]) != before


def test_an_edit_runs_the_tests_again_until_it_is_interrupted(kitchen: Kitchen) -> None:
    import signal

    environment = {**os.environ, "PYTHONPATH": str(kitchen.site), "ADJUDGE_ENGINE": "embedded"}
    command = [sys.executable, "-m", "adjudge", "test", str(kitchen.policies), "--watch"]
    with subprocess.Popen(
        command, cwd=kitchen.root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        try:
            assert child.stdout.readline() == "2 passed, 0 failed, 0 errors, 0 skipped (embedded)\n"
            assert child.stderr.readline() == "watching; Ctrl-C ends it\n"
            kitchen.tests(FAILING)
            assert child.stdout.readline() == f"failed: {ID}.test_absent_allergens_are_denied\n"
            assert child.stderr.readline() == "watching; Ctrl-C ends it\n"
            child.send_signal(signal.SIGINT)
            assert child.wait(20) == 1
        finally:
            child.kill()


def test_tests_of_a_folder_of_local_rules_are_run(tmp_path: Path) -> None:
    from desk import Desk

    desk = Desk.make(tmp_path)
    desk.write("adjudge.toml", 'rules = ["policy/"]\n')
    desk.write("policy/schemas/note.json", '{"type": "object", "properties": {"text": {"type": "string"}}}')
    assert desk.adjudge("new", "rule", "policy.note.filled_in").returncode == 0
    done = desk.adjudge("test", "--engine", "embedded")
    assert (done.stdout, done.returncode) == ("2 passed, 0 failed, 0 errors, 0 skipped (embedded)\n", 0), done.stderr


def test_the_member_for_which_every_does_not_hold_is_told(kitchen: Kitchen) -> None:
    kitchen.tests("package catering.menu.allergens_test\n\ntest_it if {\n\tevery n in [1, 0] { n == 1 }\n}\n")
    done = run(kitchen, str(kitchen.policies))
    assert (done.returncode, "    for: 0\n" in done.stdout) == (1, True), done.stdout
