"""Compare what the original says of samples with what the rules say that were made of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from adjudge.lib.documents import Json
from adjudge.lib.rego.foreign_heads import DECISION
from adjudge.lib.words import Texts, say

from .converting import Asked
from .originals import FailedInputs
from .packages import ALLOW
from .trial import TrialAnswer

_OWN = ("code", "path", "related")


class Difference(NamedTuple):
    """What the original says of a sample, and what the rules say instead."""

    sample: str
    heads: tuple[str, ...]
    rules: tuple[str, ...]
    original: tuple[str, ...]
    result: tuple[str, ...]
    note: Texts | str = ""


class Compared(NamedTuple):
    """How many evaluations were compared, and which differ."""

    evaluations: int
    differences: tuple[Difference, ...]

    def __add__(self, other: object) -> Compared:
        assert isinstance(other, Compared)
        return Compared(self.evaluations + other.evaluations, (*self.differences, *other.differences))


def compared(
    asked: Iterable[Asked],
    names: Sequence[str],
    originals: Mapping[tuple[str, str], Mapping[int, Json | FailedInputs]],
    results: Sequence[Mapping[str, TrialAnswer]],
) -> Compared:
    """Compare, by sample and decision: the heads of one level and suffix of a package, and the rules that ask them."""
    units: dict[tuple[str, str, str], list[Asked]] = {}
    for each in asked:
        found = DECISION.fullmatch(each.head)
        suffix = found["suffix"] if found else ""
        if (each.package, each.head) in originals:
            units.setdefault((each.package, suffix, each.level), []).append(each)
    count, differences = 0, []
    for unit in units.values():
        heads = tuple(dict.fromkeys(f"{each.package}.{each.head}" for each in unit))
        rules = tuple(dict.fromkeys(each.rule for each in unit))
        for number, name in enumerate(names):
            count += 1
            if any(isinstance(originals[each.package, each.head].get(number), FailedInputs) for each in unit):
                if all(_fails(rule, results[number]) for rule in rules):
                    continue
                differences.append(Difference(name, heads, rules, (), (), say("import.fails")))
                continue
            wanted, any_ = _wanted(unit, originals, number)
            got, note = _got(rules, unit[0].level, results[number])
            if note or (bool(got) != any_) if (any_ and not wanted) else (note or wanted != got):
                differences.append(
                    Difference(name, heads, rules, tuple(sorted(wanted - got)), tuple(sorted(got - wanted)), note)
                )
    return Compared(count, tuple(differences))


def _wanted(
    unit: Sequence[Asked], originals: Mapping[tuple[str, str], Mapping[int, Json | FailedInputs]], number: int
) -> tuple[set[str], bool]:
    """Return what heads say of a sample, and whether they say anything: what is only true has no words."""
    said: set[str] = set()
    wordless = False
    for package, head in dict.fromkeys((each.package, each.head) for each in unit):
        value = originals[package, head].get(number)
        if head == ALLOW:
            wordless |= value is not True
        elif isinstance(value, bool):
            wordless |= value
        elif isinstance(value, str):
            said.add(_shown({"msg": value}))
        elif isinstance(value, list):
            said |= {_shown(each) for each in value}
    return (set() if wordless else said), wordless or bool(said)


def _got(rules: Sequence[str], level: str, results: Mapping[str, TrialAnswer]) -> tuple[set[str], Texts | str]:
    found: set[str] = set()
    for rule in rules:
        said = results.get(rule) or results[""]
        if said.outcome == "error":
            return found, said.note or "error"
        found |= {_shown(each) for each in said.findings.get(level, ())}
    return found, ""


def _fails(rule: str, results: Mapping[str, TrialAnswer]) -> bool:
    return (results.get(rule) or results[""]).outcome == "error"


def _shown(value: Json) -> str:
    if isinstance(value, str):
        value = {"msg": value}
    if isinstance(value, Mapping):
        value = {key: each for key, each in value.items() if key not in _OWN}
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def tests_that_differ(
    before: Mapping[str, bool], after: Mapping[str, bool], went: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, bool, bool | None]]:
    """Yield tests that end otherwise than they did, with both ends, by where packages of tests ``went``."""
    for original, made in went:
        for name, passed in before.items():
            package, _, test = name.rpartition(".")
            if package == original and after.get(f"{made}.{test}") is not passed:
                yield name, passed, after.get(f"{made}.{test}")
