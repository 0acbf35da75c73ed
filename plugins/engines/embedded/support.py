"""What the embedded engine cannot run, or runs otherwise than OPA, as far as a policy's text shows it.

The engine finds an unknown function only when the call is evaluated, and reads some of OPA's syntax as something
else. Here both are found before anything is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from adjudge.lib.errors import PolicyError, UnlistedError
from adjudge.lib.rego.rule import Module, Rule
from adjudge.lib.rego.scan import Name, Scan, aliases, column_of, line_of, scan
from adjudge.lib.words import Said, say

from .rows.builtins import AVAILABLE, GONE, MISSING
from .rows.signatures import NAMED_SIGNS
from .text.refusing import RefusedError, UnlistedConstructError
from .text.syntax import KEYWORDS, UnclearError

_NO_FUNCTIONS = KEYWORDS | {"set"}
_PIECE = re.compile(r"""(?P<template>\$["`])|(?P<skip>\#[^\n]*|`[^`]*`|"(?:[^"\\\n]|\\.)*")|(?P<bracket>[][{}])""")
_IMPORTS = frozenset({"rego.v1", *(f"future.keywords.{name}" for name in ("contains", "every", "if", "in", "not"))})
_MAX_DEPTH = 14


def check_module(module: Module, rule: Rule | None = None) -> None:
    """Refuse a policy that the embedded engine cannot run as OPA does. ``rule`` is the one whose module it is.

    Raises PolicyError with the place, the plugin and the rule.
    """
    text = module.text
    found = scan(text)
    _check_imports(module, rule, found)
    _check_pieces(module, rule)
    for name in _unsupported(text, found):
        if name.text.partition(".")[0] in _heads(text, found):  # such as `f["g"](x) := 1`, called as `f.g(1)`
            raise unlisted(module, rule, name.offset, say("embedded.unclear"))
        refuse = unlisted if name.text in MISSING or name.text in NAMED_SIGNS else refusal
        raise refuse(module, rule, name.offset, _explain(name.text, _defined(text, found)))


def check_functions(modules: Mapping[str, Module], rules: Mapping[str, Rule]) -> Iterator[PolicyError]:
    """Yield the first call in each of ``modules`` (by file) of a function that its package does not define."""
    scans = {module.file: scan(module.text) for module in modules.values()}
    functions: dict[str, frozenset[str]] = {}
    for file, found in scans.items():
        if found.package is not None:
            known = functions.get(found.package, frozenset())
            functions[found.package] = known | _defined(modules[file].text, found)
    for file, found in scans.items():
        wrong = next(_strange(modules[file], found, functions), None)
        if wrong is not None:
            name, full, function, known = wrong
            yield refusal(modules[file], rules.get(file), name.offset, _unknown(full, function, known))


def _strange(
    module: Module, found: Scan, functions: Mapping[str, frozenset[str]]
) -> Iterator[tuple[Name, str, str, frozenset[str]]]:
    """Yield the calls of what a package of these does not define: name, full name, function, what there is."""
    bound = aliases(found)
    for name in found.names:
        first, _, rest = name.text.partition(".")
        full = f"{bound[first]}.{rest}" if first in bound else name.text
        package, _, function = full.removeprefix("data.").rpartition(".")
        known = functions.get(package)
        is_call = full.startswith("data.") and module.text.startswith("(", _end(name))
        if is_call and known is not None and function not in known:
            yield name, full, function, known


def _unsupported(text: str, found: Scan) -> list[Name]:
    own = _defined(text, found)
    reached = {"data", *(name for name, target in aliases(found).items() if target.partition(".")[0] == "data")}
    return [
        name
        for name in found.names
        if text.startswith("(", _end(name))
        and name.text not in AVAILABLE
        and name.text not in _NO_FUNCTIONS
        and name.text not in own
        and name.text.partition(".")[0] not in reached
    ]


def _defined(text: str, found: Scan) -> frozenset[str]:
    """Return the functions that a module defines: first on their line, outside all brackets, maybe after `default`."""
    return frozenset(name.text for name in found.names if text.startswith("(", _end(name)) and _is_first(text, name))


def _heads(text: str, found: Scan) -> frozenset[str]:
    """Return the names that a module gives to what has a key in brackets."""
    return frozenset(name.text for name in found.names if text.startswith("[", _end(name)) and _is_first(text, name))


def _is_first(text: str, name: Name) -> bool:
    before = text[text.rfind("\n", 0, name.offset) + 1 : name.offset]
    return name.depth == 0 and before.strip() in ("", "default")


def _explain(name: str, own: frozenset[str]) -> Said:
    if name in MISSING or name in NAMED_SIGNS:
        return say("embedded.lacks", name=name)
    if name in GONE:
        return say("embedded.gone", name=name)
    return _unknown(name, name, {*AVAILABLE, *MISSING, *own})


def _unknown(name: str, function: str, known: set[str] | frozenset[str]) -> Said:
    from difflib import get_close_matches

    close = get_close_matches(function, sorted(known), n=1)
    if close:
        return say("embedded.unknown_near", name=name, near=close[0])
    return say("embedded.unknown", name=name)


def _check_imports(module: Module, rule: Rule | None, found: Scan) -> None:
    for before, name in zip(found.names, found.names[1:], strict=False):
        is_ours = name.text.partition(".")[0] in ("rego", "future")
        if before.text == "import" and is_ours and name.text not in _IMPORTS:
            raise unlisted(module, rule, name.offset, say("embedded.import", name=name.text))


def _check_pieces(module: Module, rule: Rule | None) -> None:
    """See that there are no template strings, and that literals are not nested beyond all sense.

    The engine needs twice the time for each further level.
    """
    depth = 0
    for piece in _PIECE.finditer(module.text):
        if piece.lastgroup == "template":
            raise unlisted(module, rule, piece.start(), say("embedded.template"))
        if piece.lastgroup == "bracket":
            depth += 1 if piece.group() in "[{" else -1
        if depth > _MAX_DEPTH:
            raise unlisted(module, rule, piece.start(), say("embedded.too_deep", most=_MAX_DEPTH))


@contextmanager
def placed(module: Module, rule: Rule | None) -> Iterator[None]:
    """Turn what is refused in a module into a PolicyError, or an UnlistedError, with its place."""
    try:
        yield
    except (UnclearError, RefusedError, RecursionError, LookupError, ValueError) as error:
        raise told(module, rule, error) from None


def told(module: Module, rule: Rule | None, error: Exception) -> PolicyError:
    """Make the error of what is refused in a module; what no reader was made for is as little clear to it."""
    if isinstance(error, RecursionError):
        return unlisted(module, rule, 0, say("embedded.nested"))
    if not isinstance(error, RefusedError):
        return unlisted(module, rule, getattr(error, "offset", 0), say("embedded.unclear"))
    make = unlisted if isinstance(error, UnlistedConstructError) else refusal
    return make(module, rule, error.offset, error.words)


def unlisted(module: Module, rule: Rule | None, offset: int, words: Said) -> UnlistedError:
    """Make the error of what stands at ``offset`` and may be sound, but is not on the list."""
    return UnlistedError(words, **_where(module, rule, offset))


def refusal(module: Module, rule: Rule | None, offset: int, words: Said) -> PolicyError:
    """Make the error of a policy that no engine takes for what stands at ``offset``."""
    return PolicyError(words, **_where(module, rule, offset))


def _where(module: Module, rule: Rule | None, offset: int) -> dict[str, Any]:
    line, column = _place(module.text, offset)
    return {
        "file": module.file,
        "line": line,
        "column": column,
        "rule": rule.id if rule is not None else None,
        "plugin": module.plugin,
    }


def _place(text: str, offset: int) -> tuple[int, int]:
    return line_of(text, offset), column_of(text, offset)


def _end(name: Name) -> int:
    return name.offset + len(name.text)
