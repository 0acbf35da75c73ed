"""``plugins --trace`` shows how plugins came to be loaded, and why others did not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from desk import Desk

HEAD = "from adjudge import Domain, hookimpl\n"
DOMAIN = """
@hookimpl
def adjudge_instruments():
    return "adjudge_{0}"
"""
LATER = """
@hookimpl(optionalhook=True)
def adjudge_tomorrow():
    return []
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A folder with plugins of all sorts."""
    made = Desk.make(tmp_path)
    made.plugins(
        early={"adjudge_early.py": HEAD + LATER + DOMAIN.format("early")},
        needy={"adjudge_needy.py": HEAD + 'requires_adjudge = ">=99"\n' + DOMAIN.format("needy")},
        poor={"adjudge_poor.py": "import a_library_that_nobody_has\n"},
        unwanted={"adjudge_unwanted.py": HEAD + DOMAIN.format("unwanted")},
    )
    made.write("adjudge.toml", 'disable_plugins = ["unwanted"]\n[required_plugins]\nearly = ">=1"\n')
    return made


def traced(desk: Desk) -> dict[str, dict[str, Any]]:
    done = desk.adjudge("plugins", "--trace", "--json")
    return {row["name"]: row for row in json.loads(done.stdout)["trace"]}


def test_it_tells_the_order_and_the_reason(desk: Desk) -> None:
    rows = traced(desk)
    loaded = [name for name, row in rows.items() if row["state"] == "loaded"]
    assert [rows[name]["order"] for name in loaded] == list(range(1, len(loaded) + 1))
    assert loaded.index("reports") < loaded.index("content_security") < loaded.index("dubbing") < loaded.index("early")
    assert rows["reports"]["why"]["en"] == "built in: adjudge.plugins.reports"
    assert rows["early"]["why"]["en"] == "entry point early = adjudge_early of adjudge-early 1.0"
    assert rows["early"]["why"]["zh"] == "adjudge-early 1.0 的入口点 early = adjudge_early"
    assert (rows["early"]["required"], rows["dubbing"]["required"]) == (">=1", None)


def test_it_tells_how_long_each_step_takes(desk: Desk) -> None:
    seconds = traced(desk)["dubbing"]["seconds"]
    assert set(seconds) == {"import", "hooks", "policies"}
    assert seconds["policies"] > 0
    assert seconds["hooks"] > 0


def test_it_tells_why_something_is_left_out(desk: Desk) -> None:
    rows = traced(desk)
    assert rows["early"]["reasons"][0]["en"].startswith("the hook adjudge_tomorrow is left out")
    assert {name: row["state"] for name, row in rows.items() if row["state"] != "loaded"} == {
        "unwanted": "disabled",
        "needy": "refused",
        "poor": "refused",
    }
    assert "needs adjudge >=99" in rows["needy"]["reasons"][0]["en"]
    assert "a_library_that_nobody_has" in rows["poor"]["reasons"][0]["en"]


def test_it_is_read_by_people_in_their_language(desk: Desk) -> None:
    done = desk.adjudge("plugins", "--trace", "--lang", "zh")
    assert done.returncode == 3
    assert "– unwanted  已停用\n" in done.stdout
    assert "1. conftest  内置：adjudge.plugins.conftest\n" in done.stdout
    assert "  配置要求：>=1\n" in done.stdout


def test_without_it_nothing_is_traced(desk: Desk) -> None:
    assert "trace" not in json.loads(desk.adjudge("plugins", "--json").stdout)


def test_rules_of_a_folder_are_told_as_such(desk: Desk) -> None:
    desk.write("adjudge.toml", 'rules = ["policy/"]\n')
    assert desk.adjudge("new", "rule", "policy.identity.service.named").returncode == 0
    assert traced(desk)["policy"]["why"]["en"] == "local rules that the configuration names: policy/"
