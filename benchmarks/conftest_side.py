"""The same rules for conftest, and whether both tools find the same."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import corpus
import rules

MODULE = "github.com/open-policy-agent/conftest@v0.71.1"
Finding = tuple[str, str, str]
"""Rule, path as JSON, message."""


class UnavailableError(Exception):
    """There is no such tool here, and it cannot be built."""


def binary() -> str:
    """Find conftest: ADJUDGE_CONFTEST, PATH, else `go install` into a cache. Raises UnavailableError."""
    return tool("conftest", MODULE)


def tool(name: str, module: str) -> str:
    """Find a Go program by its variable, on PATH, or build it once. Raises UnavailableError."""
    found = shutil.which(os.environ.get(f"ADJUDGE_{name.upper()}") or name)
    if found is not None:
        return str(Path(found).absolute())
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "adjudge-benchmarks"
    built = cache / module.rpartition("@")[2] / name
    if not built.exists():
        go = shutil.which("go")
        if go is None:
            raise UnavailableError(f"no {name} on PATH, none named by ADJUDGE_{name.upper()}, no go to build it with")
        print(f"building {module}: once, some minutes", file=sys.stderr)
        subprocess.run([go, "install", module], env={**os.environ, "GOBIN": str(built.parent)}, check=True)
    return str(built)


@dataclass(frozen=True, kw_only=True)
class Policies:
    """Policies as conftest reads them. ``namespaces`` are those of the kind that is judged."""

    folder: Path
    namespaces: str

    def command(self, target: Path, *options: str) -> list[str]:
        """Return the command that tests ``target``."""
        return [
            binary(),
            "test",
            "--no-color",
            "--policy",
            str(self.folder),
            "--data",
            str(self.folder / "data"),
            "--namespace",
            self.namespaces,
            *options,
            str(target),
        ]


def write_policies(folder: Path, kind: str, carried: Iterable[rules.Rule], *, together: bool = False) -> Policies:
    """Write rules, their library and their data for conftest, to judge ``kind`` with.

    ``together`` puts a kind's rules into one package, the fastest way for conftest.
    """
    for rule in carried:
        file = folder / rule.kind / f"{rule.name}.rego"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(rules.as_conftest(rule, together=together), "utf-8")
    (folder / "tracks.rego").write_text(rules.for_conftest(rules.LIB), "utf-8")
    data = {rules.DOMAIN: {"params": rules.PARAMS}, "as_of": f"{corpus.AS_OF}T12:00:00Z"}
    (folder / "data").mkdir()
    (folder / "data" / "data.json").write_text(json.dumps(data), "utf-8")
    return Policies(folder=folder, namespaces=f"{rules.DOMAIN}.{kind}" if together else f"{rules.DOMAIN}.{kind}.*")


def same_findings(policies: Policies, ours: Path, theirs: Path, env: Mapping[str, str]) -> int:
    """Return how many findings both tools have on the same artifacts. Raises AssertionError where they differ."""
    found = adjudge_findings(ours, env)
    others = conftest_findings(policies, theirs)
    if found != others:
        only = list((found - others).items())[:3], list((others - found).items())[:3]
        raise AssertionError(f"the findings differ; only adjudge's: {only[0]}; only conftest's: {only[1]}")
    return found.total()


def adjudge_findings(target: Path, env: Mapping[str, str]) -> Counter[Finding]:
    """Ask adjudge. Raises AssertionError when something could not be judged."""
    report = _json([*adjudge("check", str(target)), "--as-of", corpus.AS_OF, "-o", "json"], env, target.parent)
    return Counter(
        (outcome["rule"], json.dumps(finding["path"]), finding["message"]["en"])
        for artifact in report["artifacts"]
        for outcome in artifact["outcomes"]
        for finding in outcome.get("findings", ())
    )


def conftest_findings(policies: Policies, target: Path) -> Counter[Finding]:
    """Ask conftest."""
    report = _json(policies.command(target, "--output", "json"), os.environ, target.parent)
    return Counter(
        (failure["metadata"]["rule"], json.dumps(failure["metadata"]["path"]), failure["msg"])
        for result in report
        for failure in result.get("failures") or ()
    )


def adjudge(*arguments: str) -> list[str]:
    """Return a command line of the adjudge that is installed beside this Python."""
    return [str(Path(sys.executable).with_name("adjudge")), *arguments]


def _json(command: list[str], env: Mapping[str, str], folder: Path) -> Any:
    done = subprocess.run(command, env=env, cwd=folder, capture_output=True, check=False)
    if done.returncode not in (0, 1) or not done.stdout:
        raise AssertionError(f"{' '.join(command[:3])}: exit {done.returncode}: {done.stderr.decode()[-500:]}")
    return json.loads(done.stdout)
