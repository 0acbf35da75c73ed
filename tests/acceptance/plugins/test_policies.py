"""A rule that breaks the policy contract is refused with its file, its line and the next step, never left out."""

from __future__ import annotations

import pytest
from catering import (
    BAD_MENU,
    DATA,
    FILES,
    HELPER,
    MENU,
    PARAMS_SCHEMA,
    RULE,
    RULE_ID,
    SCHEMA,
    catering,
    open_kitchen,
    refused,
)
from wheels import outcome

FILE = RULE.removeprefix("policies/")
TEXT = FILES[RULE]
METADATA = TEXT[: TEXT.index("package ")].lstrip("\n")


def line_of(text: str, path: str = RULE) -> int:
    return next(number for number, line in enumerate(FILES[path].split("\n"), 1) if text in line)


# --- METADATA -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "says", "at"),
    [
        (METADATA, "", "the rule has no METADATA", None),
        ("# METADATA\n", "# Metadata\n", "the rule has no METADATA", "package catering"),
        ("package catering", "\npackage catering", "the rule has no METADATA", None),
        ("#   severity: high\n", "#   severity: [high\n", "METADATA does not parse", "severity: high"),
        ("#   severity: high\n", "#   severity: high\n#   severity: low\n", "METADATA does not parse", "basis:"),
        ("#   severity: high\n", "#   severity: grave\n", "METADATA: ", "severity: high"),
        ("#   severity: high\n", "", "METADATA: ", "custom:"),
        ("# title: Every dish names its allergens\n", "", "METADATA: ", "METADATA"),
        ("# scope: package\n", "# scope: rule\n", "METADATA: ", "scope:"),
        ("# scope: package\n", "# scope: package\n# colour: red\n", "METADATA: ", None),
        ("#   collections: [release]\n", "#   collections: release\n", "METADATA: ", "collections:"),
        ("#   collections: [release]\n", '#   effective: {from: "soon"}\n', "METADATA: ", "collections:"),
        ("#   collections: [release]\n", "#   jurisdictions: [china]\n", "METADATA: ", "collections:"),
        ("#     title: 每道菜均注明过敏原\n", "", "METADATA: ", "zh:"),
        (
            '#     message: "{dish} 未注明过敏原"\n',
            "#     message: {late: 未注明过敏原}\n",
            "METADATA: `zh.message` has other codes than `message`",
            "未注明过敏原",
        ),
        (
            "#   - input.document: schema.catering.menu\n",
            "#   - input.document: schema.catering.dinner\n",
            "the rule lies in the folder of catering.menu, but its METADATA says input.document is schema.catering.dinner",
            "schemas:",
        ),
        (
            "#   - input.document: schema.catering.menu\n",
            "",
            "but its METADATA says input.document is nothing",
            "schemas:",
        ),
    ],
)
def test_metadata_that_breaks_the_contract_is_refused(project, old, new, says, at):
    open_kitchen(project, {RULE: (old, new)})
    report = project.json()
    found = [problem for problem in report["problems"] if says in problem["message"]]
    assert found, report["problems"]
    error = found[0]
    assert report["summary"]["exit_code"] == 3
    assert (error["plugin"], error["rule"], error["file"]) == ("catering", RULE_ID, FILE)
    assert error["hint"].endswith(".")
    if at is not None:
        assert abs(error["line"] - line_of(at)) <= 1, f"{error['line']}, not near {line_of(at)}"
    assert outcome(report, "menu.bakery.yaml", "bakery.menu.allergens") == "denied"
    assert {said["file"]: said["verdict"] for said in report["artifacts"]}[MENU] == "error"


def test_a_rule_with_neither_deny_nor_warn_is_refused(project):
    open_kitchen(project, {RULE: ("deny contains", "refuse contains")})
    refused(project, says="the rule has neither `deny` nor `warn`", file=FILE, line=line_of("package catering"))


def test_a_deny_that_is_no_set_is_an_error_of_its_rule(project, engine):
    text = TEXT[: TEXT.index("deny contains")] + 'deny := ["no set"]\n'
    open_kitchen(project, {RULE: text.replace("import data.catering.lib.dishes\n", "")})
    report = project.json(*engine)
    assert (report["summary"]["exit_code"], outcome(report, MENU, RULE_ID)) == (3, "error")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"dish": dish.name}', '"food": dish.name}', "the message of the rule needs 'dish', which a finding lacks"),
        ('"dish": dish.name}', '"dish": dish.name, "msg": 7}', "`msg` of a finding is a string"),
        ('{"path": ["dishes", i], "dish": dish.name}', "7", "a finding is an object or a string, not 7"),
        ('"path": ["dishes", i]', '"path": "/dishes"', "`path` of a finding is an array"),
        (
            "applies if input.facts.dishes > data.catering.params.fewest_dishes",
            'applies := "yes"',
            "`applies` is no boolean",
        ),
    ],
)
def test_an_answer_that_breaks_the_contract_is_an_error_of_its_rule(project, engine, old, new, says):
    open_kitchen(project, {RULE: (old, new)})
    report = project.json(*engine)
    said = next(said for said in report["artifacts"] if said["file"] == MENU)["outcomes"][0]
    assert (report["summary"]["exit_code"], said["outcome"]) == (3, "error")
    assert says in said["note"]
    assert outcome(report, "menu.bakery.yaml", "bakery.menu.allergens") == "denied"


def test_a_finding_with_a_code_that_metadata_lacks_is_an_error_of_its_rule(project):
    text = TEXT.replace('message: "{dish} does not name its allergens"', 'message: {missing: "{dish} is bare"}')
    text = text.replace('message: "{dish} 未注明过敏原"', 'message: {missing: "{dish}"}')
    open_kitchen(project, {RULE: text.replace('{"path"', '{"code": "late", "path"')})
    report = project.json()
    said = next(said for said in report["artifacts"] if said["file"] == MENU)["outcomes"][0]
    assert (report["summary"]["exit_code"], said["outcome"]) == (3, "error")
    assert "the finding has the code late, for which METADATA has no message" in said["note"]


# --- Rego -----------------------------------------------------------------------------------------------------------


def test_a_policy_that_does_not_parse_is_an_error_of_its_rule(project, engine):
    open_kitchen(project, {RULE: ("some i, dish in", "some i dish in")})
    report = project.json(*engine)
    assert outcome(report, MENU, RULE_ID) == "error"
    error = refused(project, *engine, says="", file=FILE, line=line_of("some i, dish in"))
    assert error["rule"] == RULE_ID


def test_an_unknown_builtin_is_an_error_of_its_rule(project, engine):
    open_kitchen(project, {RULE: ("not dishes.complete(dish)", "not is_complete(dish)")})
    error = refused(project, *engine, says="is_complete", file=FILE, line=line_of("dishes.complete"))
    assert error["rule"] == RULE_ID


COUNTED = (
    METADATA.replace("{dish}", "A menu")
    + """package catering.menu.counted

deny contains {"path": []} if count(input.document.dishes) > 100
"""
)


def test_a_helper_that_does_not_parse_takes_the_rules_that_reach_it_with_it_and_no_others(project, engine):
    counted = {"policies/catering/menu/counted/counted.rego": COUNTED}
    open_kitchen(project, {HELPER: ("complete(dish) if", "complete(dish if"), **counted})
    report = project.json(*engine)
    assert report["summary"]["exit_code"] == 3
    assert (outcome(report, MENU, RULE_ID), outcome(report, MENU, "catering.menu.counted")) == ("error", "passed")
    assert {said["file"]: said["verdict"] for said in report["artifacts"]} == {
        MENU: "error",
        "menu.bakery.yaml": "deny",
    }
    assert any(
        (problem.get("file"), problem.get("plugin")) == ("catering/lib/dishes/dishes.rego", "catering")
        for problem in report["problems"]
    )


HASHED = ("\tnot dishes.complete(dish)", '\tnot dishes.complete(dish)\n\tcrypto.sha256(dish.name) != ""')


def test_a_builtin_that_the_embedded_engine_lacks_is_refused_with_the_way_out(project):
    open_kitchen(project, {RULE: HASHED})
    error = refused(
        project,
        "--engine",
        "embedded",
        says="the embedded engine lacks the builtin crypto.sha256",
        file=FILE,
        line=line_of("dishes.complete") + 1,
    )
    assert error["hint"] == "Run with --engine native or --engine opa."


def test_a_builtin_that_the_embedded_engine_lacks_works_on_opa(project, opa_binary):
    open_kitchen(project, {RULE: HASHED})
    report = project.json("--engine", "opa", "--opa", opa_binary)
    assert (report["problems"], outcome(report, MENU, RULE_ID)) == ([], "denied")


def test_a_rule_that_the_engine_refuses_leaves_the_other_rules_standing(project, engine):
    other = TEXT.replace("catering.menu.allergens", "catering.menu.names")
    broken = TEXT.replace("some i, dish in", "some i dish in")
    open_kitchen(project, {RULE: broken, "policies/catering/menu/names/names.rego": other})
    report = project.json(*engine)
    assert report["summary"]["exit_code"] == 3
    assert outcome(report, MENU, RULE_ID) == "error"
    assert outcome(report, MENU, "catering.menu.names") == "denied"


def test_a_policy_that_is_no_utf8_is_refused(project):
    open_kitchen(project, {RULE: TEXT.encode().replace(b"A guest", b"A \xff guest")})
    refused(project, says="the policy is not UTF-8", file=FILE)


# --- files and folders ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        (
            "menu/allergens/more.rego",
            "package catering.menu.allergens\n\ndeny contains 1\n",
            "one package is one file, named after its folder: allergens.rego",
        ),
        ("menu/names/allergens.rego", TEXT, "one package is one file, named after its folder: names.rego"),
        (
            "menu/names/names.rego",
            TEXT,
            "the package is catering.menu.allergens, but the folder is catering.menu.names",
        ),
        ("menu/names/names.rego", "# nothing here\n", "the package is missing, but the folder is catering.menu.names"),
        ("menu/menu.rego", TEXT.replace(".menu.allergens", ".menu"), "no policy lies here"),
        ("catering.rego", TEXT.replace("package catering.menu.allergens", "package catering"), "no policy lies here"),
        ("menu/a/b/b.rego", TEXT.replace("menu.allergens", "menu.a.b"), "no policy lies here"),
        ("lib/dishes/deep/deep.rego", "package catering.lib.dishes.deep\n", "no policy lies here"),
        ("menu/schema/schema.rego", TEXT.replace("menu.allergens", "menu.schema"), "schema is a reserved rule name"),
        (
            "menu/reference/reference.rego",
            TEXT.replace("menu.allergens", "menu.reference"),
            "reference is a reserved rule name",
        ),
        (
            "dinner/late/late.rego",
            TEXT.replace("menu.allergens", "dinner.late").replace("schema.catering.menu\n", "schema.catering.dinner\n"),
            "the rule judges catering.dinner, which the domain catering neither has",
        ),
        (
            "dubbing/project/food/food.rego",
            TEXT.replace("menu.allergens", "dubbing.project.food"),
            "no policy lies here",
        ),
        ("data.json", "{}", "a data file of a policy folder is named data.yaml"),
        ("menu/data.json", "{}", "a data file of a policy folder is named data.yaml"),
        ("more.yaml", "a: 1\n", "a data file of a policy folder is named data.yaml"),
    ],
)
def test_a_file_in_the_wrong_place_is_refused(project, path, text, says):
    open_kitchen(project, {f"policies/catering/{path}": text})
    report = project.json()
    error = report["problems"][0]
    assert says in error["message"]
    assert (report["summary"]["exit_code"], error["plugin"], error["file"]) == (3, "catering", f"catering/{path}")
    assert error["hint"].endswith(".")
    assert outcome(report, "menu.bakery.yaml", "bakery.menu.allergens") == "denied"


def test_a_domain_without_a_folder_of_policies_is_refused(project):
    changes = {path: None for path in FILES if path.startswith("policies/catering/")}
    open_kitchen(project, {**changes, "policies/readme.txt": "Nothing.\n"})
    refused(project, says="there is no folder catering with policies")


@pytest.mark.parametrize("folder", ["policies", "schemas"])
def test_a_package_that_is_not_there_is_refused(project, folder):
    open_kitchen(project, {"__init__.py": (f'"adjudge_catering.{folder}"', f'"adjudge_catering.{folder}_gone"')})
    refused(project, says=f"the package adjudge_catering.{folder}_gone cannot be opened")


def test_a_package_that_raises_when_it_is_opened_is_refused(project):
    open_kitchen(project, {"policies/__init__.py": "raise SystemExit(0)\n"})
    refused(project, says="the package adjudge_catering.policies cannot be opened: SystemExit: 0")


# --- data -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "says", "file"),
    [
        ({DATA: "params: [1\n"}, "", "catering/data.yaml"),
        ({DATA: "params: {fewest_dishes: 010}\n"}, "", "catering/data.yaml"),
        ({DATA: "- 1\n"}, "a data file is one mapping", "catering/data.yaml"),
        ({DATA: "a: 1\n---\nb: 2\n"}, "a data file is one mapping", "catering/data.yaml"),
        (
            {DATA: FILES[DATA] + "menu: {allergens: {deny: []}}\n"},
            "data.catering.menu is data, and a package as well",
            "catering/data.yaml",
        ),
        ({DATA: FILES[DATA] + "menu: 1\n"}, "data.catering.menu is data, and a package as well", "catering/data.yaml"),
        (
            {DATA: FILES[DATA] + "lib: {dishes: {complete: 1}}\n"},
            "data.catering.lib is data, and a package as well",
            "catering/data.yaml",
        ),
        (
            {"policies/catering/menu/allergens/data.yaml": "deny: []\n"},
            "data.catering.menu is data, and a package as well",
            "catering/data.yaml",
        ),
        (
            {DATA: FILES[DATA] + "limits: {hot: 1}\n", "policies/catering/limits/data.yaml": "hot: 2\n"},
            "hot is in two data files",
            "catering/limits/data.yaml",
        ),
        (
            {DATA: FILES[DATA] + "limits: 1\n", "policies/catering/limits/data.yaml": "hot: 2\n"},
            "limits is in two data files",
            "catering/limits/data.yaml",
        ),
        (
            {DATA: FILES[DATA] + "basics: 1\n", "policies/catering/basics/data.yaml": "hot: 2\n"},
            "basics is in two data files",
            "catering/data.yaml",
        ),
    ],
)
def test_data_that_is_in_doubt_is_refused(project, changes, says, file):
    open_kitchen(project, changes)
    report = project.json()
    error = report["problems"][0]
    assert says in error["message"]
    assert (report["summary"]["exit_code"], error["plugin"], error["file"]) == (3, "catering", file)
    assert error["hint"].endswith(".")
    assert outcome(report, "menu.bakery.yaml", "bakery.menu.allergens") == "denied"


def test_data_in_a_folder_of_its_own_reaches_the_rule(project, engine):
    changes = {
        "policies/catering/limits/data.yaml": "dishes: 0\n",
        RULE: ("data.catering.params.fewest_dishes", "data.catering.limits.dishes"),
    }
    open_kitchen(project, changes)
    report = project.json(*engine)
    assert (report["problems"], outcome(report, MENU, RULE_ID)) == ([], "denied")


# --- schemas and parameters -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "says", "file"),
    [
        ({SCHEMA: None}, "the kind catering.menu has no schema", "catering/menu.json"),
        ({SCHEMA: "{"}, "the schema does not parse", "catering/menu.json"),
        ({SCHEMA: "[]"}, "a schema of adjudge is an object", "catering/menu.json"),
        ({SCHEMA: b"\xff"}, "the schema does not parse", "catering/menu.json"),
        ({SCHEMA: "[" * 100_000}, "the schema does not parse: nested more than", "catering/menu.json"),
        (
            {SCHEMA: ('"required": ["dishes"],', '"required": ["dishes"], "required": [],')},
            'the schema does not parse: the key "required" is there twice',
            "catering/menu.json",
        ),
        (
            {SCHEMA: ('"type": "object",\n  "required": ["dishes"]', '"type": "menu",\n  "required": ["dishes"]')},
            "",
            "catering/menu.json",
        ),
        (
            {SCHEMA: ('{"const": "catering.menu"}', '{"$ref": "https://example.org/menu.json"}')},
            "$ref",
            "catering/menu.json",
        ),
        ({SCHEMA: ('{"const": "catering.menu"}', '{"$ref": "params.json"}')}, "$ref", "catering/menu.json"),
        ({"schemas/catering/menu_facts.json": "{"}, "the schema does not parse", "catering/menu_facts.json"),
        ({DATA: "params: {fewest_dishes: many}\n"}, "the defaults break params.json", "catering/params.json"),
        (
            {DATA: "params: {}\n", RULE: (" > data.catering.params.fewest_dishes", " > 0")},
            "the defaults break params.json",
            "catering/params.json",
        ),
        ({PARAMS_SCHEMA: None}, "the domain has parameters but no params.json", "catering/params.json"),
    ],
)
def test_a_schema_that_cannot_be_relied_on_is_refused(project, changes, says, file):
    open_kitchen(project, changes)
    report = project.json()
    error = report["problems"][0]
    assert says in error["message"]
    assert (report["summary"]["exit_code"], error["plugin"], error.get("file")) == (3, "catering", file)
    assert error["hint"].endswith(".")
    assert outcome(report, "menu.bakery.yaml", "bakery.menu.allergens") == "denied"


def test_a_domain_without_a_folder_of_schemas_is_refused(project):
    changes = {path: None for path in FILES if path.startswith("schemas/catering/")}
    open_kitchen(project, {**changes, "schemas/readme.txt": "Nothing.\n"})
    refused(project, says="adjudge_catering.schemas has no folder catering")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('fewest_dishes = "many"', "params.catering.fewest_dishes"),
        ("fewest_dishes = -1", "params.catering.fewest_dishes"),
        ("most_dishes = 3", "params.catering"),
    ],
)
def test_a_parameter_that_its_schema_refuses_is_a_mistake_of_the_configuration(project, text, says):
    project.plugin("catering", catering())
    project.write(MENU, BAD_MENU)
    project.write("adjudge.toml", f"[params.catering]\n{text}\n")
    done = project.adjudge("check")
    assert done.returncode == 2
    assert says in done.stderr


def test_parameters_of_a_domain_that_nobody_brings_are_a_mistake_of_the_configuration(project):
    project.plugin("catering", catering())
    project.write(MENU, BAD_MENU)
    project.write("adjudge.toml", "[params.cattering]\nfewest_dishes = 1\n")
    done = project.adjudge("check")
    assert done.returncode == 2
    assert "there are parameters for cattering, but no plugin brings that domain" in done.stderr
