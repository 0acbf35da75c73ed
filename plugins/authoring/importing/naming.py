"""What rules, helpers and kinds are called: as their packages, or as their files where many share one package."""

from __future__ import annotations

import keyword
import re
from collections.abc import Container

from adjudge.lib.rego.reserved import REGO_WORDS, RESERVED_KINDS, RESERVED_RULES

_GENERIC = frozenset("conftest deny main policies policy rego rule rules src template violation warn".split())
_SKIPPED = re.compile(r"v[0-9]+|lib|builtin")


def snake(text: str) -> str:
    """Return a text as a name."""
    words = re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z][a-z])", "_", text).lower()).strip("_")
    return words if words[:1].isalpha() else f"rule_{words}".rstrip("_")


def _sound(name: str) -> str:
    taken = keyword.iskeyword(name) or name in REGO_WORDS | RESERVED_RULES | RESERVED_KINDS
    return f"{name}_rule" if taken or name.endswith("_test") else name


def rule_name(package: str, file: str, suffix: str, taken: Container[str], *, by_file: bool) -> str:
    """Return the name of a rule: its package's last step, or its file's where others share the package."""
    steps = [snake(each) for each in package.split(".") if not _SKIPPED.fullmatch(each)] or [snake(package)]
    if by_file or steps[-1] in _GENERIC:
        parts = [snake(each) for each in file.partition("#")[0].rpartition(".")[0].split("/")]
        steps = [each for each in parts if each not in _GENERIC] or ([] if suffix else parts[-1:])
    return _free(steps, suffix, taken)


def helper_name(package: str, taken: Container[str]) -> str:
    """Return the name of a helper."""
    steps = [snake(each) for each in package.split(".") if not _SKIPPED.fullmatch(each)] or [snake(package)]
    return _free(steps, "", taken)


def _free(steps: list[str], suffix: str, taken: Container[str]) -> str:
    """Return the shortest name that is free: the last steps, more of them where another has these."""
    end = [snake(suffix)] if suffix else []
    steps = [each for each in steps if [each] != end] if end else steps
    for count in range(0 if end and not steps else 1, len(steps) + 1):
        name = _sound("_".join((*steps[len(steps) - count :], *end)))
        if name not in taken:
            return name
    name = _sound("_".join((*steps[-1:], *end)) or "rule")
    return next(
        each for number in range(1, 10_000) if (each := f"{name}_{number}" if number > 1 else name) not in taken
    )
