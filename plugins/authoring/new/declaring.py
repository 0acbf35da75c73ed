"""Declare another part in the module of a plugin: a line is put in, and nothing else of the text changes.

Where the module is written otherwise than can be followed, nothing is changed, and the error says what to add by hand.
"""

from __future__ import annotations

import ast
from typing import NamedTuple

from adjudge.lib.errors import UsageError
from adjudge.lib.words import say

from .written import WrittenDomain, WrittenPackage


class HookText(NamedTuple):
    """A hook as it is written where a module does not have it yet, and what is put into one that is there."""

    name: str
    imported: str
    whole: str
    another: str


def reader_hook(name: str, module: str) -> HookText:
    """Return the hook that gives a reader, which the function ``read`` of a module is."""
    another = f'    yield Reader(\n        name="{name}",\n        suffixes=(".{name}",),\n        read="{module}:read",\n    )\n'
    head = '@hookimpl\ndef adjudge_readers() -> Iterator[Reader]:\n    """Yield the readers of formats that adjudge does not know."""\n'
    return HookText("adjudge_readers", "Reader", head + another, another)


def report_hook(name: str, module: str, writer: str) -> HookText:
    """Return the hook that gives a report, whose writer is a class of a module."""
    another = f'        "{name}": "{module}:{writer}",\n'
    head = '@hookimpl\ndef adjudge_reporters() -> dict[str, str]:\n    """Return the writers of reports by name."""\n    return {\n'
    return HookText("adjudge_reporters", "", f"{head}{another}    }}\n", another)


def with_kind(package: WrittenPackage, domain: WrittenDomain, kind: str, files: tuple[str, ...]) -> str:
    """Return the module's text with another kind of a domain. Raises UsageError where it cannot be put in."""
    patterns = ", ".join(f'"{each}"' for each in files) + ("," if len(files) == 1 else "")
    line = f'Kind(name="{kind}", files=({patterns}))'
    if not domain.schemas:
        raise _by_hand(package, domain.call.lineno, f'schemas="{package.name}.schemas"')
    kinds = next((each.value for each in domain.call.keywords if each.arg == "kinds"), None)
    if not isinstance(kinds, (ast.Tuple, ast.List)) or not kinds.elts:
        raise _by_hand(package, domain.call.lineno, line)
    last = kinds.elts[-1]
    indent = " " * (last.col_offset if last.lineno != kinds.lineno else kinds.col_offset)
    text = f'\n{indent}Kind(\n{indent}    name="{kind}",\n{indent}    files=({patterns}),\n{indent}),'
    start = _offset(package.text, last.end_lineno or 0, last.end_col_offset or 0)
    rest = package.text[start:]
    comma = len(rest) - len(rest.lstrip().removeprefix(",")) if rest.lstrip().startswith(",") else 0
    made = package.text[: start + comma] + ("" if comma else ",") + text + rest[comma:]
    return _sound(package, made, domain.call.lineno, line, importing="Kind")


def with_hook(package: WrittenPackage, hook: HookText) -> str:
    """Return the module's text with a hook, or with another thing that it gives. Raises UsageError as :func:`with_kind`."""
    there = next((each for each in package.tree.body if hook.name in _named(each)), None)
    if there is None:
        made = f"{package.text.rstrip()}\n\n\n{hook.whole}"
        if "Iterator" not in _imported(package.tree):
            made = made.replace(f"{hook.name}() -> Iterator[{hook.imported}]", f"{hook.name}()")
        return _sound(package, made, 1, hook.whole, importing=hook.imported)
    last = there.body[-1] if isinstance(there, ast.FunctionDef) else None
    lines = package.text.splitlines(keepends=True)
    if isinstance(last, ast.Expr) and isinstance(last.value, ast.Yield):
        lines.insert(last.end_lineno or 0, hook.another)
    elif isinstance(last, ast.Return) and isinstance(last.value, ast.Dict) and last.lineno != last.end_lineno:
        lines.insert((last.end_lineno or 0) - 1, hook.another)
    else:
        raise _by_hand(package, there.lineno, hook.another)
    return _sound(package, "".join(lines), there.lineno, hook.another, importing=hook.imported)


def _sound(package: WrittenPackage, made: str, line: int, wanted: str, *, importing: str) -> str:
    """Return a text that parses, with what it needs imported."""
    try:
        tree = ast.parse(made)
    except SyntaxError as error:
        raise _by_hand(package, line, wanted) from error
    if not importing or importing in _imported(tree):
        return made
    home = next((each for each in tree.body if isinstance(each, ast.ImportFrom) and each.module == "adjudge"), None)
    if home is None or home.lineno != home.end_lineno or any(each.asname for each in home.names):
        raise _by_hand(package, line, f"from adjudge import {importing}")
    names = sorted({*(each.name for each in home.names), importing}, key=lambda name: (name.islower(), name))
    lines = made.splitlines(keepends=True)
    lines[home.lineno - 1] = f"from adjudge import {', '.join(names)}\n"
    return "".join(lines)


def _named(node: ast.stmt) -> set[str]:
    """Return what a statement gives a name to."""
    targets = [each.id for each in getattr(node, "targets", ()) if isinstance(each, ast.Name)]
    return {*targets, str(getattr(node, "name", ""))}


def _imported(tree: ast.Module) -> set[str]:
    return {each.name for node in tree.body if isinstance(node, ast.ImportFrom) for each in node.names}


def _by_hand(package: WrittenPackage, line: int, wanted: str) -> UsageError:
    words = say("new.by_hand", text=" ".join(wanted.split()))
    return UsageError(words, file=package.module.relative_to(package.root).as_posix(), line=line)


def _offset(text: str, line: int, column: int) -> int:
    """Return where a place of a syntax tree is in a text; its columns are bytes."""
    lines = text.splitlines(keepends=True)
    return sum(map(len, lines[: line - 1])) + len(lines[line - 1].encode()[:column].decode())
