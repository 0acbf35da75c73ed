"""Scan the text of a policy: which names it uses, and where.

Rego has no way to build a reference from a string, so the names in the text are all that a policy can reach. The scan
errs on the side of seeing too much: what it cannot follow (a bare ``data``) is refused by whoever reads the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple, TypeAlias

_TOKEN = re.compile(
    r"""
      (?P<skip>  \#[^\n]* | `[^`]*` | "(?:[^"\\\n]|\\.)*" )
    | (?P<open>  [({\[] )
    | (?P<close> [)}\]] )
    | (?P<number> [0-9][A-Za-z0-9_.]* )
    | (?P<name>  [A-Za-z_][A-Za-z0-9_]* (?: \.[A-Za-z_][A-Za-z0-9_]* )* )
    """,
    re.VERBOSE,
)
_HEAD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CONTAINS = re.compile(r"(?:\s|#[^\n]*\n)+contains\b")
_OPENS = re.compile(r"\s*([(\[])")
_INFIX = frozenset({"as", "contains", "else", "if", "in", "with"})
_GOES_ON = frozenset({"every", "import", "not", "package", "some"})
_STATEMENTS = _GOES_ON | {"default"}
_COMMENT = re.compile(r"#[^\n]*")
_NONE: frozenset[str] = frozenset()
_BETWEEN = {
    "future.keywords": frozenset({"and", "or"}),
    "future.keywords.and": frozenset({"and"}),
    "future.keywords.or": frozenset({"or"}),
    "rego.v2": frozenset({"and", "or"}),
}
"""What an import makes a keyword that stands between two expressions."""

Form: TypeAlias = Literal["set", "value", "default", "function", "part"]
"""How a rule is defined: ``r contains x``, ``r := x`` or ``r if …``, ``default r := x``, ``r(x) …``, ``r[x] …``."""


class Name(NamedTuple):
    """A name in the text, dots included (``data.lib.dates.day``); ``offset`` counts code points from 0."""

    text: str
    offset: int
    depth: int


class Defined(NamedTuple):
    """One definition of a rule or a function: its name's first step, and where it begins and ends."""

    name: str
    form: Form
    offset: int
    end: int


class Scan(NamedTuple):
    """What a policy's text says, strings and comments left out.

    ``package`` is the dotted name after ``package``, None where there is none. ``names`` are all the others.
    ``template`` is the offset of the first template string, ``$"…{data.x}…"``: the names in those are not seen.
    ``definitions`` are those of rules and functions, in the order of the text.
    """

    package: str | None
    package_line: int
    names: tuple[Name, ...]
    template: int | None = None
    definitions: tuple[Defined, ...] = ()

    @property
    def heads(self) -> frozenset[str]:
        """Names outside all brackets: every rule that the module defines is among them."""
        return frozenset(name.text.partition(".")[0] for name in self.names if name.depth == 0)

    @property
    def defined(self) -> frozenset[str]:
        """The names of rules and functions."""
        return frozenset(each.name for each in self.definitions)

    def references(self) -> list[Name]:
        """Names that begin with ``data``, imports and ``with`` included."""
        return [name for name in self.names if name.text == "data" or name.text.startswith("data.")]


@lru_cache(maxsize=512)
def scan(text: str) -> Scan:
    """Scan a policy's text. Never raises: text that is no Rego is the engine's to refuse."""
    names: list[Name] = []
    begun: list[tuple[str, Name]] = []
    depth, template, infix = 0, None, _INFIX
    word, end = "", 0  # of what stood last outside all brackets: the name, if it was one, and its end
    for token in _TOKEN.finditer(text):
        group, start = token.lastgroup, token.start()
        if group == "open":
            depth += 1
            continue
        if group == "close":
            depth -= 1
        elif group == "skip" and template is None and text.endswith("$", 0, start):
            template = start - 1
        named = group == "name" and not _is_field(text, start)
        if named:
            names.append(Name(text=token.group(), offset=start, depth=depth))
        if depth or text[start] == "#":
            continue
        said = token.group() if named else ""
        if named and said not in infix and word not in _GOES_ON and word not in infix and _apart(text, end, start):
            begun.append((word, names[-1]))
        elif word == "import":
            infix |= _BETWEEN.get(said, _NONE)
        word, end = said, token.end()
    package, line, rest = None, 1, tuple(names)
    if len(names) >= 2 and names[0].text == "package":
        package, rest = names[1].text, tuple(names[2:])
        if text.startswith("[", names[1].offset + len(package)):
            package += "[…]"  # a package may go on like that: it is another one
        line = line_of(text, names[0].offset)
    definitions = tuple(_definitions(text, begun))
    return Scan(package=package, package_line=line, names=rest, template=template, definitions=definitions)


def _apart(text: str, end: int, start: int) -> bool:
    """Return whether what stands between two operands parts them: then they belong to two statements, on one line too."""
    between = text[end:start]
    return not between or between.isspace() or ("#" in between and not _COMMENT.sub("", between).strip())


def _definitions(text: str, begun: list[tuple[str, Name]]) -> Iterator[Defined]:
    ends = (*(name.offset for _, name in begun), len(text))[1:]
    for (word, name), end in zip(begun, ends, strict=True):
        if name.text not in _STATEMENTS:
            yield Defined(name=name.text.partition(".")[0], form=_form(text, name, word), offset=name.offset, end=end)


def _form(text: str, name: Name, before: str) -> Form:
    end = name.offset + len(name.text)
    opened = _OPENS.match(text, end)
    if "." in name.text or (opened is not None and opened[1] == "["):
        return "part"
    if opened is not None:
        return "function"
    if before == "default":
        return "default"
    return "set" if _CONTAINS.match(text, end) else "value"


def _is_field(text: str, start: int) -> bool:
    """Return whether the name follows a dot, as in ``x[0].data``: then it is a key, not a name."""
    return start > 0 and text[start - 1] == "."


def comments(text: str) -> Iterator[tuple[int, str]]:
    """Yield the comments, each with its offset; what looks like one in a string is none."""
    for token in _TOKEN.finditer(text):
        if text[token.start()] == "#":
            yield token.start(), token.group()


def line_of(text: str, offset: int) -> int:
    """Return the line, from 1, of an offset."""
    return text.count("\n", 0, offset) + 1


def column_of(text: str, offset: int) -> int:
    """Return the column, from 1, of an offset."""
    return offset - (text.rfind("\n", 0, offset) + 1) + 1


def imports(found: Scan) -> Iterator[tuple[Name, str | None]]:
    """Yield what is imported, and as what; None where that is not said."""
    for place, name in enumerate(found.names):
        if name.text != "import" or place + 1 >= len(found.names):
            continue
        following = found.names[place + 2 : place + 4]
        renamed = len(following) == 2 and following[0].text == "as" and _HEAD.fullmatch(following[1].text)
        yield found.names[place + 1], following[1].text if renamed else None


def aliases(found: Scan) -> dict[str, str]:
    """Return the names that imports bind: ``{"labels": "data.dubbing.lib.labels"}``."""
    return {alias or name.text.rpartition(".")[2]: name.text for name, alias in imports(found)}
