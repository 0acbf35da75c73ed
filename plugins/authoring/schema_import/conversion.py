"""From a schema of any draft to one that adjudge accepts, with the same meaning.

What is referred to is brought along below ``$defs``, and nothing else. A keyword that its draft does not have means nothing
there, so it is kept as ``x-…``. What cannot be said is a problem, with its place; all of them are found, not the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from adjudge.lib.errors import UsageError
from adjudge.lib.schema.contract import DIALECT, OWN, subschemas
from adjudge.lib.schema.patterns import pattern_problem
from adjudge.lib.words import say

from .drafts import draft_called
from .expressions import ANY, CommonExpression, InexpressibleError, in_common_words
from .files import GivenSchemas
from .ledger import Ledger
from .references import References, SaidPart
from .unevaluated import UnclearRestError, is_apart, without_unevaluated

_TEXTS = ("title", "description", "$comment")
_FLAGS = ("readOnly", "writeOnly", "deprecated")
_SAID = frozenset("$schema $id id $anchor $vocabulary $dynamicAnchor $recursiveAnchor definitions $defs".split())
"""What names a schema, or its parts: nothing refers to it by that any more."""
_BELOW = "additionalProperties unevaluatedItems unevaluatedProperties propertyNames not contains".split()
_LISTS = "allOf anyOf oneOf prefixItems".split()
_MAPS = "properties dependentSchemas".split()
_AS_IS = frozenset(
    "type enum const default minLength maxLength minimum maximum minItems maxItems uniqueItems minProperties maxProperties "
    "required dependentRequired".split()
)


_WRITTEN_OUT = re.compile(r"\\[dDwW]")
"""What Python reads otherwise than ECMA-262."""


class SchemaConversion:
    """One schema on its way. ``dropped`` are places whose keyword is left without effect, ``formats`` are asserted."""

    def __init__(self, files: GivenSchemas, dropped: frozenset[str], *, formats: bool = True) -> None:
        self.ledger = Ledger()
        self._references = References(files, self.ledger)
        self._dropped, self._formats = dropped, formats
        self._used: set[str] = set()
        self._origins: dict[int, SaidPart] = {}

    def of(self, pointer: str) -> dict[str, Any]:
        """Return the schema at a JSON Pointer of the first file, on its own; where there are problems it means nothing."""
        contents, root = self._references.begin(pointer)
        if contents is None:
            return {}
        made = self._schema(contents, root)
        body = made if isinstance(made, dict) else {} if made else {"not": {}}
        definitions: dict[str, Any] = {}
        while self._references.waiting:
            name, each, part = self._references.waiting.pop(0)
            definitions[name] = self._schema(each, part)
        schema = {"$schema": DIALECT, **body, **({"$defs": definitions} if definitions else {})}
        for place in sorted(self._dropped - self._used):
            self._wrong(UsageError(say("schema_import.nothing_dropped", place=place)))
        if not self.ledger.problems and is_apart(schema):
            return self._joined(schema, root)
        return schema

    def _joined(self, schema: dict[str, Any], root: SaidPart) -> dict[str, Any]:
        try:
            made = without_unevaluated(schema)
        except UnclearRestError as error:
            part = self._origins.get(id(dict(subschemas(schema))[error.pointer]), root)
            self._wrong(part.where.error(say("schema_import.unevaluated", at=self._place(part))))
            return schema
        self.ledger.changed("closed", "unevaluatedProperties")
        return made

    def _wrong(self, error: UsageError) -> None:
        self.ledger.wrong(error)

    def _place(self, part: SaidPart) -> str:
        return self._references.place(part)

    def _schema(self, node: Any, part: SaidPart) -> Any:
        if isinstance(node, bool):
            return node
        if not isinstance(node, dict):
            self._wrong(part.where.error(say("schema_import.no_schema")))
            return True
        part = self._inside(node, part)
        out: dict[str, Any] = {}
        if isinstance(node.get("$ref"), str) and part.draft.alone:
            beside = sorted(node.keys() & part.draft.keywords - {"$ref", *_SAID, *_TEXTS, "default", "examples"})
            for keyword in beside:
                self.ledger.changed("beside", keyword)
            kept = {"$ref", "title", "description"}
            node = {keyword: value for keyword, value in node.items() if keyword in kept}
        for keyword, value in node.items():
            if keyword in part.draft.keywords:
                self._keyword(out, node, keyword, value, part.step(keyword))
            elif keyword not in _SAID:
                self._aside(out, keyword, value)
        if "if" in out and not {"then", "else"} & out.keys():
            out["then"] = True
        self._origins[id(out)] = part
        return out

    def _inside(self, node: dict[str, Any], part: SaidPart) -> SaidPart:
        said = node.get("$schema")
        own = draft_called(said) if isinstance(said, str) and part.where.steps else None
        if own is not None and own != part.draft:
            self._wrong(part.where.error(say("schema_import.mixed"), "$schema"))
        return self._references.inside(node, part)

    def _keyword(self, out: dict[str, Any], node: dict[str, Any], keyword: str, value: Any, part: SaidPart) -> None:
        if self._place(part) in self._dropped:
            self._drop(part)
            out[f"x-{keyword.lstrip('$')}"] = value
        elif keyword in _SPECIAL:
            _SPECIAL[keyword](self, out, node, value, part)
        elif keyword in _BELOW:
            out[keyword] = self._schema(value, part)
        elif keyword in _LISTS and isinstance(value, list):
            out[keyword] = [self._schema(each, part.step(index)) for index, each in enumerate(value)]
        elif keyword in _MAPS and isinstance(value, dict):
            out[keyword] = {key: self._schema(each, part.step(key)) for key, each in value.items()}
        elif keyword in _TEXTS or keyword in _FLAGS:
            fits = isinstance(value, str if keyword in _TEXTS else bool)
            out[keyword if fits else f"x-{keyword.lstrip('$')}"] = value
        elif keyword in _AS_IS:
            out[keyword] = value

    def _drop(self, part: SaidPart) -> None:
        self._used.add(self._place(part))
        self.ledger.changed("dropped", self._place(part))

    def _aside(self, out: dict[str, Any], keyword: str, value: Any) -> None:
        """Keep what means nothing in its draft under a name that means nothing here."""
        if (
            (keyword == "examples" and isinstance(value, list))
            or (keyword == "$comment" and isinstance(value, str))
            or (keyword in _FLAGS and isinstance(value, bool))
            or (keyword.startswith("x-") and (keyword in OWN or not keyword.lower().startswith("x-adjudge")))
        ):
            out[keyword] = value
        else:
            self.ledger.changed("unknown", keyword)
            out[f"x-{keyword.lstrip('$').removeprefix('x-')}" if "djudge" not in keyword else f"x-of-{keyword}"] = value

    # --- keywords that are said otherwise ---------------------------------------------------------------------------------

    def _reference(self, out: dict[str, Any], _: Any, value: Any, part: SaidPart) -> None:
        self._references.follow(out, str(value), part)

    def _dynamic(self, out: dict[str, Any], _: Any, value: Any, part: SaidPart) -> None:
        anchor = str(value).partition("#")[2]
        self._references.follow_moving(out, str(value), "$dynamicAnchor", anchor, part)

    def _recursive(self, out: dict[str, Any], _: Any, value: Any, part: SaidPart) -> None:
        self._references.follow_moving(out, str(value), "$recursiveAnchor", True, part)

    def _items(self, out: dict[str, Any], node: dict[str, Any], value: Any, part: SaidPart) -> None:
        if not isinstance(value, list) or part.draft.name in ("2020-12", "openapi-3.0"):
            out["items"] = self._schema(value, part)
            return
        if value:
            out["prefixItems"] = [self._schema(each, part.step(index)) for index, each in enumerate(value)]
        self.ledger.changed("renamed", "items")
        if "additionalItems" in node:
            out["items"] = self._schema(node["additionalItems"], part.beside("additionalItems"))

    def _ignored(self, *_: Any) -> None:
        pass

    def _dependencies(self, out: dict[str, Any], _: Any, value: Any, part: SaidPart) -> None:
        self.ledger.changed("renamed", "dependencies")
        for key, each in value.items() if isinstance(value, dict) else ():
            if isinstance(each, list):
                out.setdefault("dependentRequired", {})[key] = each
            else:
                out.setdefault("dependentSchemas", {})[key] = self._schema(each, part.step(key))

    def _exclusive(self, out: dict[str, Any], node: dict[str, Any], value: Any, part: SaidPart) -> None:
        bound = part.keyword.removeprefix("exclusive").lower()
        if not isinstance(value, bool):
            out[part.keyword] = value
        elif value and bound in node:  # of draft 4: it says how the bound beside it is meant
            out[part.keyword] = node[bound]

    def _condition(self, out: dict[str, Any], node: dict[str, Any], value: Any, part: SaidPart) -> None:
        keyword = part.keyword
        lonely = not {"then", "else"} & node.keys() if keyword == "if" else "if" not in node
        if keyword == "if" and lonely and part.draft.alone:
            return  # without unevaluatedProperties nobody sees whether it holds
        if keyword == "if" or not lonely:
            out[keyword] = self._schema(value, part)

    def _counted(self, out: dict[str, Any], node: dict[str, Any], value: Any, part: SaidPart) -> None:
        if "contains" in node:
            out[part.keyword] = value

    def _multiple(self, out: dict[str, Any], _: Any, value: Any, part: SaidPart) -> None:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, float):
            self._wrong(part.where.error(say("schema_import.fraction", at=self._place(part))))
        out["multipleOf"] = value

    def _format(self, out: dict[str, Any], _: Any, value: Any, part: SaidPart) -> None:
        if isinstance(value, str) and self._formats and value in part.draft.formats:
            out["format"] = value
        else:
            self.ledger.changed("formats", str(value))
            out["x-format"] = value

    def _pattern(self, out: dict[str, Any], _: Any, value: Any, part: SaidPart) -> None:
        found = self._expression(value, part)
        if found is None:
            return
        wanted = [*found.wanted]
        if wanted and "pattern" not in out:
            out["pattern"] = wanted.pop(0)
        more: list[Any] = [{"pattern": each} for each in wanted]
        more += [{"not": {"type": "string", "pattern": each}} for each in found.unwanted]
        if more:
            out["allOf"] = [*out.get("allOf", ()), *more]

    def _expression(self, value: Any, part: SaidPart) -> CommonExpression | None:
        if not _WRITTEN_OUT.search(str(value)) and pattern_problem(str(value), "", whole=True) is None:
            return CommonExpression((value,))
        try:
            found = in_common_words(str(value))
        except InexpressibleError as error:
            words = say("schema_import.pattern", at=self._place(part), piece=error.piece)
            self._wrong(part.where.error(words))
            return None
        self.ledger.changed("patterns", str(value))
        return found

    def _pattern_properties(self, out: dict[str, Any], _: Any, value: Any, part: SaidPart) -> None:
        made: dict[str, Any] = {}
        for pattern, each in value.items() if isinstance(value, dict) else ():
            below = part.step(pattern)
            if self._place(below) in self._dropped:
                self._drop(below)
                out.setdefault("x-patternProperties", {})[pattern] = each
                made.setdefault(_roughly(pattern), True)  # what is let through must not fall to additionalProperties
                continue
            found = self._expression(pattern, below)
            if found is None:
                continue
            if found.unwanted or len(found.wanted) > 1:
                words = say("schema_import.pattern", at=self._place(below), piece="(?!" if found.unwanted else "(?=")
                self._wrong(below.where.error(words))
                continue
            key = found.wanted[0] if found.wanted else f"^{ANY}$"
            schema = self._schema(each, below)
            made[key] = {"allOf": [made[key], schema]} if key in made else schema
        out["patternProperties"] = made

    def _all_of(self, out: dict[str, Any], _: Any, value: Any, part: SaidPart) -> None:
        every = [self._schema(each, part.step(index)) for index, each in enumerate(value)]
        out["allOf"] = [*every, *out.get("allOf", ())]

    def _nullable(self, out: dict[str, Any], node: dict[str, Any], value: Any, _: SaidPart) -> None:
        if value is True and isinstance(node.get("type"), str):
            out["type"] = [node["type"], "null"]

    def _type(self, out: dict[str, Any], _: Any, value: Any, __: SaidPart) -> None:
        out.setdefault("type", value)

    def _bound(self, out: dict[str, Any], node: dict[str, Any], value: Any, part: SaidPart) -> None:
        keyword = part.keyword
        if node.get(f"exclusive{keyword.capitalize()}") is not True:
            out[keyword] = value

    def _example(self, out: dict[str, Any], _: Any, value: Any, __: SaidPart) -> None:
        out["examples"] = [value]

    def _examples(self, out: dict[str, Any], _: Any, value: Any, __: SaidPart) -> None:
        out["examples" if isinstance(value, list) else "x-examples"] = value


_SPECIAL: Mapping[str, Callable[[SchemaConversion, dict[str, Any], dict[str, Any], Any, SaidPart], None]] = {
    "$ref": SchemaConversion._reference,
    "$dynamicRef": SchemaConversion._dynamic,
    "$recursiveRef": SchemaConversion._recursive,
    "items": SchemaConversion._items,
    "additionalItems": SchemaConversion._ignored,
    "dependencies": SchemaConversion._dependencies,
    "exclusiveMinimum": SchemaConversion._exclusive,
    "exclusiveMaximum": SchemaConversion._exclusive,
    "minimum": SchemaConversion._bound,
    "maximum": SchemaConversion._bound,
    "if": SchemaConversion._condition,
    "then": SchemaConversion._condition,
    "else": SchemaConversion._condition,
    "minContains": SchemaConversion._counted,
    "maxContains": SchemaConversion._counted,
    "multipleOf": SchemaConversion._multiple,
    "format": SchemaConversion._format,
    "pattern": SchemaConversion._pattern,
    "patternProperties": SchemaConversion._pattern_properties,
    "allOf": SchemaConversion._all_of,
    "nullable": SchemaConversion._nullable,
    "type": SchemaConversion._type,
    "example": SchemaConversion._example,
    "examples": SchemaConversion._examples,
}


def _roughly(pattern: str) -> str:
    """Return a pattern that finds all that another one does, and maybe more."""
    try:
        wanted = in_common_words(pattern).wanted
    except InexpressibleError:
        wanted = ()
    return wanted[0] if wanted else f"^{ANY}$"
