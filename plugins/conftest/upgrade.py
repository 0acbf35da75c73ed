"""Policies of Rego's earlier version, written anew by ``opa fmt``."""

from __future__ import annotations

from pathlib import Path

from adjudge.lib.errors import PolicyError
from adjudge.lib.rego.earlier import line_of_earlier
from adjudge.lib.rego.rule import Module
from adjudge.lib.words import say

_SECONDS = 60


def upgraded(module: Module, opa: str | None) -> Module:
    """Return a policy in today's Rego. Raises PolicyError for one that is not, where no OPA can write it anew."""
    line = line_of_earlier(module.text)
    if line is None:
        return module
    from shutil import which

    program = which(opa or "opa")
    if program is None:
        raise PolicyError(say("conftest.earlier"), file=module.file, line=line, plugin=module.plugin)
    import subprocess
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        file = Path(folder, "earlier.rego")
        file.write_text(module.text, encoding="utf-8")
        command = [program, "fmt", "--v0-v1", str(file)]
        try:
            done = subprocess.run(  # noqa: S603  # the OPA that judges as well
                command, capture_output=True, text=True, timeout=_SECONDS, check=False, encoding="utf-8"
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise PolicyError(say("conftest.earlier"), file=module.file, line=line, plugin=module.plugin) from error
    if done.returncode != 0 or not done.stdout.strip():
        why = next(iter(done.stderr.replace(str(file), module.file).strip().splitlines()), "")
        raise PolicyError(say("conftest.not_upgraded", why=why), file=module.file, line=line, plugin=module.plugin)
    return module._replace(text=done.stdout)
