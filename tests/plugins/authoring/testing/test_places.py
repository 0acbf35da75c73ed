"""Which policies are a project's own: not those in environments that lie in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from adjudge.plugins.authoring.testing.places import lies_below


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (".", True),
        ("src/policies", True),
        ("build/policies", True),
        (".tox/mutate/lib/site-packages/policies", False),
        ("env/lib/dist-packages/policies", False),
        ("../other", False),
    ],
)
def test_what_lies_in_an_environment_of_a_project_is_not_of_the_project(tmp_path: Path, path: str, found: bool) -> None:
    project = tmp_path / "project"
    (project / path).mkdir(parents=True, exist_ok=True)
    assert lies_below(project / path, project) is found
