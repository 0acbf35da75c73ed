"""The shape of the code itself: who may import whom, what may be heavy, how long a thing may get.

Every import counts here, also one inside a function and one for types only.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

ORDER = (
    "version",
    "control",
    "model",
    "summary",
    "report engine roles",
    "declarations",
    "hookspecs",
    "loading",
    "judging",
    "session",
    "cli",
)
"""The layers of the core, from the bottom: each knows only what stands before it. A line is a layer."""

AT_MOST_LAYERS, AT_MOST_LINES = 11, 5_500

FACE = ("adjudge", "adjudge.report", "adjudge.engine", "adjudge.cli.options")
"""What a plugin may import of the core, whoever wrote it, besides all of ``adjudge.lib``; docs/plugins.md says the same."""

HEAVY: Mapping[str, set[str]] = {
    "aiohttp": set(),
    "ahocorasick_rs": set(),
    "asyncio": set(),
    "c2pa": set(),
    "av": {"plugins/media/cue/decoding.py"},
    "chinese_calendar": set(),
    "cryptography": set(),
    "click": {"core/cli/", "lib/console/", "plugins/authoring/schema_import/command.py"},
    "importlib.metadata": set(),
    "importlib.resources": set(),
    "jsonschema": set(),
    "jsonschema_rs": set(),
    "multiprocessing": set(),
    "numpy": {"plugins/media/cue/decoding.py", "plugins/media/cue/hearing.py"},
    "opa_client": set(),
    "packaging": set(),
    "pluggy": {"core/loading/fitting.py"},
    "pymediainfo": set(),
    "regorus": set(),
    "requests": set(),
    "securesystemslib": set(),
    "subprocess": {"plugins/engines/opa/server.py"},
    "tomllib": set(),
    "urllib3": set(),
    "yaml": set(),
    "zoneinfo": set(),
}
"""What costs start-up time, and the only files that may import it as soon as they are imported.

A command may import
click: its module is imported when it is called.
"""

MODULE_LINES, FUNCTION_LINES = 400, 50


@dataclass(frozen=True)
class Import:
    """One import as it stands in a file. ``to`` is absolute; ``late`` inside a function, ``typing`` never executed."""

    file: Path
    line: int
    to: str
    level: int
    late: bool
    typing: bool

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)}:{self.line} imports {self.to}"


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def dotted(file: Path) -> str:
    """Return the name under which a file is imported."""
    parts = list(file.relative_to(ROOT).with_suffix("").parts)
    if parts[0] == "core":
        parts = parts[1:]
    return ".".join(["adjudge", *(parts[:-1] if parts[-1:] == ["__init__"] else parts)])


@cache
def imports(file: Path) -> tuple[Import, ...]:
    package = dotted(file).split(".") if file.name == "__init__.py" else dotted(file).split(".")[:-1]

    def walk(node: ast.AST, late: bool, typing: bool) -> Iterator[Import]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(file, node.lineno, alias.name, 0, late, typing)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            home = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                yield Import(file, node.lineno, f"{home}.{alias.name}", node.level, late, typing)
        inside = late or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for child in ast.iter_child_nodes(node):
            yield from walk(child, inside, typing or is_type_checking(node))

    return tuple(walk(ast.parse(file.read_text("utf-8")), late=False, typing=False))


def modules(folder: str) -> list[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*.py") if "__pycache__" not in path.parts)


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


LIB, CORE, PLUGINS = modules("lib"), modules("core"), modules("plugins")
ALL = [*LIB, *CORE, *PLUGINS]
KNOWN = {dotted(file): file for file in ALL}


def module_of(target: str) -> str | None:
    """Return the module that an import leads to: itself, or where the name stands."""
    return next((each for each in (target, target.rpartition(".")[0]) if each in KNOWN), None)


def floor(module: str) -> str:
    """Return the floor that a module lies on: lib, core, or a battery among the plugins."""
    steps = module.split(".")
    if steps[1:2] == ["lib"]:
        return "lib"
    if steps[1:2] == ["plugins"]:
        deep = steps[2:3] in (["domains"], ["engines"])
        return ".".join(["plugins", *steps[2 : 4 if deep else 3]])
    return "core"


def between(file: Path) -> Iterator[tuple[Import, str]]:
    """Return the imports of a file that lead to our own code, each with the module that it leads to."""
    for each in imports(file):
        target = module_of(each.to)
        if target is not None:
            yield each, target


# --- three floors -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", LIB, ids=name)
def test_lib_knows_nobody(file):
    assert [str(each) for each, target in between(file) if floor(target) != "lib"] == []


@pytest.mark.parametrize("file", CORE, ids=name)
def test_core_knows_lib_and_no_plugin(file):
    assert [str(each) for each, target in between(file) if floor(target) not in ("lib", "core")] == []


@pytest.mark.parametrize("file", PLUGINS, ids=name)
def test_a_plugin_knows_itself_lib_and_the_face_of_the_core(file):
    own = floor(dotted(file))
    foreign = [str(each) for each, target in between(file) if floor(target) not in ("lib", own) and target not in FACE]
    assert foreign == []


@pytest.mark.parametrize("file", ALL, ids=name)
def test_imports_are_relative_on_a_floor_and_absolute_between(file):
    own = floor(dotted(file))
    odd = [
        str(each)
        for each, target in between(file)
        if bool(each.level) != (floor(target) == own) and file != ROOT / "core"
    ]
    assert odd == []


BATTERIES = "core/loading/batteries.py"
OPAS_WORD = ("plugins/engines/opa/client.py", "provenance")
"""A field of OPA's answers that has the name of a domain: by which bundles it decided."""


@pytest.mark.parametrize("file", [*LIB, *CORE], ids=name)
def test_below_the_plugins_nobody_names_one(file):
    domains = {path.stem for path in (ROOT / "plugins" / "domains").iterdir() if not path.name.startswith("_")}
    named = [
        f"{number}: {line.strip()}"
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        for domain in domains
        if re.search(rf"[\"']{domain}[\"']|adjudge\.plugins\.[a-z]", line)
        if name(file) != BATTERIES and "adjudge.plugins.domains." not in line
    ]
    assert named == []


# --- layers of the core -----------------------------------------------------------------------------------------------


def layer(module: str) -> int:
    room = module.split(".")[1]
    return next(number for number, rooms in enumerate(ORDER) if room in rooms.split())


def test_the_core_has_no_more_layers_than_it_needs():
    assert len(ORDER) <= AT_MOST_LAYERS
    rooms = {dotted(file).split(".")[1] for file in CORE if dotted(file) not in ("adjudge", "adjudge.__main__")}
    assert rooms == {room for rooms in ORDER for room in rooms.split()}


@pytest.mark.parametrize(
    "file", [file for file in CORE if dotted(file).count(".") and file.stem != "__main__"], ids=name
)
def test_the_core_imports_only_downwards(file):
    own = dotted(file)
    upward = []
    for each, target in between(file):
        if floor(target) != "core":
            continue
        if target == "adjudge" or (layer(target) >= layer(own) and target.split(".")[1] != own.split(".")[1]):
            upward.append(str(each))
    assert upward == []


@pytest.mark.parametrize("folder", ["lib", "core"])
def test_no_modules_import_each_other_in_a_circle(folder):
    graph = {
        dotted(file): {target for _, target in between(file) if floor(target) == folder} - {dotted(file), "adjudge"}
        for file in modules(folder)
        if dotted(file) != "adjudge"
    }
    packages = {dotted(file) for file in modules(folder) if file.name == "__init__.py"}
    for module in graph:  # a package's own face may name its modules, and they need not go through it
        graph[module] -= {package for package in packages if module.startswith(f"{package}.")}
    done: set[str] = set()
    circles: list[str] = []

    def visit(module: str, path: tuple[str, ...]) -> None:
        if module in path:
            circles.append(" -> ".join((*path[path.index(module) :], module)))
        elif module not in done:
            for target in sorted(graph.get(module, ())):
                visit(target, (*path, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())
    assert circles == []


def test_nothing_in_the_core_is_called_back_by_what_it_made():
    """A knot that no import shows: an object gives one of its own methods to an object that it makes."""
    knots = []
    for file in modules("core/judging"):
        for made in (node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ClassDef)):
            methods = {each.name for each in made.body if isinstance(each, ast.FunctionDef)}
            for call in (node for node in ast.walk(made) if isinstance(node, ast.Call)):
                maker = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
                given = [*call.args, *(keyword.value for keyword in call.keywords)]
                knots += [
                    f"{name(file)}:{call.lineno} gives self.{each.attr} to {maker}"
                    for each in given
                    if isinstance(each, ast.Attribute) and isinstance(each.value, ast.Name) and each.value.id == "self"
                    if each.attr in methods and (maker[:1].isupper() or maker.startswith("make"))
                    if not any(isinstance(d, ast.Name) and d.id == "property" for d in decorators(made, each.attr))
                ]
    assert knots == []


def decorators(made: ast.ClassDef, method: str) -> list[ast.expr]:
    return [
        d
        for each in made.body
        if isinstance(each, ast.FunctionDef) and each.name == method
        for d in each.decorator_list
    ]


def test_the_core_stays_small():
    lines = sum(len(file.read_text("utf-8").splitlines()) for file in CORE)
    assert lines <= AT_MOST_LINES


NO_HOOKS = ("domains",)
"""Folders of plugins that are no batteries: what entry points lead to."""


def test_the_table_of_batteries_says_what_the_modules_have():
    import importlib
    import pkgutil

    from adjudge.loading.batteries import BATTERIES as TABLE
    from adjudge.loading.batteries import hooks_of

    for module in TABLE:
        found = {
            hook.removeprefix("adjudge_")
            for hook in vars(importlib.import_module(module))
            if hook.startswith("adjudge_")
        }
        assert found == hooks_of(module).keys(), module
        commands = getattr(importlib.import_module(module), "adjudge_commands", lambda: ())()
        assert [command.name for command in commands] == hooks_of(module).get("commands", []), module
    import adjudge.plugins as folder

    names = {f"adjudge.plugins.{each.name}" for each in pkgutil.iter_modules(folder.__path__)}
    tops = {".".join(module.split(".")[:3]) for module in TABLE} | {f"adjudge.plugins.{name}" for name in NO_HOOKS}
    assert names == tops


def test_the_face_of_the_package_says_the_same_to_people_and_to_type_checkers():
    import adjudge

    tree = ast.parse((ROOT / "core" / "__init__.py").read_text("utf-8"))
    typed = {
        alias.name
        for node in tree.body
        if is_type_checking(node)
        for each in ast.walk(node)
        if isinstance(each, ast.ImportFrom)
        for alias in each.names
    }
    assert typed | {"__version__"} == set(adjudge.__all__)
    for each in adjudge.__all__:
        assert getattr(adjudge, each) is not None


# --- names ------------------------------------------------------------------------------------------------------------


SHARED = {
    "Evaluator": "the same part of two engines, neither of which knows the other",
    "RefusedError": "an exception that stays within its battery: of an attestation, and of a policy that cannot be run",
    "Schema": "a JSON Schema each time; who changes one says so in the type",
}
"""Names of classes and aliases that stand in two modules, each with its reason. Everything else has one name of its own."""


def named(file: Path) -> Iterator[tuple[str, bool]]:
    """Yield the classes and type aliases at the top of a module, each with whether it is a private protocol."""
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node.name, node.name.startswith("_") and "Protocol" in map(ast.unparse, node.bases)
        elif isinstance(node, ast.AnnAssign) and "TypeAlias" in ast.unparse(node.annotation):
            yield ast.unparse(node.target), False


def test_no_name_of_a_class_stands_in_two_modules():
    """Private or not: who searches for a word finds one thing. A library's protocol has the name of what it will be given."""
    found: dict[str, set[str]] = {}
    for file in ALL:
        for each, mirrors in named(file):
            if not mirrors:
                found.setdefault(each.lstrip("_"), set()).add(name(file))
    assert {each: sorted(files) for each, files in found.items() if len(files) > 1 and each not in SHARED} == {}


DIALECT = re.compile(r"(Gives?|Gets?|Says?|Tells?|Whether)\b")


@pytest.mark.parametrize("file", ALL, ids=name)
def test_docstrings_of_what_returns_say_return(file):
    """As PEP 257 has it: "Return …", of a truth "Return whether …", of a generator "Yield …"; a verb for what is done."""
    odd = [
        f"{name(file)}:{node.lineno} {node.name}: {(ast.get_docstring(node) or '').splitlines()[0]}"
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name != "command"  # that is a help text
        if node.returns is not None and ast.unparse(node.returns) != "None"
        if not any(ast.unparse(each).endswith("property") for each in node.decorator_list)
        if DIALECT.match(ast.get_docstring(node) or "")
    ]
    assert odd == []


# --- weight -----------------------------------------------------------------------------------------------------------


DOMAINS = sorted(path.stem for path in (ROOT / "plugins" / "domains").iterdir() if not path.name.startswith("_"))


@cache
def commands() -> set[Path]:
    """Return the modules of adjudge's own commands."""
    from adjudge.loading.batteries import declared

    return {KNOWN[command.load.partition(":")[0]] for command in declared("commands")}


@pytest.mark.parametrize("file", ALL, ids=name)
def test_what_is_heavy_is_imported_where_it_is_needed(file):
    own = name(file)
    early = [
        str(each)
        for each in imports(file)
        if not each.late and not each.typing
        for heavy, allowed in HEAVY.items()
        if f"{each.to}.".startswith(f"{heavy}.") and not own.startswith(tuple(allowed))
        if heavy != "click" or file not in commands()
    ]
    assert not early


@pytest.mark.parametrize(
    ("module", "needed"),
    [
        ("adjudge", set()),
        ("adjudge.cli", {"click"}),
        ("adjudge.plugins.check.command", {"click"}),
        *((f"adjudge.plugins.domains.{domain}", set()) for domain in DOMAINS),
    ],
)
def test_start_up_loads_nothing_heavy(module, needed):
    unneeded = sorted(HEAVY.keys() - needed)
    ask = f"import sys; old = set(sys.modules); import {module}; print(*({set(unneeded)} & (set(sys.modules) - old)))"
    answer = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True)
    assert answer.stdout.split() == []


def batteries(*hooks: str) -> set[str]:
    """Return the batteries that have one of these hooks, and the folders that they lie in."""
    from adjudge.loading.batteries import BATTERIES as TABLE
    from adjudge.loading.batteries import hooks_of

    found = [module.removeprefix("adjudge.plugins.") for module in TABLE if hooks_of(module).keys() & set(hooks)]
    return {".".join(each.split(".")[: n + 1]) for each in found for n in range(each.count(".") + 1)}


ALWAYS = batteries("engines", "options", "reporters", "session", "readers")
"""Batteries of which every command that loads plugins asks what they declare."""

IMPORTED = {
    "--version": set(),
    "rules": ALWAYS | {"introspection", "introspection.rules"},
    "explain dubbing.consent.in_force": ALWAYS
    | {"introspection", "introspection.explain", "introspection.matches", "introspection.names", "introspection.rules"},
    "check --help": batteries("options") | {"check", "check.command"},
    "waivers --help": {"suppressions", "suppressions.places", "suppressions.suppressing", "suppressions.waivers"}
    | {"suppressions.commands", "suppressions.commands.waivers"},
    "check examples/launch/consents": ALWAYS
    | {"check", "check.command", "reports.text", "reports.counts", "reports.describe", "suppressions.places"}
    | {"reports.folding", "reports.frames", "reports.reasons"}
    | {"engines.auto.engine", "engines.auto.session"}
    | {
        f"engines.embedded.{name}"
        for name in "calls culprit engine failing guards listing prints support rows rows.builtins rows.collections rows.document "
        "rows.formats rows.numbers rows.outside rows.patterns rows.signatures rows.texts rows.times text text.clauses text.expressions "
        "text.ordering text.refusing text.rewriting text.scoping text.semantics text.syntax text.turns".split()
    },
}
"""What each of these command lines imports of the batteries, all of it; modules of the domains are left aside."""

WATCH = """
import contextlib, io, sys
from adjudge.cli import main
with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):
    main()
print(*(name.removeprefix("adjudge.plugins.") for name in sys.modules if name.startswith("adjudge.plugins.")))
"""


@pytest.mark.parametrize("line", IMPORTED)
def test_a_command_imports_no_battery_that_it_does_not_need(line):
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *line.split()], cwd=ROOT, check=True, capture_output=True, text=True
    )
    found = {name for name in done.stdout.split() if not name.startswith("domains")}
    assert found == IMPORTED[line]


BROKEN = "check examples/broken --as-of 2026-09-01"


@pytest.mark.parametrize("line", [BROKEN, f"{BROKEN} -o json"])
def test_a_document_that_breaks_its_schema_is_judged_by_one_validator(line):
    ask = WATCH.replace("print(*", "print('jsonschema_rs' in sys.modules, 'jsonschema' in sys.modules) #")
    done = subprocess.run(
        [sys.executable, "-c", ask, *line.split()], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["True", "False"]


def test_no_module_is_too_long_to_be_read_in_one_sitting():
    long = {
        file.relative_to(ROOT).as_posix(): lines
        for file in ALL
        if (lines := len(file.read_text("utf-8").splitlines())) > MODULE_LINES
    }
    assert not long


def test_no_function_is_too_long_to_be_seen_at_once():
    long = {
        f"{file.relative_to(ROOT)}:{node.lineno} {node.name}": lines
        for file in ALL
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    }
    assert not long


def texts() -> Iterator[tuple[Path, str]]:
    """Yield every text file of the checkout that is, or will be, under version control; of an sdist, every one."""
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
