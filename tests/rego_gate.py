"""Hold the policies to OPA's own tools: strict types, format, and their tests as a bundle.

Tests and lines are the matter of `adjudge test`, on OPA too: `tox -e rego` asks both.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
POLICIES = "policies"
DOCUMENT = "#   - input.document: "


def find_opa() -> str | None:
    finder = [sys.executable, str(ROOT / "tests" / "helpers" / "opa_binary.py")]
    answer = subprocess.run(finder, check=False, stdout=subprocess.PIPE, text=True)
    return answer.stdout.strip() if answer.returncode == 0 else None


def passes(opa: str, *arguments: str) -> bool:
    print("$ opa", *arguments, flush=True)
    return subprocess.run([opa, *arguments], cwd=ROOT, check=False).returncode == 0


def checked(opa: str) -> bool:
    """Return whether the types are right, those of the whole input too.

    A rule says the schema of its document; that of the input around it is the same for all, so a copy gets the line. What
    is told of a rule stands one line higher in the rule itself.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(ROOT / POLICIES, Path(folder) / POLICIES)
        for path in copy.rglob("*.rego"):
            text = path.read_text("utf-8")
            path.write_text(text.replace(DOCUMENT, f"#   - input: schema.adjudge.input\n{DOCUMENT}", 1), "utf-8")
        return passes(opa, "check", "--strict", "--schema", "schemas", str(copy))


def tested(opa: str) -> bool:
    """Return whether every test passes on OPA as it judges, and all lines of all rules are evaluated by them."""
    command = [sys.executable, "-m", "adjudge", "test", POLICIES, "--engine", "opa", "--threshold", "100"]
    print("$ adjudge", *command[3:], flush=True)
    environment = {**os.environ, "ADJUDGE_OPA": opa}
    return subprocess.run(command, cwd=ROOT, check=False, env=environment).returncode == 0


def rule_files() -> set[str]:
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / POLICIES).rglob("*.rego")}
    return {path for path in files if not path.endswith("_test.rego")}


def main() -> int:
    if not rule_files():
        print(f"there are no policies below {ROOT / POLICIES}", file=sys.stderr)
        return 1
    opa = find_opa()
    if opa is None:
        in_ci = os.environ.get("CI", "").lower() in {"1", "true"}
        print("failed" if in_ci else "skipped", "for want of OPA: put it on PATH, set ADJUDGE_OPA, or install Go")
        return 1 if in_ci else 0
    good = [
        checked(opa),
        passes(opa, "fmt", "--fail", "--list", POLICIES),
        passes(opa, "test", "--bundle", POLICIES),
        tested(opa),
    ]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
