"""``adjudge explain`` finds what a report names: a clause, a law, a kind, the last part of a rule's id."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from desk import Desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """An empty folder."""
    return Desk.make(tmp_path_factory.mktemp("explain"))


@pytest.mark.parametrize(
    ("name", "first", "lists"),
    [
        (
            "pipl#15",
            "pipl#15  Personal Information Protection Law",
            "dubbing.consent.withdrawal_channel: The performer",
        ),
        ("pipl", "pipl  Personal Information Protection Law", "dubbing.consent.in_force: The consent is in force"),
        ("dubbing.project", "dubbing.project (Dubbing project)", "dubbing.project.explicit_label: Every"),
        ("identity", "identity.account.", "identity.service.real_name: "),
        ("file_integrity", "dubbing.consent.file_integrity: ", "filing.provider.file_integrity: "),
        ("in_force", "dubbing.consent.in_force: The consent is in force", "severity: critical"),
        ("consent.in_force", "dubbing.consent.in_force: The consent is in force", "severity: critical"),
    ],
)
def test_a_name_that_is_no_rule_s_id_leads_to_the_rules_that_it_means(desk: Desk, name: str, first: str, lists: str):
    done = desk.adjudge("explain", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(first)
    assert f"\n{lists}" in done.stdout


def test_a_clause_is_told_in_chinese(desk: Desk) -> None:
    done = desk.adjudge("explain", "pipl#15", "--lang", "zh")
    assert done.stdout.startswith("pipl#15  中华人民共和国个人信息保护法\n")
    assert "\ndubbing.consent.in_force：同意处于有效期内\n" in done.stdout


def test_several_rules_are_a_list_in_json_and_one_is_itself(desk: Desk) -> None:
    several = json.loads(desk.adjudge("explain", "pipl#15", "--json").stdout)
    assert {"dubbing.consent.in_force", "dubbing.consent.withdrawal_channel"} <= {rule["id"] for rule in several}
    assert json.loads(desk.adjudge("explain", "in_force", "--json").stdout)["id"] == "dubbing.consent.in_force"


@pytest.mark.parametrize("name", ["pipl#999", "force", "nobody", "#", "dubbing.projec"])
def test_what_nobody_has_is_a_mistake_of_usage(desk: Desk, name: str) -> None:
    done = desk.adjudge("explain", name)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"there is no rule {name}" in done.stderr


def test_every_clause_that_a_rule_cites_is_found(desk: Desk) -> None:
    listed = json.loads(desk.adjudge("rules", "--json").stdout)
    rules = listed["rules"] if isinstance(listed, dict) else listed
    refs = sorted({ref for rule in rules for ref in rule["basis"]})
    assert len(refs) > 30
    assert Path(desk.root).exists()
    for ref in refs[::17]:
        done = desk.adjudge("explain", ref)
        assert (done.returncode, done.stderr) == (0, ""), ref
        assert f"\n{next(rule['id'] for rule in rules if ref in rule['basis'])}: " in done.stdout
