"""The positive list as docs/engines.md shows it: made from the list itself. Run as a program, it writes the page anew.

tests/conftest.py makes this file importable.
"""

from __future__ import annotations

from pathlib import Path

from adjudge.lib.words import say
from adjudge.plugins.engines.embedded.rows import OPERATORS, ROWS, times

PAGE = Path(__file__).resolve().parents[2] / "docs" / "engines.md"
BEGIN, END = "<!-- the list, made by tests/helpers/listed.py -->\n", "<!-- the end of the list -->\n"


def table() -> str:
    """Return the list as Markdown."""
    free = ", ".join(f"`{name}`" for name, row in sorted(ROWS.items()) if not row.when)
    rows = [*sorted(ROWS.items()), *OPERATORS.items()]
    bound = "".join(f"| `{name}` | {say(f'row.{row.when}')} |\n" for name, row in rows if row.when)
    known = "".join(
        f"{what}: {', '.join(f'`{each}`' for each in sorted(names))}.\n"
        for what, names in (("Zones beside UTC", times._ZONES), ("Layouts", times._LAYOUTS))
    )
    return f"\nFor all values of the right types: {free}.\n\n| for some values | which |\n|---|---|\n{bound}\n{known}\n"


def divided() -> tuple[str, str, str]:
    """Return the page before the list, the list, and what comes after it."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    shown, end, after = rest.partition(END)
    assert end, f"{PAGE} has no place for the list"
    return before, shown, after


if __name__ == "__main__":
    first, _, last = divided()
    PAGE.write_text(f"{first}{BEGIN}{table()}{END}{last}", encoding="utf-8")
