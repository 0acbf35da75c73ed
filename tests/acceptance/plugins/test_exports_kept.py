"""What is exported stays what it is in attestations and capsules, beyond a law, later on, and in the tests of who reads it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from catering import FILES, GOOD_MENU, MENU, PLUGIN, RULE, catering
from desk import Desk
from notary import Notary
from wheels import outcome

READS = FILES[RULE].replace(
    "applies if input.facts.dishes > data.catering.params.fewest_dishes", "applies if input.facts.dishes > 0"
)
READS += "\n".join(("", 'deny contains {"dish": "all"} if input.facts.dishes > data.bakery.params.fewest_dishes', ""))
COMPLETE = "dishes:\n- {name: Soup, allergens: []}\n- {name: Bread, allergens: []}\n"
BOUND = '"title": "Fewest dishes", "type": "integer", "minimum": 0'
LEGAL = f'{BOUND}, "x-adjudge-legal": {{"maximum": 3, "clause": "bakery-kitchen-code#7"}}'
EXPORTS = 'exports=("params", "lib.dishes")'


def plugins(**bakery: tuple[str, str]) -> dict[str, dict[str, str | bytes]]:
    """Return a bakery, and a catering whose own rule denies more dishes than the bakery's number."""
    guest = catering({PLUGIN: ("extends=()", 'extends=("bakery.menu",)'), RULE: READS})
    host = catering({PLUGIN: ("extends=()", EXPORTS)}, domain="bakery")
    for old, new in bakery.values():
        (path,) = [path for path, text in host.items() if isinstance(text, str) and old in text]
        host[path] = str(host[path]).replace(old, new)
    return {"bakery": host, "catering": guest}


def test_a_parameter_beyond_the_law_denies_also_where_its_owner_is_only_read(tmp_path: Path) -> None:
    desk = Desk.make(tmp_path)
    desk.plugins(**plugins(law=(BOUND, LEGAL)))
    desk.write(MENU, GOOD_MENU)
    desk.write("adjudge.toml", "[params.bakery]\nfewest_dishes = 4\n")
    report = desk.json("--select", "catering.*")
    assert outcome(report, "adjudge.toml", "bakery.params.legal") == "denied"
    assert report["summary"]["exit_code"] == 1


@pytest.fixture(scope="module")
def notary(tmp_path_factory: pytest.TempPathFactory) -> Notary:
    """A release whose only menu passes, since the gate says a higher number for the owner."""
    made = Notary.make(tmp_path_factory.mktemp("kept"), Desk)
    made.project.plugins(**plugins())
    made.project.write(f"dist/{MENU}", COMPLETE)
    made.gate("[params.bakery]\nfewest_dishes = 2\n")
    made.attest("--capsule", "../dist.capsule.json")
    return made


def test_a_release_is_verified_with_what_its_gate_says_for_the_owner(notary: Notary, tmp_path: Path) -> None:
    assert notary.verify().returncode == 0
    statement = next(each for each in notary.statements() if "parameters" in each["predicate"])
    assert "bakery" in statement["predicate"]["parameters"]
    other = notary.copy(tmp_path)
    other.gate("[params.bakery]\nfewest_dishes = 1\n")
    assert other.verify().returncode == 1


def test_a_capsule_has_the_owners_parameters_and_helpers(notary: Notary, tmp_path: Path, opa_binary: str) -> None:
    file = notary.beside / "dist.capsule.json"
    capsule = json.loads(file.read_text("utf-8"))
    assert capsule["parameters"]["bakery"] == {"fewest_dishes": 2}
    for engine in ((), ("--engine", "opa", "--opa", opa_binary)):
        done = notary.project.adjudge("replay", str(file), "--json", *engine)
        assert (done.returncode, json.loads(done.stdout)["same"]) == (0, True), done.stdout + done.stderr
    capsule["parameters"]["bakery"]["fewest_dishes"] = 1
    changed = tmp_path / "changed.json"
    changed.write_text(json.dumps(capsule), "utf-8")
    said = json.loads(notary.project.adjudge("replay", str(changed), "--json").stdout)
    assert "outcomes" in [reason["code"] for reason in said["reasons"]]


def test_the_horizon_and_coverage_read_it_too(tmp_path: Path) -> None:
    desk = Desk.make(tmp_path)
    desk.plugins(**plugins())
    desk.write(MENU, COMPLETE)
    desk.write("adjudge.toml", "[params.bakery]\nfewest_dishes = 2\n")
    done = desk.adjudge("horizon", MENU, "--days", "3", "--json")
    assert (done.returncode, json.loads(done.stdout)["failures"]) == (0, []), done.stderr
    done = desk.adjudge("coverage", "--json", "catering-kitchen-code")
    assert (done.returncode, done.stderr) == (0, "")
    (law,) = json.loads(done.stdout)["instruments"]
    assert "catering.menu.allergens" in {rule["id"] for clause in law["clauses"] for rule in clause["rules"]}
