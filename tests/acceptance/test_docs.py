"""The pages for authors, done as they say: every file is written, every command is run, on both engines."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from console import Reader
from wheels import Project, outcome

ROOT = Path(__file__).resolve().parents[2]
NEW, BY_HAND, WALK = (
    (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8").partition("## From nothing to a finding\n")
)
PLUGINS = BY_HAND + WALK
"""What is made by hand, without the package that `adjudge new` makes beside it."""
TESTING = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
POLICIES = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")
_STEP = re.compile(
    r"^(?P<add>Add to )?`(?P<path>[^`\n]+)`:\n\n```\w+\n(?P<text>.*?)^```|(?P<console>^```console\n.*?^```)",
    re.MULTILINE | re.DOTALL,
)
ENGINES = ("embedded", "opa")


# --- plugins.md -----------------------------------------------------------------------------------------------------


class Author(Reader):
    """Writes what the page says to write, and runs what it says to run, top to bottom."""

    def follow_page(self, page: str) -> None:
        module = self.folder / "src" / "adjudge_catering" / "__init__.py"
        for step in _STEP.finditer(page):
            if step["console"]:
                if "$ pip install" in step["console"]:
                    self.install()
                self.follow(step["console"] + "\n", editable=True)
            elif not step["add"]:
                file = self.folder / step["path"]
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(step["text"], encoding="utf-8")
            elif step["path"] == "adjudge_domains":
                hook, rest = module.read_text(encoding="utf-8").split("\n\n\n", 3)[1:3]
                assert hook.startswith("@hookimpl\ndef adjudge_domains")
                text = module.read_text(encoding="utf-8")
                module.write_text(
                    text.replace(f"{hook}\n\n\n{rest}", f"{hook}\n{step['text']}\n\n{rest}"), encoding="utf-8"
                )
            else:
                assert self.folder / step["path"] == module
                module.write_text(module.read_text(encoding="utf-8") + f"\n\n{step['text']}", encoding="utf-8")


@pytest.fixture(params=ENGINES)
def author(request: pytest.FixtureRequest, tmp_path: Path, opa_binary: str) -> Author:
    """Somebody in an empty folder."""
    folder = tmp_path / "plugin"
    folder.mkdir()
    return Author(folder=folder, site=tmp_path / "site", engine=request.param, opa=opa_binary)


def test_a_new_package_has_the_files_that_plugins_md_lists(author: Author) -> None:
    author.follow_page(NEW)
    assert BY_HAND


def test_plugins_md_does_what_it_says(author: Author) -> None:
    author.follow_page(PLUGINS)
    loaded = author.run("adjudge plugins", editable=True)
    assert (loaded.stderr, loaded.returncode) == ("", 0)
    assert "  suffixes: .card\n  file names: Menukarte\n  reports: count packed\n" in loaded.stdout
    assert "  house  House rules  (1 rule)\n    extends dubbing.project (Dubbing project)\n" in loaded.stdout

    (author.folder / "demo" / "today.card").write_text("Celery soup: celery, milk\nBread: gluten\n", encoding="utf-8")
    (author.folder / "demo" / "Menukarte").write_text("Bread: gluten\n---\nSoup\n---\nTea:\n", encoding="utf-8")
    (author.folder / "demo" / "torn.card").write_text("Bread: gluten\nCelery soup\n", encoding="utf-8")
    (author.folder / "demo" / "signature.txt").write_text("the chef\n", encoding="utf-8")
    report = json.loads(author.run("adjudge check demo -o json", editable=True).stdout)
    assert outcome(report, "demo/today.card", "catering.menu.allergens") == "passed"
    assert outcome(report, "demo/today.card", "catering.menu.signed") == "passed"
    assert outcome(report, "demo/lunch.menu.yaml", "catering.menu.allergens") == "denied"
    (torn,) = (said["problem"] for said in report["artifacts"] if said["file"] == "demo/torn.card")
    assert (torn["message"], torn["line"]) == ("the line has no colon", 2)
    menus = [said for said in report["artifacts"] if said["file"] == "demo/Menukarte"]
    assert [said["verdict"] for said in menus] == ["pass", "error", "pass"]
    assert (menus[1]["problem"]["message"], menus[1]["problem"]["line"]) == ("the line has no colon", 3)


def test_testing_md_does_what_it_says(author: Author) -> None:
    author.follow_page(PLUGINS.partition("## The hooks")[0])
    author.follow_page(TESTING)


def test_the_house_rules_of_plugins_md_judge_another_domains_kind(author: Author) -> None:
    author.follow_page(PLUGINS)
    shutil.copytree(ROOT / "examples" / "launch", author.folder / "launch")
    report = json.loads(author.run("adjudge check launch -o json --as-of 2026-12-15", editable=True).stdout)
    jobs = "jobs/{0}/{0}.project.{1}"  # launch/adjudge.toml makes its folder the root
    rule = "house.dubbing.project.file_names"
    assert outcome(report, jobs.format("audio-drama", "yaml"), rule) == "passed"
    assert outcome(report, jobs.format("guide-video", "json"), rule) == "warned"
    command = next(line for line in re.findall(r"`(opa check --strict[^`]+)`", PLUGINS) if "python" in line)
    assert author.run(command, editable=True).returncode == 0


def test_a_hook_of_a_later_version_is_left_out_as_plugins_md_says(author: Author) -> None:
    author.follow_page(PLUGINS.partition("## Tests")[0])
    (needs,) = re.findall(r"^```python\n(requires_adjudge.*?)^```", PLUGINS, re.MULTILINE | re.DOTALL)
    module = author.folder / "src" / "adjudge_catering" / "__init__.py"
    module.write_text(f"{module.read_text(encoding='utf-8')}\n\n{needs}", encoding="utf-8")
    loaded = author.run("adjudge plugins", editable=True)
    assert (loaded.stderr, loaded.returncode) == ("", 0)
    assert "  left out, as this version of adjudge does not know it: adjudge_tomorrow\n" in loaded.stdout
    module.write_text(module.read_text(encoding="utf-8").replace(">=0.1", ">=99"), encoding="utf-8")
    refused = author.run("adjudge plugins", editable=True)
    assert "the plugin needs adjudge >=99" in refused.stderr
    assert refused.returncode == 3


def test_a_suppressor_that_nobody_names_does_not_count_as_plugins_md_says(author: Author) -> None:
    author.follow_page(PLUGINS)
    done = author.run("adjudge check demo -o count --off-the-menu old-dishes.txt", editable=True)
    assert (done.stdout, done.returncode) == ("deny: 2 deny\n", 1)  # its check speaks all the same: nothing was excused
    assert "warning: the plugin catering would suppress findings, and nobody named it" in done.stderr


def test_an_option_of_a_plugin_is_held_to_the_gate_as_plugins_md_says(author: Author) -> None:
    author.follow_page(PLUGINS)
    gates = author.folder.parent / "gates"
    gates.mkdir()
    gate = gates / "gate.toml"
    check = f"adjudge check demo -o count --gate {gate} --engine {author.engine} "
    head = f'environment = "kitchen"\nengine = "{author.engine}"\n'
    gate.write_text(f"{head}[plugins.catering]\n", encoding="utf-8")
    refused = author.run(f"{check} --off-the-menu old-dishes.txt", editable=True)
    assert "--off-the-menu excuses dishes, which the gate kitchen does not allow" in refused.stderr
    assert refused.returncode == 2
    own = (
        f'suppressors = ["catering"]\n[plugins.catering]\n[catering]\noff_the_menu = "{author.folder}/old-dishes.txt"\n'
    )
    gate.write_text(f"{head}{own}", encoding="utf-8")
    for same in ("", "--off-the-menu old-dishes.txt"):
        done = author.run(f"{check} {same}", editable=True)
        assert (done.stdout, done.stderr, done.returncode) == ("warn: 1 warn\n", "", 0)


def test_an_engine_of_a_plugin_counts_only_when_it_is_named_as_plugins_md_says(author: Author) -> None:
    author.follow_page(PLUGINS)
    refused = author.run("ADJUDGE_ENGINE=opa-eval adjudge check demo", editable=True)
    assert "which counts only when a gate or the command line names it" in refused.stderr
    assert refused.returncode == 2


# --- policies.md ----------------------------------------------------------------------------------------------------


def conditions() -> list[tuple[str, str, str]]:
    """Return each condition of the table of absence, and what the page says that it does with the import and without."""
    table = POLICIES.partition("| condition in `deny`, ")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| `(.+)` \| (denies|passes)[^|]* \| (denies|passes) \|$", table, re.MULTILINE)
    return [(condition.replace("\\|", "|"), today, before) for condition, today, before in rows]


@pytest.mark.parametrize("engine", ENGINES)
def test_absence_does_what_policies_md_says(engine: str, tmp_path: Path, opa_binary: str) -> None:
    helper = re.search(r"^with `(_labelled\(dish\) if .*?)`", POLICIES, re.MULTILINE)
    assert helper
    project = Project.make(tmp_path)
    files = {
        "adjudge_absence/__init__.py": (
            "from adjudge import Domain, Kind, hookimpl\n\n\n@hookimpl\ndef adjudge_domains():\n"
            "    kind = Kind(name='absence.menu', files=('*.menu.yaml',))\n"
            "    yield Domain(name='absence', title={'en': 'Absence'}, kinds=(kind,),\n"
            "                 policies='adjudge_absence.policies', schemas='adjudge_absence.schemas')\n"
        ),
        "adjudge_absence/schemas/absence/menu.json": '{"title": "Menu", "properties": {"dishes": {"type": "array"}}}',
    }
    for number, (condition, *_) in enumerate(conditions()):
        for name, imports in ((f"today_{number}", "import future.keywords.not\n\n"), (f"before_{number}", "")):
            files[f"adjudge_absence/policies/absence/menu/{name}/{name}.rego"] = (
                "# METADATA\n# title: A case\n# schemas:\n#   - input.document: schema.absence.menu\n"
                '# custom: {severity: low, message: "It is absent"}\n'
                f"package absence.menu.{name}\n\n{imports}"
                f"deny contains {{}} if {{\n\tsome dish in input.document.dishes\n\t{condition}\n}}\n\n{helper[1]}\n"
            )
    project.plugin("absence", files)
    project.write("a.menu.yaml", "dishes: [{name: Soup}]\n")
    report = project.json("--engine", engine, "--opa", opa_binary)
    said = {"denied": "denies", "passed": "passes"}
    for number, (condition, today, before) in enumerate(conditions()):
        for name, says in ((f"today_{number}", today), (f"before_{number}", before)):
            assert (condition, said[outcome(report, "a.menu.yaml", f"absence.menu.{name}")]) == (condition, says)


def test_there_are_conditions() -> None:
    assert {says for _, *both in conditions() for says in both} == {"denies", "passes"}
    assert len(conditions()) >= 14
