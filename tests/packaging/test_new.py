"""What `adjudge new` makes, by the installed wheel: its own tox is green at once."""

from __future__ import annotations

import os
import subprocess
import sys


def test_the_tox_of_a_package_that_was_just_made_is_green(installed, distributions, tmp_path):
    installed.run("adjudge", "new", "pet_food", cwd=tmp_path)
    constraint = tmp_path / "constraint.txt"
    constraint.write_text(f"adjudge @ {distributions.wheel.as_uri()}\n", encoding="utf-8")
    mine = ("PYTHON", "VIRTUAL_ENV", "COVERAGE_", "TOX_", "ADJUDGE_", "PYTEST_")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(mine)}
    done = subprocess.run(
        [sys.executable, "-m", "tox", "-e", "py311,lint,verify"],
        cwd=tmp_path / "adjudge-pet-food",
        env={**environment, "PIP_CONSTRAINT": str(constraint)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "congratulations :)" in done.stdout
