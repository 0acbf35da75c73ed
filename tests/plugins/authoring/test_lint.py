"""`adjudge lint`: what is wrong with a plugin, all of it at once, with its place; and what is in order is not told of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from catering import DATA, FACTS_SCHEMA, FILES, HELPER, PARAMS_SCHEMA, PLUGIN, RULE, SCHEMA, catering
from desk import Desk
from first_party import FIRST_PARTY

from adjudge.plugins.authoring.lint.checks import BY_NAME, CHECKS, check_of
from adjudge.plugins.authoring.testing.in_process import written

ROOT = Path(__file__).resolve().parents[3]
RULES = "pkg/src/adjudge_catering"
HEADER = FILES[RULE].partition("applies if")[0].lstrip("\n").replace("basis: [catering-kitchen-code#7]\n#   ", "")
"""METADATA, package and import of the rule."""
AT = HEADER.count("\n")
"""Its lines."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty project."""
    return Desk.make(tmp_path)


def package(desk: Desk, changes: dict[str, str | None] | None = None) -> None:
    """Write a package that nobody has installed, with these files changed."""
    files = {path: text for path, text in catering(changes or {}).items() if isinstance(text, str)}
    written(desk.root / "pkg", "catering", files)


def report(desk: Desk, *arguments: str, code: int) -> dict[str, object]:
    done = desk.adjudge("lint", *arguments, "-o", "json")
    assert done.returncode == code, done.stdout + done.stderr
    return json.loads(done.stdout)


def findings(desk: Desk, *arguments: str, code: int = 1) -> list[tuple[str, int, int, str, str]]:
    """Return file (from the package), line, column, check and English words of what is found."""
    return list(_findings(report(desk, *arguments or ("pkg",), code=code)))


def _findings(data: dict[str, object]) -> Iterator[tuple[str, int, int, str, str]]:
    for artifact in data["artifacts"]:
        file = artifact["file"].removeprefix(f"{RULES}/")
        for outcome in artifact["outcomes"]:
            for each in outcome["findings"]:
                check = outcome["rule"].removeprefix("adjudge.lint.")
                yield file, each["line"], each["column"], check, each["message"]["en"]


def only(*checks: str) -> list[str]:
    """Return the arguments for these checks alone."""
    return ["pkg", *(word for check in checks for word in ("--only", check))]


def of_rule(desk: Desk, body: str, *checks: str, code: int = 1) -> list[tuple[int, int, str]]:
    """Return line (below METADATA), column and check of what these checks find in a rule with this body."""
    package(desk, {RULE: HEADER + body})
    told = findings(desk, *only(*checks), code=code)
    return [(line - AT, column, check) for file, line, column, check, _ in told if file == RULE]


REPORTER = "from adjudge import hookimpl\n\n\n@hookimpl\ndef adjudge_reporters():\n    return {}\n"
SOUND = """applies if input.facts.dishes > data.catering.params.fewest_dishes

deny contains {"path": ["dishes", i], "dish": dish.name} if {
	some i, dish in input.document.dishes
	not dishes.complete(dish)
}
"""


# --- what is in order -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("plugin", sorted(FIRST_PARTY))
def test_first_party_policies_are_clean(desk: Desk, plugin: str) -> None:
    done = desk.adjudge("lint", plugin, "--fail-on", "warn", "-q")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_example_of_a_plugin_is_clean(desk: Desk) -> None:
    done = desk.adjudge("lint", str(ROOT / "examples" / "plugin"), "--fail-on", "warn")
    assert done.returncode == 0, done.stdout
    assert done.stdout.startswith("pass: 5 artifacts")


def test_what_adjudge_new_makes_is_clean(desk: Desk) -> None:
    assert desk.adjudge("new", "pet_food").returncode == 0
    desk.root = desk.root / "adjudge-pet-food"
    for words in ("rule pet_food.manifest.titled", "kind pet_food.invoice"):
        assert desk.adjudge("new", *words.split()).returncode == 0
    done = desk.adjudge("lint", "--fail-on", "warn")
    assert done.returncode == 0, done.stdout


# --- all mistakes at once ---------------------------------------------------------------------------------------------


def test_all_mistakes_are_told_at_once_with_place_and_next_step(desk: Desk) -> None:
    text = HEADER.replace("#   severity: high\n", "") + SOUND.replace("dish.name}", 'dish.nam, "at": time.now_ns()}')
    package(desk, {RULE: text, HELPER: "package catering.lib.dishes\n\ncomplete(dish) if dish.allergen\n"})
    done = desk.adjudge("lint", "pkg", "-q")
    assert done.returncode == 1
    *told, _ = done.stdout.splitlines()
    said = [line.partition(": denied adjudge.lint.") for line in told]
    assert [(place.rpartition("/")[2], words.partition(":")[0]) for place, _, words in said] == [
        ("dishes.rego:3:19", "paths"),
        ("allergens.rego:8:1", "metadata"),
        (f"allergens.rego:{AT + 2}:63", "calls"),
        (f"allergens.rego:{AT + 2}:47", "paths"),
    ]
    assert said[0][2] == (
        "paths: input.document.dishes[_].allergen cannot be there, so it would be undefined and the rule could pass. Did you "
        "mean allergens?"
    )


def test_a_policy_that_does_not_parse_is_no_mere_denial(desk: Desk) -> None:
    package(
        desk, {RULE: HEADER + SOUND + "}\n", HELPER: "package catering.lib.dishes\n\ncomplete(dish) if dish.allergen\n"}
    )
    found = findings(desk, *only("syntax", "compile", "portable"), code=3)
    assert [(file, line - AT, check) for file, line, _, check, _ in found] == [(RULE, 7, "syntax")]


# --- each check -------------------------------------------------------------------------------------------------------


def test_metadata_cites_clauses_that_exist(desk: Desk) -> None:
    package(desk, {RULE: FILES[RULE].replace("code#7", "code#99").lstrip("\n")})
    assert ["clause 99" in words for *_, words in findings(desk, *only("metadata"))] == [True]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("deny if input.document.dishes\n", [(1, 1, "findings")]),
        ("deny := true if input.document.dishes\n", [(1, 1, "findings")]),
        ("default deny := false\n\ndeny := {1}\n", [(1, 1, "findings"), (3, 10, "findings")]),
        ("deny contains input.document.dishes[0].name == 1\n", [(1, 15, "findings")]),
        ("deny contains 3 if input.document.dishes\n", [(1, 15, "findings")]),
        ('deny contains {"path": "dishes", "dish": 1} if input.document.dishes\n', [(1, 25, "findings")]),
        ('deny contains {"path": ["dishes", true], "dish": 1} if input.document.dishes\n', [(1, 35, "findings")]),
        ('deny contains {"path": ["dishes"]} if input.document.dishes\n', [(1, 15, "findings")]),
        ('deny contains {"code": "late", "dish": 1} if input.document.dishes\n', []),
        ('deny contains {"code": 7, "dish": 1} if input.document.dishes\n', [(1, 24, "findings")]),
        ('deny contains {"msg": ["a"]} if input.document.dishes\n', [(1, 23, "findings")]),
        ('deny contains found if {\n\tinput.document.dishes\n\tfound := {"path": []}\n}\n', [(1, 15, "findings")]),
        ('deny contains object.union({"path": 1}, {"dish": 2}) if input.document.dishes\n', [(1, 37, "findings")]),
        ('deny contains "a text" if input.document.dishes\n', []),
        ('deny contains sprintf("%v", [1]) if input.document.dishes\n', []),
    ],
)
def test_findings_have_a_shape(desk: Desk, body: str, found: list[tuple[int, int, str]]) -> None:
    header = HEADER.replace("import data.catering.lib.dishes\n\n", "")
    shift = HEADER.count("\n") - header.count("\n")
    package(desk, {RULE: header + body, HELPER: None, DATA: None, PARAMS_SCHEMA: None})
    told = [
        (line - AT + shift, column, check)
        for _, line, column, check, _ in findings(desk, *only("findings"), code=1 if found else 0)
    ]
    assert told == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('"code": "absent", ', []),
        ('"code": "missing", ', [(3, 25, "findings")]),
        ("", [(3, 15, "findings")]),
    ],
)
def test_codes_are_those_of_metadata(desk: Desk, code: str, found: list[tuple[int, int, str]]) -> None:
    messages = HEADER.replace('message: "{dish} does not name its allergens"', "message: {absent: no allergens}")
    messages = messages.replace('message: "{dish} 未注明过敏原"', "message: {absent: 未注明过敏原}")
    package(desk, {RULE: messages + SOUND.replace("deny contains {", f"deny contains {{{code}")})
    told = findings(desk, *only("findings"), code=1 if found else 0)
    assert [(line - AT, column, check) for _, line, column, check, _ in told] == found


def test_a_finding_without_any_message_is_told(desk: Desk) -> None:
    silent = "".join(line for line in HEADER.splitlines(keepends=True) if "message:" not in line)
    package(desk, {RULE: silent + SOUND})
    assert [words for *_, words in findings(desk, *only("findings"))] == [
        "the finding has no msg, and METADATA has no message. Add custom.message, or give msg."
    ]


def test_the_dead_clause_of_a_misspelt_helper_is_found(desk: Desk) -> None:
    body = SOUND + '\ndeny contains {"dish": "x"} if dishes.spec.allergens\n'
    assert of_rule(desk, body, "references", "paths") == [(8, 32, "references")]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("item := dish; item.nam", (5, 16)),
        ("every each in input.document.dishes { each.nam }", (5, 40)),
        ("some one in [each | some each in input.document.dishes]; one.nam", (5, 59)),
        ("some one in {each | some each in input.document.dishes}; one.nam", (5, 59)),
        ("some one in {each.name: each | some each in input.document.dishes}; one.nam", (5, 70)),
        ("some one in _all; one.nam", (5, 20)),
        ("_same(dish).nam", (5, 2)),
        ("dishes.first(input.document.dishes).nam", (5, 2)),
        ('object.get(dish, "nam", "") == "x"', (5, 20)),
        ('object.get(dish, ["nam", "x"], "") == "x"', (5, 21)),
        ('made := {"a": dish}; made.b', (5, 23)),
        ('made := {"a": dish}; made.a.nam', (5, 23)),
        ("dish.name.x", (5, 2)),
        ("data.catering.params.fewest_dish > 1", (5, 2)),
        ("dish.allergens[_].x", (5, 2)),
        ("input.document.dishes[i].nam", (5, 2)),
        ("one = dish\n\tone.nam", (6, 2)),
        ("[one, _] := [dish, 1]; one.name.x", (5, 25)),
        ("one := object.union(dish, {}); one.nam", None),
        ("walk(input.document, [_, one]); one.nam", None),
        ("one := dish.name; one != dish.recipe", None),
        ("one := 7; one.name", (5, 12)),
    ],
)
def test_paths_are_followed_wherever_a_value_goes(desk: Desk, line: str, found: tuple[int, int] | None) -> None:
    helper = FILES[HELPER] + "\nfirst(all) := all[0]\n"
    body = SOUND.replace("\tnot dishes", f"\t{line}\n\tnot dishes")
    body += "\n_all contains each if some each in input.document.dishes\n\n_same(one) := one\n\n_used if {\n\t_all\n\t_same(1)\n}\n"
    package(desk, {RULE: HEADER + body, HELPER: helper.lstrip("\n")})
    told = findings(desk, *only("paths", "references"), code=1 if found else 0)
    assert [(row - AT, column) for _, row, column, *_ in told] == ([found] if found else [])


def test_a_function_of_another_module_is_held_to_what_it_is_called_with(desk: Desk) -> None:
    package(desk, {HELPER: "package catering.lib.dishes\n\ncomplete(dish) if is_array(dish.allergen)\n"})
    assert [(file, line, column, check) for file, line, column, check, _ in findings(desk, *only("paths"))] == [
        (HELPER, 3, 28, "paths")
    ]


CHOICE = {
    "oneOf": '"oneOf": [{"$ref": "#/$defs/soup"}, {"$ref": "#/$defs/roll"}]',
    "anyOf": '"anyOf": [{"$ref": "#/$defs/soup"}, {"$ref": "#/$defs/roll"}]',
    "$ref": '"$ref": "#/$defs/soup"',
}


@pytest.mark.parametrize("keyword", sorted(CHOICE))
def test_paths_behind_choices_and_references_are_found(desk: Desk, keyword: str) -> None:
    schema = json.loads(FILES[SCHEMA])
    soup = schema["properties"]["dishes"]["items"]
    roll = {**soup, "properties": {"name": {"type": "string"}, "filling": {"type": "string"}}}
    schema["properties"]["dishes"]["items"] = json.loads(f"{{{CHOICE[keyword]}}}")
    schema["$defs"] = {"soup": soup, "roll": roll}
    helper = "package catering.lib.dishes\n\ncomplete(dish) if {\n\tdish.allergens\n\tdish.fillin\n}\n"
    package(desk, {SCHEMA: json.dumps(schema), HELPER: helper})
    found = findings(desk, *only("paths"))
    assert [(file, line, column) for file, line, column, *_ in found] == [(HELPER, 5, 2)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('input.document.kind == "catering.men"', (5, 26)),
        ('input.document.kind in {"menu", "catering.men"}', (5, 27)),
        ('"catering.men" == input.document.kind', (5, 3)),
        ('input.document.kind == "catering.menu"', None),
        ('input.document.kind in {"menu", "catering.menu"}', None),
        ('input.document.kind != "catering.men"', None),
        ('dish.name == "x"', None),
    ],
)
def test_a_value_that_the_schema_does_not_allow_is_told(desk: Desk, line: str, found: tuple[int, int] | None) -> None:
    body = SOUND.replace("\tnot dishes", f"\t{line}\n\tnot dishes")
    package(desk, {RULE: HEADER + body})
    told = [(row - AT, column) for _, row, column, *_ in findings(desk, *only("values"), code=0)]
    assert told == ([found] if found else [])


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("_never(x) := x.y if x\n", [(8, 1, "unreachable")]),
        ('deny contains {"dish": "x"} if {\n\tfalse\n\tinput.document.dishes\n}\n', [(9, 2, "unreachable")]),
        ('deny contains {"dish": "x"} if "a" == "b"\n', [(8, 33, "unreachable")]),
        ('deny contains {"dish": "x"} if not 1 == 1\n', [(8, 32, "unreachable")]),
        ('deny contains {"dish": "x"} if _is(1, 2)\n\n_is(a, b) if a > 0\n', [(10, 8, "unused_parameters")]),
        ('deny contains {"dish": "x"} if {\n\tx := 1\n\tinput.document.dishes\n}\n', [(9, 2, "unused_parameters")]),
        ('deny contains {"dish": "x"} if _is(1, 2)\n\n_is(a, _) if a > 0\n', []),
    ],
)
def test_what_cannot_count_and_what_nobody_uses_is_told(
    desk: Desk, more: str, found: list[tuple[int, int, str]]
) -> None:
    assert of_rule(desk, f"{SOUND}\n{more}", "unreachable", "unused_parameters", code=0) == found


def test_an_import_that_is_not_used_is_told(desk: Desk) -> None:
    body = SOUND.replace("not dishes.complete(dish)", "not dish.allergens")
    told = of_rule(desk, body, "unused_parameters", code=0)
    assert told == [(-1, 8, "unused_parameters")]


def test_a_parameter_that_no_policy_and_no_hook_reads_is_told(desk: Desk) -> None:
    schema = json.loads(FILES[PARAMS_SCHEMA])
    for name in ("most_dishes", "tables", "spoken_of"):
        schema["properties"][name] = {"type": "integer", "description": "So many."}
    hooks = FILES[PLUGIN] + '\n\ndef most(artifact):\n    return artifact.params["most_dishes"], f"spoken_{1}"\n'
    package(desk, {PARAMS_SCHEMA: json.dumps(schema, indent=1), PLUGIN: hooks})
    found = [words for *_, words in findings(desk, *only("unused_parameters"), code=0)]
    assert len(found) == 1
    assert "the parameter tables" in found[0]


def test_an_open_schema_is_one_warning_with_the_places_in_it(desk: Desk) -> None:
    package(desk, {SCHEMA: FILES[SCHEMA].replace('"additionalProperties": false,\n', "").lstrip("\n")})
    found = [(file, line, words) for file, line, *_, words in findings(desk, *only("open_schemas"), code=0)]
    assert found == [(SCHEMA, 1, "2 objects are open: /, /properties/dishes/items")]


def test_a_text_of_which_nothing_may_be_seen_is_told(desk: Desk) -> None:
    package(desk)
    (found,) = findings(desk, *only("blank_texts"), code=0)
    assert (found[0], "/properties/dishes/items/properties/name" in found[4]) == (SCHEMA, True)


def test_a_not_that_passes_what_is_absent_is_told_with_its_column(desk: Desk) -> None:
    body = SOUND.replace(
        "not dishes.complete(dish)", "not startswith(dish.recipe, dish.name)\n\tnot dishes.complete(dish)"
    )
    assert of_rule(desk, body, "negation", "negation_import") == [(5, 2, "negation"), (6, 2, "negation_import")]


def test_what_only_an_opa_decides_is_a_warning_and_what_no_engine_takes_is_not(desk: Desk) -> None:
    body = SOUND.replace("not dishes.complete(dish)", 'crypto.sha256(dish.name) == "x"\n\tnot dishes.complete(dish)')
    assert (5, 2, "portable") in of_rule(desk, body, "portable", "compile", code=0)
    calls = 'crypto.sha256(crypto.md5(dish.name)) == crypto.sha256("x")\n\tcrypto.md5("y") == dish.name'
    body = SOUND.replace("not dishes.complete(dish)", calls)
    assert of_rule(desk, body, "portable", "compile", code=0) == [
        (5, 2, "portable"),
        (5, 16, "portable"),
        (5, 42, "portable"),
        (6, 2, "portable"),
    ]
    body = SOUND.replace("not dishes.complete(dish)", 'startswitch(dish.name, "x")\n\tnot dishes.complete(dish)')
    assert (5, 2, "compile") in of_rule(desk, body, "portable", "compile")


def test_the_words_of_a_rule_are_in_all_languages_of_the_domain(desk: Desk) -> None:
    other = "policies/catering/menu/named/named.rego"
    text = (HEADER + SOUND).replace("menu.allergens\n", "menu.named\n")
    text = text.partition("#   zh:\n")[0] + "package" + text.partition("\npackage")[2]
    package(desk, {other: text})
    found = [(file, words) for file, *_, words in findings(desk, *only("words"), code=0)]
    assert found == [(other, "has no words in zh")]


# --- what is looked at ------------------------------------------------------------------------------------------------


def test_an_installed_plugin_its_domain_and_a_part_of_a_package_can_be_named(desk: Desk) -> None:
    broken = {HELPER: "package catering.lib.dishes\n\ncomplete(dish) if is_array(dish.allergen)\n"}
    desk.plugin("catering", catering(broken))
    assert [check for *_, check, _ in findings(desk, "catering", "--only", "paths")] == ["paths"]
    package(desk, broken)


def test_only_what_was_asked_for_is_told(desk: Desk) -> None:
    desk.plugin("catering", catering({HELPER: "package catering.lib.dishes\n\ncomplete(dish) if dish.allergen\n"}))
    home = desk.site / "adjudge_catering" / "policies" / "catering"
    assert findings(desk, str(home / "menu"), "--only", "paths", code=0) == []
    assert len(findings(desk, str(home / "lib" / "dishes" / "dishes.rego"), "--only", "paths")) == 1


def test_a_folder_of_local_rules_is_looked_at_whether_a_configuration_names_it_or_not(desk: Desk) -> None:
    for path, text in FILES.items():
        if path.startswith(("policies/catering/", "schemas/catering/")):
            below = path.removeprefix("policies/catering/").replace("schemas/catering/", "schemas/")
            desk.write(f"catering/{below}", text.lstrip("\n").replace("dish.allergens", "dish.allergen"))
    desk.write("catering/menu/allergens/allergens.rego", HEADER + SOUND)
    for configuration in (None, 'rules = ["catering/"]\n'):
        if configuration is not None:
            desk.write("adjudge.toml", configuration)
        found = findings(desk, "catering", "--only", "paths")
        assert [(file, line, column) for file, line, column, *_ in found] == [
            ("catering/lib/dishes/dishes.rego", 3, 28)
        ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 3, "no policies of a plugin lie here"),
        (("empty",), 2, "no policies lie here"),
        (("nobody",), 2, "nobody is no installed plugin, no domain and no path"),
        (("pkg", "--ignore", "pathes"), 2, "there is no check pathes"),
        (("workshop",), 3, "brings no rules"),
    ],
)
def test_what_cannot_be_looked_at_is_said(desk: Desk, arguments: tuple[str, ...], code: int, said: str) -> None:
    (desk.root / "empty").mkdir()
    desk.plugin("workshop", {"adjudge_workshop/__init__.py": REPORTER})
    done = desk.adjudge("lint", *arguments)
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr


def test_a_plugin_that_cannot_be_imported_is_no_pass(desk: Desk) -> None:
    package(desk, {PLUGIN: "raise RuntimeError('no')\n"})
    done = desk.adjudge("lint", "pkg")
    assert done.returncode == 3, done.stdout + done.stderr


# --- how it is told ---------------------------------------------------------------------------------------------------


def test_warnings_fail_only_where_they_are_to(desk: Desk) -> None:
    package(desk)
    assert desk.adjudge("lint", "pkg").returncode == 0
    assert desk.adjudge("lint", "pkg", "--fail-on", "warn").returncode == 1
    everything = [word for each in CHECKS if each.level == "warn" for word in ("--ignore", each.name)]
    assert desk.adjudge("lint", "pkg", "--fail-on", "warn", *everything).returncode == 0


def test_sarif_has_the_checks_as_rules_and_the_place(desk: Desk) -> None:
    package(desk, {HELPER: "package catering.lib.dishes\n\ncomplete(dish) if is_array(dish.allergen)\n"})
    done = desk.adjudge("lint", "pkg", "--only", "paths", "-o", "sarif")
    (run,) = json.loads(done.stdout)["runs"]
    (result,) = run["results"]
    assert (result["ruleId"], result["level"]) == ("adjudge.lint.paths", "error")
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 28}
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "What a policy reads can be there"


def test_json_keeps_to_the_schema_of_reports(desk: Desk) -> None:
    import jsonschema

    package(desk)
    data = report(desk, "pkg", code=0)
    schema = json.loads((ROOT / "schemas" / "adjudge" / "report.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)


def test_no_report_takes_the_place_of_a_policy(desk: Desk) -> None:
    package(desk)
    done = desk.adjudge("lint", "pkg", "-o", f"json={RULES}/{HELPER}")
    assert done.returncode == 2
    assert (desk.root / RULES / HELPER).read_text(encoding="utf-8").lstrip("\n") == FILES[HELPER].lstrip("\n")


def test_the_text_is_chinese_in_chinese(desk: Desk) -> None:
    package(desk, {HELPER: "package catering.lib.dishes\n\ncomplete(dish) if is_array(dish.allergen)\n"})
    done = desk.adjudge("lint", "pkg", "--only", "paths", "--lang", "zh")
    assert "策略所读取的内容应当可能存在" in done.stdout


def test_every_check_is_documented_in_order() -> None:
    page = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
    rows = [line.split("`")[1] for line in page.splitlines() if line.startswith("| `")]
    assert [name for name in rows if name in BY_NAME] == [each.name for each in CHECKS]


def test_a_code_belongs_to_the_check_that_has_most_of_it() -> None:
    assert [check_of(code).name for code in ("lint.negation.import", "lint.negation", "policy.unknown", None)] == [
        "negation_import",
        "negation",
        "layout",
        "layout",
    ]


def test_facts_are_held_to_their_schema_too(desk: Desk) -> None:
    assert json.loads(FILES[FACTS_SCHEMA])["properties"].keys() == {"dishes"}
    helper = FILES[HELPER].lstrip("\n") + "\nmany(facts) if facts.dish > 3\n"
    body = SOUND.replace("not dishes.complete(dish)", "dishes.many(input.facts)\n\tnot dishes.complete(dish)")
    package(desk, {RULE: HEADER + body, HELPER: helper})
    assert [(file, line, column) for file, line, column, *_ in findings(desk, *only("paths"))] == [(HELPER, 5, 16)]


# --- what other domains export --------------------------------------------------------------------------------------

GUEST = """# METADATA
# title: What is synthetic is short
# schemas:
#   - input.document: schema.dubbing.project
# custom:
#   severity: low
#   message: "{n} is too many"
package catering.dubbing.project.short

deny contains {"n": n} if {
	words := data.dubbing.params.consent_words
	n := count(data.dubbing.lib.synthesis.deliverables)
	n > count(words.training) + data.dubbing.params.video_label_seconds
}
"""
GUEST_FILE = "policies/catering/dubbing/project/short/short.rego"


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("words.training", "words.training", None),
        ("words.training", "words.trainin", ("paths", "params.consent_words.trainin is in no schema")),
        ("video_label_seconds", "video_label_second", ("references", "video_label_second does not exist")),
        ("lib.synthesis.deliverables", "lib.roles.held", ("references", "which does not export it")),
        ("data.dubbing.lib.synthesis.deliverables", "data.identity.params", ("references", "extends no kind")),
    ],
)
def test_what_the_owner_of_a_kind_exports_is_looked_into_and_the_rest_refused(
    desk: Desk, old: str, new: str, found: tuple[str, str] | None
) -> None:
    extends = FILES[PLUGIN].replace("extends=()", 'extends=("dubbing.project",)')
    package(desk, {PLUGIN: extends, GUEST_FILE: GUEST.replace(old, new)})
    told = findings(desk, *only("references", "paths"), code=0 if found is None else 1)
    assert [file for file, *_ in told] == ([] if found is None else [GUEST_FILE])
    assert all(found is not None and check == found[0] and found[1] in words for *_, check, words in told)
