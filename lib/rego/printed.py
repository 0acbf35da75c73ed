"""What policies say by ``print``: on stderr, made visible, each line with its place, its rule and its artifact."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..escape import brief
from .failures import line_at
from .rule import Module, Rule

MOST_LINES = 1000
"""Lines that are shown of one answer."""

_HEAD = '{"artifact": '

CALL = re.compile(r"\bprint\(")
"""Where a policy prints."""


class Printed(NamedTuple):
    """One thing that was printed; ``line`` counts from 1. Without a file it says how much is left out."""

    text: str
    file: str = ""
    line: int = 0


def prints(modules: Iterable[Module]) -> bool:
    """Return whether policies may print something."""
    return any(CALL.search(module.text) for module in modules)


def show(
    printed: Iterable[Printed], rules: Mapping[str, Rule], modules: Mapping[str, Module], artifact: str = ""
) -> None:
    """Write what was printed to stderr: ``file:line:column: rule (artifact): print: text``.

    ``rules`` are known by their files; ``artifact`` is the path of the one that was judged.
    """
    if sys.stderr is None:
        return
    of = f"({brief(artifact)})" if artifact else ""
    for each in printed:
        rule = rules.get(each.file)
        by = " ".join(filter(None, (rule.id if rule is not None else "", of)))
        sys.stderr.write(f"{_place(each, modules)}{by}{': ' if by else ''}print: {brief(each.text)}\n")


def artifact_of(text: str) -> str:
    """Return the path of the artifact that a policy input is about; empty where it does not begin with one."""
    if not text.startswith(_HEAD):
        return ""
    try:
        path = json.JSONDecoder().raw_decode(text, len(_HEAD))[0]["path"]
    except (ValueError, LookupError, TypeError, RecursionError):  # an engine may be asked about anything
        return ""
    return path if isinstance(path, str) else ""


def left_out(count: int) -> Printed:
    """Return what is said in the place of lines that are too many."""
    return Printed(text=f"… (+{count})")


def _place(printed: Printed, modules: Mapping[str, Module]) -> str:
    """Return where it is printed; without the column where a line prints twice, since not every engine knows which."""
    if printed.file not in modules:
        return ""
    calls = [call.start() for call in CALL.finditer(line_at(modules, printed.file, printed.line))]
    column = f":{calls[0] + 1}" if len(calls) == 1 else ""
    return f"{brief(printed.file)}:{printed.line}{column}: "
