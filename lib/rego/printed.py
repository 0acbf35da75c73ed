"""What policies say by ``print``: one line on stderr each, with its place and rule, in which nothing acts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..escape import brief
from .rule import Rule


class Printed(NamedTuple):
    """One thing that was printed; ``line`` counts from 1."""

    text: str
    file: str = ""
    line: int = 0


def show(printed: Iterable[Printed], rules: Mapping[str, Rule]) -> None:
    """Write what was printed to stderr: ``file:line: print(rule): text``. ``rules`` are known by their files."""
    for each in printed:
        rule = rules.get(each.file)
        where = f"{each.file}:{each.line}: " if each.file else ""
        by = f"({rule.id})" if rule is not None else ""
        print(f"{where}print{by}: {brief(each.text)}", file=sys.stderr)
