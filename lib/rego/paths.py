"""The paths below ``input`` that a policy's text writes out: from ``input`` itself, through imports, and through variables.

A variable has the paths of what it is bound to: by ``some r in input.related``, ``every``, ``r := input.related[i]``, and,
where a function is called in its own module only, by what it is called with. Where something else may bind it as well,
nothing is known of it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import NamedTuple, TypeAlias

from .policy import Policy
from .scan import Defined, Name, aliases

Step: TypeAlias = "str | None"
"""A name; None is any of them, as in ``[_]``, ``[i]`` and ``[0]``."""

Path: TypeAlias = "tuple[Step, ...]"

_STEP = re.compile(r"""\["(?P<key>[^"\\\n]*)"\]|\.(?P<field>[A-Za-z_][A-Za-z0-9_]*)|(?P<open>\[)""")
_INSIDE = re.compile(r"""`[^`]*`|"(?:[^"\\\n]|\\.)*"|\#[^\n]*|[()\[\]{},]""")
_GOES_ON = re.compile(r"\s*(?:[|&+\-*/%=<>!(]|:=|(?:in|with|as)\b)")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_IN = re.compile(r"\s+(?:([A-Za-z_]\w*)\s*,\s*)?([A-Za-z_]\w*)\s+in\s+")
_ASSIGNED = re.compile(r"\s*:=\s*")
_ELSE = re.compile(r"\belse\b")
_BINDS = re.compile(
    r"""
      `[^`]*` | "(?:[^"\\\n]|\\.)*" | \#[^\n]*
    | \b(?P<keyword> some | every )\b
    | \b(?P<variable> [A-Za-z_]\w* ) \s*:=\s*
    | (?P<unified> [\]}]\s*:= | (?<![:=<>!])=(?!=) )
    """,
    re.VERBOSE,
)
_MAX_PATHS = 16


class Written(NamedTuple):
    """Where a path is written, and the paths that it may be: one, or one for each thing that its variable is bound to.

    Of each, the last ``steps`` are written there; what is before them is written where the variable is bound.
    """

    place: Name
    paths: tuple[Path, ...]
    steps: int


class _Bound(NamedTuple):
    """What binds a variable: an expression at ``offset`` in a definition; ``member`` says that it is one of its items."""

    offset: int
    within: Defined
    member: bool


def written(policy: Policy, *, called_elsewhere: bool) -> Iterator[Written]:
    """Yield every path below ``input`` that the text writes out.

    ``called_elsewhere`` says that other modules may call its functions, so that nobody knows with what.
    """
    reader = _PathReader(policy, called_elsewhere=called_elsewhere)
    text = policy.module.text
    for name in policy.scan.names:
        end = name.offset + len(name.text)
        after = text[end : end + 1]
        if after == "(" or ("." not in name.text and after != "[") or name.text.startswith("data."):
            continue
        bases = reader.bases(name)
        if bases:
            steps = reader.steps(name)
            yield Written(name, tuple((*base, *steps) for base in sorted(bases, key=repr)), len(steps))


class _PathReader:
    def __init__(self, policy: Policy, *, called_elsewhere: bool) -> None:
        self._text = policy.module.text
        self._names = policy.scan.names
        self._offsets = [name.offset for name in self._names]
        self._definitions = policy.scan.definitions
        self._starts = [each.offset for each in self._definitions]
        self._imports = {
            alias: tuple(whole.split(".")[1:])
            for alias, whole in aliases(policy.scan).items()
            if whole.partition(".")[0] == "input"
        }
        self._called_elsewhere = called_elsewhere
        self._constants = dict(self._constant())
        self._bound: dict[int, Mapping[str, list[_Bound] | None]] = {}
        self._resolving: set[tuple[str, int | None]] = set()

    def bases(self, name: Name) -> set[Path]:
        """Return the paths that the first step of a name may be; none where nothing is known of it."""
        return self._bases(name.text.partition(".")[0], self._within(name.offset))

    def steps(self, name: Name) -> Path:
        """Return the steps of a name after its first, with what follows it."""
        return (*name.text.split(".")[1:], *self._after(name.offset + len(name.text))[0])

    def _within(self, offset: int) -> Defined | None:
        place = bisect_left(self._starts, offset + 1) - 1
        found = self._definitions[place] if place >= 0 else None
        return found if found is not None and offset < found.end else None

    def _bases(self, first: str, within: Defined | None) -> set[Path]:
        """Return what a name stands for that is no step: nothing for what is not known."""
        if first == "input":
            return {()}
        bound = self._bindings(within) if within is not None else {}
        if within is not None and first in bound:
            return self._of_all(first, within, bound[first])
        if first in self._constants:
            return self._of_all(first, None, self._constants[first])
        return {self._imports[first]} if first in self._imports else set()

    def _of_all(self, name: str, within: Defined | None, sources: list[_Bound] | None) -> set[Path]:
        """Return what all that binds a name gives; nothing where something else may bind it."""
        key = (name, within and within.offset)
        if sources is None or key in self._resolving:
            return set()
        self._resolving.add(key)
        found = [self._expression(source) for source in sources]
        self._resolving.discard(key)
        whole: set[Path] = set().union(*found)
        return whole if all(found) and len(whole) <= _MAX_PATHS else set()

    def _constant(self) -> Iterator[tuple[str, list[_Bound] | None]]:
        """Yield the rules that give values, each with all that it may be."""
        for name in sorted({each.name for each in self._definitions if each.form == "value"}):
            found: list[_Bound] | None = []
            for each in self._definitions:
                if each.name == name and found is not None:
                    assigned = _ASSIGNED.match(self._text, each.offset + len(name))
                    whole = assigned is not None and _ELSE.search(self._text, each.offset, each.end) is None
                    found = [*found, _Bound(assigned.end(), each, member=False)] if assigned and whole else None
            yield name, found

    def _expression(self, source: _Bound) -> set[Path]:
        """Return the paths of an expression that is one path and nothing else."""
        found = _NAME.match(self._text, source.offset)
        if found is None:
            return set()
        steps, end = self._after(found.end())
        if _GOES_ON.match(self._text, end):
            return set()
        member = (None,) if source.member else ()
        return {(*base, *steps, *member) for base in self._bases(found.group(), source.within)}

    def _after(self, begin: int) -> tuple[Path, int]:
        """Return the steps from ``begin`` on, and where they end."""
        steps: list[Step] = []
        while (step := _STEP.match(self._text, begin)) is not None:
            steps.append(step["key"] if step["key"] is not None else step["field"])
            begin = step.end() if step["open"] is None else self._closed(begin)[1]
        return tuple(steps), begin

    def _closed(self, begin: int) -> tuple[list[int], int]:
        """Return where each item of the bracket at ``begin`` begins, and where it ends."""
        depth, items = 0, [begin + 1]
        for token in _INSIDE.finditer(self._text, begin):
            if token.group() in "([{":
                depth += 1
            elif token.group() in ")]}":
                depth -= 1
                if depth == 0:
                    return items, token.end()
            elif token.group() == "," and depth == 1:
                items.append(token.end())
        return items, len(self._text)

    # --- what binds variables -----------------------------------------------------------------------------------------

    def _bindings(self, within: Defined) -> Mapping[str, list[_Bound] | None]:
        """Return by variable of a definition what binds it; None where that is not known."""
        if within.offset not in self._bound:
            bound: dict[str, list[_Bound] | None] = {}
            self._bound[within.offset] = bound
            for variable, source in self._binding(within):
                known = bound.setdefault(variable, [])
                if source is None or known is None:
                    bound[variable] = None
                else:
                    known.append(source)
            for variable, sources in self._arguments(within).items():
                bound[variable] = None if variable in bound else sources
        return self._bound[within.offset]

    def _names_in(self, begin: int, end: int) -> tuple[Name, ...]:
        return self._names[bisect_left(self._offsets, begin) : bisect_left(self._offsets, end)]

    def _binding(self, within: Defined) -> Iterator[tuple[str, _Bound | None]]:
        for found in _BINDS.finditer(self._text, within.offset, within.end):
            if found["keyword"] is not None:
                member = _IN.match(self._text, found.end())
                if member is None:  # a declaration, or a pattern
                    yield from self._unknown(found.start())
                    continue
                if member[1] is not None:
                    yield member[1], None
                yield member[2], _Bound(member.end(), within, member=True)
            elif found["variable"] is not None and found.start() != within.offset:
                yield found["variable"], _Bound(found.end(), within, member=False)
            elif found["unified"] is not None:
                yield from self._unknown(found.start())

    def _unknown(self, offset: int) -> Iterator[tuple[str, None]]:
        """Yield each name on a line: any of them may be bound there, nobody knows to what."""
        begin = self._text.rfind("\n", 0, offset) + 1
        end = self._text.find("\n", offset)
        for name in self._names_in(begin, end if end >= 0 else len(self._text)):
            yield name.text.partition(".")[0], None

    def _arguments(self, within: Defined) -> Mapping[str, list[_Bound] | None]:
        """Return by parameter of a function what it is called with."""
        if within.form != "function":
            return {}
        begin = self._text.index("(", within.offset)
        items, end = self._closed(begin)
        inside = {name.text: None for name in self._names_in(begin, end)}
        if self._called_elsewhere:
            return inside
        parameters = [found.group() for item in items if (found := _NAME.match(self._text, self._skip(item)))]
        if len(parameters) != len(items) or set(parameters) != inside.keys() or len(set(parameters)) != len(items):
            return inside
        calls = [
            (self._within(name.offset), self._closed(name.offset + len(name.text))[0])
            for name in self._names
            if name.text == within.name and name.depth >= 0 and self._is_call(name)
        ]
        if not calls or any(caller is None or len(called) != len(items) for caller, called in calls):
            return inside
        return {
            parameter: [
                _Bound(self._skip(called[place]), caller, member=False)
                for caller, called in calls
                if caller is not None
            ]
            for place, parameter in enumerate(parameters)
        }

    def _is_call(self, name: Name) -> bool:
        end = name.offset + len(name.text)
        return self._text.startswith("(", end) and name.offset not in self._starts

    def _skip(self, offset: int) -> int:
        """Return where the next thing after space begins."""
        while offset < len(self._text) and self._text[offset].isspace():
            offset += 1
        return offset
