"""The developer's install: links in .dev/, which every tool reads as a package."""

from __future__ import annotations

import subprocess
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def link_tree():
    spec = spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.link_tree


def test_what_is_imported_is_what_is_edited(editable, tree, tmp_path):
    ask = "import adjudge, adjudge.plugins, adjudge.policies as p; print(adjudge.__file__); print(*p.__path__)"
    module, policies = editable.run("python", "-c", ask, cwd=tmp_path).stdout.split()
    assert Path(module).resolve() == tree.root / "core/__init__.py"
    assert Path(policies).resolve() == tree.root / "policies"


def test_the_type_checker_sees_a_typed_package_without_errors(editable, tree):
    answer = editable.run("python", "-m", "mypy", "-p", "adjudge", cwd=tree.root, check=False)
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_version_control_sees_no_change(editable, tree):
    status = subprocess.run(["git", "status", "--porcelain"], cwd=tree.root, check=True, capture_output=True, text=True)
    assert (tree.root / ".dev").is_dir()
    assert status.stdout == ""


def test_a_new_module_is_linked_and_a_removed_one_is_not_left_behind(link_tree, tmp_path):
    core, target = tmp_path / "core", tmp_path / ".dev" / "adjudge"
    core.mkdir()
    (core / "old.py").touch()
    link_tree(core, target, top=True)
    (core / "old.py").rename(core / "new.py")
    link_tree(core, target, top=True)
    assert [link.name for link in target.iterdir()] == ["new.py"]


def test_the_links_of_a_copied_checkout_lead_into_the_copy(link_tree, tmp_path):
    first, copy = tmp_path / "first", tmp_path / "copy"
    (first / "core").mkdir(parents=True)
    (first / "core" / "model.py").touch()
    link_tree(first / "core", first / ".dev" / "adjudge", top=True)
    first.rename(copy)
    assert (copy / ".dev" / "adjudge" / "model.py").resolve() == copy / "core" / "model.py"
    (first / "core").mkdir(parents=True)
    (copy / ".dev" / "adjudge" / "model.py").unlink()
    (copy / ".dev" / "adjudge" / "model.py").symlink_to(first / "core")
    link_tree(copy / "core", copy / ".dev" / "adjudge", top=True)
    assert (copy / ".dev" / "adjudge" / "model.py").resolve() == copy / "core" / "model.py"
