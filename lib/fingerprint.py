"""What a finding is, apart from where it stands: the identity that baselines, waivers and code scanning go by.

Two digests. ``place`` says what is found where: the artifact, the rule, the code, and the way into the document, in
which an item of a list is named by its key (``x-adjudge-key`` of the list's schema), never by its index. ``content``
says of what: the value that stands there and the details of the finding. So a finding keeps its fingerprint when lines
move and when others come before it, gets another ``content`` when what was judged changes, and another ``place`` only
when it is another thing. Messages, lines and columns play no part.

An item without a key is named by its own content, so it is another thing as soon as it changes; so is a record
(``file#3``) whose kind has no key at its root. Nothing at the path: the content is that of the nearest ancestor, as
with places. Equal findings of one artifact, and equal records of one file, are told apart by their order alone.

Nothing is computed before somebody asks.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    from .documents import Json, Steps

KEY = "x-adjudge-key"
_HEX = 40
_QUOTED = re.compile(r"[\]\"]|^[-0-9]*$")  # what would read like another key, or like a number
_DEPTH = 100
_IN_PLACE = ("allOf", "anyOf", "oneOf")
_BRANCHES = ("if", "then", "else")
_Schemas: TypeAlias = "tuple[Mapping[str, Any], ...]"
_encode = json.JSONEncoder(ensure_ascii=True, check_circular=False, separators=(",", ":"), sort_keys=True).encode


class _Finding(Protocol):
    """As much of a finding as its identity needs; ``path`` are steps into the document."""

    @property
    def rule(self) -> str: ...
    @property
    def code(self) -> str | None: ...
    @property
    def path(self) -> Steps: ...
    @property
    def details(self) -> Mapping[str, Json]: ...


class _Outcome(Protocol):
    """As much of a rule's outcome as is needed."""

    @property
    def rule(self) -> str: ...
    @property
    def findings(self) -> Sequence[_Finding]: ...


class _Problem(Protocol):
    """As much of a problem as is needed."""

    @property
    def message(self) -> str: ...
    @property
    def file(self) -> str | None: ...
    @property
    def rule(self) -> str | None: ...
    @property
    def plugin(self) -> str | None: ...


class _Verdict(Protocol):
    """As much of an artifact's verdict as is needed; ``document`` is what was judged by ``schema``."""

    @property
    def path(self) -> str: ...
    @property
    def file(self) -> str: ...
    @property
    def sha256(self) -> str | None: ...
    @property
    def outcomes(self) -> Sequence[_Outcome]: ...
    @property
    def document(self) -> Json: ...
    @property
    def schema(self) -> Mapping[str, Json]: ...


class Fingerprint(NamedTuple):
    """``place:content``, 40 hexadecimal digits each (160 bits of SHA-256)."""

    place: str
    content: str

    def __str__(self) -> str:
        return f"{self.place}:{self.content}"


class Fingerprints:
    """Fingerprints of a run's findings: made once, told the verdicts in their order.

    It remembers the schemas that it met and which equal records a file had, nothing else.
    """

    def __init__(self) -> None:
        self._ways: dict[int, _Ways] = {}
        self._records: dict[str, Counter[str]] = {}

    def of(self, verdict: _Verdict) -> tuple[tuple[Fingerprint, ...], ...]:
        """Return the fingerprints of each outcome's findings, in their order."""
        if not any(outcome.findings for outcome in verdict.outcomes):
            return ((),) * len(verdict.outcomes)
        walk = self._ways_of(verdict).walker(verdict.document)
        subject = _digest(self.subject(verdict))
        contents: dict[Steps, str] = {}
        seen: dict[Fingerprint, int] = {}

        def fingerprint(finding: _Finding) -> Fingerprint:
            spot = walk(finding.path)
            content = contents.get(finding.path)
            if content is None:
                content = contents[finding.path] = _digest(spot.value)
            code = "" if finding.code is None else _encode(finding.code)
            place = _hash(f"{subject}\n{finding.rule}\n{code}\n{spot.way}")
            if finding.details:
                content = _hash(f"{content}\n{_encode(finding.details)}")
            found = Fingerprint(place, content)
            again = seen.get(found, 0)
            seen[found] = again + 1
            return Fingerprint(place, _hash(f"{content}\n{again}")) if again else found

        return tuple(tuple(map(fingerprint, outcome.findings)) for outcome in verdict.outcomes)

    def way(self, verdict: _Verdict, finding: _Finding) -> str:
        """Return the way to a finding as people read it: ``tracks[file=a.wav].label``; empty for the root."""
        return self._ways_of(verdict).walker(verdict.document)(finding.path).way.removeprefix(".")

    def subject(self, verdict: _Verdict) -> str:
        """Name an artifact without its number: ``accounts.csv[id=7]``, or by the digest of a record without key."""
        if verdict.path == verdict.file:
            return verdict.file
        document = verdict.document
        key = self._ways_of(verdict).key_of_root()
        if key is not None and isinstance(document, dict) and _is_name(document.get(key)):
            name = _keyed(key, document[key])
        elif verdict.sha256 is not None:
            name = f"[sha256={verdict.sha256}]"
        else:
            return verdict.path  # it could not be read: its number is all there is
        return f"{verdict.file}{name}{self._again(verdict, name)}"

    def _again(self, verdict: _Verdict, name: str) -> str:
        """Count the records of a file that have the same name; the one that is asked for twice stays the same."""
        numbers = self._records.setdefault(verdict.file, Counter())
        if verdict.path not in numbers:
            numbers[verdict.path] = numbers[name]
            numbers[name] += 1
        return f"[{numbers[verdict.path]}]" if numbers[verdict.path] else ""

    def _ways_of(self, verdict: _Verdict) -> _Ways:
        schema = verdict.schema
        if id(schema) not in self._ways:
            self._ways[id(schema)] = _Ways(schema)
        return self._ways[id(schema)]


def of_error(verdict: _Verdict, outcome: _Outcome) -> Fingerprint:
    """Return the identity of a rule's error on an artifact: there is one only, whatever its words."""
    return Fingerprint(_digest(["error", verdict.path, outcome.rule]), _digest(verdict.sha256))


def of_problem(problem: _Problem, verdict: _Verdict | None = None) -> Fingerprint:
    """Return the identity of a problem: of an artifact's there is one only; of a run's, its words must tell them apart."""
    if verdict is not None:
        return Fingerprint(_digest([verdict.path, "problem"]), _digest(verdict.sha256))
    return Fingerprint(_digest([problem.file, problem.rule, problem.plugin, "problem", problem.message]), _digest(None))


class _Reached(NamedTuple):
    """Where a way leads: the value there or, if it is not ``there``, at the nearest ancestor; the schemas of it."""

    way: str
    value: Json
    schemas: _Schemas
    there: bool


class _Ways:
    """The keys of lists by their way into documents of one schema; each way is looked up once."""

    def __init__(self, schema: Mapping[str, Json]) -> None:
        self._root = schema
        self._members: dict[tuple[int, str], _Schemas] = {}
        self._others: dict[int, _Schemas] = {}
        self._items: dict[int, tuple[str | None, _Schemas]] = {}
        self._kept: dict[tuple[int, ...], _Schemas] = {}
        self._start = self._same(self._expand([schema]))

    def key_of_root(self) -> str | None:
        """Return the key of a record, which stands at the root of its schema."""
        return _key(self._start)

    def walker(self, document: Json) -> Callable[[Steps], _Reached]:
        """Return what finds places in a document; siblings share the way to their parent."""
        known: dict[Steps, _Reached] = {(): _Reached("", document, self._start, True)}

        def walk(steps: Steps) -> _Reached:
            spot = known.get(steps)
            if spot is None:
                parent = steps[:-1]
                before = known.get(parent)
                if before is None:
                    before = known[parent] = self._go(known[()], parent)
                spot = known[steps] = self._go(before, steps[-1:])
            return spot

        return walk

    def _go(self, start: _Reached, steps: Steps) -> _Reached:
        way, value, schemas, there = [start.way], start.value, start.schemas, start.there
        for step in steps:
            if isinstance(step, str):
                way.append(_named(step))
                schemas = self._member(schemas, step)
                there = there and isinstance(value, dict) and step in value
            else:
                key, schemas = self._item(schemas)
                there = there and isinstance(value, list) and 0 <= step < len(value)
                way.append(_entry(key, value[step]) if there else "[]")
            value = value[step] if there else value
        return _Reached("".join(way), value, schemas, there)

    def _member(self, schemas: _Schemas, name: str) -> _Schemas:
        """Return the schemas of a member; all names that the schema does not list have the same."""
        found = self._members.get((id(schemas), name))
        if found is None:
            listed = [each["properties"][name] for each in schemas if name in each.get("properties", ())]
            if not listed:
                return self._unlisted(schemas)
            found = self._members[(id(schemas), name)] = self._same(self._expand(listed))
        return found

    def _unlisted(self, schemas: _Schemas) -> _Schemas:
        found = self._others.get(id(schemas))
        if found is None:
            further = [each["additionalProperties"] for each in schemas if "additionalProperties" in each]
            found = self._others[id(schemas)] = self._same(self._expand(further))
        return found

    def _item(self, schemas: _Schemas) -> tuple[str | None, _Schemas]:
        at = id(schemas)
        if at not in self._items:
            found = [part for each in schemas for part in (each.get("items"), *each.get("prefixItems", ()))]
            self._items[at] = (_key(schemas), self._same(self._expand(found)))
        return self._items[at]

    def _same(self, schemas: Iterable[Mapping[str, Any]]) -> _Schemas:
        """Return one tuple for equal schemas, so that its identity stands for them."""
        found = tuple({id(each): each for each in schemas}.values())
        return self._kept.setdefault(tuple(map(id, found)), found)

    def _expand(self, schemas: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
        """Return the schemas and those that judge the same value with them."""
        for each in schemas:
            if not isinstance(each, Mapping) or depth > _DEPTH:
                continue
            yield each
            more = [part for word in _IN_PLACE for part in each.get(word, ())]
            more += [each[word] for word in _BRANCHES if word in each]
            more += each.get("dependentSchemas", {}).values()
            if "$ref" in each:
                more.append(self._target(each["$ref"]))
            if more:
                yield from self._expand(more, depth + 1)

    def _target(self, reference: str) -> Json:
        from urllib.parse import unquote

        found: Any = self._root
        for step in unquote(reference[1:]).split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            found = found[int(name)] if isinstance(found, list) else found.get(name, {})
        return found


def _key(schemas: _Schemas) -> str | None:
    return next((each[KEY] for each in schemas if isinstance(each.get(KEY), str)), None)


def _entry(key: str | None, item: Json) -> str:
    """Name an item of a list: by its key, by itself where it is plain, else by its content."""
    if isinstance(item, dict):
        if key is not None and _is_name(item.get(key)):
            return _keyed(key, item[key])
    elif _is_name(item) and len(str(item)) <= _HEX:
        return f"[{_encode(item)}]"
    return f"[sha256={_digest(item)}]"


def _keyed(key: str, value: Json) -> str:
    plain = isinstance(value, str) and value.isprintable() and not _QUOTED.search(value)
    return f"[{key}={value if plain else _encode(value)}]"


def _named(step: str) -> str:
    return f".{step}" if step.isidentifier() else f"[{_encode(step)}]"


def _is_name(value: Json) -> bool:
    return isinstance(value, str | int) and not isinstance(value, bool)


def _digest(value: Json) -> str:
    return _hash(_encode(value))


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HEX]
