"""A package as it is written: the domains that the module of its plugin declares, read and never imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from adjudge.lib.config import PYPROJECT
from adjudge.lib.errors import UsageError
from adjudge.lib.opening import OWN, read_text
from adjudge.lib.system import reason
from adjudge.lib.words import say


class WrittenKind(NamedTuple):
    """A kind as a module declares it."""

    name: str
    files: tuple[str, ...]


class WrittenDomain(NamedTuple):
    """A domain as a module declares it; ``call`` is where. What is no literal is not known: an empty text, or nothing."""

    name: str
    policies: str
    schemas: str
    kinds: tuple[WrittenKind, ...]
    extends: tuple[str, ...]
    call: ast.Call


class WrittenPackage(NamedTuple):
    """A package with a plugin: its folder, the name and the file of the plugin's module, and what that says."""

    root: Path
    name: str
    module: Path
    text: str
    tree: ast.Module

    def domains(self) -> Iterator[WrittenDomain]:
        """Yield the domains that are declared."""
        known = _constants(self.tree)
        for call in (node for node in ast.walk(self.tree) if _calls(node, "Domain")):
            assert isinstance(call, ast.Call)
            fields = {each.arg: each.value for each in call.keywords}
            name = _value(fields.get("name"), known)
            if isinstance(name, str):
                yield WrittenDomain(
                    name=name,
                    policies=str(_value(fields.get("policies"), known) or ""),
                    schemas=str(_value(fields.get("schemas"), known) or ""),
                    kinds=tuple(_kinds(fields.get("kinds"), known)),
                    extends=tuple(map(str, _value(fields.get("extends"), known) or ())),
                    call=call,
                )

    def folder_of(self, package: str) -> Path:
        """Return where an importable name leads that lies beside the plugin's module."""
        source = self.module.parents[self.name.count(".") + (self.module.name == "__init__.py")]
        return source.joinpath(*package.split("."))


def package_at(start: Path) -> WrittenPackage | None:
    """Return the package that a folder lies in, None where there is none. Raises UsageError for one that cannot be read."""
    for folder in (start, *start.parents):
        if (folder / PYPROJECT).is_file():
            points = _entry_points(folder / PYPROJECT)
            if points:
                return _read(folder, points[min(points)].partition(":")[0].strip())
    return None


def _entry_points(pyproject: Path) -> Mapping[str, str]:
    import tomllib

    try:
        found = tomllib.loads(read_text(pyproject, OWN)).get("project", {}).get("entry-points", {}).get("adjudge", {})
    except (OSError, ValueError, AttributeError) as error:
        raise _unreadable(pyproject, error) from error
    return found if isinstance(found, dict) else {}


def _read(root: Path, name: str) -> WrittenPackage:
    steps = name.split(".")
    for source in (root / "src", root):
        for module in (source.joinpath(*steps, "__init__.py"), source.joinpath(*steps).with_suffix(".py")):
            if module.is_file():
                try:
                    text = read_text(module, OWN)
                    return WrittenPackage(root, name, module, text, ast.parse(text))
                except (OSError, ValueError, SyntaxError) as error:
                    raise _unreadable(module, error) from error
    raise UsageError(say("new.no_module", module=name), file=str(root / PYPROJECT))


def _unreadable(file: Path, error: Exception) -> UsageError:
    why = reason(error) if isinstance(error, OSError) else str(error)
    return UsageError(say("file.unreadable_path", why=why), file=str(file))


def _calls(node: ast.AST | None, name: str) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    return name == (called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", None))


def _constants(tree: ast.Module) -> dict[str, Any]:
    """Return the constants of a module, such as the name of a kind."""
    found: dict[str, Any] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = _value(node.value, {})
    return found


def _value(node: ast.AST | None, known: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, (ast.Tuple, ast.List)):
        return tuple(_value(each, known) for each in node.elts)
    return node.value if isinstance(node, ast.Constant) else None


def _kinds(node: ast.AST | None, known: Mapping[str, Any]) -> Iterator[WrittenKind]:
    for call in node.elts if isinstance(node, (ast.Tuple, ast.List)) else ():
        if _calls(call, "Kind"):
            assert isinstance(call, ast.Call)
            fields = {each.arg: _value(each.value, known) for each in call.keywords}
            yield WrittenKind(str(fields.get("name")), tuple(map(str, fields.get("files") or ())))
