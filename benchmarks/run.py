"""Measure adjudge: ``python benchmarks/run.py [NAME…] [--quick] [--write]``, with the Python that adjudge is in.

Each benchmark is a module here; it compares two commands that run in turns, after it has seen that both find the same.
``--quick`` tries everything out with small sizes. ``--write`` puts the table into docs/benchmarks.md.

What is measured is what pip installs, with its bytecode: an editable install is refused, unless it is only tried out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import sys
import tempfile
from importlib import import_module
from importlib.metadata import distribution
from importlib.util import cache_from_source
from pathlib import Path

from bench import Bench, Row
from conftest_side import MODULE as CONFTEST
from conftest_side import UnavailableError
from opa_engine import MODULE as OPA

NAMES = (
    "cold",
    "manifests",
    "records",
    "opa_engine",
    "engines",
    "loading",
    "many_plugins",
    "failing_rule",
    "schema_errors",
    "nested",
    "hook",
    "horizon",
    "keywords",
    "media",
    "examples",
)
PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
BEGIN, END = "<!-- table: python benchmarks/run.py --write -->", "<!-- end of table -->"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of: {', '.join(NAMES)}")
    parser.add_argument("--quick", action="store_true", help="small sizes, two repeats: figures mean nothing")
    parser.add_argument("--write", action="store_true", help="put the table into docs/benchmarks.md")
    options = parser.parse_args()
    if unknown := set(options.names) - set(NAMES):
        parser.error(f"no benchmark {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}")
    if options.write and (options.quick or options.names):
        parser.error("--write needs all benchmarks at full size")
    if why := _not_as_installed():
        if not options.quick:
            parser.error(f"{why}: see docs/benchmarks.md for how to install it, or try it out with --quick")
        print(f"{why}: every start is slower than that of an installed adjudge", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="adjudge-benchmarks-") as folder:
        bench = Bench(Path(folder).resolve(), quick=options.quick)
        rows = [row for name in NAMES if name in (options.names or NAMES) for row in _measure(name, bench)]
    table = _table(rows, quick=options.quick)
    print(f"\n{table}")
    if options.write:
        _write(table)
    return int(any(row.met is False for row in rows))


def _not_as_installed() -> str | None:
    """Return how this adjudge differs from one that pip has installed; None when it doesn't."""
    import adjudge

    origin = json.loads(distribution("adjudge").read_text("direct_url.json") or "{}")
    if origin.get("dir_info", {}).get("editable"):
        return "adjudge runs from its sources (an editable install)"
    sources = Path(adjudge.__file__).parent.rglob("*.py")
    if not all(Path(cache_from_source(str(source))).exists() for source in sources):
        return "adjudge has no bytecode (PYTHONDONTWRITEBYTECODE, or pip install --no-compile)"
    return None


def _measure(name: str, bench: Bench) -> list[Row]:
    rows = []
    try:
        for row in import_module(name).measure(bench):
            state = {True: "met", False: "NOT MET", None: "-"}[row.met]
            print(f"{name}: {row.what}: {row.measured} (aim {row.aim}) {state}; {row.detail}", file=sys.stderr)
            rows.append(row)
    except UnavailableError as missing:
        rows.append(Row(what=name, aim="–", measured="not measured", met=False, detail=str(missing)))
    return rows


def _table(rows: list[Row], *, quick: bool) -> str:
    met = {True: "yes", False: "**no**", None: "–"}
    lines = [f"| {row.what} | {row.aim} | {row.measured} | {met[row.met]} | {row.detail} |" for row in rows]
    head = [
        "| what | aim | measured | met | adjudge : other (medians; CPU of wall; peak memory) |",
        "|---|---|---|---|---|",
    ]
    return "\n".join([_machine(quick=quick), "", *head, *lines])


def _machine(*, quick: bool) -> str:
    from adjudge import __version__

    tools = ", ".join(f"{module.split('/')[-1].replace('@v', ' ')}" for module in (CONFTEST, OPA))
    said = (
        f"adjudge {__version__}, {platform.python_implementation()} {platform.python_version()}, {tools}; "
        f"{platform.system()} {platform.machine()}, {len(os.sched_getaffinity(0))} cores."
    )
    return f"{said} **Quick run: sizes are too small to mean anything.**" if quick else said


def _write(table: str) -> None:
    text = PAGE.read_text("utf-8") if PAGE.exists() else f"# Benchmarks\n\n{BEGIN}\n{END}\n"
    text = re.sub(f"{BEGIN}.*{END}", lambda _: f"{BEGIN}\n{table}\n{END}", text, flags=re.DOTALL)
    PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    os.chdir(Path(__file__).parent)
    sys.exit(main())
