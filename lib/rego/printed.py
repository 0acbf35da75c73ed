"""What policies say by ``print``: on stderr, made visible, each line with its place and its rule."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..escape import brief
from .failures import line_at
from .rule import Module, Rule

MOST_LINES = 1000
"""Lines that are shown of one answer."""

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


def show(printed: Iterable[Printed], rules: Mapping[str, Rule], modules: Mapping[str, Module]) -> None:
    """Write what was printed to stderr: ``file:line:column: rule: print: text``. ``rules`` are known by their files."""
    if sys.stderr is None:
        return
    for each in printed:
        rule = rules.get(each.file)
        by = f"{rule.id}: " if rule is not None else ""
        sys.stderr.write(f"{_place(each, modules)}{by}print: {brief(each.text)}\n")


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
