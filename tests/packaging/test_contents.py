"""What is in the sdist and the wheel: exactly the files that belong there."""

from __future__ import annotations

from email import message_from_string
from email.message import Message

import pytest

INSTALLED_AS = {
    "core/": "adjudge/",
    "lib/": "adjudge/lib/",
    "plugins/": "adjudge/plugins/",
    "policies/": "adjudge/policies/",
    "schemas/": "adjudge/schemas/",
    "locale/": "adjudge/locale/",
}
NOT_IN_SDIST = {".gitattributes", ".pre-commit-config.yaml"}


def expected_in_wheel(files):
    return {
        target + name.removeprefix(source)
        for name in files
        for source, target in INSTALLED_AS.items()
        if name.startswith(source)
    }


def package_files(members):
    return {name for name in members if not name.split("/")[0].endswith(".dist-info")}


def metadata(distributions) -> Message:
    (name,) = (name for name in distributions.wheel_members if name.endswith(".dist-info/METADATA"))
    return message_from_string(distributions.wheel_members[name].decode("utf-8"))


def test_the_wheel_holds_every_file_of_its_folders_and_nothing_else(tree, distributions):
    assert package_files(distributions.wheel_members) == expected_in_wheel(tree.files)


@pytest.mark.parametrize(
    "pattern",
    [
        ("adjudge/py.typed", ""),
        ("adjudge/policies/", ".rego"),
        ("adjudge/policies/", "_test.rego"),
        ("adjudge/policies/", "/data.yaml"),
        ("adjudge/policies/instruments/", "/data.yaml"),
        ("adjudge/schemas/", ".json"),
        ("adjudge/locale/", ".yaml"),
        ("adjudge/plugins/", ".py"),
        ("adjudge/plugins/authoring/new/templates/package/", "/.gitignore.template"),
        ("adjudge/plugins/authoring/new/templates/package/", "/__init__.py.template"),
        ("adjudge/plugins/domains/content_security/", "/look_alikes.txt"),
        ("adjudge/plugins/domains/content_security/", "/simplified.txt"),
        ("adjudge/plugins/reports/html/page/", ".css"),
    ],
)
def test_the_wheel_is_not_hollow(distributions, pattern):
    start, end = pattern
    assert any(name.startswith(start) and name.endswith(end) for name in distributions.wheel_members)


def test_a_wheel_built_from_the_sdist_is_the_same_wheel(distributions):
    assert distributions.wheel_from_sdist_members == distributions.wheel_members


def test_the_sdist_holds_every_tracked_file(tree, distributions):
    in_sdist = distributions.sdist_members.keys() - {"PKG-INFO"}
    assert in_sdist == tree.files - NOT_IN_SDIST


@pytest.mark.parametrize(
    "pattern",
    [
        ("action.yml", ""),
        ("templates/", ".yml"),
        ("examples/attacks/", "/attack.toml"),
        ("examples/attacks/", "/project/dist/adjudge.toml"),  # .gitignore has dist/
        ("examples/pipeline/", "/pipeline.sh"),
        ("examples/pipeline/gates/", ".toml"),
    ],
)
def test_the_sdist_is_not_hollow(distributions, pattern):
    start, end = pattern
    assert any(f"/{name}".endswith(end) and name.startswith(start) for name in distributions.sdist_members)


def test_an_editable_install_leaves_no_trace_in_what_is_built(distributions):
    for members in (distributions.wheel_members, distributions.sdist_members):
        assert not [name for name in members if ".dev/" in name or "__pycache__" in name or name.endswith(".pyc")]


def test_metadata_names_the_licence_as_an_expression_and_ships_its_text(tree, distributions):
    core = metadata(distributions)
    assert core["License-Expression"] == "Apache-2.0"
    assert core.get_all("License-File") == ["LICENSE"]
    (name,) = (name for name in distributions.wheel_members if name.endswith(".dist-info/licenses/LICENSE"))
    assert distributions.wheel_members[name] == (tree.root / "LICENSE").read_bytes()
    assert b"Version 2.0, January 2004" in distributions.wheel_members[name]


def test_metadata_carries_the_readme_and_the_python_floor(tree, distributions):
    core = metadata(distributions)
    assert core["Requires-Python"] == ">=3.11"
    assert core["Description-Content-Type"] == "text/markdown"
    assert core.get_payload().strip() == (tree.root / "README.md").read_text(encoding="utf-8").strip()
