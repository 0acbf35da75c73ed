"""From a folder of policies for another tool to a package that is installed: its README, its tests, its tox."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from console import Reader
from wheels import command

POLICY = """package main

deny[msg] {
    input.spec.replicas > data.limits.replicas
    msg := sprintf("%s has too many replicas", [input.metadata.name])
}
"""
TESTS = """package main

test_many { deny["shop has too many replicas"] with input as {"metadata": {"name": "shop"}, "spec": {"replicas": 9}} }
"""
TOX = """
import configparser

tox = configparser.ConfigParser()
tox.read("tox.ini")
said = (*tox["testenv"]["commands"].split("\\n"), *tox["testenv:lint"]["commands"].split("\\n"))
print(" && ".join(each.replace(" {posargs}", "") for each in said if each))
"""
"""What tox runs in its environments, which takes a network to set up, as one line of a shell."""


@pytest.fixture(params=["tested", "untested"])
def maker(request: pytest.FixtureRequest, tmp_path: Path, opa_binary: str) -> Reader:
    """Somebody in the package that was imported just now, which is installed."""
    files = {"replicas.rego": POLICY, "data.yaml": "limits: {replicas: 3}\n"}
    if request.param == "tested":
        files["replicas_test.rego"] = TESTS
    for name, text in files.items():
        file = tmp_path / "policy" / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [*command(), "import", "policy", "--name", "shop", "--kind", "manifest", "--opa", opa_binary],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    made = Reader(folder=tmp_path / "adjudge-shop", site=tmp_path / "site", engine="auto", opa=opa_binary)
    made.install()
    return made


def test_what_was_imported_does_what_its_readme_says(maker: Reader) -> None:
    for page in ("README.md", "README.zh.md"):
        assert maker.follow((maker.folder / page).read_text(encoding="utf-8"), editable=True) >= 4
    (maker.folder / "tox.py").write_text(TOX, encoding="utf-8")
    line = maker.run(f"{sys.executable} tox.py").stdout
    (maker.folder / "tox.py").unlink()
    done = maker.run(line, editable=True)
    assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert "ruff check" in line
    (maker.folder / "web.manifest.yaml").write_text("metadata: {name: web}\nspec: {replicas: 4}\n", encoding="utf-8")
    judged = maker.run("adjudge check web.manifest.yaml", editable=True)
    assert judged.returncode == 1, judged.stdout + judged.stderr
    assert "web has too many replicas" in judged.stdout
