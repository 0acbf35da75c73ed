"""Where tests and policies are looked for: not in environments and copies that lie in a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjudge.plugins.authoring.testing.places import lies_below


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (".", True),
        ("src/policies", True),
        (".tox/mutate/site-packages/policies", False),
        ("build/lib/policies", False),
        ("env/site-packages/policies", False),
        ("../other", False),
    ],
)
def test_what_lies_in_an_environment_of_a_project_is_not_of_the_project(tmp_path: Path, path: str, found: bool) -> None:
    project = tmp_path / "project"
    (project / path).mkdir(parents=True, exist_ok=True)
    (project / "env").mkdir(exist_ok=True)
    (project / "env" / "pyvenv.cfg").touch()
    assert lies_below(project / path, project) is found
