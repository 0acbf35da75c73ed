"""``--policy``: a folder of conftest's judges as it is, and what conftest would pass in silence is an error that says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk import Desk

from adjudge.lib.rego.earlier import line_of_earlier

DEPLOYMENT = "kind: Deployment\nmetadata: {name: shop}\nspec: {replicas: 1}\n"
ROOT = 'package main\n\ndeny contains "it runs as root" if input.kind == "Deployment"\n'


def check(project: Desk, *arguments: str, code: int) -> str:
    done = project.adjudge("check", "--policy", "policy", *arguments)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def findings(project: Desk, *arguments: str, code: int) -> list[tuple[str, str, int, str]]:
    """Return what is found: outcome, message, line and rule."""
    done = project.adjudge("check", "--policy", "policy", "-o", "json", *arguments)
    assert done.returncode == code, done.stdout + done.stderr
    said = json.loads(done.stdout)
    return [
        (outcome["outcome"], finding["message"]["en"], finding["line"], outcome["rule"])
        for artifact in said["artifacts"]
        for outcome in artifact["outcomes"]
        for finding in outcome.get("findings", ())
    ]


@pytest.fixture
def project(tmp_path: Path) -> Desk:
    return Desk.make(tmp_path)


@pytest.fixture
def shop(project: Desk) -> Desk:
    project.write("shop.yaml", DEPLOYMENT)
    project.write("policy/main.rego", ROOT)
    return project


# --- what a head may hold ---------------------------------------------------------------------------------------------

SHAPES = {
    "a set of objects": ('deny contains {"msg": "no", "owner": "ops"} if input.kind', [("denied", "no", 1)]),
    "a set of texts": ('deny contains "no" if input.kind', [("denied", "no", 1)]),
    "a suffix": ('deny_root contains "no" if input.kind', [("denied", "no", 1)]),
    "a violation as a list": ('violation := [{"msg": "no", "details": {}}] if input.kind', [("denied", "no", 1)]),
    "a warning": ('warn_soon contains "later" if input.kind', [("warned", "later", 1)]),
    "its own code and path as text": (
        'deny contains {"msg": "no", "path": "spec.replicas", "code": 7, "related": 1} if input.kind',
        [("denied", "no", 1)],
    ),
    "its own path as steps": (
        'deny contains {"msg": "no", "path": ["spec", "replicas"]} if input.spec',
        [("denied", "no", 3)],
    ),
    "nothing to say": ('deny := ["no"] if input.absent', []),
}


@pytest.mark.parametrize(("policy", "expected"), [SHAPES[name] for name in sorted(SHAPES)], ids=sorted(SHAPES))
def test_whatever_a_head_holds_for_conftest_is_a_finding(shop, policy, expected):
    shop.write("policy/main.rego", f"package main\n\n{policy}\n")
    code = 1 if any(outcome == "denied" for outcome, *_ in expected) else 0
    assert [found[:3] for found in findings(shop, "shop.yaml", code=code)] == expected


def test_what_an_object_has_besides_is_kept(shop):
    own = '{"msg": "no", "path": "spec", "code": 7, "related": [], "owner": "ops"}'
    shop.write("policy/main.rego", f"package main\n\ndeny contains {own} if input.kind\n")
    said = json.loads(shop.adjudge("check", "--policy", "policy", "-o", "json", "shop.yaml").stdout)
    ((finding,),) = [outcome["findings"] for outcome in said["artifacts"][0]["outcomes"]]
    assert finding["details"] == {"owner": "ops", "said": {"path": "spec", "code": 7, "related": []}}
    assert (finding["path"], finding["code"]) == ([], None)


VACUOUS = {
    "a number": "deny contains 5 if input.kind",
    "an object": 'deny := {"msg": "no"} if input.kind',
    "no message": 'deny contains {"reason": "no"} if input.kind',
    "true": "deny := true",
}


@pytest.mark.parametrize("policy", [VACUOUS[name] for name in sorted(VACUOUS)], ids=sorted(VACUOUS))
def test_what_conftest_would_not_even_count_is_an_error_of_that_rule(shop, policy):
    shop.write("policy/main.rego", f"package main\n\n{policy}\n")
    assert "error" in check(shop, "shop.yaml", code=3)


# --- what is asked ------------------------------------------------------------------------------------------------


def test_only_the_namespaces_that_are_named_are_asked(shop):
    shop.write("policy/images.rego", 'package images\n\ndeny contains "an image" if input.kind\n')
    assert [each[1] for each in findings(shop, "shop.yaml", code=1)] == ["it runs as root"]
    named = findings(shop, "shop.yaml", "--namespace", "images", code=1)
    assert [each[1::2] for each in named] == [("an image", "conftest.yaml.images_deny")]
    assert len(findings(shop, "shop.yaml", "--namespace", "*", code=1)) == 2
    assert len(findings(shop, "shop.yaml", "--all-namespaces", code=1)) == 2


def test_a_policy_reads_helpers_of_other_files_and_data(shop):
    shop.write(
        "policy/main.rego",
        "package main\n\nimport data.kinds\n\ndeny contains kinds.name if data.limits.most < input.spec.replicas\n",
    )
    shop.write("policy/kinds/kinds.rego", 'package kinds\n\nname := "too many"\n')
    shop.write("facts/limits/most.json", '{"most": 0}')
    shop.write("facts/more.yaml", "other: 1\n")
    assert [each[1] for each in findings(shop, "shop.yaml", "--data", "facts", code=1)] == ["too many"]


def test_each_item_of_a_list_and_each_document_of_a_file_is_judged_by_itself(shop):
    shop.write("two.json", '[{"kind": "Service"}, {"kind": "Deployment"}]')
    assert len(findings(shop, "two.json", code=1)) == 1
    shop.write("two.yaml", f"{DEPLOYMENT}---\n{DEPLOYMENT}")
    assert len(findings(shop, "two.yaml", code=1)) == 2
    shop.write("none.json", "[]")
    assert "must not be empty" in check(shop, "none.json", code=1)


def test_all_files_at_once_are_one_list(shop):
    shop.write(
        "policy/main.rego",
        'package main\n\ndeny contains sprintf("%v", [[each.path, each.contents.kind]]) if some each in input\n',
    )
    shop.write("b.json", '[{"kind": "Service"}]')
    said = [each[1] for each in findings(shop, "shop.yaml", "b.json", "--combine", code=1)]
    assert said == ['["b.json", "Service"]', '["shop.yaml", "Deployment"]']


def test_all_files_at_once_fail_where_one_cannot_be_read(shop):
    shop.write("b.json", "{")
    assert "b.json:1:2" in check(shop, "shop.yaml", "b.json", "--combine", code=3)
    shop.write("notes.txt", "x")
    assert "notes.txt" in check(shop, "notes.txt", "--combine", code=3)
    (shop.root / "empty").mkdir()
    assert "no file among these is of a format that conftest reads" in check(shop, "empty", "--combine", code=3)


def test_a_policy_reads_the_name_of_the_file(shop):
    shop.write(
        "policy/main.rego",
        'package main\n\ndeny contains sprintf("%s in %s", [f.name, f.dir]) if f := data.conftest.file\n',
    )
    (found,) = findings(shop, "shop.yaml", code=1)
    assert found[1] == f"shop.yaml in {Path(shop.root).resolve()}"


def test_what_an_exception_excuses_is_waived_and_shown(shop):
    exception = 'exception contains rules if {\n\tinput.metadata.name == "shop"\n\trules := ["root"]\n}\n'
    shop.write("policy/main.rego", f"{ROOT.replace('deny ', 'deny_root ')}\n{exception}")
    assert findings(shop, "shop.yaml", code=0)[0][:2] == ("waived", "it runs as root")
    assert "exception: root" in check(shop, "shop.yaml", "-v", code=0)
    shop.write("shop.yaml", DEPLOYMENT.replace("shop", "bank"))
    assert findings(shop, "shop.yaml", code=1)[0][0] == "denied"


def test_a_parser_is_of_every_file_whatever_it_is_called(shop):
    shop.write("policy/main.rego", 'package main\n\ndeny contains "closed" if not input.door.open\n')
    shop.write("house.conf", "[door]\nopen = false\n")
    assert findings(shop, "house.conf", "--parser", "ini", code=1)[0][1] == "closed"
    assert "there is no parser inni. Known: ini" in check(shop, "house.conf", "--parser", "inni", code=2)


def test_what_is_installed_does_not_judge_beside_the_folder(shop):
    shop.write("adjudge.toml", '[kinds]\n"*.yaml" = "dubbing.project"\n')
    assert [each[3] for each in findings(shop, "shop.yaml", code=1)] == ["conftest.yaml.main_deny"]


# --- what conftest would pass without asking --------------------------------------------------------------------------

REFUSED = {
    "a decision among tests": ("policy/a_test.rego", ROOT, "stands in a file of tests"),
    "a function": ("policy/main.rego", "package main\n\ndeny(x) := x\n", "is a function"),
    "a misspelt head": (
        "policy/more.rego",
        'package main\n\ndenies contains "no" if input.kind\n',
        "nobody asks for `denies`",
    ),
    "an object": ("policy/main.rego", 'package main\n\ndeny["x"] := 1 if input.kind\n', "is an object"),
    "data that is not there": (
        "policy/more.rego",
        "package main\n\nx := data.limits.most\n",
        "data.limits.most does not exist",
    ),
    "no contains": ("policy/main.rego", "package main\n\ndeny if input.kind\n", "says only true"),
    "no package": ("policy/more.rego", "x := 1\n", "has no package"),
    "the network": ("policy/more.rego", 'package main\n\nx := http.send({"url": input.kind})\n', "network"),
    "what is no UTF-8": ("policy/more.rego", b"package main\n\xff", "UTF-8"),
}


@pytest.mark.parametrize(("file", "text", "said"), [REFUSED[name] for name in sorted(REFUSED)], ids=sorted(REFUSED))
def test_a_policy_of_which_conftest_would_ask_nothing_is_refused(shop, file, text, said):
    shop.write(file, text)
    assert said in check(shop, "shop.yaml", code=3)


MISTAKES = {
    "a namespace without decisions": (["--namespace", "kinds"], "have neither `deny`, `violation` nor `warn`"),
    "data that is not there": (["--data", "nothing"], "there is nothing at nothing"),
    "data twice": (["--data", "one.yaml", "--data", "two.yaml"], "two values at a"),
    "no namespace": (["--namespace", "mian"], "there is no package mian"),
    "no policies": (["--policy", "nothing"], "there is nothing at nothing"),
}


@pytest.mark.parametrize(("arguments", "said"), [MISTAKES[name] for name in sorted(MISTAKES)], ids=sorted(MISTAKES))
def test_what_cannot_be_asked_is_an_error_of_usage(shop, arguments, said):
    shop.write("policy/kinds.rego", "package kinds\n\nx := 1\n")
    shop.write("one.yaml", "a: 1\n")
    shop.write("two.yaml", "a: 2\n")
    assert said in check(shop, "shop.yaml", *arguments, code=2)


def test_a_folder_without_policies_or_decisions_is_an_error_of_usage(project):
    project.write("shop.yaml", DEPLOYMENT)
    project.write("policy/readme.md", "none yet\n")
    assert "there is no policy below policy" in check(project, "shop.yaml", code=2)
    project.write("policy/main.rego", "package main\n\nx := 1\n")
    assert "has a `deny`, `violation` or `warn`" in check(project, "shop.yaml", code=2)


def test_a_file_that_only_conftest_reads_is_an_error_and_not_passed_over(shop):
    shop.write("site/nginx.conf", "events {}\n")
    assert "has no parser for this format" in check(shop, "site", code=3)


@pytest.mark.parametrize("flag", ["--all-namespaces", "--combine", "--data=x", "--namespace=x", "--parser=ini"])
def test_an_option_of_a_folder_needs_a_folder(project, flag):
    project.write("shop.yaml", DEPLOYMENT)
    done = project.adjudge("check", "shop.yaml", flag)
    assert done.returncode == 2
    assert "--policy DIR" in done.stderr


def test_no_folder_judges_under_a_gate(shop):
    gate = shop.write("../gate.toml", 'environment = "production"\n[plugins]\ndubbing = {}\n')
    assert "--policy brings rules that judge in the place of those that are installed" in check(
        shop, "shop.yaml", "--gate", str(gate), code=2
    )


# --- the earlier version of Rego --------------------------------------------------------------------------------------

EARLIER = 'package main\n\ndeny[msg] {\n\tinput.kind == "Deployment"\n\tmsg := "it runs as root"\n}\n'


def test_earlier_rego_is_read_where_there_is_an_opa(shop, opa_binary):
    shop.write("policy/main.rego", EARLIER)
    assert findings(shop, "shop.yaml", "--opa", opa_binary, code=1)[0][1] == "it runs as root"
    shop.write("policy/main.rego", f"{EARLIER}\nbroken {{\n")
    assert "opa cannot write it anew" in check(shop, "shop.yaml", "--opa", opa_binary, code=3)


TODAYS = {
    "a comprehension": "x := [y | some y in input.all]\n",
    "a keyword in front": "x if every y in input.all { y }\n",
    "a set": "x contains {1, 2} if input.all\n",
    "an import": "import rego.v1\n\nx(y) := z if {\n\tz := y\n}\n",
    "a member that is an object": 'x[{"a": 1}] if {\n\tinput.all\n}\n',
    "an object": 'x := {\n\t"a": 1,\n}\n',
}
"""What earlier Rego would not read."""

EARLIERS = {
    "a body": "x {\n\tinput.all\n}\n",
    "a function": "x(y) = z {\n\tz := y\n}\n",
    "a set on one line": 'deny[msg] { msg := "no" }\n',
    "a set of objects": 'violation[{"msg": msg, "details": {"in": name}}] {\n\tmsg := "no"\n}\n',
    "a set of objects with words of today": 'violation[{"msg": "it contains what if in"}] {\n\tinput.all\n}\n',
    "a text": 'x = "y" {\n\tinput.all\n}\n',
}


@pytest.mark.parametrize(("text", "line"), [(each, None) for _, each in sorted(TODAYS.items())], ids=sorted(TODAYS))
def test_todays_rego_is_not_taken_for_earlier(text, line):
    assert line_of_earlier(f"package main\n\n{text}") is line


@pytest.mark.parametrize("text", [EARLIERS[name] for name in sorted(EARLIERS)], ids=sorted(EARLIERS))
def test_earlier_rego_is_told_by_its_bodies(text):
    assert line_of_earlier(f"package main\n\n{text}") == 3


def test_earlier_rego_is_an_error_with_the_next_step_where_there_is_none(shop):
    shop.write("policy/main.rego", EARLIER)
    said = check(shop, "shop.yaml", "--opa", "./no-opa", code=3)
    assert "policy/main.rego:3" in said
    assert "opa fmt --v0-v1" in said


# --- who may bring such rules -----------------------------------------------------------------------------------------

STRANGER = """
from adjudge import Domain, Kind, Rulebook, hookimpl


class Book(Rulebook):
    domain = Domain(name="x", title={"en": "X"}, kinds=(Kind(name="x.y", files=("*",)),), policies="x")


@hookimpl
def adjudge_session(ready):
    yield Book()
"""


def test_an_installed_plugin_cannot_bring_what_judges(project):
    project.plugin("usurper", {"adjudge_usurper/__init__.py": STRANGER})
    project.write("shop.yaml", DEPLOYMENT)
    done = project.adjudge("check", "shop.yaml")
    assert done.returncode == 2
    assert "plugin usurper" in done.stderr
    assert "Only a battery may" in done.stderr


def test_a_folder_of_policies_cannot_be_attested(shop):
    done = shop.adjudge("attest", "--policy", "policy", "--gate", "../gate.toml", ".")
    assert done.returncode == 2
    assert "no folder of policies judges under a gate" in done.stderr


def test_what_cannot_be_read_is_an_error_of_usage(shop):
    (shop.root / "policy" / "gone.rego").symlink_to("nowhere.rego")
    assert "policy/nowhere.rego: it cannot be read" in check(shop, "shop.yaml", code=2)
    (shop.root / "policy" / "gone.rego").unlink()
    (shop.root / "facts").mkdir()
    (shop.root / "facts" / "gone.yaml").symlink_to("nowhere.yaml")
    assert "facts/gone.yaml: it cannot be read" in check(shop, "shop.yaml", "--data", "facts", code=2)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_rule_is_called_in_the_language_of_the_report(shop, language):
    said = check(shop, "shop.yaml", "--lang", language, code=1)
    assert {"en": "`deny` of main", "zh": "main 的 `deny`"}[language] in said
