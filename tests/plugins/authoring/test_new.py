"""`adjudge new`: what it makes, what it refuses, and that nothing is overwritten or half there."""

from __future__ import annotations

import ast
import os
import tomllib
from pathlib import Path

import pytest
from catering import catering
from desk import Desk

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "plugin"
FRAME = (
    ".github/workflows/tests.yml",
    ".gitignore",
    ".pre-commit-config.yaml",
    "pyproject.toml",
    "tox.ini",
)
PACKAGE = "adjudge-pet_food".replace("_", "-")
MODULE = "src/adjudge_pet_food/__init__.py"
POLICIES = "src/adjudge_pet_food/policies/pet_food"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty folder."""
    return Desk.make(tmp_path)


@pytest.fixture
def package(desk: Desk) -> Desk:
    """A package that was just made, in which one stands."""
    assert desk.adjudge("new", "pet_food").returncode == 0
    desk.root = desk.root / PACKAGE
    return desk


def files(folder: Path) -> dict[str, str]:
    there = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8") for file in there}


def made(desk: Desk, *words: str) -> list[str]:
    """Make a part and return the files that it names."""
    before = files(desk.root)
    done = desk.adjudge("new", *words)
    assert done.returncode == 0, done.stderr
    named = done.stdout.splitlines()[:-1]
    assert named == sorted(path for path, text in files(desk.root).items() if before.get(path) != text)
    return named


def refused(desk: Desk, *words: str) -> str:
    """See that nothing is made, and return what is said."""
    before = files(desk.root)
    done = desk.adjudge("new", *words)
    assert (done.returncode, done.stdout, files(desk.root)) == (2, "", before)
    return done.stderr


# --- a package --------------------------------------------------------------------------------------------------------


def test_a_package_is_named_by_its_plugin(desk):
    done = desk.adjudge("new", "pet_food")
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in desk.root.iterdir()] == [PACKAGE]
    assert done.stdout.splitlines()[:-1] == sorted(f"{PACKAGE}/{path}" for path in files(desk.root / PACKAGE))
    project = tomllib.loads((desk.root / PACKAGE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (project["name"], project["entry-points"]) == (PACKAGE, {"adjudge": {"pet_food": "adjudge_pet_food"}})


def test_no_name_of_a_template_is_left_in_what_is_made(package):
    for path, text in files(package.root).items():
        assert "@" not in path
        assert [
            word for word in ("@domain@", "@package@", "@kind@", "@rule@", "@rule_id@", "@title@") if word in text
        ] == []


def test_what_is_made_has_the_modes_that_the_user_wants(package):
    mask = os.umask(0)
    os.umask(mask)
    assert package.root.stat().st_mode & 0o777 == 0o777 & ~mask
    assert (package.root / "tox.ini").stat().st_mode & 0o777 == 0o666 & ~mask


def test_the_example_of_a_package_is_what_is_made_and_what_its_author_wrote(desk):
    desk.adjudge("new", "catering")
    for path in FRAME:
        assert (EXAMPLE / path).read_bytes() == (desk.root / "adjudge-catering" / path).read_bytes(), path


def test_an_empty_folder_is_filled(desk):
    (desk.root / PACKAGE).mkdir()
    assert desk.adjudge("new", "pet_food").returncode == 0


@pytest.mark.parametrize("there", ["file", "folder", "link", "nowhere"])
def test_nothing_that_is_there_is_overwritten(desk, there):
    (desk.root / "other").mkdir()
    if there == "file":
        desk.write(PACKAGE, "mine")
    elif there == "folder":
        desk.write(f"{PACKAGE}/mine", "mine")
    else:
        (desk.root / PACKAGE).symlink_to("other" if there == "link" else "nowhere")
    assert refused(desk, "pet_food") == (
        f"error: {PACKAGE}: it is there, and nothing is overwritten. Take another name, or move what is there.\n"
    )
    assert list((desk.root / "other").iterdir()) == []


def test_where_it_cannot_be_written_nothing_is_left(desk, monkeypatch):
    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    assert "No space left on device" in refused(desk, "pet_food")
    assert list(desk.root.iterdir()) == []


NAMES = {
    "Pet-Food": "Did you mean pet_food?",
    "PetFood": "Did you mean pet_food?",
    "adjudge": "the name adjudge is reserved",
    "adjudge-pets": "Did you mean pets?",
    "adjudge_pets": "Did you mean pets?",
    "class": "class is a word of Python or Rego",
    "dubbing": "dubbing is a plugin of adjudge's own. Take another name; rules of yours for its kinds",
    "every": "every is a word of Python or Rego",
    "laws_test": "or ends as a test does",
    "lib": "the name lib is reserved",
    "p" * 41: "is too long for a name. Use at most 40 characters.",
    "pets/food": "Did you mean pets_food?",
    "../pets": "Did you mean pets?",
    "2pets": "Did you mean pets?",
    "猫": "is no name: lower-case letters, digits and underscores, a letter first",
}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_name_that_cannot_be_is_refused_with_one_that_can(desk, name):
    assert NAMES[name] in refused(desk, name)


def test_the_name_of_an_installed_plugin_is_taken(desk):
    desk.plugin("catering", catering())
    assert "catering is a plugin that is installed" in refused(desk, "catering")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("kind",), "a name is missing, or there is one too many"),
        (("kind", "a.b", "c"), "a name is missing, or there is one too many"),
        (("law", "a"), "law is nothing that can be made. Write `adjudge new NAME` for a package"),
    ],
)
def test_what_can_be_made_is_said(desk, words, says):
    assert says in refused(desk, *words)


def test_it_answers_in_chinese(desk):
    done = desk.adjudge("new", "pet_food", "--lang", "zh")
    assert done.stdout.splitlines()[-1].startswith("下一步：")
    assert "不会覆盖任何内容" in desk.adjudge("new", "pet_food", "--lang", "zh").stderr
    assert "新建" in desk.adjudge("new", "--help", "--lang", "zh").stdout


# --- a part -----------------------------------------------------------------------------------------------------------


def test_a_rule_is_about_a_text_of_the_schema_and_has_examples(package):
    assert made(package, "rule", "pet_food.manifest.titled") == [
        f"{POLICIES}/manifest/titled/titled.rego",
        f"{POLICIES}/manifest/titled/titled_test.rego",
        "tests/examples/pet_food.manifest.titled/allowed/reviewed.manifest.yaml",
        "tests/examples/pet_food.manifest.titled/denied/reviewed.manifest.yaml",
    ]
    assert "input.document.title" in files(package.root)[f"{POLICIES}/manifest/titled/titled.rego"]
    denied = files(package.root)["tests/examples/pet_food.manifest.titled/denied/reviewed.manifest.yaml"]
    assert denied.startswith("title: TODO\n")


def test_a_rule_whose_schema_has_no_text_is_about_the_name_of_the_file(package):
    schema = package.root / "src/adjudge_pet_food/schemas/pet_food/manifest.json"
    schema.write_text("{", encoding="utf-8")
    assert made(package, "rule", "pet_food.manifest.named")[2:] == [
        "tests/examples/pet_food.manifest.named/allowed/reviewed.manifest.yaml",
        "tests/examples/pet_food.manifest.named/denied/reviewed with spaces.manifest.yaml",
    ]


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ('{"enum": ["a"], "type": "string"}', None),
        ('{"pattern": "(", "type": "string"}', None),
        ('{"pattern": "^[0-9]+$", "type": "string"}', None),
        ('{"type": "integer"}', None),
        ('{"type": "string"}', "title"),
    ],
)
def test_a_rule_is_about_a_field_that_may_be_any_text(package, title, field):
    schema = package.root / "src/adjudge_pet_food/schemas/pet_food/manifest.json"
    schema.write_text(f'{{"required": ["title"], "properties": {{"title": {title}}}}}', encoding="utf-8")
    made(package, "rule", "pet_food.manifest.titled")
    text = files(package.root)[f"{POLICIES}/manifest/titled/titled.rego"]
    assert ("input.document.title" in text) == (field is not None)


def test_a_rule_for_a_kind_of_another_domain_lies_below_its_own(package):
    module = package.root / MODULE
    text = module.read_text(encoding="utf-8")
    assert "does not extend dubbing.project. Add `extends=(" in refused(package, "rule", "pet_food.dubbing.project.dry")
    module.write_text(
        text.replace("        policies=", '        extends=("dubbing.project",),\n        policies='), "utf-8"
    )
    assert made(package, "rule", "pet_food.dubbing.project.dry") == [
        f"{POLICIES}/dubbing/project/dry/dry.rego",
        f"{POLICIES}/dubbing/project/dry/dry_test.rego",
    ]
    assert "package pet_food.dubbing.project.dry\n" in files(package.root)[f"{POLICIES}/dubbing/project/dry/dry.rego"]


def test_a_kind_brings_schema_rule_and_examples_and_is_declared(package):
    assert made(package, "kind", "pet_food.label") == [
        MODULE,
        f"{POLICIES}/label/reviewed/reviewed.rego",
        f"{POLICIES}/label/reviewed/reviewed_test.rego",
        "src/adjudge_pet_food/schemas/pet_food/label.json",
        "src/adjudge_pet_food/schemas/pet_food/zh.yaml",
        "tests/examples/pet_food.label.reviewed/allowed/reviewed.label.yaml",
        "tests/examples/pet_food.label.reviewed/denied/unreviewed.label.yaml",
    ]
    assert files(package.root)["src/adjudge_pet_food/schemas/pet_food/zh.yaml"].endswith('"Label": "Label"\n')
    assert "the kind pet_food.label is there already" in refused(package, "kind", "pet_food.label")


@pytest.mark.parametrize(
    "kinds",
    [
        'kinds=(Kind(name="pet_food.manifest"),)',
        'kinds=(Kind(name="pet_food.manifest") ,  )',
        'kinds=[Kind(name="pet_food.manifest")]',
        'kinds=[\n            Kind(name="pet_food.manifest")\n        ]',
        'title={"en": "猫"}, kinds=(Kind(name="pet_food.manifest"),)',
    ],
)
def test_a_kind_is_declared_however_the_others_are_written(package, kinds):
    package.write(
        MODULE,
        "from adjudge import Domain, Kind, hookimpl\n\n\n@hookimpl\ndef adjudge_domains():\n"
        f'    yield Domain(name="pet_food", policies="adjudge_pet_food.policies",\n        '
        f'schemas="adjudge_pet_food.schemas", {kinds})\n',
    )
    made(package, "kind", "pet_food.label")
    (domain,) = [
        each
        for each in ast.walk(ast.parse(files(package.root)[MODULE]))
        if isinstance(each, ast.Call) and getattr(each.func, "id", "") == "Domain"
    ]
    names = [each.value for each in ast.walk(domain) if isinstance(each, ast.Constant)]
    assert [name for name in names if name in ("pet_food.manifest", "pet_food.label")] == [
        "pet_food.manifest",
        "pet_food.label",
    ]


@pytest.mark.parametrize("kinds", ["kinds=KINDS", "kinds=()", "kinds=tuple(KINDS)"])
def test_a_module_that_cannot_be_followed_is_left_alone(package, kinds):
    text = f'Domain(name="pet_food", policies="adjudge_pet_food.policies", {kinds}'
    package.write(MODULE, f'{text}, schemas="adjudge_pet_food.schemas")\n')
    said = refused(package, "kind", "pet_food.label")
    assert said.startswith(f"error: {MODULE}:1: it is written in a way that cannot be followed, so nothing was made.")
    assert 'Add `Kind(name="pet_food.label", files=(' in said
    package.write(MODULE, f"{text})\n")
    assert 'Add `schemas="adjudge_pet_food.schemas"` by hand' in refused(package, "kind", "pet_food.label")


def test_readers_and_reports_are_given_by_a_hook_that_grows(package):
    assert made(package, "reader", "slip") == [MODULE, "src/adjudge_pet_food/slip.py", "tests/test_slip.py"]
    made(package, "reader", "receipt")
    made(package, "report", "tally")
    made(package, "report", "long_tally")
    text = files(package.root)[MODULE]
    assert "from adjudge import Domain, Kind, Reader, hookimpl\n" in text
    assert [text.count(each) for each in ("def adjudge_readers", "def adjudge_reporters", "yield Reader(")] == [1, 1, 2]
    assert '"long_tally": "adjudge_pet_food.long_tally:LongTally",\n' in text
    ast.parse(text)


@pytest.mark.parametrize(
    "hook",
    [
        "adjudge_reporters = lambda: {}\n",
        "def adjudge_reporters():\n    return MINE\n",
        "def adjudge_readers():\n    pass\n",
    ],
)
def test_a_hook_that_is_written_otherwise_is_left_alone(package, hook):
    module = package.root / MODULE
    module.write_text(f"{module.read_text(encoding='utf-8')}\n\n{hook}", encoding="utf-8")
    part = "reader" if "readers" in hook else "report"
    assert "it is written in a way that cannot be followed" in refused(package, part, "slip")


def test_a_file_that_is_there_is_not_overwritten_and_nothing_else_is_made(package):
    package.write("tests/test_slip.py", "mine")
    assert refused(package, "reader", "slip").startswith("error: tests/test_slip.py: it is there")
    made(package, "rule", "pet_food.manifest.titled")
    assert "it is there" in refused(package, "rule", "pet_food.manifest.titled")


def test_where_a_part_cannot_be_written_nothing_of_it_is_left(package):
    (package.root / "tests/examples/pet_food.manifest.titled").write_text("no folder", encoding="utf-8")
    said = refused(package, "rule", "pet_food.manifest.titled")
    assert said.startswith("error: tests/examples/pet_food.manifest.titled")
    assert not (package.root / POLICIES / "manifest" / "titled").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("kind", "label"), "'label' is no name of a kind. Write DOMAIN.KIND."),
        (("kind", "pet_food.params"), "the name params is reserved"),
        (("kind", "pets.label"), "there is no domain pets here. Known: pet_food."),
        (("reader", "Slip"), "Did you mean slip?"),
        (("reader", "srt"), "files that end in .srt are read by the plugin content_security"),
        (("reader", "yaml"), "adjudge reads .yaml itself"),
        (("report", "import"), "import is a word of Python or Rego"),
        (("report", "text"), "there is a report text already, of reports"),
        (
            ("rule", "pet_food.label.titled"),
            "the domain pet_food has no kind pet_food.label. Known: pet_food.manifest.",
        ),
        (("rule", "pet_food.manifest.schema"), "the name schema is reserved"),
        (("rule", "titled"), "'titled' is no id of a rule"),
    ],
)
def test_a_part_that_cannot_be_is_refused(package, words, says):
    assert says in refused(package, *words)


def test_outside_of_a_package_there_is_no_part(desk):
    for words in (("kind", "a.b"), ("reader", "a"), ("rule", "a.b.c")):
        assert "there is no package with a plugin here or above" in refused(desk, *words)
    desk.write("pyproject.toml", "[project]\n")
    assert "there is no package with a plugin here or above" in refused(desk, "reader", "a")


@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        (MODULE, "def", "error: "),
        ("pyproject.toml", "[", "error: "),
        (
            "pyproject.toml",
            '[project.entry-points.adjudge]\nx = "nowhere"\n',
            "the entry point names the module nowhere",
        ),
    ],
)
def test_a_package_that_cannot_be_read_is_named(package, path, text, says):
    package.write(path, text)
    assert says in refused(package, "reader", "slip")


# --- local rules ------------------------------------------------------------------------------------------------------


def test_a_rule_is_made_in_a_folder_of_local_rules(desk):
    desk.write("adjudge.toml", 'rules = ["house/policy/"]\n')
    assert made(desk, "rule", "policy.dubbing.project.named") == [
        "house/policy/dubbing/project/named/named.rego",
        "house/policy/dubbing/project/named/named_test.rego",
    ]
    done = desk.adjudge("plugins")
    assert (done.returncode, done.stderr) == (0, "")
    assert "policy  house/policy/ 0+local\n" in done.stdout
    assert "the domain policy has no kind policy.invoice" in refused(desk, "rule", "policy.invoice.named")
    assert "there is no package with a plugin here or above" in refused(desk, "kind", "policy.invoice")


def test_a_local_rule_is_for_a_kind_that_somebody_has(desk):
    desk.write("adjudge.toml", 'rules = ["policy/"]\n')
    said = refused(desk, "rule", "policy.dubbing.invoice.named")
    assert "no plugin that is installed has a kind dubbing.invoice. Known: " in said
    assert "dubbing.project" in said
