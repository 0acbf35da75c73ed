"""A sound plugin of a third party: all six hooks at work, alike on both engines."""

from __future__ import annotations

import json

from catering import BAD_MENU, FACTS_SCHEMA, GOOD_MENU, MENU, PLUGIN, RULE, RULE_ID, catering
from wheels import outcome


def test_its_rule_judges_its_artifacts(project, engine):
    project.plugin("catering", catering())
    project.write("good.catering.yaml", GOOD_MENU)
    project.write("bad.catering.yaml", BAD_MENU)
    report = project.json(*engine)
    assert (report["summary"]["exit_code"], report["problems"]) == (1, [])
    assert outcome(report, "good.catering.yaml", RULE_ID) == "passed"
    assert outcome(report, "bad.catering.yaml", RULE_ID) == "denied"


def test_its_finding_has_the_place_the_words_and_the_clause(project):
    project.plugin("catering", catering())
    project.write(MENU, BAD_MENU)
    shown = project.adjudge("check", "--lang", "zh").stdout
    assert f"{MENU}:2:3" in shown
    assert "Celery soup 未注明过敏原" in shown
    assert "厨房规范" in shown
    assert "列出过敏原，没有则为空列表。" in shown


def test_plugins_shows_where_it_comes_from_and_what_it_brings(project):
    project.plugin("catering", catering(), version="2.3")
    listed = {said["name"]: said for said in json.loads(project.adjudge("plugins", "--json").stdout)["plugins"]}
    said = listed["catering"]
    assert (said["distribution"], said["version"]) == ("adjudge-catering", "2.3")
    assert [kind["name"] for kind in said["domains"][0]["kinds"]] == ["catering.menu"]
    assert (said["suffixes"], said["reports"]) == ([".cateringslip"], ["catering_count"])
    assert listed["dubbing"]["distribution"] == "adjudge"


def test_rules_explain_and_schema_know_it(project):
    project.plugin("catering", catering())
    assert "Every dish names its allergens" in project.adjudge("rules", "catering.*").stdout
    assert "Kitchen code" in project.adjudge("explain", RULE_ID).stdout
    assert json.loads(project.adjudge("schema", "catering.menu").stdout)["title"] == "Menu"


def test_its_facts_and_parameters_reach_the_policy(project, engine):
    project.plugin("catering", catering())
    project.write(MENU, BAD_MENU + "- {name: Bread}\n")
    project.write("adjudge.toml", "[params.catering]\nfewest_dishes = 1\n")
    assert outcome(project.json(*engine), MENU, RULE_ID) == "denied"
    project.write("adjudge.toml", "[params.catering]\nfewest_dishes = 2\n")
    report = project.json(*engine)
    assert outcome(report, MENU, RULE_ID) == "not_applicable"
    assert report["summary"]["exit_code"] == 3, "what no rule applies to is not known to be fine"


def test_its_references_are_hashed_as_evidence(project):
    project.plugin("catering", catering())
    project.write(MENU, "dishes: [{name: Soup, allergens: [], recipe: recipes/soup.txt}]\n")
    project.write("recipes/soup.txt", "Stir.\n")
    (artifact,) = project.json()["artifacts"]
    assert [file["path"] for file in artifact["evidence"]] == ["recipes/soup.txt"]


def test_its_reader_opens_a_format_that_the_core_does_not_know(project):
    reads = """
    from adjudge import Document, Place
    name = source.data.decode().strip()
    yield Document(
        value={"kind": "catering.menu", "dishes": [{"name": name}]}, locate=lambda steps: Place(line=1, column=1),
        sha256=source.sha256, size=source.size,
    )
"""
    project.plugin("catering", catering({PLUGIN: ("\n    raise NotImplementedError\n", reads)}))
    project.write("order.cateringslip", "Celery soup\n")
    assert outcome(project.json(), "order.cateringslip", RULE_ID) == "denied"


def test_its_report_writer_is_called_by_name(project):
    project.plugin("catering", catering())
    project.write(MENU, GOOD_MENU)
    done = project.adjudge("check", "-o", "catering_count")
    assert (done.returncode, done.stdout) == (0, "1 counted\n")


def test_a_plugin_may_have_facts_only_for_some_kinds(project):
    """No facts are `{}`, and then there need be no schema for them."""
    changes = {
        FACTS_SCHEMA: None,
        PLUGIN: ('return {"dishes": len(artifact.document["dishes"])}', "return {}"),
        RULE: ("applies if input.facts.dishes > data.catering.params.fewest_dishes", "applies if input.facts == {}"),
    }
    project.plugin("catering", catering(changes))
    project.write(MENU, GOOD_MENU)
    assert project.json()["summary"]["decision"] == "pass"


def test_an_entry_point_may_name_an_object_with_methods(project):
    methods = """
from adjudge import Domain, Kind, hookimpl


class Catering:
    @hookimpl
    def adjudge_domains(self):
        kind = Kind(name="catering.menu", files=("*.catering.yaml",))
        package = "adjudge_catering."
        return [Domain(name="catering", title={"en": "Catering"}, kinds=(kind,),
                       policies=package + "policies", schemas=package + "schemas")]

    @hookimpl
    def adjudge_facts(self, artifact):
        return {"dishes": len(artifact.document["dishes"])}


plugin = Catering()
"""
    project.plugin("catering", catering({PLUGIN: methods}), module="adjudge_catering:plugin")
    project.write(MENU, BAD_MENU)
    assert outcome(project.json(), MENU, RULE_ID) == "denied"


def test_its_packages_of_policies_may_be_without_init(project):
    """The wheel of every test here has none; with one it is the same."""
    changes = {f"{folder}/__init__.py": "" for folder in ("policies", "schemas", "instruments")}
    project.plugin("catering", catering(changes))
    project.write(MENU, GOOD_MENU)
    assert project.json()["summary"]["decision"] == "pass"
