"""The command line of `adjudge check` and what is beside it: paths, selection, languages, help, completion."""

from __future__ import annotations

import re

import pytest
from lending import loan, open_library
from neighbours import BROKEN_RULE, DENIED, GOOD, service, settle, undisturbed
from wheels import outcome

COMMANDS = ("check", "coverage", "explain", "inspect", "plugins", "rules", "schema")


@pytest.fixture(autouse=True)
def _neighbours(project):
    settle(project)


def refused(project, *arguments: str, **options) -> str:
    """See that the command line is a mistake of usage, and give what is said of it."""
    done = project.adjudge(*arguments, **options)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


# --- help -----------------------------------------------------------------------------------------------------------


def test_alone_it_prints_its_help_and_exits_with_2(project):
    done = project.adjudge()
    assert done.returncode == 2
    assert done.stdout.startswith("Usage: adjudge [OPTIONS] COMMAND")
    assert all(f"\n  {command} " in done.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(project, command):
    done = project.adjudge(command, "--help")
    assert done.returncode == 0
    assert "Example: adjudge " in done.stdout


def test_it_tells_its_version(project):
    done = project.adjudge("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("adjudge 0.")


@pytest.mark.parametrize(
    "arguments", [["judge"], ["check", "--nonsense"], ["check", "--engine", "prolog"], ["explain"]]
)
def test_what_it_does_not_know_is_a_mistake_of_usage(project, arguments):
    assert "error: " in refused(project, *arguments).lower()


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_shells_complete_it(project, name):
    script = project.adjudge(env={"_ADJUDGE_COMPLETE": f"{name}_source"})
    assert script.returncode == 0
    assert "_adjudge_completion" in script.stdout
    offered = project.adjudge(
        env={"_ADJUDGE_COMPLETE": f"{name}_complete", "COMP_WORDS": "adjudge check --sk", "COMP_CWORD": "2"}
    )
    assert "--skip-unclaimed" in offered.stdout or name == "fish"
    assert offered.returncode == 0


# --- paths ----------------------------------------------------------------------------------------------------------


def test_without_a_path_the_working_directory_is_judged(project):
    assert undisturbed(project.json()) == {}


@pytest.mark.parametrize("path", ["..", "/etc/passwd", "../elsewhere.service.json", "a/../../b"])
def test_a_path_outside_the_root_is_a_mistake_of_usage(project, path):
    assert "is outside the root project/. Name a --root that holds" in refused(project, "check", path)


def test_a_wider_root_is_named_by_flag_or_variable(project):
    project.write("../elsewhere.service.json", service())
    for arguments, env in ((["--root", ".."], {}), ([], {"ADJUDGE_ROOT": ".."})):
        report = project.json(*arguments, "../elsewhere.service.json", GOOD, env=env)
        assert [artifact["path"] for artifact in report["artifacts"]] == [
            "elsewhere.service.json",
            f"project/{GOOD}",
        ]


def test_a_root_that_is_no_folder_is_a_mistake_of_usage(project):
    assert "is no folder" in refused(project, "check", "--root", GOOD)


def test_a_file_that_is_named_twice_is_judged_once(project):
    report = project.json(GOOD, f"./{GOOD}", ".", str(project.root / GOOD), DENIED)
    assert undisturbed(report) == {}
    assert len(report["artifacts"]) == 2


def test_hidden_and_excluded_files_are_left_out_of_a_walk_but_not_when_they_are_named(project):
    project.write("adjudge.toml", 'exclude = ["build/", "**/draft-*"]\n')
    for name in (".git/x.service.json", "build/x.service.json", "jobs/draft-1.service.json", "jobs/.x.service.json"):
        project.write(name, service())
    assert undisturbed(project.json()) == {}
    assert project.json("build/x.service.json")["artifacts"][0]["verdict"] == "pass"


# --- kinds ----------------------------------------------------------------------------------------------------------


def test_a_file_can_be_given_a_kind(project):
    project.write("plain.json", service())
    report = project.json("--kind", "identity.service", "plain.json")
    assert report["artifacts"][0]["kind"] == "identity.service"


@pytest.mark.parametrize("paths", [[], ["."], [GOOD, "jobs"]])
def test_a_folder_cannot_be_given_a_kind(project, paths):
    (project.root / "jobs").mkdir()
    assert "--kind takes files only" in refused(project, "check", "--kind", "identity.service", *paths)


def test_a_folder_below_the_root_cannot_be_given_a_kind_either(project):
    project.write("adjudge.toml", "")
    project.write("jobs/deep/x.json", service())
    project.root = project.root / "jobs"
    assert "--kind takes files only" in refused(project, "check", "--kind", "identity.service", "deep")


def test_a_kind_that_there_is_not_is_a_mistake_of_usage(project):
    assert "there is no kind nobody.knows" in refused(project, "check", "--kind", "nobody.knows", GOOD)
    assert "Did you mean identity.service?" in refused(project, "check", "--kind", "identity.servcie", GOOD)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("chekc",), "there is no command chekc. Did you mean check?"),
        (("xyz",), "there is no command xyz. `adjudge --help` lists them."),
        (("schema", "identity.servcie"), "Did you mean identity.service?"),
        (("schema", "adjudge.gaet"), "Did you mean adjudge.gate?"),
        (("explain", "identity.service.real_nmae"), "Did you mean identity.service.real_name?"),
        (("explain", "identity.service.schema"), "what adjudge itself looks for: The document satisfies the schema"),
        (("explain", "adjudge.waivers.expired"), "what adjudge itself looks for: No waiver has expired"),
    ],
)
def test_a_misspelt_word_is_a_mistake_of_usage_with_the_nearest_one(project, words, says):
    assert says in refused(project, *words)


def test_a_named_file_that_nobody_claims_is_an_error_unless_it_is_forgiven(project):
    project.write("notes.txt", "text")
    project.write("values.yaml", "a: 1")
    report = project.json("notes.txt", "values.yaml", GOOD, DENIED)
    assert report["summary"]["exit_code"] == 3
    said = undisturbed(report)
    assert {artifact["problem"]["message"] for artifact in said.values()} == {"nobody claims this file"}
    assert set(said) == {"notes.txt", "values.yaml"}
    assert project.json("notes.txt", "values.yaml", GOOD, "--skip-unclaimed")["summary"]["exit_code"] == 0
    assert project.json("notes.txt", "--skip-unclaimed")["summary"]["exit_code"] == 0


def test_a_document_that_nobody_claims_in_a_named_file_is_an_error_too(project):
    project.write("values.yaml", f"kind: nothing\n---\n{service(kind='identity.service')}\n")
    report = project.json("values.yaml")
    assert {artifact["path"]: artifact["verdict"] for artifact in report["artifacts"]} == {
        "values.yaml#1": "error",
        "values.yaml#2": "pass",
    }


# --- standard input -------------------------------------------------------------------------------------------------


def test_standard_input_is_judged_under_its_name(project):
    report = project.json("-", "--stdin-filename", "jobs/x.service.json", input=service(service=" "))
    assert [(artifact["path"], artifact["kind"]) for artifact in report["artifacts"]] == [
        ("jobs/x.service.json", "identity.service")
    ]


def test_standard_input_stands_in_for_the_file_of_its_name(project):
    report = project.json("-", "--stdin-filename", DENIED, GOOD, input=service())
    assert report["summary"]["exit_code"] == 0


def test_standard_input_needs_a_name(project):
    said = refused(project, "check", "-", GOOD, input="{}")
    assert said == "error: standard input needs a name. Say --stdin-filename jobs/a.project.yaml.\n"


def test_standard_input_may_not_be_called_something_outside_the_root(project):
    assert "is outside the root" in refused(project, "check", "-", "--stdin-filename", "../x.json", input="{}")


@pytest.mark.parametrize("text", ["", "\0", "{"])
def test_standard_input_that_is_no_document_is_an_error(project, text):
    report = project.json("-", "--stdin-filename", "x.service.json", GOOD, DENIED, input=text)
    assert undisturbed(report)["x.service.json"]["verdict"] == "error"


# --- selection ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (["--select", "lending.loan.short"], {"short"}),
        (["--select", "lending.loan.[n-s]*"], {"short", "noted", "renamed"}),
        (["--select", "collection:desk"], {"short", "dated"}),
        (["--select", "severity:low", "--select", "severity:info"], {"noted", "foreign"}),
        (["--select", "jurisdiction:SG"], {"foreign"}),
        (["--select", "collection:desk", "--ignore", "severity:high"], {"dated"}),
        (["--ignore", "lending.loan.*ed", "--ignore", "jurisdiction:SG"], {"short", "coming", "gone"}),
    ],
)
def test_rules_are_selected_and_ignored(project, arguments, left):
    open_library(project)
    project.write("x.loans.jsonl", loan())
    (artifact,) = project.json("x.loans.jsonl", *arguments)["artifacts"]
    assert {said["rule"].removeprefix("lending.loan.") for said in artifact["outcomes"]} == left


def test_a_selection_decides_the_verdict(project):
    assert project.json("--ignore", BROKEN_RULE)["summary"]["exit_code"] == 0
    assert project.json("--select", BROKEN_RULE)["summary"]["exit_code"] == 1


@pytest.mark.parametrize("selector", ["nobody.*", "identity.service", "collection:nothing", "jurisdiction:XX"])
@pytest.mark.parametrize("flag", ["--select", "--ignore"])
def test_a_selector_that_matches_nothing_is_a_mistake_of_usage(project, flag, selector):
    said = refused(project, "check", flag, selector)
    assert said == f"error: the selector '{selector}' matches no rule. `adjudge rules` lists them.\n"


@pytest.mark.parametrize("selector", ["severity:grave", "colour:red", ":"])
def test_a_selector_that_cannot_be_read_is_a_mistake_of_usage(project, selector):
    assert "cannot be read. Write a rule glob, collection:NAME" in refused(project, "check", "--select", selector)


@pytest.mark.parametrize("arguments", [["--ignore", "*"], ["--select", "dubbing.*"], ["--ignore", "identity.*"]])
def test_a_selection_that_leaves_nothing_is_an_error(project, arguments):
    report = project.json(*arguments)
    assert report["summary"]["exit_code"] == 3
    assert report["problems"][0]["message"] == "the selection leaves no rule for what was judged"


def test_an_old_id_of_a_rule_still_selects_it_with_a_warning(project):
    open_library(project)
    project.write("x.loans.jsonl", loan(note="torn"))
    done = project.adjudge("check", "x.loans.jsonl", "--ignore", "lending.loan.called_before", "-q")
    assert done.returncode == 0
    assert done.stderr == "warning: lending.loan.called_before is called lending.loan.renamed now\n"


# --- how loud, how strict, in which language --------------------------------------------------------------------------


def test_warnings_fail_the_run_only_where_they_shall(project):
    open_library(project)
    project.write("x.loans.jsonl", loan(note="damp"))
    assert project.json("x.loans.jsonl")["summary"]["exit_code"] == 0
    assert project.json("x.loans.jsonl")["summary"]["decision"] == "warn"
    assert project.json("x.loans.jsonl", "--fail-on", "warn")["summary"]["exit_code"] == 1
    assert project.json("x.loans.jsonl", env={"ADJUDGE_FAIL_ON": "warn"})["summary"]["exit_code"] == 1


def test_quiet_says_nothing_of_success_and_a_line_of_each_denial(project):
    done = project.adjudge("check", GOOD, "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    first, last = project.adjudge("check", "-q").stdout.splitlines()
    assert re.match(rf"{re.escape(DENIED)}:\d+:3: denied {re.escape(BROKEN_RULE)} \[unverified\]: ", first)
    assert last.startswith("deny: 2 artifacts (1 denied), ")


def test_success_is_one_line(project):
    done = project.adjudge("check", GOOD, "--as-of", "2026-05-01")
    assert re.fullmatch(
        r"pass: 1 artifact, \d+ rules passed, \d+ not applicable, 0 unclaimed \(embedded, 2026-05-01T12:00:00Z\)\n",
        done.stdout,
    )


def test_verbose_names_every_rule_and_what_is_unclaimed(project):
    project.write("notes.txt", "text")
    shown = project.adjudge("check", "-v").stdout
    assert re.search(r"^  passed +identity\.service\.log_retention: Network logs are kept for six months$", shown, re.M)
    assert "unclaimed: notes.txt\n" in shown


def test_the_language_is_english_unless_said(project):
    assert project.adjudge("check", GOOD, env={"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}).stdout.startswith("pass:")
    for arguments, env in ((["--lang", "zh"], {}), ([], {"ADJUDGE_LANG": "zh"})):
        shown = project.adjudge("check", *arguments, env=env).stdout
        assert shown.startswith(f"不通过：{DENIED}（identity.service，服务的用户身份管理）")
    assert "--lang is 'de'. It may be one of en, zh." in refused(project, "check", "--lang", "de")


def test_reports_of_the_same_inputs_are_the_same_bytes(project):
    reports = {project.adjudge("check", "-o", "json", "--as-of", "2026-05-01").stdout for _ in range(3)}
    assert len(reports) == 1
    assert outcome(project.json(), GOOD, BROKEN_RULE) == "passed"


# --- the reader's language --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--lang", "zh", "--help"], 0, "用法：adjudge [OPTIONS] COMMAND [ARGS]..."),
        (["check", "--help", "--lang", "zh"], 0, "判定的对象："),
        (["--lang", "zh", "check", "--zzz"], 2, "错误：没有选项 --zzz。可用的选项见 `adjudge check --help`。"),
        (["--lang", "zh", "zzz"], 2, "错误：没有命令 zzz。`adjudge --help` 列出全部命令。"),
        (["explain", "nobody.knows", "--lang", "zh"], 2, "错误：没有规则 nobody.knows。`adjudge rules` 列出全部规则。"),
    ],
    ids=["help", "help of a command", "usage", "command", "rule"],
)
def test_it_speaks_the_language_that_is_asked_for(project, arguments, code, said):
    done = project.adjudge(*arguments)
    assert done.returncode == code
    assert said in (done.stdout + done.stderr).splitlines()


def test_it_speaks_the_language_of_the_variable_and_of_the_configuration(project):
    by_variable = project.adjudge("judge", env={"ADJUDGE_LANG": "zh"})
    project.write("adjudge.toml", 'lang = "zh"\n')
    assert project.adjudge("judge").stderr == by_variable.stderr
    assert by_variable.stderr.startswith("错误：")
