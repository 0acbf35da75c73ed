"""For each row of the positive list: calls inside of its condition."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from drawn import Values

ZONES = ["UTC", "", "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Tokyo", "Asia/Seoul", "Asia/Singapore", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dubai", "Europe/London", "Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome", "Europe/Zurich", "Europe/Vienna", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Australia/Sydney", "Australia/Lord_Howe"]  # fmt: skip  # noqa: E501
LAYOUTS = ["2006-01-02", "20060102", "2006/01/02", "02.01.2006", "2006-01-02 15:04:05", "2006-01-02T15:04:05"]
_FAR = 2**62

Make = Callable[[Values], list[Any]]


def _quotient(v: Values) -> list[Any]:
    if v.below(2):
        divisor = v.one_of([1, 2, 3, 7, 60, 86400, 10**6, -5])
        return [v.whole(2**40) * divisor, divisor]
    return [v.whole(10**6), v.one_of([2, 4, 5, 8, 10, 100, -20, 1000])]


def _subset_keys(v: Values) -> list[Any]:
    return [v.one_of(["a", "b", "中", 1, None]) for _ in range(3)]


def _graph(v: Values) -> list[Any]:
    nodes = v.random.sample("abcd", v.below(1, 5))
    return [
        {node: [v.one_of("abcdxy") for _ in range(v.below(4))] for node in nodes},
        [v.one_of("abcdx") for _ in range(v.below(3))],
    ]


def _encoded(v: Values) -> list[Any]:
    return [base64.b64encode(v.text(20).encode()).decode()]


def _spaced(v: Values) -> list[Any]:
    edges = ["", " ", "\u3000", "\u00a0", "\t\n", "\u2003", "\ufeff", "\x1f", "\u0085", "\u200b"]
    return [v.one_of(edges) + v.text(6) + v.one_of(edges)]


def _same(v: Values, make: Callable[[], Any]) -> list[Any]:
    """Return two values, equal now and then."""
    first = make()
    return [first, first if v.below(4) == 0 else make()]


def _network(v: Values) -> list[Any]:
    address = ".".join(str(v.below(256)) for _ in range(4))
    inside = v.one_of([address, ".".join([*address.split(".")[:2], "1", "2"]), "2001:db8::1"])
    size = v.below(33)
    return [f"{address}/{size}", v.one_of([inside, f"{address}/{v.below(33)}"])]


def _expandable(v: Values) -> list[Any]:
    address = ".".join(str(v.below(256)) for _ in range(4))
    return [v.one_of([f"{address}/{v.below(28, 33)}", f"2001:db8::{v.below(99)}/{v.below(124, 129)}"])]


def _patterned(v: Values) -> list[Any]:
    return [v.pattern(), v.text(14, "abc01 中é-/:.$ſK１A\t\nß")]


def _separated(v: Values) -> list[Any]:
    separators = [",", "a+", "[,;]", r"\s+", r"\d", "(a|b)", "中", "ab?c", r"\.", "-{2}", "(?i)a", "[^a-z]"]
    return [v.one_of(separators), v.text(14, "abcA,;01 中é-.１")]


def _patch(v: Values) -> list[Any]:
    """Return a document and operations on places that mostly are there."""
    document = {"a": v.list(), "b": v.object(1), "中": [v.object(1), [v.scalar(), v.scalar()]]}
    paths = [
        "/a",
        "/b",
        "/中",
        "/中/0",
        "/中/1",
        "/中/1/0",
        "/中/1/1",
        "/中/0/a",
        "/b/a",
        "/b/é",
        "/a/0",
        "/a/2",
        "/a/1/a",
        "/new",
    ]

    def value() -> Any:
        return v.one_of([v.scalar(), v.object(1)])

    operations = [{"op": "replace", "path": v.one_of(paths), "value": value()} for _ in range(v.below(3))]
    last = v.below(3)
    if last == 0:
        operations.append({"op": "add", "path": v.one_of([*paths, "/a/-", "/中/-"]), "value": value()})
    if last == 1:
        operations.append({"op": "remove", "path": v.one_of(paths)})
    return [document, operations]


def _replacements(v: Values) -> list[Any]:
    keys = v.one_of([["<", "é", "中"], ["ab", "c"], ["a", "b"], [".", "中文"], []])
    return [{key: v.text(3) for key in keys}, v.text(20, "abc中文é<.")]


ROWS: dict[str, Make] = {
    "abs": lambda v: [v.one_of([v.whole(2**62), v.decimal()])],
    "array.concat": lambda v: [v.list(), v.list()],
    "array.reverse": lambda v: [v.list()],
    "array.slice": lambda v: [v.list(), v.below(-5, 9), v.below(-5, 9)],
    "base64.decode": _encoded,
    "base64.encode": lambda v: [v.text(20)],
    "base64url.encode": lambda v: [v.text(20)],
    "base64url.encode_no_pad": lambda v: [v.text(20)],
    "bits.and": lambda v: [v.whole(), v.whole()],
    "bits.lsh": lambda v: [v.below(2**20), v.below(32)],
    "bits.negate": lambda v: [v.whole(2**62)],
    "bits.or": lambda v: [v.whole(), v.whole()],
    "bits.rsh": lambda v: [v.whole(), v.below(64)],
    "bits.xor": lambda v: [v.whole(2**62), v.whole(2**62)],
    "ceil": lambda v: [v.one_of([v.decimal(), v.whole(), abs(v.random.uniform(0, 1))])],
    "concat": lambda v: [v.text(3), [v.text(4) for _ in range(v.below(4))]],
    "contains": lambda v: [v.text(9), v.text(3)],
    "count": lambda v: [v.one_of([v.text(), v.list(), v.object()])],
    "endswith": lambda v: [v.text(9), v.text(2)],
    "floor": lambda v: [v.one_of([v.decimal(), v.whole(), abs(v.random.uniform(0, 1))])],
    "format_int": lambda v: [v.whole(2**62), v.one_of([2, 8, 10, 16])],
    "glob.match": lambda v: [v.glob(), v.one_of([None, [], ["."], ["/"], [":"], [".", "/"]]), v.text(9, "abc.:/中éx")],
    "graph.reachable": _graph,
    "hex.encode": lambda v: [v.text(20)],
    "indexof": lambda v: [v.text(9), v.filled()],
    "indexof_n": lambda v: [v.text(9), v.filled(2)],
    "is_array": lambda v: [v.one_of([v.list(), v.object(), v.scalar()])],
    "is_boolean": lambda v: [v.one_of([v.list(), v.object(), v.scalar()])],
    "is_null": lambda v: [v.one_of([v.list(), v.object(), v.scalar()])],
    "is_number": lambda v: [v.one_of([v.list(), v.object(), v.scalar()])],
    "is_object": lambda v: [v.one_of([v.list(), v.object(), v.scalar()])],
    "is_set": lambda v: [v.one_of([v.list(), v.object(), v.scalar()])],
    "is_string": lambda v: [v.one_of([v.list(), v.object(), v.scalar()])],
    "json.marshal": lambda v: [v.plain()],
    "json.patch": _patch,
    "json.unmarshal": lambda v: [v.json()],
    "lower": lambda v: [v.text(20)],
    "max": lambda v: [v.list()],
    "min": lambda v: [v.list()],
    "net.cidr_contains": _network,
    "net.cidr_expand": _expandable,
    "net.cidr_is_valid": lambda v: [v.one_of([*_network(v), v.text(9, "0123456789./:")])],
    "numbers.range": lambda v: [v.below(-300, 300), v.below(-300, 300)],
    "numbers.range_step": lambda v: [v.below(-300, 300), v.below(-300, 300), v.below(1, 40)],
    "object.filter": lambda v: [v.object(), _subset_keys(v)],
    "object.get": lambda v: [v.object(), v.one_of(["a", "b", ["a", "b"], ["a", 0], [], 1]), v.text(2)],
    "object.keys": lambda v: [v.object()],
    "object.remove": lambda v: [v.object(), _subset_keys(v)],
    "object.union": lambda v: [v.object(), v.object()],
    "object.union_n": lambda v: [[v.object() for _ in range(v.below(4))]],
    "product": lambda v: [[v.below(-30, 30) for _ in range(v.below(8))]],
    "regex.find_all_string_submatch_n": lambda v: [*_patterned(v), v.below(-1, 4)],
    "regex.find_n": lambda v: [*_patterned(v), v.below(-1, 4)],
    "regex.match": _patterned,
    "regex.replace": lambda v: [*reversed(_patterned(v)), v.text(4).replace("$", "")],
    "regex.split": _separated,
    "replace": lambda v: [v.text(20), v.filled(), v.text(4)],
    "round": lambda v: [v.one_of([v.decimal(), v.below(-50, 50) / 2, v.whole(), v.random.uniform(-1, 1)])],
    "semver.compare": lambda v: [v.version(), v.version()],
    "semver.is_valid": lambda v: [v.one_of([v.version(), "x" + v.text(5)])],
    "sort": lambda v: [v.list()],
    "split": lambda v: [v.text(20), v.one_of(["", ",", "a", " ", "中", "ab"])],
    "startswith": lambda v: [v.text(9), v.text(2)],
    "strings.any_prefix_match": lambda v: [[v.text(4)], [v.text(2), v.text(2)]],
    "strings.any_suffix_match": lambda v: [[v.text(4)], [v.text(2), v.text(2)]],
    "strings.count": lambda v: [v.text(14), v.filled(2)],
    "strings.replace_n": _replacements,
    "strings.reverse": lambda v: [v.text(9)],
    "substring": lambda v: [v.text(), v.below(9), v.below(-3, 9)],
    "sum": lambda v: [[v.whole(2**40) for _ in range(v.below(8))]],
    "time.clock": lambda v: [v.one_of([v.nanoseconds(), [v.nanoseconds(), v.one_of(ZONES)]])],
    "time.date": lambda v: [v.one_of([v.nanoseconds(), [v.nanoseconds(), v.one_of(ZONES)]])],
    "time.diff": lambda v: [v.nanoseconds(), v.nanoseconds()],
    "time.format": lambda v: [[v.nanoseconds(), v.one_of(ZONES), v.one_of(LAYOUTS)]],
    "time.parse_duration_ns": lambda v: [
        v.one_of(["", "-"])
        + "".join(f"{v.below(99)}{unit}" for unit in ("h", "m", "s", "ms", "us", "ns") if v.below(2))
        or "1.5h"
    ],
    "time.parse_rfc3339_ns": lambda v: [v.instant()],
    "time.weekday": lambda v: [v.one_of([v.nanoseconds(), [v.nanoseconds(), v.one_of(ZONES)]])],
    "to_number": lambda v: [
        v.one_of([str(v.whole(10**14)), f"{v.below(1000)}.{v.below(1, 9)}", v.decimal(), True, None])
    ],
    "trim": lambda v: [v.text(10), v.text(4)],
    "trim_left": lambda v: [v.text(10), v.text(4)],
    "trim_prefix": lambda v: [v.text(10), v.text(2)],
    "trim_right": lambda v: [v.text(10), v.text(4)],
    "trim_space": _spaced,
    "trim_suffix": lambda v: [v.text(10), v.text(2)],
    "type_name": lambda v: [v.one_of([v.list(), v.object(), v.scalar()])],
    "upper": lambda v: [v.text(20)],
    "+": lambda v: [v.whole(_FAR), v.whole(_FAR)],
    "-": lambda v: [v.whole(_FAR // 2), v.whole(_FAR // 2)],
    "*": lambda v: [v.whole(10**6), v.whole(10**9)],
    "/": _quotient,
    "%": lambda v: [v.whole(_FAR), v.whole(2**40) or 7],
    "<": lambda v: _same(v, v.scalar),
    "<=": lambda v: _same(v, v.scalar),
    ">": lambda v: _same(v, v.scalar),
    ">=": lambda v: [v.one_of([v.list(), v.scalar()]), [v.scalar(), v.text(2)]],
    "==": lambda v: _same(v, lambda: v.one_of([v.list(3), v.object(), v.scalar()])),
    "!=": lambda v: _same(v, lambda: v.one_of([v.list(3), v.object(), v.scalar()])),
    "in": lambda v: [v.one_of([v.scalar(), 1, "a"]), [v.scalar(), 1, "a", v.list(2)]],
}
"""Arguments by builtin or sign."""

_SET = "{{x | some x in input.document.a[{}]}}"
_SETS = "{ {y | some y in x} | some x in input.document.a[0] }"
_FIRST, _SECOND = _SET.format(0), _SET.format(1)


def _lists(v: Values) -> list[Any]:
    return [v.list(9), v.list(9)]


EXPRESSIONS: dict[str, tuple[str, Make]] = {
    "union": (f"union({_SETS})", lambda v: [[v.list() for _ in range(v.below(4))]]),
    "intersection": (f"intersection({_SETS})", lambda v: [[v.list(4) for _ in range(v.below(1, 4))]]),
    "& of sets": (f"{_FIRST} & {_SECOND}", _lists),
    "| of sets": (f"{_FIRST} | {_SECOND}", _lists),
    "- of sets": (f"{_FIRST} - {_SECOND}", _lists),
    "- of sets that are not told": ("minus_(input.document.a)", _lists),
    "max of a set": (f"max({_FIRST})", _lists),
    "min of a set": (f"min({_FIRST})", _lists),
    "sort of a set": (f"sort({_FIRST})", _lists),
    "count of a set": (f"count({_FIRST})", _lists),
    "sum of a set": (f"sum({_FIRST})", lambda v: [[v.whole(2**40) for _ in range(v.below(8))]]),
    "json.marshal of a set": (f"json.marshal({_FIRST})", lambda v: [[v.whole(), v.text(3), None]]),
    "walk": ("[[path, value] | walk(input.document.a[0], [path, value])]", lambda v: [v.object()]),
    "print": ("[1 | print(input.document.a[0])]", lambda v: [v.scalar()]),
    "trace": ('[1 | trace("x")]', lambda v: [v.scalar()]),
    "constants": ("(8 * 3600) * 1000000000 - 7 % 3", lambda v: [v.scalar()]),
    "mixed": (
        "count(input.document.a[0]) * 2 + sum([1, 2]) - round(input.document.a[1]) % 7",
        lambda v: [v.list(), v.below(-99, 99) / 2],
    ),
    **{
        f"sprintf {text}": (f"sprintf({text}, input.document.a)", lambda v, many=many: [v.plain() for _ in range(many)])
        for text, many in (('"%v"', 1), ('"a %v|%v 100%%"', 2), ("`%v %v %v`", 3))
    },
    "sprintf of texts": (
        'sprintf("%s: %q", [input.document.a[0], input.document.a[1]])',
        lambda v: [v.text(9), v.text(9, 'abcXYZ019 -_./中文é🎉\n\t"\\<&>')],
    ),
    "sprintf of integers": (
        'sprintf("%d|%5d|%05d|%v", [input.document.a[0], input.document.a[1], input.document.a[2], input.document.a[3]])',
        lambda v: [v.whole(), v.below(-99, 99), v.below(-99, 99), v.decimal()],
    ),
    "sprintf of sums": (
        'sprintf("%d %d", [input.document.a[0] - 1, 2 * input.document.a[0]])',
        lambda v: [v.below(-(2**40), 2**40)],
    ),
    "sprintf of sets": ('sprintf("%v %v", [' + _FIRST + ", count(input.document.a[1])])", lambda v: [
        [v.plain() for _ in range(v.below(4))], v.text()
    ]),
}  # fmt: skip
"""Calls that are more than a name with arguments, and several forms of one call."""
