"""The types that OPA's builtins and signs take and give: derived, and kept true by a test that derives them again.

``*`` any, ``0`` null, ``b`` boolean, ``n`` number, ``s`` string; ``[s]`` an array, ``{s}`` a set, ``{s:*}`` an object,
``[n,s]`` an array of just these, ``|`` between what may be either.
"""

from __future__ import annotations

_BY_TYPES = {
    " -> n": "time.now_ns",
    " -> {s:*}": "opa.runtime",
    "* * -> b": "gt gte lt lte neq",
    "* -> [[*],*]": "walk",
    "* -> b": "is_array is_boolean is_null is_number is_object is_set is_string semver.is_valid",
    "* -> s": "json.marshal type_name yaml.marshal",
    "* [{*:*}] -> *": "json.patch",
    "* {*:*} -> s": "json.marshal_with_options",
    "0|b|n|s -> n": "to_number",
    "[*] -> [*]": "array.reverse",
    "[*] [*] -> [*]": "array.concat",
    "[*] n n -> [*]": "array.slice",
    "[*]|{*:*}|{*} [*]|{*:*}|{*} -> b": "object.subset",
    "[*]|{*} -> *": "max min",
    "[*]|{*} -> [*]": "sort",
    "[n]|{n} -> n": "product sum",
    "[{*:*}] -> {*:*}": "object.union_n",
    "n -> n": "abs bits.negate ceil floor round",
    "n n -> [n]": "numbers.range",
    "n n -> n": "bits.and bits.lsh bits.or bits.rsh bits.xor div mul plus rem",
    "n n -> s": "format_int",
    "n n n -> [n]": "numbers.range_step",
    "n n n n -> n": "time.add_date",
    "n|[n,s] -> [n,n,n]": "time.clock time.date",
    "n|[n,s] -> s": "time.weekday",
    "n|[n,s] n|[n,s] -> [n,n,n,n,n,n]": "time.diff",
    "n|[n,s]|[n,s,s] -> s": "time.format",
    "n|{*} n|{*} -> n|{*}": "minus",
    "s -> *": "json.unmarshal yaml.unmarshal",
    "s -> b": "base64.is_valid json.is_valid net.cidr_is_valid regex.is_valid trace yaml.is_valid",
    "s -> n": "time.parse_duration_ns time.parse_rfc3339_ns units.parse units.parse_bytes",
    "s -> s": """
        base64.decode base64.encode base64url.decode base64url.encode base64url.encode_no_pad glob.quote_meta
        hex.decode hex.encode lower strings.reverse trim_space upper urlquery.decode urlquery.encode
        uuid.rfc4122
    """,
    "s -> {s:*}": "uuid.parse",
    "s -> {s:[s]}": "urlquery.decode_object",
    "s -> {s}": "net.cidr_expand",
    "s 0|[s] s -> b": "glob.match",
    "s [*] -> s": "sprintf",
    "s [s]|{s} -> s": "concat",
    "s n -> n": "rand.intn",
    "s n n -> s": "substring",
    "s s -> [n]": "indexof_n",
    "s s -> [s]": "regex.split split",
    "s s -> b": "contains endswith net.cidr_contains regex.match startswith",
    "s s -> n": "indexof semver.compare strings.count time.parse_ns",
    "s s -> s": "trim trim_left trim_prefix trim_right trim_suffix",
    "s s n -> [[s]]": "regex.find_all_string_submatch_n",
    "s s n -> [s]": "regex.find_n",
    "s s s -> s": "regex.replace replace",
    "s s s s -> b": "regex.template_match",
    "s|[*]|{*:*}|{*} -> n": "count",
    "s|[s]|{s} s|[s]|{s} -> b": "strings.any_prefix_match strings.any_suffix_match",
    "s|{*:*} -> [b,0|s]": "json.verify_schema",
    "s|{*:*} s|{*:*} -> [b,[{*:*}]]": "json.match_schema",
    "{*:*} * * -> *": "object.get",
    "{*:*} -> {*}": "object.keys",
    "{*:*} [*]|{*:*}|{*} -> {*:*}": "object.filter object.remove",
    "{*:*} [s|[*]]|{s|[*]} -> {*:*}": "json.filter json.remove",
    "{*:*} {*:*} -> {*:*}": "object.union",
    "{*:[*]|{*}} [*]|{*} -> {*}": "graph.reachable",
    "{*:[*]|{*}} [*]|{*} -> {[*]}": "graph.reachable_paths",
    "{*} {*} -> {*}": "and or",
    "{s:*} -> {*:*}": "http.send",
    "{s:s|[s]|{s}} -> s": "urlquery.encode_object",
    "{s:s} s -> s": "strings.replace_n",
    "{{*}} -> {*}": "intersection union",
}

SIGNATURES: dict[str, str] = {name: types for types, names in _BY_TYPES.items() for name in names.split()}
"""The arguments' types, an arrow, and the result's, by name."""

SIGNS = {"+": "plus", "-": "minus", "*": "mul", "/": "div", "%": "rem", "&": "and", "|": "or"}
"""The names of signs that want types."""

NAMED_SIGNS = frozenset(
    "and assign div eq equal gt gte internal.member_2 internal.member_3 lt lte minus mul neq or plus rem".split()
)
"""What OPA calls its signs: there they are functions too."""
