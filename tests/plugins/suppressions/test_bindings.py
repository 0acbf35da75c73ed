"""What a waiver and a baseline hold on to: the bytes that were seen, by names that do not depend on the root; and what
is told where they hold on to nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from catering import MENU, PLUGIN, catering
from desk import Desk
from wheels import outcome

RULE = "catering.menu.allergens"
DAY = "2026-11-02"
FILE = "adjudge-waivers.yaml"
DISH = "dishes:\n- {name: Soup, recipe: recipe.txt}\n"
WHO = ["--reason", "r", "--owner", "o", "--approver", "a", "--expires", "2026-12-31", "--as-of", DAY]


@pytest.fixture
def kitchen(project: Desk) -> Desk:
    """A project with a menu that is denied, and the recipe that it names."""
    project.plugin("catering", catering())
    project.write("adjudge.toml", "")
    project.write(MENU, DISH)
    project.write("recipe.txt", "boil")
    return project


def waive(kitchen: Desk, path: str = MENU, *more: str, rules: tuple[str, ...] = (RULE,), code: int = 0) -> str:
    named = [part for rule in rules for part in ("--rule", rule)]
    done = kitchen.adjudge("waive", path, *named, *WHO, *more)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def report(kitchen: Desk, *arguments: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(kitchen.adjudge("check", "-o", "json", "--as-of", DAY, *arguments).stdout)
    return said


def told(said: dict[str, Any]) -> dict[str, str]:
    return {
        one["rule"]: one["findings"][0]["message"]["en"]
        for artifact in said["artifacts"]
        if artifact["kind"] == "adjudge.waivers"
        for one in artifact["outcomes"]
    }


# --- the bytes that were seen ---------------------------------------------------------------------------------------

FACTS = {
    PLUGIN: (
        'return {"dishes": len(artifact.document["dishes"])}',
        'return {"dishes": len(artifact.document["dishes"]) * bool(artifact.evidence.open("recipe.txt"))}',
    )
}
UNRELATED = {PLUGIN: ('if "recipe" in dish:', 'if "recipes" in dish:')}


@pytest.mark.parametrize("by", ["waiver", "baseline"])
@pytest.mark.parametrize("new", ["another recording", ""])
def test_a_file_that_is_swapped_counts_again_whoever_names_it(kitchen, by, new):
    more = []
    if by == "waiver":
        waive(kitchen)
    else:
        assert kitchen.adjudge("baseline", "--as-of", DAY).returncode == 0
        more = ["--baseline", "adjudge-baseline.json"]
    assert outcome(report(kitchen, *more), MENU, RULE) == "waived"
    kitchen.write("recipe.txt", new)
    assert outcome(report(kitchen, *more), MENU, RULE) == "denied"
    kitchen.write("recipe.txt", "boil")
    assert outcome(report(kitchen, *more), MENU, RULE) == "waived"
    (kitchen.root / "recipe.txt").unlink()
    assert outcome(report(kitchen, *more), MENU, RULE) == "denied"


def test_a_file_that_only_the_facts_opened_counts_again_when_it_is_swapped(project):
    plugin = str(catering()["adjudge_catering/__init__.py"])
    for old, new in (*FACTS.values(), *UNRELATED.values()):
        assert old in plugin
        plugin = plugin.replace(old, new)
    project.plugin("catering", {**catering(), "adjudge_catering/__init__.py": plugin})
    project.write(MENU, DISH)
    project.write("recipe.txt", "boil")
    waive(project)
    assert outcome(report(project), MENU, RULE) == "waived"
    project.write("recipe.txt", "fry")
    assert outcome(report(project), MENU, RULE) == "denied"


def test_an_edit_elsewhere_in_the_document_leaves_a_waiver_as_it_was(kitchen):
    waive(kitchen)
    kitchen.write("other.txt", "bake")
    kitchen.write(MENU, "# a word\ndishes:\n- {name: Bread, allergens: [wheat], recipe: other.txt}\n" + DISH[8:])
    said = report(kitchen)
    assert outcome(said, MENU, RULE) == "waived"
    kitchen.write("other.txt", "bake longer")
    assert outcome(report(kitchen), MENU, RULE) == "waived"


# --- the root plays no part -----------------------------------------------------------------------------------------


def prints(said: dict[str, Any]) -> list[str]:
    found = [one for artifact in said["artifacts"] for one in artifact["outcomes"]]
    return sorted(each["fingerprint"] for one in found for each in one.get("findings", ()))


@pytest.mark.parametrize("by", ["waiver", "baseline"])
def test_what_was_recorded_in_the_configurations_folder_counts_from_every_root(project, by):
    project.plugin("catering", catering())
    for name in ("shop/adjudge.toml", f"shop/jobs/{MENU}", "shop/jobs/recipe.txt"):
        project.write(name, DISH if name.endswith(MENU) else "")
    config = ["--config", "shop/adjudge.toml"]
    alone = prints(report(project, "shop", *config))
    record = (
        ["waive", f"shop/jobs/{MENU}", "--rule", RULE, *WHO] if by == "waiver" else ["baseline", "shop", "--as-of", DAY]
    )
    done = project.adjudge(*record, *config)
    assert done.returncode == 0, done.stderr
    more = [] if by == "waiver" else ["--baseline", "shop/adjudge-baseline.json"]
    for root in (".", "shop", "shop/jobs"):
        said = report(project, "shop/jobs", *config, "--root", root, *more)
        assert said["summary"]["exit_code"] == 0, root
        assert prints(said) == alone


@pytest.mark.parametrize("name", ["report.sarif", "report.json"])
def test_code_hosts_see_one_finding_from_the_top_and_from_the_folder(project, name):
    project.plugin("catering", catering())
    project.write("shop/adjudge.toml", "")
    project.write(f"shop/{MENU}", DISH)
    form = "sarif" if name.endswith("sarif") else "gitlab"
    found = []
    for root in (".", "shop"):
        out = project.adjudge("check", "shop", "--root", root, "--as-of", DAY, "-o", form).stdout
        found.append(sorted(re.findall(r"2:[0-9a-f]{40}:[0-9a-f]{40}", out)))
    assert found[0]
    assert found[0] == found[1]


# --- a waiver for nothing -------------------------------------------------------------------------------------------


def aim(kitchen: Desk, artifact: str) -> None:
    waive(kitchen)
    file = kitchen.root / FILE
    file.write_text(file.read_text("utf-8").replace(f"artifact: {MENU}", f"artifact: '{artifact}'"), "utf-8")


@pytest.mark.parametrize("artifact", [f"./{MENU}", f".//{MENU}", f"a/../{MENU}", "./*.yaml"])
def test_steps_that_lead_nowhere_play_no_part_in_the_artifact_of_a_waiver(kitchen, artifact):
    aim(kitchen, artifact)
    said = report(kitchen)
    assert (outcome(said, MENU, RULE), told(said)) == ("waived", {})


@pytest.mark.parametrize(
    ("artifact", "near"),
    [
        (MENU.upper(), MENU),
        ("menu.caterin.yaml", MENU),
        ("nothing/like/it", None),
        ("jobs/*.yaml", None),
    ],
)
def test_a_waiver_for_no_artifact_is_told_where_the_whole_tree_is_judged(kitchen, artifact, near):
    aim(kitchen, artifact)
    said = report(kitchen)
    assert outcome(said, MENU, RULE) == "denied"
    words = f"the waiver of {RULE} is for {artifact}, and no artifact is called so"
    assert told(said) == {"adjudge.waivers.unmatched": f"{words}; did you mean {near}?" if near else words}
    assert told(report(kitchen, MENU)) == {}  # of a part nobody can know
    chinese = kitchen.adjudge("check", "--as-of", DAY, "--lang", "zh").stdout
    assert f"对 {RULE} 的豁免针对 {artifact}，但没有此路径的制品" in chinese
    listed = kitchen.adjudge("waivers", "--as-of", DAY)
    assert (listed.returncode, "adjudge.waivers.unmatched" in listed.stdout) == (0, True)


def test_the_list_of_waivers_finds_nothing_wrong_with_one_for_a_file_that_is_there(kitchen):
    aim(kitchen, f"./{MENU}")
    assert kitchen.adjudge("waivers", "--as-of", DAY).stdout.count("\n") == 1


def test_what_is_known_of_a_file_that_is_gone_is_fixed(kitchen):
    kitchen.write(f"jobs/{MENU}", DISH.replace("recipe.txt", "../recipe.txt"))
    assert kitchen.adjudge("baseline", "--as-of", DAY).stdout.startswith("baseline: 2 known")
    (kitchen.root / "jobs" / MENU).unlink()
    with_it = ["--baseline", "adjudge-baseline.json", "--as-of", DAY]
    assert "baseline: 1 fixed" in kitchen.adjudge("check", *with_it).stderr
    assert kitchen.adjudge("check", MENU, *with_it).stderr == ""
    assert kitchen.adjudge("baseline", "--shrink", "--as-of", DAY).stdout.startswith("baseline: 1 known")


# --- several rules, and records -------------------------------------------------------------------------------------

TWICE = {
    "policies/catering/menu/soups/soups.rego": str(
        catering()["adjudge_catering/policies/catering/menu/allergens/allergens.rego"]
    )
    .replace("catering.menu.allergens", "catering.menu.soups")
    .replace("package catering.menu.allergens", "package catering.menu.soups"),
}


def test_several_rules_are_waived_in_one_call_or_none(project):
    project.plugin("catering", catering(TWICE))
    project.write(MENU, DISH)
    project.write("recipe.txt", "boil")
    assert "catering.menu.salt is no rule" in waive(project, rules=(RULE, "catering.menu.salt"), code=2)
    assert not (project.root / FILE).exists()
    said = waive(project, rules=(RULE, "catering.menu.soups"))
    assert said == f"waived until 2026-12-31: 2 of {RULE}, catering.menu.soups, in {FILE}\n"
    found = report(project)
    assert [outcome(found, MENU, rule) for rule in (RULE, "catering.menu.soups")] == ["waived", "waived"]
    project.write(MENU, DISH.replace("recipe:", "allergens: [], recipe:"))
    assert "finds nothing" in waive(project, rules=(RULE,), code=2)


@pytest.mark.parametrize("missing", ["path", "--rule", "--reason", "--owner", "--approver", "--expires"])
def test_what_a_waiver_needs_must_be_given(kitchen, missing):
    given = [MENU, "--rule", RULE, *WHO]
    if missing == "path":
        given.remove(MENU)
    else:
        at = given.index(missing)
        del given[at : at + 2]
    done = kitchen.adjudge("waive", *given)
    assert (done.returncode, (kitchen.root / FILE).exists()) == (2, False)
    assert missing.lower().strip("-") in done.stderr.lower()


def test_a_record_stays_waived_when_others_are_inserted_above_it(project):
    files = (
        'Kind(name="catering.menu", files=("*.catering.yaml",))',
        'Kind(name="catering.menu", files=("*.jsonl",), shape="records")',
    )
    project.plugin("catering", catering({PLUGIN: files}))
    record = '{"dishes": [{"name": "Soup"}]}\n'
    project.write("a.jsonl", record)
    waive(project, "a.jsonl")
    assert "artifact: a.jsonl\n" in (project.root / FILE).read_text("utf-8")
    project.write("a.jsonl", '{"dishes": [{"name": "Bread", "allergens": []}]}\n' + record)
    said = report(project)
    assert by_path(said) == {"a.jsonl#1": "passed", "a.jsonl#2": "waived"}
    assert said["summary"]["exit_code"] == 0
    project.write("a.jsonl", '{"dishes": [{"name": "Bread"}]}\n' + record)
    assert by_path(report(project)) == {"a.jsonl#1": "denied", "a.jsonl#2": "waived"}


def by_path(said: dict[str, Any]) -> dict[str, str]:
    return {
        artifact["path"]: one["outcome"]
        for artifact in said["artifacts"]
        for one in artifact["outcomes"]
        if one["rule"] == RULE
    }


# --- earlier versions -----------------------------------------------------------------------------------------------


def as_before(kitchen: Desk, file: str, root: str = "") -> None:
    """Put the fingerprints of the earlier version into a file, as they were made with a root."""
    from adjudge.lib.fingerprint.earlier import EarlierFingerprints
    from adjudge.model import Finding, Outcome, Verdict

    document = {"dishes": [{"name": "Soup", "recipe": "recipe.txt"}]}
    from adjudge.lib.documents import Place

    found = Finding(
        rule=RULE, severity="high", place=Place(2, 3), message={"en": "!"}, path=("dishes", 0), details={"dish": "Soup"}
    )
    judged = Verdict(
        path=f"{root}{MENU}",
        file=f"{root}{MENU}",
        kind="catering.menu",
        sha256=None,
        size=None,
        verdict="deny",
        outcomes=(Outcome(rule=RULE, outcome="denied", findings=(found,)),),
        document=document,
    )
    old = str(EarlierFingerprints(at_home=False).of(judged)[0][0])
    path: Path = kitchen.root / file
    text = re.sub(r"2:[0-9a-f]{40}:[0-9a-f]{40}", old, path.read_text("utf-8"))
    path.write_text(text.replace(f"artifact: {MENU}", f"artifact: {root}{MENU}"), "utf-8")


OLD = (
    f"the waiver of {RULE} has fingerprints of another version, which excuse nothing; "
    "`adjudge waive --upgrade` rewrites those that still match"
)


@pytest.mark.parametrize("root", ["", "shop/"])
def test_a_waiver_of_an_earlier_version_excuses_nothing_until_it_is_upgraded(project, root):
    project.plugin("catering", catering())
    for name, text in (("adjudge.toml", ""), (MENU, DISH), ("recipe.txt", "boil")):
        project.write(f"{root}{name}", text)
    more = ["--config", f"{root}adjudge.toml", "--root", "."] if root else []
    waive(project, f"{root}{MENU}", *more)
    file = f"{root}{FILE}"
    as_before(project, file, root)
    text = (project.root / file).read_text("utf-8")
    (project.root / file).write_text(text + "  # the end\n", "utf-8")
    said = report(project, root or ".", *more)
    assert outcome(said, f"{root}{MENU}", RULE) == "denied"
    assert told(said) == {"adjudge.waivers.outdated": OLD}
    assert "指纹属其他版本" in project.adjudge("check", root or ".", *more, "--as-of", DAY, "--lang", "zh").stdout
    (project.root / f"{file}.sig").write_text("{}")
    done = project.adjudge("waive", "--upgrade", "--as-of", DAY, *more)
    assert done.returncode == 0, done.stderr
    assert done.stdout == (
        f"waivers: fingerprints rewritten: 1, in {file}\n"
        f"the signature no longer holds; `adjudge sign {file}` signs it as it is now\n"
    )
    (project.root / f"{file}.sig").unlink()
    after = (project.root / file).read_text("utf-8")
    assert (after.endswith("  # the end\n"), f"artifact: {MENU}\n" in after) == (True, True)
    said = report(project, root or ".", *more)
    assert (outcome(said, f"{root}{MENU}", RULE), told(said)) == ("waived", {})
    done = project.adjudge("waive", "--upgrade", "--as-of", DAY, *more, "--lang", "zh")
    assert (done.returncode, done.stdout) == (0, f"豁免：已改写 0 个指纹，记入 {file}\n")


def test_a_waiver_of_an_earlier_version_that_matches_nothing_is_told(kitchen):
    waive(kitchen)
    as_before(kitchen, FILE)
    before = (kitchen.root / FILE).read_bytes()
    kitchen.write(MENU, DISH.replace("Soup", "Stew"))
    for language, said in (
        ("en", "fingerprints of another version that match nothing: 1"),
        ("zh", "有 1 个其他版本的指纹"),
    ):
        done = kitchen.adjudge("waive", "--upgrade", "--as-of", DAY, "--lang", language)
        assert (done.returncode, said in done.stdout) == (1, True)
        assert (kitchen.root / FILE).read_bytes() == before


def test_no_waiver_file_to_upgrade_is_exit_2(kitchen):
    assert kitchen.adjudge("waive", "--upgrade").returncode == 2
    kitchen.write(FILE, "waivers: [x]\n")
    assert kitchen.adjudge("waive", "--upgrade").returncode == 3


def test_a_baseline_of_an_earlier_version_excuses_nothing_until_it_is_upgraded(kitchen):
    file = "adjudge-baseline.json"
    assert kitchen.adjudge("baseline", "--as-of", DAY).returncode == 0
    now = (kitchen.root / file).read_text("utf-8")
    as_before(kitchen, file)
    said = report(kitchen, "--baseline", file)
    assert outcome(said, MENU, RULE) == "denied"
    assert told(said)["adjudge.waivers.baseline"].startswith(
        "1 findings of the baseline have fingerprints of another version"
    )
    chinese = kitchen.adjudge("check", "--baseline", file, "--as-of", DAY, "--lang", "zh").stdout
    assert "基线中有 1 个问题的指纹属其他版本" in chinese
    assert kitchen.adjudge("baseline", "--upgrade", "--as-of", DAY).returncode == 0
    assert (kitchen.root / file).read_text("utf-8") == now
    as_before(kitchen, file)
    kitchen.write(MENU, DISH.replace("Soup", "Stew"))
    for language, words in (("en", f"{MENU}: {RULE}: matches nothing"), ("zh", f"{MENU}：{RULE}：没有相符的问题")):
        done = kitchen.adjudge("baseline", "--upgrade", "--as-of", DAY, "--lang", language)
        assert (done.returncode, words in done.stdout) == (1, True)
    assert kitchen.adjudge("baseline", "--shrink", "--as-of", DAY).stdout.startswith("baseline: 1 known")
    both = kitchen.adjudge("baseline", "--shrink", "--upgrade", "--as-of", DAY)
    assert both.stdout.startswith("baseline: 0 known")
