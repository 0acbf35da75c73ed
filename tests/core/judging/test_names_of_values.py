"""A message shows what people call the value of an enum, in the reader's language; the details keep the value.

The plugin is a stranger's: a library of a town has desks, and each desk its services.
"""

from __future__ import annotations

import json
import shutil
from typing import Any

import pytest
from desk import Desk

from adjudge.lib.schema import translations

_INIT = """
from adjudge import Domain, Kind, hookimpl


@hookimpl
def adjudge_domains():
    yield Domain(
        name="town",
        title={"en": "Town", "zh": "市镇"},
        kinds=tuple(Kind(name=f"town.{name}", files=(f"*.{name}.yaml",)) for name in ("desk", "rota")),
        policies="adjudge_town.policies",
        schemas="adjudge_town.schemas",
    )
"""
_SERVICE = {
    "enum": ["lending", "reading_room", None],
    "x-adjudge-names": {"lending": "lending of books", "reading_room": "the reading room"},
}
DESK: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "service": {"$ref": "#/$defs/service"},
        "services": {"type": "array", "items": {"$ref": "#/$defs/service"}},
        "size": {"enum": ["a", "b"]},
    },
    "$defs": {"service": _SERVICE},
}
ROTA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "days": {"type": "array", "items": {"enum": ["mon"], "x-adjudge-names": {"mon": "Monday"}}},
        "service": {"type": "string"},
    },
}
ZH = 'lending of books: 图书外借\n"the reading room": 阅览室\nMonday: 星期一\n'
NAMES = '{service: "/$defs/service", services: "/$defs/service"}'
BODY = """
deny contains {"code": "one", "path": ["service"], "service": input.document.service} if input.document.service

deny contains {"code": "all", "path": ["services"], "services": input.document.services} if input.document.services
"""


def _rule(kind: str, names: str, body: str = BODY) -> str:
    return (
        f"# METADATA\n# scope: package\n# title: It is staffed\n# schemas:\n#   - input.document: schema.town.{kind}\n"
        f"# custom:\n#   severity: high\n#   names: {names}\n"
        '#   message:\n#     one: "nobody for {service}"\n#     all: "{services}: nobody there"\n'
        '#   zh:\n#     title: 有人值守\n#     message:\n#       one: "{service}无人值守"\n#       all: "无人值守：{services}"\n'
        f"package town.{kind}.staffed\n\n{body}"
    )


def town(
    *, names: str = NAMES, desk: Any = DESK, zh: str | None = ZH, rota: str = '{service: "town.desk#/$defs/service"}'
) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {
        "adjudge_town/__init__.py": _INIT,
        "adjudge_town/schemas/town/desk.json": json.dumps(desk),
        "adjudge_town/schemas/town/rota.json": json.dumps(ROTA),
        "adjudge_town/policies/town/desk/staffed/staffed.rego": _rule("desk", names),
        "adjudge_town/policies/town/rota/staffed/staffed.rego": _rule("rota", rota, BODY.partition("\n\n")[0]),
        "adjudge_town/policies/town/desk/sound/sound.rego": _rule("desk", NAMES).replace("desk.staffed", "desk.sound"),
    }
    if zh is not None:
        files["adjudge_town/schemas/town/zh.yaml"] = zh
    return files


@pytest.fixture
def desk(project: Desk) -> Desk:
    for kept in (translations._translated, translations._read):  # of a package of the same name, from the test before
        kept.cache_clear()
    project.plugin("town", town())
    project.write("a.desk.yaml", "service: lending\n")
    return project


def finding(desk: Desk, file: str = "a.desk.yaml", rule: str = "town.desk.staffed") -> dict[str, Any]:
    report = desk.json(file)
    (outcome,) = [each for each in report["artifacts"][0]["outcomes"] if each["rule"] == rule]
    (found,) = outcome["findings"]
    return dict(found)


def test_a_message_shows_the_name_in_each_language_and_the_details_keep_the_value(desk):
    found = finding(desk)
    assert found["message"] == {"en": "nobody for lending of books", "zh": "图书外借无人值守"}
    assert found["details"] == {"service": "lending"}
    assert "denied (high): nobody for lending of books\n" in desk.adjudge("check", "a.desk.yaml").stdout
    assert "图书外借无人值守\n" in desk.adjudge("check", "a.desk.yaml", "--lang", "zh").stdout


def test_a_list_of_values_is_joined_as_the_language_joins(desk):
    desk.write("a.desk.yaml", "services: [lending, reading_room, null]\n")
    found = finding(desk)
    assert found["message"] == {
        "en": "lending of books, the reading room, null: nobody there",
        "zh": "无人值守：图书外借、阅览室、null",
    }
    assert found["details"] == {"services": ["lending", "reading_room", None]}


def test_what_is_no_value_of_the_enum_is_shown_as_it_is(desk):
    desk.write("a.rota.yaml", "service: Ms Example\n")
    assert finding(desk, "a.rota.yaml", "town.rota.staffed")["message"]["zh"] == "Ms Example无人值守"


def test_the_enum_may_be_that_of_another_kind(desk):
    desk.write("a.rota.yaml", "service: reading_room\n")
    assert finding(desk, "a.rota.yaml", "town.rota.staffed")["message"]["zh"] == "阅览室无人值守"


@pytest.mark.parametrize("zh", [None, "Monday: 星期一\n", "[\n"], ids=["no file", "another text", "a broken file"])
def test_a_name_without_a_translation_is_english(desk, zh):
    shutil.rmtree(desk.site)
    desk.plugin("town", town(zh=zh))
    assert finding(desk)["message"] == {"en": "nobody for lending of books", "zh": "lending of books无人值守"}


def test_the_fingerprint_does_not_depend_on_a_name(desk):
    before = finding(desk)["fingerprint"]
    renamed = json.loads(json.dumps(DESK).replace("lending of books", "loans"))
    desk.plugin("town", town(desk=renamed))
    assert finding(desk)["message"]["en"] == "nobody for loans"
    assert finding(desk)["fingerprint"] == before


def test_a_run_in_english_reads_no_translation(desk, monkeypatch):
    read: list[str] = []

    def watched(entry: Any, name: str, _plugin: str | None) -> dict[str, str]:
        read.append(name)
        return {}

    monkeypatch.setattr(translations, "_read", watched)
    desk.adjudge("check", "a.desk.yaml", "--lang", "en", "-o", "text")
    assert read == []
    desk.adjudge("check", "a.desk.yaml", "--lang", "zh", "-o", "text")
    assert set(read) == {"town/zh.yaml"}


MISTAKES = {
    "no such place": ('{service: "/$defs/servce"}', "the enum at /$defs/servce of town.desk, and there is none"),
    "a place that is no enum": ('{service: "/properties"}', "the enum at /properties of town.desk"),
    "a reference to the enum": ('{service: "/properties/service"}', "there is none"),
    "an item of the enum": ('{service: "/$defs/service/enum/0/a"}', "there is none"),
    "an enum without names": ('{service: "/properties/size"}', "has no names"),
    "no such kind": ('{service: "town.hall#/$defs/service"}', "of town.hall, and there is none"),
    "no such kind of a domain that is not there": ('{service: "city.desk#/$defs/service"}', "of city.desk"),
    "a placeholder of no message": ('{servce: "/$defs/service"}', "servce, which stands in no message"),
}


@pytest.mark.parametrize(("names", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_names_is_an_error_of_that_rule_at_its_line_and_the_others_stand(desk, names, words):
    desk.plugin("town", town(names=names))
    report = desk.json("a.desk.yaml")
    (problem,) = [each for each in report["problems"] if words in each["message"]]
    assert (problem["file"], problem["line"], problem["plugin"]) == ("town/desk/staffed/staffed.rego", 8, "town")
    outcomes = {each["rule"]: each["outcome"] for each in report["artifacts"][0]["outcomes"]}
    assert outcomes["town.desk.sound"] == "denied"
    assert outcomes.get("town.desk.staffed", "error") == "error"
    assert report["summary"]["exit_code"] == 3
    listed = desk.adjudge("plugins")
    assert (listed.returncode, words in " ".join((listed.stdout + listed.stderr).split())) == (3, True)


def test_another_kinds_schema_that_is_broken_costs_the_rule_alone(desk):
    broken = {**DESK, "properties": {"service": {"$ref": "#/$defs/service"}, "size": {"enumm": ["a"]}}}
    desk.plugin("town", town(desk=broken))
    desk.write("a.rota.yaml", "service: reading_room\n")
    report = desk.json("a.rota.yaml")
    assert report["summary"]["exit_code"] == 3
    assert any("enumm" in problem["message"] for problem in report["problems"])
