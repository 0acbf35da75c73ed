"""Every attack of examples/attacks is tried with the installed command, and refused for its reason.

The engines take turns, but for what attacks one of them: that they judge alike is proven elsewhere. A new attack is a
new folder there: nothing here names one.
"""

from __future__ import annotations

import base64
import json
import os
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from console import build
from notary import write_keys
from wheels import Project, install

from adjudge.lib.descent import Descent, remove_tree
from adjudge.lib.signing import sign, signer_of
from adjudge.plugins.attestation.statement import PAYLOAD_TYPE, encode, summary_statement

ROOT = Path(__file__).resolve().parents[2]
ATTACKS = ROOT / "examples" / "attacks"
FOLDERS = sorted(file.parent for file in ATTACKS.glob("*/attack.toml"))
ENGINES = ("embedded", "opa")
BUILT = shutil.ignore_patterns("__pycache__", ".*", "dist")
HONEST = (
    "adjudge check --release dist --gate ../gate/production.toml",
    "adjudge attest dist --gate ../gate/production.toml --key ../keys/release.pem -o ../dist.intoto.jsonl",
    "adjudge verify dist --gate ../gate/production.toml --attestation ../dist.intoto.jsonl --copy-to ../deployed",
)


@dataclass(frozen=True, kw_only=True)
class Refused:
    """How an attack ends: with this exit code, these texts in what is printed, and without these files."""

    exit: int
    says: Sequence[str]
    absent: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True)
class Attack:
    """What ``attack.toml`` says. An unknown key is a TypeError."""

    tries: str
    run: str
    refused: Refused
    env: Mapping[str, str] = field(default_factory=dict)
    plugin: str | None = None
    before: Sequence[Mapping[str, Any]] = ()

    @classmethod
    def read(cls, folder: Path) -> Attack:
        said = tomllib.loads((folder / "attack.toml").read_text(encoding="utf-8"))
        return cls(**{**said, "refused": Refused(**said["refused"])})


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A project with the release of all attacks, beside it the gate and keys. Steps are relative to the project."""

    project: Project
    engine: str
    opa: str
    words: Mapping[str, str]

    @classmethod
    def make(cls, folder: Path, engine: str, opa: str) -> Scene:
        project = Project.make(folder)
        shutil.copytree(ATTACKS / "release", project.root / "dist")
        shutil.copytree(ATTACKS / "gate", folder / "gate")
        gate = folder / "gate" / "production.toml"
        (folder / "keys").mkdir()
        for name in ("release", "approver", "other"):
            write_keys(folder / "keys", name)
            shutil.copy(folder / "keys" / f"{name}.pub", folder / "gate")
        (folder / "gate" / "other.pub").unlink()
        tools = folder / "tools"
        tools.mkdir()
        (tools / "opa").symlink_to(opa)
        scene = cls(project=project, engine=engine, opa=str(tools), words={})
        scene.set_engine(gate)
        words = {
            "soon": (datetime.now(UTC) + timedelta(days=30)).date().isoformat(),
            "digest": sha256(gate.read_bytes()).hexdigest(),
        }
        return replace(scene, words=words)

    def set_engine(self, gate: Path) -> None:
        """Let a gate name the engine that judges."""
        gate.write_text(f'engine = "{self.engine}"\n{gate.read_text(encoding="utf-8")}', encoding="utf-8")

    def bring(self, folder: Path, attack: Attack) -> None:
        """Lay the attack's own files over the project and beside the gate, and install its plugin."""
        for name, target in (("project", self.project.root), ("gate", self.path("../gate"))):
            if (folder / name).is_dir():
                shutil.copytree(folder / name, target, dirs_exist_ok=True)
        for gate in (folder / "gate").glob("*.toml"):
            self.set_engine(self.path("../gate") / gate.name)
        if attack.plugin is not None:
            source = shutil.copytree(folder / attack.plugin, self.path("../plugin"), ignore=BUILT)
            install(self.project.site, build(source, self.project.wheels))

    def run(self, line: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        command, *arguments = shlex.split(self.filled(line))
        assert command == "adjudge"
        path = os.pathsep.join([self.opa, os.environ.get("PATH", "")])
        return self.project.adjudge(*arguments, env={"PATH": path, **(env or {})})

    def filled(self, text: str) -> str:
        for name, word in self.words.items():
            text = text.replace(f"{{{name}}}", word)
        return text

    def path(self, name: str) -> Path:
        return Path(os.path.normpath(self.project.root / name))

    def take(self, step: Mapping[str, Any]) -> None:
        """Take a step: its first key says which, its value on what."""
        verb, on = next(iter(step.items()))
        rest = {name: value for name, value in step.items() if name != verb}
        getattr(self, f"_{verb}")(on, **rest)

    def _run(self, line: str, exit: int = 0) -> None:
        done = self.run(line)
        assert done.returncode == exit, done.stdout + done.stderr

    def _edit(self, name: str, replace: str, by: str) -> None:
        text = self.path(name).read_text(encoding="utf-8")
        assert text.count(replace) == 1
        self.path(name).write_text(text.replace(replace, self.filled(by)), encoding="utf-8")

    def _append(self, name: str, text: str = "", hex: str = "") -> None:
        self.path(name).parent.mkdir(parents=True, exist_ok=True)
        with self.path(name).open("ab") as file:
            file.write(text.encode() + bytes.fromhex(hex))

    def _move(self, name: str, to: str) -> None:
        self.path(to).parent.mkdir(parents=True, exist_ok=True)
        self.path(name).rename(self.path(to))

    def _copy(self, name: str, to: str) -> None:
        shutil.copy(self.path(name), self.path(to))

    def _remove(self, name: str) -> None:
        if self.path(name).is_dir():
            shutil.rmtree(self.path(name))
        else:
            self.path(name).unlink()

    def _link(self, name: str, to: str) -> None:
        self.path(name).symlink_to(to)

    def _pipe(self, name: str) -> None:
        os.mkfifo(self.path(name))

    def _nest(self, name: str, depth: int) -> None:
        """Make so many folders below each other, all of one name, with an empty file in the last."""
        top = self.path(name)
        with Descent(os.open(top.parent, os.O_RDONLY)) as way:
            for _ in range(depth):
                way.enter(top.name, make=True)
            os.close(os.open("leaf", os.O_WRONLY | os.O_CREAT, dir_fd=way.at))

    def _halve(self, name: str) -> None:
        data = self.path(name).read_bytes()
        self.path(name).write_bytes(data[: len(data) // 2])

    def _forge(self, what: str, to: Any = None, key: str | None = None) -> None:
        """Write something else into the attestation: with its old signature, or signed anew by ``key``.

        ``subjects`` become the files that are there now; anything else is a key of the predicate.
        """
        file = self.path("../dist.intoto.jsonl")
        line = json.loads(file.read_text(encoding="utf-8").splitlines()[0])
        statement = json.loads(base64.b64decode(line["payload"]))
        if what == "subjects":
            dist = self.project.root / "dist"
            there = sorted(path for path in dist.rglob("*") if path.is_file())
            statement["subject"] = [
                {"name": path.relative_to(dist).as_posix(), "digest": {"sha256": sha256(path.read_bytes()).hexdigest()}}
                for path in there
            ]
        else:
            assert what in statement["predicate"]
            statement["predicate"][what] = to
        if key is None:
            line["payload"] = base64.b64encode(encode(statement)).decode()
            verdict = json.dumps(line)
            file.write_text("\n".join([verdict, *file.read_text(encoding="utf-8").splitlines()[1:], ""]), "utf-8")
            return
        signer = signer_of(str(self.path(f"../keys/{key}.pem")), None, str)
        verdict = sign(encode(statement), PAYLOAD_TYPE, signer)
        short = sign(encode(summary_statement(statement, verdict.encode())), PAYLOAD_TYPE, signer)
        file.write_text(f"{verdict}\n{short}\n", encoding="utf-8")


@pytest.mark.parametrize("engine", ENGINES)
def test_without_an_attack_the_release_passes_and_is_deployed(engine: str, tmp_path: Path, opa_binary: str) -> None:
    scene = Scene.make(tmp_path, engine, opa_binary)
    for line in HONEST:
        done = scene.run(line)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "deployed" / "jobs").is_dir()


def turns() -> list[Any]:
    """Return each attack with the engine on which it is tried."""
    of = {folder: "opa" if "opa" in folder.name else ENGINES[n % 2] for n, folder in enumerate(FOLDERS)}
    return [pytest.param(folder, engine, id=f"{folder.name}-{engine}") for folder, engine in of.items()]


@pytest.mark.parametrize(("folder", "engine"), turns())
def test_the_attack_is_refused_for_its_reason(folder: Path, engine: str, tmp_path: Path, opa_binary: str) -> None:
    attack = Attack.read(folder)
    scene = Scene.make(tmp_path, engine, opa_binary)
    scene.bring(folder, attack)
    for step in attack.before:
        scene.take(step)
    try:
        done = scene.run(attack.run, attack.env)
    finally:
        for step in attack.before:
            if "nest" in step:  # too deep for pytest
                remove_tree(str(scene.path(step["nest"])))
    said = done.stdout + done.stderr
    assert done.returncode == attack.refused.exit, said
    assert [text for text in attack.refused.says if text not in said] == [], said
    assert [name for name in attack.refused.absent if os.path.lexists(scene.path(name))] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_attack_says_what_it_tries_and_why_it_fails(folder: Path) -> None:
    attack = Attack.read(folder)
    title, blank, why = (folder / "README.md").read_text(encoding="utf-8").splitlines()
    assert title.startswith("# ")
    assert (blank, why[-1], attack.tries[-1]) == ("", ".", ".")
    assert attack.refused.exit in {1, 2, 3}
    assert attack.refused.says


def test_every_folder_is_an_attack_or_what_all_attacks_begin_with() -> None:
    assert {file.name for file in ATTACKS.iterdir() if file.is_dir()} == {
        *(folder.name for folder in FOLDERS),
        "release",
        "gate",
    }
    assert len(FOLDERS) > 50
