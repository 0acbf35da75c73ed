"""The documents say what the code says: signatures, options, METADATA fields, links, error texts, and Rego that parses."""

from __future__ import annotations

import ast
import json
import os
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import click
import listed
import pytest
import regorus
import yaml

from adjudge.cli import adjudge as command_line
from adjudge.lib.rego.policy import IMPURE
from adjudge.lib.schema.formats import EXAMPLES as FORMATS
from adjudge.plugins.engines.embedded.rows import ROWS

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "core"
DOCS = ROOT / "docs"
PLUGINS, POLICIES, CONFIGURATION = (
    (DOCS / name).read_text(encoding="utf-8") for name in ("plugins.md", "policies.md", "configuration.md")
)
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md")), *sorted((ROOT / "examples").glob("*/README.md"))]
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`]+)`")


def blocks(page: Path, language: str) -> list[str]:
    return [text for name, text in _FENCE.findall(page.read_text(encoding="utf-8")) if name == language]


# --- hooks ----------------------------------------------------------------------------------------------------------


def signatures() -> dict[str, str]:
    """Return each hook's signature as it stands in hookspecs.py, without `def`."""
    tree = ast.parse((CORE / "hookspecs.py").read_text(encoding="utf-8"))
    return {
        node.name: f"{node.name}({ast.unparse(node.args)}) -> {ast.unparse(node.returns)}"
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.returns is not None
    }


@pytest.mark.parametrize(("hook", "signature"), signatures().items())
def test_every_hook_is_documented_with_its_signature(hook: str, signature: str) -> None:
    assert f"```python\n{signature}\n```\n" in PLUGINS


def test_nobody_counts_the_hooks() -> None:
    counted = re.compile(r"\b(six|seven|eight|nine|ten|eleven|\d+) (hooks|functions)\b", re.IGNORECASE)
    places = [*PAGES, *CORE.rglob("*.py")]
    assert [page.name for page in places if counted.search(page.read_text(encoding="utf-8"))] == []


def test_fields_of_what_hooks_give_are_documented_with_their_defaults() -> None:
    from inspect import Parameter, signature

    from adjudge import Command, Domain, EngineType, Kind, Reader

    for declared in (Domain, Kind, Reader, EngineType, Command):
        found = signature(declared).parameters.values()
        needed = [field.name for field in found if field.default is Parameter.empty]
        optional = [
            f"{field.name}={json.dumps(field.default) if isinstance(field.default, str) else field.default}"
            for field in found
            if field.default is not Parameter.empty
        ]
        documented = re.search(rf"`{declared.__name__}\((.*?)\)`[.:]", PLUGINS)
        assert documented, declared
        assert sorted(re.split(r", (?=\w)", documented[1])) == sorted([*needed, *optional])


def test_what_is_stable_is_what_our_own_plugins_may_import() -> None:
    rows = PLUGINS.partition("## What is stable")[2].partition("\n\nNothing else")[0].split("\n")
    said = [name for row in rows if row.startswith("| `") for name in _CODE.findall(row.split(" | ")[0])]
    assert said == [*constant_of_the_architecture("FACE"), "adjudge.lib"]


def test_every_field_of_an_option_is_documented() -> None:
    from adjudge import Option

    table = PLUGINS.partition("| field of `Option` |")[2].partition("\n\n")[0]
    assert [name for name in Option._fields if f"`{name}`" not in table] == []


# --- the command line -----------------------------------------------------------------------------------------------


def commands() -> dict[str, click.Command]:
    context = click.Context(command_line)
    found = {name: command_line.get_command(context, name) for name in command_line.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_is_documented(name: str) -> None:
    assert f"`adjudge {name}" in CONFIGURATION


@pytest.mark.parametrize(
    "option",
    sorted(
        name
        for parameter in commands()["check"].params
        if isinstance(parameter, click.Option)
        for name in parameter.opts
    ),
)
def test_every_option_of_check_is_documented(option: str) -> None:
    assert re.search(rf"^\|[^|]*`{option}[ `]", CONFIGURATION.replace("\\|", "/"), re.MULTILINE)


def test_every_variable_is_documented() -> None:
    from adjudge.control.options import OWN
    from adjudge.loading.batteries import declared

    asked = {
        parameter.envvar
        for command in commands().values()
        for parameter in command.params
        if isinstance(parameter.envvar, str)
    }
    asked |= {option.env for option in (*OWN.values(), *declared("options")) if option.env is not None}
    assert len(asked) > 10
    assert {name for name in asked if f"`{name}`" not in CONFIGURATION} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_page_names_a_command_that_there_is_not(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    said = {word for line in _CODE.findall(text) for word in re.findall(r"^adjudge ([a-z]+)", line)}
    said |= set(re.findall(r"^\$ adjudge ([a-z]+)", text, re.MULTILINE))
    brought = set(re.findall(r"Command\(name=\"([a-z]+)\"", text))  # by the plugin that the page makes
    assert said - set(commands()) - brought == set()


# --- policies -------------------------------------------------------------------------------------------------------


def metadata_fields() -> Iterator[str]:
    schema = json.loads((files("adjudge.schemas") / "adjudge" / "metadata.json").read_text(encoding="utf-8"))
    yield from (name for name in schema["properties"] if name != "custom")
    yield from (f"custom.{name}" for name in schema["properties"]["custom"]["properties"])


@pytest.mark.parametrize("field", [*metadata_fields()])
def test_every_field_of_metadata_is_in_the_table(field: str) -> None:
    rows = [line for line in POLICIES.split("\n") if line.startswith("|")]
    assert any(f"`{field}`" in row.split("|")[1] for row in rows)


def test_what_no_policy_may_call_is_listed() -> None:
    listed = POLICIES.partition("Never, on any engine")[2].partition("\n\n")[0]
    assert {name for name in _CODE.findall(listed) if re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", name)} == {
        *IMPURE,
        "input.as_of",
    }


def test_the_list_of_the_embedded_engine_is_the_page_s() -> None:
    assert listed.divided()[1] == listed.table(), "run `python tests/helpers/listed.py`"


def test_what_the_page_says_is_not_on_the_list_is_not() -> None:
    said = (
        (DOCS / "engines.md")
        .read_text(encoding="utf-8")
        .partition("all others of OPA, such as")[2]
        .partition(",\nare")[0]
    )
    spaces = [name.removesuffix("*") for name in _CODE.findall(said.partition("are decided")[0])]
    assert len(spaces) >= 7
    assert [name for name in ROWS if name.startswith(tuple(spaces))] == []


def test_the_formats_of_the_schema_contract_are_listed() -> None:
    listed = POLICIES.partition("- `format` is asserted:")[2].partition(";")[0]
    assert _CODE.findall(listed) == list(FORMATS)


def test_functions_for_everybody_are_listed() -> None:
    found = set()
    for file in (ROOT / "policies" / "lib").rglob("*.rego"):
        if not file.name.endswith("_test.rego"):
            text = file.read_text(encoding="utf-8")
            package = re.search(r"^package (\S+)", text, re.MULTILINE)
            assert package
            found |= {f"data.{package[1]}.{name}" for name in re.findall(r"^([a-z]\w*)\(", text, re.MULTILINE)}
    assert set(re.findall(r"^\| `(data\.lib\.[\w.]+)\(", POLICIES, re.MULTILINE)) == found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_rego_on_a_page_parses(page: Path) -> None:
    for number, text in enumerate(blocks(page, "rego")):
        regorus.Engine().add_policy(f"{page.name}#{number}", text)


def test_there_is_rego_on_the_pages() -> None:
    assert all(blocks(page, "rego") for page in (ROOT / "README.md", DOCS / "plugins.md", DOCS / "policies.md"))


def test_the_rule_of_the_readme_is_a_real_one_but_for_what_it_leaves_out() -> None:
    (shown,) = blocks(ROOT / "README.md", "rego")
    package = re.search(r"^package (\S+)", shown, re.MULTILINE)
    assert package
    path = f"policies/{package[1].replace('.', '/')}/{package[1].rpartition('.')[2]}"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"\n{path}.rego " in readme
    assert f"\n{path}_test.rego " in readme
    real = iter((ROOT / f"{path}.rego").read_text(encoding="utf-8").splitlines())
    assert [line for line in shown.splitlines() if line not in real] == []


# --- errors ---------------------------------------------------------------------------------------------------------


@cache
def literals() -> list[str]:
    """Return every text of the code and every English word by code, with … for what is filled in."""
    words = (ROOT / "locale" / "en.yaml").read_text(encoding="utf-8")
    found = [re.sub(r"\{\w[^}]*\}", "…", words).replace('\\"', '"')]
    for file in [each for floor in ("lib", "core", "plugins") for each in (ROOT / floor).rglob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                found.append("".join(_text(part) for part in node.values))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(node.value)
    entries = yaml.load((ROOT / "locale" / "en.yaml").read_text(encoding="utf-8"), yaml.BaseLoader).values()
    words = [each if isinstance(each, str) else each[0] for entry in entries for each in entry.values()]
    return found + [re.sub(r"\{\w+(?:![rs])?\}", "…", each) for each in words]


def _text(part: Any) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "…"


def error_texts() -> list[str]:
    tables = [text.partition("\n\n")[0] for text in PLUGINS.split("| it says |")[1:]]
    cells = [row.split(" | ")[0].removeprefix("| ") for table in tables for row in table.split("\n")[2:]]
    return [text for cell in cells for text in re.findall(r"`((?:[^`]|`\w+`)+)`(?=,|$)", cell)]


@pytest.mark.parametrize("text", error_texts())
def test_every_error_in_the_table_is_one_of_the_core(text: str) -> None:
    wanted = re.compile(".*".join(re.escape(part.strip()) for part in text.split("…")))
    assert any(wanted.search(literal) for literal in literals())


def test_there_are_errors_in_the_table() -> None:
    assert len(error_texts()) > 30


# --- links ----------------------------------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", _FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    broken = []
    for link in _LINK.findall(text):
        path, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


ARCHITECTURE = (DOCS / "architecture.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("floor", ["lib", "core", "plugins"])
def test_every_module_of_a_floor_has_its_reason_in_the_architecture(floor: str) -> None:
    rooms = [each for each in (ROOT / floor).iterdir() if each.suffix == ".py" or (each / "__init__.py").is_file()]
    names = {room.stem if room.is_file() else f"{room.name}/" for room in rooms}
    section = ARCHITECTURE.partition(f"\n## `{floor}/`\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"^\| `([^`]+)` \| \S", section, re.MULTILINE)) == names - {"__init__", "__main__"}


def test_the_architecture_has_the_layers_of_the_core() -> None:
    drawn = ARCHITECTURE.partition("Each layer knows only what stands above it here:\n\n```\n")[2].partition("```")[0]
    assert tuple(drawn.splitlines()) == constant_of_the_architecture("ORDER")


def constant_of_the_architecture(name: str) -> tuple[str, ...]:
    tree = ast.parse((ROOT / "tests" / "structure" / "test_architecture.py").read_text(encoding="utf-8"))
    (value,) = (
        node.value for node in tree.body if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name
    )
    found: tuple[str, ...] = ast.literal_eval(value)
    return found


@pytest.mark.slow
def test_the_walk_of_one_manifest_goes_through_these_files_in_this_order(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    walk = re.findall(r"^\| \d+ \| \[`([^`]+)`\]\([^)]+\) \| `([^`]+)` \|", ARCHITECTURE, re.MULTILINE)
    asked = re.search(r"`adjudge check (examples/\S+)`", ARCHITECTURE)
    assert asked
    assert 8 <= len(walk) <= 12
    for name in [name for name in os.environ if name.startswith("ADJUDGE_")]:
        monkeypatch.delenv(name)
    home = {os.path.realpath(str(import_module(dotted(file)).__file__)): file for file, _ in walk}
    real: dict[str, str] = {}
    seen: list[tuple[str, str]] = []

    def hear(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            file = frame.f_code.co_filename
            real.setdefault(file, home.get(os.path.realpath(file), ""))
            step = real[file], frame.f_code.co_qualname
            if step in walk and step not in seen:
                seen.append(step)

    before = sys.getprofile()
    sys.setprofile(hear)
    try:
        code = command_line.main(["check", str(ROOT / asked[1])], standalone_mode=False)
    finally:
        sys.setprofile(before)
    assert (code, capsys.readouterr().err) == (0, "")
    assert seen == walk


def dotted(file: str) -> str:
    """Return the name under which a file of the checkout is imported."""
    steps = file.removesuffix(".py").split("/")
    return ".".join(["adjudge", *(steps[1:] if steps[0] == "core" else steps)])


def test_the_index_of_the_documentation_names_every_page() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    pages = [page for page in DOCS.iterdir() if page.is_file() and page.name != "README.md"]
    assert [page.name for page in pages if f"]({page.name})" not in index] == []


def test_the_index_of_decisions_names_each_and_none_is_long() -> None:
    folder = DOCS / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    pages = [page for page in folder.iterdir() if page.name != "README.md"]
    assert pages
    assert [page.name for page in pages if f"]({page.name})" not in index] == []
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 25, page.name
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "What it costs"], page.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_headings_do_not_skip_a_level(page: Path) -> None:
    levels = [
        len(marks) for marks in re.findall(r"^(#+) ", _FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    ]
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


# --- reasons --------------------------------------------------------------------------------------------------------


def test_every_reason_for_a_refusal_is_in_a_table_of_its_page() -> None:
    from adjudge.plugins.attestation.refusal import REASONS

    rows = re.findall(
        r"^\| `(\w+)` \|.*\| [13] \|$", (DOCS / "attestation.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert set(rows) == {*REASONS, "not_checked"}
