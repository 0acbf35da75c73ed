"""Which lines OPA evaluates: ``opa eval --coverage`` over what a server would get."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from adjudge import Program
from adjudge.lib.errors import EngineError
from adjudge.lib.rego.covered import Lines
from adjudge.lib.rego.entry import PACKAGE
from adjudge.lib.system import reason
from adjudge.lib.temporary import Temporary
from adjudge.lib.words import say

from . import layout

_SECONDS = 600
_EVAL = "eval --format json --coverage --bundle bundle --input input.json".split()


def covered(binary: str, programs: Sequence[Program], inputs: Mapping[str, Sequence[str]]) -> dict[str, Lines]:
    """Evaluate the inputs of all kinds, and return the lines by file. Raises PolicyError, EngineError.

    What a server has loaded before is not refused again: no policy among these asks for the clock or the network.
    """
    batch = sorted({text for kind in inputs.values() for text in kind})
    temporary = Temporary("adjudge-opa-")
    try:
        for name, text in layout.policies(programs).items():
            path = temporary.path / "bundle" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        (temporary.path / "bundle" / "data.json").write_text(json.dumps(layout.data(programs)), "utf-8")
        (temporary.path / "input.json").write_text(f'{{"batch":[{",".join(batch)}]}}', "utf-8")
        each = ", ".join(f"{{x | x := data.{PACKAGE}.{program.kind}.batch}}" for program in programs)
        said = _said([binary, *_EVAL, f"[{each}]"], temporary.path)
    except OSError as error:
        raise EngineError(say("opa.start.failed", why=reason(error)), file=binary) from error
    finally:
        temporary.remove()
    names = {module.file for program in programs for module in program.modules}
    return {
        name: Lines(_lines(each.get("covered", ())), _lines(each.get("not_covered", ())))
        for path, each in said["coverage"]["files"].items()
        if (name := path.removeprefix("bundle/").removeprefix("/")) in names
    }


def _said(command: Sequence[str], folder: Path) -> Any:
    import subprocess

    # OPA reads OPA_* variables as flags: it gets none of ours.
    environment = {name: os.environ[name] for name in ("SYSTEMROOT", "TMPDIR") if name in os.environ} | {"TZ": "UTC"}
    try:
        done = subprocess.run(  # noqa: S603  # the binary is the user's choice
            command, cwd=folder, env=environment, capture_output=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired as error:
        raise EngineError(say("opa.slow", seconds=str(_SECONDS))) from error
    try:
        said = json.loads(done.stdout)
        return {"coverage": said["coverage"]}
    except (ValueError, LookupError) as error:
        last = (done.stderr or done.stdout).decode(errors="replace").strip()[:200]
        raise EngineError(say("opa.uncovered", said=last)) from error


def _lines(ranges: Sequence[Mapping[str, Any]]) -> frozenset[int]:
    return frozenset(line for each in ranges for line in range(each["start"]["row"], each["end"]["row"] + 1))
