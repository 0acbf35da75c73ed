"""`adjudge import`: policies of other tools become a package of rules that says the same, and nothing is left out silently."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from desk import Desk

from adjudge.lib.errors import UsageError
from adjudge.plugins.authoring.importing.comparing import compared
from adjudge.plugins.authoring.importing.converting import Asked
from adjudge.plugins.authoring.importing.opa import Opa
from adjudge.plugins.authoring.importing.originals import FailedInputs
from adjudge.plugins.authoring.importing.sources import read_sources
from adjudge.plugins.authoring.importing.trial import TrialAnswer

CONFTEST = {
    "policy/root.rego": """package main

deny[msg] {
    input.kind == "Deployment"
    not nonroot
    msg := sprintf("%s runs as root", [name])
}

nonroot { input.spec.runAsNonRoot }
""",
    "policy/replicas.rego": """package main

import data.limits

name = input.metadata.name

deny_replicas[{"msg": msg, "most": limits.replicas}] {
    input.spec.replicas > limits.replicas
    msg := sprintf("%s has too many replicas", [name])
}

warn_replicas[msg] {
    input.spec.replicas < 2
    msg := "it has one replica"
}

violation = [{"msg": "it has no owner"}] { not input.metadata.owner }
""",
    "policy/root_test.rego": """package main

test_root_is_denied {
    deny["shop runs as root"] with input as {"kind": "Deployment", "metadata": {"name": "shop"}}
}

test_few_replicas_pass {
    count(deny_replicas) == 0 with input as {"spec": {"replicas": 1}} with data.limits.replicas as 1
}
""",
    "policy/data.yaml": "limits: {replicas: 3}\n",
}
GATEKEEPER = {
    "policy/labels/template.yaml": """apiVersion: templates.gatekeeper.sh/v1
kind: ConstraintTemplate
metadata:
  name: labelled
  annotations:
    metadata.gatekeeper.sh/title: Labels are set
    description: Every object has the labels that the constraint names.
spec:
  crd: {spec: {names: {kind: Labelled}}}
  targets:
    - target: admission.k8s.gatekeeper.sh
      rego: |
        package labelled
        import data.lib.sets
        violation[{"msg": msg, "details": {"missing": missing}}] {
          missing := sets.without(input.parameters.labels, input.review.object.metadata.labels)
          count(missing) > 0
          msg := sprintf("labels are missing: %v", [sort(missing)])
        }
      libs:
        - |
          package lib.sets
          without(wanted, there) = {each | each := wanted[_]; not there[each]}
""",
    "policy/labels/sample.yaml": "kind: Pod\n",
}
KONSTRAINT = {
    "policy/pods/src.rego": """# Whoever keeps it.

# METADATA
# title: Pods do not use the network of their host.
# description: They would see what others say.
# custom:
#   matchers: {kinds: [{apiGroups: [""], kinds: [Pod]}]}
package pod_host_network

import data.lib.core
import future.keywords.if
import future.keywords.contains

policyID := "P7"

violation contains msg if {
    core.resource.spec.hostNetwork
    msg := core.told("the network is the host's", policyID)
}
""",
    "policy/lib/core.rego": """package lib.core

default is_review = false
is_review { input.review.object }

resource = input.review.object { is_review }
resource = input { not is_review }

told(text, id) = {"msg": sprintf("%s: %s", [id, text])}
""",
    "policy/pods/src_test.rego": """package pod_host_network_test

import data.pod_host_network

test_host { count(pod_host_network.violation) == 1 with input as {"spec": {"hostNetwork": true}} }
""",
}
TRIVY = {
    "policy/docker/root.rego": """# METADATA
# title: "Images do not run as root"
# description: |
#   Who breaks out is root
#   on the host.
# scope: package
# related_resources:
# - https://docs.docker.com/engine/security/
# schemas:
# - input: schema["dockerfile"]
# custom:
#   id: DS-0002
#   long_id: docker-no-root
#   aliases: [DS002]
#   severity: HIGH
#   recommended_action: "Add a USER that is not root"
#   input:
#     selector:
#     - type: dockerfile
package builtin.dockerfile.DS002

import rego.v1
import data.lib.docker

deny contains res if {
    some command in docker.users
    command.Value == ["root"]
    res := result.new("the last user is root", command)
}
""",
    "policy/lib/docker.rego": """package lib.docker

import rego.v1

users contains command if {
    some stage in input.Stages
    some command in stage.Commands
    command.Cmd == "user"
}
""",
    "policy/docker/root_test.rego": """package builtin.dockerfile.DS002_test

import rego.v1
import data.builtin.dockerfile.DS002 as check

inp := {"Stages": [{"Commands": [{"Cmd": "user", "Value": ["root"]}]}]}

test_root if {
    r := check.deny with input as inp
    count(r) == 1
}
""",
}
AICERTIFY = {
    "policy/v1/fairness/fairness.rego": """package law.v1.fairness

import rego.v1

metadata := {
    "title": "Systems treat people alike",
    "severity": "high",
}

default allow := false

allow if count(open_points) == 0

open_points contains name if {
    some name, metric in policy_metrics
    not metric.control_passed
}

policy_metrics := {"score": {"name": "Score", "value": input.score, "control_passed": input.score < 1}}

recommendations contains "train it again" if not allow
""",
    "policy/v1/fairness/fairness_test.rego": """package law.v1.fairness_test

import rego.v1
import data.law.v1.fairness

test_low_scores_pass if fairness.allow with input as {"score": 0}

test_high_scores_do_not if {
    not fairness.allow with input as {"score": 7}
    fairness.recommendations == {"train it again"} with input as {"score": 7}
}
""",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.make(tmp_path)


def imported(desk: Desk, opa: str, files: dict[str, str], *arguments: str, code: int = 0) -> dict[str, Any]:
    """Import a folder of these files, and return what is told as JSON."""
    for path, text in files.items():
        desk.write(path, text)
    done = desk.adjudge("import", "policy", "--name", "shop", "--opa", opa, "--json", *arguments)
    assert done.returncode == code, done.stdout + done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def reasons(said: dict[str, Any]) -> dict[str, str]:
    return {each["file"]: each["why"] for each in said["refused"]}


def rule(desk: Desk, path: str) -> str:
    return (desk.root / "adjudge-shop/src/adjudge_shop/policies/shop" / path).read_text(encoding="utf-8")


# --- each style -------------------------------------------------------------------------------------------------------


def test_heads_of_conftest_become_rules_by_suffix_and_file(desk: Desk, opa_binary: str) -> None:
    desk.write("samples/shop.json", '{"kind": "Deployment", "metadata": {"name": "shop"}, "spec": {"replicas": 9}}')
    desk.write("samples/small.yaml", "metadata: {name: a, owner: me}\nspec: {replicas: 1}\n---\nspec: {}\n")
    said = imported(desk, opa_binary, CONFTEST, "--kind", "manifest", "--samples", "samples")
    assert said["rules"] == ["shop.manifest.replicas", "shop.manifest.root"]
    assert (said["refused"], said["differences"], said["uncompared"]) == ([], [], [])
    assert said["tests"] == {"run": 2, "same": 2, "differ": []}
    assert said["samples"] == 5


@pytest.mark.parametrize(
    "style", [AICERTIFY, GATEKEEPER, KONSTRAINT, TRIVY], ids=["aicertify", "gatekeeper", "konstraint", "trivy"]
)
def test_policies_of_each_tool_say_the_same_afterwards(desk: Desk, opa_binary: str, style: dict[str, str]) -> None:
    desk.write(
        "samples/review.json",
        '{"parameters": {"labels": ["owner"]}, "review": {"object": {"metadata": {"labels": {}}, "spec": {}}}}',
    )
    said = imported(desk, opa_binary, style, "--samples", "samples")
    assert (said["refused"], said["differences"], said["uncompared"]) == ([], [], [])
    assert said["evaluations"] > 0
    assert said["tests"]["run"] == said["tests"]["same"] == sum(text.count("\ntest_") for text in style.values())


def test_what_a_trivy_check_says_of_itself_is_metadata(desk: Desk, opa_binary: str) -> None:
    imported(desk, opa_binary, TRIVY)
    assert rule(desk, "dockerfile/ds002/ds002.rego").startswith(
        """# METADATA
# scope: package
# title: "Images do not run as root"
# description: "Who breaks out is root on the host."
# related_resources:
#   - {"ref": "https://docs.docker.com/engine/security/"}
# schemas:
#   - input.document: schema.shop.dockerfile
# custom:
#   severity: high
#   collections: ["ds-0002", "docker-no-root", "ds002"]
#   remediation: "Add a USER that is not root"
package shop.dockerfile.ds002
"""
    )


def test_a_template_says_its_title(desk: Desk, opa_binary: str) -> None:
    desk.write(
        "review.json", '{"parameters": {"labels": ["a"]}, "review": {"object": {"metadata": {"labels": {"b": 1}}}}}'
    )
    said = imported(desk, opa_binary, GATEKEEPER, "--samples", "review.json")
    assert said["rules"] == ["shop.document.labelled"]
    assert '# title: "Labels are set"' in rule(desk, "document/labelled/labelled.rego")
    assert said["others"] == {".yaml": 1}


def test_comments_that_are_no_annotations_stay(desk: Desk, opa_binary: str) -> None:
    imported(desk, opa_binary, KONSTRAINT)
    assert rule(desk, "document/pod_host_network/pod_host_network.rego").startswith(
        "# Whoever keeps it.\n\n# METADATA\n"
    )


def test_what_is_not_allowed_is_denied_with_each_metric_that_failed(desk: Desk, opa_binary: str) -> None:
    said = imported(desk, opa_binary, AICERTIFY)
    assert said["rules"] == ["shop.document.fairness"]
    assert 'deny contains {"msg": "it is not allowed"} if not' in rule(desk, "document/fairness/fairness.rego")


# --- the package ------------------------------------------------------------------------------------------------------


def test_the_package_judges_once_it_is_installed(desk: Desk, opa_binary: str) -> None:
    imported(desk, opa_binary, CONFTEST, "--kind", "manifest", "--files", "*.k8s.yaml")
    home = desk.root / "adjudge-shop" / "src" / "adjudge_shop"
    files = {
        f"adjudge_shop/{each.relative_to(home).as_posix()}": each.read_bytes()
        for each in home.rglob("*")
        if each.is_file()
    }
    desk.plugin("shop", files)
    desk.write("web.k8s.yaml", "kind: Deployment\nmetadata: {name: web, owner: me}\nspec: {replicas: 4}\n")
    done = desk.adjudge("check", "web.k8s.yaml", "--engine", "opa", "--opa", opa_binary)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "web runs as root" in done.stdout
    assert "web has too many replicas" in done.stdout


def test_nothing_is_overwritten(desk: Desk, opa_binary: str) -> None:
    desk.write("adjudge-shop/notes.txt", "mine")
    desk.write("policy/a.rego", "package a\n\ndeny contains 1 if true\n")
    done = desk.adjudge("import", "policy", "--name", "shop", "--opa", opa_binary)
    assert done.returncode == 2
    assert "nothing is overwritten" in done.stderr


# --- what differs, and what is refused --------------------------------------------------------------------------------


def test_what_differs_is_shown_and_is_exit_1(desk: Desk, opa_binary: str) -> None:
    desk.write("policy/a.rego", 'package a\n\ndeny contains "too many" if to_number(input.count) > 1\n')
    desk.write("samples/odd.json", '{"count": "many"}')
    done = desk.adjudge("import", "policy", "--name", "shop", "--opa", opa_binary, "--samples", "samples")
    assert done.returncode == 1
    assert "differs: odd.json: a.deny" in done.stdout
    assert "0 of 1 evaluations agree" in done.stdout


GOOD = 'package good\n\ndeny contains "no" if input.bad\n'
REFUSED = {
    "a builtin that no engine takes": ('package a\n\ndeny contains "x" if http.send({"url": input.u})\n', "http.send"),
    "an object": ('package a\n\ndeny[key] := "x" if some key in input.keys\n', "is an object"),
    "data that is nowhere": ('package a\n\ndeny contains "x" if input.n > data.most\n', "does not exist"),
    "it reads its annotations": (
        "package a\n\ndeny contains rego.metadata.chain()[0].path if input.x\n",
        "annotations",
    ),
    "no Rego": ("package a\n\ndeny contains if if\n", "neither version"),
    "packages as a whole": ('package a\n\ndeny contains "x" if data.more[input.x]\n', "as a whole"),
    "several rules by one name": (
        'package many\n\ndeny contains "x" if count(data.many.deny) > 0\n',
        "which several rules were made of",
    ),
    "tests of nothing": ("package a_test\n\ntest_x if 1 == 1\n", "tests no policy"),
}


@pytest.mark.parametrize("what", sorted(REFUSED))
def test_a_file_that_cannot_be_converted_is_named_with_its_reason(desk: Desk, opa_binary: str, what: str) -> None:
    text, reason = REFUSED[what]
    files = {
        "policy/good.rego": GOOD,
        "policy/odd.rego": text,
        "policy/more/b.rego": "package more.b\n\nx := 1\n",
        "policy/many.rego": 'package many\n\ndeny contains "many" if input.many\n',
    }
    said = imported(desk, opa_binary, files, code=3)
    assert "shop.document.good" in said["rules"]
    assert reason in reasons(said)["odd.rego"]


def test_tests_of_what_is_refused_are_refused_with_it(desk: Desk, opa_binary: str) -> None:
    files = {
        "policy/good.rego": GOOD,
        "policy/a.rego": 'package a\n\ndeny contains "x" if input.n > data.most\n',
        "policy/a_test.rego": "package a_test\n\nimport data.a\n\ntest_x if count(a.deny) == 0 with input as {}\n",
        "policy/b.rego": 'package b\n\ndeny[key] := "x" if some key in input.keys\n',
        "policy/b_test.rego": "package b_test\n\nimport data.b\n\ntest_x if count(b.deny) == 0 with input as {}\n",
    }
    said = imported(desk, opa_binary, files, code=3)
    assert sorted(reasons(said)) == ["a.rego", "a_test.rego", "b.rego", "b_test.rego"]
    assert "could not be converted" in reasons(said)["a_test.rego"]


def test_two_files_of_a_package_may_not_mean_two_things_by_a_name(desk: Desk, opa_binary: str) -> None:
    files = {
        "policy/good.rego": GOOD,
        "policy/a.rego": "package a\n\nimport data.one.x\n\ndeny if x.bad\n",
        "policy/b.rego": "package a\n\nimport data.two.x\n\ndeny if x.worse\n",
        "policy/one.rego": "package one.x\n\nbad := input.bad\n",
        "policy/two.rego": "package two.x\n\nworse := input.worse\n",
    }
    assert "means one thing" in reasons(imported(desk, opa_binary, files, code=3))["a.rego"]


def test_a_package_that_became_several_rules_is_not_asked_as_one(desk: Desk, opa_binary: str) -> None:
    files = {
        "policy/good.rego": GOOD,
        "policy/main.rego": 'package main\n\ndeny_a contains "a" if input.a\n\ndeny_b contains "b" if input.b\n',
        "policy/odd.rego": 'package odd\n\nimport data.main\n\ndeny contains "x" if count(main) > 1\n',
    }
    said = imported(desk, opa_binary, files, code=3)
    assert "became several rules" in reasons(said)["odd.rego"]
    assert said["rules"] == ["shop.document.a", "shop.document.b", "shop.document.good"]


def test_a_policy_that_decides_nothing_is_told(desk: Desk, opa_binary: str) -> None:
    said = imported(desk, opa_binary, {"policy/good.rego": GOOD, "policy/idle.rego": "package idle\n\nx := input.x\n"})
    assert [each["file"] for each in said["notes"] if "decides nothing" in each["note"]] == ["idle.rego"]


def test_the_clock_is_that_of_the_run(desk: Desk, opa_binary: str) -> None:
    text = 'package a\n\ndeny contains "over" if time.now_ns() > input.until\n'
    said = imported(desk, opa_binary, {"policy/a.rego": text})
    assert [each["file"] for each in said["notes"] if "clock" in each["note"]] == ["a.rego"]
    assert "time.parse_rfc3339_ns(input.as_of) > input.document.until" in rule(desk, "document/a/a.rego")


def test_an_original_that_fails_too_is_told(desk: Desk, opa_binary: str) -> None:
    said = imported(
        desk,
        opa_binary,
        {"policy/good.rego": GOOD, "policy/odd.rego": 'package odd\n\ndeny contains "x" if squealer.scan(input)\n'},
        code=3,
    )
    assert "odd.rego" in reasons(said)
    assert [each["file"] for each in said["notes"] if "original fails too" in each["note"]] == ["odd.rego"]


USAGE = {
    "a folder that is not there": (("none",), "no such folder"),
    "a folder without policies": (("empty",), "no policy below it"),
    "a name that is taken": (("policy", "--name", "dubbing"), "plugin of adjudge's own"),
    "data that is called as the kind": (
        ("policy", "--name", "shop", "--data", "named.yaml"),
        "does not load what was made",
    ),
    "policies that decide nothing": (("idle",), "decides anything"),
    "samples that are not there": (("policy", "--name", "shop", "--samples", "none"), "no such folder"),
    "samples that cannot be read": (("policy", "--name", "shop", "--samples", "broken.json"), "broken.json"),
}


@pytest.mark.parametrize("what", sorted(USAGE))
def test_mistakes_are_answered(desk: Desk, opa_binary: str, what: str) -> None:
    for path, text in {
        "policy/good.rego": GOOD,
        "empty/a.txt": "",
        "idle/a.rego": "package a\n\nx := 1\n",
        "broken.json": "{",
        "named.yaml": "document: 1\n",
    }.items():
        desk.write(path, text)
    arguments, words = USAGE[what]
    done = desk.adjudge("import", *arguments, "--opa", opa_binary)
    assert done.returncode == 2, done.stdout + done.stderr
    assert words in done.stderr
    assert not list(desk.root.glob("adjudge-*"))


def template(of: str) -> str:
    return f"kind: ConstraintTemplate\n{of}\n"


UNREADABLE = {
    "a template whose annotations are a text": template("metadata: {annotations: x}"),
    "a template whose code is a number": template("spec: {targets: [{code: [3]}]}"),
    "a template whose libraries are a number": template("spec: {targets: [{rego: package a, libs: 3}]}"),
    "a template whose metadata is a text": template("metadata: x"),
    "a template whose rego is a list": template("spec: {targets: [{rego: [1]}]}"),
    "a template whose spec is a list": template("spec: [1]"),
    "a template whose target is a text": template("spec: {targets: [x]}"),
    "a template whose targets are a number": template("spec: {targets: 3}"),
}


@pytest.mark.parametrize("what", sorted(UNREADABLE))
def test_a_template_of_another_shape_is_named(tmp_path: Path, opa_binary: str, what: str) -> None:
    (tmp_path / "a.yaml").write_text(UNREADABLE[what], "utf-8")
    with pytest.raises(
        UsageError, match=r"a\.yaml: nothing below it could be read as a policy: it is no ConstraintTemplate"
    ):
        read_sources(tmp_path, (), Opa(opa_binary))


def test_a_policy_that_is_no_text_is_there_all_the_same(tmp_path: Path, opa_binary: str) -> None:
    (tmp_path / "a.rego").write_bytes(b"\xff\xfe")
    with pytest.raises(
        UsageError, match=r"a\.rego: nothing below it could be read as a policy: the policy is not UTF-8"
    ):
        read_sources(tmp_path, (), Opa(opa_binary))


def test_data_below_what_is_no_object_is_named(desk: Desk, opa_binary: str) -> None:
    said = imported(
        desk,
        opa_binary,
        {"policy/good.rego": GOOD, "policy/a/data.yaml": "b: 2\n", "policy/data.yaml": "a: 1\n"},
        code=3,
    )
    assert [each["file"] for each in said["refused"]] == ["a/data.yaml"]


def test_without_opa_nothing_is_imported(desk: Desk) -> None:
    desk.write("policy/good.rego", GOOD)
    done = desk.adjudge("import", "policy", "--opa", "no-such-opa")
    assert done.returncode == 2
    assert "no OPA" in done.stderr


def test_an_opa_that_does_not_run_is_told(desk: Desk) -> None:
    desk.write("policy/good.rego", GOOD)
    desk.write("opa", "\x00")
    (desk.root / "opa").chmod(0o755)
    done = desk.adjudge("import", "policy", "--opa", "./opa")
    assert done.returncode == 2
    assert "OPA does not run" in done.stderr


def test_packages_of_one_name_that_belong_to_two_templates_are_told_apart(desk: Desk, opa_binary: str) -> None:
    files = {}
    for name in ("one", "two"):
        files |= {
            f"policy/{name}/constraint.tmpl": "kind: ConstraintTemplate\n",
            f"policy/{name}/src.rego": "package images\n\nimport data.lib.exempt\n\n"
            f'violation[{{"msg": "{name}"}}] {{ not exempt.is_exempt(input.review) }}\n',
            f"policy/{name}/lib.rego": f"package lib.exempt\n\nis_exempt(review) {{ review.{name} }}\n",
            f"policy/{name}/src_test.rego": f'package images\n\ntest_denied {{ violation[{{"msg": "{name}"}}]'
            ' with input as {"review": {}} }\n',
        }
    said = imported(desk, opa_binary, files)
    assert said["rules"] == ["shop.document.images", "shop.document.images_two"]
    assert (said["evaluations"], said["differences"]) == (2, [])
    assert said["tests"] == {"run": 2, "same": 2, "differ": []}
    assert "import data.shop.lib.exempt_two as exempt\n" in rule(desk, "document/images_two/images_two.rego")
    assert [each["file"] for each in said["notes"] if "says otherwise" in each["note"]] == [
        "two/lib.rego",
        "two/src.rego",
        "two/src_test.rego",
    ]


def test_templates_whose_libraries_differ_have_one_each(desk: Desk, opa_binary: str) -> None:
    other = GATEKEEPER["policy/labels/template.yaml"].replace("labelled", "named").replace("not there[each]", "each")
    desk.write("policy/names/template.yaml", other.replace("Labelled", "Named"))
    desk.write("review.json", '{"parameters": {"labels": ["a"]}, "review": {"object": {"metadata": {"labels": {}}}}}')
    said = imported(desk, opa_binary, GATEKEEPER, "--samples", "review.json")
    assert said["rules"] == ["shop.document.labelled", "shop.document.named"]
    assert (said["evaluations"], said["differences"]) == (2, [])


def test_a_function_without_arguments_is_a_rule(desk: Desk, opa_binary: str) -> None:
    text = "package a\n\ndeny[msg] { input.bad; msg := words() }\n\nwords() = out { out = input.bad }\n"
    said = imported(
        desk, opa_binary, {"policy/a.rego": text, "samples/a.json": '{"bad": "it is bad"}'}, "--samples", "samples"
    )
    assert (said["evaluations"], said["differences"]) == (1, [])


TWO_VALUES = {
    "policy/a.rego": "package a\n\ndeny[port(input)] { input.ports }\n\nport(x) = x.ports.a\n\nport(x) = x.ports.b\n",
    "samples/a.json": '{"ports": {"a": "x"}}',
    "samples/b.json": '{"ports": {"a": "x", "b": "y"}}',
}


def test_where_the_original_fails_the_rule_is_an_error_too(desk: Desk, opa_binary: str) -> None:
    said = imported(desk, opa_binary, TWO_VALUES, "--samples", "samples")
    assert (said["evaluations"], said["differences"], said["uncompared"]) == (2, [], [])


def test_a_rule_that_finds_nothing_where_the_original_fails_differs() -> None:
    asked = Asked("a", "deny", "shop.document.a", "deny", None)
    found = compared(
        [asked], ["one"], {("a", "deny"): {0: FailedInputs()}}, [{"shop.document.a": TrialAnswer("passed", {})}]
    )
    (difference,) = found.differences
    assert str(difference.note) == "the original fails there, and this does not"


def test_tests_that_end_otherwise_are_named(desk: Desk, opa_binary: str) -> None:
    desk.write("policy/a.rego", 'package a\n\ndeny contains "late" if time.now_ns() > 0\n')
    desk.write(
        "policy/a_test.rego",
        "package a_test\n\nimport data.a\n\ntest_late if count(a.deny) == 1\n\ntest_early if count(a.deny) == 0\n",
    )
    done = desk.adjudge("import", "policy", "--name", "shop", "--opa", opa_binary)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "test: a_test.test_late passed, and does not any more" in done.stdout
    assert "test: a_test.test_early did not pass, and ends otherwise now" in done.stdout


def test_what_opa_cannot_read_of_what_was_made_is_refused(desk: Desk, opa_binary: str) -> None:
    """An OPA of another age may: this one takes no rule that is called ``odd``."""
    desk.write(
        "older",
        f"""#!/bin/sh
for last; do :; done
if [ "$1" = fmt ]; then
  for file in $(grep -ls 'shop.document.odd$' "$last"/*.rego); do
    echo "$file:1: rego_parse_error: odd" >&2
    exit 2
  done
fi
exec {opa_binary} "$@"
""",
    )
    (desk.root / "older").chmod(0o755)
    files = {"policy/good.rego": GOOD, "policy/odd.rego": 'package odd\n\ndeny contains "x" if input.x\n'}
    said = imported(desk, "./older", files, code=3)
    assert "what was made of it is no Rego: 1: rego_parse_error: odd" in reasons(said)["odd.rego"]


def test_links_that_lead_out_of_the_folder_are_told_and_not_read(desk: Desk, opa_binary: str) -> None:
    desk.write("elsewhere/far.rego", 'package far\n\ndeny contains "x" if input.x\n')
    (desk.root / "policy").mkdir()
    (desk.root / "policy" / "far.rego").symlink_to(desk.root / "elsewhere" / "far.rego")
    (desk.root / "policy" / "more").symlink_to(desk.root / "elsewhere")
    said = imported(desk, opa_binary, {"policy/good.rego": GOOD}, code=3)
    assert reasons(said) == dict.fromkeys(("far.rego", "more"), "it is a link that leads out of the folder")


def test_opa_is_named_by_the_environment_or_the_configuration(desk: Desk, opa_binary: str) -> None:
    desk.write("policy/good.rego", GOOD)
    assert "no OPA" in desk.adjudge("import", "policy", env={"ADJUDGE_OPA": "no-such-opa"}).stderr
    desk.write("adjudge.toml", 'opa = "no-such-opa"\n')
    assert "no OPA" in desk.adjudge("import", "policy").stderr
    done = desk.adjudge("import", "policy", "--name", "shop", env={"ADJUDGE_OPA": opa_binary})
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_told_to_people_has_all_that_was_not_converted(desk: Desk, opa_binary: str) -> None:
    rego = 'package images\n\nviolation[{"msg": "no"}] { input.review.bad }\n'
    template = {"kind": "ConstraintTemplate", "metadata": {"name": "images"}, "spec": {"targets": [{"rego": rego}]}}
    desk.write("policy/images.rego", rego)
    desk.write("policy/images.yaml", json.dumps(template))
    desk.write("policy/broken.rego", "package a\n\ndeny contains if if\n")
    desk.write("policy/README.md", "# Policies\n")
    done = desk.adjudge("import", "policy", "--name", "shop", "--opa", opa_binary)
    assert done.returncode == 3
    assert "not converted: broken.rego: it is Rego of neither version" in done.stdout
    assert "the package stands in images.rego as well, and that one is taken (1): images.yaml" in done.stdout
    assert "Other files are no policies: .md (1)" in done.stdout


def test_beyond_twenty_differences_their_number_is_told(desk: Desk, opa_binary: str) -> None:
    desk.write("policy/a.rego", 'package a\n\ndeny contains "too many" if to_number(input.count) > 1\n')
    for number in range(21):
        desk.write(f"samples/{number:02}.json", json.dumps({"count": f"many {number}"}))
    done = desk.adjudge("import", "policy", "--name", "shop", "--opa", opa_binary, "--samples", "samples")
    assert done.stdout.count("differs: ") == 20
    assert "… and 1 more\n" in done.stdout


def test_where_nothing_is_converted_the_first_reason_is_told(desk: Desk, opa_binary: str) -> None:
    desk.write("policy/broken.rego", "package a\n\ndeny contains if if\n")
    done = desk.adjudge("import", "policy", "--name", "shop", "--opa", opa_binary)
    assert done.returncode == 2
    assert "broken.rego: it is Rego of neither version" in done.stderr
