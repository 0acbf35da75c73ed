"""Where policies, entry modules and data of several kinds lie below one root of an OPA."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from adjudge import Program
from adjudge.lib.documents import Json
from adjudge.lib.errors import PolicyError
from adjudge.lib.rego.entry import PACKAGE
from adjudge.lib.words import say

_TAKEN = (PACKAGE, "system")


def policies(programs: Iterable[Program]) -> dict[str, str]:
    """Return every policy of the programs by its path, each once, where none is another's and all stay below the root.

    Raises PolicyError.
    """
    files: dict[str, str] = {}
    for program in programs:
        files[f"{PACKAGE}/{program.kind.replace('.', '/')}/entry.rego"] = program.entry
        for module in program.modules:
            steps = PurePosixPath(module.file).parts
            if module.file.startswith("/") or ".." in steps or steps[0] in _TAKEN:
                raise PolicyError(say("opa.policy_place"), file=module.file, plugin=module.plugin)
            if files.setdefault(module.file, module.text) != module.text:
                raise PolicyError(say("opa.policy_twice"), file=module.file, plugin=module.plugin)
    return files


def data(programs: Iterable[Program]) -> dict[str, Json]:
    """Return the data of the programs as one document. Raises PolicyError for two values in one place."""
    merged: dict[str, Json] = {}
    for program in programs:
        merge(merged, program.data)
    return merged


def merge(into: dict[str, Json], more: Mapping[str, Json], above: tuple[str, ...] = ()) -> None:
    """Put data into other data. Raises PolicyError for two values in one place."""
    for key, value in more.items():
        if key not in into:
            into[key] = dict(value) if isinstance(value, dict) else value
        elif isinstance(into[key], dict) and isinstance(value, dict):
            into[key] = dict(into[key])
            merge(into[key], value, (*above, key))
        elif into[key] != value:
            raise PolicyError(say("opa.data_twice", path=".".join((*above, key))))
