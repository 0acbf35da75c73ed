"""The words of ``locale/``: what Python says is there in every language, and what is there is said.

A code is ``<section>.<entry>``. ``say("gate.twice", file=…)`` says one by name; a literal elsewhere that is a code, such as
one in a table, counts as said; so do an f-string that begins with a section (``f"report.core.{name}"``) and the beginning of
codes (``words.of("report.outcomes", name)``) for all that they can lead to.
"""

from __future__ import annotations

import ast
import io
import re
import string
import tokenize
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "locale"
LANGUAGES = sorted(file.stem for file in LOCALE.glob("*.yaml"))
PYTHON = [
    file
    for floor in ("lib", "core", "plugins", "extras/adjudge-opa/src")
    for file in sorted((ROOT / floor).rglob("*.py"))
    if file.is_file()
]
STOPS = (".", "?", "!", "。", "？", "！")

OPEN: Mapping[str, str] = {
    "plugins/attestation/commands/verify.py": "what is told of a release is the same whether it was copied or not",
}
"""Files in which ``say`` may take ``**fields``, with the reason: there nobody sees which placeholders are filled."""

NO_CODES = frozenset({"opa.runtime", "rego.v0", "rego.v1", "rego.v2", "report.css", "report.js"}) | {
    f"session.{module}" for module in ("inputs", "judge", "reports", "session", "settings")
}
"""Literals that look like codes of a section, and are none."""

DIFFER: Mapping[str, str] = {
    "report.as_of": "a time in the zone of its readers, or in UTC",
    "report.named": "a name beside an id, or the id alone",
    "report.named_aside": "a name beside an id, or the id alone",
    "schema.titled": "a key with its title, or the key alone",
}
"""Entries whose languages have other placeholders, with the reason: who says them fills all."""

NO_CHINESE: Mapping[str, str] = {
    "kind.by_option": "a flag",
    "language.tag": "a tag",
    "policy.metadata": "the name of what a comment holds",
    "report.locale": "a tag",
    "report.page.digest": "the name of an algorithm",
}
"""Entries whose Chinese has no Chinese in it, with the reason."""

PLURALS = ("_zero", "_one")
"""Ends of codes for a number that a language says in another way; not every language does."""

Entry = tuple[str, ...]


class _Strict(yaml.SafeLoader):
    """A loader that refuses a key that is there twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [key.value for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        assert not twice, f"{sorted(twice)} twice, line {node.start_mark.line + 1}"
        return super().construct_mapping(node, deep)


@cache
def entries(language: str) -> dict[str, Entry]:
    """Give the entries of a language by code: a message, or a message and its next step."""
    read = yaml.load((LOCALE / f"{language}.yaml").read_text("utf-8"), _Strict)
    found: dict[str, Entry] = {}
    for section, texts in read.items():
        for name, text in texts.items():
            parts = text if isinstance(text, list) else [text]
            assert all(isinstance(part, str) for part in parts), f"{section}.{name} is no text"
            assert 1 <= len(parts) <= 2, f"{section}.{name} is neither a text nor a message and its next step"
            found[f"{section}.{name}"] = tuple(parts)
    return found


def holes(text: str) -> set[str]:
    """Give the names of the placeholders in a text."""
    names = (name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
    return {re.split(r"[.\[]", name)[0] for name in names}


def placeholders(entry: Entry) -> set[str]:
    """Give the names of the placeholders in an entry; ``s``, the plural, comes with a number."""
    found = set().union(*map(holes, entry))
    return found - {"s"} if found & {"n", "count"} else found


# --- the files --------------------------------------------------------------------------------------------------------


def test_there_is_nothing_but_words_in_the_folder() -> None:
    """An ``__init__.py`` would hide Python's own ``locale`` from whoever runs at the root."""
    assert {file.name for file in LOCALE.iterdir()} == {f"{language}.yaml" for language in LANGUAGES}
    assert {"en", "zh"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_read_without_a_key_that_is_there_twice(language: str) -> None:
    assert entries(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_is_read_by_itself_as_it_is_in_the_whole_file(language: str) -> None:
    """What people read is looked up a section at a time, by another parser."""
    from adjudge.lib.words import section

    names = {code.partition(".")[0] for code in entries(language)}
    found = {f"{name}.{entry}": text for name in names for entry, text in section(language, name).items()}
    assert {code: tuple(text) if isinstance(text, list) else (text,) for code, text in found.items()} == entries(
        language
    )


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_a_language_of_ours_has_every_code_and_no_other(language: str) -> None:
    ours, english = entries(language), entries("en")
    assert sorted(code for code in english.keys() ^ ours.keys() if not code.endswith(PLURALS)) == []
    assert [code for code in english.keys() & ours.keys() if len(english[code]) != len(ours[code])] == []


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_the_placeholders_are_the_same_in_every_language(language: str) -> None:
    ours = entries(language)
    differ = [
        code
        for code, entry in entries("en").items()
        if code not in DIFFER and placeholders(entry) != placeholders(ours.get(code, entry))
    ]
    assert differ == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_has_no_full_stop_and_a_next_step_has_one(language: str) -> None:
    wrong = []
    for code, entry in entries(language).items():
        if len(entry) == 2:
            message, step = entry
            wrong += [f"{code}: {message}"] if message.endswith((".", "。")) else []
            open_ended = not step.endswith(STOPS) and not re.search(r"\{\w+\}$", step)
            wrong += [f"{code}: {step}"] if open_ended else []
    assert wrong == []


def test_chinese_ends_as_english_does() -> None:
    chinese = entries("zh")
    differ = [
        f"{code}: {text} / {other}"
        for code, entry in entries("en").items()
        for text, other in zip(entry, chinese.get(code, entry), strict=False)
        if not re.search(r"\}$", text) and not re.search(r"\}$", other)
        if text.endswith(STOPS) != other.endswith(STOPS)
    ]
    assert differ == []


# --- Chinese ----------------------------------------------------------------------------------------------------------

_HAN = re.compile(r"[\u3400-\u9fff]")
_ASIDE = re.compile(
    r"adjudge [^\n\u3000-\u9fff\uff00-\uffef]*|from \w+ import \w+|`[^`]*`|“[^”]*”|\"[^\"]*\"|'[^']*'|\{[^{}]*\}"
)
_SENTENCE = re.compile(r"\b[a-z]{2,}(?: +[a-z]{2,}){2,}\b")


def english_in(text: str) -> str | None:
    """Give what is an English sentence in a text: three words in a row that no code, quotation, field or command line is."""
    found = _SENTENCE.search(_ASIDE.sub("·", text))
    return found.group() if found else None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("there is no such file", "there is no such file"),
        ("该文件 cannot be read", "cannot be read"),
        ("请运行 `adjudge check the file`", None),
        ("示例：adjudge check examples now", None),
        ("“no such file or directory”", None),
        ("{one} two {three}", None),
        ("OPA 未作答", None),
    ],
)
def test_an_english_sentence_is_found(text: str, found: str | None) -> None:
    assert english_in(text) == found


def test_chinese_is_chinese() -> None:
    english = {code: text for code, entry in entries("zh").items() for text in entry if english_in(text)}
    assert english == {}
    bare = {
        code: text
        for code, entry in entries("zh").items()
        for text in entry
        if not _HAN.search(text) and re.search(r"[A-Za-z]", _ASIDE.sub("", text)) and code not in NO_CHINESE
    }
    assert bare == {}


# --- what Python says -------------------------------------------------------------------------------------------------


class Call(NamedTuple):
    """A code that is said by name, with the placeholders that are filled; ``place`` is a file and a line."""

    code: str
    place: str
    fields: frozenset[str]
    spread: frozenset[str]
    """Fields that come in a mapping, which may serve several codes: not each has a place for all."""
    is_open: bool
    use: str | None
    """What is made of it: ``message`` of an error, ``hint`` for one, else None."""


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


@cache
def nodes(file: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(parsed(file)))


@cache
def sections() -> frozenset[str]:
    return frozenset(code.partition(".")[0] for code in entries("en"))


def name_of(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def uses(tree: ast.AST) -> dict[int, str]:
    """Give what is made of words, by the id of the node that says them."""
    found: dict[int, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found |= {id(keyword.value): "hint" for keyword in node.keywords if keyword.arg == "hint"}
            if node.args and re.search(r"(Error|Problem)$", name_of(node.func)):
                found[id(node.args[0])] = "message"
    return found


@cache
def calls() -> tuple[Call, ...]:
    """Give the calls that say a code by name: ``say(…)``, and ``words(…)`` of one language."""
    found = []
    for file in PYTHON:
        tree = parsed(file)
        used = uses(tree)
        for node in ast.walk(tree):
            if (
                not isinstance(node, ast.Call)
                or not node.args
                or name_of(node.func).lstrip("_") not in ("say", "words")
            ):
                continue
            fields, spread, is_open = fields_of(node, tree)
            place = f"{file.relative_to(ROOT).as_posix()}:{node.lineno}"
            found += [Call(code, place, fields, spread, is_open, used.get(id(node))) for code in codes_of(node.args[0])]
    return tuple(found)


def codes_of(node: ast.expr) -> Iterator[str]:
    """Give the codes that an argument can be: a literal, or one of two."""
    if isinstance(node, ast.IfExp):
        yield from (*codes_of(node.body), *codes_of(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def fields_of(call: ast.Call, tree: ast.AST) -> tuple[frozenset[str], frozenset[str], bool]:
    """Give the fields that a call fills, those that come in a mapping, and whether there may be more.

    There may be more in a ``**name`` that is no mapping written out.
    """
    spread: set[str] = set()
    is_open = False
    for keyword in call.keywords:
        if keyword.arg is None:
            written = written_out(keyword.value, call, tree)
            is_open |= written is None
            spread |= written or set()
    named = frozenset(keyword.arg for keyword in call.keywords if keyword.arg is not None)
    return named, frozenset(spread), is_open


def written_out(node: ast.expr, call: ast.Call, tree: ast.AST) -> set[str] | None:
    """Give the keys of a mapping that is written out where it is used, or in the function around it; None for another."""
    if isinstance(node, ast.Dict) and all(isinstance(key, ast.Constant) for key in node.keys):
        return {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}
    if isinstance(node, ast.Call) and name_of(node.func) == "dict" and not node.args:
        return {keyword.arg for keyword in node.keywords if keyword.arg is not None}
    if not isinstance(node, ast.Name):
        return None
    around = [
        each
        for each in ast.walk(tree)
        if isinstance(each, ast.FunctionDef) and each.lineno <= call.lineno <= (each.end_lineno or 0)
    ]
    values = [
        each.value
        for function in around[-1:]
        for each in sorted(ast.walk(function), key=lambda each: getattr(each, "lineno", 0))
        if isinstance(each, ast.Assign | ast.AnnAssign) and each.value is not None
        if any(
            name_of(target) == node.id for target in (each.targets if isinstance(each, ast.Assign) else [each.target])
        )
    ]
    before = [value for value in values if value.lineno <= call.lineno]
    return written_out(before[-1], call, tree) if before and not isinstance(before[-1], ast.Name) else None


@cache
def literals() -> tuple[tuple[str, str], ...]:
    """Give every text in Python that looks like a code of a section, with its place."""
    code = re.compile(rf"(?:{'|'.join(sorted(sections()))})(?:\.[A-Za-z0-9_]+)+")
    return tuple(
        (node.value, f"{file.relative_to(ROOT).as_posix()}:{node.lineno}")
        for file in PYTHON
        for node in nodes(file)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and code.fullmatch(node.value)
    )


@cache
def families() -> tuple[re.Pattern[str], ...]:
    """Give what f-strings that begin with a section can lead to, and ``words.of(section, name)``."""
    begin = re.compile(rf"(?:{'|'.join(sorted(sections()))})\.")
    found = []
    for file in PYTHON:
        for node in nodes(file):
            if isinstance(node, ast.Call) and name_of(node.func) == "of" and node.args:
                found += [re.compile(rf"{re.escape(each)}\.\w+") for each in codes_of(node.args[0]) if begins(each)]
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                parts = [each.value if isinstance(each, ast.Constant) else None for each in node.values]
                if begin.match(str(parts[0])):
                    found.append(re.compile("".join(".+" if part is None else re.escape(str(part)) for part in parts)))
    return tuple(found)


def begins(text: str) -> bool:
    """Tell whether a text is the beginning of codes."""
    return any(code.startswith(f"{text}.") for code in entries("en"))


def begins_codes(text: str) -> bool:
    """Tell whether a text is the beginning of codes, and none itself."""
    return text not in entries("en") and begins(text)


def test_every_code_that_is_said_is_there() -> None:
    known = entries("en")
    missing = [
        f"{call.place}: {call.code}" for call in calls() if call.code not in known and not begins_codes(call.code)
    ]
    assert missing == []


def test_every_code_in_a_table_is_there() -> None:
    known = entries("en")
    missing = [
        f"{place}: {text}"
        for text, place in literals()
        if text not in known and not begins_codes(text) and text not in NO_CODES
    ]
    assert missing == []


def test_every_entry_is_said_somewhere() -> None:
    named = {text for text, _ in literals()}
    begun = tuple(f"{text}." for text in named if begins_codes(text))
    plural = re.compile(rf"({'|'.join(PLURALS)})$")
    unsaid = [
        code
        for code in entries("en")
        if code not in named and plural.sub("", code) not in named and not code.startswith(begun)
        if not any(each.fullmatch(code) for each in families())
    ]
    assert unsaid == []


def test_whoever_says_a_code_fills_its_placeholders_and_no_others() -> None:
    wrong = []
    for call in calls():
        entry = entries("en").get(call.code)
        if entry is None or call.code in DIFFER:
            continue
        wanted = placeholders(entry)
        if call.is_open and call.place.partition(":")[0] not in OPEN:
            wrong.append(f"{call.place}: {call.code} is filled by **, and nobody says why")
        if not call.fields <= wanted or not (call.is_open or wanted <= call.fields | call.spread):
            wrong.append(f"{call.place}: {call.code} wants {sorted(wanted)}, not {sorted(call.fields | call.spread)}")
    assert wrong == []


def test_no_reason_for_open_fields_is_left_over() -> None:
    assert OPEN.keys() <= {call.place.partition(":")[0] for call in calls() if call.is_open}


def test_what_is_a_next_step_is_a_sentence_and_what_is_a_message_is_none() -> None:
    wrong = []
    for call in calls():
        text = entries("en").get(call.code, ("",))[0]
        if call.use == "hint" and text and not text.endswith((*STOPS, "}")):
            wrong.append(f"{call.place}: the next step {call.code} ends without a full stop")
        if call.use == "message" and text.endswith("."):
            wrong.append(f"{call.place}: the message {call.code} ends with a full stop")
    assert wrong == []


# --- no words in Python -----------------------------------------------------------------------------------------------

_CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def chinese(text: str) -> list[int]:
    """Give the lines of strings with Chinese in them; docstrings, and a statement that a comment explains, are left out."""
    tree = ast.parse(text)
    statements = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and not hasattr(node, "body")]
    prose = {
        node.value.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    comments = {token.start[0] for token in tokens if token.type == tokenize.COMMENT}
    kinds = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
    found = []
    for token in tokens:
        line = token.start[0]
        if token.type not in kinds or not _CHINESE.search(token.string) or line in prose:
            continue
        spans = [(each.lineno, each.end_lineno or each.lineno) for each in statements]
        first, last = min(
            ((first, last) for first, last in spans if first <= line <= last),
            key=lambda span: span[1] - span[0],
            default=(line, line),
        )
        if not comments & set(range(first - 1, last + 1)):
            found.append(line)
    return found


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ('x = "中文"\n', [1]),
        ('x = f"{y}（z）"\n', [1]),
        ('x = "中文"  # what a studio writes\n', []),
        ('# what a studio writes\nx = ("a",\n     "中文")\n', []),
        ('def f():\n    """As 中文."""\n    return "，"\n', [3]),
        ('x = "\\u4e00"\n', []),
    ],
)
def test_chinese_in_python_is_found(text: str, lines: list[int]) -> None:
    assert chinese(text) == lines


@pytest.mark.parametrize("file", PYTHON, ids=name)
def test_python_holds_no_chinese_but_where_a_comment_says_why(file: Path) -> None:
    assert chinese(file.read_text("utf-8")) == []


@pytest.mark.parametrize("file", PYTHON, ids=name)
def test_python_holds_no_words_of_two_languages(file: Path) -> None:
    both = [
        node.lineno
        for node in nodes(file)
        if isinstance(node, ast.Dict)
        if {"en", "zh"} <= {key.value for key in node.keys if isinstance(key, ast.Constant)}
    ]
    assert both == []
