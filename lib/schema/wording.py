"""How schema errors are said, in English and Chinese, and how a value from outside is shown in a sentence.

What is shown comes from documents that may be hostile: control, format and bidirectional characters are written as
escapes, and nothing is longer than :data:`WIDTH`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from ..documents import Json, Steps

WIDTH = 80
_PLAIN_BITS = 256

Words: TypeAlias = "Mapping[str, str]"
"""The same words by language."""

_TYPES: Mapping[str, tuple[str, str]] = {
    "null": ("null", "空值"),
    "boolean": ("true or false", "布尔值 true/false"),
    "integer": ("an integer", "整数"),
    "number": ("a number", "数字"),
    "string": ("a string", "字符串"),
    "array": ("a list", "列表"),
    "object": ("a mapping", "映射"),
}

_TEMPLATES: Mapping[str, tuple[str, str]] = {
    "type": ("{at} must be {types}, not {shown}{advice}", "{at} 应为{types}，而不是 {shown}{advice}"),
    "enum": ("{at} must be one of {options}, not {shown}{advice}", "{at} 只能取 {options}，而不是 {shown}{advice}"),
    "enum_many": (
        "{at} is {shown}, which is none of the {count} allowed values{advice}",
        "{at} 的值 {shown} 不在 {count} 个允许值之内{advice}",
    ),
    "const": ("{at} must be {option}, not {shown}", "{at} 必须是 {option}，而不是 {shown}"),
    "required": ("{at} lacks the key {key}{expected}", "{at} 缺少键 {key}{expected}"),
    "required_one": ("{at} lacks one of the keys {keys}", "{at} 至少需要键 {keys} 之一"),
    "dependentRequired": ("{at} has the key {key} and therefore needs {keys}", "{at} 有键 {key}，因此还需要键 {keys}"),
    "unknown": ("{at} is a key that is not allowed here{advice}", "{at} 是此处不允许的键{advice}"),
    "unevaluated": (
        "{at} has keys that are not allowed together with the others{advice}",
        "{at} 含有与其余内容不相容的键{advice}",
    ),
    "forbidden": ("{at} is not allowed here{expected}", "此处不允许 {at}{expected}"),
    "extra_items": ("{at} has {count} items, {limit} at most are allowed", "{at} 有 {count} 项，最多允许 {limit} 项"),
    "unevaluatedItems": ("{at} has items that are not allowed here", "{at} 含有此处不允许的项"),
    "pattern": (
        "{at} does not have the required form: {shown} does not match {pattern}{expected}{example}",
        "{at} 的格式不符：{shown} 不匹配 {pattern}{expected}{example}",
    ),
    "format": ("{at} is not a valid {format}: {shown}{example}", "{at} 不是有效的 {format}：{shown}{example}"),
    "empty": ("{at} must not be empty{expected}", "{at} 不能为空{expected}"),
    "minLength": (
        "{at} has {count} characters, at least {limit} are required{expected}",
        "{at} 只有 {count} 个字符，至少需要 {limit} 个{expected}",
    ),
    "maxLength": (
        "{at} has {count} characters, at most {limit} are allowed{expected}",
        "{at} 有 {count} 个字符，最多允许 {limit} 个{expected}",
    ),
    "minItems": ("{at} has {count} items, at least {limit} are required", "{at} 只有 {count} 项，至少需要 {limit} 项"),
    "maxItems": ("{at} has {count} items, at most {limit} are allowed", "{at} 有 {count} 项，最多允许 {limit} 项"),
    "minProperties": (
        "{at} has {count} keys, at least {limit} are required",
        "{at} 只有 {count} 个键，至少需要 {limit} 个",
    ),
    "maxProperties": (
        "{at} has {count} keys, at most {limit} are allowed",
        "{at} 有 {count} 个键，最多允许 {limit} 个",
    ),
    "uniqueItems": ("{at} is equal to item {first}, items must be unique", "{at} 与第 {first} 项相同，各项不得重复"),
    "minimum": (
        "{at} is {shown}, it must be at least {limit}{expected}",
        "{at} 为 {shown}，不得小于 {limit}{expected}",
    ),
    "maximum": ("{at} is {shown}, it must be at most {limit}{expected}", "{at} 为 {shown}，不得大于 {limit}{expected}"),
    "exclusiveMinimum": ("{at} is {shown}, it must be more than {limit}", "{at} 为 {shown}，必须大于 {limit}"),
    "exclusiveMaximum": ("{at} is {shown}, it must be less than {limit}", "{at} 为 {shown}，必须小于 {limit}"),
    "multipleOf": ("{at} is {shown}, it must be a multiple of {limit}", "{at} 为 {shown}，必须是 {limit} 的倍数"),
    "contains": ("{at} has no item of the required kind{expected}", "{at} 中没有所需的项{expected}"),
    "minContains": (
        "{at} has too few items of the required kind, at least {limit} are needed{expected}",
        "{at} 中所需的项过少，至少需要 {limit} 项{expected}",
    ),
    "maxContains": (
        "{at} has too many items of one kind, at most {limit} are allowed{expected}",
        "{at} 中某类项过多，最多允许 {limit} 项{expected}",
    ),
    "not": ("{at} has a form that is not allowed: {shown}{expected}", "{at} 的内容不被允许：{shown}{expected}"),
    "not_value": ("{at} must not be {shown}", "{at} 不得为 {shown}"),
    "several": (
        "{at} fits more than one of {count} alternatives, exactly one is allowed{titles}",
        "{at} 同时符合 {count} 种形式中的多种，只允许一种{titles}",
    ),
    "none": (
        "{at} fits none of {count} alternatives: {shown}{titles}",
        "{at} 不符合 {count} 种形式中的任何一种：{shown}{titles}",
    ),
    "other": ("{at} breaks {keyword}: {shown}", "{at} 不满足 {keyword}：{shown}"),
    "more": ("{count} more schema errors are not shown", "另有 {count} 处模式错误未显示"),
    "many_more": ("more than {count} further schema errors are not shown", "另有超过 {count} 处模式错误未显示"),
}

_PARTS: Mapping[str, tuple[str, str]] = {
    "": ("", ""),
    "expected": (" (expected: {text})", "（应为：{text}）"),
    "example": (", for example {text}", "，例如 {text}"),
    "titles": (": {text}", "：{text}"),
    "did_you_mean": (", did you mean {text}?", "，是否想写 {text}？"),
    "allowed": (", allowed are {text}", "，允许的有 {text}"),
    "unquote": (", write it without quotes", "，请去掉引号"),
    "write": (", write {text}", "，请写 {text}"),
    "quote": (", put it in quotes", "，请加引号"),
    "listed": (", write it as a list", "，请写成列表"),
    "fill": (", fill it in or delete the key", "，请填写或删除该键"),
    "name": ("the name of the key {text}", "键名 {text}"),
    "root": ("the document", "文档"),
    "because": (" (since {text})", "（因为 {text}）"),
    "is": ("{name} is {value}", "{name} 为 {value}"),
    "is_not": ("{name} is not {value}", "{name} 不为 {value}"),
    "or": (" or ", " 或 "),
    "and": (" and ", " 且 "),
}


def say(name: str, /, **fields: object) -> Words:
    """Fill the template or part ``name``; a field is words by language, or the same in each."""
    en, zh = _TEMPLATES[name] if name in _TEMPLATES else _PARTS[name]
    return {"en": en.format(**_in("en", fields)), "zh": zh.format(**_in("zh", fields))}


def _in(language: str, fields: Mapping[str, object]) -> dict[str, object]:
    return {key: value[language] if isinstance(value, Mapping) else value for key, value in fields.items()}


def joined(*parts: Words) -> Words:
    """Put words after words."""
    return {language: "".join(part[language] for part in parts) for language in ("en", "zh")}


def linked(by: str, parts: Iterable[Words]) -> Words:
    """Link words by the part ``by`` (``or``, ``and``)."""
    every = list(parts)
    return {language: say(by)[language].join(part[language] for part in every) for language in ("en", "zh")}


def types(names: Iterable[str]) -> Words:
    """Name JSON types."""
    return linked("or", ({"en": _TYPES[name][0], "zh": _TYPES[name][1]} for name in names))


def shown(value: Json) -> str:
    """Show a value in at most :data:`WIDTH` characters: scalars as JSON, containers by their size."""
    if isinstance(value, dict):
        return f"{{…}} ({len(value)})" if value else "{}"
    if isinstance(value, (list, tuple)):
        return f"[…] ({len(value)})" if value else "[]"
    if isinstance(value, str):
        return f'"{plain(value, WIDTH - 2, quoted=True)}"'
    if isinstance(value, int) and value.bit_length() > _PLAIN_BITS:
        return f"2^{value.bit_length() - 1}…"  # str() of a longer one is quadratic, and refused by Python
    return _scalar(value)


def _scalar(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return plain(str(value), WIDTH)


def plain(text: str, width: int = WIDTH, *, quoted: bool = False) -> str:
    """Return ``text`` on one line in at most ``width`` characters, with what does not print as escapes."""
    out: list[str] = []
    room = width
    for char in text[: width + 1]:
        piece = _printable(char, quoted)
        if len(piece) > room:
            break
        out.append(piece)
        room -= len(piece)
    else:
        return "".join(out)
    while out and room < 1:
        room += len(out.pop())
    return "".join(out) + "…"


def _printable(char: str, quoted: bool) -> str:
    if char == "\\" or (quoted and char == '"'):
        return "\\" + char if quoted else char
    if char.isprintable():
        return char
    short = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(char)
    return short or (f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}")


def listed(values: Iterable[Any], room: int = WIDTH) -> str | None:
    """Show values with commas, or give None when they don't fit in ``room``."""
    pieces, length = [], 0
    for value in values:
        piece = shown(value)
        length += len(piece) + 2
        if length > room + 2:
            return None
        pieces.append(piece)
    return ", ".join(pieces)


def where(steps: Steps) -> Words:
    """Name a place: ``tracks[3].label``; of a long one the end."""
    text = ""
    for step in steps[-8:]:
        if isinstance(step, int):
            text += f"[{step}]"
            continue
        bare = step.replace("_", "a").replace("-", "a").isalnum() and len(step) <= WIDTH // 2
        text += (("." if text else "") + step) if bare else f"[{shown(step[: WIDTH // 2])}]"
    if len(text) > WIDTH or len(steps) > 8:
        text = "…" + text[-(WIDTH - 1) :]
    return {"en": text, "zh": text} if steps else say("root")
