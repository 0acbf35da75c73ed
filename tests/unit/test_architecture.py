"""The shape of the code itself: who may import whom, what may be heavy, how long a thing may get."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

ORDER = (
    "errors",
    "installation",
    "model",
    "hookspecs",
    "readers",
    "validate",
    "instruments",
    "rego",
    "loader",
    "registry",
    "params",
    "catalogue",
    "config",
    "selection",
    "digests",
    "collect",
    "gate",
    "shelf",
    "identify",
    "relate",
    "bundle",
    "engines",
    "fingerprint",
    "judge",
    "desk",
    "pipeline",
    "report",
    "tally",
    "closing",
    "excuses",
    "reference",
    "chain",
    "run",
    "horizon",
    "referrers",
    "coverage",
    "attestation",
    "cli",
    "__main__",
)
"""The way of the data. A module imports only what stands before it."""

UPWARD_FOR_TYPES = {("hookspecs", "report")}
"""Seams that name a later step's types, under TYPE_CHECKING only: (who, whom)."""

PUBLIC_FACE = ("adjudge", "adjudge.lib.formats")
"""What a plugin may import, first-party or not, besides its own modules."""

HEAVY: Mapping[str, set[str]] = {
    "aiohttp": set(),
    "ahocorasick_rs": set(),
    "asyncio": set(),
    "chinese_calendar": set(),
    "cryptography": set(),
    "click": {"cli/"},
    "importlib.metadata": set(),
    "importlib.resources": set(),
    "jsonschema": {"validate/keywords.py"},
    "jsonschema_rs": set(),
    "multiprocessing": set(),
    "opa_client": set(),
    "packaging": set(),
    "pluggy": {"hookspecs.py", "loader.py"},
    "regorus": set(),
    "requests": set(),
    "securesystemslib": set(),
    "subprocess": {"engines/server.py"},
    "tomllib": set(),
    "urllib3": set(),
    "yaml": set(),
    "zoneinfo": set(),
}
"""What costs start-up time, and the only files of the core that may import it as soon as they are imported.

Those of a file that is itself imported late (``validate/keywords.py``) cost nothing until then.
"""

MODULE_LINES, FUNCTION_LINES = 400, 60


@dataclass(frozen=True)
class Import:
    """One import as it stands in a file. ``to`` is absolute; ``late`` inside a function, ``typing`` never executed."""

    file: Path
    line: int
    to: str
    late: bool
    typing: bool

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} imports {self.to}"


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def imports(file: Path) -> Iterator[Import]:
    def walk(node: ast.AST, late: bool, typing: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(file, node.lineno, alias.name, late, typing)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{file}:{node.lineno}: imports are absolute"
            for alias in node.names:
                yield Import(file, node.lineno, f"{node.module}.{alias.name}", late, typing)
        inside = late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            yield from walk(child, inside, typing or is_type_checking(node))

    yield from walk(ast.parse(file.read_text("utf-8")), late=False, typing=False)


def modules(folder: str) -> list[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts)


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def step(file: Path) -> str:
    """Give the step of the pipeline that a file of the core belongs to: its top-level module or package."""
    return file.relative_to(ROOT / "core").parts[0].removesuffix(".py")


CORE = [path for path in modules("core") if path != ROOT / "core" / "__init__.py"]
DOMAINS = sorted(path.stem for path in (ROOT / "plugins").iterdir() if not path.name.startswith("_"))


def test_every_module_of_the_core_has_its_place_in_the_order():
    unplaced = sorted({step(file) for file in CORE} - set(ORDER))
    assert not unplaced, f"say in ORDER, and in the design, where these stand: {unplaced}"


@pytest.mark.parametrize("file", CORE, ids=name)
def test_the_core_imports_only_downwards(file):
    own = step(file)
    upward = []
    for each in imports(file):
        match each.to.split("."):
            case ["adjudge", target, *_] if target in ORDER and ORDER.index(target) > ORDER.index(own):
                if not (each.typing and (own, target) in UPWARD_FOR_TYPES):
                    upward.append(str(each))
            case ["adjudge", "__version__"] | ["adjudge", "policies" | "schemas"]:
                pass
            case ["adjudge", target, *_] if target not in ORDER:
                upward.append(f"{each}: say which module it lives in")
    assert not upward


OPAS_WORD = ("engines/client.py", "provenance")
"""A field of OPA's answers that has the name of a domain: by which bundles it decided."""


def test_nothing_in_the_core_knows_a_plugin():
    named = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in CORE
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        for domain in DOMAINS
        if re.search(rf"[\"']{domain}[\"']|adjudge\.plugins\.{domain}\b", line)
        if (file.relative_to(ROOT / "core").as_posix(), domain) != OPAS_WORD
    ]
    assert not named


@pytest.mark.parametrize("file", modules("plugins"), ids=name)
def test_a_first_party_plugin_uses_only_what_a_third_party_can_use(file):
    own = ".".join(["adjudge", "plugins", *file.relative_to(ROOT / "plugins").parts[:1]]).removesuffix(".py")
    foreign = []
    for each in imports(file):
        home = each.to.rpartition(".")[0]
        if each.to.split(".")[0] != "adjudge" or home in PUBLIC_FACE:
            continue
        if not f"{each.to}.".startswith((f"{own}.", "adjudge.plugins._")):
            foreign.append(str(each))
    assert not foreign


@pytest.mark.parametrize("file", [*modules("core"), *modules("plugins")], ids=name)
def test_what_is_heavy_is_imported_where_it_is_needed(file):
    own = file.relative_to(ROOT / "core").as_posix() if file.is_relative_to(ROOT / "core") else "a plugin"
    early = [
        str(each)
        for each in imports(file)
        if not each.late and not each.typing
        for heavy, allowed in HEAVY.items()
        if f"{each.to}.".startswith(f"{heavy}.") and not own.startswith(tuple(allowed))
    ]
    assert not early


@pytest.mark.parametrize(
    ("module", "needed"),
    [
        ("adjudge", set()),
        ("adjudge.cli", {"click"}),
        ("adjudge.cli.check", {"click", "pluggy"}),
        *((f"adjudge.plugins.{domain}", {"pluggy"}) for domain in DOMAINS),
    ],
)
def test_start_up_loads_nothing_heavy(module, needed):
    unneeded = sorted(HEAVY.keys() - needed)
    ask = f"import sys; old = set(sys.modules); import {module}; print(*({set(unneeded)} & (set(sys.modules) - old)))"
    answer = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True)
    assert answer.stdout.split() == []


def test_no_module_is_too_long_to_be_read_in_one_sitting():
    long = {
        file.relative_to(ROOT).as_posix(): lines
        for file in modules("core") + modules("plugins")
        if (lines := len(file.read_text("utf-8").splitlines())) > MODULE_LINES
    }
    assert not long


def test_no_function_is_too_long_to_be_seen_at_once():
    long = {
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}": lines
        for file in modules("core") + modules("plugins")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    }
    assert not long


def texts() -> Iterator[tuple[Path, str]]:
    """Give every text file of the checkout that is, or will be, under version control; of an sdist, every one."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if listed.returncode == 0:
        files = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        files = [path for path in ROOT.rglob("*") if not {".tox", ".venv", ".dev", "__pycache__"} & set(path.parts)]
    for path in files:
        if path.is_file():
            try:
                yield path, path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def test_no_file_names_a_path_of_the_machine_it_was_written_on():
    own = "|".join(re.escape(f"{place}/") for place in {ROOT.as_posix(), Path.home().as_posix()})
    somebodys = re.compile(rf"{own}|/(?:home|Users)/\w+/|\\Users\\\w+\\")
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path, text in texts()
        if path != Path(__file__).resolve()
        for number, line in enumerate(text.splitlines(), 1)
        if somebodys.search(line)
    ]
    assert not found
