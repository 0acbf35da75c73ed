"""Which definitions of a program lead to which: what the rules at hand do not need is left out, and how deep it goes is bounded.

The engine evaluates a definition, and what it leads to, on one stack, which the system ends when it overflows. Tried on 8 MiB
of it (regorus 0.13): chains of 2,000 definitions are sound and 3,000 are not, 2,000 calls within calls and 3,000, 3,000 `every`
within each other and 5,000, 5,000 searches in one body and 9,000, 9,000 operands and 15,000; 400 definitions that each hold
two comprehensions and an `every` are sound, and 700 are not. Long arrays, objects, bodies, references, `else` and `with` do no
harm at 15,000, and documents are bounded by the reader. So each level of brackets counts as one, a search as a third, an
operand as a fifth, and what comes together on the deepest way has to stay below 500.

References are followed by their names alone, so that rather too much is reached than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from adjudge import Program
from adjudge.lib.errors import PolicyError, UnlistedError
from adjudge.lib.rego.rule import Module, Rule
from adjudge.lib.rego.scan import aliases, column_of, line_of, scan
from adjudge.lib.words import say

from .text.refusing import UnlistedConstructError
from .text.syntax import Tokens, UnclearError, tokens_of

_MOST = 500
_HEADS = ("applies", "deny", "warn")
_SHOWN = 3
_SKIPPED = r"""\#[^\n]*|`[^`]*`|"(?:[^"\\\n]|\\.)*\""""
_OPEN, _CLOSE = frozenset("([{"), frozenset(")]}")
_SIGNS = frozenset({"+", "-", "*", "/", "%", "|", "&", "==", "!=", "<", ">", "<=", ">=", "in"})
_GOES_ON = frozenset({",", ":", *_OPEN, *_SIGNS})  # what follows on the next line is no new line of a body

RulePath: TypeAlias = tuple["str | None", ...]
"""The steps to a definition or in a reference, package included; None is a step that is known only when it is evaluated."""


class _Reachable(NamedTuple):
    """Definitions of one name: where each begins and ends, what they refer to, and how deep they are by themselves."""

    places: list[tuple[Module, int, int]]
    references: list[RulePath]
    depth: list[int]


class Definitions:
    """The definitions of a program. Raises UnclearError for a module that cannot be followed."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._defined: dict[RulePath, _Reachable] = {}
        self._below: dict[RulePath, set[RulePath]] = {}
        for module in program.modules:
            for path, begin, end, depth, references in _definitions(module):
                known = self._defined.setdefault(path, _Reachable([], [], []))
                known.places.append((module, begin, end))
                known.references.extend(references)
                known.depth.append(depth)
        for path in self._defined:
            for length in range(len(path) + 1):
                self._below.setdefault(path[:length], set()).add(path)
        self._next = {path: self._met(known.references) for path, known in self._defined.items()}

    def reached(self) -> set[RulePath]:
        """Return the definitions that the heads of the rules lead to, themselves included."""
        heads = [(*rule.id.split("."), head) for rule in self._program.rules for head in _HEADS]
        found: set[RulePath] = set()
        left = sorted(self._met(heads), key=str)
        while left:
            path = left.pop()
            if path not in found:
                found.add(path)
                left.extend(self._next[path])
        return found

    def needed(self) -> Program:
        """Return the program without the definitions that none of its rules needs; every place stays where it is."""
        texts = self.texts()
        modules = tuple(module._replace(text=texts.get(module.file, module.text)) for module in self._program.modules)
        return self._program._replace(modules=modules)

    def texts(self) -> Mapping[str, str]:
        """Return the texts, by file, of the modules that have definitions nobody needs, without those: lines stay."""
        reached = self.reached()
        unneeded: dict[str, list[tuple[int, int]]] = {}
        for path, known in self._defined.items():
            for module, begin, end in known.places if path not in reached else ():
                unneeded.setdefault(module.file, []).append((begin, end))
        texts = {module.file: module.text for module in self._program.modules}
        return {file: _blanked(texts[file], sorted(parts)) for file, parts in unneeded.items()}

    def too_deep(self) -> list[PolicyError]:
        """Return the errors of rules that lead so deep that the engine might not come back.

        Definitions that lead to each other count together: whether they do so in truth, or only by name, is not told here.
        """
        depths: dict[RulePath, int] = {}
        deepest: dict[RulePath, RulePath | None] = {}
        for group in self._groups():
            inside = set(group)
            beyond = {following for path in group for following in self._next[path]} - inside
            further = max(beyond, key=lambda each: (depths[each], str(each)), default=None)
            depth = sum(max(self._defined[path].depth) for path in group) + (depths[further] if further else 0)
            for path in group:
                depths[path], deepest[path] = depth, further
        errors: list[PolicyError] = []
        for rule in self._program.rules:
            heads = [path for head in _HEADS if (path := (*rule.id.split("."), head)) in depths]
            errors += [self._too_deep(rule, path, deepest) for path in heads if depths[path] > _MOST][:1]
        return errors

    def _groups(self) -> Iterator[list[RulePath]]:
        """Yield the definitions that lead to each other together, each group after those that it leads to."""
        before: dict[RulePath, list[RulePath]] = {path: [] for path in self._defined}
        for path, following in self._next.items():
            for each in following:
                before[each].append(path)
        groups: list[list[RulePath]] = []
        done: set[RulePath] = set()
        # The last to be left first, and then backwards: what is found is what leads there and is led to.
        for begin in reversed(list(self._after_what_they_lead_to())):
            if begin in done:
                continue
            group, left = list[RulePath](), [begin]
            done.add(begin)
            while left:
                path = left.pop()
                group.append(path)
                met = [each for each in before[path] if each not in done]
                done.update(met)
                left += met
            groups.append(group)
        yield from reversed(groups)

    def _after_what_they_lead_to(self) -> Iterator[RulePath]:
        """Yield the definitions, each after those that it leads to; where they lead to each other, one of them comes first."""
        done: set[RulePath] = set()
        for begin in self._defined:
            way: list[tuple[RulePath, Iterator[RulePath]]] = (
                [(begin, iter(self._next[begin]))] if begin not in done else []
            )
            done.add(begin)
            while way:
                path, left = way[-1]
                following = next((each for each in left if each not in done), None)
                if following is None:
                    way.pop()
                    yield path
                else:
                    done.add(following)
                    way.append((following, iter(self._next[following])))

    def _too_deep(self, rule: Rule, path: RulePath, deepest: Mapping[RulePath, RulePath | None]) -> UnlistedError:
        names, at = [_name(path)], path
        while len(names) <= _SHOWN and (following := deepest[at]) is not None:
            names.append(_name(following))
            at = following
        module, begin, _ = self._defined[path].places[0]
        return UnlistedError(
            say("reach.deep", way=" → ".join(names if deepest[at] is None else [*names, "…"]), most=_MOST),
            file=module.file,
            line=line_of(module.text, begin),
            column=column_of(module.text, begin),
            rule=rule.id,
            plugin=module.plugin,
        )

    def _met(self, references: Iterable[RulePath]) -> set[RulePath]:
        """Return the definitions that references may mean: those on the way there, and all below."""
        found: set[RulePath] = set()
        for reference in set(references):
            places: list[RulePath] = [()]
            for step in reference:
                known = {end for place in places for end in self._steps(place, step)}
                found |= known & self._defined.keys()
                places = list(known)
            found = found.union(*(self._below.get(place, ()) for place in places))
        return found

    def _steps(self, place: RulePath, step: str | None) -> Iterator[RulePath]:
        if step is not None:
            yield from (each for each in ((*place, step), (*place, None)) if each in self._below)
        else:
            length = len(place) + 1
            yield from {each[:length] for each in self._below.get(place, ()) if len(each) >= length}


def followed(program: Program) -> Definitions | None:
    """Return what leads to which in a program; None where that cannot be told: then it is refused for something else."""
    try:
        return Definitions(program)
    except (UnclearError, UnlistedConstructError, RecursionError):
        return None


def is_safe_to_parse(text: str) -> bool:
    """Return whether the engine can be given a text that is perhaps no Rego: brackets and signs nest in its stack too."""
    bare = re.sub(_SKIPPED, " ", text)
    depth = 0
    for bracket in re.findall(r"[][(){}]", bare):
        depth += 1 if bracket in _OPEN else -1
        if depth > _MOST // 2:
            return False
    return re.search(rf"(?:-\s*){{{_MOST // 2}}}", bare) is None


def _definitions(module: Module) -> Iterator[tuple[RulePath, int, int, int, list[RulePath]]]:
    """Yield each definition of a module: its path, its part of the text, how deep it is, what it refers to."""
    source, found = tokens_of(module.text), scan(module.text)
    package = tuple((found.package or "").split("."))
    bound = {alias: tuple(target.split(".")) for alias, target in aliases(found).items()}
    for definition in source.definitions():
        begin, end = definition.ref[0], definition.clauses[-1].last
        path = (*package, *_steps(source, begin))
        references = [
            each
            for at in range(begin + 1, end)
            if source.is_name(at) and (each := _absolute(_steps(source, at), package, bound)) is not None
        ]
        first = begin - 1 if begin and source.words[begin - 1] == "default" else begin
        yield path, source.starts[first], source.end(end - 1), _depth(source, begin, end), references


def _absolute(steps: RulePath, package: RulePath, bound: Mapping[str, RulePath]) -> RulePath | None:
    """Return a reference from the root of data; None for one to the input."""
    target = bound.get(steps[0] or "", ())
    if target:
        steps = (*target, *steps[1:])
    if steps[0] in ("input", "rego", "future"):
        return None
    return steps[1:] if steps[0] == "data" else (*package, *steps)


def _steps(source: Tokens, at: int) -> RulePath:
    """Return the steps of the reference that begins at a token, as far as it is no call."""
    steps: list[str | None] = list(source.words[at].split("."))
    at += 1
    while at < len(source.words) and source.joined(at) and source.words[at][0] in ".[":
        if source.words[at][0] == ".":
            steps += source.words[at][1:].split(".")
            at += 1
            continue
        end = source.mates[at]
        word = source.words[at + 1]
        is_plain = end == at + 2 and word[0] in '"`' and "\\" not in word
        steps.append(word[1:-1] if is_plain else None)
        at = end + 1
    return tuple(steps)


def _depth(source: Tokens, begin: int, end: int) -> int:
    """Return how deep a definition is by itself: brackets, the lines of its bodies, the longest row of operands."""
    depth = lines = signs = 0
    most = [0, 0, 0]
    for at in range(begin, end):
        word, before = source.words[at], source.words[at - 1]
        depth += (word in _OPEN) - (word in _CLOSE)
        if word == "else":
            lines = signs = 0  # one is given up before the next is tried
        elif word == ";" or (source.fresh[at] and word not in _SIGNS and before not in _GOES_ON):
            lines, signs = lines + 1, 0
        signs += word in _SIGNS
        most = [max(most[0], depth), max(most[1], lines), max(most[2], signs)]
    return 1 + most[0] + most[1] // 3 + most[2] // 5


def _blanked(text: str, parts: Iterable[tuple[int, int]]) -> str:
    """Return a text with spaces in the place of parts of it."""
    pieces: list[str] = []
    at = 0
    for begin, end in parts:
        pieces += (text[at:begin], re.sub(r"[^\r\n]", " ", text[begin:end]))
        at = end
    return "".join((*pieces, text[at:]))


def _name(path: RulePath) -> str:
    return ".".join(step if step is not None else "[…]" for step in ("data", *path))
