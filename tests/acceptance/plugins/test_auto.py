"""A house rule that the embedded engine does not decide: an OPA does, and the kind's own rules stay where they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from household import FILE, KIND, LINE, ODD, RULE_ID, household, lend_native
from neighbours import service
from notary import Notary
from wheels import Project, outcome

BROKEN_RULE = "identity.service.real_name"
GOOD = "good.service.json"
OWN = {"identity": ["embedded"]}


@pytest.fixture
def house(project: Project) -> Project:
    """A project with the house rule, a service that it passes and one that it denies."""
    project.plugin("catering", household())
    for name in (GOOD, ODD):
        project.write(name, service())
    return project


@pytest.fixture
def path_without_opa(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No opa is on PATH."""
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setenv("PATH", str(empty))


def test_the_opa_that_is_there_judges_it_and_the_embedded_engine_the_rest(house, opa_binary):
    opa = {"ADJUDGE_OPA": opa_binary}
    report = house.json(env=opa)
    assert (outcome(report, GOOD, RULE_ID), outcome(report, ODD, RULE_ID)) == ("passed", "denied")
    assert outcome(report, ODD, BROKEN_RULE) == "passed"
    assert report["problems"] == []
    assert (report["engine"], report["engines"]) == ("auto", {KIND: {**OWN, "catering": ["opa"]}})
    assert " (embedded, opa, " in house.adjudge("check", env=opa).stdout
    assert "（embedded，opa，" in house.adjudge("check", "--lang", "zh", env=opa).stdout.replace("、", "，")
    sarif = json.loads(house.adjudge("check", "-o", "sarif", env=opa).stdout)
    assert sarif["runs"][0]["properties"]["engines"] == report["engines"]
    assert "embedded, opa" in house.adjudge("check", "-o", "html", env=opa).stdout
    assert " (embedded, opa, " in house.adjudge("check", "-o", "markdown", env=opa).stdout
    horizon = json.loads(house.adjudge("horizon", "--days", "1", "--json", env=opa).stdout)
    assert horizon["engines"] == report["engines"]
    assert ", embedded, opa, " in house.adjudge("horizon", "--days", "1", env=opa).stdout


def test_it_is_the_same_report_as_of_opa_alone_but_for_the_engines(house, opa_binary):
    said = ("--as-of", "2026-11-01", "--opa", opa_binary)
    auto, opa = house.json(*said), house.json("--engine", "opa", *said)
    assert "engines" not in opa
    assert {**auto, "engine": "opa"} == {**opa, "engines": auto["engines"]}


@pytest.mark.usefixtures("path_without_opa")
@pytest.mark.parametrize("engine", [(), ("--engine", "embedded")])
def test_where_there_is_no_opa_it_is_an_error_of_that_rule_and_the_others_are_judged(house, engine):
    report = house.json(*engine)
    assert report["summary"]["exit_code"] == 3
    for name in (GOOD, ODD):
        assert (outcome(report, name, RULE_ID), outcome(report, name, BROKEN_RULE)) == ("error", "passed")
    (problem,) = report["problems"]
    assert problem["message"] == "the embedded engine lacks the builtin crypto.sha256"
    assert (problem["file"], problem["line"], problem["rule"], problem["plugin"]) == (FILE, LINE, RULE_ID, "catering")
    ways = "Install adjudge-opa, or have an opa on PATH." if not engine else "Run with --engine native or --engine opa."
    assert problem["hint"].endswith(ways)
    said = house.adjudge("check", "--lang", "zh", *engine).stdout
    assert "内嵌引擎没有内置函数 crypto.sha256" in said
    assert ("请安装 adjudge-opa，或将 opa 放到 PATH 中。" in said) == (not engine)


@pytest.mark.usefixtures("path_without_opa")
def test_a_run_that_needs_no_opa_needs_none(house):
    house.write("a.catering.yaml", "dishes:\n- {name: Soup, allergens: [celery]}\n")
    report = house.json("a.catering.yaml")
    assert (report["summary"]["decision"], report["engines"]) == ("pass", {"catering.menu": {"catering": ["embedded"]}})


def test_plugins_loads_every_policy_into_an_engine_that_takes_it(house, opa_binary):
    done = house.adjudge("plugins", "--opa", opa_binary)
    assert (done.returncode, done.stderr) == (0, "")
    done = house.adjudge("plugins", "--engine", "embedded")
    assert done.returncode == 3
    assert "the embedded engine lacks the builtin crypto.sha256" in done.stderr


def test_inspect_shows_what_the_rule_sees(house, opa_binary):
    done = house.adjudge("inspect", ODD, env={"ADJUDGE_OPA": opa_binary})
    assert json.loads(done.stdout)["artifact"]["path"] == ODD


# --- native -----------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("path_without_opa")
def test_native_judges_it_where_it_is_installed(house, native_worker):
    report = house.json(env=lend_native(house, native_worker))
    assert report["engines"] == {KIND: {**OWN, "catering": ["native"]}}
    assert outcome(report, ODD, RULE_ID) == "denied"


def test_the_configuration_may_name_native_which_auto_would_take(house, native_worker):
    env = lend_native(house, native_worker)
    house.write("adjudge.toml", 'engine = "native"\n')
    report = house.json(env=env)
    assert (report["engine"], outcome(report, ODD, RULE_ID)) == ("native", "denied")


def test_where_native_is_not_installed_it_says_how_it_would_be(house):
    done = house.adjudge("check", "--engine", "native")
    assert (done.returncode, done.stdout) == (2, "")
    assert "the engine native is not installed. Install the distribution adjudge-opa" in done.stderr
    assert (
        "没有安装引擎 native。请安装发行包 adjudge-opa"
        in house.adjudge("check", "--engine", "native", "--lang", "zh").stderr
    )


# --- under a gate -----------------------------------------------------------------------------------------------------


def gate(project: Project, first: str = "", *plugins: str) -> tuple[str, str]:
    file = project.root.parent / "gate.toml"
    tables = "".join(f"[plugins.{name}]\n" for name in ("catering", *plugins))
    file.write_text(f'environment = "production"\n{first}{tables}', encoding="utf-8")
    return "--gate", str(file)


def test_under_a_gate_an_opa_judges_only_where_the_gate_has_its_digest(house, opa_binary, digest_of):
    opa = {"ADJUDGE_OPA": opa_binary}
    report = house.json(*gate(house), env=opa)
    assert outcome(report, GOOD, RULE_ID) == "error"
    assert report["problems"][0]["hint"].endswith(
        "The gate knows no OPA that may judge: add [plugins.native] (adjudge-opa) or opa_sha256 to it, and auto asks that one."
    )
    report = house.json(*gate(house, f'opa_sha256 = "{digest_of(opa_binary)}"\n'), env=opa)
    assert (outcome(report, GOOD, RULE_ID), outcome(report, ODD, RULE_ID)) == ("passed", "denied")
    done = house.adjudge("check", *gate(house, f'opa_sha256 = "{"0" * 64}"\n'), env=opa)
    assert (done.returncode, done.stdout) == (2, "")
    assert "ADJUDGE_OPA is another OPA than the gate's" in done.stderr


@pytest.fixture
def digest_of() -> Any:
    from adjudge.lib.digests import file_digest

    return lambda file: file_digest(Path(file))


@pytest.mark.usefixtures("path_without_opa")
def test_under_a_gate_native_judges_only_where_the_gate_lists_it(house, native_worker):
    env = lend_native(house, native_worker)
    assert outcome(house.json(*gate(house), env=env), GOOD, RULE_ID) == "error"
    report = house.json(*gate(house, "", "native"), env=env)
    assert (outcome(report, GOOD, RULE_ID), outcome(report, ODD, RULE_ID)) == ("passed", "denied")


def test_a_gate_that_names_none_lets_the_embedded_engine_be_asked_for_and_no_other(house, opa_binary):
    house.write("adjudge.toml", 'engine = "embedded"\n')
    assert house.json(*gate(house))["engine"] == "embedded"
    done = house.adjudge("check", *gate(house), "--engine", "opa", "--opa", opa_binary)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--engine is not auto" in done.stderr


def test_a_gate_pins_the_engine(house, native_worker):
    env = lend_native(house, native_worker)
    for name in ("embedded", "native"):
        report = house.json(*gate(house, f'engine = "{name}"\n', "native"), env=env)
        assert report["engine"] == name
        assert "engines" not in report
        done = house.adjudge("check", *gate(house, f'engine = "{name}"\n', "native"), "--engine", "auto")
        assert done.returncode == 2
        assert f"--engine is not {name}" in done.stderr


# --- attested ---------------------------------------------------------------------------------------------------------


def test_an_attestation_names_each_engine_and_what_it_judged(tmp_path, opa_binary, digest_of):
    made = Notary.make(tmp_path)
    made.project.plugin("catering", household())
    digest = digest_of(opa_binary)
    made.gate(first=f'opa_sha256 = "{digest}"\n[plugins.catering]\n')
    env = {"ADJUDGE_OPA": opa_binary}
    made.attest("--capsule", "../dist.capsule.json", env=env)
    engine = made.statements()[0]["predicate"]["engine"]
    assert engine["name"] == "auto"
    embedded, opa = engine["engines"]
    assert (embedded["name"], opa) == ("embedded", {"name": "opa", "sha256": digest})
    assert embedded["version"].startswith("gordon-to-regorus ")
    assert engine["judged"][KIND] == {**OWN, "catering": ["opa"]}
    assert engine["judged"]["dubbing.consent"] == {"dubbing": ["embedded"]}
    assert made.verify().returncode == 0
    capsule = json.loads((made.beside / "dist.capsule.json").read_text("utf-8"))
    assert (capsule["engine"], capsule["engines"]) == ("auto", engine["judged"])
    for engine_said in ((), ("--engine", "opa")):
        done = made.project.adjudge("replay", "../dist.capsule.json", *engine_said, env=env)
        assert (done.returncode, done.stdout.count("refused")) == (0, 0), done.stdout
    done = made.project.adjudge("replay", "../dist.capsule.json", env={"ADJUDGE_OPA": "/nowhere/opa"})
    assert done.returncode == 3
    assert "there is no opa to run" in done.stdout


def test_an_attestation_of_one_engine_reads_as_ever(tmp_path):
    made = Notary.make(tmp_path)
    made.attest("--capsule", "../dist.capsule.json")
    engine = made.statements()[0]["predicate"]["engine"]
    assert engine.keys() == {"name", "version"}
    assert engine["name"] == "embedded"
    capsule = made.beside / "dist.capsule.json"
    said = json.loads(capsule.read_text("utf-8"))
    assert made.project.adjudge("replay", str(capsule)).returncode == 0
    assert set(said["engines"]["identity.service"]["identity"]) == {"embedded"}
