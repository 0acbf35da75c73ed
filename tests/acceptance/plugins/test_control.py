"""Which plugins take part: blocked ones are not even imported, required ones must be there."""

from __future__ import annotations

import json

import pytest
from catering import FILES, GOOD_MENU, MENU, PLUGIN, catering
from first_party import FIRST_PARTY

TRACE = "from pathlib import Path\nPath('imported.txt').touch()\n"


@pytest.fixture
def traced(project):
    """A project whose plugin leaves a file behind when it is imported."""
    project.plugin("catering", catering({PLUGIN: TRACE + FILES[PLUGIN]}))
    project.write(MENU, GOOD_MENU)
    return project


def imported(project) -> bool:
    return (project.root / "imported.txt").exists()


def test_a_plugin_that_is_not_blocked_is_imported(traced):
    assert traced.json()["summary"]["decision"] == "pass"
    assert imported(traced)


@pytest.mark.parametrize("way", ["flag", "environment", "configuration"])
def test_a_blocked_plugin_is_not_imported(traced, way):
    arguments = ["--disable-plugin", "catering"] if way == "flag" else []
    env = {"ADJUDGE_DISABLE_PLUGIN": "catering"} if way == "environment" else {}
    if way == "configuration":
        traced.write("adjudge.toml", 'disable_plugins = ["catering"]\n')
    report = traced.json(*arguments, env=env)
    assert not imported(traced)
    assert report["unclaimed"] == [MENU]
    assert report["summary"]["exit_code"] == 3, "nothing was judged"
    listed = json.loads(traced.adjudge("plugins", "--json", *arguments, env=env).stdout)
    assert listed["blocked"] == ["catering"]
    assert not imported(traced)


def test_several_plugins_are_blocked_together(traced):
    names = " ".join(sorted(["catering", *FIRST_PARTY]))
    flags = [word for name in names.split() for word in ("--disable-plugin", name)]
    for done in (traced.adjudge("plugins", *flags), traced.adjudge("plugins", env={"ADJUDGE_DISABLE_PLUGIN": names})):
        assert done.stdout.splitlines() == [f"{name}  blocked" for name in names.split()]
    assert not imported(traced)


def test_the_configuration_and_the_flag_block_together(traced):
    traced.write("adjudge.toml", 'disable_plugins = ["dubbing"]\n')
    listed = json.loads(traced.adjudge("plugins", "--json", "--disable-plugin", "catering").stdout)
    assert listed["blocked"] == ["catering", "dubbing"]


def test_blocking_what_is_not_installed_is_a_mistake(traced):
    """Else a slip of the pen would leave the plugin in."""
    done = traced.adjudge("check", "--disable-plugin", "katering")
    assert done.returncode == 2
    assert "there is no plugin katering to disable. `adjudge plugins` lists the installed ones." in done.stderr


def test_a_broken_plugin_that_is_blocked_troubles_nobody(project):
    project.plugins(bakery=catering(domain="bakery"), catering=catering({PLUGIN: "raise RuntimeError\n"}))
    project.write("menu.bakery.yaml", GOOD_MENU)
    assert project.json()["summary"]["exit_code"] == 3
    assert project.json("--disable-plugin", "catering")["summary"]["decision"] == "pass"


def test_blocking_a_domain_makes_an_explicit_kind_of_it_an_error(traced):
    traced.write(MENU, f"kind: catering.menu\n{GOOD_MENU}")
    report = traced.json("--disable-plugin", "catering")
    (artifact,) = report["artifacts"]
    assert (artifact["verdict"], report["summary"]["exit_code"]) == ("error", 3)
    assert artifact["problem"]["message"] == "the document says its kind is catering.menu, and there is no such kind"


# --- required plugins -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("wanted", ["", "==1.0", ">=0.9,<2", "~=1.0"])
def test_a_required_plugin_that_is_there_is_fine(traced, wanted):
    traced.write("adjudge.toml", f'[required_plugins]\ncatering = "{wanted}"\n')
    assert traced.json()["summary"]["decision"] == "pass"


@pytest.mark.parametrize(
    ("required", "says"),
    [
        ('banquet = ""', "required plugin banquet is not installed (plugin banquet). Install it where adjudge is"),
        (
            'catering = ">=2"',
            "required plugin catering has version 1.0, not >=2 (plugin catering). Install adjudge-catering>=2.",
        ),
        ('catering = "newest"', "required_plugins: 'newest' is no version specifier"),
        ('dubbing = "<0.0.1"', "required plugin dubbing has version"),
    ],
)
def test_a_required_plugin_that_is_not_there_stops_the_run(traced, required, says):
    traced.write("adjudge.toml", f"[required_plugins]\n{required}\n")
    done = traced.adjudge("check", "-o", "json")
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr


def test_a_required_plugin_that_is_blocked_stops_the_run(traced):
    traced.write("adjudge.toml", '[required_plugins]\ncatering = ""\n')
    done = traced.adjudge("check", env={"ADJUDGE_DISABLE_PLUGIN": "catering"})
    assert done.returncode == 2
    assert "required plugin catering is blocked" in done.stderr


def test_a_required_plugin_that_was_refused_stops_the_run_and_says_why(project):
    project.plugin("catering", catering({PLUGIN: "raise RuntimeError('no licence')\n"}))
    project.write("adjudge.toml", '[required_plugins]\ncatering = ""\n')
    project.write(MENU, GOOD_MENU)
    done = project.adjudge("check")
    assert done.returncode == 2
    assert "required plugin catering is refused: the plugin cannot be imported: RuntimeError: no licence" in done.stderr


def test_a_prerelease_satisfies_a_requirement_that_it_meets(project):
    project.plugin("catering", catering(), version="2.0rc1")
    project.write("adjudge.toml", '[required_plugins]\ncatering = ">=1"\n')
    project.write(MENU, GOOD_MENU)
    assert project.json()["summary"]["decision"] == "pass"
