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
_VARIABLE = re.compile(r"\\?\$\{?([A-Z0-9_]*)\}?")
_PROPERTY = re.compile(r"\$\{([^{}]*)\}")
_MOST_EXPANDED = 1 << 16


def read_ini(source: Source) -> Iterator[Document]:
    """Read INI, and return its sections; keys before the first are left out, as conftest does."""
    from configparser import ConfigParser, Error

    text = "\n".join(line.strip() for line in _text(source).splitlines())
    parser = ConfigParser(
        interpolation=None,
        inline_comment_prefixes=("#", ";"),
        allow_no_value=False,
        default_section="\0",
        empty_lines_in_values=False,
    )
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their case
    try:
        parser.read_string(f"[DEFAULT]\n{text}", source.path)
    except Error as error:
        line = getattr(error, "lineno", None) or next((number for number, _ in getattr(error, "errors", ())), 2)
        raise ReadError(say("conftest.ini"), file=source.path, line=max(1, line - 1)) from error
    yield _document(source, {name: dict(_typed(parser[name])) for name in parser.sections() if name != "DEFAULT"})


def _typed(section: object) -> Iterator[tuple[str, Json]]:
    for key, text in section.items():  # type: ignore[attr-defined]
        value = _unquoted(text)
        if _NUMBER.fullmatch(value):
            number = float.fromhex(value) if "x" in value.lower() else float(value)
            yield key, int(number) if number.is_integer() else number
        else:
            yield key, True if value in _TRUE else False if value in _FALSE else value


def _unquoted(text: str) -> str:
    for quote in ('"""', '"', "'", "`"):
        if len(text) >= 2 * len(quote) and text.startswith(quote) and text.endswith(quote):
            return text[len(quote) : -len(quote)]
    return text


def read_dotenv(source: Source) -> Iterator[Document]:
    """Read ``.env``, and return its variables. What a value takes of others is theirs in the file, never the environment's."""
    try:
        from dotenv.parser import parse_stream
    except ImportError as error:
        raise ReadError(say("conftest.no_library", name="python-dotenv")) from error
    from io import StringIO

    found: dict[str, Json] = {}
    for binding in parse_stream(StringIO(_text(source))):
        if binding.error or (binding.key is not None and binding.value is None):
            raise ReadError(say("conftest.dotenv"), file=source.path, line=binding.original.line)
        if binding.key is not None:
            single = re.search(r"=\s*'", binding.original.string) is not None
            value = binding.value or ""
            found[binding.key] = value if single else _VARIABLE.sub(lambda each: _taken(each, found), value)
    yield _document(source, found)


def _taken(each: re.Match[str], found: dict[str, Json]) -> str:
    if each[0].startswith("\\"):
        return each[0][1:]
    return str(found.get(each[1], "")) if each[1] else each[0]


def read_properties(source: Source) -> Iterator[Document]:
    """Read properties, and return them, with those written out that a value names as ``${other}``."""
    try:
        import javaproperties
    except ImportError as error:
        raise ReadError(say("conftest.no_library", name="javaproperties")) from error
    try:
        found = javaproperties.loads(_text(source))
    except javaproperties.InvalidUEscapeError as error:
        raise ReadError(say("conftest.properties"), file=source.path, line=1) from error

    def written_out(key: str, below: tuple[str, ...]) -> str:
        if key in below or key not in found:
            raise ReadError(say("conftest.expansion", name=key), file=source.path, line=1)
        text = _PROPERTY.sub(lambda each: written_out(each[1], (*below, key)), found[key])
        if len(text) > _MOST_EXPANDED:
            raise ReadError(say("conftest.expansion", name=key), file=source.path, line=1)
        return text

    yield _document(source, {key: written_out(key, ()) for key in found})


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
        pattern, *owners = said.split()
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
    if re.fullmatch(r"[A-Za-z0-9_.%+-]+@[A-Za-z0-9.-]+", text):
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
