"""Scan the text of a policy: which names it uses, and where.

Rego has no way to build a reference from a string, so the names in the text are all that a policy can reach. The scan
errs on the side of seeing too much: what it cannot follow (a bare ``data``) is refused by whoever reads the result.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<skip>  \#[^\n]* | `[^`]*` | "(?:[^"\\\n]|\\.)*" )
    | (?P<open>  [({\[] )
    | (?P<close> [)}\]] )
    | (?P<name>  [A-Za-z_][A-Za-z0-9_]* (?: \.[A-Za-z_][A-Za-z0-9_]* )* )
    """,
    re.VERBOSE,
)
_HEAD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_DEFINES = re.compile(r"\s+(?:if|contains)\b|\s*:?=(?!=)|[\[(]")
_GOES_ON = frozenset({"as", "every", "if", "import", "in", "not", "some", "with"})


class Name(NamedTuple):
    """A name in the text, dots included (``data.lib.dates.day``); ``offset`` counts code points from 0."""

    text: str
    offset: int
    depth: int


class Scan(NamedTuple):
    """What a policy's text says, strings and comments left out.

    ``package`` is the dotted name after ``package``, None where there is none. ``names`` are all the others.
    ``template`` is the offset of the first template string, ``$"…{data.x}…"``: the names in those are not seen.
    ``defined`` are the names of rules and functions as far as they begin a line; ``called`` those of its functions.
    """

    package: str | None
    package_line: int
    names: tuple[Name, ...]
    template: int | None = None
    defined: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()

    @property
    def heads(self) -> frozenset[str]:
        """Names outside all brackets: every rule that the module defines is among them."""
        return frozenset(name.text.partition(".")[0] for name in self.names if name.depth == 0)

    def references(self) -> list[Name]:
        """Names that begin with ``data``, imports and ``with`` included."""
        return [name for name in self.names if name.text == "data" or name.text.startswith("data.")]


@lru_cache(maxsize=512)
def scan(text: str) -> Scan:
    """Scan a policy's text. Never raises: text that is no Rego is the engine's to refuse."""
    names: list[Name] = []
    depth, template = 0, None
    for token in _TOKEN.finditer(text):
        group = token.lastgroup
        if group == "open":
            depth += 1
        elif group == "close":
            depth -= 1
        elif group == "skip" and template is None and text.endswith("$", 0, token.start()):
            template = token.start() - 1
        elif group == "name" and not _is_field(text, token.start()):
            names.append(Name(text=token.group(), offset=token.start(), depth=depth))
    package, line, rest = None, 1, tuple(names)
    if len(names) >= 2 and names[0].text == "package":
        package, rest = names[1].text, tuple(names[2:])
        if text.startswith("[", names[1].offset + len(package)):
            package += "[…]"  # a package may go on like that: it is another one
        line = line_of(text, names[0].offset)
    heads = [name for before, name in zip((None, *rest), rest, strict=False) if _is_head(text, before, name)]
    return Scan(
        package=package,
        package_line=line,
        names=rest,
        template=template,
        defined=frozenset(name.text.partition(".")[0] for name in heads),
        called=frozenset(name.text for name in heads if text.startswith("(", name.offset + len(name.text))),
    )


def _is_head(text: str, before: Name | None, name: Name) -> bool:
    """Return whether a name begins a rule: outside all brackets, first on its line, and no body goes on there."""
    if name.depth or (before is not None and before.text in _GOES_ON and before.depth == 0):
        return False
    indent = text[text.rfind("\n", 0, name.offset) + 1 : name.offset].strip()
    end = name.offset + len(name.text)
    return indent in ("", "default") and ("." in name.text or _DEFINES.match(text, end) is not None)


def _is_field(text: str, start: int) -> bool:
    """Return whether the name follows a dot, as in ``x[0].data``: then it is a key, not a name."""
    return start > 0 and text[start - 1] == "."


def line_of(text: str, offset: int) -> int:
    """Return the line, from 1, of an offset."""
    return text.count("\n", 0, offset) + 1


def column_of(text: str, offset: int) -> int:
    """Return the column, from 1, of an offset."""
    return offset - (text.rfind("\n", 0, offset) + 1) + 1


def aliases(found: Scan) -> dict[str, str]:
    """Return the names that imports bind: ``{"labels": "data.dubbing.lib.labels"}``."""
    bound: dict[str, str] = {}
    for place, name in enumerate(found.names):
        if name.text != "import" or place + 1 >= len(found.names):
            continue
        target = found.names[place + 1].text
        alias = target.rpartition(".")[2]
        following = found.names[place + 2 : place + 4]
        if len(following) == 2 and following[0].text == "as" and _HEAD.fullmatch(following[1].text):
            alias = following[1].text
        bound[alias] = target
    return bound
