"""``adjudge reference`` for the author of a plugin, and schemas that an editor completes from."""

from __future__ import annotations

import json
import re
from pathlib import Path
from shutil import copytree

import jsonschema
import pytest
from catering import PLUGIN, catering
from wheels import Project

from adjudge.lib.documents import Source
from adjudge.lib.formats import read_core

ROOT = Path(__file__).resolve().parents[2]
LAUNCH = ROOT / "examples" / "launch"
_SHOWN = re.compile(r"^```sh\n(?P<command>adjudge schema [^\n]+)\n```.*?^```yaml\n(?P<line># yaml[^\n]+)$", re.M | re.S)


@pytest.fixture
def kitchen(project: Project) -> Project:
    """A project with a plugin."""
    project.plugin("catering", catering({"schemas/catering/zh.yaml": "Menu: 菜单\n"}))
    return project


def reference(project: Project, *arguments: str, code: int = 0) -> str:
    done = project.adjudge("reference", "docs", "--domain", "catering", *arguments)
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    return done.stderr


def pages(project: Project) -> dict[str, str]:
    folder = project.root / "docs"
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_plugin_gets_its_pages_in_both_languages(kitchen):
    assert reference(kitchen) == ""
    written = pages(kitchen)
    names = ("README.md", "catering.md", "catering.menu.md", "instruments.md")
    assert set(written) == {f"{language}/{name}" for language in ("en", "zh") for name in names}
    assert written["en/catering.menu.md"].startswith(
        "<!-- Written by `adjudge reference`. -->\n\n# Menu (`catering.menu`)\n"
    )
    assert "# 菜单（`catering.menu`）\n" in written["zh/catering.menu.md"]
    assert "| `dishes[].name` | text, not empty (required) |" in written["en/catering.menu.md"]
    assert "**每道菜均注明过敏原**" in written["zh/catering.menu.md"]
    assert "| 7 | Allergens are named. | yes | [`catering.menu.allergens`](" in written["en/instruments.md"]
    assert "labeling-measures" not in written["en/instruments.md"]


def test_pages_that_are_up_to_date_are_left_as_they_are(kitchen):
    reference(kitchen)
    before = pages(kitchen)
    assert reference(kitchen, "--check") == ""
    assert reference(kitchen) == ""
    assert pages(kitchen) == before


def test_a_check_names_what_is_old_missing_or_of_nothing_and_writes_nothing(kitchen):
    assert reference(kitchen, "--check", code=1).count("not up to date: ") == 8
    assert not (kitchen.root / "docs").exists()
    reference(kitchen)
    (kitchen.root / "docs/zh/catering.md").unlink()
    page = kitchen.root / "docs/en/catering.menu.md"
    kitchen.write("docs/en/catering.order.md", page.read_text(encoding="utf-8"))
    page.write_text(page.read_text(encoding="utf-8") + "changed by hand\n", encoding="utf-8")
    kitchen.write("docs/en/notes.md", "Somebody's own.\n")
    before = pages(kitchen)
    assert reference(kitchen, "--check", code=1) == "".join(
        f"not up to date: docs/{name}\n" for name in ("en/catering.menu.md", "en/catering.order.md", "zh/catering.md")
    )
    assert pages(kitchen) == before
    reference(kitchen)
    assert set(pages(kitchen)) == (set(before) | {"zh/catering.md"}) - {"en/catering.order.md"}
    assert reference(kitchen, "--check") == ""


def test_what_is_not_translated_is_listed_ready_to_be_filled_in(kitchen):
    done = kitchen.adjudge("reference", "docs", "--domain", "catering", "--untranslated")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        '# catering/zh.yaml\n"Facts of a menu": ""\n"Parameters of catering": ""\n"Fewest dishes": ""\n'
    )
    assert not (kitchen.root / "docs").exists()


def test_nothing_is_written_of_a_plugin_that_is_broken(kitchen):
    kitchen.plugin("bakery", catering({PLUGIN: "raise ValueError('broken')\n"}, domain="bakery"))
    assert "ValueError: broken" in reference(kitchen, code=3)
    assert not (kitchen.root / "docs").exists()


def test_a_domain_that_there_is_not_is_a_mistake_of_usage(project):
    done = project.adjudge("reference", "docs", "--domain", "katering")
    assert (done.returncode, done.stderr) == (2, "error: there is no domain katering. `adjudge plugins` lists them.\n")


def test_an_editor_finds_the_schema_that_the_documentation_says_and_the_artifact_still_passes(project):
    copytree(LAUNCH, project.root, dirs_exist_ok=True)
    shown = _SHOWN.search((ROOT / "docs" / "configuration.md").read_text(encoding="utf-8"))
    assert shown
    command, target = shown["command"].split(" > ")
    done = project.adjudge(*command.split()[1:])
    project.write(target, done.stdout)

    consent = project.root / "consents/performer-a.consent.yaml"
    project.write("consents/performer-a.consent.yaml", f"{shown['line']}\n{consent.read_text(encoding='utf-8')}")
    named = shown["line"].partition("$schema=")[2]
    schema = json.loads((consent.parent / named).read_text(encoding="utf-8"))
    (document,) = read_core(Source(path=consent.name, real=consent, data=consent.read_bytes(), sha256=""), ".yaml")
    validator = jsonschema.Draft202012Validator(schema)
    assert list(validator.iter_errors(document.value)) == []
    assert [error.validator for error in validator.iter_errors({**document.value, "term": 7})] == ["type"]
    assert project.adjudge("check", "consents").returncode == 0
