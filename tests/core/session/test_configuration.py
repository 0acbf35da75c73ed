"""The configuration: where it is found, who wins over it, what is wrong with it, and what the law says of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from neighbours import DENIED, GOOD, service, settle, undisturbed
from wheels import outcome

EVERYTHING = {
    "exclude": '["drafts/"]',
    "engine": '"embedded"',
    "lang": '"zh"',
    "fail_on": '"warn"',
    "select": '["identity.*"]',
    "ignore": '["identity.service.log_coverage"]',
}


@pytest.fixture(autouse=True)
def _neighbours(project):
    settle(project)


def refused(project, *arguments: str, **options) -> str:
    done = project.adjudge("check", *arguments, **options)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


# --- found, and won over --------------------------------------------------------------------------------------------


def test_both_files_say_the_same(project):
    settings = "".join(f"{name} = {value}\n" for name, value in EVERYTHING.items())
    tables = '[{0}kinds]\n"odd/*.json" = "identity.service"\n[{0}params.identity]\nlog_retention_months = 12\n'
    project.write("odd/x.json", service())
    project.write("drafts/x.service.json", "{")
    project.write("adjudge.toml", settings + tables.format(""))
    own = project.adjudge("check", "--as-of", "2026-05-01")
    (project.root / "adjudge.toml").unlink()
    project.write(
        "pyproject.toml", f"[project]\nname = 'x'\n[tool.adjudge]\n{settings}{tables.format('tool.adjudge.')}"
    )
    assert project.adjudge("check", "--as-of", "2026-05-01").stdout == own.stdout
    assert own.returncode == 1
    assert "odd/x.json" in own.stdout


def test_it_is_found_upward_and_its_folder_is_the_root(project):
    project.write("adjudge.toml", 'lang = "zh"\n')
    project.write("pyproject.toml", '[tool.adjudge]\nlang = "en"\n')
    project.write("jobs/deep/pyproject.toml", "[tool.other]\nx = 1\n")
    project.write("jobs/deep/x.service.json", service(service=""))
    project.root = project.root / "jobs" / "deep"
    done = project.adjudge("check", "-q", "x.service.json", "../../" + GOOD)
    assert done.stdout.startswith("x.service.json:1:2: 不通过 identity.service.schema [")  # as it is written there


@pytest.mark.parametrize(
    ("arguments", "env", "language"),
    [
        ([], {}, "zh"),
        ([], {"ADJUDGE_LANG": "en"}, "en"),
        (["--lang", "en"], {}, "en"),
        (["--lang", "zh"], {"ADJUDGE_LANG": "en"}, "zh"),
    ],
)
def test_a_flag_wins_over_a_variable_and_that_over_the_file(project, arguments, env, language):
    project.write("adjudge.toml", 'lang = "zh"\n')
    shown = project.adjudge("check", GOOD, *arguments, env=env).stdout
    assert shown.startswith({"zh": "通过：", "en": "pass: "}[language])


@pytest.mark.parametrize(
    ("arguments", "env"), [(["--config", "../c/mine.toml"], {}), ([], {"ADJUDGE_CONFIG": "../c/mine.toml"})]
)
def test_another_file_is_named_by_flag_or_variable(project, arguments, env):
    project.write("../c/mine.toml", 'ignore = ["identity.service.real_name"]\n')
    project.write("adjudge.toml", 'lang = "zh"\n')
    done = project.adjudge("check", "--root", ".", *arguments, env=env)
    assert (done.returncode, done.stdout[:5]) == (0, "pass:")


def test_the_configuration_in_use_is_no_artifact(project):
    project.write("adjudge.toml", "")
    assert project.json()["unclaimed"] == []
    project.write("jobs/adjudge.toml", "")
    assert project.json()["unclaimed"] == ["jobs/adjudge.toml"]


# --- wrong ----------------------------------------------------------------------------------------------------------

WRONG = {
    "typo": ("\nexclud = []\n", 'adjudge.toml:2:1: exclud is a key that is not allowed here, did you mean "exclude"?'),
    "type": ('exclude = "build"\n', "adjudge.toml:1:1: exclude must be a list"),
    "value": ('\n\nfail_on = "info"\n', "adjudge.toml:3:1: fail_on must be one of"),
    "syntax": ("exclude = [\n", "adjudge.toml:2:1: the configuration does not parse: not valid TOML"),
    "twice": ('lang = "en"\nlang = "zh"\n', "adjudge.toml:2:"),
    "bytes": (b"lang = '\xff'\n", "adjudge.toml:1:9: the configuration does not parse: byte 0xff is not UTF-8"),
    "no such kind": ('[kinds]\n"*.x" = "nobody.knows"\n', "adjudge.toml:2:1: there is no kind nobody.knows"),
    "no such domain": ("[params.nobody]\nx = 1\n", "adjudge.toml:1:9: there are parameters for nobody"),
    "no such parameter": (
        "\n[params.identity]\nlog_retention_month = 7\n",
        "adjudge.toml:3:1: params.identity.log_retention_month: ",
    ),
    "parameter of another type": (
        "[params.identity]\n\nlog_retention_months = '7'\n",
        "adjudge.toml:3:1: params.identity.log_retention_months: log_retention_months must be an integer",
    ),
    "no such selector": ('select = ["nobody.*"]\n', "the selector 'nobody.*' matches no rule"),
    "plugin missing": ('[required_plugins]\nnobody = ""\n', "required plugin nobody is not installed"),
    "plugin too old": ('[required_plugins]\nidentity = ">=99"\n', "required plugin identity has version"),
    "plugin blocked": (
        'disable_plugins = ["dubbing"]\n[required_plugins]\ndubbing = ""\n',
        "required plugin dubbing is blocked",
    ),
}


@pytest.mark.parametrize(("text", "says"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_with_it_is_said_with_its_place(project, text, says):
    project.write("adjudge.toml", text)
    said = refused(project)
    assert said.startswith(f"error: {says}")
    assert said.count("\n") == 1
    assert ".." not in said.replace("?.", "..")


@pytest.mark.parametrize("name", ["gone.toml", "folder", "loop"])
def test_a_named_file_that_cannot_be_read_is_a_mistake_of_usage(project, name):
    (project.root / "folder").mkdir()
    (project.root / "loop").symlink_to("loop")
    assert f"{name}: the configuration cannot be read: " in refused(project, "--config", name)


@pytest.mark.parametrize("option", ["--config", "--gate", "--baseline", "--waivers", "--root", "--release"])
def test_a_link_to_itself_is_a_mistake_of_usage_whatever_names_it(project, option):
    """Python says so in three ways: as an error of the system, as a RuntimeError, or not at all."""
    link = project.root.parent / "round"  # a gate may not lie in the tree
    link.symlink_to("round")
    assert "error: " in refused(project, option, str(link))


def test_a_pyproject_that_does_not_parse_matters_only_where_it_speaks_of_adjudge(project):
    project.write("pyproject.toml", "[project\n")
    undisturbed(project.json())
    project.write("pyproject.toml", "[tool.adjudge]\n[project\n")
    assert "pyproject.toml:2:" in refused(project)


# --- beyond the law -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["adjudge.toml", "pyproject.toml"])
@pytest.mark.parametrize("arguments", [[], ["--ignore", "identity.service.*", "--ignore", "identity.*"]])
def test_a_parameter_beyond_the_law_is_denied_at_its_line_whatever_is_ignored(project, name, arguments):
    (project.root / DENIED).unlink()
    prefix = "" if name == "adjudge.toml" else "tool.adjudge."
    project.write(name, f"# mine\n[{prefix}params.identity]\nlog_retention_months = 3\n")
    report = project.json(*arguments)
    assert report["summary"]["exit_code"] == 1
    said = report["artifacts"][-1]
    assert (said["path"], said["kind"], said["verdict"]) == (name, "identity.params", "deny")
    assert outcome(report, name, "identity.params.legal") == "denied"
    (finding,) = said["outcomes"][0]["findings"]
    assert (finding["line"], finding["column"], finding["severity"]) == (3, 1, "critical")
    assert finding["message"]["en"].endswith("is 3, below the legal minimum of 6 (csl#23)")


def test_a_parameter_may_be_stricter_than_the_law(project):
    project.write("adjudge.toml", "[params.identity]\nlog_retention_months = 7\n")
    report = project.json()
    assert outcome(report, GOOD, "identity.service.log_retention") == "denied"
    assert {artifact["path"] for artifact in report["artifacts"]} == {GOOD, DENIED}


def test_a_legal_bound_of_a_domain_that_no_artifact_needs_is_not_asked(project):
    project.write("adjudge.toml", "[params.identity]\nlog_retention_months = 3\n")
    text = Path(__file__).resolve().parents[3] / "examples/launch/jobs/guide-video/scripts/guide.en.srt"
    project.write("only/guide.en.srt", text.read_bytes())
    report = project.json("only")
    assert [artifact["kind"] for artifact in report["artifacts"]] == ["content_security.script"]


def test_a_blocked_plugin_takes_its_kinds_with_it(project):
    project.write("adjudge.toml", 'disable_plugins = ["identity"]\n')
    report = project.json()
    assert report["summary"]["exit_code"] == 3
    assert report["unclaimed"] == [GOOD, DENIED]
    listed = json.loads(project.adjudge("plugins", "--json").stdout)
    assert listed["blocked"] == ["identity"]
