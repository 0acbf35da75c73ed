"""SHA-256 of what judges a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from adjudge.lib.digests import json_digest

if TYPE_CHECKING:
    from adjudge import Program


def policies_digest(program: Program) -> str:
    """Return the digest of what judges a kind: its modules, its entry, the data of its domains but their parameters."""
    modules = {module.file: module.text for module in program.modules}
    data = {name: {key: value for key, value in part.items() if key != "params"} for name, part in program.data.items()}
    return json_digest([program.kind, program.entry, modules, data])


def parameters_digests(program: Program) -> dict[str, str]:
    """Return the digest of the parameters in force, by domain; a domain without parameters has none."""
    return {name: json_digest(part["params"]) for name, part in program.data.items() if part.get("params")}
