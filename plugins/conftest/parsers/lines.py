"""Formats of lines: INI, ``.env``, properties, ignore files, CODEOWNERS. Each reader returns what conftest's gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from adjudge.lib.documents import Document, Json, Place, Source, Steps
from adjudge.lib.errors import ReadError
from adjudge.lib.formats.limits import decode
from adjudge.lib.words import say

_NUMBER = re.compile(
    r"[-+]?(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?|0[xX][0-9a-fA-F]+\.?[0-9a-fA-F]*[pP][-+]?[0-9]+)"
)
_TRUE, _FALSE = "t T TRUE true True".split(), "f F FALSE false False".split()
_KEY = re.compile(r"""("[^"]*"|`[^`]*`|[^=:]+?)\s*[=:]""")
_VARIABLE = re.compile(r"\\?\$\{?([A-Z0-9_]*)\}?")
_VARIABLE_LINE = re.compile(
    r"""\s*(?:export\s+)?([\w.]+)(?:\s*=\s*|:\s+?)('(?:\\'|[^'])*'|"(?:\\"|[^"])*"|[^#\n]+)?\s*(?:\s*#.*)?"""
)
_OPEN_QUOTE = re.compile(r"""[^=:]*[=:]\s*(["'])(?:\\.|(?!\1).)*$""")
_EMAIL = re.compile(r"[A-Za-z0-9._'%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,6}")


def read_ini(source: Source) -> Iterator[Document]:
    """Read INI, and return its sections; keys before the first are left out, as conftest does."""
    found: dict[str, dict[str, Json]] = {}
    section: dict[str, Json] = {}
    lines = _text(source).splitlines()
    at = 0
    while at < len(lines):
        number, line = at + 1, lines[at].strip()
        at += 1
        while line.endswith("\\") and at < len(lines):
            line = line[:-1] + lines[at].strip()
            at += 1
        if not line or line[0] in "#;":
            continue
        if line.startswith("["):
            name = line[1 : line.rfind("]")].strip()
            if not name or "]" not in line:
                raise ReadError(say("conftest.ini"), file=source.path, line=number)
            section = found.setdefault(name, {}) if name != "DEFAULT" else {}
            continue
        said = _KEY.match(line)
        if said is None:
            raise ReadError(say("conftest.ini"), file=source.path, line=number)
        section[_unquoted(said[1].strip())] = _typed(_ini_value(line[said.end() :].strip()))
    yield _document(source, found)


def _ini_value(text: str) -> str:
    """Return a value without its quotes, or without the comment behind it."""
    for quote in ('"""', "`"):
        if text.startswith(quote) and (end := text.find(quote, len(quote))) >= 0:
            return text[len(quote) : end]
    return _unquoted(re.split("[#;]", text, maxsplit=1)[0].strip())


def _typed(text: str) -> Json:
    if _NUMBER.fullmatch(text):
        number = float.fromhex(text) if "x" in text.lower() else float(text)
        return int(number) if number.is_integer() else number
    return True if text in _TRUE else False if text in _FALSE else text


def _unquoted(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else text


def read_dotenv(source: Source) -> Iterator[Document]:
    """Read ``.env``, and return its variables. What a value takes of others is theirs in the file, never the environment's."""
    found: dict[str, Json] = {}
    lines = _text(source).splitlines()
    at = 0
    while at < len(lines):
        number, line = at + 1, lines[at].strip()
        at += 1
        if not line or line.startswith("#"):
            continue
        quote = _OPEN_QUOTE.match(line)
        while quote is not None and at < len(lines):
            line = f"{line}\n{lines[at]}"
            at += 1
            if re.search(rf"(?<!\\){quote[1]}", lines[at - 1]) is not None:
                quote = None
        said = _VARIABLE_LINE.fullmatch(line)
        if quote is not None or said is None:
            raise ReadError(say("conftest.dotenv"), file=source.path, line=number)
        found[said[1]] = _value((said[2] or "").strip(), found)
    yield _document(source, found)


def _value(text: str, found: dict[str, Json]) -> str:
    """Return a value without its quotes, with the variables that it names."""
    quote = text[0] if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'" else ""
    text = text[1:-1] if quote else text
    if quote == "'":
        return text
    if quote:
        text = re.sub(r"\\([^$])", r"\1", text.replace("\\n", "\n").replace("\\r", "\r"))
    return _VARIABLE.sub(lambda each: _taken(each, found), text)


def _taken(each: re.Match[str], found: dict[str, Json]) -> str:
    if each[0].startswith("\\"):
        return each[0][1:]
    return str(found.get(each[1], "")) if each[1] else each[0]


def read_properties(source: Source) -> Iterator[Document]:
    """Read properties, and return them as they are written: conftest does not write out what ``${other}`` names."""
    try:
        import javaproperties
    except ImportError as error:
        raise ReadError(say("conftest.no_library", name="javaproperties")) from error
    try:
        yield _document(source, javaproperties.loads(_text(source)))
    except javaproperties.InvalidUEscapeError as error:
        raise ReadError(say("conftest.properties"), file=source.path, line=1) from error


def read_ignore(source: Source) -> Iterator[Document]:
    """Read a ``.gitignore`` or ``.dockerignore``, and return its lines, each with what it is."""
    lines = _text(source).split("\n")
    entries = [dict(zip(("Kind", "Value", "Original"), _entry(line), strict=True)) for line in lines]
    yield _document(source, [entries], lambda steps: steps[1] if len(steps) > 1 else 0)


def _entry(line: str) -> tuple[str, str, str]:
    stripped = line.rstrip(" ")
    if stripped.endswith("\\"):
        stripped = line[: len(stripped) + 1]
    if not stripped:
        return "Empty", line, line
    if line.startswith("#"):
        return "Comment", stripped[1:].strip(), line
    if line.startswith("!"):
        return "NegatedPath", _unescaped(stripped[1:]), line
    return "Path", _unescaped(stripped), line


def _unescaped(text: str) -> str:
    return re.sub(r"\\(\\?)", r"\1", text)


def read_codeowners(source: Source) -> Iterator[Document]:
    """Read CODEOWNERS, and return its rules: a pattern, its owners and the comment behind them."""
    rules: list[dict[str, Json]] = []
    for number, line in enumerate(_text(source).splitlines(), start=1):
        said, _, comment = line.strip().partition("#")
        if not said.strip():
            continue
        pattern, *owners = (each.replace("\0", "\\ ") for each in said.replace("\\ ", "\0").split())
        rules.append(
            {
                "pattern": pattern,
                "owners": [_owner(each, source.path, number) for each in owners],
                "comment": comment.strip(),
                "lineNumber": number,
            }
        )
    yield _document(source, {"rules": rules}, lambda steps: _line_of(rules, steps))


def _owner(text: str, file: str, line: int) -> dict[str, Json]:
    if re.fullmatch(r"@[A-Za-z0-9-]+/[\w.-]+", text):
        return {"type": "team", "value": text[1:]}
    if re.fullmatch(r"@[A-Za-z0-9_-]+", text):
        return {"type": "username", "value": text[1:]}
    if _EMAIL.fullmatch(text):
        return {"type": "email", "value": text}
    raise ReadError(say("conftest.owner", owner=text), file=file, line=line)


def _line_of(rules: list[dict[str, Json]], steps: Steps) -> int:
    at = steps[1] if len(steps) > 1 else None
    return int(rules[at]["lineNumber"]) - 1 if isinstance(at, int) and 0 <= at < len(rules) else 0


def _text(source: Source) -> str:
    return decode(source.path, source.data)


def _document(source: Source, value: Json, line: Callable[[Steps], object] = lambda _steps: 0) -> Document:
    def locate(steps: Steps) -> Place:
        found = line(steps)
        return Place(line=1 + (found if isinstance(found, int) else 0))

    return Document(value=value, locate=locate, sha256=source.sha256, size=source.size)
