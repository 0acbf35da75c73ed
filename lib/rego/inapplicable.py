"""Why a rule does not apply to a document: which fields its ``applies`` reads, and their values in this document.

Where a body of ``applies`` holds a field against a value on a line of its own, and that line fails, the field decides;
else all that is read is told. It explains an answer that the engine gave, and decides nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ..documents import Json
from .paths import Path
from .reads import Reads, reads_of
from .rule import Module, Rule

_SHOWN = 3
_FIELD = r'input\.document(?P<steps>(?:\.[A-Za-z_]\w*|\["[^"\\\n]+"\])+)'
_SCALAR = r'"(?:[^"\\\n]|\\.)*"|true|false|null|-?[0-9]+(?:\.[0-9]+)?'
_TEST = re.compile(
    rf"""(?P<negated>not\s+)?{_FIELD}
    (?:\s*(?P<operator>==|!=)\s*(?P<value>{_SCALAR})|\s+in\s+[{{\[]\s*(?P<values>(?:{_SCALAR})(?:\s*,\s*(?:{_SCALAR}))*)\s*,?\s*[}}\]])?""",
    re.VERBOSE,
)
_COUNT = re.compile(rf"count\({_FIELD}\)\s*(?:>|!=)\s*0|{_FIELD.replace('steps', 'listed')}\s*!=\s*(?:\[\]|\{{\}})")
_NAME = re.compile(r"[A-Za-z_]\w*")
_STEP = re.compile(r'\.([A-Za-z_]\w*)|\["([^"]+)"\]')
_EACH = re.compile(_SCALAR)
_HEAD = re.compile(r"[A-Za-z_]\w*(?:\s*:?=\s*true)?\s+if\b\s*")
_TOKEN = re.compile(r'(?P<text>`[^`]*`|"(?:[^"\\\n]|\\.)*")|\#[^\n]*|[({\[]|[)}\]]|[;\n]|[^\S\n]+|[^\s;(){}\[\]"`\#]+')
_ABSENT = object()


class Read(NamedTuple):
    """A field that ``applies`` reads: its name (``voices[].type``) and what it has in a document.

    ``values`` are the distinct scalars there; none where the field is absent. ``entries`` is the length of a list or an
    object; None for all else.
    """

    field: str
    values: tuple[Json, ...] = ()
    entries: int | None = None


class Inapplicable(NamedTuple):
    """Why a rule does not apply. ``decides`` says that the fields alone make ``applies`` false or undefined."""

    fields: tuple[Read, ...]
    decides: bool


class Applicability:
    """What the ``applies`` of a rule reads and asks, made once a rule. ``modules`` are those that it reaches."""

    def __init__(self, rule: Rule, modules: tuple[Module, ...]) -> None:
        self._reads: Reads = reads_of(modules)
        self._rule = rule.id
        self._known: dict[str, tuple[tuple[_Condition | str, ...], ...]] = {}
        paths = {path[1:] for path in self._reads.of_head(rule.id, "applies") if path[0] == "document"}
        self._paths = sorted((path for path in paths if path and path[0] is not None), key=_dotted)

    def why(self, document: Json) -> Inapplicable | None:
        """Return why the rule does not apply to a document; None where its text does not show it."""
        decisive = self.decisive(document)
        if decisive:
            return Inapplicable(decisive, decides=True)
        asks = [ask for body in self._asks("applies") for ask in body if isinstance(ask, _Condition)]
        fine = {ask.path for ask in asks if ask.holds(_at(ask.path, document))}
        paths = [path for path in self._paths if path not in fine]
        reads = dict.fromkeys(read for path in paths if (read := _read(path, document)) is not None)
        fields = sorted(reads, key=lambda read: not _is_nothing(read))[:_SHOWN]
        return Inapplicable(tuple(fields), decides=False) if fields else None

    def decisive(self, document: Json) -> tuple[Read, ...]:
        """Return the fields that alone make ``applies`` false or undefined; none where its text does not show it."""
        return tuple(dict.fromkeys(self._failing("applies", document, frozenset())))

    def _failing(self, name: str, document: Json, above: frozenset[str]) -> list[Read]:
        """Return the fields that make each definition of a name fail; none where that cannot be told of one."""
        found: list[Read] = []
        for body in self._asks(name):
            failing = [read for ask in body for read in self._failed(ask, document, above | {name})]
            if not failing:
                return []
            found.append(failing[0])
        return found

    def _failed(self, ask: _Condition | str, document: Json, above: frozenset[str]) -> list[Read]:
        if isinstance(ask, str):
            return self._failing(ask, document, above) if ask not in above else []
        value = _at(ask.path, document)
        if ask.holds(value):
            return []
        read = _read(ask.path, document)
        return [read] if read is not None else []

    def _asks(self, name: str) -> tuple[tuple[_Condition | str, ...], ...]:
        """Return what each definition of a name asks on lines of their own: of fields, or of another definition."""
        if name not in self._known:
            self._known[name] = tuple(tuple(_asked(text)) for text in self._reads.text_of(self._rule, name))
        return self._known[name]


class _Condition(NamedTuple):
    """A line that holds a field against something. ``holds`` takes its value, or ``_ABSENT``."""

    path: Path
    holds: Callable[[object], bool]


def _asked(text: str) -> Iterator[_Condition | str]:
    head = _HEAD.match(text)
    if head is None or re.search(r"\belse\b", text):
        return
    body = text[head.end() :].strip()
    for line in _lines(body[1:-1] if _is_whole(body) else body):
        test, count = _TEST.fullmatch(line), _COUNT.fullmatch(line)
        if test is not None:
            yield _Condition(_steps(test["steps"]), _held(test))
        elif count is not None:
            yield _Condition(
                _steps(count["steps"] or count["listed"]), lambda value: bool(value) if _sized(value) else True
            )
        elif _NAME.fullmatch(line):
            yield line


def _held(test: re.Match[str]) -> Callable[[object], bool]:
    """Return whether a line holds of a value, as Rego has it: what is undefined or false fails, all else holds."""
    negated = test["negated"] is not None
    if test["operator"]:
        wanted, same = _key(json.loads(test["value"])), test["operator"] == "=="
        return lambda value: (value is not _ABSENT and (_key(value) == wanted) == same) != negated
    if test["values"]:
        among = {_key(json.loads(each)) for each in _EACH.findall(test["values"])}
        return lambda value: (value is not _ABSENT and _key(value) in among) != negated
    return lambda value: (value is not _ABSENT and value is not False) != negated


def _key(value: object) -> tuple[type, object]:
    """Return a key that is equal for what Rego takes for equal: 1 and 1.0, but not 1 and true."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float, value
    return type(value), value if isinstance(value, str | bool | None) else json.dumps(value, sort_keys=True)


def _is_whole(body: str) -> bool:
    """Return whether a body is one pair of braces, and so a list of lines."""
    return body.startswith("{") and _closes(body) == len(body)


def _closes(text: str) -> int:
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += token.group() in ("(", "[", "{")
        if token.group() in (")", "]", "}"):
            depth -= 1
            if depth == 0:
                return token.end()
    return -1


def _lines(body: str) -> Iterator[str]:
    """Yield the expressions of a body, without comments, each on one line."""
    depth, line = 0, ""
    for token in _TOKEN.finditer(body):
        piece = token.group()
        depth += piece in ("(", "[", "{")
        depth -= piece in (")", "]", "}")
        if piece.startswith("#") and token["text"] is None:
            continue
        if piece in (";", "\n") and depth == 0:
            yield from filter(None, [line.strip()])
            line = ""
        else:
            line += " " if piece.isspace() else piece
    yield from filter(None, [line.strip()])


def _steps(text: str) -> Path:
    return tuple(field or key for field, key in _STEP.findall(text))


def _at(path: Path, value: Json) -> object:
    for step in path:
        if not isinstance(value, dict) or step not in value:
            return _ABSENT
        value = value[step]
    return value


def _read(path: Path, document: Json) -> Read | None:
    """Return what a document has at a path; of what is absent, the first step that is. None where no value says it."""
    found: list[Json] = [document]
    for end, step in enumerate(path, 1):
        below = [each for value in found for each in _below(value, step)]
        if not below:
            here = _dotted(path[: end - 1] if step is None else path[:end])
            empty = step is None and any(_sized(value) for value in found)
            return Read(here, entries=0) if empty else Read(here)
        found = below
    field, scalars = _dotted(path), {_key(value): value for value in found if not _sized(value)}
    if len(found) == 1 and isinstance(found[0], list) and found[0] and not any(map(_sized, found[0])):
        field, scalars = f"{field}[]", {_key(value): value for value in found[0]}
    if not scalars:
        return Read(field, entries=len(found[0])) if None not in path else None
    return Read(field, tuple(scalars.values())[:_SHOWN])


def _below(value: Json, step: str | None) -> Iterable[Json]:
    if step is None:
        return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (value[step],) if isinstance(value, dict) and step in value else ()


def _sized(value: object) -> bool:
    return isinstance(value, list | dict)


def _is_nothing(read: Read) -> bool:
    """Return whether a field is absent, empty, null or false: then it is the likelier reason."""
    return not read.entries and not any(value is not None and value is not False for value in read.values)


def _dotted(path: Path) -> str:
    return "".join("[]" if step is None else f".{step}" for step in path).removeprefix(".")
