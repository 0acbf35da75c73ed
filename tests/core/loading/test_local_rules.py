"""Rules of a folder that the configuration names: a plugin like any other, and under a gate only by its digest."""

from __future__ import annotations

import json
from typing import Any

import pytest
from catering import BAD_MENU, GOOD_MENU, MENU, catering
from desk import Desk

RULE = "policy/catering/menu/short/short.rego"
POLICY = """
# METADATA
# title: A menu is short
# schemas:
#   - input.document: schema.catering.menu
# custom:
#   severity: low
#   message: "{count} dishes are more than {most}"
#   zh: {title: 菜单简短, message: "{count} 道菜，多于 {most} 道"}
package policy.catering.menu.short

import data.policy.lib.sizes

deny contains {"path": ["dishes"], "count": count(input.document.dishes), "most": sizes.most} if {
	count(input.document.dishes) > sizes.most
}
"""
HELPER = "package policy.lib.sizes\n\nmost := data.policy.most\n"
LONG = "dishes:\n- {name: Soup, allergens: []}\n- {name: Bread, allergens: [gluten]}\n"
INVOICE = '{"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Invoice", "type": "object", \
"required": ["total"], "additionalProperties": false, "properties": {"kind": {"const": "policy.invoice"}, \
"total": {"title": "Total", "type": "integer"}}}'
PAID = """
# METADATA
# title: An invoice is of something
# schemas:
#   - input.document: schema.policy.invoice
# custom: {severity: high, message: it is of nothing}
package policy.invoice.of_something

deny contains {"path": ["total"]} if input.document.total <= 0
"""


@pytest.fixture
def studio(project: Desk) -> Desk:
    """A project with an installed plugin, a menu, and a folder of rules that its configuration names."""
    project.plugin("catering", catering())
    project.write("adjudge.toml", 'rules = ["policy/"]\n')
    project.write(MENU, LONG)
    project.write(RULE, POLICY)
    project.write("policy/lib/sizes/sizes.rego", HELPER)
    project.write("policy/data.yaml", "most: 1\n")
    return project


def refused(studio: Desk, rules: str = '"policy/"') -> str:
    studio.write("adjudge.toml", f"rules = [{rules}]\n")
    done = studio.adjudge("check", MENU)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def findings(artifact: dict[str, Any]) -> list[dict[str, Any]]:
    return [{**finding, "rule": said["rule"]} for said in artifact["outcomes"] for finding in said["findings"]]


def gate(studio: Desk, plugins: str, first: str = "") -> str:
    file = studio.wheels.parent / "gate.toml"
    file.write_text(f'environment = "production"\n{first}{plugins}', encoding="utf-8")
    return str(file)


def digest(studio: Desk) -> str:
    plugins = json.loads(studio.adjudge("plugins", "--json", "--digests").stdout)["plugins"]
    (found,) = [plugin["sha256"] for plugin in plugins if plugin["name"] == "policy"]
    return str(found)


# --- a plugin like any other ------------------------------------------------------------------------------------------


def test_a_folder_of_rules_judges_beside_what_is_installed(studio):
    report = studio.json(MENU)
    (artifact,) = report["artifacts"]
    assert {said["rule"]: said["outcome"] for said in artifact["outcomes"]} == {
        "catering.menu.allergens": "passed",
        "policy.catering.menu.short": "denied",
    }
    assert report["summary"]["exit_code"] == 1


def test_its_finding_has_place_words_and_title_in_both_languages(studio):
    done = studio.adjudge("check", MENU)
    assert "denied (low): 2 dishes are more than 1\n" in done.stdout
    assert f"--> {MENU}:1:1" in done.stdout
    assert "2 道菜，多于 1 道" in studio.adjudge("check", MENU, "--lang", "zh").stdout


def test_what_is_no_longer_named_is_no_longer_asked(studio):
    studio.write("adjudge.toml", "")
    assert studio.adjudge("check", MENU).returncode == 0


def test_a_pyproject_names_them_as_well(studio):
    (studio.root / "adjudge.toml").unlink()
    studio.write("pyproject.toml", '[tool.adjudge]\nrules = ["policy"]\n')
    assert studio.adjudge("check", MENU).returncode == 1


def test_its_files_are_no_artifacts_of_the_walk(studio):
    assert " 0 unclaimed " in studio.adjudge("check").stdout.rstrip("\n").rpartition("\n")[2]


def test_it_is_listed_with_its_folder_rules_and_digest(studio):
    done = studio.adjudge("plugins", "--digests")
    assert done.returncode == 0, done.stderr
    shown = done.stdout[done.stdout.index("policy  policy/ 0+local") :]
    assert shown.split("\n")[1] == f"  sha256 {digest(studio)}"
    assert "policy  policy  (1 rule)" in shown.replace("policy (1", "policy  (1")


def test_its_digest_is_that_of_its_files_wherever_the_project_lies(studio):
    before = digest(studio)
    (studio.root / "house").mkdir()
    (studio.root / "policy").rename(studio.root / "house" / "policy")
    studio.write("adjudge.toml", 'rules = ["house/policy/"]\n')
    assert digest(studio) == before
    studio.write("house/policy/data.yaml", "most: 2\n")
    assert digest(studio) != before


def test_it_can_be_blocked_and_required(studio):
    assert studio.adjudge("check", MENU, "--disable-plugin", "policy").returncode == 0
    studio.write("adjudge.toml", 'rules = ["policy/"]\nrequired_plugins = {policy = ""}\n')
    assert studio.adjudge("check", MENU).returncode == 1
    done = studio.adjudge("check", MENU, "--disable-plugin", "policy")
    assert (done.returncode, "required plugin policy is blocked" in done.stderr) == (2, True)


def test_a_rule_of_it_is_explained_and_selected(studio):
    assert "policy/ 0+local" in studio.adjudge("explain", "policy.catering.menu.short").stdout
    assert studio.adjudge("check", MENU, "--ignore", "policy.*").returncode == 0


def test_it_may_have_a_kind_of_its_own(studio):
    studio.write("policy/schemas/invoice.json", INVOICE)
    studio.write("policy/invoice/of_something/of_something.rego", PAID)
    studio.write("first.yaml", "kind: policy.invoice\ntotal: 0\n")
    studio.write("second.yaml", "kind: policy.invoice\ntotal: none\n")
    report = studio.json("first.yaml", "second.yaml")
    assert [[found["rule"] for found in findings(each)] for each in report["artifacts"]] == [
        ["policy.invoice.of_something"],
        ["policy.invoice.schema"],
    ]


def test_a_broken_rule_costs_what_it_judges_and_is_told_with_its_line(studio):
    studio.write(RULE, POLICY.replace("deny contains", "deny_all contains"))
    done = studio.adjudge("check", MENU)
    assert done.returncode == 3
    assert f"{RULE}:" in done.stdout + done.stderr


def test_a_kind_that_nobody_has_is_an_error(studio):
    studio.write("policy/catering/mennu/short/short.rego", POLICY.replace(".menu", ".mennu"))
    done = studio.adjudge("check", MENU)
    assert done.returncode == 3
    assert "the domain policy extends catering.mennu, which does not exist" in done.stdout + done.stderr


def test_its_fingerprints_do_not_ask_where_the_rules_lie(studio):
    def fingerprints() -> list[str]:
        (artifact,) = studio.json(MENU)["artifacts"]
        return [finding["fingerprint"] for finding in findings(artifact)]

    before = fingerprints()
    (studio.root / "house").mkdir()
    (studio.root / "policy").rename(studio.root / "house" / "policy")
    studio.write("adjudge.toml", 'rules = ["house/policy"]\n')
    assert fingerprints() == before != []


# --- under a gate -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", ["[plugins.catering]\n", "[plugins.catering]\n[plugins.policy]\n"])
def test_a_gate_that_does_not_name_its_digest_refuses_it(studio, named):
    done = studio.adjudge("check", MENU, "--gate", gate(studio, named))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: adjudge.toml:1:")
    assert f"the gate production does not name the digest of the local rules policy: it is {digest(studio)}" in (
        done.stderr
    )


def test_a_gate_that_names_its_digest_takes_it(studio):
    named = f'[plugins.catering]\n[plugins.policy]\nsha256 = "{digest(studio)}"\n'
    (artifact,) = studio.json(MENU, "--gate", gate(studio, named))["artifacts"]
    assert [finding["rule"] for finding in findings(artifact)] == ["policy.catering.menu.short"]


def test_a_gate_refuses_rules_that_were_changed(studio):
    named = f'[plugins.catering]\n[plugins.policy]\nsha256 = "{digest(studio)}"\n'
    studio.write("policy/data.yaml", "most: 100\n")
    done = studio.adjudge("check", MENU, "--gate", gate(studio, named))
    assert (done.returncode, "the plugin policy is not the one that the gate names" in done.stderr) == (2, True)


def test_a_gate_that_reads_no_configuration_has_none(studio):
    first = "read_configuration = false\n"
    done = studio.adjudge("check", MENU, "--gate", gate(studio, "[plugins.catering]\n", first))
    assert done.returncode == 0, done.stderr
    named = f'[plugins.catering]\n[plugins.policy]\nsha256 = "{digest(studio)}"\n'
    done = studio.adjudge("check", MENU, "--gate", gate(studio, named, first))
    assert (done.returncode, "required plugin policy is not installed" in done.stderr) == (2, True)


# --- what is no folder of rules ---------------------------------------------------------------------------------------

TAKEN = {
    '"catering/"': "the folder of rules catering is called as an installed plugin. Rename the folder.\n",
    '"house/policy", "policy"': "two folders of rules would be the plugin policy: house/policy/, policy/. Rename one, ",
    '"link"': "link is a link. Put the file or folder itself there",
    '"lib"': "a plugin cannot be called lib, which is reserved. Rename the folder.\n",
    '"none"': "there is no rule in none/. Put one at none/<domain>/<kind>/<rule>/<rule>.rego",
    '"polcy/"': "there is no folder of rules polcy/. Did you mean policy?\n",
    '"policy", "policy/catering"': "of the folders of rules policy/ and policy/catering/, one lies in the other. Name the outer one only",
    '"rules.d"': "a plugin cannot be called rules.d: lower-case letters, digits and underscores, a letter first. Rename the folder",
    '"somewhere/else/entirely"': "there is no folder of rules somewhere/else/entirely. Make it, with a rule at somewhere/",
    '"thing"': "thing is no folder. Name the folder that holds the rules",
    '"../policy"': "the folder of rules ../policy does not lie below the configuration. Name a folder below it",
    '"."': "the folder of rules . does not lie below the configuration. Name a folder below it",
    '"/policy"': "the folder of rules /policy does not lie below the configuration. Name a folder below it",
}


@pytest.mark.parametrize("rules", sorted(TAKEN))
def test_what_cannot_be_one_is_refused_at_its_line_with_what_to_do(studio, rules):
    for folder in ("catering", "house/policy", "lib", "policy/catering", "rules.d"):
        studio.write(f"{folder}/a/b/c/c.rego", "package x\n")
    (studio.root / "none" / "README").mkdir(parents=True)
    (studio.root / "link").symlink_to("policy")
    studio.write("thing", "")
    (studio.root / "policy" / "catering" / "a" / "b" / "c" / "c.rego").unlink()
    for gone in ("a/b/c", "a/b", "a"):
        (studio.root / "policy" / "catering" / gone).rmdir()
    said = refused(studio, rules)
    assert said.startswith("error: adjudge.toml:1:")
    assert TAKEN[rules] in said


def test_a_folder_that_was_meant_is_named(studio):
    assert "Did you mean policy?" in refused(studio, '"polcy"')
    studio.write("House-Rules/catering/menu/short/short.rego", POLICY)
    assert "as in house_rules" in refused(studio, '"House-Rules"')


@pytest.mark.parametrize("path", ["policy/catering/menu/other", "policy/data.yml"])
def test_nothing_is_read_through_a_link(studio, path):
    outside = studio.wheels.parent / "outside"
    outside.mkdir()
    (studio.root / path).symlink_to(outside)
    said = refused(studio)
    assert f"{path} is a link" in said


def test_a_policy_that_cannot_lie_there_is_named(studio):
    studio.write("policy/short.rego", POLICY)
    assert refused(studio).startswith("error: policy/short.rego: no policy lies here")


def test_a_kind_of_its_own_needs_a_schema(studio):
    studio.write("policy/invoice/of_something/of_something.rego", PAID)
    said = refused(studio)
    assert said.startswith("error: policy/invoice/of_something/of_something.rego: policy.invoice has no schema")
    assert "policy/schemas/invoice.json" in said


@pytest.mark.parametrize("value", ['"policy/"', "[7]", '["policy", "policy"]'])
def test_the_configuration_says_a_list_of_folders(studio, value):
    studio.write("adjudge.toml", f"rules = {value}\n")
    done = studio.adjudge("check", MENU)
    assert (done.returncode, done.stderr.startswith("error: adjudge.toml:1:")) == (2, True)


def test_a_file_that_cannot_be_read_is_named(studio):
    (studio.root / RULE).write_bytes(b"x" * ((16 << 20) + 1))
    assert "policy/catering/menu/short: " in refused(studio)


def test_a_wrong_folder_does_not_take_the_help_away(studio):
    studio.write("adjudge.toml", 'rules = ["nowhere"]\n')
    assert studio.adjudge("--help").returncode == 0


def test_a_menu_that_is_short_enough_passes_and_what_others_deny_is_denied(studio):
    studio.write(MENU, GOOD_MENU)
    assert studio.adjudge("check", MENU).returncode == 0
    studio.write(MENU, BAD_MENU)
    assert studio.adjudge("check", MENU).returncode == 1


def test_words_of_schemas_in_another_language_are_no_kind(studio: Desk) -> None:
    studio.write("policy/schemas/invoice.json", INVOICE)
    studio.write("policy/schemas/zh.yaml", "Invoice: 发票\n")
    studio.write("policy/invoice/of_something/of_something.rego", PAID)
    done = studio.adjudge("schema", "policy.invoice", "--lang", "zh")
    assert (done.returncode, '"发票"' in done.stdout) == (0, True), done.stderr
