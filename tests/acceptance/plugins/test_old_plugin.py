"""A plugin that was built for the first six hooks still loads, or is told by name what it must change.

``tests/data/adjudge_catering-six-hooks-1.0.0-py3-none-any.whl`` is examples/plugin as it was at commit c68fada, built there
by ``hatchling build -t wheel``; only its file has another name. The menus are those of that commit too.
"""

from __future__ import annotations

import json
import re
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from neighbours import settle, undisturbed
from wheels import Project, install
from workshop import Bench, tiny

import adjudge

WHEEL = Path(__file__).resolve().parents[2] / "data" / "adjudge_catering-six-hooks-1.0.0-py3-none-any.whl"
DIGEST = "0230f7bc3b599c2cfba1e2f28f964ef80dad343b71d1ff18cac65411f5c1fa7d"
SOUP = "Celery soup\n\nCelery, potatoes, cream, vegetable stock.\n"
SALAD = "Green salad\n\nLettuce, cucumber, oil, lemon.\n"
MENU = """\
dishes:
  - name: Celery soup
    allergens: [celery, {milk}]
    recipe:
      file: recipes/celery-soup.txt
      sha256: {soup}
  - name: Green salad{allergens}
    recipe:
      file: recipes/green-salad.txt
      sha256: {salad}
"""
BREAD = f"""\
  - name: Bread
    allergens: [gluten]
    recipe:
      file: recipes/bread.txt
      sha256: "{"0" * 64}"
"""


@pytest.fixture(scope="module")
def kitchen(tmp_path_factory) -> Project:
    """The old wheel, installed, and two menus."""
    made = Project.make(tmp_path_factory.mktemp("kitchen"))
    named = made.root.parent / "adjudge_catering-1.0.0-py3-none-any.whl"
    shutil.copyfile(WHEEL, named)
    install(made.site, named)
    digests = {"soup": sha256(SOUP.encode()).hexdigest(), "salad": sha256(SALAD.encode()).hexdigest()}
    for folder, soup in (("lunch", SOUP), ("broken", SOUP.replace("stock.", "stock, toasted almonds."))):
        made.write(f"{folder}/recipes/celery-soup.txt", soup)
        made.write(f"{folder}/recipes/green-salad.txt", SALAD)
    made.write("lunch/lunch.menu.yaml", MENU.format(milk="milk", allergens="\n    allergens: []", **digests))
    made.write("broken/lunch.menu.yaml", MENU.format(milk="dairy", allergens="", **digests) + BREAD)
    return made


def judged(kitchen: Project, folder: str, *arguments: str) -> tuple[str, set[tuple[str, str, str, int]]]:
    """Return the decision, and rule, code, level and line of each finding, as the old plugin's own tests do."""
    report = kitchen.json("--as-of", "2026-12-01", folder, *arguments)
    assert report["problems"] == []
    return report["summary"]["decision"], {
        (outcome["rule"], finding["code"], finding["level"], finding["line"])
        for artifact in report["artifacts"]
        for outcome in artifact["outcomes"]
        for finding in outcome["findings"]
    }


def test_it_loads_without_a_word(kitchen):
    done = kitchen.adjudge("plugins", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    (listed,) = [plugin for plugin in json.loads(done.stdout)["plugins"] if plugin["name"] == "catering"]
    assert (listed["distribution"], listed["version"], listed["left_out"]) == ("adjudge-catering", "1.0.0", [])
    assert [(domain["name"], domain["rules"]) for domain in listed["domains"]] == [("catering", 2)]


def test_the_menu_of_a_careful_kitchen_passes(kitchen):
    assert judged(kitchen, "lunch") == ("pass", set())


def test_each_defect_is_found_where_it_stands(kitchen):
    assert judged(kitchen, "broken") == (
        "deny",
        {
            ("catering.menu.allergens", "undeclared", "deny", 7),
            ("catering.menu.allergens", "unlisted", "warn", 3),
            ("catering.menu.recipe_integrity", "altered", "deny", 6),
            ("catering.menu.recipe_integrity", "missing", "deny", 14),
        },
    )


def test_opa_judges_it_alike(kitchen, opa_binary):
    opa = ("--engine", "opa", "--opa", opa_binary)
    for folder in ("lunch", "broken"):
        assert judged(kitchen, folder, *opa) == judged(kitchen, folder)


def test_its_parameters_may_be_more_than_the_law_has_and_not_less(kitchen):
    law = "gluten crustaceans eggs fish peanuts soybeans milk nuts celery mustard sesame sulphites lupin"
    for names, decision in ((f"buckwheat {law} molluscs", "pass"), (law, "deny")):
        listed = ", ".join(f'"{name}"' for name in names.split())
        config = kitchen.write("../catering.toml", f"[params.catering]\nallergens = [{listed}]\n")
        said, found = judged(kitchen, "lunch", "--config", str(config), "--root", ".")
        assert said == decision
        assert {rule for rule, *_ in found} == ({"catering.params.legal"} if decision == "deny" else set())


def test_a_gate_names_it_as_ever(kitchen):
    gate = kitchen.write(
        "../gate.toml", 'environment = "p"\nas_of_tolerance_hours = 8784\n[plugins.catering]\nversion = ">=1"\n'
    )
    assert kitchen.adjudge("check", "lunch", "--gate", str(gate)).returncode == 0
    assert kitchen.adjudge("check", "broken", "--gate", str(gate)).returncode == 1


# --- others of its time -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", "Artifact Document Domain Json Kind Place ReadError Reader Reference Source __version__ hookimpl".split()
)
def test_every_name_that_was_public_is_there(name):
    assert name in adjudge.__all__
    getattr(adjudge, name)


ALL_SIX = """
class Count:
    def __init__(self, stream, context):
        self.stream, self.context, self.count = stream, context, 0
        assert context.language in ("en", "zh")

    def verdict(self, verdict):
        self.count += 1

    def finish(self, summary):
        self.stream.write(f"{self.count} {summary.exit_code} {summary.decision} {sorted(summary.verdicts)}")


def read_slip(source):
    try:
        text = source.data.decode()
    except ValueError:
        raise ReadError("not UTF-8", line=1, hint="Save it as UTF-8.") from None
    yield Document(value={"text": text}, locate=lambda steps: Place(1, 1), sha256=source.sha256, size=source.size)


@hookimpl
def adjudge_domains():
    return []


@hookimpl
def adjudge_readers():
    return [Reader(name="slips", suffixes=(".slip",), read=read_slip)]


@hookimpl
def adjudge_reporters():
    return {"count": Count}


@hookimpl
def adjudge_relates(artifact):
    yield Reference(pointer="", path="nowhere")


@hookimpl
def adjudge_facts(artifact):
    return {}
"""


def test_the_other_hooks_are_as_they_were(project):
    settle(project)
    project.plugin("old", tiny("old", ALL_SIX))
    project.write("a.slip", "x")
    report = project.json("-o", "count=count.txt")
    undisturbed(report)
    assert (report["problems"], report["unclaimed"]) == ([], ["a.slip"])
    assert (project.root / "count.txt").read_text() == "2 1 deny ['deny', 'pass']"


OLD_IMPORTS = {
    "the error": "from adjudge.errors import ReadError",
    "the mark": "from adjudge.hookspecs import hookimpl",
    "the words": "from adjudge.model import Document, Place",
    "the writer": "from adjudge.report.base import ReportWriter",
    "the mark of pluggy": "import pluggy; hookimpl = pluggy.HookimplMarker('adjudge')",
}


@pytest.mark.parametrize("line", OLD_IMPORTS.values(), ids=OLD_IMPORTS)
def test_one_that_imported_more_than_the_public_face_loads_or_is_told_what_to_import(tmp_path, monkeypatch, line):
    with Bench.made(tmp_path, monkeypatch) as bench:
        settle(bench)
        bench.plugin("old", tiny("old", f"{line}\n\n@hookimpl\ndef adjudge_readers():\n    return []\n"))
        judgement = bench.judge()
    assert [verdict.verdict for verdict in judgement.verdicts] == ["pass", "deny"]
    for problem in judgement.summary.problems:
        assert problem.plugin == "old"
        assert re.search(r"adjudge(\.report\b|\.lib\b| import)", problem.hint or ""), "what to import instead"


def test_the_wheel_is_the_one_that_was_built_then():
    assert sha256(WHEEL.read_bytes()).hexdigest() == DIGEST
