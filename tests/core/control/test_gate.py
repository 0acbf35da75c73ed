"""Under a gate, configuration, environment and flags may only tighten; a release holds nothing that nobody saw."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from catering import FILES, PLUGIN, RULE, SCHEMA, catering
from labelled_wav import label, wav
from neighbours import GOOD, SERVICE, account, consent, service
from wheels import Project, outcome

pytestmark = pytest.mark.slow  # whole releases

GATE = 'environment = "production"\n[plugins.identity]\n'
UNVERIFIED = json.dumps(
    {**SERVICE, "real_name": {**SERVICE["real_name"], "unverified_can_publish": True}}, ensure_ascii=False
)


@pytest.fixture
def gate(project: Project):
    """Write a gate beside the project; ``first`` stands before its tables. Gives its path."""
    project.write(GOOD, service())

    def write(tables: str = "", first: str = "") -> str:
        file = project.root.parent / "gate.toml"
        file.write_text(first + GATE + tables, encoding="utf-8")
        return str(file)

    return write


def report(project: Project, *arguments: str, **options: Any) -> dict[str, Any]:
    done = project.adjudge("check", "-o", "json", *arguments, **options)
    said: dict[str, Any] = json.loads(done.stdout)
    assert said["summary"]["exit_code"] == done.returncode
    return said


def refused(project: Project, *arguments: str, **options: Any) -> str:
    done = project.adjudge("check", *arguments, **options)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def test_the_report_names_the_gate(project, gate):
    file = gate()
    digest = hashlib.sha256(Path(file).read_bytes()).hexdigest()
    said = report(project, "--gate", file, "--gate-digest", digest)
    assert said["gate"] == {"environment": "production", "sha256": digest}
    assert (said["summary"]["decision"], said["summary"]["reasons"]) == ("pass", [])
    done = project.adjudge("check", env={"ADJUDGE_GATE": file})
    assert done.stdout.endswith(", gate production)\n")


def test_a_gate_in_the_judged_tree_counts_for_nothing(project, gate):
    project.write("gates/production.toml", GATE)
    assert "lies in the tree that is judged" in refused(project, "--gate", "gates/production.toml")
    link = project.root.parent / "link.toml"
    link.symlink_to(project.root / "gates" / "production.toml")
    assert "lies in the tree that is judged" in refused(project, "--gate", str(link))
    inside = project.root / "inside.toml"
    inside.symlink_to(gate())
    assert "lies in the tree that is judged" in refused(project, "--gate", "inside.toml")


def test_another_digest_than_the_pinned_one_is_refused(project, gate):
    assert "has the digest" in refused(project, "--gate", gate(), "--gate-digest", "0" * 64)
    assert "there is a digest but no gate" in refused(project, "--gate-digest", "0" * 64)


@pytest.mark.parametrize(
    ("first", "tables", "said"),
    [
        ("waivers = 1\n", "", "gate.toml:1:1"),
        ("", 'sha256 = "short"\n', "gate.toml:3:1"),
        ("", "[fails]\nall = true\n", "gate.toml"),
        ("", "[fails]\ndenied = []\n", "fails.denied must not be empty"),
        ("environment = 1\n", "", "does not parse"),
    ],
)
def test_a_gate_with_an_error_is_exit_2_at_its_place(project, gate, first, tables, said):
    assert said in refused(project, "--gate", gate(tables, first))


@pytest.mark.parametrize("variable", ["ADJUDGE_GATE", "ADJUDGE_GATE_DIGEST"])
def test_a_variable_that_got_lost_does_not_open_the_gate(project, gate, variable):
    env = {"ADJUDGE_GATE": gate(), variable: ""}
    assert f"{variable} is empty" in refused(project, env=env)
    (project.root / "dist").mkdir()
    done = project.adjudge("verify", "dist", "--attestation", "dist.intoto.jsonl", env=env)
    assert (done.returncode, f"{variable} is empty" in done.stderr) == (2, True)


def test_a_missing_gate_is_exit_2(project):
    project.write(GOOD, service())
    assert "the gate cannot be read" in refused(project, "--gate", "../nowhere.toml")


# --- only tighter ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('disable_plugins = ["dubbing"]', "disable_plugins of the configuration blocks dubbing"),
        ('select = ["identity.service.real_name"]', "select of the configuration leaves out rules"),
        ('ignore = ["identity.*"]', "ignore of the configuration leaves out rules"),
        ('exclude = ["drafts"]', "exclude of the configuration leaves out files"),
        ('engine = "opa"', "engine of the configuration is not auto"),
        ("inline_waivers = true", "inline_waivers of the configuration excuses findings"),
    ],
)
def test_a_configuration_that_loosens_is_refused_at_its_line(project, gate, line, why):
    project.write("adjudge.toml", f"# convenience\n{line}\n")
    said = refused(project, "--gate", gate())
    assert said.startswith("error: adjudge.toml:2:1: ")
    assert why in said
    assert "which the gate production does not allow" in said


@pytest.mark.parametrize(
    ("flags", "why"),
    [
        (["--disable-plugin", "identity"], "--disable-plugin blocks identity"),
        (["--select", "identity.service.real_name"], "--select leaves out rules"),
        (["--ignore", "identity.*"], "--ignore leaves out rules"),
        (["--skip-unclaimed"], "--skip-unclaimed forgives unclaimed files"),
        (["--engine", "opa"], "--engine is not auto"),
        (["--as-of", "2016-01-01"], "--as-of is more than 0 h from now"),
    ],
)
def test_a_flag_that_loosens_is_refused_by_name(project, gate, flags, why):
    assert why in refused(project, "--gate", gate(), *flags)


@pytest.mark.parametrize(("variable", "value"), [("ADJUDGE_DISABLE_PLUGIN", "identity"), ("ADJUDGE_ENGINE", "opa")])
def test_a_variable_that_loosens_is_refused_by_name(project, gate, variable, value):
    assert f"error: {variable} " in refused(project, "--gate", gate(), env={variable: value})


def test_warnings_that_the_gate_fails_cannot_be_let_pass(project, gate):
    strict = gate('[fails]\nwarned = ["*"]\n')
    assert "--fail-on lets warnings pass" in refused(project, "--gate", strict, "--fail-on", "deny")
    assert "ADJUDGE_FAIL_ON lets warnings pass" in refused(project, "--gate", strict, env={"ADJUDGE_FAIL_ON": "deny"})
    assert project.adjudge("check", "--gate", gate(), "--fail-on", "warn").returncode == 0


def test_an_opa_that_the_gate_has_no_digest_of_is_refused(project, gate, opa_binary):
    assert "names an OPA that the gate has no digest of" in refused(
        project, "--gate", gate(first='engine = "opa"\n'), "--opa", opa_binary
    )
    digest = hashlib.sha256(Path(opa_binary).read_bytes()).hexdigest()
    pinned = gate(first=f'engine = "opa"\nopa_sha256 = "{digest}"\n')
    assert report(project, "--gate", pinned, "--opa", opa_binary)["engine"] == "opa"
    other = gate(first=f'engine = "opa"\nopa_sha256 = "{"0" * 64}"\n')
    assert "is another OPA than the gate's" in refused(project, "--gate", other, env={"ADJUDGE_OPA": opa_binary})


def test_the_clock_may_be_as_far_off_as_the_gate_tolerates(project, gate):
    lenient = gate(first="as_of_tolerance_hours = 48\n")
    yesterday = datetime.now(UTC) - timedelta(hours=30)
    assert project.adjudge("check", "--gate", lenient, "--as-of", yesterday.isoformat()).returncode == 0
    earlier = yesterday - timedelta(hours=30)
    assert "more than 48 h from now" in refused(project, "--gate", lenient, "--as-of", earlier.isoformat())


def test_a_parameter_may_only_be_tightened(project, gate):
    year = gate("[params.identity]\nlog_retention_months = 12\n")
    assert outcome(report(project, "--gate", year), GOOD, "identity.service.log_retention") == "denied"
    for months, code in ((12, 1), (13, 1)):
        project.write("adjudge.toml", f"[params.identity]\nlog_retention_months = {months}\n")
        assert project.adjudge("check", "--gate", year).returncode == code
    project.write("adjudge.toml", "[params.identity]\nlog_retention_months = 11\n")
    said = refused(project, "--gate", year)
    assert said.startswith("error: adjudge.toml:2:1: params.identity.log_retention_months is 11")
    assert "which is not known to be stricter than 12" in said


def test_what_a_voluntary_standard_advises_may_be_tightened_too(project, gate):
    gated = ["--gate", gate("[plugins.content_security]\n")]
    project.write("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nHello\n")
    project.write("adjudge.toml", "[params.content_security]\nkeyword_library_max_age_days = 3\n")
    assert project.adjudge("check", *gated).returncode == 1
    project.write("adjudge.toml", "[params.content_security]\nkeyword_library_max_age_days = 8\n")
    assert "keyword_library_max_age_days is 8, which is not known to be stricter than 7" in refused(project, *gated)


def test_a_list_may_not_lose_what_the_gate_leaves_in_it(project, gate):
    project.write("adjudge.toml", '[params.identity]\nlog_categories = ["login"]\n')
    assert "params.identity.log_categories" in refused(project, "--gate", gate())


def test_a_parameter_of_the_gate_beyond_the_law_is_denied_at_its_line(project, gate):
    said = report(project, "--gate", gate("[params.identity]\nlog_retention_months = 3\n"))
    (denied,) = (artifact for artifact in said["artifacts"] if artifact["verdict"] == "deny")
    (finding,) = denied["outcomes"][0]["findings"]
    assert (denied["path"], denied["kind"], finding["line"]) == ("gate.toml", "identity.params", 4)
    assert said["summary"]["reasons"] == [{"code": "rule", "number": 1, "name": "identity.params.legal"}]


# --- what must be there ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tables", "said"),
    [
        ("[plugins.nobody]\n", "required plugin nobody is not installed"),
        ('[plugins.dubbing]\nversion = ">=99"\n', "required plugin dubbing has version"),
    ],
)
def test_required_plugins_must_be_there(project, gate, tables, said):
    assert said in refused(project, "--gate", gate(tables))


@pytest.mark.slow
def test_a_plugin_of_another_digest_is_refused(project, gate):
    project.plugin("tavern", catering(domain="tavern"))
    listed = json.loads(project.adjudge("plugins", "--json").stdout)
    assert all("sha256" not in plugin for plugin in listed["plugins"])
    listed = json.loads(project.adjudge("plugins", "--json", "--digests").stdout)
    digests = {plugin["name"]: plugin["sha256"] for plugin in listed["plugins"]}
    named = f'[plugins.tavern]\nsha256 = "{digests["tavern"]}"\n'
    assert project.adjudge("check", "--gate", gate(named)).returncode == 0
    policy = next(project.site.rglob("*.rego"))
    policy.with_name("more.rego").write_text("package tavern.more\n")  # no installer lists it
    assert "the plugin tavern is not the one that the gate names" in refused(project, "--gate", gate(named))


def test_a_plugin_that_the_gate_does_not_name_is_refused_where_only_those_count(project, gate):
    said = refused(project, "--gate", gate(first="only_these_plugins = true\n"))
    assert "does not name the plugin" in said


def test_required_rules_must_be_loaded(project, gate):
    asked = gate(first='rules = ["identity.service.*", "tavern.*"]\n')
    assert "asks for rules 'tavern.*', and there are none" in refused(project, "--gate", asked)


def test_an_artifact_that_the_gate_requires_cannot_be_left_out(project, gate):
    asked = gate('[[artifacts]]\nkind = "identity.account"\npath = "users/*"\nat_least = 2\n')
    said = report(project, "--gate", asked)
    assert said["summary"]["reasons"] == [{"code": "rule", "number": 1, "name": "adjudge.gate.artifacts"}]
    project.write("users/accounts.jsonl", account() + account(id="u-000002"))
    assert report(project, "--gate", asked)["summary"]["exit_code"] == 0
    project.write("users/accounts.jsonl", account() + "{\n")
    assert report(project, "--gate", asked)["summary"]["exit_code"] == 3


def test_a_gate_says_which_warnings_fail_and_how_many_are_too_many(project, gate):
    project.write(GOOD, service(logs=[log for log in SERVICE["logs"] if log["category"] != "login"]))
    warned = report(project, "--gate", gate())
    assert outcome(warned, GOOD, "identity.service.log_coverage") == "warned"
    assert warned["summary"]["exit_code"] == 0
    fails = report(project, "--gate", gate('[fails]\nwarned = ["identity.service.log_coverage"]\n'))
    assert fails["summary"]["reasons"] == [{"code": "rule", "number": 1, "name": "identity.service.log_coverage"}]
    budget = report(project, "--gate", gate("[fails]\nbudgets = {warned = 0}\n"))
    assert budget["summary"]["reasons"] == [{"code": "budget", "number": 1, "name": "warned"}]
    assert budget["summary"]["exit_code"] == 1


def test_a_gate_may_let_denials_of_lesser_rules_pass_but_not_what_is_no_rules_own(project, gate):
    project.write(GOOD, UNVERIFIED)
    lenient = gate('[fails]\ndenied = ["dubbing.*"]\n')
    said = report(project, "--gate", lenient)
    assert outcome(said, GOOD, "identity.service.real_name") == "denied"
    assert (said["summary"]["exit_code"], said["summary"]["decision"]) == (0, "warn")
    project.write(GOOD, service(service=""))
    assert report(project, "--gate", lenient)["summary"]["exit_code"] == 1


# --- releases -------------------------------------------------------------------------------------------------------


def unaccounted(said: dict[str, Any]) -> set[str]:
    return {
        artifact["path"]
        for artifact in said["artifacts"]
        for one in artifact["outcomes"]
        if one["rule"] == "adjudge.release.unaccounted"
    }


def test_every_file_of_a_release_is_accounted_for(project, gate):
    project.write("dist/a.service.json", service())
    said = report(project, "--release", "dist")
    assert (said["summary"]["exit_code"], unaccounted(said)) == (0, set())
    for path in ("dist/.hidden/extra.wav", "dist/adjudge.toml", "dist/notes.txt", "dist/.DS_Store"):
        project.write(path, wav(label()) if path.endswith("wav") else "")
    (project.root / "dist" / "link").symlink_to(project.root)
    said = report(project, "--release", "dist", "--root", ".")
    assert unaccounted(said) == {
        "dist/.hidden/extra.wav",
        "dist/adjudge.toml",
        "dist/notes.txt",
        "dist/.DS_Store",
        "dist/link",
    }
    assert said["summary"]["exit_code"] == 1


def test_what_is_hidden_in_a_release_is_judged(project):
    project.write("dist/a.service.json", service())
    project.write("dist/.hidden/b.service.json", UNVERIFIED)
    said = report(project, "--release", "dist")
    assert outcome(said, "dist/.hidden/b.service.json", "identity.service.real_name") == "denied"


def test_the_gate_exempts_files_of_a_release(project, gate):
    project.write("dist/a.service.json", service())
    project.write("dist/README.md", "")
    project.write("dist/docs/a.md", "")
    said = report(project, "--release", "dist", "--gate", gate(first='exempt = ["README.md", "docs/**"]\n'))
    assert (said["summary"]["exit_code"], unaccounted(said)) == (0, set())


def test_the_root_does_not_change_what_the_gate_means(project, gate):
    project.write("dist/a.service.json", service())
    project.write("dist/README.md", "")
    project.write("dist/docs/README.md", "")
    named = gate(
        '[[artifacts]]\nkind = "identity.service"\npath = "*.service.json"\n', first='exempt = ["README.md"]\n'
    )
    for root in (".", "dist"):
        said = report(project, "--release", "dist", "--gate", named, "--root", root)
        assert [path.removeprefix("dist/") for path in unaccounted(said)] == ["docs/README.md"]
        assert {reason["name"] for reason in said["summary"]["reasons"]} == {"adjudge.release.unaccounted"}


def test_the_sibling_of_a_table_is_evidence(project):
    swapped = {path: FILES[path].replace('"dishes"', '"entries"') for path in (PLUGIN, RULE, SCHEMA)}
    swapped[PLUGIN] = swapped[PLUGIN].replace("*.catering.yaml", "*.catering.csv").replace('{"entries"', '{"dishes"')
    swapped[RULE] = swapped[RULE].replace("document.dishes", "document.entries")
    swapped[SCHEMA] = swapped[SCHEMA].replace('"properties": {', '"properties": {"title": {"type": "string"},', 1)
    project.plugin("catering", catering(swapped))
    project.write("dist/wine.catering.csv", "name,allergens\nred,[]\n")
    project.write("dist/wine.catering.csv.meta.yaml", "title: Wines\n")
    said = report(project, "--release", "dist")
    assert (said["summary"]["exit_code"], unaccounted(said)) == (0, set())
    project.write("dist/wine.catering.csv.meta.yaml", "name: Wines\n")
    said = report(project, "--release", "dist")
    assert [artifact["path"] for artifact in said["artifacts"]] == ["dist/wine.catering.csv"]
    assert said["summary"]["exit_code"] == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("/record/file", 0),
        ("/record/*", 0),
        ("/impact_assessments/*/file", 0),
        ("/impact_assessments/0/file", 0),
        ("/impact_assessments/1/file", 1),
        ("/impact_assessments/*", 1),
        ("/record", 1),
        ("/record/file/0", 1),
        ("/nothing/*", 1),
        ("/subject/under_14", 1),
    ],
)
def test_evidence_counts_only_where_the_gate_says_that_it_must_be_named(project, gate, field, code):
    project.write("dist/signed/record.txt", "I agree.")
    project.write("dist/a.consent.json", consent("signed/record.txt", hashlib.sha256(b"I agree.").hexdigest()))
    named = f'[[named]]\npath = "**/*.txt"\nkind = "dubbing.consent"\nfield = "{field}"\n'
    said = report(project, "--release", "dist", "--gate", gate(named))
    reasons = [{"code": "rule", "number": 1, "name": "adjudge.release.named"}] if code else []
    assert (said["summary"]["exit_code"], said["summary"]["reasons"]) == (code, reasons)
    other = named.replace("dubbing.consent", "identity.service")
    assert report(project, "--release", "dist", "--gate", gate(other))["summary"]["exit_code"] == 1
    exempt = gate(other, first='exempt = ["signed/*"]\n')
    assert report(project, "--release", "dist", "--gate", exempt)["summary"]["exit_code"] == 1


def test_a_release_is_one_folder(project):
    project.write(GOOD, service())
    assert "--release takes one folder" in refused(project, "--release", GOOD)
    assert "--release takes one folder" in refused(project, "--release")
