"""The positive list: every builtin that the embedded engine decides, and for which arguments.

What is not here is refused when a policy is loaded. A row is proven on thousands of calls (``tests/proof``), each made
inside of its condition. Conditions are held by guards at the call: Python functions that return what they are given, or
raise OutsideError. The modules beside this one are imported when a policy has a call that needs them.
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A builtin of the list.

    ``gives`` is the type of its value: ``whole`` (a small whole number), ``number``, ``text``, ``scalar``, ``list``,
    ``set``, ``object``, or ``any``. ``guards`` are functions (``module.function``) by argument, empty where anything is
    proven; ``ours`` is the function that answers instead of the engine's own. ``when`` is the entry of the words that
    say the condition; none where all values of the right types are proven.
    """

    name: str
    takes: int
    gives: str
    guards: tuple[str, ...] = ()
    ours: str = ""
    when: str = ""


_FREE = """
    abs 1 number                       array.concat 2 list          array.reverse 1 list
    base64.encode 1 text               base64url.encode 1 text      base64url.encode_no_pad 1 text
    concat 2 text
    contains 2 scalar                  endswith 2 scalar            graph.reachable 2 set
    hex.encode 1 text                  intersection 1 set           is_array 1 scalar
    is_boolean 1 scalar                is_null 1 scalar             is_number 1 scalar
    is_object 1 scalar                 is_set 1 scalar              is_string 1 scalar
    object.filter 2 object       object.get 3 any
    object.keys 1 set                  object.remove 2 object       object.union 2 object
    object.union_n 1 object            print 0 scalar               split 2 list
    startswith 2 scalar                strings.any_prefix_match 2 scalar
    strings.any_suffix_match 2 scalar  strings.reverse 1 text       trace 1 scalar
    trim 2 text                        trim_left 2 text             trim_prefix 2 text
    trim_right 2 text                  trim_space 1 text            trim_suffix 2 text
    type_name 1 text                   union 1 set                  walk 1 any
"""

_CONDITIONAL = """
    array.slice 3 list                            | - numbers.index numbers.index             | whole
    base64.decode 1 text                          | texts.base64                              | base64
    bits.and 2 number                             | numbers.whole numbers.whole               | whole
    bits.lsh 2 whole                              | = numbers.shifted_left                    | shift
    bits.negate 1 number                          | numbers.whole                             | whole
    bits.or 2 number                              | numbers.whole numbers.whole               | whole
    bits.rsh 2 number                             | numbers.whole numbers.shift               | shift
    bits.xor 2 number                             | numbers.whole numbers.whole               | whole
    ceil 1 number                                 | numbers.rounded_up                        | ceil
    count 1 whole                                 | collections.counted                       |
    floor 1 number                                | numbers.rounded_up                        | ceil
    format_int 2 text                             | numbers.whole numbers.base                | base
    glob.match 3 scalar                           | = patterns.globbed                        | glob
    indexof 2 whole                               | - texts.filled                            | filled
    indexof_n 2 list                              | - texts.filled                            | filled
    json.marshal 1 text                           | = formats.marshal                         | marshal
    json.patch 2 any                              | = patches.patched                         | patch
    json.unmarshal 1 any                          | formats.unmarshalled                      | unmarshal
    lower 1 text                                  | = texts.lower                             |
    max 1 any                                     | collections.ordered                       | order
    min 1 any                                     | collections.ordered                       | order
    net.cidr_contains 2 scalar                    | networks.network networks.network         | network
    net.cidr_is_valid 1 scalar                    | texts.text                                | text
    net.cidr_expand 1 set                         | = networks.expanded                       | network
    numbers.range 2 list                          | = numbers.counted_up                      | range
    numbers.range_step 3 list                     | = numbers.counted_up                      | range
    product 1 whole                               | = numbers.product                         | whole
    regex.find_all_string_submatch_n 3 list       | patterns.pattern - numbers.index          | pattern
    regex.find_n 3 list                           | patterns.pattern - numbers.index          | pattern
    regex.match 2 scalar                          | patterns.pattern                          | pattern
    regex.replace 3 text                          | - patterns.pattern patterns.plain         | replacement
    regex.split 2 list                            | patterns.separator                        | separator
    replace 3 text                                | - texts.filled                            | filled
    round 1 number                                | numbers.rounded                           | round
    semver.compare 2 whole                        | texts.version texts.version               | version
    semver.is_valid 1 scalar                      | texts.version                             | version
    sort 1 list                                   | collections.ordered                       | order
    sprintf 2 text                                | = formats.sprintf                         | sprintf
    strings.count 2 whole                         | = texts.occurrences                       |
    strings.replace_n 2 text                      | = texts.replace_n                         | replacements
    substring 3 text                              | - numbers.index numbers.index             | whole
    sum 1 whole                                   | = numbers.total                           | whole
    time.clock 1 list                             | times.moment                              | moment
    time.date 1 list                              | times.moment                              | moment
    time.diff 2 list                              | times.instant times.instant               | instant
    time.format 1 text                            | times.formatted                           | layout
    time.parse_duration_ns 1 number               | times.duration                            | duration
    time.parse_rfc3339_ns 1 number                | times.rfc3339                             | rfc3339
    time.weekday 1 text                           | times.moment                              | moment
    to_number 1 number                            | numbers.numeral                           | numeral
    upper 1 text                                  | = texts.upper                             |
"""

_OPERATORS = """
    +  | = numbers.plus              | whole
    -  | = numbers.minus             | whole
    *  | = numbers.times             | whole
    /  | = numbers.quotient          | quotient
    %  | = numbers.rest              | whole
    <  | - collections.compared      | order
    <= | - collections.compared      | order
    >  | - collections.compared      | order
    >= | - collections.compared      | order
"""


def _read() -> dict[str, Row]:
    words = _FREE.split()
    rows = [
        Row(name, int(count), gives) for name, count, gives in zip(words[::3], words[1::3], words[2::3], strict=True)
    ]
    rows += [_conditional(line) for line in _CONDITIONAL.strip().split("\n")]
    return {row.name: row for row in rows}


def _conditional(line: str) -> Row:
    (name, *types), guards, when = (part.split() for part in line.split("|"))
    count, gives = types or ("2", "scalar" if name[0] in "<>" else "number")
    if guards[0] == "=":
        return Row(name, int(count), gives, ours=guards[1], when="".join(when))
    return Row(name, int(count), gives, tuple("" if each == "-" else each for each in guards), when="".join(when))


ROWS = _read()
"""The builtins of the list, by name."""

OPERATORS = {row.name: row for row in map(_conditional, _OPERATORS.strip().split("\n"))}
"""Operators that are proven for some values only; the others are proven for all."""
