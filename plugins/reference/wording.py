"""The fixed words of the reference, and how a field's schema is said in a few of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from adjudge.lib.documents import Json

from .fields import Field, Schema, literal

_EN = {
    "reference": "Reference",
    "other": "中文",
    "kinds": "Kinds",
    "rules": "Rules",
    "instruments": "Laws and standards",
    "parameters": "Parameters",
    "fields": "Fields",
    "facts": "Facts",
    "files": "Files",
    "shape": "Shape",
    "records": "each record of a JSONL or CSV file is an artifact",
    "field": "Field",
    "type": "Type",
    "meaning": "Meaning",
    "required": "required",
    "document": "the document",
    "example": "Example",
    "again": "Its fields are those shown above.",
    "choice": "Alternative {name}.",
    "also": "Also",
    "no_fields": "It has no fields.",
    "kind": "Kind",
    "title": "What holds",
    "severity": "Severity",
    "warns": "only warns",
    "basis": "Basis",
    "no_basis": "No law: a check of the evidence itself.",
    "effective": "In force",
    "from": "from {}",
    "to": "until {}",
    "replaced": "replaced by {}",
    "jurisdictions": "Jurisdictions",
    "collections": "Collections",
    "formerly": "Formerly",
    "reads": "Parameters",
    "default": "Default",
    "legal": "{clause} sets the bound: {bound}.",
    "findings": "Findings",
    "fix": "Fix",
    "text": "Official text",
    "clause": "Clause",
    "summary": "What it says",
    "checked": "Rules",
    "checkable": "Checkable",
    "yes": "yes",
    "no": "no",
    "issuer": "Issuer",
    "number": "Number",
    "issued": "Issued",
    "since": "In force since",
    "read": "Read",
    "full": "in full",
    "secondary": "known from secondary sources",
    "succession": "Renumbered",
    "renumbered": "{new} was {old} before {since}",
    "added": "{new} was added on {since}",
    "rule": "Rule",
    "untranslated": "{n} of {of} texts are in English only.",
    "none": "none",
    "extends": "Extends",
    "listed": ", ",
    "colon": ": ",
    "stop": ".",
    "in_brackets": " ({})",
}
_ZH = {
    "reference": "参考",
    "other": "English",
    "kinds": "类型",
    "rules": "规则",
    "instruments": "法律与标准",
    "parameters": "参数",
    "fields": "字段",
    "facts": "事实",
    "files": "文件",
    "shape": "形式",
    "records": "JSONL 或 CSV 文件的每条记录为一个制品",
    "field": "字段",
    "type": "取值",
    "meaning": "含义",
    "required": "必填",
    "document": "文档",
    "example": "示例",
    "again": "其字段同上。",
    "choice": "形式：{name}。",
    "also": "另有条件",
    "no_fields": "没有字段。",
    "kind": "类型",
    "title": "要求",
    "severity": "严重程度",
    "warns": "仅警告",
    "basis": "依据",
    "no_basis": "无法律依据：对证据本身的核对。",
    "effective": "效力",
    "from": "自 {} 起",
    "to": "至 {} 止",
    "replaced": "由 {} 取代",
    "jurisdictions": "适用法域",
    "collections": "规则集",
    "formerly": "曾用名",
    "reads": "参数",
    "default": "默认值",
    "legal": "{clause} 规定的界限：{bound}。",
    "findings": "问题",
    "fix": "整改",
    "text": "官方文本",
    "clause": "条款",
    "summary": "内容",
    "checked": "规则",
    "checkable": "可否机检",
    "yes": "是",
    "no": "否",
    "issuer": "发布机关",
    "number": "文号",
    "issued": "发布日期",
    "since": "施行日期",
    "read": "文本来源",
    "full": "已阅读全文",
    "secondary": "来自二手资料",
    "succession": "条文序号变更",
    "renumbered": "{new} 在 {since} 之前为 {old}",
    "added": "{new} 于 {since} 增加",
    "rule": "规则",
    "untranslated": "{of} 条文字中有 {n} 条尚无中文。",
    "none": "无",
    "extends": "扩展",
    "listed": "、",
    "colon": "：",
    "stop": "。",
    "in_brackets": "（{}）",
}
WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType({"en": _EN, "zh": _ZH})

_TYPES = {
    "en": {
        "string": "text",
        "integer": "integer",
        "number": "number",
        "boolean": "`true` or `false`",
        "null": "`null`",
        "object": "mapping",
        "array": "list",
        "of": "list of {}",
        "or": " or ",
        "one_of": "one of {}",
        "any": "anything",
    },
    "zh": {
        "string": "文本",
        "integer": "整数",
        "number": "数字",
        "boolean": "`true` 或 `false`",
        "null": "`null`",
        "object": "映射",
        "array": "列表",
        "of": "列表，每项为{}",
        "or": " 或 ",
        "one_of": "{} 之一",
        "any": "任意值",
    },
}
_LIMITS = {
    "en": {
        "format": "format `{}`",
        "pattern": "matches `{}`",
        "minLength": "{} characters at least",
        "not_empty": "not empty",
        "maxLength": "{} characters at most",
        "minimum": "{} at least",
        "maximum": "{} at most",
        "exclusiveMinimum": "more than {}",
        "exclusiveMaximum": "less than {}",
        "multipleOf": "a multiple of {}",
        "minItems": "{} items at least",
        "maxItems": "{} items at most",
        "uniqueItems": "no item twice",
        "minProperties": "{} keys at least",
        "maxProperties": "{} keys at most",
        "contains": "with `{}`",
        "join": ", ",
    },
    "zh": {
        "format": "格式 `{}`",
        "pattern": "匹配 `{}`",
        "minLength": "至少 {} 个字符",
        "not_empty": "非空",
        "maxLength": "至多 {} 个字符",
        "minimum": "不小于 {}",
        "maximum": "不大于 {}",
        "exclusiveMinimum": "大于 {}",
        "exclusiveMaximum": "小于 {}",
        "multipleOf": "{} 的倍数",
        "minItems": "至少 {} 项",
        "maxItems": "至多 {} 项",
        "uniqueItems": "各项不重复",
        "minProperties": "至少 {} 个键",
        "maxProperties": "至多 {} 个键",
        "contains": "包含 `{}`",
        "join": "，",
    },
}

_NOT_EMPTY = (("minLength", 1), ("pattern", "\\S"), ("minItems", 1), ("minProperties", 1))


def values(field: Field, language: str, choices: list[dict[str, Json]]) -> str:
    """Return what a field may hold: its type and limits, of a list those of its items; ``choices`` are alternatives."""
    text = _said(field.node, language)
    if field.item is not None:
        limits = _limited(field.node, language)
        of = _TYPES[language]["of"].format(_said(field.item, language))
        text = _LIMITS[language]["join"].join([of, *limits])
    if not choices or "type" in field.node:
        return text
    said = dict.fromkeys(_said(each, language) for each in choices)
    return _TYPES[language]["or"].join(said)


def limit(keyword: str, value: Json, language: str) -> str:
    """Return one limit in words."""
    return _LIMITS[language].get(keyword, f"{keyword} {{}}").format(literal(value))


def _said(node: Schema, language: str) -> str:
    return _LIMITS[language]["join"].join([_type(node, language), *_limited(node, language)])


def _type(node: Schema, language: str) -> str:
    words = _TYPES[language]
    if "const" in node:
        return f"`{literal(node['const'])}`"
    if "enum" in node:
        options = ", ".join(f"`{literal(each)}`" for each in node["enum"])
        return words["one_of"].format(options) if len(node["enum"]) > 1 else options
    types = node.get("type")
    if types is None:
        return words["object"] if "properties" in node else words["any"]
    return words["or"].join(words[each] for each in ([types] if isinstance(types, str) else types))


def _limited(node: Schema, language: str) -> Iterator[str]:
    words = _LIMITS[language]
    for key in words:
        value = node.get(key)
        if (
            key == "contains"
            or value is None
            or value is False
            or (key, value) in _NOT_EMPTY
            or (key == "pattern" and "format" in node)
        ):
            continue
        yield limit(key, value, language)
    if any(node.get(key) == value for key, value in _NOT_EMPTY):
        yield words["not_empty"]
