"""A capsule is enough to judge again, on either engine, and to see that the same report comes out byte by byte."""

from __future__ import annotations

import hashlib
import json
import shutil
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli_w
from catering import catering
from neighbours import SERVICE, service
from notary import Notary, files_below

LAUNCH = Path(__file__).resolve().parents[2] / "examples" / "launch"
LOGS = SERVICE["logs"]
MOST = [log for log in LOGS if log["category"] != "login"]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Notary:
    """A release that was attested with a capsule; one of its artifacts is warned of. Nobody changes it."""
    made = Notary.make(tmp_path_factory.mktemp("replayed"))
    made.project.write("dist/b.service.json", json.dumps({**SERVICE, "logs": MOST}, indent=1))
    made.gate(first="as_of_tolerance_hours = 48\n", more="[params.identity]\nlog_retention_months = 6\n")
    made.attest("--capsule", "../dist.capsule.json")
    return made


@pytest.fixture
def capsule(original: Notary, tmp_path: Path) -> Path:
    """The capsule alone, in another folder."""
    return Path(shutil.copy(original.beside / "dist.capsule.json", tmp_path))


def replay(original: Notary, file: Path, *more: str, code: int = 0, **options: Any) -> dict[str, Any]:
    """Judge again, and give what is said of it."""
    done = original.project.adjudge("replay", str(file), "--json", *more, **options)
    assert done.returncode == code, done.stdout + done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    assert (said["same"], said["exit_code"]) == (code == 0, code)
    return said


def reasons(said: dict[str, Any]) -> list[str]:
    return [reason["code"] for reason in said["reasons"]]


def change(file: Path, edit: Any) -> None:
    said = json.loads(file.read_text("utf-8"))
    edit(said)
    file.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


def test_the_report_comes_out_byte_by_byte(original, capsule, tmp_path):
    again = tmp_path / "again.json"
    assert replay(original, capsule, "-o", str(again))["artifacts"] == 5
    as_of = json.loads(capsule.read_text("utf-8"))["as_of"]
    checked = original.project.adjudge(
        "check", "--release", "dist", "--gate", "../gate.toml", "--as-of", as_of, "-o", "json"
    )
    assert checked.returncode == 0, checked.stderr
    assert again.read_text("utf-8") == checked.stdout
    assert "log_coverage" in again.read_text("utf-8")


def test_the_other_engine_gives_the_same(original, capsule, opa_binary):
    assert reasons(replay(original, capsule, "--engine", "opa", "--opa", opa_binary)) == []


def test_the_attestation_has_the_digest_of_its_capsule(original):
    digest = hashlib.sha256((original.beside / "dist.capsule.json").read_bytes()).hexdigest()
    assert original.statements()[0]["predicate"]["capsule"] == {"sha256": digest}


def test_equal_runs_have_equal_capsules(original, tmp_path):
    twin = original.copy(tmp_path)
    before = (twin.beside / "dist.capsule.json").read_bytes()
    twin.attest("--capsule", "../dist.capsule.json", "--as-of", json.loads(before)["as_of"])
    assert (twin.beside / "dist.capsule.json").read_bytes() == before


def test_a_capsule_is_what_its_schema_describes(original, capsule):
    schema = json.loads(original.project.adjudge("schema", "adjudge.capsule").stdout)
    jsonschema.Draft202012Validator(schema).validate(json.loads(capsule.read_text("utf-8")))


def test_the_parameters_are_those_of_the_capsule(original, capsule, tmp_path):
    config = tmp_path / "adjudge.toml"
    config.write_text("[params.identity]\nlog_retention_months = 24\n")
    assert reasons(replay(original, capsule, "--config", str(config))) == []


def test_a_changed_document_has_other_outcomes(original, capsule):
    def unverified(said: dict[str, Any]) -> None:
        artifact = next(each for each in said["artifacts"] if each["path"] == "dist/a.service.json")
        artifact["input"]["document"]["real_name"]["unverified_can_publish"] = True

    change(capsule, unverified)
    said = replay(original, capsule, code=1)
    assert reasons(said) == ["outcomes", "report"]
    assert said["reasons"][0]["file"] == "dist/a.service.json"
    assert "identity.service.real_name was passed, is denied" in said["reasons"][0]["message"]


def test_another_clock_or_size_is_another_report(original, capsule):
    change(capsule, lambda said: said["artifacts"][0].update(size=1))
    assert reasons(replay(original, capsule, code=1)) == ["report"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda said: said["policies"][0].update(sha256="0" * 64),
        lambda said: said["policies"][0].update(schema="0" * 64),
        lambda said: said["artifacts"][0].update(kind="tavern.menu"),
    ],
)
def test_other_policies_schemas_or_kinds_are_refused_before_anything_is_judged(original, capsule, edit):
    change(capsule, edit)
    assert reasons(replay(original, capsule, code=1)) == ["policies"]


def test_a_changed_parameter_has_other_outcomes(original, capsule):
    change(capsule, lambda said: said["parameters"]["identity"].update(log_retention_months=7))
    assert set(reasons(replay(original, capsule, code=1))) == {"outcomes", "report"}
    change(capsule, lambda said: said["parameters"]["identity"].update(log_retention_months="many"))
    assert reasons(replay(original, capsule, code=1)) == ["policies"]


def test_policies_that_have_changed_since_are_refused(tmp_path):
    made = Notary.make(tmp_path)
    made.project.plugin("catering", catering())
    made.project.write("dist/a.catering.yaml", "dishes:\n- name: soup\n  allergens: []\n")
    made.attest("--capsule", "../dist.capsule.json")
    file = made.beside / "dist.capsule.json"
    assert reasons(replay(made, file)) == []
    rule = next(made.project.site.rglob("*.rego"))
    rule.write_text(rule.read_text() + "\n# changed\n")
    said = replay(made, file, code=1)
    assert reasons(said) == ["policies"]
    assert said["reasons"][0]["message"].endswith("of catering.menu")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: text[: len(text) // 2],
        lambda text: "[]",
        lambda text: text.replace('"schema_version": "1"', '"schema_version": "2"'),
        lambda text: text.replace('"engine": ', '"engine": "opa", "engine": '),
        lambda text: "[" * 100_000,
    ],
    ids=["empty", "cut", "list", "version", "twice", "deep"],
)
def test_what_is_no_capsule_is_refused(original, capsule, spoil):
    capsule.write_text(spoil(capsule.read_text("utf-8")), encoding="utf-8")
    assert reasons(replay(original, capsule, code=1)) == ["malformed"]


def test_a_missing_capsule_is_exit_3(original, tmp_path):
    assert reasons(replay(original, tmp_path / "nowhere.json", code=3)) == ["not_checked"]


def test_the_launch_pack_is_attested_handed_over_and_judged_again_on_both_engines(tmp_path, opa_binary):
    made = Notary.make(tmp_path)
    dist = made.project.root / "dist"
    shutil.rmtree(dist)
    shutil.copytree(LAUNCH, dist)
    config = tomllib.loads((dist / "adjudge.toml").read_text("utf-8"))
    (dist / "adjudge.toml").unlink()
    params = {
        domain: {name: f"project/dist/{value}" if value_is_file(value) else value for name, value in values.items()}
        for domain, values in config["params"].items()
    }  # a file that the gate names is relative to the gate
    gate = {
        "environment": "production",
        "exempt": ["README.md"],
        "params": params,
        "plugins": {name: {"version": version} for name, version in config["required_plugins"].items()},
        "attestation": {"keys": ["release.pub"]},
    }
    (made.beside / "gate.toml").write_text(tomli_w.dumps(gate), encoding="utf-8")
    made.attest("--capsule", "../dist.capsule.json")
    subjects = {subject["name"] for subject in made.statements()[0]["subject"]}
    assert subjects == set(files_below(dist))
    assert made.verify("--copy-to", "../live").returncode == 0
    assert files_below(made.beside / "live") == files_below(dist)
    for engine in ("embedded", "opa"):
        replay(made, made.beside / "dist.capsule.json", "--engine", engine, "--opa", opa_binary)


def value_is_file(value: Any) -> bool:
    return isinstance(value, str) and (LAUNCH / value).is_file()


def test_what_was_excused_is_excused_again(tmp_path):
    made = Notary.make(tmp_path)
    unverified = {**SERVICE["real_name"], "unverified_can_publish": True}
    made.project.write("dist/a.service.json", service(real_name=unverified))
    done = made.project.adjudge(
        "waive",
        "dist/a.service.json",
        "--rule",
        "identity.service.real_name",
        "--reason",
        "for a while",
        "--owner",
        "platform",
        "--approver",
        "compliance",
        "--expires",
        "2099-01-01",
        "--file",
        "../waivers.yaml",
    )
    assert done.returncode == 0, done.stderr
    made.gate('[waivers]\nsource = "waivers.yaml"\nmax_days = 3660\n')
    waivers = made.beside / "waivers.yaml"
    soon = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()
    waivers.write_text(waivers.read_text().replace("2099-01-01", soon))
    made.attest("--capsule", "../dist.capsule.json")
    file = made.beside / "dist.capsule.json"
    again = made.beside / "again.json"
    replay(made, file, "-o", str(again))
    assert '"outcome": "waived"' in again.read_text("utf-8")
    assert "adjudge.waivers.expiring" in again.read_text("utf-8")
    change(file, lambda said: said["artifacts"][0].update(excused=[]) or said["artifacts"][1].update(excused=[]))
    assert "outcomes" in reasons(replay(made, file, code=1))
