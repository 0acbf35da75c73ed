"""Write the list of first-party policies that are known to be on the list: ``python tests/helpers/checked.py``.

tests/conftest.py makes this file importable.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from adjudge import Options, Program, load_settings
from adjudge.plugins.engines.embedded.listing import digest
from adjudge.plugins.engines.embedded.syntax import Tokens
from adjudge.plugins.engines.embedded.units import Unit
from adjudge.plugins.engines.embedded.whole import Whole

FILE = Path(__file__).parents[2] / "plugins/engines/embedded/checked.py"
HEAD = '''"""First-party policies that have been checked whole: a test checks them again, and that none is missing.

A program of these alone is not checked at each start. What is not here is: a stale list costs time, and nothing else.
"""

from __future__ import annotations

CHECKED: frozenset[str] = frozenset(
    """
'''
A_LINE = 4


def programs() -> Iterator[Program]:
    """Yield the programs of all first-party kinds."""
    catalogue = load_settings(Options(), ()).catalogue
    for kind in sorted(catalogue.registry.kinds):
        rules, missing = catalogue.judges(kind)
        assert not missing
        yield catalogue.program(kind, rules)


def problems(program: Program) -> list[str]:
    """Return what is wrong with a program as a whole."""
    units = [Unit.of(module, Tokens(module.text)) for module in program.modules]
    return [f"{unit.module.file}: {refused.words}" for unit, refused in Whole(units).problems(program.data)]


def written() -> str:
    """Return the file as it should be. Raises AssertionError for a policy that is not on the list."""
    found: set[str] = set()
    for program in programs():
        wrong = problems(program)
        assert not wrong, wrong
        found |= {digest(module) for module in program.modules}
    digests = sorted(found)
    lines = [" ".join(digests[at : at + A_LINE]) for at in range(0, len(digests), A_LINE)]
    return HEAD + "".join(f"    {line}\n" for line in lines) + '""".split()\n)\n"""Digests of the texts."""\n'


if __name__ == "__main__":
    FILE.write_text(written())
