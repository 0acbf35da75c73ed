"""The wheel in a clean environment, as a user has it."""

from __future__ import annotations

import json
import re


def test_the_command_prints_its_version(installed, tree, tmp_path):
    version = re.search(r'^__version__ = "(.+)"$', (tree.root / "core/version.py").read_text("utf-8"), re.M)
    answer = installed.run("adjudge", "--version", cwd=tmp_path)
    assert version is not None
    assert version[1] in answer.stdout


def test_the_launch_example_passes(installed, tree):
    answer = installed.run("adjudge", "check", "examples/launch", cwd=tree.root)
    assert answer.stdout.startswith("pass: ")
    assert answer.stderr == ""


def test_the_package_runs_as_a_module(installed, tree):
    arguments = ("check", "examples/launch", "--as-of", "2026-11-25")
    by_name = installed.run("adjudge", *arguments, cwd=tree.root)
    by_module = installed.run("python", "-m", "adjudge", *arguments, cwd=tree.root)
    assert by_module.stdout == by_name.stdout


def test_every_first_party_plugin_has_an_entry_point_that_loads(installed, tree, tmp_path):
    load = (
        "import json; from importlib.metadata import entry_points; "
        "print(json.dumps({each.name: each.load().__name__ for each in entry_points(group='adjudge')}))"
    )
    loaded = json.loads(installed.run("python", "-c", load, cwd=tmp_path).stdout)
    domains = {name.split("/")[2].removesuffix(".py") for name in tree.files if name.startswith("plugins/domains/")}
    public = {name for name in domains if not name.startswith("_")}
    assert loaded == {name: f"adjudge.plugins.domains.{name}" for name in public}


def test_dependencies_are_consistent_and_none_is_missing(installed, tmp_path):
    installed.run("python", "-m", "pip", "check", cwd=tmp_path)


def test_the_wheel_brings_no_second_top_level_package(installed, tmp_path):
    ask = "import importlib.util as u; print([n for n in ('core', 'lib', 'plugins', 'policies', 'schemas', 'tests') if u.find_spec(n)])"
    assert installed.run("python", "-c", ask, cwd=tmp_path).stdout.strip() == "[]"
