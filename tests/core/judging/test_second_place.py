"""A finding about two places tells both: in the same document, in another artifact, in a record, in every report.

The plugin is a stranger's: a lease names the deed of its house, and a register of keys.
"""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from desk import Desk
from fluidattacks_core.sarif import SarifLog
from notary import Notary

from adjudge.lib.documents import Place
from adjudge.lib.errors import EngineError
from adjudge.lib.schema.own import own_validator
from adjudge.plugins.attestation.capsule import _recorded

_INIT = """
from adjudge import Domain, Kind, Reference, hookimpl


@hookimpl
def adjudge_domains():
    kinds = (
        Kind(name="house.lease", files=("*.lease.yaml",)),
        Kind(name="house.deed", files=("*.deed.yaml",)),
        Kind(name="house.key", files=("*.keys.csv",), shape="records"),
    )
    yield Domain(
        name="house",
        title={"en": "Houses"},
        kinds=kinds,
        policies="adjudge_house.policies",
        schemas="adjudge_house.schemas",
    )


@hookimpl
def adjudge_relates(artifact):
    if artifact.kind == "house.lease":
        for name, kind in (("deed", "house.deed"), ("keys", "house.key"), ("plan", None)):
            if name in artifact.document:
                yield Reference(pointer=f"/{name}", path=artifact.document[name], kind=kind)
"""


def _rule(kind: str, name: str, body: str) -> str:
    return (
        f"# METADATA\n# scope: package\n# title: The {name} is one\n# schemas:\n#   - input.document: schema.house.{kind}\n"
        f"# custom:\n#   severity: high\n#   message: the {name} is another\npackage house.{kind}.{name}\n\n{body}\n"
    )


OWNER = """
deny contains {
	"path": ["owner"],
	"owner": input.document.owner,
	"related": [{"artifact": entry.path, "path": ["owners", i, "name"]}],
} if {
	some entry in input.related
	some i, owner in entry.document.owners
	owner.name != input.document.owner
}
"""
END = """
deny contains {"path": ["until"], "related": [{"path": ["from"]}]} if input.document.until < input.document.from
"""
KEY = """
warn contains {"path": ["holder"], "related": [{"artifact": entry.path, "path": ["holder"]}]} if {
	some entry in input.related
	entry.kind == "house.key"
	entry.document.holder != input.document.holder
}
"""
_WORDS = {name: {"type": "string"} for name in ("owner", "from", "until", "deed", "keys", "holder", "plan")}
SCHEMAS = {
    "lease": {"type": "object", "additionalProperties": False, "properties": _WORDS},
    "deed": {
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "owners": {
                "type": "array",
                "items": {"type": "object", "additionalProperties": False, "properties": {"name": {"type": "string"}}},
            },
            "note": {"type": "string"},
        },
    },
    "key": {
        "type": "object",
        "additionalProperties": False,
        "properties": {"id": {"type": "string"}, "holder": {"type": "string"}},
    },
}


def house(**rules: str) -> dict[str, str | bytes]:
    bodies = {"owner": OWNER, "end": END, "key": KEY, **rules}
    files: dict[str, str | bytes] = {"adjudge_house/__init__.py": _INIT}
    files |= {f"adjudge_house/schemas/house/{name}.json": json.dumps(schema) for name, schema in SCHEMAS.items()}
    for name, body in bodies.items():
        files[f"adjudge_house/policies/house/lease/{name}/{name}.rego"] = _rule("lease", name, body)
    for kind, field in (("deed", "owners"), ("key", "holder")):
        sound = f'deny contains {{"path": ["{field}"]}} if not input.document.{field}'
        files[f"adjudge_house/policies/house/{kind}/sound/sound.rego"] = _rule(kind, "sound", sound)
    return files


DEED = "# signed\nowners:\n  - name: Lin\n  - {name: Example Ltd}\n"
LEASE = "owner: Lin\ndeed: deeds/a.deed.yaml\n"


@pytest.fixture
def desk(project: Desk) -> Desk:
    project.plugin("house", house())
    project.write("deeds/a.deed.yaml", DEED)
    project.write("a.lease.yaml", LEASE)
    return project


def found(desk: Desk, rule: str = "owner", *more: str) -> list[dict[str, Any]]:
    report = desk.json("a.lease.yaml", *more)
    return [
        finding
        for artifact in report["artifacts"]
        for outcome in artifact["outcomes"]
        if outcome["rule"] == f"house.lease.{rule}"
        for finding in outcome["findings"]
    ]


def test_the_place_in_another_artifact_has_its_file_line_and_column(desk):
    (finding,) = found(desk)
    assert own_validator("report").errors(desk.json("a.lease.yaml")) == []
    assert (finding["line"], finding["column"], finding["details"]) == (1, 1, {"owner": "Lin"})
    assert finding["related"] == [{"file": "deeds/a.deed.yaml", "line": 4, "column": 6, "pointer": "/owners/1/name"}]


def test_the_place_in_the_same_document_names_no_file(desk):
    desk.write("a.lease.yaml", "from: 2026-02-01\nuntil: 2026-01-01\n")
    (finding,) = found(desk, "end")
    assert finding["related"] == [{"line": 1, "column": 1, "pointer": "/from"}]


def test_the_place_in_a_record_is_that_of_the_record(desk):
    desk.write("a.keys.csv", "id,holder\n1,Lin\n2,Wu\n")
    desk.write("a.lease.yaml", "holder: Lin\nkeys: a.keys.csv\n")
    (finding,) = found(desk, "key")
    assert finding["related"] == [{"file": "a.keys.csv", "line": 3, "column": 3, "pointer": "/holder"}]


def test_a_place_that_is_not_there_is_its_nearest_ancestor(desk):
    desk.plugin("house", house(owner=OWNER.replace('"owners", i, "name"', '"owners", i, "address", "~/city"')))
    (finding,) = found(desk)
    assert finding["related"] == [
        {"file": "deeds/a.deed.yaml", "line": 4, "column": 5, "pointer": "/owners/1/address/~0~1city"}
    ]


def test_a_place_in_plain_evidence_is_the_file(desk):
    body = (
        'deny contains {"path": [], "related": [{"artifact": entry.path, "path": []}]} if some entry in input.related'
    )
    desk.plugin("house", house(owner=body))
    desk.write("plan.txt", "a plan")
    desk.write("a.lease.yaml", "plan: plan.txt\n")
    (finding,) = found(desk)
    assert finding["related"] == [{"file": "plan.txt", "line": 1, "column": 1, "pointer": ""}]


MISTAKES = {
    "no list": ('{"path": []}', "an array of objects"),
    "no objects": ('["deed"]', "an array of objects"),
    "no path": ('[{"artifact": "deeds/a.deed.yaml"}]', "an array of objects"),
    "a path of null": ('[{"path": [null]}]', "an array of objects"),
    "a path that is a text": ('[{"path": "owner"}]', "an array of objects"),
    "another key": ('[{"path": [], "file": "x"}]', "an array of objects"),
    "an artifact that is null": ('[{"artifact": null, "path": []}]', "an array of objects"),
    "an artifact that is no entry": ('[{"artifact": "b.deed.yaml", "path": []}]', "b.deed.yaml, which is no entry"),
    "an artifact by its own reference": ('[{"artifact": "./deeds/a.deed.yaml", "path": []}]', "which is no entry"),
}


@pytest.mark.parametrize(("related", "words"), MISTAKES.values(), ids=MISTAKES)
def test_what_is_no_place_is_an_error_of_that_rule_and_the_others_stand(desk, related, words):
    desk.plugin("house", house(owner=f'deny contains {{"path": [], "related": {related}}} if input.document.owner'))
    done = desk.adjudge("check", "a.lease.yaml", "-o", "json")
    outcomes = {each["rule"]: each for each in json.loads(done.stdout)["artifacts"][-1]["outcomes"]}
    assert done.returncode == 3
    assert outcomes["house.lease.owner"]["outcome"] == "error"
    assert words in outcomes["house.lease.owner"]["note"]
    assert outcomes["house.lease.end"]["outcome"] == "passed"


def test_both_engines_tell_the_same_places(desk, opa_binary):
    opa = found(desk, "owner", "--engine", "opa", "--opa", opa_binary)
    assert opa == found(desk, "owner", "--engine", "embedded")


# --- what holds it ----------------------------------------------------------------------------------------------------


def prints(desk: Desk, rule: str = "owner") -> str:
    (finding,) = found(desk, rule)
    return str(finding["fingerprint"])


def test_a_finding_is_another_when_the_other_artifact_changes(desk):
    before = prints(desk)
    desk.write("deeds/a.deed.yaml", DEED.replace("Example Ltd", "Example Inc"))
    after = prints(desk)
    assert (before.split(":")[1], before == after) == (after.split(":")[1], False)


def test_a_finding_is_another_when_the_other_statement_of_its_document_changes(desk):
    text = "from: 2026-02-01\nuntil: 2026-01-01\n"
    desk.write("a.lease.yaml", text)
    before = prints(desk, "end")
    desk.write("a.lease.yaml", f"# a line above\n{text}holder: Lin\n")
    assert prints(desk, "end") == before
    desk.write("a.lease.yaml", text.replace("02-01", "03-01"))
    assert prints(desk, "end") != before


def test_a_waiver_does_not_survive_a_change_of_the_other_statement(desk):
    who = (
        "--reason",
        "agreed",
        "--owner",
        "Legal",
        "--approver",
        "Board",
        "--expires",
        "2026-12-31",
        "--as-of",
        "2026-12-01",
    )
    waived = desk.adjudge("waive", "a.lease.yaml", "--rule", "house.lease.owner", *who)
    assert waived.returncode == 0, waived.stderr
    check = ("check", "a.lease.yaml", "--as-of", "2026-12-02")
    assert desk.adjudge(*check).returncode == 0
    desk.write("deeds/a.deed.yaml", DEED.replace("Example Ltd", "Example Inc"))
    assert desk.adjudge(*check).returncode == 1


def test_a_replay_tells_the_same_places_without_the_files(tmp_path):
    notary = Notary.make(tmp_path, Desk)
    desk = notary.project
    desk.plugin("house", house())
    desk.write("dist/a.keys.csv", "id,holder\n1,Lin\n2,Wu\n")
    desk.write("dist/a.lease.yaml", "holder: Lin\nkeys: a.keys.csv\n")
    notary.gate("[plugins.house]\n")
    notary.attest("--capsule", "../dist.capsule.json")
    capsule = json.loads((notary.beside / "dist.capsule.json").read_text("utf-8"))
    kept = [artifact["second_places"] for artifact in capsule["artifacts"] if "second_places" in artifact]
    assert kept == [[["dist/a.keys.csv#2", ["holder"], "dist/a.keys.csv", 3, 3]]]
    shutil.rmtree(desk.root / "dist")
    done = desk.adjudge("replay", "../dist.capsule.json")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_replay_judges_a_place_in_no_related_artifact_as_the_run_did(tmp_path):
    notary = Notary.make(tmp_path, Desk)
    desk = notary.project
    desk.plugin("house", house())
    desk.write("dist/a.keys.csv", "id,holder\n1,Lin\n2,Wu\n")
    desk.write("dist/a.lease.yaml", "holder: Lin\nkeys: a.keys.csv\n")
    notary.gate("[plugins.house]\n")
    notary.attest("--capsule", "../dist.capsule.json")
    capsule = json.loads((notary.beside / "dist.capsule.json").read_text("utf-8"))
    (lease,) = [each for each in capsule["artifacts"] if each["path"] == "dist/a.lease.yaml"]
    recorded = _recorded(lease)
    assert recorded.locate(("holder",), "dist/a.keys.csv#2") == Place(3, 3, "dist/a.keys.csv")
    with pytest.raises(EngineError, match=re.escape("no entry of input.related")):
        recorded.locate(("holder",), "dist/b.keys.csv#2")


# --- how reports tell it ----------------------------------------------------------------------------------------------

SEE = {"en": "see deeds/a.deed.yaml:4:6", "zh": "参见 deeds/a.deed.yaml:4:6"}


def told(desk: Desk, report: str, language: str = "en") -> str:
    return desk.adjudge("check", "a.lease.yaml", "-o", report, "--lang", language).stdout


@pytest.mark.parametrize("language", SEE)
def test_the_text_report_shows_the_other_line(desk, language):
    shown = told(desk, "text", language)
    assert f"  = {SEE[language]}\n4 |   - {{name: Example Ltd}}\n  |      ^\n" in shown


@pytest.mark.parametrize("report", ["markdown", "github", "gitlab", "junit", "html"])
@pytest.mark.parametrize("language", SEE)
def test_the_other_reports_name_the_place(desk, report, language):
    text = unescape(told(desk, report, language))
    assert SEE[language] in text.replace("\\", "").replace("<span>", "")
    if report == "gitlab":
        assert json.loads(text)[0]["location"]["path"] == "a.lease.yaml"
    if report == "junit":
        assert ElementTree.fromstring(text).tag == "testsuites"  # our own report
    if report == "html":
        assert re.search(r'<span class="number">4</span>\s+- {<mark>name:</mark> Example Ltd}', text)


def test_sarif_has_it_among_its_related_locations(desk):
    text = told(desk, "sarif")
    SarifLog.model_validate_json(text)
    run = json.loads(text)["runs"][0]
    (result,) = run["results"]
    (related,) = result["relatedLocations"]
    assert related["message"] == {"text": SEE["en"]}
    place = related["physicalLocation"]
    assert place["region"] == {"startLine": 4, "startColumn": 6}
    assert run["artifacts"][place["artifactLocation"]["index"]]["location"]["uri"] == "deeds/a.deed.yaml"


def test_a_finding_that_points_nowhere_else_has_no_such_keys(desk):
    desk.write("deeds/a.deed.yaml", "note: empty\n")
    report = desk.json("deeds/a.deed.yaml")
    (finding,) = report["artifacts"][0]["outcomes"][0]["findings"]
    assert "related" not in finding
    sarif = desk.adjudge("check", "deeds/a.deed.yaml", "-o", "sarif").stdout
    assert "relatedLocations" not in json.loads(sarif)["runs"][0]["results"][0]
